"""What every workbook of ours keeps to: numbers exactly as printed, no formula from data, Excel's limits, the same bytes every day."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.packaging.core import DocumentProperties
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from gongkai.annual.model import Figure
from gongkai.annual.write.cells import number as printed
from gongkai.annual.write.package import Archive, writable

LONGEST_TEXT = 32_767
"""Characters that a cell of Excel holds."""
MOST_ROWS = 1_048_576
"""Rows that a sheet of Excel holds."""
EXACT_DIGITS = 15
"""Digits that Excel's numbers (IEEE 754 doubles) keep; a longer number is written as text, digit by digit."""
CUT = "…"

_NUMBER = re.compile(r"(-?)(0|[1-9]\d*)(?:\.(\d+))?")
# Excel runs what begins with these once somebody edits the cell; the mark keeps it text. (csvform guards the same.)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as A
_FORBIDDEN = str.maketrans("[]:*?/\\", "［］：＊？／＼")
_LONGEST_NAME = 31


def number(text: str) -> Figure | None:
    """The number that `text` is, printed as we print figures and short enough for Excel; else None."""
    found = _NUMBER.fullmatch(text)
    if not found or (found[1] and not text.strip("-0.")):
        return None
    digits = (found[2] + (found[3] or "")).lstrip("0")
    if len(digits) > EXACT_DIGITS:
        return None
    return int(text) if found[3] is None else Decimal(text)


def number_format(value: Figure) -> str:
    """The format that shows a figure with all its printed digits: 1.50 is stored as 1.5 and shown, and read back, as 1.50."""
    decimals = 0 if isinstance(value, int) else -int(value.as_tuple().exponent)
    return "0." + "0" * decimals if decimals > 0 else "0"


def text(words: str) -> str:
    """`words` as a cell of Excel can hold them: what is too long is cut visibly."""
    held = _ESCAPE.sub("_x005F_", writable(words))
    return held if len(held) <= LONGEST_TEXT else held[: LONGEST_TEXT - len(CUT)] + CUT


def put_text(cell: Cell, words: str) -> None:
    """Make `words` the cell's text, whatever they look like: a formula, an error value, a number."""
    cell.value = text(words)
    cell.data_type = "s"
    if words.startswith(_FORMULA):
        cell.quotePrefix = True


def put_figure(cell: Cell, value: Figure) -> None:
    """Make `value` the cell's number, or its text where Excel's numbers are too short for it."""
    if number(printed(value)) is None:
        put_text(cell, printed(value))
        return
    cell.value = value
    cell.number_format = number_format(value)


def sheet_name(workbook: Workbook, wanted: str) -> str:
    """A name that Excel takes for a sheet and no other has: at most 31 characters, what it forbids in its full width."""
    name = writable(wanted).replace("\n", " ").translate(_FORBIDDEN).strip("' ") or "—"
    taken = {one.casefold() for one in workbook.sheetnames}
    suffixes = ("", *(f" ({again})" for again in range(2, len(taken) + 2)))
    return next(one for one in (_shortened(name, suffix) for suffix in suffixes) if one.casefold() not in taken)


def _shortened(name: str, suffix: str) -> str:
    room = _LONGEST_NAME - len(suffix)
    return (name if len(name) <= room else name[: room - 1] + CUT) + suffix


def for_print(sheet: Worksheet) -> None:
    """A4, as wide as the page, page number below."""
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.center.text = "— &P —"  # type: ignore[union-attr]  # the stub allows None; openpyxl makes one


class _Undated:
    """What a file says of itself, without the time that openpyxl would make up."""

    def __init__(self, about: DocumentProperties) -> None:
        self._about = about

    def to_tree(self) -> Any:
        tree = self._about.to_tree()
        for time in [one for one in tree if one.tag.endswith(("}created", "}modified"))]:
            tree.remove(time)
        return tree


def save(workbook: Workbook, out: BinaryIO, title: str, author: str = "", made: datetime | None = None) -> None:
    """Write the workbook under its title, made at `made` or at no time that is told."""
    when = made.replace(tzinfo=None) if made else None
    about = DocumentProperties(title=writable(title), creator=writable(author), language="zh-CN", created=when, modified=when)
    workbook.properties = about if when else _Undated(about)  # only its tree is asked for
    with Archive(out, "w") as archive:
        ExcelWriter(workbook, archive).save()
