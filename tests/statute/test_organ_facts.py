import datetime as dt
from itertools import product
from typing import Any, get_args

import pytest

from gongkai.statute.laws import NoLawError, StatuteError, load, table
from gongkai.statute.organ_facts import (
    Kind,
    Line,
    Management,
    OrganFacts,
    may_make_rules,
    report_duty,
    review_kind,
    review_organ,
    supervisor,
)
from gongkai.statute.places import Level, region_code
from gongkai.statute.readings import readings

D = dt.date
NOW = D(2026, 3, 1)

PROVINCE = OrganFacts("government", "provincial")
CITY = OrganFacts("government", "prefecture")
COUNTY = OrganFacts("government", "county")
TOWNSHIP = OrganFacts("government", "township")
MINISTRY = OrganFacts("department", "national")
COUNTY_BUREAU = OrganFacts("department", "county")
TAX = OrganFacts("department", "county", "vertical")
DISTRICT_MARKET = OrganFacts("department", "county", "sub_provincial_vertical")  # the shape of the Chongqing report
CUSTOMS = OrganFacts("department", "prefecture", "vertical", "customs")
JUSTICE = OrganFacts("department", "county", line="justice")
PREFECTURAL_OFFICE = OrganFacts("dispatched", "prefecture")  # 行政公署
SUBDISTRICT = OrganFacts("dispatched", "township")  # 街道办事处
AUTHORISED = OrganFacts("authorised", "county")
COMMISSION = OrganFacts("authorised", "national")


def all_organs() -> list[OrganFacts]:
    """Every combination of facts that is not refused."""
    found = []
    for facts in product(get_args(Kind), get_args(Level), get_args(Management), get_args(Line)):
        try:
            found.append(OrganFacts(*facts))
        except StatuteError:
            continue
    return found


@pytest.mark.parametrize(
    ("organ", "code", "place"),
    [
        (PROVINCE, "state_council_office", "Art. 3, para. 2"),
        (MINISTRY, "state_council_office", "Art. 3, para. 2"),
        (COMMISSION, "state_council_office", "Art. 3, para. 2"),
        (CITY, "higher_government_office", "Art. 3, para. 3"),
        (COUNTY, "higher_government_office", "Art. 3, para. 3"),
        (TOWNSHIP, "higher_government_office", "Art. 3, para. 3"),
        (COUNTY_BUREAU, "own_government_office", "Art. 3, para. 3"),
        (JUSTICE, "own_government_office", "Art. 3, para. 3"),
        (TAX, "higher_department_office", "Art. 3, para. 4"),
        (CUSTOMS, "higher_department_office", "Art. 3, para. 4"),
        (DISTRICT_MARKET, "higher_department_office", "Art. 3, para. 4"),
        (SUBDISTRICT, "founding_government_office", "Art. 3, para. 3"),
        (AUTHORISED, "own_government_office", "Art. 3, para. 3"),
    ],
)
def test_who_supervises_and_receives_the_report(organ: OrganFacts, code: str, place: str) -> None:
    found = supervisor(organ, NOW)
    assert found.code == code
    assert found.article.text("en") == f"Regulation on Open Government Information (Order 711 of 2019), {place}"


def test_a_county_bureau_reports_to_its_governments_office_and_guidance_from_above_is_another_relation() -> None:
    found = supervisor(COUNTY_BUREAU, NOW)
    assert found.text.text("zh_Hans") == "本级人民政府办公厅（室）"
    assert found.note is not None
    assert found.note.text("zh_Hans") == "上级部门的业务指导是另一种关系"


def test_the_relation_is_told_only_under_the_regulation_of_2019() -> None:
    assert supervisor(COUNTY_BUREAU, D(2019, 5, 15)).code == "own_government_office"
    with pytest.raises(NoLawError):
        supervisor(COUNTY_BUREAU, D(2019, 5, 14))


@pytest.mark.parametrize(
    ("organ", "year", "kind", "due"),
    [
        (COUNTY_BUREAU, 2025, "department", D(2026, 1, 31)),
        (DISTRICT_MARKET, 2025, "department", D(2026, 1, 31)),
        (MINISTRY, 2025, "department", D(2026, 1, 31)),
        (AUTHORISED, 2025, "department", D(2026, 1, 31)),
        (COUNTY, 2025, "government", D(2026, 3, 31)),
        (TOWNSHIP, 2025, "government", D(2026, 3, 31)),
        (SUBDISTRICT, 2025, "government", D(2026, 3, 31)),
        (COUNTY_BUREAU, 2018, "department", D(2019, 3, 31)),
    ],
)
def test_the_report_is_due_by_the_kind_of_organ(organ: OrganFacts, year: int, kind: str, due: dt.date) -> None:
    found = report_duty(organ, year)
    assert (found.kind, found.due) == (kind, due)


def test_where_article_49_names_no_day_the_answer_says_that_it_is_a_reading() -> None:
    marked = {name for name, organ in (("town", TOWNSHIP), ("street", SUBDISTRICT), ("authorised", AUTHORISED)) if report_duty(organ, 2025).note}
    assert marked == {"town", "street", "authorised"}
    assert all("理解" in str(note.text("zh_Hans")) for organ in (TOWNSHIP, SUBDISTRICT, AUTHORISED) if (note := report_duty(organ, 2025).note))
    assert report_duty(COUNTY_BUREAU, 2025).note is None


@pytest.mark.parametrize(
    ("organ", "code"),
    [
        (MINISTRY, "yes"),
        (COMMISSION, "yes"),
        (PROVINCE, "yes"),
        (CITY, "yes"),
        (COUNTY, "no"),
        (TOWNSHIP, "no"),
        (OrganFacts("department", "provincial"), "no"),
        (OrganFacts("department", "prefecture"), "no"),
        (COUNTY_BUREAU, "no"),
        (TAX, "no"),
        (PREFECTURAL_OFFICE, "no"),
        (SUBDISTRICT, "no"),
        (AUTHORISED, "no"),
    ],
)
def test_rules_are_made_by_ministries_provinces_and_cities_with_districts_only(organ: OrganFacts, code: str) -> None:
    found = may_make_rules(organ)
    assert found.code == code
    assert found.text.text("zh_Hans") == {"yes": "可以制定规章", "no": "不能制定规章"}[code]
    assert found.article.text("zh_Hans") == "《立法法》（2023年修正）第91条、第93条"


@pytest.mark.parametrize(
    ("organ", "before", "since"),
    [
        (PROVINCE, ("itself",), ("itself",)),
        (MINISTRY, ("itself",), ("itself",)),
        (COUNTY, ("higher_government",), ("higher_government",)),
        (TOWNSHIP, ("higher_government",), ("higher_government",)),
        (COUNTY_BUREAU, ("own_government", "higher_department"), ("own_government",)),
        (TAX, ("higher_department",), ("higher_department",)),
        (CUSTOMS, ("higher_department",), ("higher_department",)),
        (JUSTICE, ("own_government", "higher_department"), ("own_government", "higher_department")),
        (DISTRICT_MARKET, ("own_government", "higher_department"), ("own_government",)),
        (AUTHORISED, ("managing_organ",), ("own_government",)),
        (SUBDISTRICT, ("founding_government",), ("founding_government",)),
        (PREFECTURAL_OFFICE, ("founding_government",), ("founding_government",)),
    ],
)
def test_who_reconsiders_before_and_since_2024(organ: OrganFacts, before: tuple[str, ...], since: tuple[str, ...]) -> None:
    assert review_organ(organ, D(2023, 12, 31), readings()).choices == before
    assert review_organ(organ, D(2024, 1, 1), readings()).choices == since


def test_vertical_management_below_the_province_is_reconsidered_by_the_organs_reading() -> None:
    chosen = readings(sub_provincial_vertical="higher_department")
    assert review_organ(DISTRICT_MARKET, NOW, chosen).choices == ("higher_department",)
    assert review_organ(COUNTY_BUREAU, NOW, chosen).choices == ("own_government",)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (("government", "national"), "“people's government” does not go with the other facts of the organ: a local government stands at"),
        (("government", "county", "vertical"), "“people's government” does not go with"),
        (("department", "township"), "“department” does not go with the other facts of the organ: a township has no departments"),
        (("dispatched", "provincial"), "“dispatched organ” does not go with"),
        (
            ("department", "national", "vertical"),
            "“vertical management from the national level” does not go with the other facts of the organ: the top",
        ),
        (("department", "provincial", "sub_provincial_vertical"), "“vertical management below the province” does not go with"),
        (("department", "prefecture", "own_government", "customs"), "“customs” does not go with"),
        (("department", "county", "vertical", "justice"), "“justice bureau” does not go with"),
        (("bureau", "county"), "“bureau” is no fact of an organ that we know; use one of government, department, dispatched, authorised"),
        (("department", "village"), "“village” is no fact of an organ that we know; use one of national, provincial, prefecture, county, township"),
        (("department", "county", "dual"), "“dual” is no fact of an organ that we know; use one of own_government, vertical"),
        (("department", "county", "own_government", "tax"), "“tax” is no fact of an organ that we know; use one of general, customs, justice"),
    ],
)
def test_facts_that_no_organ_has_are_refused_with_the_reason(facts: tuple[Any, ...], reason: str) -> None:
    with pytest.raises(StatuteError) as error:
        OrganFacts(*facts)
    assert error.value.message.text("en").startswith(reason)


def test_no_organ_is_placed_where_the_regulation_is_not_law() -> None:
    with pytest.raises(StatuteError) as error:
        OrganFacts("department", "provincial", region=region_code("810000"))
    assert error.value.message.text("en") == "The Regulation on Open Government Information is not law in Hong Kong"


def test_every_organ_has_every_answer_on_every_day_of_the_regulation() -> None:
    organs = all_organs()
    assert len(organs) > 30
    for organ, day in product(organs, (D(2019, 5, 15), D(2023, 12, 31), D(2024, 1, 1), NOW)):
        assert supervisor(organ, day).text.text("zh_Hans")
        assert review_organ(organ, day, readings()).names
        assert review_kind(organ) in load("remedies")["organs"]
        assert report_duty(organ, day.year).due.year == day.year + 1
        assert may_make_rules(organ).code in ("yes", "no")


@pytest.mark.parametrize("name", ["supervisor", "court_rank", "cross", "suit.none", "suit.upheld", "suit.changed", "suit.silent"])
def test_every_row_has_its_days_its_article_and_its_source(name: str) -> None:
    for rule in table("organ_facts", name):
        assert rule.article.text("zh_Hans").startswith("《")
        assert rule.source
        assert rule.until is None or rule.since <= rule.until
