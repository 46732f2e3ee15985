"""The rectangular grid behind a table with spans: which cell covers which place."""

from collections.abc import Iterator

from annual.generator.page import Cell, Row, Table


def slots(table: Table) -> list[list[tuple[Cell, bool]]]:
    """For each row the cells of all its places; the flag tells the place where the cell itself stands from those it only covers."""
    grid: list[dict[int, tuple[Cell, bool]]] = [{} for _ in table.rows]
    for index, row in enumerate(table.rows):
        place = 0
        for cell in row:
            while place in grid[index]:
                place += 1
            for down in range(cell.rows):
                for right in range(cell.cols):
                    grid[index + down][place + right] = (cell, down == right == 0)
    return [[row[place] for place in sorted(row)] for row in grid]


def unspanned(table: Table) -> Iterator[Row]:
    """Rows with an empty cell in each place that a span covers."""
    for row in slots(table):
        yield tuple(cell if own else Cell("") for cell, own in row)
