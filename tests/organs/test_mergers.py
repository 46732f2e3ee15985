"""Mergers: modelled on Anqing's reform of 2018-2019, where the 工商质监局 became part of the 市场监督管理局."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from gongkai.accounts.models import User
from gongkai.audit.actors import Actor
from gongkai.organs import policies
from gongkai.organs.actions import Appoint, Basis, CreateOrgan, Facts, MergeOrgans, SetSupervision
from gongkai.organs.lineage import lineage, organs_of, reporter
from gongkai.organs.models import Membership, Organ, OrganEvent, Relation

COMMAND = Actor.command("test")
BASIS = Basis(text="皖办〔2018〕68号")
REFORM = dt.date(2019, 1, 10)


def make(code: str, name: str, since: dt.date, superior: Organ | None = None, *, level: str = "prefecture", kind: str = "department") -> Organ:
    region = {"prefecture": "340800", "county": "340828"}[level]
    organ: Organ = CreateOrgan(code=code, name=name, facts=Facts(kind, level, region), created_on=since, superior=superior).by(COMMAND)
    return organ


@pytest.fixture
def anqing(db: None) -> dict[str, Organ]:  # noqa: ARG001  # the fixture opens the database
    city = make("anqing", "安庆市人民政府", dt.date(2008, 5, 1), kind="government")
    early = dt.date(2014, 7, 1)
    return {
        "city": city,
        "gongshang": make("aq-gszj", "安庆市工商行政管理和质量技术监督局", early, city),
        "food": make("aq-syjj", "安庆市食品药品监督管理局", early, city),
        "prices": make("aq-wjj", "安庆市物价局", early, city),
    }


def merge(anqing: dict[str, Organ], on: dt.date = REFORM) -> Organ:
    creating = CreateOrgan(
        code="aq-scjg",
        name="安庆市市场监督管理局",
        facts=Facts("department", "prefecture", "340800"),
        created_on=on,
        superior=anqing["city"],
    )
    organ: Organ = MergeOrgans(organs=(anqing["gongshang"], anqing["food"]), successor=creating, on=on, basis=BASIS).by(COMMAND)
    return organ


def codes(organs: list[Organ]) -> set[str]:
    return {one.code for one in organs}


def test_the_merged_end_the_day_before_the_successor_begins(anqing: dict[str, Organ]) -> None:
    successor = merge(anqing)
    gongshang = Organ.objects.get(code="aq-gszj")
    assert (successor.created_on, gongshang.ended_on, gongshang.ending) == (REFORM, dt.date(2019, 1, 9), "merged")
    assert gongshang.successor == successor
    assert not gongshang.exists_on(REFORM)
    assert gongshang.exists_on(dt.date(2019, 1, 9))
    last = Relation.objects.get(subordinate=gongshang)
    assert last.until == dt.date(2019, 1, 9)


def test_the_successor_reports_on_2018_for_those_merged_in_january_2019(anqing: dict[str, Organ]) -> None:
    # Order 492 was in force: the report on 2018 was due on 2019-03-31, after the merger.
    successor = merge(anqing)
    assert codes(organs_of(successor, 2018)) == {"aq-gszj", "aq-syjj"}
    assert organs_of(Organ.objects.get(code="aq-gszj"), 2018) == []
    assert reporter(Organ.objects.get(code="aq-syjj"), 2018) == successor


def test_figures_of_2017_stay_with_the_organs_that_reported_them(anqing: dict[str, Organ]) -> None:
    successor = merge(anqing)
    assert organs_of(successor, 2017) == []
    assert codes(organs_of(Organ.objects.get(code="aq-gszj"), 2017)) == {"aq-gszj"}
    assert codes(lineage(successor, 2017)) == {"aq-gszj", "aq-syjj"}  # what its own figures are compared with


def test_the_report_on_the_year_of_the_merger_adds_all_three_and_that_of_the_next_one_only_the_successor(anqing: dict[str, Organ]) -> None:
    successor = merge(anqing)
    assert codes(organs_of(successor, 2019)) == {"aq-scjg", "aq-gszj", "aq-syjj"}
    assert codes(organs_of(successor, 2020)) == {"aq-scjg"}


def test_an_organ_merged_after_its_last_day_for_the_report_has_reported_itself(anqing: dict[str, Organ]) -> None:
    # Merged on 2021-02-01: the report on 2020 was due on 2021-01-31 (Reg. 49), which was its last day.
    successor = merge(anqing, dt.date(2021, 2, 1))
    assert codes(organs_of(Organ.objects.get(code="aq-gszj"), 2020)) == {"aq-gszj"}
    assert organs_of(successor, 2020) == []
    assert codes(organs_of(successor, 2021)) == {"aq-scjg", "aq-gszj", "aq-syjj"}


def test_an_organ_merged_on_the_last_day_for_the_report_leaves_it_to_the_successor(anqing: dict[str, Organ]) -> None:
    successor = merge(anqing, dt.date(2021, 1, 31))
    assert codes(organs_of(successor, 2020)) == {"aq-gszj", "aq-syjj"}


def test_a_later_merger_into_the_successor_reaches_back_through_it(anqing: dict[str, Organ]) -> None:
    successor = merge(anqing)
    MergeOrgans(organs=(anqing["prices"],), successor=successor, on=dt.date(2019, 2, 20), basis=BASIS).by(COMMAND)
    assert codes(organs_of(successor, 2018)) == {"aq-gszj", "aq-syjj", "aq-wjj"}
    final = make("aq-final", "安庆市综合市场局", dt.date(2019, 3, 1), anqing["city"])
    MergeOrgans(organs=(successor,), successor=final, on=dt.date(2019, 3, 5), basis=BASIS).by(COMMAND)
    assert codes(organs_of(final, 2018)) == {"aq-gszj", "aq-syjj", "aq-wjj"}
    assert organs_of(Organ.objects.get(code="aq-scjg"), 2018) == []


def test_the_successor_takes_over_who_stood_below(anqing: dict[str, Organ]) -> None:
    district = make("aq-dongcheng", "安庆市东城工商所", dt.date(2015, 1, 1), anqing["gongshang"], level="county")
    successor = merge(anqing)
    rows = Relation.objects.filter(subordinate=district).order_by("since").values_list("superior__code", "since", "until")
    assert list(rows) == [("aq-gszj", dt.date(2015, 1, 1), dt.date(2019, 1, 9)), ("aq-scjg", REFORM, None)]
    assert policies.below([successor.pk], REFORM) == {district.pk}


def test_the_merger_stands_in_the_life_of_all_with_its_document_and_the_day_it_was_recorded(anqing: dict[str, Organ]) -> None:
    merge(anqing)
    events = OrganEvent.objects.filter(kind="merged")
    assert {one.organ.code for one in events} == {"aq-gszj", "aq-syjj", "aq-scjg"}
    for event in events:
        assert (event.on, event.basis) == (REFORM, "皖办〔2018〕68号")
        assert event.recorded_at.date() > REFORM


def test_a_merger_recorded_late_takes_no_right_back_for_days_that_are_past(anqing: dict[str, Organ]) -> None:
    person = User.objects.create(username="wang", name="王")
    Appoint(user=person, organ=anqing["food"], role="registrar", since=dt.date(2018, 1, 1)).by(COMMAND)
    merge(anqing)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    assert Membership.objects.get(user=person).until == yesterday
    assert not policies.standings(person)
    with pytest.raises(ValidationError):
        Appoint(user=person, organ=Organ.objects.get(code="aq-syjj"), role="editor").by(COMMAND)


def test_people_of_the_successor_read_what_the_merged_had(anqing: dict[str, Organ]) -> None:
    successor = merge(anqing)
    person = User.objects.create(username="wang", name="王")
    Appoint(user=person, organ=successor, role="registrar").by(COMMAND)
    assert {one.code for one in policies.visible(person, Organ)} == {"aq-scjg", "aq-gszj", "aq-syjj"}


def test_a_merger_needs_its_document_and_organs_that_exist_then(anqing: dict[str, Organ]) -> None:
    with pytest.raises(ValidationError) as refused:
        MergeOrgans(organs=(anqing["food"],), successor=anqing["gongshang"], on=dt.date(2014, 7, 1)).by(COMMAND)
    assert set(refused.value.message_dict) == {"basis", "on"}
    with pytest.raises(ValidationError, match="2999-01-01"):
        MergeOrgans(organs=(anqing["food"],), successor=anqing["gongshang"], on=dt.date(2999, 1, 1), basis=BASIS).by(COMMAND)


def test_nobody_takes_an_organ_into_the_own_without_a_right_in_it(anqing: dict[str, Organ]) -> None:
    person = User.objects.create(username="wang", name="王")
    Appoint(user=person, organ=anqing["gongshang"], role="administrator").by(COMMAND)
    with pytest.raises(PermissionDenied):
        MergeOrgans(organs=(anqing["food"],), successor=anqing["gongshang"], on=REFORM, basis=BASIS).by(Actor.of(person))
    with pytest.raises(PermissionDenied):
        SetSupervision(organ=anqing["food"], superior=anqing["gongshang"], since=REFORM).by(Actor.of(person))
