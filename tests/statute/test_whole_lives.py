"""Several things in the life of one request: correction, third party, extension and fee together; the edges of law and calendar; days by hand."""

import datetime as dt
from dataclasses import replace

import pytest

from gongkai.messages import message
from gongkai.statute.calendar import Calendar, LocalDay
from gongkai.statute.deadlines import Extension, Timeline, TooLateError, answer_due
from gongkai.statute.periods import consultation, correction_notice, fee_payment
from gongkai.statute.readings import readings
from gongkai.statute.receipt import receipt
from gongkai.statute.standing import Notices, standing
from gongkai.statute.stops import Letter, Stop, consultation_stop

D = dt.date
CHINA, DEFAULT = Calendar(), readings()

# 2026: Spring Festival 02-15 to 02-23 with the Saturdays 02-14 and 02-28 worked; 04-04 to 06, 05-01 to 05 (Sat 05-09 worked) and 06-19 to 21 off.
RECEIVED, CORRECTED = D(2026, 1, 26), D(2026, 2, 10)
# Sent Thu 02-12, there on Sat 02-14, never answered. 15 WD: 24-27 (4), 28 (5), 03-02..06 (10), 09-13 (15).
SILENT = Stop(D(2026, 2, 12), D(2026, 3, 13))


def life(**more: object) -> Timeline:
    return Timeline(RECEIVED, corrected=CORRECTED, correction_asked=D(2026, 2, 4), stops=(SILENT,), **more)  # type: ignore[arg-type]


def test_a_correction_is_asked_for_on_the_last_day_and_a_third_party_is_silent_over_spring_festival() -> None:
    # 01-27..30 (4), 02-02..04 (7)
    assert correction_notice(RECEIVED, CHINA).end == D(2026, 2, 4)
    assert consultation_stop("third_party", Letter(SILENT.begin, D(2026, 2, 14)), RECEIVED, CHINA) == SILENT
    # 02-11, 12 (2); 03-16..20 (7), 23-27 (12), 30, 31 (14), 04-01..03 (17), 07-09 (20)
    found = answer_due(life(), CHINA, DEFAULT)
    assert (found.start, found.due, found.faults) == (CORRECTED, D(2026, 4, 9), ())


def test_extended_after_that_and_charged_within_the_extension() -> None:
    # 04-10 (21), 13-17 (26), 20-23 (30)
    extended = life(extension=Extension(10, D(2026, 4, 9)))
    assert answer_due(extended, CHINA, DEFAULT).due == D(2026, 4, 23)
    for noticed in (D(2026, 4, 10), D(2026, 4, 23)):  # after the first period, within the extended one
        charged = life(extension=Extension(10, D(2026, 4, 9)), fee_noticed=noticed)
        assert standing(charged, D(2026, 5, 4), CHINA, DEFAULT, notices=Notices(fee=noticed)).phase == "awaiting_payment"
    with pytest.raises(TooLateError):
        answer_due(life(extension=Extension(10, D(2026, 4, 9)), fee_noticed=D(2026, 4, 24)), CHINA, DEFAULT)


def test_the_period_that_a_payment_starts_can_be_extended_itself() -> None:
    # notice there on 04-22: 23, 24 (2), 27-30 (6), 05-06..08 (9), Sat 09 (10), 11-15 (15), 18-22 (20)
    assert fee_payment(D(2026, 4, 22), CHINA).end == D(2026, 5, 22)
    paid = {"fee_noticed": D(2026, 4, 8), "fee_paid": D(2026, 5, 8)}
    # Sat 05-09 (1), 11-15 (6), 18-22 (11), 25-29 (16), 06-01..04 (20)
    assert answer_due(life(**paid), CHINA, DEFAULT).due == D(2026, 6, 4)
    # 06-05 (21), 08-12 (26), 15-18 (30), 22-26 (35), 29, 30, 07-01..03 (40)
    again = answer_due(life(**paid, extension=Extension(20, D(2026, 6, 4))), CHINA, DEFAULT)
    assert (again.first_due, again.due) == (D(2026, 6, 4), D(2026, 7, 3))
    with pytest.raises(TooLateError):
        answer_due(life(**paid, extension=Extension(20, D(2026, 6, 5))), CHINA, DEFAULT)


def test_a_stop_that_runs_through_the_payment_leaves_out_days_of_the_new_period_only() -> None:
    # sent 04-01, answered 05-13; paid 05-08: Sat 05-09, 11-13 out; 14, 15 (2), 18-22 (7), 25-29 (12), 06-01..05 (17), 08-10 (20)
    stops = (SILENT, Stop(D(2026, 4, 1), D(2026, 5, 13)))
    charged = Timeline(RECEIVED, corrected=CORRECTED, stops=stops, fee_noticed=D(2026, 4, 22), fee_paid=D(2026, 5, 8))
    found = answer_due(charged, CHINA, DEFAULT)
    assert found.due == D(2026, 6, 10)
    assert [note.text("en") for note in found.notes] == [
        "The stop to 2026-03-13 had ended when counting began on 2026-05-08 and changes nothing",
        "The stop from 2026-04-01 began before 2026-05-08; only the days after 2026-05-08 are left out",
    ]


def test_what_was_in_time_when_it_was_recorded_stays_so_after_the_calendar_has_changed() -> None:
    # Received 2024-03-01, told on the 20th WD, 03-29. Then Sat 03-23 becomes a workday: the 20th is 03-28; 20 more end on Fri 04-26, not Sun 04-28.
    changed = Calendar(local=(LocalDay(D(2024, 3, 23), workday=True, name=message("make-up workday")),))
    told = Extension(20, D(2024, 3, 29))
    with pytest.raises(TooLateError):
        answer_due(Timeline(D(2024, 3, 1), extension=told), changed, DEFAULT)
    accepted = Extension(20, D(2024, 3, 29), accepted=True)
    assert answer_due(Timeline(D(2024, 3, 1), extension=accepted), changed, DEFAULT).due == D(2024, 4, 26)
    noticed = Timeline(D(2024, 3, 1), fee_noticed=D(2024, 3, 29), fee_paid=D(2024, 4, 15), fee_accepted=True)
    assert answer_due(noticed, changed, DEFAULT).due == D(2024, 5, 14)  # as by the national calendar: the change lies before the payment


def test_a_notice_of_correction_is_late_or_in_time_as_its_limit_was_counted_then() -> None:
    asked = Timeline(D(2024, 3, 1), correction_asked=D(2024, 3, 13), corrected=D(2024, 3, 20))  # the 7th WD is 03-12
    late = answer_due(asked, CHINA, DEFAULT)
    assert (late.due, len(late.faults)) == (D(2024, 3, 29), 1)
    in_time = answer_due(replace(asked, correction_limit=D(2024, 3, 13)), CHINA, DEFAULT)
    assert (in_time.due, in_time.faults) == (D(2024, 4, 18), ())
    fault = answer_due(replace(asked, correction_limit=D(2024, 3, 11)), CHINA, DEFAULT).faults[0]
    assert "the law allowed it until 2024-03-11" in fault.text("en")


@pytest.mark.parametrize(
    ("arrived", "confirmed", "expected"),
    [
        # Order 492, 15 WD: 05-15..17 (3), 20-24 (8), 27-31 (13), 06-03, 04 (15)
        (D(2019, 5, 14), D(2019, 5, 14), D(2019, 6, 4)),
        # arrived under the old law, received under the new one: 20 WD: 05-16, 17 (2), 20-24, 27-31 (12), 06-03..06 (16); 07 off; 10-13 (20)
        (D(2019, 5, 14), D(2019, 5, 15), D(2019, 6, 13)),
    ],
)
def test_the_day_of_receipt_chooses_the_law_not_the_day_of_arrival(arrived: dt.date, confirmed: dt.date, expected: dt.date) -> None:
    got = receipt("internet", arrived, confirmed, CHINA, DEFAULT)
    assert answer_due(Timeline(got.day), CHINA, DEFAULT).due == expected


def test_under_order_492_nobody_had_a_time_of_its_own_even_where_the_notice_arrived_under_the_new_law() -> None:
    timeline = Timeline(D(2019, 5, 14), correction_asked=D(2019, 5, 20))
    found = standing(timeline, D(2019, 9, 2), CHINA, DEFAULT, notices=Notices(correction=D(2019, 5, 21)))
    assert (found.phase, found.applicant) == ("awaiting_correction", None)
    # a third party's letter arrived on 05-21 and was answered on 07-01, after 15 WD; the old law let the stop run until then
    letter = Letter(D(2019, 5, 20), D(2019, 5, 21), D(2019, 7, 1))
    assert consultation_stop("third_party", letter, D(2019, 5, 14), CHINA) == Stop(D(2019, 5, 20), D(2019, 7, 1))
    # received a day later: 05-22..24 (3), 27-31 (8), 06-03..06 (12), 10-12 (15)
    assert consultation_stop("third_party", letter, D(2019, 5, 15), CHINA) == Stop(D(2019, 5, 20), D(2019, 6, 12))
    assert consultation("third_party", D(2019, 5, 21), CHINA).end == D(2019, 6, 12)


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        # over the end of the year: Sun 2026-01-04 make-up (1), 05-09 (6), 12-16 (11), 19-23 (16), 26-29 (20)
        (D(2025, 12, 31), D(2026, 1, 29)),
        # 2024-02-29 (1), 03-01 (2), 04-08 (7), 11-15 (12), 18-22 (17), 25-27 (20)
        (D(2024, 2, 28), D(2024, 3, 27)),
        # received on the leap day: 03-01 (1), 04-08 (6), 11-15 (11), 18-22 (16), 25-28 (20)
        (D(2024, 2, 29), D(2024, 3, 28)),
    ],
)
def test_over_the_end_of_a_year_and_a_leap_day(received: dt.date, expected: dt.date) -> None:
    assert answer_due(Timeline(received), CHINA, DEFAULT).due == expected


def test_a_stop_that_begins_on_a_leap_day_and_one_from_year_to_year() -> None:
    # 2024-03-01 out: 04-08 (5), 11-15, 18-22, 25-29 (20)
    assert answer_due(Timeline(D(2024, 2, 29), stops=(Stop(D(2024, 2, 29), D(2024, 3, 1)),)), CHINA, DEFAULT).due == D(2024, 3, 29)
    # received 2025-12-22; 23-25 (3), sent on the 25th, answered 2026-01-08; 09 (4), 12-16 (9), 19-23 (14), 26-30 (19), 02-02 (20)
    assert answer_due(Timeline(D(2025, 12, 22), stops=(Stop(D(2025, 12, 25), D(2026, 1, 8)),)), CHINA, DEFAULT).due == D(2026, 2, 2)
