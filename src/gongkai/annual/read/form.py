"""The statutory cells of a page: every row of the form with the number in each of its cells, and every doubt on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field

from gongkai.annual.model import NOWHERE, Doubt, Figure
from gongkai.annual.read import align, balance, columns, fitting, remedies, runs
from gongkai.annual.read import editions as editions_found
from gongkai.annual.read.align import Blank, Cell, Fit, Unreadable
from gongkai.annual.read.doubts import doubt
from gongkai.annual.read.evidence import slots_of
from gongkai.annual.read.raw import REPLACEMENT, Page, Slot, place
from gongkai.annual.read.rows import Scan, Segment
from gongkai.annual.read.slots import slots
from gongkai.annual.read.values import Value
from gongkai.messages import Message
from gongkai.statute.editions import Row, cell_labels, editions

_MONEY = frozenset({"", "亿元", "万元", "千元", "元", "万"})
_COUNTS = frozenset({"", "件", "项", "个", "条", "份", "宗", "次", "起"})


def _units(cell: str) -> frozenset[str]:
    """The units that a cell may be printed with: a count of 3.1万 is not exact, 3件 is no amount."""
    return _MONEY if cell.endswith(".amount") else _COUNTS


@dataclass
class Form:
    """What was read of the form: figures, blanks, units and places by cell code, doubts, and the blocks that the form uses."""

    edition: str | None = None
    figures: dict[str, Figure] = field(default_factory=dict)
    blank: list[str] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)
    places: dict[str, Message] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    tables: set[str] = field(default_factory=set)
    used: set[int] = field(default_factory=set)


def read_form(page: Page, *, cut: bool = False) -> Form:
    """Read sections 2 to 4 of the form off a page; `cut` when its text ends in the middle of a line."""
    return _Reader(page, cut=cut).read()


class _Reader:
    def __init__(self, page: Page, *, cut: bool) -> None:
        self.page = page
        self.form = Form()
        self.twice: set[str] = set()
        found = slots(page)
        self.cut = cut and bool(found) and not isinstance(align.entry(found[-1].text), Unreadable)
        if self.cut:
            found[-1] = found[-1]._replace(text=REPLACEMENT)
        self.scan = Scan(found)
        self.heads = columns.heads(self.scan)

    def read(self) -> Form:
        form = self.form
        article20 = self._run("article20")
        if not columns.headed(self.scan, self.heads, article20) and not runs.opens_section2(article20):
            article20 = []  # its labels are everyday words of menus and of statistics: a table has heads, or begins as the form does
        applications = self._run("applications")
        form.edition, mixed = editions_found.decide(columns.near(self.heads, article20), [*article20, *applications])
        if mixed and form.edition:
            self._doubt("edition.mixed", None, found=mixed, edition=form.edition)
        self._table("article20", article20, lambda segment: columns.article20_row(self.scan, self.heads, segment, form.edition))
        if applications and not columns.usual_applicants(self.scan, applications[0].first):
            self._doubt("columns.order", applications[0].label, section=3)
            form.tables.add("applications")
        else:
            self._table("applications", applications, lambda segment: columns.applications_row(segment.word.code, form.edition))
        self._remedies()
        if self.cut and self.scan.slots[-1].block in form.used:
            self._doubt("text.cut", self.scan.slots[-1])
        return form

    def _run(self, table: str) -> list[Segment]:
        run, twins = runs.best(self.scan.segments, table)
        for mine, other in twins:
            self._twice(mine, other)
        return run

    def _twice(self, mine: Segment, other: Segment) -> None:
        self.twice.add(mine.word.code)
        self.form.tables.add(mine.word.code.partition(".")[0])
        self._doubt("table.twice", other.label, name=mine.word.label, first=runs.texts(mine), second=runs.texts(other))

    # ---- sections 2 and 3 ----

    def _table(self, table: str, run: list[Segment], row_of: Callable[[Segment], Row | None]) -> None:
        if not run:
            return
        found = [(row, segment) for segment in run if (row := self._named(segment, row_of))]
        starts = fitting.Starts(found)
        fits = {row.code: fitting.fit(row, segment, self.scan.slots, starts) for row, segment in found}
        if table == "applications":
            fits = balance.decide(fits, self.form.edition)
        for row, segment in found:
            self._take(row, segment, fits[row.code])
        self._missing(table, set(fits))
        self.form.tables.add(table)
        self.form.used |= self.scan.blocks(run[0].first, run[-1].last)

    def _named(self, segment: Segment, row_of: Callable[[Segment], Row | None]) -> Row | None:
        """The row that a segment's label names, with a doubt where it does not name one for certain."""
        if segment.reading.how == "ambiguous":
            names = tuple(dict.fromkeys(word.label for word in segment.reading.words))
            self._doubt("label.ambiguous", segment.label, found=segment.label.text, names=names)
            return None
        row = row_of(segment)
        if row is None:
            self._doubt("columns.unknown", segment.label, name=segment.word.label)
        elif segment.reading.how == "misprint":
            self._doubt("label.misprinted", segment.label, found=segment.label.text, name=segment.word.label)
        return row

    def _take(self, row: Row, segment: Segment, fit: Fit) -> None:
        if fit.trouble:
            self._trouble(fit, segment.label, row.label, runs.texts(segment))
        if row.prefix == "applications" and row.code == "other" and self.form.edition == "2021":
            self._doubt("other.one_row", segment.label)
        for cell, content, slot in zip(row.cells, fit.cells, slots_of(fit.cells, segment.slots, segment.label), strict=True):
            self._put(cell, content, slot)
            if cell.endswith(".amount"):
                self._unit(cell, content, segment)

    def _trouble(self, fit: Fit, label: Slot, name: str, found: str) -> None:
        self._doubt(f"row.{fit.trouble}" if found else "row.missing", label, name=name, found=found, count=len(fit.cells))

    def _put(self, cell: str, content: Cell, slot: Slot) -> None:
        if isinstance(content, Value) and content.unit in _units(cell):
            self.form.figures[cell] = content.number
            self.form.places[cell] = place(self.page, slot)
            if content.remark:
                self._doubt("cell.remark", slot, name=cell_labels()[cell], found=f"{content.number}{content.remark}")
        elif isinstance(content, Blank):
            self.form.blank.append(cell)
        elif content is not None:
            text = f"{content.number}{content.unit}" if isinstance(content, Value) else content.text
            self._doubt("cell.unreadable", slot, name=cell_labels()[cell], found=text)

    def _unit(self, cell: str, content: Cell, segment: Segment) -> None:
        own = content.unit if isinstance(content, Value) else ""
        if printed := own or columns.unit(self.scan, self.heads, cell.rpartition(".")[2], segment):
            self.form.units[cell] = printed

    def _missing(self, table: str, present: set[str]) -> None:
        edition = self.form.edition
        one_row = "other" in present and edition == "2021"
        for row in getattr(editions()[edition], table) if edition else ():
            if row.code not in present and f"{table}.{row.code}" not in self.twice and not (one_row and row.code.startswith("other.")):
                self._doubt("row.missing", None, name=row.label)

    # ---- section 4 ----

    def _remedies(self) -> None:
        rows = {f"remedies.{row.code}": row for row in editions()["2021"].remedies}
        own_lines = self._remedies_lines()
        if own_lines:
            self._remedies_rows([(rows[segment.word.code], segment) for segment in own_lines])
            return
        for block in remedies.blocks(self.scan):
            self.form.tables.add("remedies")
            self.form.used |= self.scan.blocks(block.first, block.last)
            self._remedies_block(block, [cell for code in block.rows for cell in rows[code].cells])

    def _remedies_lines(self) -> list[Segment]:
        """The rows of section 4 on lines of their own, where they stand under the results' heads."""
        found = remedies.segments(self.scan.segments)
        return found if found and remedies.heads_above(self.scan, found[0].first) else []

    def _remedies_rows(self, found: list[tuple[Row, Segment]]) -> None:
        self.form.tables.add("remedies")
        self.form.used |= self.scan.blocks(found[0][1].first, found[-1][1].last)
        heads = remedies.heads_above(self.scan, found[0][1].first)
        if heads != list(remedies.results()):
            self._doubt("columns.order", found[0][1].label, section=4)
            return
        starts = fitting.Starts(found)
        for row in dict.fromkeys(row for row, _ in found):
            first, *others = [segment for one, segment in found if one == row]
            differing = [other for other in others if runs.texts(other) != runs.texts(first)]
            if differing:
                self._twice(first, differing[0])
            else:
                self._take(row, first, fitting.fit(row, first, self.scan.slots, starts))
        self._missing("remedies", {row.code for row, _ in found})

    def _remedies_block(self, block: remedies.Block, cells: list[str]) -> None:
        fit = remedies.fit(block)
        if any(cell in self.form.figures or cell in self.form.blank for cell in cells):
            self._second_copy(cells, fit)
            return
        label = self.scan.slots[block.first]
        if not block.usual:
            self._doubt("columns.order", label, section=4)
            return
        if fit.trouble:
            self._trouble(fit, label, "行政复议、行政诉讼", " ".join(slot.text for slot in block.slots if slot.text))
            return
        for cell, content, slot in zip(cells, fit.cells, slots_of(fit.cells, block.slots, label), strict=True):
            self._put(cell, content, slot)

    def _second_copy(self, cells: list[str], fit: Fit) -> None:
        for cell, content in zip(cells, fit.cells, strict=True):
            if isinstance(content, Value) and self.form.figures.get(cell, content.number) != content.number:
                self._doubt("table.twice", None, name=cell_labels()[cell], first=self.form.figures.pop(cell), second=content.number)

    def _doubt(self, code: str, slot: Slot | None, **fields: object) -> None:
        self.form.doubts.append(doubt(code, place(self.page, slot) if slot else NOWHERE, **fields))
