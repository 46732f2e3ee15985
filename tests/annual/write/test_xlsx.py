"""The workbook as openpyxl sees it, against figures written here by hand."""

from datetime import datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.annual.write import sheet
from gongkai.annual.write.document import Cell, Document, Paragraph, Part, Table
from gongkai.annual.write.xlsx import render

CODE = "applications.received.total"


def head(text: str, rows: int = 1, columns: int = 1) -> Cell:
    return Cell(text, rows, columns, head=True)


def figure(text: str) -> Cell:
    return Cell(text, code=CODE)


TABLE = Table(
    "applications",
    "收到和处理政府信息公开申请情况",
    (
        (head("勾稽关系", rows=2, columns=2), head("申请人情况", columns=2)),
        (head("自然人"), head("总计")),
        (head("办理结果", rows=2), head("予以公开"), figure("31"), figure("1.50")),
        (head("部分公开"), figure("不详"), figure("")),
    ),
    2,
    (0.1, 0.5, 0.2, 0.2),
)
TITLE = "青石县水利局2023年度报告"


def document(*blocks: Paragraph | Table, **changes: object) -> Document:
    parts = (Part("三、申请情况", blocks),)
    fields = {"title": TITLE, "organ": "青石县水利局", "year": 2023, "facts": (), "parts": parts, "signature": ()}
    return Document(**{**fields, **changes})  # type: ignore[arg-type]


def opened(document: Document) -> Workbook:
    return load_workbook(BytesIO(render(document)))


def last(document: Document) -> Worksheet:
    return opened(document).worksheets[-1]


def rows(page: Worksheet) -> list[list[object]]:
    """Values row by row; the places that a merged cell covers are left out."""
    return [[cell.value for cell in row if type(cell).__name__ == "Cell"] for row in page.iter_rows()]


def one_cell(text: str, **how: object) -> Table:
    return Table("", "", ((Cell(text, **how),),), 0, (1.0,))  # type: ignore[arg-type]


# ---- sheets ---------------------------------------------------------------------------------


def test_a_sheet_for_title_and_facts_and_one_for_each_part() -> None:
    made = document(
        facts=(("索引号", "A-1"),),
        parts=(Part("", (Paragraph("根据条例编制。"),)), Part("一、总体情况", (Paragraph("全年公开30条。"),)), Part("二、主动公开情况", ())),
        signature=("青石县水利局", "2024年1月26日"),
        masthead="青石县水利局办公室",
    )
    book = opened(made)
    assert book.sheetnames == ["年度报告", "一、总体情况", "二、主动公开情况"]
    cover = [value for row in rows(book["年度报告"]) for value in row if value]
    assert cover == ["青石县水利局办公室", TITLE, "报告机关：青石县水利局", "报告年度：2023", "索引号：A-1", "根据条例编制。"]
    assert rows(book["一、总体情况"]) == [["一、总体情况"], ["全年公开30条。"]]
    assert rows(book["二、主动公开情况"]) == [["二、主动公开情况"], ["青石县水利局"], ["2024年1月26日"]]


def test_what_is_not_known_of_a_report_is_not_told() -> None:
    cover = opened(document(organ="", year=None)).worksheets[0]
    assert [value for row in rows(cover) for value in row if value] == [TITLE]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("四、复议/诉讼[情况]:*?\\", "四、复议／诉讼［情况］：＊？＼"),
        ("情况" * 20, "情况" * 15 + "…"),
        ("'一、情况'", "一、情况"),
        ("年度报告", "年度报告 (2)"),
        ("'", "—"),
    ],
)
def test_a_sheet_has_a_name_that_excel_takes(heading: str, name: str) -> None:
    page = last(document(parts=(Part(heading, ()),)))
    assert page.title == name
    assert page["A1"].value == heading


def test_parts_of_one_name_have_sheets_of_their_own() -> None:
    book = opened(document(parts=(Part("其他" * 16, ()), Part("其他" * 16, ()))))
    assert book.sheetnames[1:] == ["其他" * 15 + "…", "其他" * 13 + "… (2)"]


def test_sheets_are_printed_on_a4_as_wide_as_the_page_with_page_numbers() -> None:
    for page in opened(document(TABLE)).worksheets:
        assert (page.page_setup.paperSize, page.page_setup.fitToHeight, page.sheet_properties.pageSetUpPr.fitToPage) == (9, 0, True)  # type: ignore[union-attr]
        assert page.oddFooter.center.text == "— &P —"  # type: ignore[union-attr]


# ---- tables ---------------------------------------------------------------------------------


def test_a_table_stands_as_the_form_has_it_with_its_merged_cells() -> None:
    page = last(document(TABLE))
    assert rows(page) == [
        ["三、申请情况"],
        [None] * 4,
        ["勾稽关系", "申请人情况"],
        ["自然人", "总计"],
        ["办理结果", "予以公开", 31, 1.5],
        ["部分公开", "不详", None],
    ]
    assert sorted(map(str, page.merged_cells.ranges)) == ["A1:D1", "A3:B4", "A5:A6", "C3:D3"]


def test_head_rows_stay_in_sight_and_are_printed_on_every_page() -> None:
    page = last(document(TABLE))
    assert page.freeze_panes == "A5"
    assert page.print_title_rows == "$3:$4"


def test_heads_far_down_are_printed_again_but_do_not_fill_the_screen() -> None:
    page = last(document(*[Paragraph("全年公开30条。")] * 12, TABLE))
    assert page.freeze_panes is None
    assert page.print_title_rows == "$15:$16"


def test_a_second_table_leaves_the_heads_of_the_first_in_sight() -> None:
    page = last(document(TABLE, TABLE))
    assert (page.freeze_panes, page.print_title_rows) == ("A5", "$3:$4")


def test_an_empty_row_stands_between_a_table_and_what_is_around_it() -> None:
    page = last(document(Paragraph("全年公开30条。"), one_cell("甲"), Paragraph("其中网站20条。")))
    assert [row[0] for row in rows(page)] == ["三、申请情况", "全年公开30条。", None, "甲", None, "其中网站20条。"]


def test_tables_of_different_columns_share_a_sheet() -> None:
    thirds = Table("", "", ((Cell("甲"), Cell("乙"), Cell("丙")),), 0, (0.25, 0.25, 0.5))
    halves = Table("", "", ((Cell("丁"), Cell("戊")),), 0, (0.5, 0.5))
    page = last(document(thirds, halves))
    assert rows(page)[2:] == [["甲", "乙", "丙"], [None] * 3, [None] * 3, ["丁", "戊"]]
    assert [page.column_dimensions[letter].width for letter in "ABC"] == [20, 20, 40]
    assert sorted(map(str, page.merged_cells.ranges)) == ["A1:C1", "A6:B6"]


def test_every_cell_of_a_table_has_lines_around_it_and_shows_all_its_text() -> None:
    page = last(document(TABLE))
    for row in page["A3:D6"]:
        for cell in row:
            assert (cell.border.left.style, cell.border.right.style) in {("thin", "thin"), ("thin", None), (None, "thin"), (None, None)}
            assert type(cell).__name__ == "MergedCell" or cell.alignment.wrap_text or cell.alignment.shrink_to_fit
    assert page["A3"].border.left.style == page["D3"].border.right.style == "thin"


def test_a_row_is_high_enough_for_its_longest_cell() -> None:
    wide = Table("", "", ((Cell("情况" * 20), Cell("甲")),), 0, (0.25, 0.75))  # 80 places in a column of 20: five lines
    assert last(document(wide)).row_dimensions[3].height == 5 * 15 + 3


# ---- numbers --------------------------------------------------------------------------------


@pytest.mark.parametrize("printed", ["0", "7", "-7", "12345678", "1.50", "0.50", "12345678.123456", "100.00", "-0.25", "123456789012345"])
def test_a_number_is_a_number_and_shows_every_digit_that_was_printed(printed: str) -> None:
    cell = last(document(one_cell(printed, code=CODE)))["A3"]
    decimals = len(printed.partition(".")[2])
    assert cell.data_type == "n"
    assert cell.number_format == ("0." + "0" * decimals if decimals else "0")
    assert f"{Decimal(repr(cell.value)):.{decimals}f}" == printed


@pytest.mark.parametrize(
    "printed", ["007", "1,234", "0.37万元", "不详", "-0", "-0.0", "1234567890123456", "1.2345678901234567", "+1", "1e5", ".5", "5."]
)
def test_what_a_number_of_excel_would_change_stays_text(printed: str) -> None:
    cell = last(document(one_cell(printed, code=CODE)))["A3"]
    assert (cell.data_type, cell.value) == ("s", printed)


def test_a_blank_cell_stays_empty_and_a_head_is_never_a_number() -> None:
    made = Table("", "", ((head("2023"), Cell("2023"), figure("")),), 1, (0.3, 0.3, 0.4))
    values = rows(last(document(made)))[2]
    assert values == ["2023", 2023, None]


def test_a_sheet_is_as_wide_as_its_longest_number_needs() -> None:
    def widths(number: str) -> list[float]:
        made = Table("", "", ((head("甲"), figure(number)),), 0, (0.9, 0.1))
        page = last(document(made))
        assert page["B3"].alignment.shrink_to_fit  # what is longer still is shown smaller, and never as ###
        return [page.column_dimensions[letter].width for letter in "AB"]

    assert widths("123456") == [72, 8]
    assert widths("1234567890") == [108, 12]
    assert widths("12345678901234567890") == [144, 16]


def test_figures_keep_their_digits_in_any_workbook() -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row, value in enumerate((Decimal("1.50"), 10**20, Decimal("1234567890.1234567")), 1):
        sheet.put_figure(page.cell(row, 1), value)  # type: ignore[arg-type]
    assert [(page.cell(row, 1).value, page.cell(row, 1).number_format) for row in (1, 2, 3)] == [
        (Decimal("1.50"), "0.00"),
        ("100000000000000000000", "General"),
        ("1234567890.1234567", "General"),
    ]


# ---- text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["=1+1", "=", "+86", "-", "@SUM(A1)", "＝1", "#N/A", "TRUE"])
def test_data_never_becomes_a_formula_or_an_error(text: str) -> None:
    for cell in (last(document(one_cell(text)))["A3"], last(document(Paragraph(text)))["A2"]):
        assert (cell.value, cell.data_type) == (text, "s")
        assert bool(cell.quotePrefix) == text.startswith(("=", "+", "-", "@", "＝"))


def test_a_paragraph_stands_in_a_row_high_enough_for_it() -> None:
    page = last(document(TABLE, Paragraph("公开" * 100)))  # 400 places in lines of 79: six lines
    assert (page["A8"].value, page["A8"].alignment.wrap_text) == ("公开" * 100, True)
    assert page.row_dimensions[8].height == 6 * 15
    assert "A8:D8" in map(str, page.merged_cells.ranges)


def test_a_paragraph_taller_than_a_row_takes_several() -> None:
    page = last(document(Paragraph("公开" * 1000), Paragraph("完")))  # 51 lines of 15 points, at most 405 in a row
    assert "A2:A3" in map(str, page.merged_cells.ranges)
    assert [page.row_dimensions[row].height for row in (2, 3)] == [51 * 15 / 2] * 2
    assert page["A4"].value == "完"


def test_a_paragraph_longer_than_a_cell_goes_on_in_the_next() -> None:
    text = "公" * 32_767 + "开"
    values = [value for row in rows(last(document(Paragraph(text)))) for value in row if value]
    assert "".join(map(str, values[1:])) == text


def test_a_table_cell_that_is_too_long_is_seen_to_be_cut() -> None:
    value = last(document(one_cell("公" * 40_000)))["A3"].value
    assert (len(str(value)), str(value)[-2:]) == (32_767, "公…")


def test_what_xml_cannot_hold_is_seen_to_be_missing() -> None:
    book = opened(document(Paragraph("公开\x07信息\ud800\r\n三条"), parts=(Part("一\x00二", (Paragraph("公开\x07信息\ud800\r\n三条"),)),)))
    assert book.sheetnames[1] == "一�二"
    assert book.worksheets[1]["A2"].value == "公开�信息�\n三条"


def test_letters_that_excel_would_decode_are_kept_as_they_are() -> None:
    with ZipFile(BytesIO(render(document(Paragraph("型号_x0041_"))))) as package:
        assert "_x005F_x0041_<" in package.read("xl/worksheets/sheet2.xml").decode()


# ---- the file -------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_bytes_at_any_time() -> None:
    made = document(TABLE)
    assert render(made) == render(made)
    with ZipFile(BytesIO(render(made))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_report_without_a_day_has_no_day_in_its_file() -> None:
    with ZipFile(BytesIO(render(document()))) as package:
        about = package.read("docProps/core.xml").decode()
    assert f">{TITLE}<" in about
    assert "created" not in about
    assert "modified" not in about


def test_the_file_says_who_made_it_and_when_the_report_was_signed() -> None:
    about = opened(document(signature=("青石县水利局", "2024年1月26日"))).properties
    assert (about.title, about.creator, about.language) == (TITLE, "青石县水利局", "zh-CN")
    assert about.created == about.modified == datetime(2024, 1, 26)  # noqa: DTZ001 - openpyxl's times have no zone
