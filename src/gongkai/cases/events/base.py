"""What every event of a request is, and how it is stored.

An event is stored as the JSON object that `dumped` gives; `loaded` reads every object ever stored, so a field may be added with a default
and none may change its meaning.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, get_type_hints

KINDS: dict[str, type["Event"]] = {}


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened on `on`."""

    kind: ClassVar[str]
    on: dt.date

    def __init_subclass__(cls, kind: str, **more: Any) -> None:
        """Each kind is known by its name."""
        super().__init_subclass__(**more)
        cls.kind = kind
        if kind:  # what several kinds share has none
            KINDS[kind] = cls


@dataclass(frozen=True, kw_only=True)
class Closes(Event, kind=""):
    """What is fixed for ever when a request is closed, whatever closes it.

    `edition`, `row` and `column` say where it stands in the annual form of the year of `on`; `due` was the last day of the period, None where
    none ran, `calendar` the version of the calendar that gave it. `late`: the working days from that day to the closing, as they were counted then;
    None: not fixed with it, and counted by the calendar of the day of closing.
    """

    edition: str
    row: str
    column: str
    due: dt.date | None
    calendar: str
    late: int | None = None


@dataclass(frozen=True, kw_only=True)
class Lettered(Event, kind=""):
    """What became a letter: its `number`, and the names of its stored files: the data, the DOCX and the PDF printed from it."""

    number: str
    data: str
    docx: str
    pdf: str


@dataclass(frozen=True, kw_only=True)
class Sent(Event, kind=""):
    """A letter was given to somebody by `way` (`statute.receipt.answer_given`); `mail_number` where it was posted."""

    way: str
    mail_number: str = ""


@dataclass(frozen=True, kw_only=True)
class Beside(Event, kind=""):
    """What stands beside the steps of the law: neither is bound to the order of the other's days, and no clock is moved by it."""


_DAYS = (dt.date, dt.date | None)


@cache
def _hints(kind: str) -> Mapping[str, Any]:
    return {name: hint for name, hint in get_type_hints(KINDS[kind]).items() if name in {one.name for one in fields(KINDS[kind])}}


def dumped(event: Event) -> dict[str, Any]:
    """The event as a JSON object, its kind and `on` left out: those are columns."""
    return {one.name: _plain(getattr(event, one.name)) for one in fields(event) if one.name != "on"}


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def loaded(kind: str, on: dt.date, data: Mapping[str, Any]) -> Event:
    """The event of a stored row. Raises KeyError for a kind, TypeError for a field, that this version does not know."""
    found = KINDS[kind]
    hints = _hints(kind)
    return found(on=on, **{name: _typed(hints.get(name), value) for name, value in data.items()})


def _typed(hint: Any, value: Any) -> Any:
    if hint in _DAYS and value is not None:
        return dt.date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
