import datetime as dt

import pytest

from gongkai.statute.calendar import Calendar
from gongkai.statute.laws import NoLawError, StatuteError
from gongkai.statute.periods import consultation, correction_due, correction_notice, fee_payment, proactive
from gongkai.statute.readings import explained, readings
from gongkai.statute.receipt import answer_given, attempt_suffices, channels, must_accept, needs_confirmation, receipt
from gongkai.statute.stops import Letter, Stop, consultation_stop, inquiry_stop, silence, stopped

D = dt.date
CHINA = Calendar()
DEFAULT = readings()
ARRIVED, CONFIRMED = D(2024, 3, 1), D(2024, 3, 4)


@pytest.mark.parametrize(
    ("channel", "expected", "item"),
    [
        ("in_person", ARRIVED, "第31条第1项"),
        ("signed_mail", ARRIVED, "第31条第2项"),
        ("ordinary_mail", CONFIRMED, "第31条第2项"),
        ("email", CONFIRMED, "第31条第3项"),
        ("internet", CONFIRMED, "第31条第3项"),
        ("fax", CONFIRMED, "第31条第3项"),
    ],
)
def test_the_day_of_receipt_of_each_channel(channel: str, expected: D, item: str) -> None:
    found = receipt(channel, ARRIVED, CONFIRMED, CHINA, DEFAULT)
    assert found.day == expected
    assert found.article.text("zh_Hans").endswith(item)


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("in_person", D(2018, 3, 1)),
        ("signed_mail", D(2018, 3, 1)),
        ("ordinary_mail", D(2018, 3, 5)),
        ("email", D(2018, 3, 1)),
        ("internet", D(2018, 3, 5)),
        ("fax", D(2018, 3, 5)),
    ],
)
def test_under_the_old_regulation_the_letter_of_2015_says_the_day_of_receipt(channel: str, expected: D) -> None:
    found = receipt(channel, D(2018, 3, 1), D(2018, 3, 5), CHINA, DEFAULT)
    assert found.day == expected
    assert found.article.text("zh_Hans") == "国办公开办函〔2015〕207号"
    assert (found.alarm is None) == (channel != "ordinary_mail")


def test_the_channels_are_those_of_the_tests() -> None:
    assert channels() == ("in_person", "signed_mail", "ordinary_mail", "email", "internet", "fax")


def test_a_request_that_waits_for_confirmation_is_not_yet_received() -> None:
    with pytest.raises(StatuteError) as error:
        receipt("ordinary_mail", ARRIVED, None, CHINA, DEFAULT)
    assert error.value.message.text("en") == ("A request by “ordinary_mail” is received on the day it is confirmed with the applicant: say that day")


def test_a_confirmation_before_the_arrival_is_an_error() -> None:
    with pytest.raises(StatuteError) as error:
        receipt("fax", ARRIVED, D(2024, 2, 29), CHINA, DEFAULT)
    assert error.value.message.text("en") == "Confirmed on 2024-02-29, before the request arrived on 2024-03-01"


def test_an_unknown_channel_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(StatuteError) as error:
        receipt("pigeon", ARRIVED, None, CHINA, DEFAULT)
    assert error.value.message.text("en").startswith("Channel “pigeon” is not known; use one of in_person, signed_mail")


def test_our_own_form_not_confirmed_within_one_working_day_is_an_alarm() -> None:
    # Fri 03-01 to Mon 03-04 is one working day, to Tue 03-05 two
    assert receipt("internet", ARRIVED, D(2024, 3, 4), CHINA, DEFAULT).alarm is None
    late = receipt("internet", ARRIVED, D(2024, 3, 5), CHINA, DEFAULT)
    assert late.alarm is not None
    assert late.alarm.text("en") == "Arrived on 2024-03-01, confirmed only on 2024-03-05"
    assert receipt("internet", ARRIVED, D(2024, 3, 5), CHINA, readings(confirm_within=2)).alarm is None


def test_ordinary_mail_not_confirmed_on_the_day_it_arrives_is_an_alarm() -> None:
    assert receipt("ordinary_mail", ARRIVED, ARRIVED, CHINA, DEFAULT).alarm is None
    late = receipt("ordinary_mail", ARRIVED, D(2024, 3, 2), CHINA, DEFAULT)
    assert late.day == D(2024, 3, 2)
    assert late.alarm is not None
    assert late.alarm.text("en") == (
        "Arrived on 2024-03-01, confirmed only on 2024-03-02: the office has to try on the day of arrival and to log its calls"
    )


def test_only_for_ordinary_mail_an_attempt_on_the_day_is_all_that_is_asked_for() -> None:
    assert [channel for channel in channels() if attempt_suffices(channel, D(2026, 3, 3))] == ["ordinary_mail"]
    with pytest.raises(StatuteError):
        attempt_suffices("pigeon", D(2026, 3, 3))


def test_requests_in_person_and_by_mail_can_never_be_refused() -> None:
    always = [channel for channel in channels() if must_accept(channel, ARRIVED)]
    assert always == ["in_person", "signed_mail", "ordinary_mail"]
    with pytest.raises(StatuteError) as error:
        must_accept("pigeon", ARRIVED)
    assert error.value.message.text("en").startswith("Channel “pigeon” is not known")


@pytest.mark.parametrize(
    ("delivery", "event"),
    [
        ("post", "the day it is handed to the post"),
        ("served", "the day the applicant signs"),
        ("electronic", "the day it reaches the applicant's system"),
    ],
)
def test_an_answer_is_given_on_the_day_its_delivery_counts(delivery: str, event: str) -> None:
    found = answer_given(delivery, ARRIVED)
    assert found.day == ARRIVED
    assert found.article.text("zh_Hans") == "国办公开办函〔2016〕235号"
    with pytest.raises(StatuteError) as error:
        answer_given(delivery, None)
    assert error.value.message.text("en") == f"The answer is not given yet: by “{delivery}” what counts is {event}"


def test_an_unknown_delivery_is_an_error() -> None:
    with pytest.raises(StatuteError) as error:
        answer_given("shouted", ARRIVED)
    assert error.value.message.text("en") == "Delivery “shouted” is not known; use one of post, served, electronic"


def test_the_correction_has_to_be_asked_for_within_7_working_days() -> None:
    # 03-04..08 (5), 11 (6), 12 (7)
    found = correction_notice(ARRIVED, CHINA)
    assert found.end == D(2024, 3, 12)
    assert found.met(D(2024, 3, 12))
    assert not found.met(D(2024, 3, 13))
    with pytest.raises(NoLawError):
        correction_notice(D(2019, 5, 14), CHINA)


def test_a_correction_not_made_in_time_can_be_closed_from_the_day_after() -> None:
    # 03-13..15 (3), 18-22 (8), 25-29 (13), 04-01, 02 (15)
    found = correction_due(D(2024, 3, 12), DEFAULT.correction_days, CHINA)
    assert (found.end, found.closable) == (D(2024, 4, 2), D(2024, 4, 3))
    with pytest.raises(StatuteError) as error:
        correction_due(D(2024, 3, 12), 0, CHINA)
    assert error.value.message.text("en") == "A reasonable time for a correction has at least one working day, not 0"


def test_the_fee_is_paid_within_20_working_days_the_first_being_the_first_after_the_notice() -> None:
    # 04-01..03 (3), Sun 07 make-up (4), 08-12 (9), 15-19 (14), 22-26 (19), Sun 28 make-up (20)
    found = fee_payment(D(2024, 3, 29), CHINA)
    assert (found.end, found.closable) == (D(2024, 4, 28), D(2024, 4, 29))
    with pytest.raises(NoLawError):
        fee_payment(D(2020, 12, 31), CHINA)


@pytest.mark.parametrize(("made", "end"), [(D(2024, 3, 1), D(2024, 3, 29)), (D(2018, 3, 1), D(2018, 3, 29))])
def test_information_is_published_within_20_working_days_under_both_regulations(made: D, end: D) -> None:
    # 2018: 03-02 (1), 05-09 (6), 12-16 (11), 19-23 (16), 26-29 (20)
    assert proactive(made, CHINA).end == end


@pytest.mark.parametrize("kind", ["third_party", "joint_maker"])
def test_the_one_asked_has_15_working_days_from_its_receipt_of_the_letter(kind: str) -> None:
    # 03-11..15 (5), 18-22 (10), 25-29 (15)
    assert consultation(kind, D(2024, 3, 8), CHINA).end == D(2024, 3, 29)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("answered", "end"),
    [(D(2024, 3, 13), D(2024, 3, 13)), (D(2024, 3, 29), D(2024, 3, 29)), (D(2024, 4, 3), D(2024, 3, 29)), (None, D(2024, 3, 29))],
)
def test_the_stop_runs_from_sending_to_the_answer_at_most_to_the_15th_working_day(answered: D | None, end: D) -> None:
    letter = Letter(D(2024, 3, 6), D(2024, 3, 8), answered)
    assert consultation_stop("third_party", letter, ARRIVED, CHINA) == Stop(D(2024, 3, 6), end)
    assert consultation_stop("joint_maker", letter, ARRIVED, CHINA) == Stop(D(2024, 3, 6), end)


def test_an_answered_letter_stops_even_when_its_receipt_is_not_known() -> None:
    assert consultation_stop("third_party", Letter(D(2024, 3, 6), None, D(2024, 3, 13)), ARRIVED, CHINA).end == D(2024, 3, 13)


def test_a_letter_neither_received_nor_answered_has_no_end_yet() -> None:
    with pytest.raises(StatuteError) as error:
        consultation_stop("third_party", Letter(D(2024, 3, 6)), ARRIVED, CHINA)
    assert error.value.message.text("en").startswith("When this stop ends is not known")


def test_under_the_old_regulation_a_third_party_has_no_last_day() -> None:
    received, letter = D(2018, 3, 1), Letter(D(2018, 3, 6), D(2018, 3, 8), D(2018, 6, 1))
    assert consultation_stop("third_party", letter, received, CHINA).end == D(2018, 6, 1)
    with pytest.raises(StatuteError):
        consultation_stop("third_party", Letter(D(2018, 3, 6), D(2018, 3, 8)), received, CHINA)


def test_the_old_regulation_did_not_stop_for_joint_makers_or_other_organs() -> None:
    with pytest.raises(NoLawError):
        consultation_stop("joint_maker", Letter(D(2018, 3, 6), D(2018, 3, 8)), D(2018, 3, 1), CHINA)
    with pytest.raises(NoLawError):
        inquiry_stop(D(2018, 3, 6), D(2018, 3, 9), D(2018, 3, 1))


def test_asking_another_organ_stops_until_its_answer_however_long() -> None:
    assert inquiry_stop(D(2024, 3, 6), D(2024, 9, 6), ARRIVED) == Stop(D(2024, 3, 6), D(2024, 9, 6))


def test_silence_of_a_third_party_leaves_it_to_the_organ_of_a_joint_maker_is_consent_of_others_is_nothing() -> None:
    assert silence("third_party", ARRIVED) == "organ_decides"
    assert silence("joint_maker", ARRIVED) == "consent"
    assert silence("inquiry", ARRIVED) == "nothing"
    with pytest.raises(NoLawError):
        silence("third_party", D(2019, 5, 14))


def test_a_stop_and_a_letter_cannot_run_backwards() -> None:
    with pytest.raises(StatuteError) as error:
        Stop(D(2024, 3, 6), D(2024, 3, 5))
    assert error.value.message.text("en") == "The stop ends on 2024-03-05, before it begins on 2024-03-06"
    with pytest.raises(StatuteError) as error:
        Letter(D(2024, 3, 6), D(2024, 3, 5))
    assert error.value.message.text("en") == "the letter received (2024-03-05) cannot come before the letter sent (2024-03-06)"


def test_a_day_is_stopped_when_any_stop_leaves_it_out() -> None:
    stops = (Stop(D(2024, 3, 6), D(2024, 3, 8)), Stop(D(2024, 3, 12), D(2024, 3, 12)))
    assert [day for day in range(5, 14) if stopped(D(2024, 3, day), stops, DEFAULT)] == [7, 8]


def test_the_defaults_of_the_readings_are_those_of_the_specification() -> None:
    assert (DEFAULT.law_chosen_by, DEFAULT.correction_days, DEFAULT.confirm_within) == ("receipt", 15, 1)
    assert (DEFAULT.stop_begins_next_day, DEFAULT.stop_includes_last_day, DEFAULT.late_notice_restarts) == (True, True, False)
    assert (DEFAULT.individual_business, DEFAULT.sub_provincial_vertical) == ("natural_person", "own_government")


def test_a_reading_outside_its_choices_is_refused() -> None:
    with pytest.raises(StatuteError) as error:
        readings(law_chosen_by="moon")
    assert error.value.message.text("en") == "Setting “law_chosen_by” is one of receipt, start, not “moon”"
    with pytest.raises(StatuteError) as error:
        readings(correction_days=0)
    assert error.value.message.text("en") == "Setting “correction_days” is a number of days from 1 up, not 0"


def test_every_reading_is_explained_in_both_languages() -> None:
    assert "个体工商户" in explained("individual_business").text("zh_Hans")
    assert "working days" in explained("correction_days").text("en")


@pytest.mark.parametrize(
    ("channel", "arrived", "needed"),
    [
        ("in_person", dt.date(2026, 3, 2), False),
        ("signed_mail", dt.date(2026, 3, 2), False),
        ("ordinary_mail", dt.date(2026, 3, 2), True),
        ("internet", dt.date(2026, 3, 2), True),
        ("fax", dt.date(2026, 3, 2), True),
        ("email", dt.date(2019, 5, 15), True),  # an internet channel since then
        ("email", dt.date(2019, 5, 14), False),  # before, the day its system received it
    ],
)
def test_by_which_channels_the_day_of_receipt_waits_for_a_confirmation(channel: str, arrived: dt.date, needed: bool) -> None:  # noqa: FBT001
    assert needs_confirmation(channel, arrived) is needed


def test_no_confirmation_is_known_for_a_channel_that_is_not() -> None:
    with pytest.raises(StatuteError):
        needs_confirmation("pigeon", dt.date(2026, 3, 2))
