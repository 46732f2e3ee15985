"""Files of an entry (扫描件、附件): judged by what is in them, shown to the virus scanner, kept encrypted outside the web root, named by an event."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from gongkai.cases.actions.scans import checked_scan, ending_of, infected
from gongkai.cases.virus_scan import Verdict, scan
from gongkai.organs.actions.basis import Document, file_store
from gongkai.organs.actions.checks import Problems
from gongkai.registers.events import PaperFiled
from gongkai.registers.kinds import PAPERS

MOST_FILES = 5
"""That are filed at once."""


@dataclass
class Papers:
    """Files that somebody sent, `what` they are (`kinds.PAPERS`), and what the virus scanner says of each once it was asked."""

    files: Sequence[Document] = field(default=(), repr=False)
    what: str = "came"
    verdicts: Sequence[Verdict] = field(default=(), repr=False)

    def ask_scanner(self) -> None:
        """Never inside a transaction: everybody else's changes would wait for the scanner."""
        self.verdicts = [scan(one.data) for one in self.files]

    def check(self, problems: Problems, name: str = "papers") -> None:
        """Note what cannot be kept, each file by its name."""
        if self.what not in PAPERS:
            problems.add("what", _("Choose one of the list."))
        if len(self.files) > MOST_FILES:
            problems.add(name, _("At most %(most)s files at once.") % {"most": MOST_FILES})
            return
        for one, verdict in zip(self.files, self.verdicts, strict=True):
            own = Problems()
            checked_scan(one, name, own)
            found = [*map(str, own.sentences()), *([infected(verdict)] if verdict.found else [])]
            if found:
                problems.add(name, _("%(file)s: %(reason)s") % {"file": one.title, "reason": " ".join(found)})

    def filed(self, on: dt.date) -> Iterator[PaperFiled]:
        """The events; each file is on the disk before the row that names it can be committed.

        Its own name, which may hold a person's, is not kept.
        """
        for one, verdict in zip(self.files, self.verdicts, strict=True):
            yield PaperFiled(on=on, file=file_store().put(one.data), what=self.what, ending=ending_of(one.data), waits=verdict.waits)
