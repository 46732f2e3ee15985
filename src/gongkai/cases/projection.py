"""From state and clock to the columns of a case's row: lists, counts and the annual form are SQL over them. Pure."""

import datetime as dt
from typing import Any

from gongkai.cases.clock import Clock
from gongkai.cases.ledger import Case


def columns(case: Case, clock: Clock) -> dict[str, Any]:
    """The columns of `gongkai.cases.models.Case` that follow from the events, by name."""
    closed, paid = case.closed, case.charge.paid if case.charge else None
    return {
        "number": case.arrived.number,
        "channel": case.arrived.channel,
        "source": case.arrived.source,
        "foreign_number": case.arrived.foreign_number,
        "applicant_id": case.arrived.applicant,
        "applicant_kind": case.arrived.applicant_kind,
        "summary": case.items[0].text[:200],
        "stage": case.stage,
        "signs_next": case.signs_next or "",
        "extension_signs": (case.extension.signs_next if case.extension and not case.closed else None) or "",
        "errand": _errand(case),
        "waits_until": _waits_until(case, clock),
        "consulting": _consulting(case),
        "weigh_from": _weigh_from(case, clock),
        "arrived_on": case.arrived.on,
        "confirm_by": clock.confirm_by.end if clock.confirm_by else None,
        "received_on": clock.receipt.day if clock.receipt else None,
        "due_on": clock.lasting,
        "closed_on": closed.on if closed else None,
        "unscanned": len(case.unscanned),
        "late_days": (clock.late.workdays if clock.late else 0) if closed else None,
        "fee_paid_on": paid.on if paid else None,
        "fee_paid": case.charge.asked.amount if case.charge and paid else None,
        "edition": closed.edition if closed else "",
        "row": closed.row if closed else "",
        "column": closed.column if closed else "",
        **_hands(case),
        "joined_to_id": case.joined.to if case.joined and not case.withdrawn else None,
        "missed_on": case.missed[0].due if case.missed else None,
        "archived_on": case.archived.on if case.archived else None,
    }


def _hands(case: Case) -> dict[str, Any]:
    """In whose hands the whole request is."""
    share = case.share()
    return {"division_id": share.division if share else None, "handler_id": share.handler if share else None}


def _errand(case: Case) -> str:
    """What the registrar has to do beside the stage's own step; empty: nothing."""
    if case.closed:
        return ""
    found, extension = case.correction, case.extension
    if found and found.sent is None:
        return "serve_correction"
    if found and found.is_awaited and found.reached is None:
        return "record_arrival"
    charge = case.charge
    if charge and charge.sent is None:
        return "serve_fee"
    if charge and charge.reached is None:
        return "record_fee_arrival"
    return "serve_extension" if extension and extension.letter and extension.told is None else ""


def _waits_until(case: Case, clock: Clock) -> dt.date | None:
    """The applicant's last day to correct the request, or to pay; None where none runs."""
    found = clock.standing.applicant if clock.standing else None
    return found.end if found and case.stage in {"waiting_for_correction", "waiting_for_payment"} else None


def _consulting(case: Case) -> str:
    """What the registrar has to do with letters to those who are asked, and about reasons (Reg. 35); empty: nothing."""
    if case.closed:
        return ""
    asked, reasons, delay = case.consultations, case.reasons, case.delay
    errands = {
        "send_consultation": case.stage == "open" and any(one.sent is None and one.ended is None for one in asked),
        "tell_third_party": case.stage == "signed" and any(one.notice and one.told is None for one in asked),
        "serve_delay": case.stage != "waiting_for_correction" and delay is not None and delay.told is None,
        "serve_reasons": reasons is not None and reasons.sent is None,
        "record_consultation": any(one.sent and one.reached is None and one.over is None and one.stop != "inquiry" for one in asked),
    }
    return next((errand for errand, is_due in errands.items() if is_due), "")


def _weigh_from(case: Case, clock: Clock) -> dt.date | None:
    """The first day on which something is to be weighed that a third party said, or did not say in time (Reg. 32)."""
    waiting = [one for one in case.consultations if one.stop == "third_party" and one.sent and one.weighed is None]
    if case.stage != "open" or not waiting:
        return None
    days = [one.over or (clock.times[one.number].closable if one.number in clock.times else None) for one in waiting]
    return min((day for day in days if day), default=None)
