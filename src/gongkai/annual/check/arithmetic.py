"""The arithmetic of the text: totals and parts, shares and growths, to the digits printed and as far as "over" and "about" allow."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from gongkai.annual.check.findings import Finding, finding
from gongkai.annual.model import AnnualReport, Figure
from gongkai.annual.narrative.numbers import Number, numbers
from gongkai.annual.narrative.precision import INFINITY, Bounds, agree, bounds, printed_step
from gongkai.annual.narrative.quantities import CARRIED_IN, CARRIED_OUT
from gongkai.annual.narrative.relations import Growth, Relation, Share, Sum, relations
from gongkai.annual.narrative.tables import table_relations

_REQUESTS = re.compile(r"申请|答复|办结")
_HUNDRED = Decimal(100)
RATIOS = {"percent": ("%", _HUNDRED), "times": ("倍", Decimal(1))}
"""How a ratio is printed, by the kind of the number that states it, and what it is multiplied with."""


def _of(number: Number) -> Bounds:
    return bounds(number.value, number.precision)


def _stated(number: Number) -> Bounds:
    """What a stated ratio can stand for: half a unit of its last printed digit either way."""
    low, high = _of(number)
    half = printed_step(number.value) / 2
    return low - half, high + half


def _ratio(top: Bounds, bottom: Bounds) -> Bounds | None:
    """The least and the greatest quotient; None where nothing is known of it."""
    if bottom[0] <= 0 or top[1] == INFINITY or bottom[1] == INFINITY:
        return None
    low = top[0] / (bottom[1] if top[0] >= 0 else bottom[0])
    return low, top[1] / (bottom[0] if top[1] >= 0 else bottom[1])


def _told(value: Decimal, stated: Number) -> str:
    """The true ratio with two digits more than the stated one has."""
    return f"{value.quantize(printed_step(stated.value) / 100)}{RATIOS[stated.kind][0]}"


def _carried(report: AnnualReport) -> set[Figure] | None:
    """By how much the results of requests may differ from those received; None when the tables do not tell."""
    if CARRIED_IN not in report.figures or CARRIED_OUT not in report.figures:
        return None
    carried_in, carried_out = report.figures[CARRIED_IN], report.figures[CARRIED_OUT]
    return {carried_in, -carried_in, carried_out, -carried_out, carried_in - carried_out, carried_out - carried_in} - {0}


def _explained(one: Sum, report: AnnualReport) -> bool:
    """Whether requests carried over make the difference: groups of the text may add up only with them."""
    if not _REQUESTS.search(one.text) or one.total.start == one.total.end:
        return False
    carried = _carried(report)
    if carried is None:
        return one.outcomes
    return sum((part.value for part in one.parts), start=0) - one.total.value in carried


def _sum(one: Sum, report: AnnualReport) -> Finding | None:
    sides = [_of(part) for part in one.parts]
    total = _of(one.total)
    added = sum((low for low, _ in sides), Decimal(0)), sum((high for _, high in sides), Decimal(0))
    right = agree(added, total) if one.exhaustive else added[0] <= total[1]
    if right or _explained(one, report):
        return None
    parts = tuple(f"{name} {part.value}".strip() for name, part in zip(one.names, one.parts, strict=True))
    left = sum((part.value for part in one.parts), start=0)
    return finding("arithmetic.sum", left=left, right=one.total.value, text=one.text, parts=parts)


def _share(one: Share) -> Finding | None:
    true = _ratio(_of(one.part), _of(one.whole))
    if true is None:
        return None
    percent = true[0] * _HUNDRED, true[1] * _HUNDRED
    if agree(percent, _stated(one.stated)):
        return None
    told = _told(_HUNDRED * Decimal(one.part.value) / Decimal(one.whole.value), one.stated)
    return finding("arithmetic.share", left=told, right=f"{one.stated.value}%", text=one.text, part=one.part.value, whole=one.whole.value)


def _old(one: Growth) -> Bounds:
    base = _of(one.base)
    if not one.by_difference:
        return base
    new = _of(one.new)
    return (new[0] + base[0], new[1] + base[1]) if one.falls else (new[0] - base[1], new[1] - base[0])


def _plain(value: Decimal) -> Figure:
    return int(value) if value == int(value) else value


def _found_growth(one: Growth, left: Figure | str, right: Figure | str, old: Decimal) -> Finding:
    return finding("arithmetic.growth", left=left, right=right, text=one.text, old=_plain(old), new=one.new.value)


def _growth(one: Growth) -> Finding | None:
    old, new = _old(one), _of(one.new)
    change = new[0] - old[1], new[1] - old[0]
    low, high = _stated(one.stated) if one.stated.kind in RATIOS else _of(one.stated)
    stated = (-high, -low) if one.falls else (low, high)
    right = -one.stated.value if one.falls else one.stated.value
    if one.stated.kind not in RATIOS:
        return None if agree(change, stated) else _found_growth(one, _plain(new[0] - old[0]), right, old[0])
    unit, factor = RATIOS[one.stated.kind]
    ratio = _ratio((change[0] * factor, change[1] * factor), old)
    if ratio is None or agree(ratio, stated):
        return None
    return _found_growth(one, _told((new[0] - old[0]) / old[0] * factor, one.stated), f"{right}{unit}", old[0])


def _judge(one: Relation, report: AnnualReport) -> Finding | None:
    if isinstance(one, Sum):
        return _sum(one, report)
    return _share(one) if isinstance(one, Share) else _growth(one)


def _counts(report: AnnualReport) -> tuple[int, ...]:
    """The exact counts that the text states."""
    found = (number for section in report.sections for number in numbers(section.text))
    return tuple(number.value for number in found if number.kind == "count" and number.precision == "exact" and isinstance(number.value, int))


def arithmetic(report: AnnualReport) -> Iterator[Finding]:
    """Each sum, share and growth of the text and of the report's own tables that does not hold."""
    said = _counts(report) if report.other_tables else ()
    in_text = chain.from_iterable(relations(section.text, report.year) for section in report.sections)
    for one in chain(in_text, table_relations(report.other_tables, said)):
        found = _judge(one, report)
        if found is not None:
            yield found
