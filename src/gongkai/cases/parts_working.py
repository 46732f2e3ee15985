"""The parts of the case page about the work inside the organ: in whose hands it is, with the opinions of divisions; notes; services."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from gongkai.cases.models import CaseEvent, CaseService
from gongkai.cases.steps import STEPS, Offer
from gongkai.cases.telling import sent_name, timeline, way_name
from gongkai.cases.told_working import Hands
from gongkai.organs import policies

if TYPE_CHECKING:
    from gongkai.cases.parts import Seen

_NOTED = ("note_written", "record_corrected")


def offers(seen: "Seen", place: str) -> list[Offer]:
    """The steps that this part of the page offers the reader."""
    return [one for one in STEPS.values() if one.place == place and one.allowed(seen.user, seen.case, seen.state)]


def inside(seen: "Seen") -> Any:
    """In whose hands, and what divisions said."""
    if seen.state.closed and not seen.state.shares and not seen.state.opinions:
        return None
    hands = Hands.of(seen.events)
    return {
        "key": seen.case.key,
        "hands": [(_what(one.item), hands.told(one.division, one.handler)) for one in seen.state.shares],
        "opinions": [
            {
                "division": hands.divisions.get(one.asked.division, ""),
                "asked": one.asked.on,
                "question": one.asked.question,
                "given": one.given and one.given.on,
                "text": one.given.text if one.given else "",
            }
            for one in seen.state.opinions
        ],
        "offers": offers(seen, "inside"),
    }


def _what(item: int) -> str:
    return _("Item %(number)s") % {"number": item} if item else _("Request")


def notes(seen: "Seen") -> Any:
    """The notes, each with who wrote it when, and what was put right."""
    offered = offers(seen, "notes")
    if not (offered or seen.state.notes or seen.state.corrected):
        return None
    rows = policies.visible(seen.user, CaseEvent).filter(case=seen.case, kind__in=_NOTED).order_by("position")
    kept = list(rows) if seen.state.notes or seen.state.corrected else []
    lines = timeline(kept, [seen.events[row.position - 1] for row in kept])
    return {"key": seen.case.key, "lines": list(zip(kept, lines, strict=True)), "offers": offered}


def deliveries(seen: "Seen") -> Any:
    """The services of its letters."""
    if not seen.state.services:
        return None
    names = dict(CaseService.Standing.choices)
    services = [(one, sent_name(one.what), way_name(one.way), names[one.standing]) for one in seen.state.services]
    return {"key": seen.case.key, "services": services, "offers": offers(seen, "deliveries")}
