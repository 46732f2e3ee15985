"""Several requests are given to a division and a handler at once (批量分办)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import store
from gongkai.cases.actions.assign import AssignCase
from gongkai.cases.models import Case
from gongkai.organs import policies
from gongkai.organs.actions.base import Action
from gongkai.organs.models import Division, Organ

MOST = 200
"""Requests at once: as many as a person can have looked at."""


@dataclass(kw_only=True)
class AssignCases(Action):
    """Each of `cases` is given to `division`, to `handler`, or to both, as its own step (`AssignCase`); all of them, or none.

    Raises ValidationError with a sentence for each case that cannot be.
    """

    verb: ClassVar[str] = "case.assign_many"
    capability: ClassVar[str] = "case.assign"

    cases: tuple[Case, ...]
    division: Division | None = None
    handler: Any = None
    reason: str = ""

    def organ_asked(self) -> Organ | None:
        """Any: each case asks for its own organ."""
        return None

    def organ_told(self) -> Organ | None:
        """The organ of the first."""
        return self.cases[0].organ

    def check(self) -> None:
        """Something was chosen."""
        if not self.cases:
            raise ValidationError(_("Tick the requests to be assigned."))
        if len(self.cases) > MOST:
            raise ValidationError(_("At most %(most)s requests can be assigned at once.") % {"most": MOST})

    def write(self, actor: Actor) -> Organ:
        """Case by case; what is refused undoes all."""
        store.locked_together(lambda: [case.pk for case in self.cases])  # before the first audit row, for which all others wait
        refused = []
        for case in self.cases:
            try:
                AssignCase(case=case, division=self.division, handler=self.handler, reason=self.reason).by(actor)
            except policies.NotAllowed:
                refused.append(_("%(number)s: another role assigns the requests of %(organ)s.") % {"number": case.number, "organ": case.organ.name})
            except ValidationError as error:
                refused += [f"{case.number}: {sentence}" for sentence in error.messages]
        if refused:
            raise ValidationError([_("Nothing was assigned."), *refused])
        return self.cases[0].organ

    def detail(self) -> Mapping[str, Any]:
        """Which, to whom."""
        return {
            "numbers": [case.number for case in self.cases],
            "division": self.division and self.division.pk,
            "handler": self.handler and self.handler.pk,
        }

    def by(self, actor: Actor) -> tuple[Case, ...]:
        """The cases."""
        super().by(actor)
        return self.cases
