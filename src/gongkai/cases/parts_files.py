"""Parts of the case page: files that are kept back, and the receipt for who came without the public form."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.organs import policies

if TYPE_CHECKING:
    from gongkai.cases.parts import Seen


@dataclass(frozen=True)
class KeptBack:
    """How many files wait for the virus scanner, in how many it found something."""

    waiting: int
    infected: int


def kept_back(seen: "Seen") -> KeptBack | None:
    """None where every file may be read."""
    found = KeptBack(len(seen.state.unscanned), len(seen.state.infected))
    return found if found.waiting or found.infected else None


def receipt(seen: "Seen") -> bool | None:
    """Whether the receipt with the query code can be printed: for what staff registered, by who registers. The form's own sender has it."""
    has_code = seen.case.key_of_form is not None and bool(seen.case.code_digest)
    may = has_code and seen.state.arrived.channel != "internet" and policies.may(seen.user, "case.register", seen.case.organ)
    return True if may else None
