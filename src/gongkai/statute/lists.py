"""Lists that the law fixes: what a guide, a catalogue, a request, a search record or a page has to contain, by their names."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from gongkai.messages import message
from gongkai.statute.laws import StatuteError, Term, in_force, load, table, term


@dataclass(frozen=True)
class Entry:
    """One thing of a list: its code, its words and its place in the law; `value` in `unit` where the law sets one."""

    code: str
    text: Term
    article: Term
    value: Any
    unit: str


def lists() -> tuple[str, ...]:
    """The names of the lists; `data/lists.toml` says what each is."""
    return tuple(load("lists")["names"])


def entries(name: str, day: dt.date) -> tuple[Entry, ...]:
    """The entries of the list `name` in force on `day`, in the law's order.

    Raises StatuteError for a list that does not exist, NoLawError for a day on which no law in the tables has it.
    """
    if name not in lists():
        raise StatuteError(message("List “{name}” is not known; use one of {known}", name=name, known=lists()))
    rules = table("lists", name)
    in_force(rules, day)
    return tuple(Entry(rule.more["code"], term(rule.more), rule.article, rule.value, rule.unit) for rule in rules if rule.covers(day))
