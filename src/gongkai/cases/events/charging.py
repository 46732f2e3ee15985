"""The information processing fee (信息处理费, 国办函〔2020〕109号) is charged: notice, payment. Amounts in whole yuan."""

import datetime as dt
from dataclasses import dataclass

from gongkai.cases.events.base import Event, Lettered, Sent


@dataclass(frozen=True, kw_only=True)
class FeeNoticeIssued(Lettered, kind="fee_notice_issued"):
    """The notice of the fee (收费通知) was made: `amount` yuan for `count` units of `basis` (`statute.fees.Basis`).

    `already`: pieces of the applicant counted in that month before these, 0 for pages. `reason`: why the number is clearly excessive.
    """

    basis: str
    count: int
    already: int
    amount: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class FeeNoticeSent(Sent, kind="fee_notice_sent"):
    """The notice of the fee went out; `reached`: the day the applicant had it, None while the post carries it."""

    reached: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class FeeNoticeReached(Event, kind="fee_notice_reached"):
    """The notice of the fee that was posted reached the applicant (签收)."""


@dataclass(frozen=True, kw_only=True)
class FeePaid(Event, kind="fee_paid"):
    """The applicant paid the whole fee; `voucher`: the number of the receipt (缴款书). The answer period starts anew on the next day."""

    voucher: str


@dataclass(frozen=True, kw_only=True)
class FeeDropped(Event, kind="fee_dropped"):
    """The head dropped the fee before its notice was served, for `reason`: nothing is charged."""

    reason: str
