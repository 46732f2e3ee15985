"""What a correction of the record (更正) does to the days that the fold counts with: the entry stays as stored, the right day counts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from gongkai.cases import events as e
from gongkai.cases.state import StepError
from gongkai.messages import message

WHILE_OPEN = (e.ReceiptConfirmed, e.CorrectionNoticeReached, e.CorrectionReceived, e.ExtensionTold)
"""Entries whose day can be put right until the request is closed: afterwards what they led to is fixed."""

ALWAYS = (e.AnswerServed, e.RequestWithdrawn, e.DeliverySigned, e.DeliveryReturned, e.DeliveryRepeated)
"""Entries whose day can be put right later, too."""


def as_corrected(events: Sequence[e.Event]) -> list[e.Event]:
    """The events with the days that are right. Raises StepError: an entry that is not there, or whose day cannot be changed."""
    found = list(events)
    for place, event in enumerate(events):
        if isinstance(event, e.RecordCorrected):
            if not 1 <= event.entry <= place:
                raise StepError(message("There is no entry {entry} before this one", entry=event.entry))
            if event.day is not None:
                found[event.entry - 1] = _on(_changeable(found[:place], event), event.day)
    return found


def _on(entry: e.Event, day: dt.date) -> e.Event:
    """The entry on its right day; how late a closing was is counted anew."""
    return replace(entry, on=day, late=None) if isinstance(entry, e.Closes) else replace(entry, on=day)


def _changeable(before: Sequence[e.Event], event: e.RecordCorrected) -> e.Event:
    """The entry whose day changes."""
    entry = before[event.entry - 1]
    is_closed = any(isinstance(one, e.Closes) for one in before)
    if not isinstance(entry, ALWAYS if is_closed else (*WHILE_OPEN, *ALWAYS)):
        raise StepError(message("The day of this entry is not changed, later ones rest on it: leave the day empty and write down what is right"))
    if isinstance(entry, e.Closes) and event.day is not None and event.day.year != entry.on.year:
        raise StepError(message("The request counts in the report of {year}; its closing cannot move to another year", year=entry.on.year))
    if isinstance(entry, e.ReceiptConfirmed) and any(isinstance(one, e.CorrectionNoticeSent) for one in before):
        raise StepError(message("The day of this entry is not changed, later ones rest on it: leave the day empty and write down what is right"))
    return entry
