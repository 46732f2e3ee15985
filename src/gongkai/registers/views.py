"""Pages of the registers under /staff/registers/: the list, a new entry, an entry, its steps, the file, the figures of a year."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_safe

from gongkai.audit.actors import Actor
from gongkai.cases.models import Case
from gongkai.cases.views.public import attachment
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.organs.models import Organ
from gongkai.persons.forms import tell
from gongkai.persons.models import Person
from gongkai.persons.showing import shown
from gongkai.registers.actions import RegisterEntry
from gongkai.registers.exporting import ExportEntries
from gongkai.registers.filing import may_file
from gongkai.registers.fold import fold, possible
from gongkai.registers.forms import FilterForm, RegistrationForm, StepForm
from gongkai.registers.kinds import KINDS, STEPS, WAYS, Kind, capability_of
from gongkai.registers.listing import figures, filtered, sentences, workbook
from gongkai.registers.models import Entry, EntryEvent, EntryFile
from gongkai.registers.store import events_of
from gongkai.registers.telling import facts, name_of, papers, timeline

_PAGE = 25
_MOST = 20_000
"""Rows of a file; who has more filters by year."""
_FIRST_YEAR = 2008


def _rows(request: HttpRequest) -> tuple[FilterForm, Any]:
    """The filters, and the rows they leave; what cannot be a filter leaves all."""
    form = FilterForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    return form, filtered(policies.visible(request.user, Entry).select_related("organ"), asked, timezone.localdate())


@requires("case.see")
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The entries that the filters leave, what is due first."""
    form, rows = _rows(request)
    asked = request.GET.copy()
    asked.pop("page", None)
    today = timezone.localdate()
    context = {
        "page": Paginator(rows, _PAGE).get_page(request.GET.get("page")),
        "form": form,
        "asked": asked.urlencode(),
        "kinds": KINDS.values() if policies.may(request.user, "case.register") else (),
        "today": today,
        "year": today.year,
    }
    return render(request, "registers/list.html", context)


@requires("case.see")
@require_safe
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """The list as XLSX, persons masked; recorded."""
    form, rows = _rows(request)
    found = list(rows.select_related("organ", "person__organ")[:_MOST])
    register = form.cleaned_data.get("kind", "") if form.is_valid() else ""
    organs = {row.organ_id: row.organ for row in found}
    count = Counter(row.organ_id for row in found)
    with transaction.atomic():
        for key in sorted(organs):  # a row each: an administrator reads those of the own organ
            ExportEntries(organ=organs[key], rows=count[key], register=register).by(request.actor)
    data = workbook(found, persons=policies.organs_where(request.user, "person.see"))
    return attachment(data, f"{_('Registers')}-{timezone.localdate()}.xlsx")


@requires("case.see")
@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """The figures of a year, for the report's text; of one organ or of all that the reader sees."""
    today = timezone.localdate()
    if not _FIRST_YEAR <= year <= today.year:
        raise Http404
    organs = policies.visible(request.user, Organ).filter(pk__in=policies.organs_where(request.user, "case.see"))
    asked = request.GET.get("organ", "")
    code = next((one.code for one in organs if one.code == asked), "")
    rows = policies.visible(request.user, Entry)
    found = figures(rows.filter(organ__code=code) if code else rows, year, today)
    years = range(today.year, max(_FIRST_YEAR, today.year - 9) - 1, -1)
    context = {"year": year, "years": years, "organs": organs, "code": code, "figures": found, "sentences": sentences(found, year)}
    return render(request, "registers/figures.html", context)


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


@requires("case.register")
@never_cache
@sensitive_post_parameters()
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """The form of a register, and the registration."""
    register, is_sent = _kind(kind), request.method == "POST"
    form = RegistrationForm(request.user, register, request.POST if is_sent else None, request.FILES if is_sent else None)
    if is_sent and form.is_valid():
        try:
            found = entered(form.action(), request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("Entered as %(number)s.") % {"number": found.number})
            return redirect(found)
    return render(request, "registers/new.html", {"form": form, "kind": register}, status=422 if form.is_bound else 200)


def entered(action: RegisterEntry, actor: Actor) -> Entry:
    """The entry of the form: the one it made before, if it was sent before or is being sent at this moment."""
    try:
        return action.sent_before() or action.by(actor)
    except IntegrityError:
        found = action.sent_before()
        if found is None:
            raise
        return found


def entry_of(request: HttpRequest, key: UUID) -> Entry:
    """The entry, of those that the reader sees. Raises Http404."""
    found: Entry = get_object_or_404(policies.visible(request.user, Entry).select_related("organ", "person__organ"), key=key)
    return found


@requires("case.see")
@require_safe
@never_cache
def entry(request: HttpRequest, key: UUID) -> HttpResponse:
    """What came in, from whom, where it stands, what happened, what can be done next."""
    found = entry_of(request, key)
    rows = list(policies.visible(request.user, EntryEvent).filter(entry=found).order_by("position"))
    events = events_of(found)
    state = fold(events)
    number = state.entered.facts.get("request")
    person = found.person if found.person_id and policies.visible(request.user, Person).filter(pk=found.person_id).exists() else None
    offers = [(STEPS[code], policies.may(request.user, capability_of(state.kind, STEPS[code]), found.organ)) for code in possible(state)]
    context = {
        "entry": found,
        "state": state,
        "kind": state.kind,
        "way": WAYS[state.entered.way],
        "facts": facts(state),
        "case": policies.visible(request.user, Case).filter(organ=found.organ, number=number).first() if number else None,
        "person": shown(person) if person else None,
        "name": name_of(person) if person else "",
        "offers": offers,
        "lines": timeline(rows, events, state),
        "papers": papers(policies.visible(request.user, EntryFile).filter(entry=found), events, state),
        "may_file": may_file(request.user, found),
        "may_scan": bool(state.unscanned) and policies.may(request.user, "case.register", found.organ),
        "today": timezone.localdate(),
    }
    return render(request, "registers/entry.html", context)


@requires("case.see")
@never_cache
def step(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """The form of a step, and the step."""
    found = entry_of(request, key)
    row, kind = STEPS.get(step), KINDS[found.kind]
    if row is None or step not in kind.steps:
        raise Http404
    if not policies.may(request.user, capability_of(kind, row), found.organ):
        raise policies.NotAllowed
    form = StepForm(kind, row, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            form.action(found).by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, _("%(number)s: recorded.") % {"number": found.number})
            return redirect(found)
    return render(request, "registers/step.html", {"entry": found, "form": form, "step": row, "kind": kind}, status=422 if form.is_bound else 200)
