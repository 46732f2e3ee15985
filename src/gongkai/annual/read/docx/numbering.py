"""The numbers that Word prints before paragraphs by itself: “一、”, “（二）”, “1.”. The file holds only how they are made.

ISO/IEC 29500-1, 17.9. In reports made with Word the numbers of the sections are usually of this kind.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gongkai.annual.read.docx.elements import W, int_of, switch, value

_CHINESE = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_PLACEHOLDER = re.compile("%([1-9])")
UNKNOWN = "•"
"""Printed for a number in a style that we do not know: it is no digit."""
LEVELS = 9


def _counted(number: int, digits: str, tens: str, *, one_ten: bool) -> str:
    """1 to 9999 in characters; `one_ten` keeps the 一 of 一十二."""
    if not 0 < number < 10_000:  # noqa: PLR2004 - no list is so long
        return UNKNOWN
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap and text else "") + digits[digit] + ("", *tens)[place]
        gap = not digit
    return text[1:] if not one_ten and text.startswith(digits[1] + tens[0]) else text


def _chinese(number: int) -> str:
    return _counted(number, "零" + _CHINESE[1:], "十百千", one_ten=False)


def _by_digits(number: int) -> str:
    return "".join(_CHINESE[int(digit)] for digit in str(number)) if number else _CHINESE[0]


def _of(characters: str, number: int) -> str:
    return characters[(number - 1) % len(characters)] if number > 0 else UNKNOWN


def _enclosed(first: str, last: int, number: int) -> str:
    return chr(ord(first) + number - 1) if 0 < number <= last else str(number)


def _letters(number: int) -> str:
    """A to Z, then AA to ZZ: the letter repeated, as Word does."""
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if 0 < number <= 780 else UNKNOWN  # noqa: PLR2004 - thirty times the alphabet


def _roman(number: int) -> str:
    text = ""
    for worth, letters in _ROMAN if 0 < number < 4000 else ():  # noqa: PLR2004 - MMMCMXCIX is the last
        text += letters * (number // worth)
        number %= worth
    return text or UNKNOWN


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": lambda number: _enclosed("①", 20, number),
    "decimalEnclosedCircleChinese": lambda number: _enclosed("①", 20, number),
    "decimalEnclosedFullstop": lambda number: _enclosed("⒈", 20, number),
    "decimalEnclosedParen": lambda number: _enclosed("⑴", 20, number),
    "ideographEnclosedCircle": lambda number: _enclosed("㊀", 10, number),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "ideographDigital": _by_digits,
    "japaneseDigitalTenThousand": _by_digits,
    "taiwaneseDigital": _by_digits,
    "chineseLegalSimplified": lambda number: _counted(number, _LEGAL, "拾佰仟", one_ten=True),
    "ideographTraditional": lambda number: _of(_STEMS, number),
    "ideographZodiac": lambda number: _of(_BRANCHES, number),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "bullet": lambda _: "",
    "none": lambda _: "",
}


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    style: str = ""
    decimal: bool = False
    restart: int | None = None
    """The deepest level (from 1) whose number starts this one again; 0 for none, None for any above."""


@dataclass
class _List:
    """An abstract list: its levels and where the count stands."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


@dataclass
class _Instance:
    list: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


class Numbering:
    """The lists of a document, counting as its paragraphs come."""

    def __init__(self, root: Any | None, list_of_style: dict[str, str]) -> None:
        """`root` is the part `numbering`, if there is one; `list_of_style` tells the list instance that a style names."""
        self._lists: dict[str, _List] = {}
        self._instances: dict[str, _Instance] = {}
        if root is None:
            return
        links: dict[str, str] = {}
        for one in root.iter(f"{W}abstractNum"):
            number = one.get(f"{W}abstractNumId", "")
            self._lists[number] = _List({int_of(level.get(f"{W}ilvl")): _level(level) for level in one.iter(f"{W}lvl")})
            if link := value(one, "numStyleLink"):
                links[number] = link
        for one in root.iter(f"{W}num"):
            self._instances[one.get(f"{W}numId", "")] = _instance(one)
        for number, style in links.items():
            other = self._instances.get(list_of_style.get(style, ""))
            if other is not None and other.list in self._lists:
                self._lists[number] = self._lists[other.list]

    def level_of_style(self, instance: str, style: str) -> int:
        """The level that is linked to a paragraph style, the first where none is."""
        found = self._instances.get(instance)
        levels = self._lists[found.list].levels if found is not None and found.list in self._lists else {}
        return next((number for number, level in levels.items() if level.style == style), 0)

    def next(self, instance: str, level: int) -> str:
        """The number before the next paragraph on this level of this list; empty where there is no such list."""
        found = self._instances.get(instance)
        if found is None or found.list not in self._lists or not 0 <= level < LEVELS:
            return ""
        counted = self._lists[found.list]
        levels = counted.levels | found.levels
        own = levels.get(level)
        if own is None:
            return ""
        if level in found.starts and level not in found.used:
            counted.counts[level] = found.starts[level] - 1
        found.used.add(level)
        counted.counts[level] = counted.counts.get(level, own.start - 1) + 1
        for deeper in [one for one in counted.counts if one > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or level < restart:
                del counted.counts[deeper]
        return _PLACEHOLDER.sub(lambda place: _printed(levels, counted.counts, int(place[1]) - 1, own), own.text)


def _printed(levels: dict[int, _Level], counts: dict[int, int], level: int, own: _Level) -> str:
    shown = levels.get(level, _Level())
    number = counts.setdefault(level, shown.start)
    style = "decimal" if own.decimal and shown.format != "bullet" else shown.format
    return _FORMATS[style](number) if style in _FORMATS else UNKNOWN


def _level(element: Any) -> _Level:
    restart = element.find(f"{W}lvlRestart")
    return _Level(
        start=int_of(value(element, "start"), 1 if element.find(f"{W}start") is None else 0),
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText"),
        style=value(element, "pStyle"),
        decimal=bool(switch(element, "isLgl")),
        restart=None if restart is None else int_of(restart.get(f"{W}val")),
    )


def _instance(element: Any) -> _Instance:
    found = _Instance(value(element, "abstractNumId"))
    for override in element.iter(f"{W}lvlOverride"):
        level = int_of(override.get(f"{W}ilvl"))
        start = override.find(f"{W}startOverride")
        if start is not None:
            found.starts[level] = int_of(start.get(f"{W}val"), 1)
        own = override.find(f"{W}lvl")
        if own is not None:
            found.levels[level] = _level(own)
    return found
