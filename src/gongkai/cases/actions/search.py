"""A search for what an item asks for is put on record (检索记录): without it nobody is told that something does not exist (Reg. 36(4))."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import ledger
from gongkai.cases.actions.base import Step
from gongkai.cases.events import Event, SearchRecorded
from gongkai.cases.models import Case
from gongkai.organs.actions.checks import Problems
from gongkai.organs.models import Organ

LONGEST = {"who": 200, "words": 200, "result": 2000}
"""Characters of each."""

_MOST_PLACES, _LONGEST_PLACE = 60, 60


@dataclass(kw_only=True)
class RecordSearch(Step):
    """The handler records a search for the item `item`, with the fields of `events.SearchRecorded`."""

    verb: ClassVar[str] = "case.search"
    capability: ClassVar[str] = "case.answer"

    case: Case
    item: int
    who: str
    places: tuple[str, ...] = ()
    archive: bool = False
    words: str
    searched: dt.date
    result: str
    found: bool = False

    def check(self) -> None:
        """Everything that a search record contains (`statute.lists`, `search_record`)."""
        problems = Problems()
        for name, most in LONGEST.items():
            value = getattr(self, name).strip()
            setattr(self, name, value)
            if not value or len(value) > most:
                problems.add(name, _("Write something, at most %(most)s signs.") % {"most": most})
        self.places = tuple(dict.fromkeys(place.strip() for place in self.places if place.strip()))
        if not self.places and not self.archive:
            problems.add("places", _("Say where it was searched: each division on a line, or the archive."))
        if len(self.places) > _MOST_PLACES or any(len(place) > _LONGEST_PLACE for place in self.places):
            problems.add("places", _("At most %(most)s lines of %(length)s signs.") % {"most": _MOST_PLACES, "length": _LONGEST_PLACE})
        problems.stop()

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It was searched."""
        said = {name: getattr(self, name) for name in ("item", "who", "places", "archive", "words", "searched", "result", "found")}
        yield SearchRecorded(on=self.day(), **said)

    def detail(self) -> Mapping[str, Any]:
        """For which item."""
        return {**super().detail(), "item": self.item}


def open_divisions(organ: Organ) -> list[str]:
    """The names of the organ's divisions that are not closed."""
    return list(organ.divisions.filter(closed_on__isnull=True).values_list("name", flat=True))


def unsearched(organ: Organ, state: ledger.Case) -> list[str]:
    """The divisions of the organ that the search for an item that is said not to exist leaves out; none where no such item is."""
    told = {item.number for item in state.items if item.answered and item.answered.answer == "does_not_exist"}
    names = open_divisions(organ) if told else []
    searched = {number: {place for one in state.searches if one.item == number for place in one.places} for number in told}
    return [name for name in names if any(name not in places for places in searched.values())]
