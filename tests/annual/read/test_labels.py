"""Labels are recognised as offices print them, and no label can be read as another one: the tolerance is measured here."""

import tomllib
from importlib.resources import files
from itertools import combinations
from typing import Any

import pytest
from rapidfuzz.distance import Levenshtein

from gongkai.annual.read import labels

FORM: dict[str, Any] = tomllib.loads((files("gongkai.statute") / "data" / "editions.toml").read_text("utf-8"))
KINDS = {"article20": "row", "applications": "row", "remedies": "row", "applicants": "applicant", "remedy_results": "result"}
SUBSTITUTES = "口信政公x?"


def printed() -> list[tuple[str, str, str]]:
    """Every printed word of the form's data with its kind and code."""
    found = []
    for name, kind in KINDS.items():
        for entry in FORM[name]:
            code = f"{name}.{entry['code']}" if kind == "row" else entry["code"]
            found += [(text, kind, code) for text in (entry["label"], *entry["variants"])]
    for entry in FORM["article20_columns"]:
        found += [(text, "column", entry["code"]) for text in (*entry["label"].values(), *entry["variants"])]
    return found + [(text, "furniture", text) for text in FORM["furniture"]["words"]]


PRINTED = printed()
OWN = {text: {(kind, code) for other, kind, code in PRINTED if labels.bare(other) == labels.bare(text)} for text, _, _ in PRINTED}
BARE = {labels.bare(text): meaning for text, meaning in OWN.items()}


def meaning(text: str) -> set[tuple[str, str]]:
    """What a text is read as, when it is read at all and for certain."""
    reading = labels.read(text)
    return set() if reading is None or reading.how == "ambiguous" else {(word.kind, word.code) for word in reading.words}


@pytest.mark.parametrize(("text", "kind", "code"), PRINTED)
def test_every_printed_variant_reads_as_its_own_code(text: str, kind: str, code: str) -> None:
    reading = labels.read(text)
    assert reading is not None
    assert reading.how == "exact"
    word = reading.of(kind)
    assert word is not None
    assert word.code == code


def bridge(one: str, other: str) -> int:
    """How far apart two labels can be while a text within the tolerance of one is read as the other.

    The text is either the other label itself, or nearer to it by two changes and within its tolerance too.
    """
    mine, its = labels.tolerance(len(one)), labels.tolerance(len(other))
    return max(mine, its, mine + min(its, mine - 2), its + min(mine, its - 2)) if mine and its else max(mine, its)


def test_two_labels_are_further_apart_than_the_tolerance_can_bridge() -> None:
    names_a_cell = {text for text, meanings in BARE.items() if any(kind != "furniture" for kind, _ in meanings)}
    near = [
        (one, other)
        for one, other in combinations(sorted(names_a_cell), 2)
        if not BARE[one] & BARE[other] and Levenshtein.distance(one, other) <= bridge(one, other)
    ]
    # 本年度新收 is one change from the one and three from the other, and the other's own label 上年结转 is three away: read rightly
    assert near == [("上年度结转政府信息公开申请数量", "本年新收政府信息公开申请数量")]
    assert meaning("本年度新收政府信息公开申请数量") == {("row", "applications.received")}
    assert meaning("上年度新转政府信息公开申请数量") <= {("row", "applications.carried_in")}
    assert meaning("本年结收政府信息公开申请数量") == set()


@pytest.mark.parametrize("text", sorted(BARE))
def test_no_label_with_one_character_lost_or_wrong_is_read_as_another(text: str) -> None:
    wrong = []
    for index in range(len(text)):
        for changed in (text[:index] + text[index + 1 :], *(text[:index] + c + text[index + 1 :] for c in SUBSTITUTES)):
            if changed in BARE:
                continue  # another printed word itself: exact by right
            found = meaning(changed)
            if found and not found & BARE[text]:
                wrong.append((changed, found))
    assert wrong == []


@pytest.mark.parametrize("text", sorted(text for text in BARE if len(text) >= 10))
def test_no_label_with_two_characters_wrong_is_read_as_another(text: str) -> None:
    wrong = []
    for first, second in combinations(range(len(text)), 2):
        changed = "".join("口" if index in {first, second} else character for index, character in enumerate(text))
        found = meaning(changed)
        if found and not found & BARE[text]:
            wrong.append((changed, found))
    assert wrong == []


@pytest.mark.parametrize("text", ["行政许司", "行政处刑", "行政强治", "予以公升", "重复串请", "规张", "行政复仪", "政", "总汁"])
def test_labels_of_four_characters_and_fewer_have_no_tolerance(text: str) -> None:
    assert labels.read(text) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("本年新收政府信息公开申请数重", "applications.received"),
        ("本年新收政府信息公开公开申请数量", "applications.received"),
        ("上年结转政府信息公开审请数量", "applications.carried_in"),
        ("属于国家秘蜜", "applications.refused.state_secret"),
        ("信访举报投拆类申请", "applications.rejected.petition"),
        ("结转下年度继续办里", "applications.carried_out"),
        ("其他对外管理服务事顶", "article20.other_services"),
    ],
)
def test_a_misprint_within_the_tolerance_is_read_and_said_to_be_one(text: str, code: str) -> None:
    reading = labels.read(text)
    assert reading is not None
    assert reading.how == "misprint"
    assert [word.code for word in reading.words] == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("一、本年新收政府信息公开申请数量", "applications.received"),
        ("一，、本年新收政府信息公开申请数量", "applications.received"),
        ("（一）予以公开", "applications.granted"),
        ("(一)予以公开", "applications.granted"),
        ("一)予以公开", "applications.granted"),
        ("一予以公开", "applications.granted"),
        ("1、属于国家秘密", "applications.refused.state_secret"),
        ("1．属于国家秘密", "applications.refused.state_secret"),
        ("1属于国家秘密", "applications.refused.state_secret"),
        ("①属于国家秘密", "applications.refused.state_secret"),
        ("3.危及三安全一稳定", "applications.refused.safety_and_stability"),
        ('3.危及"三安全一稳定"', "applications.refused.safety_and_stability"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "applications.partly_granted"),
        ("（二）部分公开（区分处理的，例如3件中公开2件（含附件））", "applications.partly_granted"),
        ("（二）部分公开（区分处理的，只计这一情形", "applications.partly_granted"),
        ("1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "applications.other.not_corrected"),
        ("1.逾期不补正", "applications.other.not_corrected"),
        ("本 年\n新收政府资讯公开申请数量", "applications.received"),
    ],
)
def test_numbering_punctuation_and_remarks_do_not_hide_a_label(text: str, code: str) -> None:
    reading = labels.read(text)
    assert reading is not None
    assert reading.how == "exact"
    assert [word.code for word in reading.words] == [code]


def test_a_lost_character_is_any_one_character() -> None:
    reading = labels.read("行政?罚")
    assert reading is not None
    assert (reading.how, {word.code for word in reading.words}) == ("misprint", {"article20.penalties"})
    both = labels.read("行政??")
    assert both is not None
    assert both.how == "ambiguous"
    assert {"article20.penalties", "article20.licences", "remedies.review"} <= {word.code for word in both.words}
    assert labels.read("????") is None  # more lost than kept


def test_what_could_be_two_labels_is_ambiguous_and_names_both() -> None:
    reading = labels.read("?年??政府信息公开申请数量")
    assert reading is not None
    assert reading.how == "ambiguous"
    assert {word.code for word in reading.words} == {"applications.received", "applications.carried_in"}


@pytest.mark.parametrize("text", sorted({text for text, kind, _ in PRINTED if kind == "row"}))
def test_no_label_swallows_a_digit(text: str) -> None:
    bare = labels.bare(text)
    swallowed = [
        changed for n in "0379" for i in range(1, len(bare) + 1) if (changed := bare[:i] + n + bare[i:]) not in BARE and labels.read(changed)
    ]
    replaced = [
        changed for n in "0379" for i in range(1, len(bare)) if (changed := bare[:i] + n + bare[i + 1 :]) not in BARE and labels.read(changed)
    ]
    assert swallowed + replaced == []


def test_running_text_is_no_label() -> None:
    assert (
        labels.read(
            "本机关全年收到的政府信息公开申请都已按期答复，没有一件结转到下一年度继续办理，也没有一件被申请行政复议或者被提起行政诉讼，特此报告"
        )
        is None
    )
    assert labels.read("公" * 200) is None
    assert labels.read("2023") is None
    assert labels.read("、，") is None


def test_a_word_has_the_kinds_that_the_form_uses_it_for() -> None:
    total = labels.read("总计")
    assert total is not None
    assert {word.kind for word in total.words} == {"row", "applicant", "result"}
    assert total.of("column") is None


def test_the_words_of_one_edition_tell_it() -> None:
    def editions(text: str, kind: str) -> frozenset[str]:
        reading = labels.read(text)
        assert reading is not None
        word = reading.of(kind)
        assert word is not None
        return word.editions

    assert editions("本年新制作数量", "column") == {"2019"}
    assert editions("本年制发件数", "column") == {"2021"}
    assert editions("处理决定数量", "column") == {"2019"}
    assert editions("本年处理决定数量", "column") == {"2021"}
    assert editions("政府集中采购", "row") == {"2019"}
    assert editions("逾期未缴费", "row") == {"2021"}
    assert editions("行政许可", "row") == {"2019", "2021"}
