"""The points that the law leaves open (reading), as settings of an organ with their defaults in `data/readings.toml`."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from gongkai.messages import message
from gongkai.statute.laws import StatuteError, Term, load, term


@dataclass(frozen=True)
class Readings:
    """The readings an organ has chosen; `readings()` gives the defaults. `docs/reference/statute.md` explains each.

    Raises StatuteError for a value that is not one of a setting's choices, or a number of days below 1.
    """

    law_chosen_by: str
    stop_begins_next_day: bool
    stop_includes_last_day: bool
    correction_days: int
    late_notice_restarts: bool
    confirm_within: int
    individual_business: str
    mixed_items: str
    sub_provincial_vertical: str

    def __post_init__(self) -> None:
        """Refuse values that no rule can work with."""
        for setting in fields(self):
            value, choices = getattr(self, setting.name), load("readings")[setting.name].get("choices", ())
            if choices and value not in choices:
                known = tuple(choices)
                raise StatuteError(message("Setting “{name}” is one of {known}, not “{value}”", name=setting.name, known=known, value=value))
            if type(value) is int and value < 1:
                raise StatuteError(message("Setting “{name}” is a number of days from 1 up, not {value}", name=setting.name, value=value))


def readings(**chosen: Any) -> Readings:
    """The default readings, with those in `chosen` put in their place."""
    return Readings(**{**_defaults(), **chosen})


@cache
def _defaults() -> dict[str, Any]:
    return {setting.name: load("readings")[setting.name]["value"] for setting in fields(Readings)}


def explained(name: str) -> Term:
    """What the setting `name` decides, in both languages."""
    return term(load("readings")[name])
