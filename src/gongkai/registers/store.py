"""The events of an entry and the row that follows from them, written together: the only module that writes either."""

import datetime as dt
from typing import Any

from gongkai.audit.actors import Actor
from gongkai.organs.models import Organ
from gongkai.organs.setting_table import calendar_of, setting
from gongkai.registers.events import Event, dumped, loaded, name_of
from gongkai.registers.fold import State, fold
from gongkai.registers.models import Entry, EntryEvent


def events_of(entry: Entry) -> list[Event]:
    """What happened, in its order."""
    return [loaded(row.step, row.on, row.data) for row in entry.events.order_by("position")]


def state_of(entry: Entry) -> State:
    """The fold of the entry's events."""
    return fold(events_of(entry))


def locked(entry: Entry) -> Entry:
    """The row, locked until the transaction ends: of two steps at once the second sees the first."""
    return Entry.objects.select_for_update(of=("self",)).select_related("organ").get(pk=entry.pk)


def append(entry: Entry, event: Event, actor: Actor) -> State:
    """Record `event` and bring the row up to it; `entry` is `locked`, or new and not saved yet.

    Raises StepError: the event is not possible now; then nothing is written.
    """
    before = events_of(entry) if entry.pk else []
    state = fold([*before, event])
    for name, value in columns(entry.organ, state).items():
        setattr(entry, name, value)
    entry.length = len(before) + 1
    entry.save()
    EntryEvent.objects.create(
        entry=entry, position=entry.length, step=name_of(event), on=event.on, data=dumped(event), by=f"{actor.kind}:{actor.key}"
    )
    return state


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
    }


def due_on(organ: Organ, state: State) -> dt.date | None:
    """The last day to deal with it, counted as periods of answers are; None where nothing is due: by setting, while it waits for the person."""
    days = setting(organ, state.kind.days, state.entered.on) if state.kind.days else 0
    if not days or state.stage == "asked":
        return None
    return calendar_of(organ, state.runs_from).add_workdays(state.runs_from, days).day


def expected(entry: Entry) -> dict[str, Any]:
    """What the row must hold, by folding its events anew."""
    events = events_of(entry)
    return {**columns(entry.organ, fold(events)), "length": len(events)}
