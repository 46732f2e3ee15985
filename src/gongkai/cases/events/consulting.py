"""Others are asked during a request: third parties (Reg. 15, 32), joint makers (34), other organs (11, 17); the applicant for reasons (35).

A consultation is numbered from 1 in the order of its letters; later events name it by that number.
"""

import datetime as dt
from dataclasses import dataclass

from gongkai.cases.events.base import Event, Lettered, Sent


@dataclass(frozen=True, kw_only=True)
class ConsultationAsked(Lettered, kind="consultation_asked"):
    """The letter that asks for an opinion (征求意见书) about the `items` (numbers) was made; `what`: the information in question, in its words.

    `whom`: one of `gongkai.cases.consulted.KINDS`. `party`: the key of the third party's person row; `organ`: the name of the organ that is asked.
    """

    whom: str
    items: tuple[int, ...]
    what: str
    party: str = ""
    organ: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsultationSent(Sent, kind="consultation_sent"):
    """The letter went out by `way`: from the next day on the clock stands still. `reached`: the day it was there, None while the post carries it."""

    consultation: int
    reached: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class ConsultationReached(Event, kind="consultation_reached"):
    """The posted letter reached the one who is asked (签收): the 15 working days run from the next day (Reg. 32, 34)."""

    consultation: int


@dataclass(frozen=True, kw_only=True)
class ConsultationAnswered(Event, kind="consultation_answered"):
    """The answer arrived: `response` is one of `gongkai.cases.consulted.RESPONSES`, `text` what it says. The clock runs again from the next day."""

    consultation: int
    response: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ConsultationEnded(Event, kind="consultation_ended"):
    """No answer is waited for any more, for `reason`: the letter was not sent, came back undelivered, or the question was taken back."""

    consultation: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class ThirdPartyWeighed(Event, kind="third_party_weighed"):
    """The organ weighed what the third party said (Reg. 15, 32): `decision` is `disclose` or `withhold`, for `reason`.

    `response`: what it comes to (`statute.consultations.responses`). `content`: what is disclosed, as the notice to the third party says it,
    where one is due. `until`: the last day of the third party's time, where it was silent.
    """

    consultation: int
    response: str
    decision: str
    reason: str
    content: str = ""
    until: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class ThirdPartyNoticeIssued(Lettered, kind="third_party_notice_issued"):
    """The notice to the third party was made: what is disclosed against its objection, and why (Reg. 32)."""

    consultation: int


@dataclass(frozen=True, kw_only=True)
class ThirdPartyNoticeSent(Sent, kind="third_party_notice_sent"):
    """The notice was given to the third party by `way`."""

    consultation: int


@dataclass(frozen=True, kw_only=True)
class ReasonsAsked(Lettered, kind="reasons_asked"):
    """The applicant is asked for reasons (说明理由通知书, Reg. 35), because of `why`, until the day `until`. The clock runs on."""

    why: str
    until: dt.date


@dataclass(frozen=True, kw_only=True)
class ReasonsNoticeSent(Sent, kind="reasons_notice_sent"):
    """The notice that asks for reasons was given to the applicant by `way`."""


@dataclass(frozen=True, kw_only=True)
class ReasonsReceived(Event, kind="reasons_received"):
    """The applicant gave reasons: `text`."""

    text: str


@dataclass(frozen=True, kw_only=True)
class DelayDecided(Lettered, kind="delay_decided"):
    """The reasons are good, but the period is too short, for `reason`: the answer is due on the later day `until` (Reg. 35). The notice was made."""

    until: dt.date
    reason: str


@dataclass(frozen=True, kw_only=True)
class DelayTold(Sent, kind="delay_told"):
    """The applicant was told of the later day by `way`: from then on it holds."""
