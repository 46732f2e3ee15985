"""Finding persons by an exact value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems
from gongkai.organs.models import Organ
from gongkai.persons import finding
from gongkai.persons.fields import BY_CODE, SEARCHED
from gongkai.persons.models import Person

_SHOWN = 8  # characters of the index in the trail: enough to see that two searches were for the same value


@dataclass(kw_only=True)
class FindPerson(Action):
    """The persons of `organ` whose field `by_field` has exactly `value` (精确查找).

    Whoever finds learns that the masked row has this value, so this asks for the right to see it, and is recorded: with the beginning of the blind
    index, and the keys of the rows found.
    """

    verb: ClassVar[str] = "person.find"
    capability: ClassVar[str] = "person.reveal"

    organ: Organ
    by_field: str
    value: str = field(repr=False)
    found: list[Person] = field(default_factory=list)
    indexes: list[str] = field(default_factory=list)

    def organ_asked(self) -> Organ:
        """The organ searched."""
        return self.organ

    def check(self) -> None:
        """A field that is searched by, and something to search for."""
        problems = Problems()
        if self.by_field not in {one.code for one in SEARCHED}:
            problems.add("by_field", _("Choose what to search by."))
            problems.stop()
        self.indexes = finding.indexes(BY_CODE[self.by_field], self.value)
        if not self.indexes:
            problems.add("value", _("Type the whole name or number: nothing is found by a part of it."))
        problems.stop()

    def write(self, actor: Actor) -> Organ:  # noqa: ARG002  # the trail says who
        """Searches; what the audit row is about is the organ."""
        self.found = list(finding.with_index(Person.objects.filter(organ=self.organ), BY_CODE[self.by_field], self.indexes)[: finding.MOST])
        return self.organ

    def detail(self) -> Mapping[str, Any]:
        """By which field, the beginning of the index, the rows found."""
        number, _colon, digest = self.indexes[-1].partition(":")
        return {"by": self.by_field, "index": f"{number}:{digest[:_SHOWN]}", "found": [str(one.pk) for one in self.found]}

    def by(self, actor: Actor) -> list[Person]:
        """The rows, newest first, at most `finding.MOST`."""
        super().by(actor)
        return self.found
