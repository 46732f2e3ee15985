"""Looking at what is sealed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems
from gongkai.organs.models import Organ
from gongkai.persons import sealing
from gongkai.persons.fields import CODES
from gongkai.persons.models import Person
from gongkai.persons.reasons import REASONS
from gongkai.vault.blind import normalised

_MOST = 100
_LIKE_A_NUMBER = re.compile("[0-9]{7}|1[0-9]{2}-[0-9]{4}-[0-9]{4}")
"""Telephone, identity and passport numbers; file numbers (青政公开〔2026〕12号, 2026-0012) have fewer digits in a row."""


@dataclass(kw_only=True)
class RevealPerson(Action):
    """`fields` of a person are looked at (查看明文) for a reason of `gongkai.persons.reasons`, with a `note` where the table has no word for it."""

    verb: ClassVar[str] = "person.reveal"
    capability: ClassVar[str] = "person.reveal"

    person: Person
    fields: tuple[str, ...]
    reason: str
    note: str = ""

    def organ_asked(self) -> Organ:
        """The person's organ."""
        return self.person.organ

    def check(self) -> None:
        """A reason and fields; the note holds no personal data, for it goes into the trail."""
        problems = Problems()
        if not self.fields or not set(self.fields) <= set(CODES):
            problems.add("fields", _("Choose what you need to see."))
        if self.reason not in REASONS:
            problems.add("reason", _("Choose why you need to see it: the reason is recorded."))
        self.note = " ".join(self.note.split())
        if self.reason == "other" and not self.note:
            problems.add("note", _("Say why you need to see it: this is recorded."))
        if len(self.note) > _MOST or not self.note.isprintable():
            problems.add("note", _("Give one line of at most %(most)s signs.") % {"most": _MOST})
        elif self._note_tells():
            problems.add("note", _("No names, numbers or addresses here: the note is kept in the audit trail. A file number is enough."))
        problems.stop()

    def _note_tells(self) -> bool:
        told = normalised(self.note)
        held = sealing.values(self.person, CODES).values() if told else ()
        return bool(_LIKE_A_NUMBER.search(told)) or any(normalised(value) in told for value in held if normalised(value))

    def write(self, actor: Actor) -> Person:  # noqa: ARG002  # the trail says who
        """Nothing changes."""
        return self.person

    def detail(self) -> Mapping[str, Any]:
        """Which fields, why."""
        return {"fields": [code for code in CODES if code in self.fields], "reason": self.reason} | ({"note": self.note} if self.note else {})

    def by(self, actor: Actor) -> dict[str, str]:
        """The values by field code, opened after the audit row was written.

        Raises VaultError: a ciphertext does not open; the audit row stays.
        """
        super().by(actor)
        return sealing.values(self.person, [code for code in CODES if code in self.fields])
