"""Pictures and scanned pages as raw blocks, by the extra `ocr` (rapidocr's models): ruled tables cell by cell, the rest as lines.

What a model recognises is never certain by itself. A figure is taken only when independent signs agree (`figures`); a cell that is
left out holds the mark of a lost character, so that it is neither a blank nor a number.
"""

from collections.abc import Iterable
from importlib.util import find_spec

from PIL.Image import Image

from gongkai.annual.model import Doubt
from gongkai.annual.read.doubts import doubt
from gongkai.annual.read.ocr import pictures as ocr_pictures
from gongkai.annual.read.ocr.pictures import PictureError
from gongkai.annual.read.raw import Grid, Line, Page
from gongkai.messages import UserError, message

__all__ = ["NoOcrError", "PictureError", "available", "page", "page_of_pictures"]

_NEEDED = ("rapidocr", "onnxruntime", "cv2", "numpy")


class NoOcrError(UserError):
    """A picture is to be read, and the extra `ocr` is not installed."""


def available() -> bool:
    """Whether the extra `ocr` is installed."""
    return all(find_spec(name) is not None for name in _NEEDED)


def page(data: bytes) -> Page:
    """The blocks of a picture file: PNG, JPEG, TIFF (all its pages), BMP, WebP or GIF.

    Raises:
        NoOcrError: the extra `ocr` is not installed.
        PictureError: the file is no picture, damaged or too large, or nothing in it is legible.

    """
    return page_of_pictures(ocr_pictures.pictures(data))


def page_of_pictures(pictures: Iterable[Image], first_sheet: int = 1) -> Page:
    """The blocks of pictures that show pages of one report, in order; the first is page `first_sheet`.

    A table that the page's end breaks is put together. Each picture is let go before the next is asked for.

    Raises:
        NoOcrError: the extra `ocr` is not installed.
        PictureError: a picture is too large, or nothing in them is legible.

    """
    if not available():
        raise NoOcrError(message("{source} is a picture. To read pictures and scans, install gongkai[ocr]; or find the report as a web page."))
    from gongkai.annual.read.ocr.sheet import Table, sheet  # noqa: PLC0415 - imports what only the extra brings

    blocks: list[Line | Grid] = []
    unsure = 0
    open_table: Table | None = None
    for number, picture in enumerate(pictures, first_sheet):
        ocr_pictures.check_size(picture)
        found = sheet(ocr_pictures.in_colour(picture))
        unsure += found.unsure
        for block in found.blocks:
            if isinstance(block, str):
                blocks.append(Line(block, 1 + sum(isinstance(known, Line) for known in blocks), number))
            elif open_table is not None and open_table.goes_on_in(block):
                before = blocks.pop()
                rows = before.rows if isinstance(before, Grid) else ()
                blocks.append(Grid(block.kind, (*rows, *block.rows), before.number, before.sheet))
            else:
                blocks.append(Grid(block.kind, block.rows, 1 + sum(isinstance(known, Grid) for known in blocks), number))
            open_table = None
        last = found.blocks[-1] if found.blocks else None
        open_table = last if isinstance(last, Table) else None
    if not blocks:
        raise PictureError(message("{source} shows no legible text. Scan it again at 200 or 300 dots an inch, upright and evenly lit."))
    return Page(tuple(blocks), doubts=_doubts(unsure))


def _doubts(unsure: int) -> tuple[Doubt, ...]:
    used = doubt("ocr.used")
    return (used, doubt("ocr.unsure", count=unsure)) if unsure else (used,)
