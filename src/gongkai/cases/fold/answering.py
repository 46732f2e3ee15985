"""The steps of an answer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.fold.asking import must_be, must_have_item
from gongkai.cases.fold.papers import is_kept_back, kept_back
from gongkai.cases.needs import unmet, untold
from gongkai.cases.state import Case, StepError
from gongkai.messages import message
from gongkai.statute.outcomes import answer_kind


def _answered(case: Case, event: e.ItemAnswered) -> Case:
    must_be(case, "open", message("Items are answered while the request is being dealt with"))
    answer_kind(event.answer)
    must_have_item(case, event.item)
    items = tuple(replace(item, answered=event) if item.number == event.item else item for item in case.items)
    return replace(case, items=items)


def _searched(case: Case, event: e.SearchRecorded) -> Case:
    must_be(case, "open", message("Searches are recorded while the request is being dealt with"))
    must_have_item(case, event.item)
    if not case.arrived.on <= event.searched <= event.on:
        raise StepError(message("The search lies between the arrival, {arrived}, and {day}", arrived=case.arrived.on, day=event.on))
    if not all(text.strip() for text in (event.who, event.words, event.result)) or not (event.archive or event.places):
        raise StepError(message("A search record says who, where, by which words, when and with which result"))
    return replace(case, searches=(*case.searches, event))


def _submitted(case: Case, event: e.AnswerSubmitted) -> Case:
    must_be(case, "open", message("The answer is submitted once, while the request is being dealt with"))
    missing = tuple(item.number for item in case.items if item.answered is None)
    if missing:
        raise StepError(message("Item {item} has no answer yet", item=missing[0]))
    if not event.chain:
        raise StepError(message("Nobody signs: set the signing chain of answers"))
    if case.correction and case.correction.sent is None:
        raise StepError(message("The notice of correction has not been served yet: serve it first"))
    if case.charge and case.charge.sent is None:
        raise StepError(message("The notice of the fee has not been served yet: serve it first"))
    for sentence in unmet(case, event.on):
        raise StepError(sentence)
    return replace(case, stage="signing", chain=event.chain, signed=())


def _signed(case: Case, event: e.AnswerSigned) -> Case:
    _must_sign(case, event.role)
    signed = (*case.signed, event.role)
    if event.row and len(signed) < len(case.chain):
        raise StepError(message("The row of the annual form is chosen with the last signature"))
    return replace(case, signed=signed, row=event.row)


def _returned(case: Case, event: e.AnswerReturned) -> Case:
    _must_sign(case, event.role)
    if not event.reason.strip():
        raise StepError(message("Say why the answer goes back"))
    return replace(case, stage="open", chain=(), signed=())


def _issued(case: Case, event: e.LetterIssued) -> Case:
    if case.stage != "signing" or len(case.signed) < len(case.chain):
        raise StepError(message("The letter is made when all have signed"))
    return replace(case, stage="signed", letter=event)


def _sealed(case: Case, event: e.SealedCopyFiled) -> Case:
    if case.letter is None:
        raise StepError(message("There is no letter yet that could bear a seal"))
    return replace(kept_back(case, event.file) if event.waits else case, sealed=event)


def _served(case: Case, event: e.AnswerServed) -> Case:
    must_be(case, "signed", message("An answer is served once, after its letter was made"))
    for sentence in untold(case):
        raise StepError(sentence)
    if event.way == "electronic" and case.sealed and is_kept_back(case, case.sealed.file):
        raise StepError(
            message("The virus scanner keeps the sealed letter back, so the applicant could not read it: have it looked at, or file another")
        )
    return replace(case, stage="closed", closed=event)


def _withdrawn(case: Case, event: e.RequestWithdrawn) -> Case:
    if case.stage == "closed":
        raise StepError(message("The request is closed; nothing is left to withdraw"))
    # Who withdraws is in contact with the office: an arrival not confirmed before is confirmed so (Reg. 31, reading), and counts once.
    confirmed = event.on if case.stage == "arrived" else case.confirmed
    return replace(case, stage="closed", confirmed=confirmed, closed=event)


def _must_sign(case: Case, role: str) -> None:
    if case.signs_next != role:
        raise StepError(message("It is not the turn of this signature"))


STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    e.ItemAnswered: _answered,
    e.SearchRecorded: _searched,
    e.AnswerSubmitted: _submitted,
    e.AnswerSigned: _signed,
    e.AnswerReturned: _returned,
    e.LetterIssued: _issued,
    e.SealedCopyFiled: _sealed,
    e.AnswerServed: _served,
    e.RequestWithdrawn: _withdrawn,
}
