"""Pages under /staff/persons/: masked lists and entries, an exact search, what is sealed shown once for a reason. No answer is kept by a browser."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.persons import finding
from gongkai.persons.actions import CorrectPerson, FindPerson, RegisterPerson, RevealPerson
from gongkai.persons.forms import CorrectForm, FindForm, RegisterForm, RevealForm, tell
from gongkai.persons.models import Person
from gongkai.persons.showing import Shown, all_shown, labelled, shown

_PAGE = 25
View = Callable[..., HttpResponse]


def _page(capability: str) -> Callable[[View], View]:
    """A page for those with `capability`: never stored by the browser (no-store), and what is posted is kept out of error reports."""

    def decorate(view: View) -> View:
        gated: View = requires(capability)(never_cache(sensitive_post_parameters()(view)))
        return gated

    return decorate


def _rights(request: HttpRequest) -> dict[str, bool]:
    return {"may_find": policies.may(request.user, "person.reveal"), "may_register": policies.may(request.user, "person.change")}


def _person(request: HttpRequest, key: UUID) -> Shown:
    return shown(get_object_or_404(policies.visible(request.user, Person).select_related("organ"), pk=key))


@_page("person.see")
def persons(request: HttpRequest) -> HttpResponse:
    """The list, newest first, masked."""
    return _list(request, FindForm(request.user) if policies.may(request.user, "person.reveal") else None)


def _list(request: HttpRequest, find_form: FindForm | None) -> HttpResponse:
    page = Paginator(policies.visible(request.user, Person).select_related("organ"), _PAGE).get_page(request.GET.get("page"))
    return render(request, "persons/list.html", {"page": page, "rows": all_shown(page), "find_form": find_form, **_rights(request)})


@_page("person.reveal")
def find(request: HttpRequest) -> HttpResponse:
    """The rows with an exact value: the answer to a POST, so that the value is in no address."""
    if request.method != "POST":
        return redirect("persons")
    form = FindForm(request.user, request.POST)
    if form.is_valid():
        try:
            found = FindPerson(**form.cleaned_data).by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            return render(request, "persons/found.html", {"rows": all_shown(found), "most": finding.MOST, "organ": form.cleaned_data["organ"]})
    return _list(request, form)


@_page("person.change")
def register(request: HttpRequest) -> HttpResponse:
    """A new entry."""
    form = RegisterForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("organ", "kind", "document")}
        try:
            person = RegisterPerson(**chosen, values=form.values()).by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The person is registered."))
            return redirect("persons_person", key=person.pk)
    return render(request, "persons/form.html", {"form": form, "title": _("Register a person"), "button": _("Register")})


@_page("person.see")
def person(request: HttpRequest, key: UUID) -> HttpResponse:
    """An entry, masked, with what the reader may do."""
    return _entry(request, _person(request, key))


def _entry(request: HttpRequest, entry: Shown, form: RevealForm | None = None) -> HttpResponse:
    organ = entry.person.organ
    may_change = policies.may(request.user, "person.change", organ)
    known: dict[str, Any] = {"entry": entry, "may_change": may_change}
    if entry.readable:
        rows = policies.visible(request.user, Person)
        known["alike"] = all_shown(finding.same_as(entry.person, rows)[: finding.MOST]) if may_change else []
        known["form"] = (form or RevealForm(entry.held)) if policies.may(request.user, "person.reveal", organ) else None
    return render(request, "persons/person.html", known)


@_page("person.reveal")
def reveal(request: HttpRequest, key: UUID) -> HttpResponse:
    """What is sealed: the answer to a POST, shown once, after the audit row was written."""
    if request.method != "POST":
        return redirect("persons_person", key=key)
    entry = _person(request, key)
    form = RevealForm(entry.held, request.POST)
    if form.is_valid():
        asked = form.cleaned_data
        try:
            values = RevealPerson(person=entry.person, fields=tuple(asked["fields"]), reason=asked["reason"], note=asked["note"]).by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            return render(request, "persons/revealed.html", {"entry": entry, "facts": labelled(values)})
    return _entry(request, entry, form)


@_page("person.change")
def correct(request: HttpRequest, key: UUID) -> HttpResponse:
    """A correction; the form begins empty."""
    entry = _person(request, key)
    row = entry.person
    if not policies.may(request.user, "person.change", row.organ):
        raise policies.NotAllowed
    if not entry.readable:
        return redirect("persons_person", key=key)  # it says why
    start = {"version": row.version, "kind": row.kind, "document": row.document}
    form = CorrectForm(entry.fields, request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("version", "kind", "document")}
        try:
            CorrectPerson(person=row, **chosen, values=form.values()).by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("The entry is corrected."))
            return redirect("persons_person", key=row.pk)
    return render(request, "persons/form.html", {"form": form, "entry": entry, "title": _("Correct the entry"), "button": _("Correct")})
