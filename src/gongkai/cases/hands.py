"""In whose hands requests are (承办): which cases a person deals with, alone or in an absent colleague's place (AB角)."""

import datetime as dt
from typing import Any

from django.db.models import Q

from gongkai.cases.models import Case, CaseTask
from gongkai.organs import policies
from gongkai.organs.roles import CAPABILITIES

_ANSWER = "case.answer"


def keys_of(user: Any, on: dt.date) -> set[int]:
    """The accounts in whose place `user` answers requests on `on`: the own, and those of absent colleagues."""
    return {user.pk} | {one.for_user for one in _held(user, on) if one.for_user}


def divisions_of(user: Any, on: dt.date) -> set[int]:
    """The divisions in which `user` answers requests on `on`, own and lent."""
    return {one.division for one in _held(user, on) if one.division}


def _held(user: Any, on: dt.date) -> list[policies.Standing]:
    return [one for one in policies.standings(user, on) if one.role in CAPABILITIES[_ANSWER].here]


def mine(user: Any, on: dt.date) -> Q:
    """The cases that `user` deals with: given to them, to their division, to somebody in whose place they stand, or to nobody.

    What lies with one who is no handler any more, or with a division without handlers, lies with everybody: it must not be forgotten.
    """
    organs = policies.organs_where(user, _ANSWER, on)
    held = policies.held_on(on).filter(organ__in=organs, role__in=CAPABILITIES[_ANSWER].here, user__is_active=True)
    living = list(held.values_list("user", "division"))
    keys, divisions = keys_of(user, on), divisions_of(user, on)
    lost = ~Q(handler__in={person for person, _division in living})
    empty = ~Q(division__in={division for _person, division in living if division})
    yours = Q(handler__in=keys) | Q(handler__isnull=True, division__in=divisions)
    nobody = Q(handler__isnull=True) & (Q(division__isnull=True) | (Q(division__isnull=False) & empty))
    items = policies.visible(user, CaseTask).filter(yours, what=CaseTask.What.ITEM).values("case")
    return Q(organ__in=organs) & (yours | nobody | (Q(handler__isnull=False) & lost) | Q(pk__in=items))


def absent_handler(case: Case, user: Any, on: dt.date) -> Any:
    """The colleague in whose place `user` has the case in hand; None: it is the user's own, or nobody's."""
    if case.handler_id is None or case.handler_id == user.pk or case.handler_id not in keys_of(user, on):
        return None
    return case.handler
