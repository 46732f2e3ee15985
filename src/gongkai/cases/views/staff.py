"""Pages of requests under /staff/requests/: a case, its steps, its files."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.audit.trail import record
from gongkai.cases import ledger, store, wishes
from gongkai.cases.events import PaperFiled, ScanFiled
from gongkai.cases.letters.answer import compose
from gongkai.cases.models import Case, CaseEvent, CaseFile
from gongkai.cases.parties import files_told, parties
from gongkai.cases.parts import Seen, parts
from gongkai.cases.steps import STEPS
from gongkai.cases.telling import channel_name, clock_told, role_name, timeline
from gongkai.cases.told_items import items_told, placed
from gongkai.cases.views.public import attachment
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.organs.actions.basis import file_store
from gongkai.persons.forms import tell
from gongkai.persons.models import Person
from gongkai.persons.reading import masked
from gongkai.persons.showing import shown

_HIDDEN = "＊＊＊"
"""Stands for the name of an applicant in a letter that somebody looks at who may not see persons."""


def _case(request: HttpRequest, key: UUID) -> Case:
    found: Case = get_object_or_404(policies.visible(request.user, Case).select_related("organ", "applicant__organ"), key=key)
    return found


@requires("case.see")
@require_safe
@never_cache
def case(request: HttpRequest, key: UUID) -> HttpResponse:
    """Request, clock, timeline, documents, next steps."""
    found = _case(request, key)
    return render(request, "cases/case.html", _context(request, found))


def _context(request: HttpRequest, found: Case) -> dict[str, Any]:
    """What the case's page shows; its parts are told by `gongkai.cases.telling`."""
    rows = list(policies.visible(request.user, CaseEvent).filter(case=found).order_by("position"))
    events = store.events_of(found)
    state = ledger.fold(events)
    sees_person = policies.visible(request.user, Person).filter(pk=found.applicant_id).exists()
    seen = store.clock_of(found.organ, state, timezone.localdate())
    return {
        "case": found,
        "state": state,
        "clock": seen,
        **clock_told(seen),
        "wish": dict(wishes.FORMS)[state.arrived.form],
        "delivery": dict(wishes.DELIVERIES)[state.arrived.delivery],
        "items": items_told(state),
        "placed": placed(found.organ, state),
        "channel": channel_name(found.channel),
        "lines": timeline(rows, events),
        "files": files_told(_files(request, found, state), events),
        **parties(request.user, state),
        "parts": parts(Seen(request.user, found, state, events)),
        "offers": [(one, one.allowed(request.user, found, state)) for one in STEPS.values() if not one.place and one.possible(state)],
        "signs": role_name(state.signs_next) if state.signs_next else "",
        "applicant": shown(found.applicant) if sees_person else None,
    }


def _files(request: HttpRequest, found: Case, state: ledger.Case) -> Iterable[CaseFile]:
    """Letters and scans; what the virus scanner keeps back is told in a part of the page."""
    kept_back = (*state.unscanned, *state.infected)
    return policies.visible(request.user, CaseFile).filter(case=found).exclude(purpose="data").exclude(name__in=kept_back)


@requires("case.see")
@never_cache
def step(request: HttpRequest, key: UUID, step: str) -> HttpResponse:
    """The form of a step, and the step."""
    found = _case(request, key)
    offer = STEPS.get(step)
    if offer is None:
        raise Http404
    state = store.state_of(found)
    if not offer.allowed(request.user, found, state):
        raise policies.NotAllowed
    is_sent = request.method == "POST"
    form = offer.form(request.POST if is_sent else None, request.FILES if is_sent else None, state=state, case=found, asked=request.GET)
    if is_sent and form.is_valid():
        try:
            form.action(found).by(request.actor)
        except ValidationError as error:
            tell(form, error)
        else:
            messages.success(request, offer.done)
            return redirect(found)
    context = {"case": found, "offer": offer, "form": form, "state": state, **_preview(request, found, state, offer.name)}
    return render(request, "cases/step.html", context, status=422 if form.is_bound else 200)


def _preview(request: HttpRequest, found: Case, state: ledger.Case, step: str) -> dict[str, Any]:
    """The letter as it will be, for who submits or signs it; or why it cannot be made. The addressee as masked as on the page of the case."""
    if step not in {"submit", "sign", "return"}:
        return {}
    try:
        letter = compose(found, state, timezone.localdate(), "")
    except ValidationError as error:
        return {"problem": " ".join(error.messages)}
    sees_person = policies.visible(request.user, Person).filter(pk=found.applicant_id).exists()
    addressee = masked(found.applicant, ["name"])["name"] if sees_person else _HIDDEN
    return {"preview": replace(letter, addressee=addressee).lines}


@requires("case.see")
@require_safe
@never_cache
def file(request: HttpRequest, key: UUID, position: int, purpose: str) -> HttpResponse:
    """A letter or a scan: personal data, so that reading it stands in the trail."""
    found = _case(request, key)
    row = get_object_or_404(policies.visible(request.user, CaseFile).filter(case=found), position=position, purpose=purpose)
    state = store.state_of(found)
    if row.name in {*state.unscanned, *state.infected}:
        raise Http404  # nobody gets it: the page says so
    with transaction.atomic():
        record("case.read", request.actor, organ=found.organ_id, subject=found, detail={"position": position, "purpose": purpose})
    return attachment(file_store().read(row.name), _name(found, row))


def _name(found: Case, row: CaseFile) -> str:
    """What the reader's machine calls it."""
    if row.purpose == "file":
        event = store.events_of(found)[row.position - 1]
        if isinstance(event, PaperFiled | ScanFiled):
            return f"{found.number}-{row.position}.{event.ending}"
        return str(getattr(event, "title", found.number))
    return f"{found.number}.{'json' if row.purpose == 'data' else row.purpose}"
