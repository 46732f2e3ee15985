"""The parts of the case page beside request, clock, items, documents and timeline: a line each, shown where it has something to say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gongkai.cases import ledger
from gongkai.cases.events import Event
from gongkai.cases.helping import help_of
from gongkai.cases.models import Case
from gongkai.cases.parts_consultations import consultations
from gongkai.cases.parts_files import kept_back, receipt
from gongkai.cases.parts_working import deliveries, inside, notes
from gongkai.cases.told_contacts import contacts
from gongkai.cases.told_joining import joined
from gongkai.cases.told_proposals import proposals


@dataclass(frozen=True)
class Seen:
    """What a part may look at: who reads the page, the row, the state, the events with their positions."""

    user: Any
    case: Case
    state: ledger.Case
    events: Sequence[Event]


@dataclass(frozen=True)
class Part:
    """`told(seen)` gives what the template shows as `part`; None leaves the part out."""

    template: str
    told: Callable[[Seen], Any]


PARTS: tuple[Part, ...] = (
    Part("cases/parts/kept_back.html", kept_back),
    Part("cases/parts/receipt.html", receipt),
    Part("cases/parts/joined.html", joined),
    Part("cases/parts/inside.html", inside),
    Part("cases/parts/deliveries.html", deliveries),
    Part("cases/parts/notes.html", notes),
    Part("cases/parts/contacts.html", contacts),
    Part("cases/parts/imported.html", lambda seen: seen.state.arrived if seen.state.arrived.foreign_number else None),
    Part("cases/parts/consultations.html", consultations),
    Part("cases/parts/help.html", help_of),
    Part("cases/parts/proposals.html", proposals),
)


def parts(seen: Seen) -> list[tuple[str, Any]]:
    """The templates of the parts that have something to say, each with what it shows."""
    return [(one.template, found) for one in PARTS if (found := one.told(seen)) is not None]
