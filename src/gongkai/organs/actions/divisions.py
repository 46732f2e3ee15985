"""Divisions (处室): added, renamed, closed; never deleted, cases refer to them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems, has_ended, is_ahead, lock_organ, one_line
from gongkai.organs.models import Division, Membership, Organ


def _checked_name(name: str, organ: Organ, problems: Problems, but: Division | None = None) -> str:
    line = one_line(name, "name", problems, most=60, needed=True)
    if Division.objects.filter(organ=organ, name=line).exclude(pk=but.pk if but else None).exists():
        problems.add("name", _("There is a division of this name, open or closed."))
    return line


@dataclass(kw_only=True)
class AddDivision(Action):
    """The organ has one more division, the last in the list unless `position` says otherwise."""

    verb: ClassVar[str] = "division.add"
    capability: ClassVar[str] = "organ.change"

    organ: Organ
    name: str
    position: int | None = None

    def organ_asked(self) -> Organ:
        """The organ itself."""
        return self.organ

    def check(self) -> None:
        """A name that is free."""
        lock_organ(self.organ)
        problems = Problems()
        has_ended(self.organ, problems)
        self.name = _checked_name(self.name, self.organ, problems)
        problems.stop()

    def write(self, actor: Actor) -> Division:  # noqa: ARG002  # the trail says who
        """The division."""
        last = Division.objects.filter(organ=self.organ).aggregate(last=Max("position"))["last"] or 0
        return Division.objects.create(organ=self.organ, name=self.name, position=last + 1 if self.position is None else self.position)

    def detail(self) -> Mapping[str, Any]:
        """Its name."""
        return {"name": self.name}


@dataclass(kw_only=True)
class RenameDivision(Action):
    """A division gets another name."""

    verb: ClassVar[str] = "division.rename"
    capability: ClassVar[str] = "organ.change"

    division: Division
    name: str
    before: str = ""

    def organ_asked(self) -> Organ:
        """The division's organ."""
        return self.division.organ

    def check(self) -> None:
        """A name that is free."""
        problems = Problems()
        has_ended(self.division.organ, problems)
        self.before = self.division.name
        self.name = _checked_name(self.name, self.division.organ, problems, self.division)
        if self.name == self.before:
            problems.add("name", _("That is its name already."))
        problems.stop()

    def write(self, actor: Actor) -> Division:  # noqa: ARG002  # the trail says who
        """The name."""
        self.division.name = self.name
        self.division.save(update_fields=["name"])
        return self.division

    def detail(self) -> Mapping[str, Any]:
        """Both names."""
        return {"from": self.before, "to": self.name}


@dataclass(kw_only=True)
class CloseDivision(Action):
    """A division is closed; `on` is its last day. Its handlers have ended or moved before."""

    verb: ClassVar[str] = "division.close"
    capability: ClassVar[str] = "organ.change"

    division: Division
    on: dt.date

    def organ_asked(self) -> Organ:
        """The division's organ."""
        return self.division.organ

    def check(self) -> None:
        """Nobody works there any more."""
        problems = Problems()
        if self.division.closed_on:
            problems.add("on", _("It was closed on %(day)s.") % {"day": self.division.closed_on})
        is_ahead(self.on, problems, "on")
        day = max(self.on, timezone.localdate() - dt.timedelta(days=1))  # who held a role until now did so
        people = Membership.objects.filter(Q(until__isnull=True) | Q(until__gt=day), division=self.division).select_related("user")
        if people:
            names = "、".join(sorted({one.user.name for one in people}))
            problems.add("on", _("Still in it: %(people)s. End these appointments or appoint them in another division first.") % {"people": names})
        problems.stop()

    def write(self, actor: Actor) -> Division:  # noqa: ARG002  # the trail says who
        """The end."""
        self.division.closed_on = self.on
        self.division.save(update_fields=["closed_on"])
        return self.division

    def detail(self) -> Mapping[str, Any]:
        """When."""
        return {"on": self.on.isoformat()}
