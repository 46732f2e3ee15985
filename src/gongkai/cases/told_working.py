"""The work inside the organ on screen: who has a request in hand, what divisions say, what was noted and corrected."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from gongkai.cases.events import Event
from gongkai.organs import policies


@dataclass(frozen=True)
class Hands:
    """The names of the people and the divisions that events name by their keys."""

    people: Mapping[int, str] = field(default_factory=dict)
    divisions: Mapping[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, events: Iterable[Event]) -> "Hands":
        """Those of `events`; two queries at most."""
        named = list(events)
        people = {key for one in named for key in (getattr(one, "handler", None), getattr(one, "before", None)) if isinstance(key, int)}
        divisions = {key for one in named if isinstance(key := getattr(one, "division", None), int)}
        return cls(policies.names_of(people) if people else {}, policies.division_names(divisions) if divisions else {})

    def told(self, division: int | None, handler: int | None) -> str:
        """Division and handler, as far as they are known."""
        return " · ".join(filter(None, [self.divisions.get(division or 0, ""), self.people.get(handler or 0, "")]))


def _assigned(event: Any, hands: Hands) -> str:
    item = _("item %(item)s") % {"item": event.item} if event.item else ""
    return " · ".join(filter(None, [item, hands.told(event.division, event.handler), event.reason]))


def _handed_over(event: Any, hands: Hands) -> str:
    return f"{hands.people.get(event.before, '')} → {hands.told(event.division, event.handler)} · {event.reason}"


def _note(event: Any, _hands: Hands) -> str:
    about = _("corrects note %(note)s") % {"note": event.corrects} if event.corrects else ""
    return " · ".join(filter(None, [about, event.text]))


def _recomputed(event: Any, _hands: Hands) -> str:
    return _("%(before)s became %(after)s") % {"before": event.before or "—", "after": event.after or "—"}


def _corrected(event: Any, _hands: Hands) -> str:
    said = {"entry": event.entry, "wrong": event.wrong, "right": event.right, "reason": event.reason}
    return _("entry %(entry)s: “%(wrong)s” should be “%(right)s”; %(reason)s") % said


TOLD: Mapping[str, Callable[[Any, Hands], str]] = {
    "case_assigned": _assigned,
    "case_handed_over": _handed_over,
    "opinion_asked": lambda event, hands: f"{hands.divisions.get(event.division, '')} · {event.question}",
    "opinion_given": lambda event, _hands: str(event.text),
    "note_written": _note,
    "due_day_missed": lambda event, _hands: str(event.due),
    "due_day_recomputed": _recomputed,
    "delivery_signed": lambda event, _hands: _("service %(number)s") % {"number": event.service},
    "delivery_returned": lambda event, _hands: f"{_('service %(number)s') % {'number': event.service}} · {event.reason}",
    "case_archived": lambda event, _hands: str(event.number),
    "record_corrected": _corrected,
}
"""What a line of the timeline says beside its title."""
