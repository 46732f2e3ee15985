"""Totals and their parts in a sentence.

Whether parts claim to be all of their total decides what may be judged. They do when the sentence says so (分别为, 包括, 按…分, a
colon, 合计 behind them) or when they divide the whole by their own words (`families`); parts that reach the total anyhow are a sum.
Of any other enumeration only this is sure: one part is not more than its total.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from gongkai.annual.narrative.families import CLOSED, closed, media, one_family
from gongkai.annual.narrative.numbers import Number
from gongkai.annual.narrative.precision import agree, bounds
from gongkai.annual.narrative.reading import Item, Reading


class Sum(NamedTuple):
    """A total and its parts; `exhaustive` parts make up the whole total, others are at most the total."""

    total: Number
    parts: tuple[Number, ...]
    exhaustive: bool
    names: tuple[str, ...]
    text: str

    @property
    def outcomes(self) -> bool:
        """Whether the parts are what became of requests."""
        return any(CLOSED["outcome"].search(name) for name in self.names)

    def numbers(self) -> tuple[tuple[str, Number], ...]:
        """Each number with its role."""
        return (("sum.total", self.total), *(("sum.part", part) for part in self.parts))


class _List(NamedTuple):
    totals: tuple[Item, ...]
    parts: tuple[Item, ...]
    marker: str
    nested: bool


_DIVIDES = r"按(?:照)?[^，。；照时]{1,10}(?:分|划分|分类|统计|计)|从[^，。；]{2,14}(?:看|来看|上看|分|分类)"
_MARKER = re.compile(rf"其中|包括|分为|分别[为是有]|具体[为是]|即(?!将|时|日|可|使|便)|含|^[:：]|{_DIVIDES}")
_STRONG = re.compile(rf"包括|分为|具体|即|^[:：]|{_DIVIDES}")
_OPEN_END = re.compile(r"其中[，,]?(?:主要|重点|仅|有)|主要|例如|如(?!下|期)|包括但不限于|不含|未含|不包括")
_ETC = re.compile(r"^[^，,；;。]{0,6}等|^等")
_NEW_SUBJECT = re.compile(
    r"一是|二是|三是|四是|五是|此外|另外还|同时[，,]|累计|合计|总计|共计|共有|(?<!公)共(?=[发收办接受公制开召组])|历年|截至|截止"
)
_CLOSING = re.compile(r"(?:合计|总计|共计|总共|一共|共)[为有是达：:]*[ 　]*$")
_CLEAR_CLOSING = re.compile(r"合计|总计|共计|总共|一共")
_CARRIED = re.compile(r"结转|遗留|跨年|上年未|往年")
_NEAR = (Decimal("0.5"), Decimal("1.5"))


def _same_unit(one: Item, other: Item) -> bool:
    return one.number.unit == other.number.unit


def _add(parts: tuple[Item, ...]) -> tuple[Decimal, Decimal]:
    sides = [bounds(part.number.value, part.number.precision) for part in parts]
    return sum((low for low, _ in sides), Decimal(0)), sum((high for _, high in sides), Decimal(0))


def _reaches(parts: tuple[Item, ...], total: Item) -> bool:
    return agree(_add(parts), bounds(total.number.value, total.number.precision))


def _parts(items: tuple[Item, ...], start: int) -> tuple[tuple[Item, ...], bool]:
    """The items of one unit that are enumerated from `start` on, and whether an enumeration nests in them."""
    unit = next((item.number.unit for item in items[start:] if item.number.unit), "")
    year = items[start].year
    found: list[Item] = []
    for item in items[start:]:
        if found and (_MARKER.search(item.label) or _NEW_SUBJECT.search(item.label) or "。" in item.label):
            return tuple(found), "其中" in item.label
        if item.number.unit not in (unit, "") or item.year != year:
            break
        found.append(item)
    while found and not found[-1].number.unit:
        found.pop()
    return tuple(found), False


def _lists(items: tuple[Item, ...], outer: Item | None) -> list[_List]:
    """The enumerations among `items`, which stand at one level; `outer` is the number right before their bracket."""
    found: list[_List] = []
    start, nested = 0, False
    used: set[Number] = set()
    while start < len(items):
        marker = _MARKER.search(items[start].label)
        before = (outer,) if outer and not start else items[:start]
        opened = outer is not None and not start
        if not before or not (marker or opened):
            start += 1
            continue
        parts, nests = _parts(items, start)
        # what was a part already is no total, unless 其中 divides it further
        open_to = tuple(item for item in reversed(before) if item and parts and _same_unit(item, parts[-1]) and item.year == parts[0].year)
        totals = open_to if nested else tuple(item for item in open_to if item.number not in used)
        if totals and parts:
            used.update(part.number for part in parts)
            found.append(_List(totals, parts, items[start].label if marker else "(", nested or nests))
            nested = nests
        start += max(1, len(parts))
    return found


def _whole(listed: _List) -> Item | None:
    """The total that the parts reach, or the first of them where others of another kind follow: the nearest number, another, or none."""
    names = tuple(part.name for part in listed.parts)
    count = len(names)
    lengths = [n for n in range(2, count + 1) if n == count or not (one_family(names[: n + 1]) or media(names[: n + 1]))]
    return next((total for total in listed.totals if any(_reaches(listed.parts[:n], total) for n in lengths)), None)


def _make(text: str, total: Item, parts: tuple[Item, ...], *, exhaustive: bool) -> Sum:
    return Sum(total.number, tuple(part.number for part in parts), exhaustive, tuple(part.name for part in parts), text)


def _groups(text: str, total: Item, parts: tuple[Item, ...]) -> list[Sum]:
    """Cut `parts` into groups that each make up `total`: 网络4件、信函2件，公开5件、不予公开1件 divides six requests twice."""
    found: list[Sum] = []
    start = 0
    for end in range(2, len(parts) + 1):
        group = parts[start:end]
        # a zero behind a full group belongs to it
        if len(group) < 2 or not _reaches(group, total) or (end < len(parts) and parts[end].number.value == 0):  # noqa: PLR2004
            continue
        # behind a semicolon another division follows, or something else altogether
        if found and re.search("[；;。]", group[0].label) and not one_family(tuple(part.name for part in group)):
            break
        found.append(_make(text, total, group, exhaustive=True))
        start = end
    return found


def _claims_all(listed: _List, text: str) -> bool:
    """Whether the enumeration says or shows that it is the whole."""
    names = tuple(part.name for part in listed.parts)
    marker = listed.marker
    last = listed.parts[-1]
    if listed.nested or _OPEN_END.search(marker) or _ETC.search(last.tail) or _ETC.search(text[last.number.end :]):
        return False
    if len(names) < 2 or _CARRIED.search(text):  # noqa: PLR2004 - one part is no enumeration
        return False
    if media(names):
        return _near(listed)
    if closed(names):
        return True
    if "其中" in marker and "分别" in marker:
        return True
    strong = _STRONG.search(marker) or _names_each(marker, len(names))
    return bool(strong) and _near(listed)


def _near(listed: _List) -> bool:
    """Whether the parts come near their total: an enumeration far from it is of another kind."""
    total = Decimal(listed.totals[0].number.value)
    return total * _NEAR[0] <= _add(listed.parts)[0] <= total * _NEAR[1]


def _names_each(marker: str, count: int) -> bool:
    # 网站、微信、微博分别为: three names before three numbers
    return "分别" in marker and count > 2 and len(re.split(r"[、和及与]", marker.partition("分别")[0])) == count  # noqa: PLR2004


def _judge(listed: _List, text: str) -> list[Sum]:
    total = _whole(listed)
    if total is not None:
        return _groups(text, total, listed.parts)
    alone = len(listed.totals) == 1
    if _claims_all(listed, text) and (alone or not _carried_over(listed)):
        return [_make(text, listed.totals[0], listed.parts, exhaustive=True)]
    if alone and ("其中" in listed.marker or "含" in listed.marker) and not _CARRIED.search(text):
        return [_make(text, listed.totals[0], listed.parts[:1], exhaustive=False)]
    return []


def _carried_over(listed: _List) -> bool:
    # two numbers before the parts may be added up first: 新收10件，另有2件，其中公开12件
    return any(_reaches(listed.parts, _both(listed.totals[0], other)) for other in listed.totals[1:])


def _both(one: Item, other: Item) -> Item:
    return one._replace(number=one.number._replace(value=one.number.value + other.number.value))


def _closing(items: tuple[Item, ...], text: str) -> list[Sum]:
    """Parts first, then their total: A 3件，B 2件，共计5件."""
    for index, item in enumerate(items):
        if index < 2 or not _CLOSING.search(item.label):  # noqa: PLR2004 - two parts at least
            continue
        same = tuple(before for before in items[:index] if _same_unit(before, item) and before.year == item.year)
        for start in range(len(same) - 1):
            if _reaches(same[start:], item):
                return [_make(text, item, same[start:], exhaustive=True)]
        clear = _CLEAR_CLOSING.search(item.label) and len(same) == index and not any(_MARKER.search(before.label) for before in same)
        if clear and not any(_NEW_SUBJECT.search(before.label) for before in same) and not _CARRIED.search(text):
            return [_make(text, item, same, exhaustive=True)]
    return []


def sums(reading: Reading) -> tuple[Sum, ...]:
    """The totals of a sentence with their parts."""
    counts = tuple(item for item in reading.items if item.counts)
    if len(counts) < 2:  # noqa: PLR2004 - a total and a part
        return ()
    found: list[Sum] = []
    outside = tuple(item for item in counts if item.bracket < 0)
    for bracket in dict.fromkeys(item.bracket for item in counts):
        inside = tuple(item for item in counts if item.bracket == bracket)
        outer = next((item for item in outside if bracket >= 0 and 0 <= bracket - item.number.end <= 1), None)
        for listed in _lists(inside, outer):
            found += _judge(listed, reading.text)
    return tuple(found) or tuple(_closing(outside, reading.text))
