"""A sample request as it is told: who asked for what, what was answered, and on which days. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from gongkai.samples_system.ledgers import stories
from gongkai.samples_system.ledgers.applicants import Applicant, applicant
from gongkai.samples_system.ledgers.course import Course, course
from gongkai.samples_system.ledgers.wanted import Wanted, wanted
from gongkai.samples_system.plan import PlannedOrgan
from gongkai.statute.calendar import Calendar

_ANSWERS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "granted": (("disclosed",), ("disclosed",), ("already_published",), ("disclosed", "already_published")),
    "partly_granted": (("partly",), ("partly",), ("disclosed", "does_not_exist"), ("disclosed", "process_information", "not_this_organ")),
    "refused.process_information": (("process_information",), ("process_information", "does_not_exist")),
    "unavailable.not_held": (("does_not_exist",), ("not_this_organ",), ("does_not_exist", "not_this_organ")),
    "other.other": (("withdrawn",), ("withdrawn",), ("consultation",)),
}
"""What can be answered to the items of a request so that it stands in a row, by the law's table (Reg. 36 to 39, the form's own notes).

A row that is not here holds requests of one item, answered by the kind of that name.
"""

_ENDINGS = {"withdrawn": "withdrawn", "not_corrected": "abandoned", "fee_unpaid": "abandoned"}
_WISHES = (
    ("electronic", "electronic", "electronic"),
    ("electronic", "electronic", "electronic"),
    ("paper", "post", "post"),
    ("any", "collect", "served"),
)
"""Form and way of delivery that were wished, and the way in which it was served."""


@dataclass(frozen=True)
class Told:
    """A request of the sample; `answers` are kinds of answers, an item each, with the fields that go with them.

    `number` counts the organ's requests by their arrival, from 1; `repeats`: the number of the earlier request that it repeats, 0: none here.
    """

    want: Wanted
    applicant: Applicant
    items: tuple[str, ...]
    answers: tuple[tuple[str, Mapping[str, Any]], ...]
    form: str
    delivery: str
    way: str
    course: Course
    seed: str
    number: int = 0
    repeats: int = 0

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the answers."""
        return tuple(kind for kind, _fields in self.answers)

    def chance(self, what: str) -> Random:
        """A chance of its own for `what`: another step more changes nothing of the rest."""
        return Random(f"{self.seed}/{what}")  # noqa: S311  # sample data, the same every time


def told(organ: PlannedOrgan, calendar: Calendar) -> list[Told]:
    """All requests of the ledger of `organ`, by their arrival. Raises PlanError: the plan's forms cannot be those of any ledger."""
    made = sorted((_told(organ, want, place, calendar) for place, want in enumerate(wanted(organ.code), 1)), key=lambda one: one.course.arrived)
    return _repeating(replace(one, number=number) for number, one in enumerate(made, 1))


def _told(organ: PlannedOrgan, want: Wanted, place: int, calendar: Calendar) -> Told:
    seed = f"{organ.code}/{place}"
    chance = Random(seed)  # noqa: S311
    kinds = chance.choice(_ANSWERS.get(want.row, ((want.row.rpartition(".")[2],),)))
    days = course(want, _ENDINGS.get(kinds[0], "served"), calendar, chance, kinds)
    form, delivery, way = chance.choice(_WISHES)
    answers = tuple((kind, stories.answer(kind, chance)) for kind in kinds) if days.ending == "served" else ()
    items = tuple(stories.subject(organ, days.received.year, chance) for _kind in kinds)
    return Told(want, applicant(organ, want.column, place, chance), items, answers, form, delivery, way, days, seed)


def _repeating(requests: Iterable[Told]) -> list[Told]:
    """Who repeats a request asks as the same applicant for the same as before (Reg. 36(6)): the last that was answered to that column before."""
    found: list[Told] = []
    for one in requests:
        earlier = _earlier(found, one) if "repeated" in one.kinds else None
        found.append(replace(one, applicant=earlier.applicant, items=earlier.items, repeats=earlier.number) if earlier else one)
    return found


def _earlier(before: list[Told], one: Told) -> Told | None:
    fits = (
        earlier
        for earlier in reversed(before)
        if earlier.want.column == one.want.column
        and earlier.course.ending == "served"
        and earlier.course.closed < one.course.arrived
        and len(earlier.items) == 1
        and not {"repeated", "confirmation", "petition"} & set(earlier.kinds)
    )
    return next(fits, None)
