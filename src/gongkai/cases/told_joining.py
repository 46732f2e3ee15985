"""Requests that are joined (合并办理) on screen: on the page of the later one what it waits for, on that of the earlier one who waits for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.cases.joining import BECAUSE
from gongkai.cases.models import Case
from gongkai.messages import message
from gongkai.organs import policies
from gongkai.organs.telling import told
from gongkai.statute.outcomes import answer_kind

if TYPE_CHECKING:
    from gongkai.cases.parts import Seen

TITLES: Mapping[str, Any] = {
    "request_joined": gettext_lazy("The request was joined to an earlier one: one answer to both"),
    "request_separated": gettext_lazy("The request was separated again"),
    "request_released": gettext_lazy("The request is on its own again: it gets no answer with the earlier one"),
    "item_answered_jointly": gettext_lazy("An item was answered with the same one of the earlier request"),
    "answered_jointly": gettext_lazy("The answer was given, together with that to the earlier request"),
}


def _item(event: Any, _hands: Any) -> str:
    return _("item %(item)s: %(answer)s") % {"item": event.item, "answer": told(answer_kind(event.answer).text)}


TOLD: Mapping[str, Callable[[Any, Any], str]] = {
    "request_joined": lambda event, _hands: f"{event.number} · {event.reason}",
    "request_separated": lambda event, _hands: str(event.reason),
    "request_released": lambda event, _hands: told(message(BECAUSE[event.because])),
    "item_answered_jointly": _item,
    "answered_jointly": lambda event, _hands: f"{event.joined_to} · {event.number}",
}
"""What a line of the timeline says beside its title."""


@dataclass(frozen=True)
class Joined:
    """What a request is joined to, and which ones to it.

    `host`: what this one is joined to, None where it is not, or the reader does not see it; `later`: those that get this one's answer. `is_closed`:
    whether this one is; `too_late`: whether the answer to `host` is due after this one's own day, `due`, or on none.
    """

    host: Case | None
    reason: str
    is_closed: bool
    too_late: bool
    due: Any
    later: tuple[Case, ...]


def joined(seen: "Seen") -> Joined | None:
    """What the case page shows of it; None where there is nothing to show."""
    case, event = seen.case, seen.state.joined
    rows = policies.visible(seen.user, Case).filter(organ=case.organ_id)
    host = rows.filter(pk=event.to).first() if event and case.joined_to_id else None
    later = tuple(rows.filter(joined_to=case.pk).order_by("arrived_on", "pk"))
    if host is None and not later:
        return None
    too_late = host is not None and (host.due_on is None or (case.due_on is not None and host.due_on > case.due_on))
    return Joined(host, event.reason if event else "", seen.state.closed is not None, too_late, case.due_on, later)
