"""What became of letters that were sent (送达登记): signed for, returned, sent once more.

A service (送达) is made by every event that gives a letter by a way; they are numbered from 1 in their order (`gongkai.cases.fold.serving`).
The clock ended, or began, with the sending: nothing here moves it.
"""

from dataclasses import dataclass

from gongkai.cases.events.base import Beside


@dataclass(frozen=True, kw_only=True)
class DeliverySigned(Beside, kind="delivery_signed"):
    """The mail item of the service number `service` was signed for (签收) on the day `on`."""

    service: int


@dataclass(frozen=True, kw_only=True)
class DeliveryReturned(Beside, kind="delivery_returned"):
    """The mail item of the service number `service` came back (退回) on the day `on`, for `reason`."""

    service: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeliveryRepeated(Beside, kind="delivery_repeated"):
    """What came back was sent once more (再次送达) by `way`: a service of its own, which follows on the service number `service`."""

    service: int
    way: str
    mail_number: str = ""
