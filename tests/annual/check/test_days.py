"""Days as printed, copied and mangled: read in one way or not at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.check.days import day


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("2021-03-30", date(2021, 3, 30)),
        ("2020-01-24 16: 50", date(2020, 1, 24)),
        ("2020/1/4", date(2020, 1, 4)),
        ("2020.01.04", date(2020, 1, 4)),
        ("2021年3月30日", date(2021, 3, 30)),
        ("2018 年 12 月 31 日", date(2018, 12, 31)),
        ("二〇一八年十二月三十一日", date(2018, 12, 31)),
        ("二○二〇年十月一日", date(2020, 10, 1)),
        ("二〇二一年三月二十日", date(2021, 3, 20)),
        ("20210330", date(2021, 3, 30)),
        ("201811日", date(2018, 1, 1)),
        ("20181231日", date(2018, 12, 31)),
    ],
)
def test_a_day_that_can_be_read_in_one_way(printed: str, meant: date) -> None:
    assert day(printed) == meant


@pytest.mark.parametrize("printed", ["", "2018年", "每年", "2018-13-01", "2018111日", "2018年12月", "12月31日", "201800日", "123456789"])
def test_what_is_no_day_or_two_days_is_not_read(printed: str) -> None:
    assert day(printed) is None


def test_a_day_without_its_year_takes_the_year_given() -> None:
    assert day("12月31日", 2018) == date(2018, 12, 31)
    assert day("年底", 2018) is None


@given(st.dates(date(2008, 1, 1), date(2099, 12, 31)))
def test_lost_separators_give_the_day_itself_or_none(meant: date) -> None:
    assert day(f"{meant.year}{meant.month}{meant.day}日") in (meant, None)
    assert day(f"{meant.year}年{meant.month}月{meant.day}日") == meant
