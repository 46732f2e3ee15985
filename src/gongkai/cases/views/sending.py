"""The public form: filled in without an account and without scripts, files kept as they come, likely published information offered, then sent."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render

from gongkai.audit.actors import Actor
from gongkai.cases import codes, public, where
from gongkai.cases.actions import SendRequest
from gongkai.cases.actions.applicants import MOST_JOINT
from gongkai.cases.actions.arrive import MOST_ITEMS
from gongkai.cases.forms_public import RequestForm, sent_items, sent_joint
from gongkai.cases.likely import likely
from gongkai.cases.models import Case
from gongkai.cases.views.files import keep, kept
from gongkai.cases.views.opening import private
from gongkai.organs.models import Organ
from gongkai.persons.forms import tell

_NOT_SENDING = ("more", "more_joint", "remove", "back")
"""Buttons that show the form again as it is, with more room, a file less, or after the offer of published information."""


@private
def new(request: HttpRequest, code: str) -> HttpResponse:
    """The form, what is likely published already, and what was sent: number and query code."""
    organ = get_object_or_404(public.organs(), code=code)
    if request.method != "POST":
        return _page(request, organ, RequestForm())
    refused = keep(request, organ, _number_of(request.POST))
    if any(name in request.POST for name in _NOT_SENDING):
        return _page(request, organ, _again(request.POST), refused)
    form = RequestForm(request.POST)
    if form.is_valid() and not refused:
        action = form.action(organ)
        try:
            pages = [] if "none" in request.POST or action.sent_before() else _offered(action)
            if pages:
                return render(request, "cases/likely.html", {"organ": organ, "pages": pages, "typed": _typed(request.POST)})
            return _sent_page(request, _sent(action, request.actor))
        except ValidationError as error:
            tell(form, error)
    return _page(request, organ, form, refused)


def _number_of(data: QueryDict) -> uuid.UUID | None:
    try:
        return uuid.UUID(data.get("form", ""))
    except ValueError:
        return None


def _again(data: QueryDict) -> RequestForm:
    """The form as it was filled in, with room for one more where that was asked for."""
    items = min(sent_items(data) + ("more" in data), MOST_ITEMS)
    joint = min(sent_joint(data) + ("more_joint" in data), MOST_JOINT)
    return RequestForm(initial=data.dict(), items=items, joint=joint)


def _typed(data: QueryDict) -> list[tuple[str, str]]:
    """What was typed, to be sent along: a page without scripts has nowhere else to keep it."""
    return [(name, value) for name, value in data.items() if name != "csrfmiddlewaretoken" and isinstance(value, str)]


def _offered(action: SendRequest) -> list[Any]:
    """Published pages that are likely what is asked for, once the request could go in as it is."""
    action.look()
    return likely(action.organ, action.items)


def _sent(action: SendRequest, actor: Actor) -> Case:
    """The case of the form: the one it made before, if it was sent before or is being sent at this moment."""
    try:
        case: Case = action.sent_before() or action.by(actor)
    except IntegrityError:
        found = action.sent_before()
        if found is None:
            raise
        return found
    return case


def _page(request: HttpRequest, organ: Organ, form: RequestForm, refused: list[str] | None = None) -> HttpResponse:
    files = kept(_number_of(request.POST))
    mistakes = form.mistakes() if form.is_bound else []
    context = {"organ": organ, "form": form, "files": files, "refused": refused, "mistakes": mistakes}
    return render(request, "cases/new.html", context, status=422 if form.is_bound or refused else 200)


def _sent_page(request: HttpRequest, case: Case) -> HttpResponse:
    """Number, query code, the receipt."""
    if case.key_of_form is None:
        raise AssertionError
    code = codes.code_of(case.key_of_form)
    return render(request, "cases/sent.html", {**where.standing(case), "code": code})
