"""Which figures recognised in cells are certain: a wrong digit is far worse than a cell left out.

A figure is taken when two readings of the picture, one as it is and one larger and in black and white, give the same characters, each
of high probability, and the strokes agree with them: as many pieces of ink as characters, and upright ones for a 1.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from gongkai.annual.read import values
from gongkai.annual.read.ocr import engine as ocr_engine
from gongkai.annual.read.ocr.engine import Box, Picture, Recognised
from gongkai.annual.read.ocr.paper import Paper
from gongkai.annual.read.raw import REPLACEMENT

CERTAIN = 0.80
"""The probability that every character of both readings must have: measured, see `docs/reference/layouts.md`."""
_LIKE = re.compile(r"[\d\s.,，、:;·。+\-—–_一/\\|!%()（）\[\]IilLoOQDCcUuSsZzBbgqTtnr〇○口日乙了丁个万亿千百元件项份宗次起条增减加少]*")
_DIGITS = re.compile(r"[+\-]?\d+(?:[,，]\d{3})*(?:\.\d+)?")
_SLASH = "/"
_NOTHING = "无"
_LIKE_SLASH = frozenset({"/", "1", "7", "l", "I", "|", "ノ", "J", "丿"})
_HIGHER = 1.08
_BROKEN = 0.12
"""Heights of a character; twice what a broken stroke leaves open, because the piece is looked at twice as large."""
_WIDEST = 0.9
"""A digit's width by its height; two that touch are wider."""
_LEANS = 0.12
"""A 1 leans to the right by less of its height, a slash by more."""


@dataclass(frozen=True)
class Piece:
    """A line of text in a cell: where it stands, what was recognised."""

    box: Box
    read: Recognised


def may_be(lines: Sequence[Piece]) -> bool:
    """Whether a cell with these lines may hold a figure, or a mark for nothing: then certainty is asked."""
    text = "".join(line.read.text for line in lines)
    return bool(_LIKE.fullmatch(text)) or text == _NOTHING or values.parse(text) is not None


def certain(page: Paper, cells: Sequence[Piece | None]) -> list[str]:
    """The figure of each cell, or the mark for a lost character where it is not certain (always where there is no one line: None)."""
    asked = [piece for piece in cells if piece is not None]
    again = iter(ocr_engine.recognise([_stark(page, piece.box) for piece in asked]))
    return _slashes(page, cells, [REPLACEMENT if piece is None else _agreed(page, piece, next(again)) for piece in cells])


def _agreed(page: Paper, piece: Piece, again: Recognised) -> str:
    text = piece.read.text
    if text != again.text or min(piece.read.surest, again.surest) < CERTAIN:
        return REPLACEMENT
    if text == _NOTHING or (values.parse(text) is not None and not _DIGITS.fullmatch(text)):
        return text
    if not _DIGITS.fullmatch(text) or not _as_many_strokes(page, piece):
        return REPLACEMENT
    return REPLACEMENT if text == "1" and _lean(black(_cut(page, piece.box))) >= _LEANS else text


def _slashes(page: Paper, cells: Sequence[Piece | None], found: list[str]) -> list[str]:
    """With the slashes taken for what they are: straight, thin, leaning, and higher than the page's digits, which a leaning 1 is not."""
    heights = [piece.box[3] - piece.box[1] for piece, text in zip(cells, found, strict=True) if piece and text.isdecimal()]
    digit = float(np.median(heights)) if heights else float("inf")
    return [
        _SLASH if piece and text == REPLACEMENT and piece.read.text in _LIKE_SLASH and _is_slash(page, piece.box, digit) else text
        for piece, text in zip(cells, found, strict=True)
    ]


def _is_slash(page: Paper, box: Box, digit: float) -> bool:
    stroke = black(_cut(page, box))
    rows = [np.flatnonzero(row) for row in stroke if row.any()]
    middles = np.array([row.mean() for row in rows])
    ideal = np.linspace(middles[0], middles[-1], len(middles))
    straight = bool(np.abs(middles - ideal).max() <= 0.1 * len(rows)) and max(row[-1] - row[0] for row in rows) <= 0.3 * len(rows)
    return straight and _lean(stroke) >= _LEANS and box[3] - box[1] >= _HIGHER * digit


def _cut(page: Paper, box: Box) -> Picture:
    left, top, right, bottom = box
    return page.grey[top:bottom, left:right]


def black(grey: Picture) -> Picture:
    """The ink of a piece at twice its size: 255 where it is darker than the middle between paper and ink."""
    large = cv2.resize(grey, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    return cv2.threshold(large, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]


def _stark(page: Paper, box: Box) -> Picture:
    """The piece twice as large, in black and white, with more paper around it."""
    left, top, right, bottom = box
    grey = page.grey[top:bottom, left:right]
    large = cv2.resize(cv2.copyMakeBorder(grey, 4, 4, 4, 4, cv2.BORDER_CONSTANT, value=255), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    _, black = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    soft = cv2.GaussianBlur(black, (3, 3), 0)
    lack = max(0, round(2.2 * page.em) - soft.shape[0]) // 2
    return cv2.copyMakeBorder(soft, lack, lack, 24, 24, cv2.BORDER_CONSTANT, value=255)


def _as_many_strokes(page: Paper, piece: Piece) -> bool:
    """Whether there are as many pieces of ink side by side as characters, at any of five darknesses and two widths of gaps.

    Faint strokes part and thick ones touch; a piece as wide as two digits is two.
    """
    large = cv2.resize(_cut(page, piece.box), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
    middle, _ = cv2.threshold(large, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    for step in (-0.4, -0.2, 0.0, 0.3, 0.6):
        for gap in (1, 1 + round(_BROKEN * page.em)):
            widths = _widths_of_ink(large < middle + step * (255 - middle), gap)
            if len(widths) == len(piece.read.text) and max(widths) <= _WIDEST * large.shape[0]:
                return True
    return False


def _widths_of_ink(dark: npt.NDArray[np.bool_], gap: int) -> list[int]:
    """The widths of the pieces of ink; gaps up to so many columns are no gaps."""
    columns = np.flatnonzero(np.count_nonzero(dark, axis=0) > 1)
    if not columns.size:
        return []
    pieces = np.split(columns, np.flatnonzero(np.diff(columns) > gap) + 1)
    return [int(piece[-1] - piece[0]) + 1 for piece in pieces]


def _lean(stroke: Picture) -> float:
    """By how much of its height the top of a stroke stands to the right of its foot."""
    rows = [np.flatnonzero(row).mean() for row in stroke if row.any()]
    third = max(1, len(rows) // 3)
    return float((np.mean(rows[:third]) - np.mean(rows[-third:])) / max(1, len(rows)))
