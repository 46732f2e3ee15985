import datetime as dt

import pytest

from gongkai.messages import message
from gongkai.statute.calendar import Calendar, LocalDay
from gongkai.statute.laws import NoLawError, StatuteError, load

D = dt.date
CHINA = Calendar()


def days(text: str) -> list[D]:
    """`2024: 02-04 02-18` as dates."""
    year, rest = text.split(":")
    return [D.fromisoformat(f"{year}-{day}") for day in rest.split()]


# The make-up workdays as the notices of the General Office of the State Council list them.
MAKE_UP = [
    "2008: 02-02 02-03 05-04 09-27 09-28",
    "2009: 01-04 01-24 02-01 05-31 09-27 10-10",
    "2010: 02-20 02-21 06-12 06-13 09-19 09-25 09-26 10-09",
    "2011: 01-30 02-12 04-02 10-08 10-09 12-31",
    "2012: 01-21 01-29 03-31 04-01 04-28 09-29",
    "2013: 01-05 01-06 02-16 02-17 04-07 04-27 04-28 06-08 06-09 09-22 09-29 10-12",
    "2014: 01-26 02-08 05-04 09-28 10-11",
    "2015: 01-04 02-15 02-28 09-06 10-10",
    "2016: 02-06 02-14 06-12 09-18 10-08 10-09",
    "2017: 01-22 02-04 04-01 05-27 09-30",
    "2018: 02-11 02-24 04-08 04-28 09-29 09-30 12-29",
    "2019: 02-02 02-03 04-28 05-05 09-29 10-12",
    "2020: 01-19 04-26 05-09 06-28 09-27 10-10",
    "2021: 02-07 02-20 04-25 05-08 09-18 09-26 10-09",
    "2022: 01-29 01-30 04-02 04-24 05-07 10-08 10-09",
    "2023: 01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    "2024: 02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    "2025: 01-26 02-08 04-27 09-28 10-11",
    "2026: 01-04 02-14 02-28 05-09 09-20 10-10",
]

# Weekdays that were days off in some years we know by heart.
WEEKDAYS_OFF = [
    "2019: 01-01 02-04 02-05 02-06 02-07 02-08 04-05 05-01 05-02 05-03 06-07 09-13 10-01 10-02 10-03 10-04 10-07",
    "2020: 01-01 01-24 01-27 01-28 01-29 01-30 01-31 04-06 05-01 05-04 05-05 06-25 06-26 10-01 10-02 10-05 10-06 10-07 10-08",
    "2023: 01-02 01-23 01-24 01-25 01-26 01-27 04-05 05-01 05-02 05-03 06-22 06-23 09-29 10-02 10-03 10-04 10-05 10-06",
    "2024: 01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07",
    "2025: 01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08",
    "2026: 01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07",
]


def year_of(text: str) -> list[D]:
    first = D(int(text[:4]), 1, 1)
    return [day for n in range(366) if (day := first + dt.timedelta(days=n)).year == first.year]


@pytest.mark.parametrize("notice", MAKE_UP, ids=lambda text: text[:4])
def test_the_weekend_workdays_of_a_year_are_exactly_those_of_its_notice(notice: str) -> None:
    assert [day for day in year_of(notice) if day.weekday() >= 5 and CHINA.is_workday(day)] == days(notice)


@pytest.mark.parametrize("notice", WEEKDAYS_OFF, ids=lambda text: text[:4])
def test_the_weekdays_off_of_a_year_are_exactly_those_of_its_notice(notice: str) -> None:
    assert [day for day in year_of(notice) if day.weekday() < 5 and not CHINA.is_workday(day)] == days(notice)


def test_each_day_says_why_it_counts_or_not() -> None:
    def why(day: D, language: str) -> str:
        return CHINA.kind(day).why.text(language)

    assert why(D(2024, 2, 12), "en") == "public holiday: Chinese New Year (Spring Festival)"
    assert "春节" in why(D(2024, 2, 12), "zh_Hans")
    assert why(D(2024, 2, 16), "en") == "day off in exchange for 2024-02-18"
    assert why(D(2024, 2, 18), "en") == "make-up workday"
    assert why(D(2024, 2, 17), "en") == "weekend"
    assert why(D(2024, 2, 19), "en") == "workday"


def test_counting_starts_on_the_next_day_and_passes_the_spring_festival() -> None:
    # after Fri 2024-02-09: Sun 02-18 (make-up) is the first, Mon 02-19 the second
    assert CHINA.add_workdays(D(2024, 2, 9), 2).day == D(2024, 2, 19)
    # 02-10 to 02-17 off; 02-18, 02-19, 02-20 count
    assert CHINA.workdays_between(D(2024, 2, 9), D(2024, 2, 20)).days == 3


def test_no_workdays_after_a_day_end_on_that_day() -> None:
    assert CHINA.add_workdays(D(2024, 2, 10), 0).day == D(2024, 2, 10)
    assert CHINA.workdays_between(D(2024, 2, 10), D(2024, 2, 10)).days == 0


def test_the_next_workday_of_a_workday_is_itself() -> None:
    assert CHINA.next_workday(D(2024, 2, 18)).day == D(2024, 2, 18)
    assert CHINA.next_workday(D(2024, 2, 10)).day == D(2024, 2, 18)


def test_working_days_cannot_be_counted_backwards() -> None:
    with pytest.raises(StatuteError) as error:
        CHINA.add_workdays(D(2024, 2, 10), -1)
    assert error.value.message.text("en") == "Working days are counted forwards; -1 is negative"
    with pytest.raises(StatuteError) as error:
        CHINA.workdays_between(D(2024, 2, 10), D(2024, 2, 9))
    assert error.value.message.text("en") == "The period ends on 2024-02-09, before it starts on 2024-02-10"


def test_a_year_without_a_notice_is_provisional_and_says_so() -> None:
    assert not CHINA.kind(D(2026, 12, 31)).provisional
    assert CHINA.kind(D(2027, 1, 4)).provisional
    assert CHINA.add_workdays(D(2026, 12, 30), 2).provisional  # 12-31, then 2027-01-04
    assert not CHINA.add_workdays(D(2026, 12, 30), 1).provisional
    assert CHINA.workdays_between(D(2026, 12, 30), D(2027, 1, 1)).provisional
    assert CHINA.next_workday(D(2027, 1, 1)).provisional
    assert not Calendar(announced_through=2027).kind(D(2027, 1, 4)).provisional


@pytest.mark.parametrize("day", [D(2007, 12, 31), D(2100, 1, 1)])
def test_a_day_outside_the_years_covered_is_an_error(day: D) -> None:
    with pytest.raises(NoLawError) as error:
        CHINA.kind(day)
    assert error.value.message.text("en") == f"Our calendar of working days covers 2008 to 2099, not {day}"


def test_the_last_day_of_all_dates_is_outside_too() -> None:
    with pytest.raises(NoLawError) as error:
        CHINA.add_workdays(D.max, 1)
    assert error.value.message.text("en") == "Our calendar of working days covers 2008 to 2099, not 9999-12-31"


def test_the_extension_of_the_spring_festival_of_2020_was_unknown_before_its_notice() -> None:
    before = Calendar(known_on=D(2020, 1, 25))
    assert before.is_workday(D(2020, 1, 31))
    assert before.is_workday(D(2020, 2, 1))
    assert not before.is_workday(D(2020, 2, 2))
    assert before.kind(D(2020, 1, 31)).why.text("en") == "as known before the notice of 2020-01-26"
    after = Calendar(known_on=D(2020, 1, 26))
    assert not after.is_workday(D(2020, 1, 31))
    assert not after.is_workday(D(2020, 2, 1))


def test_the_labour_day_of_2019_and_the_victory_day_of_2015_were_announced_late() -> None:
    assert Calendar(known_on=D(2019, 3, 21)).is_workday(D(2019, 5, 2))
    assert not Calendar(known_on=D(2019, 3, 21)).is_workday(D(2019, 5, 5))
    assert Calendar(known_on=D(2015, 5, 12)).is_workday(D(2015, 9, 3))
    assert not Calendar(known_on=D(2015, 5, 13)).is_workday(D(2015, 9, 3))


@pytest.mark.parametrize(
    ("notice", "day", "before", "after"),
    [
        (D(2011, 12, 6), D(2011, 12, 31), False, True),  # a Saturday worked for the New Year of 2012
        (D(2018, 12, 6), D(2018, 12, 29), False, True),  # a Saturday worked for the New Year of 2019
        (D(2018, 12, 6), D(2018, 12, 31), True, False),  # a Monday off
    ],
)
def test_the_notice_for_the_next_year_changed_days_of_the_running_one(notice: D, day: D, before: bool, after: bool) -> None:  # noqa: FBT001 - the claim
    assert Calendar(known_on=notice - dt.timedelta(days=1)).is_workday(day) is before
    assert Calendar(known_on=notice).is_workday(day) is after
    assert CHINA.is_workday(day) is after


GUANGXI_OFF = [
    "2014: 04-02 04-03",
    "2015: 04-20 04-21",
    "2016: 04-08 04-11",
    "2017: 03-30 03-31 04-01",
    "2018: 04-18 04-19 04-20",
    "2021: 04-14 04-15 04-16",
    "2023: 04-21 04-23",
    "2024: 04-11 04-12",
]
GUANGXI_WORK = ["2017: 04-08", "2018: 04-15", "2021: 04-18"]


def test_guangxi_differs_from_the_country_on_exactly_the_days_of_its_notices() -> None:
    guangxi = Calendar(region="guangxi")
    for text in GUANGXI_OFF:
        changed = [day for day in year_of(text) if guangxi.is_workday(day) != CHINA.is_workday(day)]
        off = [day for day in changed if not guangxi.is_workday(day)]
        assert off == days(text)
        assert [day for day in changed if day not in off] == [day for work in GUANGXI_WORK if work[:4] == text[:4] for day in days(work)]


def test_the_days_of_a_region_say_that_they_come_from_reprints() -> None:
    assert all("转载" in region["source"] for region in load("calendar")["regions"].values())


def test_guangxi_has_its_own_holidays_and_make_up_workdays() -> None:
    guangxi = Calendar(region="guangxi")
    assert not guangxi.is_workday(D(2018, 4, 18))
    assert guangxi.is_workday(D(2018, 4, 15))
    assert not guangxi.is_workday(D(2023, 4, 23))  # a make-up workday everywhere else
    assert CHINA.is_workday(D(2023, 4, 23))
    assert guangxi.kind(D(2018, 4, 18)).why.text("zh_Hans") == "壮族三月三"


def test_a_region_whose_notice_we_do_not_hold_for_a_year_is_provisional_there() -> None:
    guangxi = Calendar(region="guangxi")
    assert not guangxi.kind(D(2018, 4, 17)).provisional
    assert guangxi.kind(D(2022, 4, 6)).provisional


def test_an_unknown_region_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(StatuteError) as error:
        Calendar(region="mars").kind(D(2024, 1, 2))
    assert error.value.message.text("en") == "No local holidays are known for “mars”; known regions: guangxi"


def test_a_local_day_stands_before_the_calendar() -> None:
    flood = LocalDay(D(2024, 7, 10), workday=False, name=message("weekend"))
    local = Calendar(local=(flood,))
    assert not local.is_workday(D(2024, 7, 10))
    assert local.add_workdays(D(2024, 7, 9), 1).day == D(2024, 7, 11)


def test_the_version_names_everything_that_makes_the_calendar() -> None:
    plain = CHINA.version.split()
    assert [part.partition("-")[0] for part in plain] == ["holidays", "data", "through"]
    full = Calendar(region="guangxi", local=(LocalDay(D(2024, 7, 10), workday=False, name=message("weekend")),), known_on=D(2020, 1, 25))
    assert full.version.split() == [*plain, "guangxi", "local-1", "known-2020-01-25"]
