"""The information processing fee (信息处理费, 国办函〔2020〕109号): notice, service, payment, and closing where it was not paid."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import events as e
from gongkai.cases import ledger, store
from gongkai.cases.actions.base import Step, told_to, written
from gongkai.cases.actions.closing import closing
from gongkai.cases.actions.joined import Settling
from gongkai.cases.actions.serve import ServesNotice
from gongkai.cases.letters import notices as letters
from gongkai.cases.models import Case
from gongkai.messages import UserError
from gongkai.organs import notices
from gongkai.organs.telling import told
from gongkai.statute.fees import Basis, processing_fee

_MOST_VOUCHER = 60


@dataclass(kw_only=True)
class ChargeFee(Step):
    """The head of the disclosure office charges a fee for `count` units of `basis`; the law's steps give the amount, the notice is made.

    `already`: pieces of the same applicant in the calendar month that were counted before these. `reason`: why number or frequency is clearly
    excessive. `payment`: how it can be paid; the letter says both.
    """

    verb: ClassVar[str] = "case.charge"
    capability: ClassVar[str] = "case.decide"

    case: Case
    basis: Basis
    count: int
    reason: str
    payment: str
    already: int = 0

    def check(self) -> None:
        """One basis, a reason, a way to pay."""
        if self.basis not in {"pieces", "pages"}:
            raise ValidationError({"basis": _("Choose one of the list.")})
        self.reason, self.payment = written(self.reason, "reason", 500), written(self.payment, "payment", 500)
        self.already = self.already if self.basis == "pieces" else 0

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """The notice is there; a fee of 0 is none."""
        day = self.day()
        try:
            amount = processing_fee(self.basis, self.count, day, self.already).total
        except UserError as error:
            raise ValidationError({"count": told(error.message)}) from error
        if amount == 0:
            raise ValidationError({"count": _("No fee arises for this number: it lies within what is free.")})
        made: Callable[..., e.FeeNoticeIssued] = partial(
            e.FeeNoticeIssued, on=day, basis=self.basis, count=self.count, already=self.already, amount=amount, reason=self.reason
        )
        ledger.step(state, made(number="", data="", docx="", pdf=""))
        words = {"pieces": f"申请件数{self.count}件", "pages": f"提供信息{self.count}页"}[self.basis]
        if self.already:
            words += f"（当月此前已计{self.already}件）"
        fields = letters.issue(
            self.case, state, day, "fee", reason=self.reason.rstrip("。"), basis=words, amount=str(amount), payment=self.payment.rstrip("。")
        )
        yield made(**fields)

    def detail(self) -> Mapping[str, Any]:
        """On which basis."""
        return {**super().detail(), "basis": self.basis, "count": self.count}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The registrars, who serve it."""
        yield told_to(subject, actor, "registrar", gettext_noop("Serve the notice of the fee of %(number)s by %(day)s: later it has no effect."))


@dataclass(kw_only=True)
class DropFee(Step):
    """The head drops the fee before its notice is served, with a reason."""

    verb: ClassVar[str] = "case.drop_fee"
    capability: ClassVar[str] = "case.decide"

    case: Case
    reason: str

    def check(self) -> None:
        """A reason."""
        self.reason = written(self.reason, "reason", 500)

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """Nothing is charged."""
        yield e.FeeDropped(on=self.day(), reason=self.reason)


@dataclass(kw_only=True)
class ServeFeeNotice(ServesNotice):
    """The notice of the fee went out on the day `on` by `way`, within the answer period; too late is refused."""

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It went out."""
        day = self.day()
        event = e.FeeNoticeSent(on=day, way=self.way, mail_number=self.mail_number, reached=None if self.way == "post" else day)
        after = ledger.step(state, event)
        try:
            store.examined(self.case.organ, after, day, fee_only=True)
        except UserError as error:  # after the answer was due
            raise ValidationError({"on": told(error.message)}) from error
        yield event


@dataclass(kw_only=True)
class FeeNoticeArrived(Step):
    """The posted notice of the fee reached the applicant on the day `on`."""

    verb: ClassVar[str] = "case.notice_reached"
    capability: ClassVar[str] = "case.register"

    case: Case
    on: Any = None

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is there."""
        yield e.FeeNoticeReached(on=self.day())


@dataclass(kw_only=True)
class RecordPayment(Step):
    """The applicant paid the whole fee on the day `on`; `voucher` is the number of the receipt."""

    verb: ClassVar[str] = "case.paid"
    capability: ClassVar[str] = "case.register"

    case: Case
    voucher: str
    on: Any = None

    def check(self) -> None:
        """The receipt's number."""
        self.voucher = written(self.voucher, "voucher", _MOST_VOUCHER)

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """The period starts anew, if it was paid in time: after that the request is taken as given up."""
        day = self.day()
        seen = store.clock_of(self.case.organ, state, day).standing
        if seen and seen.phase == "unpaid" and seen.applicant:
            sentence = _("The time to pay ended on %(day)s: the request is taken as given up. Close it as not paid and have the money paid back.")
            raise ValidationError({"on": sentence % {"day": seen.applicant.end}})
        yield e.FeePaid(on=day, voucher=self.voucher)

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handlers."""
        yield told_to(subject, actor, "handler", gettext_noop("The fee of %(number)s is paid: it has to be answered by %(day)s."))


@dataclass(kw_only=True)
class CloseUnpaid(Settling):
    """The handler closes a request whose fee was not paid in time: from the day after the applicant's time."""

    verb: ClassVar[str] = "case.abandon"
    capability: ClassVar[str] = "case.answer"

    case: Case

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is closed; no answer is owed."""
        day = self.day()
        seen = store.clock_of(self.case.organ, state, day).standing
        if seen is None or seen.applicant is None:
            raise ValidationError(_("The applicant's time has not begun: record when the notice of the fee reached the applicant."))
        fixed = closing(self.case, state, day, ["fee_unpaid"] * len(state.items))
        yield e.RequestAbandoned(on=day, outcome="fee_unpaid", until=seen.applicant.end, **fixed)

    def detail(self) -> Mapping[str, Any]:
        """As what."""
        return {**super().detail(), "outcome": "fee_unpaid"}
