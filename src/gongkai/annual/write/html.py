"""A report as one self-contained web page: no script, nothing fetched, tables that a screen reader can follow.

Every number of a table names its heads (`headers`, WCAG techniques H43 and H63); a wide table scrolls inside a region that the
keyboard reaches; print style is A4.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from itertools import count

from gongkai.annual.read import values
from gongkai.annual.write.document import Cell, Document, Paragraph, Part, Table
from gongkai.annual.write.placing import Placed, placed

_FACTS = "报告信息"
_ROW = ' scope="row"'
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<main>
{main}
</main>
</body>
</html>
"""


def _text(cell: Cell) -> str:
    return "<br>".join(map(escape, cell.text.splitlines()))


@dataclass(frozen=True)
class Setting:
    """How tables are set into a page: `inside` gives what stands inside a cell that is no head, as HTML.

    `widths`: whether columns have the widths of the print, which are style attributes; a strict content policy refuses those.
    """

    inside: Callable[[Cell], str] = _text
    widths: bool = True


_PRINTED = Setting()


def render(document: Document) -> bytes:
    """The page as UTF-8."""
    body = [
        _element("p", document.masthead, ' class="masthead"') if document.masthead else "",
        _element("h1", document.title),
        _facts(document.facts),
        parts(document, _PRINTED),
        _signature(document.signature),
    ]
    main = "\n".join(part for part in body if part)
    return _PAGE.format(title=escape(document.title), style=_style(), main=main).encode()


def parts(document: Document, setting: Setting) -> str:
    """The parts of the report under their headings, as HTML to stand in a page of somebody else's."""
    numbers = count(1)
    return "\n".join(_part(part, numbers, setting) for part in document.parts)


@cache
def _style() -> str:
    return files("gongkai.annual.write").joinpath("report.css").read_text(encoding="utf-8")


def _element(tag: str, text: str, attributes: str = "") -> str:
    return f"<{tag}{attributes}>{'<br>'.join(map(escape, text.splitlines()))}</{tag}>"


def _facts(facts: tuple[tuple[str, str], ...]) -> str:
    if not facts:
        return ""
    rows = [f"<tr>{_element('th', label, _ROW)}{_element('td', value)}</tr>" for label, value in facts]
    return "\n".join(['<table class="facts">', f"<caption>{_FACTS}</caption>", "<tbody>", *rows, "</tbody>", "</table>"])


def _signature(lines: tuple[str, ...]) -> str:
    return "\n".join(['<div class="signature">', *(_element("p", line) for line in lines), "</div>"]) if lines else ""


def _part(part: Part, numbers: "count[int]", setting: Setting) -> str:
    blocks = [_paragraph(block) if isinstance(block, Paragraph) else _table(block, next(numbers), setting) for block in part.blocks]
    heading = [_element("h2", part.heading)] if part.heading else []
    return "\n".join(["<section>", *heading, *blocks, "</section>"])


def _paragraph(paragraph: Paragraph) -> str:
    return _element(f"h{paragraph.level + 1}" if paragraph.level else "p", paragraph.text)


# ---- tables ----


def _table(table: Table, number: int, setting: Setting) -> str:
    grid = list(placed(table))
    rows = [_row(grid, index, number, setting) for index in range(len(grid))]
    head = "\n".join(["<thead>", *rows[: table.head_rows], "</thead>", ""]) if table.head_rows else ""
    body = "\n".join(["<tbody>", *rows[table.head_rows :], "</tbody>"])
    name = f' class="{table.name}"' if table.name else ""
    unseen = ' class="unseen"' if table.name else ""  # a table of the form stands right under its part's heading, which says the same
    caption = f"<caption{_id(f'caption-{number}')}{unseen}>{escape(table.caption)}</caption>\n" if table.caption else ""
    columns = "".join(f'<col style="width:{100 * share:.1f}%">' for share in table.widths) if setting.widths else ""
    group = f"<colgroup>{columns}</colgroup>\n" if columns else ""
    label = f'aria-labelledby="caption-{number}"' if table.caption else f'aria-label="表{number}"'
    inner = f"<table{name}>\n{caption}{group}{head}{body}\n</table>"
    return f'<div class="table" role="region" {label} tabindex="0">\n{inner}\n</div>'


def _id(name: str) -> str:
    return f' id="{name}"'


def _row(grid: list[tuple[Placed, ...]], index: int, number: int, setting: Setting) -> str:
    named = _names_columns(grid[index])
    cells = [_cell(one, named=named, heads=_heads(grid, one, number), number=number, setting=setting) for one in grid[index] if one.first]
    return f"<tr>{''.join(cells)}</tr>"


def _names_columns(row: tuple[Placed, ...]) -> bool:
    """Whether a row holds the heads of columns only."""
    return all(one.cell.head for one in row)


def _heads(grid: list[tuple[Placed, ...]], one: Placed, number: int) -> str:
    """The ids of the heads that a cell stands under and beside, outermost first."""
    if _names_columns(grid[one.row]):
        found = []
    else:
        beside = [other for other in grid[one.row] if other.cell.head and other.column < one.column]
        found = [*_above(grid, one), *beside] if not one.cell.head else beside
    return " ".join(_name(other, number) for other in found)


def _above(grid: list[tuple[Placed, ...]], one: Placed) -> list[Placed]:
    """The nearest unbroken group of column heads over a cell."""
    found: list[Placed] = []
    for row in reversed(grid[: one.row]):
        if _names_columns(row):
            over = next(other for other in row if other.column <= one.column < other.column + other.cell.columns)
            found += [over] if over.first else []
        elif found:
            break
    return found[::-1]


def _name(one: Placed, number: int) -> str:
    return f"t{number}r{one.row}c{one.column}"


def _cell(one: Placed, *, named: bool, heads: str, number: int, setting: Setting) -> str:
    cell = one.cell
    attributes = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    attributes += f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    attributes += f' headers="{heads}"' if heads else ""
    if not cell.head:
        figure = ' class="figure"' if _is_figure(cell) else ""
        return f"<td{figure}{attributes}>{setting.inside(cell)}</td>"
    return _element("th", cell.text, f'{_id(_name(one, number))} scope="{"col" if named else "row"}"{attributes}')


def _is_figure(cell: Cell) -> bool:
    return bool(cell.code) or values.parse(cell.text) is not None
