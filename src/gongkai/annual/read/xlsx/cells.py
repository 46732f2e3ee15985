"""What the cells of a workbook show: numbers exactly, dates as dates, the text that is not struck out (ISO/IEC 29500-1, 18)."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from gongkai.annual.read import set_apart
from gongkai.annual.read.raw import REPLACEMENT

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DATES = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Number formats of dates and times that files do not spell out."""
_PERCENTS = frozenset({9, 10})
_HIDING = ";;;"
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|General', re.IGNORECASE)
_DATE_LETTERS = re.compile("[ymdhs]", re.IGNORECASE)
_PLACES = re.compile(r"0\.(0+)(?![#?])")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_HALVES = re.compile("[\ud800-\udfff]")
DIGITS = 15
"""Spreadsheets count and show no more digits; the file holds two more, which are noise (1.1 is stored as 1.1000000000000001)."""
_LARGEST = 30
_EPOCH = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}  # noqa: DTZ001 - cells know no time zone


class Looks:
    """The styles of a workbook's cells, as far as they change what a cell says."""

    def __init__(self, root: Any | None) -> None:
        """`root` is the part `styles`, if there is one."""
        self.formats: list[str | int] = []
        self.struck: list[bool] = []
        self.raised: list[bool] = []
        self.boxed: list[bool] = []
        """Whether lines are drawn around the cell: then it is one of a table, though nothing stands in it."""
        if root is None:
            return
        codes = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iter(f"{S}numFmt")}
        fonts = root.find(f"{S}fonts")
        looks = [(on(font, "strike"), is_raised(font)) for font in (() if fonts is None else fonts)]
        borders = root.find(f"{S}borders")
        boxes = [any(side.get("style", "none") != "none" for side in border) for border in (() if borders is None else borders)]
        cells = root.find(f"{S}cellXfs")
        for one in () if cells is None else cells:
            number = one.get("numFmtId", "0")
            self.formats.append(codes.get(number) or _number(number))
            struck, raised = _at(looks, _number(one.get("fontId")), default=(False, False))
            self.struck.append(struck)
            self.raised.append(raised)
            self.boxed.append(_at(boxes, _number(one.get("borderId")), default=False))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 0  # noqa: PLR2004 - more than any file has


def _at(items: Sequence[Any], index: int, *, default: Any) -> Any:
    return items[index] if 0 <= index < len(items) else default


def on(element: Any | None, name: str) -> bool:
    """Whether `element` has a switch `name` that is not off."""
    found = None if element is None else element.find(f"{S}{name}")
    return found is not None and found.get("val", "1") not in {"0", "false"}


def is_raised(properties: Any | None) -> bool:
    """Whether font properties raise or lower their text, as footnote marks are."""
    found = None if properties is None else properties.find(f"{S}vertAlign")
    return found is not None and found.get("val") in {"superscript", "subscript"}


def looking(text: str, *, struck: bool, raised: bool) -> str:
    """`text` as it looks."""
    if raised:
        text = set_apart.raised(text)
    return set_apart.struck(text) if struck else text


def rich_text(element: Any) -> str:
    """The text of a shared or inline string: its runs, without the phonetic guides."""
    parts = []
    for child in element:
        if child.tag == f"{S}t":
            parts.append(child.text or "")
        elif child.tag == f"{S}r":
            properties = child.find(f"{S}rPr")
            text = "".join(one.text or "" for one in child.iterchildren(f"{S}t"))
            parts.append(looking(text, struck=on(properties, "strike"), raised=is_raised(properties)))
    return _unescaped("".join(parts))


def _unescaped(text: str) -> str:
    """What the file spells out because XML cannot hold it, or because it looks so (22.9.2.19): `_x000D_` ends a line, `_x005F_` is `_`."""
    if "_x" not in text:
        return text
    characters = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return _HALVES.sub(REPLACEMENT, characters).replace("\r\n", "\n").replace("\r", "\n")


class Cells:
    """Reads the cells of one workbook."""

    def __init__(self, strings: Any | None, looks: Looks, *, from_1904: bool) -> None:
        """`strings` is the part `sharedStrings`, if there is one."""
        self._strings = [] if strings is None else list(strings)
        self._texts: dict[int, str] = {}
        self._looks = looks
        self._epoch = _EPOCH[from_1904]

    def text(self, cell: Any) -> str:
        """What the cell `c` shows; a formula whose result the file does not hold shows no one knows what."""
        style = _number(cell.get("s"))
        number_format = _at(self._looks.formats, style, default=0)
        if number_format == _HIDING:
            return ""
        found = self._content(cell, number_format)
        return looking(found, struck=_at(self._looks.struck, style, default=False), raised=_at(self._looks.raised, style, default=False)).strip()

    def boxed(self, cell: Any) -> bool:
        """Whether the cell has lines around it."""
        return bool(_at(self._looks.boxed, _number(cell.get("s")), default=False))

    def _content(self, cell: Any, number_format: str | int) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{S}is")
            return "" if inline is None else rich_text(inline)
        value = cell.find(f"{S}v")
        text = "" if value is None else value.text or ""
        if not text:
            return REPLACEMENT if kind != "str" and cell.find(f"{S}f") is not None else ""
        if kind == "s":
            return self._shared(_number(text))
        return self._shown(text, number_format) if kind == "n" else text

    def _shared(self, index: int) -> str:
        if index not in self._texts:
            self._texts[index] = rich_text(self._strings[index]) if index < len(self._strings) else REPLACEMENT
        return self._texts[index]

    def _shown(self, text: str, number_format: str | int) -> str:
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        if not number.is_finite() or abs(number.adjusted()) > _LARGEST:
            return text
        if is_date(number_format):
            return self._date(number) or text
        if number_format in _PERCENTS or (isinstance(number_format, str) and "%" in _LITERAL.sub("", number_format)):
            return f"{plain(number * 100)}%"
        return plain(number, places(number_format))

    def _date(self, number: Decimal) -> str:
        """ISO 8601, so far as the number says: a day, a time, or both."""
        try:
            at = self._epoch + timedelta(seconds=round(float(number) * 86_400))
        except OverflowError:
            return ""
        if abs(number) < 1:
            return at.strftime("%H:%M:%S")
        return at.date().isoformat() if number == number.to_integral_value() else at.isoformat(" ")


def is_date(number_format: str | int) -> bool:
    """Whether a number format shows dates or times."""
    if isinstance(number_format, int):
        return number_format in _DATES
    return bool(_DATE_LETTERS.search(_LITERAL.sub("", number_format)))


def places(number_format: str | int) -> int:
    """The decimals that a number format always shows."""
    if isinstance(number_format, int):
        return 2 if number_format in {2, 4, 39, 40} else 0
    found = _PLACES.search(_LITERAL.sub("", number_format.partition(";")[0]))
    return len(found[1]) if found else 0


def plain(number: Decimal, decimals: int = 0) -> str:
    """A number with all its digits, and zeros up to so many `decimals`, as printed; nothing is rounded that a spreadsheet shows."""
    if len(number.as_tuple().digits) > DIGITS:
        number = number.quantize(Decimal(1).scaleb(number.adjusted() - DIGITS + 1))
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if decimals and decimals <= DIGITS:
        whole, _, rest = text.partition(".")
        text = f"{whole}.{rest.ljust(decimals, '0')}"
    return "0" if text == "-0" else text
