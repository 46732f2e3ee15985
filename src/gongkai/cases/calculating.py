"""The deadline calculator (期限计算器): from the days that somebody types to every day that the law counts. Pure.

The rules are those of a case's clock (`gongkai.cases.clock`): receipt, correction, stops, extension, remedies, all of `gongkai.statute`.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any, Literal

from gongkai.messages import Message, UserError, message
from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import Extension, Lateness, Timeline, answer_due, lateness
from gongkai.statute.laws import NoLawError, StatuteError, Term, table
from gongkai.statute.periods import Period, consultation, correction_due, correction_notice
from gongkai.statute.readings import Readings
from gongkai.statute.receipt import Receipt, confirm_by, needs_confirmation, receipt
from gongkai.statute.remedies import SILENCE, Answer, Clause, clause
from gongkai.statute.standing import Ended, Notices, Standing, standing
from gongkai.statute.stops import Letter, Stop, stop_seen

Kind = Literal["third_party", "joint_maker", "inquiry"]


_MOST = dt.timedelta(days=5 * 366)


class FieldError(UserError):
    """What was typed at `field` (a name of `Asked`, or of a letter: `letter_1_sent`) cannot be: the message says why and what to do."""

    def __init__(self, field: str, why: Message) -> None:
        super().__init__(why)
        self.field = field


@dataclass(frozen=True)
class Written:
    """A letter that asks a third party, a joint maker or another organ (`inquiry`): sent, received there, answered."""

    kind: Kind
    sent: dt.date | None = None
    received: dt.date | None = None
    answered: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody typed. `today`: the day on which it is asked; days that lie ahead of it are taken as having come.

    `letters`: by their number, None where there is none. `answer` is the kind of answer (`statute.outcomes.answer_kinds`) given on `served`.
    """

    today: dt.date
    channel: str
    arrived: dt.date
    confirmed: dt.date | None = None
    correction_asked: dt.date | None = None
    correction_reached: dt.date | None = None
    correction_days: int | None = None
    corrected: dt.date | None = None
    letters: tuple[Written | None, ...] = ()
    extension_days: int | None = None
    extension_told: dt.date | None = None
    answer: str = ""
    served: dt.date | None = None

    @property
    def written(self) -> list[tuple[int, Written]]:
        """The letters with their numbers, counted from 1."""
        return [(number, one) for number, one in enumerate(self.letters, 1) if one]

    @property
    def on(self) -> dt.date:
        """The day as of which it is calculated: the last that is known."""
        own = [getattr(self, one.name) for one in fields(self)]
        theirs = [day for one in self.letters if one for day in (one.sent, one.received, one.answered)]
        return max(day for day in (*own, *theirs) if isinstance(day, dt.date))


@dataclass(frozen=True)
class Milestone:
    """A last day beside the due day: what for, and the place in the law."""

    what: Message
    day: dt.date
    article: Term


@dataclass(frozen=True)
class Calculated:
    """What follows. Before the period begins only `confirm_by` is there: until when the office has to confirm or try (None: no such time).

    `clause`: the remedies against the answer, or against silence where it is overdue.
    """

    on: dt.date
    confirm_by: Period | None = None
    receipt: Receipt | None = None
    standing: Standing | None = None
    milestones: tuple[Milestone, ...] = ()
    late: Lateness | None = None
    clause: Clause | None = None


def calculate(asked: Asked, calendar: Calendar, settings: Readings) -> Calculated:
    """What the law makes of these days. Raises FieldError naming the field that cannot be as it is."""
    _near(asked)
    waits = _at("arrived", lambda: needs_confirmation(asked.channel, asked.arrived))
    if not waits and asked.confirmed is not None:
        raise FieldError("confirmed", message("By this way nothing has to be confirmed: leave the day of confirmation empty"))
    if waits and asked.confirmed is None:
        by = _at("arrived", lambda: confirm_by(asked.channel, asked.arrived, calendar, settings))
        return Calculated(asked.on, by)
    got = _at("confirmed" if waits else "arrived", lambda: receipt(asked.channel, asked.arrived, asked.confirmed, calendar, settings))
    timeline = _extended(asked, _stopped(asked, _corrected(asked, got.day, calendar, settings), calendar, settings), calendar, settings)
    notices = Notices(correction=asked.correction_reached, correction_days=asked.correction_days)
    _served_after(asked, got.day)
    seen = _at("arrived", lambda: standing(timeline, asked.on, calendar, settings, notices=notices, ended=Ended(answered=asked.served)))
    last = tuple(_milestones(asked, got.day, seen, calendar))
    given, ends = asked.served, seen.due
    late = _at("served", lambda: lateness(ends, given, calendar)) if given and ends else None
    return Calculated(asked.on, None, got, seen, last, late, _clause(asked, seen, calendar, settings))


def _at(field: str, found: Callable[[], Any]) -> Any:
    """What is found; a refusal of the law is told at `field`."""
    try:
        return found()
    except StatuteError as error:
        raise FieldError(field, error.message) from error


def _near(asked: Asked) -> None:
    """A slip of the pen in a year would count decades of days."""
    days = {one.name: getattr(asked, one.name) for one in fields(asked) if one.name != "today"}
    for number, one in asked.written:
        days |= {f"letter_{number}_{name}": getattr(one, name) for name in ("sent", "received", "answered")}
    for name, day in days.items():
        if isinstance(day, dt.date) and day > asked.arrived + _MOST:
            raise FieldError(name, message("{day} lies more than five years after the arrival: check the year", day=day))


def _corrected(asked: Asked, received: dt.date, calendar: Calendar, settings: Readings) -> Timeline:
    sent, corrected = asked.correction_asked, asked.corrected
    if sent is None:
        for name in ("correction_reached", "correction_days", "corrected"):
            if getattr(asked, name) is not None:
                raise FieldError("correction_asked", message("Say when the correction was asked for"))
        timeline = Timeline(received)
        _at("arrived", lambda: answer_due(timeline, calendar, settings))
        return timeline
    if sent < received:
        raise FieldError("correction_asked", message("This lies before the day of receipt, {day}", day=received))
    for name in ("correction_reached", "corrected"):
        if (day := getattr(asked, name)) is not None and day < sent:
            raise FieldError(name, message("This lies before the day on which the correction was asked for, {day}", day=sent))
    timeline = Timeline(received, corrected=corrected, correction_asked=sent)
    _at("corrected" if corrected else "correction_asked", lambda: answer_due(timeline, calendar, settings))
    return timeline


def _stopped(asked: Asked, timeline: Timeline, calendar: Calendar, settings: Readings) -> Timeline:
    stops: list[Stop] = []
    for number, one in asked.written:
        sent = one.sent
        if sent is None:
            raise FieldError(f"letter_{number}_sent", message("Say when the letter was sent"))
        if sent < timeline.received:
            raise FieldError(f"letter_{number}_sent", message("This lies before the day of receipt, {day}", day=timeline.received))
        for name in ("received", "answered"):
            if (day := getattr(one, name)) is not None and day < sent:
                raise FieldError(f"letter_{number}_{name}", message("This lies before the day on which the letter was sent, {day}", day=sent))
        stop = _stop(number, one, sent, timeline.received, asked.on, calendar)
        if stop is not None:
            stops.append(stop)
    stopped = replace(timeline, stops=tuple(stops))
    if stops:
        _at(f"letter_{asked.written[-1][0]}_sent", lambda: answer_due(stopped, calendar, settings))
    return stopped


def _stop(number: int, one: Written, sent: dt.date, received: dt.date, on: dt.date, calendar: Calendar) -> Stop | None:  # noqa: PLR0913, PLR0917
    letter: Letter = _at(f"letter_{number}_answered", lambda: Letter(sent, one.received, one.answered))
    found: Stop | None = _at(f"letter_{number}_sent", lambda: stop_seen(one.kind, letter, received, on, calendar))
    return found


def _extended(asked: Asked, timeline: Timeline, calendar: Calendar, settings: Readings) -> Timeline:
    if asked.extension_days is None:
        if asked.extension_told is not None:
            raise FieldError("extension_days", message("Say by how many working days the period was extended"))
        return timeline
    untold = replace(timeline, extension=Extension(asked.extension_days))
    _at("extension_days", lambda: answer_due(untold, calendar, settings))
    if asked.extension_told is None:
        return untold
    told = replace(timeline, extension=Extension(asked.extension_days, asked.extension_told))
    _at("extension_told", lambda: answer_due(told, calendar, settings))
    return told


def _served_after(asked: Asked, received: dt.date) -> None:
    if asked.served is None:
        if asked.answer:
            raise FieldError("served", message("Say when the answer was given"))
    elif not asked.answer:
        raise FieldError("answer", message("Say which answer was given: the remedies depend on it"))
    elif asked.served < received:
        raise FieldError("served", message("This lies before the day of receipt, {day}", day=received))


def _milestones(asked: Asked, received: dt.date, seen: Standing, calendar: Calendar) -> Iterator[Milestone]:
    """The last days of those who have to act beside the answer; Order 492 set none of them."""
    if asked.correction_asked is None and asked.served is None:
        yield from _known(message("A correction can be asked for until"), lambda: correction_notice(received, calendar))
    reached, days = asked.correction_reached, asked.correction_days
    if reached and seen.applicant:
        yield from _known(message("The applicant can correct the request until"), lambda: seen.applicant)
    elif reached and days and any(rule.covers(received) for rule in table("deadlines", "correction_notice")):
        yield from _known(message("The applicant could correct the request until"), lambda: correction_due(reached, days, calendar))
    for _number, one in asked.written:
        got, kind = one.received, one.kind
        if got and kind != "inquiry":
            what = message("The third party can answer until") if kind == "third_party" else message("The joint maker can answer until")
            if any(rule.covers(received) for rule in table("deadlines", kind)):
                yield from _known(what, partial(consultation, kind, got, calendar))
    deadline = seen.deadline
    if seen.due and asked.served is None and asked.extension_told is None:
        yield Milestone(message("An extension would have to be told to the applicant by"), deadline.first_due, deadline.articles[0])


def _known(what: Message, found: Callable[[], Any]) -> Iterator[Milestone]:
    try:
        time = found()
    except NoLawError:
        return
    yield Milestone(what, time.end, time.article)


def _clause(asked: Asked, seen: Standing, calendar: Calendar, settings: Readings) -> Clause | None:
    """The remedies; their days are the same whatever organ answers."""
    found: Clause | None
    if asked.served is not None:
        served = asked.served
        found = _at("served", lambda: clause(Answer(asked.answer, served), "department", served, calendar, settings))
    elif seen.phase == "overdue" and seen.due is not None:
        due = seen.due
        found = _at("arrived", lambda: clause(Answer(SILENCE, due), "department", due, calendar, settings))
    else:
        found = None
    return found
