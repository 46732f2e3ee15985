"""The workbook of many reports as openpyxl sees it, against figures written here by hand."""

from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.annual import tableform
from gongkai.annual.check import finding
from gongkai.annual.model import AnnualReport, Doubt, Figure
from gongkai.annual.tableform import Tables, rows
from gongkai.annual.write import sheet
from gongkai.messages import UserError, message

RECEIVED = "applications.received.natural_person"
AMOUNT = "article20.fees.amount"
REPORT = AnnualReport(
    source="年报/甲.html",
    organ="青石县水利局",
    year=2023,
    edition="2021",
    title="青石县水利局2023年政府信息公开工作年度报告",
    metadata={"index_number": "002669015/2024-00012", "published": "2024-01-26"},
    figures={RECEIVED: 31, AMOUNT: Decimal("1.50"), "article20.penalties.decisions": 0},
    blank=("applications.received.business",),
    units={AMOUNT: "万元"},
    warnings=(Doubt("row.missing", message("a row"), message("line {line}", line=3)),),
)


def saved(*reports: tableform.Rows) -> bytes:
    with Tables() as tables:
        for one in reports:
            tables.add(one)
        out = BytesIO()
        tables.save(out)
    return out.getvalue()


def book(*reports: tableform.Rows) -> Workbook:
    return load_workbook(BytesIO(saved(*reports)))


def records(page: Worksheet) -> list[dict[Any, Any]]:
    """The rows under the two head rows, by the codes of the first."""
    heads, _, *found = page.iter_rows(values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in found]


def cell(page: Worksheet, code: str, row: int = 3) -> Any:
    (column,) = (one.column for one in page[1] if one.value == code)
    return page.cell(row, column)


def test_a_report_is_a_row_and_a_cell_of_the_form_a_column() -> None:
    (found,) = records(book(rows(REPORT, ()))["报告"])
    assert {key: value for key, value in found.items() if value is not None} == {
        "source": "年报/甲.html",
        "organ": "青石县水利局",
        "year": 2023,
        "edition": "2021",
        "title": "青石县水利局2023年政府信息公开工作年度报告",
        "index_number": "002669015/2024-00012",
        "published": "2024-01-26",
        "units": "article20.fees.amount=万元",
        "blank": "applications.received.business",
        "warnings": "row.missing",
        RECEIVED: 31,
        AMOUNT: 1.5,
        "article20.penalties.decisions": 0,
    }


def test_a_column_is_named_by_its_code_and_by_the_words_of_the_form() -> None:
    page = book()["报告"]
    assert cell(page, "organ", 2).value == "机关"
    assert cell(page, RECEIVED, 2).value == "一、本年新收政府信息公开申请数量·自然人"
    assert cell(page, "applications.refused.state_secret.total", 2).value == "（三）不予公开 1.属于国家秘密·总计"
    assert cell(page, "article20.normative_documents.made", 2).value == "第二十条第（一）项 行政规范性文件·本年制发件数"
    assert cell(page, "legacy.channels.gazette", 2).value == "政府公报公开政府信息数"


def test_figures_before_2019_have_their_columns_too() -> None:
    report = AnnualReport("甲", None, 2017, "legacy", None, figures={"legacy.channels.gazette": 12})
    assert records(book(rows(report, ()))["报告"])[0]["legacy.channels.gazette"] == 12


def test_every_code_has_one_column() -> None:
    heads = [one.value for one in book()["报告"][1]]
    assert len(heads) == len(set(heads))
    assert None not in [one.value for one in book()["报告"][2]]


def test_a_figure_is_a_number_that_shows_every_digit_that_was_printed() -> None:
    figures: dict[str, Figure] = {RECEIVED: 10**16, AMOUNT: Decimal("12345678.100000"), "article20.penalties.decisions": 12_345_678}
    page = book(rows(AnnualReport("甲", None, None, None, None, figures=figures), ()))["报告"]
    assert (cell(page, RECEIVED).data_type, cell(page, RECEIVED).value) == ("s", "10000000000000000")
    assert (cell(page, AMOUNT).value, cell(page, AMOUNT).number_format) == (12345678.1, "0.000000")
    assert cell(page, "article20.penalties.decisions").value == 12_345_678


def test_a_blank_cell_is_grey_and_one_that_is_not_known_is_not() -> None:
    book_ = book(rows(REPORT, ()))
    page = book_["报告"]
    blank, unknown = cell(page, "applications.received.business"), cell(page, "applications.received.research")
    assert (blank.value, unknown.value) == (None, None)
    assert (blank.fill.fgColor.rgb, unknown.fill.fill_type) == ("00D9D9D9", None)
    legend = {row[0].fill.fgColor.rgb: row[1].value for row in book_["说明"].iter_rows() if row[0].fill.fill_type}
    assert list(legend) == ["00D9D9D9"]
    assert "空白不是 0" in str(legend["00D9D9D9"])


def test_what_a_report_does_not_say_leaves_its_column_empty() -> None:
    page = book(rows(AnnualReport("甲", "", None, None, None), ()))["报告"]
    assert [value for value in records(page)[0].values() if value is not None] == ["甲"]
    assert all(one.fill.fill_type is None for one in page[3])


def test_a_finding_is_a_row_with_its_cells_and_both_values() -> None:
    one = finding("sum.remedies", cells=("remedies.review.total", "remedies.review.upheld"), left=3, right=Decimal("4.50"), row="行政复议")
    other = finding("form.year", left="2022", right=None, text="=一句话")
    first, second = records(book(rows(REPORT, (one, other)))["核对发现"])
    assert first | {"severity": None, "message": None} == {
        "source": "年报/甲.html",
        "organ": "青石县水利局",
        "year": 2023,
        "severity": None,
        "code": "sum.remedies",
        "message": None,
        "cells": "remedies.review.total remedies.review.upheld",
        "left": 3,
        "right": 4.5,
        "text": None,
    }
    assert first["severity"] == "错误"
    assert first["message"] == one.message.text("zh_Hans")
    assert (second["left"], second["right"], second["text"]) == ("2022", None, "=一句话")


def test_a_doubt_is_a_row_with_its_place() -> None:
    (found,) = records(book(rows(REPORT, ()))["存疑"])
    assert found == {"source": "年报/甲.html", "code": "row.missing", "message": "a row", "place": message("line {line}", line=3).text("zh_Hans")}


def test_heads_stay_in_sight_and_every_column_can_be_filtered() -> None:
    found = book(rows(REPORT, (finding("form.year", left="1", right="2"),)), rows(REPORT, ()))
    assert [(page.title, page.freeze_panes) for page in found.worksheets] == [("报告", "D3"), ("核对发现", "B3"), ("存疑", "B3"), ("说明", None)]
    assert [page.auto_filter.ref for page in found.worksheets[1:]] == ["A2:J3", "A2:D4", None]
    assert str(found["报告"].auto_filter.ref).endswith("4")
    assert cell(found["报告"], "organ", 1).column_letter == "B"
    assert found["报告"].column_dimensions["B"].width == 24


def test_data_never_becomes_a_formula_or_an_error() -> None:
    report = AnnualReport("=cmd()", "+86", None, None, "#N/A", metadata={"index_number": "@x", "published": "-1"})
    page = book(rows(report, ()))["报告"]
    for code, text in (("source", "=cmd()"), ("organ", "+86"), ("title", "#N/A"), ("index_number", "@x"), ("published", "-1")):
        found = cell(page, code)
        assert (found.value, found.data_type, bool(found.quotePrefix)) == (text, "s", not text.startswith("#"))


def test_a_text_longer_than_a_cell_is_seen_to_be_cut() -> None:
    found = records(book(rows(REPORT, (finding("form.year", text="公" * 40_000),)))["核对发现"])[0]["text"]
    assert (len(found), found[-2:]) == (32_767, "公…")


def test_what_xml_cannot_hold_is_seen_to_be_missing() -> None:
    assert records(book(rows(AnnualReport("甲\x00乙\ud800", None, None, None, None), ()))["报告"])[0]["source"] == "甲�乙�"


def test_a_sheet_that_is_full_is_told_and_not_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "MOST_ROWS", 3)
    with Tables() as tables:
        tables.add(rows(REPORT, ()))
        with pytest.raises(UserError) as refused:
            tables.add(rows(REPORT, ()))
    assert refused.value.message.text("en") == ("The sheet “报告” is full: Excel holds 3 rows. Read fewer reports at a time, or take --format jsonl.")


def test_the_same_reports_give_the_same_bytes_at_any_time() -> None:
    made = saved(rows(REPORT, ()))
    assert made == saved(rows(REPORT, ()))
    with ZipFile(BytesIO(made)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
