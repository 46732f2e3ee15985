"""Labels of the form that stand in pieces: broken over lines, or with the numbers beside one of their lines (as in text taken from a PDF)."""

from collections.abc import MutableMapping

from gongkai.annual.read import labels, values
from gongkai.annual.read.labels import Reading
from gongkai.annual.read.raw import Slot

Joined = MutableMapping[int, tuple[int, ...]]
"""The blocks whose texts went into the slot of a block."""
_LINES = 12
"""Labels broken over at most this many lines are put together."""
_BESIDE = 2
"""Numbers beside the middle line of a label have at most this many lines of it above and below them."""


def over_lines(slots: list[Slot], joined: Joined) -> list[Reading | None]:
    """Put labels broken over lines together in `slots`; what each slot then means."""
    readings = [labels.read(slot.text) if slot.text else None for slot in slots]
    index = 0
    while index < len(slots):
        if slots[index].kind == "line" and not _exact(readings, index + 1) and (length := _broken(slots, index)):
            text = "".join(slot.text for slot in slots[index : index + length])
            joined[slots[index].block] = tuple(slot.block for slot in slots[index : index + length])
            slots[index : index + length] = [slots[index]._replace(text=text)]
            readings[index : index + length] = [labels.read(text)]
        index += 1
    return readings


def _exact(readings: list[Reading | None], index: int) -> bool:
    reading = readings[index] if index < len(readings) else None
    return reading is not None and reading.how == "exact"


def _broken(slots: list[Slot], index: int) -> int:
    """How many lines from `index` make up one label of the form, the most that do; 0 when they make none."""
    part: list[str] = []
    best = 0
    if not labels.begins(slots[index].text):
        return 0
    for slot in slots[index : index + _LINES]:
        if slot.kind != "line" or len(slot.text) > labels.LONGEST or values.parse(slot.text) or values.is_blank(slot.text):
            break
        part.append(slot.text)
        if len(part) > 1 and labels.exact("".join(part)):
            best = len(part)
    return best


def beside_numbers(slots: list[Slot], joined: Joined) -> None:
    """Put labels together in `slots` whose numbers stand beside the middle or the last of their lines; the numbers then follow them."""
    index = 0
    while index < len(slots):
        end = index
        while end < len(slots) and slots[end].kind == "loose" and _same_line(slots[index], slots[end]):
            end += 1
        if end > index and (pieces := _pieces(slots, index, end)):
            above, below, text = pieces
            first = slots[index]
            numbers = slots[index + (values.parse(first.text) is None) : end]
            joined[first.block] = tuple(slots[n].block for n in range(index - above, end + below))
            slots[index - above : end + below] = [first._replace(text=text), *numbers]
            end = index - above + 1 + len(numbers)
        index = max(end, index + 1)


def _same_line(one: Slot, other: Slot) -> bool:
    return (one.block, one.row) == (other.block, other.row)


def _pieces(slots: list[Slot], index: int, end: int) -> tuple[int, int, str] | None:
    """How many lines above and below a line of numbers make up its label with the words on the line itself, and the label."""
    own = "" if values.parse(slots[index].text) else slots[index].text
    if (own and labels.read(own)) or not any(values.parse(slot.text) for slot in slots[index:end]):
        return None
    above = _texts_beside(slots, index - 1, -1)
    below = _texts_beside(slots, end, 1)
    found = {}
    for up in range(len(above) + 1):
        for down in range(len(below) + 1):
            text = "".join(reversed(above[:up])) + own + "".join(below[:down])
            reading = labels.exact(text) if up + down else None
            if reading is not None and reading.of("row"):
                found[reading.words[0].code] = (up, down, text)
    return next(iter(found.values())) if len(found) == 1 else None


def _texts_beside(slots: list[Slot], index: int, step: int) -> list[str]:
    """The texts that stand alone on the lines above (`step` -1) or below (1), the nearest first."""
    texts: list[str] = []
    while 0 <= index < len(slots) and len(texts) < _BESIDE:
        slot = slots[index]
        alone = slot.kind == "line" or not any(_same_line(slot, slots[n]) for n in (index - 1, index + 1) if 0 <= n < len(slots))
        if not alone or values.parse(slot.text) or not slot.text or len(slot.text) > labels.LONGEST:
            break
        texts.append(slot.text)
        index += step
    return texts
