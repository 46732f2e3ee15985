"""The steps of reaching an applicant before the receipt is confirmed (Reg. 31)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from gongkai.cases import events as e
from gongkai.cases.contacting import RESULTS, WAYS, is_time
from gongkai.cases.fold.asking import must_be
from gongkai.cases.state import Case, StepError
from gongkai.messages import message


def _tried(case: Case, event: e.ContactTried) -> Case:
    must_be(case, "arrived", message("Attempts are logged while the receipt waits for its confirmation"))
    if event.way not in WAYS or event.result not in RESULTS:
        raise StepError(message("Say by which way it was tried, and what came of it"))
    if not is_time(event.at):
        raise StepError(message("Say at what time it was tried, as 14:05"))
    last = case.contacts[-1] if case.contacts else None
    if last and (event.on, event.at) < (last.on, last.at):
        raise StepError(message("The attempt lies before the last one, of {day}, {time}; they are logged in their order", day=last.on, time=last.at))
    return replace(case, contacts=(*case.contacts, event))


STEPS: dict[type[e.Event], Callable[[Case, Any], Case]] = {e.ContactTried: _tried}
