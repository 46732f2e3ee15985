"""Which rows on the page are a table of the form: of all places where its labels stand with numbers, the fullest run in the form's order."""

from collections.abc import Sequence
from functools import cache

from gongkai.annual.read import align
from gongkai.annual.read.rows import Segment
from gongkai.annual.read.values import Value
from gongkai.statute.editions import STATUTORY, editions

Twins = list[tuple[Segment, Segment]]


@cache
def form_order(table: str) -> dict[str, int]:
    """The places of a table's rows in the form, the rows of both editions merged."""
    first, second = ([row.code for row in getattr(editions()[edition], table)] for edition in STATUTORY)
    codes = list(first)
    for code in second:
        if code not in codes:
            codes.insert(codes.index("other") + 1 + sum(known.startswith("other.") for known in codes), code)
    return {f"{table}.{code}": place for place, code in enumerate(codes)}


def best(segments: Sequence[Segment], table: str) -> tuple[list[Segment], Twins]:
    """The rows of one table, and the pairs of rows that a second copy of it prints with other numbers (taken out of the rows)."""
    order = form_order(table)
    runs: list[list[Segment]] = [[]]
    broken = False  # rows of section 2 on both sides of other tables are not one table
    for segment in segments:
        if segment.word.code not in order:
            broken = broken or (table == "article20" and segment.reading.how == "exact")
            continue
        if broken or (runs[-1] and order[segment.word.code] <= order[runs[-1][-1].word.code]):
            runs.append([])
            broken = False
        runs[-1].append(segment)
    first, *others = sorted(runs, key=lambda run: (opens_section2(run), sum(map(shows_cells, run))), reverse=True)
    if not any(shows_cells(segment) for segment in first):
        return [], []
    twins, cut = _twins(first, others, table)
    if cut or len(twins) * 2 > len(first):
        return [], twins  # not a copy but another year's or another organ's table: no telling which is the report's
    doubtful = [mine for mine, _ in twins]
    return [segment for segment in first if segment not in doubtful], twins


def opens_section2(run: Sequence[Segment]) -> bool:
    """Whether the run begins with 规章 or 规范性文件, as no table but section 2 does, and has numbers in two rows."""
    codes = {segment.word.code for segment in run if has_numbers(segment)}
    return len(codes) > 1 and not codes.isdisjoint({"article20.rules", "article20.normative_documents"})


def _twins(first: list[Segment], others: list[list[Segment]], table: str) -> tuple[Twins, bool]:
    """The rows that other runs print with other numbers, and whether one of those runs is a cut table.

    The labels of section 3 stand in no other table, so two of them are enough to be one; section 2's are everyday words.
    """
    half = len(first) // 2
    mine = {segment.word.code: segment for segment in first if has_numbers(segment)}
    found: Twins = []
    cut = False
    for run in others:
        filled = [segment for segment in run if has_numbers(segment)]
        if len(filled) < (2 if table == "applications" else max(2, half)):
            continue  # a few labels elsewhere on the page are no second copy
        other = [(mine[s.word.code], s) for s in filled if s.word.code in mine and texts(mine[s.word.code]) != texts(s)]
        cut = cut or (bool(other) and len(filled) < half)
        found += other
    return found, cut


def has_numbers(segment: Segment) -> bool:
    """Whether a number stands after the label."""
    return any(isinstance(align.entry(slot.text), Value) for slot in segment.slots)


def shows_cells(segment: Segment) -> bool:
    """Whether anything stands after the label, be it empty cells."""
    return any(slot.text or slot.kind in {"cell", "bar"} for slot in segment.slots)


def texts(segment: Segment) -> str:
    """What stands after the label, as printed."""
    return " ".join(slot.text for slot in segment.slots if slot.text)
