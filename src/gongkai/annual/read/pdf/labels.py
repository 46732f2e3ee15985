"""Labels of rows put together from the lines that they were broken over, where a page has no rulings."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.annual.read import labels
from gongkai.annual.read.clean import clean
from gongkai.annual.read.pdf.lines import Segment, TextLine
from gongkai.annual.read.raw import REPLACEMENT

STACKED = 1.9
"""Lines of one head or label are at most this many times their size apart."""
LINES = 5
"""A label is broken over at most this many lines."""
_APART = "\x01"


@dataclass
class Fragment:
    """A piece of a label beside the numbers."""

    segment: Segment
    base: float
    size: float
    used: bool = False


def cleaned(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines as the office wrote them: heads and labels are known by their words, and how much a site garbled shows only in the whole."""
    segments = [one for line in lines for segment in line.segments for one in (segment, *segment.parts)]
    texts = clean(_APART.join(segment.text.replace(_APART, REPLACEMENT) for segment in segments)).split(_APART)
    following = iter(texts)
    return [replace(line, segments=[_with_texts(segment, following) for segment in line.segments]) for line in lines]


def _with_texts(segment: Segment, texts: Iterator[str]) -> Segment:
    text = next(texts)
    return replace(segment, text=text, parts=tuple(replace(part, text=next(texts)) for part in segment.parts))


def pieces(segment: Segment) -> tuple[Segment, ...]:
    """The label of a group and that of a row, one close to the other."""
    return segment.parts if segment.parts and not labels.begins(segment.text) else (segment,)


def names(text: str, kind: str) -> bool:
    """Whether a text is a word of the form of that kind."""
    reading = labels.exact(text)
    return reading is not None and reading.of(kind) is not None


def text_of(stack: Sequence[Fragment]) -> str:
    """The label that pieces make up."""
    return "".join(fragment.segment.text for fragment in stack)


def is_row(text: str) -> bool:
    """Whether a text is a label of a row, as our tables spell it."""
    return names(text, "row")


def may_be_row(text: str) -> bool:
    """Whether a text is a label of a row, maybe misprinted."""
    reading = labels.read(text)
    return reading is not None and reading.of("row") is not None


def stacks(fragments: Sequence[Fragment], is_label: Callable[[str], bool] = is_row) -> list[list[Fragment]]:
    """All pieces one above the other that make up a label of a row."""
    found = []
    for first in fragments:
        stack = [first]
        while True:
            if is_label(text_of(stack)):
                found.append(list(stack))
            below = [other for other in fragments if _is_below(stack[-1], other)]
            if len(below) != 1 or len(stack) == LINES:
                break
            stack += below
    return found


def _is_below(one: Fragment, two: Fragment) -> bool:
    near = one.size / 2 < two.base - one.base < STACKED * one.size
    return near and min(one.segment.x1, two.segment.x1) > max(one.segment.x0, two.segment.x0)


def beside(base: float, found: Sequence[list[Fragment]]) -> list[list[Fragment]]:
    """The longest of the labels that stand beside a line."""
    near = [stack for stack in found if stack[0].base - stack[0].size / 3 <= base <= stack[-1].base + stack[-1].size / 3]
    return [stack for stack in near if not any(_is_part(stack, other) for other in near)]


def _is_part(stack: list[Fragment], other: list[Fragment]) -> bool:
    return len(stack) < len(other) and all(fragment in other for fragment in stack)
