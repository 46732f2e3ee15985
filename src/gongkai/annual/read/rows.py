"""The rows of the form on a page: each label of the form with the texts that follow it up to the next word of the form."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from gongkai.annual.read import labels, values
from gongkai.annual.read.labels import Reading, Word
from gongkai.annual.read.raw import Grid, Line, Page, Slot
from gongkai.statute.editions import editions

_LABEL_THEN_NUMBERS = re.compile(r"^(.*?[^\d\s.,+\-])[\s:：]*((?:[+\-减增]?\d[\d.,]*\s*)+)$", re.DOTALL)
_OWN_LABEL = re.compile(r"[^\d]*[\u4e00-\u9fff]{4,}[^\d]*")
"""A place's own row (其他主动公开文件): words, where a number is due."""
_NUMBER_THEN_LABEL = re.compile(r"([+\-]?\d+(?:[.,]\d+)*)\s*([\u4e00-\u9fff]{4,}[^\d]*)")
_MARK_THEN_LABEL = re.compile(r"([/—\-－]+|无)\s*([^/—\-－\s].*)")
_HEAD = re.compile(r"信息内容|本年制发|本年新|申请人情况|自然人|结果维持|[\u4e00-\u9fff）”)]\d+$")
_DIGIT = re.compile(r"\d")
WATERMARK = 3
"""A line that is no word of the form and stands this often between its rows was put there by the site."""
_JOINED = 12
"""Labels broken over at most this many lines are put together."""
_BESIDE = 2
"""Numbers beside the middle line of a label have at most this many lines of it above and below them."""


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


def slots(page: Page) -> list[Slot]:
    """All cells and lines of a page in reading order; empty rows left out."""
    found: list[Slot] = []
    for index, block in enumerate(page.blocks):
        if isinstance(block, Line):
            found.extend(_line_slots(block.text, index))
            continue
        for row, cells in enumerate(block.rows, 1):
            for column, text in enumerate(cells, 1):
                pieces = _PIECES.get(block.kind, _whole)(text)
                found.extend(Slot(piece, block.kind, index, row, column) for piece in pieces)
    return found


def _whole(text: str) -> list[str]:
    return [text]


def _loose_pieces(text: str) -> list[str]:
    """A group's label and a row's label with only one blank between them, taken apart."""
    if " " not in text or labels.read(text) is not None:
        return [text]
    group, _, own = text.rpartition(" ")
    return [group, own] if _is_label(own) else [text]


def _bar_pieces(text: str) -> list[str]:
    """A cell that a lost row end glued to the label after it, taken apart; any other cell as it stands."""
    if (mark := _MARK_THEN_LABEL.match(text)) and (reading := labels.read(mark[2])) and reading.how == "exact":
        return [mark[1], mark[2]]
    if not text or values.parse(text) is not None or ((reading := labels.read(text)) and reading.how == "exact"):
        return [text]
    if pieces := _glued_pieces(text):
        return pieces
    found = _NUMBER_THEN_LABEL.fullmatch(text)
    return [found[1], found[2]] if found else [text]


_PIECES = {"bar": _bar_pieces, "loose": _loose_pieces}


def _is_label(text: str) -> bool:
    reading = labels.read(text)
    return reading is not None and reading.of("row") is not None


def _line_slots(text: str, index: int) -> list[Slot]:
    if len(text) > labels.LONGEST or not _DIGIT.search(text):
        if _HEAD.search(text) and labels.read(text) is None and (pieces := _glued_pieces(text)):
            return [Slot(piece, "glued", index, 1, n) for n, piece in enumerate(pieces, 1)]
        return [Slot(text, "line", index, 1, 1)]
    parts = text.split()
    if len(parts) > 1 and all(values.parse(part) is not None or values.is_blank(part) for part in parts):
        return [Slot(part, "loose", index, 1, n) for n, part in enumerate(parts, 1)]
    if labels.read(text) is not None or values.parse(text) is not None:
        return [Slot(text, "line", index, 1, 1)]
    if (found := _LABEL_THEN_NUMBERS.match(text)) and _is_label(found[1]):
        return [Slot(part, "loose", index, 1, n) for n, part in enumerate([found[1], *found[2].split()], 1)]
    if pieces := _glued_pieces(text):
        return [Slot(piece, "glued", index, 1, n) for n, piece in enumerate(pieces, 1)]
    return [Slot(text, "line", index, 1, 1)]


@cache
def _any_label() -> re.Pattern[str]:
    """Every row label and head of the form, the longest first, with whatever punctuation stands between its characters."""
    known = {labels.bare(text) for edition in ("2019", "2021") for row in editions()[edition].rows for text in (row.label, *row.variants)}
    known |= set(labels.known_words())
    gap = r"[\s、，,。；;：:“”\"()（）/\-]*"
    spelled = sorted((gap.join(map(re.escape, word)) for word in known if word), key=len, reverse=True)
    numbering = r"(?:[(（]\s*[)）]|[(（]?\s*[一二三四五六七八]\s*[)）、，,．.]*|[1-8][.、，．]|[①-⑳])?\s*"
    remark = r"(?:\s*[(（][^()（）]{0,40}[)）])?"
    return re.compile(rf"{numbering}(?:{'|'.join(spelled)}){remark}[)）”]*")


_BETWEEN = re.compile(r"[\d\s.,，+\-减增/—无;；:：]*")


def _glued_pieces(text: str) -> list[str]:
    """A line of labels and digits without separators, taken apart at the labels; empty when the line is running text."""
    found = list(_any_label().finditer(text))
    if not found or (found[0].start(), found[0].end()) == (0, len(text)):
        return []
    left_over = _any_label().sub("", text)
    if len(_BETWEEN.sub("", left_over)) * 5 > len(text):
        return []
    pieces: list[str] = []
    end = 0
    for match in found:
        pieces += [text[end : match.start()].strip(), match[0].strip()]
        end = match.end()
    return [piece for piece in [*pieces, text[end:].strip()] if piece]


class Scan:
    """One pass over the slots: `segments` are the rows of the form with what follows each label, in reading order.

    `slots` are the page's, labels broken over lines put together; `readings` what each means; `joined` the blocks that went into
    the slot before them. The pass keeps where in the form it stands: some words name a row or a column, depending on that.
    """

    def __init__(self, found: list[Slot]) -> None:
        self.slots = found
        self.joined: dict[int, tuple[int, ...]] = {}
        if any(slot.kind == "loose" for slot in found):
            self._put_together()
        self.readings = self._readings()
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

    def _readings(self) -> list[Reading | None]:
        read = labels.read
        readings = [read(slot.text) if slot.text else None for slot in self.slots]
        index = 0
        while index < len(self.slots):
            following = readings[index + 1] if index + 1 < len(readings) else None
            if (following is None or following.how != "exact") and self.slots[index].kind == "line" and (length := self._broken_label(index)):
                text = "".join(slot.text for slot in self.slots[index : index + length])
                self.joined[self.slots[index].block] = tuple(slot.block for slot in self.slots[index : index + length])
                self.slots[index] = self.slots[index]._replace(text=text)
                del self.slots[index + 1 : index + length], readings[index + 1 : index + length]
                readings[index] = read(text)
            index += 1
        return readings

    def _put_together(self) -> None:
        """Labels of two or three lines whose numbers stand beside the middle or the last of them: the pieces joined before the numbers."""
        index = 0
        while index < len(self.slots):
            end = index
            while end < len(self.slots) and self._same_line(index, end) and self.slots[end].kind == "loose":
                end += 1
            if end > index and (pieces := self._pieces_of_label(index, end)):
                above, below, text = pieces
                own = [] if values.parse(self.slots[index].text) else [self.slots[index]]
                first = self.slots[index]
                self.joined[first.block] = tuple(self.slots[n].block for n in range(index - above, end + below))
                numbers = self.slots[index + len(own) : end]
                self.slots[index - above : end + below] = [first._replace(text=text), *numbers]
                end = index - above + 1 + len(numbers)
            index = max(end, index + 1)

    def _same_line(self, first: int, other: int) -> bool:
        return (self.slots[first].block, self.slots[first].row) == (self.slots[other].block, self.slots[other].row)

    def _pieces_of_label(self, index: int, end: int) -> tuple[int, int, str] | None:
        """How many lines above and below a line of numbers make up its label with the words on the line itself, and the label."""
        own = "" if values.parse(self.slots[index].text) else self.slots[index].text
        if (own and labels.read(own)) or not any(values.parse(slot.text) for slot in self.slots[index:end]):
            return None
        above = self._texts_beside(index - 1, -1)
        below = self._texts_beside(end, 1)
        found = {}
        for up in range(len(above) + 1):
            for down in range(len(below) + 1):
                text = "".join(reversed(above[:up])) + own + "".join(below[:down])
                reading = labels.read(text) if up + down else None
                if reading is not None and reading.how == "exact" and reading.of("row") and len(labels.bare(text)) > len(labels.bare(own)):
                    found[reading.words[0].code] = (up, down, text)
        return next(iter(found.values())) if len(found) == 1 else None

    def _texts_beside(self, index: int, step: int) -> list[str]:
        texts: list[str] = []
        while 0 <= index < len(self.slots) and len(texts) < _BESIDE:
            slot = self.slots[index]
            alone = slot.kind == "line" or not any(self._same_line(index, n) for n in (index - 1, index + 1) if 0 <= n < len(self.slots))
            if not alone or values.parse(slot.text) or not slot.text or len(slot.text) > labels.LONGEST:
                break
            texts.append(slot.text)
            index += step
        return texts

    def _broken_label(self, index: int) -> int:
        """How many lines from `index` make up one label of the form, the most that do; 0 when they make none."""
        part: list[str] = []
        best = 0
        for slot in self.slots[index : index + _JOINED]:
            if slot.kind != "line" or len(slot.text) > labels.LONGEST or values.parse(slot.text) or values.is_blank(slot.text):
                break
            part.append(slot.text)
            reading = labels.read("".join(part)) if len(part) > 1 else None
            if reading is not None and reading.how == "exact":
                best = len(part)
        return best

    def _watermarks(self) -> frozenset[str]:
        counted = Counter(s.text for s, r in zip(self.slots, self.readings, strict=True) if r is None and s.text and s.kind != "cell")
        return frozenset(
            text for text, times in counted.items() if times >= WATERMARK and values.parse(text) is None and not values.is_blank(text)
        )

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
            return numbers or not self._unit_only(slot.text)
        return False

    @staticmethod
    def _unit_only(text: str) -> bool:
        return text.strip("()（）") in {"单位：万元", "单位:万元", "单位：元", "单位:元", "万元", "元", "件", "项"}

    def _row(self, index: int, reading: Reading, end: int) -> Word | None:
        """The row that the label at `index` names here, or None when it is a head or a group of rows here."""
        rows = [word for word in reading.words if word.kind == "row"]
        if not rows:
            return None
        following = [slot for slot in self.slots[index + 1 : end] if slot.text]
        word = rows[0]
        if len(reading.words) == 1 or reading.how == "ambiguous":
            return word
        # a word with two meanings (总计, 其他, 其他处理, 行政复议): a row only where numbers follow and the form is at that place
        if word.code == "remedies.review":
            return word if self.part == "remedies" and following else None
        if word.code == "applications.other":
            blanks_only = end > index + 1 and not following and not self._followed_by_label(index, end)
            return word if self.part == "applications" and (following or blanks_only) else None
        if self.part != "applications" or self.last_row in {"applications.carried_out", "applications.received"} or end == index + 1:
            return None
        if word.code == "applications.other.other":
            return word if self.last_row.startswith(("applications.other", "applications.rejected")) else None
        return word

    def _followed_by_label(self, index: int, end: int) -> bool:
        return end < len(self.slots) and self.readings[end] is not None and (self.slots[end].block, self.slots[end].row) == (
            self.slots[index].block,
            self.slots[index].row,
        )
