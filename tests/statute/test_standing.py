"""Where a request stands. March 2024: Fri 1, Mon 4; workdays after 03-04: 5-8 (4), 11-15 (9), 18-22 (14), 25-29 (19), 04-01 (20)."""

import datetime as dt

import pytest

from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import Extension, Timeline
from gongkai.statute.readings import readings
from gongkai.statute.standing import Ended, Notices, Standing, standing
from gongkai.statute.stops import Stop

D = dt.date
CHINA = Calendar()
DEFAULT = readings()
RECEIVED, DUE = D(2024, 3, 4), D(2024, 4, 1)


def at(day: dt.date, timeline: Timeline | None = None, notices: Notices | None = None, ended: Ended | None = None) -> Standing:
    return standing(timeline or Timeline(RECEIVED), day, CHINA, DEFAULT, notices=notices, ended=ended)


@pytest.mark.parametrize(("day", "phase"), [(RECEIVED, "running"), (DUE, "running"), (D(2024, 4, 2), "overdue")])
def test_the_clock_runs_until_the_due_date_and_is_overdue_the_day_after(day: dt.date, phase: str) -> None:
    found = at(day)
    assert (found.phase, found.due, found.applicant) == (phase, DUE, None)


def test_while_a_third_party_is_asked_the_clock_stands_still() -> None:
    # sent Wed 03-06, seen on Tue 03-12: 7, 8, 11, 12 do not count, so four days more: 04-02, 03 (Qingming 04-04 to 06), 04-07 make-up, 04-08
    found = at(D(2024, 3, 12), Timeline(RECEIVED, stops=(Stop(D(2024, 3, 6), D(2024, 3, 12)),)))
    assert (found.phase, found.due) == ("stopped", D(2024, 4, 8))
    assert found.text.text("en") == "The clock stands still; as things are, the answer is due on 2024-04-08"


def test_while_the_applicant_has_to_correct_no_due_date_is_told() -> None:
    # notice received Fri 03-08: 15 workdays: 11-15 (5), 18-22 (10), 25-29 (15), so the applicant has until 03-29
    timeline, notices = Timeline(RECEIVED, correction_asked=D(2024, 3, 7)), Notices(correction=D(2024, 3, 8))
    found = at(D(2024, 3, 29), timeline, notices)
    assert (found.phase, found.due) == ("awaiting_correction", None)
    assert found.applicant is not None
    assert (found.applicant.end, found.applicant.closable) == (D(2024, 3, 29), D(2024, 3, 30))
    assert found.text.text("en").startswith("The applicant has until 2024-03-29 to correct the request")
    assert at(D(2024, 3, 30), timeline, notices).phase == "uncorrected"
    assert at(D(2024, 4, 2), timeline).phase == "awaiting_correction"  # not overdue: nobody knows when the notice arrived
    short = Notices(correction=D(2024, 3, 8), correction_days=5)
    assert at(D(2024, 3, 18), timeline, short).phase == "uncorrected"


def test_a_correction_starts_the_period_anew() -> None:
    # corrected Mon 03-18: 19-22 (4), 25-29 (9), 04-01 to 03 (12), 07-12 with the make-up Sunday 7 (18), 15, 16 (20)
    found = at(D(2024, 4, 2), Timeline(RECEIVED, correction_asked=D(2024, 3, 7), corrected=D(2024, 3, 18)))
    assert (found.phase, found.due) == ("running", D(2024, 4, 16))


def test_a_correction_asked_for_too_late_stops_nothing_unless_the_head_decides() -> None:
    late = D(2024, 3, 14)  # the 7th workday is 03-13
    assert at(D(2024, 4, 2), Timeline(RECEIVED, correction_asked=late)).phase == "overdue"
    assert at(D(2024, 4, 2), Timeline(RECEIVED, correction_asked=late, head_restarts=True)).phase == "awaiting_correction"


def test_under_order_492_a_correction_had_no_time_of_its_own() -> None:
    timeline = Timeline(D(2018, 3, 1), correction_asked=D(2018, 3, 5))
    found = at(D(2018, 9, 3), timeline, Notices(correction=D(2018, 3, 6)))
    assert (found.phase, found.applicant) == ("awaiting_correction", None)


def test_while_the_fee_is_to_be_paid_no_due_date_is_told() -> None:
    # notice received Mon 03-11: 12-15 (4), 18-22 (9), 25-29 (14), 04-01 to 03 (17), 07 (18), 08, 09 (20)
    timeline, notices = Timeline(RECEIVED, fee_noticed=D(2024, 3, 8)), Notices(fee=D(2024, 3, 11))
    found = at(D(2024, 4, 9), timeline, notices)
    assert (found.phase, found.due) == ("awaiting_payment", None)
    assert found.applicant is not None
    assert found.applicant.end == D(2024, 4, 9)
    assert at(D(2024, 4, 10), timeline, notices).phase == "unpaid"
    assert at(D(2024, 4, 10), timeline).phase == "awaiting_payment"
    # paid Tue 03-12: 13-15 (3), 18-22 (8), 25-29 (13), 04-01 to 03 (16), 07-10 (20)
    paid = at(D(2024, 4, 2), Timeline(RECEIVED, fee_noticed=D(2024, 3, 8), fee_paid=D(2024, 3, 12)))
    assert (paid.phase, paid.due) == ("running", D(2024, 4, 10))


def test_a_later_day_that_was_told_and_an_extension_move_the_due_date() -> None:
    assert at(D(2024, 4, 20), ended=Ended(delayed_to=D(2024, 4, 30))).due == D(2024, 4, 30)
    # five more after 04-01: 02, 03, 07, 08, 09
    assert at(D(2024, 4, 9), Timeline(RECEIVED, extension=Extension(5, D(2024, 3, 20)))).due == D(2024, 4, 9)


def test_the_clock_ends_with_the_day_the_answer_is_given() -> None:
    answered = Ended(answered=D(2024, 4, 3))
    assert at(D(2024, 4, 2), ended=answered).phase == "overdue"
    found = at(D(2024, 4, 3), ended=answered)
    assert (found.phase, found.due) == ("answered", DUE)
    assert found.text.text("en") == "Answered on 2024-04-03; the answer was due on 2024-04-01"
