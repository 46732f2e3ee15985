"""Pages as government sites publish them: HTML with every kind of table markup."""

import re
from collections.abc import Callable, Iterable
from html import escape
from itertools import pairwise

from annual.generator.layouts.grid import unspanned
from annual.generator.page import Block, Cell, Heading, Page, Row, Table

Inner = Callable[[Cell], str]
TableMarkup = Callable[[Table], str]


def text_of(cell: Cell) -> str:
    return escape(cell.text).replace("\n", "<br>")


def spans(cell: Cell) -> str:
    return (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (f' colspan="{cell.cols}"' if cell.cols > 1 else "")


def row_markup(row: Row, inner: Inner = text_of, attributes: str = "") -> str:
    return "<tr>" + "".join(f"<td{spans(cell)}{attributes}>{inner(cell)}</td>" for cell in row) + "</tr>"


def table_markup(rows: Iterable[Row], inner: Inner = text_of, attributes: str = "") -> str:
    return f'<table border="1"{attributes}><tbody>\n' + "\n".join(row_markup(row, inner) for row in rows) + "\n</tbody></table>"


def plain_table(table: Table) -> str:
    return table_markup(table.rows)


def block_markup(block: Block, table: TableMarkup) -> str:
    if isinstance(block, Table):
        return table(block)
    if isinstance(block, Heading):
        return f"<h2>{escape(block.text)}</h2>"
    return f"<p>&emsp;&emsp;{escape(block.text)}</p>"


def body(page: Page, table: TableMarkup) -> str:
    facts = "".join(f"<li><b>{escape(label)}：</b><span>{escape(value)}</span></li>" for label, value in page.facts)
    before = "".join(f'<li><a href="#">{escape(line)}</a></li>' for line in page.before)
    after = "".join(f"<p>{escape(line)}</p>" for line in page.after)
    return (
        (f'<ul class="nav">{before}</ul>\n' if before else "")
        + f'<ul class="info">{facts}</ul>\n<h1>{escape(page.title)}</h1>\n'
        + "\n".join(block_markup(block, table) for block in page.blocks)
        + f"\n{after}"
    )


def document(title: str, content: str, head: str = "") -> str:
    return f"<!DOCTYPE html>\n<html><head><title>{escape(title)}</title>{head}</head>\n<body>\n{content}\n</body></html>\n"


def spanned(page: Page) -> str:
    """Merged cells as rowspan and colspan: the clean case."""
    return document(page.title, body(page, plain_table))


def unmerged(page: Page) -> str:
    """Empty cells in place of spans."""
    return document(page.title, body(page, lambda table: table_markup(unspanned(table))))


def _broken(cell: Cell) -> str:
    """Labels in two paragraphs, numbers over several inline tags with a space before the next."""
    if not cell.code:
        first, _, second = cell.text.partition("\n")
        return f"<p>{escape(first)}</p><p>{escape(second)}</p>" if second else f"<p>{escape(first)}</p>"
    return "<p><span lang=EN-US>" + re.sub(r"(?<=\d)(?=\d)", "</span> <span><b></b>", escape(cell.text), count=1) + "</span></p>"


def inline_split(page: Page) -> str:
    """Head cells of two paragraphs, one number split over inline tags."""
    return document(page.title, body(page, lambda table: table_markup(table.rows, _broken)))


def split_tables(page: Page) -> str:
    """The application table in two, head printed again, a page number between; each part of section 2 a table of its own."""

    def tables(table: Table) -> str:
        if table.kind == "applications":
            head, rest = table.rows[: table.head], table.rows[table.head :]
            ungrouped = tuple(_cut_rows(rest))
            cut = next(index for index, row in enumerate(ungrouped) if row[-1].code.startswith("applications.unavailable."))
            parts = (ungrouped[:cut], ungrouped[cut:])
            return "<p>3</p>".join(table_markup((*head, *part)) for part in parts)
        if table.kind == "article20":
            starts = [index for index, row in enumerate(table.rows) if len(row) == 1] + [len(table.rows)]
            return "\n".join(table_markup(table.rows[start:end]) for start, end in pairwise(starts))
        return plain_table(table)

    return document(page.title, body(page, tables))


def _cut_rows(rows: tuple[Row, ...]) -> Iterable[Row]:
    """The body rows with the 三、 label in a row of its own, so that the table can be cut below it."""
    for row in rows:
        if row[0].rows > 10:
            yield (Cell(row[0].text, cols=10),)
            yield (Cell(row[1].text, rows=row[1].rows, cols=row[1].cols + 1), *row[2:])
        elif row[0].cols == 2 or row[0].rows > 1:
            yield (Cell(row[0].text, rows=row[0].rows, cols=row[0].cols + (row[0].cols == 2) + (row[0].rows > 1)), *row[1:])
        else:
            yield row


def layout_tables(page: Page) -> str:
    """The whole page in a layout table, each data table in a cell of its own."""

    def inner(table: Table) -> str:
        return f'<table width="100%"><tr><td>&nbsp;</td></tr><tr><td align="center">{plain_table(table)}</td></tr></table>'

    facts = "".join(f"<td>{escape(label)}：</td><td>{escape(value)}</td>" for label, value in page.facts)
    content = "\n".join(f"<tr><td>{block_markup(block, inner)}</td></tr>" for block in page.blocks)
    menu = "".join(f"<tr><td><a>{escape(line)}</a></td></tr>" for line in page.before)
    share = "".join(f"<tr><td>{escape(line)}</td></tr>" for line in page.after)
    return document(
        page.title,
        f'<table width="980"><tr><td width="200"><table>{menu}<tr><td>网站导航</td></tr></table></td><td><table><tr>{facts}</tr></table>'
        f"<table><tr><td><b>{escape(page.title)}</b></td></tr>{content}{share}</table></td></tr></table>",
    )


def div_grid(page: Page) -> str:
    """No table at all: rows and cells are divs, merged places and blanks are empty divs."""

    def grid(table: Table) -> str:
        rows = ("".join(f'<div class="td">{text_of(cell)}</div>' for cell in row) for row in unspanned(table))
        return '<div class="table">\n' + "\n".join(f'<div class="tr">{row}</div>' for row in rows) + "\n</div>"

    style = "<style>.table{display:table}.tr{display:table-row}.td{display:table-cell;border:1px solid #000}</style>"
    return document(page.title, body(page, grid), style)


def hidden_noise(page: Page) -> str:
    """Scripts, styles, comments and invisible watermarks around and inside the cells."""

    def inner(cell: Cell) -> str:
        return f"<!--{len(cell.text)}9-->{text_of(cell)}<script>var n=12;</script>"

    noise = '<script>var rows="行政许可 12";</script><style>td{width:35px}</style><!-- 行政处罚 7 -->'
    return document(page.title, noise + body(page, lambda table: table_markup(table.rows, inner)))
