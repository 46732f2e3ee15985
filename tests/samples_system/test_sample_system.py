"""The sample system is what the plan says; the figures here are counted by hand from the issue's text."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from database_template import use_copy
from gongkai.accounts.models import User
from gongkai.organs import policies
from gongkai.organs.lineage import organs_of
from gongkai.organs.models import Membership, Organ, OrganEvent, Relation
from gongkai.organs.roles import ROLE_CODES
from gongkai.samples_system.build import PASSWORD, build_sample_system, sample_accounts
from gongkai.samples_system.people import planned_people
from gongkai.samples_system.plan import plan
from gongkai.statute.identifiers import credit_code
from platform_parts import as_person


@pytest.fixture(scope="module")
def _built_once(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:  # noqa: ARG001  # the database must stand
    """The system built once for all tests here, in a database that is replaced afterwards, with a data folder of its own."""
    with django_db_blocker.unblock(), override_settings(GONGKAI_DATA=tmp_path_factory.mktemp("sample")):
        use_copy()
        build_sample_system()
    yield
    with django_db_blocker.unblock():
        use_copy()


@pytest.fixture
def built(_built_once: None, db: None) -> None:
    """In this order."""


def below(code: str) -> set[Organ]:
    top = Organ.objects.get(code=code)
    return {relation.subordinate for relation in Relation.objects.filter(superior=top, until__isnull=True).select_related("subordinate")}


@pytest.mark.usefixtures("built")
def test_the_city_has_a_bureau_with_a_drug_administration_an_ip_office_and_22_district_bureaus_under_it() -> None:
    found = below("yunchuan-scjg")
    assert len(found) == 24
    assert {one.name for one in found if one.level == "prefecture"} == {"云川市药品监督管理局", "云川市知识产权局"}
    districts = [one for one in found if one.level == "county"]
    assert len(districts) == 22
    assert all(one.settings.filter(name="management", value="sub_provincial_vertical").exists() for one in districts)


@pytest.mark.usefixtures("built")
def test_the_county_has_a_government_nine_departments_and_six_townships() -> None:
    found = below("qingshi")
    assert len([one for one in found if one.kind == "department"]) == 9
    assert len([one for one in found if one.kind == "government" and one.level == "township"]) == 6
    assert len(found) == 15


@pytest.mark.usefixtures("built")
def test_the_merger_of_the_second_year_leaves_the_first_years_figures_with_the_organ_that_had_them() -> None:
    bureau, office = Organ.objects.get(code="qingshi-scjg"), Organ.objects.get(code="qingshi-zscq")
    assert (str(office.ended_on), office.ending, office.successor) == ("2024-03-31", "merged", bureau)
    assert organs_of(bureau, 2023) == [bureau]
    assert organs_of(office, 2023) == [office]
    assert set(organs_of(bureau, 2024)) == {bureau, office}
    assert organs_of(bureau, 2025) == [bureau]


@pytest.mark.usefixtures("built")
def test_every_role_is_held_in_every_organ_that_exists() -> None:
    usual = set(ROLE_CODES) - {"supervisor"}
    supervising = {"yunchuan-scjg", "qingshi"}
    for organ in Organ.objects.filter(ended_on__isnull=True):
        held = set(Membership.objects.filter(organ=organ, until__isnull=True).values_list("role", flat=True))
        assert held == usual | ({"supervisor"} if organ.code in supervising else set()), organ.code


def test_a_small_organ_spreads_its_roles_over_three_people_and_a_full_one_has_one_for_each() -> None:
    # 2 full with a supervisor (9), 1 full without (8), 39 small (3)
    assert len(plan().organs) == 25 + 1 + 10 + 6
    assert len(planned_people()) == 2 * 9 + 8 + 39 * 3
    assert len({one.name for one in planned_people()}) == len(planned_people())


def test_every_made_up_credit_code_has_right_check_characters() -> None:
    codes = [organ.credit_code for organ in plan().organs]
    assert [credit_code(code).code for code in codes] == codes
    assert len(set(codes)) == 42


@pytest.mark.usefixtures("built")
def test_built_again_nothing_changes() -> None:
    before = (User.objects.count(), Organ.objects.count(), OrganEvent.objects.count())
    build_sample_system()
    assert (User.objects.count(), Organ.objects.count(), OrganEvent.objects.count()) == before


@pytest.mark.usefixtures("built")
def test_every_printed_account_signs_in_with_the_printed_password(settings: Any) -> None:
    settings.GONGKAI_SECOND_FACTOR = "nobody"
    for account in sample_accounts():
        client = Client()
        answer = client.post("/accounts/login/", {"login": account.username, "password": PASSWORD}, follow=True)
        assert answer.request["PATH_INFO"] == "/staff/", account
        assert answer.status_code == 200


@pytest.mark.usefixtures("built")
def test_the_printed_accounts_hold_every_role() -> None:
    held = {
        role for account in sample_accounts() for role in Membership.objects.filter(user__username=account.username).values_list("role", flat=True)
    }
    assert held == set(ROLE_CODES)


@pytest.mark.usefixtures("built")
def test_the_deputy_of_the_absent_handler_has_the_handlers_role_today() -> None:
    deputy = User.objects.get(username="qingshi-scjg-registrar")
    assert {one.role for one in policies.standings(deputy)} == {"registrar", "handler"}


@pytest.mark.usefixtures("built")
def test_names_with_rare_characters_are_whole() -> None:
    assert User.objects.filter(name__endswith="䶮").exists()
    assert User.objects.filter(name__endswith="𠮷").exists()


@pytest.mark.usefixtures("built")
def test_what_the_supervisor_sent_back_waits_for_the_head_of_the_disclosure_office() -> None:
    def home(username: str) -> str:
        return str(as_person(User.objects.get(username=username)).get("/staff/").content.decode())

    sent = OrganEvent.objects.get(organ__code="qingshi-scjg", kind="sent_back")
    address = reverse("organs_answer", args=["qingshi-scjg", sent.pk])
    assert address in home("qingshi-scjg-office-head")
    assert address not in home("qingshi-scjg-handler")
