"""Proposals to publish (Reg. 44) on screen: where each comes from, what came of it, who says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gongkai.cases.models import Proposal
from gongkai.organs import policies

if TYPE_CHECKING:
    from gongkai.cases.parts import Seen


@dataclass(frozen=True)
class Told:
    """A proposal, who made it, who examined it (empty: nobody has)."""

    row: Proposal
    proposed_by: str
    examined_by: str


def told_proposals(rows: Iterable[Proposal]) -> list[Told]:
    """Each with the names of its people."""
    found = list(rows)
    names = policies.names_of({key for one in found for key in map(_key, (one.proposed_by, one.examined_by)) if key is not None})
    return [Told(one, _name(one.proposed_by, names), _name(one.examined_by, names)) for one in found]


def _key(by: str) -> int | None:
    kind, _colon, key = by.partition(":")
    return int(key) if kind == "user" else None


def _name(by: str, names: dict[int, str]) -> str:
    key = _key(by)
    return by if key is None else names.get(key, by)


def proposals(seen: "Seen") -> Any:
    """What the case page shows: the proposals of its items; None where there are none."""
    return told_proposals(policies.visible(seen.user, Proposal).filter(case=seen.case)) or None
