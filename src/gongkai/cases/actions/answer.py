"""The handler answers the items and submits the answer; those of the signing chain sign it or send it back; then it becomes a letter."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import ledger
from gongkai.cases.actions.base import LONGEST, Step, told_to, written
from gongkai.cases.actions.consult import waited_for
from gongkai.cases.actions.consult_weigh import notices_due
from gongkai.cases.actions.repeat import Named, checked_repeat
from gongkai.cases.actions.search import unsearched
from gongkai.cases.events import AnswerReturned, AnswerSigned, AnswerSubmitted, Event, ItemAnswered
from gongkai.cases.fold.asking import must_have_item
from gongkai.cases.letters import answer as letters
from gongkai.cases.letters.words import KINDS, WITHHELD
from gongkai.cases.models import Case
from gongkai.cases.rows import choices
from gongkai.organs import notices, policies
from gongkai.organs.actions.checks import Problems
from gongkai.organs.lineage import answering
from gongkai.organs.setting_table import signing_chain
from gongkai.organs.telling import told

LINE = 200
"""Characters of what stands in one line: a name, a number, a law."""

_LONG = {"text", "rest", "channel", "same"}


@dataclass(kw_only=True)
class AnswerItem(Step):
    """The handler says what is answered to the item `item`: `answer` is one of `letters.words.KINDS`, `text` what is given, where, or why not.

    `more`: what the kind asks for beside the text, by the names of `events.ItemAnswered`; nothing else of it is kept. Answered again, the
    answer of before is replaced, until the answer is submitted.
    """

    verb: ClassVar[str] = "case.answer"
    capability: ClassVar[str] = "case.answer"

    case: Case
    item: int
    answer: str
    text: str = ""
    more: Mapping[str, Any] = field(default_factory=dict, repr=False)

    def check(self) -> None:
        """A kind of answer that has a letter, and everything it asks for."""
        if self.answer not in KINDS:
            raise ValidationError({"answer": _("Choose one of the list.")})
        problems = Problems()
        for name, needed in KINDS[self.answer].fields.items():
            sentence = self._problem(name, self._value(name), needed=needed)
            if sentence:
                problems.add(name, sentence)
        if self._value("contact") and not self._value("organ"):
            problems.add("organ", _("Say whose contact this is."))
        problems.stop()

    def _value(self, name: str) -> Any:
        """What is kept of a field: nothing where the kind of answer does not ask for it."""
        if name not in KINDS[self.answer].fields:
            return ""
        value = self.text if name == "text" else self.more.get(name)
        return value.strip() if isinstance(value, str) else value

    @staticmethod
    def _problem(name: str, value: Any, *, needed: bool) -> str:
        """What is wrong with a field, empty if nothing is."""
        most = LONGEST if name in _LONG else LINE
        if not value:
            return _("This is needed.") if needed else ""
        if name == "withheld":
            return "" if set(value) <= WITHHELD.keys() else _("Choose one of the list.")
        if isinstance(value, dt.date):
            return _("%(day)s lies ahead. Record it on that day.") % {"day": value} if value > timezone.localdate() else ""
        return "" if len(value) <= most else _("Write something, at most %(most)s signs.") % {"most": most}

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It was answered."""
        earlier = self._value("earlier_on")
        received = state.confirmed or state.arrived.on
        if earlier and earlier > received:
            sentence = _("An answer given after %(day)s, when this request was received, makes no repeat: answer both alike (Reg. 36(6)).")
            raise ValidationError({"earlier_on": sentence % {"day": received}})
        asked = KINDS[self.answer].fields.keys() - {"text"}
        kept: dict[str, Any] = {name: tuple(value) if name == "withheld" else value for name in asked if (value := self._value(name))}
        if "earlier" in asked:
            must_have_item(state, self.item)
            kept["earlier"] = checked_repeat(self.case, state, self.item, Named(self._value("earlier"), earlier, self._value("same")))
        yield ItemAnswered(on=self.day(), item=self.item, answer=self.answer, text=self._value("text"), ground=KINDS[self.answer].ground, **kept)

    def detail(self) -> Mapping[str, Any]:
        """Which item, by which kind of answer."""
        return {**super().detail(), "item": self.item, "answer": self.answer}


@dataclass(kw_only=True)
class SubmitAnswer(Step):
    """The handler submits the answer to the signing chain of today."""

    verb: ClassVar[str] = "case.submit"
    capability: ClassVar[str] = "case.answer"

    case: Case

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It is with the signers."""
        day = self.day()
        left_out = unsearched(answering(self.case.organ, day), state)
        if left_out:
            raise ValidationError(_("The search record leaves out %(places)s.") % {"places": "、".join(left_out)})
        for sentence in waited_for(self.case.organ, state, day):
            raise ValidationError(told(sentence))
        yield AnswerSubmitted(on=day, chain=signing_chain(answering(self.case.organ, day), "answer", day))

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Who signs first."""
        yield from _to_signers(subject, actor)


class _Signature(Step):
    """What signing and sending back share: whose turn it is decides who may."""

    case: Case

    def permitted(self, actor: Actor) -> bool:
        """Who has the role that signs next."""
        return actor.kind == "user" and bool(self.case.signs_next) and policies.may(actor.user, f"case.sign.{self.case.signs_next}", self.case.organ)


@dataclass(kw_only=True)
class SignAnswer(_Signature):
    """The next of the chain signs; with the last signature the letter is made.

    `row`: the row of the annual form, which the last signer chooses where `rows.choices` has several; else empty.
    """

    verb: ClassVar[str] = "case.sign"
    capability: ClassVar[str] = "case.see"

    case: Case
    role: str
    note: str = ""
    row: str = ""

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """Signed; the letter, if it was the last signature."""
        day = self.day()
        offered = choices(self.case.organ, state, day)
        if (self.row or offered) and self.row not in offered:
            raise ValidationError({"row": _("Choose one of the list.")})
        signed = AnswerSigned(on=day, role=self.role, note=self.note.strip(), row=self.row)
        yield signed
        after = ledger.step(state, signed)
        if after.stage == "signing" and after.signs_next is None:
            yield letters.issue(self.case, after, signed.on)
            yield from notices_due(self.case, after, signed.on)

    def detail(self) -> Mapping[str, Any]:
        """As what."""
        return {**super().detail(), "role": self.role}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Who signs next; the registrars, once the letter is there."""
        if subject.signs_next:
            yield from _to_signers(subject, actor)
            return
        yield told_to(subject, actor, "registrar", gettext_noop("The answer to %(number)s is signed: have it sealed and serve it by %(day)s."))


@dataclass(kw_only=True)
class ReturnAnswer(_Signature):
    """The next of the chain sends the draft back to the handler, with a reason."""

    verb: ClassVar[str] = "case.return"
    capability: ClassVar[str] = "case.see"

    case: Case
    role: str
    reason: str

    def check(self) -> None:
        """A reason."""
        self.reason = written(self.reason, "reason")

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It goes back."""
        yield AnswerReturned(on=self.day(), role=self.role, reason=self.reason)

    def detail(self) -> Mapping[str, Any]:
        """As what; the reason stands in the event."""
        return {**super().detail(), "role": self.role}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handlers."""
        yield told_to(subject, actor, "handler", gettext_noop("The answer to %(number)s came back to you: look at the reason and submit it again."))


def _to_signers(case: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
    yield told_to(case, actor, case.signs_next, gettext_noop("The answer to %(number)s waits for your signature; it is due on %(day)s."))
