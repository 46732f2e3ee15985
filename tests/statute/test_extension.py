"""An extension (延长答复期限): how many days, by when it is told; days by hand. March 2024: 20 WD after Friday the 1st end on the 29th."""

import datetime as dt

import pytest

from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import Deadline, Extension, Timeline, TooLateError, answer_due
from gongkai.statute.laws import StatuteError
from gongkai.statute.readings import readings
from gongkai.statute.stops import Stop

D = dt.date
CHINA = Calendar()
DEFAULT = readings()
MARCH = D(2024, 3, 1)  # a Friday; no holiday until 04-04: 20 WD end on 03-29


def due(received: D, calendar: Calendar = CHINA, **events: object) -> Deadline:
    return answer_due(Timeline(received, **events), calendar, DEFAULT)  # type: ignore[arg-type]


def test_an_extension_of_20_days_counts_on_from_the_end_of_the_first_period() -> None:
    # 03-29 (20); 04-01..03 (23), Sun 07 make-up (24), 08-12 (29), 15-19 (34), 22-26 (39), Sun 28 make-up (40)
    found = due(MARCH, extension=Extension(20, told=D(2024, 3, 29)))
    assert (found.first_due, found.due, found.length) == (D(2024, 3, 29), D(2024, 4, 28), 40)
    assert len(found.articles) == 1  # one article for both, cited once


def test_an_extension_under_the_old_regulation_is_15_days_at_most() -> None:
    # 2019-06-04 (15); 05, 06 (17); 07 off; 10-14 (22), 17-21 (27), 24-26 (30)
    assert due(D(2019, 5, 14), extension=Extension(15, told=D(2019, 6, 4))).due == D(2019, 6, 26)
    with pytest.raises(StatuteError) as error:
        due(D(2019, 5, 14), extension=Extension(16, told=D(2019, 6, 4)))
    assert error.value.message.text("en").startswith("An extension is 1 to 15 working days, not 16")


@pytest.mark.parametrize("days", [0, 21, -1])
def test_an_extension_today_is_1_to_20_days(days: int) -> None:
    with pytest.raises(StatuteError) as error:
        due(MARCH, extension=Extension(days))
    assert error.value.message.text("en").startswith(f"An extension is 1 to 20 working days, not {days}")


def test_an_extension_told_after_the_first_period_is_refused() -> None:
    with pytest.raises(TooLateError) as error:
        due(MARCH, extension=Extension(5, told=D(2024, 3, 30)))
    assert error.value.message.text("en").startswith("The extension told on 2024-03-30 is too late: the first period ended on 2024-03-29")


def test_a_stop_gives_more_time_to_tell_of_the_extension() -> None:
    stop = Stop(D(2024, 3, 6), D(2024, 3, 13))  # the first period now ends on 04-08
    # 04-08 (20); 04-09 (21)
    assert due(MARCH, stops=(stop,), extension=Extension(1, told=D(2024, 4, 8))).due == D(2024, 4, 9)


def test_an_extension_whose_day_is_not_given_says_by_when_it_has_to_be_told() -> None:
    found = due(MARCH, extension=Extension(5))
    assert [note.text("en") for note in found.notes] == ["The applicant has to be told of the extension by 2024-03-29"]


def test_an_extension_cannot_be_told_before_the_request_came() -> None:
    with pytest.raises(StatuteError) as error:
        due(MARCH, extension=Extension(5, told=D(2024, 2, 29)))
    assert error.value.message.text("en") == "the extension told to the applicant (2024-02-29) cannot come before the day of receipt (2024-03-01)"
