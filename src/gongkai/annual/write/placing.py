"""Where the cells of a printed table stand once merged cells are counted: each cell's row and column, from 0."""

from collections.abc import Iterator
from typing import NamedTuple

from gongkai.annual.write.document import Cell, Table


class Placed(NamedTuple):
    """A cell at a row and column; `first` is False where a cell merged downwards goes on in a later row."""

    cell: Cell
    row: int
    column: int
    first: bool


def placed(table: Table) -> Iterator[tuple[Placed, ...]]:
    """The cells of each row from left to right, those that reach down into it among them."""
    reaching: dict[int, Placed] = {}  # by column
    for number, row in enumerate(table.rows):
        here = []
        column = 0
        own = iter(row)
        while True:
            above = reaching.get(column)
            if above is not None and number < above.row + above.cell.rows:
                here.append(above._replace(first=False))
                column += above.cell.columns
                continue
            cell = next(own, None)
            if cell is None and not any(place > column and number < one.row + one.cell.rows for place, one in reaching.items()):
                break
            reaching[column] = Placed(cell or Cell(""), number, column, first=True)
            here.append(reaching[column])
            column += reaching[column].cell.columns
        yield tuple(here)
