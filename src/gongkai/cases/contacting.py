"""Reaching the applicant to confirm a receipt (双方确认, Reg. 31): ways, results, and until when it is owed. Pure."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from gongkai.messages import N_
from gongkai.statute.calendar import Calendar
from gongkai.statute.periods import Period
from gongkai.statute.readings import Readings
from gongkai.statute.receipt import attempt_suffices, confirm_by

if TYPE_CHECKING:
    from gongkai.cases.state import Case

WAYS: Mapping[str, str] = {
    "phone": N_("by telephone"),
    "text_message": N_("by text message"),
    "email": N_("by e-mail"),
    "letter": N_("by letter"),
    "visit": N_("in person"),
}
"""How it was tried, as msgids."""

RESULTS: Mapping[str, str] = {
    "no_answer": N_("nobody answered"),
    "dead": N_("the number or address is not in use"),
    "wrong": N_("it is not the applicant's"),
    "left_word": N_("word was left, no answer yet"),
    "returned": N_("came back undelivered"),
    "no_contact": N_("the request names no contact"),
}
"""What came of it, as msgids: the applicant was not reached. Reached, the receipt is confirmed (`events.ReceiptConfirmed`)."""

_TIME = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")


def is_time(text: str) -> bool:
    """Whether the text is a time of day, as 09:30."""
    return _TIME.fullmatch(text) is not None


def first_tried(case: "Case") -> dt.date | None:
    """The day on which the office first tried; None while it has not."""
    return case.contacts[0].on if case.contacts else None


def owed(case: "Case", calendar: Calendar, settings: Readings) -> Period | None:
    """Until when the receipt has to be confirmed, or at least tried where that is enough; None where nothing is owed any more.

    Ordinary mail: an attempt on the day of arrival is what the law asks for; whoever cannot be reached then is tried again, and the period
    starts when contact is made (Reg. 31(2)). Own form and fax: nothing but the confirmation ends the alarm (reading `confirm_within`).
    """
    if case.stage != "arrived":
        return None
    limit = confirm_by(case.arrived.channel, case.arrived.on, calendar, settings)
    tried = first_tried(case)
    met = limit is not None and tried is not None and attempt_suffices(case.arrived.channel, case.arrived.on) and limit.met(tried)
    return None if met else limit
