"""Numbers broken over two lines in tables without rulings: a piece of a number is never the number, and its cell is never blank."""

import pytest

from annual.read.pdf_paper import Paper
from annual.read.test_pdf_unruled import form, numbers, row

TWO_LINES = ["一、本年新收政府信息公", "开申请数量"]


def section2(*rows: tuple[float, str, str], label: str = "行政许可") -> dict[str, object]:
    """The cells of a table of section 2 without rulings, its numbers at these heights, in their columns."""
    paper = Paper().text(80, 60, "二、主动公开政府信息情况").text(80, 80, "第二十条第（五）项")
    for x, head in ((80, "信息内容"), (220, "上一年项目数量"), (330, "本年增/减"), (430, "处理决定数量")):
        paper.text(x, 98, head, 9)
    paper.text(80, 120, label, 9)
    for y, column, number in rows:
        paper.middle({"previous_items": 252, "change": 350, "decisions": 457}[column], y, number, 9)
    report = paper.report()
    return {
        column: report.figures.get(f"article20.licences.{column}", "blank" if f"article20.licences.{column}" in report.blank else None)
        for column in ("previous_items", "change", "decisions")
    }


@pytest.mark.parametrize(("first", "second"), [("152", "2"), ("1", "3"), ("１５２", "２"), ("1,52", "2")])
def test_a_number_broken_beside_a_label_of_one_line_is_left_out(first: str, second: str) -> None:
    top = [(120, "decisions", first), (131, "decisions", second)]
    middle = [(114.5, "decisions", first), (125.5, "decisions", second)]
    beside = [(120, "previous_items", "4"), (120, "change", "1")]
    for broken in (top, middle):
        cells = section2(*beside, *broken)
        assert cells["decisions"] is None
        assert cells["previous_items"] in {4, None}
        assert cells["change"] in {1, None}


def test_cells_beside_a_broken_number_keep_their_numbers() -> None:
    cells = section2((120, "previous_items", "4"), (114.5, "decisions", "152"), (125.5, "decisions", "2"))
    assert cells == {"previous_items": 4, "change": "blank", "decisions": None}


def test_a_number_broken_beside_both_lines_of_its_label_is_left_out() -> None:
    paper = form().lines(114, TWO_LINES, x=60, size=9, leading=12)
    numbers(paper, 114, "1 1 0 0 0 0 28")
    numbers(paper, 126, "3 2 _ _ _ _ _")
    assert row(paper, "received")[:2] == [None, None]


def test_a_number_whose_pieces_stand_above_and_below_the_line_of_its_row_leaves_the_other_numbers() -> None:
    paper = form().text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    numbers(paper, 108, "15 _ _ _ _ _ 15")
    numbers(paper, 114, "_ 3 4 0 0 0 _")
    numbers(paper, 120, "2 _ _ _ _ _ 9")
    assert row(paper, "received") == [None, 3, 4, 0, 0, 0, None]


def test_what_is_left_out_is_told() -> None:
    paper = form().text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    numbers(paper, 108, "15 _ _ _ _ _ 15")
    numbers(paper, 114, "_ 3 4 0 0 0 _")
    numbers(paper, 120, "2 _ _ _ _ _ 9")
    assert "cell.unreadable" in {warning.code for warning in paper.report().warnings}


def test_rows_close_to_each_other_with_labels_of_their_own_are_two_rows() -> None:
    paper = form().text(60, 114, "一、本年新收政府信息公开申请数量", 9).text(60, 126, "二、上年结转政府信息公开申请数量", 9)
    numbers(paper, 114, "3 _ 4 _ _ _ 7")
    numbers(paper, 126, "0 1 0 0 _ 0 1")
    assert row(paper, "received") == [3, "blank", 4, "blank", "blank", "blank", 7]
    assert row(paper, "carried_in")[:2] == [0, 1]


def test_a_number_broken_where_no_column_is_known_takes_its_whole_row_along() -> None:
    paper = Paper(620, 842).text(60, 60, "三、收到和处理政府信息公开申请情况").text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    numbers(paper, 114, "3 1 4 0 0 0 8")
    numbers(paper, 125, "_ _ _ _ _ _ 5")
    assert row(paper, "received") == [None] * 7


def test_a_number_with_a_gap_in_it_is_not_taken_and_no_cell_beside_it_is_blank() -> None:
    assert section2((120, "previous_items", "43"), (120, "decisions", "3093")) == {"previous_items": 43, "change": "blank", "decisions": 3093}
    assert section2((120, "previous_items", "43   9"), (120, "decisions", "3093")) == {"previous_items": None, "change": None, "decisions": 3093}


def test_a_number_with_a_gap_where_no_column_is_known_takes_its_whole_row_along() -> None:
    paper = Paper(620, 842).text(60, 60, "三、收到和处理政府信息公开申请情况").text(60, 114, "一、本年新收政府信息公开申请数量", 9)
    numbers(paper, 114, "0 0 0 0 9 9 _")
    paper.middle(550, 114, "1   8", 9)
    assert row(paper, "received") == [None] * 7


def test_words_above_a_number_stay_as_they_are() -> None:
    paper = Paper().text(80, 60, "7").text(300, 60, "共计一百件").text(80, 72, "8").text(320, 72, "12")
    assert any("共计一百件" in str(block) for block in paper.page().blocks)
