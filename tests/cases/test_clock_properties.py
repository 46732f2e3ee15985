"""Over random lawful lives of requests: the clock is the slow one's, replaying gives the same, every closed case counts once, the sums agree."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.lawful import CHINA, DEFAULT, ONE, Life, Model, lives
from gongkai.cases import events as e
from gongkai.cases import ledger
from gongkai.cases.clock import Clock, clock
from gongkai.cases.projection import columns
from gongkai.reports.tally import Counted, cell, section3
from gongkai.statute.annual_report import edition_for_year
from gongkai.statute.editions import editions, labels, outcome_rows
from gongkai.statute.tally import CountedCase
from gongkai.statute.tally import section3 as law_s_section3

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])  # many choices a life, on a busy machine
after = st.integers(0, 90).map(lambda days: dt.timedelta(days=days))


def seen(life: Life, on: dt.date) -> Clock:
    return clock(life.state, on, CHINA, DEFAULT)


def workdays(start: dt.date, end: dt.date) -> int:
    """Working days after `start` up to `end`, one by one."""
    return sum(CHINA.is_workday(start + n * ONE) for n in range(1, (end - start).days + 1))


@calm
@given(lives(), after)
def test_the_clock_is_the_slow_one_s_on_the_last_day_and_on_any_later_one(life: Life, later: dt.timedelta) -> None:
    for on in (life.day, life.day + later):
        found = seen(life, on)
        assert found.due == life.model.due(on)
        assert (found.receipt.day if found.receipt else None) == life.model.received


@calm
@given(lives(), after)
def test_days_left_and_lateness_are_those_counted_one_by_one(life: Life, later: dt.timedelta) -> None:
    on = life.day + later
    found, due = seen(life, on), life.model.due(on)
    if due is None or life.model.closed:
        assert found.days_left is None
    else:
        counted = life.model.counted(on)
        beyond = workdays(max(on, counted[-1]), due) if due > max(on, counted[-1]) else 0
        assert found.days_left == sum(day > on for day in counted) + beyond
    if due is not None and found.late is not None:
        ended = life.model.closed or on
        assert found.late.workdays == (workdays(due, ended) if ended > due else 0)
        assert found.is_overdue == (life.model.closed is None and on > due)


@calm
@given(lives(), after, after)
def test_a_row_stays_true_while_nothing_happens(life: Life, first: dt.timedelta, then: dt.timedelta) -> None:
    rows = [columns(life.state, seen(life, life.day + gap)) for gap in (first, first + then)]
    assert rows[0] == rows[1]


@calm
@given(lives())
def test_a_row_s_due_day_is_what_comes_of_it_if_nobody_answers(life: Life) -> None:
    row, at_last = columns(life.state, seen(life, life.day)), life.day + dt.timedelta(days=400)
    unknown = [one for one in life.model.asked if one.sent and one.last() is None]
    if not unknown:
        assert row["due_on"] == life.model.due(at_last)
    elif row["due_on"] is not None and life.model.closed is None:
        assert row["due_on"] == life.model.due(at_last)  # what still runs began too late to move anything


@calm
@given(lives())
def test_replaying_the_events_gives_the_same_state_clock_and_row(life: Life) -> None:
    again = [e.loaded(one.kind, one.on, e.dumped(one)) for one in life.events]
    assert again == life.events
    state = ledger.fold(again)
    assert state == life.state
    found = clock(state, life.day, CHINA, DEFAULT)
    assert found == seen(life, life.day)
    assert columns(state, found) == columns(life.state, seen(life, life.day))


@calm
@given(lives())
def test_every_closed_case_has_one_row_one_column_one_edition_and_no_open_one_has_any(life: Life) -> None:
    row = columns(life.state, seen(life, life.day))
    places = (row["edition"], row["row"], row["column"])
    if life.state.closed is None:
        assert places == ("", "", "")
        assert row["closed_on"] is None
        return
    closed = [one for one in life.events if isinstance(one, e.Closes)]
    assert len(closed) == 1
    assert closed[0] is life.events[-1]
    assert row["edition"] == edition_for_year(row["closed_on"].year)
    assert row["row"] in outcome_rows(editions()[row["edition"]].applications)
    assert row["column"] in {one.code for one in labels("applicants")} - {"total"}
    assert row["received_on"] <= row["closed_on"]


def counted(life: Life) -> Counted | None:
    """How the form counts a request; None before it is received."""
    row = columns(life.state, seen(life, life.day))
    if row["received_on"] is None:
        return None
    column = row["column"] or "natural_person"
    return Counted(row["received_on"], row["closed_on"], row["row"], column)


@calm
@given(st.lists(lives(), max_size=8), st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31)))
def test_received_and_carried_in_are_closed_and_carried_out_for_any_cut(ledgers: list[Life], cut: dt.date) -> None:
    requests = [one for life in ledgers if (one := counted(life)) is not None]
    figures = section3(requests, cut.year, cut)
    for column in (one.code for one in labels("applicants")):
        came = figures[cell("received", column)] + figures[cell("carried_in", column)]
        assert came == figures[cell("total", column)] + figures[cell("carried_out", column)]
    slow = law_s_section3([CountedCase(one.received, one.column, one.closed, one.row) for one in requests], cut.year, cut)
    assert figures == slow


@calm
@given(st.lists(lives(), max_size=8), st.integers(2023, 2026))
def test_what_a_year_carries_out_the_next_carries_in(ledgers: list[Life], year: int) -> None:
    requests = [one for life in ledgers if (one := counted(life)) is not None]
    this, following = (section3(requests, one, dt.date(one, 12, 31)) for one in (year, year + 1))
    for column in (one.code for one in labels("applicants")):
        assert this[cell("carried_out", column)] == following[cell("carried_in", column)]


def test_the_slow_clock_itself_counts_as_on_paper() -> None:
    model = Model()
    model.take(
        e.RequestArrived(
            on=dt.date(2026, 1, 20),
            channel="in_person",
            number="1",
            applicant="p",
            applicant_kind="natural_person",
            items=("甲",),
            form="any",
            delivery="post",
        )
    )
    assert model.due(dt.date(2026, 1, 20)) == dt.date(2026, 2, 24)  # across Spring Festival, by hand: see `consultations`
