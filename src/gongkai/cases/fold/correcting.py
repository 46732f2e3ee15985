"""The steps of a correction (Reg. 30)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.fold.asking import must_be
from gongkai.cases.state import Case, Correction, Item, StepError
from gongkai.messages import message


def _correction_asked(case: Case, event: e.CorrectionAsked) -> Case:
    must_be(case, "open", message("A correction is asked for while the request is being dealt with"))
    if case.correction is not None:
        raise StepError(message("A correction is asked for once, for everything (Reg. 30); it was asked for already"))
    if case.charge is not None:
        raise StepError(message("A fee was charged for the request as it stands: it is too late to ask for a correction"))
    if not event.what.strip() or event.days < 1:
        raise StepError(message("Say what has to be corrected, and in how many working days"))
    return replace(case, correction=Correction(event))


def _notice_sent(case: Case, event: e.CorrectionNoticeSent) -> Case:
    found = case.correction
    if found is None or found.sent is not None or case.stage != "open":
        raise StepError(message("There is no notice of correction that waits to be served"))
    return _with(case, replace(found, sent=event, reached=event.reached))


def _notice_reached(case: Case, event: e.CorrectionNoticeReached) -> Case:
    found = _awaited(case)
    if found.reached is not None:
        raise StepError(message("It is on record already when the notice reached the applicant"))
    return _with(case, replace(found, reached=event.on))


def _late_allowed(case: Case, event: e.LateCorrectionAllowed) -> Case:
    found = case.correction
    if case.stage != "open" or case.charge is not None or found is None or found.sent is None or found.stops:
        raise StepError(message("There is no correction asked for too late on which the head could decide"))
    if not event.reason.strip():
        raise StepError(message("Say why the period starts anew although the correction was asked for too late"))
    received, told = found.received, case.extension.told if case.extension else None
    # The period starts anew after all: an extension told before belonged to the first one.
    extension = None if received and (told is None or told.on < received.on) else case.extension
    return _with(replace(case, extension=extension), replace(found, allowed=event))


def _corrected(case: Case, event: e.CorrectionReceived) -> Case:
    found = _awaited(case)
    if len(event.items) != len(case.items) or not all(text.strip() for text in event.items):
        raise StepError(message("Say what information is asked for"))
    # An answer drafted before stays with a text that did not change.
    items = tuple(item if item.text == text else Item(item.number, text) for item, text in zip(case.items, event.items, strict=True))
    # A period that starts anew has had no extension yet.
    extension = None if found.stops else case.extension
    return _with(replace(case, items=items, extension=extension), replace(found, received=event))


def _abandoned(case: Case, event: e.RequestAbandoned) -> Case:
    if event.outcome == "fee_unpaid":
        must_be(case, "waiting_for_payment", message("Only a request whose fee is awaited can be closed as not paid"))
    else:
        must_be(case, "waiting_for_correction", message("Only a request whose correction is awaited can be closed as not corrected"))
    if event.on <= event.until:
        raise StepError(message("The applicant has until {day}; the request can be closed from the day after", day=event.until))
    return replace(case, stage="closed", closed=event)


def _awaited(case: Case) -> Correction:
    found = case.correction
    if found is None or not found.is_awaited or case.stage not in {"open", "waiting_for_correction"}:
        raise StepError(message("No correction is awaited"))
    return found


def _with(case: Case, correction: Correction) -> Case:
    """The case waits for the applicant as long as a notice that ends the period is not answered."""
    return replace(case, correction=correction, stage="waiting_for_correction" if correction.is_awaited and correction.stops else "open")


STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    e.CorrectionAsked: _correction_asked,
    e.CorrectionNoticeSent: _notice_sent,
    e.CorrectionNoticeReached: _notice_reached,
    e.LateCorrectionAllowed: _late_allowed,
    e.CorrectionReceived: _corrected,
    e.RequestAbandoned: _abandoned,
}
