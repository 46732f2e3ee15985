"""Plain text to raw blocks: bars, tabs, wide blanks, lines."""

import re
from itertools import groupby

from gongkai.annual.read.raw import Grid, Line, Page

_WIDE = re.compile(r" {2,}|\t")
LONGEST_CELL = 80
LONGEST_BAR_CELL = 400


def page(text: str) -> Page:
    """The lines of `text`, runs of lines with bars or tabs or wide blanks as grids."""
    blocks: list[Line | Grid] = []
    printed = [(number, *_cells(line)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    for kind, run in groupby(printed, key=lambda found: found[1]):
        lines = list(run)
        if kind == "line" or all(sum(map(bool, cells)) <= 1 for _, _, cells in lines):
            blocks += [Line(cell, number) for number, _, cells in lines for cell in cells if cell]
        else:
            blocks.append(Grid(kind, tuple(cells for _, _, cells in lines), 1 + sum(isinstance(block, Grid) for block in blocks)))
    return Page(tuple(blocks))


def _cells(line: str) -> tuple[str, tuple[str, ...]]:
    """The kind of a line and its cells; a line of running text is one cell."""
    if "|" in line:
        cells = tuple(cell.strip() for cell in line.split("|"))
        if max(map(len, cells)) <= LONGEST_BAR_CELL:
            return "bar", cells
        return "line", cells
    if "\t" in line.lstrip():
        return "bar", tuple(cell.strip() for cell in line.rstrip("\r\n").split("\t"))
    parts = [part for part in _WIDE.split(line.strip()) if part]
    if len(parts) > 1 and all(len(part) <= LONGEST_CELL for part in parts) and not line.rstrip().endswith(("。", "；")):
        return "loose", tuple(parts)
    return "line", (line.strip(),)
