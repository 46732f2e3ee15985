"""The page of a change: its form, and the answer to it."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.organs import policies
from gongkai.organs.access import View, requires
from gongkai.organs.actions import Action
from gongkai.organs.forms.base import ActionForm, Place
from gongkai.organs.models import Organ
from gongkai.organs.views.offering import Change, place_of


def view_of(change: Change) -> View:
    """The view of `change`."""

    @requires(change.capability)
    def view(request: HttpRequest, code: str, key: Any = None) -> HttpResponse:
        place = place_of(request.user, code)
        if change.fetch:
            place = replace(place, subject=change.fetch(place, key))
        if not change.offered(place):
            raise policies.NotAllowed
        form = change.form(request.POST or None, request.FILES or None, place=place)
        if request.method == "POST":
            form = change.form(request.POST, request.FILES, place=place)
            answer = _made(request, change, form, place) if form.is_valid() else None
            if answer is not None:
                return answer
        return render(request, "organs/change.html", _context(change, form, place), status=422 if form.is_bound else 200)

    view.__name__ = change.name
    return view


def _made(request: HttpRequest, change: Change, form: ActionForm, place: Place) -> HttpResponse | None:
    """The answer once the action is done; None when it found something wrong, which the form then shows."""
    action = form.action()
    try:
        subject = action.by(request.actor)
    except ValidationError as error:
        form.take(error)
        return None
    return _answer(request, change, action, subject, place)


def _answer(request: HttpRequest, change: Change, action: Action, subject: Any, place: Place) -> HttpResponse:
    password = getattr(action, "first_password", "")
    if password:
        context = {"account": subject, "password": password, "organ": place.organ, "page_title": change.done, "header_icon": "key"}
        response = render(request, "organs/first_password.html", context)
        response.headers["Cache-Control"] = "no-store"
        return response
    messages.success(request, change.done % {"subject": subject})
    if change.page == "organs_me":
        return redirect(change.page)
    organ = subject if isinstance(subject, Organ) else place.organ
    return redirect(change.page, code=organ.code)


def _context(change: Change, form: ActionForm, place: Place) -> dict[str, Any]:
    back = reverse("organs_me") if change.page == "organs_me" else reverse(change.page, args=[place.organ.code])
    subject = getattr(place.subject, "title", place.subject)
    return {"change": change, "form": form, "organ": place.organ, "subject": subject, "back": back, "page_title": change.title}
