"""The first stage of reading: what is on the page, in reading order, nothing interpreted and nothing dropped."""

from dataclasses import dataclass
from typing import NamedTuple

from gongkai.messages import Message, message

REPLACEMENT = "\ufffd"
"""Stands for a character that was lost, or that no text has: neither a blank nor a digit."""


@dataclass(frozen=True)
class Line:
    """A line or paragraph of running text; `number` counts lines (text files) or paragraphs (HTML) from 1."""

    text: str
    number: int


@dataclass(frozen=True)
class Grid:
    """Cells in rows, as found.

    `kind` says how far the cells can be trusted: `cell` (markup: every cell and every row end is certain), `bar` (bars or tabs: an
    empty cell shows, a row end may be lost), `loose` (wide blanks: an empty cell does not show).
    """

    kind: str
    rows: tuple[tuple[str, ...], ...]
    number: int


@dataclass(frozen=True)
class Page:
    """The blocks of the source in reading order, and the `<title>` where there is one."""

    blocks: tuple[Line | Grid, ...]
    title: str = ""


class Slot(NamedTuple):
    """One cell or one line as the form's reader sees it; `kind` is a grid's kind or `line`; `row` and `column` count from 1."""

    text: str
    kind: str
    block: int
    row: int
    column: int


def place(page: Page, slot: Slot) -> Message:
    """Where a slot stands, as warnings print it: `line 12` or `table 2, row 5, cell 3`."""
    block = page.blocks[slot.block]
    if isinstance(block, Line):
        return message("line {line}", line=block.number)
    return message("table {table}, row {row}, cell {cell}", table=block.number, row=slot.row, cell=slot.column)
