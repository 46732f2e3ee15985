"""Numbers broken over two lines where a page has no rulings: their pieces stand one above the other, and none of them is the number.

Such a cell is marked as one that cannot be read, and so is its place on the line that its row is read from: else the first piece would
be taken for the number, or the cell for a blank one. The pieces are never joined: whether one is missing cannot be seen without rulings.
"""

import re
from collections.abc import Sequence

from gongkai.annual.read import values
from gongkai.annual.read.pdf.labels import Fragment, beside, may_be_row, pieces, stacks
from gongkai.annual.read.pdf.lines import Segment, TextLine
from gongkai.annual.read.raw import REPLACEMENT

NEAR = 2.2
"""Lines of one cell are at most this many times their size apart: browsers set lines at up to twice their size."""
_DIGITS = re.compile(r"[0-9０-９]")
_PIECE = re.compile(r"[0-9０-９.,，．+＋\-－−% ]+")


def marked(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a page, each piece of a number that may go on on another line marked as lost; two rows with labels of their own stay."""
    fragments = [
        Fragment(piece, line.base, line.size) for line in lines for segment in line.segments if not is_number(segment) for piece in pieces(segment)
    ]
    found = stacks(fragments, may_be_row)
    numbered = [line for line in lines if any(is_number(segment) for segment in line.segments)]
    named = {id(line): beside(line.base, found) for line in numbered}
    lost: dict[int, list[Segment]] = {id(line): [] for line in numbered}
    for index, one in enumerate(numbered):
        for two in numbered[index + 1 :]:
            if abs(two.base - one.base) < NEAR * max(one.size, two.size) and not _are_rows(named[id(one)], named[id(two)]):
                _lose(one, two, named, lost)
    return [_without(line, lost[id(line)]) if lost.get(id(line)) else line for line in lines]


def certain(line: TextLine) -> list[str]:
    """The texts of a line of which no column is known: beside a lost number no other tells which cell it is in, so all numbers are lost.

    So are they beside digits with a gap, which may be one number or those of two columns.
    """
    lost = any(segment.text == REPLACEMENT or ("  " in segment.text and is_number(segment)) for segment in line.segments)
    return [REPLACEMENT if lost and is_number(segment) else segment.text for segment in line.segments]


def is_number(segment: Segment) -> bool:
    """Whether a text is a number, a part of one, a mark for none or for one that was lost."""
    text = segment.text
    return text == REPLACEMENT or values.parse(text) is not None or values.is_blank(text) or _PIECE.fullmatch(text) is not None


def _are_rows(one: Sequence[list[Fragment]], two: Sequence[list[Fragment]]) -> bool:
    """Whether each of two lines has one label, and not the same."""
    return len(one) == len(two) == 1 and not any(fragment is other for fragment in one[0] for other in two[0])


def _lose(one: TextLine, two: TextLine, named: dict[int, list[list[Fragment]]], lost: dict[int, list[Segment]]) -> None:
    """Mark on both lines the places of digits on one that is not the line of a row, even where the other has nothing in that place."""
    sure = [line for line in (one, two) if len(named[id(line)]) == 1]
    doubtful = [line for line in (one, two) if line not in sure] or sure
    digits = [segment for line in doubtful for segment in line.segments if is_number(segment) and _DIGITS.search(segment.text)]
    for line in (one, two):
        lost[id(line)] += digits


def _without(line: TextLine, lost: Sequence[Segment]) -> TextLine:
    """A line with a mark for a lost text in all those places."""
    segments = list(line.segments)
    for place in lost:
        meeting = [segment for segment in segments if min(segment.x1, place.x1) > max(segment.x0, place.x0)]
        if any(not is_number(segment) for segment in meeting):
            continue
        segments = [segment for segment in segments if segment not in meeting]
        segments.append(Segment(REPLACEMENT, min(place.x0, *(s.x0 for s in meeting), place.x0), max(place.x1, *(s.x1 for s in meeting), place.x1)))
    segments.sort(key=lambda segment: segment.x0)
    return TextLine(segments, segments[0].x0, line.top, segments[-1].x1, line.bottom, line.base, line.size)
