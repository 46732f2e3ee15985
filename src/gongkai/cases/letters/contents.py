"""The contents page of an archived file (卷内目录): number, document, day, pages of everything that is in it; as data, DOCX and PDF."""

import datetime as dt
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from gongkai.cases import events as e
from gongkai.cases import ledger
from gongkai.cases.fold.papers import is_kept_back
from gongkai.cases.letters.answer import printed
from gongkai.cases.letters.letter import loaded
from gongkai.organs.actions.basis import file_store

if TYPE_CHECKING:
    from gongkai.annual.write.document import Document

WORDS: Mapping[str, Any] = tomllib.loads(files("gongkai.cases.letters").joinpath("contents.toml").read_text(encoding="utf-8"))
_WIDTHS = (0.1, 0.25, 0.35, 0.2, 0.1)


@dataclass(frozen=True)
class Filed:
    """A document in the file: its `number` (文号) where it has one, what it is, its day; `pages` None where they cannot be counted here.

    `usual`: how many pages such a paper mostly has, where there is no file of it here: whoever archives it says how many it has.
    """

    number: str
    title: str
    on: dt.date
    pages: int | None
    usual: int | None = None


def filed(state: ledger.Case, events: Sequence[e.Event]) -> list[Filed]:
    """What is in the file of a request, in the order of its days."""
    return sorted(_filed(state, events), key=lambda one: one.on)


def _filed(state: ledger.Case, events: Sequence[e.Event]) -> Iterator[Filed]:
    scans = [one for one in events if isinstance(one, e.ScanFiled)]
    if not any(one.what == "request" for one in scans):
        yield Filed(state.arrived.number, WORDS["request"], state.arrived.on, None, usual=1)
    for scan in scans:
        yield Filed("", WORDS.get(scan.what, WORDS["other"]), scan.on, _counted(state, scan.file))
    for event in events:
        if isinstance(event, e.Lettered) and not isinstance(event, e.CaseArchived) and not (state.sealed and event == state.letter):
            title = loaded(file_store().read(event.data)).title
            yield Filed(event.number, title, event.on, _pages(event.pdf))
    if state.sealed and state.letter:
        yield Filed(state.letter.number, WORDS["sealed"], state.sealed.on, _counted(state, state.sealed.file))
    papers = [one for one in events if isinstance(one, e.PaperFiled)]
    for paper in papers:
        yield Filed("", _title(state, paper), paper.on, _counted(state, paper.file))
    here = {one.about for one in papers if one.what == "delivery"}
    for service in state.services:
        if service.way != "electronic" and service.number not in here:
            yield Filed("", _proof(service), service.signed or service.returned or service.on, None, usual=1)


def _title(state: ledger.Case, paper: e.PaperFiled) -> str:
    """What the page calls a paper: a proof of service by its way, an opinion by who was asked."""
    if paper.what == "delivery":
        return _proof(state.services[paper.about - 1])
    is_party = paper.what == "opinion" and state.consultations[paper.about - 1].stop == "third_party"
    return str(WORDS["papers"]["opinion_of_third_party" if is_party else paper.what])


def _proof(service: ledger.Service) -> str:
    return str(WORDS["posted"].format(number=service.mail_number) if service.way == "post" else WORDS["served"])


def _counted(state: ledger.Case, name: str) -> int | None:
    """The pages of what came from outside; what the virus scanner keeps back is not opened."""
    return None if is_kept_back(state, name) else _pages(name)


def _pages(name: str) -> int | None:
    """The pages of a stored file: those of a PDF, one of a picture; how many a DOCX has, only its printer knows."""
    data = file_store().read(name)
    if b"%PDF-" in data[:1024]:
        pypdfium2 = import_module("pypdfium2")  # only who archives waits for it
        try:
            with pypdfium2.PdfDocument(data) as document:
                return len(document)
        except pypdfium2.PdfiumError:
            return None
    return None if data.startswith(b"PK") else 1


@dataclass(frozen=True)
class Contents:
    """The page: `number` (档号), the request's own number, the organ, the day as printed, and a row a document, its pages known."""

    number: str
    request: str
    organ: str
    date: str
    rows: tuple[tuple[str, str, str, int], ...]

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """What stands in the rows of the table."""
        return tuple((str(at), number, title, day, str(pages)) for at, (number, title, day, pages) in enumerate(self.rows, 1))

    @property
    def total(self) -> str:
        """How many documents and pages."""
        return str(WORDS["total"].format(documents=len(self.rows), pages=sum(row[3] for row in self.rows)))

    def document(self) -> "Document":
        """What the printers of official documents take."""
        from gongkai.annual.write.document import Cell, Document, Paragraph, Part, Table  # noqa: PLC0415  # as `letter.Letter.document`

        head = tuple(Cell(text, head=True) for text in WORDS["columns"])
        body = tuple(tuple(Cell(text) for text in line) for line in self.lines)
        table = Table("", WORDS["title"], (head, *body), 1, _WIDTHS)
        facts = tuple(zip(WORDS["facts"], (self.number, self.request, self.date), strict=True))
        return Document(
            title=WORDS["title"],
            organ=self.organ,
            year=None,
            facts=facts,
            parts=(Part("", (table, Paragraph(self.total))),),
            signature=(self.organ, self.date),
            masthead=self.organ,
        )

    def kept(self) -> dict[str, bytes]:
        """Data and prints, by the fields of the event that names them. Raises CannotWriteError: a character that no font has."""
        data = json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()
        return {"data": data, **{form: import_module(f"gongkai.annual.write.{form}").render(self.document()) for form in ("docx", "pdf")}}


def contents(found: Sequence[Filed], pages: Sequence[int], number: str, request: str, organ: str, on: dt.date) -> Contents:  # noqa: PLR0913, PLR0917 - the facts of the page
    """The page of `found`, which have `pages` each."""
    rows = tuple((one.number, one.title, printed(one.on), count) for one, count in zip(found, pages, strict=True))
    return Contents(number, request, organ, printed(on), rows)
