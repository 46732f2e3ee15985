"""Pages as XLSX: the form as offices keep it in a workbook."""

import re
from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from annual.generator.containers.packed import repacked
from annual.generator.layouts.grid import slots
from annual.generator.page import Cell, Page, Table

Write = Callable[[Page], bytes]
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def _value(cell: Cell, *, numbers: bool) -> object:
    """A count as a number, a decimal as text: a number of a workbook forgets how many decimals were printed."""
    if cell.code and numbers and _NUMBER.fullmatch(cell.text):
        value = Decimal(cell.text)
        return int(value) if "." not in cell.text else cell.text
    return cell.text or None


def _table(sheet: Any, table: Table, row: int, *, merged: bool, numbers: bool) -> int:
    """Writes the table from `row` on; the row after it."""
    for down, cells in enumerate(slots(table)):
        for place, (cell, own) in enumerate(cells):
            if own:
                sheet.cell(row + down, place + 1, _value(cell, numbers=numbers))
                if merged and cell.rows * cell.cols > 1:
                    sheet.merge_cells(start_row=row + down, start_column=place + 1, end_row=row + down + cell.rows - 1, end_column=place + cell.cols)
    return row + len(table.rows)


def _saved(book: Workbook) -> bytes:
    target = BytesIO()
    book.save(target)
    return repacked(target.getvalue())


def one_sheet(page: Page) -> bytes:
    """All on one sheet: head, text and tables below each other, labels merged, counts as numbers."""
    book = Workbook()
    sheet: Any = book.active
    row = 1
    for label, value in page.facts:
        sheet.cell(row, 1, label)
        sheet.cell(row, 2, value)
        row += 1
    sheet.cell(row, 1, page.title)
    row += 1
    for block in (*page.before, *page.blocks, *page.after):
        if isinstance(block, Table):
            row = _table(sheet, block, row, merged=True, numbers=True)
        else:
            sheet.cell(row, 1, block if isinstance(block, str) else block.text)
            row += 1
    return _saved(book)


def sheet_per_table(page: Page) -> bytes:
    """A sheet a table below its title, nothing merged, counts as text; the running text is not in it."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in zip(("二", "三", "四"), page.tables(), strict=True):
        sheet: Any = book.create_sheet(name)
        sheet.cell(1, 1, page.title)
        _table(sheet, table, 2, merged=False, numbers=False)
    return _saved(book)


LAYOUTS: dict[str, Write] = {"xlsx-one-sheet": one_sheet, "xlsx-sheet-per-table": sheet_per_table}
