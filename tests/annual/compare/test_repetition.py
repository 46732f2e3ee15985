"""Repeated text of reports: section by section, and as a whole."""

from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.annual.compare import Repeated, Repetition
from gongkai.annual.compare.boilerplate import boilerplate
from gongkai.annual.compare.repetition import repetition
from gongkai.annual.model import AnnualReport, Section

ORGAN = "青石县水利局"
# 45, 36 and 40 characters that count: the figures below are counted on these.
RIVERS = "河道管理范围划定结果在网站公布，防汛值班电话和水库泄洪预警推送到村，水利工程招标信息全过程公开。"
WELLS = "农村饮水水质按季度检测，检测数据张贴在村务栏，水价调整先听证后公布，意见均答复。"
FRESH = "年内新建了取水许可查询页面，群众输入编号即可看到办理进度，窗口另设纸质查阅点供老人用。"


def report(*sections: tuple[str, str, str], organ: str | None = ORGAN, edition: str = "2021") -> AnnualReport:
    return AnnualReport("-", organ, 2023, edition, None, sections=tuple(Section(*section) for section in sections))


def one(new: str, old: str, **changes: str) -> Repeated:
    """The only section of two reports."""
    found = repetition(report(("一", "总体情况", old), **changes), report(("一", "总体情况", new)))
    assert found.sections[0].title == "总体情况"
    return found.sections[0]


def share(found: Repeated) -> tuple[int, int, Decimal | None]:
    return found.repeated, found.characters, found.share


def whole(found: Repetition) -> tuple[int, int, Decimal | None]:
    assert (found.whole.title, found.whole.old_title) == ("", "")
    return share(found.whole)


def letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def test_the_texts_are_as_long_as_the_figures_below_say() -> None:
    assert (letters(RIVERS), letters(WELLS), letters(FRESH)) == (45, 36, 40)


def test_the_same_text_is_repeated_wholly_and_shown_whole() -> None:
    found = repetition(report(("一", "总体情况", RIVERS + WELLS)), report(("一", "总体情况", RIVERS + WELLS)))
    assert share(found.sections[0]) == whole(found) == (81, 81, Decimal("100.0"))
    assert found.sections[0].reason is None
    (passage,) = found.passages
    assert (passage.section, passage.characters) == ("总体情况", 81)
    assert passage.text == (RIVERS + WELLS)[passage.start : passage.end] == (RIVERS + WELLS).removesuffix("。")


def test_new_text_is_not_repeated() -> None:
    assert share(one(FRESH + WELLS, RIVERS)) == (0, 76, Decimal("0.0"))


def test_the_share_is_of_the_new_report() -> None:
    assert share(one(RIVERS + FRESH, RIVERS)) == (45, 85, Decimal("52.9"))  # 52.94
    assert share(one(RIVERS + RIVERS, RIVERS + FRESH + WELLS)) == (90, 90, Decimal("100.0"))


def test_sentences_in_another_order_with_other_numbers_and_commas_are_repeated() -> None:
    old, new = f"全年公开信息310条。{RIVERS}{WELLS}", f"{WELLS}全年公开信息1,204条；{RIVERS.replace('，', '；')}"
    assert share(one(new, old))[2] == Decimal("100.0") == one(old, new).share


def test_a_short_text_has_no_share_and_says_so() -> None:
    found = one(RIVERS, RIVERS)
    assert share(found) == (45, 45, None)
    assert found.reason is not None
    assert (found.reason.code, found.reason.message.text("en")) == ("too_short", "fewer than 50 characters: a share says nothing")
    assert one(RIVERS + "县里统一调度", RIVERS).characters == 51
    assert one(RIVERS + "县里统一调", RIVERS).share == Decimal("90.0")  # 45 of 50
    assert one(RIVERS + "县里统一", RIVERS).share is None


# ---- which section is which -------------------------------------------------------------------


def test_a_section_is_known_by_its_title_not_by_its_number() -> None:
    old = report(("一", "概述", WELLS + FRESH), ("四", "存在的问题及改进情况", RIVERS + WELLS))
    new = report(("二", "存在的主要问题及改进情况", RIVERS + WELLS), ("三", "总体情况", FRESH + RIVERS))
    problems, overview = repetition(old, new).sections
    assert (problems.old_title, problems.repeated) == ("存在的问题及改进情况", 81)
    assert (overview.old_title, overview.repeated) == ("概述", 40)


def test_text_that_moved_to_another_section_is_repeated_in_the_whole_only() -> None:
    old = report(("一", "总体情况", RIVERS + WELLS), ("五", "存在的主要问题及改进情况", FRESH))
    found = repetition(old, report(("一", "总体情况", FRESH + "县里统一调度水库闸门"), ("五", "存在的主要问题及改进情况", RIVERS + WELLS)))
    assert [section.repeated for section in found.sections] == [0, 0]
    assert whole(found) == (121, 131, Decimal("92.4"))  # 92.37
    assert [(passage.section, passage.characters) for passage in found.passages] == [("存在的主要问题及改进情况", 81), ("总体情况", 40)]


def test_a_section_that_the_old_report_does_not_have_has_no_share() -> None:
    found = repetition(report(("一", "总体情况", RIVERS + WELLS)), report(("一", "总体情况", RIVERS + WELLS), ("七", "水利工程建设", FRESH + WELLS)))
    assert (found.sections[1].old_title, found.sections[1].share, found.sections[1].reason and found.sections[1].reason.code) == (
        "",
        None,
        "no_counterpart",
    )
    assert whole(found) == (117, 157, Decimal("74.5"))  # 81 and 36 of it


def test_a_section_of_an_office_s_own_is_known_by_its_own_title() -> None:
    found = repetition(report(("七", "水利工程 建设", RIVERS + WELLS)), report(("八", "水利工程建设：", RIVERS + WELLS)))
    assert (found.sections[0].old_title, found.sections[0].share) == ("水利工程 建设", Decimal("100.0"))


def test_a_section_whose_text_was_empty_in_the_old_report_has_no_share() -> None:
    found = repetition(report(("一", "总体情况", "")), report(("一", "总体情况", RIVERS + WELLS)))
    assert found.sections[0].old_title == "总体情况"
    assert [one.reason and one.reason.message.text("en") for one in (found.sections[0], found.whole)] == [
        "the old report has no text of this section",
        "the old report has no sections with text",
    ]


def test_the_parts_of_the_2008_regulation_stand_for_those_of_today() -> None:
    old = report(
        ("四", "政府信息公开的收费及减免情况", FRESH + WELLS),
        ("五", "因政府信息公开申请行政复议、提起行政诉讼的情况", RIVERS + WELLS),
        edition="legacy",
    )
    new = report(("四", "政府信息公开行政复议、行政诉讼情况", RIVERS + WELLS), ("五", "存在的主要问题及改进情况", FRESH + WELLS))
    remedies, problems = repetition(old, new).sections
    assert (remedies.old_title, remedies.repeated) == ("因政府信息公开申请行政复议、提起行政诉讼的情况", 81)
    assert (problems.old_title, problems.repeated) == ("", 0)


def test_two_reports_without_sections_have_no_share() -> None:
    found = repetition(report(), report(organ=None))
    assert (found.sections, found.passages) == ((), ())
    assert whole(found) == (0, 0, None)


# ---- what nobody wrote ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "根据《中华人民共和国政府信息公开条例》",
        "依照政府信息公开条例",
        "落实新《条例》",
        "按照《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）",
        "按照国办发〔2014〕32号",
        "2023年度政府信息公开工作年度报告",
        "本报告中所列数据的统计期限自2023年1月1日起至2023年12月31日止",
        "青石县水利局",
        "（一）主动公开情况。",
        "二、主动公开政府信息情况\n",
        "（三）政府信息管理工作情况：",
        "1.平台建设方面。",
        "自然人\n",
        "其他法律行政法规禁止公开\n",
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n",
        "第二十条 第（五）项\n",
    ],
)
def test_words_of_the_law_and_the_form_count_neither_as_new_nor_as_repeated(words: str) -> None:
    kept = {"根据": 2, "依照": 2, "落实新": 3, "按照": 2}
    left = next((count for begin, count in kept.items() if words.startswith(begin)), 0)
    assert one(words + "\n" + RIVERS + WELLS, RIVERS).characters == 81 + left
    assert one(RIVERS + WELLS + "\n" + words, RIVERS).characters == 81 + left


@pytest.mark.parametrize(
    "words", ["公开自然人名下的取水许可", "平台建设投入逐年增加", "总体情况良好", "主动公开水质公告", "年度考核", "统计局发布数据", "国办公厅来访"]
)
def test_the_same_words_inside_a_sentence_are_the_office_s_own(words: str) -> None:
    assert one(words + "。" + RIVERS + WELLS, RIVERS).characters == 81 + letters(words)


def test_an_organ_that_was_renamed_repeats_its_sentences_all_the_same() -> None:
    sentence = "全年由{}每周调度一次公开工作，月底把调度结果报送分管负责人，年底汇总全年调度的结果并对外公布，接受群众评议。" + WELLS
    old = report(("一", "总体情况", sentence.format("青石县水务局")), organ="青石县水务局")
    found = repetition(old, report(("一", "总体情况", sentence.format(ORGAN))))
    assert found.sections[0].share == Decimal("100.0")


def test_the_name_of_no_organ_is_left_out_where_none_is_known() -> None:
    assert one(ORGAN + RIVERS + WELLS, RIVERS).characters == 81
    nobody = replace(report(("一", "总体情况", ORGAN + RIVERS + WELLS)), organ=None)
    assert repetition(nobody, nobody).sections[0].characters == 87


@pytest.mark.parametrize("text", [" " * 99_999, "\n" * 99_999, "（" * 99_999, "《" * 99_999, "本报告数据" * 9_999, "1" * 99_999, "甲" * 99_999])
def test_a_hostile_text_is_compared_like_another(text: str) -> None:
    assert all(start < end for start, end in boilerplate(text, (ORGAN,)))
    assert one(text, text).share in {None, Decimal("100.0")}
