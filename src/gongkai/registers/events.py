"""What happens to an entry of a register, as past-tense facts, and how they are stored. No personal data: a person is the key of a row."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

ENTERED = "enter"
"""The name of the first event; the others are named by their step (`kinds.STEPS`)."""


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
    """A step (`kinds.STEPS`) was taken on the day `on`: what was said, decided, to whom it was passed on, how the person was told, until when."""

    on: dt.date
    step: str
    text: str = ""
    outcome: str = ""
    organ: str = ""
    way: str = ""
    until: dt.date | None = None


Event = Entered | Stepped


def name_of(event: Event) -> str:
    """The name it is stored by."""
    return ENTERED if isinstance(event, Entered) else event.step


def dumped(event: Event) -> dict[str, Any]:
    """The event as a JSON object, its day and step left out: those are columns."""
    plain = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in asdict(event).items()}
    return {name: value for name, value in plain.items() if name not in {"on", "step"} and value not in ("", None)}


def loaded(name: str, on: dt.date, data: Mapping[str, Any]) -> Event:
    """The event of a stored row. Raises TypeError for a field that this version does not know."""
    if name == ENTERED:
        return Entered(on=on, **data)
    until = data.get("until")
    return Stepped(on=on, step=name, **{**data, "until": dt.date.fromisoformat(until) if until else None})
