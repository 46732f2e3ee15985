"""The work inside the organ: what its events do to a state. They stop nothing and undo nothing."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.fold.asking import must_have_item
from gongkai.cases.fold.serving import unproven
from gongkai.cases.state import Case, Opinion, Share, StepError
from gongkai.messages import Message, message


def _must_be_open(case: Case) -> None:
    if case.stage == "closed":
        raise StepError(message("The request is closed"))


def _assigned(case: Case, event: e.CaseAssigned) -> Case:
    _must_be_open(case)
    if event.item:
        must_have_item(case, event.item)
    if event.division is None and event.handler is None:
        raise StepError(message("Name a division or a handler"))
    new, held = Share(event.item, event.division, event.handler), case.share(event.item)
    if held == new:
        raise StepError(message("It is in these hands already"))
    if held is not None and held.handler is not None and held.handler != event.handler and not event.reason.strip():
        raise StepError(message("Say why it goes from one handler to another"))
    others = tuple(one for one in case.shares if one.item != event.item)
    return replace(case, shares=tuple(sorted((*others, new), key=lambda one: one.item)))


def _handed_over(case: Case, event: e.CaseHandedOver) -> Case:
    _must_be_open(case)
    if event.handler == event.before or not any(one.handler == event.before for one in case.shares):
        raise StepError(message("Nothing of this request is in the hands of the one who hands it over"))
    if not event.reason.strip():
        raise StepError(message("Say why it goes from one handler to another"))
    shares = (Share(one.item, event.division, event.handler) if one.handler == event.before else one for one in case.shares)
    return replace(case, shares=tuple(shares))


def _opinion_asked(case: Case, event: e.OpinionAsked) -> Case:
    _must_be_open(case)
    if not event.question.strip():
        raise StepError(message("Say what the division is asked"))
    if any(one.asked.division == event.division and one.given is None for one in case.opinions):
        raise StepError(message("This division was asked already and has not said anything yet"))
    if event.opinion != len(case.opinions) + 1:
        raise StepError(message("The next opinion has the number {number}", number=len(case.opinions) + 1))
    return replace(case, opinions=(*case.opinions, Opinion(event)))


def _opinion_given(case: Case, event: e.OpinionGiven) -> Case:
    _must_be_open(case)
    if not any(one.asked.opinion == event.opinion and one.given is None for one in case.opinions):
        raise StepError(message("There is no opinion of this number that is waited for"))
    if not event.text.strip():
        raise StepError(message("Write what the division says"))
    opinions = (replace(one, given=event) if one.asked.opinion == event.opinion else one for one in case.opinions)
    return replace(case, opinions=tuple(opinions))


def _noted(case: Case, event: e.NoteWritten) -> Case:
    if not event.text.strip():
        raise StepError(message("A note says something"))
    if event.note != len(case.notes) + 1:
        raise StepError(message("The next note has the number {number}", number=len(case.notes) + 1))
    if not 0 <= event.corrects <= len(case.notes):
        raise StepError(message("There is no note {number} that could be put right", number=event.corrects))
    return replace(case, notes=(*case.notes, event))


def _missed(case: Case, event: e.DueDayMissed) -> Case:
    _must_be_open(case)
    if event.on <= event.due:
        raise StepError(message("{day} has not passed yet", day=event.due))
    if any(one.due == event.due for one in case.missed):
        raise StepError(message("It is on record already that {day} was missed", day=event.due))
    return replace(case, missed=(*case.missed, event))


def _recomputed(case: Case, event: e.DueDayRecomputed) -> Case:
    _must_be_open(case)
    if event.before == event.after:
        raise StepError(message("The due day has not changed"))
    return case


def _corrected(case: Case, event: e.RecordCorrected) -> Case:
    if not all(text.strip() for text in (event.wrong, event.right, event.reason)):
        raise StepError(message("A correction says what is wrong, what is right, and why"))
    return replace(case, corrected=(*case.corrected, event))


def unready(case: Case) -> Iterator[Message]:
    """What is missing before the request can be archived: its closing; of an answered one the proof that every letter arrived."""
    if case.closed is None:
        yield message("The request is not closed yet")
    elif case.served:
        yield from unproven(case)
    if case.unscanned:
        yield message("Files wait for the virus scanner: nothing can be let go, or kept back, after the archive")


def _archived(case: Case, event: e.CaseArchived) -> Case:
    for sentence in unready(case):
        raise StepError(sentence)
    return replace(case, archived=event)


STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    e.CaseAssigned: _assigned,
    e.CaseHandedOver: _handed_over,
    e.OpinionAsked: _opinion_asked,
    e.OpinionGiven: _opinion_given,
    e.NoteWritten: _noted,
    e.DueDayMissed: _missed,
    e.DueDayRecomputed: _recomputed,
    e.RecordCorrected: _corrected,
    e.CaseArchived: _archived,
}
