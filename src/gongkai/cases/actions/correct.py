"""Correction (补正, Reg. 30): asked for once, for everything; served; received; or not in time, then the request is closed."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import events as e
from gongkai.cases import ledger, store
from gongkai.cases.actions.arrive import LONGEST
from gongkai.cases.actions.base import Step, told_to, written
from gongkai.cases.actions.closing import closing
from gongkai.cases.actions.joined import Settling
from gongkai.cases.actions.papers import WithScan
from gongkai.cases.actions.serve import ServesNotice
from gongkai.cases.letters import notices as letters
from gongkai.cases.models import Case
from gongkai.cases.uploads import taken
from gongkai.organs import notices
from gongkai.organs.setting_table import calendar_of, readings_of
from gongkai.statute.laws import NoLawError
from gongkai.statute.periods import correction_notice

MOST_DAYS = 90
"""Working days that an organ may give to correct."""


@dataclass(kw_only=True)
class AskCorrection(Step):
    """The handler asks for a correction of `what`, within `days` working days (None: the organ's reading); the notice is made."""

    verb: ClassVar[str] = "case.ask_correction"
    capability: ClassVar[str] = "case.answer"

    case: Case
    what: str
    days: int | None = None

    def check(self) -> None:
        """What, and a reasonable time."""
        self.what = written(self.what, "what")
        if self.days is not None and not 1 <= self.days <= MOST_DAYS:
            raise ValidationError({"days": _("Give 1 to %(most)s working days.") % {"most": MOST_DAYS}})

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """The notice is there; whether it may be asked for is looked at before a number is taken."""
        day = self.day()
        days = self.days or readings_of(self.case.organ, day).correction_days
        draft = e.CorrectionAsked(on=day, what=self.what, days=days, number="", data="", docx="", pdf="")
        ledger.step(state, draft)
        yield e.CorrectionAsked(
            on=day, what=self.what, days=days, **letters.issue(self.case, state, day, "correction", what=self.what, days=str(days))
        )

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The registrars, who serve it."""
        yield told_to(subject, actor, "registrar", gettext_noop("Serve the notice of correction of %(number)s."))


@dataclass(kw_only=True)
class ServeCorrection(ServesNotice):
    """The notice of correction went out on the day `on` by `way`; on the site or handed over it reached the applicant that day."""

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It went out."""
        day = self.day()
        reached = None if self.way == "post" else day
        yield e.CorrectionNoticeSent(on=day, way=self.way, mail_number=self.mail_number, reached=reached, limit=self._limit(state, day))

    def _limit(self, state: ledger.Case, day: dt.date) -> dt.date | None:
        received = store.clock_of(self.case.organ, state, day).receipt
        began = state.confirmed or state.arrived.on
        if received is None or readings_of(self.case.organ, began).late_notice_restarts:
            return None
        try:
            return correction_notice(received.day, calendar_of(self.case.organ, max(day, began))).end
        except NoLawError:  # Order 492 set no time
            return None


@dataclass(kw_only=True)
class NoticeReached(Step):
    """The posted notice of correction reached the applicant on the day `on`."""

    verb: ClassVar[str] = "case.notice_reached"
    capability: ClassVar[str] = "case.register"

    case: Case
    on: Any = None

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is there."""
        yield e.CorrectionNoticeReached(on=self.day())


@dataclass(kw_only=True)
class AllowLateCorrection(Step):
    """The head of the disclosure office decides, with a reason, that a correction asked for too late starts the period anew."""

    verb: ClassVar[str] = "case.allow_late"
    capability: ClassVar[str] = "case.decide"

    case: Case
    reason: str

    def check(self) -> None:
        """A reason."""
        self.reason = written(self.reason, "reason")

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """Decided."""
        yield e.LateCorrectionAllowed(on=self.day(), reason=self.reason)


@dataclass(kw_only=True)
class ReceiveCorrection(WithScan, Settling):
    """The corrected request came in: `items` are its texts. By the registrar, or by the applicant with number and code (`by_applicant`).

    After the applicant's time it takes a good reason (`excuse`), on which the office decides: the applicant's page refuses it. `uploads`: the
    number under which the applicant's files are kept (`cases.uploads`), which go on record with it; `scan`: the paper that the registrar has.
    """

    verb: ClassVar[str] = "case.corrected"
    capability: ClassVar[str] = "case.register"

    case: Case
    items: tuple[str, ...]
    excuse: str = ""
    by_applicant: bool = False
    on: Any = None
    uploads: uuid.UUID | None = None

    def permitted(self, actor: Actor) -> bool:
        """The applicant, and the registrar."""
        return self.by_applicant or super().permitted(actor)

    def check(self) -> None:
        """Texts that fit."""
        self.items = tuple(written(text, f"item_{number}", LONGEST) for number, text in enumerate(self.items, 1))
        self.excuse = self.excuse.strip()

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It was corrected; the period starts anew."""
        day = self.day()
        seen = store.clock_of(self.case.organ, state, day).standing
        if seen and seen.phase == "uncorrected" and seen.applicant:
            if self.by_applicant:
                sentence = _(
                    "The time to correct the request ended on %(day)s. Tell the office why it was not possible before, or send a new request."
                )
                raise ValidationError(sentence % {"day": seen.applicant.end})
            if not self.excuse:
                raise ValidationError({"excuse": _("It came after %(day)s: say the good reason (Reg. 30).") % {"day": seen.applicant.end}})
        yield e.CorrectionReceived(on=day, items=self.items, excuse=self.excuse)
        if self.uploads is not None:
            yield from taken(self.uploads, day)
        yield from self.papers("correction")

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handlers."""
        yield told_to(subject, actor, "handler", gettext_noop("Request %(number)s was corrected; it has to be answered by %(day)s."))


@dataclass(kw_only=True)
class CloseUncorrected(Settling):
    """The handler closes a request that was not corrected in time without good reason: from the day after the applicant's time."""

    verb: ClassVar[str] = "case.abandon"
    capability: ClassVar[str] = "case.answer"

    case: Case

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is closed; no answer is owed."""
        day = self.day()
        seen = store.clock_of(self.case.organ, state, day).standing
        if seen is None or seen.applicant is None:
            raise ValidationError(_("The applicant's time has not begun: record when the notice of correction reached the applicant."))
        fixed = closing(self.case, state, day, ["not_corrected"] * len(state.items))
        yield e.RequestAbandoned(on=day, outcome="not_corrected", until=seen.applicant.end, **fixed)

    def detail(self) -> Mapping[str, Any]:
        """As what."""
        return {**super().detail(), "outcome": "not_corrected"}
