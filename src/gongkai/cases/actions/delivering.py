"""What became of letters (送达登记): signed for, returned with the post's reason, sent once more. The clock has ended, or begun, before."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import events as e
from gongkai.cases import ledger
from gongkai.cases.actions.base import Step, told_to, written
from gongkai.cases.actions.papers import WithScan
from gongkai.cases.actions.serve import checked_mail_number
from gongkai.cases.fold.serving import ATTEMPTS, arrival
from gongkai.cases.models import Case
from gongkai.organs import notices

_LONGEST = 200


class _Delivery(Step):
    """What the steps of a service share: its number, and the registrar."""

    verb: ClassVar[str] = "case.delivery"
    capability: ClassVar[str] = "case.register"

    service: int

    def detail(self) -> Mapping[str, Any]:
        """Which service."""
        return {**super().detail(), "service": self.service}

    def sent(self, state: ledger.Case) -> ledger.Service | None:
        """The service, if there is one of the number."""
        return next((one for one in state.services if one.number == self.service), None)


@dataclass(kw_only=True)
class SignDelivery(WithScan, _Delivery):
    """The mail item of the service number `service` was signed for on the day `on`, as the receipt of the post says, of which `scan` is one."""

    case: Case
    service: int
    on: Any = None

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It arrived; where somebody's time begins with that, the event of that letter says so."""
        signed = e.DeliverySigned(on=self.day(), service=self.service)
        yield _arrival(state, self.sent(state), signed.on) or signed
        yield from self.papers("delivery", self.service)


def _arrival(state: ledger.Case, found: ledger.Service | None, on: dt.date) -> e.Event | None:
    """The event by which somebody's time begins with the arrival of this letter; None: it does not, or has begun already."""
    event = arrival(found, on) if found else None
    if event is None:
        return None
    try:
        ledger.step(state, replace(event, on=max(on, state.last)))
    except ledger.StepError:
        return None
    return event


@dataclass(kw_only=True)
class ReturnDelivery(WithScan, _Delivery):
    """The mail item of the service number `service` came back on the day `on`, for `reason`; `scan`: its cover, or the slip of the post."""

    case: Case
    service: int
    reason: str
    on: Any = None

    def check(self) -> None:
        """Why."""
        self.reason = written(self.reason, "reason", _LONGEST)

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It came back."""
        yield e.DeliveryReturned(on=self.day(), service=self.service, reason=self.reason)
        yield from self.papers("delivery", self.service)

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The registrars, who send it once more."""
        found = self.sent(self.state) if self.state else None
        if found and found.attempt < ATTEMPTS:
            yield told_to(subject, actor, "registrar", gettext_noop("A letter of request %(number)s came back: send it once more."))


@dataclass(kw_only=True)
class SendAgain(_Delivery):
    """What came back is sent once more, by `way`, on the day `on`."""

    verb: ClassVar[str] = "case.send_again"

    case: Case
    service: int
    way: str
    mail_number: str = ""
    on: Any = None

    def check(self) -> None:
        """A way, and the number of the letter where it is posted."""
        self.mail_number = checked_mail_number(self.way, self.mail_number)

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is on its way; handed over or shown on the site it is there."""
        repeated = e.DeliveryRepeated(on=self.day(), service=self.service, way=self.way, mail_number=self.mail_number)
        yield repeated
        reached = _arrival(state, self.sent(state), repeated.on) if self.way != "post" else None
        if reached:
            yield reached
