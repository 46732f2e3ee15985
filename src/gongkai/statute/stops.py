"""Stops of the answer period (不计入期限的时间): while third parties, joint makers or other organs are asked."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from gongkai.messages import message
from gongkai.statute.calendar import Calendar
from gongkai.statute.laws import StatuteError, in_force, table
from gongkai.statute.periods import consultation, in_order
from gongkai.statute.readings import Readings

Consulted = Literal["third_party", "joint_maker"]
Silence = Literal["organ_decides", "consent", "nothing"]


@dataclass(frozen=True)
class Stop:
    """A letter went out on `begin`, its answer arrived on `end`. A stop that still runs has the day asked about as its end.

    Leaves out the days after `begin` up to and including `end` (Reg. 33 para. 3; both ends reading).
    Raises StatuteError when it ends before it begins.
    """

    begin: dt.date
    end: dt.date

    def __post_init__(self) -> None:
        """Refuse a stop that runs backwards."""
        if self.end < self.begin:
            raise StatuteError(message("The stop ends on {end}, before it begins on {begin}", begin=self.begin, end=self.end))

    def leaves_out(self, day: dt.date, settings: Readings) -> bool:
        """Whether `day` does not count, by the readings `stop_begins_next_day` and `stop_includes_last_day`."""
        begun = self.begin < day if settings.stop_begins_next_day else self.begin <= day
        return begun and (day <= self.end if settings.stop_includes_last_day else day < self.end)


def stopped(day: dt.date, stops: Iterable[Stop], settings: Readings) -> bool:
    """Whether any of `stops` leaves `day` out: the union of the intervals, never their sum."""
    return any(stop.leaves_out(day, settings) for stop in stops)


@dataclass(frozen=True)
class Letter:
    """A letter that asks for an opinion (征求意见书): days sent, received by the one asked, and answered, as far as known.

    Raises StatuteError for days out of order.
    """

    sent: dt.date
    received: dt.date | None = None
    answered: dt.date | None = None

    def __post_init__(self) -> None:
        """Refuse a letter received or answered before it was sent."""
        in_order(sent=self.sent, letter=self.received, answered=self.answered)


def consultation_stop(kind: Consulted, letter: Letter, received: dt.date, calendar: Calendar) -> Stop:
    """The stop while a `third_party` or a `joint_maker` is asked, for a request received on `received`.

    Reg. 32, 33, 34: from the day of sending to the answer, at the latest to the end of the 15th WD after the letter arrived.
    Under Order 492 (Art. 24) the time a third party needs has no such end, and joint makers are not named.
    Raises StatuteError while the end cannot be known; NoLawError where the law has no such stop.
    """
    in_force(table("deadlines", "stop" if kind == "third_party" else "joint_maker"), received)
    bounded = any(rule.covers(received) for rule in table("deadlines", kind))
    ends = [] if letter.answered is None else [letter.answered]
    if bounded and letter.received is not None:
        ends.append(consultation(kind, letter.received, calendar).end)
    if not ends:
        raise StatuteError(message("When this stop ends is not known: say when the answer arrived, or under today's law when the letter did"))
    return Stop(letter.sent, min(ends))


def inquiry_stop(sent: dt.date, answered: dt.date, received: dt.date) -> Stop:
    """The stop while another organ, or the secrecy or competent department, is asked (Reg. 11, 17, 33 para. 3).

    Silence gives nothing, so it ends with the answer. Raises StatuteError for days out of order, NoLawError before 2019-05-15:
    Order 492 left out only the time of third parties.
    """
    in_force(table("deadlines", "inquiry"), received)
    return Stop(sent, answered)


def stop_seen(kind: Consulted | Literal["inquiry"], letter: Letter, received: dt.date, on: dt.date, calendar: Calendar) -> Stop | None:
    """The stop of a letter as it is seen on the day `on`: one that still runs ends with that day. None while the letter has not gone out.

    For the clock of an open case, any day; `consultation_stop` and `inquiry_stop` give the stop once its end is known. A letter that asks
    another organ (`inquiry`) runs until it is answered. Raises NoLawError where the law has no such stop.
    """
    if letter.sent > on:
        return None
    known = replace(letter, received=_by(letter.received, on), answered=_by(letter.answered, on))
    if kind == "inquiry":
        return inquiry_stop(letter.sent, known.answered or on, received)
    has_end = known.answered or (known.received and any(rule.covers(received) for rule in table("deadlines", kind)))
    seen = consultation_stop(kind, known if has_end else replace(known, answered=on), received, calendar)
    return replace(seen, end=min(seen.end, on))


def _by(day: dt.date | None, on: dt.date) -> dt.date | None:
    """A day that has come by `on`, else None."""
    return day if day and day <= on else None


def silence(kind: Literal["third_party", "joint_maker", "inquiry"], received: dt.date) -> Silence:
    """What it means that the one asked did not answer, for a request received on `received`.

    A third party: the organ decides (Reg. 32); a joint maker: consent (Reg. 34); another organ (`inquiry`): nothing.
    Raises NoLawError before 2019-05-15: Order 492 said nothing of silence.
    """
    found: Silence = in_force(table("deadlines", kind), received).more["silence"]
    return found
