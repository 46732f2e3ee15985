"""Settings with dates, and what follows from an organ's facts."""

import datetime as dt
from dataclasses import fields
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from gongkai.audit.actors import Actor
from gongkai.organs.actions import ChangeFacts, CreateOrgan, Facts, SetOrganSetting
from gongkai.organs.derived import DerivedFact, derived
from gongkai.organs.facts import facts_of
from gongkai.organs.models import Organ, OrganSetting
from gongkai.organs.setting_table import SETTINGS, calendar_of, number_words, readings_of, setting, signing_chain
from gongkai.statute.readings import Readings

COMMAND = Actor.command("test")
START = dt.date(2010, 1, 1)
ON = dt.date(2026, 6, 1)


def make(code: str, name: str, region: str, **more: Any) -> Organ:
    facts = Facts(more.pop("kind", "department"), more.pop("level", "county"), region, more.pop("credit_code", ""))
    organ: Organ = CreateOrgan(code=code, name=name, facts=facts, created_on=START, **more).by(COMMAND)
    return organ


def choose(organ: Organ, name: str, value: Any, since: dt.date, reason: str = "定") -> None:
    SetOrganSetting(organ=organ, name=name, value=value, since=since, reason=reason).by(COMMAND)


def fact(organ: Organ, code: str, on: dt.date = ON) -> DerivedFact:
    return next(one for one in derived(organ, on) if one.code == code)


@pytest.fixture
def county(db: None) -> Organ:  # noqa: ARG001  # the fixture opens the database
    return make("qingshi", "青石县人民政府", "340899", kind="government")


def test_every_open_point_of_the_law_is_a_setting() -> None:
    assert {field.name for field in fields(Readings)} <= set(SETTINGS)


def test_a_setting_holds_from_its_day_until_the_next(county: Organ) -> None:
    choose(county, "correction_days", 10, dt.date(2020, 1, 1))
    choose(county, "correction_days", 12, dt.date(2024, 1, 1))
    days = {year: readings_of(county, dt.date(year, 12, 31)).correction_days for year in (2019, 2020, 2023, 2024)}
    assert days == {2019: 15, 2020: 10, 2023: 10, 2024: 12}
    assert setting(county, "correction_days", dt.date(2019, 12, 31)) == 15


def test_of_two_values_of_one_day_the_later_recorded_holds(county: Organ) -> None:
    choose(county, "correction_days", 10, dt.date(2020, 1, 1))
    choose(county, "correction_days", 11, dt.date(2020, 1, 1))
    assert setting(county, "correction_days", ON) == 11
    assert OrganSetting.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("correction_days", 0),
        ("correction_days", True),
        ("correction_days", "ten"),
        ("law_chosen_by", "whim"),
        ("forwarding", "maybe"),
        ("letter_number", "{organ}第{serial}号"),  # no year
        ("letter_number", "{evil}{year}{serial}"),
        ("organ_word", "青 市监"),
        ("signing_answer", ["office_head"]),  # without the secrecy reviewer
        ("signing_answer", ["secrecy_reviewer", "secrecy_reviewer"]),
        ("signing_answer", ["secrecy_reviewer", "administrator"]),
        ("own_days", "2027-02-30 休 节"),
        ("own_days", "2027-03-10 休 节\n2027-03-10 班 节"),
        ("holiday_region", "atlantis"),
        ("management", "vertical"),  # a government is nobody's department
        ("line", "customs"),
    ],
)
def test_a_value_that_cannot_be_is_refused_in_a_sentence(county: Organ, name: str, value: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        choose(county, name, value, START)
    assert set(refused.value.message_dict) == {"value"}
    assert not OrganSetting.objects.exists()


def test_forwarding_is_off_and_the_usual_chains_hold_until_the_organ_decides(county: Organ) -> None:
    assert setting(county, "forwarding", ON) is False
    assert signing_chain(county, "extension", ON) == ("office_head",)  # Reg. 33
    assert signing_chain(county, "publication", ON) == ("secrecy_reviewer", "office_head")  # Reg. 17
    assert setting(county, "document_number", ON) == "{organ}〔{year}〕{serial}号"


def test_the_words_of_numbers_come_from_the_organs_own_data(db: None) -> None:  # noqa: ARG001
    organ = make("qs-scjg", "青石县市场监督管理局", "340899", short_name="县市监局", credit_code="11620602MB161547XN")
    assert number_words(organ, ON) == ("县市监局", "11620602MB161547XN")
    choose(organ, "organ_word", "青市监", START)
    choose(organ, "organ_code", "002669015", START)
    assert number_words(organ, ON) == ("青市监", "002669015")


def test_a_place_of_guangxi_has_its_holidays_and_another_none(db: None) -> None:  # noqa: ARG001
    nanning = make("nanning", "南宁市人民政府", "450100", kind="government", level="prefecture")
    anqing = make("anqing", "安庆市人民政府", "340800", kind="government", level="prefecture")
    day = dt.date(2017, 3, 30)  # 丁酉年三月初三, a Thursday
    assert not calendar_of(nanning, ON).kind(day).workday
    assert calendar_of(anqing, ON).kind(day).workday
    assert fact(nanning, "holiday_region").answer == "广西壮族自治区"


def test_days_that_the_place_adds_count_from_the_day_they_are_recorded_for(db: None) -> None:  # noqa: ARG001
    yinchuan = make("yinchuan", "银川市人民政府", "640100", kind="government", level="prefecture")
    assert fact(yinchuan, "holiday_region").note
    choose(yinchuan, "own_days", "2026-03-20 休 开斋节\n2026-03-28 班 开斋节调休", dt.date(2026, 1, 1))
    choose(yinchuan, "own_days_through", 2026, dt.date(2026, 1, 1))
    calendar = calendar_of(yinchuan, ON)
    assert not calendar.kind(dt.date(2026, 3, 20)).workday
    assert calendar.kind(dt.date(2026, 3, 28)).workday
    assert not calendar.kind(dt.date(2026, 3, 20)).provisional
    assert calendar_of(yinchuan, dt.date(2025, 12, 31)).kind(dt.date(2026, 3, 20)).workday


def test_reconsideration_goes_to_the_own_government_since_2024_and_before_to_either(county: Organ) -> None:
    bureau = make("qs-scjg", "青石县市场监督管理局", "340899", superior=county)
    with translation.override("zh-hans"):
        assert fact(bureau, "review_organ").answer == "本级人民政府 (青石县人民政府)"
        assert "上一级主管部门" in fact(bureau, "review_organ", dt.date(2023, 12, 31)).answer


def test_under_vertical_management_the_next_higher_department_supervises_and_reconsiders(county: Organ) -> None:
    tax = make("qs-tax", "青石县税务局", "340899", management="vertical")
    assert facts_of(tax, ON).management == "vertical"
    with translation.override("zh-hans"):
        assert fact(tax, "supervisor").answer == "本系统上级部门的办公厅（室）"
        assert fact(tax, "review_organ").answer == "上一级主管部门"
        assert fact(county, "supervisor").answer == "上一级人民政府办公厅（室）"
        assert fact(make("qs-jy", "青石县教育局", "340899", superior=county), "supervisor").answer == "本级人民政府办公厅（室）"


def test_management_that_changes_leaves_the_years_before_as_they_were(county: Organ) -> None:
    bureau = make("qs-gs", "青石县工商局", "340899", superior=county, management="sub_provincial_vertical")
    choose(bureau, "management", "own_government", dt.date(2014, 1, 1))
    assert facts_of(bureau, dt.date(2013, 12, 31)).management == "sub_provincial_vertical"
    assert facts_of(bureau, dt.date(2014, 1, 1)).management == "own_government"


def test_the_court_is_named_after_the_place_and_can_be_corrected_with_a_day(county: Organ) -> None:
    bureau = make("qs-scjg", "青石县市场监督管理局", "340899", superior=county)
    make("yunchuan", "云川市人民政府", "340800", kind="government", level="prefecture")
    assert fact(bureau, "court").answer == "青石县人民法院"
    assert fact(county, "court").answer == "云川市中级人民法院"  # a government: the intermediate court (ALL 15)
    choose(bureau, "court", "云川铁路运输法院", dt.date(2026, 1, 1), "跨行政区域管辖")
    corrected = fact(bureau, "court")
    assert (corrected.answer, corrected.correction is not None) == ("云川铁路运输法院", True)
    assert fact(bureau, "court", dt.date(2025, 12, 31)).answer == "青石县人民法院"
    choose(bureau, "court", "", dt.date(2026, 5, 1))
    assert fact(bureau, "court").answer == "青石县人民法院"


def test_governments_report_by_the_end_of_march_departments_by_the_end_of_january(county: Organ) -> None:
    bureau = make("qs-scjg", "青石县市场监督管理局", "340899", superior=county)
    assert "2026-03-31" in fact(county, "report", dt.date(2026, 3, 31)).answer
    assert "2027-03-31" in fact(county, "report", dt.date(2026, 4, 1)).answer
    assert "2026-01-31" in fact(bureau, "report", dt.date(2026, 1, 31)).answer
    assert "2027-01-31" in fact(bureau, "report", dt.date(2026, 2, 1)).answer


def test_facts_that_do_not_go_together_are_refused(county: Organ) -> None:
    with pytest.raises(ValidationError) as refused:
        make("qs-x", "某局", "340800")  # a county department at a city's code
    assert set(refused.value.message_dict) == {"region_code"}
    with pytest.raises(ValidationError) as refused:
        make("qs-y", "某乡文化站", "340899101", level="township")  # a township has no departments
    assert set(refused.value.message_dict) == {"kind"}
    with pytest.raises(ValidationError) as refused:
        make("hk", "某署", "810000", level="provincial")
    assert set(refused.value.message_dict) == {"kind"}
    town = make("qs-town", "青石县河口镇人民政府", "340899101000", kind="government", level="township", superior=county)
    assert town.region_code == "340899101"


def test_a_place_that_got_another_code_keeps_what_it_was_in_the_event(county: Organ) -> None:
    from gongkai.organs.actions import Basis  # noqa: PLC0415  # only here

    facts = Facts("government", "county", "340881")
    ChangeFacts(organ=county, facts=facts, on=dt.date(2022, 1, 1), basis=Basis("国函〔2021〕1号")).by(COMMAND)
    assert Organ.objects.get().region_code == "340881"
    event = county.events.get(kind="changed")
    assert event.detail["changed"] == {"region_code": ["340899", "340881"]}


def test_a_national_organ_has_no_region_code_and_the_national_calendar(db: None) -> None:  # noqa: ARG001
    ministry = make("mof", "某部", "", level="national")
    assert ministry.region_code == "000000"
    assert readings_of(ministry, ON).correction_days == 15
    assert {one.code for one in derived(ministry, ON)} == {"supervisor", "report", "rules", "review_organ", "court", "holiday_region"}
