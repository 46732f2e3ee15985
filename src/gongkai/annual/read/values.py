"""One cell's text as a number, a blank, or neither. Exact: nothing is repaired and nothing is rounded."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from gongkai.annual.model import Figure

BLANKS = frozenset({"", "-", "--", "—", "——", "–", "－", "/", "／", "//", "\\", "_", "无", "空"})
_NUMBER = r"(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?"
_UNIT = "亿元|万元|千元|元|万|件|项|个|条|份|宗|次|起|%"
_CELL = re.compile(
    rf"(?P<sign>[+\-－＋−﹣]|减少?|增加?)?\s*(?P<number>{_NUMBER})\s*"
    rf"(?:(?P<unit>{_UNIT})|[(（]\s*(?P<bracketed>{_UNIT})\s*[)）])?"
    r"\s*(?P<remark>[(（][^()（）]*[)）])?"
)
LONGEST = 60
"""No number with its unit and remark is longer."""
_NEGATIVE = frozenset("-－−﹣减")
_LEADING_ZERO = re.compile(r"0\d")
_SPACED = re.compile(r"(?<=\d) (?=\d)")


@dataclass(frozen=True)
class Value:
    """A number as printed in a cell, with its unit and the bracketed remark after it (each may be empty).

    `spaced` tells that blanks inside the digits were closed up (“1 6” for 16), which only a cell of its own allows.
    """

    number: Figure
    unit: str = ""
    remark: str = ""
    spaced: bool = False


@lru_cache(maxsize=65536)
def parse(text: str) -> Value | None:
    """The number that `text` is as a whole, or None: `1,234`, `+1`, `减4`, `251000元`, `205(万)`, `2（含1件重复）`."""
    bare = text.strip()
    if not bare or len(bare) > LONGEST:
        return None
    if len(bare) == 1 and not bare.isdecimal():
        digit = unicodedata.digit(bare, None) if unicodedata.category(bare) == "No" else None
        return None if digit is None else Value(digit)
    spaced = _SPACED.sub("", bare)
    match = _CELL.fullmatch(spaced)
    if not match or (spaced != bare and _LEADING_ZERO.match(match["number"])):
        return None  # “0 5” is two cells run together, not the number 05
    digits = re.sub("[,，]", "", match["number"])
    number: Figure = Decimal(digits) if "." in digits else int(digits)
    sign = match["sign"] or ""
    if sign[:1] in _NEGATIVE and sign:
        number = -number
    return Value(number, match["unit"] or match["bracketed"] or "", match["remark"] or "", spaced != bare)


def is_blank(text: str) -> bool:
    """Whether `text` is one of the ways in which offices print an empty cell."""
    return text.strip() in BLANKS
