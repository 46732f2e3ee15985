"""Every way in which offices print a number or a blank, and what is neither."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.model import Figure
from gongkai.annual.read.values import Value, is_blank, parse


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("7", 7),
        ("１２３", 123),
        ("1,234", 1234),
        ("1，234", 1234),
        ("1,234,567", 1234567),
        ("12345678", 12345678),
        (" 42 ", 42),
        ("\n42\u3000", 42),
        ("+1", 1),
        ("＋1", 1),
        ("-7", -7),
        ("－7", -7),
        ("−7", -7),
        ("- 7", -7),
        ("减4", -4),
        ("减少4", -4),
        ("增13", 13),
        ("增加13", 13),
        ("③", 3),
        ("⑨", 9),
        ("36521.44", Decimal("36521.44")),
        ("0.370000", Decimal("0.370000")),
        ("1,234.50", Decimal("1234.50")),
        ("-0.5", Decimal("-0.5")),
    ],
)
def test_a_number_is_read_exactly(text: str, number: Figure) -> None:
    value = parse(text)
    assert value == Value(number)
    assert type(value.number) is type(number)
    assert str(value.number) == str(number)  # no digit after the point is dropped


@pytest.mark.parametrize(
    ("text", "number", "unit", "remark"),
    [
        ("251000元", 251000, "元", ""),
        ("0.37万元", Decimal("0.37"), "万元", ""),
        ("12.5亿元", Decimal("12.5"), "亿元", ""),
        ("30千元", 30, "千元", ""),
        ("205(万)", 205, "万", ""),
        ("205（万元）", 205, "万元", ""),
        ("12件", 12, "件", ""),
        ("12（件）", 12, "件", ""),
        ("3 项", 3, "项", ""),
        ("15%", 15, "%", ""),
        ("2（含1件重复）", 2, "", "（含1件重复）"),
        ("2件(含1件重复)", 2, "件", "(含1件重复)"),
        ("-3（较上年）", -3, "", "（较上年）"),
    ],
)
def test_unit_and_remark_stand_beside_the_number_and_never_in_it(text: str, number: Figure, unit: str, remark: str) -> None:
    assert parse(text) == Value(number, unit, remark)


@pytest.mark.parametrize(("text", "number"), [("1 6", 16), ("1 234", 1234), ("- 1 2", -12), ("1 6件", 16)])
def test_blanks_inside_a_number_are_closed_up_and_told(text: str, number: int) -> None:
    value = parse(text)
    assert value is not None
    assert (value.number, value.spaced) == (number, True)


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-22",
        "2020年",
        "2020年1月22日",
        "16:50",
        "五件",
        "十二",
        "一",
        "12a",
        "a12",
        "1.2.3",
        "1.",
        ".5",
        "200余",
        "200余条",
        "约200",
        "2.1万余",
        "1,23",
        "1,2345",
        "1  6",
        "1/2",
        "½",
        "⑩",  # its digits are two, and the sign has no digit value: unreadable rather than wrong
        "⑫",
        "+",
        "减",
        "件",
        "3（",
        "（3）",
        "--5",
        "+-5",
        "12 件 3",
        "〔2019〕37号",
        "零",
        "x",
        "9" * 61,
    ],
)
def test_what_is_no_number_is_not_made_one(text: str) -> None:
    assert parse(text) is None
    assert not is_blank(text)


@pytest.mark.parametrize("text", ["", " ", "\u3000", "-", "--", "—", "——", "–", "－", "/", "／", "//", "\\", "_", "无", "空", " / "])
def test_a_blank_is_a_blank_and_no_number(text: str) -> None:
    assert is_blank(text)
    assert parse(text) is None


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_count_printed_in_any_way_is_that_count(number: int) -> None:
    wide = str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    for text in (str(number), f"{number:,}", wide, f"+{number}", f"{number}件", f" {number} "):
        value = parse(text)
        assert value is not None
        assert value.number == number


@given(st.decimals(min_value=0, max_value=10**8, places=6))
def test_an_amount_keeps_every_decimal(number: Decimal) -> None:
    value = parse(f"{number:f}")
    assert value is not None
    assert str(value.number) == f"{number:f}"


@given(st.text(max_size=12))
def test_a_text_is_never_both_a_number_and_a_blank(text: str) -> None:
    assert not (is_blank(text) and parse(text) is not None)
