"""Tables of the form without rulings: the columns that their heads name, the numbers below each head, the label beside each row.

A table is taken so only where nothing is left to choose: every column has a head of the form, every number stands below one head, and
every label put together from lines is a label of the form. Else its lines stay as they stand, and `joining` does what text alone allows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.annual.read import labels
from gongkai.annual.read.pdf.broken import is_number
from gongkai.annual.read.pdf.labels import LINES, STACKED, Fragment, beside, names, pieces, stacks, text_of
from gongkai.annual.read.pdf.lines import Segment, TextLine
from gongkai.annual.read.pdf.text import HEADING
from gongkai.annual.read.raw import REPLACEMENT

HIGHEST = 8
"""A head has at most this many lines."""
_COUNTS = {"applicant": (7,), "result": (5, 10, 15), "column": (2, 3)}
"""How many columns of a kind the form's tables have."""


@dataclass
class Band:
    """A vertical strip of the page: a column's head and where it stands."""

    x0: float
    x1: float
    text: str = ""
    top: float = 0.0

    @property
    def middle(self) -> float:
        """Its middle."""
        return (self.x0 + self.x1) / 2

    def meets(self, other: "Band | Segment") -> bool:
        """Whether both have a part of the page's width in common."""
        return min(self.x1, other.x1) > max(self.x0, other.x0)


@dataclass
class Unruled:
    """A table: its rows, and the columns that the next page may go on with."""

    rows: list[list[str]]
    columns: list[Band]


@dataclass
class _Body:
    """The lines below a head: numbers by line, and the pieces of labels."""

    numbers: list[tuple[float, list[Segment]]]
    fragments: list[Fragment]
    end: int


def find(lines: Sequence[TextLine], before: list[Band]) -> tuple[list[TextLine | Unruled], list[Band]]:
    """The lines of a page with its unruled tables in their places; `before` are the columns that the page before ended with."""
    found: list[TextLine | Unruled] = []
    start = 0
    open_columns = before
    index = 0
    while index < len(lines):
        if not _values(lines[index]):
            index += 1
            continue
        top, first, columns, head = _headed(lines, start, index)
        if not columns and index - start <= LINES and not found and all(_may_be_label(line, open_columns) for line in lines[start:index]):
            top, first, columns, head = start, start, open_columns, []
        body = _body(lines, top, columns)
        rows = _rows(body, columns) if columns else []
        if rows:
            found += [*lines[start:first], Unruled([*head, *rows], columns)]
            start = index = body.end
            open_columns = columns
        else:
            index += 1
    if start < len(lines):
        open_columns = []
    return [*found, *lines[start:]], open_columns


def _values(line: TextLine) -> list[Segment]:
    """The numbers on a line of a table, and the marks for none."""
    return [segment for segment in line.segments if is_number(segment)]


def _may_be_label(line: TextLine, columns: list[Band]) -> bool:
    return bool(columns) and line.x1 <= columns[0].x0 and not _is_heading(line.segments)


# ---- the head ----


def _headed(lines: Sequence[TextLine], start: int, index: int) -> tuple[int, int, list[Band], list[list[str]]]:
    """Where the rows begin whose first numbers are on the line `index`, maybe lines of a label above it; and the head above them."""
    for top in range(index, max(start, index - LINES), -1):
        first, columns, head = _head(lines, start, top)
        if columns and all(_may_be_label(line, columns) for line in lines[top:index]):
            return top, first, columns, head
    return index, index, [], []


def _head(lines: Sequence[TextLine], start: int, end: int) -> tuple[int, list[Band], list[list[str]]]:
    """Where the head above the line `end` begins, its columns, and its rows; no columns where the head is not the form's."""
    best: tuple[int, list[Band], list[list[str]]] = (end, [], [])
    bands: list[Band] = []
    spanning: list[list[str]] = []
    for index in range(end - 1, max(start, end - HIGHEST) - 1, -1):
        line = lines[index]
        if _is_other(line) or lines[index + 1].base - line.base > 2 * STACKED * line.size:
            break
        spans = [piece.text for segment in line.segments for piece in pieces(segment) if not _stack(bands, piece, line)]
        if spans:
            spanning.insert(0, spans)
        named = [band for band in sorted(bands, key=lambda band: band.x0) if _kind(band.text)]
        if _is_form(named, bands):
            corner = [band.text for band in sorted(bands, key=lambda band: band.x0) if band not in named]
            best = (index, named, [*spanning, [*corner, *(band.text for band in named)]])
    first, columns, rows = best
    return first, [Band(band.x0, band.x1, band.text) for band in columns], [list(row) for row in rows]


def _is_other(line: TextLine) -> bool:
    """Whether a line is no part of a head: a heading, running text, numbers."""
    return bool(_values(line)) or (len(line.segments) == 1 and bool(HEADING.match(line.text))) or line.text.endswith("。")


def _stack(bands: list[Band], segment: Segment, line: TextLine) -> bool:
    """Put a piece of a head on top of the column that it stands over; a piece over several columns is none of theirs."""
    over = [band for band in bands if band.meets(segment)]
    if len(over) > 1:
        return False
    if not over:
        bands.append(Band(segment.x0, segment.x1, segment.text, line.base))
    elif over[0].top - line.base > STACKED * line.size:
        return False
    else:
        band = over[0]
        band.x0, band.x1, band.text, band.top = min(band.x0, segment.x0), max(band.x1, segment.x1), segment.text + band.text, line.base
    return True


def _kind(text: str) -> str:
    """Which kind of column of the form a text names."""
    reading = labels.exact(text)
    return next((kind for kind in _COUNTS if reading and reading.of(kind)), "")


def _is_form(named: list[Band], bands: list[Band]) -> bool:
    """Whether columns are those of a table of the form, and no other column stands among or behind them."""
    if not named or any(band not in named and band.x1 > named[0].x0 for band in bands):
        return False
    return any(len(named) in counts and all(names(band.text, kind) for band in named) for kind, counts in _COUNTS.items())


# ---- the rows ----


def _body(lines: Sequence[TextLine], start: int, columns: list[Band]) -> _Body:
    """The lines from `start` that can be rows of the table: numbers, and to the left of them pieces of labels."""
    body = _Body([], [], start)
    pending: list[Fragment] = []
    for index in range(start, len(lines) if columns else start):
        line = lines[index]
        numbers = [segment for segment in _values(line) if segment.x1 > columns[0].x0 - line.size]
        words = [piece for segment in line.segments if segment not in numbers for piece in pieces(segment)]
        if any(piece.x1 > columns[0].x1 for piece in words) or (not numbers and _is_heading(words)):
            break
        if index > start and line.base - lines[index - 1].base > 3 * STACKED * line.size:
            break
        pending += [Fragment(piece, line.base, line.size) for piece in words]
        if numbers:
            body.numbers.append((line.base, numbers))
        if numbers or (pending and body.numbers and line.base - body.numbers[-1][0] < STACKED * line.size * 2):
            body.fragments += pending
            pending = []
            body.end = index + 1
    return body


def _is_heading(words: Sequence[Segment]) -> bool:
    """Whether a line is a heading of the text and no label of the table, which is numbered alike."""
    return bool(HEADING.match(words[0].text)) and not labels.begins(words[0].text)


def _rows(body: _Body, columns: list[Band]) -> list[list[str]]:
    """The rows of a table with every number in its column; none where a number could stand in two."""
    bands: list[Band] = []
    for segment in (segment for _, numbers in body.numbers for segment in numbers):
        meeting = [band for band in bands if band.meets(segment)]
        bands = [band for band in bands if band not in meeting]
        bands.append(Band(min(segment.x0, *(b.x0 for b in meeting), segment.x0), max(segment.x1, *(b.x1 for b in meeting), segment.x1)))
    places = {id(band): place for band in bands if (place := _column(band, columns)) is not None}
    if len(places) < len(bands):
        return []
    named = _named(body)
    rows = []
    for number, (_, segments) in enumerate(body.numbers):
        cells = [""] * len(columns)
        for segment in segments:
            place = places[id(next(band for band in bands if band.meets(segment)))]
            if cells[place]:
                return []
            cells[place] = segment.text
        if any("  " in text for text in cells):  # one number with a gap in it, or those of two columns
            cells = [text if text.strip() and "  " not in text else REPLACEMENT for text in cells]
        rows.append([*named[number], *cells])
    return rows


def _column(band: Band, columns: list[Band]) -> int | None:
    """The column whose head a band of numbers stands below, where it is nearer to it than to any other by far."""
    away = sorted((abs(column.middle - band.middle), index) for index, column in enumerate(columns))
    return away[0][1] if away[0][0] < 0.6 * away[1][0] else None


def _named(body: _Body) -> list[list[str]]:
    """The texts before the numbers of each row: its label put together, and before it what stands beside it besides."""
    found = stacks(body.fragments)
    texts: list[list[str]] = [[] for _ in body.numbers]
    for row, (base, _) in enumerate(body.numbers):
        longest = beside(base, found)
        if len(longest) == 1 and not any(fragment.used for fragment in longest[0]):
            texts[row] = [text_of(longest[0])]
            for fragment in longest[0]:
                fragment.used = True
    for fragment in (fragment for fragment in reversed(body.fragments) if not fragment.used):
        row = min(range(len(texts)), key=lambda row: abs(body.numbers[row][0] - fragment.base))
        texts[row].insert(0, fragment.segment.text)
    return texts
