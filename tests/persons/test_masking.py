"""What a mask keeps, and that it tells nothing else: not even how long the value is."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.persons import comparing, masking

CHARACTERS = st.one_of(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0x20000, max_codepoint=0x2FA1F),
    st.sampled_from("𠮷䶮𬀩龚·ABxyz"),
)
NAMES = st.text(CHARACTERS, min_size=1, max_size=12)
DIGITS = st.text("0123456789", min_size=1, max_size=20)


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("张三", "张**"),
        ("欧阳娜娜", "欧**"),
        ("张", "张**"),
        ("𠮷田", "𠮷**"),
        ("䶮", "䶮**"),
        ("葛\U000e0100城", "葛\U000e0100**"),
        ("\u3000\u200b王五", "王**"),
        ("E\u0301lise", "E\u0301**"),
        ("", ""),
    ],
)
def test_of_a_name_the_first_character_is_kept(typed: str, masked: str) -> None:
    assert masking.name(typed) == masked


@given(st.sampled_from("张欧𠮷䶮"), NAMES, NAMES)
def test_what_follows_the_first_character_does_not_show(first: str, one: str, other: str) -> None:
    assert masking.name(first + one) == masking.name(first + other) == first + "**"


@given(st.text(max_size=30))
def test_a_masked_name_holds_one_visible_character_at_most(text: str) -> None:
    kept = masking.name(text).removesuffix("**")
    assert kept in text
    assert sum(not unicodedata.category(character).startswith("M") for character in kept) <= 1


def test_a_resident_number_keeps_three_and_four_places() -> None:
    assert masking.resident_number("11010519491231002X") == "110***********002X"
    assert masking.resident_number("130503670401001") == "130***********1001"


@given(st.text("0123456789", min_size=11, max_size=11), st.text("0123456789", min_size=8, max_size=11))
def test_the_county_and_the_day_of_birth_do_not_show(one: str, other: str) -> None:
    assert masking.resident_number("340" + one + "123X") == masking.resident_number("340" + other + "123X")


@pytest.mark.parametrize(("typed", "masked"), [("E12345678", "E******78"), ("AB12345", "******"), ("H1234567801", "H******01"), ("", "")])
def test_of_another_number_three_characters_are_kept_if_that_is_little_of_it(typed: str, masked: str) -> None:
    assert masking.other_number(typed) == masked


@given(st.text("0123456789ABC", min_size=5, max_size=27), st.text("0123456789ABC", min_size=5, max_size=27))
def test_of_another_number_nothing_between_shows(one: str, other: str) -> None:
    assert masking.other_number("E" + one + "78") == masking.other_number("E" + other + "78")


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("13812345678", "138****5678"),
        ("+86 138-1234-5678", "138****5678"),
        ("８６１３８１２３４５６７８", "138****5678"),
        ("0556-5123456", "****3456"),
        ("+1 212 555 0100", "****0100"),
        ("12345", "****"),
        ("", ""),
    ],
)
def test_of_a_telephone_number_the_last_four_digits_are_kept(typed: str, masked: str) -> None:
    assert masking.phone(typed) == masked


@given(DIGITS)
def test_a_masked_telephone_number_hides_at_least_three_of_its_digits(digits: str) -> None:
    dialled = comparing.phone(digits)
    shown = sum(character.isdigit() for character in masking.phone(digits))
    assert shown <= max(0, len(dialled) - 3)


@given(DIGITS.map(lambda digits: "0556" + digits + "1234"), DIGITS.map(lambda digits: "0556" + digits + "1234"))
def test_a_masked_landline_does_not_tell_its_length(one: str, other: str) -> None:
    assert masking.phone(one) == masking.phone(other) == "****1234"


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("安徽省安庆市青石县城关镇人民路1号", "安徽省安庆市青石县****"),
        ("安徽省青石县城关镇人民路1号", "安徽省青石县****"),
        ("北京市朝阳区望京街道2号", "北京市朝阳区****"),
        ("上海市浦东新区张江路3号", "上海市浦东新区****"),
        ("内蒙古自治区锡林郭勒盟锡林浩特市额尔敦街", "内蒙古自治区锡林郭勒盟锡林浩特市****"),
        ("新疆维吾尔自治区伊犁哈萨克自治州伊宁市解放路", "新疆维吾尔自治区伊犁哈萨克自治州伊宁市****"),
        ("云南省临沧市双江拉祜族佤族布朗族傣族自治县勐勐镇", "云南省临沧市双江拉祜族佤族布朗族傣族自治县****"),
        ("江西省景德镇市昌江区瓷都大道", "江西省景德镇市昌江区****"),
        ("湖南省永州市道县道州路", "湖南省永州市道县****"),
        ("安徽省安庆市迎宾小区东区3号", "安徽省安庆市****"),  # a housing estate is no district
        ("安徽省安庆市大桥市场", "安徽省安庆市****"),
        ("安徽省城关镇县府路8号", "安徽省****"),
        ("青石县城关镇人民路1号", "****"),  # without a province nothing can be told apart
        ("北京路3号", "****"),
        ("河南安阳", "****"),
        ("", ""),
    ],
)
def test_of_an_address_province_city_and_county_are_kept(typed: str, masked: str) -> None:
    assert masking.address(typed) == masked


ADDRESSES = st.text(st.sampled_from("安徽省庆市青石县城关镇人民路街道村大观区小旗盟州号楼1２3 a"), max_size=25).map(lambda rest: "安徽省" + rest)


@given(ADDRESSES)
def test_a_masked_address_is_the_beginning_up_to_a_division_and_tells_nothing_behind_it(text: str) -> None:
    masked = masking.address(text)
    kept = masked.removesuffix("****")
    assert text.startswith(kept)
    assert kept[-1] in "省市州区盟县旗"
    assert masking.address(kept) == masked
    assert not any(character.isdigit() for character in kept)


@given(st.text("人民路街12３号室", max_size=20), st.text("城关镇村柳树巷", max_size=20))
def test_what_stands_behind_the_county_does_not_show(one: str, other: str) -> None:
    assert masking.address("安徽省安庆市青石县镇" + one) == masking.address("安徽省安庆市青石县镇" + other)


@pytest.mark.parametrize(
    ("typed", "masked"), [("zhang.san@example.com", "z***@example.com"), ("a@example.com", "a***@example.com"), ("zhang", "***")]
)
def test_of_an_e_mail_address_the_first_character_and_the_host_are_kept(typed: str, masked: str) -> None:
    assert masking.email(typed) == masked
