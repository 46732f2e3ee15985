"""What a page carries besides the report: page numbers, running heads and feet, told by their place and by the other pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.annual.read import labels
from gongkai.annual.read.pdf.lines import SAME_LINE, text_lines
from gongkai.annual.read.pdf.marks import Char

ZONE = 0.13
"""Heads and feet stand in this part of the page's height. The page number of GB/T 9704-2012 stands 7 mm below the text, at 0.91."""
SAME_PLACE = 6.0
"""Heights (points) that differ less are one place."""
SHORTEST_HEAD = 4
_BARE = re.compile(r"\d{1,3}")
_MARKED = re.compile(r"(?:[-—–－·]+\s*(?P<dashed>\d{1,3})\s*[-—–－·]+|第\s*(?P<counted>\d{1,3})\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?)")
_OF = re.compile(r"(\d{1,3})\s*/\s*(\d{1,3})")
_WORDS = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True)
class _Mark:
    """A text at the head or the foot of a page."""

    sheet: int
    text: str
    x0: float
    x1: float
    base: float
    size: float
    alone: bool


def without(pages: Sequence[list[Char]], heights: Sequence[float]) -> list[list[Char]]:
    """The characters of each page without those of page numbers, and of heads and feet after their first page."""
    marks = [mark for sheet, chars in enumerate(pages) for mark in _marks(sheet, chars, heights[sheet])]
    dropped: dict[int, list[_Mark]] = defaultdict(list)
    for mark in (*_page_numbers(marks, len(pages)), *_repeated(marks)):
        dropped[mark.sheet].append(mark)
    return [[char for char in chars if not any(_is_of(char, mark) for mark in dropped[sheet])] for sheet, chars in enumerate(pages)]


def _marks(sheet: int, chars: list[Char], height: float) -> Iterator[_Mark]:
    zones = ([char for char in chars if char.bottom < height * ZONE], [char for char in chars if char.top > height * (1 - ZONE)])
    for line in (line for zone in zones for line in text_lines(zone)):
        for segment in line.segments:
            yield _Mark(sheet, segment.text, segment.x0, segment.x1, line.base, line.size, len(line.segments) == 1)


def _is_of(char: Char, mark: _Mark) -> bool:
    return abs(char.base - mark.base) < SAME_LINE * mark.size and mark.x0 - 0.1 <= char.x0 and char.x1 <= mark.x1 + 0.1


def _page_numbers(marks: list[_Mark], pages: int) -> Iterator[_Mark]:
    """Numbers that are marked as page numbers, and bare ones that count the pages at one place of them."""
    counting: Counter[tuple[int, int]] = Counter()
    bare = [mark for mark in marks if mark.alone and _BARE.fullmatch(mark.text)]
    for mark in bare:
        counting.update({(int(mark.text) - mark.sheet, round(mark.base / SAME_PLACE) + near) for near in (-1, 0, 1)})
    for mark in bare:
        if counting[int(mark.text) - mark.sheet, round(mark.base / SAME_PLACE)] > 1:
            yield mark
    for mark in marks:
        of = _OF.fullmatch(mark.text)
        if _MARKED.fullmatch(mark.text) or (of and int(of[1]) == mark.sheet + 1 and int(of[2]) == pages):
            yield mark


def _repeated(marks: list[_Mark]) -> Iterator[_Mark]:
    """Words that stand at the same place of several pages, after the first; words of the form are a table's head."""
    seen: dict[tuple[str, int], int] = {}
    for mark in marks:
        if len(mark.text) < SHORTEST_HEAD or not _WORDS.search(mark.text) or labels.read(mark.text) is not None:
            continue
        places = [(mark.text, round(mark.base / SAME_PLACE) + near) for near in (-1, 0, 1)]
        first = next((seen[place] for place in places if place in seen), None)
        if first is None:
            seen[places[1]] = mark.sheet
        elif first != mark.sheet:
            yield mark
