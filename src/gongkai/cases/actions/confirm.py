"""The office confirms the receipt with the applicant: the period begins."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import ledger
from gongkai.cases.actions.base import Step
from gongkai.cases.events import Event, ReceiptConfirmed
from gongkai.cases.models import Case
from gongkai.organs import notices, policies


@dataclass(kw_only=True)
class ConfirmReceipt(Step):
    """The registrar confirmed the request with the applicant (Reg. 31 item 3); `how`: by telephone, by mail ..."""

    verb: ClassVar[str] = "case.confirm"
    capability: ClassVar[str] = "case.register"

    case: Case
    how: str = ""

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It was confirmed."""
        yield ReceiptConfirmed(on=self.day(), how=self.how.strip())

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handlers."""
        yield notices.NoticeTo(
            notices.people_but(actor, policies.people_with(subject.organ, "handler")),
            f"case-open:{subject.pk}",
            gettext_noop("Request %(number)s has to be answered by %(day)s."),
            {"number": subject.number, "day": subject.due_on.isoformat()},
            link=subject.get_absolute_url(),
            organ=subject.organ,
        )
