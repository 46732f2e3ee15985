"""What is compared of a value in an exact search (精确查找): pure; the rest is the blind index's own, `gongkai.vault.blind.normalised`.

A change here needs every index computed anew (`manage keys rotate blind_index`).
"""

import re

from gongkai.vault.blind import normalised

_ABROAD = re.compile(r"(?:\+|00)86")
_NOT_DIALLED = re.compile(r"[^0-9]")
_CHINESE_MOBILE_WITH_CODE = re.compile("86(1[3-9][0-9]{9})")


def digits_of_phone(text: str) -> str:
    """The digits that are dialled inside China: without +86, 0086 and what separates them."""
    typed = normalised(text)
    digits = _NOT_DIALLED.sub("", _ABROAD.sub("", typed, count=1) if _ABROAD.match(typed) else typed)
    mobile = _CHINESE_MOBILE_WITH_CODE.fullmatch(digits)
    return mobile[1] if mobile else digits


def name(text: str) -> str:
    """The name: blanks, widths and capitals do not count, every character does."""
    return normalised(text)


def number(text: str) -> str:
    """The number of a document: without hyphens, else as a name."""
    return re.sub("[-‐‑‒–—―−]", "", normalised(text))


def phone(text: str) -> str:
    """The digits."""
    return digits_of_phone(text)
