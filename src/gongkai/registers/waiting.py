"""What waits for a person (待办) of the registers: the next step of an entry."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.organs import policies
from gongkai.organs.waiting import Waiting
from gongkai.registers.kinds import KINDS, STAGES, next_capability
from gongkai.registers.models import Entry
from gongkai.staff.waiting import stood_in_for

_MOST = 200
"""Shown at once; the list has them all."""


def waiting(user: Any, on: dt.date) -> Iterable[Waiting]:
    """The entries whose next step is this person's; the number of queries does not grow with them."""
    steps = {(code, stage): next_capability(kind, stage) for code, kind in KINDS.items() for stage in STAGES}
    capabilities = {one for one in steps.values() if one}
    organs = {one: policies.organs_where(user, one, on) for one in capabilities}
    if not any(organs.values()):
        return
    mine = Q(pk__in=())
    for (code, stage), capability in steps.items():
        if capability:
            mine |= Q(kind=code, stage=stage, organ__in=organs[capability])
    absent = {one: stood_in_for(user, one, on) for one in capabilities}
    for entry in policies.visible(user, Entry).filter(mine).select_related("organ")[:_MOST]:
        lender = absent[steps[entry.kind, entry.stage]].get(entry.organ_id)
        title = _("%(register)s: deal with %(number)s") % {"register": KINDS[entry.kind].one, "number": entry.number}
        due = timezone.make_aware(dt.datetime.combine(entry.due_on, dt.time.max)) if entry.due_on else None
        yield Waiting(due, title, entry.get_absolute_url(), entry.organ, lender)
