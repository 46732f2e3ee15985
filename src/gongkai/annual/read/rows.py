"""The rows of the form on a page: each label of the form with the texts that follow it up to the next word of the form."""

import re
from collections import Counter
from dataclasses import dataclass

from gongkai.annual.read import joining, values
from gongkai.annual.read.labels import Reading, Word
from gongkai.annual.read.raw import Slot

_OWN_LABEL = re.compile(r"[^\d]*[\u4e00-\u9fff]{4,}[^\d]*")
"""A place's own row (其他主动公开文件): words, where a number is due."""
WATERMARK = 3
"""A line that is no word of the form and stands this often between its rows was put there by the site."""
_UNITS = frozenset({"单位：万元", "单位:万元", "单位：元", "单位:元", "万元", "元", "件", "项"})
_CLOSED = frozenset({"applications.carried_out", "applications.received"})
"""After these rows 总计 and 其他 name columns."""


@dataclass(frozen=True)
class Segment:
    """A row's label and what stands after it. `word` is the row; `reading` says how its label was recognised; `glued`: digits run together."""

    word: Word
    reading: Reading
    label: Slot
    slots: tuple[Slot, ...]
    first: int
    last: int
    glued: bool = False


class Scan:
    """One pass over the slots: `segments` are the rows of the form with what follows each label, in reading order.

    `slots` are the page's, labels broken over lines put together; `readings` what each means; `joined` the blocks that went into
    the slot before them. The pass keeps where in the form it stands: some words name a row or a column, depending on that.
    """

    def __init__(self, found: list[Slot]) -> None:
        self.slots = found
        self.joined: dict[int, tuple[int, ...]] = {}
        if any(slot.kind == "loose" for slot in found):
            joining.beside_numbers(found, self.joined)
        self.readings = joining.over_lines(found, self.joined)
        self.watermarks = self._watermarks()
        self.part = ""
        self.last_row = ""
        self.segments: list[Segment] = []
        self._run()

    def blocks(self, first: int, last: int) -> set[int]:
        """The blocks that the slots from `first` to `last` and the words of the form right before them come from."""
        while first > 0 and (self.readings[first - 1] is not None or not self.slots[first - 1].text):
            first -= 1
        used = {slot.block for slot in self.slots[first : last + 1]}
        return used.union(*(self.joined.get(block, ()) for block in used))

    def _watermarks(self) -> frozenset[str]:
        counted = Counter(s.text for s, r in zip(self.slots, self.readings, strict=True) if r is None and s.text and s.kind != "cell")
        return frozenset(text for text, times in counted.items() if times >= WATERMARK and values.parse(text) is None and not values.is_blank(text))

    def _run(self) -> None:
        index = 0
        while index < len(self.slots):
            reading = self.readings[index]
            if reading is None:
                index += 1
                continue
            self._move(reading)
            end = self._end(index)
            word = self._row(index, reading, end)
            if word is not None:
                self._add(word, reading, index, end)
            index = max(end, index + 1) if word is not None else index + 1

    def _add(self, word: Word, reading: Reading, index: int, end: int) -> None:
        following = tuple(s for s in self.slots[index + 1 : end] if s.text not in self.watermarks)
        label = self.slots[index]
        self.segments.append(Segment(word, reading, label, following, index, end - 1, glued=label.kind == "glued"))
        if reading.how != "ambiguous":
            self.last_row = word.code
            self.part = word.code.partition(".")[0]

    def _move(self, reading: Reading) -> None:
        word = reading.words[0]
        if word.kind == "result" and reading.of("row") is None:
            self.part = "remedies"
        elif word.kind == "column":
            self.part = "article20"

    def _end(self, index: int) -> int:
        """Where the texts after the label at `index` end: at the next word of the form, a firm row end, or running text."""
        label = self.slots[index]
        end = index + 1
        numbers = False
        while end < len(self.slots):
            slot = self.slots[end]
            new_row = (slot.block, slot.row) != (label.block, label.row)
            if self.readings[end] is not None or (label.kind == "cell" and new_row):
                break
            before = self.slots[end - 1]
            if numbers and before.kind == "loose" and (slot.block, slot.row) != (before.block, before.row):
                break  # the row stood on one line; what follows is a page number or another row
            if values.parse(slot.text) is not None:
                numbers = True
            elif values.is_blank(slot.text):
                if slot.kind in {"line", "loose"} and not slot.text:
                    break
            elif slot.text not in self.watermarks and self._stops(slot, new_row=new_row, numbers=numbers):
                break
            end += 1
        return end

    def _stops(self, slot: Slot, *, new_row: bool, numbers: bool) -> bool:
        """Whether a text that is no number and no word of the form ends the row it stands in."""
        if slot.kind == "bar":
            return new_row or bool(_OWN_LABEL.fullmatch(slot.text))
        if slot.kind in {"line", "loose", "glued"}:
            return numbers or slot.text.strip("()（）") not in _UNITS
        return False

    def _row(self, index: int, reading: Reading, end: int) -> Word | None:
        """The row that the label at `index` names here, or None when it is a head or a group of rows here."""
        rows = [word for word in reading.words if word.kind == "row"]
        if not rows:
            return None
        word = rows[0]
        if len(reading.words) == 1 or reading.how == "ambiguous":
            return word
        # a word with two meanings: a row only where numbers follow and the form is at that place
        return word if self._is_row_here(word.code, index, end) else None

    def _is_row_here(self, code: str, index: int, end: int) -> bool:
        """Whether 总计, 其他 or 其他处理 names a row where it stands, and not a column or a group of rows."""
        printed = any(slot.text for slot in self.slots[index + 1 : end])
        if self.part != "applications" or end == index + 1:
            return False
        if code == "applications.other":
            return printed or not self._followed_by_label(index, end)
        if code == "applications.other.other":
            return self.last_row.startswith(("applications.other", "applications.rejected"))
        return self.last_row not in _CLOSED

    def _followed_by_label(self, index: int, end: int) -> bool:
        return (
            end < len(self.slots)
            and self.readings[end] is not None
            and (self.slots[end].block, self.slots[end].row)
            == (
                self.slots[index].block,
                self.slots[index].row,
            )
        )
