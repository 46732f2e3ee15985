"""Dates as offices and copies print them, read only where they can be read in one way."""

import re
from datetime import date

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_TENS = re.compile(r"([一二三]?)十([一二三四五六七八九]?)")
_WHOLE = re.compile(r"(?<!\d)(\d{4})\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})(?!\d)")
_LOST = re.compile(r"(?<!\d)(\d{4})\s*年?\s*(\d{2,4})(?!\d)(?!\s*[年月])")  # 201811日: a copy that lost 年 and 月
_NO_YEAR = re.compile(r"^\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?\s*$")


def day(text: str, year: int | None = None) -> date | None:
    """The day that `text` names, `year` where it names none; None when there is no day, or more than one way to read it."""
    arabic = _arabic(text)
    if whole := _WHOLE.search(arabic):
        return _date(*whole.groups())
    if lost := _LOST.search(arabic):
        return _only_cut(lost[1], lost[2])
    if year is not None and (short := _NO_YEAR.match(arabic)):
        return _date(str(year), short[1], short[2])
    return None


def _only_cut(year: str, rest: str) -> date | None:
    """`1231` is 31 December; `111` could be 11 January or 1 November and stays unread."""
    cuts = {_date(year, rest[:at], rest[at:]) for at in (1, 2) if 1 <= len(rest) - at <= 2} - {None}  # noqa: PLR2004 - a day has two digits at most
    return cuts.pop() if len(cuts) == 1 else None


def _date(year: str, month: str, day_: str) -> date | None:
    try:
        return date(int(year), int(month), int(day_))
    except ValueError:
        return None


def _arabic(text: str) -> str:
    """`二〇一八年十二月三十一日` in digits."""

    def tens(found: re.Match[str]) -> str:
        return f"{found[1] or '一'}{found[2] or '〇'}"

    return _TENS.sub(tens, text).translate(_DIGITS)
