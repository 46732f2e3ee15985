"""Clearly too many or too frequent requests (Reg. 35): the applicant is asked for reasons, which stops nothing; good ones can bring a later day."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import events as e
from gongkai.cases import ledger, store
from gongkai.cases.actions.base import Step, told_to, written
from gongkai.cases.actions.papers import WithScan
from gongkai.cases.actions.serve import ServesNotice
from gongkai.cases.letters import notices as letters
from gongkai.cases.letters.answer import printed
from gongkai.cases.models import Case
from gongkai.organs import notices
from gongkai.organs.telling import told
from gongkai.statute.deadlines import delayed
from gongkai.statute.laws import StatuteError


@dataclass(kw_only=True)
class AskReasons(Step):
    """The handler asks the applicant for reasons until the day `until`, because of `why` (number, frequency)."""

    verb: ClassVar[str] = "case.ask_reasons"
    capability: ClassVar[str] = "case.answer"

    case: Case
    why: str
    until: dt.date

    def check(self) -> None:
        """Why; it stands in the letter."""
        self.why = written(self.why, "why")

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """The notice is there."""
        day = self.day()
        if self.until <= day:
            raise ValidationError({"until": _("Give a day after today.")})
        ledger.step(state, e.ReasonsAsked(on=day, why=self.why, until=self.until, number="", data="", docx="", pdf=""))
        fields = letters.issue(self.case, state, day, "reasons", why=self.why.rstrip("。"), until=printed(self.until))
        yield e.ReasonsAsked(on=day, why=self.why, until=self.until, **fields)

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The registrars, who serve it."""
        yield told_to(subject, actor, "registrar", gettext_noop("Serve the notice that asks the applicant of %(number)s for reasons."))


@dataclass(kw_only=True)
class ServeReasons(ServesNotice):
    """The notice that asks for reasons was served on the day `on` by `way`."""

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """The applicant has it."""
        yield e.ReasonsNoticeSent(on=self.day(), way=self.way, mail_number=self.mail_number)


@dataclass(kw_only=True)
class ReceiveReasons(WithScan):
    """The applicant's reasons came in. By the registrar, or by the applicant with number and code (`by_applicant`)."""

    verb: ClassVar[str] = "case.reasons"
    capability: ClassVar[str] = "case.register"

    case: Case
    text: str
    by_applicant: bool = False
    on: Any = None

    def permitted(self, actor: Actor) -> bool:
        """The applicant, and the registrar."""
        return self.by_applicant or super().permitted(actor)

    def check(self) -> None:
        """Some reasons."""
        self.text = written(self.text, "text")

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """They are on record."""
        yield e.ReasonsReceived(on=self.day(), text=self.text)
        yield from self.papers("reasons")

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handlers."""
        yield told_to(subject, actor, "handler", gettext_noop("The applicant of %(number)s gave reasons; the request is due on %(day)s."))


class _Delaying(Step):
    """What deciding on a later day and telling it share: the law's own check."""

    case: Case

    def lawful(self, state: ledger.Case, until: dt.date, day: dt.date, field: str) -> None:
        """Raises ValidationError with the law's sentence where the later day cannot be told on `day`."""
        seen = store.clock_of(self.case.organ, state, day)
        if seen.due is None or seen.receipt is None:
            raise ValidationError(_("No period runs now that could be too short."))
        try:
            delayed(seen.due, until, day, seen.receipt.day)
        except StatuteError as error:
            raise ValidationError({field: told(error.message)}) from error


@dataclass(kw_only=True)
class DecideDelay(_Delaying):
    """The head of the disclosure office sets the later day `until` to answer, for `reason`; the notice to the applicant is made."""

    verb: ClassVar[str] = "case.delay"
    capability: ClassVar[str] = "case.decide"

    case: Case
    until: dt.date
    reason: str

    def check(self) -> None:
        """A reason; it stands in the letter."""
        self.reason = written(self.reason, "reason")

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """The notice is there, if the applicant could still be told today."""
        day = self.day()
        ledger.step(state, e.DelayDecided(on=day, until=self.until, reason=self.reason, number="", data="", docx="", pdf=""))
        self.lawful(state, self.until, day, "until")
        fields = letters.issue(self.case, state, day, "delay", reason=self.reason.rstrip("。"), until=printed(self.until))
        yield e.DelayDecided(on=day, until=self.until, reason=self.reason, **fields)

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The registrars, who serve it."""
        yield told_to(
            subject, actor, "registrar", gettext_noop("Serve the notice of the later day of %(number)s by %(day)s: later it has no effect.")
        )


@dataclass(kw_only=True)
class TellDelay(ServesNotice, _Delaying):
    """The notice of the later day was served on the day `on` by `way`; after the due day it is refused."""

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """The applicant knows: the later day holds."""
        event = e.DelayTold(on=self.day(), way=self.way, mail_number=self.mail_number)
        ledger.step(state, event)
        if state.delay:
            self.lawful(state, state.delay.decided.until, event.on, "on")
        yield event
