"""How raw text shows digits that stand beside a number and are no part of it, so that no reader takes them for its own."""

import re

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGIT = re.compile(r"\d")


def raised(text: str) -> str:
    """A text above or below the line: the mark of a footnote."""
    return text.translate(_RAISED)


def struck(text: str) -> str:
    """A text that is struck out, marked where it has digits; words that are struck out do no harm."""
    return f"~~{text}~~" if _DIGIT.search(text) else text
