"""Who reports to whom, who guides whose business: dated, without cycles, each change closing what held before."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.basis import Basis, tell
from gongkai.organs.actions.checks import Problems, has_ended, is_before_creation, lock_organs
from gongkai.organs.models import Organ, OrganEvent, Relation

ONE_DAY = dt.timedelta(days=1)


def would_circle(kind: str, subordinate: Organ, superiors: Iterable[Organ], since: dt.date) -> bool:
    """Whether on some day from `since` on the subordinate would stand above itself, were `superiors` its own from then on."""
    own = {one.pk for one in superiors}
    rows = list(
        Relation.objects.filter(Q(until__isnull=True) | Q(until__gte=since), kind=kind)
        .exclude(subordinate=subordinate)
        .values_list("superior_id", "subordinate_id", "since", "until")
    )
    # Edges change only on the day on which one begins: those days are enough.
    for day in {since, *(begun for _up, _down, begun, _until in rows if begun > since)}:
        above: dict[int, set[int]] = {subordinate.pk: own}
        for superior, below, begun, until in rows:
            if begun <= day and (until is None or day <= until):
                above.setdefault(below, set()).add(superior)
        ahead, seen = own, set[int]()
        while ahead:
            if subordinate.pk in ahead:
                return True
            seen |= ahead
            ahead = set().union(*(above.get(one, set()) for one in ahead)) - seen
    return False


def replace_superiors(kind: str, subordinate: Organ, superiors: Iterable[Organ], since: dt.date) -> None:
    """From `since` on the subordinate has exactly these superiors of `kind`; who remains one is left as it is."""
    wanted = {one.pk: one for one in superiors}
    for row in Relation.objects.filter(kind=kind, subordinate=subordinate, until__isnull=True):
        if wanted.pop(row.superior_id, None) is None:
            close(row, since - ONE_DAY)
    for superior in wanted.values():
        Relation.objects.create(kind=kind, superior=superior, subordinate=subordinate, since=since)


def close(row: Relation, last_day: dt.date) -> None:
    """The relation ends; one that would end before it began never was (the event tells of it)."""
    if last_day < row.since:
        row.delete()
        return
    row.until = last_day
    row.save(update_fields=["until"])


@dataclass(kw_only=True)
class _SetSuperiors(Action):
    """From `since` on exactly these superiors."""

    capability: ClassVar[str] = "organ.life"
    kind: ClassVar[str]
    field_name: ClassVar[str]

    organ: Organ
    since: dt.date
    basis: Basis = field(default_factory=Basis)
    before: list[str] = field(default_factory=list, init=False)

    def wanted(self) -> tuple[Organ, ...]:
        """The superiors from `since` on."""
        raise NotImplementedError

    def organ_asked(self) -> Organ:
        """The subordinate organ."""
        return self.organ

    def check(self) -> None:
        """Existing superiors, no cycle, nothing recorded for a later day."""
        lock_organs()
        self.organ.refresh_from_db()
        problems = Problems()
        wanted = self.wanted()
        if not has_ended(self.organ, problems):
            is_before_creation(self.since, self.organ, problems, "since")
        for one in wanted:
            if one.pk == self.organ.pk:
                problems.add(self.field_name, _("An organ cannot stand above itself."))
            elif not has_ended(one, problems, self.field_name):
                is_before_creation(self.since, one, problems, "since")
        self._check_history(wanted, problems)
        self.basis.check(problems, needed=False)
        problems.stop()
        if would_circle(self.kind, self.organ, wanted, self.since):
            problems.add(
                self.field_name,
                _("%(superior)s itself stands below %(organ)s, directly or through others; an organ cannot stand above itself.")
                % {"superior": "、".join(one.name for one in wanted), "organ": self.organ.name},
            )
        problems.stop()

    def _check_history(self, wanted: tuple[Organ, ...], problems: Problems) -> None:
        rows = list(Relation.objects.filter(kind=self.kind, subordinate=self.organ).select_related("superior").order_by("since"))
        last = max((row.until + ONE_DAY if row.until else row.since for row in rows), default=self.since)
        if self.since < last:
            problems.add("since", _("Something is recorded up to %(day)s already; give that day or a later one.") % {"day": last})
        current = [row.superior for row in rows if row.until is None]
        self.before = sorted(one.code for one in current)
        if {one.pk for one in current} == {one.pk for one in wanted}:
            problems.add(self.field_name, _("That is what is recorded already."))

    def write(self, actor: Actor) -> Organ:
        """Close what held, open what holds."""
        wanted = self.wanted()
        replace_superiors(self.kind, self.organ, wanted, self.since)
        other = wanted[0] if len(wanted) == 1 else None
        tell(OrganEvent.Kind.RELATED, self.organ, self.since, actor, self.basis, other=other, detail=self.detail())
        return self.organ

    def detail(self) -> Mapping[str, Any]:
        """Who stood above and who stands there now."""
        return {
            "relation": self.kind,
            "from": self.before,
            "to": sorted(one.code for one in self.wanted()),
            "since": self.since.isoformat(),
        }

    def _told(self, text: str, organs: Iterable[Organ], actor: Actor, fields: Mapping[str, str]) -> Iterable[notices.NoticeTo]:
        for organ in organs:
            people = policies.people_with(organ, ("office_head", "administrator"))
            key = f"related:{self.kind}:{self.organ.pk}:{self.since}:{fields['superior']}"
            yield notices.NoticeTo(notices.people_but(actor, people), key[:120], text, fields, notices.page_of(self.organ), self.organ)


@dataclass(kw_only=True)
class SetSupervision(_SetSuperiors):
    """The organ reports to `superior` (主管, Reg. 3 and 49) from `since` on; None: to nobody."""

    verb: ClassVar[str] = "organ.supervision"
    kind: ClassVar[str] = "supervision"
    field_name: ClassVar[str] = "superior"

    superior: Organ | None

    def wanted(self) -> tuple[Organ, ...]:
        """The one superior."""
        return (self.superior,) if self.superior else ()

    def permitted(self, actor: Actor) -> bool:
        """The right is asked in the organ and in both superiors, old and new: nobody takes an organ away or hangs one on."""
        return super().permitted(actor) and (actor.kind == "command" or self._superiors_permit(actor))

    def _superiors_permit(self, actor: Actor) -> bool:
        current = Organ.objects.filter(relations_down__kind=self.kind, relations_down__subordinate=self.organ, relations_down__until__isnull=True)
        return all(policies.may(actor.user, self.capability, one) for one in (*current, *self.wanted()))

    def notices(self, subject: Organ, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The offices of both learn of it."""
        if self.superior is None:
            return ()
        text = gettext_noop("%(organ)s reports to %(superior)s since %(day)s.")
        fields = {"organ": subject.name, "superior": self.superior.name, "day": self.since.isoformat()}
        return self._told(text, (subject, self.superior), actor, fields)


@dataclass(kw_only=True)
class SetGuidance(_SetSuperiors):
    """Exactly `superiors` guide the organ's business (业务指导) from `since` on; a bureau of several tasks has several guides."""

    verb: ClassVar[str] = "organ.guidance"
    kind: ClassVar[str] = "guidance"
    field_name: ClassVar[str] = "superiors"

    superiors: tuple[Organ, ...]

    def wanted(self) -> tuple[Organ, ...]:
        """All of them."""
        return self.superiors
