"""Where a request stands, told to its applicant (办理状态): a sentence, the legal days, what happened, the letters, the files."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.cases import events as e
from gongkai.cases import ledger, store
from gongkai.cases.clock import Clock
from gongkai.cases.fold.papers import is_kept_back
from gongkai.cases.fold.recording import as_corrected
from gongkai.cases.letters import letter as letters
from gongkai.cases.letters.receipt import answer_rule, to_confirm
from gongkai.cases.letters.to_applicant import Given, given
from gongkai.cases.models import Case
from gongkai.cases.telling import scan_name, way_name
from gongkai.cases.told_consultations import why_stopped
from gongkai.messages import message
from gongkai.organs.actions.basis import file_store
from gongkai.organs.lineage import answering
from gongkai.organs.telling import told
from gongkai.statute.outcomes import answer_kind


@dataclass(frozen=True)
class Shown:
    """A letter as the page shows it: its place among the events, what it is called, the day it was given and the way, its lines."""

    position: int
    title: str
    on: dt.date
    way: str
    lines: tuple[str, ...]
    is_answer: bool
    sealed: e.SealedCopyFiled | None = None


def standing(case: Case) -> dict[str, Any]:
    """What the page shows, by name."""
    recorded = store.events_of(case)
    state, events = ledger.fold(recorded), as_corrected(recorded)
    clock = store.clock_of(case.organ, state, timezone.localdate())
    asked = state.correction if state.correction and state.correction.is_awaited and state.stage != "closed" else None
    return {
        "case": case,
        "organ": answering(case.organ, clock.on),
        "state": state,
        "sentence": sentence(case, state, clock),
        "days": list(days(case, state, clock)),
        "lines": list(happened(events)),
        "letters": [_shown(one, state) for one in given(events)],
        "files": list(_files(events, state)),
        "asked": asked,
    }


def sentence(case: Case, state: ledger.Case, clock: Clock) -> str:
    """Where it stands, in one or two sentences."""
    if state.closed:
        return _closed(state)
    if clock.standing is None:
        by = to_confirm(case)
        about = {"organ": answering(case.organ, clock.on).name, "day": by.end if by else ""}
        if by:
            return _("Your request is with %(organ)s. The office confirms the receipt with you by %(day)s; the answer period begins then.") % about
        return _("Your request is with %(organ)s. The office will confirm the receipt with you; the answer period begins then.") % about
    if state.joined and clock.standing.phase in {"running", "stopped", "overdue"}:
        sentence = _("Your request is dealt with together with your earlier request %(number)s: one answer is given to both. %(standing)s")
        return sentence % {"number": state.joined.number, "standing": str(_PHASES[clock.standing.phase]) % _named(state, clock)}
    if clock.standing.phase in _PHASES:
        return str(_PHASES[clock.standing.phase]) % _named(state, clock)
    return told(clock.standing.text) + _(".")


_PHASES: Mapping[str, Any] = {
    "running": gettext_lazy("Your request is being dealt with. The answer is due by %(day)s."),
    "stopped": gettext_lazy("The clock stands still: %(why)s. That time does not count; as things are, the answer is due by %(day)s."),
    "overdue": gettext_lazy("The answer was due by %(day)s and was not given. You may complain, ask for reconsideration or go to court (Reg. 51)."),
}
"""What the law's own sentence would say in an office's words."""


def _named(state: ledger.Case, clock: Clock) -> dict[str, Any]:
    return {"day": clock.due, "why": "; ".join(why_stopped(state, clock))}


def _closed(state: ledger.Case) -> str:
    closed = state.closed
    if closed is None:
        raise AssertionError
    if isinstance(closed, e.AnsweredJointly):
        sentence = _("The answer was given on %(day)s (%(way)s), together with that to your request %(number)s.")
        return sentence % {"day": closed.on, "way": way_name(closed.way), "number": closed.joined_to}
    if isinstance(closed, e.AnswerServed):
        return _("The answer was given on %(day)s (%(way)s).") % {"day": closed.on, "way": way_name(closed.way)}
    if isinstance(closed, e.RequestWithdrawn):
        return _("You withdrew this request; it was closed on %(day)s.") % {"day": closed.on}
    outcome = getattr(closed, "outcome", "")
    if outcome == "not_corrected":
        return _("The request was not corrected in time; it was closed on %(day)s.") % {"day": closed.on}
    if outcome:
        return _("The request was closed on %(day)s: %(why)s.") % {"day": closed.on, "why": told(answer_kind(outcome).text)}
    return _("The request was closed on %(day)s.") % {"day": closed.on}


def days(case: Case, state: ledger.Case, clock: Clock) -> Iterator[tuple[str, str]]:
    """The legal days: what, and when by which article."""
    yield _("Sent on"), f"{case.arrived_on}"
    if clock.receipt is None:
        by, rule = to_confirm(case), answer_rule(case)
        if by:
            yield _("To be confirmed with you by"), f"{by.end}"
        period = _("%(days)s working days from the day after the receipt (%(article)s)")
        yield _("Answer due"), period % {"days": rule.value, "article": told(rule.article)}
        return
    yield _("Day of receipt"), f"{clock.receipt.day} ({told(clock.receipt.article)})"
    if clock.due and clock.deadline and not (state.closed and not state.served):
        yield _("Answer due"), f"{clock.due} ({'; '.join(told(one) for one in clock.articles)})"
    applicant = clock.standing.applicant if clock.standing else None
    if applicant and not state.closed:
        yield _("Your time ends on"), f"{applicant.end} ({told(applicant.article)})"


def happened(events: Sequence[e.Event]) -> Iterator[tuple[dt.date, str]]:
    """What happened, as far as it concerns the applicant: day and words."""
    sent = {id(one.sent): one for one in given(events)}
    for event in events:
        if id(event) in sent:
            one = sent[id(event)]
            yield event.on, _("%(letter)s given (%(way)s)") % {"letter": told(message(one.title)), "way": way_name(one.way)}
        elif event.kind in _WORDS:
            yield event.on, str(_WORDS[event.kind]())


_WORDS: Mapping[str, Any] = {
    "request_arrived": lambda: _("The request came in"),
    "receipt_confirmed": lambda: _("The receipt was confirmed with you"),
    "correction_received": lambda: _("Your correction arrived"),
    "fee_paid": lambda: _("The processing fee was paid"),
    "reasons_received": lambda: _("Your reasons arrived"),
    "request_joined": lambda: _("The request was joined to an earlier one of yours: one answer is given to both"),
    "request_separated": lambda: _("The request is dealt with on its own again"),
    "request_released": lambda: _("The request is dealt with on its own again"),
    "request_withdrawn": lambda: _("You withdrew the request"),
    "request_abandoned": lambda: _("The request was closed"),
}


def _shown(one: Given, state: ledger.Case) -> Shown:
    is_answer = isinstance(one.letter, e.LetterIssued | e.AnsweredJointly)
    lines = letters.loaded(file_store().read(one.letter.data)).lines
    sealed = state.sealed if is_answer and state.sealed and not is_kept_back(state, state.sealed.file) else None
    return Shown(one.position, told(message(one.title)), one.sent.on, way_name(one.way), lines, is_answer, sealed)


def _files(events: Sequence[e.Event], state: ledger.Case) -> Iterator[tuple[str, str, str]]:
    """The files that came with the request: what, which kind, how it stands with the virus scanner."""
    for event in events:
        if isinstance(event, e.ScanFiled):
            held = _("waits for the virus scanner") if event.file in state.unscanned else ""
            found = _("A virus was found in it: nobody reads it. Give the office another.") if event.file in state.infected else ""
            yield scan_name(event.what), event.ending.upper(), found or held
