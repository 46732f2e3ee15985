"""The PDF as its own reader and pdfplumber see it; conformance is typst's own check, asked for at every writing."""

import io
import struct
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pytest
import reportlab
from pdfplumber.pdf import PDF

from annual.check.builders import figures, report, sections, with_figures
from gongkai.annual.model import OtherTable
from gongkai.annual.read import read_bytes
from gongkai.annual.write.document import Document
from gongkai.annual.write.layout import document
from gongkai.annual.write.pdf import render
from gongkai.annual.write.refusal import CannotWriteError

CODE = '#let x = sys.inputs; *粗* _斜_ $x^2$ @引 `原` \\ // 注 /* 注 */ [内]{外} <标> #import "x"'


def paper(data: bytes) -> PDF:
    return pdfplumber.open(io.BytesIO(data))


def words(data: bytes) -> str:
    """All that is printed, in the order of the file, without blanks."""
    with paper(data) as made:
        return "".join("".join(char["text"] for char in page.chars) for page in made.pages).replace(" ", "")


def test_the_file_says_what_it_is_archivable_and_accessible() -> None:
    data = render(document(report()))
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>" in data
    assert b"/Lang(zh-CN)" in data
    assert b"/MarkInfo<</Marked true" in data
    with paper(data) as made:
        assert made.metadata["Title"] == "青石县市场监督管理局2023年政府信息公开工作年度报告"
        assert made.metadata["Author"] == "青石县市场监督管理局"


def test_the_page_is_that_of_an_official_document() -> None:
    with paper(render(document(report(sections=sections(一="公开工作平稳有序推进" * 120))))) as made:
        first, second = made.pages[:2]
        millimetre = 72 / 25.4
        assert (round(first.width / millimetre), round(first.height / millimetre)) == (210, 297)
        body = [char for char in first.chars if char["size"] == pytest.approx(16)]
        assert min(char["x0"] for char in body) / millimetre == pytest.approx(28, abs=0.5)
        assert max(char["x1"] for char in body) / millimetre == pytest.approx(184, abs=0.8)
        lines = sorted({round(char["top"], 1) for char in body if char["x0"] < 30 * millimetre})
        assert {round(two - one) for one, two in pairwise(lines)} == {29}  # 225 mm in 22 lines
        full = [char for char in body if char["top"] == pytest.approx(lines[2], abs=1)]
        assert len(full) == 28
        numbers = [[char for char in page.chars if char["top"] > 262 * millimetre] for page in (first, second)]
        assert ["".join(char["text"] for char in line).replace(" ", "") for line in numbers] == ["—1—", "—2—"]
        assert numbers[0][0]["x0"] > 150 * millimetre  # odd pages right, even ones left
        assert numbers[1][0]["x0"] < 40 * millimetre


def large(data: bytes) -> list[str]:
    """The lines of the title (22 points)."""
    with paper(data) as made:
        chars = [char for char in made.pages[0].chars if char["size"] == pytest.approx(22)]
    tops = sorted({round(char["top"]) for char in chars})
    return ["".join(char["text"] for char in chars if round(char["top"]) == top) for top in tops]


@pytest.mark.parametrize(
    ("title", "organ", "lines"),
    [
        ("云溪区2023年政府信息公开工作年度报告", "云溪区", ["云溪区2023年政府信息公开工作年度报告"]),
        ("青石县市场监督管理局2023年政府信息公开工作年度报告", "青石县市场监督管理局", ["青石县市场监督管理局", "2023年政府信息公开工作年度报告"]),
        ("2023年青石县市场监督管理局政府信息公开工作年度报告", "青石县市场监督管理局", ["2023年青石县市场监督管理", "局政府信息公开工作年度报告"]),
    ],
)
def test_a_long_title_is_broken_where_the_sense_breaks_or_into_lines_of_one_length(title: str, organ: str, lines: list[str]) -> None:
    assert large(render(document(replace(report(), title=title, organ=organ)))) == lines


@pytest.mark.parametrize("length", range(20, 24))
def test_no_page_has_a_signature_and_no_text(length: int) -> None:
    lines = "\n".join(f"第{number}段。" for number in range(length))
    signed = replace(report(), edition=None, figures={}, units={}, sections=sections(六=f"{lines}\n青石县市场监督管理局\n2024年1月22日")[5:])
    with paper(render(document(signed))) as made:
        last = "".join(char["text"] for char in made.pages[-1].chars)
    assert "青石县市场监督管理局" in last
    assert f"第{length - 1}段。" in last


def test_every_number_of_the_form_is_printed_whole() -> None:
    changed = {code: 98_765_432 for code in figures("2021") if code.startswith(("applications.", "remedies."))}
    with paper(render(document(with_figures(report(), changed)))) as made:
        cells = [cell for page in made.pages for table in page.extract_tables() for row in table for cell in row]
    assert cells.count("98765432") == 25 * 7 + 15


def test_what_the_report_says_is_text_and_never_code() -> None:
    built = report(sections=sections(一=CODE), other_tables=(OtherTable(f"题{CODE}", ((CODE, "#1"), ("a", "b"))),))
    data = render(document(replace(built, metadata={"publisher": CODE})))
    assert words(data).count(CODE.replace(" ", "")) == 4


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render(document(report())) == render(document(report()))


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({"sections": sections(六="青石县市场监督管理局\n2024年1月22日")}, "20240122"),
        ({}, "20240120"),
        ({"metadata": {}}, "20240101"),
        ({"metadata": {"published": "2024年13月1日"}, "year": None}, "20080501"),
    ],
)
def test_the_date_of_the_file_is_the_reports_and_never_todays(changes: dict[str, object], day: str) -> None:
    with paper(render(document(replace(report(), **changes)))) as made:  # type: ignore[arg-type]
        assert made.metadata["CreationDate"].startswith(f"D:{day}")


def test_a_rare_character_is_printed() -> None:
    assert "𠮷㑇" in words(render(document(report(sections=sections(一="𠮷㑇二字。")))))


@pytest.mark.parametrize(("character", "codes"), [("\ue000", "U+E000"), ("😀", "U+1F600")])
def test_a_character_that_no_font_has_is_refused_and_named(character: str, codes: str) -> None:
    with pytest.raises(CannotWriteError) as refused:
        render(document(report(sections=sections(一=f"此字{character}没有。"))))
    assert refused.value.message.text("en") == (
        f"“{character}” ({codes}) cannot be printed: no font has it. Correct the text, or give a folder of fonts that have it."
    )


def test_a_file_that_would_not_be_accessible_is_refused() -> None:
    with pytest.raises(CannotWriteError) as refused:
        render(Document("", "", None, (), (), ()))
    assert refused.value.message.text("en").startswith("The PDF cannot be made: PDF/UA-1 error: ")


def test_marks_set_on_half_their_width_cost_the_reader_no_character() -> None:
    text = "见国办公开办函〔2021〕30号，2020年落实《办法》，（一）至（三）。3107条为新增，[甲]“乙”，a<b。"
    assert read_bytes(render(document(report(sections=sections(一=text)))), "report.pdf").sections[0].text == text


def test_a_title_of_two_lines_is_read_as_one_on_a_page_without_text() -> None:
    empty = report(sections=sections(一=""))
    assert read_bytes(render(document(empty)), "report.pdf").title == empty.title


def test_a_control_character_is_shown_as_a_lost_one() -> None:
    assert "甲□乙" in words(render(document(report(sections=sections(一="甲\x07乙。")))))


def named(font: bytes, family: str) -> bytes:
    """A TrueType font whose family is called `family` (OpenType specification, table `name`, name 1)."""
    data = bytearray(font)
    tables = {}
    for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16):
        tables[bytes(data[at : at + 4])] = struct.unpack(">II", data[at + 8 : at + 16])
    start, _ = tables[b"name"]
    _, count, strings = struct.unpack(">HHH", data[start : start + 6])
    for at in range(start + 6, start + 6 + 12 * count, 12):
        platform, _, _, name, _, offset = struct.unpack(">HHHHHH", data[at : at + 12])
        if name == 1:
            text = family.encode("latin-1" if platform == 1 else "utf-16-be")
            place = start + strings + offset
            data[place : place + len(text)] = text
            data[at + 8 : at + 10] = struct.pack(">H", len(text))
    return bytes(data)


def test_the_fonts_of_the_office_come_first_by_the_names_of_the_standard(tmp_path: Path) -> None:
    vera = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    (tmp_path / "fangsong.ttf").write_bytes(named(vera.read_bytes(), "FangSong_GB2312"))
    built = document(report(sections=sections(一="全年公开信息3107条。")))
    for folder, expected in ((tmp_path, "Vera"), (None, "NotoSansCJK")):
        with paper(render(built, folder)) as made:
            fonts = {char["fontname"] for char in made.pages[0].chars if char["text"] == "7" and char["size"] == pytest.approx(16)}
        assert len(fonts) == 1
        assert expected in fonts.pop()


@pytest.mark.parametrize("name", ["none", "without_fonts", "a_file"])
def test_a_folder_without_fonts_is_refused_and_not_passed_over(name: str, tmp_path: Path) -> None:
    (tmp_path / "without_fonts").mkdir()
    (tmp_path / "without_fonts" / "font.ttf").write_bytes(b"no font")
    (tmp_path / "a_file").touch()
    with pytest.raises(CannotWriteError) as refused:
        render(document(report()), tmp_path / name)
    assert refused.value.message.text("en") == f"{tmp_path / name} is no folder of fonts. Give a folder with TTF, OTF or TTC files."
