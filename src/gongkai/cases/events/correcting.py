"""A correction is asked for (补正, Reg. 30)."""

import datetime as dt
from dataclasses import dataclass

from gongkai.cases.events.base import Closes, Event, Lettered, Sent


@dataclass(frozen=True, kw_only=True)
class CorrectionAsked(Lettered, kind="correction_asked"):
    """The notice of correction (补正告知书, Reg. 30) was made: `what` has to be corrected, everything at once, within `days` working days."""

    what: str
    days: int


@dataclass(frozen=True, kw_only=True)
class CorrectionNoticeSent(Sent, kind="correction_notice_sent"):
    """The notice of correction went out by `way`; `reached`: the day the applicant had it, None while the post carries it.

    `limit`: the last day on which the law lets asking start the period anew (7 working days from receipt); None where none binds (the law of
    2008; the organ's reading).
    """

    reached: dt.date | None = None
    limit: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectionNoticeReached(Event, kind="correction_notice_reached"):
    """The notice of correction that was posted reached the applicant (签收): the applicant's time runs from the next day."""


@dataclass(frozen=True, kw_only=True)
class LateCorrectionAllowed(Event, kind="late_correction_allowed"):
    """The head decided for `reason` that a correction asked for too late starts the period anew all the same (reading)."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class CorrectionReceived(Event, kind="correction_received"):
    """The applicant corrected the request: `items` are the texts as they now stand, one for each item. `excuse`: the good reason, if it came late."""

    items: tuple[str, ...]
    excuse: str = ""


@dataclass(frozen=True, kw_only=True)
class RequestAbandoned(Closes, kind="request_abandoned"):
    """The applicant let the time pass that ended with `until`, without good reason: `outcome` is the kind of answer that counts (`not_corrected`)."""

    outcome: str
    until: dt.date
