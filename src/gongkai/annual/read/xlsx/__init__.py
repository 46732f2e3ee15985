"""XLSX to raw blocks: every sheet that shows, tables as grids of their own cells, everything else as lines.

The file is read as it is (ISO/IEC 29500), so that a number is what the file holds and not what a float makes of it. What a person who
opens the workbook does not see, hidden sheets, rows and columns, is not read, and a doubt says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongkai.annual.read import form_shown, html, labels, sections, values
from gongkai.annual.read.doubts import doubt
from gongkai.annual.read.opc import Package
from gongkai.annual.read.raw import Grid, Line, Page
from gongkai.annual.read.xlsx.cells import Cells, Looks, S
from gongkai.messages import UserError, message

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_HEADING = re.compile("^[一二三四五六七八九十]{1,3}[、.．]")
_SENTENCE = re.compile("[。；！？]$")
CELLS = 200_000
"""Cells with something in them, and cells of all tables with their empty ones: a report has five hundred."""
MERGES = 5_000
SHORT = 40
"""Characters. A text by itself in its row that is no longer may be the label of a row without numbers."""


@dataclass(frozen=True)
class Span:
    """A merged cell: first and last row, first and last column, from 1."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Row:
    """A row that shows: its texts by column, those of boxed empty cells empty, and the merged cells that reach into it."""

    number: int
    texts: dict[int, str]
    spans: tuple[Span, ...]

    def own(self, column: int) -> bool:
        """Whether the place is a cell, and not covered by a merged one that begins elsewhere."""
        return not any(one.left <= column <= one.right and (one.top, one.left) != (self.number, column) for one in self.spans)


def page(data: bytes) -> Page:
    """The blocks of an XLSX file.

    Raises:
        UserError: it is damaged, no workbook, or has more than a report can hold.

    """
    package = Package(data)
    main = package.main("xl/workbook.xml")
    book = None if main.endswith(".bin") else package.xml(main)
    if book is None or book.tag != f"{S}workbook":
        raise UserError(message("{source} is no workbook that can be read; open it in Excel or WPS and save it as XLSX."))
    relations = package.relations(main)
    parts = {one.kind: one.part for one in relations.values()}
    properties = book.find(f"{S}workbookPr")
    cells = Cells(
        package.xml(parts.get("sharedStrings", "")),
        Looks(package.xml(parts.get("styles", ""))),
        from_1904=properties is not None and properties.get("date1904") in {"1", "true"},
    )
    reader = _Reader(cells)
    for sheet in book.iter(f"{S}sheet"):
        relation = relations.get(sheet.get(_R, ""))
        if relation is None or relation.kind != "worksheet" or (root := package.xml(relation.part)) is None:
            continue
        if sheet.get("state", "visible") != "visible":
            reader.hidden.append(sheet.get("name", ""))
        else:
            reader.sheet(root, sheet.get("name", ""))
    return _page(reader, package)


def _page(reader: "_Reader", package: Package) -> Page:
    doubts = [doubt("sheet.hidden", found=tuple(reader.hidden))] if reader.hidden else []
    pictures = [name for name in package.names() if name.startswith("xl/media/") and len(package.part(name) or b"") >= form_shown.SMALLEST_PICTURE]
    if pictures and not form_shown.tables(reader.blocks) >= form_shown.TABLES:
        doubts.append(doubt("picture.unread", count=len(pictures)))
    return Page(tuple(reader.blocks), "", tuple(doubts))


class _Reader:
    """Collects the blocks of all sheets."""

    def __init__(self, cells: Cells) -> None:
        self.cells = cells
        self.blocks: list[Line | Grid] = []
        self.hidden: list[str] = []
        self._lines = self._grids = self._filled = self._area = 0

    def sheet(self, root: Any, name: str) -> None:
        """Add what a worksheet shows; its name too, where only that tells which part of the report it is."""
        rows = list(self._rows(root, name))
        if _tells_more(name, [text for row in rows for text in row.texts.values()]):
            self._line(name)
        run: list[Row] = []
        for row in rows:
            if run and row.number > run[-1].number + 1 and not self._bridged(run[-1], row):
                self._run(run)
                run = []
            run.append(row)
        self._run(run)

    @staticmethod
    def _bridged(above: Row, below: Row) -> bool:
        """Whether the empty rows between two are the lower parts of merged cells."""
        return any(one.bottom >= below.number - 1 for one in above.spans)

    # ---- rows ----

    def _rows(self, root: Any, name: str) -> Iterator[Row]:
        """The rows in which something shows, in order."""
        spans = _spans(root)
        hidden = _hidden_columns(root)
        left_out = False
        found: dict[int, dict[int, str]] = {}
        row_number = 0
        for row in root.iter(f"{S}row"):
            row_number = int(row.get("r")) if (row.get("r") or "").isdecimal() and len(row.get("r")) < 8 else row_number + 1  # noqa: PLR2004 - 1,048,576
            texts = self._texts(row)
            shown = {} if _is_hidden(row, "ht") else {column: text for column, text in texts.items() if not _within(hidden, column)}
            left_out = left_out or sum(map(bool, shown.values())) < sum(map(bool, texts.values()))
            if any(shown.values()) or len(shown) > 1:
                found[row_number] = shown
        if left_out:
            self.hidden.append(name)
        at = 0
        active: list[Span] = []
        for number in sorted(found):
            while at < len(spans) and spans[at].top <= number:
                active.append(spans[at])
                at += 1
            active = [one for one in active if one.bottom >= number]
            yield Row(number, found[number], tuple(active))

    def _texts(self, row: Any) -> dict[int, str]:
        texts: dict[int, str] = {}
        column = 0
        for cell in row.iterchildren(f"{S}c"):
            place = _REFERENCE.fullmatch(cell.get("r") or "")
            column = _column(place[1]) if place else column + 1
            if (text := self.cells.text(cell)) or self.cells.boxed(cell):
                texts[column] = text
        self._filled += len(texts)
        if self._filled > CELLS:
            raise _too_much()
        return texts

    # ---- blocks ----

    def _run(self, rows: list[Row]) -> None:
        """Rows without an empty one between them: tables, and the texts before, between and after them."""
        table: list[Row] = []
        for index, row in enumerate(rows):
            texts = [text for column, text in row.texts.items() if row.own(column)]
            alone = [text for text in texts if text]
            if len(alone) > 1 or (len(alone) == 1 and self._in_table(row, alone[0], table, rows[index + 1 : index + 2])):
                table.append(row)
                continue
            self._grid([*table, row] if table and not alone and len(texts) > 1 else table)  # the last row of a table may be all blank
            table = []
            for text in alone:
                self._line(text)
        self._grid(table)

    @staticmethod
    def _in_table(row: Row, alone: str, above: list[Row], below: list[Row]) -> bool:
        """Whether a text by itself in its row belongs to a table: the label of a row without numbers, or a number without a label."""
        known = labels.read(alone) is not None or values.parse(alone) is not None
        if known and (above or _boxed(row)):
            return True
        if len(alone) > SHORT or _HEADING.match(alone) or _SENTENCE.search(alone):
            return False
        return _boxed(row) or (bool(above) and any(_filled(other) > 1 for other in below))

    def _grid(self, rows: list[Row]) -> None:
        if not rows:
            return
        columns = sorted({column for row in rows for column, text in row.texts.items() if text and row.own(column)})
        self._area += len(rows) * len(columns)
        if self._area > CELLS:
            raise _too_much()
        texts = tuple(tuple(row.texts.get(column, "") for column in columns if row.own(column)) for row in rows)
        if html.lays_out(texts):
            for row in texts:
                for cell in row:
                    self._line(cell)
            return
        self._grids += 1
        self.blocks.append(Grid("cell", texts, self._grids))

    def _line(self, text: str) -> None:
        for line in text.split("\n"):
            if stripped := line.strip():
                self._lines += 1
                self.blocks.append(Line(stripped, self._lines))


def _tells_more(name: str, texts: list[str]) -> bool:
    """Whether the name of a sheet is the title of a part that nothing in the sheet names."""
    title = sections.known_title(_HEADING.sub("", name))
    return bool(title) and not any(text.startswith(name) or sections.known_title(_HEADING.sub("", text)) == title for text in texts)


def _boxed(row: Row) -> bool:
    """Whether the row has cells of a table besides those with text."""
    return any(not text and row.own(column) for column, text in row.texts.items())


def _filled(row: Row) -> int:
    return sum(1 for column, text in row.texts.items() if text and row.own(column))


def _spans(root: Any) -> list[Span]:
    found = []
    for number, one in enumerate(root.iter(f"{S}mergeCell")):
        if number >= MERGES:
            raise _too_much()
        places = [_REFERENCE.fullmatch(corner) for corner in one.get("ref", "").split(":")]
        first, last = places[0], places[-1]
        if first and last:
            found.append(Span(int(first[2]), int(last[2]), _column(first[1]), _column(last[1])))
    return sorted(found, key=lambda one: one.top)


def _hidden_columns(root: Any) -> list[tuple[int, int]]:
    return [
        (int(one.get("min", "0")), int(one.get("max", "0")))
        for one in root.iter(f"{S}col")
        if _is_hidden(one, "width") and one.get("min", "").isdecimal() and one.get("max", "").isdecimal()
    ]


def _is_hidden(element: Any, size: str) -> bool:
    return element.get("hidden") in {"1", "true"} or element.get(size) in {"0", "0.0"}


def _within(ranges: list[tuple[int, int]], column: int) -> bool:
    return any(first <= column <= last for first, last in ranges)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _too_much() -> UserError:
    return UserError(message("{source} has more than {cells} cells or {merges} merged ones: that is no report.", cells=CELLS, merges=MERGES))
