"""The clock of folded requests: period, correction, extension, withdrawal; by hand, and day by day against a slow count."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.ordinary import (
    ABANDONED,
    ALLOWED,
    APPROVED,
    ARRIVED,
    ASKED,
    CORRECTED,
    CORRECTING,
    EXTEND,
    EXTENDED,
    MONDAY,
    NOTICE,
    POSTED,
    SENT,
    SERVED,
    TOLD,
    TOO_LATE,
    WHOLE,
    due,
)
from gongkai.cases import events as e
from gongkai.cases.clock import clock, extended
from gongkai.cases.ledger import fold, step
from gongkai.cases.projection import columns
from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import TooLateError
from gongkai.statute.laws import StatuteError
from gongkai.statute.readings import readings


def test_the_period_runs_twenty_working_days_from_the_confirmation_and_ends_with_service() -> None:
    calendar, settings = Calendar(), readings()
    assert clock(fold(WHOLE[:1]), dt.date(2026, 3, 20), calendar, settings).due is None
    running = clock(fold(WHOLE[:2]), dt.date(2026, 3, 30), calendar, settings)
    # Confirmed on Tuesday 3 March: 4 to 6 March are 3, 9 to 13, 16 to 20, 23 to 27 are 15 more, 30 and 31 March make 20.
    assert (running.due, running.days_left, running.is_overdue) == (dt.date(2026, 3, 31), 1, False)
    assert clock(fold(WHOLE[:2]), dt.date(2026, 4, 1), calendar, settings).is_overdue
    ended = clock(fold(WHOLE), dt.date(2026, 9, 1), calendar, settings)
    assert (ended.ended, ended.days_left, ended.is_overdue) == (dt.date(2026, 3, 11), None, False)
    late = fold((*WHOLE[:-1], replace(SERVED, on=dt.date(2026, 4, 2))))
    assert clock(late, dt.date(2026, 9, 1), calendar, settings).late.workdays == 2  # type: ignore[union-attr]  # 1 and 2 April


def test_in_person_the_period_begins_with_the_arrival() -> None:
    state = fold([replace(ARRIVED, channel="in_person")])
    assert state.stage == "open"
    assert clock(state, MONDAY, Calendar(), readings()).due == dt.date(2026, 3, 30)


def test_while_a_correction_is_awaited_no_due_day_runs_and_it_starts_anew_when_corrected() -> None:
    state = fold(CORRECTING)
    assert state.stage == "waiting_for_correction"
    assert due(*CORRECTING[:3]) == dt.date(2026, 3, 31)  # the notice was made, not served: the first period runs
    seen = clock(state, dt.date(2026, 3, 31), Calendar(), readings())
    # Served on 9 March: 10 to 13 March are 4 working days, 16 to 20 and 23 to 27 make 14, Monday the 30th is the 15th.
    assert (seen.due, seen.days_left, seen.is_overdue, columns(state, seen)["waits_until"]) == (None, None, False, dt.date(2026, 3, 30))
    corrected = fold((*CORRECTING, CORRECTED))
    assert (corrected.stage, [item.text for item in corrected.items]) == ("open", ["甲", "丙"])
    # Corrected on 25 March: 26, 27, 30, 31 March, 1 to 3 April are 7; Monday 6 April is a holiday (清明).
    # 7 to 10 April are 11, 13 to 17 are 16, Thursday 23 April is the 20th.
    assert due(*CORRECTING, CORRECTED) == dt.date(2026, 4, 23)


def test_a_correction_asked_for_too_late_leaves_the_due_day_unless_the_head_decides() -> None:
    late = (*CORRECTING[:3], TOO_LATE)
    assert (fold(late).stage, due(*late), due(*late, CORRECTED)) == ("open", dt.date(2026, 3, 31), dt.date(2026, 3, 31))
    assert clock(fold(late), MONDAY, Calendar(), readings()).deadline.faults  # type: ignore[union-attr]  # it is received
    assert (fold((*late, ALLOWED)).stage, due(*late, ALLOWED)) == ("waiting_for_correction", None)
    assert due(*late, ALLOWED, CORRECTED) == dt.date(2026, 4, 23)


def test_a_posted_notice_gives_time_from_the_day_it_arrives() -> None:
    posted = (*CORRECTING[:3], POSTED)
    waiting = columns(fold(posted), clock(fold(posted), dt.date(2026, 8, 1), Calendar(), readings()))
    assert (waiting["stage"], waiting["errand"], waiting["waits_until"]) == ("waiting_for_correction", "record_arrival", None)
    reached = fold((*posted, e.CorrectionNoticeReached(on=dt.date(2026, 3, 12))))
    # 13 March is 1, 16 to 20 and 23 to 27 make 11, 30 March to 2 April are 12 to 15.
    row = columns(reached, clock(reached, dt.date(2026, 3, 12), Calendar(), readings()))
    assert (row["errand"], row["waits_until"]) == ("", dt.date(2026, 4, 2))


def test_what_is_not_corrected_in_time_is_closed_the_day_after() -> None:
    state = fold((*CORRECTING, ABANDONED))
    row = columns(state, clock(state, dt.date(2026, 9, 1), Calendar(), readings()))
    assert (state.stage, row["row"], row["closed_on"], row["late_days"]) == ("closed", "other.not_corrected", ABANDONED.on, 0)


def test_an_extension_holds_from_the_day_the_applicant_is_told() -> None:
    assert due(*EXTENDED[:5]) == dt.date(2026, 3, 31)  # approved, but not told
    # Twenty more after 31 March: 1 to 3 April are 3, 7 to 10 (the 6th is a holiday) 7, 13 to 17 are 12, 20 to 24 are 17, 27 to 29 are 20.
    assert due(*EXTENDED) == dt.date(2026, 4, 29)
    with pytest.raises(TooLateError):
        extended(fold(EXTENDED[:2]), 20, dt.date(2026, 4, 1), Calendar(), readings())
    with pytest.raises(StatuteError):
        extended(fold(EXTENDED[:2]), 21, dt.date(2026, 3, 31), Calendar(), readings())


def test_what_is_not_approved_is_no_extension_and_can_be_proposed_again() -> None:
    state = fold((*EXTENDED[:3], e.ExtensionReturned(on=APPROVED.on, role="office_head", reason="可以按期")))
    assert state.extension is None
    assert step(state, EXTEND).extension is not None


def nth_workday(after: dt.date, count: int) -> dt.date:
    """A day at a time."""
    day, calendar = after, Calendar()
    while count:
        day += dt.timedelta(days=1)
        count -= calendar.kind(day).workday
    return day


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
LATER = st.integers(0, 40).map(lambda days: dt.timedelta(days=days))


@given(DAYS, LATER, st.booleans(), st.none() | LATER)
def test_the_clock_equals_counting_day_by_day(received: dt.date, asking: dt.timedelta, is_allowed: bool, correcting: dt.timedelta | None) -> None:  # noqa: FBT001  # drawn
    limit = nth_workday(received, 7)
    sent = received + asking
    events = [
        replace(ARRIVED, on=received, channel="in_person"),
        replace(ASKED, on=received),
        replace(SENT, on=sent, reached=sent, limit=limit),
    ]
    expected: dt.date | None = nth_workday(received, 20)
    restarts = sent <= limit or is_allowed
    if sent > limit and is_allowed:
        events.append(replace(ALLOWED, on=sent))
    if restarts:
        expected = None
    if correcting is not None:
        events.append(replace(CORRECTED, on=sent + correcting))
        expected = nth_workday(sent + correcting, 20) if restarts else expected
    assert due(*events) == expected


@given(DAYS, st.none() | LATER, st.integers(1, 20), LATER)
def test_extended_the_clock_equals_counting_day_by_day(received: dt.date, correcting: dt.timedelta | None, days: int, telling: dt.timedelta) -> None:
    events: list[e.Event] = [replace(ARRIVED, on=received, channel="in_person")]
    start = received
    if correcting is not None:
        start = received + correcting
        sent = replace(SENT, on=received, reached=received, limit=nth_workday(received, 7))
        events += [replace(ASKED, on=received), sent, replace(CORRECTED, on=start)]
    told = start + telling
    if told > nth_workday(start, 20):
        with pytest.raises(TooLateError):
            extended(fold(events), days, told, Calendar(), readings())
        return
    assert extended(fold(events), days, told, Calendar(), readings()).due == nth_workday(start, 20 + days)
    events += [replace(EXTEND, on=start, days=days), replace(APPROVED, on=start), replace(NOTICE, on=start), replace(TOLD, on=told)]
    assert due(*events) == nth_workday(start, 20 + days)
