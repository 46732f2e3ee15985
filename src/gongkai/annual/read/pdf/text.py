"""Running text of a PDF: lines to paragraphs as they were before they were broken, lines with wide gaps to loose tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from gongkai.annual.read.pdf.lines import Segment, TextLine

LARGER = 1.15
"""A title is set larger than the text by at least this."""
FARTHEST = 3.2
"""Lines of a paragraph are at most this many times their size apart."""
COLUMNS = 5
"""So many lines side by side are two columns."""
_LONG = 8
_FEW = 3
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")
_SENTENCE_END = ("。", "！", "？", "；", "：")
_ENDS_TEXT = ("。", "；")
_NARROW_START = re.compile(r"[!-~]+")
_WORD = re.compile(r"[（(《〈“‘「『【〔]*(?:[!-~]+|.)")
"""No line ends with an opening bracket: it goes to the next line with what follows it."""
_NEVER_FIRST = "，。、；：！？）》”’%）〕】〉」』"


@dataclass(frozen=True)
class Measure:
    """The block of text on a page: where its lines begin and end, the middle of the page, and the size of its font."""

    left: float
    right: float
    middle: float
    size: float


def measure(lines: Sequence[TextLine], width: float) -> Measure:
    """The block of text that the lines of a page fill, tables left out."""
    long = [line for line in lines if len(line.text) > _LONG]
    left, right = min((line.x0 for line in long), default=0.0), max((line.x1 for line in long), default=width)
    # on a page of a title and little else the title's lines are most of the long ones
    size = median(line.size for line in long) if len(long) > _FEW else min((line.size for line in lines), default=0.0)
    return Measure(left, right, width / 2, size)


def is_loose(line: TextLine) -> bool:
    """Whether a line is a row of cells: texts wide apart, and no running text."""
    return len(line.segments) > 1 and not line.text.endswith(_ENDS_TEXT)


def goes_on(line: TextLine, following: TextLine, block: Measure, *, new_page: bool) -> bool:
    """Whether a paragraph goes on from a line to the one below it, or on top of the next page."""
    if abs(line.size - following.size) > line.size * (LARGER - 1):
        return False
    if not new_page and following.base - line.base > FARTHEST * line.size:
        return False
    if _is_title(line, block) and _is_title(following, block):
        return not HEADING.match(following.text)
    if line.text.endswith(_SENTENCE_END) and (HEADING.match(following.text) or _begins(line, following, block)):
        return False
    return following.x0 <= line.x0 + 0.8 * line.size and block.right - line.x1 < _first_word(following) + 0.3 * line.size


def _begins(line: TextLine, following: TextLine, block: Measure) -> bool:
    """Whether a line below one that is indented is indented as far: both begin a paragraph."""
    return line.x0 > block.left + line.size and following.x0 > line.x0 - line.size / 2


def _is_title(line: TextLine, block: Measure) -> bool:
    return line.size > LARGER * block.size and abs((line.x0 + line.x1) / 2 - block.middle) < block.middle / 5


def _first_word(line: TextLine) -> float:
    """How wide that is which could not be broken off the beginning of a line."""
    text = line.text
    word = _WORD.match(text)
    end = word.end() if word else 1
    while text[end : end + 1] and text[end] in _NEVER_FIRST:
        end += 1
    return sum(0.55 if _NARROW_START.match(char) else 1.0 for char in text[:end]) * line.size


def in_reading_order(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a page from the top; where text stands in two columns, the left one first."""
    beside = [line for line in lines if len(line.segments) == 2 and all(_is_text(segment) for segment in line.segments)]  # noqa: PLR2004 - two columns
    if len(beside) < COLUMNS:
        return list(lines)
    left, right = max(line.segments[0].x1 for line in beside), min(line.segments[1].x0 for line in beside)
    if left >= right:
        return list(lines)
    first, last = lines.index(beside[0]), lines.index(beside[-1])
    while last + 1 < len(lines) and (lines[last + 1].x1 <= right or lines[last + 1].x0 >= left):
        last += 1
    middle = (left + right) / 2
    within = lines[first : last + 1]
    columns = [part for at_left in (True, False) for line in within for part in _part(line, middle, at_left=at_left)]
    return [*lines[:first], *columns, *lines[last + 1 :]]


def _is_text(segment: Segment) -> bool:
    return len(segment.text) >= _LONG and sum(char.isdecimal() for char in segment.text) * 2 < len(segment.text)


def _part(line: TextLine, middle: float, *, at_left: bool) -> Iterator[TextLine]:
    segments = [segment for segment in line.segments if (segment.x0 < middle) == at_left]
    if segments:
        yield TextLine(segments, segments[0].x0, line.top, segments[-1].x1, line.bottom, line.base, line.size)
