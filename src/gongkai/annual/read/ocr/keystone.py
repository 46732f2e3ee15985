"""The keystone of a photographed page taken out: its largest ruled table is a rectangle on the paper, whatever shape the picture gives it."""

import cv2
import numpy as np
import numpy.typing as npt
from cv2.typing import MatLike

from gongkai.annual.read.ocr.engine import Picture
from gongkai.annual.read.ocr.paper import Paper
from gongkai.annual.read.ocr.rulings import line_masks

Corners = npt.NDArray[np.float32]
_LARGE = 0.06
"""The share of the page that a table must take: a small one says little of the page's far corners."""
_OFF = 0.25
"""Heights of a character by which a corner must be off for anything to be done."""
_DRAWN = 0.85
"""The share of each side that must be drawn, else the four corners are not those of a frame."""
_ROUGH = 0.02
"""The share of the outline by which its corners may be off."""
_SIDES = 4


def straightened(colours: Picture, page: Paper) -> Picture | None:
    """The picture with its largest table a rectangle, or None where it is one or no table tells."""
    corners = _frame(page)
    if corners is None:
        return None
    (left, top), (right, bottom) = corners.mean(0) - _size(corners) / 2, corners.mean(0) + _size(corners) / 2
    wanted = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    if np.abs(corners - wanted).max() < _OFF * page.em:
        return None
    return _warped(colours, cv2.getPerspectiveTransform(corners, wanted))


def _size(corners: Corners) -> npt.NDArray[np.float64]:
    sides = np.linalg.norm(np.roll(corners, -1, axis=0) - corners, axis=1)
    return np.array([(sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2])


def _frame(page: Paper) -> Corners | None:
    """The corners of the largest table, clockwise from its top left."""
    level, upright = line_masks(page)
    lines = cv2.dilate(cv2.max(level, upright), np.ones((5, 5), np.uint8))
    outlines, _ = cv2.findContours(lines, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    hulls = sorted((cv2.convexHull(outline) for outline in outlines), key=cv2.contourArea)
    if not hulls or cv2.contourArea(hulls[-1]) < _LARGE * lines.size:
        return None
    corners = cv2.approxPolyDP(hulls[-1], _ROUGH * cv2.arcLength(hulls[-1], closed=True), closed=True)
    ordered = _clockwise(corners.reshape(-1, 2).astype(np.float32))
    return ordered if len(corners) == _SIDES and _is_drawn(ordered, lines) else None


def _clockwise(corners: Corners) -> Corners:
    sums, differences = corners.sum(1), corners[:, 0] - corners[:, 1]
    return corners[[int(sums.argmin()), int(differences.argmax()), int(sums.argmax()), int(differences.argmin())]]


def _is_drawn(corners: Corners, lines: Picture) -> bool:
    thick = cv2.dilate(lines, np.ones((9, 9), np.uint8))  # an outline runs along the outer edge of its lines
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        side = np.zeros_like(lines)
        cv2.line(side, tuple(map(int, start)), tuple(map(int, end)), 255, 3)
        if cv2.countNonZero(cv2.min(side, thick)) < _DRAWN * cv2.countNonZero(side):
            return False
    return True


def _warped(colours: Picture, turn: MatLike) -> Picture:
    """The whole page, moved so that no corner of it is lost."""
    height, width = colours.shape[:2]
    page = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float32)
    moved = cv2.perspectiveTransform(page, turn)[0]
    (left, top), (right, bottom) = moved.min(0), moved.max(0)
    shift = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]])
    size = (int(right - left) + 1, int(bottom - top) + 1)
    return cv2.warpPerspective(colours, shift @ turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
