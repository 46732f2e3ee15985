"""Office files part by part, as no library would write them."""

import io
import zipfile
from collections.abc import Mapping

from gongkai.annual.read import docx as reader
from gongkai.annual.read.raw import Grid, Line

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMESPACES = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CONTENT = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def relations(**targets: str) -> str:
    """A part of relations: each id `KIND` or `KIND_NUMBER` with its target; one with `://` is outside the package."""
    ones = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{name.partition("_")[0]}" Target="{target}"{mode}/>'
        for name, target in targets.items()
        for mode in (' TargetMode="External"' if "://" in target else "",)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{ones}</Relationships>'


def docx(body: str, /, parts: Mapping[str, str | bytes] | None = None, **others: str) -> bytes:
    """A DOCX file with this body. `others` are the contents of the parts `styles`, `numbering`, `footnotes`; `parts` any others as they are."""
    roots = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
    return zipped(
        {
            "[Content_Types].xml": _CONTENT,
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/_rels/document.xml.rels": relations(**{name: f"{name}.xml" for name in others}),
            **{f"word/{name}.xml": f"<w:{roots[name]} {_NAMESPACES}>{content}</w:{roots[name]}>" for name, content in others.items()},
            "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}<w:sectPr/></w:body></w:document>",
            **(parts or {}),
        }
    )


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def cell(*paragraphs: str, properties: str = "") -> str:
    inner = "".join(one if one.startswith("<") else p(one) for one in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def cells(*texts: str) -> str:
    return "".join(cell(text) for text in texts)


SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(*sheets: str, parts: Mapping[str, str | bytes] | None = None, names: tuple[str, ...] = (), book: str = "", **others: str) -> bytes:
    """An XLSX file with these worksheets (what stands in `worksheet`); `others` are the contents of `styles` and `sharedStrings`."""
    roots = {"styles": "styleSheet", "sharedStrings": "sst"}
    named = [*names, *(f"Sheet{number}" for number in range(len(names) + 1, len(sheets) + 1))]
    listed = "".join(
        f'<sheet name="{name.partition("|")[0]}" sheetId="{number}" r:id="worksheet_{number}" {name.partition("|")[2]}/>'
        for number, name in enumerate(named, 1)
    )
    targets = {f"worksheet_{number}": f"worksheets/sheet{number}.xml" for number in range(1, len(sheets) + 1)}
    return zipped(
        {
            "[Content_Types].xml": _CONTENT,
            "_rels/.rels": relations(officeDocument="xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels": relations(**targets, **{name: f"{name}.xml" for name in others}),
            "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{_RELATIONS}">{book}<sheets>{listed}</sheets></workbook>',
            **{f"xl/{name}.xml": f'<{roots[name]} xmlns="{SHEET}">{content}</{roots[name]}>' for name, content in others.items()},
            **{f"xl/worksheets/sheet{number}.xml": f'<worksheet xmlns="{SHEET}">{sheet}</worksheet>' for number, sheet in enumerate(sheets, 1)},
            **(parts or {}),
        }
    )


def row(number: int, *contents: str | float | None, attributes: str = "") -> str:
    """A row of a worksheet from column A: texts inline, numbers as they are, `<` markup as it is, None for no cell."""
    made = []
    for column, content in zip("ABCDEFGHIJ", contents, strict=False):
        if isinstance(content, str) and content.startswith("<"):
            made.append(content.replace("<c", f'<c r="{column}{number}"', 1))
        elif isinstance(content, str):
            made.append(f'<c r="{column}{number}" t="inlineStr"><is><t>{content}</t></is></c>')
        elif content is not None:
            made.append(f'<c r="{column}{number}"><v>{content}</v></c>')
    return f'<row r="{number}" {attributes}>{"".join(made)}</row>'


def data(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


def lines(body: str, **others: str) -> list[str]:
    """The lines of a document; a table is not among them."""
    return [block.text for block in reader.page(docx(body, {}, **others)).blocks if isinstance(block, Line)]


def grid(body: str, **others: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the only table."""
    (found,) = [block.rows for block in reader.page(docx(body, {}, **others)).blocks if isinstance(block, Grid)]
    return found


def one(inline: str, **others: str) -> str:
    """The text of one paragraph."""
    (found,) = lines(f"<w:p>{inline}</w:p>", **others)
    return found
