"""Pages pasted from word processors: their own styles, islands and nested paragraphs."""

from html import escape

from annual.generator.layouts.html import body, document, table_markup
from annual.generator.page import Cell, Page

_WORD_HEAD = (
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View><w:Zoom>100</w:Zoom></w:WordDocument></xml><![endif]-->"
    '<style><!--\n p.MsoNormal {mso-style-parent:"";font-size:10.5pt}\n table.MsoNormalTable {mso-tstyle-rowband-size:0}\n--></style>'
)


def _word_cell(cell: Cell) -> str:
    lines = "<br>".join(escape(line) for line in cell.text.split("\n"))
    empty = lines or "&nbsp;"
    return (
        '<p class="MsoNormal" align="center" style="mso-margin-top-alt:auto;line-height:15.0pt"><span style="font-size:9.0pt;'
        f'font-family:宋体;mso-bidi-font-family:宋体">{empty}<span lang="EN-US"><o:p></o:p></span></span></p>'
    )


def word(page: Page) -> str:
    """A Word export: o:p, mso styles, xml islands, paragraphs and spans in every cell."""
    content = body(
        page, lambda table: table_markup(table.rows, _word_cell, ' class="MsoNormalTable" style="border-collapse:collapse;mso-yfti-tbllook:1184"')
    )
    return document(page.title, f'<div class="WordSection1"><?xml:namespace prefix = "o" />{content}</div>', _WORD_HEAD)


def _wps_cell(cell: Cell) -> str:
    lines = cell.text.split("\n")
    runs = "".join(f'<p class="p"><span style="mso-spacerun:\'yes\';font-family:仿宋_GB2312">{escape(line)}</span></p>' for line in lines)
    return f"{runs}<span></span>"


def wps(page: Page) -> str:
    """A WPS export: a paragraph a line, spacerun spans, empty spans after."""
    content = body(page, lambda table: table_markup(table.rows, _wps_cell, ' style="mso-table-layout-alt:fixed"'))
    return document(
        page.title,
        f'<!--StartFragment--><div class="Section0">{content}</div><!--EndFragment-->',
        '<meta name="Generator" content="Microsoft Word 14">',
    )
