"""Who may do and see what."""

import datetime as dt

from django.test import Client

from gongkai.accounts import second_factor
from gongkai.organs import policies
from gongkai.organs.models import Deputy, Membership, Organ
from gongkai.organs.roles import ROLE_CODES
from platform_parts import LONG_AGO, World, as_person


def test_a_person_sees_the_own_organ_and_no_other(world: World) -> None:
    assert set(policies.visible(world.bureau.people["registrar"], Organ)) == {world.bureau.organ}


def test_a_supervisor_reads_the_organs_below(world: World) -> None:
    assert set(policies.visible(world.county.people["supervisor"], Organ)) == {world.county.organ, world.bureau.organ}
    assert not policies.may(world.county.people["supervisor"], "organ.change", world.bureau.organ)


def test_an_administrator_above_does_not_read_persons_below(world: World) -> None:
    assert policies.organs_where(world.county.people["administrator"], "person.see") == frozenset()


def test_a_deputy_has_the_absent_colleagues_roles_while_the_absence_lasts(world: World) -> None:
    handler, editor = world.bureau.people["handler"], world.bureau.people["editor"]
    Deputy.objects.create(organ=world.bureau.organ, absent=handler, deputy=editor, since=dt.date(2026, 3, 2), until=dt.date(2026, 3, 6))

    def roles(on: dt.date) -> set[str]:
        return {one.role for one in policies.standings(editor, on)}

    assert roles(dt.date(2026, 3, 1)) == {"editor"}
    assert roles(dt.date(2026, 3, 2)) == roles(dt.date(2026, 3, 6)) == {"editor", "handler"}
    assert roles(dt.date(2026, 3, 7)) == {"editor"}


def test_every_role_that_leads_to_personal_data_needs_the_second_factor(world: World) -> None:
    """Letters and scans hold names; who gives roles and passwords can give those that show them. The editor reaches pages only."""
    need = {role for role, user in world.bureau.people.items() if second_factor.is_needed(user)}
    assert need == set(ROLE_CODES) - {"editor", "supervisor"}, "nobody stands below the bureau"
    assert second_factor.is_needed(world.county.people["supervisor"])
    without = Client()
    without.force_login(world.bureau.people["secrecy_reviewer"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert without.get("/staff/requests/")["Location"].startswith("/accounts/second-factor/set-up/")


def test_an_administrators_rights_are_not_lent(world: World) -> None:
    administrator, editor = world.bureau.people["administrator"], world.bureau.people["editor"]
    Deputy.objects.create(organ=world.bureau.organ, absent=administrator, deputy=editor, since=LONG_AGO, until=dt.date(2099, 1, 1))
    assert not policies.may(editor, "people.change", world.bureau.organ)


def test_a_role_ends_with_its_last_day(world: World) -> None:
    head = world.bureau.people["head"]
    Membership.objects.filter(user=head).update(until=dt.date(2026, 1, 31))
    assert policies.standings(head, dt.date(2026, 1, 31))
    assert not policies.standings(head, dt.date(2026, 2, 1))


def test_the_successor_answers_for_the_merged_organ(world: World) -> None:
    Organ.objects.filter(pk=world.stranger.organ.pk).update(ended_on=dt.date(2020, 1, 1), ending="merged", successor=world.bureau.organ)
    assert policies.may(world.bureau.people["registrar"], "person.see", world.stranger.organ)


def test_the_staff_home_asks_for_a_sign_in(world: World) -> None:
    assert as_person(world.bureau.people["handler"]).get("/staff/").status_code == 200
