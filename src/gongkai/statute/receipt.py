"""The day a request is received (收到申请之日) and the day an answer is given (答复作出之日)."""

import datetime as dt
from dataclasses import dataclass

from gongkai.messages import Message, message
from gongkai.statute.calendar import Calendar
from gongkai.statute.laws import StatuteError, Term, in_force, load, table
from gongkai.statute.periods import Period
from gongkai.statute.readings import Readings


@dataclass(frozen=True)
class Receipt:
    """The day of receipt, the rule that makes it so, and an alarm when it was confirmed late."""

    day: dt.date
    article: Term
    alarm: Message | None = None


@dataclass(frozen=True)
class Given:
    """The day an answer was given, and the rule that makes it so."""

    day: dt.date
    article: Term


def channels() -> tuple[str, ...]:
    """The ways a request can come in: `in_person`, `signed_mail`, `ordinary_mail`, `email`, `internet`, `fax`."""
    return tuple(load("deadlines")["receipt"])


def must_accept(channel: str, arrived: dt.date) -> bool:
    """Whether a request by `channel` can never be refused: in person and by mail (国办公开办函〔2017〕19号).

    The other channels bind an organ that has opened them. Raises StatuteError for an unknown channel.
    """
    _known(channel)
    return channel in in_force(table("deadlines", "must_accept"), arrived).value


def _known(channel: str) -> None:
    if channel not in channels():
        raise StatuteError(message("Channel “{channel}” is not known; use one of {known}", channel=channel, known=channels()))


def needs_confirmation(channel: str, arrived: dt.date) -> bool:
    """Whether a request by `channel` is received only on the day it is confirmed with the applicant (Reg. 31).

    Raises StatuteError for an unknown channel; NoLawError for a day no law covers.
    """
    _known(channel)
    return bool(in_force(table("deadlines", f"receipt.{channel}"), arrived).value == "confirmed")


def attempt_suffices(channel: str, arrived: dt.date) -> bool:
    """Whether trying to reach the applicant within `confirm_by` is all that is asked for by then (ordinary mail, Reg. 31(2)).

    Raises StatuteError for an unknown channel, NoLawError for a day no law covers.
    """
    _known(channel)
    return bool(in_force(table("deadlines", f"receipt.{channel}"), arrived).more.get("alarm", "") == "same_day")


def receipt(  # noqa: PLR0913 - the facts of a receipt
    channel: str, arrived: dt.date, confirmed: dt.date | None, calendar: Calendar, settings: Readings, *, tried: dt.date | None = None
) -> Receipt:
    """The day of receipt of a request that arrived on `arrived` and was confirmed with the applicant on `confirmed`.

    Reg. 31; 国办公开办函〔2015〕207号, 〔2017〕19号: in person, that day; signed mail, the day the organ signs; ordinary mail, the
    day the office confirms with the applicant, which it has to try on the day of arrival; internet or fax, the day both sides
    confirm. The day of arrival chooses the law. `tried`: the first day on which the office tried to reach the applicant, where it logged that.
    Raises StatuteError for an unknown channel, a confirmation that is missing (the period has not begun) or earlier than
    the arrival; NoLawError for a day no law covers.
    """
    _known(channel)
    rule = in_force(table("deadlines", f"receipt.{channel}"), arrived)
    if rule.value == "arrived":
        return Receipt(arrived, rule.article)
    if confirmed is None:
        raise StatuteError(
            message("A request by “{channel}” is received on the day it is confirmed with the applicant: say that day", channel=channel)
        )
    if confirmed < arrived:
        raise StatuteError(message("Confirmed on {confirmed}, before the request arrived on {arrived}", confirmed=confirmed, arrived=arrived))
    tries = tried if tried and attempt_suffices(channel, arrived) else None
    return Receipt(confirmed, rule.article, _alarm(channel, arrived, confirmed, tries, calendar, settings))


def confirm_by(channel: str, arrived: dt.date, calendar: Calendar, settings: Readings) -> Period | None:
    """The time to confirm a request that arrived on `arrived`, after which an alarm is due while it waits; None where nothing has to be confirmed.

    Ordinary mail: the day of arrival (Reg. 31(2)); internet and fax: `confirm_within` WD (reading; the law sets no time, nor did Order 492).
    Raises StatuteError for an unknown channel, NoLawError for a day no law covers.
    """
    _known(channel)
    rule = in_force(table("deadlines", f"receipt.{channel}"), arrived)
    days = {"same_day": 0, "setting": settings.confirm_within}.get(rule.more.get("alarm", ""))
    if days is None:
        return None
    found = calendar.add_workdays(arrived, days)
    return Period(arrived, found.day, moved=False, provisional=found.provisional, article=rule.article)


def _alarm(  # noqa: PLR0913, PLR0917 - the facts of a receipt
    channel: str, arrived: dt.date, confirmed: dt.date, tried: dt.date | None, calendar: Calendar, settings: Readings
) -> Message | None:
    limit = confirm_by(channel, arrived, calendar, settings)
    if limit is None or limit.met(min(confirmed, tried or confirmed)):
        return None
    if limit.end == arrived:
        return message(
            "Arrived on {arrived}, confirmed only on {confirmed}: the office has to try on the day of arrival and to log its calls",
            arrived=arrived,
            confirmed=confirmed,
        )
    return message("Arrived on {arrived}, confirmed only on {confirmed}", arrived=arrived, confirmed=confirmed)


def answer_given(delivery: str, day: dt.date | None) -> Given:
    """The day an answer is given, by way of delivery: neither the day of approval nor the date printed.

    国办公开办函〔2016〕235号: `post`, the day it is handed to the post; `served`, the day the applicant signs; `electronic`, the day
    it reaches the applicant's system (reading). `day` is that day. Raises StatuteError for another way, or when the day is
    not yet known.
    """
    ways = load("deadlines")["answer_given"]
    if delivery not in ways:
        raise StatuteError(message("Delivery “{delivery}” is not known; use one of {known}", delivery=delivery, known=tuple(ways)))
    if day is None:
        raise StatuteError(message("The answer is not given yet: by “{delivery}” what counts is {event}", delivery=delivery, event=_event(delivery)))
    return Given(day, in_force(table("deadlines", f"answer_given.{delivery}"), day).article)


def _event(delivery: str) -> Message:
    return {
        "post": message("the day it is handed to the post"),
        "served": message("the day the applicant signs"),
        "electronic": message("the day it reaches the applicant's system"),
    }[delivery]
