"""HTML to raw blocks: data tables as grids of their own cells, everything else as lines; inline markup joined, blocks apart."""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.annual.read.raw import Grid, Line, Page

_LOOKS_LIKE = re.compile(r"<\s*(?:!doctype|html|body|table|div|p|td|span|meta)\b", re.IGNORECASE)
_SILENT = ["script", "style", "noscript", "template", "select", "option", "iframe", "object", "textarea", "button"]
_BLOCKS = frozenset(
    "html head body title meta link base div p table thead tbody tfoot tr td th caption colgroup col ul ol li dl dt dd h1 h2 h3 h4 h5 h6 br hr "
    "section article header footer main nav aside form fieldset center blockquote pre address figure figcaption img input details summary".split()
)
_HAS_TABLE = "table table"
_MARK = "\x02"
_BREAK = "\x03"
_EDGES = " \t\r\n\xa0\u3000\x03"
_WRAPPED = re.compile(r"[ \t\r]*\n\s*")
_MARKED = re.compile(f"{_MARK}(\\d+){_MARK}")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
LONGEST_CELL = 600
"""A cell with more text than this lays out a page; no cell of a report's tables is as long."""


def is_html(text: str) -> bool:
    """Whether `text` is markup and not plain text."""
    return bool(_LOOKS_LIKE.search(text[:20_000]))


def page(text: str) -> Page:
    """The tables and lines of an HTML page, in reading order."""
    tree = LexborHTMLParser(text)
    title_node = tree.css_first("title")
    title = title_node.text().strip() if title_node else ""
    root = tree.body or tree.root
    if root is None:
        return Page((), title)
    tree.strip_tags([*_SILENT, "title"])
    _join_inline(tree)
    grids: list[Grid] = []
    layout = {table.mem_id for table in tree.css("table:has(table)")} if tree.css_first(_HAS_TABLE) else set()
    for table in tree.css("table"):
        if table.mem_id in layout:
            continue
        rows = tuple(cells for row in table.css("tr") if (cells := tuple([_cell(cell) for cell in row.css("td, th")])))
        if not rows or _lays_out(rows):
            continue
        grids.append(Grid("cell", rows, len(grids) + 1))
        table.replace_with(f"{_MARK}{len(grids) - 1}{_MARK}")
    return Page(tuple(_blocks(root.text(separator=_BREAK), grids)), title)


def _join_inline(tree: LexborHTMLParser) -> None:
    """Unwrap every element that is no block, so that a number split over several of them is one text again."""
    names = {node.tag for node in tree.root.traverse()} - _BLOCKS if tree.root else set()
    inline = [name.replace(":", "\\:") for name in names if name and name[0].isalpha()]
    if inline:
        tree.unwrap_tags(inline)
    tree.merge_text_nodes()


def _cell(cell: LexborNode) -> str:
    text = cell.text(separator=_BREAK).strip(_EDGES)
    if _BREAK in text or "\n" in text:
        parts = (_WRAPPED.sub("", part).strip() for part in text.split(_BREAK))
        return "\n".join(part for part in parts if part)
    return text


def _lays_out(rows: tuple[tuple[str, ...], ...]) -> bool:
    return any(len(cell) > LONGEST_CELL for row in rows for cell in row) or (len(rows) == 1 and len(rows[0]) == 1)


def _blocks(text: str, grids: list[Grid]) -> list[Line | Grid]:
    blocks: list[Line | Grid] = []
    number = 0
    for line in _WRAPPED.sub("", text).split(_BREAK):
        for index, part in enumerate(_MARKED.split(line)):
            if index % 2:
                blocks.append(grids[int(part)])
            elif stripped := part.strip():
                number += 1
                blocks.append(Line(stripped, number))
    return blocks
