"""What waits for a person (待办) of the work inside the organ: opinions to give, letters that came back, closed requests to archive."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.cases import hands
from gongkai.cases.fold.serving import ATTEMPTS
from gongkai.cases.models import Case, CaseService, CaseTask
from gongkai.organs import policies
from gongkai.organs.models import Organ
from gongkai.organs.waiting import Waiting

_MOST = 200


def waiting(user: Any, on: dt.date) -> Iterable[Waiting]:
    """What waits for `user`; the number of queries does not grow with it."""
    yield from _opinions(user, on)
    organs = policies.organs_where(user, "case.register", on)
    if organs:
        yield from _returned(user, organs)
        yield from _to_archive(user, organs)


def _opinions(user: Any, on: dt.date) -> Iterable[Waiting]:
    divisions = hands.divisions_of(user, on)
    if not divisions:
        return
    asked = policies.visible(user, CaseTask).filter(what=CaseTask.What.OPINION, division__in=divisions)
    for one in asked.select_related("case__organ", "division")[:_MOST]:
        title = _("Give the opinion of %(division)s on request %(number)s") % {"division": one.division.name, "number": one.case.number}
        yield Waiting(None, title, one.case.get_absolute_url(), one.case.organ)


def returned(user: Any) -> Any:
    """The services that came back and have to be sent once more."""
    return policies.visible(user, CaseService).filter(standing=CaseService.Standing.RETURNED, attempt__lt=ATTEMPTS, case__archived_on__isnull=True)


def _returned(user: Any, organs: Iterable[int]) -> Iterable[Waiting]:
    for one in returned(user).filter(case__organ__in=organs).select_related("case__organ")[:_MOST]:
        title = _("A letter of %(number)s came back: send it once more") % {"number": one.case.number}
        yield Waiting(None, title, f"{reverse('cases_step', args=[one.case.key, 'send-again'])}?service={one.number}", one.case.organ)


def to_archive(user: Any) -> Any:
    """The closed requests that are not archived."""
    return policies.visible(user, Case).filter(stage=Case.Stage.CLOSED, archived_on__isnull=True)


def _to_archive(user: Any, organs: Iterable[int]) -> Iterable[Waiting]:
    """One line for each organ: they are many, and no law says by when."""
    rows = to_archive(user).filter(organ__in=organs).order_by().values("organ").annotate(count=Count("pk"))
    counts = {row["organ"]: row["count"] for row in rows}
    for organ in policies.visible(user, Organ).filter(pk__in=counts) if counts else ():
        title = _("Archive closed requests: %(count)s") % {"count": counts[organ.pk]}
        yield Waiting(None, title, reverse("cases_to_archive"), organ)


def unproven(user: Any, cases: Iterable[int]) -> set[int]:
    """Those of the answered requests with these keys of which a letter is neither signed for nor came back for the last time (`fold.serving`)."""
    standings = CaseService.Standing
    waits = Q(standing=standings.POSTED) | Q(standing=standings.RETURNED, attempt__lt=ATTEMPTS)
    served = policies.visible(user, CaseService).filter(case__in=cases, what="answer_served").values("case")
    answered = Q(case__in=served) | Q(case__joined_to__isnull=False)  # what was answered with another request has no service of its own
    return set(policies.visible(user, CaseService).filter(waits, answered, case__in=cases).values_list("case", flat=True))
