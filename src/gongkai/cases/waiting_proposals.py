"""What waits for the head of a disclosure office: proposals to publish (Reg. 44) that nobody has examined yet."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from gongkai.cases.models import Proposal
from gongkai.organs import policies
from gongkai.organs.waiting import Waiting
from gongkai.staff.waiting import stood_in_for

_MOST = 100
"""Shown at once; the list of proposals has them all."""


def waiting(user: Any, on: dt.date) -> Iterable[Waiting]:
    """The law sets no day for the examination."""
    organs = policies.organs_where(user, "case.decide", on)
    if not organs:
        return
    absent = stood_in_for(user, "case.decide", on)
    rows = policies.visible(user, Proposal).filter(organ__in=organs, state=Proposal.State.PROPOSED)
    for row in rows.select_related("case", "organ")[:_MOST]:
        title = _("Examine the proposal to publish what %(number)s asks for") % {"number": row.case.number}
        yield Waiting(None, title, row.get_absolute_url(), row.organ, absent.get(row.organ_id))
