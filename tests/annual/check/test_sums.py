"""The sums of the form: which findings a printed table must give, enumerated anew from the law's tables."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annual.check.builders import COLUMNS, blanked, broken, figures, report, rules, with_figures, without
from gongkai.annual.check import Finding, check
from gongkai.annual.check.sums import sums
from gongkai.annual.model import AnnualReport

EDITIONS = ("2019", "2021")
SUMMED = {edition: sorted({cell for _, left, right in rules(edition) for cell in left + right}) for edition in EDITIONS}


def codes(judged: AnnualReport) -> list[str]:
    return [found.code for found in sums(judged)]


def only(judged: AnnualReport) -> Finding:
    (found,) = sums(judged)
    return found


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_report_whose_sums_hold_has_no_finding_at_all(edition: str) -> None:
    assert check(report(edition)) == ()


def test_one_more_request_granted_to_a_firm_breaks_its_row_and_its_column() -> None:
    found = list(sums(with_figures(report(), {"applications.granted.business": 4})))
    # 8 + 4 = 12 beside 11 in the row; 4 + 1 = 5 beside 4 in the column
    assert [(one.code, one.left, one.right) for one in found] == [("sum.outcomes", 5, 4), ("sum.applicants", 12, 11)]
    assert "商业企业" in found[0].message.text("zh_Hans")
    assert "（一）予以公开" in found[1].message.text("zh_Hans")
    assert {one.severity for one in found} == {"error"}


def test_a_request_lost_between_the_years_breaks_the_balance_of_both_its_columns() -> None:
    found = list(sums(with_figures(report(), {"applications.carried_out.natural_person": 1, "applications.carried_out.total": 1})))
    assert [(one.code, one.left, one.right) for one in found] == [("sum.column_balance", 15, 14), ("sum.column_balance", 19, 18)]


def test_a_remedies_total_of_0_beside_cases_is_an_error() -> None:
    found = only(with_figures(report(), {"remedies.review.total": 0}))
    assert (found.code, found.left, found.right) == ("sum.remedies", 4, 0)
    assert found.cells == tuple(f"remedies.review.{result}" for result in ("upheld", "corrected", "other", "pending", "total"))
    assert "行政复议" in found.message.text("zh_Hans")


@pytest.mark.parametrize("edition", EDITIONS)
@given(data=st.data())
def test_one_changed_cell_gives_its_findings_and_no_other(edition: str, data: st.DataObject) -> None:
    cell = data.draw(st.sampled_from(SUMMED[edition]))
    printed = {**figures(edition), cell: figures(edition)[cell] + data.draw(st.integers(1, 5000))}
    found = {(one.code, one.left, one.right, one.cells) for one in sums(report(edition, figures=printed))}
    assert found == broken(edition, printed) != set()


@pytest.mark.parametrize("edition", EDITIONS)
@given(data=st.data())
def test_blank_cells_never_make_an_error(edition: str, data: st.DataObject) -> None:
    cells = data.draw(st.lists(st.sampled_from(SUMMED[edition]), unique=True))
    found = list(sums(blanked(report(edition), *cells)))
    assert all(one.severity != "error" for one in found)
    contradicted = {one.cells for one in found if one.code == "sum.blank_contradiction"}
    hidden = {cell: 0 if cell in cells else value for cell, value in figures(edition).items()}
    assert {frozenset(group) for group in contradicted} == {frozenset(rule[3]) for rule in broken(edition, hidden)}


def test_blank_zeros_are_one_notice_with_the_number_of_sums() -> None:
    found = only(blanked(report(), "applications.granted.research", "applications.granted.other"))
    # each blank stands in one column and both in one row
    assert (found.code, found.severity, found.left) == ("sum.blank_as_zero", "notice", 3)
    assert found.cells == ("applications.granted.research", "applications.granted.other")


def test_a_blank_that_hides_a_number_is_a_warning_that_names_it_first() -> None:
    found = only(blanked(report(), "remedies.review.upheld"))
    assert (found.code, found.severity, found.left, found.right) == ("sum.blank_contradiction", "warning", 2, 4)
    assert found.cells[0] == "remedies.review.upheld"
    assert set(found.cells) == {f"remedies.review.{result}" for result in ("upheld", "corrected", "other", "pending", "total")}
    assert "行政复议·结果维持" in found.message.text("zh_Hans")
    assert "行政复议·结果纠正" not in found.message.text("zh_Hans")


def test_a_table_printed_all_blank_holds_as_a_table_of_zeros() -> None:
    cells = [cell for cell in SUMMED["2021"] if cell.startswith("remedies.")]
    found = only(blanked(report(), *cells))
    assert (found.code, found.left) == ("sum.blank_as_zero", 3)


def test_a_sum_with_an_unknown_cell_is_not_judged_and_the_report_says_how_many() -> None:
    wrong_and_unknown = with_figures(without(report(), "applications.granted.business"), {"applications.granted.total": 99})
    found = list(sums(wrong_and_unknown))
    # unknown: its row and its column; the total column is complete and wrong
    assert [(one.code, one.left, one.right) for one in found] == [("sum.outcomes", 105, 17), ("sum.not_judged", 2, 42)]
    assert found[1].cells == ("applications.granted.business",)


def test_a_missing_table_leaves_all_its_sums_unjudged() -> None:
    found = only(without(report("2019"), "applications."))
    # 7 columns with two sums each, 23 rows
    assert (found.code, found.left, found.right) == ("sum.not_judged", 37, 40)


ONE_ROW = {f"applications.other.{column}": 0 for column in COLUMNS}


def test_one_row_for_other_handling_takes_the_place_of_the_three_of_2021() -> None:
    mixed = with_figures(without(report(), "applications.other."), ONE_ROW)
    assert codes(mixed) == []
    assert codes(with_figures(mixed, {"applications.other.research": 1})) == ["sum.outcomes", "sum.applicants"]


def test_three_rows_for_other_handling_in_the_form_of_2019_are_judged_too() -> None:
    three = {f"applications.{row}.{column}": 0 for row in ("other.not_corrected", "other.fee_unpaid", "other.other") for column in COLUMNS}
    mixed = with_figures(without(report("2019"), "applications.other."), three)
    assert codes(mixed) == []
    assert codes(with_figures(mixed, {"applications.other.other.research": 1})) == ["sum.outcomes", "sum.applicants"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_unknown_edition_is_judged_by_the_one_that_its_cells_fit(edition: str) -> None:
    unknown = replace(report(edition), edition=None, year=None)
    assert codes(unknown) == []
    assert codes(with_figures(unknown, {"applications.granted.research": 1})) == ["sum.outcomes", "sum.applicants"]


def test_cells_that_fit_both_editions_are_judged_by_what_the_editions_share() -> None:
    both = without(replace(report(), edition=None, year=None), "article20.", "applications.other.")
    assert codes(both) == []
    assert codes(with_figures(both, {"applications.granted.research": 1})) == ["sum.applicants"]


def test_a_source_without_any_cell_edition_or_year_has_no_sums() -> None:
    assert codes(replace(report(), edition=None, year=None, figures={})) == []


def test_the_parts_of_the_2008_regulation_have_no_sums() -> None:
    assert codes(replace(report(), edition="legacy", year=2018)) == []
