"""What is drawn on one page of a PDF: characters, rulings, filled areas and pictures, each where a person sees it, the page upright."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pdfminer.layout import LTChar
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Point, Rect, apply_matrix_pt, apply_matrix_rect

from gongkai.annual.read.pdf_fonts import Fonts
from gongkai.annual.read.pdf_streams import Interpreter
from gongkai.annual.read.raw import REPLACEMENT

INVISIBLE = frozenset({3, 7})
"""Text rendering modes that paint nothing (ISO 32000-1, table 106): the layer of text under a scan, and clipping."""
THIN = 5.0
"""A filled area of at most this many points across is a ruling."""
DEEPEST = 24
"""Forms drawn by forms: deeper is a form that draws itself."""
MOST = 50_000
"""Characters, forms and paths of one page: a full page of a report has some thousands. With more paths it is a drawing, without a table in it."""
_PLAIN_COLOURS = frozenset({"DeviceGray", "DeviceRGB", "DeviceCMYK", "CalGray", "CalRGB", "ICCBased"})
_SLANTED = -1


class TooMuchDrawnError(Exception):
    """A page draws more than any page of a report, or never stops drawing."""


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


@dataclass(slots=True)
class _Glyph:
    """A character as drawn, in the page's own coordinates; `turn` is the direction that it is read in."""

    text: str
    box: Rect
    origin: Point
    turn: int
    shade: float
    order: int
    run: int


class _Device(PDFTextDevice):
    """Collects what the interpreter draws."""

    def __init__(self, fonts: Fonts) -> None:
        super().__init__(fonts)
        self.glyphs: list[_Glyph] = []
        self.lines: list[tuple[Rect, int]] = []
        self.fills: list[tuple[Rect, float, int]] = []
        self.pictures: list[Rect] = []
        self.crop: Rect = (0, 0, 0, 0)
        self.hidden = self.lost = self.curves = 0
        self.order = self.run = self.depth = self.mode = self.paths = self.counted = 0

    def begin_page(self, page: PDFPage, ctm: Matrix) -> None:
        """The part of the page that is seen."""
        boxes = [_sorted(apply_matrix_rect(ctm, box)) for box in (page.cropbox, page.mediabox)]
        self.crop = next((box for box in boxes if box[2] - box[0] > 1 and box[3] - box[1] > 1), (0, 0, 0, 0))

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """A form drawn within the page: one that draws itself is stopped."""
        del name, bbox, matrix
        self.depth += 1
        self._count()
        if self.depth > DEEPEST:
            raise TooMuchDrawnError

    def end_figure(self, name: str) -> None:
        """The end of a form."""
        del name
        self.depth -= 1

    def render_string(self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState) -> None:
        """A string: its characters come by `render_char`."""
        self.mode = textstate.render
        self.run += 1
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0913, PLR0917 - pdfminer's own signature
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """One character: what it is, where it stands, how it is turned."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = REPLACEMENT
        item = LTChar(matrix, font, fontsize, scaling, rise, text, font.char_width(cid), font.char_disp(cid), ncs, graphicstate)
        self._count()
        if self.mode in INVISIBLE:
            self.hidden += not text.isspace()
            return item.adv
        text, lost = _readable(text)
        self.lost += lost
        shade = _shade(graphicstate.scolor if self.mode == 1 else graphicstate.ncolor, graphicstate.scs if self.mode == 1 else ncs)
        turn = 0 if font.is_vertical() else _turn(matrix)
        origin = apply_matrix_pt(matrix, (0, rise))
        self.glyphs.append(_Glyph(text, item.bbox, origin, turn, shade, self.order, self.run))
        return item.adv

    def paint_path(self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]) -> None:  # noqa: FBT001 - pdfminer's own signature
        """Straight lines and filled areas; outlines are only counted."""
        del evenodd
        self.paths += 1
        if self.paths > MOST:
            return
        shade = _shade(graphicstate.ncolor, graphicstate.ncs)
        for points, curved in _subpaths(path, self.ctm or (1, 0, 0, 1, 0, 0)):
            self.order += 1
            if curved or len(points) > 12:  # noqa: PLR2004 - a letter's outline, a map
                self.curves += 1
                continue
            if fill and len(points) > 2:  # noqa: PLR2004 - an area
                self._fill(points, shade, also_stroked=stroke)
            if stroke:
                self.lines += [(_bounds(pair), self.order) for pair in pairwise(points)]

    def _fill(self, points: Sequence[Point], shade: float, *, also_stroked: bool) -> None:
        box = x0, y0, x1, y1 = _bounds(points)
        if min(x1 - x0, y1 - y0) > THIN:
            self.fills.append((box, shade, self.order))
        elif not also_stroked:  # else its sides are rulings already
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            self.lines.append(((x0, y, x1, y) if x1 - x0 > y1 - y0 else (x, y0, x, y1), self.order))

    def render_image(self, name: str, stream: PDFStream) -> None:
        """A picture, by its place alone."""
        del name, stream
        self.pictures.append(apply_matrix_rect(self.ctm or (1, 0, 0, 1, 0, 0), (0, 0, 1, 1)))

    def _count(self) -> None:
        self.order += 1
        self.counted += 1
        if self.counted > MOST:
            raise TooMuchDrawnError


def draw(page: PDFPage, fonts: Fonts) -> Drawn:
    """What `page` shows.

    Raises:
        TooMuchDrawnError: it shows more than any page of a report, or a form on it draws itself.
        Exception: whatever pdfminer raises for a page that is damaged.

    """
    device = _Device(fonts)
    Interpreter(fonts, device).process_page(page)
    turns = Counter(glyph.turn for glyph in device.glyphs if not glyph.text.isspace() and glyph.turn != _SLANTED)
    turn = turns.most_common(1)[0][0] if turns else 0
    place = _Placed(device.crop, turn)
    drawn = Drawn(place.width, place.height, hidden=device.hidden, lost=device.lost, curves=device.curves)
    for glyph in device.glyphs:
        char = place.char(glyph)
        if not place.shows(char):
            drawn.hidden += not char.text.isspace()
        elif glyph.turn == turn:
            drawn.chars.append(char)
        elif glyph.turn != _SLANTED:
            drawn.turned.append(char)
    drawn.pictures = [place.area(box) for box in device.pictures]
    if device.paths > MOST:
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
        x0, top, x1, bottom = _bounds((self.point(box[0], box[1]), self.point(box[2], box[3])))
        return Area(x0, top, x1, bottom, shade, order)

    def char(self, glyph: _Glyph) -> Char:
        x0, top, x1, bottom = _bounds((self.point(glyph.box[0], glyph.box[1]), self.point(glyph.box[2], glyph.box[3])))
        if x1 - x0 < (bottom - top) / 20:  # a font without widths
            x1 = x0 + (bottom - top) / 2
        return Char(glyph.text, x0, top, x1, bottom, self.point(*glyph.origin)[1], glyph.shade, glyph.order, glyph.run)

    def shows(self, char: Char) -> bool:
        """Whether a character stands on the part of the page that is seen; a page without a size shows all."""
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        return not self.width or (0 <= x <= self.width and 0 <= y <= self.height)


def _readable(text: str) -> tuple[str, bool]:
    """A character as text, and whether it is one that nobody can read: not named, of private use, a control character."""
    if text.isprintable() or text.isspace():
        lost = any("\ue000" <= char <= "\uf8ff" or char == REPLACEMENT for char in text)
        return (REPLACEMENT if lost else text), lost
    return REPLACEMENT, True


def _turn(matrix: Matrix) -> int:
    """The direction of a character's baseline in degrees, anticlockwise; `_SLANTED` for all that is not along an edge of the page."""
    a, b = matrix[0], matrix[1]
    if abs(b) < abs(a) / 20:
        return 0 if a > 0 else 180
    if abs(a) < abs(b) / 20:
        return 90 if b > 0 else 270
    return _SLANTED


def _shade(colour: object, space: PDFColorSpace) -> float:
    """How light a colour is; inks and patterns of which it is not told are dark."""
    if space.name not in _PLAIN_COLOURS:
        return 0.0
    if isinstance(colour, int | float):
        return float(colour)
    parts = [float(part) for part in colour if isinstance(part, int | float)] if isinstance(colour, tuple) else []
    if len(parts) == 3:  # noqa: PLR2004 - red, green, blue
        return 0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]
    inks = len(parts) == 4  # noqa: PLR2004 - cyan, magenta, yellow, black
    return (1 - parts[3]) * (1 - 0.299 * parts[0] - 0.587 * parts[1] - 0.114 * parts[2]) if inks else 0.0


def _subpaths(path: Sequence[PathSegment], ctm: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The pieces of a path as points on the page, and whether they are curved."""
    points: list[Point] = []
    curved = False
    for operator, *numbers in path:
        if operator == "m":
            if len(points) > 1:
                yield points, curved
            points, curved = [], False
        if operator == "h":
            points += points[:1]
            continue
        curved = curved or operator not in {"m", "l"}
        x, y = numbers[-2:]
        points.append(apply_matrix_pt(ctm, (float(x), float(y))))
    if len(points) > 1:
        yield points, curved


def _bounds(points: Sequence[Point]) -> Rect:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _sorted(box: Rect) -> Rect:
    return _bounds((box[:2], box[2:]))


def _is_straight(area: Area) -> bool:
    return min(area.x1 - area.x0, area.bottom - area.top) < 1 <= max(area.x1 - area.x0, area.bottom - area.top) * 4
