"""Over random lawful lives of two requests that can be joined: each clock is the slow one's, each closed one counts once, one answer closes both."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cases.lawful import CHINA, DEFAULT, Life
from cases.lawful_pairs import pairs
from gongkai.cases import events as e
from gongkai.cases import ledger
from gongkai.cases.clock import clock
from gongkai.cases.joining import pairs as same_items
from gongkai.cases.projection import columns
from gongkai.reports.tally import Counted, cell, section3
from gongkai.statute.editions import labels
from gongkai.statute.outcomes import form_row
from gongkai.statute.tally import CountedCase
from gongkai.statute.tally import section3 as law_s_section3

calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])  # many choices a pair, on a busy machine
Pair = tuple[Life, Life]
after = st.integers(0, 90).map(lambda days: dt.timedelta(days=days))


@calm
@given(pairs(), after)
def test_joining_stops_no_clock(both: Pair, gap: dt.timedelta) -> None:
    for life in both:
        for on in (life.day, life.day + gap):
            assert clock(life.state, on, CHINA, DEFAULT).due == life.model.due(on)


@calm
@given(pairs())
def test_a_joined_request_never_waits_for_one_that_is_closed_or_asks_for_something_else(both: Pair) -> None:
    first, later = both
    if later.state.stage == "joined":
        assert first.state.stage != "closed"
        assert same_items(later.state, first.state).keys() == {item.number for item in later.state.items}


@calm
@given(pairs())
def test_one_answer_closes_both_on_one_day_and_each_has_the_row_of_its_own_items(both: Pair) -> None:
    first, later = both
    if not isinstance(later.state.closed, e.AnsweredJointly) or first.state.served is None:
        return
    assert later.state.closed.on == first.state.served.on
    assert later.state.closed.row == form_row(later.state.answers, "2021", DEFAULT)
    assert set(later.state.answers) <= set(first.state.answers)
    if {item.text for item in first.state.items} == {item.text for item in later.state.items}:
        assert later.state.closed.row == first.state.served.row


@calm
@given(pairs())
def test_every_closed_one_was_closed_once_and_replaying_gives_the_same_state_and_row(both: Pair) -> None:
    for life in both:
        closed = [one for one in life.events if isinstance(one, e.Closes)]
        assert len(closed) == (life.state.stage == "closed")
        again = ledger.fold([e.loaded(one.kind, one.on, e.dumped(one)) for one in life.events])
        assert again == life.state
        on = max(life.day, life.state.last)
        rows = [columns(state, clock(state, on, CHINA, DEFAULT)) for state in (again, life.state)]
        assert rows[0] == rows[1]
        assert (rows[0]["joined_to_id"] is not None) == (life.state.stage == "joined" or isinstance(life.state.closed, e.AnsweredJointly))


@calm
@given(st.lists(pairs(), max_size=4), st.dates(dt.date(2023, 1, 1), dt.date(2027, 12, 31)))
def test_received_and_carried_in_are_closed_and_carried_out_for_any_cut(ledgers: list[Pair], cut: dt.date) -> None:
    requests = [one for both in ledgers for life in both if (one := counted(life)) is not None]
    figures = section3(requests, cut.year, cut)
    for column in (one.code for one in labels("applicants")):
        came = figures[cell("received", column)] + figures[cell("carried_in", column)]
        assert came == figures[cell("total", column)] + figures[cell("carried_out", column)]
    slow = law_s_section3([CountedCase(one.received, one.column, one.closed, one.row) for one in requests], cut.year, cut)
    assert figures == slow


def counted(life: Life) -> Counted | None:
    """How the form counts a request; None before it is received."""
    row = columns(life.state, clock(life.state, max(life.day, life.state.last), CHINA, DEFAULT))
    if row["received_on"] is None:
        return None
    return Counted(row["received_on"], row["closed_on"], row["row"], row["column"] or "natural_person")
