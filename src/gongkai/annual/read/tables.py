"""Tables that are not part of the statutory form, as rows of text: grids as they stand, and tables that a copy left as lines."""

import re

from gongkai.annual.model import TABLE_NAME, OtherTable
from gongkai.annual.read import metadata, values
from gongkai.annual.read.raw import Grid, Line, Page
from gongkai.annual.read.sections import Part

_SENTENCE = re.compile("[。；！？]$")
_PERCENT = re.compile(r"[+\-]?\d+(?:\.\d+)?%")
LONGEST_CELL = 40
NUMBERS = 3
"""A run of short lines with fewer numbers than this is text, not a table."""


def grids(page: Page, used: set[int]) -> list[OtherTable]:
    """Grids that the form does not use and that are no metadata."""
    found = []
    for index, block in enumerate(page.blocks):
        if not isinstance(block, Grid) or index in used or metadata.is_metadata(block):
            continue
        rows = tuple(cells for row in block.rows if any(cells := tuple(cell for cell in _trimmed(row))))
        if sum(len(row) > 1 for row in rows) > 1:
            before = page.blocks[index - 1] if index else None
            caption = before.text if isinstance(before, Line) and len(before.text) <= LONGEST_CELL and not _SENTENCE.search(before.text) else ""
            if rows[0][:1] == (TABLE_NAME,) and len(rows[0]) == 2:  # noqa: PLR2004 - the word and the title
                caption, rows = rows[0][1], rows[1:]
            found.append(OtherTable(caption, rows))
    return found


def _trimmed(row: tuple[str, ...]) -> tuple[str, ...]:
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def from_lines(part: Part) -> tuple[list[OtherTable], Part]:
    """Tables that stand one cell a line in a part: their rows, and the part without them.

    A row begins with the first label after a number; a label without a number makes a row of its own.
    """
    found: list[OtherTable] = []
    kept: list[tuple[int, str]] = []
    run: list[tuple[int, str]] = []

    def close() -> None:
        if sum(_is_number(text) for _, text in run) >= NUMBERS:
            caption = kept.pop()[1] if kept and len(kept[-1][1]) <= LONGEST_CELL and not _SENTENCE.search(kept[-1][1]) else ""
            found.append(OtherTable(caption or part.title, _rows([text for _, text in run])))
        else:
            kept.extend(run)
        run.clear()

    for line in part.lines:
        if len(line[1]) <= LONGEST_CELL and not _SENTENCE.search(line[1]):
            run.append(line)
        else:
            close()
            kept.append(line)
    close()
    return found, Part(part.number, part.title, part.known, tuple(kept), part.block)


def _is_number(text: str) -> bool:
    return values.parse(text) is not None or bool(_PERCENT.fullmatch(text))


def _rows(texts: list[str]) -> tuple[tuple[str, ...], ...]:
    width = _width(texts)
    rows: list[list[str]] = []
    labels: list[str] = []
    for text in texts:
        if not _is_number(text):
            labels.append(text)
            continue
        if labels:
            rows += _label_rows(labels, width if not rows else 0)
            labels = []
        rows[-1].append(text) if rows else rows.append([text])
    rows += [[label] for label in labels]
    return tuple(tuple(row) for row in rows)


def _label_rows(labels: list[str], width: int) -> list[list[str]]:
    """Labels before a number: the last is its row's own, each before it is a row without a number.

    Before the first number (`width` > 0) the labels that fill the table's width are its head.
    """
    *before, own = labels
    if width and len(before) >= width:
        return [*([label] for label in before[:-width]), before[-width:], [own]]
    return [*([label] for label in before), [own]]


def _width(texts: list[str]) -> int:
    """How many cells a row has: one label and the numbers that follow it most often."""
    counts: dict[int, int] = {}
    numbers = 0
    for text in [*texts, ""]:
        if _is_number(text):
            numbers += 1
        elif numbers:
            counts[numbers] = counts.get(numbers, 0) + 1
            numbers = 0
    return 1 + max(counts, key=lambda n: counts[n], default=0)
