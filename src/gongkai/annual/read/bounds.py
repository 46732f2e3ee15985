"""Bounds of what is taken for a report: far above every real one, far below what makes reading slow or fills the memory.

A page of a report has 30 kB to 2 MB (pictures in it included), some 2,000 tags and fewer than 60,000 characters of text. Without
bounds a page of 0.7 MB that is one tag with 80,000 attributes costs half a minute, and so do 80,000 tags within each other.
"""

import re

from gongkai.annual.read.kinds import NotAReportError
from gongkai.annual.read.raw import Line, Page
from gongkai.messages import Message, message

TEXT = 2_000_000
"""Characters of text, markup apart."""
TAGS = 200_000
DEPTH = 5_000
"""Tags within each other; Chromium's own parser stops at 512, bad copies leave a thousand `<font>` open."""
ATTRIBUTES = 2_000
"""Of one tag."""
_LONG_TAG = re.compile(rf"<[^>]{{{2 * ATTRIBUTES},}}")
_NAMED = re.compile(r"<(/?)([A-Za-z][\w:-]*)")
# Being left open makes no depth of these: they hold nothing, or end where the next of them begins.
_EMPTY = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"})
_ENDED = frozenset({"p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "html", "head", "body"})
_FLAT = _EMPTY | _ENDED


class TooMuchError(NotAReportError):
    """The file is beyond what any report can be."""


def check_text(text: str, source: str) -> None:
    """Let a plain text pass that can be a report.

    Raises:
        TooMuchError: it has more than `TEXT` characters.

    """
    if len(text) > TEXT:
        raise _too_long(len(text), source)


def check_page(page: Page, source: str) -> Page:
    """The page itself, where its text can be that of a report.

    Raises:
        TooMuchError: it has more than `TEXT` characters, each cell counted as at least one.

    """
    length = sum(len(block.text) if isinstance(block, Line) else sum(len(cell) or 1 for row in block.rows for cell in row) for block in page.blocks)
    if length > TEXT:
        raise _too_long(length, source)
    return page


def check_markup(text: str, source: str) -> None:
    """Let an HTML page pass that can be a report.

    Raises:
        TooMuchError: it has more than `TAGS` tags, some more than `DEPTH` deep, or one with more than `ATTRIBUTES` attributes.

    """
    tags = text.count("<")
    if tags > TAGS:
        raise _too_much(source, message("{found:,} tags, {limit:,} at most", found=tags, limit=TAGS))
    if tags > DEPTH and (depth := _depth(text)) > DEPTH:
        raise _too_much(source, message("tags nested {found:,} deep, {limit:,} at most", found=depth, limit=DEPTH))
    for tag in _LONG_TAG.finditer(text):
        # the data of a picture is one long value without blanks
        if (attributes := len(tag[0].split())) > ATTRIBUTES:
            raise _too_much(source, message("a tag with {found:,} attributes, {limit:,} at most", found=attributes, limit=ATTRIBUTES))


def _depth(text: str) -> int:
    depth = deepest = 0
    for closing, name in _NAMED.findall(text):
        if name.lower() not in _FLAT:
            depth = max(0, depth - 1) if closing else depth + 1
            deepest = max(deepest, depth)
    return deepest


def _too_long(length: int, source: str) -> TooMuchError:
    return _too_much(source, message("{found:,} characters of text, {limit:,} at most", found=length, limit=TEXT))


def _too_much(source: str, what: Message) -> TooMuchError:
    return TooMuchError(message("{source} is no annual report: {what}. Save the page of the report itself and read that.", source=source, what=what))
