"""Personal data as they may stand on a screen (去标识化, GB/T 37964-2019; display: GB/T 35273-2020, 7.2): pure functions, a rule each.

A masked value depends on what its rule keeps and on nothing else: how many stars there are says nothing of the length.
"""

import re
import unicodedata

from gongkai.persons.comparing import digits_of_phone
from gongkai.statute.laws import load
from gongkai.vault.blind import normalised

NAME_STARS = "**"
NUMBER_STARS = "*" * 11  # what a resident number of 18 places has between the first 3 and the last 4
SHORT_STARS = "*" * 6
FEW_STARS = "*" * 4
EMAIL_STARS = "***"

_LONG_ENOUGH = 8
"""Characters of a number of unknown build from which 3 of them are shown."""

_MOBILE = re.compile("1[3-9][0-9]{9}")
_DIALLED = 7
"""Digits from which a telephone number has more than the 4 that are shown."""


def first_character(text: str) -> str:
    """The first character as a reader sees it: the code point with what belongs to it (variation selectors, combining accents)."""
    visible = [place for place, character in enumerate(text) if normalised(character)]
    if not visible:
        return ""
    start = visible[0]
    end = start + 1
    while end < len(text) and unicodedata.category(text[end]) in {"Mn", "Mc", "Me"}:
        end += 1
    return text[start:end]


def name(text: str) -> str:
    """张三 → 张**, 欧阳娜娜 → 欧**: the first character, and two stars whatever follows, nothing included."""
    first = first_character(text)
    return first + NAME_STARS if first else ""


def resident_number(text: str) -> str:
    """34082319800101123X → 340***********123X: the first 3 and the last 4 places, as is usual; county and day of birth do not show."""
    return text[:3] + NUMBER_STARS + text[-4:] if text else ""


def other_number(text: str) -> str:
    """E12345678 → E******78: the first and the last 2 characters; of fewer than 8 none."""
    if not text:
        return ""
    return text[0] + SHORT_STARS + text[-2:] if len(text) >= _LONG_ENOUGH else SHORT_STARS


def phone(text: str) -> str:
    """13812345678 → 138****5678; any other number: its last 4 digits; of fewer than 7 digits none."""
    digits = digits_of_phone(text)
    if not digits:
        return FEW_STARS if text else ""
    if _MOBILE.fullmatch(digits):
        return digits[:3] + FEW_STARS + digits[-4:]
    return FEW_STARS + digits[-4:] if len(digits) >= _DIALLED else FEW_STARS


def email(text: str) -> str:
    """zhang.san@example.com → z***@example.com: the first character of the mailbox, and the host."""
    if not text:
        return ""
    mailbox, _at, host = text.rpartition("@")
    return first_character(mailbox) + EMAIL_STARS + "@" + host if mailbox else EMAIL_STARS


_AUTONOMOUS = {
    "内蒙古": "自治区",
    "广西": "壮族自治区",
    "西藏": "自治区",
    "宁夏": "回族自治区",
    "新疆": "维吾尔自治区",
    "香港": "特别行政区",
    "澳门": "特别行政区",
}
_MUNICIPALITIES = dict.fromkeys(("北京", "天津", "上海", "重庆"), "市")
_ENDINGS = _AUTONOMOUS | _MUNICIPALITIES
_NO_PROVINCE = "83"  # residence permits of people from Taiwan


def _provinces() -> str:
    named = {place for digits, place in load("identifiers")["provinces"].items() if digits != _NO_PROVINCE}
    return "|".join(sorted(place + _ENDINGS.get(place, "省") for place in named))


# A division's name may begin with a sign of streets and villages (镇江市, 道县, 路桥区), but has none inside, and no digit at all.
_FIRST = r"[^省区县\W\dA-Za-z_]"
_NEXT = r"[^路街道巷弄号村镇乡组栋幢室屯省市区县旗盟\W\dA-Za-z_]"
_CITY = f"(?:景德镇市|新乡市|萍乡市|{_FIRST}{_NEXT}{{1,8}}(?:市(?!场)|自治州|地区|盟))"
# 小区, 社区, 园区, 校区, 厂区 and the like are dwellings and yards.
_COUNTY = (
    f"(?:新乡县|宁乡市|桐乡市|{_FIRST}{_NEXT}{{0,14}}自治[县旗]|{_FIRST}{_NEXT}{{0,3}}县|{_FIRST}{_NEXT}{{0,4}}(?<![小社园校厂库片街宅活属院景])区"
    f"|{_FIRST}{_NEXT}{{1,4}}市(?!场))"
)
_KEPT = re.compile(f"(?:{_provinces()})(?:{_CITY})?(?:{_COUNTY})?")


def address(text: str) -> str:
    """安徽省安庆市青石县城关镇人民路1号 → 安徽省安庆市青石县****: province, city and county where they are written in full and in this order.

    Without a province in front nothing is kept: what a street or a village is cannot be told from a county then.
    """
    if not text:
        return ""
    kept = _KEPT.match(text.strip())
    return (kept.group() if kept else "") + FEW_STARS
