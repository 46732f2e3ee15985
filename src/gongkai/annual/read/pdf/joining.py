"""A table that goes on over a page break: one table again; a row that the break cut in two is put together only where that is certain."""

import re
from collections.abc import Iterator

from gongkai.annual.read import labels, values
from gongkai.annual.read.pdf.tables import Cell, Ruled

_NUMBERING = re.compile(r"[（(]?[一二三四五六七八1-8][）)]?[、.．]?")
NEAR = 4.0
"""Edges of columns nearer than this (points) are the same on both pages."""


def continues(one: Ruled, two: Ruled) -> bool:
    """Whether `two`, the first thing on its page, has the columns of `one`, the last on the page before."""
    if abs(one.x0 - two.x0) > NEAR or abs(one.x1 - two.x1) > NEAR:
        return False
    before, after = _edges(one), _edges(two)
    return _within(after, before) or _within(before, after)


def _edges(table: Ruled) -> list[float]:
    return sorted({edge for row in table.rows for cell in row for edge in (cell.x0, cell.x1)})


def _within(some: list[float], others: list[float]) -> bool:
    return all(any(abs(edge - other) <= NEAR for other in others) for edge in some)


def join(one: Ruled, two: Ruled) -> Ruled:
    """Both as one table: the head that is printed again left out, a row broken by the page's end put together."""
    rows = two.rows[_head_again(one, two) :]
    spans = _spanning(one)
    for cell in (cell for row in one.rows for cell in row):
        cell.bottom = 0.0  # of this page no more
    if rows:
        rows = [[cell for cell in rows[0] if not _goes_on_in(spans, cell)], *rows[1:]]
        rows = _mended(one.rows[-1], rows[0], rows)
    return Ruled(two.x0, two.top, two.x1, two.bottom, [*one.rows, *rows])


def _head_again(one: Ruled, two: Ruled) -> int:
    """How many rows of `two` repeat the first rows of `one` word for word; a row with numbers is no head."""
    count = 0
    for first, second in zip(one.rows, two.rows, strict=False):
        texts = [cell.text for cell in second]
        if texts != [cell.text for cell in first] or not any(texts) or any(values.parse(text) for text in texts):
            break
        count += 1
    return count


def _spanning(table: Ruled) -> list[Cell]:
    """The cells of earlier rows that reach down to the end of the page."""
    return [cell for row in table.rows[:-1] for cell in row if abs(cell.bottom - table.bottom) < NEAR]


def _goes_on_in(spans: list[Cell], cell: Cell) -> bool:
    """Whether a cell is the rest of a group's label that spans the page break; the label is then whole again."""
    for above in spans:
        if not _same_column(above, cell):
            continue
        if not cell.text or _is_one_label(above, cell):
            above.text += cell.text
            above.bottom = cell.bottom
            return True
    return False


def _same_column(one: Cell, two: Cell) -> bool:
    return abs(one.x0 - two.x0) <= NEAR and abs(one.x1 - two.x1) <= NEAR


def _mended(last: list[Cell], first: list[Cell], rows: list[list[Cell]]) -> list[list[Cell]]:
    """The rows after the break, without the first where it is the rest of the last row before it."""
    pairs = list(_pairs(last, first))
    if len(pairs) != len(last) or len(pairs) != len(first):
        return rows
    both = [(one, two) for one, two in pairs if one.text and two.text]
    if both and all(_is_one_label(*pair) for pair in both) and _on_one_side([pair for pair in pairs if pair not in both]):
        _fill(pairs)
        return rows[1:]
    if not both and (_label_without_numbers(last, first) or _label_without_numbers(first, last)):
        _fill(pairs)
        return rows[1:]
    if _is_label_alone(last) and not _named(first) and _numbers(first):
        # its numbers may be those on the next page: its empty cells are not blank ones
        last[:] = [cell for cell in last if cell.text]
    return rows


def _pairs(last: list[Cell], first: list[Cell]) -> Iterator[tuple[Cell, Cell]]:
    for one in last:
        for two in first:
            if _same_column(one, two):
                yield one, two


def _is_one_label(one: Cell, two: Cell) -> bool:
    """Whether two texts are one label of the form, of which the second is none by itself, or only lacks its number."""
    return labels.exact(one.text + two.text) is not None and (labels.exact(two.text) is None or _NUMBERING.fullmatch(one.text) is not None)


def _on_one_side(pairs: list[tuple[Cell, Cell]]) -> bool:
    return not any(one.text for one, _ in pairs) or not any(two.text for _, two in pairs)


def _fill(pairs: list[tuple[Cell, Cell]]) -> None:
    for one, two in pairs:
        one.text += two.text


def _label_without_numbers(named: list[Cell], numbered: list[Cell]) -> bool:
    """Whether one row has only a label of the form, and the other only numbers."""
    return _is_label_alone(named) and _numbers(numbered) and all(values.parse(cell.text) for cell in numbered if cell.text)


def _is_label_alone(row: list[Cell]) -> bool:
    return _named(row) and not any(values.parse(cell.text) for cell in row) and any(not cell.text for cell in row)


def _named(row: list[Cell]) -> bool:
    """Whether the last text of a row that is no number names a row of the form."""
    texts = [cell.text for cell in row if cell.text and values.parse(cell.text) is None]
    reading = labels.exact(texts[-1]) if texts else None
    return reading is not None and reading.of("row") is not None


def _numbers(row: list[Cell]) -> bool:
    return any(values.parse(cell.text) for cell in row)
