"""What happens to an entry of a register, as past-tense facts, and how they are stored. No personal data: a person is the key of a row."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

ENTERED, FILED, SCANNED = "enter", "paper", "scanned"
"""The names of the events that are no step; the others are named by their step (`kinds.STEPS`)."""


@dataclass(frozen=True, kw_only=True)
class Entered:
    """An entry came in on the day `on` by `way` (`kinds.WAYS`) into the register `kind`; `text` says what it is about, `facts` are its `Kind.fields`.

    `person` is the key of a person row, empty where nobody said who they are.
    """

    on: dt.date
    kind: str
    number: str
    way: str
    text: str
    person: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Stepped:
    """A step (`kinds.STEPS`) was taken on the day `on`: what was said, decided, to whom it was passed on, how the person was told, until when.

    `due`, of a step that closes the entry: the last day to deal with it, as it was counted then; no later calendar moves it.
    """

    on: dt.date
    step: str
    text: str = ""
    outcome: str = ""
    organ: str = ""
    way: str = ""
    until: dt.date | None = None
    due: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class PaperFiled:
    """A file was put on record on the day `on`: its stored name, `what` it is (`kinds.PAPERS`), the `ending` of its kind.

    `waits`: the virus scanner could not be asked; nobody gets to see the file before a `PaperScanned` says that nothing is in it.
    """

    on: dt.date
    file: str
    what: str
    ending: str
    waits: bool = False


@dataclass(frozen=True, kw_only=True)
class PaperScanned:
    """A file that waited was looked at by the virus scanner; `found` is what it found by the scanner's name for it, empty: nothing."""

    on: dt.date
    scanned: str
    found: str = ""


Event = Entered | Stepped | PaperFiled | PaperScanned
_NAMES: Mapping[type, str] = {Entered: ENTERED, PaperFiled: FILED, PaperScanned: SCANNED}
_DAYS = ("until", "due")


def name_of(event: Event) -> str:
    """The name it is stored by."""
    return event.step if isinstance(event, Stepped) else _NAMES[type(event)]


def dumped(event: Event) -> dict[str, Any]:
    """The event as a JSON object, its day and step left out: those are columns."""
    plain = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in asdict(event).items()}
    return {name: value for name, value in plain.items() if name not in {"on", "step"} and value not in ("", None)}


def loaded(name: str, on: dt.date, data: Mapping[str, Any]) -> Event:
    """The event of a stored row. Raises TypeError for a field that this version does not know."""
    for made, own in _NAMES.items():
        if own == name:
            event: Event = made(on=on, **data)
            return event
    days = {code: dt.date.fromisoformat(data[code]) for code in _DAYS if code in data}
    return Stepped(on=on, step=name, **{**data, **days})
