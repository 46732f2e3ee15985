"""Notes on a request (办理记事): written, never changed; put right by a further note."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from gongkai.audit.actors import Actor
from gongkai.cases import ledger
from gongkai.cases.actions.base import Step, written
from gongkai.cases.events import Event, NoteWritten
from gongkai.cases.models import Case


@dataclass(kw_only=True)
class WriteNote(Step):
    """Somebody who works on the request notes `text`; `corrects`: the number of an earlier note that it puts right, 0: none."""

    verb: ClassVar[str] = "case.note"
    capability: ClassVar[str] = "case.note"

    case: Case
    text: str
    corrects: int = 0

    def check(self) -> None:
        """A text."""
        self.text = written(self.text, "text")

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It is there."""
        yield NoteWritten(on=self.day(), note=len(state.notes) + 1, text=self.text, corrects=self.corrects)
