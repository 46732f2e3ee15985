"""Copies as text whose cells are set apart: bars, tabs, wide blanks."""

import unicodedata
from collections.abc import Callable, Iterable

from annual.generator.layouts.grid import unspanned
from annual.generator.page import Page, Row, Table

TableText = Callable[[Table], str]


def flat(text: str) -> str:
    """A text on one line."""
    return text.replace("\n", " ")


def text_page(page: Page, table: TableText) -> str:
    lines = [*page.before, " | ".join(f"{label}: {value}" for label, value in page.facts), page.title]
    lines.extend(table(block) if isinstance(block, Table) else block.text for block in page.blocks)
    return "\n".join((*lines, *page.after)) + "\n"


def _lines(rows: Iterable[str]) -> str:
    return "\n".join(rows)


def _trailing(row: Row) -> str:
    return "".join(f"{flat(cell.text)} | " for cell in row).replace("  |", " |") + "|" * sum(cell.cols - 1 for cell in row)


def bars_trailing(page: Page) -> str:
    """Merged cells leave their bars at the end of the row."""
    return text_page(page, lambda table: _lines(map(_trailing, table.rows)))


def bars_in_place(page: Page) -> str:
    """Merged cells leave empty bars in their place."""
    return text_page(page, lambda table: _lines(" | ".join(flat(cell.text) for cell in row) for row in unspanned(table)))


def _leading(row: Row) -> str:
    return "| " + " | ".join(flat(cell.text) for cell in row) + " |"


def bars_leading(page: Page) -> str:
    """A leading bar, nothing for merged cells."""
    return text_page(page, lambda table: _lines(map(_leading, table.rows)))


def bars_glued_ends(page: Page) -> str:
    """The line ends are lost: a row begins glued to the last cell of the row before."""
    return text_page(page, lambda table: "".join(" | ".join(flat(cell.text) for cell in row) for row in table.rows))


def bars_alone(page: Page) -> str:
    """A bar alone on a line opens and closes each row."""
    return text_page(page, lambda table: _lines("|\n" + " | ".join(flat(cell.text) for cell in row) + "\n|" for row in table.rows))


def tabs(page: Page) -> str:
    """Cells set apart by tabs, merged cells leave empty ones."""
    return text_page(page, lambda table: _lines("\t".join(flat(cell.text) for cell in row) for row in unspanned(table)))


def tabs_short(page: Page) -> str:
    """Cells set apart by tabs, nothing for merged cells."""
    return text_page(page, lambda table: _lines("\t".join(flat(cell.text) for cell in row) for row in table.rows))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _aligned(row: Row, blank: str) -> str:
    cells = [flat(cell.text).replace(" ", "") for cell in row]
    step = _width(blank)
    return "".join(cell + blank * max((12 - _width(cell)) // step, 2) for cell in cells).rstrip()


def wide_blanks(page: Page) -> str:
    """Columns aligned with spaces."""
    return text_page(page, lambda table: _lines(_aligned(row, " ") for row in table.rows))


def full_width_blanks(page: Page) -> str:
    """Columns aligned with full-width spaces."""
    return text_page(page, lambda table: _lines(_aligned(row, "\u3000") for row in table.rows))
