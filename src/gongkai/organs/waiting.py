"""What waits for a person (待办) in the organs themselves."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.organs import policies
from gongkai.organs.models import Deputy, Membership, Organ, OrganEvent
from gongkai.organs.roles import CAPABILITIES

GUIDE_NEEDS = ("office_name", "office_address", "office_hours", "office_telephone", "office_fax", "office_email")
"""What the guide must say of the office (Reg. 12): name, address, hours, telephone, fax, internet contact."""
_SIGN_IN_AFTER = dt.timedelta(days=7)
_ENDS_WITHIN = dt.timedelta(days=2)


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a person (待办).

    `due` is the legal due time, None where the law sets none; `title` is in the reader's language; `who` is the absent colleague's account
    when the reader stands in for them (AB角), None for the reader's own.
    """

    due: dt.datetime | None
    title: str
    url: str
    organ: Organ | None
    who: Any = None


def waiting(user: Any, on: dt.date) -> Iterable[Waiting]:
    """What of the organs themselves waits for `user`; the number of queries does not grow with it."""
    lenders = _lenders(user, on)
    yield from _sent_back(user, on, lenders)
    yield from _contact_missing(user, on)
    yield from _never_signed_in(user, on)
    yield from _absences_ending(user, on)


def _lenders(user: Any, on: dt.date) -> dict[int, Any]:
    """By organ, the absent colleague through whom alone the user answers there."""
    held = [one for one in policies.standings(user, on) if one.role in CAPABILITIES["organ.answer"].here]
    own = {one.organ for one in held if one.for_user is None}
    lent = {one.organ: one.for_user for one in held if one.for_user is not None and one.organ not in own}
    people = {one.pk: one for one in policies.accounts(lent.values())} if lent else {}
    return {organ: people[key] for organ, key in lent.items()}


def _sent_back(user: Any, on: dt.date, lenders: dict[int, Any]) -> Iterable[Waiting]:
    organs = policies.organs_where(user, "organ.answer", on)
    if not organs:
        return
    rows = policies.visible(user, OrganEvent).filter(
        kind=OrganEvent.Kind.SENT_BACK, organ__in=organs, organ__ended_on__isnull=True, answer__isnull=True
    )
    for row in rows.select_related("organ"):
        title = _("Sent back by the supervisor on %(day)s: answer") % {"day": row.on}
        yield Waiting(None, title, reverse("organs_answer", args=[row.organ.code, row.pk]), row.organ, lenders.get(row.organ_id))


def _contact_missing(user: Any, on: dt.date) -> Iterable[Waiting]:
    organs = policies.organs_where(user, "organ.change", on)
    if not organs:
        return
    lacks = Q()
    for name in GUIDE_NEEDS:
        lacks |= Q(**{name: ""})
    for organ in policies.visible(user, Organ).filter(lacks, pk__in=organs, ended_on__isnull=True):
        title = _("The guide (Reg. 12) needs the office's name, address, hours, telephone, fax and e-mail: fill in what is missing")
        yield Waiting(None, title, reverse("organs_profile", args=[organ.code]), organ)


def _never_signed_in(user: Any, on: dt.date) -> Iterable[Waiting]:
    organs = policies.organs_where(user, "people.change", on)
    if not organs:
        return
    rows = policies.visible(user, Membership).filter(policies.holds_on(on), organ__in=organs, user__is_active=True, user__last_login__isnull=True)
    made = dt.datetime.combine(on - _SIGN_IN_AFTER, dt.time.max, tzinfo=dt.UTC)
    told: set[tuple[int, int]] = set()
    for row in rows.filter(user__created_at__lte=made).select_related("organ", "user").order_by("pk"):
        if (row.user_id, row.organ_id) not in told:
            told.add((row.user_id, row.organ_id))
            yield Waiting(None, _never(row), reverse("organs_people", args=[row.organ.code]), row.organ)


def _never(row: Membership) -> str:
    return _("%(person)s has never signed in: give a new first password or close the account") % {"person": row.user.name}


def _absences_ending(user: Any, on: dt.date) -> Iterable[Waiting]:
    organs = policies.organs_where(user, "people.change", on)
    mine = Q(absent=user.pk) | Q(organ__in=organs)
    rows = (
        policies.visible(user, Deputy)
        .filter(mine, since__lte=on, until__gte=on, until__lte=on + _ENDS_WITHIN)
        .select_related("organ", "absent", "deputy")
    )
    for row in rows:
        title = _("%(deputy)s stands in for %(absent)s until %(day)s only") % {
            "deputy": row.deputy.name,
            "absent": row.absent.name,
            "day": row.until,
        }
        yield Waiting(None, title, reverse("organs_people", args=[row.organ.code]), row.organ)
