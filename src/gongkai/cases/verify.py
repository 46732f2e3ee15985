"""Proof that rows are what their events say: every case is folded anew and compared."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction

from gongkai.cases import beside, ledger, search_index, store
from gongkai.cases.bulk import Settings
from gongkai.cases.ledger import StepError
from gongkai.cases.models import Case
from gongkai.messages import Message, message
from gongkai.operations.daily import by_portions


@dataclass(frozen=True)
class Difference:
    """A case and what is wrong with its row, in a sentence."""

    number: str
    message: Message


def differences() -> Iterator[Difference]:
    """Everything that does not agree, case by case; the rows as they are now.

    While the site runs a step may fall between the look at a row and that at its events: what differs is looked at again under the lock.
    """
    settings = Settings()
    for case in by_portions(Case.objects.select_related("organ")):
        if _found(case, settings):
            with transaction.atomic():
                found = _found(store.locked(case), Settings())
            yield from found


def _found(case: Case, settings: Settings) -> list[Difference]:
    try:
        return list(_of(case, settings))
    except (KeyError, TypeError, ValueError, StepError) as error:
        return [Difference(case.number, message("its events cannot be folded: {why}", why=str(error)))]


def _of(case: Case, settings: Settings) -> Iterator[Difference]:
    events = store.events_of(case)
    state = ledger.fold(events)
    for name, value in store.expected_of(case, events, state, settings.calendar, settings.readings).items():
        held = getattr(case, name)
        if (str(held) if name == "applicant_id" else held) != value:
            yield Difference(case.number, message("{column} is {held}, but the events say {value}", column=name, held=str(held), value=str(value)))
    positions = list(case.events.order_by("position").values_list("position", flat=True))
    if positions != list(range(1, len(positions) + 1)):
        yield Difference(case.number, message("events are missing: there are {positions}", positions=tuple(positions)))
    named = {(one.position, one.purpose, one.name) for at, event in enumerate(events, 1) for one in store.files_of(case, at, event)}
    if named != set(case.files.values_list("position", "purpose", "name")):
        yield Difference(case.number, message("the files on record are not those that the events name"))
    if not beside.as_expected(case, state):
        yield Difference(case.number, message("the rows of its items, tasks and services are not what the events say"))
    if not search_index.as_expected(case, events):
        yield Difference(case.number, message("what is searched of it is not what the events say: run `gongkai manage cases reindex`"))
