"""The cells of a printed table: a figure exactly as it is, a blank as an empty cell, the mark where neither is known."""

from gongkai.annual.model import UNKNOWN_MARK, AnnualReport, Figure
from gongkai.annual.write.document import Cell, Table

NOTE = f"“{UNKNOWN_MARK}”表示该数不在原件中，或者未能可靠读出；它不是空白，也不是零。"
"""Stands in the last row of a table with unknown cells, inside it and in a cell of its own: anywhere else it would be read as text of the report."""
HEAD_UNITS = ("亿元", "万元", "千元", "元")
"""Units that the form prints after a head; any other unit stands beside its number."""


def head(text: str, *, rows: int = 1, columns: int = 1) -> Cell:
    """A cell that names rows or columns."""
    return Cell(text, rows, columns, head=True)


def number(value: Figure) -> str:
    """A figure with all its printed digits and nothing else: no separators, no exponent."""
    return format(value, "f" if not isinstance(value, int) else "d")


def cell(report: AnnualReport, code: str, *, columns: int = 1, unit: str = "") -> Cell:
    """The cell of a figure; `unit` stands beside its number."""
    if code in report.figures:
        value = report.figures[code]
        return Cell(number(value) + unit, columns=columns, code=code, value=None if unit else value)
    return Cell("" if code in report.blank else UNKNOWN_MARK, columns=columns, code=code)


def table(name: str, caption: str, rows: list[list[Cell]], head_rows: int, widths: tuple[float, ...]) -> Table:
    """A table, with the note where a cell of it is not known; `widths` in any measure."""
    if any(one.code and one.text == UNKNOWN_MARK for row in rows for one in row):
        rows = [*rows, [Cell("注"), Cell(NOTE, columns=len(widths) - 1)]]
    whole = sum(widths)
    return Table(name, caption, tuple(tuple(row) for row in rows), head_rows, tuple(width / whole for width in widths))
