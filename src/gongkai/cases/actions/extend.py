"""Extension (延长答复期限, Reg. 33): proposed by the handler, approved by its chain, told to the applicant before the first period ends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import events as e
from gongkai.cases import ledger
from gongkai.cases.actions.base import Step, told_to, written
from gongkai.cases.actions.serve import ServesNotice
from gongkai.cases.clock import extended
from gongkai.cases.letters import notices as letters
from gongkai.cases.letters.answer import printed
from gongkai.cases.models import Case
from gongkai.organs import notices, policies
from gongkai.organs.lineage import answering
from gongkai.organs.setting_table import calendar_of, readings_of, signing_chain
from gongkai.organs.telling import told
from gongkai.statute.deadlines import Deadline
from gongkai.statute.laws import StatuteError


class _Extending(Step):
    """What the steps of an extension share: the law's own check."""

    case: Case

    def deadline(self, state: ledger.Case, days: int, field: str) -> Deadline:
        """The deadline if the applicant is told on the step's day; raises ValidationError with the law's sentence where it cannot be."""
        began, day = state.confirmed or state.arrived.on, self.day()
        try:
            return extended(state, days, day, calendar_of(self.case.organ, max(day, began)), readings_of(self.case.organ, began))
        except StatuteError as error:
            raise ValidationError({field: told(error.message)}) from error


@dataclass(kw_only=True)
class ProposeExtension(_Extending):
    """The handler proposes `days` working days more, for `reason`, to those who sign extensions today."""

    verb: ClassVar[str] = "case.extend"
    capability: ClassVar[str] = "case.answer"

    case: Case
    days: int
    reason: str

    def check(self) -> None:
        """A reason; it stands in the letter."""
        self.reason = written(self.reason, "reason")

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is with the signers, if the applicant could still be told today."""
        day = self.day()
        event = e.ExtensionProposed(
            on=day, days=self.days, reason=self.reason, chain=signing_chain(answering(self.case.organ, day), "extension", day)
        )
        ledger.step(state, event)
        self.deadline(state, self.days, "days")
        yield event

    def detail(self) -> Mapping[str, Any]:
        """By how many days."""
        return {**super().detail(), "days": self.days}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Who signs first."""
        yield told_to(
            subject, actor, subject.extension_signs, gettext_noop("An extension of %(number)s waits for your approval; the period ends on %(day)s.")
        )


class _Approval(_Extending):
    """What approving and refusing share: whose turn it is decides who may."""

    def permitted(self, actor: Actor) -> bool:
        """Who has the role that signs next."""
        role = self.case.extension_signs
        return actor.kind == "user" and bool(role) and policies.may(actor.user, f"case.sign.{role}", self.case.organ)


@dataclass(kw_only=True)
class SignExtension(_Approval):
    """The next of the chain approves; with the last approval the letter to the applicant is made."""

    verb: ClassVar[str] = "case.sign_extension"
    capability: ClassVar[str] = "case.see"

    case: Case
    role: str
    note: str = ""

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """Approved; the letter, if it was the last approval."""
        day = self.day()
        signed = e.ExtensionSigned(on=day, role=self.role, note=self.note.strip())
        after = ledger.step(state, signed)
        yield signed
        if after.extension and after.extension.signs_next is None:
            proposed = after.extension.proposed
            due = printed(self.deadline(state, proposed.days, "note").due)
            fields = letters.issue(self.case, after, day, "extension", days=str(proposed.days), reason=proposed.reason.rstrip("。"), due=due)
            yield e.ExtensionNoticeIssued(on=day, **fields)

    def detail(self) -> Mapping[str, Any]:
        """As what."""
        return {**super().detail(), "role": self.role}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Who signs next; the registrars, once the letter is there."""
        if subject.extension_signs:
            sentence = gettext_noop("An extension of %(number)s waits for your approval; the period ends on %(day)s.")
            yield told_to(subject, actor, subject.extension_signs, sentence)
        else:
            yield told_to(
                subject, actor, "registrar", gettext_noop("Serve the notice of extension of %(number)s by %(day)s: later it has no effect.")
            )


@dataclass(kw_only=True)
class ReturnExtension(_Approval):
    """The next of the chain does not approve, with a reason: there is no extension."""

    verb: ClassVar[str] = "case.return_extension"
    capability: ClassVar[str] = "case.see"

    case: Case
    role: str
    reason: str

    def check(self) -> None:
        """A reason."""
        self.reason = written(self.reason, "reason")

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is over."""
        yield e.ExtensionReturned(on=self.day(), role=self.role, reason=self.reason)

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handlers."""
        yield told_to(subject, actor, "handler", gettext_noop("The extension of %(number)s was not approved: it is due on %(day)s."))


@dataclass(kw_only=True)
class TellExtension(ServesNotice, _Extending):
    """The notice of extension was served on the day `on` by `way`; too late is refused."""

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """The applicant knows."""
        event = e.ExtensionTold(on=self.day(), way=self.way, mail_number=self.mail_number)
        after = ledger.step(state, event)
        if after.extension:
            self.deadline(state, after.extension.proposed.days, "on")
        yield event
