"""Running text cut into sentences; a sentence keeps its brackets, its semicolons and a following 其中."""

import re
from typing import NamedTuple


class Sentence(NamedTuple):
    """A sentence and the number of the paragraph it stands in."""

    text: str
    paragraph: int


# A sentence that begins with 其中 tells the parts of the one before it.
_PIECE = re.compile(r"[^。！？!?]+(?:[。！？!?]+[，,]?(?:其中[^。！？!?]*)?)*")


def _open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text`, whose paragraphs are lines."""
    found: list[Sentence] = []
    for paragraph, line in enumerate(text.split("\n")):
        held = ""
        for piece in _PIECE.findall(line):
            held += piece
            # a full stop inside brackets ends nothing
            if ("（" in held or "(" in held) and _open(held):
                continue
            found.append(Sentence(held.strip(), paragraph))
            held = ""
        if held:
            found.append(Sentence(held.strip(), paragraph))
    return tuple(found)
