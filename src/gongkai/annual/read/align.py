"""The numbers found after a label, fitted to the cells of its row: one way or not at all.

A row's own sum (six kinds of applicant and their total; four results and their total) decides where blanks were dropped or
digits were glued together; where it leaves more than one way, only what all ways have in common is taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from gongkai.annual.model import Figure
from gongkai.annual.read import values
from gongkai.annual.read.values import Value


class Blank:
    """A cell printed without a number."""


class Unreadable:
    """A cell whose text is no number."""


BLANK = Blank()
UNREADABLE = Unreadable()
Entry = Value | Blank | Unreadable
Cell = Entry | None
"""None: not known."""

MANY = 2000
"""More ways than this are not told apart; the row is ambiguous."""


@dataclass(frozen=True)
class Fit:
    """A row's cells, and why some are unknown: `` (nothing), `ambiguous` or `unfit`. `ways` are the cuts that the row's sum allows."""

    cells: tuple[Cell, ...]
    trouble: str = ""
    ways: tuple[tuple[int, ...], ...] = ()


def entry(text: str) -> Entry:
    """One slot's text as a cell."""
    value = values.parse(text)
    if value is not None:
        return value
    return BLANK if values.is_blank(text) else UNREADABLE


def adds_up(row: tuple[Figure, ...]) -> bool:
    """Whether the parts of a row with a total in its last cell reach that total."""
    return sum(row[:-1]) == row[-1]


def windows(entries: list[Entry], count: int) -> list[int]:
    """The starts of all runs of `count` cells that hold every number of `entries`."""
    used = [index for index, found in enumerate(entries) if found is not BLANK]
    if not used:
        return [0]
    first, last = used[0], used[-1]
    return [start for start in range(max(0, last - count + 1), min(first, len(entries) - count) + 1)]


def _numbers(entries: list[Entry]) -> tuple[Figure, ...]:
    return tuple(found.number if isinstance(found, Value) else 0 for found in entries)


def fit_shown(entries: list[Entry], count: int, *, summed: bool, start: int | None) -> Fit:
    """Fit cells whose blanks show to `count` cells; `start` is where other rows of the same shape begin, when known."""
    if len(entries) == count:
        return Fit(tuple(entries))
    if len(entries) < count:
        return fit_dropped(entries, count, summed=summed)
    starts = windows(entries, count)
    if start in starts:
        starts = [start]
    elif len(starts) > 1 and summed:
        starts = [s for s in starts if isinstance(entries[s + count - 1], Value) and adds_up(_numbers(entries[s : s + count]))] or starts
    if len(starts) == 1:
        return Fit(tuple(entries[starts[0] : starts[0] + count]))
    return Fit((None,) * count, "ambiguous" if starts else "unfit")


def fit_dropped(entries: list[Entry], count: int, *, summed: bool) -> Fit:
    """Fit numbers whose blanks do not show, or whose digits are glued together, to `count` cells."""
    found = [e for e in entries if isinstance(e, Value)]
    if len(found) != len(entries) or len(found) > count:
        if len(entries) == count:
            return Fit(tuple(entries))
        return Fit((None,) * count, "unfit" if found else "ambiguous")
    if len(found) == count:
        return Fit(tuple(found))
    return _placed([v.number for v in found], count, summed=summed)


def _placed(numbers: list[Figure], count: int, *, summed: bool) -> Fit:
    """Numbers whose neighbours were dropped: where each stands, as far as the row's total tells."""
    if not summed or len(numbers) < 2 or sum(numbers[:-1]) != numbers[-1]:  # noqa: PLR2004 - a part and the total
        return Fit((None,) * count, "ambiguous")
    ways = [dict(zip(spots, numbers[:-1], strict=True)) for spots in combinations(range(count - 1), len(numbers) - 1)]
    cells: list[Cell] = [Value(ways[0][i]) if i in ways[0] and all(w.get(i) == ways[0][i] for w in ways) else None for i in range(count - 1)]
    return Fit((*cells, Value(numbers[-1])), "" if len(ways) == 1 and None not in cells else "ambiguous")


def cuts(digits: str, count: int) -> Iterator[tuple[int, ...]]:
    """All ways to cut `digits` into `count` numbers without leading zeros."""
    if count == 1:
        if digits and (digits == "0" or digits[0] != "0"):
            yield (int(digits),)
        return
    longest = 1 if digits.startswith("0") else len(digits) - count + 1
    for size in range(1, longest + 1):
        for rest in cuts(digits[size:], count - 1):
            yield (int(digits[:size]), *rest)


def fit_glued(texts: tuple[str, ...], count: int, *, summed: bool) -> Fit:
    """Cut glued digits; `texts` are the possible digit strings (the list number of the next label may hang on the last digit)."""
    ways = tuple(dict.fromkeys(islice((way for digits in texts for way in _summing(digits, count, summed=summed)), MANY)))
    if len(ways) == 1:
        return Fit(tuple(Value(number) for number in ways[0]), ways=ways)
    return Fit((None,) * count, "ambiguous" if ways else "unfit", ways)


def _summing(digits: str, count: int, *, summed: bool) -> Iterator[tuple[int, ...]]:
    """The cuts of `digits`; of a summed row those that add up, found from the total so that long rows stay quick."""
    if not summed:
        yield from cuts(digits, count)
        return
    for size in range(1, len(digits) - count + 2):
        total = digits[-size:]
        if size == 1 or total[0] != "0":
            yield from ((*parts, int(total)) for parts in _reaching(digits[:-size], count - 1, int(total)))


def _reaching(digits: str, count: int, total: int) -> Iterator[tuple[int, ...]]:
    if count == 1:
        if digits and (digits == "0" or digits[0] != "0") and int(digits) == total:
            yield (total,)
        return
    longest = 1 if digits.startswith("0") else len(digits) - count + 1
    for size in range(1, longest + 1):
        part = int(digits[:size])
        if part > total:
            return
        for rest in _reaching(digits[size:], count - 1, total - part):
            yield (part, *rest)
