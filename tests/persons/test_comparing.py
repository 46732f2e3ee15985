"""Search is by exact value: two ways to type one value are one, two values never."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gongkai.persons import comparing

NAMES = st.text(st.sampled_from("张三欧阳娜𠮷吉䶮龑龚龔·户戶"), min_size=1, max_size=6)
NUMBERS = st.text("0123456789X", min_size=5, max_size=20)


@pytest.mark.parametrize(
    ("compared", "one", "other"),
    [
        (comparing.name, "欧阳 娜娜", "欧阳　娜娜"),
        (comparing.name, "阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        (comparing.name, "O'BRIEN", "o'brien"),
        (comparing.number, "1101051949-1231-002x", "11010519491231002X"),
        (comparing.number, "Ｅ１２３４５６７８", "e12345678"),
        (comparing.phone, "+86 138 1234 5678", "13812345678"),
        (comparing.phone, "0086-138-1234-5678", "13812345678"),
        (comparing.phone, "8613812345678", "13812345678"),
        (comparing.phone, "(0556) 512-3456", "05565123456"),
        (comparing.phone, "0556-5123456转8", "0556-5123456-8"),
    ],
)
def test_one_value_typed_in_two_ways_is_one(compared: object, one: str, other: str) -> None:
    assert callable(compared)
    assert compared(one) == compared(other)


@pytest.mark.parametrize(("one", "other"), [("𠮷", "吉"), ("䶮", "龑"), ("龚", "龔"), ("户", "戶"), ("张三", "张三三")])
def test_two_characters_are_two(one: str, other: str) -> None:
    assert comparing.name(one) != comparing.name(other)


@given(NAMES, NAMES)
def test_names_are_the_same_only_where_every_character_is(one: str, other: str) -> None:
    assert (comparing.name(one) == comparing.name(other)) == (one == other)


@given(NUMBERS, NUMBERS)
def test_numbers_are_the_same_only_where_every_character_is(one: str, other: str) -> None:
    assert (comparing.number(one) == comparing.number(other)) == (one == other)


@given(NUMBERS, st.integers(0, 19), st.integers(0, 20))
def test_no_part_of_a_number_is_the_number(number: str, start: int, length: int) -> None:
    part = number[start : start + length]
    assume(part != number)
    assert comparing.number(part) != comparing.number(number)


@given(st.text("123456789", min_size=7, max_size=7), st.text("123456789", min_size=7, max_size=7))
def test_telephone_numbers_are_the_same_only_where_every_digit_is(one: str, other: str) -> None:
    assert (comparing.phone("0556" + one) == comparing.phone("0556-" + other)) == (one == other)
