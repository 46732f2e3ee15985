"""One year's report against the year before."""

from dataclasses import replace
from typing import Any

import pytest

from annual.check.builders import report, with_figures, without
from gongkai.annual.check import Finding, against_previous, check
from gongkai.annual.model import AnnualReport, Figure


def year(edition: str, year: int, changed: dict[str, Figure] | None = None, **changes: Any) -> AnnualReport:
    """A report that carries in what the year before carried out."""
    carried: dict[str, Figure] = {"applications.carried_in.natural_person": 2, "applications.carried_in.total": 2}
    return with_figures(report(edition, year=year, **changes), {**carried, **(changed or {})})


def reason(found: Finding) -> str:
    return found.message.text("en")


def test_requests_carried_out_are_carried_in_column_by_column() -> None:
    this: dict[str, Figure] = {"applications.carried_in.natural_person": 3, "article20.normative_documents.in_force": 10}
    found = list(against_previous(year("2021", 2023, this), report("2021", year=2022)))
    assert [(one.code, one.left, one.right) for one in found] == [("year.carried", 2, 3)]
    assert found[0].severity == "error"
    assert "自然人" in found[0].message.text("zh_Hans")


def test_documents_in_force_follow_from_last_year_with_this_years_changes() -> None:
    # 9 in force, 2 made, 1 repealed: 10
    assert list(against_previous(year("2021", 2023, {"article20.normative_documents.in_force": 10}), report("2021", year=2022))) == []
    (found,) = against_previous(year("2021", 2023, {"article20.normative_documents.in_force": 8}), report("2021", year=2022))
    assert (found.code, found.severity, found.left, found.right) == ("year.in_force", "warning", 10, 8)


def test_items_follow_from_last_years_items_and_change() -> None:
    this: dict[str, Figure] = {"article20.licences.previous_items": 58, "article20.penalties.previous_items": 315}
    assert list(against_previous(year("2019", 2020, this), report("2019", year=2019))) == []
    (found,) = against_previous(year("2019", 2020, {**this, "article20.penalties.previous_items": 310}), report("2019", year=2019))
    assert (found.code, found.left, found.right) == ("year.items", 315, 310)


def test_pending_cases_are_at_most_the_total_of_the_next_year() -> None:
    this = year("2021", 2023, {"article20.normative_documents.in_force": 10})
    (found,) = against_previous(this, with_figures(report("2021", year=2022), {"remedies.review.pending": 5}))
    assert (found.code, found.left, found.right) == ("year.pending", 5, 4)


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_an_unknown_cell_is_compared_with_nothing(edition: str) -> None:
    first = {"2019": 2019, "2021": 2022}[edition]
    empty = replace(report(edition, year=first), figures={})
    assert list(against_previous(year(edition, first + 1), empty)) == []


def test_across_the_change_of_form_section_2_is_left_out_with_a_notice() -> None:
    this = year("2021", 2021, {"applications.carried_in.business": 1})
    found = list(against_previous(this, report("2019", year=2020)))
    assert [one.code for one in found] == ["year.carried", "year.not_comparable"]
    assert "different forms" in reason(found[1])


@pytest.mark.parametrize(
    ("previous", "why"),
    [
        (report("2021", year=2021), "it reports 2021, not the year before 2023"),
        (replace(report("2021", year=2022), year=None), "the year of one of the two is not known"),
        (report("2021", year=2022, organ="青石县水利局"), "it is the report of “青石县水利局”"),
    ],
)
def test_what_is_not_the_year_before_of_the_same_organ_is_one_notice(previous: AnnualReport, why: str) -> None:
    (found,) = against_previous(report("2021", year=2023), previous)
    assert (found.code, found.severity) == ("year.not_comparable", "notice")
    assert why in reason(found)


@pytest.mark.parametrize("organ", [None, "县市场监督管理局", "青石县市场监督管理局"])
def test_an_organ_may_leave_out_its_place_on_its_own_site(organ: str | None) -> None:
    this = year("2021", 2023, {"article20.normative_documents.in_force": 10})
    assert list(against_previous(this, report("2021", year=2022, organ=organ))) == []


def test_check_tells_the_findings_against_the_year_before_last() -> None:
    this = year("2021", 2023, {"article20.normative_documents.in_force": 8})
    assert [found.code for found in check(this, without(report("2021", year=2022), "applications."))][-1] == "year.in_force"
