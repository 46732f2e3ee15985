"""Which letters are the applicant's (告知书、答复书), and which of them were given: what the status page shows. Pure.

A kind of letter that is new has its line here; a test holds the two tables to the events.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.cases import events as e
from gongkai.messages import N_

GIVEN_BY: Mapping[type[e.Lettered], tuple[type[e.Event], str]] = {
    e.CorrectionAsked: (e.CorrectionNoticeSent, N_("Notice of correction")),
    e.ExtensionNoticeIssued: (e.ExtensionTold, N_("Notice of extension")),
    e.FeeNoticeIssued: (e.FeeNoticeSent, N_("Notice of the processing fee")),
    e.ReasonsAsked: (e.ReasonsNoticeSent, N_("Notice that asks for reasons")),
    e.DelayDecided: (e.DelayTold, N_("Notice of a later day")),
    e.LetterIssued: (e.AnswerServed, N_("Answer")),
    e.AnsweredJointly: (e.AnsweredJointly, N_("Answer")),
}
"""By kind of letter to the applicant: the event that gives it, and what it is called."""

NOT_THEIRS: frozenset[type[e.Lettered]] = frozenset({e.ConsultationAsked, e.ThirdPartyNoticeIssued, e.CaseArchived})
"""Letters to others, and what stays inside."""


@dataclass(frozen=True)
class Given:
    """A letter that the applicant was given: the place of its event from 1, what it is called (msgid), the event, when and by which way."""

    position: int
    title: str
    letter: e.Lettered
    sent: e.Event
    way: str


def given(events: Sequence[e.Event]) -> list[Given]:
    """The letters that were given, in their order; of two of a kind each is given by what follows it."""
    found: list[Given] = []
    waiting: dict[type[e.Event], tuple[int, str, e.Lettered]] = {}
    for position, event in enumerate(events, 1):
        if isinstance(event, e.Lettered) and type(event) in GIVEN_BY:
            sent, title = GIVEN_BY[type(event)]
            waiting[sent] = (position, title, event)
        if type(event) in waiting:  # what was answered with another request is given by the event that names the letter
            found.append(Given(*waiting.pop(type(event)), event, str(getattr(event, "way", ""))))
    return found
