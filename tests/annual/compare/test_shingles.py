"""Repeated characters, counted by hand, and what must hold of any text."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.annual.compare.shingles import NUMBER, SHINGLE, covered, shingles, stripped

HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
TEXTS = st.text(HAN, min_size=SHINGLE, max_size=120)
TWELVE = "甲乙丙丁戊己庚辛壬癸子丑"
assert len(TWELVE) == SHINGLE


def repeated(new: str, old: str) -> int:
    return sum(end - start for start, end in covered(stripped(new).characters, shingles([stripped(old).characters])))


# ---- by hand ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "count"),
    [
        (TWELVE, 12),
        (TWELVE[:-1], 0),  # one character less makes no shingle
        (f"春{TWELVE}夏", 12),
        (f"{TWELVE}春{TWELVE}", 24),
        (f"{TWELVE[:6]}春{TWELVE[6:]}", 0),
        (TWELVE + TWELVE, 24),
        ("", 0),
    ],
)
def test_characters_count_that_stand_in_a_shingle_of_the_old_text(new: str, count: int) -> None:
    assert repeated(new, f"秋{TWELVE}冬") == count


def test_a_longer_passage_counts_each_character_once() -> None:
    passage = TWELVE + "寅卯辰"  # 15 characters, 4 shingles
    assert covered(f"春{passage}夏", shingles([f"秋冬{passage}"])) == [(1, 16)]


def test_passages_that_touch_are_one() -> None:
    other = "天地玄黄宇宙洪荒日月盈昃"
    assert covered(TWELVE + other, shingles([TWELVE, other])) == [(0, 24)]


def test_a_text_too_short_for_a_shingle_is_repeated_only_where_it_is_the_whole_text() -> None:
    assert repeated("一是解读形式单一。", "一是解读形式单一") == 8
    assert repeated("一是解读形式单一。", "一是解读形式单一，二是更新不及时") == 0
    assert repeated("无。", "") == 0


def test_no_shingle_spans_two_texts() -> None:
    assert covered(TWELVE, shingles([TWELVE[:6], TWELVE[6:]])) == []


# ---- what counts of a text --------------------------------------------------------------------


def test_blanks_and_punctuation_do_not_count_and_every_character_keeps_its_place() -> None:
    found = stripped("（一）甲，乙 丙。\n丁")
    assert (found.characters, found.starts) == ("一甲乙丙丁", (1, 3, 5, 7, 10))
    assert found.ends == (2, 4, 6, 8, 11)


def test_a_number_counts_as_one_character_and_equals_every_other() -> None:
    found = stripped("收到1,234.5件，答复7件")
    assert found.characters == f"收到{NUMBER}件答复{NUMBER}件"
    assert (found.starts[2], found.ends[2]) == (2, 9)
    assert stripped("收到88件，答复90件").characters == found.characters


def test_what_is_left_out_does_not_count_and_what_stands_around_it_joins() -> None:
    found = stripped("甲乙丙丁", [(1, 3)])
    assert (found.characters, found.starts, found.ends) == ("甲丁", (0, 3), (1, 4))


def test_a_text_of_nothing_that_counts_is_empty() -> None:
    assert stripped("，。 \n") == stripped("")


# ---- properties -------------------------------------------------------------------------------


@given(st.text(HAN, max_size=60))
def test_a_text_stands_wholly_in_itself(text: str) -> None:
    assert repeated(text, text) == len(text)


@given(TEXTS, st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=120))
def test_texts_without_a_character_in_common_repeat_nothing(text: str, other: str) -> None:
    assert repeated(text, other) == repeated(other, text) == 0


@given(TEXTS, TEXTS, st.integers(0, 120), st.text("abcdefg", max_size=30))
def test_new_words_put_in_never_raise_the_number_of_repeated_characters(new: str, old: str, at: int, words: str) -> None:
    both = new + old
    assert repeated(both[:at] + words + both[at:], old) <= repeated(both, old)


@given(TEXTS, TEXTS)
def test_repeated_characters_are_at_most_all_and_more_of_the_old_text_never_lowers_them(new: str, old: str) -> None:
    assert 0 <= repeated(new, old) <= repeated(new, old + "。" + new) <= len(new)


@given(st.lists(st.text(HAN, min_size=30, max_size=60), min_size=2, max_size=6, unique=True), st.randoms(use_true_random=False))
def test_sentences_in_another_order_are_repeated_all_the_same(sentences: list[str], dice: Random) -> None:
    shuffled = dice.sample(sentences, len(sentences))
    assert repeated("。".join(shuffled), "。".join(sentences)) == sum(map(len, sentences))


@given(TEXTS, TEXTS, st.integers(1, 7))
def test_punctuation_changes_nothing(new: str, old: str, step: int) -> None:
    text = new + old
    marked = "，".join(text[at : at + step] for at in range(0, len(text), step))
    assert stripped(marked).characters == stripped(text).characters
    assert repeated(marked, old) == repeated(text, old)


@given(TEXTS, st.integers(0, 10**9), st.integers(0, 10**9))
def test_other_numbers_change_nothing(text: str, one: int, other: int) -> None:
    assert repeated(f"{text}{one}件", f"{text}{other}件") == len(text) + 2
