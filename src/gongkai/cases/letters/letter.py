"""A letter as data: what DOCX and PDF print, and nothing else does. Pure.

The printers are loaded when something is printed: they take half a second, which every start of the site would wait for. A letter is printed
inside the transaction that takes its number (docs/decisions/0013); `load_printers` has them loaded before it begins.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

from gongkai.messages import UserError

if TYPE_CHECKING:
    from gongkai.annual.write.document import Document

_ADDRESSEE = "："


@dataclass(frozen=True)
class Letter:
    """A letter (文书). `paragraphs` is the body, `remedies` the paragraph that tells of reconsideration and suit, empty where there is none.

    `organ` signs it on `date` (as printed: 2026年11月22日); `number` is the 发文字号.
    """

    title: str
    number: str
    addressee: str
    paragraphs: tuple[str, ...]
    remedies: str
    organ: str
    date: str

    @property
    def lines(self) -> tuple[str, ...]:
        """Every line that is printed, in its order: what a test compares DOCX and PDF to."""
        return (self.organ, self.title, self.number, self.addressee + _ADDRESSEE, *self._body, self.organ, self.date)

    @property
    def _body(self) -> tuple[str, ...]:
        return tuple(text for text in (*self.paragraphs, self.remedies) if text)

    def document(self) -> "Document":
        """What the printers of official documents (GB/T 9704-2012) take."""
        from gongkai.annual.write.document import Document, Paragraph, Part  # noqa: PLC0415  # see above

        return Document(
            title=self.title,
            organ=self.organ,
            year=None,
            facts=(),
            parts=(Part("", (Paragraph(self.addressee + _ADDRESSEE, flush=True), *map(Paragraph, self._body))),),
            signature=(self.organ, self.date),
            masthead=self.organ,
            number=self.number,
        )

    def docx(self) -> bytes:
        """As DOCX; the same letter gives the same bytes. Raises CannotWriteError."""
        return self._printed("docx")

    def pdf(self) -> bytes:
        """As PDF (PDF/A, PDF/UA); the same letter gives the same bytes. Raises CannotWriteError: a character that no font has."""
        return self._printed("pdf")

    def _printed(self, form: str) -> bytes:
        return _render(form, self.document())

    def dumped(self) -> bytes:
        """As JSON, to be kept."""
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True, indent=1).encode()


def _render(form: str, document: "Document") -> bytes:
    made: bytes = import_module(f"gongkai.annual.write.{form}").render(document)
    return made


@cache
def load_printers() -> None:
    """Print a letter that says nothing, to nobody: afterwards modules, fonts and templates are in memory. Once a process.

    What keeps a printer from printing is said when a letter is printed: a step that prints none does not fail for it.
    """
    nothing = Letter(title="文书", number="", addressee="", paragraphs=(), remedies="", organ="", date="").document()
    for form in ("docx", "pdf"):
        with suppress(UserError):
            _render(form, nothing)


def loaded(data: bytes) -> Letter:
    """The letter that `dumped` kept."""
    held = json.loads(data)
    return Letter(**{**held, "paragraphs": tuple(held["paragraphs"])})


def filled(template: str, **fields: str) -> str:
    """A paragraph with its named fields; raises KeyError for a field that is not given."""
    return template.format_map(fields)
