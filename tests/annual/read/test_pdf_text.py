"""Running text of a PDF: paragraphs as they were before they were broken into lines."""

import pytest

from annual.read.pdf_paper import Paper

FULL = "政府信息公开工作稳步推进各项任务按时完成公开平台运行平稳依申请"  # 31 characters, a full line


def test_the_lines_of_a_paragraph_are_one_paragraph() -> None:
    paper = Paper().lines(100, ["　　全年共收到政府信息公开申请一共有二十三件的情况如下所述一二", "三件，其中予以公开" + FULL[:22], "五件。"])
    paper.lines(170, ["　　下一段。"])
    assert paper.texts() == [
        "全年共收到政府信息公开申请一共有二十三件的情况如下所述一二三件，其中予以公开政府信息公开工作稳步推进各项任务按时完成公开五件。",
        "下一段。",
    ]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    paper = Paper().lines(700, ["　　" + FULL[:29], FULL]).text(290, 800, "- 1 -").turn_page()
    paper.lines(80, [FULL, "结束。"]).text(290, 800, "- 2 -")
    assert paper.texts() == [FULL[:29] + FULL * 2 + "结束。"]


def test_a_short_line_ends_its_paragraph() -> None:
    assert Paper().lines(100, ["　　" + FULL[:29], "共3件。", "另有说明" + FULL[:27]]).texts() == [FULL[:29] + "共3件。", "另有说明" + FULL[:27]]


def test_a_line_that_ends_early_because_the_number_behind_is_long_goes_on() -> None:
    lines = [FULL, FULL[:28] + "共", "12345件。"]
    assert Paper().lines(100, lines).texts() == ["".join(lines)]


def test_a_line_that_ends_early_because_a_bracket_opens_the_next_goes_on() -> None:
    for behind in ("〔2021〕30号。", "（2021）30号。", "“三安全一稳定”。", "a<b&c>d。"):
        lines = [FULL, FULL[:28] + "函", behind]
        assert Paper().lines(100, lines).texts() == ["".join(lines)]


def test_paragraphs_that_fill_one_line_each_stay_apart() -> None:
    lines = ["　　" + FULL[:28] + "。", "　　" + FULL[:28] + "。", FULL]
    assert Paper().lines(100, lines).texts()[0] == FULL[:28] + "。"


def test_a_heading_below_a_full_line_begins_a_part() -> None:
    paper = Paper().lines(100, [FULL[:30] + "。", "二、主动公开政府信息情况", "无。"])
    assert paper.texts() == [FULL[:30] + "。", "二、主动公开政府信息情况", "无。"]


def test_a_title_of_two_lines_is_one_title() -> None:
    paper = Paper().middle(297, 80, "青石县市场监督管理局", 20).middle(297, 110, "2023年政府信息公开工作年度报告", 20)
    paper.lines(160, ["一、总体情况", FULL])
    report = paper.report()
    assert report.title == "青石县市场监督管理局2023年政府信息公开工作年度报告"
    assert report.organ == "青石县市场监督管理局"


def test_a_large_heading_below_a_title_is_none_of_it() -> None:
    paper = Paper().middle(297, 80, "2023年政府信息公开工作年度报告", 20).middle(297, 110, "一、总体情况", 20).lines(160, [FULL] * 3)
    assert paper.texts()[:2] == ["2023年政府信息公开工作年度报告", "一、总体情况"]


def test_lines_of_another_size_or_far_below_are_another_paragraph() -> None:
    paper = Paper().text(80, 100, FULL).text(80, 120, "小字说明", 7).text(80, 300, FULL).text(80, 360, "落款")
    assert paper.texts() == [FULL, "小字说明", FULL, "落款"]


@pytest.mark.parametrize("apart", [40, 60])
def test_characters_of_a_title_that_stand_apart_are_one_title(apart: int) -> None:
    paper = Paper()
    for number, char in enumerate("年度报告"):
        paper.text(200 + number * apart, 100, char, 20)
    assert paper.lines(200, [FULL]).texts()[0] == "年度报告"


def test_texts_wide_apart_on_a_line_are_two() -> None:
    paper = Paper().text(80, 100, "索引号：002669015/2024-10021").text(330, 100, "发布日期：2024-01-20").lines(140, [FULL])
    [grid] = paper.grids()
    assert (grid.kind, grid.rows) == ("loose", (("索引号：002669015/2024-10021", "发布日期：2024-01-20"),))


def test_two_columns_are_read_one_after_the_other() -> None:
    paper = Paper()
    left, right = ["左栏第一行的文字内容", "左栏第二行的文字内容"] * 3, ["右栏第一行的文字内容", "右栏第二行的文字内容"] * 3
    paper.middle(297, 60, "2023年政府信息公开工作年度报告", 16)
    paper.lines(100, left).lines(100, right, x=320).lines(208, ["左栏末行。"])
    text = "".join(paper.texts())
    assert text.index("左栏末行") < text.index("右栏第一行")
    assert text.count("右栏第二行") == 3


def test_lines_without_a_common_gap_are_no_columns() -> None:
    paper = Paper()
    for number in range(6):
        paper.text(80, 100 + 18 * number, "左边文字内容多" * (1 + number % 2) + "一行").text(
            230 + 60 * (number % 2), 100 + 18 * number, "右边的文字内容很多"
        )
    assert [len(cells) for grid in paper.grids() for cells in grid.rows] == [2] * 6


def test_words_of_latin_letters_keep_the_blank_at_a_line_end() -> None:
    lines = [FULL[:27] + " open", "data portal。"]
    assert Paper().lines(100, [FULL, *lines]).texts() == [FULL + FULL[:27] + "open data portal。"]


def test_claims_are_found_in_sentences_that_lines_break() -> None:
    paper = Paper().middle(297, 60, "青石县水利局2023年政府信息公开工作年度报告", 20)
    paper.lines(120, ["一、总体情况", "　　" + FULL[:20] + "。2023年，本机关共", "收到政府信息公开申请17件。"])
    claims = {claim.quantity: claim.value for claim in paper.report().claims}
    assert claims == {"applications.received.total": 17}


# ---- what is not of the report ----


@pytest.mark.parametrize(
    "marks", [("- 1 -", "- 2 -"), ("— 1 —", "— 2 —"), ("第1页", "第2页"), ("第 1 页 共 2 页", "第 2 页 共 2 页"), ("1", "2"), ("1/2", "2/2")]
)
def test_page_numbers_are_left_out(marks: tuple[str, str]) -> None:
    paper = Paper().lines(100, ["第一页的文字。"]).middle(297, 800, marks[0]).turn_page()
    paper.lines(100, ["第二页的文字。"]).middle(297, 800, marks[1])
    assert paper.texts() == ["第一页的文字。", "第二页的文字。"]


def test_a_number_at_the_foot_of_one_page_may_be_anything_and_stays() -> None:
    assert Paper().lines(100, ["共计件数见下。"]).middle(297, 800, "1").texts() == ["共计件数见下。", "1"]


def test_equal_numbers_at_the_foot_of_pages_count_nothing_and_stay() -> None:
    paper = Paper().lines(100, ["第一页的文字。"]).middle(297, 800, "7").turn_page().lines(100, ["第二页的文字。"]).middle(297, 800, "7")
    assert paper.texts() == ["第一页的文字。", "7", "第二页的文字。", "7"]


def test_a_running_head_is_kept_once() -> None:
    paper = Paper()
    for number in "一二三":
        paper.text(80, 40, "青石县水利局年度报告").lines(100, [f"第{number}页的文字。"]).turn_page()
    assert paper.texts() == ["青石县水利局年度报告", "第一页的文字。", "第二页的文字。", "第三页的文字。"]


def test_a_word_of_the_form_on_top_of_each_page_is_no_running_head() -> None:
    paper = Paper()
    for _ in range(2):
        paper.text(80, 40, "自然人").text(200, 40, "商业企业").turn_page()
    assert [row for grid in paper.grids() for row in grid.rows] == [("自然人", "商业企业")] * 2


def test_a_page_number_inside_a_table_is_in_no_cell() -> None:
    paper = Paper()
    paper.table(50, 780, (100, 60, 60), [("行政许可", "1", "2"), ("行政处罚", "", "3")])
    paper.text(180, 836, "- 1 -").turn_page().text(180, 836, "- 2 -").lines(100, ["第二页。"])
    assert paper.rows() == [["行政许可", "1", "2"], ["行政处罚", "", "3"]]


def test_the_same_words_twice_in_one_head_are_no_running_head() -> None:
    paper = Paper().text(80, 40, "青石县水利局年度报告").text(380, 40, "青石县水利局年度报告").lines(100, [FULL])
    assert paper.grids()[0].rows == (("青石县水利局年度报告",) * 2,)
