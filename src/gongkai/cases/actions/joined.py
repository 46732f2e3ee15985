"""What happens to the requests that are joined to one (合并办理) when that one is answered, closed or changed: all of it with that, or nothing.

All their rows are locked first, in the order of their keys (`store.locked_with_joined`), before anything is written to the trail.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import events as e
from gongkai.cases import joining, ledger, store
from gongkai.cases.actions.base import Step, told_to
from gongkai.cases.actions.closing import closing
from gongkai.cases.models import Case
from gongkai.cases.rows import counted_jointly
from gongkai.organs import notices

SETTLES = (e.Closes, e.CorrectionReceived)
"""What can happen to a request after which those that are joined to it have their answer, or wait in vain."""


class Settling(Step):
    """A step by which one of `SETTLES` happens. A test holds the steps to it."""

    def write(self, actor: Actor) -> Case:
        """The step, and what follows from it for the requests that are joined to this one."""
        joined = store.locked_with_joined(self.case)
        case = super().write(actor)
        for one in joined:
            _settle(one, case, self.state, actor)
        return case


def _settle(one: Case, host: Case, answered: ledger.Case | None, actor: Actor) -> None:
    if answered is None:
        raise AssertionError
    if answered.served:
        AnswerJointly(case=one, host=host, answered=answered).by(actor)
    elif because := joining.released(store.state_of(one), answered):
        ReleaseRequest(case=one, host=host, because=because).by(actor)


class _Following(Step):
    """What follows from a step of another request: whoever could take that one, takes this with it."""

    capability: ClassVar[str] = ""

    host: Case

    def permitted(self, actor: Actor) -> bool:  # noqa: ARG002  # nothing but `Settling` calls it
        """Whoever took the step that this follows from."""
        return True

    def detail(self) -> Mapping[str, Any]:
        """The earlier request."""
        return {**super().detail(), "to": self.host.number}


@dataclass(kw_only=True)
class AnswerJointly(_Following):
    """The answer to `host` was given, whose state is `answered`: it is the answer to `case`, too, which is closed on that day."""

    verb: ClassVar[str] = "case.answer_jointly"

    case: Case
    host: Case
    answered: ledger.Case

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """Its items have the answers of those that ask for the same; its row follows from its own items."""
        served, letter = self.answered.served, self.answered.letter
        if served is None or letter is None:
            raise AssertionError
        answers = tuple(joining.answers(state, self.answered, served))
        yield from answers
        after = state
        for one in answers:
            after = ledger.step(after, one)
        row = counted_jointly(self.case.organ, replace(after, letter=letter), self.answered, served.on)
        fixed: dict[str, Any] = closing(self.case, after, served.on, after.answers, row)
        prints: dict[str, Any] = {"number": letter.number, "data": letter.data, "docx": letter.docx, "pdf": letter.pdf}
        said: dict[str, Any] = {"to": self.host.pk, "joined_to": self.host.number, "way": served.way, "mail_number": served.mail_number}
        yield e.AnsweredJointly(on=served.on, **said, **prints, **fixed)


@dataclass(kw_only=True)
class ReleaseRequest(_Following):
    """`host` gives no answer to `case` any more, `because` (`events.RELEASED`): it goes on by itself, on its own clock."""

    verb: ClassVar[str] = "case.release"

    case: Case
    host: Case
    because: str

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """It is on its own again, from the day of what happened to the other, but not before it was joined."""
        day = self.host.closed_on or self.day()
        yield e.RequestReleased(on=max(day, state.joined.on) if state.joined else day, because=self.because)

    def detail(self) -> Mapping[str, Any]:
        """Why."""
        return {**super().detail(), "because": self.because}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handlers, who have to answer it now."""
        sentence = gettext_noop("Request %(number)s is no longer joined to %(to)s and gets no answer with it: answer it by %(day)s.")
        yield told_to(subject, actor, "handler", sentence, to=self.host.number)
