"""Where an entry stands after its events: a pure fold. What is impossible raises StepError with a sentence for people."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from gongkai.messages import Message, UserError, message
from gongkai.registers.events import Entered, Event, PaperFiled, PaperScanned, Stepped
from gongkai.registers.kinds import KINDS, STEPS, Kind, Stage, outcomes_of


class StepError(UserError):
    """The step is not possible now."""


@dataclass(frozen=True)
class State:
    """An entry as its events leave it: `outcome` of its register or `kinds.ENDINGS`; `organ`: to which it was passed on.

    `runs_from`: the day after which the time to deal with it is counted; `until`: the last day for what was asked for; `due`: the last day to deal
    with it, as the closing step fixed it. `unscanned`, `infected`: stored files that wait for the virus scanner, in which it found something.
    """

    entered: Entered
    kind: Kind
    stage: Stage
    runs_from: dt.date
    last: dt.date
    outcome: str = ""
    organ: str = ""
    until: dt.date | None = None
    closed: dt.date | None = None
    due: dt.date | None = None
    unscanned: tuple[str, ...] = ()
    infected: tuple[str, ...] = ()


def fold(events: Iterable[Event]) -> State:
    """The state after `events`. Raises StepError for one that is not possible where it stands."""
    first, *others = events
    if not isinstance(first, Entered):
        raise StepError(message("An entry begins with what came in"))
    kind = KINDS[first.kind]
    is_done = kind.begins == "closed"
    state = State(first, kind, kind.begins, first.on, first.on, next(iter(kind.outcomes)) if is_done else "", closed=first.on if is_done else None)
    for event in others:
        state = _after(state, event)
    return state


def _after(state: State, event: Event) -> State:
    if isinstance(event, PaperFiled):
        return _filed(state, event)
    if isinstance(event, PaperScanned):
        return _scanned(state, event)
    if isinstance(event, Entered):
        raise StepError(message("The entry is there already"))
    return _stepped(state, event)


def _filed(state: State, event: PaperFiled) -> State:
    """A file stands beside the steps: it comes at any time, and is bound to the day of the entry only."""
    if event.on < state.entered.on:
        raise StepError(_impossible(event.on, state.entered.on))
    return replace(state, unscanned=(*state.unscanned, event.file)) if event.waits and event.file not in state.unscanned else state


def _scanned(state: State, event: PaperScanned) -> State:
    if event.scanned not in state.unscanned:
        raise StepError(message("This file does not wait for the virus scanner"))
    waiting = tuple(one for one in state.unscanned if one != event.scanned)
    return replace(state, unscanned=waiting, infected=(*state.infected, event.scanned) if event.found else state.infected)


def _impossible(day: dt.date, last: dt.date) -> Message:
    return message("This cannot have happened on {day}: the step before was on {last}", day=day, last=last)


def _stepped(state: State, event: Stepped) -> State:
    step = STEPS[event.step]
    if event.step not in state.kind.steps or state.stage not in step.begins:
        raise StepError(message("This step is not possible now: somebody may have been faster. Look at the entry again"))
    if event.on < state.last:
        raise StepError(_impossible(event.on, state.last))
    if "outcome" in step.fields and event.outcome not in outcomes_of(state.kind, step):
        raise StepError(message("Choose what was decided"))
    return replace(
        state,
        stage=step.ends,
        last=event.on,
        outcome=event.outcome or ("" if event.step == "reopen" else state.outcome),
        organ=event.organ if step.ends == "closed" and event.organ else "" if event.step == "reopen" else state.organ,
        until=event.until if step.ends == "asked" else None,
        runs_from=event.on if event.step in {"supplement", "reopen"} else state.runs_from,
        closed=(state.closed or event.on) if step.ends == "closed" else None,
        due=(state.due if state.closed else event.due) if step.ends == "closed" else None,
    )


def possible(state: State) -> list[str]:
    """The codes of the steps that can be taken now."""
    return [code for code in state.kind.steps if state.stage in STEPS[code].begins]
