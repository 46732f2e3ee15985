"""What the daily work records of a request: a due day that passed, one that a changed calendar or setting moved. The system's doing, nobody's."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import ledger, store
from gongkai.cases.actions.base import Step, people_for
from gongkai.cases.events import DueDayMissed, DueDayRecomputed, Event
from gongkai.cases.models import Case
from gongkai.organs import notices, policies
from gongkai.organs.setting_table import calendar_of


class NothingLeftError(Exception):
    """Looked at under the lock there is nothing to record: somebody took a step since the daily work looked at the request."""


class _BySystem(Step):
    """What only the daily work and the operator's command do; `events` raises NothingLeftError where it is not so any more."""

    capability: ClassVar[str] = ""

    case: Case

    def permitted(self, actor: Actor) -> bool:
        """A task or a command."""
        return actor.kind in {"task", "command"}

    def done_by(self, actor: Actor) -> bool:
        """Do it as `actor`, unless nothing is left to do; whether it was done."""
        try:
            self.by(actor)
        except NothingLeftError:
            return False
        return True


@dataclass(kw_only=True)
class MissDueDay(_BySystem):
    """The due day `due` has passed, and no service of an answer is on record: that stays, whatever is recorded later."""

    verb: ClassVar[str] = "case.missed"

    case: Case
    due: dt.date

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It was missed. What stays for ever is asked of the days themselves, not of a row that may not have been brought up to them."""
        day = self.day()
        is_known = any(one.due == self.due for one in state.missed)
        if state.closed or is_known or store.clock_of(self.case.organ, state, day).lasting != self.due:
            raise NothingLeftError
        yield DueDayMissed(on=day, due=self.due, calendar=calendar_of(self.case.organ, day).version)

    def detail(self) -> Mapping[str, Any]:
        """Which day."""
        return {**super().detail(), "due": self.due.isoformat()}


@dataclass(kw_only=True)
class RecomputeDueDay(_BySystem):
    """The calendar or a setting of the organ changed: the due day is no longer the one on record."""

    verb: ClassVar[str] = "case.recompute"

    case: Case
    before: dt.date | None = None
    after: dt.date | None = None

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """The day is another."""
        day = self.day()
        self.before, self.after = self.case.due_on, store.clock_of(self.case.organ, state, day).lasting
        if state.closed or self.before == self.after:
            raise NothingLeftError
        yield DueDayRecomputed(on=day, before=self.before, after=self.after, calendar=calendar_of(self.case.organ, day).version)

    def detail(self) -> Mapping[str, Any]:
        """Both days."""
        return {**super().detail(), "before": str(self.before or ""), "after": str(self.after or "")}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:  # noqa: ARG002  # the system's
        """Handler, head of the disclosure office, registrars."""
        people = [*people_for(subject, "handler"), *policies.people_with(subject.organ, ("office_head", "registrar"))]
        yield notices.NoticeTo(
            tuple({one.pk: one for one in people}.values()),
            f"case-step:{subject.pk}:{subject.length}:recomputed",
            gettext_noop("The calendar or a setting changed: the due day of request %(number)s was %(before)s and is now %(after)s."),
            {"number": subject.number, "before": str(self.before or "—"), "after": str(self.after or "—")},
            link=subject.get_absolute_url(),
            organ=subject.organ,
        )
