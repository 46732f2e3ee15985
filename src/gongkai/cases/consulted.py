"""Who was asked during a request, and how far that went (征求意见): parts of a case's state (`gongkai.cases.state`). Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from gongkai.cases.events import consulting as e

Stopped = Literal["third_party", "joint_maker", "inquiry"]

KINDS: Mapping[str, Stopped] = {
    "third_party": "third_party",  # Reg. 15, 32
    "joint_maker": "joint_maker",  # Reg. 34
    "other_organ": "inquiry",  # Reg. 11
    "authority": "inquiry",  # Reg. 17: the secrecy department, the competent department
}
"""Who can be asked, each with the stop that the law gives it (`statute.stops`)."""

RESPONSES: Mapping[str, tuple[str, ...]] = {
    "third_party": ("consents", "objects"),
    "joint_maker": ("consents", "objects"),
    "inquiry": ("consents", "objects", "other"),
}
"""What can be answered, by the kind of stop. Whether an objection has good reasons is for the organ to weigh."""

WEIGHED: Mapping[str, tuple[str, ...]] = {
    "": ("silent",),
    "consents": ("consents",),
    "objects": ("objects_with_reason", "objects_without_reason"),
}
"""What a third party's answer (empty: none) can come to (`statute.consultations.responses`)."""


@dataclass(frozen=True)
class Consultation:
    """A consultation as far as it went. `reached`: the day from which the 15 working days are counted, None while it is not known.

    `tells`: whether the third party has to be told in writing before the answer is given; `notice` and `told`: that letter.
    """

    number: int
    asked: e.ConsultationAsked
    sent: e.ConsultationSent | None = None
    reached: dt.date | None = None
    answered: e.ConsultationAnswered | None = None
    ended: e.ConsultationEnded | None = None
    weighed: e.ThirdPartyWeighed | None = None
    tells: bool = False
    notice: e.ThirdPartyNoticeIssued | None = None
    told: e.ThirdPartyNoticeSent | None = None

    @property
    def stop(self) -> Stopped:
        """The kind of stop that the law gives it."""
        return KINDS[self.asked.whom]

    @property
    def over(self) -> dt.date | None:
        """The day on which the answer arrived, or was given up; None while it is waited for."""
        return self.answered.on if self.answered else self.ended.on if self.ended else None

    @property
    def is_dropped(self) -> bool:
        """Whether the letter never went out and never will."""
        return self.sent is None and self.ended is not None

    @property
    def came_back(self) -> bool:
        """Whether the letter was sent and never reached the third party."""
        return self.sent is not None and self.reached is None and self.ended is not None

    @property
    def response(self) -> str:
        """What was answered; empty for nothing."""
        return self.answered.response if self.answered else ""


@dataclass(frozen=True)
class Reasons:
    """The applicant asked for reasons (Reg. 35), as far as it went."""

    asked: e.ReasonsAsked
    sent: e.ReasonsNoticeSent | None = None
    received: e.ReasonsReceived | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether the applicant has the notice and has not said anything."""
        return self.sent is not None and self.received is None


@dataclass(frozen=True)
class Delay:
    """A later day to answer (Reg. 35): its letter, and when the applicant was told."""

    decided: e.DelayDecided
    told: e.DelayTold | None = None
