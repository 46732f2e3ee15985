"""The fold: from a request's events to its state. Pure and exhaustive: a kind of event without a step fails at import.

A step refuses an event that cannot have happened in that state (StepError), so no sequence of stored events is unlawful. What a person may do
next is asked of the same steps: an action builds its event and folds it before anything is written.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.fold import (
    answering,
    arriving,
    charging,
    consulting,
    contacting,
    correcting,
    extending,
    joining,
    papers,
    recording,
    serving,
    working,
)
from gongkai.cases.state import Case, Correction, Extension, Item, Service, Stage, StepError
from gongkai.messages import message

__all__ = ["Case", "Correction", "Extension", "Item", "Service", "Stage", "StepError", "fold", "step"]


def fold(events: Iterable[e.Event]) -> Case:
    """The state after `events`. Raises StepError for a sequence that cannot have happened; ValueError for none at all."""
    case: Case | None = None
    for event in recording.as_corrected(list(events)):
        case = step(case, event)
    if case is None:
        msg = "a case without events"
        raise ValueError(msg)
    return case


def step(case: Case | None, event: e.Event) -> Case:
    """The state after one more event."""
    if case is None:
        if not isinstance(event, e.RequestArrived):
            raise StepError(message("A request begins with its arrival"))
        return arriving.arrived(event)
    if isinstance(event, e.RequestArrived):
        raise StepError(message("The request has arrived already"))
    if case.archived and not isinstance(event, e.RecordCorrected):
        raise StepError(message("The request is archived: nothing is added any more; what is wrong in it is corrected by an entry with its reason"))
    if isinstance(event, e.Beside):
        return _beside(case, event)
    if event.on < case.last and not isinstance(event, joining.FOLLOW):
        raise StepError(message("{day} lies before the last step, of {last}; steps are recorded in their order", day=event.on, last=case.last))
    return replace(serving.registered(_STEPS[type(event)](case, event), event), last=max(case.last, event.on))


def _beside(case: Case, event: e.Beside) -> Case:
    """What stands beside the steps: no earlier than the arrival, else on whatever day it happened."""
    if event.on < case.arrived.on:
        raise StepError(message("{day} lies before the arrival of the request, on {arrived}", day=event.on, arrived=case.arrived.on))
    return _STEPS[type(event)](case, event)


_STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    **arriving.STEPS,
    **answering.STEPS,
    **consulting.STEPS,
    **contacting.STEPS,
    **charging.STEPS,
    **correcting.STEPS,
    **extending.STEPS,
    **joining.STEPS,
    **papers.STEPS,
    **serving.STEPS,
    **working.STEPS,
}
_missing = set(e.KINDS.values()) - _STEPS.keys() - {e.RequestArrived}
if _missing:  # pragma: no cover - at import, while somebody writes a new event
    raise NotImplementedError(_missing)
