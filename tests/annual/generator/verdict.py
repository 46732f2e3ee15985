"""A plan against what was read: wrong cells first, then missing ones, then all that the head and the text say."""

from collections.abc import Iterable

from annual.generator import form
from annual.generator.plan import Plan
from gongkai.annual.model import AnnualReport


def wrong_cells(plan: Plan, report: AnnualReport) -> dict[str, tuple[object, object]]:
    """Cells read with a value that the plan does not give: planned and read. The worst that can happen."""
    return {
        code: (plan.figures.get(code), value) for code, value in report.figures.items() if code not in plan.figures or plan.figures[code] != value
    }


def missing_cells(plan: Plan, report: AnnualReport) -> list[str]:
    return [code for code in plan.figures if code not in report.figures]


def assert_none_wrong(plan: Plan, report: AnnualReport) -> None:
    assert wrong_cells(plan, report) == {}
    assert set(report.blank) <= plan.blank


def assert_all_read(plan: Plan, report: AnnualReport) -> None:
    """Cell-exact: every cell, in the type printed, and exactly the planned blanks."""
    assert_none_wrong(plan, report)
    assert missing_cells(plan, report) == []
    assert {code: type(value) for code, value in report.figures.items()} == {code: type(value) for code, value in plan.figures.items()}
    assert set(report.blank) == plan.blank
    assert len(report.blank) == len(plan.blank)
    assert report.edition == plan.edition


def assert_head(plan: Plan, report: AnnualReport) -> None:
    assert (report.year, report.organ) == (plan.year, plan.organ)


def assert_facts(plan: Plan, report: AnnualReport) -> None:
    assert report.metadata.get("published") == plan.published.isoformat()
    assert report.metadata.get("index_number") == plan.index_number


NAMES = {"applications.total.total": "applications.answered", "remedies.review.total": "remedies.review.filed"}
"""Quantities that the text's words name otherwise than the table's cell: 办结, 引起的行政复议."""


def assert_claims(plan: Plan, report: AnnualReport) -> None:
    """Every count that the text states is found, exact, with its quantity."""
    found = {(claim.quantity, claim.value) for claim in report.claims if claim.precision == "exact"}
    assert [(code, value) for code, value in plan.told().items() if found.isdisjoint({(code, value), (NAMES.get(code, code), value)})] == []


def assert_sections(report: AnnualReport, titles: Iterable[str] = form.SECTIONS) -> None:
    assert [section.title for section in report.sections] == list(titles)
