"""Which column of the form a number of a row stands in: by the heads above the row, else by the edition."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from gongkai.annual.read.labels import Word
from gongkai.annual.read.raw import Slot
from gongkai.annual.read.rows import Scan, Segment
from gongkai.statute.editions import STATUTORY, Row, editions, labels

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


def headed(scan: Scan, found: Sequence[Head], run: Sequence[Segment]) -> bool:
    """Whether heads of section 2 stand over or in a run of its rows, no row of another table between."""
    others = (s.last for s in scan.segments if not s.word.code.startswith("article20.") and run and s.last < run[0].first)
    after = max(others, default=-1)
    return any(after < head.index < run[-1].last for head in found) if run else False


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
    """Whether section 3 prints its columns in the form's order, as far as the heads above its first row (slot `first`) tell.

    The total stands last in its line; where heads of two lines stand one cell a line, it follows 法人或其他组织.
    """
    found = _applicants_above(scan, first)
    names = [name for name, _ in found]
    if "natural_person" not in names:
        return True  # the heads are lost
    start = names.index("natural_person")
    order = [label.code for label in labels("applicants")]
    kinds = [name for name in names if name in order and name != "total"]
    if names[:start] == ["total"] or kinds != sorted(kinds, key=order.index):
        return False
    at = names.index("total" if "total" in names else kinds[-1])
    slot, behind = found[at][1], found[at + 1 :]
    beside = bool(behind) and _line(behind[0][1]) == _line(slot)
    if names[at] != "total":
        return not beside or behind[0][0] != ""  # a head that is no word of the form, where the total is due
    in_its_line = beside or slot.kind == "line"
    return names[at - 1] == "法人或其他组织" or not (in_its_line and set(kinds).intersection(names[at:]))


def _line(slot: Slot) -> tuple[int, int]:
    return slot.block, slot.row


def _applicants_above(scan: Scan, first: int) -> list[tuple[str, Slot]]:
    """The printed slots from the one before the last 自然人 above a row, each with its word's code, empty where it is no word."""
    found: list[tuple[str, Slot]] = []
    for index in range(first - 1, -1, -1):
        if not scan.slots[index].text:
            continue
        reading = scan.readings[index]
        word = (reading.of("applicant") or reading.words[0]) if reading else None
        found.insert(0, (word.code if word else "", scan.slots[index]))
        if len(found) > 1 and found[1][0] == "natural_person":
            break
    return found


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
