"""A person as the pages show it: masked, or as one that cannot be read."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gongkai.persons import documents, kinds
from gongkai.persons.fields import CODES, LABELS
from gongkai.persons.models import Person
from gongkai.persons.reading import masked
from gongkai.vault.cipher import VaultError


@dataclass(frozen=True)
class Shown:
    """A row and its masked fields by code; `readable` is False when a ciphertext does not open: damaged, or its key is missing."""

    person: Person
    fields: dict[str, str] = field(repr=False)
    readable: bool = True

    @property
    def kind(self) -> str:
        """The kind in the reader's language."""
        return kinds.label(self.person.kind)

    @property
    def document(self) -> Any:
        """The kind of document; empty for none."""
        return documents.BY_CODE[self.person.document].name if self.person.document else ""

    @property
    def held(self) -> list[str]:
        """The codes of the fields that have a value."""
        return [code for code in CODES if self.fields.get(code)]

    @property
    def facts(self) -> list[tuple[Any, str]]:
        """Labels and masked values of what has a value."""
        return labelled(self.fields)


def labelled(values: dict[str, str]) -> list[tuple[Any, str]]:
    """Labels and values, in the order of the table of fields, of what has a value."""
    return [(label, values[code]) for code, label in LABELS if values.get(code)]


def shown(person: Person) -> Shown:
    """The row as pages show it."""
    try:
        return Shown(person, masked(person))
    except VaultError:
        return Shown(person, {}, readable=False)


def all_shown(persons: Iterable[Person]) -> list[Shown]:
    """Several rows."""
    return [shown(one) for one in persons]
