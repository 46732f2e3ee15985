"""Tables that are not of the form, printed as they were found; and whether one of them is the national statistics table."""

from gongkai.annual.model import TABLE_NAME, AnnualReport, OtherTable
from gongkai.annual.read import legacy, values
from gongkai.annual.read.raw import Grid, Page
from gongkai.annual.write.cells import head, table
from gongkai.annual.write.document import Cell, Table

LONGEST_SHARE, SHORTEST_SHARE = 20, 4
"""How many characters of its longest cell a column is as wide as, at most and at least."""


def other_table(one: OtherTable, caption: str = "") -> Table:
    """A table as it was found; a title that the text does not have stands in its first row, where the reader finds it and takes it for no text."""
    rows = _even(one)
    width = len(rows[0]) if rows else 1
    titled = [[head(TABLE_NAME), head(one.title, columns=width - 1)]] if one.title and width > 1 else []
    printed = [_row(row, names=index == 0 and not any(map(values.parse, row))) for index, row in enumerate(rows)]
    longest = [max((len(row[column]) for row in rows), default=1) for column in range(width)]
    widths = tuple(float(min(max(length, SHORTEST_SHARE), LONGEST_SHARE)) for length in longest)
    return table("", caption or one.title, titled + printed, len(titled), widths)


def _even(one: OtherTable) -> list[tuple[str, ...]]:
    """The rows with the empty cells at their ends, which the model leaves out."""
    width = max((len(row) for row in one.rows), default=1)
    return [(*row, *[""] * (width - len(row))) for row in one.rows]


def _row(texts: tuple[str, ...], *, names: bool) -> list[Cell]:
    if not any(texts[1:]):
        return [Cell(texts[0], columns=len(texts), head=names)]
    return [Cell(text, head=names) for text in texts]


def tells_statistics(report: AnnualReport) -> bool:
    """Whether the report's other tables, as printed, already say every figure of the statistics table: the reader keeps it among them."""
    grids = (Grid("cell", tuple(_even(one)), number) for number, one in enumerate(report.other_tables, 1))
    found = legacy.read(Page(tuple(grids)), set())
    own = {code: value for code, value in report.figures.items() if code.startswith("legacy.")}
    blank = {code for code in report.blank if code.startswith("legacy.")}
    units = {code: unit for code, unit in report.units.items() if code.startswith("legacy.")}
    return bool(own or blank) and (found.figures, set(found.blank), found.units) == (own, blank, units)
