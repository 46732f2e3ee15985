"""Papers that come in after the request (往来材料): scanned and put on record, with the step that they belong to or later."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import ledger
from gongkai.cases.actions.base import Step
from gongkai.cases.actions.scans import ending_of, looked_at
from gongkai.cases.events import Event, PaperFiled
from gongkai.cases.models import Case
from gongkai.cases.virus_scan import Verdict
from gongkai.organs import policies
from gongkai.organs.actions.basis import Document, file_store


@dataclass(kw_only=True)
class WithScan(Step):
    """A step that may come with the scan of its paper, `scan`, which is shown to the virus scanner before the transaction begins."""

    scan: Document | None = field(default=None, repr=False)
    verdict: Verdict = field(default_factory=Verdict, repr=False)

    def by(self, actor: Actor) -> Any:
        """As every step, after the file was looked at, if there is one and the actor may."""
        if self.scan is not None:
            if not self.permitted(actor):
                raise policies.NotAllowed
            self.verdict = looked_at(self.scan, "scan")
        return super().by(actor)

    def papers(self, what: str, about: int = 0) -> Iterator[PaperFiled]:
        """The paper, if there is one; the file is on the disk before the row that names it can be committed. Its own name is not kept."""
        if self.scan is not None:
            data = self.scan.data
            yield PaperFiled(on=self.day(), file=file_store().put(data), what=what, ending=ending_of(data), about=about, waits=self.verdict.waits)


@dataclass(kw_only=True)
class FilePaper(WithScan):
    """The registrar puts a paper on record for a step that is recorded already: `what` it is and what it is `about` (`fold.papers.WHATS`)."""

    verb: ClassVar[str] = "case.paper"
    capability: ClassVar[str] = "case.register"

    case: Case
    what: str
    about: int = 0

    def check(self) -> None:
        """A file."""
        if self.scan is None:
            raise ValidationError({"scan": _("This is needed.")})

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It is on record."""
        yield from self.papers(self.what, self.about)

    def detail(self) -> Mapping[str, Any]:
        """What it is."""
        return {**super().detail(), "paper": self.what}
