import datetime as dt

import pytest

from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import Deadline, Extension, Timeline, TooLateError, answer_due, delayed, lateness
from gongkai.statute.laws import NoLawError, StatuteError
from gongkai.statute.readings import readings
from gongkai.statute.stops import Stop

D = dt.date
CHINA = Calendar()
DEFAULT = readings()
MARCH = D(2024, 3, 1)  # a Friday; no holiday until 04-04: 20 WD end on 03-29


def due(received: D, calendar: Calendar = CHINA, **events: object) -> Deadline:
    return answer_due(Timeline(received, **events), calendar, DEFAULT)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        # Order 492, 15 WD: 04-26 (1), Sun 04-28 make-up (2), 29, 30 (4); 05-01..04 off; Sun 05-05 make-up (5), 06-10 (10), 13-17 (15)
        (D(2019, 4, 25), D(2019, 5, 17)),
        # last day of Order 492, 15 WD: 05-15, 16, 17 (3), 20-24 (8), 27-31 (13), 06-03, 04 (15)
        (D(2019, 5, 14), D(2019, 6, 4)),
        # first day of Order 711, 20 WD: 05-16, 17 (2), 20-24 (7), 27-31 (12), 06-03..06 (16); 06-07 off; 10-13 (20)
        (D(2019, 5, 15), D(2019, 6, 13)),
        # 01-14..17 (4), Sun 19 make-up (5), 20-23 (9); 01-24..02-02 off; 02-03..07 (14), 10-14 (19), 17 (20)
        (D(2020, 1, 13), D(2020, 2, 17)),
        # 01-17..20 (4); 21-27 off; Sat 28, Sun 29 make-up (6), 30, 31 (8), 02-01..03 (11), 06-10 (16), 13-16 (20)
        (D(2023, 1, 16), D(2023, 2, 16)),
        # 09-11..13 (3), Sat 14 make-up (4); 15-17 off; 18-20 (7), 23-27 (12), Sun 29 make-up (13), 30 (14);
        # 10-01..07 off; 08-11 (18), Sat 12 make-up (19), 14 (20)
        (D(2024, 9, 10), D(2024, 10, 14)),
        # 01-20..24 (5), Sun 26 make-up (6), 27 (7); 01-28..02-04 off; 05-07 (10), Sat 08 make-up (11), 10-14 (16), 17-20 (20)
        (D(2025, 1, 17), D(2025, 2, 20)),
        # 02-03..06 (4), 09-13 (9), Sat 14 make-up (10); 15-23 off; 24-27 (14), Sat 28 make-up (15), 03-02..06 (20)
        (D(2026, 2, 2), D(2026, 3, 6)),
        # received on a Saturday: the count still starts on the next workday; 03-04..08 (5), 11-15, 18-22, 25-29 (20)
        (D(2024, 3, 2), D(2024, 3, 29)),
    ],
)
def test_the_due_date_worked_out_by_hand(received: D, expected: D) -> None:
    assert due(received).due == expected


def test_the_table_of_days_accounts_for_every_day_from_receipt_to_due_date() -> None:
    found = due(D(2024, 9, 10))
    assert found.days[0].day == D(2024, 9, 10)
    assert not found.days[0].counted
    assert [line.day for line in found.days] == [D(2024, 9, 10) + dt.timedelta(days=n) for n in range(35)]
    assert [line.number for line in found.days if line.counted] == list(range(1, 21))
    assert found.days[-1].day == found.due == D(2024, 10, 14)
    assert found.length == 20
    assert found.articles[0].text("zh_Hans").endswith("第33条第2款")
    assert found.calendar == CHINA.version


def test_a_case_closed_before_the_notice_of_2020_keeps_its_calendar() -> None:
    # 9 WD to 01-23; then Fri 01-31 (10) and Sat 02-01 (11) were workdays; 02-03..07 (16), 10-13 (20)
    assert due(D(2020, 1, 13), Calendar(known_on=D(2020, 1, 20))).due == D(2020, 2, 13)


def test_the_old_regulation_gives_15_working_days_and_cites_its_article() -> None:
    found = due(D(2019, 5, 14))
    assert found.length == 15
    assert found.articles[0].text("zh_Hans") == "《政府信息公开条例》（2007年国务院令第492号）第24条第2款"


def test_before_the_first_regulation_there_is_no_period() -> None:
    with pytest.raises(NoLawError):
        due(D(2008, 4, 30))


def test_a_period_that_reaches_into_a_year_without_notice_is_provisional() -> None:
    # 2026-12-08..11 (4), 14-18 (9), 21-25 (14), 28-31 (18); 2027-01-04, 05 (20)
    found = due(D(2026, 12, 7))
    assert found.due == D(2027, 1, 5)
    assert found.provisional
    assert not due(D(2026, 11, 2)).provisional


def test_a_stop_leaves_out_the_days_after_sending_up_to_the_answer() -> None:
    # 03-04, 05, 06 (3); 07, 08, 11, 12, 13 out; 14, 15 (5), 18-22 (10), 25-29 (15), 04-01..03 (18), Sun 07 make-up (19), 08 (20)
    found = due(MARCH, stops=(Stop(D(2024, 3, 6), D(2024, 3, 13)),))
    assert found.due == D(2024, 4, 8)
    lines = {line.day: line for line in found.days}
    assert lines[D(2024, 3, 6)].counted
    assert not lines[D(2024, 3, 13)].counted
    assert lines[D(2024, 3, 13)].why.text("en") == "stopped: time that does not count"
    assert lines[D(2024, 3, 9)].why.text("en") == "weekend"
    assert found.articles[1].text("zh_Hans").endswith("第33条第3款")


def test_several_stops_are_the_union_of_their_days_never_the_sum() -> None:
    # out: 03-07, 08, 11-15; 3 by 03-06, 18-22 (8), 25-29 (13), 04-01..03 (16), 07 (17), 08, 09, 10 (20)
    found = due(MARCH, stops=(Stop(D(2024, 3, 6), D(2024, 3, 13)), Stop(D(2024, 3, 11), D(2024, 3, 15))))
    assert found.due == D(2024, 4, 10)


def test_a_stop_by_the_other_readings_leaves_out_the_day_of_sending_and_counts_the_day_of_the_answer() -> None:
    other = readings(stop_begins_next_day=False, stop_includes_last_day=False)
    found = answer_due(Timeline(MARCH, stops=(Stop(D(2024, 3, 6), D(2024, 3, 13)),)), CHINA, other)
    lines = {line.day: line for line in found.days}
    assert not lines[D(2024, 3, 6)].counted
    assert lines[D(2024, 3, 13)].counted
    assert found.due == D(2024, 4, 8)  # five days out all the same: 06, 07, 08, 11, 12


def test_a_stop_that_begins_after_the_due_date_revives_nothing_and_says_so() -> None:
    found = due(MARCH, stops=(Stop(D(2024, 3, 30), D(2024, 4, 10)),))
    assert found.due == D(2024, 3, 29)
    assert [note.text("en") for note in found.notes] == ["The stop from 2024-03-30 begins after the due date and revives nothing"]


def test_a_stop_that_begins_on_the_due_date_changes_nothing() -> None:
    assert due(MARCH, stops=(Stop(D(2024, 3, 29), D(2024, 4, 10)),)).due == D(2024, 3, 29)


def test_a_stop_that_had_ended_when_counting_began_changes_nothing_and_says_so() -> None:
    for stop in (Stop(D(2024, 2, 20), D(2024, 2, 23)), Stop(D(2024, 2, 20), MARCH)):
        found = due(MARCH, stops=(stop,))
        assert found.due == D(2024, 3, 29)
        assert [note.text("en") for note in found.notes] == [
            f"The stop to {stop.end} had ended when counting began on 2024-03-01 and changes nothing"
        ]


def test_of_a_stop_that_began_before_counting_did_only_the_later_days_are_left_out() -> None:
    # 03-04, 05 out; 06-08 (3), 11-15 (8), 18-22 (13), 25-29 (18), 04-01, 02 (20)
    found = due(MARCH, stops=(Stop(D(2024, 2, 20), D(2024, 3, 5)),))
    assert found.due == D(2024, 4, 2)
    assert [note.text("en") for note in found.notes] == [
        "The stop from 2024-02-20 began before 2024-03-01; only the days after 2024-03-01 are left out"
    ]


def test_many_requests_with_good_reasons_can_be_answered_on_a_later_day_told_in_time() -> None:
    found = delayed(D(2024, 3, 29), D(2024, 6, 28), told=D(2024, 3, 29), received=MARCH)
    assert (found.start, found.end) == (D(2024, 3, 29), D(2024, 6, 28))
    assert found.article.text("zh_Hans").endswith("第35条")
    with pytest.raises(TooLateError) as error:
        delayed(D(2024, 3, 29), D(2024, 6, 28), told=D(2024, 3, 30), received=MARCH)
    assert error.value.message.text("en").startswith("A later day to answer has to be told by 2024-03-29, not on 2024-03-30")
    with pytest.raises(StatuteError) as early:
        delayed(D(2024, 3, 29), D(2024, 3, 29), told=D(2024, 3, 29), received=MARCH)
    assert early.value.message.text("en") == "2024-03-29 is no later day: the answer is due on 2024-03-29"
    with pytest.raises(StatuteError):
        delayed(D(2024, 3, 29), D(2024, 6, 28), told=D(2024, 2, 29), received=MARCH)
    with pytest.raises(NoLawError):
        delayed(D(2018, 3, 29), D(2018, 6, 28), told=D(2018, 3, 29), received=D(2018, 3, 1))


def test_the_old_regulation_stops_for_third_parties_by_article_24() -> None:
    # received 2019-05-06, 15 WD: 07 (1), 08 (2); 09, 10 out; 13-17 (7), 20-24 (12), 27-29 (15)
    found = due(D(2019, 5, 6), stops=(Stop(D(2019, 5, 8), D(2019, 5, 10)),))
    assert found.due == D(2019, 5, 29)
    assert found.articles[1].text("zh_Hans").endswith("第24条第3款")


def test_the_period_starts_anew_when_the_correction_is_received() -> None:
    # asked on the 7th WD: 03-04..08 (5), 11 (6), 12 (7). From 03-20: 21, 22 (2), 25-29 (7), 04-01..03 (10), 07 (11), 08-12 (16), 15-18 (20)
    found = due(MARCH, correction_asked=D(2024, 3, 12), corrected=D(2024, 3, 20))
    assert (found.start, found.due) == (D(2024, 3, 20), D(2024, 4, 18))
    assert not found.faults
    assert found.articles[1].text("zh_Hans").endswith("第30条")


def test_a_correction_asked_for_too_late_is_a_fault_and_the_original_due_date_stays() -> None:
    found = due(MARCH, correction_asked=D(2024, 3, 13), corrected=D(2024, 3, 20))
    assert found.due == D(2024, 3, 29)
    assert [fault.text("en").partition(" (")[0] for fault in found.faults] == [
        "The correction was asked for on 2024-03-13; the law allowed it until 2024-03-12"
    ]


def test_the_head_can_decide_that_a_late_correction_still_starts_the_period_anew() -> None:
    found = due(MARCH, correction_asked=D(2024, 3, 13), corrected=D(2024, 3, 20), head_restarts=True)
    assert found.due == D(2024, 4, 18)
    assert found.faults
    setting = answer_due(Timeline(MARCH, correction_asked=D(2024, 3, 13), corrected=D(2024, 3, 20)), CHINA, readings(late_notice_restarts=True))
    assert setting.due == D(2024, 4, 18)


def test_while_the_correction_is_awaited_the_original_due_date_is_shown() -> None:
    assert due(MARCH, correction_asked=D(2024, 3, 12)).due == D(2024, 3, 29)


def test_the_old_regulation_set_no_time_to_ask_for_a_correction() -> None:
    # asked after 10 WD; from 2019-05-07, 15 WD: 08-10 (3), 13-17 (8), 20-24 (13), 27, 28 (15)
    found = due(D(2019, 4, 15), correction_asked=D(2019, 4, 28), corrected=D(2019, 5, 7))
    assert found.due == D(2019, 5, 28)
    assert not found.faults


def test_the_day_of_receipt_chooses_the_law_even_when_the_correction_comes_under_the_new_one() -> None:
    # received under Order 492, corrected 2019-05-20: 15 WD: 21-24 (4), 27-31 (9), 06-03..06 (13); 07 off; 10, 11 (15)
    timeline = Timeline(D(2019, 5, 10), corrected=D(2019, 5, 20))
    assert answer_due(timeline, CHINA, DEFAULT).due == D(2019, 6, 11)
    # by the other reading 20 WD: 12, 13, 14 (18), 17, 18 (20)
    assert answer_due(timeline, CHINA, readings(law_chosen_by="start")).due == D(2019, 6, 18)


def test_a_correction_cannot_come_before_the_request_or_the_notice() -> None:
    with pytest.raises(StatuteError):
        due(MARCH, corrected=D(2024, 2, 29))
    with pytest.raises(StatuteError):
        due(MARCH, correction_asked=D(2024, 3, 12), corrected=D(2024, 3, 11))


def test_an_extension_of_the_period_before_a_correction_does_not_lengthen_the_new_one() -> None:
    found = due(MARCH, corrected=D(2024, 3, 20), extension=Extension(5, told=D(2024, 3, 19)))
    assert found.due == D(2024, 4, 18)
    assert [note.text("en") for note in found.notes] == [
        "The extension told on 2024-03-19 belonged to the period before it started anew on 2024-03-20"
    ]


def test_the_period_starts_anew_the_day_after_the_fee_is_paid() -> None:
    # notice on the last day, 03-29; paid 04-15: 16-19 (4), 22-26 (9), Sun 28 make-up (10), 29, 30 (12); 05-01..05 off;
    # 06-10 (17), Sat 11 make-up (18), 13, 14 (20)
    found = due(MARCH, fee_noticed=D(2024, 3, 29), fee_paid=D(2024, 4, 15))
    assert found.due == D(2024, 5, 14)
    assert found.articles[1].text("zh_Hans") == "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）"


def test_a_correction_and_then_a_payment_start_the_period_anew_twice() -> None:
    found = due(MARCH, corrected=D(2024, 3, 20), fee_paid=D(2024, 4, 15))
    assert (found.start, found.due) == (D(2024, 4, 15), D(2024, 5, 14))
    assert [article.text("en").rpartition(", ")[2] for article in found.articles[:2]] == ["para. 2", "Art. 30"]


def test_a_fee_notice_after_the_answer_was_due_is_refused() -> None:
    with pytest.raises(TooLateError) as error:
        due(MARCH, fee_noticed=D(2024, 3, 30))
    assert error.value.message.text("en") == "The fee notice of 2024-03-30 is too late: it had to go out within the answer period, by 2024-03-29"


def test_no_processing_fee_could_be_noticed_before_2021() -> None:
    with pytest.raises(NoLawError):
        due(D(2020, 12, 15), fee_noticed=D(2020, 12, 31))


def test_a_fee_cannot_be_paid_before_its_notice() -> None:
    with pytest.raises(StatuteError):
        due(MARCH, fee_noticed=D(2024, 3, 20), fee_paid=D(2024, 3, 19))


def test_days_left_are_the_days_that_count_after_today() -> None:
    found = due(MARCH)
    assert found.days_left(MARCH) == 20
    assert found.days_left(D(2024, 3, 28)) == 1
    assert found.days_left(D(2024, 3, 29)) == 0
    assert found.days_left(D(2024, 4, 1)) == 0


def test_lateness_is_counted_in_working_days_and_in_days() -> None:
    # after 03-29: 04-01, 02, 03, Sun 07 make-up, 08
    late = lateness(D(2024, 3, 29), D(2024, 4, 8), CHINA)
    assert (late.workdays, late.days, late.provisional) == (5, 10, False)
    assert lateness(D(2024, 3, 29), D(2024, 3, 29), CHINA).days == 0
