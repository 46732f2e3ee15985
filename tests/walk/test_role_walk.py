"""Every address that the resolver knows, as every role, in two organs: the other organ's words do not appear, and nothing of it changes."""

# ruff: noqa: SLF001  # _meta and _default_manager are Django's documented names

import sys
import time
from collections.abc import Mapping

import pytest
from django.urls.resolvers import RoutePattern

from gongkai.organs import policies
from gongkai.organs.actions import Action
from gongkai.organs.models import Organ
from gongkai.organs.roles import ROLE_CODES
from gongkai.staff.scoping.wagtail_policies import OrganPagePolicy
from walk.addresses import Address, Pattern, UnknownArgumentError, patterns
from walk.rounds import ORDINARY, THOROUGH, all_addresses, look, search, send
from walk.visiting import Visits, World, told

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")  # Wagtail leaves the temporary file of a rendition open

PEOPLE = (
    "nobody signed in",
    "an account without a role",
    *(f"{role} of {letter}" for letter in "ab" for role in ROLE_CODES),
    "stand-in for the office head of a",
    "supervisor above a",
)
SEARCHING = ("office_head of a", "administrator of a", "handler of a", "supervisor above a")
SENDING = ("office_head of a", "administrator of a", "handler of a", "supervisor above a", "nobody signed in")


FLOOR_OF_PATTERNS = 230
# Addresses that no request reaches, because an earlier pattern answers them.
STANDS_BEHIND: Mapping[str, str] = {}
THOROUGHLY = {"office_head of a", "supervisor above a"}


def sides_of(world: World, name: str) -> dict[Pattern, list[Address]]:
    letters = "abc" if "above" in name else "ab"
    return all_addresses([world.sides[letter] for letter in letters], THOROUGH if name in THOROUGHLY else ORDINARY)


def report(name: str, visits: Visits, began: float) -> None:
    print(f"\n{name}: {visits.requests} requests, {len(visits.findings)} findings, {time.process_time() - began:.1f} s of CPU", file=sys.stderr)


@pytest.mark.parametrize("name", PEOPLE)
def test_nobody_reads_another_organs_words(walked_world: World, name: str) -> None:
    began, visits = time.process_time(), Visits(walked_world)
    look(visits, walked_world.people[name], sides_of(walked_world, name))
    report(name, visits, began)
    assert not visits.findings, told(visits.findings)


@pytest.mark.parametrize("name", SEARCHING)
def test_no_search_filter_or_export_finds_another_organs_words(walked_world: World, name: str) -> None:
    began, visits = time.process_time(), Visits(walked_world)
    search(visits, walked_world.people[name], sides_of(walked_world, name))
    report(name, visits, began)
    assert not visits.findings, told(visits.findings)


@pytest.mark.parametrize("name", SENDING)
def test_nothing_sent_changes_or_shows_what_is_another_organs(walked_world: World, name: str) -> None:
    began, visits = time.process_time(), Visits(walked_world)
    send(visits, walked_world.people[name], sides_of(walked_world, name))
    report(name, visits, began)
    assert not visits.findings, told(visits.findings)


def test_every_address_can_be_built_and_reached(walked_world: World) -> None:
    everything = all_addresses(walked_world.sides.values(), ORDINARY)
    missing = [str(pattern) for pattern, theirs in everything.items() if not theirs and pattern.route not in STANDS_BEHIND]
    assert not missing, "no address for:\n" + "\n".join(missing)
    assert len(everything) >= FLOOR_OF_PATTERNS
    print(f"\n{len(everything)} patterns, {sum(map(len, everything.values()))} addresses for each person", file=sys.stderr)


def test_an_argument_that_the_table_does_not_know_fails() -> None:
    strange = Pattern("staff/strange/<int:strange>/", (RoutePattern("staff/strange/<int:strange>/"),), "strange", None)
    with pytest.raises(UnknownArgumentError, match="strange"):
        all_addresses([], ORDINARY, [strange])


NAMED = frozenset({"staff/organs/at/<slug:code>/", "staff/organs/at/<slug:code>/people/", "staff/choose-page/", "staff/choose-page/search/"})


def walked(world: World, name: str, routes: frozenset[str] = NAMED) -> Visits:
    visits, person = Visits(world), world.people[name]
    where = all_addresses(world.sides.values(), ORDINARY, [pattern for pattern in patterns() if pattern.route in routes])
    look(visits, person, where)
    search(visits, person, where)
    return visits


def test_the_walk_finds_a_policy_that_shows_everything(walked_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not walked(walked_world, "registrar of a").findings
    monkeypatch.setattr(policies, "visible", lambda _user, model: model._default_manager.all())
    monkeypatch.setattr(policies, "organs_where", lambda _user, _capability, _on=None: frozenset(Organ.objects.values_list("pk", flat=True)))
    found = walked(walked_world, "registrar of a").findings
    assert {one.kind for one in found} == {"leak"}
    assert any("User.name" in one.what for one in found)


def test_the_walk_finds_wagtails_own_page_chooser(walked_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not walked(walked_world, "editor of a").findings
    monkeypatch.setattr(OrganPagePolicy, "explorable_instances", lambda self, _user: self.model._default_manager.all())
    found = walked(walked_world, "editor of a").findings
    assert any(one.kind == "leak" and "choose-page" in one.route for one in found)


def test_the_walk_finds_an_action_that_asks_no_permission(walked_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = [pattern for pattern in patterns() if pattern.name == "organs_add_division"]
    where = all_addresses(walked_world.sides.values(), ORDINARY, chosen)
    assert where
    visits = Visits(walked_world)
    send(visits, walked_world.people["administrator of a"], where)
    assert not visits.findings
    monkeypatch.setattr(Action, "permitted", lambda _self, _actor: True)
    monkeypatch.setattr(policies, "visible", lambda _user, model: model._default_manager.all())
    monkeypatch.setattr(policies, "may", lambda _user, _capability, _organ=None: True)
    send(visits, walked_world.people["administrator of a"], where)
    assert any(one.kind == "change" and "points at organs.Organ" in one.what for one in visits.findings)
