"""Accounts, roles and deputies, as administrators and colleagues keep them."""

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.accounts.models import User
from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.organs import policies
from gongkai.organs.actions import Appoint, CreateAccount, DeactivateAccount, EndAppointment, EndDeputy, GivePassword, SetDeputy
from gongkai.organs.models import Deputy, Membership, Notice, Organ
from gongkai.organs.waiting import waiting
from organs.house import TODAY, fill_in, text_of
from platform_parts import World, as_person

DAY = dt.timedelta(days=1)


def test_a_first_password_is_shown_once_and_must_be_changed(world: World) -> None:
    administrator = world.bureau.people["administrator"]
    fields = {"name": "赵𠮷", "username": "zhao", "roles": ["registrar", "handler"], "division": world.bureau.division.pk, "since": TODAY}
    page = fill_in(administrator, "create_account", world.bureau.organ, **fields)
    assert page["Cache-Control"] == "no-store"
    found = re.search(r'organs-password">([^<]+)<', text_of(page))
    assert found is not None
    user = User.objects.get(username="zhao")
    assert user.must_change_password
    assert user.check_password(found[1])
    assert {(one.role, one.division_id) for one in user.memberships.all()} == {("registrar", None), ("handler", world.bureau.division.pk)}
    assert found[1] not in text_of(as_person(administrator).get("/staff/organs/at/qingshi-scjg/people/"))
    assert found[1] not in "".join(AuditRow.objects.values_list("detail", flat=True))


def test_a_handler_needs_a_division_where_the_organ_has_some(world: World) -> None:
    fields = {"name": "赵", "username": "zhao", "roles": "handler", "since": TODAY}
    page = fill_in(world.bureau.people["administrator"], "create_account", world.bureau.organ, **fields)
    assert set(page.context["form"].errors) == {"division"}
    foreign = {**fields, "division": world.stranger.division.pk}
    assert fill_in(world.bureau.people["administrator"], "create_account", world.bureau.organ, **foreign).status_code == 422
    assert not User.objects.filter(username="zhao").exists()


def test_a_given_password_follows_the_rules(world: World) -> None:
    with pytest.raises(ValidationError) as refused:
        CreateAccount(organ=world.bureau.organ, username="zhao", name="赵", roles=("editor",), password="short").by(Actor.command("test"))  # noqa: S106  # what is refused
    assert set(refused.value.message_dict) == {"password"}


def test_somebody_of_another_organ_gets_a_role_here_too_and_is_told(world: World) -> None:
    editor = world.stranger.people["editor"]
    administrator = world.bureau.people["administrator"]
    fields = {"username": editor.username, "role": "editor", "since": TODAY}
    fill_in(administrator, "appoint", world.bureau.organ, **fields)
    assert {one.code for one in policies.visible(editor, Organ)} == {"qingshi-scjg", "baiyun-scjg"}
    assert Notice.objects.filter(user=editor).count() == 1
    assert fill_in(administrator, "appoint", world.bureau.organ, **fields).status_code == 422  # held already
    assert fill_in(administrator, "appoint", world.bureau.organ, **{**fields, "username": "nobody"}).status_code == 422


def test_an_account_with_a_role_in_another_organ_is_not_taken_over_through_this_one(world: World) -> None:
    editor = world.stranger.people["editor"]
    Appoint(user=editor, organ=world.bureau.organ, role="editor").by(Actor.command("test"))
    administrator = world.bureau.people["administrator"]
    for action in (GivePassword(user=editor), DeactivateAccount(user=editor)):
        with pytest.raises(PermissionDenied):
            action.by(Actor.of(administrator))
    assert fill_in(administrator, "give_password", world.bureau.organ, editor.pk).status_code == 403


def test_a_role_is_ended_now_or_later_but_not_in_the_past(world: World) -> None:
    administrator, editor = world.bureau.people["administrator"], world.bureau.people["editor"]
    held = Membership.objects.get(user=editor)
    past = fill_in(administrator, "end", world.bureau.organ, held.pk, until=TODAY - 2 * DAY)
    assert set(past.context["form"].errors) == {"until"}
    fill_in(administrator, "end", world.bureau.organ, held.pk, until=TODAY - DAY)
    assert not policies.standings(editor)
    assert as_person(editor).get("/staff/organs/").status_code in {302, 403}


def test_a_role_given_by_mistake_today_ends_today(world: World) -> None:
    held = Appoint(user=world.bureau.people["editor"], organ=world.bureau.organ, role="head").by(Actor.command("test"))
    EndAppointment(membership=held, until=TODAY - DAY).by(Actor.of(world.bureau.people["administrator"]))
    assert not [one for one in policies.standings(world.bureau.people["editor"]) if one.role == "head"]


def test_the_last_administrator_stays_until_there_is_another(world: World) -> None:
    administrator = world.bureau.people["administrator"]
    held = Membership.objects.get(user=administrator)
    with pytest.raises(ValidationError):
        EndAppointment(membership=held, until=TODAY).by(Actor.of(administrator))
    with pytest.raises(ValidationError):
        DeactivateAccount(user=administrator).by(Actor.command("test"))
    Appoint(user=world.bureau.people["head"], organ=world.bureau.organ, role="administrator").by(Actor.of(administrator))
    EndAppointment(membership=held, until=TODAY).by(Actor.of(administrator))


def test_a_closed_account_is_signed_out_and_lends_nothing(world: World) -> None:
    handler, editor = world.bureau.people["handler"], world.bureau.people["editor"]
    SetDeputy(organ=world.bureau.organ, absent=handler, deputy=editor, since=TODAY, until=TODAY).by(Actor.of(handler))
    assert policies.may(editor, "person.see", world.bureau.organ)
    client = as_person(handler)
    fill_in(world.bureau.people["administrator"], "close_account", world.bureau.organ, handler.pk)
    assert client.get("/staff/organs/").status_code == 302
    assert not policies.may(editor, "person.see", world.bureau.organ)
    assert handler not in policies.people_with(world.bureau.organ, "handler")
    fill_in(world.bureau.people["administrator"], "open_account", world.bureau.organ, handler.pk)
    assert policies.may(editor, "person.see", world.bureau.organ)


def test_people_with_a_role_are_those_who_hold_it_and_who_stand_in_for_them(world: World) -> None:
    head, editor = world.bureau.people["office_head"], world.bureau.people["editor"]
    SetDeputy(organ=world.bureau.organ, absent=head, deputy=editor, since=TODAY, until=TODAY + DAY).by(Actor.of(head))
    assert policies.people_with(world.bureau.organ, "office_head") == sorted([head, editor], key=lambda one: one.pk)
    assert policies.people_with(world.bureau.organ, "office_head", TODAY + 2 * DAY) == [head]


def test_one_sets_the_own_deputy_on_the_own_page_and_ends_it_again(world: World) -> None:
    registrar, editor = world.bureau.people["registrar"], world.bureau.people["editor"]
    page = fill_in(registrar, "own_deputy", world.bureau.organ, deputy=editor.pk, since=TODAY, until=TODAY + 3 * DAY, reason="休假")
    assert editor.name in text_of(page)
    row = Deputy.objects.get()
    assert (row.absent, row.deputy) == (registrar, editor)
    assert Notice.objects.filter(user=editor).count() == 1
    stranger = fill_in(editor, "end_deputy", world.bureau.organ, row.pk)
    assert stranger.status_code == 403
    fill_in(registrar, "end_deputy", world.bureau.organ, row.pk)
    assert {one.role for one in policies.standings(editor)} == {"editor"}


@pytest.mark.parametrize(
    ("absent", "deputy", "since", "until", "field"),
    [
        ("registrar", "registrar", 0, 1, "deputy"),
        ("registrar", "editor", -1, 1, "since"),
        ("registrar", "editor", 2, 1, "until"),
    ],
)
def test_a_deputy_is_another_colleague_on_days_to_come(world: World, absent: str, deputy: str, since: int, until: int, field: str) -> None:  # noqa: PLR0917
    people = world.bureau.people
    with pytest.raises(ValidationError) as refused:
        SetDeputy(organ=world.bureau.organ, absent=people[absent], deputy=people[deputy], since=TODAY + since * DAY, until=TODAY + until * DAY).by(
            Actor.of(people[absent])
        )
    assert field in refused.value.message_dict


def test_one_deputy_at_a_time_and_of_the_same_organ(world: World) -> None:
    people = world.bureau.people
    first = {"organ": world.bureau.organ, "absent": people["registrar"], "since": TODAY, "until": TODAY + 5 * DAY}
    SetDeputy(deputy=people["editor"], **first).by(Actor.of(people["registrar"]))
    with pytest.raises(ValidationError):
        SetDeputy(deputy=people["handler"], **{**first, "since": TODAY + 5 * DAY}).by(Actor.of(people["registrar"]))
    with pytest.raises(ValidationError) as refused:
        SetDeputy(deputy=world.stranger.people["editor"], **{**first, "absent": people["head"]}).by(Actor.of(people["head"]))
    assert set(refused.value.message_dict) == {"deputy"}


def test_roles_are_not_lent_on(world: World) -> None:
    registrar, editor, head = (world.bureau.people[role] for role in ("registrar", "editor", "head"))
    days = {"organ": world.bureau.organ, "since": TODAY, "until": TODAY}
    SetDeputy(absent=registrar, deputy=editor, **days).by(Actor.of(registrar))
    SetDeputy(absent=editor, deputy=head, **days).by(Actor.of(editor))
    assert {one.role for one in policies.standings(head)} == {"head", "editor"}


def test_an_absence_over_is_not_ended_again(world: World) -> None:
    people = world.bureau.people
    row = Deputy.objects.create(organ=world.bureau.organ, absent=people["editor"], deputy=people["head"], since=TODAY - 3 * DAY, until=TODAY - DAY)
    with pytest.raises(ValidationError):
        EndDeputy(deputy=row).by(Actor.of(people["editor"]))


def test_what_waits_is_told_to_who_can_do_it(world: World) -> None:
    people, organ = world.bureau.people, world.bureau.organ
    User.objects.filter(pk=people["editor"].pk).update(last_login=None, created_at="2026-01-01T00:00:00Z")
    User.objects.exclude(pk=people["editor"].pk).update(last_login="2026-01-01T00:00:00Z")
    fill_in(world.county.people["supervisor"], "send_back", organ, matter="contact", reason="空号")
    SetDeputy(organ=organ, absent=people["office_head"], deputy=people["handler"], since=TODAY, until=TODAY).by(Actor.of(people["office_head"]))

    def addresses(role: str) -> list[str]:
        return sorted(one.url.removeprefix("/staff/organs/at/qingshi-scjg/").split("/")[0] for one in waiting(people[role], TODAY))

    assert addresses("administrator") == ["contact", "people", "people"]  # Reg. 12; never signed in; an absence that ends
    assert addresses("office_head") == ["people", "sent-back"]
    assert addresses("editor") == []
    stand_in = list(waiting(people["handler"], TODAY))
    assert [(one.organ, one.who) for one in stand_in] == [(organ, people["office_head"])]


def test_my_page_shows_the_roles_that_i_have(world: World) -> None:
    page = text_of(as_person(world.bureau.people["registrar"]).get("/staff/organs/me/"))
    assert "青石县市场监督管理局" in page
    assert "白云县" not in page


def test_two_changes_of_an_organs_people_never_go_on_at_once(world: World) -> None:
    people, organ = world.bureau.people, world.bureau.organ
    Appoint(user=people["head"], organ=organ, role="administrator").by(Actor.command("test"))
    for action in (
        DeactivateAccount(user=people["administrator"]),
        EndAppointment(membership=Membership.objects.get(user=people["administrator"]), until=TODAY),
        SetDeputy(organ=organ, absent=people["editor"], deputy=people["head"], since=TODAY, until=TODAY),
        Appoint(user=people["editor"], organ=organ, role="registrar"),
    ):
        with CaptureQueriesContext(connection) as made:
            action.by(Actor.command("test"))
        if connection.vendor == "postgresql":
            writes = next(place for place, one in enumerate(made) if one["sql"].startswith(("INSERT", "UPDATE")))
            assert any("FOR NO KEY UPDATE" in one["sql"] for one in list(made)[:writes])
        else:
            assert connection.transaction_mode == "IMMEDIATE"
