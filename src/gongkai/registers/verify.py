"""Proof that rows of registers are what their events say: every entry is folded anew and compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from gongkai.messages import Message, message
from gongkai.operations.daily import by_portions
from gongkai.registers import store
from gongkai.registers.fold import StepError, fold
from gongkai.registers.models import Entry


@dataclass(frozen=True)
class Difference:
    """An entry and what is wrong with its row, in a sentence."""

    number: str
    message: Message


def differences() -> Iterator[Difference]:
    """Everything that does not agree, entry by entry; the rows as they are now.

    While the site runs a step may fall between the look at a row and that at its events: what differs is looked at again under the lock.
    """
    for entry in by_portions(Entry.objects.select_related("organ")):
        if _found(entry):
            with transaction.atomic():
                found = _found(store.locked(entry))
            yield from found


def _found(entry: Entry) -> list[Difference]:
    try:
        return list(_of(entry))
    except (KeyError, TypeError, ValueError, StepError) as error:
        return [Difference(entry.number, message("its events cannot be folded: {why}", why=str(error)))]


def _of(entry: Entry) -> Iterator[Difference]:
    events = store.events_of(entry)
    for name, value in {**store.columns(entry.organ, fold(events)), "length": len(events)}.items():
        held = getattr(entry, name)
        if (str(held) if name == "person_id" and held else held) != value:
            yield Difference(entry.number, message("{column} is {held}, but the events say {value}", column=name, held=str(held), value=str(value)))
    positions = list(entry.events.order_by("position").values_list("position", flat=True))
    if positions != list(range(1, len(positions) + 1)):
        yield Difference(entry.number, message("events are missing: there are {positions}", positions=tuple(positions)))
    named = {(one.position, one.name) for at, event in enumerate(events, 1) for one in store.files_of(entry, at, event)}
    if named != set(entry.files.values_list("position", "name")):
        yield Difference(entry.number, message("the files on record are not those that the events name"))
