"""When what happened to a request: the days of its course (办理经过), by chance and by the law's own calendar. Pure.

Offsets are working days (WD) after the day from which the period runs; the law gives 20 to answer, 20 more after an extension (Reg. 33), 7 to
ask for a correction and the applicant 15 to make it (Reg. 30). A few answers are late: the sample has what offices have.
"""

import datetime as dt
from dataclasses import dataclass, replace
from random import Random

from gongkai.samples_system.ledgers.wanted import PlanError, Wanted
from gongkai.statute.calendar import Calendar
from gongkai.statute.receipt import needs_confirmation

_CHANNELS = {"internet": 52, "in_person": 17, "signed_mail": 19, "ordinary_mail": 5, "email": 4, "fax": 3}
_TRIES = 3000
_AUTUMN = 10
"""What is answered next year came in from October on."""


@dataclass(frozen=True)
class Correction:
    """A correction (补正): the days on which it was asked for, its notice reached the applicant, and the corrected request came; None: never.

    `way`: how the notice went out. `in_time`: whether the correction came within the applicant's time.
    """

    asked: dt.date
    way: str
    reached: dt.date
    received: dt.date | None
    in_time: bool = True


@dataclass(frozen=True)
class Extension:
    """An extension (延长) by `days` WD: proposed and approved, told."""

    days: int
    proposed: dt.date
    told: dt.date


@dataclass(frozen=True)
class ThirdParty:
    """A third party was asked by post (征求第三方意见): on which day, when the letter reached it, when its objection came."""

    asked: dt.date
    reached: dt.date
    answered: dt.date


@dataclass(frozen=True)
class Reasons:
    """The applicant was asked for reasons (说明理由, Reg. 35), until `until`, and gave them on `received`."""

    asked: dt.date
    received: dt.date
    until: dt.date


@dataclass(frozen=True)
class Fee:
    """A processing fee was charged, and never paid: the days on which its notice went out and reached the applicant."""

    noticed: dt.date
    reached: dt.date


@dataclass(frozen=True)
class Course:
    """The days of a request. `confirmed` is None where the channel asks for no confirmation; `drafted`, `signed` are None where nothing was answered.

    `ending`: `served`, `withdrawn` or `abandoned`, on the day `closed`. `returned`: the draft went back once before it was signed.
    """

    channel: str
    arrived: dt.date
    confirmed: dt.date | None
    received: dt.date
    ending: str
    closed: dt.date
    correction: Correction | None = None
    extension: Extension | None = None
    third_party: ThirdParty | None = None
    reasons: Reasons | None = None
    fee: Fee | None = None
    drafted: dt.date | None = None
    signed: dt.date | None = None
    returned: bool = False


def course(want: Wanted, ending: str, calendar: Calendar, chance: Random, answers: tuple[str, ...] = ()) -> Course:
    """A course that begins and ends in the years that `want` says, with the steps that `answers`, kinds of answers, need on the way.

    Raises PlanError: there is none.
    """
    for _try in range(_TRIES):
        found = _Maker(calendar, chance, answers).make(_first_day(want, calendar, chance), ending)
        if (found.received.year, found.closed.year) == (want.received, want.closed) and found.arrived <= want.last >= found.received:
            return found
    msg = f"{want}: no days fit"
    raise PlanError(msg)


def _first_day(want: Wanted, calendar: Calendar, chance: Random) -> dt.date:
    """A working day of the year in which it must be received."""
    first = dt.date(want.received, _AUTUMN if want.closed > want.received else 1, 1)
    last = min(want.last, dt.date(want.received, 12, 31))
    return calendar.next_workday(first + dt.timedelta(days=chance.randrange((last - first).days + 1))).day


@dataclass(frozen=True)
class _Maker:
    calendar: Calendar
    chance: Random
    answers: tuple[str, ...]

    def make(self, received: dt.date, ending: str) -> Course:
        """A course from the day of receipt on."""
        channel = self.chance.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]
        arrived, confirmed = self._arrival(channel, received)
        begun = Course(channel, arrived, confirmed, received, ending, received)
        if ending == "withdrawn":
            return replace(begun, closed=self._later(received, 1, 12))
        if "fee_unpaid" in self.answers:
            noticed = self._later(received, 3, 12)
            fee = Fee(noticed, self._later(noticed, 1, 3))
            return replace(begun, fee=fee, closed=self._later(fee.reached, 21, 26))
        if ending == "abandoned":
            never = replace(self._correction(received), received=None)
            return replace(begun, correction=never, closed=self._later(never.reached, 16, 20))
        correction = self._correction(received) if "still_unclear" in self.answers or self._happens(5) else None
        return self._answered(replace(begun, correction=correction), correction.received if correction and correction.received else received)

    def _arrival(self, channel: str, received: dt.date) -> tuple[dt.date, dt.date | None]:
        """When it came in, and when that was confirmed: that day or the next, by ordinary mail perhaps after calls in vain."""
        if not needs_confirmation(channel, received):
            return received, None
        before = self.chance.choice((0, 0, 2, 5)) if channel == "ordinary_mail" else self.chance.choice((0, 1))
        return received - dt.timedelta(days=before), received

    def _correction(self, received: dt.date) -> Correction:
        asked = self._later(received, 1, 7)
        way = self.chance.choice(("electronic", "post", "served"))
        reached = self._later(asked, 2, 4) if way == "post" else asked
        in_time = not self._happens(8)
        return Correction(asked, way, reached, self._later(reached, *((2, 15) if in_time else (16, 22))), in_time)

    def _answered(self, course: Course, start: dt.date) -> Course:
        """The period runs from `start`: others are asked where the answer needs it, or it is extended; then it is drafted, signed, served."""
        if "third_party_rights" in self.answers:
            asked = self._later(start, 1, 4)
            reached = self._later(asked, 1, 3)
            found = ThirdParty(asked, reached, self._later(reached, 2, 13))
            return self._served(replace(course, third_party=found), found.answered, 0, self.chance.randint(3, 14))
        if "excessive" in self.answers:
            asked = self._later(start, 1, 3)
            found_reasons = Reasons(asked, self._later(asked, 2, 5), self._later(asked, 7, 7))
            return self._served(replace(course, reasons=found_reasons), found_reasons.received, 0, self.chance.randint(4, 11))
        if self._happens(10):
            proposed, told = self._later(start, 11, 16), self.chance.randint(16, 20)
            extension = Extension(self.chance.choice((10, 15, 20, 20)), proposed, self._later(start, told, told))
            return self._served(replace(course, extension=extension), start, told, self.chance.randint(22, 30))
        return self._served(course, start, 0, self._usual())

    def _usual(self) -> int:
        """The working day of the period on which an answer is given: on the spot, in time, seldom too late."""
        if self._happens(6):
            return self.chance.randint(0, 2)
        return self.chance.randint(21, 27) if self._happens(4) else self.chance.randint(5, 19)

    def _served(self, course: Course, start: dt.date, least: int, served: int) -> Course:
        """Served on the working day number `served` after `start`, signed shortly before, drafted before that, not before the day number `least`."""
        signed = max(least, served - self.chance.randint(0, 2))
        drafted = max(least, signed - self.chance.randint(1, 3))
        days = [self._later(start, at, at) for at in (drafted, signed, served)]
        return replace(course, drafted=days[0], signed=days[1], closed=days[2], returned=self._happens(6))

    def _later(self, day: dt.date, least: int, most: int) -> dt.date:
        """So many working days after `day`."""
        return self.calendar.add_workdays(day, self.chance.randint(least, most)).day

    def _happens(self, percent: int) -> bool:
        return self.chance.randrange(100) < percent
