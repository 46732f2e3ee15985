import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.statute.identifiers import (
    CreditCode,
    IdentifierError,
    IndexNumber,
    credit_code,
    credit_code_check,
    foreigner_number,
    index_number,
    organization_code,
    organization_code_check,
    resident_number,
    resident_number_check,
)

D = dt.date
untimed = settings(deadline=None)  # a busy machine is slow
TODAY = D(2024, 3, 1)
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"

# The examples that the standards themselves and real reports give; none was computed by the code under test.
CREDIT_CODE = "91350100M000100Y43"  # GB 32100-2015
LIANGZHOU = "11620602MB161547XN"  # in an index number of a published report
RESIDENT = "11010519491231002X"  # GB 11643-1999
RESIDENT_1880 = "440524188001010014"  # GB 11643-1999


def refusal(error: pytest.ExceptionInfo[IdentifierError]) -> str:
    return error.value.message.text("en")


@pytest.mark.parametrize("text", [CREDIT_CODE, CREDIT_CODE.lower(), " 91350100 M000100Y43 ", "９１３５０１００Ｍ０００１００Ｙ４３"])
def test_a_credit_code_is_read_as_people_type_it(text: str) -> None:
    assert credit_code(text) == CreditCode(CREDIT_CODE, "350100", "M000100Y4")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("91350100M000100Y4", "A unified social credit code has 18 characters; “91350100M000100Y4” has 17"),
        ("9135O100M000100Y43", "Character 5 of “9135O100M000100Y43” is “O”, which credit codes do not use"),
        (
            "91350100M000100Y44",
            "Unified social credit code “91350100M000100Y44”: the last character should be 3; at least one character is mistyped",
        ),
    ],
)
def test_a_wrong_credit_code_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(IdentifierError) as error:
        credit_code(text)
    assert refusal(error) == reason


@untimed
@given(st.text(alphabet=SIGNS, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(SIGNS))
def test_one_mistyped_character_of_a_credit_code_is_always_found(first: str, place: int, typed: str) -> None:
    code = first + credit_code_check(first)
    assert credit_code(code).code == code
    if typed != code[place]:
        with pytest.raises(IdentifierError):
            credit_code(code[:place] + typed + code[place + 1 :])


# 002669015: 2x9 + 6x10 + 6x5 + 9x8 + 0x4 + 1x2 = 182 = 16x11 + 6, 11 - 6 = 5. 000014349: 5 + 32 + 12 + 8 = 57 = 5x11 + 2, 11 - 2 = 9.
# MB161547X: 22x3 + 11x7 + 1x9 + 6x10 + 1x5 + 5x8 + 4x4 + 7x2 = 287 = 26x11 + 1, 11 - 1 = 10, written X.
@pytest.mark.parametrize("code", ["002669015", "000014349", "MB161547X"])
def test_the_check_character_of_an_organization_code(code: str) -> None:
    assert organization_code(code) == code
    assert organization_code(f"{code[:8]}-{code[8]}") == code
    assert organization_code_check(code[:8]) == code[8]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0026690", "An organization code has 8 digits or letters and a check character; “0026690” has not"),
        ("002669016", "Organization code “002669016”: the last character should be 5; at least one character is mistyped"),
    ],
)
def test_a_wrong_organization_code_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(IdentifierError) as error:
        organization_code(text)
    assert refusal(error) == reason


def test_a_resident_number_gives_province_and_birth() -> None:
    found = resident_number(RESIDENT.lower(), TODAY)
    assert (found.number, found.province, found.born, found.old) == (RESIDENT, "北京", D(1949, 12, 31), False)
    assert resident_number(RESIDENT_1880, TODAY).born == D(1880, 1, 1)


def test_a_number_of_15_digits_is_recognised_as_old() -> None:
    found = resident_number("110105491231002", TODAY)
    assert (found.old, found.born) == (True, D(1949, 12, 31))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("12345", "A resident identity number has 17 digits and a check digit or X, an old one 15 digits; here are 5"),
        ("1101051949123100O2", "Character 17 of a resident identity number must be a digit; only a check digit can be X"),
        ("11010519491231X02X", "Character 15 of a resident identity number must be a digit; only a check digit can be X"),
        ("11010519491231002Y", "Character 18 of a resident identity number must be a digit; only a check digit can be X"),
        ("99010519491231002X", "A resident identity number begins with the digits of a province; 99 is none"),
        ("11010519490231002X", "The day of birth in the number does not exist"),
        ("110105490231002", "The day of birth in the number does not exist"),
        ("110105194912310021", "The check digit does not fit: after the 17 digits before it, it should be X; at least one is mistyped"),
    ],
)
def test_a_wrong_resident_number_is_refused_with_the_reason_and_without_the_number(text: str, reason: str) -> None:
    with pytest.raises(IdentifierError) as error:
        resident_number(text, TODAY)
    assert refusal(error) == reason
    assert text not in refusal(error)


FOREIGNER = "911124198108030024"  # the specimen of the card of 2023; by hand: 272 = 24x11 + 8, the ninth of 10X98765432 is 4


def test_a_foreigners_card_is_read_in_its_new_and_its_old_form() -> None:
    assert foreigner_number(f" {FOREIGNER} ", TODAY) == FOREIGNER
    assert foreigner_number("usa110082060901", TODAY) == "USA110082060901"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("811124198108030024", "A foreigner's permanent residence card has 18 digits beginning with 9, an older one three letters and 12 digits"),
        ("US110082060901", "A foreigner's permanent residence card has 18 digits beginning with 9, an older one three letters and 12 digits"),
        ("9111241981080300A4", "Character 17 of a permanent residence card's number must be a digit; only a check digit can be X"),
        ("901124198108030024", "Digits 2 and 3 of the card's number are those of a province; 01 is none"),
        ("911124198113030024", "The day of birth in the number does not exist"),
        ("911124198108030025", "The check digit does not fit: after the 17 digits before it, it should be 4; at least one is mistyped"),
    ],
)
def test_a_wrong_foreigners_card_is_refused_with_the_reason_and_without_the_number(text: str, reason: str) -> None:
    with pytest.raises(IdentifierError) as error:
        foreigner_number(text, TODAY)
    assert refusal(error) == reason
    assert text not in refusal(error)


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [("9135O100M000100Y43", 5, ""), ("91350100M000100Y44", None, "3"), ("91350100M000100Y4", None, "")],
)
def test_a_refusal_tells_programs_the_place_or_the_check_character(text: str, place: int | None, expected: str) -> None:
    with pytest.raises(IdentifierError) as error:
        credit_code(text)
    assert (error.value.place, error.value.expected) == (place, expected)


def test_nobody_is_born_after_the_day_the_number_is_given() -> None:
    assert resident_number(RESIDENT, D(1949, 12, 31)).born == D(1949, 12, 31)
    with pytest.raises(IdentifierError) as error:
        resident_number(RESIDENT, D(1949, 12, 30))
    assert refusal(error) == "The day of birth in the number is after 1949-12-30"


@untimed
@given(st.text(alphabet="0123456789", min_size=17, max_size=17), st.integers(0, 16), st.sampled_from("0123456789"))
def test_one_mistyped_digit_changes_the_check_digit(first: str, place: int, typed: str) -> None:
    other = first[:place] + typed + first[place + 1 :]
    assert (resident_number_check(first) == resident_number_check(other)) == (first == other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("002669015/2020-66516", IndexNumber("002669015", "organization_code", 2020, "66516")),
        ("00266901-5/2020-66516", IndexNumber("002669015", "organization_code", 2020, "66516")),
        (" 002669015／2020－66516 ", IndexNumber("002669015", "organization_code", 2020, "66516")),
        ("11620602MB161547XN/2021-02130", IndexNumber(LIANGZHOU, "credit_code", 2021, "02130")),
        ("11620602MB161547XN/2021—02130", IndexNumber(LIANGZHOU, "credit_code", 2021, "02130")),
    ],
)
def test_an_index_number_is_taken_apart(text: str, expected: IndexNumber) -> None:
    assert index_number(text) == expected
    assert index_number(expected.text) == expected


def test_an_index_number_is_written_as_organs_write_it() -> None:
    assert IndexNumber("002669015", "organization_code", 2020, "66516").text == "002669015/2020-66516"
    assert IndexNumber(LIANGZHOU, "credit_code", 2021, "02130").text == "11620602MB161547XN/2021-02130"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2020-66516", "An index number is the organ's code, a slash, the year, a hyphen and a serial number; “2020-66516” is not"),
        ("002669016/2020-66516", "Organization code “002669016”: the last character should be 5; at least one character is mistyped"),
        (
            "11620602MB161547XM/2021-02130",
            "Unified social credit code “11620602MB161547XM”: the last character should be N; at least one character is mistyped",
        ),
    ],
)
def test_a_wrong_index_number_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(IdentifierError) as error:
        index_number(text)
    assert refusal(error) == reason
