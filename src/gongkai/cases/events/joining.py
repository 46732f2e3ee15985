"""Requests of one applicant for the same information, while the first is pending (合并办理; Reg. 36(6), reading): one answer is given to both.

All of it stands in the later request; the earlier one goes its way. Joining stops nothing: the later one keeps its own due day.
"""

from dataclasses import dataclass

from gongkai.cases.events.answering import AnswerServed, ItemAnswered
from gongkai.cases.events.base import Event, Lettered


@dataclass(frozen=True, kw_only=True)
class RequestJoined(Event, kind="request_joined"):
    """The request was joined to an earlier one (并案): `to` is the key of its row, `number` its number. `reason`: why both ask for the same."""

    to: int
    number: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RequestSeparated(Event, kind="request_separated"):
    """The request is dealt with on its own again (分开办理), for `reason`."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class RequestReleased(Event, kind="request_released"):
    """What the request was joined to gives no answer to it any more, so it goes on by itself. `because`: one of `RELEASED`."""

    because: str


RELEASED = ("withdrawn", "not_corrected", "fee_unpaid", "corrected")
"""How the earlier request ended without an answer; `corrected`: what it asks for is something else since its correction."""


@dataclass(frozen=True, kw_only=True)
class ItemAnsweredJointly(ItemAnswered, kind="item_answered_jointly"):
    """What was answered to the same information in the earlier request, its item number `of`, is the answer to the item number `item` of this one."""

    of: int


@dataclass(frozen=True, kw_only=True)
class AnsweredJointly(AnswerServed, Lettered, kind="answered_jointly"):
    """The answer to the earlier request was given, and with it the one to this (一并答复): it is closed on the same day.

    Number and prints are those of that one letter, which names both; `to` and `joined_to` are the key and the number of the earlier request. Its
    service (送达) stands in the earlier request.
    """

    to: int
    joined_to: str
