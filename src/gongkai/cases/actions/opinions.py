"""A division is asked for its opinion on a request (征求科室意见), and somebody of it gives it. Nothing waits for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import hands, ledger
from gongkai.cases.actions.assign import handlers_in
from gongkai.cases.actions.base import Step, people_for, written
from gongkai.cases.events import Event, OpinionAsked, OpinionGiven
from gongkai.cases.models import Case
from gongkai.organs import notices, policies
from gongkai.organs.lineage import answering
from gongkai.organs.models import Division


@dataclass(kw_only=True)
class AskOpinion(Step):
    """The handler asks `division` for its opinion: `question`."""

    verb: ClassVar[str] = "case.ask_opinion"
    capability: ClassVar[str] = "case.answer"

    case: Case
    division: Division
    question: str

    def check(self) -> None:
        """A division of the organ in which somebody can give it."""
        self.question = written(self.question, "question")
        if self.division.organ != answering(self.case.organ, timezone.localdate()) or self.division.closed_on is not None:
            raise ValidationError({"division": _("This is no open division of %(organ)s.") % {"organ": self.case.organ.name}})
        if not handlers_in(self.case.organ, self.division):
            sentence = _("Nobody of %(division)s is a handler here who could give it. Write down what the division says as a note.")
            raise ValidationError({"division": sentence % {"division": self.division.name}})

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It was asked."""
        yield OpinionAsked(on=self.day(), opinion=len(state.opinions) + 1, division=self.division.pk, question=self.question)

    def detail(self) -> Mapping[str, Any]:
        """Which division."""
        return {**super().detail(), "division": self.division.pk}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handlers of the division; deputies of absent ones."""
        people = policies.acting_for(subject.organ, handlers_in(subject.organ, self.division))
        sentence = gettext_noop("Your division is asked for its opinion on request %(number)s.")
        yield _notice(subject, notices.people_but(actor, people), "opinion-asked", sentence)


@dataclass(kw_only=True)
class GiveOpinion(Step):
    """Somebody of the division that was asked gives the opinion of the number `opinion`."""

    verb: ClassVar[str] = "case.give_opinion"
    capability: ClassVar[str] = "case.answer"

    case: Case
    opinion: int
    text: str

    def check(self) -> None:
        """What the division says."""
        self.text = written(self.text, "text")

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:
        """It was given, by somebody of the division."""
        asked = next((one.asked for one in state.opinions if one.asked.opinion == self.opinion), None)
        if asked and actor.user is not None and asked.division not in hands.divisions_of(actor.user, timezone.localdate()):
            raise policies.NotAllowed
        yield OpinionGiven(on=self.day(), opinion=self.opinion, text=self.text)

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Who has the request in hand."""
        people = notices.people_but(actor, people_for(subject, "handler"))
        yield _notice(subject, people, "opinion-given", gettext_noop("A division gave its opinion on request %(number)s."))


def _notice(case: Case, people: tuple[Any, ...], what: str, sentence: str) -> notices.NoticeTo:
    key = f"case-step:{case.pk}:{case.length}:{what}"
    return notices.NoticeTo(people, key, sentence, {"number": case.number}, link=case.get_absolute_url(), organ=case.organ)
