"""Two requests side by side (比对) under /staff/requests/: what is asked, what was answered, what the law makes of it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gongkai.cases import helping, store
from gongkai.cases.models import Case, CaseItem
from gongkai.cases.told_items import items_told
from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.persons.models import Person
from gongkai.vault.cipher import VaultError


@requires("case.see")
@require_safe
@never_cache
def compare(request: HttpRequest, key: UUID, other: UUID) -> HttpResponse:
    """The request `key` beside another one of its organ."""
    rows = policies.visible(request.user, Case).select_related("organ", "applicant__organ")
    case = get_object_or_404(rows, key=key)
    beside = get_object_or_404(rows, key=other, organ=case.organ_id)
    if case.pk == beside.pk:
        raise Http404
    state, theirs = store.state_of(case), store.state_of(beside)
    same = _same_applicant(request.user, case, beside)
    items = list(policies.visible(request.user, CaseItem).filter(case=beside))
    found = helping.found_of(case, beside, items, helping.keys_of(state), same_applicant=bool(same))
    ours, others = {one.number: one for one in items_told(state)}, {one.number: one for one in items_told(theirs)}
    context: dict[str, Any] = {
        "case": case,
        "other": beside,
        "same_applicant": same,
        "found": found,
        "pairs": [(ours.pop(mine, None), others.pop(yours, None)) for mine, yours in found.pairs],
        "rest": (list(ours.values()), list(others.values())),
    }
    return render(request, "cases/compare.html", context)


def _same_applicant(user: Any, case: Case, other: Case) -> bool | None:
    """Whether both are of one applicant; None for who may not see persons, and where the data cannot be read."""
    persons = policies.visible(user, Person)
    if not persons.filter(pk=case.applicant_id).exists():
        return None
    try:
        return other.applicant_id in helping.same_people(case.applicant, persons)
    except VaultError:
        return None
