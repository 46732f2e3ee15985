"""Ruled tables of a PDF: each number in its own cell, or nowhere."""

import pytest

from annual.read.pdf_paper import HEAD_ROWS, ROW, WIDTHS, Paper, figures
from gongkai.annual.read import values
from gongkai.annual.read.pdf import tables as pdf_tables
from gongkai.annual.read.raw import REPLACEMENT

RECEIVED = ("一、本年新收政府信息公开申请数量", 3, 1)


def section3(*rows: tuple[object, ...]) -> Paper:
    paper = Paper()
    paper.table(40, 60, WIDTHS, (*HEAD_ROWS, *rows))  # type: ignore[arg-type]
    return paper


def one_row(paper: Paper, *, top: float = 100, widths: tuple[float, ...] = (100, 60, 60)) -> None:
    """Two rows of boxes without text."""
    for row in range(2):
        for column, width in enumerate(widths):
            paper.canvas.rect(50 + sum(widths[:column]), paper.height - top - (row + 1) * ROW, width, ROW)


def test_each_row_has_its_own_cells_and_a_merged_label_stands_once() -> None:
    paper = section3(
        (RECEIVED, *figures("11 12 13 14 15 16 81")),
        (("三、本\n年度办\n理结果", 1, 3), ("（一）予以公开", 2, 1), *figures("1 2 3 4 5 6 21")),
        (("（三）不\n予公开", 1, 2), "1.属于国家秘密", *figures("7 8 9 10 20 30 84")),
        ("2.其他法律行政\n法规禁止公开", *figures("31 32 33 34 35 36 201")),
    )
    assert paper.rows() == [
        ["", "申请人情况"],
        ["自然人", "法人或其他组织", "总计"],
        ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
        ["一、本年新收政府信息公开申请数量", "11", "12", "13", "14", "15", "16", "81"],
        ["三、本年度办理结果", "（一）予以公开", "1", "2", "3", "4", "5", "6", "21"],
        ["（三）不予公开", "1.属于国家秘密", "7", "8", "9", "10", "20", "30", "84"],
        ["2.其他法律行政法规禁止公开", "31", "32", "33", "34", "35", "36", "201"],
    ]


def test_an_empty_cell_stays_blank() -> None:
    report = section3((RECEIVED, *figures("11 _ 13 _ _ _ 24"))).report()
    assert report.figures["applications.received.research"] == 13
    assert report.figures["applications.received.total"] == 24
    assert "applications.received.business" in report.blank
    assert "applications.received.business" not in report.figures


def test_a_label_of_one_character_a_line_is_read_downwards() -> None:
    paper = section3(
        (("三\n、\n本\n年\n度", 1, 3), ("（一）予以公开", 2, 1), *figures("1 1 1 1 1 1 6")), *[(("a", 2, 1), *figures("0 0 0 0 0 0 0"))] * 2
    )
    assert paper.rows()[3][0] == "三、本年度"


def test_rulings_drawn_as_thin_areas_are_rulings() -> None:
    paper = Paper()
    for y in (100, 120, 140):
        paper.fill(50, y - 0.5, 220, 1)
    for x in (50, 150, 210, 270):
        paper.fill(x - 0.5, 100, 1, 40)
    paper.text(60, 114, "行政处罚").text(170, 114, "12").text(230, 114, "3")
    paper.text(60, 134, "行政强制").text(170, 134, "4")
    assert paper.rows() == [["行政处罚", "12", "3"], ["行政强制", "4", ""]]


@pytest.mark.parametrize("gap", [1.5, 3.6])
def test_double_and_thick_rulings_make_no_cells_of_their_own(gap: float) -> None:
    paper = Paper()
    for y in (100, 120, 140):
        paper.line(50, y, 270, y).line(50, y + gap, 270, y + gap)
    for x in (50, 150, 210, 270):
        paper.line(x, 100, x, 140 + gap)
    paper.fill(48, 98, 2, 44)
    paper.text(60, 116, "行政处罚").text(170, 116, "12").text(230, 116, "3")
    paper.text(60, 136, "行政强制").text(170, 136, "4")
    assert paper.rows() == [["行政处罚", "12", "3"], ["行政强制", "4", ""]]


def test_dotted_rulings_are_rulings() -> None:
    paper = Paper()
    for y in (100, 120, 140):
        for x in range(50, 270, 3):
            paper.fill(x, y, 1.5, 0.5)
    for x in (50, 150, 210, 268):
        for y in range(100, 140, 3):
            paper.fill(x, y, 0.5, 1.5)
    paper.text(60, 114, "行政处罚").text(170, 114, "12").text(230, 114, "3").text(60, 134, "行政强制").text(170, 134, "4")
    assert paper.rows() == [["行政处罚", "12", "3"], ["行政强制", "4", ""]]


def test_a_table_without_its_outer_border_keeps_its_first_and_last_column() -> None:
    paper = Paper()
    for y in (120, 140, 160):
        paper.line(50, y, 270, y)
    for x in (150, 210):
        paper.line(x, 100, x, 180)
    for row, (name, one, two) in enumerate((("规章", "1", "2"), ("行政许可", "3", "4"), ("行政处罚", "5", "6"), ("行政强制", "7", "8"))):
        paper.text(60, 114 + row * 20, name).text(170, 114 + row * 20, one).text(230, 114 + row * 20, two)
    assert paper.rows() == [["规章", "1", "2"], ["行政许可", "3", "4"], ["行政处罚", "5", "6"], ["行政强制", "7", "8"]]


def test_coloured_areas_make_a_table_where_nothing_is_ruled() -> None:
    paper = Paper()
    for row in range(3):
        for column in range(2):
            paper.fill(50 + column * 100, 100 + row * 20, 100, 20, 0.8 + 0.05 * row)
        paper.text(60, 114 + row * 20, f"行{'一二三'[row]}").text(160, 114 + row * 20, str(row + 4))
    assert paper.rows() == [["行一", "4"], ["行二", "5"], ["行三", "6"]]


def test_tables_close_to_each_other_keep_their_own_columns() -> None:
    paper = Paper()
    paper.table(50, 100, (100, 60, 60), [("规章", "1", "2"), ("行政许可", "3", "4")])
    paper.table(50, 150, (102, 56, 62), [("行政处罚", "5", "6"), ("行政强制", "7", "8")])
    first, second = paper.grids()
    assert first.rows == (("规章", "1", "2"), ("行政许可", "3", "4"))
    assert second.rows == (("行政处罚", "5", "6"), ("行政强制", "7", "8"))


def test_a_frame_around_the_page_is_no_table() -> None:
    paper = Paper()
    paper.canvas.rect(20, 20, 555, 800)
    paper.line(20, 400, 575, 400)
    paper.text(80, 100, "一、总体情况").text(80, 500, "二、主动公开政府信息情况")
    assert paper.texts() == ["一、总体情况", "二、主动公开政府信息情况"]


def test_a_table_within_a_frame_is_read_and_the_frame_is_not() -> None:
    paper = Paper()
    paper.canvas.rect(20, 20, 555, 800)
    paper.line(20, 600, 575, 600)
    paper.text(80, 100, "一、总体情况")
    paper.table(50, 300, (100, 60, 60), [("规章", "1", "2"), ("行政许可", "3", "4")])
    assert paper.rows() == [["规章", "1", "2"], ["行政许可", "3", "4"]]


def test_text_beside_the_cells_of_a_table_is_not_lost() -> None:
    paper = Paper()
    for x, y in ((50, 100), (110, 100), (50, 120), (170, 120)):
        paper.canvas.rect(x, paper.height - y - 20, 60, 20)
    paper.text(60, 114, "规章").text(120, 114, "1").text(60, 134, "许可").text(180, 134, "2").text(190, 114, "注")
    assert paper.texts() == ["注"]


def test_a_drawing_of_thousands_of_lines_is_no_table_and_takes_no_time() -> None:
    paper = Paper()
    for number in range(700):
        paper.line(50 + number / 2, 100 + number, 60 + number / 2, 100 + number).line(50 + number, 300, 50 + number, 320)
    paper.text(80, 80, "主动公开政府信息的各项工作逐步推进，取得了新的成效。")
    assert paper.texts() == ["主动公开政府信息的各项工作逐步推进，取得了新的成效。"]


# ---- numbers in cells ----


def test_a_number_broken_over_two_lines_of_a_full_cell_is_one() -> None:
    paper = Paper()
    paper.table(50, 100, (100, 28), [("行政处罚", "123\n45"), ("行政强制", "6")])
    assert paper.rows() == [["行政处罚", "12345"], ["行政强制", "6"]]


def test_two_numbers_one_above_the_other_in_a_wide_cell_are_not_glued() -> None:
    paper = Paper()
    paper.table(50, 100, (100, 80), [("行政处罚", "12\n34"), ("行政强制", "6")])
    assert paper.rows()[0] == ["行政处罚", "12\n34"]


def test_digits_drawn_apart_keep_the_blank_and_digits_far_apart_are_no_number() -> None:
    paper = Paper()
    one_row(paper)
    paper.text(60, 114, "行政处罚").text(165, 114, "1").text(174, 114, "6").text(220, 114, "1").text(240, 114, "6")
    assert paper.rows()[0] == ["行政处罚", "1 6", "1  6"]


def test_a_blank_that_is_typed_between_digits_stays() -> None:
    paper = Paper()
    one_row(paper)
    paper.text(60, 114, "行政处罚").text(165, 114, "12 34", font="Times-Roman")
    assert paper.rows()[0] == ["行政处罚", "12 34", ""]


def test_a_number_wider_than_its_cell_stays_whole_in_the_cell_it_is_centred_in() -> None:
    paper = Paper()
    paper.table(50, 100, (100, 24, 24, 24), [("行政处罚", "1", "1234567", "2"), ("行政强制", "0", "0", "0")])
    assert paper.rows()[0] == ["行政处罚", "1", "1234567", "2"]


def test_a_digit_that_a_ruling_goes_through_belongs_to_no_cell_for_certain() -> None:
    paper = Paper()
    one_row(paper)
    paper.text(60, 114, "行政处罚").text(208, 114, "1").text(230, 114, "6")
    row = paper.rows()[0]
    assert [values.parse(text) for text in row[1:]] == [None, None]


def test_numbers_on_both_sides_of_a_ruling_are_two_however_close() -> None:
    paper = Paper()
    one_row(paper)
    paper.text(60, 114, "行政处罚").text(199, 114, "12").text(210.5, 114, "34")
    assert paper.rows()[0] == ["行政处罚", "12", "34"]


def test_a_raised_mark_of_a_note_is_no_digit_of_the_number() -> None:
    paper = Paper()
    one_row(paper)
    paper.text(60, 114, "行政处罚").text(165, 114, "10").text(175, 110, "2", 6)
    row = paper.rows()[0]
    assert row[1] == "10²"


def test_a_struck_out_number_is_marked_as_such() -> None:
    paper = Paper()
    one_row(paper)
    paper.text(60, 114, "行政处罚").text(165, 114, "10").line(164, 111, 176, 111).text(230, 114, "7")
    assert paper.rows()[0] == ["行政处罚", "~~10~~", "7"]


def test_an_underlined_number_is_not_struck_out() -> None:
    paper = Paper()
    one_row(paper)
    paper.text(60, 114, "行政处罚").text(165, 114, "10").line(164, 115.5, 176, 115.5)
    assert paper.rows()[0] == ["行政处罚", "10", ""]


def test_a_label_turned_by_a_quarter_is_read_where_nothing_else_stands_in_its_cell() -> None:
    paper = Paper()
    paper.table(50, 100, (20, 80, 60), [(("", 1, 3), "属于国家秘密", "1"), ("其他情形", "2"), ("重复申请", "3")])
    paper.canvas.saveState()
    paper.canvas.translate(64, paper.height - 155)
    paper.canvas.rotate(90)
    paper.canvas.setFont("STSong-Light", 9)
    paper.canvas.drawString(0, 0, "不予公开")
    paper.canvas.restoreState()
    assert paper.rows()[0] == ["不予公开", "属于国家秘密", "1"]


def test_two_characters_in_one_place_are_neither() -> None:
    paper = Paper()
    one_row(paper)
    paper.text(60, 114, "行政处罚").text(165, 114, "1").text(165, 114, "8")
    assert paper.rows()[0] == ["行政处罚", REPLACEMENT, ""]


def test_a_table_drawn_as_one_path_is_ruled() -> None:
    paper = Paper()
    path = paper.canvas.beginPath()
    for x0, y0, x1, y1 in ((50, 100, 270, 100), (50, 120, 270, 120), (50, 140, 270, 140), *((x, 100, x, 140) for x in (50, 150, 210, 270))):
        path.moveTo(x0, paper.height - y0)
        path.lineTo(x1, paper.height - y1)
    path.moveTo(0, 0)
    paper.canvas.drawPath(path)
    paper.canvas.rect(50, paper.height - 160.5, 220, 1, stroke=1, fill=1)
    paper.text(60, 114, "行政处罚").text(170, 114, "12").text(230, 114, "3").text(60, 134, "行政强制").text(170, 134, "4")
    assert paper.rows() == [["行政处罚", "12", "3"], ["行政强制", "4", ""]]


def test_a_page_of_too_many_rulings_has_no_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_tables, "MOST", 5)
    paper = Paper()
    paper.table(50, 100, (100, 60), [("规章", "1"), ("行政许可", "3")])
    assert [grid.kind for grid in paper.grids()] == ["loose"]


def test_the_space_between_double_rulings_alone_is_no_table() -> None:
    paper = Paper().line(50, 100, 270, 100).line(50, 103.6, 270, 103.6).text(60, 95, "注：以上数据已经核对。")
    for x in (50, 150, 270):
        paper.line(x, 100, x, 103.6)
    assert paper.texts() == ["注：以上数据已经核对。"]


def test_a_digit_on_the_outer_border_is_not_certain() -> None:
    paper = Paper()
    one_row(paper)
    paper.text(60, 114, "行政处罚").text(267, 114, "7")
    assert values.parse(paper.rows()[0][2]) is None


def test_a_table_without_any_text_is_nothing() -> None:
    paper = Paper().text(80, 60, "主动公开政府信息情况如下表。").turn_page()
    paper.table(50, 100, (100, 60), [("", ""), ("", "")])
    assert paper.grids() == []


def test_turned_text_outside_the_cells_stays_out() -> None:
    paper = Paper()
    one_row(paper)
    paper.text(60, 114, "行政处罚").text(170, 114, "12")
    paper.canvas.saveState()
    paper.canvas.translate(560, 300)
    paper.canvas.rotate(90)
    paper.canvas.setFont("STSong-Light", 9)
    paper.canvas.drawString(0, 0, "装订线")
    paper.canvas.restoreState()
    assert paper.rows()[0] == ["行政处罚", "12", ""]
