"""The steps of a request that comes in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.fold.papers import kept_back
from gongkai.cases.state import Case, Item, Stage, StepError
from gongkai.messages import message
from gongkai.statute.receipt import needs_confirmation


def arrived(event: e.RequestArrived) -> Case:
    """The state after the arrival, with which every request begins."""
    if not event.items or not all(text.strip() for text in event.items):
        raise StepError(message("Say what information is asked for"))
    items = tuple(Item(number, text) for number, text in enumerate(event.items, 1))
    stage: Stage = "arrived" if needs_confirmation(event.channel, event.on) else "open"
    return Case(event, stage, items, last=event.on)


def _filed(case: Case, event: e.ScanFiled) -> Case:
    """What came in is no step: it may be filed as long as the case is open."""
    if case.stage == "closed":
        raise StepError(message("The request is closed: nothing more is filed with it"))
    return kept_back(case, event.file) if event.waits else case


def _scanned(case: Case, event: e.FileScanned) -> Case:
    """Whatever the stage: what waited may be let go, or not, after the answer."""
    if event.scanned not in case.unscanned:
        raise StepError(message("The file does not wait for the virus scanner"))
    left = tuple(one for one in case.unscanned if one != event.scanned)
    return replace(case, unscanned=left, infected=(*case.infected, event.scanned) if event.found else case.infected)


def _confirmed(case: Case, event: e.ReceiptConfirmed) -> Case:
    if case.stage != "arrived":
        raise StepError(message("The receipt needs no confirmation any more"))
    return replace(case, stage="open", confirmed=event.on)


STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    e.ScanFiled: _filed,
    e.FileScanned: _scanned,
    e.ReceiptConfirmed: _confirmed,
}
