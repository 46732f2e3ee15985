"""What pdfminer's interpreter draws of one page, in the page's own coordinates: characters, paths and pictures, counted on the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pdfminer.layout import LTChar
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream
from pdfminer.utils import Matrix, PathSegment, Point, Rect, apply_matrix_pt, apply_matrix_rect

from gongkai.annual.read.pdf.fonts import Fonts
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
SLANTED = -1
"""The direction of all that is not along an edge of the page."""


class TooMuchDrawnError(Exception):
    """A page draws more than any page of a report, or never stops drawing."""


@dataclass(slots=True)
class Glyph:
    """A character as drawn, in the page's own coordinates; `turn` is the direction that it is read in."""

    text: str
    box: Rect
    origin: Point
    turn: int
    shade: float
    order: int
    run: int


class Device(PDFTextDevice):
    """Collects what the interpreter draws."""

    def __init__(self, fonts: Fonts) -> None:
        super().__init__(fonts)
        self.glyphs: list[Glyph] = []
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
        self.glyphs.append(Glyph(text, item.bbox, origin, turn, shade, self.order, self.run))
        return item.adv

    def paint_path(self, graphicstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]) -> None:  # noqa: FBT001 - pdfminer's own signature
        """Straight lines and filled areas; outlines are only counted."""
        del evenodd
        self.paths += 1
        if self.is_drawing:
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
                self.lines += [(bounds(pair), self.order) for pair in pairwise(points)]

    def _fill(self, points: Sequence[Point], shade: float, *, also_stroked: bool) -> None:
        box = x0, y0, x1, y1 = bounds(points)
        if min(x1 - x0, y1 - y0) > THIN:
            self.fills.append((box, shade, self.order))
        elif not also_stroked:  # else its sides are rulings already
            x, y = (x0 + x1) / 2, (y0 + y1) / 2
            self.lines.append(((x0, y, x1, y) if x1 - x0 > y1 - y0 else (x, y0, x, y1), self.order))

    def render_image(self, name: str, stream: PDFStream) -> None:
        """A picture, by its place alone."""
        del name, stream
        self.pictures.append(apply_matrix_rect(self.ctm or (1, 0, 0, 1, 0, 0), (0, 0, 1, 1)))

    @property
    def is_drawing(self) -> bool:
        """Whether there are more paths than tables have."""
        return self.paths > MOST

    def _count(self) -> None:
        self.order += 1
        self.counted += 1
        if self.counted > MOST:
            raise TooMuchDrawnError


def _readable(text: str) -> tuple[str, bool]:
    """A character as text, and whether it is one that nobody can read: not named, of private use, a control character."""
    if text.isprintable() or text.isspace():
        lost = any("\ue000" <= char <= "\uf8ff" or char == REPLACEMENT for char in text)
        return (REPLACEMENT if lost else text), lost
    return REPLACEMENT, True


def _turn(matrix: Matrix) -> int:
    """The direction of a character's baseline in degrees, anticlockwise; `SLANTED` for all that is not along an edge of the page."""
    a, b = matrix[0], matrix[1]
    if abs(b) < abs(a) / 20:
        return 0 if a > 0 else 180
    if abs(a) < abs(b) / 20:
        return 90 if b > 0 else 270
    return SLANTED


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


def bounds(points: Sequence[Point]) -> Rect:
    """The box around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _sorted(box: Rect) -> Rect:
    return bounds((box[:2], box[2:]))
