"""The clock of a request (办理期限): what its state and the law make of the days. Pure.

It runs from the day of receipt (Reg. 31) for the answer period (Reg. 33) and ends with service, not with approval or the date printed.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from gongkai.cases.consulted import Consultation
from gongkai.cases.contacting import first_tried, owed
from gongkai.cases.ledger import Case
from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import Deadline, Extension, Lateness, Timeline, answer_due, lateness
from gongkai.statute.laws import Term, in_force, table
from gongkai.statute.periods import Period, consultation
from gongkai.statute.readings import Readings
from gongkai.statute.receipt import Receipt, receipt
from gongkai.statute.standing import Ended, Notices, Standing, standing
from gongkai.statute.stops import Letter, Stop, stop_seen


@dataclass(frozen=True)
class Clock:
    """What the days say on `on`; `receipt`, `deadline` and `standing` are None before the period begins.

    `due` is its last day, that of the closing where the case is closed, None while the applicant has to correct the request.

    `confirm_by`: until when a receipt that waits has to be confirmed or tried, None where nothing of it is owed (`contacting.owed`).

    `ended`: the day that closed the case, mostly that of service. `late`: how late the answer was given, or is on `on` while it is not given.

    `stops`: those of the consultations, by number; one that still runs ends with `on`. `times`: the 15 working days of those who are asked (Reg. 32,
    34), by number, where it is known when they had the letter. `lasting`: the due day as far as it stays the same when nothing happens: a stop
    that runs is taken to its end, None where its end is not known. `beyond`: working days from the end of the count to a later day told (Reg. 35).
    """

    on: dt.date
    receipt: Receipt | None = None
    deadline: Deadline | None = None
    standing: Standing | None = None
    due: dt.date | None = None
    ended: dt.date | None = None
    late: Lateness | None = None
    confirm_by: Period | None = None
    stops: Mapping[int, Stop] = field(default_factory=dict)
    times: Mapping[int, Period] = field(default_factory=dict)
    lasting: dt.date | None = None
    beyond: int = 0

    @property
    def days_left(self) -> int | None:
        """Working days after `on` up to the due day; None when no period runs."""
        if self.deadline is None or self.due is None or self.ended is not None:
            return None
        return self.deadline.days_left(self.on) + self.beyond

    @property
    def articles(self) -> tuple[Term, ...]:
        """The rules behind the due day: those of the count, and that of a later day told (Reg. 35)."""
        if self.deadline is None or self.standing is None or self.receipt is None:
            return ()
        is_later = self.standing.due is not None and self.standing.due > self.deadline.due
        return (*self.deadline.articles, *([in_force(table("deadlines", "delay"), self.receipt.day).article] if is_later else []))

    @property
    def is_overdue(self) -> bool:
        """Whether the due day has passed without an answer."""
        return self.due is not None and self.ended is None and self.on > self.due


def clock(case: Case, on: dt.date, calendar: Calendar, settings: Readings) -> Clock:
    """The clock of `case` as it stands on `on`."""
    if case.stage == "arrived":
        return Clock(on, confirm_by=owed(case, calendar, settings))
    got = receipt(case.arrived.channel, case.arrived.on, case.confirmed, calendar, settings, tried=first_tried(case))
    told = timeline(case, got.day, on, calendar)
    seen = standing(told, on, calendar, settings, notices=_notices(case), ended=Ended(delayed_to=_later(case)))
    ended = case.closed.on if case.closed else None
    due = case.closed.due if case.closed else seen.due
    return Clock(
        on,
        got,
        seen.deadline,
        seen,
        due,
        ended,
        _late(case, due, ended or on, calendar) if due else None,
        stops=dict(_stops(case, got.day, on, calendar)),
        times=dict(_times(case, got.day, calendar)),
        lasting=due if case.closed or due is None else _lasting(case, told, on, calendar, settings),
        beyond=_beyond(seen, on, calendar),
    )


def _late(case: Case, due: dt.date, until: dt.date, calendar: Calendar) -> Lateness:
    """How late the answer is, or was given: as the closing fixed it, whatever the calendar has become since."""
    counted, fixed = lateness(due, until, calendar), case.closed.late if case.closed else None
    return counted if fixed is None else replace(counted, workdays=fixed)


def timeline(case: Case, received: dt.date, on: dt.date, calendar: Calendar) -> Timeline:
    """What happened to the case until the day `on`, as far as its clock is concerned; `received`: the day of receipt.

    What was in time when it was recorded stays so, whatever the calendar has become since; `examined` looks at it anew.
    """
    stops = tuple(stop for _number, stop in _stops(case, received, on, calendar))
    correction, told = case.correction, case.extension.told if case.extension else None
    extended = Extension(case.extension.proposed.days, told.on, accepted=True) if case.extension and told else None
    noticed = case.charge.sent.on if case.charge and case.charge.sent else None
    paid = case.charge.paid.on if case.charge and case.charge.paid else None
    known = Timeline(received=received, extension=extended, stops=stops, fee_noticed=noticed, fee_paid=paid, fee_accepted=True)
    if correction is None or correction.sent is None:
        return known
    corrected = correction.received.on if correction.received else None
    sent = correction.sent
    return replace(known, corrected=corrected, correction_asked=sent.on, correction_limit=sent.limit, head_restarts=correction.stops)


def extended(case: Case, days: int, told: dt.date, calendar: Calendar, settings: Readings) -> Deadline:
    """The deadline if the applicant is told on `told` of an extension by `days` working days.

    Raises TooLateError when the first period has ended by then, StatuteError for more days than the law gives or before the receipt.
    """
    got = receipt(case.arrived.channel, case.arrived.on, case.confirmed, calendar, settings)
    return answer_due(replace(timeline(case, got.day, told, calendar), extension=Extension(days, told)), calendar, settings)


def examined(case: Case, on: dt.date, calendar: Calendar, settings: Readings, *, fee_only: bool = False) -> Deadline:
    """The deadline, if by this calendar the applicant was told of the extension, and the fee notice went out, in time.

    `fee_only`: of what was told before, nothing is asked. Raises TooLateError for what was too late.
    """
    got = receipt(case.arrived.channel, case.arrived.on, case.confirmed, calendar, settings)
    told = replace(timeline(case, got.day, on, calendar), fee_accepted=False)
    if told.extension and not fee_only:
        told = replace(told, extension=replace(told.extension, accepted=False))
    return answer_due(told, calendar, settings)


def _notices(case: Case) -> Notices | None:
    if case.correction is None and case.charge is None:
        return None
    correction = case.correction
    return Notices(
        correction=correction.reached if correction else None,
        correction_days=correction.asked.days if correction else None,
        fee=case.charge.reached if case.charge else None,
    )


def _stops(case: Case, received: dt.date, on: dt.date, calendar: Calendar) -> Iterator[tuple[int, Stop]]:
    """The stops of the consultations whose letter is out on `on`, by number (Reg. 33 para. 3)."""
    for one in case.consultations:
        if one.sent is not None:
            stop = stop_seen(one.stop, Letter(one.sent.on, one.reached, one.over), received, on, calendar)
            if stop is not None:
                yield one.number, stop


def _times(case: Case, received: dt.date, calendar: Calendar) -> Iterator[tuple[int, Period]]:
    """The time of each who is asked to answer, by number, where the law sets one and the day of the letter's arrival is known."""
    for one in case.consultations:
        time = _time(one, received, calendar)
        if time is not None:
            yield one.number, time


def _time(one: Consultation, received: dt.date, calendar: Calendar) -> Period | None:
    """The day of receipt chooses the law: Order 492 set no time, however late the letter went out."""
    if one.stop == "inquiry" or one.reached is None or not any(rule.covers(received) for rule in table("deadlines", one.stop)):
        return None
    return consultation(one.stop, one.reached, calendar)


def _lasting(case: Case, told: Timeline, on: dt.date, calendar: Calendar, settings: Readings) -> dt.date | None:
    """The due day if nothing happens any more: stops that run end with the time of who is asked; None where one runs until an answer comes."""
    running = {one.number: one for one in case.consultations if one.sent is not None and one.over is None}
    times = dict(_times(case, told.received, calendar))
    last = max([on, *(times[number].end for number in running if number in times)])
    known = [stop for number, stop in _stops(case, told.received, last, calendar) if number not in running or number in times]
    due = answer_due(replace(told, stops=tuple(known)), calendar, settings).due
    for number, one in running.items():
        if number not in times and one.sent and Stop(one.sent.on, max(one.sent.on, due) + dt.timedelta(days=1)).leaves_out(due, settings):
            return None
    return max(due, _later(case) or due)


def _later(case: Case) -> dt.date | None:
    """The later day to answer that the applicant was told (Reg. 35)."""
    return case.delay.decided.until if case.delay and case.delay.told else None


def _beyond(seen: Standing, on: dt.date, calendar: Calendar) -> int:
    """Working days after `on` from the end of the count to the later day that the applicant was told."""
    first = max(on, seen.deadline.due)
    return calendar.workdays_between(first, seen.due).days if seen.due and seen.due > first else 0
