"""The attempts to reach the applicant on screen (联系记录), and until when the receipt has to be confirmed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from gongkai.cases.contacting import RESULTS, WAYS
from gongkai.cases.events import ContactTried
from gongkai.messages import message
from gongkai.organs.telling import told
from gongkai.statute.receipt import attempt_suffices

if TYPE_CHECKING:
    from gongkai.cases.parts import Seen


@dataclass(frozen=True)
class Contacts:
    """The log, a line each, and what is owed: `by` (None: nothing), whether an attempt is enough (`tries`), whether that day is over."""

    waits: bool
    by: Any
    tries: bool
    is_late: bool
    lines: tuple[tuple[ContactTried, str, str], ...]


def contacts(seen: "Seen") -> Contacts | None:
    """What the case page shows of it; None where there was nothing to confirm, or it was confirmed at once."""
    state, by = seen.state, seen.case.confirm_by
    lines = tuple((one, told(message(WAYS[one.way])), told(message(RESULTS[one.result]))) for one in state.contacts)
    if state.stage != "arrived" and not lines:
        return None
    is_late = by is not None and timezone.localdate() > by
    return Contacts(state.stage == "arrived", by, attempt_suffices(state.arrived.channel, state.arrived.on), is_late, lines)


def tried(event: ContactTried) -> str:
    """An attempt in a line."""
    return " · ".join(part for part in (event.at, told(message(WAYS[event.way])), told(message(RESULTS[event.result])), event.note) if part)
