"""What became of letters that were sent: every event that gives one by a way makes a service, numbered in their order."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.state import Case, Service, StepError
from gongkai.messages import Message, message

ATTEMPTS = 2
"""How often a letter that comes back is sent (reading): after the second return both returns are the proof."""

ARRIVALS: Mapping[str, type[e.Event]] = {
    e.CorrectionNoticeSent.kind: e.CorrectionNoticeReached,
    e.ConsultationSent.kind: e.ConsultationReached,
    e.FeeNoticeSent.kind: e.FeeNoticeReached,
}
"""Letters whose arrival begins somebody's time: the event that says so, by the kind of the event that sent the letter."""


def arrival(service: Service, on: dt.date) -> e.Event | None:
    """The event by which the letter of `service` arrived on `on`; None: nobody's time begins with it."""
    kind = ARRIVALS.get(service.what)
    if kind is None:
        return None
    return kind(on=on, consultation=service.about) if kind is e.ConsultationReached else kind(on=on)


def registered(case: Case, event: e.Event) -> Case:
    """The state with the service that `event` makes, or whose arrival it tells."""
    if isinstance(event, e.AnsweredJointly):
        return case  # one letter was served, and its service stands in the request that it was made for
    if isinstance(event, e.Sent | e.AnswerServed):
        return _with_service(case, event.kind, event)
    if type(event) in ARRIVALS.values():
        waiting = [one for one in case.services if one.standing == "posted" and arrival(one, event.on) == event]
        return _replaced(case, replace(waiting[-1], signed=event.on)) if waiting else case
    return case


def unproven(case: Case) -> Iterator[Message]:
    """Of which letters it is not on record that they arrived, nor that they came back twice."""
    for one in case.services:
        if one.standing == "posted":
            yield message(
                "Neither the signing nor the return of the mail item {number}, posted on {day}, is on record", number=one.mail_number, day=one.on
            )
        elif one.standing == "returned" and one.attempt < ATTEMPTS:
            yield message("The mail item {number} came back: send the letter once more", number=one.mail_number)


def _with_service(case: Case, what: str, sent: Any, follows: Service | None = None) -> Case:
    signed = None if sent.way == "post" else sent.on
    about = getattr(sent, "consultation", 0)
    new = Service(len(case.services) + 1, what, sent.way, sent.on, sent.mail_number, about, signed=signed)
    if follows:
        new = replace(new, about=follows.about, follows=follows.number, attempt=follows.attempt + 1)
    return replace(case, services=(*case.services, new))


def _replaced(case: Case, service: Service) -> Case:
    return replace(case, services=tuple(service if one.number == service.number else one for one in case.services))


def _service(case: Case, number: int, *standings: str) -> Service:
    found = next((one for one in case.services if one.number == number), None)
    if found is None:
        raise StepError(message("There is no service {number}", number=number))
    if found.standing not in standings:
        raise StepError(message("What became of the service {number} is on record already, or nothing can become of it", number=number))
    return found


def _not_before(event: e.Event, sent: Service) -> None:
    if event.on < sent.on:
        raise StepError(message("{day} lies before the letter was posted, on {sent}", day=event.on, sent=sent.on))


def _signed(case: Case, event: e.DeliverySigned) -> Case:
    found = _service(case, event.service, "posted")
    _not_before(event, found)
    return _replaced(case, replace(found, signed=event.on))


def _returned(case: Case, event: e.DeliveryReturned) -> Case:
    found = _service(case, event.service, "posted")
    _not_before(event, found)
    if not event.reason.strip():
        raise StepError(message("Say why the letter came back"))
    return _replaced(case, replace(found, returned=event.on, reason=event.reason))


def _repeated(case: Case, event: e.DeliveryRepeated) -> Case:
    found = _service(case, event.service, "returned")
    if found.returned is not None and event.on < found.returned:
        raise StepError(message("{day} lies before the letter came back, on {sent}", day=event.on, sent=found.returned))
    return _with_service(_replaced(case, replace(found, repeated=True)), found.what, event, found)


STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    e.DeliverySigned: _signed,
    e.DeliveryReturned: _returned,
    e.DeliveryRepeated: _repeated,
}
