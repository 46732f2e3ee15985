"""The workbook of many reports: one row a report, one column a cell; their findings; what the reader was in doubt about.

It is written as the reports come, so that its size on disk grows and not the memory. Its words are Chinese like the form's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO, Self

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from gongkai.annual.check import Finding
from gongkai.annual.csvform import LISTS, METADATA, REPORT, lists
from gongkai.annual.jsonform import form_order
from gongkai.annual.model import AnnualReport, Figure
from gongkai.annual.write import sheet
from gongkai.messages import Message, UserError, message
from gongkai.statute import legacy
from gongkai.statute.editions import cell_labels, editions
from gongkai.statute.printed import heads

LANGUAGE = "zh_Hans"
REPORTS, FINDINGS, DOUBTS, LEGEND = "报告", "核对发现", "存疑", "说明"
BLANK = ""
"""Stands in a row for a cell that is printed blank; one that is not known is None."""

_GREY = PatternFill("solid", fgColor="D9D9D9")
_HEADS = {
    "source": "来源文件",
    "organ": "机关",
    "year": "报告年度",
    "edition": "报表版本",
    "title": "标题",
    "index_number": "索引号",
    "created": "成文日期",
    "published": "发布日期",
    "publisher": "发布机构",
    "document_number": "文号",
    "period_start": "统计期限起",
    "period_end": "统计期限止",
    "units": "金额单位",
    "blank": "空白单元格",
    "warnings": "存疑代码",
}
_FINDING_HEADS = {
    "source": "来源文件",
    "organ": "机关",
    "year": "报告年度",
    "severity": "程度",
    "code": "代码",
    "message": "发现",
    "cells": "单元格",
    "left": "左值",
    "right": "右值",
    "text": "原文",
}
_DOUBT_HEADS = {"source": "来源文件", "code": "代码", "message": "存疑", "place": "位置"}
_WIDTHS = {
    "source": 40,
    "title": 40,
    "message": 70,
    "cells": 40,
    "text": 60,
    "organ": 24,
    "code": 24,
    "publisher": 24,
    "index_number": 24,
    "place": 24,
}
_OTHER_WIDTH = 13
_HEAD_HEIGHTS = 24.0, 75.0
_LEGEND = (
    (None, "“报告”每份年度报告一行，“核对发现”每项发现一行，“存疑”每处读不准的地方一行。首行是代码，次行是名称，可筛选。"),
    (BLANK, "灰色空格：原件中该格印为空白。空白不是 0；其代码也列在“空白单元格”一列。"),
    (None, "无色空格：原件中没有该数，或者未能可靠读出，数值不详。不详不是空白，也不是 0。"),
    (None, "数字按原件所印的位数显示。超过 32767 字的文字从略，以“…”结尾。"),
)

Value = Figure | str | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Rows:
    """The rows of one report in the three sheets."""

    report: Row
    findings: tuple[Row, ...]
    doubts: tuple[Row, ...]


def columns() -> tuple[str, ...]:
    """The columns of the first sheet: what the report is, then every cell of both statutory editions and of the table before them."""
    return (*REPORT, *METADATA, *LISTS, *_cells())


@cache
def _cells() -> tuple[str, ...]:
    return (*form_order(), *legacy.cell_labels())


@cache
def labels() -> dict[str, str]:
    """Every cell code with the form's own words and the group that it stands in, in today's words where the editions differ."""
    words = cell_labels("2021")
    groups: dict[str, str] = {}
    for edition in ("2021", "2019"):
        for row in editions()[edition].rows:
            for cell in row.cells:
                groups.setdefault(cell, heads().groups.get(row.group, row.group))
    named = {cell: f"{groups[cell]} {words[cell]}".strip() for cell in form_order()}
    return named | legacy.cell_labels()


def rows(report: AnnualReport, findings: Iterable[Finding]) -> Rows:
    """The rows of a report; small and picklable, because it comes from another process."""
    about = [getattr(report, name) for name in REPORT] + [report.metadata.get(name) for name in METADATA]
    blank = frozenset(report.blank)
    figures = (BLANK if cell in blank else report.figures.get(cell) for cell in _cells())
    return Rows(
        (*about, *lists(report), *figures),
        tuple(_finding(report, one) for one in findings),
        tuple((report.source, one.code, one.message.text(LANGUAGE), one.place.text(LANGUAGE)) for one in report.warnings),
    )


def _finding(report: AnnualReport, one: Finding) -> Row:
    severity = Message(one.severity).text(LANGUAGE)
    told = one.message.text(LANGUAGE)
    return (report.source, report.organ, report.year, severity, one.code, told, " ".join(one.cells), one.left, one.right, one.text)


class Tables:
    """The workbook, row by row, as a context: its parts are in temporary files, which are closed whether it is saved or not."""

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)
        cells = labels()
        self._reports = _Sheet(self._book, REPORTS, {name: _HEADS.get(name) or cells[name] for name in columns()}, held=3)
        self._findings = _Sheet(self._book, FINDINGS, _FINDING_HEADS, held=1)
        self._doubts = _Sheet(self._book, DOUBTS, _DOUBT_HEADS, held=1)

    def add(self, one: Rows) -> None:
        """Write the rows of a report.

        Raises:
            UserError: a sheet is full.

        """
        self._reports.add(one.report, of_cells=len(columns()) - len(_cells()))
        for row in one.findings:
            self._findings.add(row)
        for row in one.doubts:
            self._doubts.add(row)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        for page in self._book.worksheets:
            if not page.closed:
                page.close()

    def save(self, out: BinaryIO) -> None:
        """Write the workbook as a file; the same reports give the same bytes."""
        for one in (self._reports, self._findings, self._doubts):
            one.filter()
        legend = self._book.create_sheet(LEGEND)
        legend.column_dimensions["B"].width = 100
        for mark, text in _LEGEND:
            legend.append([_grey(legend) if mark == BLANK else None, text])
        sheet.save(self._book, out, "政府信息公开工作年度报告汇总")


class _Sheet:
    """One of the sheets: two head rows, codes and names, and the rows under them. `held` columns stay in sight."""

    def __init__(self, book: Workbook, name: str, named: dict[str, str], held: int) -> None:
        self._sheet = book.create_sheet(name)
        self._name = name
        self._rows = 0
        self._columns = len(named)
        self._grey = _grey(self._sheet)
        for number, code in enumerate(named, 1):
            self._sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(code, _OTHER_WIDTH)
        self._sheet.row_dimensions[1].height, self._sheet.row_dimensions[2].height = _HEAD_HEIGHTS
        self._sheet.freeze_panes = f"{get_column_letter(held + 1)}3"
        self._append([self._head(code, Font(size=8, color="808080")) for code in named])
        self._append([self._head(label, Font(bold=True)) for label in named.values()])

    def _head(self, text: str, font: Font) -> Cell:
        cell = WriteOnlyCell(self._sheet)
        sheet.put_text(cell, text)
        cell.font = font
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        return cell

    def add(self, row: Row, of_cells: int | None = None) -> None:
        """Write a row; from the column `of_cells` on an empty text is the mark of a blank cell."""
        first = len(row) if of_cells is None else of_cells
        self._append([self._grey if value == BLANK and number >= first else self._cell(value) for number, value in enumerate(row)])

    def _cell(self, value: Value) -> Any:
        """A value as openpyxl takes it."""
        if value is None or value == BLANK:
            return None
        if isinstance(value, int) and abs(value) < 10**sheet.EXACT_DIGITS:
            return value
        cell = WriteOnlyCell(self._sheet)
        if isinstance(value, str):
            sheet.put_text(cell, value)
        else:
            sheet.put_figure(cell, value)
        return cell

    def _append(self, cells: Sequence[Any]) -> None:
        if self._rows >= sheet.MOST_ROWS:
            raise UserError(
                message(
                    "The sheet “{sheet}” is full: Excel holds {rows} rows. Read fewer reports at a time, or take --format jsonl.",
                    sheet=self._name,
                    rows=sheet.MOST_ROWS,
                )
            )
        self._rows += 1
        self._sheet.append(cells)

    def filter(self) -> None:
        """Say over which rows the filter goes: all that were added."""
        self._sheet.auto_filter.ref = f"A2:{get_column_letter(self._columns)}{max(self._rows, 3)}"


def _grey(page: Any) -> Cell:
    cell = WriteOnlyCell(page)
    cell.fill = _GREY
    return cell
