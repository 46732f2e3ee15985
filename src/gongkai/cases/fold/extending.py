"""The steps of an extension (Reg. 33)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.state import Case, Extension, StepError
from gongkai.messages import message


def _extension_proposed(case: Case, event: e.ExtensionProposed) -> Case:
    if case.stage not in {"open", "joined"}:  # joined to another request it keeps its own due day
        raise StepError(message("An extension is proposed while the request is being dealt with"))
    if case.extension is not None:
        raise StepError(message("The period is extended once only; an extension was proposed already"))
    if not event.reason.strip() or event.days < 1:
        raise StepError(message("Say why the period is extended, and by how many working days"))
    if not event.chain:
        raise StepError(message("Nobody signs: set the signing chain of extensions"))
    return replace(case, extension=Extension(event))


def _extension_signed(case: Case, event: e.ExtensionSigned) -> Case:
    found = _signing_extension(case, event.role)
    return replace(case, extension=replace(found, signed=(*found.signed, event.role)))


def _extension_returned(case: Case, event: e.ExtensionReturned) -> Case:
    _signing_extension(case, event.role)
    if not event.reason.strip():
        raise StepError(message("Say why the extension is not approved"))
    return replace(case, extension=None)


def _signing_extension(case: Case, role: str) -> Extension:
    found = case.extension
    if case.stage == "closed" or found is None or found.signs_next != role:
        raise StepError(message("It is not the turn of this signature"))
    return found


def _extension_issued(case: Case, event: e.ExtensionNoticeIssued) -> Case:
    found = case.extension
    if case.stage == "closed" or found is None or found.signs_next is not None or found.letter is not None:
        raise StepError(message("The notice of extension is made once, when all have signed"))
    return replace(case, extension=replace(found, letter=event))


def _extension_told(case: Case, event: e.ExtensionTold) -> Case:
    found = case.extension
    if case.stage in {"closed", "waiting_for_correction", "waiting_for_payment"} or found is None or found.letter is None or found.told is not None:
        raise StepError(message("There is no notice of extension that waits to be served"))
    return replace(case, extension=replace(found, told=event))


STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {
    e.ExtensionProposed: _extension_proposed,
    e.ExtensionSigned: _extension_signed,
    e.ExtensionReturned: _extension_returned,
    e.ExtensionNoticeIssued: _extension_issued,
    e.ExtensionTold: _extension_told,
}
