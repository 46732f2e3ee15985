"""Numbers in running Chinese text, each with its exact value, its unit and how precisely it is stated.

A wrong number is far worse than a missing one: document and telephone numbers, ordinals, list numbers and groups of digits that
can be cut in two ways are not returned at all.
"""

import re
from decimal import Decimal
from math import prod
from string import ascii_letters, digits
from typing import NamedTuple

from gongkai.annual.model import Figure
from gongkai.annual.narrative.numerals import chinese
from gongkai.annual.narrative.units import ANY, KINDS, SCALES, WRITTEN_ANY


class Number(NamedTuple):
    """A number of the text.

    `precision` is `exact`, `over` (at least), `under` (at most), `about` or `rounded:STEP`; `unit` is empty where none is printed;
    `kind` is `count`, `percent`, `money` (value in yuan), `times` (倍), `year`, `date` or `other` (a bare number, a length of time).
    """

    value: Figure
    precision: str
    unit: str
    kind: str
    start: int
    end: int


_D = "[0-9０-９]"
# Every pattern starts with a set of characters: the engine then skips text without digits at full speed.
_ARABIC = re.compile(
    rf"({_D}{_D}*(?:[,，]{_D}{{3}}(?!{_D}))*(?:[.．]{_D}+)?)([余多几]?)[ 　]?([十百千万亿]{{0,2}})([余多]?)[ 　]?({ANY})?(以上|左右|上下)?"
)
_N = "一二两三四五六七八九十百千万零〇"
_WRITTEN = re.compile(
    rf"[一二两三四五六七八九十〇百](?:(?<=百)分之([{_N}点]+|{_D}{{1,3}}(?:\.{_D}{{1,6}})?(?![0-9.]))|[{_N}]*([余多]?)({WRITTEN_ANY}|年)(以上|左右)?)"
)
_NUMERALS = re.compile(f"[{_N}]+")
_AFTER = {"余": "over", "多": "over", "以上": "over", "左右": "about", "上下": "about"}
_BEFORE = {
    "不超过": "under", "不少于": "over", "不低于": "over", "超过": "over", "突破": "over", "多于": "over", "高于": "over", "至少": "over",
    "少于": "under", "低于": "under", "不足": "under", "不到": "under", "最多": "under", "将近": "about", "接近": "about", "大约": "about",
    "超": "over", "逾": "over", "近": "about", "约": "about",
}  # fmt: skip
_BEFORE_PATTERN = re.compile(f"(?<!最)(?:{'|'.join(_BEFORE)})$")
_NOT_ABOUT = ("预约", "节约", "签约", "合约", "违约", "公约", "邀约", "附近", "最近", "临近", "靠近", "就近")
_LAST_OF_BEFORE = frozenset(word[-1] for word in _BEFORE)
_NO_NUMBER_BEFORE = re.compile(r"[A-Za-z第〔\[№×*+=_/<>≥≤#@–]$|[-.:][0-9]*$|[A-Za-z0-9][-—~:：]$")
_SUSPICIOUS = frozenset("第〔[№×*+=_/<>≥≤#@–-.:—~：" + ascii_letters + digits)
_NO_NUMBER_AFTER = re.compile(r"[A-Za-z〕\]_=@×*]|[-—/:][0-9]|\.(?![0-9])|[克瓦伏]|[.][0-9]")
_LABELLED = re.compile(r"(?:邮编|邮政编码|电话|传真|热线|手机|QQ|编号|索引号|备案|代码|证号|房间)[:：为是]?[ 　“\"]*$")
_LIST_BEFORE = re.compile(r"(?:^|[。；;：:\n（(])[ 　]*$")
_TWO_WAYS = re.compile(r"分别|依次|各[为是]?")
_HOTLINE = re.compile(r"1[0-2]\d{3}|9[5-6]\d{3,4}|1[12]\d|[48]00\d{7}|0\d+")
_WRITTEN_NOT_AFTER = frozenset("第几数周期统同唯某任单万亿逐每初之之进百千十点")
_LONGEST_LIST_NUMBER = 2
_YEAR_DIGITS = 4
# Longer rows of digits are codes; no report counts a million millions.
_LONGEST, _LARGEST = 12, 10**12
_YEARS = range(1900, 2101)
_LAST_OF = {"月": 12, "日": 31}


def _precision(text: str, start: int, after: str, step: Decimal | int) -> str:
    if after:
        return _AFTER[after]
    if start and text[start - 1] in _LAST_OF_BEFORE:
        before = text[max(0, start - 3) : start]
        found = _BEFORE_PATTERN.search(before)
        if found and not before.endswith(_NOT_ABOUT):
            return _BEFORE[found[0]]
    return f"rounded:{step}" if step > 1 else "exact"


def _scaled(printed: str, scale: str) -> tuple[Figure, Decimal | int]:
    """The value of `printed` digits with the scale signs behind them (万), and the smallest step that they can print (0: no scale)."""
    plain = printed.replace(",", "").replace("．", ".")
    if not scale:
        return (Decimal(plain) if "." in plain else int(plain)), 0
    factor = prod(SCALES[sign] for sign in scale)
    value, step = Decimal(plain) * factor, Decimal(factor).scaleb(-len(plain.partition(".")[2]))
    if step >= 1:
        return int(value), int(step)
    return (int(value) if value == int(value) else value), step


def _kind(unit: str, value: Figure, *, counted: bool) -> str:
    """The kind of a number with this unit; `counted` is whether a scale or 余 makes a bare number a count."""
    whole = isinstance(value, int)
    if not unit:
        return "count" if counted and whole else "other"
    kind = KINDS.get(unit, "count")
    if kind == "year":
        return "year" if value in _YEARS else "other"
    if kind == "date":
        return "date" if value in range(1, _LAST_OF[unit] + 1) else "drop"
    return "other" if kind == "count" and not whole else kind


def _stands_alone(text: str, found: re.Match[str], printed: str, unit: str) -> bool:
    """Whether nothing beside the digits says that they are part of a name, a telephone number, a date or a list."""
    start, end = found.start(), found.end()
    if start and text[start - 1] in _SUSPICIOUS and _NO_NUMBER_BEFORE.search(text, max(0, start - 12), start):
        return False
    if _NO_NUMBER_AFTER.match(text, end) and unit not in ("%", "％"):
        return False
    if "，" in printed or ("," in printed and _TWO_WAYS.search(text, max(0, start - 40), start)):
        return False  # 分别为1,234: one number or two
    if len(printed) > 1 and printed[0] in "0０" and not printed.startswith(("0.", "０．", "0．", "０.")):
        return False
    if unit or found[2] or found[3]:
        return True
    follows = text[end : end + 1]
    listed = len(printed) <= _LONGEST_LIST_NUMBER and follows in '、）)” "' and follows and _LIST_BEFORE.search(text, max(0, start - 3), start)
    quoted = follows in '”"' and text[start - 1 : start] in '“"' and start
    return not (listed or quoted or _HOTLINE.fullmatch(printed) or _LABELLED.search(text, max(0, start - 8), start))


def _arabic(text: str, found: re.Match[str]) -> Number | None:
    printed, loose, scale, more, unit, after = found.groups("")
    if unit == "年" and len(printed) == _YEAR_DIGITS and printed.isdecimal() and not (loose or scale or more):  # most numbers of a report are years
        return Number(int(printed), "exact", unit, _kind(unit, int(printed), counted=False), found.start(), found.end())
    if len(printed) > _LONGEST or not _stands_alone(text, found, printed, unit):
        return None
    value, step = _scaled(printed, scale)
    kind = _kind(unit, value, counted=bool(scale or loose or more))
    if kind == "drop" or "几" in loose or value > _LARGEST:
        return None
    return Number(value, _precision(text, found.start(), after or more or loose, step), unit, kind, found.start(), found.end())


def _written(text: str, found: re.Match[str]) -> Number | None:
    start, end = found.span()
    share, more, unit, after = found.groups("")
    if start and text[start - 1] in _WRITTEN_NOT_AFTER:
        return None
    if share:
        value = 100 if share == "百" else chinese(share) if share[0] in _N else (Decimal(share) if "." in share else int(share))
        return None if value is None else Number(value, _precision(text, start, "", 0), "%", "percent", start, end)
    numerals = _NUMERALS.match(text, start)
    value = chinese(numerals[0]) if numerals else None
    if value is None or (unit == "起" and value == 1):
        return None
    if unit == "年":
        return Number(value, "exact", unit, "year", start, end) if value in _YEARS else None
    return Number(value, _precision(text, start, after or more, 0), unit, KINDS.get(unit, "count"), start, end)


def numbers(text: str) -> tuple[Number, ...]:
    """All numbers of `text` that can be read without doubt, in their order."""
    found = [number for match in _ARABIC.finditer(text) if (number := _arabic(text, match))]
    written = [number for match in _WRITTEN.finditer(text) if (number := _written(text, match))]
    if not written:
        return tuple(found)
    # 百分之99.5 is found twice: the longer reading holds
    taken = [(number.start, number.end) for number in written]
    found = [number for number in found if not any(start <= number.start < end for start, end in taken)]
    return tuple(sorted(found + written, key=lambda number: number.start))
