"""The text in each cell of a ruled table: its lines cut out of the picture and recognised, a lone digit as well as a label.

No text detection is asked where lines close a cell off: it glues numbers of neighbouring cells together and overlooks lone digits.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from gongkai.annual.read.ocr import engine as ocr_engine
from gongkai.annual.read.ocr import figures as scan_figures
from gongkai.annual.read.ocr.engine import Box, Picture
from gongkai.annual.read.ocr.paper import Paper, ink
from gongkai.annual.read.ocr.rulings import Cell, Ruled
from gongkai.annual.read.raw import REPLACEMENT

# all in heights of a character
_BORDER = 0.16
"""Nearer than this to the middle of a line is the line itself, smeared."""
_SPECK = 0.14
"""A speck is no wider and no higher: less than a decimal point."""
_SMEAR = 0.15
_FULL = 0.8
"""The share of a cell's height that a smeared line takes up, and no character."""
_TELLING = 0.35
_MARK = 0.25
"""As much ink as a square of this side is something, though not to be read."""
_LEVEL = 2.0
_MIDDLE = (0.3, 0.7)
_DASH = 0.25
"""A mark for “nothing” is longer."""
_LINE = 0.6
"""What is lower is a part of a character: 二, 三 and 一 are strokes with paper between."""
_GAP = 0.12
_BRIDGE = 0.06
"""The share of the fullest row's ink up to which a row is the paper between two lines: a bracket may reach across it."""


@dataclass(frozen=True)
class Inked:
    """What is printed in a cell: `lines` of text from its top, a `dash` alone, or `unsure` what it is; none of these: nothing.

    `cut`: some of it reaches the cell's border, and beyond it for all we know.
    """

    lines: tuple[Box, ...] = ()
    dash: bool = False
    unsure: bool = False
    cut: bool = False


def texts(page: Paper, table: Ruled) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The table's rows, each of its own cells only, and how many cells are left out: legible, but not for certain."""
    found = [inked(page, cell) for cell in table.cells]
    pieces = [(index, box) for index, cell in enumerate(found) for box in cell.lines]
    read = ocr_engine.recognise([crop(page.grey, box, page.em) for _, box in pieces])
    lines: dict[int, list[scan_figures.Piece]] = {}
    for (index, box), recognised in zip(pieces, read, strict=True):
        lines.setdefault(index, []).append(scan_figures.Piece(box, recognised))
    figures = {index: parts for index, parts in lines.items() if scan_figures.may_be(parts)}
    certain = scan_figures.certain(page, [parts[0] if len(parts) == 1 and not found[index].cut else None for index, parts in figures.items()])
    taken = dict(zip(figures, certain, strict=True))
    rows: dict[int, list[tuple[int, str]]] = {}
    unsure = 0
    for index, (cell, content) in enumerate(zip(table.cells, found, strict=True)):
        text = _text(content, lines.get(index, ()), taken.get(index)) if cell.whole else REPLACEMENT
        unsure += REPLACEMENT in text
        rows.setdefault(cell.row, []).append((cell.column, text))
    return tuple(tuple(text for _, text in sorted(rows[row])) for row in sorted(rows)), unsure


def _text(content: Inked, lines: Sequence[scan_figures.Piece], figure: str | None) -> str:
    if content.unsure:
        return REPLACEMENT
    if content.dash:
        return "-"
    if figure is not None:
        return figure
    text = "".join(line.read.text for line in lines)
    return text if text or not content.lines else REPLACEMENT


def crop(grey: Picture, box: Box, em: float, pad: float = 0.25) -> Picture:
    """What stands in `box` with paper around it: `pad` heights of a character on every side."""
    left, top, right, bottom = box
    lack = max(0, round(em - (bottom - top)))
    around = round(pad * em)
    above = lack // 2 + around
    return cv2.copyMakeBorder(grey[top:bottom, left:right], above, lack - lack // 2 + around, around, around, cv2.BORDER_CONSTANT, value=255)


def inked(page: Paper, cell: Cell) -> Inked:
    """What is printed within a cell's lines."""
    border = max(3, round(_BORDER * page.em))
    left, top, right, bottom = cell.box[0] + border, cell.box[1] + border, cell.box[2] - border + 1, cell.box[3] - border + 1
    if right <= left or bottom <= top:
        return Inked()
    grey = page.grey[top:bottom, left:right]
    dark = ink(grey, page.faint)
    black = dark.copy()
    strokes, specks, cut = _strokes(dark, page.em)
    if not strokes:
        coloured = cv2.countNonZero(cv2.subtract(ink(page.full[top:bottom, left:right], page.faint), black))
        return Inked(unsure=cut or max(specks, coloured) > (_MARK * page.em) ** 2)
    if len(strokes) == 1 and not cut and _is_dash(grey, strokes[0], page.em):
        return Inked(dash=True)
    return Inked(tuple((left + a, top + b, left + c, top + d) for a, b, c, d in _lines(dark, page.em)), cut=cut)


def _strokes(dark: Picture, em: float) -> tuple[list[Sequence[int]], int, bool]:
    """The boxes of the ink, how many dots are in specks, and whether ink is cut off at the cell's border.

    What smeared or slanting lines leave at the border is taken out of `dark`.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    height, width = dark.shape
    found: list[Sequence[int]] = []
    specks, cut = 0, False
    smears = {0: 0, width: 0}
    for index, (x, y, wide, high, area) in enumerate(stats[1:], 1):
        beside, over = x == 0 or x + wide == width, y == 0 or y + high == height
        if (beside and wide <= max(2, _SMEAR * em)) or (over and high <= max(2, _SMEAR * em)):
            dark[labels == index] = 0
            if beside and high < _FULL * height:
                smears[0 if x == 0 else width] += int(high)
        elif max(wide, high) <= max(2, _SPECK * em):
            specks += int(area)
        else:
            found.append((int(x), int(y), int(wide), int(high)))
            cut |= bool(beside or over)
    for edge, high in smears.items():
        # what a digit that reaches over the border leaves within it looks so too: where nothing else is near, only much of it tells
        near = any(abs(side - edge) < _LINE * em for x, _, wide, _ in found for side in (x, x + wide))
        cut |= high > 0 if near else high >= _TELLING * em
    return found, specks, cut


def _is_dash(grey: Picture, box: Sequence[int], em: float) -> bool:
    """Whether the only ink of a cell is a level stroke: no digit looks so, and it stands well off the cell's lines."""
    x, y, width, height = box
    middle = (y + height / 2) / grey.shape[0]
    stroke = scan_figures.black(grey[y : y + height, x : x + width])
    _, _, wide, high = cv2.boundingRect(stroke)
    level = wide >= _LEVEL * high and width >= _DASH * em and height <= 0.3 * em
    return bool(level and _MIDDLE[0] < middle < _MIDDLE[1] and width < 0.8 * grey.shape[1])


def _lines(dark: Picture, em: float) -> list[Box]:
    """The boxes of the lines of text in a cell, from its top."""
    inky = np.count_nonzero(dark, axis=1)
    rows = np.flatnonzero(inky > _BRIDGE * inky.max())
    spans: list[list[int]] = []
    for row in rows:
        if spans and row - spans[-1][1] <= max(1, _GAP * em):
            spans[-1][1] = int(row) + 1
        else:
            spans.append([int(row), int(row) + 1])
    merged: list[list[int]] = []
    for span in spans:
        low = merged and min(span[1] - span[0], merged[-1][1] - merged[-1][0]) < _LINE * em
        if low and span[1] - merged[-1][0] <= 1.35 * em:
            merged[-1][1] = span[1]
        else:
            merged.append(span)
    found = []
    merged[0][0], merged[-1][1] = int(np.flatnonzero(inky)[0]), int(np.flatnonzero(inky)[-1]) + 1
    for top, bottom in merged:
        columns = np.flatnonzero(dark[top:bottom].any(0))
        found.append((int(columns[0]), top, int(columns[-1]) + 1, bottom))
    return found
