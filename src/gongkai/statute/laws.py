"""Dated law: rules read from `data/*.toml`, each with the days it is in force, and the choice of the one in force."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gongkai.messages import Message, UserError, message


class StatuteError(UserError):
    """The law cannot answer what was asked: the message says why and how to go on."""


class NoLawError(StatuteError):
    """No law in the tables covers the date; there is no default."""


@dataclass(frozen=True)
class Term(Message):
    """Words that come from data in both languages (`msgid` is the English), so no catalogue is needed."""

    zh: str = ""

    def text(self, language: str) -> str:
        """The words in `language` (`zh_Hans` or `en`)."""
        return self.zh if language == "zh_Hans" else self.msgid

    def __str__(self) -> str:
        """The words in the user's language."""
        return super().__str__()


def term(entry: Mapping[str, Any]) -> Term:
    """The words of a data entry with the keys `en` and `zh`."""
    return Term(msgid=entry["en"], zh=entry["zh"])


@dataclass(frozen=True)
class Rule:
    """One legal value (规定) with the days it is in force, both included; `until` is None while it stands.

    `value` is what the law sets, in `unit`; `article` cites the law, `source` its publication. `checked`: the text it was compared with
    on `checked_on`, or why there is none (`checked.unchecked`). `more` holds the other keys of the entry.
    """

    name: Term
    since: dt.date
    until: dt.date | None
    value: Any
    unit: str
    article: Term
    source: str
    checked: str
    checked_on: dt.date
    more: Mapping[str, Any]

    def covers(self, day: dt.date) -> bool:
        """Whether the rule is in force on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of `data/<name>.toml` as they stand there."""
    return tomllib.loads(files("gongkai.statute").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))


_PLACE = re.compile(r"(?P<article>\d+)(?:\.(?P<paragraph>\d+))?(?:\((?P<item>\d+)\))?")
_PARTS = (("article", "Art. {}", "第{}条"), ("paragraph", ", para. {}", "第{}款"), ("item", ", item {}", "第{}项"))


def citation(code: str, place: str = "") -> Term:
    """A place in one of the laws named in `data/laws.toml`, or the whole law.

    `place` is an article (条), paragraph (款) and item (项) like `33`, `33.2`, `36(5)` or `20.1(3)`.
    """
    law = load("laws")[code]
    found = _PLACE.fullmatch(place)
    if found is None:
        return term(law)
    parts = [(found[name], en, zh) for name, en, zh in _PARTS if found[name]]
    en, zh = ("".join(form[i].format(form[0]) for form in parts) for i in (1, 2))
    return Term(msgid=f"{law['en']}, {en}", zh=law["zh"] + zh)


_OWN = frozenset({"since", "until", "value", "unit", "law", "article", "checked"})


def _name(file: str, name: str) -> Term:
    names = load(file)["names"]
    return term(names[name] if name in names else names[name.partition(".")[0] + ".*"])


def _rule(file: str, name: str, entry: Mapping[str, Any]) -> Rule:
    return Rule(
        name=_name(file, name),
        since=entry["since"],
        until=entry.get("until"),
        value=entry.get("value"),
        unit=entry.get("unit", ""),
        article=citation(entry["law"], entry.get("article", "")),
        source=load("laws")[entry["law"]]["source"],
        checked=entry.get("checked", load("laws")[entry["law"]]["checked"]),
        checked_on=load(file)["checked_on"],
        more={key: value for key, value in entry.items() if key not in _OWN},
    )


@cache
def table(file: str, name: str) -> tuple[Rule, ...]:
    """The rules of one table: `table("deadlines", "answer")` is `[[answer]]` of `data/deadlines.toml`; dots nest."""
    found: Any = load(file)
    for part in name.split("."):
        found = found[part]
    return tuple(_rule(file, name, entry) for entry in found)


def in_force(rules: Sequence[Rule], day: dt.date) -> Rule:
    """The rule in force on `day`, the day of the event that chooses the law.

    Raises NoLawError when no rule in the table covers the day.
    """
    for rule in rules:
        if rule.covers(day):
            return rule
    spans = tuple(dict.fromkeys(f"{rule.since}..{rule.until or ''}" for rule in rules))
    name = rules[0].name
    raise NoLawError(message("No law in our tables covers {day} for “{name}”; they cover {spans}", day=day, name=name, spans=spans))
