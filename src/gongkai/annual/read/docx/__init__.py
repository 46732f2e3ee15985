"""DOCX to raw blocks: tables as grids of their own cells, as the HTML reader gives them, everything else as lines. Headers and footers stay out.

The file is read as it is (ISO/IEC 29500, transitional and strict), not through a library that knows only what it writes itself. The title
in its properties is not read: it is often last year's, whose file was written over.
"""

from collections.abc import Iterable
from itertools import groupby

from gongkai.annual.model import Doubt
from gongkai.annual.read import form_shown, kinds, ocr
from gongkai.annual.read.docx.blocks import Block, Document, Picture
from gongkai.annual.read.doubts import doubt
from gongkai.annual.read.opc import Package
from gongkai.annual.read.raw import Grid, Line, Page
from gongkai.messages import UserError

MOST_PICTURES = 20
"""Pictures that are recognised of one document: each takes a second or more."""


def page(data: bytes) -> Page:
    """The blocks of a DOCX file.

    Raises:
        UserError: it is damaged, no Word document, or unpacks to more than a report can hold.
        gongkai.annual.read.kinds.InPicturesError: a table of the form is not in the text, there are pictures, and the extra `ocr` is installed.

    """
    package = Package(data)
    document = Document(package)
    blocks = document.blocks()
    pictures = _pictures(package, blocks)
    if not pictures or form_shown.tables(blocks) >= form_shown.TABLES:
        return _page(blocks, _unread(document, 0))
    if ocr.available():
        raise kinds.InPicturesError
    return _page(blocks, _unread(document, len(pictures)))


def page_of_pictures(data: bytes) -> Page:
    """The same with its pictures recognised; those that show nothing of the form are left out, with a doubt."""
    package = Package(data)
    document = Document(package)
    blocks = document.blocks()
    doubts: list[Doubt] = []
    pictures = _pictures(package, blocks)
    recognised: dict[str, Page] = {}
    for part in list(pictures)[:MOST_PICTURES]:
        try:
            found = ocr.page(pictures[part])
        except UserError:
            continue
        if form_shown.tables(found.blocks):
            recognised[part] = found
            doubts += found.doubts
    doubts += _unread(document, len(pictures) - len(recognised))
    placed: list[Block] = []
    for block in blocks:
        placed += recognised.pop(block.part).blocks if isinstance(block, Picture) and block.part in recognised else (block,)
    return _page(placed, doubts)


def _unread(document: Document, pictures: int) -> list[Doubt]:
    found = [doubt("part.unread")] if document.unread else []
    return [*found, doubt("picture.unread", count=pictures)] if pictures else found


def _pictures(package: Package, blocks: Iterable[Block]) -> dict[str, bytes]:
    """The pictures that may show a table, each once."""
    names = dict.fromkeys(block.part for block in blocks if isinstance(block, Picture))
    found = {name: package.part(name) or b"" for name in names}
    return {name: data for name, data in found.items() if len(data) >= form_shown.SMALLEST_PICTURE}


def _page(blocks: Iterable[Block], doubts: Iterable[Doubt]) -> Page:
    """The blocks numbered: lines and tables each from 1. Lines with tabs are columns where several follow each other."""
    found: list[Line | Grid] = []
    lines = grids = 0
    shown = [block for block in blocks if not isinstance(block, Picture)]
    for tabbed, group in groupby(shown, key=lambda block: isinstance(block, Line) and "\t" in block.text):
        run = list(group)
        if tabbed and len(run) > 1:
            run = [Grid("loose", tuple(_columns(block) for block in run), 0)]
        for block in run:
            if isinstance(block, Grid):
                grids += 1
                found.append(Grid(block.kind, block.rows, grids))
            else:
                lines += 1
                found.append(Line(block.text.replace("\t", "  "), lines))
    return Page(tuple(found), "", tuple(doubts))


def _columns(line: Line | Grid) -> tuple[str, ...]:
    """Columns that tabs make: how many tabs stand between two tells nothing of empty cells."""
    return tuple(cell.strip() for cell in line.text.split("\t") if cell.strip()) if isinstance(line, Line) else ()
