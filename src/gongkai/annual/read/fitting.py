"""A row of the form fitted to what stands after its label on the page."""

from collections.abc import Sequence

from gongkai.annual.read import align, labels
from gongkai.annual.read.align import Fit
from gongkai.annual.read.raw import Slot
from gongkai.annual.read.rows import Segment
from gongkai.statute.editions import Row

SHOWN = frozenset({"cell", "bar"})
"""Kinds of cells of which the empty ones show."""


class Starts:
    """Where the values begin in a table whose merged labels left empty cells, as the rows tell that fit in one way only.

    Rows of one shape (cells, place of the label) begin alike; where all shapes begin in one column of the block, or of the whole
    table, every row does.
    """

    def __init__(self, rows: Sequence[tuple[Row, Segment]]) -> None:
        self._shapes: dict[tuple[int, ...], set[int]] = {}
        self._columns: dict[tuple[int, ...], set[int]] = {}
        for row, segment in rows:
            if len(segment.slots) > len(row.columns):
                self._learn(segment, len(row.columns))

    def _learn(self, segment: Segment, count: int) -> None:
        entries = [align.entry(slot.text) for slot in segment.slots]
        found = align.windows(entries, count)
        if len(found) != 1 or all(entry is align.BLANK for entry in entries):
            return
        self._shapes.setdefault(self._shape(segment, count), set()).add(found[0])
        for part in ((segment.label.block, count), ()):
            self._columns.setdefault(part, set()).add(segment.label.column + found[0])

    def of(self, segment: Segment, count: int) -> int | None:
        """The place of the first value among the slots of `segment`, where other rows tell."""
        known = self._shapes.get(self._shape(segment, count), set())
        if len(known) == 1:
            return next(iter(known))
        for part in ((segment.label.block, count), ()):
            columns = self._columns.get(part, set())
            if len(columns) == 1:
                return next(iter(columns)) - segment.label.column
        return None

    @staticmethod
    def _shape(segment: Segment, count: int) -> tuple[int, ...]:
        return segment.label.block, len(segment.slots), segment.label.column, count


def fit(row: Row, segment: Segment, slots: Sequence[Slot], starts: Starts) -> Fit:
    """The cells of `row` in what stands after its label; `slots` are all of the page, for what stands behind."""
    count = len(row.columns)
    summed = row.prefix != "article20"
    texts = [slot.text for slot in segment.slots]
    entries = [align.entry(text) for text in texts]
    if segment.slots and segment.slots[0].kind in SHOWN:
        start = starts.of(segment, count)
        if len(entries) == count and start and align.BLANK in entries:
            return Fit((None,) * count, "ambiguous")  # rows beside it begin further right: a cell of this one is lost
        return _without_list_number(segment, slots, align.fit_shown(entries, count, summed=summed, start=start), summed=summed)
    behind = slots[segment.last + 1] if segment.last + 1 < len(slots) else None
    if digits := _glued(segment, texts, count, behind.text if behind else ""):
        return align.fit_glued(digits, count, summed=summed)
    # the total tells only where the whole row stands on one line: a capture may have dropped lines
    one_line = len({(slot.block, slot.row) for slot in segment.slots}) == 1
    return align.fit_dropped(entries, count, summed=summed and one_line and behind is not None)


def _without_list_number(segment: Segment, slots: Sequence[Slot], found: Fit, *, summed: bool) -> Fit:
    """The list number of the next label may hang on the last number of a row whose end was lost: only the row's sum tells."""
    last = segment.slots[-1]
    behind = slots[segment.last + 1] if segment.last + 1 < len(slots) else None
    if behind is None or behind[2:] != last[2:]:
        return found
    number = list_number(behind.text)
    if not number or not last.text.endswith(number) or len(last.text) == len(number) or found.trouble:
        return found
    shorter = Fit((*found.cells[:-1], align.entry(last.text[: -len(number)])))
    holding = [way for way in (found, shorter) if summed and align.adds_up(align.numbers(list(way.cells)))]
    return holding[0] if len(holding) == 1 else Fit((*found.cells[:-1], None), "ambiguous")


def _glued(segment: Segment, texts: list[str], count: int, behind: str) -> tuple[str, ...]:
    """The digit strings that a row without separators can be; empty when its numbers stand apart."""
    digits = "".join("".join(texts).split())
    if not digits.isdecimal() or len(texts) >= count or len(digits) < count:
        return ()
    if not segment.glued and len(texts) > 1 and not any(len(text) > 1 and text.startswith("0") for text in texts):
        return ()
    number = list_number(behind) if segment.glued else ""
    if number and digits.endswith(number) and len(digits) > count:
        return (digits, digits[: -len(number)])
    return (digits,)


def list_number(label: str) -> str:
    """The list number that the form prints before a label, when the label stands there without it; else empty."""
    reading = labels.read(label) if label else None
    row = reading.of("row") if reading else None
    if row is None or not row.number.isdecimal() or label[:1].isdecimal() or label[:1] in "(（":
        return ""
    return row.number
