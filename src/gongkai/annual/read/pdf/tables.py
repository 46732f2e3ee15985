"""Ruled tables of one page: the cells that pdfplumber finds between the rulings, each with its own text."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from gongkai.annual.read.html import LONGEST_CELL
from gongkai.annual.read.pdf.lines import GAP, SAME_LINE, cell_text
from gongkai.annual.read.pdf.marks import Area, Char, Drawn
from gongkai.annual.read.raw import REPLACEMENT

SNAP = 3.0
"""Rulings nearer than this (points) are one: double rulings, the edges of neighbouring cells."""
SAME = 0.5
"""Rulings nearer than this are one, before it is known which table they belong to."""
SHORTEST = 3.0
"""A ruling made of dots is put together from shorter pieces; what is shorter in the end is none."""
SLIVER = 4.0
"""Narrower or lower than this is the space between two rulings, not a cell."""
MOST, MOST_JOINED = 30_000, 600
"""With more rulings than this (as drawn, and put together) the page is a drawing: no table is looked for in it."""
AREAS = 6
"""Fewer coloured areas than this are no table without rulings."""
_NARROW = frozenset("0123456789０１２３４５６７８９.,，．+-－%")

Edge = dict[str, Any]
Box = tuple[float, float, float, float]


@dataclass
class Cell:
    """A cell of a table and the text in it."""

    x0: float
    top: float
    x1: float
    bottom: float
    chars: list[Char] = field(default_factory=list)
    turned: list[Char] = field(default_factory=list)
    text: str = ""


@dataclass
class Ruled:
    """A ruled table: its box and its rows, each with its own cells only: one that spans rows stands in its first."""

    x0: float
    top: float
    x1: float
    bottom: float
    rows: list[list[Cell]]


def find(drawn: Drawn) -> list[Ruled]:
    """The tables that rulings make, the smallest first; where there are none, those that coloured areas make."""
    if len(drawn.rulings) > MOST:
        return []
    found = _between(_edge(ruling) for ruling in drawn.rulings)
    if not found and AREAS <= len(drawn.areas) <= MOST:
        found = _between(edge for area in drawn.areas for edge in _sides(area))
    return found


def _edge(ruling: Area) -> Edge:
    flat = ruling.bottom - ruling.top < ruling.x1 - ruling.x0
    edge: Edge = {
        "x0": ruling.x0,
        "x1": ruling.x1 if flat else ruling.x0,
        "top": ruling.top,
        "bottom": ruling.top if flat else ruling.bottom,
        "orientation": "h" if flat else "v",
        "doctop": ruling.top,
    }
    return edge | {"width": edge["x1"] - edge["x0"], "height": edge["bottom"] - edge["top"]}


def _sides(area: Area) -> Iterator[Edge]:
    x0, top, x1, bottom = area.x0, area.top, area.x1, area.bottom
    return (_edge(Area(*side)) for side in ((x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)))


def _between(edges: Iterable[Edge]) -> list[Ruled]:
    """The tables between rulings; each group of rulings by itself, for columns of other tables are other columns."""
    merged = [edge for edge in merge_edges(list(edges), SAME, SAME, SNAP, SNAP) if max(edge["width"], edge["height"]) >= SHORTEST]
    if len(merged) > MOST_JOINED:
        return []
    tables: list[Ruled] = []
    for group in _touching(merged):
        joined = merge_edges(group, SNAP, SNAP, SNAP, SNAP)
        joined = merge_edges([*joined, *_outlines(joined)], SNAP, SNAP, SNAP, SNAP)
        cells = intersections_to_cells(edges_to_intersections(joined, SNAP, SNAP))
        tables += [_table([box for box in boxes if box[2] - box[0] > SLIVER and box[3] - box[1] > SLIVER]) for boxes in cells_to_tables(cells)]
    return sorted((table for table in tables if table.rows), key=lambda table: (table.x1 - table.x0) * (table.bottom - table.top))


def _outlines(edges: list[Edge]) -> Iterator[Edge]:
    """The outer borders that a table lacks, where its inner rulings end in line."""
    rows, columns = ([edge for edge in edges if edge["orientation"] == way] for way in "hv")
    top, bottom = min(edge["top"] for edge in edges), max(edge["bottom"] for edge in edges)
    left, right = min(row["x0"] for row in rows), max(row["x1"] for row in rows)
    for x in (left, right):
        ends = [row["top"] for row in rows if min(abs(row["x0"] - x), abs(row["x1"] - x)) < SNAP]
        framed = len(ends) > 1 and min(ends) - top < SNAP and bottom - max(ends) < SNAP  # cells that span rows have no rulings at their sides
        if (framed or len(ends) * 2 > len(rows) > 1) and all(abs(column["x0"] - x) > SNAP for column in columns):
            yield _edge(Area(x, top, x, bottom))
    for y in (top, bottom):
        ends = sum(min(abs(column["top"] - y), abs(column["bottom"] - y)) < SNAP for column in columns)
        if ends * 2 > len(columns) > 1 and all(abs(row["top"] - y) > SNAP for row in rows):
            yield _edge(Area(left, y, right, y))


def _touching(edges: list[Edge]) -> Iterator[list[Edge]]:
    """Groups of flat and upright rulings that cross or touch each other."""
    waiting = {id(edge): edge for edge in edges}
    while waiting:
        group = [waiting.pop(next(iter(waiting)))]
        for edge in group:
            near = [other for other in waiting.values() if edge["orientation"] != other["orientation"] and _meet(edge, other)]
            group += [waiting.pop(id(other)) for other in near]
        if len({edge["orientation"] for edge in group}) > 1:
            yield group


def _meet(one: Edge, two: Edge) -> bool:
    flat, upright = (one, two) if one["orientation"] == "h" else (two, one)
    return bool(flat["x0"] - SNAP <= upright["x0"] <= flat["x1"] + SNAP and upright["top"] - SNAP <= flat["top"] <= upright["bottom"] + SNAP)


def _table(boxes: list[Box]) -> Ruled:
    cells = sorted((Cell(x0, top, x1, bottom) for x0, top, x1, bottom in boxes), key=lambda cell: (cell.top, cell.x0))
    rows = [list(row) for _, row in groupby(cells, key=lambda cell: cell.top)]
    if not rows:
        return Ruled(0, 0, 0, 0, [])
    return Ruled(
        min(cell.x0 for cell in cells), min(cell.top for cell in cells), max(cell.x1 for cell in cells), max(cell.bottom for cell in cells), rows
    )


def fill(tables: list[Ruled], chars: Sequence[Char], drawn: Drawn) -> tuple[list[Ruled], list[Char]]:
    """The tables with their texts, and the characters that stand in no cell; a table that lays out the page is none."""
    kept: list[Ruled] = []
    left = list(chars)
    for table in tables:
        inside, outside = _put(table, left)
        _put_turned(table, drawn.turned)
        strikes = [ruling for ruling in drawn.rulings if _may_strike(ruling, table)]
        for row in table.rows:
            for cell in row:
                if cell.chars:
                    cell.text = cell_text(cell.chars, cell.x1 - cell.x0, strikes)
                elif cell.turned:
                    cell.text = "".join(char.text for char in cell.turned).strip()
        if inside and not lays_out(table):
            kept.append(table)
            left = outside
    return kept, left


def lays_out(table: Ruled) -> bool:
    """Whether a table only divides the page: no row has two texts, or a cell holds running text."""
    texts = [[cell.text for cell in row if cell.text] for row in table.rows]
    return all(len(row) <= 1 for row in texts) or any(len(text) > LONGEST_CELL for row in texts for text in row)


def _may_strike(ruling: Area, table: Ruled) -> bool:
    """A flat ruling within a row of the table."""
    if ruling.bottom - ruling.top > 1 or not table.top < ruling.top < table.bottom:
        return False
    return all(min(abs(ruling.top - cell.top), abs(ruling.top - cell.bottom)) > SNAP for row in table.rows for cell in row)


class _Places:
    """Which cell of a table a point is in."""

    def __init__(self, table: Ruled) -> None:
        cells = [cell for row in table.rows for cell in row]
        self.xs = sorted({x for cell in cells for x in (cell.x0, cell.x1)})
        self.ys = sorted({y for cell in cells for y in (cell.top, cell.bottom)})
        self.cells: dict[tuple[int, int], Cell] = {}
        for cell in cells:
            for column in range(bisect_right(self.xs, cell.x0), bisect_right(self.xs, cell.x1 - 0.01) + 1):
                for row in range(bisect_right(self.ys, cell.top), bisect_right(self.ys, cell.bottom - 0.01) + 1):
                    self.cells[column, row] = cell

    def at(self, x: float, y: float) -> Cell | None:
        return self.cells.get((bisect_right(self.xs, x), bisect_right(self.ys, y)))


def _put(table: Ruled, chars: list[Char]) -> tuple[int, list[Char]]:
    """Put characters into their cells; how many there were, and those that stand in none."""
    places = _Places(table)
    outside: list[Char] = []
    inside = 0
    for word in _words(chars):
        x, y = (word[0].x0 + word[-1].x1) / 2, (word[0].top + word[0].bottom) / 2
        cell = places.at(x, y)
        if cell is None or word[0].size > cell.bottom - cell.top + 2:
            outside += word
            continue
        inside += len(word)
        cell.chars += word
        char = word[0]
        width = char.x1 - char.x0
        if len(word) == 1 and char.text in _NARROW and not cell.x0 - width / 4 <= char.x0 <= char.x1 <= cell.x1 + width / 4:
            _cross(places, char)  # a ruling goes through a digit: which cell it belongs to cannot be told
    return inside, outside


def _cross(places: _Places, char: Char) -> None:
    for x in (char.x0, char.x1):
        cell = places.at(x, (char.top + char.bottom) / 2)
        if cell is not None:
            cell.chars.append(Char(REPLACEMENT, x, char.top, x + 0.1, char.bottom, char.base, char.shade, char.order, char.run))


def _words(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """The digits of one number that a file draws as one string, together; every other character alone."""
    word: list[Char] = []
    for char in chars:
        if word and not _goes_on(word[-1], char):
            yield word
            word = []
        word.append(char)
    if word:
        yield word


def _goes_on(one: Char, two: Char) -> bool:
    if one.run != two.run or one.text not in _NARROW or two.text not in _NARROW:
        return False
    return abs(one.base - two.base) < SAME_LINE * one.size and -one.size < two.x0 - one.x1 < GAP * one.size


def _put_turned(table: Ruled, chars: Sequence[Char]) -> None:
    places = _Places(table) if chars else None
    for char in chars:
        cell = places.at((char.x0 + char.x1) / 2, (char.top + char.bottom) / 2) if places else None
        if cell is not None:
            cell.turned.append(char)
