"""A request, or an item of it, is given to a division and a handler (分办); what somebody has in hand goes to somebody else (移交)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import ledger, store
from gongkai.cases.actions.base import Step
from gongkai.cases.events import CaseAssigned, CaseHandedOver, Event
from gongkai.cases.models import Case
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems, one_line
from gongkai.organs.lineage import answering
from gongkai.organs.models import Division, Organ

_LONGEST = 200


def divisions_of(organ: Organ, person: Any) -> list[int | None]:
    """The divisions in which `person` is a handler of `organ` today, None for one who is in no division; empty: no handler there."""
    day = timezone.localdate()
    held = policies.held_on(day).filter(user=person, user__is_active=True, organ=answering(organ, day), role="handler")
    return list(held.order_by("pk").values_list("division", flat=True))


def checked_hands(organ: Organ, division: Division | None, handler: Any, problems: Problems) -> Division | None:
    """The division, that of the handler where none is named; notes it when either is not of `organ`, or they do not belong together.

    After a merger they are those of the gaining organ.
    """
    organ = answering(organ, timezone.localdate())
    if division is not None and (division.organ_id != organ.pk or division.closed_on is not None):
        problems.add("division", _("This is no open division of %(organ)s.") % {"organ": organ.name})
        return division
    if handler is None:
        return division
    within = divisions_of(organ, handler)
    if not within:
        problems.add("handler", _("%(person)s is no handler of %(organ)s.") % {"person": handler.name, "organ": organ.name})
    elif division is not None and division.pk not in within and None not in within:
        problems.add("handler", _("%(person)s is no handler of this division. Choose one who is, or the other division.") % {"person": handler.name})
    elif division is None and within[0] is not None:
        return Division.objects.get(pk=within[0])
    return division


@dataclass(kw_only=True)
class AssignCase(Step):
    """`case`, or its item number `item`, is given to `division`, to `handler`, or to both; the handler's division where only the handler is named.

    `reason` is needed where another handler has it in hand.
    """

    verb: ClassVar[str] = "case.assign"
    capability: ClassVar[str] = "case.assign"

    case: Case
    division: Division | None = None
    handler: Any = None
    item: int = 0
    reason: str = ""

    def check(self) -> None:
        """Somebody of the organ."""
        problems = Problems()
        self.reason = one_line(self.reason, "reason", problems, most=_LONGEST)
        if self.division is None and self.handler is None:
            problems.add("division", _("Choose a division or a handler."))
        self.division = checked_hands(self.case.organ, self.division, self.handler, problems)
        problems.stop()

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It is in their hands."""
        division, handler = self.division and self.division.pk, self.handler and self.handler.pk
        yield CaseAssigned(on=self.day(), division=division, handler=handler, item=self.item, reason=self.reason)

    def detail(self) -> Mapping[str, Any]:
        """To whom."""
        return {
            **super().detail(),
            "item": self.item,
            "division": self.division and self.division.pk,
            "handler": self.handler and self.handler.pk,
        }

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handler; else the handlers of the division; deputies of absent ones."""
        keys = [self.handler.pk] if self.handler else handlers_in(subject.organ, self.division)
        yield notices.NoticeTo(
            notices.people_but(actor, policies.acting_for(subject.organ, keys)),
            f"case-step:{subject.pk}:{subject.length}:assigned",
            gettext_noop("Request %(number)s was given to you; it is due on %(day)s."),
            {"number": subject.number, "day": subject.due_on.isoformat() if subject.due_on else "—"},
            link=subject.get_absolute_url(),
            organ=subject.organ,
        )


def handlers_in(organ: Organ, division: Division | None) -> list[int]:
    """The keys of the accounts that are handlers of `division` today."""
    day = timezone.localdate()
    held = policies.held_on(day).filter(organ=answering(organ, day), role="handler", division=division, user__is_active=True)
    return list(held.values_list("user", flat=True))


def in_hand(organ: Organ, handler: Any) -> QuerySet[Case]:
    """The cases of `organ` that are not closed and of which `handler` has the whole or an item in hand."""
    mine = Q(handler=handler) | Q(tasks__what="item", tasks__handler=handler)
    return Case.objects.filter(mine, organ=organ).exclude(stage=Case.Stage.CLOSED).distinct()


class _HandOver:
    """What handing over one case and all of them share: those who assign may, and whoever has them in hand."""

    before: Any

    def permitted(self, actor: Actor) -> bool:
        """Who assigns requests, or gives away the own."""
        organ = self.organ_asked()  # type: ignore[attr-defined]  # of the action
        own = actor.kind == "user" and actor.user.pk == self.before.pk and policies.may(actor.user, "case.answer", organ)
        return own or super().permitted(actor)  # type: ignore[misc]  # the action's


@dataclass(kw_only=True)
class HandOverCase(_HandOver, Step):
    """All of `case` that `before` has in hand goes to `handler`, for `reason`; `is_told`: whether the new handler gets a notice of it."""

    verb: ClassVar[str] = "case.hand_over"
    capability: ClassVar[str] = "case.assign"

    case: Case
    before: Any
    handler: Any
    reason: str
    is_told: bool = True
    division: Division | None = None

    def check(self) -> None:
        """Another handler of the organ, and why."""
        problems = Problems()
        self.reason = one_line(self.reason, "reason", problems, most=_LONGEST, needed=True)
        if self.handler.pk == self.before.pk:
            problems.add("handler", _("Choose somebody else than the one who hands over."))
        self.division = checked_hands(self.case.organ, None, self.handler, problems)
        problems.stop()

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It is in other hands."""
        division = self.division and self.division.pk
        yield CaseHandedOver(on=self.day(), before=self.before.pk, handler=self.handler.pk, division=division, reason=self.reason)

    def detail(self) -> Mapping[str, Any]:
        """From whom to whom."""
        return {**super().detail(), "before": self.before.pk, "handler": self.handler.pk}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The new handler."""
        if self.is_told:
            key = f"case-step:{subject.pk}:{subject.length}:handed"
            yield replace(_handed_over(subject.organ, self.handler, actor, 1), key=key, link=subject.get_absolute_url())


@dataclass(kw_only=True)
class HandOverAll(_HandOver, Action):
    """Every open case that `before` has in hand in `organ` goes to `handler`, for `reason` (移交), all or none."""

    verb: ClassVar[str] = "case.hand_over"
    capability: ClassVar[str] = "case.assign"

    organ: Organ
    before: Any
    handler: Any
    reason: str
    numbers: tuple[str, ...] = ()

    def organ_asked(self) -> Organ:
        """The organ of the cases."""
        return self.organ

    def write(self, actor: Actor) -> Organ:
        """Each case, as its own step."""
        mine = in_hand(self.organ, self.before)
        cases = list(store.locked_together(lambda: list(mine.values_list("pk", flat=True))).values())  # before the first audit row
        if not cases:
            raise ValidationError({"before": _("%(person)s has no open request in hand.") % {"person": self.before.name}})
        for case in cases:
            HandOverCase(case=case, before=self.before, handler=self.handler, reason=self.reason, is_told=False).by(actor)
        self.numbers = tuple(case.number for case in cases)
        return self.organ

    def detail(self) -> Mapping[str, Any]:
        """From whom to whom, which."""
        return {"before": self.before.pk, "handler": self.handler.pk, "numbers": list(self.numbers)}

    def notices(self, subject: Organ, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The new handler, once."""
        yield _handed_over(subject, self.handler, actor, len(self.numbers))


def _handed_over(organ: Organ, handler: Any, actor: Actor, count: int) -> notices.NoticeTo:
    key = f"cases-handed:{organ.pk}:{timezone.now().isoformat(timespec='seconds')}"
    sentence = gettext_noop("Requests were handed over to you: %(count)s.")
    people = notices.people_but(actor, policies.acting_for(organ, [handler.pk]))
    return notices.NoticeTo(people, key, sentence, {"count": count}, organ=organ)
