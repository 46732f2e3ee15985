"""The pages that show: all organs as a tree, one organ, its settings, its people, and one's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.organs import policies
from gongkai.organs.access import requires
from gongkai.organs.actions.accounts import organs_of_accounts
from gongkai.organs.actions.profile import CONTACT_FIELDS
from gongkai.organs.actions.sending_back import MATTERS
from gongkai.organs.derived import derived
from gongkai.organs.forms.base import Place
from gongkai.organs.models import Deputy, Division, Membership, Organ, OrganEvent, OrganSetting, Relation
from gongkai.organs.roles import ROLES
from gongkai.organs.setting_kinds import Columns
from gongkai.organs.setting_table import GROUPS, SETTINGS, signing_chain
from gongkai.organs.signing import DOCUMENTS
from gongkai.organs.views.changes import CHANGES, offered
from gongkai.organs.views.offering import Change, place_of


@dataclass(frozen=True)
class Branch:
    """An organ in the tree with those below it."""

    organ: Organ
    below: list["Branch"]


@requires("organ.see")
def index(request: HttpRequest) -> HttpResponse:
    """The organs that the user sees, by supervision; ended ones by themselves. The number of queries does not grow with them."""
    organs = list(policies.visible(request.user, Organ).select_related("successor"))
    existing = {one.pk: one for one in organs if one.ended_on is None}
    today = timezone.localdate()
    current = Q(until__isnull=True) | Q(until__gte=today)
    rows = policies.visible(request.user, Relation).filter(current, kind="supervision", since__lte=today)
    above = dict(rows.values_list("subordinate_id", "superior_id"))
    context = {
        "branches": _branches(existing, above),
        "ended": [one for one in organs if one.ended_on is not None],
        "page_title": _("Organs"),
        "header_icon": "group",
    }
    return render(request, "organs/index.html", context)


def _branches(organs: dict[int, Organ], above: dict[int, int]) -> list[Branch]:
    """The trees: an organ whose superior the user does not see stands at the top."""
    branches = {key: Branch(organ, []) for key, organ in organs.items()}
    tops: list[Branch] = []
    for key, branch in branches.items():
        superior = branches.get(above.get(key, 0))
        (superior.below if superior else tops).append(branch)
    return tops


@requires("organ.see")
def organ(request: HttpRequest, code: str) -> HttpResponse:
    """An organ with its names, life, relations, and what follows from the rules."""
    place = place_of(request.user, code)
    found, today = place.organ, timezone.localdate()
    events = list(policies.visible(request.user, OrganEvent).filter(organ=found).select_related("other", "answer").order_by("-on", "-pk"))
    relations = policies.visible(request.user, Relation)
    up = relations.filter(subordinate=found).select_related("superior").order_by("-since")
    down = relations.filter(superior=found).select_related("subordinate").order_by("subordinate__code", "-since")
    answering = CHANGES["answer"]
    context = {
        "organ": found,
        "names": found.names.all(),
        "events": [(event, _about(event), _recorder(event, people)) for people in [_recorders(events)] for event in events],
        "up": up,
        "down": down,
        "predecessors": found.predecessors.order_by("ended_on"),
        "facts": derived(found, today),
        "chains": [(document.name, _roles(signing_chain(found, document.code, today))) for document in DOCUMENTS.values()],
        "changes": offered(place, "life"),
        "contact": [(Organ._meta.get_field(name).verbose_name, getattr(found, name)) for name in CONTACT_FIELDS],  # noqa: SLF001  # documented
        "corrects": CHANGES["set"].offered(place),
        "contact_changes": offered(place, "contact"),
        "send_back": offered(place, "send_back"),
        "answers": answering.offered(place),
        "sees_people": policies.may(request.user, "people.see", found) or offered(place, "people"),
        "seen": policies.organs_where(request.user, "organ.see"),
        "page_title": found.name,
        "header_icon": "group",
    }
    return render(request, "organs/organ.html", context)


def _about(event: OrganEvent) -> str:
    """Which data, which relation, which matter."""
    detail = event.detail
    names = [*detail.get("before", ()), *detail.get("changed", ())]
    if event.kind == OrganEvent.Kind.CHANGED and names:
        return "、".join(str(Organ._meta.get_field(name).verbose_name) for name in names)  # noqa: SLF001  # documented
    if event.kind == OrganEvent.Kind.RELATED:
        return str(Relation.Kind(detail["relation"]).label)
    if event.kind == OrganEvent.Kind.RENAMED:
        return f"{detail['from']} → {detail['to']}"
    return str(MATTERS.get(detail.get("matter", ""), ""))


def _recorders(events: Iterable[OrganEvent]) -> dict[str, str]:
    keys = {int(event.recorded_by.removeprefix("user:")) for event in events if event.recorded_by.startswith("user:")}
    return {f"user:{key}": name for key, name in policies.names_of(keys).items()}


def _recorder(event: OrganEvent, people: dict[str, str]) -> str:
    """Who recorded it: the person's name, or the operator's command."""
    return people.get(event.recorded_by) or event.recorded_by.partition(":")[2]


def _roles(codes: Iterable[str]) -> list[Any]:
    names = {role.code: role.name for role in ROLES}
    return [names[code] for code in codes]


@dataclass(frozen=True)
class ShownSetting:
    """A setting with what holds, since when, and what held before and will hold."""

    name: str
    title: Any
    value: str
    decided: OrganSetting | None
    history: list[tuple[OrganSetting, str]]

    @property
    def is_code(self) -> bool:
        """Whether its value is shown as it is typed: codes, and heads of a Chinese document, the same in every language."""
        return isinstance(SETTINGS[self.name].kind, Columns)


@requires("organ.see")
def settings(request: HttpRequest, code: str) -> HttpResponse:
    """An organ's settings with their history."""
    place = place_of(request.user, code)
    today = timezone.localdate()
    rows: dict[str, list[OrganSetting]] = {}
    for row in policies.visible(request.user, OrganSetting).filter(organ=place.organ).order_by("since", "pk"):
        rows.setdefault(row.name, []).append(row)
    groups = [
        (title, [_shown(place.organ, name, rows.get(name, []), today) for name, row in SETTINGS.items() if row.group == code_of_group])
        for code_of_group, title in GROUPS.items()
    ]
    context = {
        "organ": place.organ,
        "groups": groups,
        "changes": CHANGES["set"].offered(place),
        "page_title": _("Settings"),
        "page_subtitle": place.organ.name,
        "header_icon": "cog",
    }
    return render(request, "organs/settings.html", context)


def _shown(of: Organ, name: str, rows: list[OrganSetting], today: Any) -> ShownSetting:
    row = SETTINGS[name]
    held = [one for one in rows if one.since <= today]
    decided = held[-1] if held else None
    value = row.kind.shown(decided.value if decided else row.usual(of))
    history = [(one, row.kind.shown(one.value)) for one in reversed(rows) if one is not decided]
    return ShownSetting(name, row.title, value, decided, history)


@requires("organ.see")
def people(request: HttpRequest, code: str) -> HttpResponse:
    """An organ's people by role, divisions, deputies."""
    place = place_of(request.user, code)
    if not policies.may(request.user, "people.see", place.organ) and not offered(place, "people"):
        raise policies.NotAllowed
    today = timezone.localdate()
    held = (
        policies.visible(request.user, Membership)
        .filter(organ=place.organ)
        .select_related("user", "division", "organ")
        .order_by("user__name", "since")
    )
    rows = [(row, offered(Place(place.user, place.organ, row), "membership")) for row in held.select_related("user", "division", "organ")]
    accounts = list({row.user.pk: row.user for row, _changes in rows}.values())
    deputies = policies.visible(request.user, Deputy).filter(organ=place.organ, until__gte=today).select_related("absent", "deputy").order_by("since")
    context = {
        "organ": place.organ,
        "roles": [(role, [one for one in rows if one[0].role == role.code and _lasts(one[0], today)]) for role in ROLES],
        "past": [row for row, _changes in rows if not _lasts(row, today)],
        "accounts": _account_changes(place, accounts),
        "divisions": [
            (one, offered(Place(place.user, place.organ, one), "division"))
            for one in policies.visible(request.user, Division).filter(organ=place.organ)
        ],
        "deputies": [(one, offered(Place(place.user, place.organ, one), "deputy")) for one in deputies],
        "changes": offered(place, "people"),
        "division_changes": offered(place, "divisions"),
        "deputy_changes": offered(place, "deputies"),
        "page_title": _("People"),
        "page_subtitle": place.organ.name,
        "header_icon": "user",
    }
    return render(request, "organs/people.html", context)


def _lasts(row: Membership, today: Any) -> bool:
    return row.until is None or row.until >= today


def _account_changes(place: Place, accounts: Iterable[Any]) -> list[tuple[Any, list[Change]]]:
    """Each account with what is offered for it; the number of queries does not grow with them."""
    organs, mine = organs_of_accounts(accounts), policies.organs_where(place.user, "people.change")
    choices = [change for change in CHANGES.values() if change.group == "account"] if place.organ.ended_on is None else []
    return [
        (
            one,
            [change for change in choices if (change.name == "open_account") != one.is_active]
            if one.pk != place.user.pk and organs[one.pk] and organs[one.pk] <= mine
            else [],
        )
        for one in accounts
    ]


@requires("organ.see")
def me(request: HttpRequest) -> HttpResponse:
    """One's own roles, those of absent colleagues that one has now, and one's deputies."""
    today = timezone.localdate()
    own = policies.visible(request.user, Membership).filter(user=request.user).filter(Q(until__isnull=True) | Q(until__gte=today))
    lent = policies.visible(request.user, Deputy).filter(deputy=request.user, until__gte=today).select_related("organ", "absent")
    mine = policies.visible(request.user, Deputy).filter(absent=request.user, until__gte=today).select_related("organ", "deputy")
    roles = list(own.select_related("organ", "division").order_by("organ__code", "role"))
    organs = {row.organ.pk: row.organ for row in roles if row.since <= today}.values()
    context = {
        "roles": roles,
        "lent": lent.order_by("since"),
        "mine": mine.order_by("since"),
        "organs": [one for one in organs if CHANGES["own_deputy"].offered(Place(request.user, one))],
        "page_title": _("My roles and deputies"),
        "header_icon": "user",
    }
    return render(request, "organs/me.html", context)
