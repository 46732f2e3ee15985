"""Who stands in for whom while somebody is away (AB角)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems, has_ended, lock_organ, one_line
from gongkai.organs.models import Deputy, Organ

ONE_DAY = dt.timedelta(days=1)


def _may(actor: Actor, organ: Organ, absent: Any) -> bool:
    """The absent colleague or the organ's administrator."""
    if actor.kind == "command":
        return True
    if actor.kind != "user":
        return False
    own = actor.user.pk == absent.pk and policies.may(actor.user, "organ.see", organ)
    return own or policies.may(actor.user, "people.change", organ)


@dataclass(kw_only=True)
class SetDeputy(Action):
    """`deputy` stands in for `absent` from `since` to `until`, both days included: has the roles of both, an administrator's excepted."""

    verb: ClassVar[str] = "deputy.set"
    capability: ClassVar[str] = "people.change"

    organ: Organ
    absent: Any
    deputy: Any
    since: dt.date
    until: dt.date
    reason: str = ""

    def organ_asked(self) -> Organ:
        """The organ."""
        return self.organ

    def permitted(self, actor: Actor) -> bool:
        """The absent colleague or the administrator."""
        return _may(actor, self.organ, self.absent)

    def check(self) -> None:
        """Two people of the organ, days ahead, one deputy at a time."""
        lock_organ(self.organ)
        problems = Problems()
        has_ended(self.organ, problems)
        if self.since < timezone.localdate():
            problems.add("since", _("Rights are not lent for days that are past; give today or a later day."))
        if self.until < self.since:
            problems.add("until", _("The last day comes before the first."))
        self.reason = one_line(self.reason, "reason", problems, most=200)
        if self.absent.pk == self.deputy.pk:
            problems.add("deputy", _("Nobody is the own deputy."))
        for field_name, person in (("absent", self.absent), ("deputy", self.deputy)):
            if not person.is_active or not policies.held_on(max(self.since, timezone.localdate())).filter(user=person, organ=self.organ).exists():
                problems.add(field_name, _("%(person)s has no role in %(organ)s.") % {"person": person.name, "organ": self.organ.name})
        other = (
            Deputy.objects.filter(organ=self.organ, absent=self.absent, since__lte=self.until, until__gte=self.since).select_related("deputy").first()
        )
        if other:
            problems.add(
                "since",
                _("%(person)s is the deputy from %(since)s to %(until)s already. End that first.")
                % {"person": other.deputy.name, "since": other.since, "until": other.until},
            )
        problems.stop()

    def write(self, actor: Actor) -> Deputy:  # noqa: ARG002  # the trail says who
        """The absence."""
        return Deputy.objects.create(organ=self.organ, absent=self.absent, deputy=self.deputy, since=self.since, until=self.until, reason=self.reason)

    def detail(self) -> Mapping[str, Any]:
        """Who for whom, from when to when."""
        return {"absent": self.absent.pk, "deputy": self.deputy.pk, "since": self.since.isoformat(), "until": self.until.isoformat()}

    def notices(self, subject: Deputy, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Both, as far as they did not do it themselves."""
        yield notices.NoticeTo(
            notices.people_but(actor, (subject.absent, subject.deputy)),
            f"deputy:{subject.pk}",
            gettext_noop("%(deputy)s stands in for %(absent)s in %(organ)s from %(since)s to %(until)s."),
            {
                "deputy": self.deputy.name,
                "absent": self.absent.name,
                "organ": self.organ.name,
                "since": self.since.isoformat(),
                "until": self.until.isoformat(),
            },
            link=notices.page_of(self.organ),
            organ=self.organ,
        )


@dataclass(kw_only=True)
class EndDeputy(Action):
    """An absence ends early: today is the first day without the deputy."""

    verb: ClassVar[str] = "deputy.end"
    capability: ClassVar[str] = "people.change"

    deputy: Deputy

    def organ_asked(self) -> Organ:
        """The organ."""
        return self.deputy.organ

    def permitted(self, actor: Actor) -> bool:
        """The absent colleague or the administrator."""
        return _may(actor, self.deputy.organ, self.deputy.absent)

    def check(self) -> None:
        """Not over yet."""
        problems = Problems()
        if self.deputy.until < timezone.localdate():
            problems.add("deputy", _("It ended on %(day)s.") % {"day": self.deputy.until})
        problems.stop()

    def write(self, actor: Actor) -> Deputy:  # noqa: ARG002  # the trail says who
        """Over; one that has not begun never begins."""
        self.deputy.until = max(timezone.localdate(), self.deputy.since) - ONE_DAY
        self.deputy.save(update_fields=["until"])
        return self.deputy

    def detail(self) -> Mapping[str, Any]:
        """Who for whom."""
        return {"absent": self.deputy.absent_id, "deputy": self.deputy.deputy_id, "until": self.deputy.until.isoformat()}

    def notices(self, subject: Deputy, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Both, as far as they did not do it themselves."""
        yield notices.NoticeTo(
            notices.people_but(actor, (subject.absent, subject.deputy)),
            f"deputy-ended:{subject.pk}",
            gettext_noop("%(deputy)s no longer stands in for %(absent)s in %(organ)s."),
            {"deputy": subject.deputy.name, "absent": subject.absent.name, "organ": subject.organ.name},
            link=notices.page_of(subject.organ),
            organ=subject.organ,
        )
