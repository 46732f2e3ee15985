"""Consultations on screen (征求意见): who was asked, what they said, how long the clock stood still, in the staff's words and the applicant's."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.cases import ledger
from gongkai.cases.clock import Clock
from gongkai.cases.consulted import Consultation

WHOM: Mapping[str, Any] = {
    "third_party": gettext_lazy("third party (Reg. 15, 32)"),
    "joint_maker": gettext_lazy("organ that made it jointly (Reg. 34)"),
    "other_organ": gettext_lazy("other organ concerned (Reg. 11)"),
    "authority": gettext_lazy("competent or secrecy department, which decides (Reg. 17)"),
}
RESPONSES: Mapping[str, Any] = {
    "consents": gettext_lazy("agrees that it is disclosed"),
    "objects": gettext_lazy("does not agree that it is disclosed"),
    "other": gettext_lazy("says something else"),
    "objects_with_reason": gettext_lazy("objects, with good reason"),
    "objects_without_reason": gettext_lazy("objects, without good reason"),
    "silent": gettext_lazy("did not answer in time"),
}
DECISIONS: Mapping[str, Any] = {"disclose": gettext_lazy("disclose it"), "withhold": gettext_lazy("withhold it")}
WAYS = (
    ("post", gettext_lazy("by post")),
    ("served", gettext_lazy("handed over and signed for")),
    ("exchange", gettext_lazy("through the electronic document exchange")),
)
"""How a letter reaches who is asked; the document exchange reaches organs only."""


def name_of(one: Consultation) -> str:
    """A consultation in a line, without personal data."""
    who = one.asked.organ or str(WHOM[one.asked.whom])
    return f"{one.number}. {who} · {one.asked.number}"


def _about(event: Any, *, about: str = "") -> str:
    return " · ".join(filter(None, [_("consultation %(number)s") % {"number": event.consultation}, about]))


def _sent(event: Any) -> str:
    return " · ".join(filter(None, [str(dict(WAYS)[event.way]), event.mail_number]))


TOLD: Mapping[str, Callable[[Any, Any], str]] = {
    "consultation_asked": lambda event, _hands: " · ".join([event.number, event.organ or str(WHOM[event.whom])]),
    "consultation_sent": lambda event, _hands: _about(event, about=_sent(event)),
    "consultation_reached": lambda event, _hands: _about(event),
    "consultation_answered": lambda event, _hands: _about(event, about=f"{RESPONSES[event.response]} · {event.text}"),
    "consultation_ended": lambda event, _hands: _about(event, about=event.reason),
    "third_party_weighed": lambda event, _hands: _about(event, about=f"{RESPONSES[event.response]} → {DECISIONS[event.decision]} · {event.reason}"),
    "third_party_notice_issued": lambda event, _hands: _about(event, about=event.number),
    "third_party_notice_sent": lambda event, _hands: _about(event, about=_sent(event)),
    "reasons_asked": lambda event, _hands: f"{event.number} · {event.why}",
    "reasons_received": lambda event, _hands: str(event.text),
    "delay_decided": lambda event, _hands: f"{event.number} · {event.until} · {event.reason}",
}
"""What a line of the timeline says beside its title."""

TITLES: Mapping[str, Any] = {
    "consultation_asked": gettext_lazy("A letter was made that asks for an opinion"),
    "consultation_sent": gettext_lazy("The letter that asks for an opinion was sent"),
    "consultation_reached": gettext_lazy("The letter that asks for an opinion arrived"),
    "consultation_answered": gettext_lazy("Who was asked for an opinion answered"),
    "consultation_ended": gettext_lazy("No answer is waited for any more"),
    "third_party_weighed": gettext_lazy("What the third party said was weighed"),
    "third_party_notice_issued": gettext_lazy("The notice to the third party was made"),
    "third_party_notice_sent": gettext_lazy("The third party was told what is disclosed and why"),
    "reasons_asked": gettext_lazy("The applicant is asked for reasons"),
    "reasons_notice_sent": gettext_lazy("The notice that asks for reasons was served"),
    "reasons_received": gettext_lazy("The applicant gave reasons"),
    "delay_decided": gettext_lazy("A later day to answer was set"),
    "delay_told": gettext_lazy("The applicant was told of the later day"),
}
LETTERS: Mapping[str, Any] = {
    "consultation_asked": gettext_lazy("Letter that asks for an opinion (%(form)s)"),
    "third_party_notice_issued": gettext_lazy("Notice to a third party (%(form)s)"),
    "reasons_asked": gettext_lazy("Notice that asks for reasons (%(form)s)"),
    "delay_decided": gettext_lazy("Notice of a later day (%(form)s)"),
}


PUBLIC: Mapping[str, Any] = {
    "third_party": gettext_lazy("somebody whose rights the information may touch is asked, who has 15 working days to answer (Reg. 32)"),
    "joint_maker": gettext_lazy("the organ that made the information jointly is asked, which has 15 working days to answer (Reg. 34)"),
    "other_organ": gettext_lazy("another organ that the information concerns is asked (Reg. 11)"),
    "authority": gettext_lazy("the department that decides whether it may be disclosed is asked (Reg. 17)"),
}
"""Why the clock stands still, in the applicant's words."""


def why_stopped(state: ledger.Case, clock: Clock) -> Iterator[str]:
    """Why the clock stands still on the clock's day, a reason each, in the applicant's words; nothing of who is asked."""
    if clock.standing is None or clock.standing.phase != "stopped":
        return
    stops = clock.stops
    running = {one.asked.whom for one in state.consultations if one.number in stops and stops[one.number].begin <= clock.on <= stops[one.number].end}
    for whom, sentence in PUBLIC.items():
        if whom in running:
            yield str(sentence)
