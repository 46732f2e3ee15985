"""A value is found however it was typed; two different characters are never taken for one."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.read import clean
from gongkai.vault import blind
from gongkai.vault.blind import blind_index, normalised
from gongkai.vault.cipher import VaultError
from gongkai.vault.keyring import Key
from vault.told import told

KEY = Key("blind_index", 1, b"k" * 32)
CHARACTERS = tuple(one for one in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(one) not in {"Cn", "Co", "Cs"})


def index(value: str, kind: str = "name") -> str:
    return blind_index(KEY, kind, value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("张 三", "张三"),
        (" 张三\r\n", "张三"),
        ("张\u3000三", "张三"),
        ("张\xa0三\u200b", "张三"),
        ("\ufeff张\u2060三", "张三"),
        ("⽅⼀", "方一"),  # Kangxi radicals, as PDF copies print them
        ("⻢龙", "马龙"),
        ("葛\U000e0100", "葛"),  # the shape of the same character
        ("11010519491231002x", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
        ("110105 19491231 002ｘ", "11010519491231002X"),
        ("１３８ ００１３ ８０００", "13800138000"),
        ("Ｚhang．San@EXAMPLE.cn", "zhang.san@example.cn"),
        ("阿卜杜拉•买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉 ‧ 买买提", "阿卜杜拉·买买提"),
        ("Jose\u0301", "José"),
        ("JOSÉ", "josé"),
        ("GROSS", "Groß"),  # passports print capitals
        ("\uf901", "更"),  # taken over from KS X 1001, once for each reading
        ("\ufa0c", "兀"),  # twice in Big5 by mistake
    ],
)
def test_a_value_is_found_however_it_was_typed(typed: str, meant: str) -> None:
    assert index(typed) == index(meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("𠮷", "吉"),
        ("䶮", "龑"),
        ("龚", "龔"),
        ("户", "戸"),
        ("户", "戶"),
        ("神", "\ufa19"),  # NFC and NFKC make them one
        ("朗", "\ufa92"),
        ("玥", "月"),
        ("巳", "己"),
        ("己", "已"),
        ("〇", "零"),
        ("〇", "0"),
        ("㈠", "一"),  # NFKC: (一)
        ("㍻", "平成"),
        ("①", "1"),
        ("²", "2"),
        ("é", "e"),
        ("张三", "张三丰"),
        ("张三", "三张"),
        ("1380013800O", "13800138000"),
        ("阿.买", "阿·买"),
    ],
)
def test_different_characters_stay_different(one: str, other: str) -> None:
    assert index(one) != index(other)


def test_nfc_would_replace_a_thousand_ideographs_and_this_keeps_all_but_the_duplicates() -> None:
    # Measured on the Unicode database; the duplicates are U+F900 to U+FA0D (KS X 1001, Big5), 270 characters.
    replaced = [one for one in CHARACTERS if "CJK COMPATIBILITY IDEOGRAPH" in unicodedata.name(one, "") and unicodedata.normalize("NFC", one) != one]
    assert len(replaced) == 1002
    kept = [one for one in replaced if normalised(one) == one]
    assert len(kept) == 1002 - 270
    assert min(kept) == "\ufa10"
    assert [one for one in CHARACTERS if "CJK UNIFIED IDEOGRAPH" in unicodedata.name(one, "") and normalised(one) != one] == []


def test_signs_printed_for_characters_are_those_that_the_reader_of_reports_knows() -> None:
    assert {chr(sign): meant for sign, meant in blind._RADICALS.items()} == clean._RADICALS  # noqa: SLF001 - one list in two layers
    assert {sign for sign in CHARACTERS if unicodedata.name(sign, "").startswith("KANGXI RADICAL")} == set(map(chr, blind._KANGXI))  # noqa: SLF001 - as above


def test_what_is_compared_is_compared_the_same_again() -> None:
    changed = {one: normalised(one) for one in CHARACTERS if normalised(one) != one}
    assert len(changed) > 1000
    assert [one for one, compared in changed.items() if normalised(compared) != compared] == []


@given(st.text(max_size=20))
def test_comparing_settles_at_once(value: str) -> None:
    assert normalised(normalised(value)) == normalised(value)


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF) | st.sampled_from("𠮷䶮𬱖〇·"), min_size=1, max_size=8)


@given(HAN, HAN)
def test_two_names_have_the_same_index_only_if_they_are_the_same(one: str, other: str) -> None:
    assert (index(one) == index(other)) == (one == other)


@given(HAN)
def test_kinds_and_keys_are_kept_apart(value: str) -> None:
    assert len({index(value), index(value, "address"), blind_index(Key("blind_index", 2, b"l" * 32), "name", value)}) == 3


def test_a_kind_and_a_value_never_run_together() -> None:
    assert index("cd", "ab") != index("d", "abc")


def test_an_index_is_64_hexadecimal_digits_and_none_of_the_value() -> None:
    found = index("13800138000")
    assert len(found) == 64
    assert set(found) <= set("0123456789abcdef")
    assert "13800138000" not in found


def test_the_index_of_a_known_value_never_changes() -> None:
    # HMAC-SHA-256 under 32 bytes "k" of 00 00 00 04 "name" and 张三 in UTF-8, worked out with openssl: stored indexes depend on it.
    assert index("张三") == "3345350fcb4ea23ebd7f1303bd6899b7d526c9c554e59c0c4298a73df1a7382f"


@pytest.mark.parametrize("nothing", ["", " ", "\u3000\u200b\n"])
def test_a_value_of_blanks_has_no_index(nothing: str) -> None:
    with pytest.raises(VaultError) as error:
        index(nothing)
    assert told(error) == "There is no value to search for: type at least one character."


def test_half_a_character_finds_nothing_but_breaks_nothing() -> None:
    assert index("\ud842") != index("𠮷")
