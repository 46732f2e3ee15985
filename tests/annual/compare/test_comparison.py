"""Two reports as a pair: what to keep in mind, which findings come from the pair, and the JSON."""

import json
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annual.check.builders import blanked, report, sections, with_figures, without
from gongkai.annual.check import check
from gongkai.annual.compare import Comparison, Head, compare
from gongkai.annual.compare.changes import changes
from gongkai.annual.compare.jsonform import comparison_to_json
from gongkai.annual.jsonform import dumps, findings_to_json
from gongkai.annual.model import AnnualReport, Doubt
from gongkai.messages import message

SCHEMA = json.loads(files("gongkai.annual").joinpath("schema/comparison.schema.json").read_text(encoding="utf-8"))


def pair(old: int | None = 2022, new: int | None = 2023, **changes: Any) -> Comparison:
    """Two reports of one organ; `changes` are of the old one."""
    before, after = report("2021", year=2022, **changes), report("2021", year=2023)
    return compare(replace(before, year=old), replace(after, year=new))


def notices(comparison: Comparison) -> dict[str, str]:
    return {notice.code: notice.message.text("en") for notice in comparison.notices}


# ---- what to keep in mind ---------------------------------------------------------------------


def test_of_two_years_running_of_one_organ_there_is_nothing_to_keep_in_mind() -> None:
    found = pair()
    assert (found.notices, found.years) == ((), 1)
    assert found.old == Head("report.html", "青石县市场监督管理局", 2022, "2021", 0)
    assert found.new.year == 2023


@pytest.mark.parametrize(
    ("old", "new", "years", "code", "sentence"),
    [
        (2023, 2023, 0, "same_year", "Both reports are on the year 2023: differences are not changes over time."),
        (2023, 2022, -1, "years_reversed", "The first report is on 2023, the second on 2022, an earlier year: give them the other way round."),
        (2021, 2023, 2, "years_apart", "2 years lie between the reports: growth is over all of them, not per year."),
        (None, 2023, None, "year_unknown", "The year of one of the two reports is not known: growth is over an unknown time."),
        (2022, None, None, "year_unknown", "The year of one of the two reports is not known: growth is over an unknown time."),
    ],
)
def test_years_that_do_not_run_are_said_and_the_cells_compared_all_the_same(
    old: int | None, new: int | None, years: int | None, code: str, sentence: str
) -> None:
    found = pair(old, new)
    assert (found.years, notices(found)) == (years, {code: sentence})
    assert {change.difference for change in found.changes} == {0}


def test_an_organ_of_another_name_is_said_and_compared_all_the_same() -> None:
    found = pair(organ="青石县工商质监局")
    assert list(notices(found)) == ["organs_differ"]
    assert "“青石县工商质监局” and “青石县市场监督管理局”" in notices(found)["organs_differ"]
    assert {change.difference for change in found.changes} == {0}
    assert list(notices(pair(organ="县市场监督管理局"))) == []  # its name on its own site


def test_what_a_source_does_not_tell_is_said() -> None:
    nothing = AnnualReport("-", None, None, None, None)
    assert list(notices(compare(nothing, report()))) == ["year_unknown", "organ_unknown", "form_unknown"]
    assert compare(nothing, report()).old == Head("-", None, None, None, 0)
    assert list(notices(compare(replace(report(), organ=None), report("2021", year=2024)))) == ["organ_unknown"]


def test_two_forms_are_said_with_their_sources() -> None:
    found = compare(report("2019", year=2020), report("2021", year=2021))
    assert list(notices(found)) == ["forms_differ"]
    assert "国办公开办函〔2019〕60号; 国办公开办函〔2021〕30号" in notices(found)["forms_differ"]


def test_warnings_of_the_reader_are_counted() -> None:
    doubt = Doubt("text.cut", message("x"), message("y"))
    found = pair(warnings=(doubt, doubt))
    assert (found.old.warnings, found.new.warnings) == (2, 0)
    assert notices(found)["warnings"].startswith("Warnings of the reader: 2 on the old report, 0 on the new one;")
    later = compare(report("2021", year=2022), report("2021", year=2023, warnings=(doubt,)))
    assert "0 on the old report, 1 on the new one" in notices(later)["warnings"]


# ---- findings ---------------------------------------------------------------------------------


def test_the_findings_are_those_of_check_that_come_from_the_pair_and_no_other() -> None:
    # the new report also has a fault of its own: results that add up to 4, a total of 9
    new = with_figures(report("2021", year=2023), {"remedies.review.total": 9})
    old = report("2021", year=2022)
    found = compare(old, new).findings
    assert [(one.code, one.cells[0], one.left, one.right) for one in found] == [
        ("year.carried", "applications.carried_in.natural_person", 2, 3),
        ("year.carried", "applications.carried_in.total", 2, 3),
        ("year.in_force", "article20.normative_documents.in_force", 10, 9),
    ]
    assert check(new) + found == check(new, old)
    assert len(check(new)) == 1


# ---- JSON -------------------------------------------------------------------------------------


def errors(document: object) -> list[str]:
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(json.loads(dumps(document)))]


PAIRS = {
    "one form": (report("2021", year=2022), report("2021", year=2023)),
    "two forms": (report("2019", year=2020), report("2021", year=2021, organ="青石县工商局")),
    "nothing known": (AnnualReport("-", None, None, None, None), AnnualReport("-", None, None, None, None)),
    "blank, unknown, no unit": (
        replace(blanked(report("2019"), "article20.rules.made"), units={}),
        without(report("2019", sections=sections(一="无。")), "remedies."),
    ),
    "years up to 2018": (AnnualReport("-", "青石县", 2017, "legacy", None, figures={"legacy.received.total": 3}), report("2019", year=2019)),
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_comparison_is_valid_against_its_schema(name: str) -> None:
    assert errors(comparison_to_json(compare(*PAIRS[name]))) == []


def test_the_json_tells_what_the_comparison_tells() -> None:
    old = blanked(report("2021", year=2022), "article20.rules.made")
    found = compare(old, with_figures(report("2021", year=2023), {"article20.fees.amount": Decimal("45.25")}))
    document = comparison_to_json(found)
    assert document["old"] == {"source": "report.html", "organ": "青石县市场监督管理局", "year": 2022, "form": "2021", "warnings": 0}
    assert (document["years"], document["notices"]) == (1, [])
    assert document["findings"] == findings_to_json("", found.findings)["findings"]
    cells = {change["cell"]: change for change in document["changes"]}
    fees = cells["article20.fees.amount"]
    assert fees["old"] == {"state": "figure", "figure": Decimal("36.20"), "unit": "万元", "cells": []}
    assert (fees["difference"], fees["unit"], fees["growth"], fees["not_compared"], fees["no_growth"]) == (
        Decimal("9.05"), "万元", Decimal("25.0"), None, None,
    )  # fmt: skip
    made = cells["article20.rules.made"]
    assert made["old"] == {"state": "blank", "figure": None, "unit": None, "cells": []}
    assert made["not_compared"]["code"] == "blank"
    assert made["not_compared"]["message"]["en"] == "the cell is blank in the old report"
    assert (made["difference"], made["growth"]) == (None, None)
    assert cells["article20.rules.repealed"]["no_growth"]["code"] == "old_is_zero"
    repetition = document["repetition"]
    assert (repetition["shingle"], repetition["whole"]["share"]) == (12, Decimal("100.0"))
    assert "Broder" in repetition["measure"]
    assert [section["title"] for section in repetition["sections"]][:2] == ["总体情况", "主动公开政府信息情况"]
    assert repetition["sections"][1]["reason"]["code"] == "too_short"
    assert repetition["passages"][0]["section"] == "总体情况"
    assert '"growth": 25.0' in dumps(document)


CELLS = ["applications.received.total", "article20.fees.amount", "article20.rules.made", "remedies.review.total", "applications.other.total"]
FIGURES = st.integers(-(10**8), 10**8) | st.decimals(-(10**6), 10**6, places=2)


@given(*[st.dictionaries(st.sampled_from(CELLS), FIGURES | st.none())] * 2, st.sampled_from(["2019", "2021"]))
def test_the_difference_takes_the_old_figure_to_the_new_one_and_nothing_is_made_of_a_blank(old: Any, new: Any, edition: str) -> None:
    def built(printed: dict[str, Any]) -> AnnualReport:
        figures = {cell: value for cell, value in printed.items() if value is not None}
        return replace(report(edition), figures=figures, blank=tuple(cell for cell, value in printed.items() if value is None))

    for change in changes(built(old), built(new)):
        known = old.get(change.cell) is not None and new.get(change.cell) is not None
        assert known or change.difference is None
        assert (change.difference is None) == (change.not_compared is not None)
        assert (change.growth is None) == (change.not_compared is not None or change.no_growth is not None)
        if change.difference is not None:
            assert old[change.cell] + change.difference == new[change.cell]
