"""The statutory cells of a page: which table, which row, which number in which cell, and every doubt on the way."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from gongkai.annual.model import Doubt, Figure
from gongkai.annual.read import align, editions as editions_found, labels, remedies
from gongkai.annual.read.align import Blank, Cell, Fit, Unreadable
from gongkai.annual.read.doubts import doubt
from gongkai.annual.read.labels import Word
from gongkai.annual.read.raw import Page, Slot, place
from gongkai.annual.read.rows import Scan, Segment, slots
from gongkai.annual.read.values import Value
from gongkai.statute.editions import Row, cell_labels, editions

_UNIT = re.compile(r"(?:单位\s*[:：]?\s*)?(亿元|万元|千元|元)")
_ONE_ROW = "applications.other"
_THREE_ROWS = "applications.other."
_BOTH = ("2019", "2021")
LOST = "\ufffd"
"""Stands for a cell whose end is cut off: no number, no blank."""
_MANY_WAYS = 20_000


@dataclass
class Form:
    """What was read of the form: figures, blanks, units and places by cell code, doubts, and the blocks that the form uses."""

    edition: str | None = None
    figures: dict[str, Figure] = field(default_factory=dict)
    blank: list[str] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    used: set[int] = field(default_factory=set)


class _Starts:
    """Where the values begin in a table whose merged labels left empty cells.

    Rows of one shape (cells, place of the label) begin alike; where all shapes begin in one column of the block, or of the whole
    table, every row does.
    """

    def __init__(self) -> None:
        self._shapes: dict[tuple[int, ...], set[int]] = {}
        self._columns: dict[tuple[int, ...], set[int]] = {}

    def learn(self, segment: Segment, count: int, start: int) -> None:
        self._shapes.setdefault(self._shape(segment, count), set()).add(start)
        for part in ((segment.label.block, count), ()):
            self._columns.setdefault(part, set()).add(segment.label.column + start)

    def of(self, segment: Segment, count: int) -> int | None:
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


@dataclass(frozen=True)
class _Found:
    """A row of the form with the segment it was found in and the cells fitted to it."""

    row: Row
    segment: Segment
    fit: Fit


def read_form(page: Page, *, cut: bool = False) -> Form:
    """Read sections 2 to 4 of the form off a page; `cut` when its text ends in the middle of a line."""
    return _Reader(page, cut=cut).read()


def _heads(found: list[Slot]) -> list[tuple[int, Word, str]]:
    heads = []
    for index, slot in enumerate(found):
        reading = labels.read(slot.text) if slot.text else None
        word = reading.of("column") if reading else None
        if word is not None:
            heads.append((index, word, slot.text))
    return heads


class _Reader:
    def __init__(self, page: Page, *, cut: bool) -> None:
        self.page = page
        self.form = Form()
        found = slots(page)
        self.cut = cut and bool(found) and align.entry(found[-1].text) is not align.UNREADABLE
        if self.cut:
            found[-1] = found[-1]._replace(text=LOST)
        self.scan = Scan(found)
        self.slots = self.scan.slots
        self.segments = self.scan.segments
        self.heads = _heads(self.slots)

    def read(self) -> Form:
        form = self.form
        article20 = self._best_run("article20")
        applications = self._best_run("applications")
        if not self._is_table(article20):
            article20 = []
        form.edition, mixed = editions_found.decide(self._heads_near(article20), [*article20, *applications])
        if mixed and form.edition:
            self._doubt("edition.mixed", None, found=mixed, edition=form.edition)
        self._rows("article20", article20, self._article20_row)
        self._rows("applications", applications, self._applications_row)
        self._remedies()
        if self.cut and self.slots[-1].block in form.used:
            self._doubt("text.cut", self.slots[-1])
        return form

    # ---- which rows ----

    def _best_run(self, prefix: str) -> list[Segment]:
        """The rows of one table: of several runs in the order of the form the fullest, with what the others add."""
        order = {f"{prefix}.{code}": n for n, code in enumerate(_form_order(prefix))}
        runs: list[list[Segment]] = [[]]
        for segment in self.segments:
            if segment.word.code not in order:
                continue
            if runs[-1] and order[segment.word.code] <= order[runs[-1][-1].word.code]:
                runs.append([])
            runs[-1].append(segment)
        filled = sorted(runs, key=lambda run: sum(_shows_cells(s) for s in run), reverse=True)
        best = filled[0]
        if sum(_shows_cells(s) for s in best) == 0:
            return []
        self._compare_runs(best, filled[1:])
        return best

    def _compare_runs(self, best: list[Segment], others: list[list[Segment]]) -> None:
        """A second copy of the table with other numbers makes the rows that differ doubtful."""
        mine = {segment.word.code: segment for segment in best}
        for run in others:
            filled = [segment for segment in run if _has_numbers(segment)]
            if len(filled) < max(2, len(best) // 2):
                continue
            for segment in filled:
                twin = mine.get(segment.word.code)
                if twin and _has_numbers(twin) and _texts(twin) != _texts(segment):
                    best.remove(twin)
                    del mine[segment.word.code]
                    self._doubt("table.twice", segment.label, name=segment.word.label, first=_texts(twin), second=_texts(segment))

    def _is_table(self, run: list[Segment]) -> bool:
        """Labels of section 2 are everyday words of site menus: a table has heads, or numbers in two rows."""
        return bool(run) and (len(self._heads_near(run)) > 0 or sum(map(_has_numbers, run)) > 1)

    def _heads_near(self, run: list[Segment]) -> list[Word]:
        if not run:
            return [word for _, word, _ in self.heads]
        return [word for index, word, _ in self.heads if index < run[-1].last]

    # ---- which cells ----

    def _article20_row(self, segment: Segment) -> Row | None:
        code = segment.word.code.partition(".")[2]
        choices = [row for edition in _BOTH for row in editions()[edition].article20 if row.code == code]
        heads = self._heads_of(segment)
        for row in choices:
            if set(heads) == set(row.columns) and len(heads) == len(row.columns):
                return Row(row.prefix, row.code, row.label, row.variants, heads, row.group, row.number)
        own = [row for row in choices if self.form.edition and row in editions()[self.form.edition].article20]
        if own:
            return own[0]
        return choices[0] if len(choices) == 1 or self.form.edition is None and choices[0].columns == choices[-1].columns else None

    def _heads_of(self, segment: Segment) -> tuple[str, ...]:
        """The codes of the column heads nearest above a row: the last unbroken group of heads before it."""
        before = [(index, word.code) for index, word, _ in self.heads if index < segment.first]
        group: list[str] = []
        last = None
        for index, code in reversed(before):
            if last is not None and any(s.text and labels.read(s.text) is None and not _UNIT.search(s.text) for s in self.slots[index + 1 : last]):
                break
            if last is not None and any(self._is_row(n) for n in range(index + 1, last)):
                break
            if code in group:
                break
            group.append(code)
            last = index
        return tuple(reversed(group))

    def _is_row(self, index: int) -> bool:
        reading = labels.read(self.slots[index].text) if self.slots[index].text else None
        return reading is not None and reading.words[0].kind == "row"

    def _applications_row(self, segment: Segment) -> Row | None:
        code = segment.word.code.partition(".")[2]
        for edition in (self.form.edition, *_BOTH):
            if edition:
                for row in editions()[edition].applications:
                    if row.code == code:
                        return row
        return None

    def _rows(self, table: str, run: list[Segment], row_of: Callable[[Segment], Row | None]) -> None:
        if not run:
            return
        self.form.tables.add(table)
        starts = self._starts(run, row_of)
        found: list[_Found] = []
        for segment in run:
            if segment.reading.how == "ambiguous":
                names = tuple(dict.fromkeys(word.label for word in segment.reading.words))
                self._doubt("label.ambiguous", segment.label, found=segment.label.text, names=names)
                continue
            row = row_of(segment)
            if row is None:
                self._doubt("row.extra", segment.label, name=segment.word.label)
                continue
            if segment.reading.how == "misprint":
                self._doubt("label.misprinted", segment.label, found=segment.label.text, name=segment.word.label)
            found.append(_Found(row, segment, self._fit(row, segment, starts)))
        for item in self._balanced(found) if table == "applications" else found:
            self._take(item.row, item.segment, item.fit)
        self._missing(table, {item.row.code for item in found})
        self.form.used |= self.scan.blocks(run[0].first, run[-1].last)

    def _starts(self, run: list[Segment], row_of: Callable[[Segment], Row | None]) -> "_Starts":
        """Where the values of rows begin, as the rows tell that fit in one way only."""
        starts = _Starts()
        for segment in run:
            row = row_of(segment)
            if row is None or len(segment.slots) <= len(row.columns):
                continue
            entries = [align.entry(slot.text) for slot in segment.slots]
            found = align.windows(entries, len(row.columns))
            if len(found) == 1 and any(entry is not align.BLANK for entry in entries):
                starts.learn(segment, len(row.columns), found[0])
        return starts

    def _fit(self, row: Row, segment: Segment, starts: "_Starts") -> Fit:
        count = len(row.columns)
        summed = row.prefix == "applications"
        texts = [slot.text for slot in segment.slots]
        if glued := self._glued(segment, texts, count):
            return align.fit_glued(glued, count, summed=summed)
        entries = [align.entry(text) for text in texts]
        if segment.slots and segment.slots[0].kind in {"cell", "bar"}:
            if len(entries) == count and align.BLANK in entries and starts.of(segment, count):
                return Fit((None,) * count, "ambiguous")  # rows beside it begin further right: a cell of this one is lost
            fit = align.fit_shown(entries, count, summed=summed, start=starts.of(segment, count))
            return self._without_list_number(segment, fit, summed=summed)
        # the total tells only where the whole row stands on one line: a capture may have dropped lines
        one_line = len({(slot.block, slot.row) for slot in segment.slots}) == 1
        return align.fit_dropped(entries, count, summed=summed and one_line and segment.last < len(self.slots) - 1)

    def _without_list_number(self, segment: Segment, fit: Fit, *, summed: bool) -> Fit:
        """The list number of the next label may hang on the last number of a row whose end was lost: only the row's sum tells."""
        following = self.slots[segment.last + 1] if segment.last + 1 < len(self.slots) else None
        last = segment.slots[-1]
        if following is None or (following.block, following.row, following.column) != (last.block, last.row, last.column):
            return fit
        number = self._list_number(following.text)
        if not number or not last.text.endswith(number) or len(last.text) == len(number) or fit.trouble:
            return fit
        shorter = Fit((*fit.cells[:-1], align.entry(last.text[: -len(number)])))
        holding = [way for way in (fit, shorter) if summed and align.adds_up(align.numbers(list(way.cells)))]
        return holding[0] if len(holding) == 1 else Fit((*fit.cells[:-1], None), "ambiguous")

    def _glued(self, segment: Segment, texts: list[str], count: int) -> tuple[str, ...]:
        """The digit strings that a row without separators can be; empty when its numbers stand apart."""
        if not texts or any(slot.kind in {"cell", "bar"} for slot in segment.slots):
            return ()
        digits = "".join("".join(texts).split())
        if not digits.isdecimal() or len(texts) >= count or len(digits) < count:
            return ()
        if not segment.glued and len(texts) > 1 and not any(len(t) > 1 and t.startswith("0") for t in texts):
            return ()
        following = self.slots[segment.last + 1].text if segment.last + 1 < len(self.slots) else ""
        number = self._list_number(following) if segment.glued else ""
        if number and digits.endswith(number) and len(digits) > count:
            return (digits, digits[: -len(number)])
        return (digits,)

    @staticmethod
    def _list_number(label: str) -> str:
        """The list number that the form prints before a label, when the label stands there without it."""
        reading = labels.read(label) if label else None
        row = reading.of("row") if reading else None
        if row is None or label[:1].isdecimal() or label[:1] in "(（":
            return ""
        code = row.code.partition(".")[2]
        printed = next((r.number for e in _BOTH for r in editions()[e].applications if r.code == code), "")
        return printed.rstrip(".") if printed[:1].isdecimal() else ""

    def _balanced(self, found: list[_Found]) -> list[_Found]:
        """Rows that can be cut in several ways, decided by the column balance where it leaves one way for all of them."""
        open_rows = [item for item in found if len(item.fit.ways) > 1]
        combinations = 1
        for item in open_rows:
            combinations *= len(item.fit.ways)
        if not open_rows or combinations > _MANY_WAYS:
            return found
        fixed = {item.row.code: tuple(c.number for c in item.fit.cells if isinstance(c, Value)) for item in found if not item.fit.trouble}
        good = [ways for ways in product(*(item.fit.ways for item in open_rows)) if self._balance(fixed, open_rows, ways)]
        if len(good) != 1:
            return found
        decided = {item.row.code: Fit(tuple(Value(n) for n in way)) for item, way in zip(open_rows, good[0], strict=True)}
        return [_Found(item.row, item.segment, decided.get(item.row.code, item.fit)) for item in found]

    def _balance(self, fixed: dict[str, tuple[Figure, ...]], open_rows: list[_Found], ways: tuple[tuple[int, ...], ...]) -> bool:
        """Whether these cuts satisfy every rule between rows whose rows were all found; False where there is none."""
        known = fixed | {item.row.code: way for item, way in zip(open_rows, ways, strict=True)}
        judged = 0
        edition = editions()[self.form.edition or "2021"]
        columns = edition.applications[0].columns
        for rule in edition.sums:
            if rule.code not in {"sum.column_balance", "sum.outcomes"}:
                continue
            sides = [[cell.removeprefix("applications.").rpartition(".")[::2] for cell in side] for side in (rule.left, rule.right)]
            if any(len(known.get(code, ())) != len(columns) for side in sides for code, _ in side):
                continue
            left, right = (sum(known[code][columns.index(column)] for code, column in side) for side in sides)
            if left != right:
                return False
            judged += 1
        return judged > 0

    # ---- remedies ----

    def _remedies(self) -> None:
        rows = {f"remedies.{row.code}": row for row in editions()["2021"].remedies}
        own_lines = remedies.segments(self.segments)
        if own_lines:
            for segment in own_lines:
                row = rows[segment.word.code]
                self._take(row, segment, self._fit_plain(row, segment))
            self.form.tables.add("remedies")
            self.form.used |= self.scan.blocks(own_lines[0].first, own_lines[-1].last)
            return
        for block in remedies.blocks(self.slots):
            self._remedies_block(block, rows)

    def _fit_plain(self, row: Row, segment: Segment) -> Fit:
        entries = [align.entry(slot.text) for slot in segment.slots]
        if segment.slots[0].kind in {"cell", "bar"}:
            return align.fit_shown(entries, len(row.columns), summed=True, start=None)
        return align.fit_dropped(entries, len(row.columns), summed=True)

    def _remedies_block(self, block: remedies.Block, rows: dict[str, Row]) -> None:
        form = self.form
        form.tables.add("remedies")
        form.used |= self.scan.blocks(block.first, block.last)
        fit = remedies.fit(block)
        cells = [cell for code in block.rows for cell in rows[code].cells]
        if any(cell in form.figures or cell in form.blank for cell in cells):
            self._second_copy(cells, fit)
            return
        label = self.slots[block.first]
        if fit.trouble:
            found = " ".join(slot.text for slot in block.slots if slot.text)
            self._doubt(f"row.{fit.trouble}" if found else "row.missing", label, name="行政复议、行政诉讼", found=found, count=len(cells))
            return
        where = place(self.page, block.slots[0]) if block.slots else place(self.page, label)
        for cell, content in zip(cells, fit.cells, strict=True):
            self._put(cell, content, where, label)

    def _second_copy(self, cells: list[str], fit: Fit) -> None:
        for cell, content in zip(cells, fit.cells, strict=True):
            if isinstance(content, Value) and cell in self.form.figures and self.form.figures[cell] != content.number:
                self._doubt("table.twice", None, name=cell_labels()[cell], first=self.form.figures.pop(cell), second=content.number)

    # ---- taking ----

    def _take(self, row: Row, segment: Segment, fit: Fit) -> None:
        if fit.trouble:
            found = " ".join(slot.text for slot in segment.slots if slot.text)
            code = f"row.{fit.trouble}" if found else "row.missing"
            self._doubt(code, segment.label, name=row.label, found=found, count=len(row.columns))
        if row.prefix == "applications" and row.code == "other" and self.form.edition == "2021":
            self._doubt("other.one_row", segment.label)
        where = place(self.page, segment.slots[0] if segment.slots else segment.label)
        for cell, content in zip(row.cells, fit.cells, strict=True):
            self._put(cell, content, where, segment.label)
            if cell.endswith(".amount"):
                self._unit(cell, content, segment)

    def _put(self, cell: str, content: Cell, where: str, label: Slot) -> None:
        if isinstance(content, Value) and content.unit != "%":
            self.form.figures[cell] = content.number
            self.form.places[cell] = where
            if content.remark:
                self._doubt("cell.remark", label, name=cell_labels()[cell], found=f"{content.number}{content.remark}")
        elif isinstance(content, Unreadable | Value):
            self._doubt("cell.unreadable", label, name=cell_labels()[cell], found=self._text_at(label, cell))
        elif isinstance(content, Blank):
            self.form.blank.append(cell)

    def _text_at(self, label: Slot, cell: str) -> str:
        row = [slot.text for slot in self.slots if (slot.block, slot.row) == (label.block, label.row) and slot.column > label.column]
        return " ".join(text for text in row if text and align.entry(text) is align.UNREADABLE) or cell

    def _unit(self, cell: str, content: Cell, segment: Segment) -> None:
        if isinstance(content, Value) and content.unit:
            self.form.units[cell] = content.unit
            return
        column = cell.rpartition(".")[2]
        above = [(index, text) for index, word, text in self.heads if word.code == column and index < segment.first]
        if not above:
            return
        index, text = above[-1]
        near = [text, *(s.text for s in self.slots[index + 1 : index + 2]), segment.label.text]
        for printed in near:
            if match := _UNIT.search(printed):
                self.form.units[cell] = match[1]
                return

    def _missing(self, table: str, found: Iterable[str]) -> None:
        edition = self.form.edition
        if edition is None:
            return
        present = set(found)
        one_row = table == "applications" and "other" in present and edition == "2021"
        rows: Iterator[Row] = (row for row in getattr(editions()[edition], table) if row.code not in present)
        for row in rows:
            if not (one_row and row.code.startswith("other.")):
                self._doubt("row.missing", None, name=row.label)

    def _doubt(self, code: str, slot: Slot | None, **fields: object) -> None:
        self.form.doubts.append(doubt(code, place(self.page, slot) if slot else "", **fields))


def _form_order(prefix: str) -> list[str]:
    """The row codes of a table in the order of the form, the rows of both editions merged."""
    first, second = ([row.code for row in getattr(editions()[e], prefix)] for e in _BOTH)
    if prefix == "article20":
        return first
    place_of = first.index("other")
    return [*first[: place_of + 1], *(code for code in second if code.startswith("other.")), *first[place_of + 1 :]]


def _has_numbers(segment: Segment) -> bool:
    return any(isinstance(align.entry(slot.text), Value) for slot in segment.slots)


def _shows_cells(segment: Segment) -> bool:
    return any(slot.text or slot.kind in {"cell", "bar"} for slot in segment.slots)


def _texts(segment: Segment) -> str:
    return " ".join(slot.text for slot in segment.slots if slot.text)
