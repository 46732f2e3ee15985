"""The list of a register is carried out of the house."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from gongkai.audit.actors import Actor
from gongkai.organs.actions.base import Action
from gongkai.organs.models import Organ


@dataclass(kw_only=True)
class ExportEntries(Action):
    """The rows of a list leave the house as a file: how many, of which register, is recorded. Persons stay masked."""

    verb: ClassVar[str] = "register.export"
    capability: ClassVar[str] = "case.see"

    rows: int
    register: str = ""
    organs: tuple[Organ, ...] = ()

    def organ_asked(self) -> Organ | None:
        """The organ of the rows, where it is one."""
        return self.organs[0] if len(self.organs) == 1 else None

    def write(self, actor: Actor) -> None:
        """Nothing changes."""

    def detail(self) -> Mapping[str, Any]:
        """How many rows, of which register, of which organs."""
        return {"rows": self.rows, "register": self.register, "organs": [one.code for one in self.organs]}
