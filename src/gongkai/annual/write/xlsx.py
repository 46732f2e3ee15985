"""A report as a workbook laid out like the form: a sheet for title and facts, a sheet for each part with its text and tables."""

from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate, pairwise
from math import ceil
from typing import Any
from unicodedata import east_asian_width

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter

from gongkai.annual.write import sheet
from gongkai.annual.write.document import Cell, Document, Paragraph, Part, Table
from gongkai.annual.write.package import signed_on
from gongkai.annual.write.placing import Placed, placed

COVER = "年度报告"
ORGAN, YEAR = "报告机关", "报告年度"

WIDTH, WIDEST = 80.0, 160.0
"""The width of a sheet in Excel's characters, which A4 holds without being made smaller; that of one with the longest numbers."""
_STEPS = 1_000_000  # of the width: so finely are the edges of two tables on a sheet told apart
_HEADS_IN_SIGHT = 12  # rows that may stay on the screen while the others move: a table that begins further down is not held
_LINE, _TALLEST = 15.0, 405.0
"""Height of a line and of the tallest row that Excel has, in points."""

_THIN = Side("thin")
_LINES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TEXT = Alignment(vertical="top", wrap_text=True)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_ONE_LINE = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_BESIDE = 2  # characters that a cell keeps free beside a number
_SIZES = {"报告标题": 18, "部分标题": 13}
_SIZE = 11


def _font(style: str = "", *, bold: bool = False) -> Font:
    return Font("宋体", _SIZES.get(style, _SIZE), bold=bold)


_STYLES: dict[str, dict[str, Any]] = {
    "报告标题": {"font": _font("报告标题", bold=True), "alignment": _CENTRED},
    "部分标题": {"font": _font("部分标题", bold=True), "alignment": _LEFT},
    "正文": {"font": _font(), "alignment": _TEXT},
    "正文标题": {"font": _font(bold=True), "alignment": _TEXT},
    "表头": {"font": _font(bold=True), "alignment": _CENTRED, "border": _LINES, "fill": PatternFill("solid", fgColor="F2F2F2")},
    "表格文字": {"font": _font(), "alignment": _LEFT, "border": _LINES},
    "表格数字": {"font": _font(), "alignment": _ONE_LINE, "border": _LINES},
}


def render(document: Document) -> bytes:
    """The report as an XLSX file; the same report gives the same bytes."""
    book = Workbook()
    for name, how in _STYLES.items():
        book.add_named_style(NamedStyle(name, **how))
    page = _cover(book, document)
    for part in document.parts:
        if part.heading:
            page = _Page(book, part.heading, part)
            page.line(part.heading, "部分标题")
        page.blocks(part.blocks)
    for line in document.signature:
        page.line(line, "正文")
    made = BytesIO()
    sheet.save(book, made, document.title, document.organ, signed_on(document))
    return made.getvalue()


def _cover(book: Workbook, document: Document) -> "_Page":
    """The first sheet: title, organ, year, facts, and what stands before the first part."""
    book.remove(book.worksheets[0])
    before = Part("", tuple(block for part in document.parts if not part.heading for block in part.blocks))
    page = _Page(book, COVER, before)
    if document.masthead:
        page.line(document.masthead, "报告标题")
    page.line(document.title, "报告标题")
    page.below()
    for label, value in ((ORGAN, document.organ), (YEAR, str(document.year or "")), *document.facts):
        if value:
            page.line(f"{label}：{value}", "正文")
    page.below()
    return page


def _edges(part: Part) -> tuple[int, ...]:
    """Where the columns of a part's sheet begin and end: wherever a column of one of its tables does."""
    found = {0, _STEPS}
    for block in part.blocks:
        if isinstance(block, Table):
            found.update(_steps(block.widths))
    return tuple(sorted(found))


def _steps(widths: Sequence[float]) -> tuple[int, ...]:
    return (0, *(round(share * _STEPS) for share in accumulate(widths)))


class _Page:
    """A sheet being filled from the top; `row` is the next free one."""

    def __init__(self, book: Workbook, name: str, part: Part) -> None:
        self.sheet = book.create_sheet(sheet.sheet_name(book, name))
        self.edges = _edges(part)
        self.width = _width(part)
        self.row = 1
        sheet.for_print(self.sheet)
        for number, (left, right) in enumerate(pairwise(self.edges), 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = self.width * (right - left) / _STEPS

    def blocks(self, blocks: Sequence[Paragraph | Table]) -> None:
        for block in blocks:
            if isinstance(block, Table):
                self.below()
                self.table(block)
                self.below()
            else:
                self.line(block.text, "正文标题" if block.level else "正文")

    def below(self) -> None:
        """Leave a row free."""
        self.row += 1

    def line(self, text: str, style: str) -> None:
        """A paragraph across the sheet, in as many rows as its length needs."""
        for start in range(0, max(len(text), 1), sheet.LONGEST_TEXT):
            piece = text[start : start + sheet.LONGEST_TEXT]
            larger = _SIZES.get(style, _SIZE) / _SIZE
            height = _lines(piece, self.width / larger) * _LINE * larger
            rows = ceil(height / _TALLEST)
            for row in range(self.row, self.row + rows):
                self.sheet.row_dimensions[row].height = height / rows
            self._put(piece, style, self.row, (0, len(self.edges) - 1), rows)
            self.row += rows

    def table(self, table: Table) -> None:
        top = self.row
        columns = [self.edges.index(edge) for edge in _steps(table.widths)]
        for number, cells in enumerate(placed(table)):
            for one in cells:
                if one.first:
                    between = (columns[one.column], columns[one.column + one.cell.columns])
                    self._put(one.cell.text, _style(table, one), top + number, between, one.cell.rows)
            lines = [self._lines(one, columns) for one in cells if one.first and one.cell.rows == 1 and not _is_figure(one.cell)]
            self.sheet.row_dimensions[top + number].height = min(max(lines, default=1) * _LINE + 3, _TALLEST)
        self.row = top + len(table.rows)
        if table.head_rows and self.sheet.freeze_panes is None:
            self.sheet.print_title_rows = f"{top}:{top + table.head_rows - 1}"
            if top <= _HEADS_IN_SIGHT:
                self.sheet.freeze_panes = f"A{top + table.head_rows}"

    def _lines(self, one: Placed, columns: Sequence[int]) -> int:
        left, right = (self.edges[columns[at]] for at in (one.column, one.column + one.cell.columns))
        return _lines(one.cell.text, self.width * (right - left) / _STEPS)

    def _put(self, text: str, style: str, row: int, between: tuple[int, int], rows: int) -> None:
        """A cell from column to column (from 0, the second one past the end) and over `rows` rows."""
        cell = self.sheet.cell(row, between[0] + 1)
        cell.style = style
        value = sheet.number(text) if style == "表格数字" else None
        if value is not None:
            sheet.put_figure(cell, value)
        else:
            sheet.put_text(cell, text)
        if rows > 1 or between[1] - between[0] > 1:
            self.sheet.merge_cells(start_row=row, end_row=row + rows - 1, start_column=between[0] + 1, end_column=between[1])


def _style(table: Table, one: Placed) -> str:
    """Heads are heads wherever they stand; labels before numbers begin on the left; everything else is what is reported."""
    if not one.cell.head:
        return "表格数字" if _is_figure(one.cell) else "表格文字"
    return "表头" if table.is_head(one.row) else "表格文字"


def _is_figure(cell: Cell) -> bool:
    return not cell.head and (cell.code != "" or sheet.number(cell.text) is not None)


def _width(part: Part) -> float:
    """As wide as the page, or so that the longest numbers show: Excel prints ### for a number that its column cannot hold."""
    tables = (block for block in part.blocks if isinstance(block, Table))
    figures = ((table, one) for table in tables for cells in placed(table) for one in cells if _is_figure(one.cell))
    needed = ((len(one.cell.text) + _BESIDE) / sum(table.widths[one.column : one.column + one.cell.columns]) for table, one in figures)
    return min(max((WIDTH, *needed)), WIDEST)


def _lines(text: str, width: float) -> int:
    """How many lines `text` takes in a cell of `width` characters: Chinese takes two, and a cell keeps one free."""
    return sum(max(1, ceil(sum(2 if east_asian_width(one) in "WFA" else 1 for one in line) / max(width - 1, 1))) for line in text.split("\n"))
