"""Registering a person, and correcting what was registered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems, has_ended
from gongkai.organs.models import Organ
from gongkai.persons import sealing
from gongkai.persons.actions.checks import checked, checked_kind, checked_number, needed_name
from gongkai.persons.models import Person


@dataclass(kw_only=True)
class RegisterPerson(Action):
    """`organ` has one more person (登记); `values` by field code. The same person may be registered again: nobody's entries are thrown together."""

    verb: ClassVar[str] = "person.register"
    capability: ClassVar[str] = "person.change"

    organ: Organ
    kind: str
    document: str = ""
    values: Mapping[str, str] = field(repr=False)

    def organ_asked(self) -> Organ:
        """The organ."""
        return self.organ

    def check(self) -> None:
        """A name, and whatever else is given fits."""
        problems = Problems()
        has_ended(self.organ, problems)
        checked_kind(self.kind, problems)
        kept = checked(self.values, problems)
        needed_name(kept, problems)
        kept["number"] = checked_number(self.document, kept.get("number", ""), timezone.localdate(), problems)
        problems.stop()
        self.values = kept

    def write(self, actor: Actor) -> Person:  # noqa: ARG002  # the trail says who
        """The row."""
        person = Person(organ=self.organ, kind=self.kind, document=self.document)
        sealing.put(person, self.values)
        person.save(force_insert=True)
        return person

    def detail(self) -> Mapping[str, Any]:
        """Which fields have a value."""
        return {"fields": sorted(code for code, value in self.values.items() if value)}


@dataclass(kw_only=True)
class CorrectPerson(Action):
    """What was registered is corrected (更正): `values` by field code, those that change only; an empty text removes. `None`: kind, document stay.

    `version` is that of the row the correction starts from. Rows of an organ that ended are corrected by its successor, which answers for it.
    """

    verb: ClassVar[str] = "person.correct"
    capability: ClassVar[str] = "person.change"

    person: Person
    version: int
    kind: str | None = None
    document: str | None = None
    values: Mapping[str, str] = field(repr=False)
    changed: tuple[str, ...] = ()

    def organ_asked(self) -> Organ:
        """The person's organ."""
        return self.person.organ

    def check(self) -> None:
        """Nobody else was faster, and what changes fits."""
        self.person = Person.objects.select_related("organ").select_for_update(of=("self",)).get(pk=self.person.pk)
        if self.person.version != self.version:
            raise ValidationError(
                _("Somebody else has corrected this entry since you opened it; nothing of yours was kept. Look at the entry, then correct it again.")
            )
        problems = Problems()
        self.kind = self.person.kind if self.kind is None else self.kind
        self.document = self.person.document if self.document is None else self.document
        checked_kind(self.kind, problems)
        kept = checked(self.values, problems)
        if "name" in kept:
            needed_name(kept, problems)
        if "number" in kept or self.document != self.person.document:
            number = kept["number"] if "number" in kept else self._number_held()
            kept["number"] = checked_number(self.document, number, timezone.localdate(), problems)
        problems.stop()
        self.values = kept
        self._note_changes()

    def _number_held(self) -> str:
        """The number in the row: another document means that it is checked anew."""
        return sealing.values(self.person, ["number"])["number"]

    def _note_changes(self) -> None:
        held = sealing.values(self.person, self.values)
        plain = [name for name in ("kind", "document") if getattr(self, name) != getattr(self.person, name)]
        self.changed = tuple(sorted(plain + [code for code, value in self.values.items() if held[code] != value]))
        if not self.changed:
            raise ValidationError(_("Nothing has changed: everything you gave is in the entry already."))

    def write(self, actor: Actor) -> Person:  # noqa: ARG002  # the trail says who
        """The columns that change."""
        person = self.person
        person.kind, person.document = self.kind, self.document
        person.version += 1
        columns = sealing.put(person, {code: value for code, value in self.values.items() if code in self.changed})
        person.save(update_fields=["kind", "document", "version", *columns])
        return person

    def detail(self) -> Mapping[str, Any]:
        """Which fields changed."""
        return {"fields": list(self.changed)}
