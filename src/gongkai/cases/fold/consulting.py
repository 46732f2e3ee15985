"""The steps of asking others (Reg. 11, 15, 17, 32, 34), and the applicant for reasons (Reg. 35)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.consulted import KINDS, RESPONSES, WEIGHED, Consultation, Delay, Reasons
from gongkai.cases.fold.asking import must_be, must_have_item
from gongkai.cases.state import Case, StepError
from gongkai.messages import message
from gongkai.statute.consultations import third_party_decision
from gongkai.statute.laws import StatuteError


def _asked(case: Case, event: e.ConsultationAsked) -> Case:
    must_be(case, "open", message("Others are asked while the request is being dealt with"))
    if not event.items or not event.what.strip():
        raise StepError(message("Say which items the letter is about, and what information"))
    for item in event.items:
        must_have_item(case, item)
    if event.whom not in KINDS or not (event.party if event.whom == "third_party" else event.organ.strip()):
        raise StepError(message("Say who is asked"))
    return replace(case, consultations=(*case.consultations, Consultation(len(case.consultations) + 1, event)))


def _sent(case: Case, event: e.ConsultationSent) -> Case:
    must_be(case, "open", message("Others are asked while the request is being dealt with"))
    found = _found(case, event.consultation)
    if found.sent is not None or found.ended is not None:
        raise StepError(message("This letter does not wait to be sent"))
    return _with(case, replace(found, sent=event, reached=event.reached))


def _reached(case: Case, event: e.ConsultationReached) -> Case:
    found = _waited_for(case, event.consultation)
    if found.reached is not None:
        raise StepError(message("It is on record already when this letter arrived"))
    return _with(case, replace(found, reached=event.on))


def _answered(case: Case, event: e.ConsultationAnswered) -> Case:
    found = _waited_for(case, event.consultation)
    if event.response not in RESPONSES[found.stop] or not event.text.strip():
        raise StepError(message("Say what was answered"))
    return _with(case, replace(found, answered=event))


def _ended(case: Case, event: e.ConsultationEnded) -> Case:
    found = _found(case, event.consultation)
    if found.over is not None:
        raise StepError(message("Nothing is waited for any more in this matter"))
    if found.stop == "third_party" and found.reached is not None:
        raise StepError(message("The third party has the letter: its 15 working days are its own (Reg. 32)"))
    if not event.reason.strip():
        raise StepError(message("Say why no answer is waited for any more"))
    return _with(case, replace(found, ended=event))


def _weighed(case: Case, event: e.ThirdPartyWeighed) -> Case:
    must_be(case, "open", message("What a third party said is weighed while the request is being dealt with"))
    found = _found(case, event.consultation)
    if found.stop != "third_party" or found.sent is None:
        raise StepError(message("A third party is asked in writing first (Reg. 32)"))
    if event.response not in WEIGHED[found.response]:
        raise StepError(message("This is not what the third party said"))
    try:
        follows = third_party_decision(event.response, event.decision, case.confirmed or case.arrived.on)  # type: ignore[arg-type]  # refused if unknown
    except StatuteError as error:
        raise StepError(error.message) from error
    if "time_over" in follows.needs and not found.came_back and (event.until is None or event.on <= event.until):
        raise StepError(message("The third party has until {day} to answer; its silence counts from the day after (Reg. 32)", day=event.until or "…"))
    tells = "letter_to_third_party" in follows.needs
    if not event.reason.strip():
        raise StepError(message("Say why the organ decides so"))
    if tells and not event.content.strip():
        raise StepError(message("Say what is disclosed: the third party has to be told content and reasons in writing (Reg. 32)"))
    return _with(case, replace(found, weighed=event, tells=tells))


def _notice_issued(case: Case, event: e.ThirdPartyNoticeIssued) -> Case:
    found = _found(case, event.consultation)
    if case.stage != "signed" or not found.tells or found.notice is not None:
        raise StepError(message("The notice to the third party is made once, with the signed answer"))
    return _with(case, replace(found, notice=event))


def _notice_sent(case: Case, event: e.ThirdPartyNoticeSent) -> Case:
    found = _found(case, event.consultation)
    if case.stage != "signed" or found.notice is None or found.told is not None:
        raise StepError(message("There is no notice to this third party that waits to be sent"))
    return _with(case, replace(found, told=event))


def _found(case: Case, number: int) -> Consultation:
    if case.stage == "closed":
        raise StepError(message("The request is closed: nobody is asked any more"))
    if not 1 <= number <= len(case.consultations):
        raise StepError(message("Nobody was asked under number {number}", number=number))
    return case.consultations[number - 1]


def _waited_for(case: Case, number: int) -> Consultation:
    found = _found(case, number)
    if found.sent is None or found.over is not None:
        raise StepError(message("Nothing is waited for any more in this matter"))
    return found


def _with(case: Case, changed: Consultation) -> Case:
    return replace(case, consultations=tuple(changed if one.number == changed.number else one for one in case.consultations))


def _reasons_asked(case: Case, event: e.ReasonsAsked) -> Case:
    must_be(case, "open", message("Reasons are asked for while the request is being dealt with"))
    if case.reasons is not None and case.reasons.sent is not None:
        raise StepError(message("The applicant was asked for reasons already (Reg. 35)"))
    if not event.why.strip() or event.until <= event.on:
        raise StepError(message("Say why number or frequency are clearly beyond what is reasonable, and a later day for the reasons"))
    return replace(case, reasons=Reasons(event))


def _reasons_sent(case: Case, event: e.ReasonsNoticeSent) -> Case:
    found = case.reasons
    if case.stage == "closed" or found is None or found.sent is not None:
        raise StepError(message("There is no notice that asks for reasons and waits to be served"))
    if event.on >= found.asked.until:
        raise StepError(message("The notice names {day} as the last day: ask anew with a later one", day=found.asked.until))
    return replace(case, reasons=replace(found, sent=event))


def _reasons_received(case: Case, event: e.ReasonsReceived) -> Case:
    found = case.reasons
    if case.stage == "closed" or found is None or found.sent is None or found.received is not None:
        raise StepError(message("No reasons are waited for"))
    if not event.text.strip():
        raise StepError(message("Say which reasons the applicant gave"))
    return replace(case, reasons=replace(found, received=event))


def _delay_decided(case: Case, event: e.DelayDecided) -> Case:
    must_be(case, "open", message("A later day to answer is set while the request is being dealt with"))
    if case.reasons is None or case.reasons.received is None:
        raise StepError(message("A later day to answer follows on good reasons of the applicant: ask for them first (Reg. 35)"))
    if case.delay is not None and case.delay.told is not None:
        raise StepError(message("The applicant was told of a later day already"))
    if not event.reason.strip() or event.until <= event.on:
        raise StepError(message("Say the later day, and why the period is too short"))
    return replace(case, delay=Delay(event))


def _delay_told(case: Case, event: e.DelayTold) -> Case:
    found = case.delay
    if case.stage in {"closed", "waiting_for_correction", "waiting_for_payment"} or found is None or found.told is not None:
        raise StepError(message("There is no notice of a later day that waits to be served"))
    return replace(case, delay=replace(found, told=event))


STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    e.ConsultationAsked: _asked,
    e.ConsultationSent: _sent,
    e.ConsultationReached: _reached,
    e.ConsultationAnswered: _answered,
    e.ConsultationEnded: _ended,
    e.ThirdPartyWeighed: _weighed,
    e.ThirdPartyNoticeIssued: _notice_issued,
    e.ThirdPartyNoticeSent: _notice_sent,
    e.ReasonsAsked: _reasons_asked,
    e.ReasonsNoticeSent: _reasons_sent,
    e.ReasonsReceived: _reasons_received,
    e.DelayDecided: _delay_decided,
    e.DelayTold: _delay_told,
}
