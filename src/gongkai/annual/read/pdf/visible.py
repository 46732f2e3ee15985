"""The characters of a page that a reader of it sees, once each: not hidden, not covered, not drawn twice for bold, no watermark."""

from collections import defaultdict
from statistics import median

from gongkai.annual.read.pdf.marks import Area, Char, Drawn

WHITE = 0.97
BLACK = 0.2
"""A filled area drawn over a text covers it when it is white or black: a highlighter is neither."""
LIGHT = 0.55
"""A character lighter than this, and so many times as large as others, is a watermark."""
LARGE = 1.8
_SAME = 0.25
"""Two equal characters nearer to each other than this part of their width are one, drawn twice."""


def visible(drawn: Drawn) -> list[Char]:
    """The characters of a page that count, in the order in which they were drawn."""
    chars = _without_watermarks(drawn.chars)
    chars = [char for char in chars if char.shade <= WHITE or _on_dark(char, drawn)]
    return _once(_uncovered(chars, drawn.areas))


def _without_watermarks(chars: list[Char]) -> list[Char]:
    if not any(char.shade > LIGHT for char in chars):
        return chars
    usual = median(char.size for char in chars)
    return [char for char in chars if char.shade <= LIGHT or char.size <= usual * LARGE]


def _on_dark(char: Char, drawn: Drawn) -> bool:
    """Whether white text stands on a darker area or a picture."""
    under = [area for area in drawn.areas if area.order < char.order and _holds(area, char)]
    return under[-1].shade <= WHITE if under else any(_holds(picture, char) for picture in drawn.pictures)


def _holds(area: Area, char: Char) -> bool:
    return area.x0 <= (char.x0 + char.x1) / 2 <= area.x1 and area.top <= (char.top + char.bottom) / 2 <= area.bottom


def _uncovered(chars: list[Char], areas: list[Area]) -> list[Char]:
    """Characters that no white or black area was drawn over."""
    covers = [area for area in areas if area.shade > WHITE or area.shade < BLACK]
    if not covers or covers[-1].order < chars[0].order if chars else True:
        return chars
    by_height: dict[int, list[Area]] = defaultdict(list)
    for area in covers:
        for band in range(int(area.top) // 20, int(area.bottom) // 20 + 1):
            by_height[band].append(area)
    return [
        char
        for char in chars
        if not any(area.order > char.order and _holds(area, char) for area in by_height.get(int(char.top + char.bottom) // 40, ()))
    ]


def _once(chars: list[Char]) -> list[Char]:
    kept: list[Char] = []
    seen: dict[tuple[str, int, int], list[Char]] = defaultdict(list)
    for char in chars:
        if char.text.isspace():
            kept.append(char)
            continue
        near = _SAME * (char.x1 - char.x0)
        column, row = int(char.x0) // 8, int(char.top) // 8
        around = (seen.get((char.text, column + right, row + down), ()) for right in (-1, 0, 1) for down in (-1, 0, 1))
        if any(abs(char.x0 - other.x0) < near and abs(char.top - other.top) < near for others in around for other in others):
            continue
        seen[char.text, column, row].append(char)
        kept.append(char)
    return kept
