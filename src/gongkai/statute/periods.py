"""Single periods (期间): some days after an event, in working days or calendar days, by the law of the event's day."""

import calendar as months_of
import datetime as dt
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from gongkai.messages import message
from gongkai.statute.calendar import Calendar
from gongkai.statute.laws import Rule, StatuteError, Term, in_force, table

EVENTS = {
    "received": message("the day of receipt"),
    "asked": message("the notice of correction"),
    "corrected": message("the correction"),
    "sent": message("the letter sent"),
    "letter": message("the letter received"),
    "answered": message("the answer to the letter"),
    "answered_first": message("the answer to the request"),
    "start": message("the start of the period"),
    "fee_noticed": message("the fee notice"),
    "fee_paid": message("the payment of the fee"),
    "told": message("the extension told to the applicant"),
    "delay_told": message("the later day told to the applicant"),
}


def in_order(**days: dt.date | None) -> None:
    """Check that events named in `EVENTS` happened in the order given; those not known are passed over.

    Raises StatuteError naming the first two that are out of order.
    """
    known = [(name, day) for name, day in days.items() if day is not None]
    for (name, day), (later_name, later) in pairwise(known):
        if later < day:
            raise StatuteError(
                message(
                    "{later} ({later_day}) cannot come before {earlier} ({day})",
                    later=EVENTS[later_name],
                    later_day=later,
                    earlier=EVENTS[name],
                    day=day,
                )
            )


@dataclass(frozen=True)
class Period:
    """A period: it starts on the day after `start` and ends with the day `end`.

    `moved`: the last day fell on a day off and moved to the next workday (calendar days and months only).
    `provisional`: the end rests on a notice of holidays not yet made.
    """

    start: dt.date
    end: dt.date
    moved: bool
    provisional: bool
    article: Term

    def met(self, day: dt.date) -> bool:
        """Whether something done on `day` is in time."""
        return day <= self.end

    @property
    def closable(self) -> dt.date:
        """The first day on which what was not done in time can be treated as abandoned: the day after the end."""
        return self.end + dt.timedelta(days=1)


def period(rule: Rule, start: dt.date, calendar: Calendar, count: int | None = None) -> Period:
    """The period that `rule` sets after `start`; `count` stands in for the rule's own number where the law leaves it open.

    Working days never end on a day off; a period in days or months whose last day is one moves to the next workday.
    """
    length = rule.value if count is None else count
    if rule.unit == "workday":
        found = calendar.add_workdays(start, length)
        return Period(start, found.day, moved=False, provisional=found.provisional, article=rule.article)
    calendar.kind(start)  # a start outside the calendar is an error here, not an overflow below
    last = _months_after(start, length) if rule.unit == "month" else start + dt.timedelta(days=length)
    ends = calendar.next_workday(last)
    return Period(start, ends.day, moved=ends.day != last, provisional=ends.provisional, article=rule.article)


def _months_after(day: dt.date, months: int) -> dt.date:
    """The same day of the month `months` later, or that month's last day (Civil Code, Art. 202)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, months_of.monthrange(year, month + 1)[1]))


def correction_notice(received: dt.date, calendar: Calendar) -> Period:
    """The time to ask, once and for everything, for a correction (补正告知): 7 WD from receipt (Reg. 30).

    Raises NoLawError before 2019-05-15: Order 492 set no time.
    """
    return period(in_force(table("deadlines", "correction_notice"), received), received, calendar)


def correction_due(notice_received: dt.date, days: int, calendar: Calendar) -> Period:
    """The applicant's time to correct: the reasonable period of `days` WD (reading: 15) from the notice (Reg. 30).

    Not corrected in time without good reason: abandoned, closable from `Period.closable`. Raises StatuteError for `days` below 1.
    """
    if days < 1:
        raise StatuteError(message("A reasonable time for a correction has at least one working day, not {days}", days=days))
    return period(in_force(table("deadlines", "correction_notice"), notice_received), notice_received, calendar, days)


def fee_payment(notice_received: dt.date, calendar: Calendar) -> Period:
    """The time to pay the processing fee: 20 WD, the first being the first WD after receipt of the notice (国办函〔2020〕109号).

    Unpaid: abandoned, closable from `Period.closable`. Raises NoLawError before 2021-01-01: there was no such fee.
    """
    return period(in_force(table("deadlines", "fee_payment"), notice_received), notice_received, calendar)


def proactive(made: dt.date, calendar: Calendar) -> Period:
    """The time to publish of one's own accord (主动公开): 20 WD of the information being made or changed (Reg. 26; Order 492, 18).

    Where another law sets its own time (Reg. 26, second half), that law's table has to be asked instead.
    """
    return period(in_force(table("deadlines", "proactive"), made), made, calendar)


def consultation(kind: Literal["third_party", "joint_maker"], letter_received: dt.date, calendar: Calendar) -> Period:
    """The time of a `third_party` (Reg. 32) or a `joint_maker` (Reg. 34) to answer: 15 WD from its receipt of the letter.

    A joint maker's silence is consent; a third party's leaves the decision to the organ.
    Raises NoLawError before 2019-05-15: Order 492 set no time.
    """
    return period(in_force(table("deadlines", kind), letter_received), letter_received, calendar)
