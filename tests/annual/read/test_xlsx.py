"""A workbook is read as a person sees it: numbers exactly, merged cells once, nothing that is hidden."""

import io
from decimal import Decimal

import pytest
from openpyxl import Workbook

from annual.read.office import data, row, xlsx, zipped
from gongkai.annual.read import read_bytes
from gongkai.annual.read import xlsx as reader
from gongkai.annual.read.raw import REPLACEMENT, Grid, Line, Page
from gongkai.annual.read.xlsx.cells import is_date, places, plain
from gongkai.messages import UserError

LABELS = data(
    row(1, "规章", 1), row(2, "行政规范性文件", 2), row(3, "一、本年新收政府信息公开申请数量", 3), row(4, "二、上年结转政府信息公开申请数量", 4),
    row(5, "行政复议", "行政诉讼"), row(6, "未经复议直接起诉", "复议后起诉"),
)  # fmt: skip
PICTURE = b"\x89PNG\r\n\x1a\n" + b"x" * 9000


def grid(*rows: str, **others: str) -> tuple[tuple[str, ...], ...]:
    """The only table of a sheet with these rows."""
    (found,) = reader.page(xlsx(data(*rows), parts={}, **others)).blocks  # type: ignore[arg-type]
    assert isinstance(found, Grid)
    return found.rows


def shown(cell: str, **others: str) -> str:
    """What one cell shows."""
    return grid(row(1, "甲", "乙"), row(2, "丙", cell), row(3, "丁", "戊"), **others)[1][1]


def merged(*ranges: str) -> str:
    cells = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return f"<mergeCells>{cells}</mergeCells>"


# ---- cells ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("0.1", "0.1"), ("1.1000000000000001", "1.1"), ("0.30000000000000004", "0.3"), ("4.0999999999999996", "4.1"), ("36.2", "36.2"), ("12", "12"),
        ("12.0", "12"),
        ("-7", "-7"), ("-0", "0"), ("1E+5", "100000"), ("2.5E-3", "0.0025"), ("12345678901234", "12345678901234"), ("0.37", "0.37"),
        ("1E+99999999", "1E+99999999"), ("NaN", "NaN"), ("x", "x"),
    ],
)  # fmt: skip
def test_a_number_is_what_the_workbook_shows_and_not_what_a_float_makes_of_it(stored: str, printed: str) -> None:
    assert shown(f"<c><v>{stored}</v></c>") == printed


@pytest.mark.parametrize(
    ("stored", "printed"),
    [
        ("型号_x005F_x0041_", "型号_x0041_"),
        ("31_x000D_\n件", "31\n件"),
        ("甲_x000d_乙", "甲\n乙"),
        ("甲_xD800_乙", f"甲{REPLACEMENT}乙"),
        ("a_x1_", "a_x1_"),
    ],
)
def test_what_the_file_spells_out_is_read_as_what_it_stands_for(stored: str, printed: str) -> None:
    assert shown(f'<c t="inlineStr"><is><t>{stored}</t></is></c>') == printed


def styles(code: str = "", font: str = "", number: int = 164) -> str:
    codes = f'<numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>' if code else ""
    return (
        f'{codes}<fonts><font/><font>{font}</font></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="{number}" fontId="{1 if font else 0}"/></cellXfs>'
    )


@pytest.mark.parametrize(
    ("code", "stored", "printed"),
    [
        ("#,##0", "1234567", "1234567"), ("#,##0.00", "36.2", "36.20"), ("0.0", "0.37", "0.37"), ("0.00&quot;万元&quot;", "0.5", "0.50"),
        ("0.00_);[Red]\\(0.00\\)", "3", "3.00"),
        ("0%", "0.125", "12.5%"), ("yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "45306", "2024-01-15"),
        ("[$-804]yyyy/m/d h:mm", "45306.5", "2024-01-15 12:00:00"),
        ("h:mm", "0.25", "06:00:00"), ("yyyy", "9E+20", "9E+20"), ("[Red]General", "5", "5"), (";;;", "5", ""), ("0.#", "5", "5"),
        ("0.0000000000000000", "5", "5"),
    ],
)  # fmt: skip
def test_formats_change_no_value_and_tell_dates_and_shares(code: str, stored: str, printed: str) -> None:
    assert shown(f'<c s="1"><v>{stored}</v></c>', styles=styles(code)) == printed


def test_formats_that_are_not_spelled_out_are_known_by_their_numbers() -> None:
    assert shown('<c s="1"><v>45306</v></c>', styles=styles(number=14)) == "2024-01-15"
    assert shown('<c s="1"><v>0.5</v></c>', styles=styles(number=9)) == "50%"
    assert shown('<c s="1"><v>0.5</v></c>', styles=styles(number=2)) == "0.50"
    assert (is_date(57), is_date(3), places(4), places(0), plain(Decimal(5), 99)) == (True, False, 2, 0, "5")


def test_a_workbook_that_counts_days_from_1904_is_read_so() -> None:
    book = '<workbookPr date1904="1"/>'
    page = reader.page(xlsx(data(row(1, "甲", "乙"), row(2, "丙", '<c s="1"><v>43844</v></c>')), book=book, styles=styles(number=14)))
    assert page.blocks == (Grid("cell", (("甲", "乙"), ("丙", "2024-01-15")), 1),)


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("<c><f>SUM(A1:A2)</f><v>12</v></c>", "12"),
        ("<c><f>SUM(A1:A2)</f></c>", REPLACEMENT),
        ('<c t="str"><f>A1&amp;""</f><v></v></c>', ""),
        ('<c t="str"><f>A1</f><v>甲</v></c>', "甲"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="b"><v>1</v></c>', "1"),
        ('<c t="inlineStr"/>', ""),
        ('<c t="s"><v>0</v></c>', "甲乙"),
        ('<c t="s"><v>1</v></c>', "~~12~~3¹"),
        ('<c t="s"><v>9</v></c>', REPLACEMENT),
        ('<c s="x"><v>5</v></c>', "5"),
    ],
)
def test_a_cell_is_its_result_and_a_formula_without_one_is_no_number(cell: str, printed: str) -> None:
    strings = (
        "<si><t>甲</t><r><t>乙</t></r><rPh><t>yi</t></rPh></si>"
        '<si><r><rPr><strike/></rPr><t>12</t></r><r><t>3</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>1</t></r></si>'
    )
    assert shown(cell, sharedStrings=strings) == printed


def test_a_text_that_stands_in_several_cells_is_read_in_each() -> None:
    same = '<c t="s"><v>0</v></c>'
    assert grid(row(1, same, same), sharedStrings="<si><t>无</t></si>") == (("无", "无"),)


def test_a_cell_that_is_struck_out_or_raised_as_a_whole_is_no_number() -> None:
    assert shown('<c s="1"><v>5</v></c>', styles=styles(font="<strike/>", number=0)) == "~~5~~"
    assert shown('<c s="1"><v>5</v></c>', styles=styles(font='<vertAlign val="superscript"/>', number=0)) == "⁵"
    assert shown('<c s="1"><v>5</v></c>', styles='<cellXfs><xf/><xf fontId="7"/></cellXfs>') == "5"
    assert shown('<c s="1"><v>5</v></c>', styles="") == "5"


# ---- tables ---------------------------------------------------------------------------------


def test_a_merged_cell_stands_once_and_a_blank_one_is_kept() -> None:
    sheet = data(row(1, "办理结果", "予以公开", None, 1), row(2, None, "部分公开", None, None), row(3, None, "总计", None, 3))
    sheet += merged("A1:A3", "B1:C1", "$B$2:$C$2")
    (found,) = reader.page(xlsx(sheet)).blocks
    assert found == Grid("cell", (("办理结果", "予以公开", "1"), ("部分公开", ""), ("总计", "3")), 1)


def test_texts_by_themselves_are_lines_and_an_empty_row_ends_a_table() -> None:
    sheet = data(
        row(1, "青石县水利局2023年政府信息公开工作年度报告"), row(2, "一、总体情况\n\n全年收到申请3件。"),
        row(3, "二、主动公开政府信息情况"), row(4, "规章", 1),
        row(5, "行政许可"), row(6, 7), row(7, "三、收到和处理政府信息公开申请情况"), row(8, "网站", 2), row(9, "微信"), row(10, "微博", 3),
        row(11, "截至年底。"),
        row(12, "渠道", 1), row(14, "甲", 1), row(15, "说明"),
    )  # fmt: skip
    assert reader.page(xlsx(sheet)).blocks == (
        Line("青石县水利局2023年政府信息公开工作年度报告", 1), Line("一、总体情况", 2), Line("全年收到申请3件。", 3),
        Line("二、主动公开政府信息情况", 4),
        Grid("cell", (("规章", "1"), ("行政许可", ""), ("7", "")), 1), Line("三、收到和处理政府信息公开申请情况", 5),
        Grid("cell", (("网站", "2"), ("微信", ""), ("微博", "3")), 2), Line("截至年底。", 6),
        Grid("cell", (("渠道", "1"),), 3), Grid("cell", (("甲", "1"),), 4), Line("说明", 7),
    )  # fmt: skip


def test_empty_rows_within_merged_cells_do_not_end_a_table() -> None:
    sheet = data(row(1, "行政复议", "行政诉讼"), row(4, 1, 2)) + merged("A1:A3", "B1:B3")
    assert reader.page(xlsx(sheet)).blocks == (Grid("cell", (("行政复议", "行政诉讼"), ("1", "2")), 1),)


BOXED = '<borders><border/><border><left style="thin"/></border></borders><cellXfs><xf/><xf borderId="1"/></cellXfs>'
EMPTY = '<c s="1"/>'


def test_cells_with_lines_around_them_are_cells_though_nothing_stands_in_them() -> None:
    sheet = data(
        row(1, "三、收到和处理政府信息公开申请情况", EMPTY),
        row(2, "总计", EMPTY), row(3, "网站", EMPTY), row(4, "甲", 1), row(5, EMPTY, EMPTY),
        row(6, EMPTY, EMPTY),
        row(7, EMPTY),
    )  # fmt: skip
    assert reader.page(xlsx(sheet, styles=BOXED)).blocks == (
        Line("三、收到和处理政府信息公开申请情况", 1),
        Grid("cell", (("总计", ""), ("网站", ""), ("甲", "1"), ("", "")), 1),
    )


def test_a_value_under_a_merged_cell_is_not_seen() -> None:
    sheet = data(row(1, "甲", "乙"), row(2, "丙", 5), row(3, 8, 9)) + merged("A2:B3", "x", "A2:")
    assert reader.page(xlsx(sheet)).blocks == (Grid("cell", (("甲", "乙"),), 1), Line("丙", 1))


def test_a_table_that_only_places_text_is_lines() -> None:
    assert reader.page(xlsx(data(row(1, "左", "长" * 700)))).blocks == (Line("左", 1), Line("长" * 700, 2))


def test_rows_and_cells_without_references_follow_each_other() -> None:
    sheet = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r='x'><c><v>3</v></c><c><v>4</v></c></row></sheetData>"
    assert reader.page(xlsx(sheet)).blocks == (Grid("cell", (("1", "2"), ("3", "4")), 1),)


# ---- sheets ---------------------------------------------------------------------------------


def test_sheets_follow_each_other_and_a_name_that_tells_the_part_is_a_line() -> None:
    first, second = data(row(1, "规章", 1)), data(row(1, "二、主动公开政府信息情况"), row(2, "甲", 2))
    page = reader.page(xlsx(first, second, "", names=("二、主动公开政府信息情况", "主动公开政府信息情况")))
    assert page.blocks == (
        Line("二、主动公开政府信息情况", 1), Grid("cell", (("规章", "1"),), 1), Line("二、主动公开政府信息情况", 2), Grid("cell", (("甲", "2"),), 2)
    )  # fmt: skip


def test_what_is_hidden_is_not_read_and_told() -> None:
    hidden_rows = data(row(1, "甲", 1), row(2, "乙", 2, attributes='hidden="1"'), row(3, "丙", 3, attributes='ht="0"'), row(4, "丁", 4))
    hidden_columns = '<cols><col min="2" max="2" hidden="1"/><col min="x" max="3" hidden="1"/></cols>' + data(
        row(1, "甲", 9, 1), row(2, "乙", None, 2)
    )
    page = reader.page(xlsx(hidden_rows, hidden_columns, data(row(1, "去年", 5)), names=("行", "列", '去年|state="hidden"')))
    assert page.blocks == (Grid("cell", (("甲", "1"),), 1), Grid("cell", (("丁", "4"),), 2), Grid("cell", (("甲", "1"), ("乙", "2")), 3))
    (found,) = page.doubts
    assert (found.code, found.message.text("en")) == (
        "sheet.hidden",
        "The workbook has hidden sheets, rows or columns (行, 列, 去年) that were not read.",
    )


def test_what_is_hidden_and_empty_is_no_doubt() -> None:
    assert reader.page(xlsx('<cols><col min="9" max="9" hidden="1"/></cols>' + data(row(1, "甲", 1), row(2, attributes='hidden="1"')))).doubts == ()


def test_sheets_of_charts_and_lost_sheets_are_passed_over() -> None:
    sheets = {"xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'}
    assert reader.page(xlsx(data(row(1, "甲", 1)), parts=sheets)) == Page(())


def test_pictures_are_told_where_a_table_of_the_form_is_missing() -> None:
    parts: dict[str, str | bytes] = {"xl/media/image1.png": PICTURE, "xl/media/seal.png": b"small"}
    (found,) = reader.page(xlsx(data(row(1, "甲", 1)), parts=parts)).doubts
    assert (found.code, found.message.fields["count"]) == ("picture.unread", 1)
    assert reader.page(xlsx(LABELS, parts=parts)).doubts == ()


# ---- files that are not as they should be ---------------------------------------------------


@pytest.mark.parametrize(
    "parts",
    [
        {"[Content_Types].xml": "", "xl/x": ""},
        {"_rels/.rels": "<x/>", "xl/workbook.xml": "<x/>"},
        {
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": b"\x83\x01",
        },
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(parts: dict[str, str | bytes]) -> None:
    with pytest.raises(UserError) as raised:
        reader.page(zipped(parts))
    assert raised.value.message.msgid.endswith("open it in Excel or WPS and save it as XLSX.")


def _letters(number: int) -> str:
    return f"{chr(ord('A') + number // 26)}{chr(ord('A') + number % 26)}"


HUGE = {
    "cells": data("".join(f"<row>{'<c><v>1</v></c>' * 500}</row>" for _ in range(401))),
    "an area of mostly nothing": data(*(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="{_letters(n)}{n}"><v>1</v></c></row>' for n in range(1, 700))),
    "merged cells": data(row(1, "甲", 1)) + merged(*(f"A{n}:B{n}" for n in range(1, 5002))),
}  # fmt: skip


@pytest.mark.parametrize("sheet", HUGE)
def test_more_than_a_report_can_have_is_refused(sheet: str) -> None:
    with pytest.raises(UserError) as raised:
        reader.page(xlsx(HUGE[sheet]))
    assert raised.value.message.msgid.startswith("{source} has more than {cells} cells")


def test_a_sheet_that_claims_a_million_rows_costs_no_more_than_what_is_in_it() -> None:
    sheet = (
        '<dimension ref="A1:XFD1048576"/>' + data(row(1, "甲", 1), '<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>') + merged("A1:A1048576")
    )
    assert reader.page(xlsx(sheet)).blocks == (Grid("cell", (("甲", "1", ""), ("", "5")), 1),)


def test_a_workbook_of_openpyxl_is_read() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["青石县水利局2023年政府信息公开工作年度报告"])
    sheet.append(["规章", 0.1])
    sheet.append(["行政规范性文件", "=1+1"])
    file = io.BytesIO()
    book.save(file)
    assert reader.page(file.getvalue()).blocks[1] == Grid("cell", (("规章", "0.1"), ("行政规范性文件", REPLACEMENT)), 1)
    assert read_bytes(file.getvalue(), "x.xlsx").organ == "青石县水利局"
