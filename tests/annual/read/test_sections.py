"""The parts of a report are found by their titles wherever those stand, and what is not the report is left out."""

import pytest

from annual.generator.form import SECTIONS
from annual.read.builders import TITLE, read, whole


def parts(text: str) -> list[tuple[str, str, str]]:
    return [(section.number, section.title, section.text) for section in read(text).sections]


def titles(text: str) -> list[str]:
    return [section.title for section in read(text).sections]


def test_the_six_parts_have_their_numbers_titles_and_texts() -> None:
    found = parts(whole())
    assert [(number, title) for number, title, _ in found] == list(zip("一二三四五六", SECTIONS, strict=True))
    assert [text for _, _, text in found] == ["无。", "", "", "", "无。", "无。"]  # the tables are not their text


@pytest.mark.parametrize(
    "heading",
    ["一、总体情况", "一、 总体情况：", "一 、总体情况", "一.总体情况", "一：总体情况", "一，总体情况", "总体情况", "总体情况：", "一、总体情況"],
)
def test_a_heading_may_be_printed_in_many_ways(heading: str) -> None:
    number, title, text = parts(f"{TITLE}\n{heading}\n收到申请12件。\n五、存在的主要问题及改进情况\n无。\n")[0]
    assert number in {"一", ""}
    assert title.startswith("总体情")
    assert text == "收到申请12件。"


def test_headings_inside_a_paragraph_divide_it() -> None:
    paragraph = (
        "一、总体情况 我局认真做好政府信息公开工作。收到申请12件，都已答复。 二、主动公开政府信息情况 详见下表。"
        "五、存在的主要问题及改进情况：公开不够及时，今后改进。六、其他需要报告的事项 未收取费用。"
    )
    assert parts(f"{TITLE}\n{paragraph}\n") == [
        ("一", "总体情况", "我局认真做好政府信息公开工作。收到申请12件，都已答复。"),
        ("二", "主动公开政府信息情况", "详见下表。"),
        ("五", "存在的主要问题及改进情况", "：公开不够及时，今后改进。"),
        ("六", "其他需要报告的事项", "未收取费用。"),
    ]


def test_words_before_a_heading_inside_a_paragraph_belong_to_what_stands_before() -> None:
    paragraph = "现将2023年政府信息公开工作情况报告如下，数据截至年底，欢迎社会各界监督指正并提出意见和建议。一、总体情况 收到申请12件，都已答复。"
    report = read(f"{TITLE}\n{paragraph}\n")
    assert [(section.number, section.title, section.text) for section in report.sections] == [("一", "总体情况", "收到申请12件，都已答复。")]
    assert any(text.startswith("现将2023年") for text in report.leftover)


def test_a_table_of_contents_is_not_the_report() -> None:
    contents = "\n".join(f"{numeral}、{title}" for numeral, title in zip("一二三四五六", SECTIONS, strict=True))
    report = read(f"目录\n{contents}\n" + whole())
    assert [section.title for section in report.sections] == list(SECTIONS)
    assert "目录" in report.leftover
    assert report.sections[0].text == "无。"


def test_a_title_printed_twice_by_a_slip_is_kept_twice() -> None:
    found = parts(f"{TITLE}\n一、总体情况\n收到申请12件。\n五、总体情况\n公开不够及时。\n六、其他需要报告的事项\n无。\n")
    assert [(number, title) for number, title, _ in found] == [("一", "总体情况"), ("五", "总体情况"), ("六", "其他需要报告的事项")]


def test_restarted_numbers_stay_as_printed() -> None:
    text = (
        f"{TITLE}\n一、总体情况\n甲。\n一、主动公开政府信息情况\n乙。\n二、收到和处理政府信息公开申请情况\n丙。\n一、存在的主要问题及改进情况\n丁。\n"
    )
    assert [(number, title) for number, title, _ in parts(text)] == [
        ("一", "总体情况"),
        ("一", "主动公开政府信息情况"),
        ("二", "收到和处理政府信息公开申请情况"),
        ("一", "存在的主要问题及改进情况"),
    ]


def test_the_tables_are_found_without_any_title() -> None:
    text = "\n".join(line for line in whole().splitlines() if line[1:2] != "、" or "|" in line) + "\n"
    report = read(text)
    assert report.sections == ()
    assert len(report.figures) == len(read(whole()).figures) > 170


def test_where_four_titles_are_the_forms_own_other_numbered_lines_do_not_divide() -> None:
    text = (
        f"{TITLE}\n一、总体情况\n甲。\n一、加强组织领导\n乙。\n二、主动公开政府信息情况\n"
        "三、收到和处理政府信息公开申请情况\n五、存在的主要问题及改进情况\n丙。\n"
    )
    assert titles(text) == ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "存在的主要问题及改进情况"]
    assert parts(text)[0][2] == "甲。\n一、加强组织领导\n乙。"


def test_with_fewer_own_titles_every_numbered_title_divides() -> None:
    assert titles(f"{TITLE}\n一、加强组织领导\n甲。\n二、完善制度建设\n乙。\n") == ["加强组织领导", "完善制度建设"]


@pytest.mark.parametrize("line", ["一、加强领导，明确责任", "二、推进公开；强化监督", "三、本年度办理结果", "四、结转下年度继续办理"])
def test_a_numbered_sentence_or_a_label_of_the_form_is_no_title(line: str) -> None:
    assert titles(f"{TITLE}\n一、加强组织领导\n甲。\n{line}\n乙。\n") == ["加强组织领导"]


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("主动公开政府信息情況", "主动公开政府信息情况"),
        ("收到和处理政府信息公开申请的情况", "收到和处理政府信息公开申请情况"),
        ("存在主要问题和改进情况", "存在的主要问题及改进情况"),
        ("政府信息公开行政复议、诉讼情况", "政府信息公开行政复议、行政诉讼情况"),
        ("其它需要报告的事项", "其他需要报告的事项"),
    ],
)
def test_a_title_printed_a_little_differently_is_the_forms_own(printed: str, known: str) -> None:
    others = [title for title in SECTIONS if title != known][:3]
    text = TITLE + "\n" + "\n".join(f"{n}、{title}\n无。" for n, title in zip("一二三四", [*others, printed], strict=True)) + "\n"
    assert titles(text) == [*others, printed]  # with four of its own only those divide, so this one was known


@pytest.mark.parametrize("footer", ["打印本页 关闭窗口", "扫一扫在手机打开当前页", "版权所有：青石县人民政府", "青ICP备12345678号", "上一篇：没有了"])
def test_site_words_after_the_report_are_cut_off(footer: str) -> None:
    report = read(f"{TITLE}\n一、总体情况\n收到申请12件。\n六、其他需要报告的事项\n未收取费用。\n{footer}\n青石县大数据中心\n")
    assert report.sections[-1].text == "未收取费用。"
    assert report.leftover[-2:] == (footer, "青石县大数据中心")


def test_a_sentence_that_speaks_of_technical_support_is_no_footer() -> None:
    sentence = "我局委托县大数据中心为政府信息公开平台提供技术支持，" + "并定期检查栏目更新情况，及时处理群众留言，" * 6 + "未收取费用。"
    assert read(f"{TITLE}\n六、其他需要报告的事项\n{sentence}\n").sections[-1].text == sentence


def test_an_introduction_is_a_part_of_its_own() -> None:
    assert parts(f"{TITLE}\n引言\n现将情况报告如下。\n一、总体情况\n甲。\n")[0] == ("", "引言", "现将情况报告如下。")


def test_a_page_without_any_heading_has_no_parts_but_drops_nothing() -> None:
    report = read(f"{TITLE}\n我局收到申请12件。\n")
    assert report.sections == ()
    assert report.leftover == (TITLE, "我局收到申请12件。")


def test_a_paragraph_may_end_with_the_heading_of_the_next_part() -> None:
    paragraph = "一、总体情况 " + "我局认真做好政府信息公开工作，及时更新网站栏目，按时答复公众来信。" * 2 + " 二、主动公开政府信息情况"
    text = f"{TITLE}\n{paragraph}\n三、收到和处理政府信息公开申请情况\n五、存在的主要问题及改进情况\n无。\n"
    assert titles(text)[:3] == ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况"]
    assert parts(text)[1][2] == ""


def test_the_parts_of_the_2008_regulation_tell_a_legacy_report_whatever_its_year() -> None:
    legacy = (
        "概述",
        "主动公开政府信息的情况",
        "政府信息依申请公开办理情况",
        "政府信息公开的收费及减免情况",
        "因政府信息公开申请行政复议、提起行政诉讼的情况",
    )
    text = "".join(f"{number}、{title}\n本年度按要求办理。\n" for number, title in zip("一二三四五", legacy, strict=True))
    assert read(f"青石县市场监督管理局2019年政府信息公开工作年度报告\n{text}").edition == "legacy"
