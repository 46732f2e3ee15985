"""An organ ends: merged into another, or abolished. Its figures stay its own; who answers and reports for it is its successor."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.basis import Basis, tell
from gongkai.organs.actions.checks import Problems, has_ended, is_ahead, is_before_creation, lock_organs
from gongkai.organs.actions.founding import CreateOrgan
from gongkai.organs.actions.relations import ONE_DAY, close, replace_superiors, would_circle
from gongkai.organs.models import Deputy, Membership, Organ, OrganEvent, Relation

Gone = Organ.Ending


def _lasting(organ: Organ) -> QuerySet[Relation]:
    """The relations in which others stand below `organ` and that have no end."""
    return Relation.objects.filter(until__isnull=True, superior=organ).select_related("subordinate")


def _check_end(organ: Organ, on: dt.date, problems: Problems, field_name: str) -> None:
    """What must be true of an organ that ends, `on` being the first day without it."""
    if has_ended(organ, problems, field_name):
        return
    is_before_creation(on - ONE_DAY, organ, problems, "on")
    rows = Relation.objects.filter(Q(subordinate=organ) | Q(superior=organ)).filter(Q(since__gte=on) | Q(until__gte=on))
    days = [row.until + ONE_DAY if row.until else row.since for row in rows] + [name.since for name in organ.names.filter(since__gte=on)]
    if days:
        problems.add("on", _("For %(organ)s something is recorded up to %(day)s; give a later day.") % {"organ": organ.name, "day": max(days)})


def _end(organ: Organ, on: dt.date, ending: Any, successor: Organ | None) -> None:
    """`on` is the first day without the organ. Its relations upward end with it, and the roles of its people, but never in the past."""
    last = on - ONE_DAY
    for row in Relation.objects.filter(subordinate=organ, until__isnull=True):
        close(row, last)
    _end_roles(organ, max(last, timezone.localdate() - ONE_DAY))
    organ.ended_on, organ.ending, organ.successor = last, ending, successor
    organ.save(update_fields=["ended_on", "ending", "successor"])


def _end_roles(organ: Organ, last: dt.date) -> None:
    """What a role allowed until now stays allowed then: a merger recorded late takes nothing back."""
    for row in (*Membership.objects.filter(organ=organ), *Deputy.objects.filter(organ=organ)):
        if row.until is None or row.until > last:
            row.until = max(last, row.since - ONE_DAY)
            row.save(update_fields=["until"])


@dataclass(kw_only=True)
class MergeOrgans(Action):
    """Organs are merged into one (合并、撤并) on the day `on`: an existing one, or one created that day.

    `on` is the first day without them, `ended_on` the day before. The successor takes over the organs below them, answers and reports for
    them (`gongkai.organs.lineage`), and its people read what they had; roles in them end, and are given anew in the successor.
    """

    verb: ClassVar[str] = "organ.merge"
    capability: ClassVar[str] = "organ.life"

    organs: tuple[Organ, ...]
    successor: Organ | CreateOrgan
    on: dt.date
    basis: Basis = field(default_factory=Basis)
    into: Organ | None = field(default=None, init=False)

    def organ_asked(self) -> Organ | None:
        """The successor, or the superior of one that is created."""
        return self.successor.superior if isinstance(self.successor, CreateOrgan) else self.successor

    def organ_told(self) -> Organ | None:
        """The successor."""
        return self.into

    def permitted(self, actor: Actor) -> bool:
        """The right is asked in every organ that ends and in the successor."""
        if actor.kind == "command":
            return True
        allowed = self.successor.permitted(actor) if isinstance(self.successor, CreateOrgan) else super().permitted(actor)
        return allowed and all(policies.may(actor.user, self.capability, one) for one in self.organs)

    def check(self) -> None:
        """Organs that exist, a successor that is another, no cycle through what it takes over."""
        lock_organs()
        problems = Problems()
        if not self.organs:
            problems.add("organs", _("Name at least one organ that is merged."))
        is_ahead(self.on, problems, "on")
        for organ in self.organs:
            organ.refresh_from_db()
            _check_end(organ, self.on, problems, "organs")
        self.basis.check(problems, needed=True)
        if isinstance(self.successor, CreateOrgan):
            self._check_new(self.successor, problems)
        else:
            self._check_existing(self.successor, problems)
        problems.stop()
        self._check_circles(problems)
        problems.stop()

    def _check_new(self, creating: CreateOrgan, problems: Problems) -> None:
        creating.created_on = self.on
        superiors = [creating.superior, *creating.guides]
        if any(one in self.organs for one in superiors):
            problems.add("organs", _("The successor cannot stand below an organ that is merged into it."))
        creating.check()

    def _check_existing(self, successor: Organ, problems: Problems) -> None:
        successor.refresh_from_db()
        if successor in self.organs:
            problems.add("organs", _("An organ cannot be merged into itself."))
        if not has_ended(successor, problems, "successor"):
            is_before_creation(self.on, successor, problems, "on")

    def _check_circles(self, problems: Problems) -> None:
        if isinstance(self.successor, CreateOrgan):
            return  # nothing stands below it yet, and its superiors stay
        above = {row.superior_id for row in Relation.objects.filter(subordinate=self.successor, until__isnull=True)}
        for organ in self.organs:
            if organ.pk in above:
                problems.add(
                    "successor",
                    _("%(successor)s itself stands below %(organ)s. Set its supervision and guidance first.")
                    % {"successor": self.successor.name, "organ": organ.name},
                )
            for row in _lasting(organ):
                taken = row.subordinate not in (*self.organs, self.successor)
                if taken and would_circle(row.kind, row.subordinate, (self.successor,), self.on):
                    problems.add(
                        "successor",
                        _("%(below)s, which it would take over, stands above %(successor)s. Set its supervision and guidance first.")
                        % {"below": row.subordinate.name, "successor": self.successor.name},
                    )

    def write(self, actor: Actor) -> Organ:
        """The successor with all that it takes over."""
        successor = self.successor.write(actor) if isinstance(self.successor, CreateOrgan) else self.successor
        self.into = successor
        for organ in self.organs:
            self._hand_over(organ, successor)
        for organ in self.organs:
            _end(organ, self.on, Gone.MERGED, successor)
            tell(OrganEvent.Kind.MERGED, organ, self.on, actor, self.basis, other=successor, detail=self.detail())
        tell(OrganEvent.Kind.MERGED, successor, self.on, actor, self.basis, detail=self.detail())
        return successor

    def _hand_over(self, organ: Organ, successor: Organ) -> None:
        for row in _lasting(organ):
            below = row.subordinate
            if below == successor or below in self.organs:
                close(row, self.on - ONE_DAY)
                continue
            others = Relation.objects.filter(kind=row.kind, subordinate=below, until__isnull=True).exclude(superior=organ).select_related("superior")
            replace_superiors(row.kind, below, {successor, *(other.superior for other in others)}, self.on)

    def detail(self) -> Mapping[str, Any]:
        """Which organs went into which."""
        return {
            "organs": [one.code for one in self.organs],
            "successor": self.successor.code,
            "created": isinstance(self.successor, CreateOrgan),
            "on": self.on.isoformat(),
        }

    def notices(self, subject: Organ, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Everybody whose role ended, and the office of the successor."""
        roles = Membership.objects.filter(organ__in=self.organs, user__is_active=True).select_related("user")
        people = {row.user for row in roles} | set(policies.people_with(subject, ("office_head", "administrator")))
        yield notices.NoticeTo(
            notices.people_but(actor, sorted(people, key=lambda one: one.pk)),
            f"merged:{subject.pk}:{self.on}:{self.organs[0].pk}",
            gettext_noop("%(merged)s became part of %(organ)s on %(day)s. Roles in what was merged have ended; they are given anew in %(organ)s."),
            {"merged": "、".join(one.name for one in self.organs), "organ": subject.name, "day": self.on.isoformat()},
            link=notices.page_of(subject),
            organ=subject,
        )


@dataclass(kw_only=True)
class AbolishOrgan(Action):
    """An organ is abolished (撤销) without a successor; `on` is the first day without it. Who supervised it last keeps reading what it had."""

    verb: ClassVar[str] = "organ.abolish"
    capability: ClassVar[str] = "organ.life"

    organ: Organ
    on: dt.date
    basis: Basis = field(default_factory=Basis)

    def organ_asked(self) -> Organ:
        """The organ itself."""
        return self.organ

    def check(self) -> None:
        """Nobody stands below it any more."""
        lock_organs()
        self.organ.refresh_from_db()
        problems = Problems()
        is_ahead(self.on, problems, "on")
        _check_end(self.organ, self.on, problems, "organ")
        below = [row.subordinate.name for row in _lasting(self.organ)]
        if below:
            problems.add("on", _("Still below it: %(organs)s. Set their supervision and guidance first.") % {"organs": "、".join(sorted(set(below)))})
        self.basis.check(problems, needed=True)
        problems.stop()

    def write(self, actor: Actor) -> Organ:
        """The end."""
        _end(self.organ, self.on, Gone.ABOLISHED, None)
        tell(OrganEvent.Kind.ABOLISHED, self.organ, self.on, actor, self.basis, detail=self.detail())
        return self.organ

    def detail(self) -> Mapping[str, Any]:
        """When."""
        return {"on": self.on.isoformat()}
