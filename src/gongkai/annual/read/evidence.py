"""Where each cell of a row was printed: evidence that points at the number itself, not at the row."""

from collections.abc import Sequence

from gongkai.annual.read.align import Blank, Cell
from gongkai.annual.read.raw import Slot
from gongkai.annual.read.values import Value, is_blank, parse


def slots_of(cells: Sequence[Cell], printed: Sequence[Slot], label: Slot) -> list[Slot]:
    """For each cell the slot that prints it, in reading order; where none does (digits run together) the row's first, or its label."""
    found = []
    start = 0
    for content in cells:
        at = next((index for index in range(start, len(printed)) if _prints(printed[index], content)), None)
        if at is None:
            found.append(printed[0] if printed else label)
        else:
            found.append(printed[at])
            start = at + 1
    return found


def _prints(slot: Slot, content: Cell) -> bool:
    if isinstance(content, Value):
        value = parse(slot.text)
        return value is not None and value.number == content.number
    if isinstance(content, Blank):
        return is_blank(slot.text)
    return content is not None and content.text == slot.text
