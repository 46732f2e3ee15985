"""The numbers found after a label, fitted to the cells of its row: one way or not at all.

A row's own sum (six kinds of applicant and their total; four results and their total) decides where blanks were dropped or
digits were glued together; where it leaves more than one way, only what all ways have in common is taken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from gongkai.annual.model import Figure
from gongkai.annual.read import values
from gongkai.annual.read.values import Value


class Blank:
    """A cell printed without a number: empty, or with a mark for “nothing” (-, /, 无), which shows that the cell is there."""


@dataclass(frozen=True)
class Unreadable:
    """A cell whose text is no number."""

    text: str


BLANK = Blank()
MARK = Blank()
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
    if values.is_blank(text):
        return MARK if text.strip() else BLANK
    return Unreadable(text)


def adds_up(row: tuple[Figure, ...]) -> bool:
    """Whether the parts of a row with a total in its last cell reach that total."""
    return sum(row[:-1]) == row[-1]


def windows(entries: list[Entry], count: int) -> list[int]:
    """The starts of all runs of `count` cells that hold everything printed in `entries`."""
    used = [index for index, found in enumerate(entries) if found is not BLANK]
    if not used:
        return [0]
    first, last = used[0], used[-1]
    return list(range(max(0, last - count + 1), min(first, len(entries) - count) + 1))


def numbers(entries: list[Cell]) -> tuple[Figure, ...]:
    """The numbers of cells, blanks as 0."""
    return tuple(found.number if isinstance(found, Value) else 0 for found in entries)


def fit_shown(entries: list[Entry], count: int, *, summed: bool, start: int | None) -> Fit:
    """Fit cells whose blanks show to `count` cells; `start` is where other rows of the same shape begin, when known."""
    if len(entries) == count:
        return Fit(tuple(entries))
    if len(entries) < count:
        return Fit((None,) * count, "ambiguous")
    if all(isinstance(found, Blank) for found in entries):
        return Fit((BLANK,) * count)
    starts = windows(entries, count)
    if start in starts:
        starts = [start]
    elif len(starts) > 1 and summed:
        starts = [s for s in starts if _reaches(entries[s : s + count])] or starts
    if len(starts) == 1:
        return Fit(tuple(entries[starts[0] : starts[0] + count]))
    return Fit((None,) * count, "ambiguous" if starts else "unfit")


def _reaches(row: list[Entry]) -> bool:
    """Whether the parts make a printed total other than 0, which no shifted row does but by a rare chance."""
    total = row[-1]
    return isinstance(total, Value) and total.number != 0 and adds_up(numbers([*row]))


def fit_dropped(entries: list[Entry], count: int, *, summed: bool) -> Fit:
    """Fit numbers whose empty neighbours do not show to `count` cells; `summed` where the row's total may tell where they stand."""
    if len(entries) == count:
        return Fit(tuple(entries))
    found = [e for e in entries if isinstance(e, Value)]
    unknown: tuple[Cell, ...] = (None,) * count
    if len(found) != len(entries) or len(found) > count:
        return Fit(unknown, "unfit")
    parts, total = [v.number for v in found[:-1]], found[-1:]
    # 0 = 0 tells nothing: only a total that the parts reach shows which number it is
    if not summed or not parts or total[0].number == 0 or sum(parts) != total[0].number:
        return Fit(unknown, "ambiguous")
    return Fit((*unknown[:-1], total[0]), "ambiguous")


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
