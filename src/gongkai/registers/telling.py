"""What the page of an entry says: its facts, its timeline."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.organs import policies
from gongkai.persons.models import Person
from gongkai.persons.showing import shown
from gongkai.registers.events import Entered, Event, PaperFiled, PaperScanned, Stepped
from gongkai.registers.fold import State
from gongkai.registers.kinds import PAPERS, STEPS, UNNAMED, WAYS, outcome_name
from gongkai.registers.models import EntryEvent, EntryFile

_FOR_THE_SENDER = frozenset({"ask", "decide", "answer", "transfer", "close"})
"""Steps whose words are for the person."""


@dataclass(frozen=True)
class Line:
    """A line of the timeline: the day it happened, what, who recorded it when."""

    on: date
    title: str
    about: list[str]
    at: datetime
    who: str

    @property
    def is_late(self) -> bool:
        """Whether it was recorded on a later day than it happened."""
        return timezone.localtime(self.at).date() > self.on


def timeline(rows: list[EntryEvent], events: list[Event], state: State) -> list[Line]:
    """The events of an entry as lines."""
    names = policies.names_of({int(row.by.partition(":")[2]) for row in rows if row.by.startswith("user:")})
    return [Line(event.on, _title(event), _about(event, state), row.at, _who(row.by, names)) for row, event in zip(rows, events, strict=True)]


def _title(event: Event) -> str:
    if isinstance(event, Entered):
        return _("It came in")
    if isinstance(event, PaperFiled):
        return _("A file was put on record")
    if isinstance(event, PaperScanned):
        return _("The virus scanner found something in a file") if event.found else _("The virus scanner found nothing in a file that waited")
    return str(STEPS[event.step].done)


def _about(event: Event, state: State) -> list[str]:
    if isinstance(event, Entered):
        return [str(WAYS[event.way])]
    if isinstance(event, PaperFiled):
        return [str(PAPERS[event.what])]
    if isinstance(event, PaperScanned):
        return [event.found] if event.found else []
    parts = (
        outcome_name(state.kind, event.outcome),
        event.organ,
        str(WAYS[event.way]) if event.way else "",
        _("until %(day)s") % {"day": event.until} if event.until else "",
        event.text,
    )
    return [part for part in parts if part]


def _who(by: str, names: dict[int, str]) -> str:
    kind, _colon, key = by.partition(":")
    if kind == "user":
        return names.get(int(key), _("account No. %(key)s") % {"key": key})
    return _("sent by the public form") if kind == "public" else _("the system")


def name_of(person: Person) -> str:
    """The masked name; of somebody who gave only a way to reach them, that they gave none."""
    name = shown(person).fields.get("name", "")
    return _("gave no name") if name.startswith(UNNAMED[0]) else name


def facts(state: State) -> list[tuple[Any, str, str]]:
    """The register's own fields: label, value, code."""
    given = state.entered.facts
    fields = [one for one in state.kind.fields if one.code in given]
    return [(one.label, str(one.choices[given[one.code]]) if one.choices else given[one.code], one.code) for one in fields]


def said_to_sender(events: list[Event], state: State) -> list[tuple[date, str, list[str]]]:
    """What the sender reads with number and query code: day, step, and what the office asked, decided, answered; its own notes are left out."""
    hidden = {"amend", "file"} if state.stage == "closed" else {"amend", "file", "decide"}  # what is decided is told first
    return [(event.on, _title(event), _told(event, state)) for event in events if _is_the_senders(event, hidden)]


def _is_the_senders(event: Event, hidden: Collection[str]) -> bool:
    """Of files, those that came from outside."""
    if isinstance(event, Stepped):
        return event.step not in hidden
    return isinstance(event, Entered) or (isinstance(event, PaperFiled) and event.what == "came")


def _told(event: Event, state: State) -> list[str]:
    return _about(event, state) if not isinstance(event, Stepped) or event.step in _FOR_THE_SENDER else []


def papers(rows: Iterable[EntryFile], events: Sequence[Event], state: State) -> list[tuple[int, str, str, date]]:
    """The files that may be read: the place, what it is, its kind, the day it was put on record."""
    kept_back = {*state.unscanned, *state.infected}
    found = []
    for row in rows:
        event = events[row.position - 1]
        if isinstance(event, PaperFiled) and event.file not in kept_back:
            found.append((row.position, str(PAPERS[event.what]), event.ending.upper(), event.on))
    return found
