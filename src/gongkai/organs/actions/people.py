"""Who holds which role in an organ: appointed and ended."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems, has_ended, is_before_creation, lock_organ
from gongkai.organs.models import Division, Membership, Organ
from gongkai.organs.roles import ROLES

ONE_DAY = dt.timedelta(days=1)
_ROLES = {role.code: role for role in ROLES}


def administrators_after(organ: Organ, day: dt.date, but: Iterable[int] = ()) -> bool:
    """Whether `organ` has an administrator without an end after `day`, other than the appointments with the keys `but`."""
    return (
        Membership.objects.filter(organ=organ, role="administrator", until__isnull=True, since__lte=day + ONE_DAY, user__is_active=True)
        .exclude(pk__in=but)
        .exists()
    )


def may_appoint(actor: Actor, organ: Organ, role: str) -> bool:
    """An administrator of the organ appoints; that of a superior organ appoints the first administrator of one that has none."""
    if actor.kind == "command":
        return True
    if actor.kind != "user":
        return False
    if policies.may(actor.user, "people.change", organ):
        return True
    first = role == "administrator" and not administrators_after(organ, timezone.localdate())
    return first and policies.may(actor.user, "people.found", organ)


def check_role(role: str, organ: Organ, division: Division | None, problems: Problems) -> None:
    """A role that there is, in a division where it is held in one."""
    if role not in _ROLES:
        problems.add("role", _("There is no role %(role)s.") % {"role": role})
        return
    if division is not None and not _ROLES[role].in_division:
        problems.add("division", _("The role %(role)s is held in the whole organ; leave the division empty.") % {"role": _ROLES[role].name})
    if division is not None and (division.organ_id != organ.pk or division.closed_on):
        problems.add("division", _("Choose an open division of the organ."))
    if division is None and _ROLES[role].in_division and Division.objects.filter(organ=organ, closed_on__isnull=True).exists():
        problems.add("division", _("The role %(role)s is held in a division; choose it.") % {"role": _ROLES[role].name})


@dataclass(kw_only=True)
class Appoint(Action):
    """A person gets a role (任职) in an organ from `since` (today) to `until` (until further notice), both days included."""

    verb: ClassVar[str] = "people.appoint"
    capability: ClassVar[str] = "people.change"

    user: Any
    organ: Organ
    role: str
    division: Division | None = None
    since: dt.date | None = None
    until: dt.date | None = None

    def organ_asked(self) -> Organ:
        """The organ."""
        return self.organ

    def permitted(self, actor: Actor) -> bool:
        """Its administrator; for the first administrator the superior's."""
        return may_appoint(actor, self.organ, self.role)

    def check(self) -> None:
        """An organ that exists, an open account, a role not held at that time."""
        lock_organ(self.organ)
        self.since = self.since or timezone.localdate()
        problems = Problems()
        if not has_ended(self.organ, problems):
            is_before_creation(self.since, self.organ, problems, "since")
        if not self.user.is_active:
            problems.add("user", _("This account is closed; open it again first."))
        if self.until is not None and self.until < self.since:
            problems.add("until", _("The last day comes before the first."))
        check_role(self.role, self.organ, self.division, problems)
        problems.stop()
        self._check_overlap(problems)
        problems.stop()

    def _check_overlap(self, problems: Problems) -> None:
        if self.user.pk is None:
            return  # an account that is being made
        held = Membership.objects.filter(
            Q(until__isnull=True) | Q(until__gte=self.since), user=self.user, organ=self.organ, role=self.role, division=self.division
        )
        if self.until is not None:
            held = held.filter(since__lte=self.until)
        other = held.order_by("since").first()
        if other:
            problems.add("since", _("%(person)s holds this role from %(day)s already.") % {"person": self.user.name, "day": other.since})

    def write(self, actor: Actor) -> Membership:  # noqa: ARG002  # the trail says who
        """The appointment."""
        return Membership.objects.create(user=self.user, organ=self.organ, role=self.role, division=self.division, since=self.since, until=self.until)

    def detail(self) -> Mapping[str, Any]:
        """Who, what, from when to when."""
        return {
            "account": self.user.pk,
            "role": self.role,
            "division": self.division.pk if self.division else None,
            "since": str(self.since),
            "until": str(self.until) if self.until else None,
        }

    def notices(self, subject: Membership, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The person."""
        yield notices.NoticeTo(
            notices.people_but(actor, (self.user,)),
            f"appointed:{subject.pk}",
            gettext_noop("You have a new role in %(organ)s from %(day)s on."),
            {"organ": self.organ.name, "day": str(self.since)},
            link=notices.page_of(self.organ),
            organ=self.organ,
        )


@dataclass(kw_only=True)
class EndAppointment(Action):
    """A role ends; `until` is its last day, yesterday at the earliest (then it ends now)."""

    verb: ClassVar[str] = "people.end"
    capability: ClassVar[str] = "people.change"

    membership: Membership
    until: dt.date

    def organ_asked(self) -> Organ:
        """The organ."""
        return self.membership.organ

    def check(self) -> None:
        """Not in the past, not later than it ends anyway, and not the last administrator."""
        lock_organ(self.membership.organ)
        self.membership.refresh_from_db(fields=["until"])
        held, today = self.membership, timezone.localdate()
        problems = Problems()
        earliest = max(today, held.since) - ONE_DAY
        if held.until is not None and held.until <= self.until:
            problems.add("until", _("The role ends on %(day)s anyway.") % {"day": held.until})
        if self.until < earliest:
            problems.add("until", _("What a role allowed until now cannot be taken back; give %(day)s or a later day.") % {"day": earliest})
        is_last = held.role == "administrator" and held.until is None and not administrators_after(held.organ, self.until, {held.pk})
        if is_last and held.organ.ended_on is None:
            problems.add("until", _("%(organ)s would have no administrator. Appoint another one first.") % {"organ": held.organ.name})
        problems.stop()

    def write(self, actor: Actor) -> Membership:  # noqa: ARG002  # the trail says who
        """The last day."""
        self.membership.until = self.until
        self.membership.save(update_fields=["until"])
        return self.membership

    def detail(self) -> Mapping[str, Any]:
        """Who, what, until when."""
        return {"account": self.membership.user_id, "role": self.membership.role, "until": self.until.isoformat()}

    def notices(self, subject: Membership, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The person."""
        yield notices.NoticeTo(
            notices.people_but(actor, (subject.user,)),
            f"ended:{subject.pk}:{self.until}",
            gettext_noop("A role of yours in %(organ)s ends; its last day is %(day)s."),
            {"organ": subject.organ.name, "day": self.until.isoformat()},
            link=notices.page_of(subject.organ),
            organ=subject.organ,
        )
