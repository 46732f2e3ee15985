"""The text of a page outside its tables: found, recognised, put into lines and paragraphs; a number only where it is certain."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from gongkai.annual.read.ocr import engine as ocr_engine
from gongkai.annual.read.ocr import figures as scan_figures
from gongkai.annual.read.ocr.engine import Box, Picture, Recognised
from gongkai.annual.read.ocr.paper import Paper
from gongkai.annual.read.raw import REPLACEMENT

LEGIBLE = 0.5
"""Text of a lower mean probability is a stain, a stamp or a picture."""
_RED = 40
"""Levels by which ink is darker in all light than in red light."""
_SOME = 0.02
_NUMBER = re.compile(r"\d(?:[\d.,，]*\d)?")
_DIGIT = re.compile(r"\d")
_HEADING = re.compile("[一二三四五六七八九十]{1,3}、")
_PAGE_NUMBER = re.compile(r"[-—–_一·.\s]*(?:第\s*)?\d{1,3}\s*(?:[/／]\s*\d{1,3}|页(?:[,，/\s]*共\s*\d{1,3}\s*页)?)?[-—–_一·.\s]*")
_FOOT = 0.06
"""Page numbers stand in this share of the page at its foot or head."""
# in heights of a line's text
_WIDE = 1.6
"""A wider gap parts two cells, a narrower one is the room of a bracket or a full stop."""
_SAME = 0.5
_RIGHT_EDGE = 2.2
_INDENT = 1.0
_NEXT = 2.6
"""The next line of a paragraph begins no further down than this."""


@dataclass(frozen=True)
class Printed:
    """A line of a page: its pieces from the left, each with its place."""

    pieces: tuple[tuple[Box, str], ...]

    @property
    def lost(self) -> int:
        """How many numbers in it are not certain."""
        return sum(text.count(REPLACEMENT) for _, text in self.pieces)

    @property
    def top(self) -> int:
        """Where the line begins."""
        return min(box[1] for box, _ in self.pieces)

    @property
    def left(self) -> int:
        """Where its first piece begins."""
        return self.pieces[0][0][0]

    @property
    def right(self) -> int:
        """Where its last piece ends."""
        return self.pieces[-1][0][2]

    @property
    def height(self) -> float:
        """The height of its text."""
        return float(np.median([box[3] - box[1] for box, _ in self.pieces]))


def lines(page: Paper, covered: Sequence[Box]) -> list[Printed]:
    """The lines of a page from its top, without what stands in `covered` and without its page number."""
    boxes = _boxes(page, covered)
    read = ocr_engine.recognise([_clip(page.grey, box) for box in boxes])
    read = _best_light(page, boxes, read)
    legible = [index for index, found in enumerate(read) if found.text.strip() and float(np.mean(found.sure)) >= LEGIBLE]
    texts = _certain_numbers(page, [boxes[index] for index in legible], [read[index] for index in legible])
    height = page.grey.shape[0]
    rows = _rows([(boxes[index], text) for index, text in zip(legible, texts, strict=True)])
    return [row for row in rows if not _is_page_number(row, height)]


def _boxes(page: Paper, covered: Sequence[Box]) -> list[Box]:
    picture = page.full.copy()
    for left, top, right, bottom in covered:
        cv2.rectangle(picture, (left - 4, top - 4), (right + 4, bottom + 4), 255, cv2.FILLED)
    return ocr_engine.text_boxes(picture)


def _clip(grey: Picture, box: Box) -> Picture:
    return grey[box[1] : box[3], box[0] : box[2]]


def _best_light(page: Paper, boxes: Sequence[Box], read: Sequence[Recognised]) -> list[Recognised]:
    """Red text (a head in red) shows in all light only, text under a seal in red light only: of the two, what is read more surely."""
    found = list(read)
    coloured = [i for i, box in enumerate(boxes) if np.mean(cv2.subtract(_clip(page.grey, box), _clip(page.full, box)) > _RED) > _SOME]
    for index, other in zip(coloured, ocr_engine.recognise([_clip(page.full, boxes[i]) for i in coloured]), strict=True):
        if sum(other.sure) > sum(found[index].sure):
            found[index] = other
    return found


def _certain_numbers(page: Paper, boxes: Sequence[Box], read: Sequence[Recognised]) -> list[str]:
    """The text of each piece, a number in it replaced by the mark of a lost character unless a second reading gives it too."""
    numbered = [index for index, found in enumerate(read) if _DIGIT.search(found.text)]
    again = ocr_engine.recognise([_other(page, boxes[index]) for index in numbered])
    texts = [found.text for found in read]
    for index, other in zip(numbered, again, strict=True):
        known = Counter(_NUMBER.findall(other.text))
        texts[index] = _with_certain(read[index], known)
    return texts


def _with_certain(found: Recognised, known: Counter[str]) -> str:
    def kept(match: re.Match[str]) -> str:
        sure = min(found.sure[match.start() : match.end()]) >= scan_figures.CERTAIN
        return match[0] if sure and known[match[0]] else REPLACEMENT

    return _NUMBER.sub(kept, found.text)


def _other(page: Paper, box: Box) -> Picture:
    """A piece in harder black and white, with more paper around it."""
    black = cv2.bitwise_not(scan_figures.black(_clip(page.grey, box)))
    around = black.shape[0] // 8
    return cv2.copyMakeBorder(cv2.GaussianBlur(black, (3, 3), 0), around, around, around, around, cv2.BORDER_CONSTANT, value=255)


def _rows(pieces: Sequence[tuple[Box, str]]) -> list[Printed]:
    """Pieces side by side as lines; neighbours that almost touch are one piece."""
    rows: list[list[tuple[Box, str]]] = []
    for box, text in sorted(pieces, key=lambda piece: (piece[0][1] + piece[0][3]) / 2):
        middle = (box[1] + box[3]) / 2
        if rows and any(abs(middle - (other[1] + other[3]) / 2) <= _SAME * min(box[3] - box[1], other[3] - other[1]) for other, _ in rows[-1]):
            rows[-1].append((box, text))
        else:
            rows.append([(box, text)])
    return [Printed(tuple(_joined(sorted(row)))) for row in rows]


def _joined(row: Sequence[tuple[Box, str]]) -> list[tuple[Box, str]]:
    found = [row[0]]
    for box, text in row[1:]:
        last, before = found[-1]
        if box[0] - last[2] < _WIDE * min(box[3] - box[1], last[3] - last[1]):
            found[-1] = ((last[0], min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])), before + text)
        else:
            found.append((box, text))
    return found


def _is_page_number(row: Printed, height: int) -> bool:
    at_edge = row.top > (1 - _FOOT) * height or row.pieces[0][0][3] < _FOOT * height
    text = "".join(text for _, text in row.pieces).replace(REPLACEMENT, "1")
    return at_edge and _PAGE_NUMBER.fullmatch(text) is not None


def paragraphs(rows: Sequence[Printed]) -> list[Printed]:
    """The lines with those of one paragraph joined: a line that reaches the right edge goes on where the next one is not indented."""
    single = [row for row in rows if len(row.pieces) == 1]
    left = min((row.left for row in single), default=0)
    right = max((row.right for row in single), default=0)
    found: list[Printed] = []
    last: Printed | None = None
    for row in rows:
        if last is not None and _goes_on(last, row, left, right):
            ((box, text),) = found[-1].pieces
            found[-1] = Printed(((box, text + row.pieces[0][1]),))
        else:
            found.append(row)
        last = row
    return found


def _goes_on(last: Printed, row: Printed, left: int, right: int) -> bool:
    if len(last.pieces) > 1 or len(row.pieces) > 1:
        return False
    size = min(last.height, row.height)
    full = last.right >= right - _RIGHT_EDGE * size
    alike = max(last.height, row.height) <= 1.4 * size and row.top - last.top <= _NEXT * size
    numbered = _HEADING.match(row.pieces[0][1]) is not None  # the title above it may be as wide as the page
    return full and alike and not numbered and row.left <= left + _INDENT * size and last.left <= left + 4 * size
