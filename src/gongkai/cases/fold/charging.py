"""The steps of the information processing fee (国办函〔2020〕109号)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.fold.asking import must_be
from gongkai.cases.state import Case, Charge, StepError
from gongkai.messages import message


def _issued(case: Case, event: e.FeeNoticeIssued) -> Case:
    must_be(case, "open", message("A fee is charged while the request is being dealt with"))
    if case.charge is not None:
        raise StepError(message("A fee is charged once for a request, by piece or by page; it was charged already"))
    if case.correction is not None and case.correction.received is None:
        raise StepError(message("The correction is not in yet: what is asked for may change; charge the fee afterwards"))
    if event.amount < 1 or event.count < 1 or not event.reason.strip():
        raise StepError(message("Say for how many pieces or pages the fee is, how much it is, and why"))
    return replace(case, charge=Charge(event))


def _dropped(case: Case, event: e.FeeDropped) -> Case:
    if case.charge is None or case.charge.sent is not None or case.stage == "closed":
        raise StepError(message("Only a fee whose notice has not been served can be dropped"))
    if not event.reason.strip():
        raise StepError(message("Say why the fee is dropped"))
    return replace(case, charge=None)


def _sent(case: Case, event: e.FeeNoticeSent) -> Case:
    found = case.charge
    if case.stage != "open" or found is None or found.sent is not None:
        raise StepError(message("There is no notice of a fee that waits to be served"))
    return replace(case, stage="waiting_for_payment", charge=replace(found, sent=event, reached=event.reached))


def _reached(case: Case, event: e.FeeNoticeReached) -> Case:
    found = _awaited(case)
    if found.reached is not None:
        raise StepError(message("It is on record already when the notice of the fee reached the applicant"))
    return replace(case, charge=replace(found, reached=event.on))


def _paid(case: Case, event: e.FeePaid) -> Case:
    found = _awaited(case)
    if not event.voucher.strip():
        raise StepError(message("Give the number of the receipt of the payment"))
    # The period starts anew: an extension of the one before belonged to that one.
    return replace(case, stage="open", charge=replace(found, paid=event), extension=None)


def _awaited(case: Case) -> Charge:
    if case.stage != "waiting_for_payment" or case.charge is None:
        raise StepError(message("No payment is awaited"))
    return case.charge


STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    e.FeeNoticeIssued: _issued,
    e.FeeDropped: _dropped,
    e.FeeNoticeSent: _sent,
    e.FeeNoticeReached: _reached,
    e.FeePaid: _paid,
}
