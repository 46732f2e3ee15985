"""Lines, cells and strokes on small drawings, without recognition."""

import pytest
from PIL import Image, ImageDraw

pytest.importorskip("cv2", reason="pictures are read with the extra `ocr`, which is not installed")
pytest.importorskip("rapidocr", reason="pictures are read with the extra `ocr`, which is not installed")

import numpy as np

from annual.read import pictures
from gongkai.annual.read.ocr import cells as scan_cells
from gongkai.annual.read.ocr import engine as ocr_engine
from gongkai.annual.read.ocr import figures as scan_figures
from gongkai.annual.read.ocr import keystone as scan_keystone
from gongkai.annual.read.ocr import paper as scan_paper
from gongkai.annual.read.ocr import rulings as scan_rulings
from gongkai.annual.read.ocr import text as scan_text
from gongkai.annual.read.ocr.engine import Picture, Recognised
from gongkai.annual.read.ocr.figures import Piece
from gongkai.annual.read.ocr.paper import Paper
from gongkai.annual.read.ocr.rulings import Cell
from gongkai.annual.read.raw import REPLACEMENT

EM = 20.0


def paper(picture: Image.Image) -> Paper:
    grey = np.asarray(picture.convert("L"))
    return Paper(grey, grey, EM, 0.0)


def blank(width: int = 600, height: int = 400) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (width, height), "white")
    return picture, ImageDraw.Draw(picture)


def frame(draw: ImageDraw.ImageDraw, *lines: tuple[int, int, int, int]) -> None:
    for line in lines:
        draw.line(line, fill="black", width=2)


SQUARE = ((50, 50, 550, 50), (50, 350, 550, 350), (50, 50, 50, 350), (550, 50, 550, 350))
IN_FOUR = (*SQUARE, (50, 200, 550, 200), (300, 50, 300, 350))


def spans(picture: Image.Image) -> list[list[tuple[int, int, int, int, bool]]]:
    return [[(c.row, c.column, c.rows, c.columns, c.whole) for c in table.cells] for table in scan_rulings.tables(paper(picture))]


def test_lines_that_cross_make_cells() -> None:
    picture, draw = blank()
    frame(draw, *IN_FOUR)
    assert spans(picture) == [[(0, 0, 1, 1, True), (0, 1, 1, 1, True), (1, 0, 1, 1, True), (1, 1, 1, 1, True)]]


def test_a_label_over_two_rows_is_one_cell_of_the_first() -> None:
    picture, draw = blank()
    frame(draw, *SQUARE, (300, 50, 300, 350), (300, 200, 550, 200))
    assert spans(picture) == [[(0, 0, 2, 1, True), (0, 1, 1, 1, True), (1, 1, 1, 1, True)]]


def test_a_doubled_line_is_one_line() -> None:
    picture, draw = blank()
    frame(draw, *IN_FOUR, (50, 57, 550, 57), (57, 50, 57, 350))
    assert len(spans(picture)[0]) == 4


def test_open_sides_are_closed() -> None:
    picture, draw = blank()
    frame(draw, (50, 50, 550, 50), (50, 200, 550, 200), (50, 350, 550, 350), (300, 50, 300, 350))
    assert [(row, column) for row, column, *_ in spans(picture)[0]] == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_a_frame_around_a_notice_and_a_rule_under_a_head_are_no_tables() -> None:
    notice, draw = blank()
    frame(draw, *SQUARE)
    rule, draw = blank()
    frame(draw, (50, 50, 550, 50), (300, 50, 300, 350))
    assert spans(notice) == spans(rule) == []


@pytest.mark.parametrize("gap", [(60, 195, 130, 205), (295, 60, 305, 92)])
def test_cells_beside_a_line_that_is_half_there_are_in_doubt(gap: tuple[int, int, int, int]) -> None:
    picture, draw = blank()
    frame(draw, *IN_FOUR)
    draw.rectangle(gap, fill="white")
    found = spans(picture)[0]
    assert len(found) == 4
    assert [whole for row, _, _, _, whole in found if row == 0] == [False, False]


def test_what_stands_outside_a_table_of_uneven_outline_is_no_cell() -> None:
    picture, draw = blank()
    frame(draw, (50, 50, 300, 50), (50, 200, 550, 200), (50, 350, 550, 350), (50, 50, 50, 350), (300, 50, 300, 350), (550, 200, 550, 350))
    assert [(row, column) for row, column, *_ in spans(picture)[0]] == [(0, 0), (1, 0), (1, 1)]


@pytest.mark.parametrize(
    "outline",
    [
        (),
        (*SQUARE[1:], (50, 50, 250, 50)),  # a side is not drawn
        ((150, 50, 450, 50), (450, 50, 550, 200), (550, 200, 450, 350), (450, 350, 150, 350), (150, 350, 50, 200), (50, 200, 150, 50)),
        IN_FOUR,
    ],
)
def test_only_four_drawn_sides_that_are_no_rectangle_tell_a_keystone(outline: tuple[tuple[int, int, int, int], ...]) -> None:
    picture, draw = blank()
    frame(draw, *outline)
    assert scan_keystone.straightened(np.asarray(picture), paper(picture)) is None


def inked(text: str = "", *, lines: tuple[tuple[int, int, int, int], ...] = ()) -> scan_cells.Inked:
    picture, draw = blank(120, 60)
    draw.multiline_text((60, 30), text, font=pictures.font(20), fill="black", anchor="mm", align="center", spacing=8)
    frame(draw, *lines)
    return scan_cells.inked(paper(picture), Cell((0, 0, 120, 60), 0, 0, 1, 1))


def test_nothing_is_in_a_cell_without_room() -> None:
    picture, _ = blank(9, 9)
    assert scan_cells.inked(paper(picture), Cell((0, 0, 5, 5), 0, 0, 1, 1)) == scan_cells.Inked()


def test_strokes_of_one_character_are_one_line_and_two_lines_are_two() -> None:
    assert len(inked("三").lines) == 1
    assert len(inked("结果\n维持").lines) == 2


def test_a_line_smeared_along_a_border_is_nothing() -> None:
    assert inked(lines=((2, 0, 2, 60),)) == scan_cells.Inked()


def test_a_few_specks_are_nothing_and_many_are_in_doubt() -> None:
    def specks(number: int) -> scan_cells.Inked:
        picture, draw = blank(120, 60)
        for n in range(number):
            draw.point((10 + 8 * (n % 12), 10 + 8 * (n // 12)), fill=(100, 100, 100))
        return scan_cells.inked(paper(picture), Cell((0, 0, 120, 60), 0, 0, 1, 1))

    assert specks(2) == scan_cells.Inked()
    assert specks(40) == scan_cells.Inked(unsure=True)


def test_a_level_stroke_alone_is_a_dash_and_lower_on_the_line_it_is_not() -> None:
    assert inked(lines=((50, 30, 70, 30),)).dash
    assert not inked(lines=((50, 50, 70, 50),)).dash


def test_two_readings_that_differ_leave_a_figure_out(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, draw = blank(80, 60)
    draw.text((20, 20), "7", font=pictures.font(20), fill="black")
    piece = Piece((18, 18, 40, 45), Recognised("7", (0.99,), (0.5,)))
    monkeypatch.setattr(ocr_engine, "recognise", lambda crops: [Recognised("1", (0.99,), (0.5,)) for _ in crops])
    assert scan_figures.certain(paper(picture), [piece, None]) == [REPLACEMENT, REPLACEMENT]


def test_as_many_strokes_as_digits_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    picture, draw = blank(120, 60)
    draw.text((20, 15), "111", font=pictures.font(24), fill="black")
    said = Recognised("11", (0.99, 0.99), (0.3, 0.6))
    monkeypatch.setattr(ocr_engine, "recognise", lambda crops: [said for _ in crops])
    assert scan_figures.certain(paper(picture), [Piece((18, 18, 70, 45), said), Piece((80, 5, 100, 12), said)]) == [REPLACEMENT] * 2


def test_a_number_of_the_text_that_the_second_reading_does_not_give_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    first = [Recognised("收到16件", (0.9,) * 5, (0.0,) * 5), Recognised("，办结15件", (0.9,) * 6, (0.0,) * 6)]
    second = [Recognised("收到10件", (0.9,) * 5, (0.0,) * 5), Recognised("，办结15件", (0.9,) * 6, (0.0,) * 6)]
    answers = iter([first, [], second])
    monkeypatch.setattr(ocr_engine, "text_boxes", lambda _: [(10, 10, 110, 30), (115, 10, 235, 30)])
    monkeypatch.setattr(ocr_engine, "recognise", lambda _: next(answers))
    (line,) = scan_text.lines(paper(blank()[0]), [])
    assert [text for _, text in line.pieces] == [f"收到{REPLACEMENT}件，办结15件"]
    assert line.lost == 1


def test_text_under_a_seal_is_read_in_red_light() -> None:
    picture = pictures.written(["松岭县自然资源局"], width=400)
    ImageDraw.Draw(picture).arc((60, 10, 220, 120), 0, 360, fill=(214, 60, 66), width=5)
    page = scan_paper.paper(np.asarray(picture)[:, :, ::-1].copy())
    (line,) = scan_text.lines(page, [])
    assert line.pieces[-1][1].endswith("源局")


def test_a_long_picture_is_searched_in_bands_and_no_line_is_found_twice() -> None:
    picture = Image.new("RGB", (600, 2300), "white")
    for top in (300, 1975, 2030):
        ImageDraw.Draw(picture).text((60, top), "主动公开政府信息", font=pictures.font(), fill="black")
    assert sorted(round(box[1], -2) for box in ocr_engine.text_boxes(np.asarray(picture))) == [300, 2000, 2000]


def test_a_larger_picture_than_can_be_of_use_is_made_smaller() -> None:
    huge: Picture = np.full((3000, 4000, 3), 255, np.uint8)
    height, width = scan_paper.upright(huge).shape[:2]
    assert height * width <= scan_paper.MOST_PIXELS * 1.01


def test_a_heading_does_not_go_on_the_title_above_it_though_that_is_as_wide_as_the_page() -> None:
    lines = [scan_text.Printed((((0, top, 600, top + 20), text),)) for top, text in ((0, "某县2022年政府信息公开工作年度报告"), (30, "一、总体情况"))]
    assert [text for line in scan_text.paragraphs(lines) for _, text in line.pieces] == ["某县2022年政府信息公开工作年度报告", "一、总体情况"]


def test_a_line_as_wide_as_the_page_goes_on_in_the_next() -> None:
    lines = [scan_text.Printed((((0, top, 600, top + 20), text),)) for top, text in ((0, "全年收到政府信息公开申"), (30, "请12件。"))]
    assert [text for line in scan_text.paragraphs(lines) for _, text in line.pieces] == ["全年收到政府信息公开申请12件。"]
