"""Who may do and see what (权限): the only module that answers it.

`visible(user, Model)` gives the rows of anything that belongs to an organ; `may(user, capability, organ)` answers before a change.
Apps above register their models with `belongs_to`. Rights come from the roles held today, from an absent colleague's roles (AB角, the
administrator's excepted), for the organs below through supervision, and for the predecessors of an organ through its mergers.

A view may ask often: after `remember(user)` answers are kept on that account object, which lives as long as its request. Actions ask afresh.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from gongkai.audit.models import AuditRow
from gongkai.organs.lineage import answering
from gongkai.organs.models import (
    Deputy,
    Division,
    Membership,
    Notice,
    Organ,
    OrganEvent,
    OrganName,
    OrganSetting,
    Relation,
)
from gongkai.organs.roles import CAPABILITIES


class NotAllowed(PermissionDenied):
    """The actor may not do this."""


@dataclass(frozen=True)
class Standing:
    """A role that a person has in an organ today; `for_user` is the absent colleague whose role it is, None for the own."""

    organ: int
    role: str
    division: int | None
    for_user: int | None = None


_KEPT = "_gongkai_rights"


def remember(user: Any) -> None:
    """Keep the answers about `user` on this account object from now on: for the object of a request, which ends with it."""
    if user is not None and user.is_authenticated and not hasattr(user, _KEPT):
        setattr(user, _KEPT, {})


def forget(user: Any) -> None:
    """Ask the database again: rights may have changed."""
    if hasattr(user, _KEPT):
        getattr(user, _KEPT).clear()


def _kept(user: Any, key: Hashable, ask: Callable[[], Any]) -> Any:
    """The answer to `ask`, from the account object where it remembers."""
    answers = getattr(user, _KEPT, None)
    if answers is None:
        return ask()
    if key not in answers:
        answers[key] = ask()
    return answers[key]


def standings(user: Any, on: dt.date | None = None) -> frozenset[Standing]:
    """What `user` holds on `on` (today), own roles and those of absent colleagues."""
    if user is None or not user.is_authenticated or not user.is_active:
        return frozenset()
    day = on or timezone.localdate()
    found: frozenset[Standing] = _kept(user, ("standings", day), lambda: _standings(user, day))
    return found


def _standings(user: Any, day: dt.date) -> frozenset[Standing]:
    own = {Standing(one.organ_id, one.role, one.division_id) for one in held_on(day).filter(user=user)}
    absences = {(one.absent_id, one.organ_id) for one in Deputy.objects.filter(deputy=user, since__lte=day, until__gte=day)}
    if not absences:
        return frozenset(own)
    # Rights over accounts are not lent; an account that was closed lends nothing.
    lent = held_on(day).filter(user__in={absent for absent, _ in absences}, user__is_active=True).exclude(role="administrator")
    deputed = {Standing(one.organ_id, one.role, one.division_id, one.user_id) for one in lent if (one.user_id, one.organ_id) in absences}
    return frozenset(own | deputed)


def holds_on(day: dt.date) -> Q:
    """What has a first and perhaps a last day, and holds on `day`."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gte=day))


def held_on(day: dt.date) -> QuerySet[Membership]:
    """The roles held on `day`, whoever holds them."""
    return Membership.objects.filter(holds_on(day))


def people_with(organ: Organ, roles: str | Iterable[str], on: dt.date | None = None) -> list[Any]:
    """The active accounts that have one of `roles` in `organ` on `on` (today), deputies of absent ones included; for notices.

    After a merger those of the gaining organ, which answers from then on.
    """
    day = on or timezone.localdate()
    organ = answering(organ, day)
    wanted = {roles} if isinstance(roles, str) else set(roles)
    held = set(held_on(day).filter(organ=organ, role__in=wanted, user__is_active=True).values_list("user", "role"))
    lenders = {user for user, role in held if role != "administrator"}
    lent = Deputy.objects.filter(organ=organ, absent__in=lenders, since__lte=day, until__gte=day).values_list("deputy", flat=True)
    return accounts({user for user, _ in held} | set(lent))


def people(keys: Iterable[int]) -> QuerySet[Any]:
    """The accounts with these keys, closed ones too, to choose one of them in a form; the keys come from what its user may see."""
    found: QuerySet[Any] = get_user_model().objects.filter(pk__in=set(keys)).order_by("name", "pk")
    return found


def holders(role: str, organs: Iterable[int], on: dt.date | None = None) -> QuerySet[Any]:
    """The active accounts that hold `role` in one of `organs` on `on` (today), to choose one of them in a form."""
    return people(held_on(on or timezone.localdate()).filter(organ__in=organs, role=role, user__is_active=True).values_list("user", flat=True))


def acting_for(organ: Organ, keys: Iterable[int], on: dt.date | None = None) -> list[Any]:
    """The active accounts with these keys and those who stand in for them in `organ` on `on` (today); for notices about what is in their hands."""
    day, wanted = on or timezone.localdate(), set(keys)
    organ = answering(organ, day)
    lent = Deputy.objects.filter(organ=organ, absent__in=wanted, since__lte=day, until__gte=day).values_list("deputy", flat=True)
    return accounts(wanted | set(lent))


def superior_of(organ: Organ, on: dt.date) -> Organ | None:
    """The organ to which `organ` reports on `on` (主管部门): who supervises whom is public."""
    held = Relation.objects.filter(holds_on(on), kind=Relation.Kind.SUPERVISION, subordinate=organ)
    found = held.select_related("superior").order_by("since").last()
    return found.superior if found else None


def division_names(keys: Iterable[int]) -> dict[int, str]:
    """The names of the divisions with these keys: they stand in what was given to them, for everybody who reads it."""
    return dict(Division.objects.filter(pk__in=set(keys)).values_list("pk", "name"))


def accounts(keys: Iterable[int]) -> list[Any]:
    """The active accounts with these keys, for notices to them."""
    return list(get_user_model().objects.filter(pk__in=set(keys), is_active=True).order_by("pk"))


def organ_named(text: str) -> Organ | None:
    """The existing organ of that full name or code. That an organ exists is no secret; nothing else is shown through it."""
    return Organ.objects.filter(Q(code=text) | Q(name=text), ended_on__isnull=True).order_by("pk").first()


def account_named(username: str) -> Any | None:
    """The account of that sign-in name, for appointing somebody of another organ."""
    return get_user_model().objects.filter(username=username).first()


def names_of(keys: Iterable[int]) -> dict[int, str]:
    """The names of the accounts with these keys: who recorded something stands beside it for everybody who reads it."""
    return dict(get_user_model().objects.filter(pk__in=set(keys)).values_list("pk", "name"))


def home_organ(user: Any) -> int | None:
    """The organ whose administrator reads of this person's sign-ins: the first in which it has a role of its own."""
    return min((one.organ for one in standings(user) if one.for_user is None), default=None)


def organs_where(user: Any, capability: str, on: dt.date | None = None) -> frozenset[int]:
    """The keys of the organs in which `user` has `capability`; ended ones among them: those below to the last, and predecessors."""
    day = on or timezone.localdate()
    found: frozenset[int] = _kept(user, (capability, day), lambda: _organs_where(user, capability, day))
    return found


def _organs_where(user: Any, capability: str, day: dt.date) -> frozenset[int]:
    allowed = CAPABILITIES[capability]
    held = standings(user, day)
    here = {one.organ for one in held if one.role in allowed.here}
    above = {one.organ for one in held if one.role in allowed.below}
    return frozenset(_with_predecessors(here | below(above, day, with_ended=True), day))


def below(organs: Iterable[int], on: dt.date, *, with_ended: bool = False) -> set[int]:
    """All organs under `organs` by supervision on `on`, at any depth, without themselves; `with_ended`: also those that ended under them."""
    start = set(organs)
    if not start:
        return set()
    holds = Q(until__isnull=True) | Q(until__gte=on)
    if with_ended:
        holds |= Q(until=F("subordinate__ended_on"))
    edges: dict[int, set[int]] = {}
    current = Relation.objects.filter(holds, kind=Relation.Kind.SUPERVISION, since__lte=on)
    for superior, subordinate in current.values_list("superior_id", "subordinate_id"):
        edges.setdefault(superior, set()).add(subordinate)
    return _reached(start, edges) - start


def _with_predecessors(organs: set[int], day: dt.date) -> set[int]:
    """The successor answers for the merged (Reg. 10; statute.md, “Who”)."""
    if not organs:
        return organs
    merged: dict[int, set[int]] = {}
    for successor, ended in Organ.objects.filter(successor__isnull=False, ended_on__lt=day).values_list("successor_id", "pk"):
        merged.setdefault(successor, set()).add(ended)
    return _reached(organs, merged)


def _reached(start: set[int], edges: Mapping[int, set[int]]) -> set[int]:
    found, ahead = set(start), set(start)
    while ahead:
        ahead = set().union(*(edges.get(organ, set()) for organ in ahead)) - found
        found |= ahead
    return found


def may(user: Any, capability: str, organ: Organ | int | None = None) -> bool:
    """Whether `user` has `capability` in `organ` (in any organ when None)."""
    found = organs_where(user, capability)
    if organ is None:
        return bool(found)
    return (organ if isinstance(organ, int) else organ.pk) in found


_LEADS_TO_PERSONS = ("person.see", "case.see", "people.change", "people.found")
"""What shows personal data: the rows of persons, letters and scans of requests; and who gives roles and passwords can give those."""


def reaches_personal_data(user: Any) -> bool:
    """Whether the password of `user`, stolen, would lead to personal data: such roles need a second factor under the policy `personal`."""
    return any(may(user, capability) for capability in _LEADS_TO_PERSONS)


Rows = Callable[[Any], Q]
_SCOPES: dict[type[Model], Rows] = {}


def belongs_to(model: type[Model], organ: str, capability: str) -> None:
    """Register `model`: its rows are seen by those who have `capability` in the organ that the lookup `organ` leads to."""
    _SCOPES[model] = lambda user: Q(**{f"{organ}__in": organs_where(user, capability)})


def is_seen_by(model: type[Model], rows: Rows) -> None:
    """Register `model` with a rule of its own: `rows(user)` gives the condition."""
    _SCOPES[model] = rows


def visible(user: Any, model: type[Model]) -> QuerySet[Any]:
    """The rows of `model` that `user` may see; raises KeyError for a model that nobody registered."""
    for one in model.__mro__:
        if one in _SCOPES:
            return model._default_manager.filter(_SCOPES[one](user))  # noqa: SLF001  # Django's documented name
    raise KeyError(model)


def is_scoped(model: type[Model]) -> bool:
    """Whether `model` belongs to an organ, so that only `visible` may fetch it."""
    return any(one in _SCOPES for one in model.__mro__)


belongs_to(Organ, "pk", "organ.see")
for _model in (OrganName, OrganEvent, OrganSetting, Division):
    belongs_to(_model, "organ", "organ.see")
belongs_to(Membership, "organ", "people.see")
belongs_to(Deputy, "organ", "people.see")
belongs_to(AuditRow, "organ", "audit.see")
is_seen_by(Relation, lambda user: Q(superior__in=organs_where(user, "organ.see")) | Q(subordinate__in=organs_where(user, "organ.see")))
is_seen_by(Notice, lambda user: Q(user=user.pk))
is_seen_by(
    get_user_model(),
    lambda user: Q(pk=user.pk) | Q(pk__in=Membership.objects.filter(organ__in=organs_where(user, "people.see")).values("user")),
)
