"""The blocks of a Word document: paragraphs as lines, tables as their own cells, pictures by the place where they stand."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from gongkai.annual.read import decode, html, kinds, mhtml, plaintext
from gongkai.annual.read.docx.elements import W, int_of, switch, value
from gongkai.annual.read.docx.numbering import Numbering
from gongkai.annual.read.docx.styles import Styles
from gongkai.annual.read.docx.text import MC, Found, R, Text, chosen
from gongkai.annual.read.opc import Package
from gongkai.annual.read.raw import Grid, Line
from gongkai.messages import UserError, message

_PARAGRAPH, _TABLE, _ROW, _CELL, _CHUNK = (f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "altChunk"))
_IN_STORY = frozenset({_PARAGRAPH, _TABLE, _CHUNK})
_PASSED = frozenset(f"{W}{name}" for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
WIDEST = 1_000
"""Columns that a cell may span: Word has 63."""


@dataclass(frozen=True)
class Picture:
    """A picture where it stands: the name of its part."""

    part: str


Block = Line | Grid | Picture


class Document:
    """The main part of a Word document and what it refers to."""

    def __init__(self, package: Package, *, within: bool = False) -> None:
        """Open the parts; `within` another document, whose parts of this kind are not opened again.

        Raises:
            UserError: there is no main part.

        """
        self._package = package
        self._within = within
        self.unread = 0
        """Parts of other formats within the text that could not be read."""
        main = package.main("word/document.xml")
        root = package.xml(main)
        body = None if root is None else root.find(f"{W}body")
        if body is None:
            raise UserError(message("{source} has no text of a Word document in it; open it in Word or WPS and save it again as DOCX."))
        self._body = body
        self._relations = package.relations(main)
        self._part_of = {one.kind: one.part for one in self._relations.values()}
        self._styles = Styles(self._xml("styles"))
        self._numbering = Numbering(self._xml("numbering"), self._styles.lists())
        self._text = Text(body, self._styles, self._numbering)
        self._notes: dict[str, dict[str, Any]] = {}
        self._depth = 0
        self._beside: list[Block] = []
        """What hangs on the cells of a table without standing in them; it comes after the table."""

    def blocks(self) -> list[Block]:
        """All blocks in reading order, not yet numbered."""
        return list(self._story(self._body, self._text))

    def _xml(self, kind: str) -> Any | None:
        return self._package.xml(self._part_of[kind]) if kind in self._part_of else None

    def _story(self, container: Any, text: Text) -> Iterator[Block]:
        runs_on = ""
        for element in _flat(container, _IN_STORY):
            if element.tag == _PARAGRAPH:
                found = text.paragraph(element)
                printed = runs_on + found.text
                runs_on = printed if found.runs_on else ""
                if not found.runs_on:
                    yield from _lines(printed, contents=found.contents)
                yield from self._hanging(found, text)
                continue
            yield from _lines(runs_on)
            runs_on = ""
            yield from self._table(element, text) if element.tag == _TABLE else self._chunk(element)
        yield from _lines(runs_on)

    def _hanging(self, found: Found, text: Text) -> Iterator[Block]:
        beside: list[Block] = []
        for box, in_line in found.boxes:
            if in_line or not self._depth:
                yield from self._story(box, text)
            else:
                beside += self._story(box, text)
        beside += [Picture(one.part) for name in found.pictures if (one := self._relations.get(name)) and one.kind == "image"]
        for kind, number in found.notes:
            beside += self._note(_NOTES[kind], number)
        if self._depth:
            self._beside += beside
        else:
            yield from beside

    def _note(self, kind: str, number: str) -> Iterator[Block]:
        if kind not in self._notes:
            root = self._xml(kind)
            self._notes[kind] = {} if root is None else {one.get(f"{W}id", ""): one for one in root}
        note = self._notes[kind].pop(number, None)  # once, though it were referred to twice or by itself
        if note is not None:
            yield from self._story(note, Text(note, self._styles, self._numbering))

    # ---- tables ----

    def _table(self, table: Any, text: Text) -> Iterator[Block]:
        self._depth += 1
        rows = [row for row in self._rows(table, text) if row]
        self._depth -= 1
        texts = tuple(tuple(_cell(cell) for cell in row) for row in rows)
        if any(isinstance(block, Grid) for row in rows for cell in row for block in cell) or html.lays_out(texts):
            for row in rows:
                for cell in row:
                    yield from cell
        else:
            yield Grid("cell", texts, 0)
        if not self._depth:
            yield from self._beside
            self._beside = []

    def _rows(self, table: Any, text: Text) -> Iterator[list[list[Block]]]:
        above: set[int] = set()
        for row in _flat(table, {_ROW}):
            properties = row.find(f"{W}trPr")
            if properties is not None and properties.find(f"{W}del") is not None:
                continue
            column = int_of(value(properties, "gridBefore"))
            merged: set[int] = set()
            cells: list[list[Block]] = []
            for cell in _flat(row, {_CELL}):
                own = cell.find(f"{W}tcPr")
                if own is not None and own.find(f"{W}cellDel") is not None:
                    continue
                down = value(own, "vMerge", "continue")
                if down:
                    merged.add(column)
                covered = (down == "continue" and column in above) or value(own, "hMerge", "continue") == "continue"
                if not covered:
                    cells.append(list(self._story(cell, text)))
                column += min(max(int_of(value(own, "gridSpan"), 1), 1), WIDEST)
            above = merged
            yield cells

    # ---- parts of other kinds ----

    def _chunk(self, element: Any) -> Iterator[Block]:
        """A file of its own in the middle of the text, which Word takes in when it opens the document."""
        relation = self._relations.get(element.get(f"{R}id", ""))
        data = None if relation is None else self._package.part(relation.part)
        with suppress(UserError):
            kind = kinds.kind_of(data or b"", "")
            if kind == "docx" and not self._within:
                inner = Document(Package(data or b""), within=True)
                yield from inner.blocks()
                self.unread += inner.unread
                return
            if kind in {"text", "mhtml"}:
                found, _ = decode.decode(mhtml.html(data or b"", "") if kind == "mhtml" else data or b"", "")
                yield from (html.page(found) if html.is_html(found) else plaintext.page(found)).blocks
                return
        self.unread += 1


def _flat(container: Any, wanted: frozenset[str] | set[str]) -> Iterator[Any]:
    """The elements of these kinds, out of the content controls and revisions around them."""
    for child in container:
        if child.tag in wanted:
            yield child
        elif child.tag in _PASSED:
            yield from _flat(child, wanted)
        elif child.tag == f"{W}sdt":
            if not switch(child.find(f"{W}sdtPr"), "showingPlcHdr"):
                yield from _flat(child, wanted)
        elif child.tag == f"{MC}AlternateContent" and (one := chosen(child)) is not None:
            yield from _flat(one, wanted)


def _lines(text: str, *, contents: bool = False) -> Iterator[Line]:
    if contents and "\t" in text:
        text = text.rpartition("\t")[0]  # the number of the page
    for line in text.split("\n"):
        if stripped := line.strip():
            yield Line(stripped, 0)


def _cell(blocks: list[Block]) -> str:
    return "\n".join(block.text.replace("\t", "  ") for block in blocks if isinstance(block, Line))
