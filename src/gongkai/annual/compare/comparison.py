"""What a comparison tells, as data."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from gongkai.annual.check import Finding
from gongkai.annual.model import Figure
from gongkai.messages import Message

State = Literal["figure", "blank", "unknown", "not_in_form"]
FIGURE: Final = "figure"
BLANK: Final = "blank"
UNKNOWN: Final = "unknown"
NOT_IN_FORM: Final = "not_in_form"


@dataclass(frozen=True)
class Reason:
    """Why something is not told, or must be kept in mind: a stable code and a sentence."""

    code: str
    message: Message


@dataclass(frozen=True)
class Head:
    """Which report it is; `form` is the edition it is judged by (`legacy`, `2019`, `2021`), None where the source does not tell.

    `warnings` is how many warnings the reader gave: what it was in doubt of is unknown here.
    """

    source: str
    organ: str | None
    year: int | None
    form: str | None
    warnings: int


@dataclass(frozen=True)
class Side:
    """A cell in one report: a number, printed blank, unknown (not in the source or not readable), or not in that report's form.

    `figure` and its printed `unit` only with the state `figure`; `cells` are the cells it was added up from, where the form divides it.
    """

    state: State
    figure: Figure | None = None
    unit: str | None = None
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """One cell in both reports, `name` in the form's own words.

    `difference` is new less old, exact, of money in `unit`; `growth` is it in percent of old, rounded half up to 0.1.
    Either is None with its reason: `not_compared` for both, `no_growth` where there is a difference all the same.
    """

    cell: str
    name: str
    old: Side
    new: Side
    difference: Figure | None = None
    unit: str | None = None
    growth: Decimal | None = None
    not_compared: Reason | None = None
    no_growth: Reason | None = None


@dataclass(frozen=True)
class Passage:
    """Repeated text of the new report: characters `start` to before `end` of the text of `section` (its title), `characters` of which count."""

    section: str
    start: int
    end: int
    characters: int
    text: str


@dataclass(frozen=True)
class Repeated:
    """How much of a text stands in the old report: `repeated` of `characters` that count; `share` in percent, rounded half up to 0.1.

    `title` is the section's in the new report, `old_title` in the old one; empty where it has none, and both for the report as a
    whole. `share` is None with a `reason`.
    """

    title: str
    old_title: str
    characters: int
    repeated: int
    share: Decimal | None
    reason: Reason | None


@dataclass(frozen=True)
class Repetition:
    """Repeated text: each section of the new report against its own in the old one, and the whole against the whole.

    `passages` are the repeated passages of the whole, longest first: evidence, text that moved to another section included.
    """

    whole: Repeated
    sections: tuple[Repeated, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Comparison:
    """Two reports side by side: what to keep in mind, what cannot be true of both, every cell, repeated text.

    `years` is how many years lie between (None where a year is unknown): growth is over all of them.
    """

    old: Head
    new: Head
    years: int | None
    notices: tuple[Reason, ...]
    findings: tuple[Finding, ...]
    changes: tuple[Change, ...]
    repetition: Repetition
