"""A report as PDF, in the form of an official document (公文, GB/T 9704-2012), archivable (PDF/A-2a) and accessible (PDF/UA-1).

The page is `report.typ`; the report reaches it as data, so that no character of a text is ever code. The fonts are those of the
office's own folder where it has them, else Noto Sans CJK SC, which comes with the package; never those of the machine, and no time
is read: the same report gives the same bytes.
"""

import json
import math
import re
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import manimgx_fonts_cjk
import typst

from gongkai.annual.read import values
from gongkai.annual.read.raw import REPLACEMENT
from gongkai.annual.write.document import Cell, Document, Paragraph, Part, Table
from gongkai.annual.write.package import day, writable
from gongkai.annual.write.placing import Placed, placed
from gongkai.annual.write.refusal import CannotWriteError
from gongkai.messages import message

STANDARDS: tuple[Literal["a-2a", "ua-1"], ...] = ("a-2a", "ua-1")
DEFAULT = "Noto Sans CJK SC"
FACES = {
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "方正小标宋_GBK"),
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋"),
    "first": ("SimHei", "黑体"),
    "second": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体"),
}
"""GB/T 9704-2012, 7.3: the faces of title, text, first and second headings, by the names that their fonts go by."""
LOST = "□"
"""Stands for a lost character (虚缺号), because fonts have no sign for one that Unicode calls replaced."""
_TITLE_LINE = 20
"""How many characters of the title (2号) fill a line."""
_WIDTH = 442.2
"""Of the text, in points (156 mm)."""
_LARGEST, _INSET, _DIGIT = 9.0, 2.5, 0.58
"""Points of a table's text (小五) and of the space beside it; the width of a digit in sizes of the text."""
_WHOLE = frozenset({"article20", "applications", "remedies"})
"""These tables are never longer than a page, and stand on one."""
_CENTRED = frozenset({"article20", "remedies"})
"""Tables whose columns are no columns of numbers to compare."""
_UNPRINTABLE = re.compile(r'the text `"(?P<text>.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_FIRST_DAY = (2008, 5, 1)
"""When the duty to report began: the date in the file of a report that has none and no year, because an archived PDF must have one."""


def render(document: Document, fonts: Path | None = None) -> bytes:
    """The report as a PDF file; `fonts` is a folder with the office's licensed fonts, used where they are the ones of the standard.

    Raises:
        CannotWriteError: the folder is none or has no font, a character is in no font, or what was made is not archivable and accessible.

    """
    found = _fonts(fonts)
    try:
        made = typst.compile(
            files("gongkai.annual.write").joinpath("report.typ").read_bytes(),
            font_paths=found,
            sys_inputs={"report": json.dumps(_printed(document, set(found.families())), ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
        )
    except typst.TypstError as error:
        raise _refusal(str(error)) from error
    assert made is not None  # noqa: S101 - without an output path it returns the file
    return made


@cache
def _fonts(folder: Path | None) -> typst.Fonts:
    own = [folder] if folder else []
    if folder is not None and not (folder.is_dir() and _in(own).families()):
        raise CannotWriteError(message("{folder} is no folder of fonts. Give a folder with TTF, OTF or TTC files.", folder=str(folder)))
    return _in([*own, Path(manimgx_fonts_cjk.__file__).parent])


def _in(folders: list[Path]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(map(str, folders)))


def _refusal(reason: str) -> CannotWriteError:
    if found := _UNPRINTABLE.search(reason):
        text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found["text"])
        codes = " ".join(f"U+{ord(character):04X}" for character in text)
        return CannotWriteError(
            message(
                "“{text}” ({codes}) cannot be printed: no font has it. Correct the text, or give a folder of fonts that have it.",
                text=text,
                codes=codes,
            )
        )
    return CannotWriteError(message("The PDF cannot be made: {reason}", reason=reason))


# ---- the report as data for the page ----


def _text(text: str) -> str:
    return writable(text).replace(REPLACEMENT, LOST)


def _printed(document: Document, present: set[str]) -> dict[str, Any]:
    faces: dict[str, Any] = {use: [*(name for name in names if name in present), DEFAULT] for use, names in FACES.items()}
    return {
        "title": _text(document.title),
        "organ": _text(document.organ),
        "title-lines": _title_lines(_text(document.title), _text(document.organ)),
        "date": _date(document),
        "masthead": _text(document.masthead),
        "number": _text(document.number),
        "facts": [[label, _text(value)] for label, value in document.facts],
        "parts": [_part(part, last=part is document.parts[-1] and bool(document.signature)) for part in document.parts],
        "signature": [_text(line) for line in document.signature],
        "faces": faces | {"regular": "regular", "medium": "medium", "bold": "bold"},
    }


def _date(document: Document) -> tuple[int, int, int]:
    """The day of the document: under it, else among its facts, else the first on which it can have been written."""
    for text in (*reversed(document.signature), *(value for _, value in document.facts)):
        if (found := day(text)) is not None:
            return found.year, found.month, found.day
    return (document.year + 1, 1, 1) if document.year and document.year < date.max.year else _FIRST_DAY


def _title_lines(title: str, organ: str) -> list[str]:
    """A title too long for a line, broken where the sense breaks (7.3.1): behind the organ, else into lines of one length."""
    width = sum(_DIGIT if character.isascii() else 1.0 for character in title)
    if width <= _TITLE_LINE:
        return [title]
    if organ and title.startswith(organ) and len(organ) <= _TITLE_LINE and len(title) - len(organ) <= _TITLE_LINE:
        return [organ, title.removeprefix(organ)]
    lines = math.ceil(width / _TITLE_LINE)
    length = math.ceil(len(title) / lines)
    return [title[start : start + length] for start in range(0, len(title), length)]


def _part(part: Part, *, last: bool) -> dict[str, Any]:
    blocks = [_paragraph(one) if isinstance(one, Paragraph) else _table(one) for one in part.blocks]
    if last and blocks:
        blocks[-1]["last"] = True
    return {"heading": _text(part.heading), "blocks": blocks}


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    return {"kind": "paragraph", "text": _text(paragraph.text), "level": paragraph.level, "flush": paragraph.flush, "last": False}


def _table(table: Table) -> dict[str, Any]:
    size = _size(table)
    rows = [[_cell(table, one, size, names=number < table.head_rows) for one in row if one.first] for number, row in enumerate(placed(table))]
    return {
        "kind": "table",
        "widths": table.widths,
        "size": size,
        "inset": _INSET,
        "breakable": table.name not in _WHOLE,
        "head": rows[: table.head_rows],
        "body": rows[table.head_rows :],
    }


def _size(table: Table) -> float:
    """The largest size in which the longest number of a table fits its column, because a number is never broken."""
    narrowest = min(table.widths[-1:]) * _WIDTH - 2 * _INSET
    longest = max([1, *(len(cell.text) for row in table.rows for cell in row if cell.code)])
    return min(_LARGEST, narrowest / (longest * _DIGIT))


def _cell(table: Table, one: Placed, size: float, *, names: bool) -> dict[str, Any]:
    cell = one.cell
    width = sum(table.widths[one.column : one.column + cell.columns]) * _WIDTH - 2 * _INSET
    return {
        "text": _text(cell.text),
        "rows": cell.rows,
        "columns": cell.columns,
        "head": cell.head,
        "align": _align(table, cell, names=names),
        "width": _balanced(len(cell.text), width, size) if names else 0,
    }


def _align(table: Table, cell: Cell, *, names: bool) -> str:
    if table.name in _CENTRED or names or (cell.head and cell.rows > 1):
        return "center" if cell.head or cell.code else "left"
    if cell.code or values.parse(cell.text) is not None:
        return "right"
    return "center" if table.name == "legacy" and not cell.head else "left"  # a unit


def _balanced(length: int, width: float, size: float) -> float:
    """The width in which a head of so many characters breaks into lines of one length (商业 and 企业, not 商业企 and 业)."""
    lines = math.ceil(length * size / width)
    return math.ceil(length / max(lines, 1)) * size + 0.1
