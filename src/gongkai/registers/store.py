"""The events of an entry and the row that follows from them, written together: the only module that writes either."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gongkai.audit.actors import Actor
from gongkai.organs.models import Organ
from gongkai.organs.setting_table import calendar_of, setting
from gongkai.registers.events import Event, PaperFiled, Stepped, dumped, loaded, name_of
from gongkai.registers.fold import State, fold
from gongkai.registers.models import Entry, EntryEvent, EntryFile


def events_of(entry: Entry) -> list[Event]:
    """What happened, in its order."""
    return [loaded(row.step, row.on, row.data) for row in entry.events.order_by("position")]


def state_of(entry: Entry) -> State:
    """The fold of the entry's events."""
    return fold(events_of(entry))


def locked(entry: Entry) -> Entry:
    """The row, locked until the transaction ends: of two steps at once the second sees the first."""
    return Entry.objects.select_for_update(of=("self",)).select_related("organ").get(pk=entry.pk)


def append(entry: Entry, events: Sequence[Event], actor: Actor) -> State:
    """Record `events` and bring the row up to them; `entry` is `locked`, or new and not saved yet.

    Raises StepError: an event is not possible now; then nothing is written.
    """
    before = events_of(entry) if entry.pk else []
    added = [_with_due(entry.organ, [*before, *events[:number]], event) for number, event in enumerate(events)]
    state = fold([*before, *added])
    for name, value in columns(entry.organ, state).items():
        setattr(entry, name, value)
    entry.length = len(before) + len(added)
    entry.save()
    by = f"{actor.kind}:{actor.key}"
    for position, event in enumerate(added, len(before) + 1):
        EntryEvent.objects.create(entry=entry, position=position, step=name_of(event), on=event.on, data=dumped(event), by=by)
        EntryFile.objects.bulk_create(files_of(entry, position, event))
    return state


def _with_due(organ: Organ, before: list[Event], event: Event) -> Event:
    """The step that closes an entry keeps the last day there was for it."""
    if not isinstance(event, Stepped):
        return event
    state = fold([*before, event])
    return replace(event, due=_counted(organ, state)) if state.closed and not fold(before).closed else event


def files_of(entry: Entry, position: int, event: Event) -> list[EntryFile]:
    """The row of the stored file that an event names."""
    return [EntryFile(entry=entry, position=position, name=event.file)] if isinstance(event, PaperFiled) else []


def columns(organ: Organ, state: State) -> dict[str, Any]:
    """The columns of the row that follow from the events."""
    return {
        "kind": state.kind.code,
        "number": state.entered.number,
        "person_id": state.entered.person or None,
        "summary": state.entered.text[:200],
        "stage": state.stage,
        "outcome": state.outcome,
        "received_on": state.entered.on,
        "due_on": due_on(organ, state),
        "closed_on": state.closed,
        "unscanned": len(state.unscanned),
    }


def due_on(organ: Organ, state: State) -> dt.date | None:
    """The last day to deal with it: of a closed entry the one that closing it fixed, of an open one as the calendar and the setting are now."""
    return state.due if state.closed else _counted(organ, state)


def _counted(organ: Organ, state: State) -> dt.date | None:
    """The last day, counted as periods of answers are; None where nothing is due: by setting, while it waits for the person."""
    days = setting(organ, state.kind.days, state.entered.on) if state.kind.days else 0
    if not days or state.stage == "asked":
        return None
    return calendar_of(organ, state.runs_from).add_workdays(state.runs_from, days).day


def expected(entry: Entry) -> dict[str, Any]:
    """What the row must hold, by folding its events anew."""
    events = events_of(entry)
    return {**columns(entry.organ, fold(events)), "length": len(events)}
