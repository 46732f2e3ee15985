"""PDF to raw blocks: ruled tables as grids of their own cells, paragraphs as lines, pages without text to the recognition of pictures.

What counts is what a person sees: text that is hidden, white on white, painted over or drawn twice does not. The layer of text that a
scanner puts under a picture is such hidden text: it is some program's reading of the picture, of unknown quality, and no figure is taken from it.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import import_module
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from gongkai.annual.read import raw
from gongkai.annual.read.doubts import doubt
from gongkai.annual.read.kinds import InPicturesError
from gongkai.annual.read.pdf import broken as pdf_broken
from gongkai.annual.read.pdf import furniture as pdf_furniture
from gongkai.annual.read.pdf import labels as pdf_labels
from gongkai.annual.read.pdf import tables as pdf_tables
from gongkai.annual.read.pdf import text as pdf_text
from gongkai.annual.read.pdf import unruled as pdf_unruled
from gongkai.annual.read.pdf.device import TooMuchDrawnError
from gongkai.annual.read.pdf.flow import Flow, Item
from gongkai.annual.read.pdf.fonts import Fonts
from gongkai.annual.read.pdf.lines import text_lines
from gongkai.annual.read.pdf.marks import Char, Drawn, draw
from gongkai.annual.read.pdf.unruled import Band
from gongkai.annual.read.pdf.visible import visible
from gongkai.annual.read.raw import REPLACEMENT
from gongkai.messages import Message, UserError, message

if TYPE_CHECKING:
    from PIL.Image import Image

    from gongkai.annual.model import Doubt

MOST_PAGES = 300
"""A report has ten pages; yearbooks and collections of reports are no report."""
DOTS_PER_INCH = 200
MOST_PIXELS = 12_000_000
"""A4 at 200 dots per inch has 3.9 million; a larger page is rendered coarser."""
FEW = 20
"""With fewer characters than this, a page with a picture is a scan with a stamp on it."""
OUTLINES = 50
"""So many curves without any text are letters drawn as outlines."""

logging.getLogger("pdfminer").addHandler(logging.NullHandler())  # what it finds odd in a file is no message for people

Recognise = Callable[[Iterable["Image"], int], raw.Page]


class CannotReadPdfError(UserError):
    """The file cannot be read as a PDF, or is none that a report can be; `{source}` in its message is filled in by who knows the name."""


@dataclass
class _Sheet:
    """One page on the way: what is drawn on it, the characters that count, and what became of them."""

    drawn: Drawn
    chars: list[Char] = field(default_factory=list)
    scanned: bool = False
    damaged: bool = False


def page(data: bytes) -> raw.Page:
    """The tables and paragraphs of a PDF with text.

    Raises:
        InPicturesError: pages are pictures, and recognition is at hand: `page_of_pictures` reads them.
        CannotReadPdfError: it is encrypted with a password, damaged, too large, or has no text at all.

    """
    sheets = _sheets(data)
    if any(sheet.scanned for sheet in sheets) and _recognition() is not None:
        raise InPicturesError
    return _page(sheets, {})


def page_of_pictures(data: bytes) -> raw.Page:
    """The same, the pages that are pictures read by recognition.

    Raises:
        CannotReadPdfError: it is encrypted with a password, damaged, too large, or has no text at all.

    """
    sheets = _sheets(data)
    recognise = _recognition()
    return _page(sheets, _recognised(data, sheets, recognise) if recognise else {})


def _recognised(data: bytes, sheets: "list[_Sheet]", recognise: Recognise) -> dict[int, raw.Page]:
    """What recognition reads on runs of pages that are pictures, by the first page of each."""
    found: dict[int, raw.Page] = {}
    for first, end in _runs(sheets):
        try:
            found[first] = recognise(_pictures(data, range(first, end)), first + 1)
        except UserError:
            if len(sheets) == end - first:  # nothing legible, and nothing else in the file
                raise
            continue
        for sheet in sheets[first:end]:
            sheet.scanned = False
    return found


def _recognition() -> Recognise | None:
    """What reads pictures, where the extra `ocr` is installed."""
    from gongkai.annual.read import ocr  # noqa: PLC0415 - most files need none of it

    return ocr.page_of_pictures if ocr.available() else None


def _runs(sheets: "list[_Sheet]") -> Iterator[tuple[int, int]]:
    """Pages that are pictures, as (first, end) of those that follow each other: a table may go on from one to the next."""
    for scanned, run in groupby(enumerate(sheets), key=lambda numbered: numbered[1].scanned):
        indexes = [index for index, _ in run]
        if scanned:
            yield indexes[0], indexes[-1] + 1


def _pictures(data: bytes, indexes: Iterable[int]) -> "Iterator[Image]":
    document = import_module("pypdfium2").PdfDocument(data)
    try:
        for index in indexes:
            sheet = document[index]
            width, height = sheet.get_size()
            scale = min(DOTS_PER_INCH / 72, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
            yield sheet.render(scale=scale).to_pil()
    finally:
        document.close()


# ---- pages as drawn ----


def _sheets(data: bytes) -> list[_Sheet]:
    sheets = [_sheet(found, fonts) for fonts in [Fonts()] for found in _pages(data)]
    if not sheets:
        raise _refused(message("{source} is a PDF without pages; it may be damaged. Download it again.", source="PDF"))
    cleared = pdf_furniture.without([sheet.chars for sheet in sheets], [sheet.drawn.height for sheet in sheets])
    for sheet, chars in zip(sheets, cleared, strict=True):
        sheet.chars = chars
    return sheets


def _pages(data: bytes) -> Iterator[PDFPage]:
    """The pages of the file, read with no password: one that only restricts printing and copying asks for none."""
    count = 0
    try:
        for found in PDFPage.create_pages(PDFDocument(PDFParser(BytesIO(data)))):
            count += 1
            if count > MOST_PAGES:
                break
            yield found
    except PDFPasswordIncorrect as error:
        raise _refused(message("{source} is encrypted with a password. Save it without one and try again.", source="PDF")) from error
    except MemoryError:
        raise
    except Exception as error:  # pdfminer fails on damaged files in every way there is
        reason = f"{type(error).__name__}: {error}"[:120].rstrip(": ")
        raise _refused(
            message("{source} is damaged ({reason}); its pages cannot be found. Download it again.", source="PDF", reason=reason)
        ) from error
    if count > MOST_PAGES:
        told = message(
            "{source} has more than {most} pages: it is no annual report. Take out the pages of the report.", source="PDF", most=MOST_PAGES
        )
        raise _refused(told)


def _refused(what: Message) -> CannotReadPdfError:
    return CannotReadPdfError(what)


def _sheet(found: PDFPage, fonts: Fonts) -> _Sheet:
    try:
        drawn = draw(found, fonts)
    except TooMuchDrawnError as error:
        raise _refused(
            message("{source} has a page that draws more than any page of a report, or draws itself; it was not read.", source="PDF")
        ) from error
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - one damaged page does not take the others along
        return _Sheet(Drawn(), damaged=True)
    chars = visible(drawn)
    return _Sheet(drawn, [] if _is_scan(drawn, chars) else chars, scanned=_is_scan(drawn, chars))


def _is_scan(drawn: Drawn, chars: list[Char]) -> bool:
    """Whether a page has to be looked at: a picture without text, letters drawn as outlines, fonts that do not tell their characters."""
    printed = sum(not char.text.isspace() and char.text != REPLACEMENT for char in chars)
    if printed < FEW:
        return bool(drawn.pictures or drawn.hidden or drawn.lost) or drawn.curves > OUTLINES
    return drawn.lost * 3 > printed


# ---- pages as blocks ----


def _page(sheets: list[_Sheet], recognised: dict[int, raw.Page]) -> raw.Page:
    doubts: list[Doubt] = []
    flow = Flow()
    columns: list[Band] = []
    for index, sheet in enumerate(sheets):
        flow.open(index + 1)
        if index in recognised:
            flow.add_recognised(recognised[index])
            doubts += [one for one in recognised[index].doubts if one not in doubts]
        elif sheet.scanned or sheet.damaged:
            flow.close()
            doubts.append(doubt("page.scanned" if sheet.scanned else "page.damaged", message("page {sheet}", sheet=index + 1)))
        else:
            items, columns = _items(sheet, columns)
            flow.add(items, sheet.drawn.width)
    flow.close()
    if not flow.blocks:
        raise _nothing(sheets)
    return raw.Page(tuple(flow.blocks), doubts=tuple(doubts))


def _nothing(sheets: list[_Sheet]) -> CannotReadPdfError:
    scanned = any(sheet.scanned for sheet in sheets)
    if scanned and _recognition() is not None:
        return _refused(
            message(
                "{source} holds pictures of pages, and nothing on them could be recognised. Get a clearer copy, or find the report as a web page.",
                source="PDF",
            )
        )
    if scanned:
        return _refused(
            message(
                "{source} holds pictures of pages and no text. To read them, install gongkai[ocr]; or find the report as a web page.", source="PDF"
            )
        )
    if any(sheet.damaged for sheet in sheets):
        return _refused(message("{source} is damaged: none of its pages could be read. Download it again.", source="PDF"))
    return _refused(message("{source} holds no text.", source="PDF"))


def _items(sheet: _Sheet, before: list[Band]) -> tuple[list[Item], list[Band]]:
    """The lines and tables of a page from the top; text beside a table's cells follows the table."""
    tables, rest = pdf_tables.fill(pdf_tables.find(sheet.drawn), sheet.chars, sheet.drawn)
    lines = text_lines(rest, [ruling for ruling in sheet.drawn.rulings if ruling.bottom - ruling.top < 1])
    items: list[Item] = []
    waiting = pdf_text.in_reading_order(pdf_broken.marked(pdf_labels.cleaned(lines)))
    for table in sorted(tables, key=lambda table: table.top):
        above = [line for line in waiting if line.base < table.top + line.size / 2]
        items += [*pdf_unruled.find(above, before)[0], table]
        before = []
        waiting = [line for line in waiting if line not in above]
    rest_items, open_columns = pdf_unruled.find(waiting, before)
    return [*items, *rest_items], open_columns
