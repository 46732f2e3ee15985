from dataclasses import replace

import pytest

from gongkai.annual.check.text import text_against_table
from gongkai.annual.model import AnnualReport, Claim, Scope
from gongkai.statute.editions import editions

FIGURES = {
    **{cell: 0 for cell in editions()["2021"].cells if cell.startswith(("applications", "remedies"))},
    "applications.received.total": 20, "applications.received.natural_person": 18, "applications.received.business": 2,
    "applications.carried_in.total": 3, "applications.carried_out.total": 2, "applications.total.total": 21,
    "applications.granted.total": 9, "applications.partly_granted.total": 4,
    "applications.refused.enforcement_file.total": 2, "applications.refused.state_secret.total": 1, "applications.unavailable.not_held.total": 3,
    "applications.rejected.repeated.total": 1, "applications.other.other.total": 1,
    "remedies.review.upheld": 3, "remedies.review.total": 4, "remedies.review.pending": 1,
    "remedies.litigation_direct.total": 1, "remedies.litigation_after_review.total": 2, "remedies.litigation_after_review.upheld": 2,
}  # fmt: skip
A = "applications."


def office(*claims: Claim, **changed: object) -> AnnualReport:
    fields = {"organ": "青石县教育局", "title": "青石县教育局2022年政府信息公开工作年度报告", **changed}
    return replace(AnnualReport("x", None, 2022, "2021", None, figures=FIGURES, claims=claims), **fields)  # type: ignore[arg-type]


def claim(quantity: str, value: int, precision: str = "exact", scope: Scope | None = None) -> Claim:
    return Claim(quantity, value, precision, scope or Scope(), "原句")


def found(report: AnnualReport) -> list[tuple[tuple[str, ...], object, object]]:
    return [(one.cells, one.left, one.right) for one in text_against_table(report)]


AGREE = [
    (A + "received.total", 20), (A + "received.total", 23), (A + "handled", 20), (A + "handled", 23), (A + "handled", 21), (A + "answered", 21),
    (A + "answered", 19), (A + "answered", 20), (A + "carried_in.total", 3), (A + "carried_out.total", 2), (A + "carried", 2), (A + "carried", 3),
    (A + "granted.total", 9), (A + "granted.total", 13), (A + "refused", 3), (A + "refused", 6), (A + "refused", 7), (A + "unavailable", 3),
    (A + "rejected", 1), (A + "other", 1), (A + "received.natural_person", 18), (A + "received.legal_persons", 2),
    ("remedies.review.total", 4), ("remedies.review.upheld", 3), ("remedies.litigation", 3), ("remedies.litigation.upheld", 2), ("remedies.all", 7),
    ("remedies.review.filed", 2), ("remedies.review.filed", 4), ("remedies.litigation.concluded", 1), ("fees.charged", 500), ("sum.total", 99),
]  # fmt: skip


@pytest.mark.parametrize(("quantity", "value"), AGREE)
def test_a_claim_that_agrees_with_one_reading_of_the_cells_is_right(quantity: str, value: int) -> None:
    assert found(office(claim(quantity, value))) == []


DIFFER = [
    (A + "received.total", 19, (A + "received.total",), 20), (A + "handled", 24, (A + "received.total",), 20),
    (A + "answered", 22, (A + "total.total",), 21), (A + "granted.total", 8, (A + "granted.total",), 9),
    (A + "carried", 0, (A + "carried_out.total",), 2),
    (A + "received.natural_person", 20, (A + "received.natural_person",), 18), ("remedies.review.total", 3, ("remedies.review.total",), 4),
    ("remedies.review.filed", 5, ("remedies.review.total",), 4), ("remedies.review.filed", 0, ("remedies.review.total",), 4),
    ("remedies.litigation", 0, ("remedies.litigation_direct.total", "remedies.litigation_after_review.total"), 3),
]  # fmt: skip


@pytest.mark.parametrize(("quantity", "value", "cells", "right"), DIFFER)
def test_a_claim_that_agrees_with_no_reading_is_an_error_that_names_the_cells(quantity: str, value: int, cells: tuple[str, ...], right: int) -> None:
    assert found(office(claim(quantity, value))) == [(cells, value, right)]
    only = next(text_against_table(office(claim(quantity, value))))
    assert (only.code, only.severity, only.text) == ("text.against_table", "error", "原句")
    assert str(value) in only.message.text("en")
    assert str(right) in only.message.text("en")


def test_a_sum_of_cells_names_them_all() -> None:
    ((cells, left, right),) = found(office(claim(A + "unavailable", 5)))
    assert cells == tuple(f"applications.unavailable.{row}.total" for row in ("not_held", "needs_creation", "still_unclear"))
    assert (left, right) == (5, 3)


@pytest.mark.parametrize(
    ("value", "precision", "agrees"),
    [
        (10, "over", True), (30, "over", False), (30, "under", True), (10, "under", False), (50, "about", True), (30, "rounded:20", True),
        (40, "rounded:10", False),
    ],
)  # fmt: skip
def test_a_number_that_is_not_exact_is_wrong_only_when_it_is_impossible(value: int, precision: str, agrees: bool) -> None:  # noqa: FBT001 - a table
    assert (found(office(claim(A + "received.total", value, precision))) == []) is agrees


WRONG = A + "received.total", 77


@pytest.mark.parametrize("scope", [Scope("other"), Scope("system"), Scope(None, 2021), Scope("organ", 2021)])
def test_another_scope_or_year_is_compared_with_nothing(scope: Scope) -> None:
    assert found(office(claim(*WRONG, "exact", scope))) == []


@pytest.mark.parametrize("scope", [Scope(), Scope("organ"), Scope(None, 2022), Scope("organ", 2022)])
def test_the_same_scope_is_compared(scope: Scope) -> None:
    assert len(found(office(claim(*WRONG, "exact", scope)))) == 1


def test_a_report_of_a_system_speaks_of_the_system_and_not_of_the_bureau_itself() -> None:
    title = "青石市教育系统2022年政府信息公开工作年度报告"
    assert len(found(office(claim(*WRONG, "exact", Scope("system")), title=title))) == 1
    assert found(office(claim(*WRONG, "exact", Scope("organ")), title=title)) == []


def test_a_government_adds_up_those_below_it_and_is_the_organ_too() -> None:
    for who in ("system", "organ"):
        assert len(found(office(claim(*WRONG, "exact", Scope(who)), organ="望川镇人民政府", title=None))) == 1


def test_an_unknown_cell_is_judged_only_where_no_number_in_it_could_help() -> None:
    without = {cell: value for cell, value in FIGURES.items() if cell != "applications.carried_in.total"}
    assert found(office(claim(A + "received.total", 23), figures=without)) == []
    assert found(office(claim(A + "received.total", 19), figures=without)) == [((A + "received.total",), 19, 20)]
    assert found(office(claim(A + "received.total", 19), figures={})) == []


def test_a_form_that_is_not_known_is_not_compared() -> None:
    assert found(office(claim(*WRONG), edition=None)) == []
    assert found(office(claim(*WRONG), edition="legacy")) == []


def test_the_other_results_are_one_row_in_the_form_of_2019() -> None:
    cells = {"applications.other.total": 4}
    assert found(office(claim(A + "other", 5), edition="2019", figures=cells)) == [(("applications.other.total",), 5, 4)]


def test_the_same_claim_in_the_same_sentence_is_told_once() -> None:
    assert len(found(office(claim(*WRONG), claim(*WRONG)))) == 1
