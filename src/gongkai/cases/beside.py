"""The rows beside a case's own that follow from its events: who stands beside the applicant, what lies with others, services.

Kept by `store.append` alone.
"""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Model

from gongkai.cases import ledger
from gongkai.cases.channels import KEPT_ELSEWHERE, NOT_SAID
from gongkai.cases.models import Case, CaseItem, CaseParty, CaseService, CaseTask
from gongkai.cases.same_information import information


def _tasks(case: Case, state: ledger.Case) -> Iterable[CaseTask]:
    for share in state.shares:
        if share.item:
            yield CaseTask(case=case, what=CaseTask.What.ITEM, number=share.item, division_id=share.division, handler_id=share.handler)
    for one in state.opinions:
        if one.given is None and not state.closed:
            yield CaseTask(case=case, what=CaseTask.What.OPINION, number=one.asked.opinion, division_id=one.asked.division)


def _services(case: Case, state: ledger.Case) -> Iterable[CaseService]:
    for one in state.services:
        said = {name: getattr(one, name) for name in ("number", "what", "way", "mail_number", "attempt", "standing", "reason")}
        yield CaseService(case=case, sent_on=one.on, signed_on=one.signed, returned_on=one.returned, **said)


def _items(case: Case, state: ledger.Case) -> Iterable[CaseItem]:
    """What stands for a description that is not there is no information that two could ask for."""
    given = state.served.on if state.served else None
    for one in state.items:
        asked = "" if one.text in {NOT_SAID, KEPT_ELSEWHERE} else information(one.text)
        answer = one.answered.answer if given and one.answered else ""
        yield CaseItem(case=case, number=one.number, information=asked, answer=answer, answered_on=given)


def _parties(case: Case, state: ledger.Case) -> Iterable[CaseParty]:
    parts = CaseParty.Part
    beside = [
        *((one, parts.AGENT) for one in filter(None, [state.arrived.agent])),
        *((one, parts.JOINT) for one in dict.fromkeys(state.arrived.joint)),
    ]
    for person, part in beside:
        yield CaseParty(case=case, person_id=UUID(person), part=part)


_ROWS: dict[type[Model], Callable[[Case, ledger.Case], Iterable[Model]]] = {
    CaseItem: _items,
    CaseParty: _parties,
    CaseTask: _tasks,
    CaseService: _services,
}


def rows(case: Case, state: ledger.Case) -> dict[type[Model], list[Any]]:
    """The rows that follow from `state`, not saved, by their model."""
    return {model: list(made(case, state)) for model, made in _ROWS.items()}


def rows_of(cases: Iterable[tuple[Case, ledger.Case]]) -> dict[type[Model], list[Any]]:
    """The rows of several cases with their states, not saved, by their model."""
    made: dict[type[Model], list[Any]] = {model: [] for model in _ROWS}
    for case, state in cases:
        for model, found in rows(case, state).items():
            made[model] += found
    return made


def keep(case: Case, state: ledger.Case) -> None:
    """Bring the rows up to `state`, where they are not what they were."""
    for model, wanted in rows(case, state).items():
        if not _agree(model, case, wanted):
            model._default_manager.filter(case=case).delete()  # noqa: SLF001  # Django's documented name
            model._default_manager.bulk_create(wanted)  # noqa: SLF001


def as_expected(case: Case, state: ledger.Case) -> bool:
    """Whether the rows are what `state` says."""
    return all(_agree(model, case, wanted) for model, wanted in rows(case, state).items())


def _agree(model: type[Model], case: Case, wanted: list[Any]) -> bool:
    names = [one.attname for one in model._meta.concrete_fields if not one.primary_key]  # noqa: SLF001
    held = model._default_manager.filter(case=case).values_list(*names)  # noqa: SLF001
    return set(held) == {tuple(getattr(one, name) for name in names) for one in wanted}
