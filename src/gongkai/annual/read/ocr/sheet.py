"""One page of a scan: its tables and its paragraphs from the top down, and how much on it was not legible for certain."""

from dataclasses import dataclass

import cv2
import numpy as np
from PIL.Image import Image

from gongkai.annual.read.ocr import cells as scan_cells
from gongkai.annual.read.ocr import keystone as scan_keystone
from gongkai.annual.read.ocr import rulings as scan_rulings
from gongkai.annual.read.ocr import text as scan_text
from gongkai.annual.read.ocr.engine import Picture
from gongkai.annual.read.ocr.paper import Paper, paper, upright
from gongkai.annual.read.ocr.rulings import Ruled

SMALLEST = 32
"""Pixels: what is narrower or lower shows no word."""
_SAME_EDGE = 0.012
"""Edges of columns on two pages are the same when they differ by no more than this share of the table's width."""


@dataclass(frozen=True)
class Table:
    """A ruled table (`kind` cell) or lines in columns (`loose`): its rows, and where its columns begin and end as shares of its width."""

    kind: str
    rows: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...] = ()

    def goes_on_in(self, other: "Table") -> bool:
        """Whether `other`, on the next page, has the same columns: then it is the rest of this table."""
        few, many = sorted((self.edges, other.edges), key=len)
        return len(few) > 1 and all(min(abs(edge - known) for known in many) <= _SAME_EDGE for edge in few)


@dataclass(frozen=True)
class Sheet:
    """The blocks of a page in reading order; `unsure` counts the figures that were left out because they were not legible for certain."""

    blocks: tuple[str | Table, ...]
    unsure: int


def sheet(picture: Image) -> Sheet:
    """What stands on the page that a picture (red, green, blue) shows."""
    if min(picture.size) < SMALLEST:
        return Sheet((), 0)
    page = _level(cv2.cvtColor(np.asarray(picture), cv2.COLOR_RGB2BGR))
    tables = scan_rulings.tables(page)
    placed: list[tuple[int, str | Table]] = []
    unsure = 0
    for table in tables:
        rows, lost = scan_cells.texts(page, table)
        placed.append((table.box[1], Table("cell", rows, _edges(table))))
        unsure += lost
    lines = scan_text.lines(page, [table.box for table in tables])
    unsure += sum(line.lost for line in lines)
    tops = sorted(table.box[1] for table in tables)
    for above, below in zip([-1, *tops], [*tops, page.grey.shape[0]], strict=True):
        placed += _text([line for line in lines if above <= line.top < below])
    return Sheet(tuple(block for _, block in sorted(placed, key=lambda found: found[0])), unsure)


def _level(colours: Picture) -> Paper:
    colours = upright(colours)
    page = paper(colours)
    straight = scan_keystone.straightened(colours, page)
    return page if straight is None else paper(straight)


def _edges(table: Ruled) -> tuple[float, ...]:
    left, right = table.down[0], table.down[-1]
    return tuple((place - left) / (right - left) for place in table.down)


def _text(lines: list[scan_text.Printed]) -> list[tuple[int, str | Table]]:
    """Lines as paragraphs, those with wide gaps as loose tables."""
    found: list[tuple[int, str | Table]] = []
    for line in scan_text.paragraphs(lines):
        texts = tuple(text for _, text in line.pieces)
        last = found[-1][1] if found else ""
        if len(texts) == 1:
            found.append((line.top, texts[0]))
        elif isinstance(last, Table):
            found[-1] = (found[-1][0], Table("loose", (*last.rows, texts)))
        else:
            found.append((line.top, Table("loose", (texts,))))
    return found
