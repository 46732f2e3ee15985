"""The first stage of reading: what is on the page, in reading order, nothing interpreted and nothing dropped."""

from dataclasses import dataclass
from typing import NamedTuple

from gongkai.annual.model import Doubt
from gongkai.messages import Message, message

REPLACEMENT = "\ufffd"
"""Stands for a character that was lost, or that no text has: neither a blank nor a digit."""


@dataclass(frozen=True)
class Line:
    """A line or paragraph of running text; `number` counts lines (text files) or paragraphs (HTML, DOCX) from 1.

    `sheet` is the page of a PDF or a scan that it stands on, from 1; 0 where the source has no pages.
    """

    text: str
    number: int
    sheet: int = 0


@dataclass(frozen=True)
class Grid:
    """Cells in rows, as found.

    `kind` says how far the cells can be trusted: `cell` (markup: every cell and every row end is certain), `bar` (bars or tabs: an
    empty cell shows, a row end may be lost), `loose` (wide blanks: an empty cell does not show). `sheet` as in `Line`: the page that
    the table begins on.
    """

    kind: str
    rows: tuple[tuple[str, ...], ...]
    number: int
    sheet: int = 0


@dataclass(frozen=True)
class Page:
    """The blocks of the source in reading order, the `<title>` where there is one, and what could not be taken from the file."""

    blocks: tuple[Line | Grid, ...]
    title: str = ""
    doubts: tuple[Doubt, ...] = ()


class Slot(NamedTuple):
    """One cell or one line as the form's reader sees it; `kind` is a grid's kind or `line`; `row` and `column` count from 1."""

    text: str
    kind: str
    block: int
    row: int
    column: int


def place(page: Page, slot: Slot) -> Message:
    """Where a slot stands, as warnings print it: `line 12` or `page 3, table 2, row 5, cell 3`."""
    block = page.blocks[slot.block]
    if isinstance(block, Line):
        on_page = message("line {line}", line=block.number)
    else:
        on_page = message("table {table}, row {row}, cell {cell}", table=block.number, row=slot.row, cell=slot.column)
    return message("page {sheet}, {place}", sheet=block.sheet, place=on_page) if block.sheet else on_page
