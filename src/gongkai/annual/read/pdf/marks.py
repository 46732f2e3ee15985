"""What is drawn on one page of a PDF: characters, rulings, filled areas and pictures, each where a person sees it, the page upright."""

from collections import Counter
from dataclasses import dataclass, field

from pdfminer.pdfpage import PDFPage
from pdfminer.utils import Point, Rect

from gongkai.annual.read.pdf.device import SLANTED, Device, Glyph, bounds
from gongkai.annual.read.pdf.fonts import Fonts
from gongkai.annual.read.pdf.streams import Interpreter


@dataclass(slots=True)
class Char:
    """A character and its box, in points from the top left corner.

    `base` is the height of its baseline, `shade` how light it is (0 black, 1 white), `order` tells what was drawn before it,
    `run` the string that it was drawn with.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    shade: float
    order: int
    run: int

    @property
    def size(self) -> float:
        """The height of its box, which is that of its font."""
        return self.bottom - self.top


@dataclass(slots=True, frozen=True)
class Area:
    """A filled area, a picture, or (of no height or no width) a ruling, on the page; `shade` and `order` as of a `Char`."""

    x0: float
    top: float
    x1: float
    bottom: float
    shade: float = 0.0
    order: int = 0


@dataclass
class Drawn:
    """One page. `hidden` counts characters that are not seen, `lost` those whose font does not tell what they are, `curves` outlines."""

    width: float = 0.0
    height: float = 0.0
    chars: list[Char] = field(default_factory=list)
    turned: list[Char] = field(default_factory=list)
    rulings: list[Area] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    pictures: list[Area] = field(default_factory=list)
    hidden: int = 0
    lost: int = 0
    curves: int = 0


def draw(page: PDFPage, fonts: Fonts) -> Drawn:
    """What `page` shows.

    Raises:
        TooMuchDrawnError: it shows more than any page of a report, or a form on it draws itself.
        Exception: whatever pdfminer raises for a page that is damaged.

    """
    device = Device(fonts)
    Interpreter(fonts, device).process_page(page)
    turns = Counter(glyph.turn for glyph in device.glyphs if not glyph.text.isspace() and glyph.turn != SLANTED)
    turn = turns.most_common(1)[0][0] if turns else 0
    place = _Placed(device.crop, turn)
    drawn = Drawn(place.width, place.height, hidden=device.hidden, lost=device.lost, curves=device.curves)
    for glyph in device.glyphs:
        char = place.char(glyph)
        if not place.shows(char):
            drawn.hidden += not char.text.isspace()
        elif glyph.turn == turn:
            drawn.chars.append(char)
        elif glyph.turn != SLANTED:
            drawn.turned.append(char)
    drawn.pictures = [place.area(box) for box in device.pictures]
    if device.is_drawing:
        return drawn
    drawn.rulings = [area for area in (place.area(box, order=order) for box, order in device.lines) if _is_straight(area)]
    drawn.areas = [place.area(box, shade, order) for box, shade, order in device.fills]
    return drawn


class _Placed:
    """From the page's own coordinates to points right and down from the corner where reading begins."""

    def __init__(self, crop: Rect, turn: int) -> None:
        x0, y0, x1, y1 = crop
        self.turn = turn
        self.corner = {0: (x0, -y1), 90: (y0, x0), 180: (-x1, y0), 270: (-y1, -x1)}[turn]
        self.width, self.height = (x1 - x0, y1 - y0) if turn in {0, 180} else (y1 - y0, x1 - x0)

    def point(self, x: float, y: float) -> Point:
        right, down = {0: (x, -y), 90: (y, x), 180: (-x, y), 270: (-y, -x)}[self.turn]
        return right - self.corner[0], down - self.corner[1]

    def area(self, box: Rect, shade: float = 0.0, order: int = 0) -> Area:
        x0, top, x1, bottom = bounds((self.point(box[0], box[1]), self.point(box[2], box[3])))
        return Area(x0, top, x1, bottom, shade, order)

    def char(self, glyph: Glyph) -> Char:
        x0, top, x1, bottom = bounds((self.point(glyph.box[0], glyph.box[1]), self.point(glyph.box[2], glyph.box[3])))
        if x1 - x0 < (bottom - top) / 20:  # a font without widths
            x1 = x0 + (bottom - top) / 2
        return Char(glyph.text, x0, top, x1, bottom, self.point(*glyph.origin)[1], glyph.shade, glyph.order, glyph.run)

    def shows(self, char: Char) -> bool:
        """Whether a character stands on the part of the page that is seen; a page without a size shows all."""
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        return not self.width or (0 <= x <= self.width and 0 <= y <= self.height)


def _is_straight(area: Area) -> bool:
    return min(area.x1 - area.x0, area.bottom - area.top) < 1 <= max(area.x1 - area.x0, area.bottom - area.top) * 4
