"""The models in rapidocr's wheel, run by onnxruntime on two threads: where text stands in a picture, which characters a crop shows.

Only imported where the extra `ocr` is installed. The models are named by their files: rapidocr looks for any other on the network.
"""

import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime
from cv2.typing import MatLike

Picture = MatLike
"""Grey levels by row and column, 0 is black; or three of them a pixel: blue, green, red."""

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels; the latter two are outside."""

THREADS = 2
"""Recognition takes seconds: whoever reads a folder keeps the machine's other cores."""
HEIGHT = 48
"""The height of the crops that the recognition model was trained with."""
NARROWEST = 160
"""Half of what the model was trained with: a lone digit is recognised as well, in a third of the time; at 96 slashes become doubtful."""
TOGETHER = 4
"""Crops recognised at once, of like widths: 16 and more take longer for each."""
BAND = 2000
"""Text is looked for in bands of a picture so wide and so high at most; it is recognised in the picture as it is."""
BAND_OVERLAP = 60
GREY = 2
"""The axes of a picture without colours."""
_DETECTION, _RECOGNITION = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"


class Recognised(NamedTuple):
    """The characters of a crop, each with the model's probability for it, and where it stands: a share of the crop's width."""

    text: str
    sure: tuple[float, ...]
    at: tuple[float, ...]

    @property
    def surest(self) -> float:
        """The lowest probability of any character; 0 where nothing was recognised."""
        return min(self.sure, default=0.0)


def _model(name: str) -> str:
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:  # pragma: no cover - the caller has asked for it
        raise ModuleNotFoundError(name)
    return str(Path(spec.origin).parent / "models" / name)


@cache
def recogniser() -> tuple[Any, tuple[str, ...]]:
    """The recognition model and the characters it knows, the first being none."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # threads that wait would eat what others could use
    options.log_severity_level = 4
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(_model(_RECOGNITION), options, providers=["CPUExecutionProvider"])
    return session, ("", *session.get_modelmeta().custom_metadata_map["character"].splitlines(), " ")


@cache
def detector() -> Any:
    """What finds the pieces of text in a picture."""
    from rapidocr import RapidOCR  # noqa: PLC0415 - takes a second, which a picture of tables alone does not need

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.max_side_len": BAND,
            "Det.limit_type": "max",
            "Det.limit_side_len": BAND,
            "Det.model_path": _model(_DETECTION),
            "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def text_boxes(picture: Picture) -> list[Box]:
    """The upright rectangles around the pieces of text in a picture, from band to band of a long one."""
    colours = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR) if picture.ndim == GREY else picture
    height, width = colours.shape[:2]
    scale = min(1.0, BAND / width)
    step = round(BAND / scale)
    overlap = round(BAND_OVERLAP / scale)
    found: list[Box] = []
    for top in range(0, height, step):
        first, last = max(0, top - overlap), min(height, top + step + overlap)
        for left, upper, right, lower in _boxes_of_band(colours[first:last]):
            box = (left, upper + first, right, lower + first)
            if top <= (box[1] + box[3]) / 2 < top + step and right > left and lower > upper:
                found.append(box)
    return found


def _boxes_of_band(band: Picture) -> list[Box]:
    found = detector()(band, use_det=True, use_cls=False, use_rec=False)
    if found.boxes is None:
        return []
    height, width = band.shape[:2]
    corners = [(np.floor(box.min(0)).astype(int), np.ceil(box.max(0)).astype(int)) for box in np.asarray(found.boxes)]
    return [(max(0, int(a[0])), max(0, int(a[1])), min(width, int(b[0])), min(height, int(b[1]))) for a, b in corners]


def recognise(crops: Sequence[Picture]) -> list[Recognised]:
    """The characters of each crop, one line of text in each."""
    found: dict[int, Recognised] = {}
    order = sorted(range(len(crops)), key=lambda index: _width(crops[index]))
    for start in range(0, len(order), TOGETHER):
        batch = order[start : start + TOGETHER]
        found.update(zip(batch, _together([crops[index] for index in batch]), strict=True))
    return [found[index] for index in range(len(crops))]


def _width(crop: Picture) -> int:
    height, width = crop.shape[:2]
    return max(1, round(int(width) * HEIGHT / int(height)))


def _together(crops: Sequence[Picture]) -> list[Recognised]:
    session, characters = recogniser()
    widths = [_width(crop) for crop in crops]
    # what is left of the width is the middle between black and white, as in the model's training
    data = np.zeros((len(crops), 3, HEIGHT, max(NARROWEST, *widths)), np.float32)
    for row, crop, width in zip(data, crops, widths, strict=True):
        shrunk = crop.shape[0] > HEIGHT
        sized = cv2.resize(crop, (width, HEIGHT), interpolation=cv2.INTER_AREA if shrunk else cv2.INTER_CUBIC).astype(np.float32) / 127.5 - 1
        row[:, :, :width] = sized.transpose(2, 0, 1) if sized.ndim != GREY else sized
    (probabilities,) = session.run(None, {session.get_inputs()[0].name: data})
    return [_decoded(steps, characters, data.shape[3] / width) for steps, width in zip(probabilities, widths, strict=True)]


def _decoded(steps: npt.NDArray[np.float32], characters: tuple[str, ...], stretch: float) -> Recognised:
    """Connectionist temporal classification: the best character of each step, repetitions without a gap between them being one."""
    best, sure = steps.argmax(1), steps.max(1)
    text: list[str] = []
    probabilities: list[float] = []
    places: list[float] = []
    before = 0
    for step, index in enumerate(best):
        if index and index != before:
            text.append(unicodedata.normalize("NFKC", characters[index]) if characters[index].isdecimal() else characters[index])
            probabilities.append(float(sure[step]))
            places.append(min(1.0, step / len(best) * stretch))
        elif index:
            probabilities[-1] = max(probabilities[-1], float(sure[step]))
        before = int(index)
    return Recognised("".join(text), tuple(probabilities), tuple(places))
