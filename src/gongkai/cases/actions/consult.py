"""Others are asked in writing (征求意见): third parties (Reg. 15, 32), joint makers (34), other organs (11, 17); the clock stands still."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import events as e
from gongkai.cases import ledger, store
from gongkai.cases.actions.arrive import RegisterApplicant
from gongkai.cases.actions.base import Step, told_to, written
from gongkai.cases.actions.papers import WithScan
from gongkai.cases.actions.serve import checked_mail_number
from gongkai.cases.consulted import KINDS, RESPONSES, Stopped
from gongkai.cases.letters import consultations as letters
from gongkai.cases.models import Case
from gongkai.messages import Message, message
from gongkai.organs import notices
from gongkai.organs.models import Organ
from gongkai.organs.setting_table import calendar_of
from gongkai.organs.telling import told
from gongkai.persons import kinds
from gongkai.statute.laws import StatuteError
from gongkai.statute.stops import Letter, stop_seen

LINE = 100
"""Characters of an organ's name."""

SEND_FIRST = gettext_noop("Send the letter by which others are asked about %(number)s; from the next day on the clock stands still.")


class _Asking(Step):
    """What asking a third party and asking an organ share."""

    verb: ClassVar[str] = "case.consult"
    capability: ClassVar[str] = "case.answer"

    case: Case
    items: tuple[int, ...]
    what: str

    def check(self) -> None:
        """Which items, and what of them."""
        self.items = tuple(sorted(set(self.items)))
        if not self.items:
            raise ValidationError({"items": _("Choose what the letter is about.")})
        self.what = written(self.what, "what")

    def lawful(self, state: ledger.Case, draft: e.ConsultationAsked) -> None:
        """Look whether it may be asked now, before a number is taken; raises StepError, ValidationError where the law knows no such stop."""
        ledger.step(state, draft)
        stop: Stopped = KINDS[draft.whom]
        received = state.confirmed or state.arrived.on
        try:
            stop_seen(stop, Letter(draft.on), received, draft.on, calendar_of(self.case.organ, received))
        except StatuteError as error:
            raise ValidationError(told(error.message)) from error

    def draft(self, day: dt.date, whom: str, **asked: str) -> e.ConsultationAsked:
        """The event without its letter."""
        return e.ConsultationAsked(on=day, whom=whom, items=self.items, what=self.what, **asked, number="", data="", docx="", pdf="")

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The registrars, who send it."""
        yield told_to(subject, actor, "registrar", SEND_FIRST)


@dataclass(kw_only=True)
class AskThirdParty(_Asking):
    """The handler asks a third party, of the `kind` and with the `values` by field code (`persons.fields`), about `what` in the items `items`."""

    case: Case
    items: tuple[int, ...]
    what: str
    kind: str
    values: Mapping[str, str] = field(repr=False)

    def check(self) -> None:
        """A name, too: the letter is addressed to it."""
        super().check()
        if self.kind not in kinds.CODES:
            raise ValidationError({"kind": _("Choose one of the list.")})
        if not self.values.get("name", "").strip():
            raise ValidationError({"name": _("This is needed.")})

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:
        """The letter is there. The person's row comes after number and print: whoever writes an audit row holds the chain."""
        day = self.day()
        self.lawful(state, self.draft(day, "third_party", party="-"))
        printed = letters.issue(self.case, day, "third_party", letters.Addressee(self.values["name"].strip(), self.kind), what=self.what)
        party = RegisterApplicant(organ=self.case.organ, kind=self.kind, values=self.values).by(actor)
        yield e.ConsultationAsked(on=day, whom="third_party", items=self.items, what=self.what, party=str(party.pk), **printed)


@dataclass(kw_only=True)
class AskOrgan(_Asking):
    """The handler asks an organ by its name: `whom` is one of `consulted.KINDS`, a third party excepted."""

    case: Case
    items: tuple[int, ...]
    what: str
    whom: str
    organ: str

    def check(self) -> None:
        """Which organ, and as what."""
        super().check()
        if self.whom not in KINDS or self.whom == "third_party":
            raise ValidationError({"whom": _("Choose one of the list.")})
        self.organ = self.organ.strip()
        if not self.organ or len(self.organ) > LINE:
            raise ValidationError({"organ": _("Write something, at most %(most)s signs.") % {"most": LINE}})

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """The letter is there."""
        day = self.day()
        self.lawful(state, self.draft(day, self.whom, organ=self.organ))
        printed = letters.issue(self.case, day, self.whom, letters.Addressee(self.organ), what=self.what)
        yield e.ConsultationAsked(on=day, whom=self.whom, items=self.items, what=self.what, organ=self.organ, **printed)


class _About(Step):
    """A step of the consultation number `consultation`."""

    case: Case
    consultation: int

    def detail(self) -> Mapping[str, Any]:
        """Which one."""
        return {**super().detail(), "consultation": self.consultation}


@dataclass(kw_only=True)
class SendConsultation(_About):
    """The letter went out on the day `on` by `way`: the post, signed for, or (organs) the electronic document exchange, `exchange`."""

    verb: ClassVar[str] = "case.send_consultation"
    capability: ClassVar[str] = "case.register"

    case: Case
    consultation: int
    way: str
    mail_number: str = ""
    on: Any = None

    def check(self) -> None:
        """A way, and the number of the letter where it was posted."""
        if self.way == "electronic":
            raise ValidationError({"way": _("Choose one of the list.")})
        self.mail_number = "" if self.way == "exchange" else checked_mail_number(self.way, self.mail_number)

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is out."""
        day = self.day()
        sent = e.ConsultationSent(
            on=day, way=self.way, mail_number=self.mail_number, consultation=self.consultation, reached=None if self.way == "post" else day
        )
        after = ledger.step(state, sent)
        if self.way == "exchange" and after.consultations[self.consultation - 1].asked.whom == "third_party":
            raise ValidationError({"way": _("The document exchange reaches organs only: post the letter to a third party, or have it signed for.")})
        yield sent


@dataclass(kw_only=True)
class ConsultationReached(_About):
    """The posted letter reached who is asked, on the day `on`."""

    verb: ClassVar[str] = "case.consultation_reached"
    capability: ClassVar[str] = "case.register"

    case: Case
    consultation: int
    on: Any = None

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is there."""
        yield e.ConsultationReached(on=self.day(), consultation=self.consultation)


@dataclass(kw_only=True)
class ConsultationAnswered(WithScan, _About):
    """The answer arrived on the day `on`: `response` is one of `consulted.RESPONSES`, `text` what it says, `scan` the paper itself."""

    verb: ClassVar[str] = "case.consultation_answered"
    capability: ClassVar[str] = "case.register"

    case: Case
    consultation: int
    response: str
    text: str
    on: Any = None

    def check(self) -> None:
        """What was answered."""
        self.text = written(self.text, "text")
        if self.response not in {code for codes in RESPONSES.values() for code in codes}:
            raise ValidationError({"response": _("Choose one of the list.")})

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is on record; the clock runs again."""
        yield e.ConsultationAnswered(on=self.day(), consultation=self.consultation, response=self.response, text=self.text)
        yield from self.papers("opinion", self.consultation)

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handlers."""
        yield told_to(subject, actor, "handler", gettext_noop("An answer to what others were asked about %(number)s is here; it is due on %(day)s."))


@dataclass(kw_only=True)
class EndConsultation(_About):
    """No answer is waited for any more, for `reason`: the letter is not sent, came back, or the question was taken back."""

    verb: ClassVar[str] = "case.end_consultation"
    capability: ClassVar[str] = "case.answer"

    case: Case
    consultation: int
    reason: str
    on: Any = None

    def check(self) -> None:
        """A reason."""
        self.reason = written(self.reason, "reason")

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is over."""
        yield e.ConsultationEnded(on=self.day(), consultation=self.consultation, reason=self.reason)


def waited_for(organ: Organ, state: ledger.Case, day: dt.date) -> Iterator[Message]:
    """Which joint makers may still answer on `day`: afterwards their silence is consent (Reg. 34)."""
    times = store.clock_of(organ, state, day).times
    for one in state.consultations:
        if one.stop != "joint_maker" or one.sent is None or one.over is not None:
            continue
        time = times.get(one.number)
        if time is None:
            yield message(
                "Consultation {number}: record when the letter arrived; the 15 working days are counted from then (Reg. 34)", number=one.number
            )
        elif time.met(day):
            yield message(
                "Consultation {number}: the organ has until {day} to answer; afterwards its silence is consent (Reg. 34)",
                number=one.number,
                day=time.end,
            )
