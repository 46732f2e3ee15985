"""The national statistics table of years up to 2018: read only where it is certainly that table, and its sums judged."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from annual.read.builders import codes, read, table
from gongkai.annual.check import Finding, check
from gongkai.annual.check.legacy import statistics
from gongkai.annual.model import AnnualReport, Figure

TITLE = "青石县水利局2017年政府信息公开工作年度报告"
# Ten rows of the form: label, unit, number, code.
ROWS = [
    ("（一）收到申请数", "件", "12", "received.total"),
    ("1.当面申请数", "件", "2", "received.in_person"),
    ("2.传真申请数", "件", "0", "received.fax"),
    ("3.网络申请数", "件", "7", "received.internet"),
    ("4.信函申请数", "件", "3", "received.letter"),
    ("四、行政复议数量", "件", "4", "review.total"),
    ("（一）维持具体行政行为数", "件", "2", "review.upheld"),
    ("（二）被依法纠错数", "件", "1", "review.corrected"),
    ("（三）其他情形数", "件", "1", "review.other"),
    ("七、依申请公开信息收取的费用", "万元", "0.25", "fees"),
]
CODES = [code for *_, code in ROWS]
FIGURES: dict[str, Figure] = dict(zip(CODES, (12, 2, 0, 7, 3, 4, 2, 1, 1, Decimal("0.25")), strict=True))


def page(rows: list[list[str]], *more: list[list[str]]) -> AnnualReport:
    return read(f"<html><body><h1>{TITLE}</h1>{table(rows)}{''.join(f'<p>另附一表，内容如下。</p>{table(others)}' for others in more)}</body></html>")


def cells(changes: Mapping[str, list[str]] | None = None) -> list[list[str]]:
    """The ten rows as cells, with other cells behind some labels."""
    changes = changes or {}
    return [[label, *changes.get(code, [unit, number])] for label, unit, number, code in ROWS]


def lines(*texts: str) -> AnnualReport:
    return read("\n".join([TITLE, "七、附表", *texts, ""]))


def figures(report: AnnualReport) -> dict[str, Figure]:
    return {cell.removeprefix("legacy."): value for cell, value in report.figures.items()}


def without(*missing: str) -> dict[str, Figure]:
    return {code: value for code, value in FIGURES.items() if code not in missing}


# ---- what is the table ----


def test_the_rows_of_a_table_are_read_with_their_units_and_places_and_the_table_stays() -> None:
    report = page(cells())
    assert figures(report) == FIGURES
    assert (report.edition, report.blank, report.units) == ("legacy", (), {"legacy.fees": "万元"})
    assert report.places["legacy.received.fax"].text("en") == "table 1, row 3, cell 3"
    assert [tuple(row) for row in report.other_tables[0].rows] == [(label, unit, number) for label, unit, number, _ in ROWS]
    assert codes(report) == []


def test_seven_labels_of_the_form_are_no_such_table() -> None:
    assert figures(page(cells()[:7])) == {}
    assert figures(page([*cells()[:7], cells()[0]])) == {}  # the same label again is not another one
    assert len(figures(page(cells()[:8]))) == 8


def test_labels_scattered_over_running_text_are_no_table() -> None:
    texts = [text for row in cells() for text in (*row, "这一段是正文，不是表格。")]
    assert figures(lines(*texts)) == {}


def test_labels_that_are_only_alike_are_not_the_form_s() -> None:
    alike = cells()
    alike[0][0], alike[3][0], alike[9][0] = "受理申请数", "网上申请数", "依申请公开收取费用"
    assert figures(page(alike)) == {}
    alike[3][0] = "网络申请数"
    assert figures(page(alike)) == without("received.total", "fees")


def test_the_figures_of_the_statutory_form_are_not_read_twice() -> None:
    report = read(
        "行政复议 | 行政诉讼\n未经复议直接起诉 | 复议后起诉\n"
        + " | ".join(["结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计"] * 3)
        + "\n"
        + "0 | " * 15
    )
    assert len(report.figures) == 15
    assert [cell for cell in report.figures if cell.startswith("legacy")] == []


# ---- where the labels and numbers stand ----


def test_list_numbers_group_words_and_of_which_may_have_cells_of_their_own() -> None:
    rows = [
        [label[: label.find(mark) + 1], label[label.find(mark) + 1 :], unit, number]
        for label, unit, number, _ in ROWS
        for mark in "）.、"
        if mark in label
    ]
    assert figures(page([["序号", "统计指标", "单位", "2017年"], *rows])) == FIGURES
    spanned = cells()
    spanned[1].insert(0, "其中：")
    spanned[0].insert(0, "依申请公开")
    spanned[5:7] = [["四、行政复议数量", *spanned[6]]]  # a label that heads its parts and has no number of its own
    report = page(spanned)
    assert (figures(report), codes(report)) == (without("review.total"), [])


def test_two_labels_in_a_row_have_their_own_numbers_but_no_group_above_them() -> None:
    rows = cells()
    report = page([left + right for left, right in zip(rows[:5], rows[5:], strict=True)])
    assert figures(report) == without("review.upheld", "review.corrected", "review.other")
    assert codes(report) == ["label.ambiguous"] * 3


@pytest.mark.parametrize("join", ["\n", "\n\n", " | ", "  ", "\t", " "])
def test_text_in_lines_bars_and_blanks(join: str) -> None:
    report = lines("统计指标", *(join.join(row) for row in cells()), "2018年3月1日")
    assert figures(report) == FIGURES
    assert codes(report) == []


def test_a_remark_of_the_label_on_a_line_of_its_own_is_passed_over() -> None:
    texts = ["主动公开政府信息数", "（不同渠道和方式公开相同信息计1条）", "条", "508", *(text for row in cells() for text in row)]
    assert figures(lines(*texts)) == {"disclosed.total": 508, **FIGURES}


def test_units_may_stand_in_the_label_in_the_number_or_nowhere() -> None:
    rows = [[f"{label}（{unit}）", number] for label, unit, number, _ in ROWS]
    assert page(rows).units == {"legacy.fees": "万元"}
    assert page(cells({"fees": ["", "2500元"]})).units == {"legacy.fees": "元"}
    report = page([[label, number] for label, _, number, _ in ROWS])
    assert (figures(report), report.units) == (FIGURES, {})
    assert figures(page([*cells(), ["接受培训人员数", "", "62人次"]])) == {**FIGURES, "people_trained": 62}


# ---- labels that stand twice in the form ----


def test_a_label_that_stands_twice_belongs_to_the_group_above_it() -> None:
    suits = [
        ["五、行政诉讼数量", "件", "9"],
        ["（一）维持具体行政行为数", "件", "6"],
        ["（二）被依法纠错数", "件", "2"],
        ["（三）其他情形数", "件", "1"],
    ]
    report = page([*cells(), *suits])
    assert figures(report) == {**FIGURES, "litigation.total": 9, "litigation.upheld": 6, "litigation.corrected": 2, "litigation.other": 1}
    headed = [["五、行政诉讼情况"], *suits[1:]]
    assert figures(page([*cells(), *headed])) == {**FIGURES, "litigation.upheld": 6, "litigation.corrected": 2, "litigation.other": 1}


def test_behind_words_of_the_office_s_own_it_belongs_to_nothing() -> None:
    rows = [*cells()[:7], ["被提起诉讼的情况"], *cells()[7:], ["举报投诉数量", "件", "0"]]
    report = page(rows)
    assert figures(report) == {**without("review.corrected", "review.other"), "complaints": 0}
    assert codes(report) == ["label.ambiguous"] * 2
    assert "行政复议数量·被依法纠错数" in report.warnings[0].message.text("en")


# ---- what is no number for certain ----


@pytest.mark.parametrize("blank", ["", "-", "/", "——", "无"])
def test_printed_blanks_are_listed(blank: str) -> None:
    report = page(cells({"received.fax": ["件", blank]}))
    assert (figures(report), report.blank, codes(report)) == (without("received.fax"), ("legacy.received.fax",), [])


def test_a_line_without_a_number_is_missing_not_blank() -> None:
    texts = [text for label, unit, number, code in ROWS for text in ((label, unit) if code == "received.fax" else (label, unit, number))]
    report = lines(*texts)
    assert (figures(report), report.blank, codes(report)) == (without("received.fax"), (), ["row.missing"])


@pytest.mark.parametrize(
    ("printed", "warning"),
    [
        (["件", "约7"], "cell.unreadable"),
        (["件", "1.2万"], "cell.unreadable"),
        (["万元", "7"], "cell.unreadable"),
        (["件", "7", "约8"], "row.unfit"),
        (["件"], "row.missing"),
        (["微信申请数", "7"], "row.missing"),
    ],
)
def test_what_is_no_single_number_is_a_doubt_and_the_others_are_read(printed: list[str], warning: str) -> None:
    report = page(cells({"received.internet": printed}))
    assert figures(report) == without("received.internet")
    assert (report.blank, codes(report)) == ((), [warning])


def test_digits_apart_are_one_number_only_in_a_cell() -> None:
    assert figures(page(cells({"received.internet": ["件", "1 7"]})))["received.internet"] == 17
    report = lines(*("  ".join(row) for row in cells({"received.internet": ["件", "1 7"]})))
    assert (figures(report), codes(report)) == (without("received.internet"), ["cell.unreadable"])


def test_a_bracketed_remark_is_set_aside_with_a_warning() -> None:
    report = page(cells({"received.internet": ["件", "7（含1件重复）"]}))
    assert (figures(report), codes(report)) == (FIGURES, ["cell.remark"])


def test_of_two_columns_none_is_chosen_not_even_where_one_is_blank() -> None:
    rows = [[*row, "40"] for row in cells({"received.fax": ["件", ""]})]
    rows[3][3] = ""
    report = page(rows)
    assert (figures(report), set(codes(report))) == ({}, {"row.ambiguous"})


def test_numbers_in_different_columns_are_not_taken_where_no_row_shows_both() -> None:
    rows = [[*row, ""] for row in cells()]
    assert figures(page(rows)) == FIGURES  # an empty column for remarks
    rows[3] = [*rows[3][:2], "", "7"]
    assert (figures(page(rows)), set(codes(page(rows)))) == ({}, {"row.ambiguous"})


def test_list_numbers_in_the_place_of_figures_are_no_figures() -> None:
    report = page([[label, unit, str(number), ""] for number, (label, unit, _, _) in enumerate(ROWS, 1)])
    assert (figures(report), set(codes(report))) == ({}, {"row.ambiguous"})


def test_a_capture_that_took_repeated_lines_out_is_not_trusted() -> None:
    seen: set[str] = set()
    texts = [text for row in cells() for text in row if not (text in seen or seen.add(text))]  # type: ignore[func-returns-value]
    report = lines(*texts)
    assert (figures(report), report.edition) == ({}, "legacy")  # the table still tells the edition
    assert {"row.ambiguous", "row.missing"} == set(codes(report))


def test_a_figure_printed_twice_counts_once_and_two_figures_not_at_all() -> None:
    assert figures(page(cells(), cells())) == FIGURES
    report = page(cells(), cells({"received.letter": ["件", "5"], "received.fax": ["件", ""]}))
    assert figures(report) == without("received.letter", "received.fax")
    assert codes(report) == ["table.twice"] * 2
    assert "(3, 5)" in report.warnings[1].message.text("en")


# ---- its sums ----


def found(changes: Mapping[str, Figure | None], *blank: str) -> list[Finding]:
    """The findings of the ten rows with some of them changed, left out (None) or blank."""
    printed = {f"legacy.{code}": value for code, value in {**FIGURES, **changes}.items() if value is not None and code not in blank}
    return list(statistics(replace(page(cells()), figures=printed, blank=tuple(f"legacy.{code}" for code in blank))))


def test_a_table_whose_parts_add_up_has_no_finding_of_a_sum() -> None:
    assert found({}) == []
    assert [one.code for one in check(page(cells())) if one.code.startswith("sum")] == []


def test_channels_that_do_not_add_up_to_the_requests_are_an_error() -> None:
    (one,) = found({"received.total": 14})
    assert (one.code, one.severity, one.left, one.right) == ("sum.legacy", "error", 12, 14)  # 2 + 0 + 7 + 3
    assert one.cells == tuple(f"legacy.received.{code}" for code in ("in_person", "fax", "internet", "letter", "total"))
    assert one.message.text("en") == "“收到申请数”: the parts add up to 12, but the number itself is 14."


def test_blanks_count_as_0_where_the_sum_then_holds_and_are_named_where_not() -> None:
    (held,) = found({}, "received.fax")
    assert (held.code, held.cells, held.left) == ("sum.blank_as_zero", ("legacy.received.fax",), 1)
    (broken,) = found({}, "review.corrected")
    assert (broken.code, broken.left, broken.right, broken.cells[0]) == ("sum.blank_contradiction", 3, 4, "legacy.review.corrected")
    assert "行政复议数量·被依法纠错数" in broken.message.text("en")


def test_a_sum_with_an_unknown_part_is_not_judged_and_one_of_which_little_is_printed_is_not_asked_for() -> None:
    (one,) = found({"review.total": 9, "review.other": None})
    assert (one.code, one.left, one.right, one.cells) == ("sum.not_judged", 1, 2, ("legacy.review.other",))
    assert found({"review.upheld": None, "review.corrected": None, "review.other": None}) == []
