"""The events of a case and the row that follows from them, written together: the only module that writes either."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actors import Actor
from gongkai.cases import beside, ledger, search_index
from gongkai.cases.clock import Clock, clock
from gongkai.cases.clock import examined as examined_by
from gongkai.cases.events import Event, Lettered, dumped, loaded
from gongkai.cases.models import Case, CaseEvent, CaseFile, SearchPiece
from gongkai.cases.projection import columns
from gongkai.organs.models import Organ
from gongkai.organs.setting_table import calendar_of, readings_of
from gongkai.statute.calendar import Calendar
from gongkai.statute.readings import Readings


def events_of(case: Case) -> list[Event]:
    """What happened, in its order."""
    return [loaded(row.kind, row.on, row.data) for row in case.events.order_by("position")]


def state_of(case: Case) -> ledger.Case:
    """The fold of the case's events."""
    return ledger.fold(events_of(case))


def clock_of(
    organ: Organ,
    state: ledger.Case,
    on: dt.date,
    calendar: Callable[[Organ, dt.date], Calendar] = calendar_of,
    readings: Callable[[Organ, dt.date], Readings] = readings_of,
) -> Clock:
    """The clock of a state: the readings of the day on which the period began, the calendar as it is on the day `on`, or was on the closing.

    What a place adds to its calendar moves open cases and never closed ones; which reading holds is settled when the period begins.
    `calendar` and `readings` say what those are; who asks for many cases gives some that remember.
    """
    began = state.confirmed or state.arrived.on
    seen = state.closed.on if state.closed else max(on, began)
    return clock(state, on, calendar(organ, seen), readings(organ, began))


def examined(organ: Organ, state: ledger.Case, on: dt.date, *, fee_only: bool = False) -> None:
    """Look, as `cases.clock.examined` does, whether what was told and noticed was in time, as seen on the day `on`; raises TooLateError."""
    began = state.confirmed or state.arrived.on
    examined_by(state, on, calendar_of(organ, max(on, began)), readings_of(organ, began), fee_only=fee_only)


def locked(case: Case) -> Case:
    """The row, locked until the transaction ends: of two steps at once the second sees the first."""
    return Case.objects.select_for_update(of=("self",)).select_related("organ").get(pk=case.pk)


class _MovedError(Exception):
    """Which rows belong together changed while we waited for them."""


def locked_together(keys: Callable[[], Collection[int]]) -> Mapping[int, Case]:
    """The rows that `keys` names, by key, locked until the transaction ends.

    In the order of their keys: of two processes that lock several none waits for a row while the other waits for one of its own. `keys` is asked
    again once they are locked; where the answer is another by then, all are let go and it begins anew.
    """
    while True:
        try:
            with transaction.atomic():  # what it locked is let go when it fails
                return _locked_as_named(keys)
        except _MovedError:
            continue


def _locked_as_named(keys: Callable[[], Collection[int]]) -> Mapping[int, Case]:
    wanted = set(keys())
    found = Case.objects.select_for_update(of=("self",)).select_related("organ").filter(pk__in=wanted).order_by("pk")
    rows = {one.pk: one for one in found}
    if set(keys()) != wanted:
        raise _MovedError
    return rows


def locked_with_joined(case: Case, *, answered: bool = False) -> list[Case]:
    """The requests that wait for the answer to `case` (合并办理), or were closed by it (`answered`), in the order of their keys, locked with it."""
    joined = Case.objects.filter(joined_to=case.pk, stage=Case.Stage.CLOSED if answered else Case.Stage.JOINED)
    rows = locked_together(lambda: {case.pk, *joined.values_list("pk", flat=True)})
    return [one for key, one in rows.items() if key != case.pk]


def append(case: Case, events: Iterable[Event], actor: Actor) -> ledger.Case:
    """Record `events` and bring the row up to them; `case` is `locked`, or new and not saved yet.

    Raises StepError: an event is not possible now; then nothing is written.
    """
    added = list(events)
    before = events_of(case) if case.pk else []
    state = ledger.fold([*before, *added])
    seen = clock_of(case.organ, state, timezone.localdate())
    for name, value in columns(state, seen).items():
        setattr(case, name, value)
    case.length = len(before) + len(added)
    case.save()
    for position, event in enumerate(added, len(before) + 1):
        _keep(case, position, event, actor)
    beside.keep(case, state)
    return state


def _keep(case: Case, position: int, event: Event, actor: Actor) -> None:
    event_row(case, position, event, actor, calendar_of(case.organ, event.on).version).save(force_insert=True)
    CaseFile.objects.bulk_create(files_of(case, position, event))
    SearchPiece.objects.bulk_create(search_index.rows_of(case.pk, position, event))


def event_row(case: Case, position: int, event: Event, actor: Actor, calendar: str) -> CaseEvent:
    """The row that keeps an event; `calendar` is the version of the calendar in use."""
    by = f"{actor.kind}:{actor.key}"
    return CaseEvent(case=case, position=position, kind=event.kind, on=event.on, data=dumped(event), by=by, calendar=calendar)


def files_of(case: Case, position: int, event: Event) -> list[CaseFile]:
    """The rows of the stored files that an event names, by the fields that name them."""
    named = ("data", "docx", "pdf") if isinstance(event, Lettered) else ("file",) if hasattr(event, "file") else ()
    return [CaseFile(case=case, position=position, purpose=one, name=getattr(event, one)) for one in named]


def expected(case: Case) -> dict[str, Any]:
    """What the row must hold, by folding its events anew."""
    events = events_of(case)
    return expected_of(case, events, ledger.fold(events))


def expected_of(
    case: Case,
    events: Sequence[Event],
    state: ledger.Case,
    calendar: Callable[[Organ, dt.date], Calendar] = calendar_of,
    readings: Callable[[Organ, dt.date], Readings] = readings_of,
) -> dict[str, Any]:
    """What the row of `case` must hold, whose `events` fold to `state`; `calendar` and `readings` as for `clock_of`."""
    return {**columns(state, clock_of(case.organ, state, timezone.localdate(), calendar, readings)), "length": len(events)}
