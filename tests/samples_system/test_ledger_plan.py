"""The plan of the sample ledgers agrees with itself by the form's own rules, and the requests made from it are those that it counts. No database."""

import datetime as dt
import itertools
from dataclasses import replace
from typing import Any

import pytest

from gongkai.annual.check import against_previous
from gongkai.annual.check.sums import sums
from gongkai.annual.model import AnnualReport
from gongkai.reports.tally import Counted, section3
from gongkai.samples_system.ledgers import figures
from gongkai.samples_system.ledgers.applicants import third_party
from gongkai.samples_system.ledgers.figures import CARRIED_IN, CARRIED_OUT, COLUMNS, RECEIVED, TOTAL, YEARS, cells, merged_parts, planned_reports
from gongkai.samples_system.ledgers.loading import shown_first
from gongkai.samples_system.ledgers.told import Told, told
from gongkai.samples_system.ledgers.wanted import PlanError, wanted
from gongkai.samples_system.people import sample_accounts
from gongkai.samples_system.plan import plan
from gongkai.statute.calendar import Calendar
from gongkai.statute.editions import editions
from gongkai.statute.identifiers import credit_code, resident_number

OFFICE, BUREAU = "qingshi-zscq", "qingshi-scjg"
AFTER = YEARS[-1] + 1


def as_report(organ: str, year: int) -> AnnualReport:
    return AnnualReport(source=organ, organ=organ, year=year, edition="2021", title=None, figures=cells(planned_reports()[organ, year], year))


def wrong_sums(report: AnnualReport) -> list[str]:
    """The sums of section 3 that do not hold; all of them are judged, those of section 4, of which the plan says nothing, are not."""
    found = list(sums(report))
    assert all(cell.startswith("remedies.") for one in found if one.code == "sum.not_judged" for cell in one.cells)
    return [one.code for one in found if one.code != "sum.not_judged"]


@pytest.fixture(scope="module")
def ledgers() -> dict[str, list[Told]]:
    calendar = Calendar()
    return {organ.code: told(organ, calendar) for organ in plan().organs}


def test_every_organ_has_a_form_for_every_sample_year_the_merged_one_until_its_successor_reports_for_it() -> None:
    expected = {(organ.code, year) for organ in plan().organs for year in YEARS} - {(OFFICE, 2024), (OFFICE, 2025)}
    assert expected == {place for place in planned_reports() if place[1] in YEARS}
    assert set(merged_parts()) == {(OFFICE, 2024)}


def test_every_sum_of_every_form_holds() -> None:
    assert {place: found for place in planned_reports() if (found := wrong_sums(as_report(*place)))} == {}
    for (organ, year), part in merged_parts().items():
        assert wrong_sums(AnnualReport(source="", organ=organ, year=year, edition="2021", title=None, figures=cells(part, year))) == []


def test_a_figure_that_is_one_too_many_is_found() -> None:
    right, cell = as_report(BUREAU, 2024), "applications.granted.business"
    assert wrong_sums(replace(right, figures={**right.figures, cell: right.figures[cell] + 1})) == ["sum.outcomes", "sum.applicants"]


def test_what_was_carried_out_is_carried_in_the_year_after() -> None:
    for organ, year in planned_reports():
        if (organ, year - 1) in planned_reports() and (organ, year) != (BUREAU, 2024):
            assert list(against_previous(as_report(organ, year), as_report(organ, year - 1))) == []
    ended = {organ for organ, year in planned_reports() if year == AFTER}
    for organ in {organ for organ, _year in planned_reports()} - ended - {OFFICE}:
        assert planned_reports()[organ, YEARS[-1]][CARRIED_OUT, TOTAL] == 0


def test_the_successor_carries_in_what_both_carried_out() -> None:
    before = planned_reports()[BUREAU, 2023], planned_reports()[OFFICE, 2023]
    for column in (*COLUMNS, TOTAL):
        assert planned_reports()[BUREAU, 2024][CARRIED_IN, column] == sum(form[CARRIED_OUT, column] for form in before)
    assert before[1][CARRIED_OUT, TOTAL] > 0


def test_every_row_and_every_column_of_the_form_is_used() -> None:
    used: dict[str, int] = {}
    for form in planned_reports().values():
        for (row, column), figure in form.items():
            used[row] = used.get(row, 0) + figure
            used[column] = used.get(column, 0) + figure
    assert all(used.get(row.code) for row in editions()["2021"].applications)
    assert all(used[column] for column in COLUMNS)


def test_the_requests_told_are_counted_as_planned_for_every_organ_and_year(ledgers: dict[str, list[Told]]) -> None:
    counted = {code: [Counted(one.course.received, one.course.closed, one.want.row, one.want.column) for one in of] for code, of in ledgers.items()}
    for (organ, year), form in planned_reports().items():
        covered = counted[organ] + (counted[OFFICE] if organ == BUREAU and year >= 2024 else [])
        assert section3(covered, year, dt.date(year, 12, 31)) == cells(form, year), (organ, year)
    assert sum(map(len, ledgers.values())) == sum(form[RECEIVED, TOTAL] for form in planned_reports().values())


def test_a_demo_begins_with_the_whole_county_and_the_organs_whose_people_it_prints() -> None:
    first = shown_first()
    assert {one.code for one in plan().organs if one.code.startswith("qingshi")} | {"yunchuan-scjg"} == set(first)
    assert {account.organ for account in sample_accounts()} <= {plan().organ(code).name for code in first}


def test_told_again_they_are_the_same(ledgers: dict[str, list[Told]]) -> None:
    assert told(plan().organ(BUREAU), Calendar()) == ledgers[BUREAU]


def test_the_days_of_every_course_are_in_their_order(ledgers: dict[str, list[Told]]) -> None:
    for one in itertools.chain(*ledgers.values()):
        days = [one.course.arrived, one.course.received]
        if one.course.correction:
            days += [one.course.correction.asked, one.course.correction.reached, one.course.correction.received or one.course.closed]
        days += [day for day in (one.course.drafted, one.course.signed) if day] + [one.course.closed]
        assert days == sorted(days), one


def test_nobody_asks_a_merged_organ_after_its_end(ledgers: dict[str, list[Told]]) -> None:
    assert max(one.course.received for one in ledgers[OFFICE]) < plan().merger["on"]


def test_every_channel_and_every_course_of_the_law_is_there(ledgers: dict[str, list[Told]]) -> None:
    courses = [one.course for one in itertools.chain(*ledgers.values())]
    assert {one.channel for one in courses} == {"in_person", "signed_mail", "ordinary_mail", "email", "internet", "fax"}
    assert {one.ending for one in courses} == {"served", "withdrawn", "abandoned"}
    for part in ("correction", "extension", "third_party", "reasons", "fee"):
        assert sum(getattr(one, part) is not None for one in courses) > 5, part
    assert any(one.correction and not one.correction.in_time for one in courses)
    assert any(one.returned for one in courses)
    assert sum(len(one.items) > 1 for one in itertools.chain(*ledgers.values())) > 50


def test_who_repeats_asks_as_the_same_applicant_for_the_same_after_the_answer(ledgers: dict[str, list[Told]]) -> None:
    found = 0
    for of in ledgers.values():
        by_number = {one.number: one for one in of}
        for one in of:
            if one.repeats:
                earlier, found = by_number[one.repeats], found + 1
                assert (earlier.applicant, earlier.items) == (one.applicant, one.items)
                assert earlier.course.closed < one.course.arrived
    assert found > 10


def test_numbers_of_documents_are_right_and_of_a_place_that_does_not_exist(ledgers: dict[str, list[Told]]) -> None:
    people = [one.applicant for one in itertools.chain(*ledgers.values())]
    people += [third_party(plan().organ(BUREAU), one.number, one.chance("third party")) for one in ledgers[BUREAU]]
    for one in people:
        number = one.values["number"]
        if one.document == "resident_card":
            assert resident_number(number, dt.date(2023, 1, 1)).number == number
            assert number.startswith(("3499", "348821"))
        else:
            assert credit_code(number).code == number
            assert one.values["name"].endswith("（示例）")


# Named mutations: each takes one thing out of the plan, and each must be noticed before anything is made of it.
MUTATIONS = {
    "an outcome left out": ("granted", "natural_person"),
    "a request received left out": (RECEIVED, "natural_person"),
    "a request carried out left out": (CARRIED_OUT, "natural_person"),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_plan_with_one_thing_left_out_makes_no_ledger(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = MUTATIONS[name]
    changed: dict[Any, Any] = {**planned_reports(), (BUREAU, 2024): {**planned_reports()[BUREAU, 2024]}}
    assert changed[BUREAU, 2024][place] > 0
    changed[BUREAU, 2024][place] -= 1
    monkeypatch.setattr(figures, "planned_reports", lambda: changed)
    with pytest.raises(PlanError):
        list(wanted(BUREAU))
