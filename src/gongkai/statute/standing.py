"""Where a request stands on a day (办理状态): the clock runs, stands still, waits for the applicant, is over.

`deadlines.answer_due` counts a period; while the applicant has to correct or to pay, that period is no longer the one that counts and the
next has not begun (Reg. 30; 国办函〔2020〕109号), so no due date is told.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from gongkai.messages import Message, message
from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import Deadline, Timeline, answer_due
from gongkai.statute.laws import table
from gongkai.statute.periods import Period, correction_due, fee_payment
from gongkai.statute.readings import Readings
from gongkai.statute.stops import stopped

Phase = Literal["running", "stopped", "awaiting_correction", "uncorrected", "awaiting_payment", "unpaid", "overdue", "answered"]


@dataclass(frozen=True)
class Notices:
    """When the applicant received the notices it has to act on, and the time the organ gave to correct (None: the reading)."""

    correction: dt.date | None = None
    correction_days: int | None = None
    fee: dt.date | None = None


@dataclass(frozen=True)
class Ended:
    """What moves or ends the clock beside its timeline: a later day told (`deadlines.delayed`), the day the answer was given."""

    delayed_to: dt.date | None = None
    answered: dt.date | None = None


@dataclass(frozen=True)
class Standing:
    """Where the request stands.

    `due`: the day by which the organ has to answer, None while it waits for the applicant; `applicant`: the applicant's own time, where it is
    known, with the day on which the request can be closed (`closable`); `deadline`: the count behind it; `text`: in a sentence.
    """

    phase: Phase
    due: dt.date | None
    applicant: Period | None
    deadline: Deadline
    text: Message


def standing(  # noqa: PLR0913 - the facts of a clock
    timeline: Timeline, on: dt.date, calendar: Calendar, settings: Readings, *, notices: Notices | None = None, ended: Ended | None = None
) -> Standing:
    """Where a request stands on the day `on`, by what had happened until then.

    A correction asked for too late does not stop the period: it runs on unless the head decides otherwise (`Timeline.head_restarts`).
    Raises as `deadlines.answer_due` does.
    """
    told, end = notices or Notices(), ended or Ended()
    deadline = answer_due(timeline, calendar, settings)
    due = max(deadline.due, end.delayed_to or deadline.due)
    if end.answered is not None and end.answered <= on:
        return Standing("answered", due, None, deadline, message("Answered on {day}; the answer was due on {due}", day=end.answered, due=due))
    if timeline.fee_noticed is not None and timeline.fee_paid is None:
        return _payment(told, on, calendar, deadline)
    late = bool(deadline.faults) and not (settings.late_notice_restarts or timeline.head_restarts)
    if timeline.correction_asked is not None and timeline.corrected is None and not late:
        return _correction(told, on, calendar, settings, deadline)
    if on > due:
        return Standing("overdue", due, None, deadline, message("The answer was due on {day}", day=due))
    if stopped(on, timeline.stops, settings):
        return Standing("stopped", due, None, deadline, message("The clock stands still; as things are, the answer is due on {day}", day=due))
    return Standing("running", due, None, deadline, message("The answer is due on {day}", day=due))


def _correction(told: Notices, on: dt.date, calendar: Calendar, settings: Readings, deadline: Deadline) -> Standing:
    """The applicant has to correct; Order 492 set no time for it, and the day of receipt chooses the law."""
    timed = told.correction is not None and any(rule.covers(deadline.received) for rule in table("deadlines", "correction_notice"))
    time = correction_due(told.correction, told.correction_days or settings.correction_days, calendar) if timed and told.correction else None
    if time is None:
        return Standing("awaiting_correction", None, None, deadline, message("The applicant has to correct the request"))
    if time.met(on):
        text = message(
            "The applicant has until {day} to correct the request; the answer period starts anew when the correction arrives", day=time.end
        )
        return Standing("awaiting_correction", None, time, deadline, text)
    text = message(
        "Not corrected by {day}: the request can be closed, unless there was a good reason ({article})", day=time.end, article=time.article
    )
    return Standing("uncorrected", None, time, deadline, text)


def _payment(told: Notices, on: dt.date, calendar: Calendar, deadline: Deadline) -> Standing:
    """The applicant has to pay."""
    time = fee_payment(told.fee, calendar) if told.fee else None
    if time is None:
        return Standing("awaiting_payment", None, None, deadline, message("The applicant has to pay the processing fee"))
    if time.met(on):
        text = message("The applicant has until {day} to pay the processing fee; the answer period starts anew after payment", day=time.end)
        return Standing("awaiting_payment", None, time, deadline, text)
    text = message("The processing fee was not paid by {day}: the request can be closed ({article})", day=time.end, article=time.article)
    return Standing("unpaid", None, time, deadline, text)
