"""Shares (网络申请8件，占66.7%) and growths (74条，2017年为119条，同比下降37.8%) whose numbers all stand beside each other."""

import re
from decimal import Decimal
from typing import NamedTuple

from gongkai.annual.narrative.numbers import Number
from gongkai.annual.narrative.reading import Item, Reading
from gongkai.annual.narrative.sums import Sum


class Share(NamedTuple):
    """A stated percentage of `part` in `whole`."""

    part: Number
    whole: Number
    stated: Number
    text: str

    def numbers(self) -> tuple[tuple[str, Number], ...]:
        """Each number with its role."""
        return ("share.part", self.part), ("share.whole", self.whole), ("share", self.stated)


class Growth(NamedTuple):
    """A stated change to `new`: in percent, in times (倍) or in things; `falls` when the words say that it is a fall.

    `base` is the old number or, where `by_difference`, the stated change in things beside the stated percentage.
    """

    new: Number
    base: Number
    by_difference: bool
    stated: Number
    falls: bool
    text: str

    @property
    def old(self) -> Number | None:
        """The old number, where the text states it."""
        return None if self.by_difference else self.base

    def numbers(self) -> tuple[tuple[str, Number], ...]:
        """Each number with its role."""
        return ("growth.new", self.new), ("growth" if self.by_difference else "growth.old", self.base), ("growth", self.stated)


_SHARE = re.compile(
    r"占(?:到|了|比|总数|总量|总件数|全部|全年|本年|收到|受理|发布|公开|政府|信息|申请|办理|答复|量|数量|总|数|的|比例|比重|百分比|为|是|达|约|近|超过?|逾|[:：])*$|[比占](?:例|重)为?$"
)
_SHARES = re.compile(r"占[^，,；;。]{0,8}分别(?:为|是|达)?$")
_SHARE_OF = re.compile(r"占[^，,；;。]*$")
_RATE = re.compile(r"(办结|答复|回复|维持|纠正)率(?:为|是|达到?|[:：])?$")
_OF_ALL = re.compile(r"占(?:总|全部|申请总|收到|全年)")
_ELSEWHERE = re.compile(r"全[市县区省国系]|同期|上年|去年")
_DIRECTION = re.compile(r"(增长|上升|提高|增加|增幅|净增|多|增|升)|下降|减少|降低|下滑|降幅|缩减|少|减|降")
_RISES_TO = re.compile(r"(?:增加|上升|增长|提高|增|升|减少|下降|降低|降|减)(?:到|至|为)[ 　]*$")
_CLEARLY = 2
_EACH = re.compile(r"分别|依次")


def _whole_of(items: tuple[Item, ...], index: int, added: tuple[Sum, ...]) -> tuple[Item, Number] | None:
    """The part and the whole that the percentage at `index` speaks of."""
    label = items[index].label
    before = [item for item in items[:index] if item.counts and item.bracket in (items[index].bracket, -1)]
    same = [item for item in before if item.number.unit == before[-1].number.unit] if before else []
    if not same:
        return None
    part = same[-1]
    if len(same) > 1 and _SHARE_OF.search(part.label):  # 占总数12件的66.7%
        return same[-2], part.number
    two = len(same) == 2 and same[0].number.value >= part.number.value  # noqa: PLR2004 - just the whole and the part
    rate = _RATE.search(label)
    if rate:  # 收到12件，办结11件，办结率91.7%
        return (part, same[0].number) if two and rate[1] in part.label else None
    enclosing = next((one for one in added if part.number in one.parts), None)
    if enclosing is not None:
        return part, enclosing.total
    return (part, same[0].number) if two and _OF_ALL.search(label) and "其中" not in same[0].label else None


def _row_of_shares(items: tuple[Item, ...], index: int, added: tuple[Sum, ...], text: str) -> list[Share]:
    """占比分别为75%、18.75%、6.25%: one share for each part of the sum right before."""
    row = _row(items, index)
    ending = [one for one in added if one.parts[-1] == items[index - 1].number and len(one.parts) == len(row)]
    return [Share(part, ending[0].total, item.number, text) for part, item in zip(ending[0].parts, row, strict=True)] if ending else []


def shares(reading: Reading, added: tuple[Sum, ...]) -> tuple[Share, ...]:
    """The shares of a sentence; `added` are its sums, which tell of what whole something is a part."""
    found: list[Share] = []
    items = reading.items
    for index, item in enumerate(items):
        if item.number.kind != "percent" or item.delta or not index or _ELSEWHERE.search(item.label):
            continue
        label = item.label
        if _SHARES.search(label):
            found += _row_of_shares(items, index, added, reading.text)
        elif _SHARE.search(label) or _RATE.search(label) or (label.startswith("的") and _SHARE_OF.search(items[index - 1].label)):
            sides = _whole_of(items, index, added)
            if sides is not None:
                found.append(Share(sides[0].number, sides[1], item.number, reading.text))
    return tuple(found)


def _row(items: tuple[Item, ...], index: int) -> tuple[Item, ...]:
    """The percentages from `index` on that stand in one row (同比分别增长15.2%、11.1%)."""
    row = [items[index]]
    for item in items[index + 1 :]:
        if item.number.kind != row[0].number.kind or item.label.strip("、和，, 　及与") or not _EACH.search(items[index].label):
            break
        row.append(item)
    return tuple(row)


def _sides(items: tuple[Item, ...], earlier: tuple[Item, ...], year: int | None, count: int) -> tuple[list[Item], list[Item]] | None:
    """The new and the old numbers, `count` of each, that stand before a stated change; None where more or fewer do."""
    counts = [item for item in items if item.counts and item.bracket < 0]
    if not counts:
        return None
    if count == 1 and len(counts) > 1 and _RISES_TO.search(counts[-1].label):  # 由101条增加到132条
        return ([counts[-1]], [counts[-2]]) if counts[-1].number.unit == counts[-2].number.unit else None
    unit = counts[-1].number.unit
    old = [item for item in counts if item.past(year) and item.number.unit == unit]
    new = [item for item in counts if not item.past(year) and item.number.unit == unit]
    if not new and len(old) == count:
        new = [item for item in earlier if item.counts and item.bracket < 0 and item.number.unit == unit and not item.past(year)]
        return (new, old) if len(new) == count else None
    # the old number belongs to the number right before it
    return (new[-count:], old) if len(old) == count and len(new) >= count else None


def _falls(label: str) -> bool | None:
    """Whether the last word of change in `label` is one of falling; None without such a word."""
    words = list(_DIRECTION.finditer(label))
    return words[-1][1] is None if words else None


def _fits(stated: Item, unit: str) -> bool:
    return stated.number.kind in ("percent", "times") or stated.number.unit == unit


def _meant(new: Number, old: Number, added: tuple[Sum, ...]) -> Number | None:
    """Whether a change behind the parts of a sum speaks of the last part or of the total: the one clearly nearer to the old number."""
    total = next((one.total for one in added if new in one.parts), new)
    apart = sorted((_apart(one, old), one.start) for one in {new, total})
    if len(apart) > 1 and apart[1][0] <= _CLEARLY * apart[0][0]:
        return None
    return new if apart[0][1] == new.start else total


def _apart(one: Number, other: Number) -> Decimal:
    high, low = max(one.value, other.value), min(one.value, other.value)
    return Decimal(high) / Decimal(low) if low > 0 else Decimal("Infinity")


def _from_difference(items: tuple[Item, ...], index: int, added: tuple[Sum, ...], text: str) -> Growth | None:
    """12件，比上年增加2件，增长20%: the old number follows from the new one and the difference."""
    if index < 2 or items[index].number.kind != "percent":  # noqa: PLR2004 - the new number and the difference stand before
        return None
    new, difference, stated = items[index - 2 : index + 1]
    if not (new.counts and difference.delta and new.number.unit == difference.number.unit and difference.number.kind == "count"):
        return None
    falls = _falls(stated.label)
    if falls is None or falls != _falls(difference.label) or any(new.number in one.parts for one in added):
        return None
    return Growth(new.number, difference.number, by_difference=True, stated=stated.number, falls=falls, text=text)


def _from_sides(row: tuple[Item, ...], sides: tuple[list[Item], list[Item]], added: tuple[Sum, ...], text: str) -> list[Growth]:
    """One growth for each stated change of a row, with its new and its old number."""
    falls = _falls(row[0].label) is True
    found = []
    for stated, new, old in zip(row, *sides, strict=True):
        number = _meant(new.number, old.number, added) if len(row) == 1 else new.number
        if number is not None and _fits(stated, number.unit):
            found.append(Growth(number, old.number, by_difference=False, stated=stated.number, falls=falls, text=text))
    return found


def growths(reading: Reading, before: Reading | None, added: tuple[Sum, ...]) -> tuple[Growth, ...]:
    """The growths of a sentence, whose sums are `added`; the new numbers of a row may stand in the sentence `before`."""
    items = reading.items
    found: list[Growth] = []
    years = [item.year for item in (*items, *(before.items if before else ())) if item.year]
    year = reading.year or (max(years) if years else None)
    start = 0
    for index, item in enumerate(items):
        if not item.delta or index < start or _falls(item.label) is None:
            continue
        row = _row(items, index)
        start = index + len(row)
        sides = _sides(items[:index], before.items if before else (), year, len(row))
        if sides is not None:
            found += _from_sides(row, sides, added, reading.text)
        elif (growth := _from_difference(items, index, added, reading.text)) is not None:
            found.append(growth)
    return tuple(found)
