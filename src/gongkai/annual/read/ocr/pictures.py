"""A picture file as pictures: PNG, JPEG, TIFF with all its pages, BMP, WebP, GIF. Its head is looked at before anything is decoded."""

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps

from gongkai.messages import UserError, message

FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
MOST_PIXELS = 40_000_000
"""An A3 page of 400 dots an inch has 31 million. What is larger takes memory and minutes and shows no more of a form."""
MOST_SHEETS = 60
"""Pages in one file: the longest reports have some thirty."""


class PictureError(UserError):
    """A picture cannot be read."""


def pictures(data: bytes) -> Iterator[Image.Image]:
    """The pictures of a file in order, each turned as its camera says and decoded when it is asked for.

    Raises:
        PictureError: no picture or a damaged one; more pixels than `MOST_PIXELS` or more pages than `MOST_SHEETS`: nothing was decoded.

    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of large pictures and odd tags; we look ourselves
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as file:
                for sheet in range(_sheets(file)):
                    file.seek(sheet)
                    yield in_colour(ImageOps.exif_transpose(file))
        except Image.DecompressionBombError as error:
            raise _too_large() from error
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise PictureError(
                message("{source} is a damaged picture, or of a kind that is not read. Scan it again, or save it as PNG or JPEG.")
            ) from error


def _sheets(file: Image.Image) -> int:
    """How many pages a file has, none of them too large; of a moving picture only the first is looked at."""
    sheets = 0
    try:
        while file.format == "TIFF" or sheets == 0:
            file.seek(sheets)
            check_size(file)
            sheets += 1
            if sheets > MOST_SHEETS:
                raise PictureError(message("{source} has more than {sheets} pages: that is no report.", sheets=MOST_SHEETS))
    except EOFError:
        pass
    return sheets


def check_size(picture: Image.Image) -> None:
    """Refuse a picture by the size that its head gives.

    Raises:
        PictureError: it has more pixels than `MOST_PIXELS`.

    """
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_large()


def _too_large() -> PictureError:
    return PictureError(
        message("{source} has more than {pixels} million pixels. Scan it at 150 to 300 dots an inch.", pixels=MOST_PIXELS // 1_000_000)
    )


def in_colour(picture: Image.Image) -> Image.Image:
    """The picture in red, green and blue, what is transparent on white paper."""
    if picture.mode in {"RGB", "L", "1"}:
        return picture.convert("RGB")
    clear = picture.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(paper, clear).convert("RGB")
