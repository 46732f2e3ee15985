"""Pages as DOCX, in the shapes that word processors leave."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table as DocxTable
from docx.table import _Cell as DocxCell

from annual.generator.containers.packed import repacked
from annual.generator.layouts.grid import slots, unspanned
from annual.generator.page import Cell, Heading, Page, Table

Fill = Callable[[DocxCell, Cell], None]
Write = Callable[[Page], bytes]

LABELS, FIGURES = (Mm(12), Mm(22), Mm(36)), Mm(14)
"""Widths of the columns of labels and figures of section 3 on A4."""


def _plain(target: DocxCell, cell: Cell) -> None:
    """A line break in the label is one in the paragraph."""
    paragraph = target.paragraphs[0]
    run = paragraph.add_run(cell.text)
    run.font.size = Pt(8)


def _in_paragraphs(target: DocxCell, cell: Cell) -> None:
    """Labels over several paragraphs, an empty one after; numbers in runs of a digit."""
    if cell.code:
        for char in cell.text:
            target.paragraphs[0].add_run(char).font.size = Pt(8)
        return
    for start in range(0, len(cell.text), 6):
        paragraph = target.paragraphs[0] if start == 0 else target.add_paragraph()
        paragraph.add_run(cell.text[start : start + 6].replace("\n", "")).font.size = Pt(8)
    target.add_paragraph()


def _saved(document: Doc) -> bytes:
    target = BytesIO()
    document.save(target)
    return repacked(target.getvalue())


def _empty() -> Doc:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    style: Any = document.styles["Normal"]
    style.font.name = "Noto Sans CJK SC"
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Sans CJK SC")
    style.paragraph_format.space_after = Pt(2)
    return document


def _head(document: Doc, page: Page) -> None:
    for line in page.before:
        document.add_paragraph(line)
    for label, value in page.facts:
        document.add_paragraph(f"{label}：{value}")
    document.add_paragraph(page.title)


def _repeat(table: DocxTable, head: int) -> None:
    """The first rows are printed again on each page."""
    for row in table.rows[:head]:
        row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no word for it


def _widths(table: DocxTable, columns: int) -> None:
    widths = (*LABELS, *[FIGURES] * 7) if columns == 10 else [Mm(180) // columns] * columns
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _spanned_table(container: Any, table: Table, fill: Fill) -> None:
    grid = slots(table)
    made: DocxTable = container.add_table(len(grid), len(grid[0]))
    made.style = "Table Grid"
    _widths(made, len(grid[0]))
    cells = [list(row.cells) for row in made.rows]
    for index, row in enumerate(grid):
        for place, (cell, own) in enumerate(row):
            if own:
                fill(cells[index][place].merge(cells[index + cell.rows - 1][place + cell.cols - 1]), cell)
    _repeat(made, table.head)


def _unmerged_table(container: Any, table: Table, fill: Fill) -> None:
    rows = list(unspanned(table))
    made: DocxTable = container.add_table(len(rows), len(rows[0]))
    made.style = "Table Grid"
    for target, row in zip(made.rows, rows, strict=True):
        for cell, source in zip(target.cells, row, strict=True):
            fill(cell, source)


def _written(page: Page, fill: Fill = _plain, *, merged: bool = True) -> bytes:
    document = _empty()
    _head(document, page)
    _blocks(document, page, fill, merged=merged)
    return _saved(document)


def _blocks(container: Any, page: Page, fill: Fill, *, merged: bool) -> None:
    """The body of the page, into the document or into a cell of it."""
    for block in page.blocks:
        if isinstance(block, Table):
            (_spanned_table if merged else _unmerged_table)(container, block, fill)
        else:
            container.add_paragraph(block.text)
    for line in page.after:
        container.add_paragraph(line)


def spanned(page: Page) -> bytes:
    """Merged labels, the head of section 3 printed again on each page."""
    return _written(page)


def unmerged(page: Page) -> bytes:
    """Empty cells in place of merged ones."""
    return _written(page, merged=False)


def paragraphs(page: Page) -> bytes:
    """Labels of several paragraphs with an empty one after, numbers of several runs."""
    return _written(page, _in_paragraphs)


def nested(page: Page) -> bytes:
    """The whole body in the one cell of a layout table, each data table nested in it."""
    document = _empty()
    _head(document, page)
    cell = document.add_table(1, 1).rows[0].cells[0]

    class Inside:
        """The cell as a document: its tables say their width otherwise."""

        add_paragraph = staticmethod(cell.add_paragraph)
        add_table = staticmethod(cell.add_table)

    _blocks(Inside, page, _plain, merged=True)
    return _saved(document)


NUMBERING = """<w:numbering %s>
<w:abstractNum w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%%1、"/></w:lvl></w:abstractNum>
%s
<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>
%s</w:numbering>"""
_GROUPS = 8
"""Each group of outcomes counts its rows anew: a numbering of its own."""


def _numbering() -> Any:
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{91 + one}"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        for one in range(_GROUPS)
    )
    nums = "".join(f'<w:num w:numId="{91 + one}"><w:abstractNumId w:val="{91 + one}"/></w:num>' for one in range(_GROUPS))
    return parse_xml(NUMBERING % (nsdecls("w"), abstract, nums))


def _number(paragraph: Any, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no word for it
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number


def numbered(page: Page) -> bytes:
    """一、 of the headings and 1. of the rows are automatic numbers: no text of the document holds them."""
    document = _empty()
    part: Any = document.part.numbering_part
    part._element = _numbering()  # noqa: SLF001 - python-docx has no word for it
    group = 90

    def fill(target: DocxCell, cell: Cell) -> None:
        nonlocal group
        number, dot, label = cell.text.partition(".")
        if cell.code or not (dot and number.isdigit()):
            _plain(target, cell)
            return
        group += number == "1"
        _plain(target, Cell(label))
        _number(target.paragraphs[0], group)

    _head(document, page)
    for block in page.blocks:
        if isinstance(block, Table):
            _spanned_table(document, block, fill)
        elif isinstance(block, Heading):
            _number(document.add_paragraph(block.text.partition("、")[2]), 90)
        else:
            document.add_paragraph(block.text)
    return _saved(document)


LAYOUTS: dict[str, Write] = {
    "docx-spanned": spanned,
    "docx-unmerged": unmerged,
    "docx-paragraphs": paragraphs,
    "docx-nested": nested,
    "docx-numbered": numbered,
}
