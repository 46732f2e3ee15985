"""Characters to lines of text: by their baselines and the gaps between them, never by the order in which a file draws them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gongkai.annual.read.pdf.marks import Area, Char
from gongkai.annual.read.raw import REPLACEMENT

SAME_LINE = 0.4
"""Baselines nearer than this part of the font's size are one line: a raised mark is, a number beside the middle of two lines is not."""
RAISED = 0.8
"""A digit of at most this part of the size of its neighbour, on another baseline, is a mark of a note."""
GAP, GAP_RUN = 0.3, 0.15
"""A gap of this part of the size is a blank between digits; the second where they are drawn as two strings."""
APART = 0.65
"""Digits this far apart (parts of the size) are two numbers."""
WIDE = 1.3
"""Texts this far apart (parts of the size) are two."""
OVERLAP = 0.7
"""Two characters that share more than this part of their width stand in one place."""
BESIDE, BESIDE_RUN = 0.5, 0.2
"""Two cells of a table can be as near as this (parts of the size); the second where they are drawn as two strings."""
EVEN = 4
"""On a line of more gaps than this, the smallest shows how far its characters are spread."""
SPREAD = 2.6
"""Characters of a spread title are at most this far apart (parts of the size)."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGIT = re.compile(r"[0-9０-９]")
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")
_NARROW = re.compile(r"[0-9A-Za-z.,%]")
_OPENING, _CLOSING = frozenset("（《〈“‘「『【〔"), frozenset("、。，；：！？）》〉”’」』】〕")
_STRUCK = "~~"


@dataclass(slots=True)
class Segment:
    """A text that stands by itself on its line; `parts` are its pieces where smaller gaps part it, which may be two cells side by side.

    Between digits a gap is two blanks: without rulings they may be numbers of two columns, and nothing reads one number in them.
    """

    text: str
    x0: float
    x1: float
    parts: "tuple[Segment, ...]" = ()


@dataclass(slots=True)
class TextLine:
    """One printed line: its segments from left to right, its box and its font's size."""

    segments: list[Segment]
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float

    @property
    def text(self) -> str:
        """The whole line, a blank between segments."""
        return " ".join(segment.text for segment in self.segments).replace("  ", " ")


@dataclass(slots=True)
class _Piece:
    """A printed character with what is known from its neighbours."""

    text: str
    x0: float
    x1: float
    size: float
    run: int
    spaced: bool
    struck: bool


def by_lines(chars: Sequence[Char]) -> list[list[Char]]:
    """The characters line by line from the top, each line from left to right."""
    lines: list[list[Char]] = []
    base = size = 0.0
    for char in sorted(chars, key=lambda char: char.base):
        if not lines or char.base - base > SAME_LINE * max(size, char.size):
            lines.append([])
            base, size = char.base, char.size
        elif char.size > size and not char.text.isspace():
            base, size = char.base, char.size
        lines[-1].append(char)
    for line in lines:
        line.sort(key=lambda char: char.x0)
    return [line for line in lines if any(not char.text.isspace() for char in line)]


def text_lines(chars: Sequence[Char], strikes: Sequence[Area] = ()) -> list[TextLine]:
    """The lines of running text; a line is cut into segments where it is wide apart."""
    return [_text_line(line, strikes) for line in by_lines(chars)]


def _text_line(line: list[Char], strikes: Sequence[Area]) -> TextLine:
    printed = [char for char in line if not char.text.isspace()]
    size = max(char.size for char in printed)
    wide = _wide(printed, size)
    segments: list[Segment] = []
    start = 0
    pieces = _pieces(line, strikes)
    for index in range(1, len(pieces) + 1):
        if index < len(pieces) and not _splits(pieces[index - 1], pieces[index], size, wide):
            continue
        part = pieces[start:index]
        segments.append(_segment(part, size))
        start = index
    top, bottom = min(char.top for char in printed), max(char.bottom for char in printed)
    base = max(printed, key=lambda char: char.size).base
    return TextLine(_together(segments, size), segments[0].x0, top, segments[-1].x1, bottom, base, size)


def _segment(pieces: Sequence[_Piece], size: float) -> Segment:
    cuts = [0, *(index for index in range(1, len(pieces)) if _may_part(pieces[index - 1], pieces[index], size)), len(pieces)]
    parts = tuple(Segment(_joined(pieces[one:two]), pieces[one].x0, pieces[two - 1].x1) for one, two in pairwise(cuts)) if len(cuts) > 2 else ()  # noqa: PLR2004 - begin and end
    return Segment(_BETWEEN_DIGITS.sub("  ", _joined(pieces)), pieces[0].x0, pieces[-1].x1, parts)


def _may_part(one: _Piece, two: _Piece, size: float) -> bool:
    """Whether two cells may meet between two characters: a gap, be it a small one between two strings."""
    return two.x0 - one.x1 > (BESIDE if one.run == two.run else BESIDE_RUN) * size


def _wide(printed: list[Char], size: float) -> float:
    """The gap that parts two texts: larger on a line whose characters all stand apart."""
    gaps = [two.x0 - one.x1 for one, two in pairwise(printed)]
    spread = max(0.0, min(gaps)) if len(gaps) >= EVEN else 0.0
    return WIDE * size + (1.5 * spread if spread < SPREAD * size else 0.0)


def _together(segments: list[Segment], size: float) -> list[Segment]:
    """A title whose characters stand apart evenly (年 度 报 告) is one text."""
    gaps = [two.x0 - one.x1 for one, two in pairwise(segments)]
    single = len(gaps) > 1 and all(len(segment.text) == 1 and not _DIGIT.match(segment.text) for segment in segments)
    if single and max(gaps) < min(1.5 * min(gaps), SPREAD * size):
        return [Segment("".join(segment.text for segment in segments), segments[0].x0, segments[-1].x1)]
    return segments


def _pieces(line: list[Char], strikes: Sequence[Area]) -> list[_Piece]:
    pieces: list[_Piece] = []
    spaced = False
    last: Char | None = None
    for char in line:
        if char.text.isspace():
            spaced = True
            continue
        if last is not None and _share(last, char) > OVERLAP:
            pieces[-1].text = REPLACEMENT  # two characters in one place: which one counts cannot be told
            continue
        pieces.append(_Piece(char.text.strip(), char.x0, char.x1, char.size, char.run, spaced, _is_struck(char, strikes)))
        spaced, last = False, char
    _raise(line, pieces)
    return pieces


def _share(one: Char, two: Char) -> float:
    """How much of the narrower of two characters the other covers."""
    (start, end), (begin, stop) = _ink(one), _ink(two)
    return (min(end, stop) - max(start, begin)) / max(min(end - start, stop - begin), 0.01)


def _ink(char: Char) -> tuple[float, float]:
    """Where a character has ink: a full-width mark on one half of its place, on which the next one may stand (标点挤压)."""
    middle = (char.x0 + char.x1) / 2
    return (middle if char.text in _OPENING else char.x0), (middle if char.text in _CLOSING else char.x1)


def _raise(line: list[Char], pieces: list[_Piece]) -> None:
    """Small digits off the baseline as what they are: marks of notes."""
    printed = [char for char in line if not char.text.isspace()]
    if len(printed) != len(pieces):
        return
    size = max(char.size for char in printed)
    base = max(printed, key=lambda char: char.size).base
    for char, piece in zip(printed, pieces, strict=True):
        if char.size <= RAISED * size and abs(char.base - base) > size / 10:
            piece.text = piece.text.translate(_RAISED)


def _is_struck(char: Char, strikes: Sequence[Area]) -> bool:
    """Whether a line is drawn through the middle of a digit."""
    if not strikes or not _DIGIT.match(char.text):
        return False
    x = (char.x0 + char.x1) / 2
    high, low = char.base - 0.5 * char.size, char.base - 0.12 * char.size
    return any(strike.x0 <= x <= strike.x1 and high < strike.top < low for strike in strikes)


def _splits(one: _Piece, two: _Piece, size: float, wide: float) -> bool:
    gap = two.x0 - one.x1
    if _DIGIT.match(one.text[-1:]) and _DIGIT.match(two.text[:1]):
        return gap > APART * size
    return gap > wide


def _joined(pieces: Sequence[_Piece]) -> str:
    """Characters as one text; between digits every gap shows."""
    text = ""
    before: _Piece | None = None
    struck = False
    for piece in pieces:
        if piece.struck != struck:
            text += _STRUCK
            struck = piece.struck
        if before is not None and _NARROW.match(before.text[-1:]) and _NARROW.match(piece.text[:1]):
            text += _blank(piece.x0 - before.x1, max(before.size, piece.size), before, piece)
        text += piece.text
        before = piece
    return text + (_STRUCK if struck else "")


def _blank(gap: float, size: float, one: _Piece, two: _Piece) -> str:
    """What stands between two narrow characters: nothing, a blank, or more than a number can have inside."""
    if gap > APART * size:
        return "  "
    return " " if two.spaced or gap > (GAP if one.run == two.run else GAP_RUN) * size else ""


def cell_text(chars: Sequence[Char], width: float, strikes: Sequence[Area] = ()) -> str:
    """The text of a table's cell of that width: its lines joined as they were before they were broken.

    Digits on two lines are one number only where the first line was full; else the break stays and nothing reads a number in it.
    """
    text = ""
    before: list[_Piece] = []
    for line in by_lines(chars):
        pieces = _pieces(line, strikes)
        if before and _DIGIT.match(before[-1].text) and _DIGIT.match(pieces[0].text):
            room = width - (before[-1].x1 - before[0].x0)
            text += "" if room < (pieces[0].x1 - pieces[0].x0) + PADDING else "\n"
        text += _joined(pieces)
        before = pieces
    return text


PADDING = 13.0
"""Word leaves 5.4 points at each side of a cell; with that much room for one more digit, a line was ended on purpose."""
