"""Section 3 counted by the definition: an example by hand, and the sums of the form for any requests and any last day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.reports.tally import TOTAL, Counted, cell, columns, section3
from gongkai.statute.editions import editions

DAY = dt.date.fromisoformat
PEOPLE, FIRMS = "natural_person", "business"
EXAMPLE = (
    Counted(DAY("2024-11-20"), DAY("2024-12-31"), "granted", PEOPLE),  # over before the year
    Counted(DAY("2024-12-02"), DAY("2025-01-01"), "granted", PEOPLE),  # carried in, closed on the first day
    Counted(DAY("2024-12-30"), None, "", FIRMS),  # carried in and out again
    Counted(DAY("2025-01-01"), DAY("2025-01-01"), "refused.state_secret", PEOPLE),
    Counted(DAY("2025-06-30"), DAY("2025-07-20"), "partly_granted", FIRMS),
    Counted(DAY("2025-12-31"), DAY("2026-01-09"), "granted", PEOPLE),  # received on the last day, answered in the next year
    Counted(DAY("2026-01-04"), None, "", PEOPLE),  # of the next year
)


def row(figures: dict[str, int], name: str) -> tuple[int, int, int]:
    """People, firms, all."""
    return figures[cell(name, PEOPLE)], figures[cell(name, FIRMS)], figures[cell(name, TOTAL)]


def test_the_year_counted_by_hand() -> None:
    figures = section3(EXAMPLE, 2025, DAY("2025-12-31"))
    assert row(figures, "received") == (2, 1, 3)
    assert row(figures, "carried_in") == (1, 1, 2)
    assert row(figures, "granted") == (1, 0, 1)
    assert row(figures, "partly_granted") == (0, 1, 1)
    assert row(figures, "refused.state_secret") == (1, 0, 1)
    assert row(figures, TOTAL) == (2, 1, 3)
    assert row(figures, "carried_out") == (1, 1, 2)
    assert sum(figures.values()) == 2 * (3 + 2 + 3 + 3 + 2)  # each count once in its column and once in the total; nothing elsewhere


def test_a_running_year_is_counted_up_to_the_day() -> None:
    figures = section3(EXAMPLE, 2025, DAY("2025-07-19"))
    assert row(figures, "received") == (1, 1, 2)
    assert row(figures, TOTAL) == (2, 0, 2)
    assert row(figures, "carried_out") == (0, 2, 2)  # the answer of 20 July is not given yet


def test_what_is_carried_out_is_carried_in_the_year_after() -> None:
    before = section3(EXAMPLE, 2024, DAY("2024-12-31"))
    after = section3(EXAMPLE, 2025, DAY("2025-12-31"))
    assert row(before, "carried_out") == row(after, "carried_in")


@pytest.mark.parametrize(("year", "last_rows"), [(2020, {"other"}), (2021, {"other.not_corrected", "other.fee_unpaid", "other.other"})])
def test_a_request_counts_in_the_row_of_the_year_in_which_it_was_closed(year: int, last_rows: set[str]) -> None:
    asked = [Counted(dt.date(year - 1, 12, 1), dt.date(year, 1, 5), one, PEOPLE) for one in last_rows]
    figures = section3(asked, year, dt.date(year, 12, 31))
    assert {one for one in last_rows if figures[cell(one, PEOPLE)] == 1} == last_rows
    assert {code for code in figures if code.startswith("applications.other")} == {cell(one, at) for one in last_rows for at in (*columns(), TOTAL)}


def test_every_cell_is_a_number_because_the_ledger_knows() -> None:
    figures = section3([], 2025, DAY("2025-12-31"))
    assert list(figures) == [code for one in editions()["2021"].applications for code in one.cells]
    assert set(figures.values()) == {0}


def test_a_day_of_another_year_is_refused() -> None:
    with pytest.raises(ValueError, match="2026-01-01 is not a day of 2025"):
        section3([], 2025, DAY("2026-01-01"))


OUTCOMES = [one.code for one in editions()["2021"].applications if one.code not in {"received", "carried_in", TOTAL, "carried_out"}]
DAYS = st.dates(DAY("2023-01-01"), DAY("2026-12-31"))


@st.composite
def requests(draw: st.DrawFn) -> Counted:
    received = draw(DAYS)
    closed = draw(st.none() | st.dates(received, DAY("2026-12-31")))
    return Counted(received, closed, draw(st.sampled_from(OUTCOMES)) if closed else "", draw(st.sampled_from(columns())))


@given(st.lists(requests(), max_size=30), st.dates(DAY("2024-01-01"), DAY("2025-12-31")))
def test_the_sums_of_the_form_hold_for_any_requests_and_any_last_day(asked: list[Counted], until: dt.date) -> None:
    figures = section3(asked, until.year, until)
    for rule in editions()["2021"].sums:
        if rule.left[0].startswith("applications."):
            assert sum(figures[one] for one in rule.left) == sum(figures[one] for one in rule.right), rule


@given(st.lists(requests(), max_size=30))
def test_each_year_carries_in_what_the_one_before_carried_out(asked: list[Counted]) -> None:
    before, after = section3(asked, 2024, DAY("2024-12-31")), section3(asked, 2025, DAY("2025-12-31"))
    assert [before[cell("carried_out", one)] for one in columns()] == [after[cell("carried_in", one)] for one in columns()]
