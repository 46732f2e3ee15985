"""Section 4 as printed: heads for review and suits in two or three lines, then one row of fifteen numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby, islice, pairwise, takewhile

from gongkai.annual.model import UNKNOWN_MARK
from gongkai.annual.read import align
from gongkai.annual.read.align import MANY, Cell, Entry, Fit
from gongkai.annual.read.labels import Reading
from gongkai.annual.read.raw import REPLACEMENT, Slot
from gongkai.annual.read.rows import Scan, Segment
from gongkai.annual.read.values import Value, is_blank, parse
from gongkai.statute.editions import labels

ROWS = ("remedies.review", "remedies.litigation_direct", "remedies.litigation_after_review")
RESULTS = 5
_TELLING = frozenset({"upheld", "corrected", "pending"})


@dataclass(frozen=True)
class Block:
    """The rows that a group of heads names, and the slots that follow the heads."""

    rows: tuple[str, ...]
    slots: tuple[Slot, ...]
    first: int
    last: int
    usual: bool
    """Whether the heads stand in the form's order."""


def blocks(scan: Scan) -> Iterator[Block]:
    """Every group of heads with results (结果维持 ...) and what follows it."""
    slots, readings = scan.slots, scan.readings
    end = 0
    for index, reading in enumerate(readings):
        if index < end or reading is None or not _of_remedies(reading):
            continue
        end = index + 1
        while end < len(slots) and (not slots[end].text or ((behind := readings[end]) is not None and _of_remedies(behind))):
            end += 1
        while not slots[end - 1].text:
            end -= 1
        heads = [found for found in readings[index:end] if found]
        printed = [word.code for found in heads if (word := found.of("result"))]
        if len(_TELLING.intersection(printed)) < len(_TELLING) - 1:
            continue
        named = [word.code for found in heads if (word := found.of("row"))]
        first, end = end, _numbers_end(slots, end)
        usual = _usual_results(printed) and _usual_rows(heads)
        yield Block(_rows(named, printed.count("upheld")), tuple(slots[first:end]), index, end - 1, usual)


def _of_remedies(reading: Reading) -> bool:
    return any(word.kind == "result" or word.code in ROWS or word.code == "行政诉讼" for word in reading.words)


@cache
def results() -> tuple[str, ...]:
    """The codes of the results in the form's order."""
    return tuple(label.code for label in labels("remedy_results"))


def _usual_results(codes: list[str]) -> bool:
    """Whether each group of results stands in the form's order, be some of its heads lost."""
    order = results()
    places = [order.index(code) for code in codes]
    return places[0] == 0 and all(one < two or (two == 0 and one >= order.index("pending")) for one, two in pairwise(places))


def _usual_rows(heads: list[Reading]) -> bool:
    """Whether reviews stand before suits, and suits without a review before those after one."""
    names = list(dict.fromkeys(word.code for found in heads for word in found.words if word.code in {*ROWS, "行政诉讼"}))
    rows = [name for name in names if name in ROWS]
    return rows == sorted(rows, key=ROWS.index) and not ("行政诉讼" in names and ROWS[0] in names[names.index("行政诉讼") :])


def _rows(named: list[str], groups: int) -> tuple[str, ...]:
    seen = tuple(row for row in ROWS if row in named)
    if len(seen) == groups or not groups:
        return seen or ROWS
    return ROWS if groups == len(ROWS) or not seen else seen


def _is_mark(slot: Slot) -> bool:
    """Whether a slot is neither number nor blank and takes up its cell: our own mark, or that of a figure lost in a cell of its own."""
    return slot.text == UNKNOWN_MARK or (slot.text == REPLACEMENT and slot.kind == "cell")


def _numbers_end(slots: list[Slot], index: int) -> int:
    block = slots[index].block if index < len(slots) else -1
    while index < len(slots):
        slot = slots[index]
        if not _is_mark(slot) and parse(slot.text) is None and not is_blank(slot.text):
            break
        if slot.kind == "cell" and slot.block != block:
            break
        index += 1
    return index


def fit(block: Block) -> Fit:
    """The numbers after the heads, five for each row."""
    count = RESULTS * len(block.rows)
    shown = [s for s in block.slots if s.kind in {"cell", "bar"}]
    if shown:
        lines = [list(line) for _, line in groupby(shown, key=lambda s: (s.block, s.row))]
        with_numbers = [line for line in lines if any(parse(s.text) or _is_mark(s) for s in line)]
        full = [line for line in with_numbers if len(line) >= count]
        if len(with_numbers) > 1 and len(full) != 1:
            return _shown([s for line in with_numbers for s in line], count)
        if with_numbers:
            return _shown((full or with_numbers)[0], count)
        blank = max(lines, key=len)
        return Fit((align.BLANK,) * count) if len(blank) >= count else Fit((None,) * count, "unfit")
    entries = [align.entry(s.text) for s in block.slots]
    digits = "".join(s.text for s in block.slots)
    if len(entries) < count <= len(digits) and digits.isdecimal():
        return _glued(digits, len(block.rows))
    return align.fit_dropped(entries, count, summed=False)


def _shown(line: list[Slot], count: int) -> Fit:
    entries = [align.entry(s.text) for s in line]
    starts = align.windows(entries, count) if len(entries) > count else []
    good = [s for s in starts if _holds(entries[s : s + count])]
    return align.fit_shown(entries, count, summed=False, start=good[0] if len(good) == 1 else None)


def _holds(entries: list[Entry]) -> bool:
    """Whether every group of results reaches its total, which must be printed where a part is."""
    for first in range(0, len(entries), RESULTS):
        group = entries[first : first + RESULTS]
        numbers = tuple(e.number if isinstance(e, Value) else 0 for e in group)
        if not align.adds_up(numbers):
            return False
    return True


def _glued(digits: str, rows: int) -> Fit:
    ways = tuple(islice(_cut_rows(digits, rows), MANY))
    if len(ways) == 1:
        return Fit(tuple(Value(n) for n in ways[0]))
    unknown: tuple[Cell, ...] = (None,) * (RESULTS * rows)
    return Fit(unknown, "ambiguous" if ways else "unfit")


def _cut_rows(digits: str, rows: int) -> Iterator[tuple[int, ...]]:
    if rows == 0:
        if not digits:
            yield ()
        return
    for size in range(RESULTS, len(digits) - RESULTS * (rows - 1) + 1):
        firsts = align.fit_glued((digits[:size],), RESULTS, summed=True).ways
        if firsts:
            yield from ((*first, *rest) for rest in _cut_rows(digits[size:], rows - 1) for first in firsts)


def segments(found: list[Segment]) -> list[Segment]:
    """Rows of section 4 that stand on lines of their own, each with its five numbers."""
    return [s for s in found if s.word.code in ROWS and len(s.slots) >= RESULTS and any(parse(slot.text) for slot in s.slots)]


def heads_above(scan: Scan, first: int) -> list[str]:
    """The results that stand as heads right above the row at slot `first`."""
    above = reversed([scan.readings[index] for index in range(first) if scan.slots[index].text])
    heads = list(takewhile(lambda reading: reading is not None and _of_remedies(reading), above))
    return [word.code for reading in reversed(heads) if reading for word in reading.words if word.kind == "result"]
