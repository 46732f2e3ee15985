"""The requests of persons that were found exactly (精确查找), and the part in which each stands there: applicant, agent, joint applicant.

The applicant is a column of the row, agents and joint applicants have rows beside it (`CaseParty`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gongkai.cases.models import Case, CaseParty
from gongkai.organs import policies
from gongkai.organs.models import Organ
from gongkai.persons.models import Person

PARTS = {"applicant": _("Applicant"), **dict(CaseParty.Part.choices)}
"""The parts, in the order in which they are told."""


@dataclass(frozen=True)
class Found:
    """A request, and the parts (`PARTS`) in which who was looked for stands there."""

    case: Case
    parts: tuple[str, ...]

    @property
    def names(self) -> list[str]:
        """The parts in the reader's language."""
        return [str(PARTS[one]) for one in self.parts]


def requests_of(user: Any, organ: Organ, persons: Iterable[Person], most: int) -> list[Found]:
    """What `user` sees of the requests of `organ` in which one of `persons` stands, the newest first, `most` at most."""
    keys = {str(one.pk) for one in persons}
    if not keys:
        return []
    parts = _parts_beside(user, organ, keys)
    rows = policies.visible(user, Case).filter(Q(applicant__in=keys) | Q(pk__in=parts.keys()), organ=organ)
    return [_found(row, keys, parts.get(row.pk, ())) for row in rows.select_related("organ").order_by("-arrived_on", "-pk")[:most]]


def _found(row: Case, keys: Collection[str], beside: Collection[str]) -> Found:
    stands = {*beside, *(["applicant"] if str(row.applicant_id) in keys else [])}
    return Found(row, tuple(one for one in PARTS if one in stands))


def _parts_beside(user: Any, organ: Organ, keys: Collection[str]) -> dict[int, set[str]]:
    """By the request's key, the parts beside the applicant's in which one of the persons stands."""
    found: dict[int, set[str]] = {}
    rows = policies.visible(user, CaseParty).filter(case__organ=organ, person__in=keys).order_by()
    for case, part in rows.values_list("case_id", "part"):
        found.setdefault(case, set()).add(part)
    return found
