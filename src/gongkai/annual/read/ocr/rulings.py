"""Tables by their ruling lines: where the lines run, and the cells between them with the rows and columns that each spans."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from gongkai.annual.read.ocr.engine import Box, Picture
from gongkai.annual.read.ocr.paper import Paper, ink

# all in heights of a character
_ACROSS = 2.5
"""The strokes of neighbouring characters hardly ever make so long a level line."""
_DOWN = 1.4
"""Rows are higher than this."""
_APART = 0.35
"""Lines nearer to each other are one line, doubled or not quite straight."""
_LONG = 12.0
_LONGER = (8.0, 2.5)
"""Lines of the first length need no other line at their ends; level and upright ones of the second need one: no character has such strokes."""
_WIDE, _HIGH = 6.0, 1.3
"""What is smaller is no table."""
_SIDES = 2
_ABSENT, _PRESENT, _WHOLE = 0.25, 0.6, 0.85
"""The shares of an edge between two cells up to which it is none, from which it is one, and from which there is no doubt: of a row with
a doubtful edge no cell is taken, because an edge too many or too few moves figures into other columns."""


@dataclass(frozen=True)
class Cell:
    """A cell: its place in the picture, its first row and column, how many it spans; `whole` when no edge is in doubt."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int
    whole: bool = True


@dataclass(frozen=True)
class Ruled:
    """A table: its cells by row and column, where its lines stand in the picture."""

    cells: tuple[Cell, ...]
    across: tuple[int, ...]
    down: tuple[int, ...]

    @property
    def box(self) -> Box:
        """The whole table's place in the picture."""
        return self.down[0], self.across[0], self.down[-1], self.across[-1]


def line_masks(page: Paper) -> tuple[Picture, Picture]:
    """Where level and where upright lines are drawn, 255 there, three pixels wide at least so that a slight slope does not break them."""
    dark = ink(page.grey, page.faint)
    across, down = round(_ACROSS * page.em), round(_DOWN * page.em)
    thick_across = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    thick_down = cv2.dilate(dark, np.ones((1, 3), np.uint8))
    level = cv2.morphologyEx(thick_across, cv2.MORPH_OPEN, np.ones((1, across), np.uint8))
    upright = cv2.morphologyEx(thick_down, cv2.MORPH_OPEN, np.ones((down, 1), np.uint8))
    level, upright = _thin(level, page.em), _thin(upright, page.em)
    return _anchored(level, upright, page.em, 0), _anchored(upright, level, page.em, 1)


def _thin(mask: Picture, em: float) -> Picture:
    """Without bars and dark areas, which are no lines."""
    size = max(6, round(0.6 * em))
    kernel = np.ones((size, size), np.uint8)
    return cv2.subtract(mask, cv2.dilate(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), np.ones((3, 3), np.uint8)))


def _anchored(lines: Picture, crossing: Picture, em: float, axis: int) -> Picture:
    """Without short strokes that do not reach from one crossing line to another: those of characters. `axis` is 0 for level lines."""
    reach = max(3, round(_APART * em))
    near = cv2.dilate(crossing, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    kept = np.zeros(len(stats), np.uint8)
    for index, (x, y, width, height, _) in enumerate(stats[1:], 1):
        ends = [(y + height // 2, x), (y + height // 2, x + width - 1)] if axis == 0 else [(y, x + width // 2), (y + height - 1, x + width // 2)]
        reached = sum(bool(near[end]) for end in ends)
        kept[index] = reached == len(ends) or max(width, height) >= (_LONG if not reached else _LONGER[axis]) * em
    found: Picture = (kept[labels] * np.uint8(255)).astype(np.uint8)
    return found


def tables(page: Paper) -> list[Ruled]:
    """The ruled tables of a page from its top."""
    level, upright = line_masks(page)
    joined = cv2.dilate(cv2.max(level, upright), np.ones((5, 5), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for index, (left, top, width, height, _) in enumerate(stats[1:], 1):
        if width < _WIDE * page.em or height < _HIGH * page.em:
            continue
        own = np.where(labels == index, 255, 0).astype(np.uint8)
        frame = (int(left), int(top), int(left + width), int(top + height))
        table = _table(cv2.min(level, own), cv2.min(upright, own), frame, page.em)
        if table:
            found.append(table)
    return sorted(found, key=lambda table: table.box[1])


def _table(level: Picture, upright: Picture, frame: Box, em: float) -> Ruled | None:
    left, top, right, bottom = frame
    across = _positions(level[top:bottom, left:right], 1, em, _WIDE)
    down = _positions(upright[top:bottom, left:right], 0, em, _HIGH)
    across = tuple(top + place for place in across)
    down = tuple(left + place for place in down)
    # the sides of some tables are left open: their level lines then end beyond the last upright one
    open_left, open_right = not down or down[0] - left > em, not down or right - down[-1] > em
    down = (*((left,) if open_left else ()), *down, *((right,) if open_right else ()))
    if min(len(across), len(down)) < _SIDES:
        return None
    edges = _Edges((level, upright), across, down, em)
    edges.before[:, :1] |= open_left
    edges.before[:, -1:] |= open_right
    cells = tuple(_cells(edges))
    return Ruled(cells, across, down) if len(cells) > 1 else None


def _positions(mask: Picture, axis: int, em: float, least: float) -> tuple[int, ...]:
    """Where lines stand: level ones by row (axis 1), upright ones by column (axis 0)."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    length = stats[1:, cv2.CC_STAT_WIDTH if axis else cv2.CC_STAT_HEIGHT]
    places = sorted(zip(centres[1:, axis], length, strict=True))
    groups: list[list[tuple[float, float]]] = []
    for place, weight in places:
        if groups and place - groups[-1][-1][0] <= max(3.0, _APART * em):
            groups[-1].append((place, weight))
        else:
            groups.append([(place, weight)])
    return tuple(round(sum(p * w for p, w in group) / sum(w for _, w in group)) for group in groups if sum(w for _, w in group) >= least * em)


class _Edges:
    """Which edges between the smallest cells of a table are drawn."""

    def __init__(self, lines: tuple[Picture, Picture], across: tuple[int, ...], down: tuple[int, ...], em: float) -> None:
        """`lines` are the level and the upright ones, `across` and `down` where they stand."""
        level, upright = lines
        self.across, self.down = across, down
        reach = max(3, round(0.3 * em))
        rows, columns = max(0, len(across) - 1), max(0, len(down) - 1)
        self.above = np.zeros((rows + 1, columns), bool)
        self.before = np.zeros((rows, columns + 1), bool)
        self.doubtful: set[int] = set()
        for row in range(rows + 1):
            for column in range(columns):
                strip = level[max(0, across[row] - reach) : across[row] + reach + 1, down[column] + 3 : down[column + 1] - 2]
                share = _share(strip, 0)
                self.above[row, column] = share >= _PRESENT
                if _ABSENT < share < _WHOLE:
                    self.doubtful |= {row - 1, row}
        for row in range(rows):
            for column in range(columns + 1):
                strip = upright[across[row] + 3 : across[row + 1] - 2, max(0, down[column] - reach) : down[column] + reach + 1]
                share = _share(strip, 1)
                self.before[row, column] = share >= _PRESENT
                if _ABSENT < share < _WHOLE:
                    self.doubtful.add(row)


def _share(strip: Picture, axis: int) -> float:
    """The share of an edge that is drawn."""
    return float(strip.any(axis).mean()) if strip.size else 0.0


def _cells(edges: _Edges) -> Iterator[Cell]:
    """The areas that lines close off, outside left out; by row and column."""
    rows, columns = edges.before.shape[0], edges.above.shape[1]
    area = np.full((rows, columns), -1)
    _flood(edges, area, -2, _open_borders(edges))
    number = 0
    for row in range(rows):
        for column in range(columns):
            if area[row, column] != -1:
                continue
            members = _flood(edges, area, number, [(row, column)])
            number += 1
            yield _cell(edges, members)


def _open_borders(edges: _Edges) -> list[tuple[int, int]]:
    rows, columns = edges.before.shape[0], edges.above.shape[1]
    found = [(0, column) for column in range(columns) if not edges.above[0, column]]
    found += [(rows - 1, column) for column in range(columns) if not edges.above[rows, column]]
    found += [(row, 0) for row in range(rows) if not edges.before[row, 0]]
    found += [(row, columns - 1) for row in range(rows) if not edges.before[row, columns]]
    return found


def _flood(edges: _Edges, area: npt.NDArray[np.int_], number: int, starts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give `number` to every smallest cell that no drawn edge parts from those in `starts`."""
    waiting, found = list(starts), []
    while waiting:
        row, column = waiting.pop()
        if area[row, column] != -1:
            continue
        area[row, column] = number
        found.append((row, column))
        if row and not edges.above[row, column]:
            waiting.append((row - 1, column))
        if row + 1 < area.shape[0] and not edges.above[row + 1, column]:
            waiting.append((row + 1, column))
        if column and not edges.before[row, column]:
            waiting.append((row, column - 1))
        if column + 1 < area.shape[1] and not edges.before[row, column + 1]:
            waiting.append((row, column + 1))
    return found


def _cell(edges: _Edges, members: list[tuple[int, int]]) -> Cell:
    first_row, last_row = min(row for row, _ in members), max(row for row, _ in members)
    first, last = min(column for _, column in members), max(column for _, column in members)
    box = (edges.down[first], edges.across[first_row], edges.down[last + 1], edges.across[last_row + 1])
    rows, columns = last_row - first_row + 1, last - first + 1
    certain = edges.doubtful.isdisjoint({first_row, last_row}) and rows * columns == len(members)
    return Cell(box, first_row, first, rows, columns, whole=certain)
