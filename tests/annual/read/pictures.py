"""Pictures of small tables and lines, drawn for the tests of recognition."""

import io
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import manimgx_fonts_cjk
from PIL import Image, ImageDraw, ImageFont

SIZE = 22
ROW = 46
SIMPLIFIED = 2
"""Which of the fonts in the file has the mainland's forms."""


@cache
def font(size: int = SIZE) -> ImageFont.FreeTypeFont:
    found = ImageFont.truetype(str(Path(manimgx_fonts_cjk.__file__).parent / "NotoSansCJK-VF.otf.ttc"), size, index=SIMPLIFIED)
    found.set_variation_by_name("Regular")
    return found


def ruled(rows: Sequence[Sequence[str]], widths: Sequence[int], *, lines: bool = True, margin: int = 60) -> Image.Image:
    """A table of one line a row; an empty string is an empty cell, `<` a cell joined to the one before."""
    picture = Image.new("RGB", (2 * margin + sum(widths), 2 * margin + ROW * len(rows)), "white")
    draw = ImageDraw.Draw(picture)
    for number, row in enumerate(rows):
        top, left = margin + number * ROW, margin
        for column, (text, width) in enumerate(zip(row, widths, strict=True)):
            joined = column + 1 < len(row) and row[column + 1] == "<"
            span = width + (widths[column + 1] if joined else 0)
            if text != "<":
                if lines:
                    draw.rectangle((left, top, left + span, top + ROW), outline="black", width=2)
                draw.text((left + span / 2, top + ROW / 2), text, font=font(), fill="black", anchor="mm")
            left += width
    return picture


def written(lines: Sequence[str], width: int = 900, fill: str = "black") -> Image.Image:
    """Lines of text from the left."""
    picture = Image.new("RGB", (width, 80 + ROW * len(lines)), "white")
    draw = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        draw.text((40, 40 + ROW * number), line, font=font(), fill=fill)
    return picture


def saved(picture: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """A picture file."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()
