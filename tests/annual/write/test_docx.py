"""The DOCX as python-docx and a reader of the file's XML see it, against GB/T 9704-2012 and figures written here by hand."""

# ruff: noqa: SLF001 - what the standard asks for is in the XML, which python-docx shows under these names

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable

from gongkai.annual.write.document import Cell, Document, Paragraph, Part, Table
from gongkai.annual.write.docx import render

CODE = "applications.received.total"


def head(text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(text, rows, columns, head=True)


def figure(text: str) -> Cell:
    return Cell(text, code=CODE)


# 申请人情况 over two columns, the corner and 办理结果 over two rows each; the last row has a blank cell.
TABLE = Table(
    "applications",
    "收到和处理政府信息公开申请情况",
    (
        (head("勾稽关系", rows=2, columns=2), head("申请人情况", columns=2)),
        (head("自然人"), head("总计")),
        (head("办理结果", rows=2), head("予以公开"), figure("31"), figure("47")),
        (head("部分公开"), figure("6"), figure("")),
    ),
    2,
    (0.1, 0.5, 0.2, 0.2),
)


def document(*blocks: Paragraph | Table, **changes: object) -> Document:
    parts = (Part("一、总体情况", blocks),)
    fields = {"title": "青石县水利局2023年度报告", "organ": "青石县水利局", "year": 2023, "facts": (), "parts": parts, "signature": ()}
    return Document(**{**fields, **changes})  # type: ignore[arg-type]


def opened(document: Document) -> Word:
    return docx.Document(BytesIO(render(document)))


def lines(word: Word) -> list[tuple[str, str]]:
    return [(one.style.name or "", one.text) for one in word.paragraphs if one.style]


def table(word: Word) -> WordTable:
    (found,) = word.tables
    return found


def value(element: object, path: str) -> list[str]:
    return [str(one.get(qn("w:val"))) for one in element.xpath(path)]  # type: ignore[attr-defined]


# ---- the standard's page --------------------------------------------------------------------


def test_the_page_is_a4_with_the_margins_of_the_standard() -> None:
    (section,) = opened(document()).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm, 1) for margin in margins if margin] == [37, 35, 28, 26]


def test_the_grid_has_22_lines_of_28_characters() -> None:
    (grid,) = opened(document()).element.body.sectPr.xpath("w:docGrid")
    assert grid.get(qn("w:type")) == "linesAndChars"
    line = int(grid.get(qn("w:linePitch"))) / 20
    character = 16 + int(grid.get(qn("w:charSpace"))) / 4096
    assert int(Mm(225).pt // line) == 22
    assert int(Mm(156.03).pt // character) == 28  # Word measures the page in twentieths of a point


def test_lines_and_characters_keep_to_the_grid_where_a_program_knows_none() -> None:
    word = opened(document())
    normal = word.styles["Normal"]
    assert 22 * normal.paragraph_format.line_spacing <= Mm(225)
    (spacing,) = value(normal.element, "w:rPr/w:spacing")
    assert 28 <= Mm(156).pt / (16 + int(spacing) / 20) < 29


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("Title", "方正小标宋简体", 22),
        ("Body Text", "仿宋_GB2312", 16),
        ("Heading 1", "黑体", 16),
        ("Heading 2", "楷体_GB2312", 16),
        ("Heading 3", "仿宋_GB2312", 16),
        ("Footer", "宋体", 14),
    ],
)
def test_fonts_and_sizes_are_those_of_the_standard(style: str, font: str, size: int) -> None:
    word = opened(document())
    own = word.styles[style]
    above = [own, word.styles["Normal"]]
    fonts = [*(name for one in above for name in one.element.xpath("w:rPr/w:rFonts/@w:eastAsia")), *_default(word, "w:rFonts/@w:eastAsia")]
    sizes = [one.font.size for one in above if one.font.size]
    assert (fonts[0], sizes[0]) == (font, Pt(size))


def _default(word: Word, path: str) -> list[str]:
    return list(word.styles.element.xpath(f"w:docDefaults/w:rPrDefault/w:rPr/{path}"))


def test_the_language_is_chinese() -> None:
    word = opened(document())
    assert _default(word, "w:lang/@w:eastAsia") == ["zh-CN"]
    assert word.core_properties.language == "zh-CN"


def test_page_numbers_stand_between_dashes_right_on_odd_and_left_on_even_pages() -> None:
    word = opened(document())
    (section,) = word.sections
    assert word.settings.odd_and_even_pages_header_footer
    for footer, name, side in ((section.footer, "页码（单页）", "right"), (section.even_page_footer, "页码（双页）", "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph.style is not None
        assert paragraph.style.name == name
        assert re.fullmatch(r"— \d —", "".join(paragraph._p.xpath(".//w:t/text()")))
        assert paragraph._p.xpath("w:fldSimple/@w:instr") == [" PAGE "]
        assert paragraph.style.element.xpath(f"w:pPr/w:ind/@w:{side}Chars") == ["100"]


# ---- text -----------------------------------------------------------------------------------


def test_every_kind_of_line_has_its_own_named_style() -> None:
    blocks = (Paragraph("（一）主动公开", 2), Paragraph("1.政府网站", 3), Paragraph("全年公开信息30条。"))
    made = document(*blocks, facts=(("索引号", "A-1"),), masthead="青石县水利局", title="年度报告")
    assert lines(opened(made)) == [
        ("公文机关", "青石县水利局"),
        ("Title", "年度报告"),
        ("公文信息", "索引号：A-1"),
        ("Heading 1", "一、总体情况"),
        ("Heading 2", "（一）主动公开"),
        ("Heading 3", "1.政府网站"),
        ("Body Text", "全年公开信息30条。"),
    ]


def test_headings_have_levels_that_word_navigates_by() -> None:
    styles = opened(document()).styles
    assert [value(styles[f"Heading {level}"].element, "w:pPr/w:outlineLvl") for level in (1, 2, 3)] == [["0"], ["1"], ["2"]]


def test_what_stands_before_the_first_part_has_no_heading() -> None:
    made = document(parts=(Part("", (Paragraph("根据条例编制。"),)), Part("一、总体情况", ())))
    assert [text for _, text in lines(opened(made))] == ["青石县水利局2023年度报告", "根据条例编制。", "一、总体情况"]


def test_the_second_level_is_set_apart_where_its_heading_opens_a_paragraph() -> None:
    word = opened(document(Paragraph("（一）主动公开。全年公开30条。"), Paragraph("（二）" + "很长" * 30 + "。完")))
    first, second = word.paragraphs[-2:]
    assert [(run.text, run.style.name) for run in first.runs] == [("（一）主动公开。", "公文第二层"), ("全年公开30条。", "Default Paragraph Font")]
    assert [run.text for run in second.runs] == ["（二）" + "很长" * 30 + "。完"]


def _line_of_title(word: Word) -> float:
    """How many characters of the title's size its line holds."""
    title = word.paragraphs[0]
    aside = [int(one) for one in title._p.xpath("w:pPr/w:ind/@w:left | w:pPr/w:ind/@w:right")]
    return (11906 - 1587 - 1474 - sum(aside)) / 440


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("青石县市场监督管理局2023年", "政府信息公开工作年度报告"),  # 13 and 12 characters
        ("青石县水利局2023年度政府信息公开", "工作年度报告"),  # after the year the line above would be the shorter
        ("青石县人民政府办公室二〇二三年度", "政务公开工作报告"),
    ],
)
def test_a_title_of_two_lines_breaks_where_its_sense_does(above: str, below: str) -> None:
    word = opened(document(title=above + below))
    width = sum(0.5 if one.isdigit() and one.isascii() else 1 for one in above)
    assert word.paragraphs[0].text == above + below  # no line end that would part it
    assert width < _line_of_title(word) < width + 1
    assert len(below) < _line_of_title(word)


@pytest.mark.parametrize("title", ["青石县水利局2023年度报告", "青石县" * 8, "青石县" * 12 + "2023年政府信息公开工作年度报告"])
def test_other_titles_take_the_whole_width(title: str) -> None:
    assert 20 < _line_of_title(opened(document(title=title))) < 21


def _indents(word: Word) -> Iterator[tuple[str, str, str]]:
    for paragraph in word.paragraphs:
        for indent in paragraph._p.xpath("w:pPr/w:ind"):
            yield paragraph.text, indent.get(qn("w:rightChars")), indent.get(qn("w:right"))


def test_the_date_begins_two_characters_after_a_long_name() -> None:
    # the name takes 10 characters and ends 2 from the edge; the date takes 6.5 and begins 2 after it: 2 + 10 - 2 - 6.5 = 3.5
    made = document(signature=("青石县市场监督管理局", "2024年1月26日"))
    assert list(_indents(opened(made))) == [("青石县市场监督管理局", "200", "632"), ("2024年1月26日", "350", "1106")]


def test_a_date_longer_than_the_name_ends_two_characters_from_the_edge() -> None:
    # the date takes 6.5 characters, the name 6 and begins 2 before it: 2 + 6.5 + 2 - 6 = 4.5
    made = document(signature=("青石县水利局", "2024年1月26日"))
    assert [(text, characters) for text, characters, _ in _indents(opened(made))] == [("青石县水利局", "450"), ("2024年1月26日", "200")]


def test_a_date_alone_ends_two_characters_from_the_edge() -> None:
    assert [characters for _, characters, _ in _indents(opened(document(signature=("2024年1月26日",))))] == ["200"]


def test_what_xml_cannot_hold_is_seen_to_be_missing() -> None:
    word = opened(document(Paragraph("公开\x07信息\ud800三\x0b条"), title="年度\x00报告"))
    assert word.paragraphs[-1].text == "公开�信息�三�条"
    assert (word.paragraphs[0].text, word.core_properties.title) == ("年度�报告", "年度�报告")


# ---- tables ---------------------------------------------------------------------------------


def test_merged_cells_stand_where_the_form_has_them() -> None:
    rows = [[cell.text for cell in row.cells] for row in table(opened(document(TABLE))).rows]
    assert rows == [
        ["勾稽关系", "勾稽关系", "申请人情况", "申请人情况"],
        ["勾稽关系", "勾稽关系", "自然人", "总计"],
        ["办理结果", "予以公开", "31", "47"],
        ["办理结果", "部分公开", "6", ""],
    ]


def test_head_rows_are_printed_again_and_no_row_is_broken() -> None:
    rows = table(opened(document(TABLE))).rows
    assert [bool(row._tr.xpath("w:trPr/w:tblHeader")) for row in rows] == [True, True, False, False]
    assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in rows)


def test_a_table_that_fits_a_page_stays_on_one() -> None:
    def kept(table_: WordTable) -> list[bool]:
        return [bool(row._tr.xpath("w:tc/w:p/w:pPr/w:keepNext")) for row in table_.rows]

    long = Table("", "", tuple((Cell(str(number)),) for number in range(31)), 0, (1.0,))
    assert kept(table(opened(document(TABLE)))) == [True, True, True, False]
    assert kept(table(opened(document(long)))) == [False] * 31


def test_a_table_is_as_wide_as_the_text_and_has_its_own_style() -> None:
    word = opened(document(TABLE))
    columns = [int(width) for width in table(word)._tbl.xpath("w:tblGrid/w:gridCol/@w:w")]
    assert sum(columns) == 11906 - 1587 - 1474
    assert columns[1] == pytest.approx(sum(columns) / 2, abs=1)
    assert value(table(word)._tbl, "w:tblPr/w:tblStyle") == [word.styles["公文表格"].style_id]


def test_a_table_has_a_name_for_those_who_listen_and_a_nameless_one_has_none() -> None:
    path = "w:tblPr/w:tblCaption | w:tblPr/w:tblDescription"
    assert value(table(opened(document(TABLE)))._tbl, path) == ["收到和处理政府信息公开申请情况"] * 2
    assert value(table(opened(document(Table("", "", ((Cell("甲"),),), 0, (1.0,)))))._tbl, path) == []


def _styles(table_: WordTable) -> list[list[str]]:
    return [[cell.paragraphs[0].style.name or "" for cell in row.cells if cell.paragraphs[0].style] for row in table_.rows]


def test_heads_and_figures_are_centred_and_long_labels_begin_on_the_left() -> None:
    word = opened(document(TABLE))
    assert _styles(table(word)) == [
        ["表格表头"] * 4,
        ["表格表头"] * 4,
        ["表格文字", "表格文字", "表格居中", "表格居中"],
        ["表格文字", "表格文字", "表格居中", "表格居中"],
    ]
    assert [value(word.styles[style].element, "w:pPr/w:jc") for style in ("表格表头", "表格居中", "表格文字")] == [["center"], ["center"], ["left"]]


def test_heads_below_the_first_row_are_heads_and_short_labels_are_centred() -> None:
    rows = ((head("第（一）项", columns=2),), (head("信息内容"), head("本年制发件数")), (head("规章"), figure("3")))
    assert _styles(table(opened(document(Table("article20", "", rows, 0, (0.5, 0.5)))))) == [
        ["表格表头"] * 2,
        ["表格表头"] * 2,
        ["表格居中"] * 2,
    ]


def test_words_in_another_table_begin_on_the_left_and_its_numbers_are_centred() -> None:
    rows = ((Cell("网站"), Cell("1,234"), Cell("含转载")),)
    assert _styles(table(opened(document(Table("", "", rows, 0, (0.4, 0.3, 0.3)))))) == [["表格文字", "表格居中", "表格文字"]]


def test_a_number_too_long_for_its_column_is_printed_smaller_and_not_broken() -> None:
    texts = ("7", "12345", "123456", "1234567", "12345678", "123456789012")
    rows = (tuple(figure(text) for text in texts),)
    made = Table("remedies", "", rows, 0, (1 / 15,) * 6)  # 29.5 points each, less 2.8 for the margins
    sizes = ("", "（小五）", "（六号）", "（小六）", "（七号）", "（七号）")
    assert _styles(table(opened(document(made)))) == [[f"表格居中{size}" for size in sizes]]


def test_two_tables_are_not_run_together() -> None:
    assert len(opened(document(TABLE, TABLE)).tables) == 2


def test_a_line_end_in_a_cell_is_one_in_the_document() -> None:
    made = Table("", "", ((head("本年新\n制作数量"),),), 1, (1.0,))
    assert table(opened(document(made))).cell(0, 0).text == "本年新\n制作数量"


# ---- the file -------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_bytes_at_any_time() -> None:
    made = document(TABLE, signature=("青石县水利局", "2024年1月26日"))
    assert render(made) == render(made)
    with ZipFile(BytesIO(render(made))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_says_who_made_it_and_when_the_report_was_signed() -> None:
    about = opened(document(signature=("青石县水利局", "2024年1月26日"))).core_properties
    assert (about.title, about.author) == ("青石县水利局2023年度报告", "青石县水利局")
    assert about.created == about.modified == datetime(2024, 1, 26, tzinfo=UTC)


@pytest.mark.parametrize("signature", [(), ("青石县水利局",), ("2024年2月30日",)])
def test_a_report_without_a_day_has_no_day_in_its_file(signature: tuple[str, ...]) -> None:
    about = opened(document(signature=signature)).core_properties
    assert (about.created, about.modified) == (None, None)


def test_the_file_holds_no_styles_and_parts_of_strangers() -> None:
    with ZipFile(BytesIO(render(document()))) as package:
        assert [name for name in package.namelist() if "thumbnail" in name or "theme" in name] == []
        assert "Accent" not in package.read("word/styles.xml").decode()


def test_a_row_with_too_few_cells_keeps_the_others_in_their_columns() -> None:
    rows = ((Cell("甲"), Cell("乙", rows=2)), (), (Cell("丙"),))
    cells = [[cell.text for cell in row.cells] for row in table(opened(document(Table("", "", rows, 0, (0.5, 0.5))))).rows]
    assert cells == [["甲", "乙"], ["", "乙"], ["丙"]]
