"""The national statistics table of years up to 2018 (政府信息公开情况统计表, 国办发〔2014〕32号): figures `legacy.<code>` by its own labels.

Places print subsets of it and tables of their own that look like it. So a label counts only exactly as the form has it, and
only in a table with many of them; a number is taken only where one number, and no other, stands behind its label.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from gongkai.annual.model import UNKNOWN_MARK, Doubt, Figure
from gongkai.annual.read import labels, values
from gongkai.annual.read.doubts import doubt
from gongkai.annual.read.raw import Line, Page, Slot, place
from gongkai.messages import Message
from gongkai.statute.legacy import Item, cell_labels, headings, items

LEAST = 8
"""A table with fewer different labels of the form than this is the office's own."""
_MONEY = frozenset({"元", "千元", "万元", "亿元", "万"})
_UNITS = _MONEY | frozenset("条件次篇个人期份项场") | {"人次"}
_OF_WHICH = re.compile(r"^\s*(?:其中|其 中)\s*[:：、]?\s*")
_UNIT_BEHIND = re.compile(r"[(（]\s*(?:单位\s*[:：]?)?\s*([\u4e00-\u9fff]{1,2})\s*[)）]\s*$")
_SHOWS_BLANKS = frozenset({"cell", "bar"})
"""Kinds of grid in which a cell without text is printed blank, and one number stands in one cell."""
_BRACKETS = "()（）[]【】 "
_REMARK = re.compile(r"[(（].*[)）]")
_SENTENCE = re.compile("[。；！？]$")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class _Meaning:
    """A word of the form: the rows it can name, or `heading` (the group it opens, empty for none), or `unit`; else a mere remark."""

    items: tuple[Item, ...] = ()
    heading: str | None = None
    unit: str = ""


@dataclass
class _Row:
    """A label of the form as it stands, what it can mean there, and what stands behind it up to the next label."""

    label: Slot
    items: tuple[Item, ...]
    unit: str
    content: list[Slot] = field(default_factory=list)
    heads: bool = False
    width: int = 0

    @property
    def printed(self) -> list[Slot]:
        """The content that is not blank."""
        return [slot for slot in self.content if not values.is_blank(slot.text)]

    @property
    def numbers(self) -> list[Slot]:
        """The cells behind the label that are numbers."""
        return [slot for slot in self.content if values.parse(slot.text) is not None]


@dataclass
class Statistics:
    """What was read of the table, by cell code: figures, blanks, units, places; and the doubts."""

    figures: dict[str, Figure] = field(default_factory=dict)
    blank: list[str] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    places: dict[str, Message] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def edition(self) -> str | None:
        """`legacy` where the table was found, even if none of its figures is certain."""
        return "legacy" if self.figures or self.blank or self.doubts else None


def read(page: Page, used: set[int]) -> Statistics:
    """Read the table off the blocks of a page that the statutory form does not use."""
    reader = _Reader(page)
    for table in _tables(page, used):
        if len({row.items for row in table.rows}) >= LEAST:
            reader.table(table)
    return reader.statistics()


# ---- the form's words ----


@cache
def _words() -> dict[str, _Meaning]:
    named: dict[str, tuple[Item, ...]] = {}
    for item in items():
        for key in dict.fromkeys(_key(text) for text in (item.label, *item.variants)):
            named[key] = (*named.get(key, ()), item)
    heads = {_key(text): _Meaning(heading=head.code) for head in headings() for text in (head.label, *head.variants)}
    remarks = {_key(remark[0]): _Meaning() for item in items() if (remark := _REMARK.search(item.label))}
    return remarks | heads | {key: _Meaning(items=found) for key, found in named.items()}


def _key(text: str) -> str:
    """A label as it is compared: without list number, 其中, punctuation and blanks."""
    return labels.bare(_OF_WHICH.sub("", text)).removeprefix("其中")


@lru_cache(maxsize=4096)
def _meaning(text: str) -> _Meaning | None:
    if len(text) > labels.LONGEST or not text:
        return None
    if (unit := text.strip(_BRACKETS)) in _UNITS:
        return _Meaning(unit=unit)
    if found := _words().get(_key(text)):
        return found
    if not _key(text) and not values.is_blank(text):  # a list number or 其中 in a cell of its own
        return _Meaning()
    behind = _UNIT_BEHIND.search(text)
    if behind and behind[1] in _UNITS and (found := _words().get(_key(text[: behind.start()]))):
        return _Meaning(found.items, found.heading, behind[1])
    return None


# ---- rows and tables ----


def _slots(page: Page, used: set[int]) -> Iterator[Slot | None]:
    """Cells and short lines in reading order, None where running text or another table stands between."""
    for index, block in enumerate(page.blocks):
        if index in used:
            yield None
        elif isinstance(block, Line):
            if len(block.text) > labels.LONGEST or _SENTENCE.search(block.text):
                yield None
            else:
                pieces = _pieces(block.text)
                kind = "line" if len(pieces) == 1 else "loose"
                yield from (Slot(piece, kind, index, 1, column) for column, piece in enumerate(pieces, 1))
        else:
            for row, cells in enumerate(block.rows, 1):
                yield from (Slot(text, block.kind, index, row, column) for column, text in enumerate(cells, 1))


def _pieces(text: str) -> list[str]:
    """A line, taken apart where a label, its unit and its number stand on it with blanks between."""
    parts = text.split()
    if len(parts) > 1 and _meaning(text) is None and all(_is_word(part) for part in parts):
        return parts
    return [text]


def _is_word(text: str) -> bool:
    return values.parse(text) is not None or values.is_blank(text) or _meaning(text) is not None


def _tables(page: Page, used: set[int]) -> Iterator["_Table"]:
    table = _Table()
    for slot in _slots(page, used):
        if slot is None:
            yield table
            table = _Table()
        else:
            table.take(slot)
    yield table


class _Table:
    """Rows as they come. `group` is the item whose parts are being listed, None after words that the form does not have."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self.group: str | None = None
        self._open: _Row | None = None
        self._lines: list[str] = []

    @property
    def thinned(self) -> bool:
        """Whether a table of one cell a line has no line twice, though units and small numbers repeat: a capture took repeated lines out."""
        return bool(self._lines) and len(set(self._lines)) == len(self._lines)

    @property
    def uncertain(self) -> bool:
        """Whether it is not said which number is the figure: years, levels or list numbers beside each other, or in its place."""
        rows = [row for row in self.rows if row.numbers]
        figures = [value.number for row in rows if (value := values.parse(row.numbers[0].text))]
        listed = len(figures) >= LEAST and all(before < after for before, after in pairwise(figures))
        cells = [row for row in rows if row.label.kind in _SHOWS_BLANKS]
        places = {(row.width, row.numbers[0].column - row.label.column) for row in cells}
        moved = len(places) > len({width for width, _ in places})  # rows of one width with their numbers in different columns
        return any(len(row.numbers) > 1 for row in rows) or listed or moved

    def take(self, slot: Slot) -> None:
        """Take the next cell or line."""
        row = self._open
        if slot.kind == "line":
            self._lines.append(slot.text)
        if row and slot.kind != "line" and (slot.block, slot.row) != (row.label.block, row.label.row):
            row = self._open = None
        if row:
            row.width = slot.column - row.label.column
        meaning = _meaning(slot.text)
        if meaning is None:
            self._content(row, slot)
        elif meaning.items:
            self._label(row, slot, meaning)
        elif meaning.unit:
            if row:
                row.unit = row.unit or meaning.unit
        elif meaning.heading is not None:
            self.group = meaning.heading or self.group
            self._open = None

    def _content(self, row: _Row | None, slot: Slot) -> None:
        if row is None and self.group is None:
            return
        figure = values.is_blank(slot.text) or values.parse(slot.text) is not None or slot.text == UNKNOWN_MARK
        if not figure and _DIGIT.search(slot.text):  # no number, but in its place: only a line may be the next thing on the page
            figure = slot.kind != "line" or not (row and row.content)
        if row and figure:
            row.content.append(slot)
        elif not figure:  # words of the office's own: what follows may be theirs
            self.group = self._open = None

    def _label(self, before: _Row | None, slot: Slot, meaning: _Meaning) -> None:
        if before and not before.content and slot.kind != "line":
            before.heads = True
        here = tuple(item for item in meaning.items if item.parent == self.group)
        found = here if len(meaning.items) > 1 and here else meaning.items
        self._open = _Row(slot, found, meaning.unit)
        self.rows.append(self._open)
        if len(found) == 1:
            self.group = found[0].parent or found[0].code


# ---- figures ----


class _Reading(NamedTuple):
    """One printing of a cell: its number (None where it is blank), its unit, and where it stands."""

    number: Figure | None
    unit: str
    slot: Slot


class _Reader:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: dict[str, list[_Reading]] = {}
        self.doubts: list[Doubt] = []

    def table(self, table: _Table) -> None:
        """Take the rows of one table."""
        uncertain = table.uncertain
        for row in table.rows:
            if len(row.items) > 1:
                self._doubt("label.ambiguous", row.label, found=row.label.text, names=tuple(cell_labels()[item.cell] for item in row.items))
            elif row.numbers and (uncertain or (table.thinned and row.label.kind == "line")):
                self._doubt("row.ambiguous", row.label, name=row.items[0].label, found=_texts(row), count=1)
            elif not row.heads:
                self._row(row, row.items[0])

    def _row(self, row: _Row, item: Item) -> None:
        printed = row.printed
        if len(printed) > 1:
            self._doubt("row.unfit", row.label, name=item.label, found=_texts(row), count=1)
        elif printed:
            self._number(printed[0], row.unit, item)
        elif any(slot.text or slot.kind in _SHOWS_BLANKS for slot in row.content):
            self._take(item, _Reading(None, "", row.label))
        else:
            self._doubt("row.missing", row.label, name=item.label)

    def _number(self, slot: Slot, beside: str, item: Item) -> None:
        value = values.parse(slot.text) or values.parse(slot.text.removesuffix(item.unit))
        unit = (value.unit if value else "") or beside
        misfit = bool(unit) and (unit in _MONEY) != (item.unit in _MONEY)  # 1.2万 of a count, 3件 of an amount
        if value is None or misfit or (value.spaced and slot.kind not in _SHOWS_BLANKS):
            self._doubt("cell.unreadable", slot, name=item.label, found=slot.text)
            return
        if value.remark:
            self._doubt("cell.remark", slot, name=item.label, found=f"{value.number}{value.remark}")
        self._take(item, _Reading(value.number, unit, slot))

    def _take(self, item: Item, reading: _Reading) -> None:
        self.found.setdefault(item.cell, []).append(reading)

    def statistics(self) -> Statistics:
        """What all tables together say; what they say differently is not taken."""
        found = Statistics()
        for item in items():
            readings = self.found.get(item.cell, [])
            printed = tuple(dict.fromkeys(reading.number for reading in readings))
            if len(printed) > 1:
                first, second = ("" if number is None else number for number in printed[:2])
                self._doubt("table.twice", readings[-1].slot, name=cell_labels()[item.cell], first=first, second=second)
            elif readings:
                self._put(found, item, readings[0])
        found.doubts = self.doubts
        return found

    def _put(self, found: Statistics, item: Item, reading: _Reading) -> None:
        if reading.number is None:
            found.blank.append(item.cell)
            return
        found.figures[item.cell] = reading.number
        found.places[item.cell] = place(self.page, reading.slot)
        if item.unit in _MONEY and reading.unit:
            found.units[item.cell] = reading.unit

    def _doubt(self, code: str, slot: Slot, **fields: object) -> None:
        self.doubts.append(doubt(code, place(self.page, slot), **fields))


def _texts(row: _Row) -> str:
    return " ".join(slot.text for slot in row.printed)
