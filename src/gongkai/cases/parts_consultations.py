"""The part of the case page about consultations: each with its state, its stop and what it still needs; reasons and later day (Reg. 35)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.cases import ledger, store
from gongkai.cases.clock import Clock
from gongkai.cases.consulted import Consultation
from gongkai.cases.parts_working import offers
from gongkai.cases.told_consultations import DECISIONS, RESPONSES, WHOM
from gongkai.organs import policies
from gongkai.persons.models import Person
from gongkai.persons.showing import Shown, shown
from gongkai.statute.stops import Stop

if TYPE_CHECKING:
    from gongkai.cases.parts import Seen


@dataclass(frozen=True)
class Told:
    """A consultation as the page shows it. `party`: the masked third party, None for an organ and for who may not see persons."""

    one: Consultation
    whom: str
    party: Shown | None
    standing: str
    is_urgent: bool
    stop: Stop | None
    runs: bool
    response: str
    weighed: str
    decision: str


def consultations(seen: "Seen") -> Any:
    """All of it; None where nothing was asked and nothing can be."""
    state, steps = seen.state, offers(seen, "consult")
    if not (state.consultations or state.reasons or steps):
        return None
    clock = store.clock_of(seen.case.organ, state, timezone.localdate())
    keys = [one.asked.party for one in state.consultations if one.asked.party]
    rows = policies.visible(seen.user, Person).select_related("organ").filter(pk__in=keys) if keys else ()
    parties = {str(row.pk): shown(row) for row in rows}
    return {
        "key": seen.case.key,
        "told": [_told(one, clock, state, parties.get(one.asked.party)) for one in state.consultations],
        "reasons": state.reasons,
        "delay": state.delay,
        "offers": steps,
    }


def _told(one: Consultation, clock: Clock, state: ledger.Case, party: Shown | None) -> Told:
    standing, is_urgent = _standing(one, clock, state)
    stop, time = clock.stops.get(one.number), clock.times.get(one.number)
    runs = stop is not None and one.over is None and (time is None or time.met(clock.on)) and state.closed is None
    weighed = one.weighed
    return Told(
        one,
        str(WHOM[one.asked.whom]),
        party,
        standing,
        is_urgent,
        stop,
        runs,
        str(RESPONSES[one.response]) if one.response else "",
        str(RESPONSES[weighed.response]) if weighed else "",
        str(DECISIONS[weighed.decision]) if weighed else "",
    )


def _standing(one: Consultation, clock: Clock, state: ledger.Case) -> tuple[str, bool]:
    """Where it stands, in a sentence, and whether somebody has to act."""
    open_still = state.closed is None
    if one.ended:
        return _("No answer is waited for: %(reason)s") % {"reason": one.ended.reason}, open_still and one.came_back and one.weighed is None
    if one.sent is None:
        return _("The letter waits to be sent; the clock runs on."), open_still
    if one.weighed is None and one.stop == "third_party":
        return _third_party(one, clock, open_still=open_still)
    if one.tells and one.told is None:
        return _("The third party has to be told content and reasons in writing before the answer is given."), open_still
    return _waiting(one, clock), False


def _waiting(one: Consultation, clock: Clock) -> str:
    """Where one stands that needs nobody to act."""
    if one.answered:
        return _("Answered.")
    if one.stop == "third_party":
        return _("Weighed.")
    if one.stop == "inquiry":
        return _("Waits for the answer: silence gives nothing.")
    time = clock.times.get(one.number)
    if time is None:
        return _("Not known yet when the letter arrived.")
    sentence = _("Has until %(day)s; afterwards silence is consent.") if time.met(clock.on) else _("Silent until %(day)s: that is consent.")
    return sentence % {"day": time.end}


def _third_party(one: Consultation, clock: Clock, *, open_still: bool) -> tuple[str, bool]:
    time = clock.times.get(one.number)
    if one.answered:
        return _("Answered; weigh it now."), open_still
    if time is None:
        return _("Not known yet when the letter arrived."), False
    if time.met(clock.on):
        return _("Has until %(day)s to answer.") % {"day": time.end}, False
    return _("Silent until %(day)s: decide now.") % {"day": time.end}, open_still
