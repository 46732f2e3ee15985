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
    """Files that somebody sent, and `what` they are (`kinds.PAPERS`); after `look`, what the virus scanner says of each, and what is `wrong`."""

    files: Sequence[Document] = field(default=(), repr=False)
    what: str = "came"
    verdicts: Sequence[Verdict] = field(default=(), repr=False)
    wrong: Sequence[str] = ()

    def look(self) -> None:
        """Judge each file by what is in it, then show it to the scanner. Never inside a transaction: everybody else's changes would wait for it."""
        if len(self.files) > MOST_FILES:
            self.wrong = [_("At most %(most)s files at once.") % {"most": MOST_FILES}]
            return
        looked = [_looked_at(one) for one in self.files]
        self.verdicts = [verdict for verdict, _sentences in looked]
        self.wrong = [
            _("%(file)s: %(reason)s") % {"file": one.title, "reason": " ".join(sentences)}
            for one, (_verdict, sentences) in zip(self.files, looked, strict=True)
            if sentences
        ]

    def check(self, problems: Problems, name: str = "papers") -> None:
        """Note what cannot be kept, each file by its name."""
        if self.what not in PAPERS:
            problems.add("what", _("Choose one of the list."))
        for sentence in self.wrong:
            problems.add(name, sentence)

    def filed(self, on: dt.date) -> Iterator[PaperFiled]:
        """The events; each file is on the disk before the row that names it can be committed.

        Its own name, which may hold a person's, is not kept.
        """
        for one, verdict in zip(self.files, self.verdicts, strict=True):
            yield PaperFiled(on=on, file=file_store().put(one.data), what=self.what, ending=ending_of(one.data), waits=verdict.waits)


def _looked_at(document: Document) -> tuple[Verdict, list[str]]:
    """The scanner's verdict, and what is wrong with the file, in sentences."""
    problems = Problems()
    checked_scan(document, "papers", problems)
    if found := problems.sentences():
        return Verdict(), [str(one) for one in found]
    verdict = scan(document.data)
    return verdict, [infected(verdict)] if verdict.found else []
