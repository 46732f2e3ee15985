"""An organ begins, gets another name, or its facts are put right."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.messages import UserError
from gongkai.organs import afterwards, notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.basis import Basis, tell
from gongkai.organs.actions.checks import Problems, has_ended, is_ahead, is_before_creation, lock_organs, one_line
from gongkai.organs.models import Organ, OrganEvent, OrganName, OrganSetting, Relation
from gongkai.organs.setting_table import NATIONAL, settings_on
from gongkai.organs.telling import told
from gongkai.statute.identifiers import credit_code
from gongkai.statute.organ_facts import OrganFacts
from gongkai.statute.places import RegionCode, level_name, region_code

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Facts:
    """What is fixed about an organ: `region_code` is not needed for a national one, `credit_code` may come later."""

    kind: str
    level: str
    region_code: str = ""
    credit_code: str = ""

    def check(self, problems: Problems, management: str, line: str, but: Organ | None = None) -> "Facts":
        """The facts in their written form; notes what is wrong with each and with all together. `but`: the organ that they are about."""
        place = self._place(problems)
        try:
            OrganFacts(self.kind, self.level, management, line, place)  # type: ignore[arg-type]  # it refuses other texts itself
        except UserError as error:
            problems.add("kind", told(error.message))
        code = self._credit_code(problems, but)
        return Facts(self.kind, self.level, NATIONAL if self.level == "national" else place.code if place else "", code)

    def _place(self, problems: Problems) -> RegionCode | None:
        if self.level == "national":
            if self.region_code.strip() not in {"", NATIONAL}:
                problems.add("region_code", _("A national organ has no region code; leave it empty."))
            return None
        try:
            place = region_code(self.region_code)
        except UserError as error:
            problems.add("region_code", told(error.message))
            return None
        if self.level in Organ.Level.values and place.level != self.level:
            problems.add(
                "region_code",
                _("%(code)s is a place of another level (%(level)s) than the organ; give the code of the place for which it works.")
                % {"code": place.code, "level": told(level_name(place.level))},
            )
        return place

    def _credit_code(self, problems: Problems, but: Organ | None) -> str:
        if not self.credit_code.strip():
            return ""
        try:
            code = credit_code(self.credit_code).code
        except UserError as error:
            problems.add("credit_code", told(error.message))
            return ""
        if Organ.objects.filter(credit_code=code).exclude(pk=but.pk if but else None).exists():
            problems.add("credit_code", _("Another organ has this unified social credit code."))
        return code


@dataclass(kw_only=True)
class CreateOrgan(Action):
    """An organ is created (设立) under `superior`, guided in its business by `guides`.

    By an administrator of the superior organ; without one, the top of a tree, by command only.
    """

    verb: ClassVar[str] = "organ.create"
    capability: ClassVar[str] = "organ.life"

    code: str
    name: str
    facts: Facts
    created_on: dt.date
    superior: Organ | None = None
    guides: tuple[Organ, ...] = ()
    short_name: str = ""
    management: str = "own_government"
    line: str = "general"
    basis: Basis = field(default_factory=Basis)
    created: Organ | None = field(default=None, init=False)

    def organ_asked(self) -> Organ | None:
        """The superior organ."""
        return self.superior

    def organ_told(self) -> Organ | None:
        """The new organ."""
        return self.created

    def permitted(self, actor: Actor) -> bool:
        """Whoever creates below may; what stands below nothing comes by command."""
        return actor.kind == "command" or (self.superior is not None and super().permitted(actor))

    def check(self) -> None:
        """Code and names free, facts that go together, superiors that exist."""
        lock_organs()
        problems = Problems()
        if not _CODE.fullmatch(self.code) or len(self.code) > 60:  # noqa: PLR2004  # the column's length
            problems.add("code", _("A code has small letters, digits and single hyphens, at most 60 signs, such as qingshi-scjg."))
        elif Organ.objects.filter(code=self.code).exists():
            problems.add("code", _("Another organ has this code; codes are never used again."))
        self.name = checked_name(self.name, problems)
        self.short_name = one_line(self.short_name, "short_name", problems, most=60)
        self.facts = self.facts.check(problems, self.management, self.line)
        is_ahead(self.created_on, problems, "created_on")
        for field_name, superiors in (("superior", [self.superior] if self.superior else []), ("guides", self.guides)):
            for one in superiors:
                if not has_ended(one, problems, field_name):
                    is_before_creation(self.created_on, one, problems, "created_on")
        self.basis.check(problems, needed=False)
        problems.stop()

    def write(self, actor: Actor) -> Organ:
        """The organ with its name, relations and management."""
        organ = Organ.objects.create(
            code=self.code,
            name=self.name,
            short_name=self.short_name,
            kind=self.facts.kind,
            level=self.facts.level,
            region_code=self.facts.region_code,
            credit_code=self.facts.credit_code or None,
            created_on=self.created_on,
        )
        self.created = organ
        OrganName.objects.create(organ=organ, name=self.name, short_name=self.short_name, since=self.created_on)
        above = [(Relation.Kind.SUPERVISION, self.superior)] if self.superior else []
        for kind, superior in (*above, *((Relation.Kind.GUIDANCE, guide) for guide in self.guides)):
            Relation.objects.create(kind=kind, superior=superior, subordinate=organ, since=self.created_on)
        for name, value in (("management", self.management), ("line", self.line)):
            if value not in {"own_government", "general"}:
                OrganSetting.objects.create(organ=organ, name=name, value=value, since=self.created_on)
        tell(OrganEvent.Kind.CREATED, organ, self.created_on, actor, self.basis, other=self.superior, detail=self.detail())
        for call in afterwards.CREATED:
            call(organ)
        return organ

    def detail(self) -> Mapping[str, Any]:
        """Where it stands."""
        return {
            "code": self.code,
            "name": self.name,
            "on": self.created_on.isoformat(),
            "superior": self.superior.code if self.superior else None,
            "guides": [guide.code for guide in self.guides],
            "management": self.management,
        }


def checked_name(name: str, problems: Problems, but: Organ | None = None) -> str:
    """The name as it is written; notes it when it is empty, too long, or that of another existing organ."""
    line = one_line(name, "name", problems, most=120, needed=True)
    if Organ.objects.filter(name=line, ended_on__isnull=True).exclude(pk=but.pk if but else None).exists():
        problems.add("name", _("Another organ has this name."))
    return line


@dataclass(kw_only=True)
class RenameOrgan(Action):
    """An organ gets another name (更名) from `on`; what it did before stays under the old one."""

    verb: ClassVar[str] = "organ.rename"
    capability: ClassVar[str] = "organ.life"

    organ: Organ
    name: str
    on: dt.date
    short_name: str = ""
    basis: Basis = field(default_factory=Basis)
    before: str = field(default="", init=False)

    def organ_asked(self) -> Organ:
        """The organ itself."""
        return self.organ

    def check(self) -> None:
        """Another name, on a day on which none begins yet."""
        lock_organs()
        self.organ.refresh_from_db()
        problems = Problems()
        has_ended(self.organ, problems)
        self.before = self.organ.name_on(self.on)
        self.name = checked_name(self.name, problems, self.organ)
        self.short_name = one_line(self.short_name, "short_name", problems, most=60)
        if self.name == self.before:
            problems.add("name", _("That is its name already."))
        if not is_ahead(self.on, problems, "on") and not is_before_creation(self.on, self.organ, problems, "on"):
            later = self.organ.names.filter(since__gte=self.on).first()
            if later:
                problems.add("on", _("The name %(name)s is recorded from %(day)s; give a later day.") % {"name": later.name, "day": later.since})
        self.basis.check(problems, needed=True)
        problems.stop()

    def write(self, actor: Actor) -> Organ:
        """The next name, today's with it."""
        OrganName.objects.create(organ=self.organ, name=self.name, short_name=self.short_name, since=self.on)
        self.organ.name, self.organ.short_name = self.name, self.short_name
        self.organ.save(update_fields=["name", "short_name"])
        tell(OrganEvent.Kind.RENAMED, self.organ, self.on, actor, self.basis, detail=self.detail())
        for call in afterwards.RENAMED:
            call(self.organ)
        return self.organ

    def detail(self) -> Mapping[str, Any]:
        """Both names."""
        return {"from": self.before, "to": self.name, "on": self.on.isoformat()}

    def notices(self, subject: Organ, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Its people learn under which name they write from now on."""
        yield notices.NoticeTo(
            notices.people_but(actor, policies.people_with(subject, ("office_head", "administrator", "editor"))),
            f"renamed:{subject.pk}:{self.on}",
            gettext_noop("%(before)s is called %(name)s since %(day)s."),
            {"before": self.before, "name": self.name, "day": self.on.isoformat()},
            link=notices.page_of(subject),
            organ=subject,
        )


@dataclass(kw_only=True)
class ChangeFacts(Action):
    """Kind, level, region code or credit code are put right, or a place got another code (撤县设区), from `on`."""

    verb: ClassVar[str] = "organ.facts"
    capability: ClassVar[str] = "organ.life"

    organ: Organ
    facts: Facts
    on: dt.date
    basis: Basis = field(default_factory=Basis)
    changed: dict[str, list[str]] = field(default_factory=dict, init=False)

    def organ_asked(self) -> Organ:
        """The organ itself."""
        return self.organ

    def check(self) -> None:
        """Facts that go together."""
        lock_organs()
        self.organ.refresh_from_db()
        problems = Problems()
        has_ended(self.organ, problems)
        values = settings_on(self.organ, timezone.localdate())
        self.facts = self.facts.check(problems, values["management"], values["line"], self.organ)
        if not is_ahead(self.on, problems, "on"):
            is_before_creation(self.on, self.organ, problems, "on")
        self.basis.check(problems, needed=True)
        for name in ("kind", "level", "region_code", "credit_code"):
            before, after = getattr(self.organ, name) or "", getattr(self.facts, name)
            if before != after:
                self.changed[name] = [before, after]
        if not self.changed:
            problems.add("kind", _("Nothing is different from what is recorded."))
        problems.stop()

    def write(self, actor: Actor) -> Organ:
        """The facts; the event keeps what they were."""
        for name, (_before, after) in self.changed.items():
            setattr(self.organ, name, after or None if name == "credit_code" else after)
        self.organ.save(update_fields=list(self.changed))
        tell(OrganEvent.Kind.CHANGED, self.organ, self.on, actor, self.basis, detail=self.detail())
        return self.organ

    def detail(self) -> Mapping[str, Any]:
        """What was and what is."""
        return {"changed": self.changed, "on": self.on.isoformat()}
