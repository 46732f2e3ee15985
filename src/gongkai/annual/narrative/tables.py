"""The relations in tables of a report's own (not the form's): 其中 under a total, and percentages of one whole.

Only what is sure to divide its whole is read as a sum: ways of applying and outcomes of requests. A document published in two
places stands under both, so the channels of publication need not add up.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from gongkai.annual.model import OtherTable
from gongkai.annual.narrative.changes import Share
from gongkai.annual.narrative.numbers import Number
from gongkai.annual.narrative.precision import printed_step
from gongkai.annual.narrative.sums import Sum

_COUNT = re.compile(r"[0-9]{1,9}")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)[%％]")
_BLANK = re.compile(r"[ 　/—－-]*")
_LISTED = re.compile(r"(?:其中[:：，,]?)?[ 　]*(?:([(（]?)([0-9]{1,2})([.．、)）])|([一二三四五六七八九])、)?")
_DIVIDED = re.compile(r"申请|答复")
_TOTAL_ROW = re.compile(r"合计|总计|总数|总量")
_FEWEST_ROWS = 4


class _Row(NamedTuple):
    label: str
    value: int | None
    blank: bool


class _Group(NamedTuple):
    total: _Row
    style: str
    parts: list[_Row]


def number(value: int | Decimal, unit: str = "", kind: str = "count") -> Number:
    """A number of a table: exact, standing nowhere in the text."""
    return Number(value, "exact", unit, kind, 0, 0)


def _row(cells: tuple[str, ...]) -> _Row | None:
    texts = [cell.strip() for cell in cells if not _BLANK.fullmatch(cell)]
    labels = [text for text in texts if not _COUNT.fullmatch(text)]
    counts = [text for text in texts if _COUNT.fullmatch(text)]
    if not labels or len(counts) > 1:
        return None
    return _Row(labels[-1], int(counts[0]) if counts else None, not counts)


def _place(label: str) -> tuple[str, int]:
    """The style and the number of a list number at the head of `label` ("1." is `.`, 1; none is 0)."""
    match = _LISTED.match(label)
    if match is None or match[2] is None:
        return "", 0
    return match[1] + match[3], int(match[2])


def _groups(rows: Iterable[_Row | None]) -> list[_Group]:
    """The totals of a table with the numbered rows under them."""
    found: list[_Group] = []
    opened: list[_Group] = []
    last: _Row | None = None
    for row in rows:
        if row is None:
            opened, last = [], None
            continue
        style, place = _place(row.label)
        if row.label.startswith("其中") and place == 1 and last is not None:
            opened.append(_Group(last, style, [row]))
            found.append(opened[-1])
        else:
            while opened and (opened[-1].style != style or place != len(opened[-1].parts) + 1):
                opened.pop()
            if opened:
                opened[-1].parts.append(row)
        last = row
    return found


def _sum(group: _Group) -> Sum | None:
    total = group.total.value
    if total is None or len(group.parts) < 2 or not _DIVIDED.search(group.total.label):  # noqa: PLR2004 - one part is no division
        return None
    values = [part.value or 0 for part in group.parts]
    # a blank is 0 where the sum then holds; else it is unknown
    if any(part.blank for part in group.parts) and sum(values) != total:
        return None
    names = tuple(_LISTED.sub("", part.label, count=1) for part in group.parts)
    return Sum(number(total), tuple(map(number, values)), exhaustive=True, names=names, text=group.total.label)


def _share_rows(table: OtherTable) -> list[tuple[str, int, Decimal]]:
    found = []
    for row in table.rows:
        cells = [cell.strip() for cell in row if cell.strip()]
        percent = _PERCENT.fullmatch(cells[-1]) if len(cells) > 2 else None  # noqa: PLR2004 - label, count, percentage
        if percent and _COUNT.fullmatch(cells[-2]):
            found.append((cells[-3], int(cells[-2]), Decimal(percent[1])))
    return found


def holds(part: int, whole: int, percent: Decimal) -> bool:
    """Whether `percent` is `part` in `whole`, to the digits printed."""
    return whole > 0 and abs(Decimal(100 * part) / whole - percent) <= printed_step(percent) / 2


def _whole(rows: list[tuple[str, int, Decimal]], said: Iterable[int]) -> int | None:
    """The one whole of the percentages: the table's own total, else the only number of the text by which all rows but one hold."""
    totals = [count for label, count, _ in rows if _TOTAL_ROW.search(label)]
    if totals:
        return totals[0] if len(set(totals)) == 1 else None
    if len(rows) < _FEWEST_ROWS:
        return None
    fitting = {whole for whole in said if sum(holds(count, whole, percent) for _, count, percent in rows) >= len(rows) - 1}
    return fitting.pop() if len(fitting) == 1 else None


def _shares(table: OtherTable, said: Iterable[int]) -> list[Share]:
    rows = _share_rows(table)
    whole = _whole(rows, said) if rows else None
    if whole is None:
        return []
    return [Share(number(count), number(whole), number(percent, "%", "percent"), f"{label} {count} {percent}%") for label, count, percent in rows]


def table_relations(tables: tuple[OtherTable, ...], said: tuple[int, ...]) -> tuple[Sum | Share, ...]:
    """The relations of a report's own tables; `said` are the exact counts of its text."""
    found: list[Sum | Share] = []
    for table in tables:
        found += [total for group in _groups(map(_row, table.rows)) if (total := _sum(group)) is not None]
        found += _shares(table, said)
    return tuple(found)
