"""The day a request is received (收到申请之日) and the day an answer is given (答复作出之日)."""

import datetime as dt
from dataclasses import dataclass

from gongkai.messages import Message, message
from gongkai.statute.calendar import Calendar
from gongkai.statute.laws import Rule, StatuteError, Term, in_force, load, table
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


def receipt(channel: str, arrived: dt.date, confirmed: dt.date | None, calendar: Calendar, settings: Readings) -> Receipt:
    """The day of receipt of a request that arrived on `arrived` and was confirmed with the applicant on `confirmed`.

    Reg. 31; 国办公开办函〔2015〕207号, 〔2017〕19号: in person, that day; signed mail, the day the organ signs; ordinary mail, the
    day the office confirms with the applicant, which it has to try on the day of arrival; internet or fax, the day both sides
    confirm. The day of arrival chooses the law.
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
    return Receipt(confirmed, rule.article, _alarm(rule, arrived, confirmed, calendar, settings))


def _alarm(rule: Rule, arrived: dt.date, confirmed: dt.date, calendar: Calendar, settings: Readings) -> Message | None:
    when = rule.more.get("alarm")
    if when == "same_day" and confirmed > arrived:
        return message(
            "Arrived on {arrived}, confirmed only on {confirmed}: the office has to try on the day of arrival and to log its calls",
            arrived=arrived,
            confirmed=confirmed,
        )
    if when == "setting" and calendar.workdays_between(arrived, confirmed).days > settings.confirm_within:
        return message("Arrived on {arrived}, confirmed only on {confirmed}", arrived=arrived, confirmed=confirmed)
    return None


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
