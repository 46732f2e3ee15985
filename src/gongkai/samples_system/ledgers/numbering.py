"""The numbers of an organ's letters, in the order of their days, and the earlier answers that repeats name. Pure."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from gongkai.cases.events import AnswerServed, Event, ItemAnswered, Lettered, LetterIssued
from gongkai.samples_system.ledgers.told import Told

Ledger = Mapping[int, Sequence[Event]]
"""The events of requests by their number in the organ's ledger (`Told.number`)."""


def numbered(ledger: Ledger, requests: Sequence[Told], numbers: Callable[[Sequence[dt.date]], Sequence[str]]) -> dict[int, list[Event]]:
    """The ledger with numbers on its letters; `numbers` gives one for each of some days, which are in their order."""
    letters = sorted(
        (event.on, request, place) for request, events in ledger.items() for place, event in enumerate(events) if isinstance(event, Lettered)
    )
    given = {(request, place): number for (_day, request, place), number in zip(letters, numbers([day for day, *_place in letters]), strict=True)}
    made = {request: [_with(event, given.get((request, place))) for place, event in enumerate(events)] for request, events in ledger.items()}
    for one in requests:
        if one.repeats:
            made[one.number] = [_naming(event, made[one.repeats]) for event in made[one.number]]
    return made


def _with(event: Event, number: str | None) -> Event:
    return replace(event, number=number) if isinstance(event, Lettered) and number else event


def _naming(event: Event, earlier: Sequence[Event]) -> Event:
    """An answer that says when and under which number it was answered before (Reg. 36(6))."""
    if not isinstance(event, ItemAnswered) or event.answer != "repeated":
        return event
    letter = next(one for one in earlier if isinstance(one, LetterIssued))
    served = next(one for one in earlier if isinstance(one, AnswerServed))
    return replace(event, earlier=letter.number, earlier_on=served.on)
