"""The list of a register is carried out of the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from gongkai.audit.actors import Actor
from gongkai.organs.actions.base import Action
from gongkai.organs.models import Organ


@dataclass(kw_only=True)
class ExportEntries(Action):
    """The rows of `organ` in a list leave the house as a file: how many, of which register, is recorded. Persons stay masked."""

    verb: ClassVar[str] = "register.export"
    capability: ClassVar[str] = "case.see"

    organ: Organ
    rows: int
    register: str = ""

    def organ_asked(self) -> Organ:
        """Whose entries."""
        return self.organ

    def write(self, actor: Actor) -> Organ:  # noqa: ARG002  # the trail says who
        """Nothing changes."""
        return self.organ

    def detail(self) -> Mapping[str, Any]:
        """How many rows, of which register."""
        return {"rows": self.rows, "register": self.register}
