"""A list of requests leaves the system (导出): that it did, what was looked for and whether names were in full stands in the trail."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.organs import policies
from gongkai.organs.actions.base import Action
from gongkai.organs.models import Organ
from gongkai.persons.reasons import REASONS

MOST_IN_FULL = 1000
"""Requests of an organ whose applicants are written out unmasked at once: the trail names each of them."""


@dataclass(kw_only=True)
class ExportCases(Action):
    """`count` requests of `organ` are written out, those that `asked` looks for. With a `reason` their applicants are written in full.

    `asked`: what was looked for, by field; words that were typed are left out, they may be a name. `numbers`: the requests, where in full.
    """

    verb: ClassVar[str] = "case.export"
    capability: ClassVar[str] = "case.see"

    organ: Organ
    count: int
    asked: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    numbers: tuple[str, ...] = ()

    def organ_asked(self) -> Organ:
        """Whose requests."""
        return self.organ

    def permitted(self, actor: Actor) -> bool:
        """Who sees them; in full, who may see persons unmasked too."""
        in_full = not self.reason or actor.kind == "command" or policies.may(actor.user, "person.reveal", self.organ)
        return in_full and super().permitted(actor)

    def check(self) -> None:
        """A reason of the table, and no more than the trail can name."""
        if self.reason and (self.reason not in REASONS or self.reason == "other"):
            raise ValidationError({"reason": _("Choose why you need to see it: the reason is recorded.")})
        if self.reason and self.count > MOST_IN_FULL:
            said = _("Names in full are written out of at most %(most)s requests; these are %(count)s. Narrow the search, or leave the names masked.")
            raise ValidationError({"reason": said % {"most": MOST_IN_FULL, "count": self.count}})

    def write(self, actor: Actor) -> Organ:  # noqa: ARG002  # the trail says who
        """Nothing changes."""
        return self.organ

    def detail(self) -> Mapping[str, Any]:
        """What was looked for, how many, in full or not."""
        told = {name: str(value) for name, value in self.asked.items() if name != "q"}
        said: dict[str, Any] = {"count": self.count, "asked": told, "words": "q" in self.asked}
        return {**said, "reason": self.reason, "numbers": list(self.numbers)} if self.reason else said
