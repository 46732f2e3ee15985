import datetime as dt

import pytest

from gongkai.statute.annual_report import OrganKind, can_make_rules, edition_for_year, fee_must_be_reported, report_due
from gongkai.statute.laws import NoLawError, StatuteError

D = dt.date


@pytest.mark.parametrize(
    ("year", "kind", "day"),
    [
        (2008, "department", D(2009, 3, 31)),
        (2018, "department", D(2019, 3, 31)),
        (2018, "government", D(2019, 3, 31)),
        (2019, "department", D(2020, 1, 31)),
        (2019, "government", D(2020, 3, 31)),
        (2025, "department", D(2026, 1, 31)),  # a Saturday: the day does not move
        (2023, "government", D(2024, 3, 31)),  # a Sunday: the day does not move
    ],
)
def test_the_legal_day_of_the_report(year: int, kind: OrganKind, day: D) -> None:
    assert report_due(year, kind) == day


def test_before_2008_nobody_had_to_report() -> None:
    with pytest.raises(NoLawError):
        report_due(2007, "department")
    with pytest.raises(NoLawError):
        fee_must_be_reported(2007)
    with pytest.raises(NoLawError) as error:
        edition_for_year(2007)
    assert error.value.message.text("en") == "No edition of the annual report covers the year 2007; the duty to report began in 2008"


@pytest.mark.parametrize("year", [0, -1, 9999, 100_000])
def test_a_year_that_no_calendar_has_is_an_error_not_a_crash(year: int) -> None:
    with pytest.raises(NoLawError) as error:
        report_due(year, "department")
    assert error.value.message.text("en") == f"There is no report on the year {year}"
    with pytest.raises(NoLawError):
        fee_must_be_reported(year)


@pytest.mark.parametrize(("year", "edition"), [(2008, "legacy"), (2018, "legacy"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2026, "2021")])
def test_the_edition_that_a_year_must_have(year: int, edition: str) -> None:
    assert edition_for_year(year) == edition


@pytest.mark.parametrize(
    ("kind", "can"),
    [("ministry", True), ("province", True), ("city_with_districts", True), ("county", False), ("township", False), ("department", False)],
)
def test_who_can_make_rules(kind: str, can: bool) -> None:  # noqa: FBT001 - the claim itself
    assert can_make_rules(kind) is can


def test_an_unknown_kind_of_organ_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(StatuteError) as error:
        can_make_rules("club")
    assert error.value.message.text("en") == (
        "Kind of organ “club” is not known; use one of ministry, province, city_with_districts, county, township, department"
    )


def test_the_fees_have_to_be_stated_since_2021() -> None:
    assert [fee_must_be_reported(year) for year in (2008, 2020, 2021, 2025)] == [False, False, True, True]
