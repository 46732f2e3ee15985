"""Section 3 counted by the database equals the tally of the same requests; each cell leads to as many requests as it says."""

import datetime as dt
import random
from typing import Any

import pytest

from gongkai.cases.models import Case
from gongkai.organs.models import Organ
from gongkai.reports.coverage import coverage
from gongkai.reports.ledger_figures import Ledger, cases_of
from gongkai.reports.tally import TOTAL, Counted, cell, columns, section3
from gongkai.statute.editions import editions
from gongkai.statute.outcomes import applicant_column, applicant_kinds
from gongkai.statute.readings import readings
from platform_parts import World
from report_parts import Request, make_cases

DAY = dt.date.fromisoformat
LATER = DAY("2026-11-01")
KINDS = {kind: applicant_column(kind, readings()) for kind in applicant_kinds()}


def ledger(organ: Organ, year: int, on: dt.date = LATER) -> Ledger:
    covered = coverage(organ, year, on)
    return Ledger(covered, cases_of(covered))


def outcomes(year: int) -> list[str]:
    form = editions()["2019" if year <= 2020 else "2021"]
    return [row.code for row in form.applications if row.code not in {"received", "carried_in", TOTAL, "carried_out"}]


def random_requests(seed: int, count: int) -> list[Request]:
    """From 2019 to 2022, so that both editions are there; some were never confirmed and so never received."""
    chance, made = random.Random(seed), []  # noqa: S311  # rows of a test
    for _ in range(count):
        received = dt.date(2019, 1, 1) + dt.timedelta(days=chance.randrange(4 * 365))
        closed = received + dt.timedelta(days=chance.choice([0, 1, 20, 40, 400])) if chance.random() < 0.8 else None
        kind = chance.choice(list(KINDS))
        row = chance.choice(outcomes(closed.year)) if closed else ""
        made.append(Request(None if chance.random() < 0.05 and not closed else received, closed, row, kind, KINDS[kind]))
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2])
def test_the_database_counts_what_the_tally_counts(world: World, seed: int) -> None:
    asked = random_requests(seed, 300)
    make_cases(world.bureau.organ, asked)
    make_cases(world.stranger.organ, random_requests(seed + 10, 30))  # nobody else's are counted
    counted = [Counted(one.received, one.closed, one.row, one.column) for one in asked if one.received]
    for until in (dt.date(2019, 12, 31), dt.date(2020, 2, 29), dt.date(2020, 12, 31), dt.date(2021, 12, 31), dt.date(2022, 6, 30)):
        found = ledger(world.bureau.organ, until.year, until).figures()
        assert found == section3(counted, until.year, until)
        assert sum(found.values()) > 100


@pytest.mark.django_db
def test_each_cell_leads_to_as_many_requests_as_it_says(world: World) -> None:
    make_cases(world.bureau.organ, random_requests(3, 200))
    counted = ledger(world.bureau.organ, 2020, DAY("2020-10-10"))
    for code, figure in counted.figures().items():
        assert counted.behind(code).count() == figure, code


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["applications.other.other.natural_person", "article20.rules.made", "applications.received.nobody", "x"])
def test_what_is_no_cell_of_that_form_leads_nowhere(world: World, code: str) -> None:
    with pytest.raises(KeyError):
        ledger(world.bureau.organ, 2020).behind(code)


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow_with_the_requests(world: World, django_assert_max_num_queries: Any) -> None:
    for count in (10, 500):
        make_cases(world.bureau.organ, random_requests(count, count))
        counted = ledger(world.bureau.organ, 2021)
        with django_assert_max_num_queries(2):  # the organ's settings, the counts
            counted.figures()


@pytest.mark.django_db
def test_the_successor_counts_for_those_merged_into_it(world: World) -> None:
    # Merged on 2022-06-01: their report on 2021 was due before that, the one on 2022 is the successor's, as is what they left open.
    old, new = world.stranger.organ, world.bureau.organ
    make_cases(old, [Request(DAY("2021-12-20")), Request(DAY("2022-03-01"), DAY("2022-03-20"), "granted")])
    make_cases(new, [Request(DAY("2022-07-01"), DAY("2022-07-11"), "granted")])
    old.ended_on, old.ending, old.successor = DAY("2022-05-31"), "merged", new
    old.save()

    def all_of(year: int, row: str, organ: Organ = new) -> int:
        return ledger(organ, year).figures()[cell(row, TOTAL)]

    assert all_of(2021, "received") == 0
    assert all_of(2021, "carried_out", old) == 1
    assert (all_of(2022, "carried_in"), all_of(2022, "received"), all_of(2022, TOTAL), all_of(2022, "carried_out")) == (1, 2, 2, 1)
    assert all_of(2023, "carried_in") == 1  # still open, long after the merged ended
    assert {one.organ for one in ledger(new, 2022).behind(cell("received", TOTAL))} == {old, new}


@pytest.mark.django_db
def test_an_open_request_stands_in_the_column_of_its_kind_by_the_organs_reading(world: World) -> None:
    make_cases(world.bureau.organ, [Request(DAY("2025-03-01"), kind="law_firm"), Request(DAY("2025-03-02"), kind="lawyer_with_authority")])
    figures = ledger(world.bureau.organ, 2025).figures()
    assert {one: figures[cell("received", one)] for one in columns() if figures[cell("received", one)]} == {"legal_service": 1, "natural_person": 1}
    assert Case.objects.get(applicant_kind="law_firm").column == ""
