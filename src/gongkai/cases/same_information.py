"""Whether two requests ask for the same information (相同政府信息), as far as their words tell: exact, but for what nobody reads. Pure."""

import hashlib
import unicodedata

_PASSED_OVER = ("P", "Z", "C")
"""General categories that tell no difference: punctuation, blanks, what has no width."""


def normalised(text: str) -> str:
    """The text as it is compared: without blanks and punctuation, half-width, small letters; every other character counts.

    The digits of 98.5 and of 985 are then the same, which is why a person has the last word (`statute.consultations.relation`).
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in plain if unicodedata.category(one)[0] not in _PASSED_OVER)


def information(text: str) -> str:
    """What stands for the text in an index: 64 hexadecimal digits, the same for the same information; empty where nothing is left of it."""
    plain = normalised(text)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest() if plain else ""
