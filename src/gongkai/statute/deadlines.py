"""The answer period of a request (答复期限): its due date with every day explained, and lateness.

Counting: a period counted from a day starts on the next day. The day of receipt chooses the law (reading).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gongkai.messages import Message, message
from gongkai.statute.calendar import Calendar
from gongkai.statute.laws import StatuteError, Term, in_force, table
from gongkai.statute.periods import Period, correction_notice, in_order
from gongkai.statute.readings import Readings
from gongkai.statute.stops import Stop, stopped


class TooLateError(StatuteError):
    """The law allowed the act only until a day that has passed."""


@dataclass(frozen=True)
class Extension:
    """An extension (延长答复期限) of `days` WD; `told`: the day the applicant was told, None to take it as told in time.

    `accepted`: that day was found in time when it was recorded, so no calendar changed since makes it late.
    """

    days: int
    told: dt.date | None = None
    accepted: bool = False


@dataclass(frozen=True)
class Timeline:
    """What happened to a request, as far as its clock is concerned.

    `received`: day of receipt (`receipt.receipt`). `corrected`: day the correction arrived, `correction_asked`: day the notice
    went out; `head_restarts`: the head decided, with reasons, that a correction asked for too late still starts the period
    anew. `fee_noticed`, `fee_paid`: processing fee. `stops` and `extension` as their classes say.

    `correction_limit`: the last day to ask for the correction, as it was counted when the notice went out; None: it is counted now.
    `fee_accepted`: the fee notice was found in time when it was recorded, so no calendar changed since makes it late.
    """

    received: dt.date
    corrected: dt.date | None = None
    correction_asked: dt.date | None = None
    correction_limit: dt.date | None = None
    head_restarts: bool = False
    fee_noticed: dt.date | None = None
    fee_paid: dt.date | None = None
    stops: tuple[Stop, ...] = ()
    extension: Extension | None = None
    fee_accepted: bool = False


@dataclass(frozen=True)
class DayLine:
    """One day of the table: its `number` in the count, or 0 when it does not count, and why."""

    day: dt.date
    number: int
    why: Message
    provisional: bool

    @property
    def counted(self) -> bool:
        """Whether the day counts."""
        return self.number > 0


@dataclass(frozen=True)
class Deadline:
    """The due date and how it came about.

    `start`: the day counted from (receipt, correction or payment); `first_due`: the end without extension; `length`: WD counted;
    `days`: every day from `start` to `due`; `articles`: the rules used; `faults`: what the organ did wrong on the way;
    `notes`: what had no effect; `provisional`: rests on a notice of holidays not yet made; `calendar`: the calendar's version.
    """

    received: dt.date
    start: dt.date
    first_due: dt.date
    due: dt.date
    length: int
    days: tuple[DayLine, ...]
    articles: tuple[Term, ...]
    faults: tuple[Message, ...]
    notes: tuple[Message, ...]
    provisional: bool
    calendar: str

    def days_left(self, on: dt.date) -> int:
        """How many days that count come after `on`; 0 from the due date on."""
        return sum(line.counted for line in self.days if line.day > on)


@dataclass(frozen=True)
class Lateness:
    """How late an answer is: 0 workdays and 0 days when it is in time."""

    workdays: int
    days: int
    provisional: bool


@dataclass(frozen=True)
class _Run:
    """The running period: what it is counted from and how it came to start there."""

    start: dt.date
    law_day: dt.date
    articles: tuple[Term, ...]
    faults: tuple[Message, ...]


def answer_due(timeline: Timeline, calendar: Calendar, settings: Readings) -> Deadline:
    """The due date of the answer (Reg. 33; Order 492, 24): 20 WD (15 under Order 492) after `start`, extended and stopped.

    Received corrections (Reg. 30) and payments (国办函〔2020〕109号) start the period anew. Stopped days are the union of the stops.
    Raises NoLawError for a day no law covers; StatuteError for days out of order or an extension that is too long;
    TooLateError for an extension told after the first period ended or a fee notice after the answer was due.
    """
    run = _run(timeline, calendar, settings)
    rule = in_force(table("deadlines", "answer"), run.law_day)
    first_due = _lines(run.start, rule.value, timeline.stops, calendar, settings)[-1].day
    extension, more, notes = _extension(timeline, run, first_due)
    length = rule.value + extension
    lines = _lines(run.start, length, timeline.stops, calendar, settings)
    due = lines[-1].day
    odd = tuple(note for stop in timeline.stops for note in _odd(stop, run.start, due))
    stop_articles = tuple(in_force(table("deadlines", "stop"), run.law_day).article for _ in timeline.stops[:1])
    return Deadline(
        received=timeline.received,
        start=run.start,
        first_due=first_due,
        due=due,
        length=length,
        days=lines,
        articles=_distinct((rule.article, *run.articles, *stop_articles, *more)),
        faults=run.faults,
        notes=notes + odd,
        provisional=any(line.provisional for line in lines),
        calendar=calendar.version,
    )


def lateness(due: dt.date, answered: dt.date, calendar: Calendar) -> Lateness:
    """How late an answer given on `answered` (`receipt.answer_given`), or not given by then, is against `due`."""
    if answered <= due:
        return Lateness(0, 0, provisional=False)
    count = calendar.workdays_between(due, answered)
    return Lateness(count.days, (answered - due).days, count.provisional)


def delayed(due: dt.date, until: dt.date, told: dt.date, received: dt.date) -> Period:
    """The later reasonable day to answer, for many or frequent requests with good reasons (Reg. 35): told on `told`, by `due`.

    Asking for the reasons stops nothing. Raises NoLawError before 2019-05-15, TooLateError when told after `due`, StatuteError
    when `until` is no later day.
    """
    rule = in_force(table("deadlines", "delay"), received)
    in_order(received=received, delay_told=told)
    if told > due:
        raise TooLateError(
            message("A later day to answer has to be told by {due}, not on {told} ({article})", due=due, told=told, article=rule.article)
        )
    if until <= due:
        raise StatuteError(message("{until} is no later day: the answer is due on {due}", until=until, due=due))
    return Period(due, until, moved=False, provisional=False, article=rule.article)


def _odd(stop: Stop, start: dt.date, due: dt.date) -> Iterator[Message]:
    """What a reader may not expect of a stop that does not lie within the period."""
    if stop.begin > due:
        yield message("The stop from {begin} begins after the due date and revives nothing", begin=stop.begin)
    elif stop.end <= start:
        yield message("The stop to {end} had ended when counting began on {start} and changes nothing", end=stop.end, start=start)
    elif stop.begin < start:
        yield message("The stop from {begin} began before {start}; only the days after {start} are left out", begin=stop.begin, start=start)


def _distinct(articles: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(article for place, article in enumerate(articles) if article not in articles[:place])


def _lines(start: dt.date, length: int, stops: tuple[Stop, ...], calendar: Calendar, settings: Readings) -> tuple[DayLine, ...]:
    """Every day from `start` until `length` days have counted."""
    lines = [DayLine(start, 0, message("counting starts on the next day"), provisional=False)]
    number = 0
    while number < length:
        kind = calendar.after(lines[-1].day)
        out = kind.workday and stopped(kind.day, stops, settings)
        counted = kind.workday and not out
        number += counted
        why = message("stopped: time that does not count") if out else kind.why
        lines.append(DayLine(kind.day, number if counted else 0, why, kind.provisional))
    return tuple(lines)


def _run(timeline: Timeline, calendar: Calendar, settings: Readings) -> _Run:
    start, restarted, faults = _after_correction(timeline, calendar, settings)
    if timeline.fee_noticed is not None:
        _check_fee_notice(timeline, timeline.fee_noticed, calendar, settings)
    articles = []
    if timeline.fee_paid is not None:
        in_order(start=start, fee_noticed=timeline.fee_noticed, fee_paid=timeline.fee_paid)
        articles.append(in_force(table("deadlines", "fee_restart"), timeline.fee_paid).article)
        start = timeline.fee_paid
    law_day = timeline.received if settings.law_chosen_by == "receipt" else start
    if restarted:
        articles.insert(0, in_force(table("deadlines", "correction_restart"), law_day).article)
    return _Run(start, law_day, tuple(articles), faults)


def _after_correction(timeline: Timeline, calendar: Calendar, settings: Readings) -> tuple[dt.date, bool, tuple[Message, ...]]:
    """What the period is counted from, whether a correction started it anew, and the fault of a late notice (Reg. 30)."""
    received, asked, corrected = timeline.received, timeline.correction_asked, timeline.corrected
    in_order(received=received, asked=asked, corrected=corrected)
    fault = _late_notice(timeline, asked, calendar) if asked else None
    faults = (fault,) if fault else ()
    if corrected is None or (fault and not (settings.late_notice_restarts or timeline.head_restarts)):
        return received, False, faults
    return corrected, True, faults


def _late_notice(timeline: Timeline, asked: dt.date, calendar: Calendar) -> Message | None:
    if not any(rule.covers(timeline.received) for rule in table("deadlines", "correction_notice")):
        return None
    limit = correction_notice(timeline.received, calendar)
    last = timeline.correction_limit or limit.end
    if asked <= last:
        return None
    return message(
        "The correction was asked for on {asked}; the law allowed it until {limit} ({article})", asked=asked, limit=last, article=limit.article
    )


def _check_fee_notice(timeline: Timeline, noticed: dt.date, calendar: Calendar, settings: Readings) -> None:
    in_order(received=timeline.received, fee_noticed=noticed)
    in_force(table("deadlines", "fee_payment"), noticed)
    if timeline.fee_accepted:
        return
    extension = timeline.extension
    # An extension told after the notice belongs to the period that the payment starts.
    before = extension if extension and (extension.told is None or extension.told <= noticed) else None
    due = answer_due(replace(timeline, fee_noticed=None, fee_paid=None, extension=before), calendar, settings).due
    if noticed > due:
        raise TooLateError(
            message("The fee notice of {noticed} is too late: it had to go out within the answer period, by {due}", noticed=noticed, due=due)
        )


def _extension(timeline: Timeline, run: _Run, first_due: dt.date) -> tuple[int, tuple[Term, ...], tuple[Message, ...]]:
    """The WD that the extension adds, its article, and a note where it belonged to an earlier period."""
    extension = timeline.extension
    if extension is None:
        return 0, (), ()
    rule = in_force(table("deadlines", "extension"), run.law_day)
    if not 1 <= extension.days <= rule.value:
        raise StatuteError(
            message("An extension is 1 to {most} working days, not {days} ({article})", most=rule.value, days=extension.days, article=rule.article)
        )
    told = extension.told
    if told is None:
        return extension.days, (rule.article,), (message("The applicant has to be told of the extension by {day}", day=first_due),)
    in_order(received=timeline.received, told=told)
    if told < run.start:
        return 0, (), (message("The extension told on {told} belonged to the period before it started anew on {start}", told=told, start=run.start),)
    if told > first_due and not extension.accepted:
        raise TooLateError(
            message(
                "The extension told on {told} is too late: the first period ended on {due} ({article})",
                told=told,
                due=first_due,
                article=rule.article,
            )
        )
    return extension.days, (rule.article,), ()


__all__ = ["DayLine", "Deadline", "Extension", "Lateness", "Stop", "Timeline", "TooLateError", "answer_due", "delayed", "lateness"]
