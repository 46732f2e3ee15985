"""HTML to raw blocks: data tables as grids of their own cells, everything else as lines; inline markup joined, blocks apart."""

import re
from collections.abc import Callable
from typing import cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.annual.read.raw import REPLACEMENT, Grid, Line, Page
from gongkai.annual.read.set_apart import raised, struck

_LOOKS_LIKE = re.compile(r"<\s*(?:!doctype|html|body|table|div|p|td|span|meta)\b", re.IGNORECASE)
_SILENT = ["script", "style", "noscript", "template", "select", "option", "iframe", "object", "textarea", "button"]
_BLOCKS = frozenset(
    {"html", "head", "body", "title", "meta", "link", "base", "div", "p", "table", "thead", "tbody", "tfoot", "tr", "td", "th"}
    | {"caption", "colgroup", "col", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "section"}
    | {"article", "header", "footer", "main", "nav", "aside", "form", "fieldset", "center", "blockquote", "pre", "address", "figure"}
    | {"figcaption", "img", "input", "details", "summary"}
)
_HAS_TABLE = "table table"
_ROW_TAGS = "div, ul, ol, dl, li, section"
_CELL_TAGS = frozenset({"div", "li", "dt", "dd", "span"})
WORDS = 3
"""Elements in rows with fewer words of the form than this are no table of the form."""
_MARK = "\x02"
_BREAK = "\x03"
_ODD_MARKUP = re.compile(r"<(?:[sS][uU][bBpP]|[dD][eE][lL]|[sS](?:[tT][rR][iI][kK][eE])?|[iI][nN][pP][uU][tT])\b")  # no flag: four times as fast
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FIELDS = frozenset({"text", "number"})
_EDGES = " \t\r\n\xa0\u3000\x03"
_WRAPPED = re.compile(r"[ \t\r]*\n\s*")
_MARK_ENTITY = re.compile(r"&#(?:0*[0-3]|[xX]0*[0-3])(?![0-9a-fA-F]);?")
_ODD = re.compile(r"[^a-z0-9_-]")
_MARKED = re.compile(f"{_MARK}(\\d+){_MARK}")
LONGEST_CELL = 600
PARAGRAPHS = 5
SHORT = 120
"""A cell with more text than the first, or more breaks than the second in more than the third, lays out a page."""


def is_html(text: str) -> bool:
    """Whether `text` is markup and not plain text."""
    return bool(_LOOKS_LIKE.search(text[:20_000]))


def page(text: str, *, words_in: Callable[[list[str]], int] | None = None) -> Page:
    """The tables and lines of an HTML page, in reading order.

    With `words_in` (how many of some texts are words of the form), elements that stand in rows like a table's cells are a grid
    too, where such words stand in them.
    """
    tree = LexborHTMLParser(_without_our_marks(text))
    title_node = tree.css_first("title")
    title = title_node.text().strip() if title_node else ""
    root = cast("LexborNode", tree.body or tree.root)  # the parser makes one where the page has none
    tree.strip_tags([*_SILENT, "title"])
    grids: list[Grid] = _of_elements(root, words_in) if words_in else []
    if _ODD_MARKUP.search(text) or "display" in text or "DISPLAY" in text:
        _set_apart(root)
    _join_inline(tree)
    layout = {table.mem_id for table in tree.css("table:has(table)")} if tree.css_first(_HAS_TABLE) else set()
    for table in tree.css("table"):
        if table.mem_id in layout:
            continue
        rows = _rows(table)
        if not rows or lays_out(rows):
            continue
        grids.append(Grid("cell", rows, len(grids) + 1))
        table.replace_with(f"{_MARK}{len(grids) - 1}{_MARK}")
    return Page(tuple(_blocks(root.text(separator=_BREAK), grids)), title)


def _without_our_marks(text: str) -> str:
    """The characters that this module marks breaks and tables with do not come from the page, be it as entities."""
    for mark in (_MARK, _BREAK):
        if mark in text:
            text = text.replace(mark, REPLACEMENT)
    return _MARK_ENTITY.sub(REPLACEMENT, text) if "&#" in text else text


def _of_elements(root: LexborNode, words_in: Callable[[list[str]], int]) -> list[Grid]:
    """Grids made of div, li, dl or span: sibling elements whose own children are cells. Each leaves its mark in the page."""
    rows = {node.mem_id for node in root.css(_ROW_TAGS) if _is_row(node)}
    grids: list[Grid] = []
    for node in root.css(_ROW_TAGS):
        if node.mem_id not in rows:
            continue
        group = [node]
        while (following := _next_element(group[-1])) is not None and following.mem_id in rows:
            group.append(following)
        cells = tuple(tuple(_cell(child) for child in row.iter()) for row in group)
        rows.difference_update(row.mem_id for row in group)  # with too few words in all, no part of them has enough
        if words_in([cell for row in cells for cell in row]) < WORDS:
            continue
        grids.append(Grid("cell", cells, len(grids) + 1))
        for row in group[1:]:
            row.decompose()
        node.replace_with(f"{_MARK}{len(grids) - 1}{_MARK}")
    return grids


def _next_element(node: LexborNode) -> LexborNode | None:
    following = node.next
    while following is not None and (following.tag or "-").startswith("-"):
        following = following.next
    return following


def _is_row(node: LexborNode) -> bool:
    children = list(node.iter())
    if len(children) < 2 or any(child.tag not in _CELL_TAGS for child in children):  # noqa: PLR2004 - a label and a number
        return False
    return all(not any(inner.tag in _BLOCKS for inner in child.css("*") if inner.mem_id != child.mem_id) for child in children)


def _set_apart(root: LexborNode) -> None:
    """What no reader takes for digits of the number beside it: footnote marks, struck out and hidden text, fields filled in."""
    for node in root.css("sup, sub"):
        node.replace_with(raised(node.text()))
    for node in root.css("del, s, strike"):
        if (text := struck(node.text())) != node.text():  # else its markup stays
            node.replace_with(text)
    for node in root.css("span[style], font[style], b[style], i[style], em[style], strong[style], a[style], label[style]"):
        if _HIDDEN.search(node.attributes["style"] or ""):
            node.decompose()
    for node in root.css("td input[value], th input[value]"):
        if (node.attributes.get("type") or "text").lower() in _FIELDS:
            node.replace_with(f"{_BREAK}{node.attributes['value'] or ''}{_BREAK}")


def _join_inline(tree: LexborHTMLParser) -> None:
    """Unwrap every element that is no block, so that a number split over several of them is one text again."""
    names = {node.tag for node in tree.root.traverse()} - _BLOCKS if tree.root else set()
    inline = [_selector(name) for name in names if name and name[0].isalpha()]
    if inline:
        tree.unwrap_tags(inline, delete_empty=True)
    tree.merge_text_nodes()


def _selector(name: str) -> str:
    """A tag's name as CSS wants it: `o:p`, and whatever a damaged page calls a tag."""
    return _ODD.sub(lambda odd: f"\\{ord(odd[0]):x} ", name)


def _rows(table: LexborNode) -> tuple[tuple[str, ...], ...]:
    rows: list[list[str]] = []
    for node in table.css("tr, td, th"):
        if node.tag == "tr":
            rows.append([])
        else:
            rows[-1].append(_cell(node))
    return tuple(tuple(row) for row in rows if row)


def _cell(cell: LexborNode) -> str:
    text = cell.text(separator=_BREAK).strip(_EDGES)
    if _BREAK in text or "\n" in text:
        parts = (_WRAPPED.sub("", part).strip() for part in text.split(_BREAK))
        return "\n".join(part for part in parts if part)
    return text


def lays_out(rows: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a table only places text on the page."""
    if all(sum(map(bool, row)) <= 1 for row in rows):
        return True
    return any(len(cell) > LONGEST_CELL or (cell.count("\n") >= PARAGRAPHS and len(cell) > SHORT) for row in rows for cell in row)


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
