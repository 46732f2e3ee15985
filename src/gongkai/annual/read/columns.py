"""Which column of the form a number of a row stands in: by the heads above the row, else by the edition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from gongkai.annual.read.labels import Word
from gongkai.annual.read.rows import Scan, Segment
from gongkai.statute.editions import STATUTORY, Row, editions

_UNIT = re.compile(r"(?:单位\s*[:：]?\s*)?(亿元|万元|千元|元)")


@dataclass(frozen=True)
class Head:
    """A column head of section 2: its place among the slots, its word and its text."""

    index: int
    word: Word
    text: str


def heads(scan: Scan) -> list[Head]:
    """All column heads of section 2 on the page."""
    found = []
    for index, reading in enumerate(scan.readings):
        word = reading.of("column") if reading else None
        if word is not None:
            found.append(Head(index, word, scan.slots[index].text))
    return found


def near(found: Sequence[Head], run: Sequence[Segment]) -> list[Word]:
    """The heads that stand before the end of a table, all of them where there is no table."""
    return [head.word for head in found if not run or head.index < run[-1].last]


@cache
def _choices(code: str) -> tuple[Row, ...]:
    return tuple(row for edition in STATUTORY for row in editions()[edition].article20 if f"article20.{row.code}" == code)


def article20_row(scan: Scan, found: Sequence[Head], segment: Segment, edition: str | None) -> Row | None:
    """The row of section 2 with its columns as the page prints them; None where its columns are not known: other editions have others."""
    choices = _choices(segment.word.code)
    above = _above(scan, found, segment)
    for row in choices:
        if sorted(above) == sorted(row.columns):
            return row if above == row.columns else replace(row, columns=above)
    own = [row for row in choices if edition and row in editions()[edition].article20]
    if own:
        return own[0]
    alike = len({row.columns for row in choices}) == 1
    return choices[0] if alike else None


def _above(scan: Scan, found: Sequence[Head], segment: Segment) -> tuple[str, ...]:
    """The codes of the last unbroken group of heads above a row."""
    group: list[str] = []
    last = None
    for head in reversed(found):
        if head.index >= segment.first:
            continue
        if head.word.code in group or (last is not None and any(_breaks(scan, n) for n in range(head.index + 1, last))):
            break
        group.append(head.word.code)
        last = head.index
    return tuple(reversed(group))


def _breaks(scan: Scan, index: int) -> bool:
    """Whether a slot between two heads parts them: a row of the form, or a text that is neither blank nor a unit."""
    reading = scan.readings[index]
    text = scan.slots[index].text
    if reading is None:
        return bool(text) and not _UNIT.search(text)
    return reading.words[0].kind == "row"


@cache
def applications_row(code: str, edition: str | None) -> Row:
    """The row of section 3 with that code, of the edition where it has it."""
    tried = [*([edition] if edition in STATUTORY else []), *STATUTORY]
    return next(row for one in tried for row in editions()[one].applications if f"applications.{row.code}" == code)


def usual_applicants(scan: Scan, first: int) -> bool:
    """Whether section 3 prints its columns in the form's order, as far as the word before 自然人 tells: the total stands last.

    `first` is the slot of the first row.
    """
    before = ""
    usual = True
    for slot, reading in zip(scan.slots[:first], scan.readings, strict=False):
        word = reading.of("applicant") if reading else None
        if word is not None and word.code == "natural_person":
            usual = before != "total"
        if slot.text:
            before = word.code if word else ""
    return usual


def unit(scan: Scan, found: Sequence[Head], column: str, segment: Segment) -> str:
    """The unit printed for a column: in its head, right after it, or in the row's label; empty where none is."""
    above = [head for head in found if head.word.code == column and head.index < segment.first]
    if not above:
        return ""
    head = above[-1]
    after = scan.slots[head.index + 1].text if head.index + 1 < len(scan.slots) else ""
    for printed in (head.text, after, segment.label.text):
        if match := _UNIT.search(printed):
            return match[1]
    return ""
