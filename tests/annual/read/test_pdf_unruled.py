"""Tables of the form without rulings: a number counts where its column is certain by the head above it."""

import pytest

from annual.read.pdf_paper import HEADS, Paper

CENTRES = (250.0, 300.0, 350.0, 400.0, 450.0, 500.0, 550.0)
BLANK = "_"


def heads(paper: Paper, y: float, names: tuple[str, ...] = HEADS) -> None:
    for centre, name in zip(CENTRES, names, strict=True):
        paper.middle(centre, y, name, 6)


def numbers(paper: Paper, y: float, words: str) -> None:
    for centre, word in zip(CENTRES, words.split(), strict=True):
        if word != BLANK:
            paper.middle(centre, y, word, 9)


def form() -> Paper:
    paper = Paper(620, 842)
    paper.text(60, 60, "三、收到和处理政府信息公开申请情况")
    paper.middle(400, 68, "申请人情况", 9).middle(375, 82, "法人或其他组织", 9)
    heads(paper, 94)
    return paper


def row(paper: Paper, code: str) -> list[object]:
    report = paper.report()
    columns = ("natural_person", "business", "research", "public_interest", "legal_service", "other", "total")
    return [
        report.figures.get(f"applications.{code}.{column}", "blank" if f"applications.{code}.{column}" in report.blank else None)
        for column in columns
    ]


def test_a_cell_without_a_number_is_blank_where_the_head_shows_its_column() -> None:
    paper = form().text(60, 114, "一、本年新收政府信息公开申请数量", 9).text(60, 132, "二、上年结转政府信息公开申请数量", 9)
    numbers(paper, 114, "3 _ 4 _ _ _ 7")
    numbers(paper, 132, "0 1 0 0 _ 0 1")
    assert row(paper, "received") == [3, "blank", 4, "blank", "blank", "blank", 7]
    assert row(paper, "carried_in") == [0, 1, 0, 0, "blank", 0, 1]


def test_numbers_stand_beside_the_first_the_middle_or_the_second_line_of_their_label() -> None:
    paper = form()
    paper.lines(114, ["一、本年新收政府信息公", "开申请数量"], x=60, size=9, leading=12)
    numbers(paper, 120, "3 1 4 0 0 0 8")
    paper.lines(144, ["二、上年结转政府信息公", "开申请数量"], x=60, size=9, leading=12)
    numbers(paper, 156, "0 1 0 0 0 0 1")
    paper.lines(176, ["（二）部分公开（区分处", "理的，只计这一情形，不", "计其他情形）"], x=60, size=9, leading=12)
    numbers(paper, 176, "2 0 0 0 0 0 2")
    assert row(paper, "received") == [3, 1, 4, 0, 0, 0, 8]
    assert row(paper, "carried_in") == [0, 1, 0, 0, 0, 0, 1]
    assert row(paper, "partly_granted") == [2, 0, 0, 0, 0, 0, 2]


def test_a_group_label_beside_a_middle_row_takes_no_number() -> None:
    paper = form()
    for number, label in enumerate(("1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”")):
        paper.text(110, 114 + 18 * number, label, 9)
        numbers(paper, 114 + 18 * number, f"{number + 1} 0 0 0 0 0 {number + 1}")
    paper.text(44, 132, "（三）不予公开", 9)
    assert row(paper, "refused.prohibited_by_law") == [2, 0, 0, 0, 0, 0, 2]
    assert row(paper, "refused.safety_and_stability") == [3, 0, 0, 0, 0, 0, 3]


def test_heads_of_two_lines_are_put_together_column_by_column() -> None:
    paper = Paper(620, 842)
    heads(paper, 86, ("自然", "商业", "科研", "社会公", "法律服", "其", "总"))
    heads(paper, 96, ("人", "企业", "机构", "益组织", "务机构", "他", "计"))
    paper.text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    numbers(paper, 114, "3 _ 4 _ _ _ 7")
    assert row(paper, "received") == [3, "blank", 4, "blank", "blank", "blank", 7]


def test_heads_in_another_order_are_seen_and_nothing_is_taken() -> None:
    paper = Paper(620, 842)
    heads(paper, 94, ("商业企业", "自然人", *HEADS[2:]))
    paper.text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    numbers(paper, 114, "3 1 4 0 0 0 8")
    assert row(paper, "received") == [None] * 7


def test_a_number_between_two_heads_leaves_the_row_to_the_text_alone() -> None:
    paper = form().text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    for centre, word in ((250, "3"), (325, "4"), (550, "7")):
        paper.middle(centre, 114, word, 9)
    assert row(paper, "received")[:6] == [None] * 6


def test_the_table_goes_on_on_the_next_page_without_its_head() -> None:
    paper = form().text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    numbers(paper, 114, "3 1 4 0 0 0 8")
    paper.turn_page().text(60, 60, "四、结转下年度继续办理", 9)
    numbers(paper, 60, "1 _ _ 0 0 0 1")
    paper.text(60, 120, "四、政府信息公开行政复议、行政诉讼情况")
    assert row(paper, "carried_out") == [1, "blank", "blank", 0, 0, 0, 1]


def test_the_heads_of_section_2_tell_the_columns_of_its_rows() -> None:
    paper = Paper(620, 842)
    paper.text(60, 60, "二、主动公开政府信息情况").middle(300, 80, "第二十条第（一）项", 9)
    paper.text(60, 98, "信息内容", 9)
    for centre, name in zip((300, 400, 500), ("本年制发件数", "本年废止件数", "现行有效件数"), strict=True):
        paper.middle(centre, 98, name, 9)
    paper.text(60, 116, "规章", 9).middle(500, 116, "2", 9)
    paper.text(60, 134, "行政规范性文件", 9).middle(300, 134, "5", 9).middle(500, 134, "12", 9)
    report = paper.report()
    assert {code.removeprefix("article20."): value for code, value in report.figures.items()} == {
        "rules.in_force": 2,
        "normative_documents.made": 5,
        "normative_documents.in_force": 12,
    }
    assert "article20.normative_documents.repealed" in report.blank


def test_numbers_that_stand_askew_below_one_head_are_all_its_own() -> None:
    paper = Paper(620, 842).text(60, 60, "二、主动公开政府信息情况").text(60, 98, "信息内容", 9)
    for centre, top, head in ((300, 92, "本年制发件"), (400, 98, "本年废止件数"), (500, 92, "现行有效件")):
        paper.middle(centre, top, head, 9)
    paper.middle(300, 104, "数", 9).middle(500, 104, "数", 9)
    paper.text(60, 118, "规章", 9).middle(300, 118, "0", 9).middle(394, 118, "0", 9).middle(500, 118, "0", 9)
    paper.text(60, 136, "行政规范性文件", 9).middle(300, 136, "135", 9).middle(406, 136, "0", 9).middle(500, 136, "3", 9)
    report = paper.report()
    assert [report.figures[f"article20.normative_documents.{column}"] for column in ("made", "repealed", "in_force")] == [135, 0, 3]


def test_a_heading_of_the_text_ends_the_table() -> None:
    paper = form().text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    numbers(paper, 114, "3 1 4 0 0 0 8")
    paper.text(60, 134, "五、存在的主要问题及改进情况")
    assert "五、存在的主要问题及改进情况" in paper.texts()


def test_a_row_far_below_is_none_of_the_table() -> None:
    paper = form().text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    numbers(paper, 114, "3 1 4 0 0 0 8")
    numbers(paper, 400, "1 1 1 1 1 1 6")
    assert len(paper.grids()[0].rows) == paper.grids()[0].rows.index(("一、本年新收政府信息公开申请数量", *"3140008")) + 1


def test_two_numbers_below_one_head_leave_the_table_to_the_text_alone() -> None:
    paper = form().text(60, 114, "一、本年新收政府信息公开申请数量", 9).text(60, 132, "二、上年结转政府信息公开申请数量", 9)
    for centre, word in ((243, "3"), (259, "4"), (550, "7")):
        paper.middle(centre, 114, word, 9)
    paper.middle(251, 132, "12345678", 9).middle(550, 132, "12345", 9)
    assert row(paper, "received")[:6] == [None] * 6


def test_a_row_whose_label_is_not_there_is_taken_for_none() -> None:
    paper = form().text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    numbers(paper, 114, "3 1 4 0 0 0 8")
    numbers(paper, 138, "9 9 9 9 9 9 54")
    report = paper.report()
    assert sorted(set(report.figures.values())) == [0, 1, 3, 4, 8]


@pytest.mark.parametrize("apart", [7, 8, 9, 10, 12])
def test_numbers_close_to_each_other_are_never_one_number(apart: float) -> None:
    paper = form().text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    paper.middle(250, 114, "3", 9).middle(250 + apart, 114, "4", 9).middle(550, 114, "7", 9)
    assert row(paper, "received")[:6] == [None] * 6
    paper = Paper().text(80, 60, "二、主动公开政府信息情况").text(80, 80, "信息内容").text(300, 80, "本年处理决定数量")
    paper.text(80, 100, "行政处罚").text(300, 100, "3").text(300 + apart, 100, "4").text(80, 120, "行政强制").text(300, 120, "5")
    assert 34 not in paper.report().figures.values()
