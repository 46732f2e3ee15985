"""What every step of a request is: permission, precondition, event, notice, audit; nothing else changes a case."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import ledger, store
from gongkai.cases.events import Event
from gongkai.cases.letters.letter import load_printers
from gongkai.cases.models import Case
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.models import Organ
from gongkai.organs.telling import told

LONGEST = 4000
"""Characters of a text or a reason."""


def written(value: str, field: str, most: int = LONGEST) -> str:
    """The text without blanks around it. Raises ValidationError at `field` for nothing, or too much."""
    found = value.strip()
    if not found or len(found) > most:
        raise ValidationError({field: _("Write something, at most %(most)s signs.") % {"most": most}})
    return found


def people_for(case: Case, role: str) -> list[Any]:
    """Whom a step of a case concerns of those with `role`: where it is in a handler's hands that one alone; deputies of absent ones included."""
    everybody = policies.people_with(case.organ, role)
    if role != "handler" or case.handler_id is None:
        return everybody
    mine = {one.pk for one in policies.acting_for(case.organ, [case.handler_id])}
    return [one for one in everybody if one.pk in mine] or everybody


def told_to(case: Case, actor: Actor, role: str, sentence: str, **more: str) -> notices.NoticeTo:
    """A notice of this step of a case to those who hold `role` in its organ; `sentence` may name %(number)s, %(day)s (due day) and `more`."""
    return notices.NoticeTo(
        notices.people_but(actor, people_for(case, role)),
        f"case-step:{case.pk}:{case.length}:{role}",
        sentence,
        {"number": case.number, "day": case.due_on.isoformat() if case.due_on else "—", **more},
        link=case.get_absolute_url(),
        organ=case.organ,
    )


class Step(Action):
    """A step of `case`. Subclasses say in `events` what happened; `on` is the day it happened, today unless given.

    Raises NotAllowed, ValidationError (what the fold refuses, in the reader's language); nothing has changed then.
    """

    verb: ClassVar[str]
    capability: ClassVar[str]

    case: Case
    on: dt.date | None = None
    state: ledger.Case | None = None

    def by(self, actor: Actor) -> Any:
        """Do it as `actor`; returns the case."""
        if actor.kind == "user":
            load_printers()  # half a second in a new process, in which with SQLite nobody else could write if it were spent inside the transaction
        return super().by(actor)

    def organ_asked(self) -> Organ:
        """The organ that deals with the request."""
        return self.case.organ

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:
        """What happened, given where the case stands now."""
        raise NotImplementedError

    def day(self) -> dt.date:
        """The day it happened; raises ValidationError for one that lies ahead."""
        today = timezone.localdate()
        if self.on is not None and self.on > today:
            raise ValidationError({"on": _("%(day)s lies ahead. Record it on that day.") % {"day": self.on}})
        return self.on or today

    def write(self, actor: Actor) -> Case:
        """The event, and the row that follows from it."""
        self.case = store.locked(self.case)
        try:
            state = store.state_of(self.case)
            self.state = store.append(self.case, self.events(state, actor), actor)
        except ledger.StepError as error:
            raise ValidationError(told(error.message)) from error
        return self.case

    def detail(self) -> Mapping[str, Any]:
        """Which case, by its number."""
        return {"number": self.case.number}
