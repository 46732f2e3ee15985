"""The steps of a request that is joined to an earlier one (合并办理; Reg. 36(6), reading)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.fold.asking import must_be, must_have_item
from gongkai.cases.needs import untold
from gongkai.cases.state import Case, StepError
from gongkai.messages import Message, message
from gongkai.statute.outcomes import answer_kind

FOLLOW = (e.ItemAnsweredJointly, e.AnsweredJointly, e.RequestReleased)
"""What happens to a request because something happened to the one it is joined to: on the day of that, whatever was recorded here since."""


def unfinished(case: Case) -> Iterator[Message]:
    """What of the request waits for somebody, a stop or a letter that is out: an answer given to another request would leave it hanging."""
    if case.correction and case.correction.received is None:
        yield message("A correction was asked for: wait for it, what is asked for may change")
    if case.charge and case.charge.paid is None:
        yield message("A fee was charged: have it paid, or drop it, first")
    for one in case.consultations:
        if one.over is None and one.weighed is None:
            yield message("Consultation {number} waits for its answer: end it first", number=one.number)
    yield from untold(case)
    if case.reasons and case.reasons.received is None:
        yield message("The applicant was asked for reasons and has not given any yet (Reg. 35)")
    if case.delay and case.delay.told is None:
        yield message("A later day was decided and has not been told yet (Reg. 35)")


def _joined(case: Case, event: e.RequestJoined) -> Case:
    must_be(case, "open", message("A request is joined to an earlier one while it is being dealt with, before its own answer is submitted"))
    for sentence in unfinished(case):
        raise StepError(sentence)
    if not event.number.strip() or not event.reason.strip():
        raise StepError(message("Say to which request it is joined, and why"))
    return replace(case, stage="joined", joined=event)


def _separated(case: Case, event: e.RequestSeparated) -> Case:
    _must_be_joined(case)
    if not event.reason.strip():
        raise StepError(message("Say why the request is dealt with on its own again"))
    return replace(case, stage="open", joined=None)


def _released(case: Case, event: e.RequestReleased) -> Case:
    joined = _must_be_joined(case)
    if event.because not in e.RELEASED or event.on < joined.on:
        raise StepError(message("Say what became of the earlier request, on a day after the joining"))
    return replace(case, stage="open", joined=None)


def _item_answered(case: Case, event: e.ItemAnsweredJointly) -> Case:
    _must_be_joined(case)
    answer_kind(event.answer)
    must_have_item(case, event.item)
    return replace(case, items=tuple(replace(item, answered=event) if item.number == event.item else item for item in case.items))


def _answered(case: Case, event: e.AnsweredJointly) -> Case:
    joined = _must_be_joined(case)
    if event.to != joined.to or event.on < joined.on:
        raise StepError(message("The answer is that of the request it is joined to, given after the joining"))
    for item in case.items:
        if not isinstance(item.answered, e.ItemAnsweredJointly):
            raise StepError(message("Item {item} has no answer yet", item=item.number))
    return replace(case, stage="closed", closed=event)


def _must_be_joined(case: Case) -> e.RequestJoined:
    if case.stage != "joined" or case.joined is None:
        raise StepError(message("The request is not joined to another one"))
    return case.joined


STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    e.RequestJoined: _joined,
    e.RequestSeparated: _separated,
    e.RequestReleased: _released,
    e.ItemAnsweredJointly: _item_answered,
    e.AnsweredJointly: _answered,
}
