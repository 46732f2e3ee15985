"""A printed table as a table of Word, made element by element: python-docx's own cells take time by the square of their number."""

from itertools import pairwise

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from gongkai.annual.read.values import parse
from gongkai.annual.write.document import Table
from gongkai.annual.write.package import writable
from gongkai.annual.write.placing import Placed, placed

TEXT_WIDTH = 8845
"""The width of the text block (版心), 156 mm, in twentieths of a point, as `gongwen/word/document.xml` leaves it."""
CHARACTER = 316
"""The pitch of a character, in the same measure: 28 to a line."""

# Figures keep to one line: the largest of these that the column holds, in points. A number broken over two lines reads as two.
_SIZES = ((10.5, "TableCentred"), (9.0, "TableCentred1"), (7.5, "TableCentred2"), (6.5, "TableCentred3"), (5.5, "TableCentred4"))
_DIGIT = 0.56  # of the size, in the widest of the fonts that stand in for 仿宋; half a character in 仿宋 itself
_CELL_MARGINS = 56
_LABELS_ON_THE_LEFT = frozenset({"applications", "legacy"})  # as the form prints its long labels
_FITS_A_PAGE = 30  # rows


def element(name: str, *children: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """An element with its children; the attributes are those of `w:`."""
    made = OxmlElement(name, {qn(f"w:{key}"): str(value) for key, value in attributes.items()})
    made.extend(children)
    return made


def table_of(table: Table) -> BaseOxmlElement:
    """The table, its head rows printed again on every page, no row broken over two, its caption for those who listen."""
    edges = _edges(table.widths)
    columns = [element("w:gridCol", w=right - left) for left, right in pairwise(edges)]
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val="FormTable"),
        element("w:tblW", w=TEXT_WIDTH, type="dxa"),
        element("w:jc", val="center"),
        element("w:tblLayout", type="fixed"),
        element("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
    )
    if table.caption:
        caption = writable(table.caption)
        properties.extend((element("w:tblCaption", val=caption), element("w:tblDescription", val=caption)))
    rows = (_row(table, number, cells, edges) for number, cells in enumerate(placed(table)))
    return element("w:tbl", properties, element("w:tblGrid", *columns), *rows)


def _edges(widths: tuple[float, ...]) -> tuple[int, ...]:
    """Where the columns begin and end: the table is as wide as the text."""
    return tuple(round(TEXT_WIDTH * sum(widths[:number])) for number in range(len(widths) + 1))


def _row(table: Table, number: int, cells: tuple[Placed, ...], edges: tuple[int, ...]) -> BaseOxmlElement:
    properties = element("w:trPr", element("w:cantSplit"))
    if number < table.head_rows:
        properties.append(element("w:tblHeader"))
    keep = len(table.rows) <= _FITS_A_PAGE and number < len(table.rows) - 1
    return element("w:tr", properties, *(_cell(table, one, edges, keep=keep) for one in cells))


def _cell(table: Table, one: Placed, edges: tuple[int, ...], *, keep: bool) -> BaseOxmlElement:
    width = edges[one.column + one.cell.columns] - edges[one.column]
    properties = element("w:tcPr", element("w:tcW", w=width, type="dxa"))
    if one.cell.columns > 1:
        properties.append(element("w:gridSpan", val=one.cell.columns))
    if one.cell.rows > 1:
        properties.append(element("w:vMerge", val="restart" if one.first else "continue"))
    text = writable(one.cell.text) if one.first else ""
    about = element("w:pPr", element("w:pStyle", val=_style(table, one, text, width)))
    if keep:
        about.append(element("w:keepNext"))
    paragraph = element("w:p", about)
    if text:
        run = OxmlElement("w:r")
        run.text = text  # tabs and line ends become Word's own
        paragraph.append(run)
    return element("w:tc", properties, paragraph)


def _style(table: Table, one: Placed, text: str, width: int) -> str:
    if one.cell.head:
        if table.is_head(one.row):
            return "TableHead"
        return "TableText" if table.name in _LABELS_ON_THE_LEFT else "TableCentred"
    if one.cell.code or parse(text):
        room = (width - _CELL_MARGINS) / 20
        return next((style for size, style in _SIZES if size * _DIGIT * len(text) <= room), _SIZES[-1][1])
    return "TableText"
