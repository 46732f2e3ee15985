"""Rows from a workbook (XLSX), and the template to fill in. A workbook is somebody else's file: large, damaged and odd ones are refused in words."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from gongkai.cases.importing.columns import BY_HEADING, COLUMNS, LISTS, Column
from gongkai.cases.importing.rows import Problem, Row

LARGEST = 5 << 20
_LARGEST_UNPACKED = 60 << 20
_LISTS, _LARGEST_BESIDE = ("xl/worksheets/", "xl/sharedStrings"), 4 << 20
"""What a list of requests consists of, and how large any other part may be: each format of a hostile `styles.xml` becomes an object."""
MOST_ROWS = 500
_EXACT_DIGITS = 15
"""Digits of a number that a workbook keeps; of longer ones the last are lost."""
_SHEET, _NOTES = "申请", "填写说明"


def rows_of(data: bytes) -> tuple[list[Row], list[Problem]]:
    """The rows of the first sheet that are not empty, and what is wrong with single cells.

    Raises ValidationError where nothing can be read: no workbook, too large, headings missing or unknown, no row, too many.
    """
    lines = list(_lines(data))
    if not lines:
        raise ValidationError(_("The first sheet is empty. Take the template, and fill in a row for each request."))
    columns = _columns(lines[0])
    found: list[Row] = []
    problems: list[Problem] = []
    for place, line in enumerate(lines[1:], 2):
        cells = {column: value for column, value in zip(columns, line, strict=False) if column is not None and value not in (None, "")}
        if not any(str(value).strip() for value in cells.values()):
            continue
        problems += [Problem(place, column.code, _lost()) for column, value in cells.items() if _is_cut(value)]
        found.append(Row(place, {column.code: _text(value) for column, value in cells.items()}))
    if not found:
        raise ValidationError(_("Below the headings there is no row. Fill in a row for each request."))
    if len(found) > MOST_ROWS:
        raise ValidationError(
            _("At most %(most)s rows are read at once; this workbook has %(count)s. Split it.") % {"most": MOST_ROWS, "count": len(found)}
        )
    return found, problems


def _lines(data: bytes) -> Iterator[Sequence[Any]]:
    if len(data) > LARGEST:
        raise ValidationError(_("The workbook is larger than %(most)s MB. Split it.") % {"most": LARGEST >> 20})
    try:
        yield from _cells(data)
    except ValidationError:
        raise
    except Exception as error:  # a damaged package raises whatever it likes
        raise ValidationError(_("This is no workbook that can be read (XLSX). Save it anew as XLSX, or take the template.")) from error


def _cells(data: bytes) -> Iterator[Sequence[Any]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = package.infolist()
        beside = max((part.file_size for part in parts if not part.filename.startswith(_LISTS)), default=0)
        if sum(part.file_size for part in parts) > _LARGEST_UNPACKED or beside > _LARGEST_BESIDE:
            raise ValidationError(_("The workbook holds more than a list of requests can. Split it."))
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    for number, line in enumerate(book.worksheets[0].iter_rows(values_only=True)):
        if number > MOST_ROWS * 4:  # empty rows are skipped, but not without end
            break
        yield line[: len(COLUMNS) * 2]
    book.close()


def _columns(heads: Sequence[Any]) -> list[Column | None]:
    """The column of each heading; None for an empty one. Nothing that stands under an unknown heading is dropped silently."""
    texts = ["" if head is None else str(head).strip().removesuffix("*").strip() for head in heads]
    unknown = [text for text in texts if text and text not in BY_HEADING]
    if unknown:
        raise ValidationError(
            _("No column is called %(heads)s. Take the headings of the template, and leave other columns out.") % {"heads": "、".join(unknown)}
        )
    found = [BY_HEADING[text] if text else None for text in texts]
    missing = [one.heading for one in COLUMNS if one.needed and one not in found]
    if missing:
        raise ValidationError(_("Columns are missing: %(heads)s. Take the headings of the template.") % {"heads": "、".join(missing)})
    twice = sorted({one.heading for one in found if one is not None and found.count(one) > 1})
    if twice:
        raise ValidationError(_("Columns stand there twice: %(heads)s. Leave one of each.") % {"heads": "、".join(twice)})
    return found


def _text(value: Any) -> str:
    """A cell as text: days as days, whole numbers without a point."""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _is_cut(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and len(str(int(abs(value)))) > _EXACT_DIGITS


def _lost() -> str:
    return _("The last digits are lost: the cell holds a number. Make it a cell of text, and type it again.")


def template() -> bytes:
    """The workbook to fill in: headings (needed ones with a star) and an example, and a sheet that says what each column holds."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _SHEET
    sheet.append([one.heading + ("*" if one.needed else "") for one in COLUMNS])
    sheet.append([one.example for one in COLUMNS])
    for number, one in enumerate(COLUMNS, 1):
        letter = get_column_letter(number)
        sheet.cell(1, number).font = Font(bold=True)
        sheet.column_dimensions[letter].width = 40 if one.code in LISTS else 18
        for row in range(2, 101):
            sheet.cell(row, number).number_format = "@"  # text: long numbers keep their digits
    sheet.freeze_panes = "A2"
    notes = book.create_sheet(_NOTES)
    for one in COLUMNS:
        words = "、".join(dict.fromkeys(word for word in one.words() if not word.isascii())) if one.words else ""
        notes.append([one.heading, str(one.about), _("needed") if one.needed else "", words])
    for letter, width in zip("ABCD", (16, 60, 8, 80), strict=True):
        notes.column_dimensions[letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
