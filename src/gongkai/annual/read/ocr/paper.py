"""A picture of a page as grey ink on even white paper, upright: shading, seals, turns, skew and keystone taken out."""

from dataclasses import dataclass

import cv2
import numpy as np

from gongkai.annual.read.ocr import engine as ocr_engine
from gongkai.annual.read.ocr.engine import Picture, Recognised

MOST_PIXELS = 9_000_000
"""An A4 page of 300 dots an inch; what is larger is made smaller, which loses nothing that is read."""
SKEW = 6.0
"""Degrees; a scanner skews a page by less."""
_SMALL = 900
_COPY = 1100
_TALL = 1.5
"""A piece of text so much higher than wide is a line that runs down the page."""
_LONGEST = 5
_BRIGHT = 200
_CHARACTERS = range(7, 120)
"""Pixels that characters are high."""
_DOT = 2
_STREWN = 0.001
_STRONG, _TINTED = 60, 15
"""Levels by which red ink, and what lies beside it in a JPEG, is redder than grey."""
_LIGHT = 0.75
"""The share of a seal's own level in red light from which on it is paper: its edges are darker than its middle."""
_LEVEL = 0.05
"""Degrees of skew that matter to nothing."""
_CLEAR = 0.8
_ENOUGH = 10
"""So many times its height of a line are enough to tell whether it stands on its head."""


@dataclass(frozen=True)
class Paper:
    """An upright page: `grey` with the paper at 255, red ink (seals) as light as the paper is in red light; `full` in all light.

    `em` is the height of most of its characters in pixels; `noise` what a level of the paper strays by.
    """

    grey: Picture
    full: Picture
    em: float
    noise: float

    @property
    def faint(self) -> int:
        """Darker than this is no paper, be it the faintest ink."""
        return int(255 - max(28.0, 6 * self.noise))


def upright(colours: Picture) -> Picture:
    """A picture (blue, green, red) with its text the right way up and its lines level; smaller where it is larger than can be of use."""
    scale = (MOST_PIXELS / (colours.shape[0] * colours.shape[1])) ** 0.5
    if scale < 1:
        colours = cv2.resize(colours, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    colours = _turned(colours)
    return _rotated(colours, skew(_flat(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), 40)))


def paper(colours: Picture) -> Paper:
    """Even paper, without turning anything."""
    colours = _without_salt(colours)
    grey = cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY)
    full = _flat(grey, 40)
    em = height_of_text(full)
    return Paper(_without_red(colours, full), full, em, _noise(full))


def _without_red(colours: Picture, full: Picture) -> Picture:
    """The levels with red ink as light as paper: in red light, where a seal is nearly as light, and black print under it stays black."""
    blue, green, red = (cv2.GaussianBlur(channel, (5, 5), 0).astype(np.int16) for channel in cv2.split(colours))
    redness = red - np.maximum(blue, green)
    strong = redness > _STRONG
    if not strong.any():
        return full
    light = _flat(colours[:, :, 2], 40)
    seal = float(np.percentile(light[strong], 70))
    bright = cv2.multiply(light, np.ones_like(light), scale=255 / max(1.0, _LIGHT * seal))
    near = cv2.dilate((redness > _TINTED).astype(np.uint8), np.ones((5, 5), np.uint8))
    return np.where(near > 0, np.maximum(full, bright), full).astype(np.uint8)


def _flat(grey: Picture, size: int) -> Picture:
    """The levels relative to the paper around: shadows and grey paper become white."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    kernel = np.ones((size // 4, size // 4), np.uint8)
    behind = cv2.GaussianBlur(cv2.dilate(cv2.medianBlur(small, 3), kernel), (0, 0), size / 6)
    behind = cv2.resize(behind, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, np.maximum(behind, 1), scale=255)


def _without_salt(colours: Picture) -> Picture:
    """Without single black and white dots, where a page is strewn with them: fewer would not be worth what smoothing does to thin strokes."""
    dark = cv2.threshold(cv2.cvtColor(colours, cv2.COLOR_BGR2GRAY), 128, 255, cv2.THRESH_BINARY_INV)[1]
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    dots = int(np.count_nonzero(stats[1:, cv2.CC_STAT_AREA] <= _DOT))
    return cv2.medianBlur(colours, 3) if dots > _STREWN * dark.size else colours


def _noise(flat: Picture) -> float:
    blurred = cv2.GaussianBlur(flat, (3, 3), 0)
    bright = blurred[blurred > _BRIGHT].astype(np.float32)
    return float(1.48 * np.median(np.abs(bright - np.median(bright)))) if bright.size else 0.0


def ink(flat: Picture, below: int) -> Picture:
    """255 where a picture is darker than `below`, single stray dots smoothed away."""
    return cv2.threshold(cv2.GaussianBlur(flat, (3, 3), 0), below, 255, cv2.THRESH_BINARY_INV)[1]


def height_of_text(flat: Picture) -> float:
    """The height of most characters in pixels."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink(flat, 170), connectivity=8)
    heights, widths = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    likely = heights[(heights >= _CHARACTERS.start) & (heights <= _CHARACTERS.stop) & (widths <= 1.6 * heights) & (widths * 2 >= heights)]
    return float(np.percentile(likely, 75)) if likely.size else 16.0


def _rotated(colours: Picture, degrees: float) -> Picture:
    if abs(degrees) < _LEVEL:
        return colours
    height, width = colours.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1)
    return cv2.warpAffine(colours, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)


def skew(flat: Picture) -> float:
    """By how many degrees a page must be turned, against the clock, so that its lines are level."""
    scale = _SMALL / max(flat.shape)
    small = ink(cv2.resize(flat, None, fx=min(1.0, scale), fy=min(1.0, scale), interpolation=cv2.INTER_AREA), 200)
    best = 0.0
    for span, step in ((SKEW, 0.5), (0.4, 0.1), (0.08, 0.02)):
        best = max((best + turn for turn in np.arange(-span, span + step / 2, step)), key=lambda turn: _levelness(small, turn))
    return float(best)


def _levelness(small: Picture, degrees: float) -> float:
    height, width = small.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), float(degrees), 1)
    rows = cv2.warpAffine(small, turn, (width, height), flags=cv2.INTER_LINEAR).sum(1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _turned(colours: Picture) -> Picture:
    """The picture with its text the right way up: a page scanned sideways or upside down is turned."""
    longest = _longest_texts(colours)
    if sum(crop.shape[0] > _TALL * crop.shape[1] for crop in longest) * 2 > len(longest):
        colours = np.ascontiguousarray(np.rot90(colours))
        longest = _longest_texts(colours)
    crops = [crop[:, : _ENOUGH * crop.shape[0]] for crop in longest if crop.shape[1] > crop.shape[0]]
    as_is = ocr_engine.recognise(crops)
    turned = ocr_engine.recognise([np.ascontiguousarray(np.rot90(crop, 2)) for crop in crops])
    if sum(map(_clear, turned)) > sum(map(_clear, as_is)):
        return np.ascontiguousarray(np.rot90(colours, 2))
    return colours


def _clear(found: Recognised) -> float:
    """How clearly a line is Chinese text: characters upside down are recognised too, but with doubt."""
    return sum(sure for character, sure in zip(found.text, found.sure, strict=True) if "\u4e00" <= character <= "\u9fff" and sure > _CLEAR)


def _longest_texts(colours: Picture) -> list[Picture]:
    """The longest pieces of text of a page, found in a small copy: only how they lie is asked."""
    scale = min(1.0, _COPY / max(colours.shape[:2]))
    small = cv2.resize(colours, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    crops = []
    for box in ocr_engine.text_boxes(small):
        left, top, right, bottom = (round(place / scale) for place in box)
        crops.append(colours[top:bottom, left:right])
    longest = sorted((crop for crop in crops if crop.size), key=lambda crop: max(crop.shape[:2]), reverse=True)
    return longest[:_LONGEST]
