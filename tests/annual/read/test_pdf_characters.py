"""Which characters of a PDF count: those that a person sees, once each, and that the file names for certain."""

from io import BytesIO
from typing import Literal

import pytest
from reportlab.lib.colors import CMYKColorSep

from annual.read.pdf_paper import HEIGHT, SONG, Paper
from gongkai.annual.model import AnnualReport
from gongkai.annual.read import pdf
from gongkai.annual.read.raw import REPLACEMENT, Line

SENTENCE = "本年度主动公开政府信息的各项工作逐步推进，取得了新的成效。"


def cell(paper: Paper) -> str:
    """The last cell of the one table on a page."""
    return paper.rows()[0][-1]


def penalties(width: float = 595, height: float = 842) -> Paper:
    paper = Paper(width, height)
    paper.text(80, 60, SENTENCE)
    paper.table(50, 100, (100, 80), [("行政处罚", ""), ("行政强制", "7")])
    return paper


def test_a_number_drawn_twice_for_bold_is_one_number() -> None:
    assert cell(penalties().text(180, 114, "10").text(180.4, 114, "10").text(180.2, 113.8, "10")) == "10"


def test_equal_digits_side_by_side_are_two() -> None:
    assert cell(penalties().text(180, 114, "11100")) == "11100"


@pytest.mark.parametrize("mode", [3, 7])
def test_text_that_is_not_painted_does_not_count(mode: Literal[3, 7]) -> None:
    paper = penalties()
    paper.canvas.saveState()
    text = paper.canvas.beginText(190, HEIGHT - 114)
    text.setFont(SONG, 10)
    text.setTextRenderMode(mode)
    text.textOut("9")
    paper.canvas.drawText(text)
    paper.canvas.restoreState()
    assert cell(paper.text(180, 114, "1")) == "1"


def test_white_text_on_white_does_not_count_and_white_text_on_dark_does() -> None:
    paper = penalties()
    paper.canvas.setFillGray(1)
    paper.text(180, 114, "3")
    paper.canvas.setFillGray(0)
    assert cell(paper) == ""
    paper = penalties().fill(150, 100, 80, 20, 0.3)
    paper.canvas.setFillGray(1)
    assert cell(paper.text(180, 114, "3")) == "3"


def test_white_text_on_a_picture_counts() -> None:
    paper = penalties().picture(150, 100, 80, 20)
    paper.canvas.setFillGray(1)
    assert cell(paper.text(180, 114, "3")) == "3"


@pytest.mark.parametrize("shade", [0, 1])
def test_a_number_painted_over_does_not_count(shade: float) -> None:
    paper = penalties().text(180, 114, "12").fill(170, 102, 30, 16, shade)
    paper.canvas.setFillGray(1 - shade)
    assert cell(paper.text(180, 114, "15")) == "15"


def test_a_highlighter_does_not_hide_what_it_marks() -> None:
    paper = penalties().text(180, 114, "12")
    paper.canvas.setFillColorRGB(1, 1, 0)
    paper.canvas.rect(170, HEIGHT - 118, 30, 16, stroke=0, fill=1)
    assert cell(paper) == "12"


@pytest.mark.parametrize(
    ("colour", "seen"), [((0, 0, 0, 0), ""), ((0, 0, 0, 1), "3"), ((1, 1, 1), ""), ((1, 0, 0), "3")], ids=["no ink", "black ink", "white", "red"]
)
def test_colours_are_told_apart_in_inks_and_in_light(colour: tuple[float, ...], seen: str) -> None:
    paper = penalties()
    if len(colour) == 4:
        paper.canvas.setFillColorCMYK(*colour)
    else:
        paper.canvas.setFillColorRGB(*colour)
    assert cell(paper.text(180, 114, "3")) == seen


def test_an_ink_of_its_own_is_dark() -> None:
    paper = penalties()
    paper.canvas.setFillColor(CMYKColorSep(0, 0, 0, 0.1, spotName="Own"))
    assert cell(paper.text(180, 114, "3")) == "3"


def test_a_slanted_watermark_puts_nothing_into_cells() -> None:
    paper = penalties().text(180, 114, "12")
    paper.canvas.saveState()
    paper.canvas.translate(120, HEIGHT - 160)
    paper.canvas.rotate(35)
    paper.canvas.setFillGray(0.8)
    paper.canvas.setFont(SONG, 40)
    paper.canvas.drawString(0, 0, "内部资料2023")
    paper.canvas.restoreState()
    assert paper.rows() == [["行政处罚", "12"], ["行政强制", "7"]]


def test_a_large_grey_watermark_puts_nothing_into_cells() -> None:
    paper = penalties().text(180, 114, "12")
    paper.canvas.setFillGray(0.8)
    paper.text(60, 134, "内部资料2023", 40)
    assert paper.rows() == [["行政处罚", "12"], ["行政强制", "7"]]


def test_text_larger_than_its_cell_is_none_of_the_cell() -> None:
    paper = penalties().text(180, 114, "12").text(60, 130, "内部资料2023", 40)
    assert paper.rows() == [["行政处罚", "12"], ["行政强制", "7"]]


def test_grey_text_of_usual_size_counts() -> None:
    paper = penalties()
    paper.canvas.setFillGray(0.6)
    assert cell(paper.text(180, 114, "12")) == "12"


def test_text_outside_the_page_does_not_count() -> None:
    paper = penalties().text(180, 114, "12").text(700, 114, "99").text(80, 900, "页外文字")
    assert cell(paper) == "12"
    assert paper.buffer.getvalue()


def test_full_width_digits_are_digits() -> None:
    report = _report("１２")
    assert report.figures["article20.penalties.decisions"] == 12


def _report(number: str) -> AnnualReport:
    paper = Paper()
    paper.text(80, 60, SENTENCE)
    rows = [("信息内容", "本年处理决定数量"), ("行政处罚", number), ("行政强制", "7")]
    paper.table(50, 100, (100, 120), [(("第二十条第（六）项", 2, 1),), *rows])
    return paper.report()


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_upright(turn: int) -> None:
    paper = penalties(600, 600).text(180, 114, "12")
    paper.canvas.setPageRotation(turn)
    assert paper.rows() == [["行政处罚", "12"], ["行政强制", "7"]]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_drawn_sideways_on_an_upright_page_is_read_upright(turn: int) -> None:
    paper = Paper(700, 700)
    paper.canvas.translate(*{90: (700, 0), 180: (700, 700), 270: (0, 700)}[turn])
    paper.canvas.rotate(turn)
    paper.text(80, 60, SENTENCE)
    paper.table(50, 100, (100, 80), [("行政处罚", "12"), ("行政强制", "7")])
    assert paper.rows() == [["行政处罚", "12"], ["行政强制", "7"]]


@pytest.mark.parametrize("box", ["[ 595 842 0 0 ]", "[ 0 842 595 0 ]", "[ -100 -100 595 842 ]", "[ 0 0 0 0 ]", "[ 10 10 10 500 ]", "null", "[ 1 2 ]"])
def test_pages_with_odd_boxes_are_read(box: str) -> None:
    data = penalties().text(180, 114, "12").data()
    changed = data.replace(b"/MediaBox [ 0 0 595 842 ]", b"/MediaBox " + box.encode())
    assert changed != data
    [grid] = [block for block in pdf.page(changed).blocks if not isinstance(block, Line)]
    assert grid.rows[0] == ("行政处罚", "12")


def test_what_is_cropped_away_does_not_count() -> None:
    paper = penalties().text(180, 114, "12").text(80, 700, "裁掉的文字")
    paper.canvas.setCropBox((0, 300, 595, 842))
    assert "裁掉的文字" not in paper.texts()


# ---- fonts that do not tell their characters ----


OWN = "/FontDescriptor << /Type /FontDescriptor /FontName /ABCDEF+Own /Flags 4 /FontFile2 6 0 R >>"


def _file(encoding: str, descriptor: str = OWN, drawn: str = "80 600 Td (34) Tj", width: int = 500) -> bytes:
    """A page with a sentence in a known font, and two characters in another."""
    codes = "".join(f"{ord(char):04x}" for char in SENTENCE)
    content = f"BT /F1 10 Tf 80 700 Td <{codes}> Tj ET BT /F2 10 Tf {drawn} ET".encode()
    descendant = b"<< /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> >>"
    widths = f"/FirstChar 48 /LastChar 57 /Widths [{' '.join([str(width)] * 10)}]"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /Font << /F1 4 0 R /F2 7 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [%s] >>" % descendant,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Length 0 >>\nstream\n\nendstream",
        f"<< /Type /Font /Subtype /TrueType /BaseFont /ABCDEF+Own {widths} {encoding} {descriptor} >>".encode(),
    ]
    out = BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))
    return out.getvalue()


def _last(data: bytes) -> str:
    block = pdf.page(data).blocks[-1]
    assert isinstance(block, Line)
    return block.text


def test_a_subset_font_that_does_not_name_its_characters_gives_no_digits() -> None:
    assert _last(_file("")) == REPLACEMENT * 2
    assert _last(_file("/Encoding << /Type /Encoding >>")) == REPLACEMENT * 2


def test_characters_that_the_file_names_are_taken_by_their_names() -> None:
    assert _last(_file("/Encoding << /Type /Encoding /Differences [51 /seven /eight] >>")) == "78"
    assert _last(_file("/Encoding << /Type /Encoding /Differences [51 /seven] >>")) == "7" + REPLACEMENT


def test_a_font_with_the_usual_encoding_is_read() -> None:
    assert _last(_file("/Encoding /WinAnsiEncoding")) == "34"
    assert _last(_file("", "")) == "34"


def test_digits_of_a_font_without_widths_are_read_where_each_has_its_place() -> None:
    assert _last(_file("/Encoding /WinAnsiEncoding", drawn="80 600 Td (3) Tj 5 0 Td (4) Tj", width=0)) == "34"
    assert _last(_file("/Encoding /WinAnsiEncoding", width=0)) == REPLACEMENT


def test_control_characters_are_no_text() -> None:
    assert _last(_file("/Encoding << /Type /Encoding /Differences [51 /uni0001 /four] >>")) == REPLACEMENT + "4"


@pytest.mark.parametrize("widths", ["/W [0 9999999999 500]", "/W2 [0 9999999999 500 500 500]", "/W 7"])
def test_a_font_with_widths_for_more_characters_than_there_are_costs_nothing(widths: str) -> None:
    data = _file("/Encoding /WinAnsiEncoding")
    changed = data.replace(b"/Subtype /CIDFontType0 ", f"/Subtype /CIDFontType0 {widths} ".encode())
    assert changed != data
    assert _last(changed) == "34"
