"""A cell is read where the page leaves no other way; where it does, a warning stands in the place of a number."""

import pytest

from annual.generator.form import COLUMNS
from annual.read.builders import HEADS, TITLE, ZEROS, codes, labels_of_section3, read, row, section2, section3, section4, table, whole
from gongkai.annual.model import AnnualReport

NONE = [None] * 7
HOLDS = {"received": "10 1 0 0 0 0 11", "total": "10 1 0 0 0 0 11", "granted": "10 1 0 0 0 0 11"}


def said(report: AnnualReport, code: str) -> list[str]:
    """What the warnings of that code say."""
    return [doubt.message.text("en") for doubt in report.warnings if doubt.code == code]


# ---- edition and columns --------------------------------------------------------------------


def test_a_row_of_the_other_edition_is_told_and_not_fitted_to_these_columns() -> None:
    two = section2({}).replace("第二十条第（六）项", "其他对外管理服务事项 | 718\n第二十条第（六）项")
    report = read(whole(two))
    assert report.edition == "2021"
    assert said(report, "edition.mixed") == ["The form mixes words of two editions: “其他对外管理服务事项” does not belong to edition 2021."]
    assert [cell for cell in report.figures if "other_services" in cell] == []
    assert len(said(report, "row.ambiguous")) == 1  # one number for three cells


def test_as_many_words_of_one_edition_as_of_the_other_tell_none() -> None:
    report = read(f"{TITLE}\n信息内容 | 本年新制作数量 | 本年废止件数\n规章 | 1 | 2\n行政规范性文件 | 3 | 4\n")
    assert report.edition is None
    assert "edition.unknown" in codes(report)
    assert dict(report.figures) == {}


def test_rows_whose_columns_depend_on_the_edition_are_not_read_without_it() -> None:
    report = read(f"{TITLE}\n规章 | 1 | 2 | 3\n行政许可 | 4 | 5 | 6\n")
    assert report.edition is None
    assert dict(report.figures) == {}
    assert [doubt.message.fields["name"] for doubt in report.warnings if doubt.code == "columns.unknown"] == ["规章", "行政许可"]


def test_heads_in_another_order_move_the_columns() -> None:
    two = section2({"rules": "1 2 3"}).replace("本年制发件数 | 本年废止件数 | 现行有效件数", "现行有效件数 | 本年制发件数 | 本年废止件数")
    figures = read(whole(two)).figures
    assert [figures[f"article20.rules.{column}"] for column in ("made", "repealed", "in_force")] == [2, 3, 1]


@pytest.mark.parametrize(
    ("head", "cell", "unit"),
    [
        ("本年收费金额（单位：万元）", "0.37", "万元"),
        ("本年收费金额（单位：元）", "3700", "元"),
        ("本年收费金额", "0.37万元", "万元"),
        ("本年收费金额 | 单位：万元", "0.37", "万元"),
        ("本年收费金额（单位：万元）", "3700元", "元"),  # the cell's own unit is the nearer one
        ("本年收费金额", "0.37", None),
    ],
)
def test_the_unit_of_an_amount_is_the_printed_one(head: str, cell: str, unit: str | None) -> None:
    report = read(whole(section2({"fees": cell}).replace("本年收费金额（单位：万元）", head)))
    assert report.units.get("article20.fees.amount") == unit


def test_an_amount_without_any_head_has_no_unit() -> None:
    report = read(f"{TITLE}\n规章 | 1 | 2 | 3\n政府集中采购 | 3 | 12.5\n")
    assert report.edition == "2019"
    assert str(report.figures["article20.procurement.amount"]) == "12.5"
    assert dict(report.units) == {}


def test_labels_without_heads_and_numbers_in_a_menu_are_no_table() -> None:
    report = read(f"行政许可 | 3\n行政处罚 |\n{TITLE}\n一、总体情况\n无。\n")
    assert dict(report.figures) == {}
    assert report.warnings[-3].message.fields["title"] == "主动公开政府信息情况"


@pytest.mark.parametrize(
    "heads",
    [
        "总计 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他",
        "自然人 | 总计 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他",
        "商业企业 | 自然人 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计",
        "自然人 | 商业企业 | 科研机构 | 法律服务机构 | 社会公益组织 | 其他 | 总计",
        "自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 上一年合计数",
    ],
)
def test_applicants_in_another_order_are_not_read_by_place(heads: str) -> None:
    report = read(whole(three=section3(HOLDS, heads=heads)))
    assert [cell for cell in report.figures if cell.startswith("applications")] == []
    assert said(report, "columns.order") == ["The columns of section 3 are not in the order of the form; its figures were not taken."]
    assert "table.missing" not in codes(report)


@pytest.mark.parametrize(
    "heads", ["自然人 | 法人或其他组织 | 总计\n商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他", "申请人", HEADS + " | 备注"]
)
def test_applicants_under_heads_of_two_lines_or_lost_ones_are_read(heads: str) -> None:
    assert row(read(whole(three=section3(HOLDS, heads=heads))), "applications.granted") == [10, 1, 0, 0, 0, 0, 11]


RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
CASES = "1 2 3 4 10 2 0 0 1 3 0 1 0 0 1"
MIXED = "结果纠正 | 结果维持 | 其他结果 | 尚未审结 | 总计"
TOTAL_FIRST = "总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结"


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        (" | ".join(RESULTS), MIXED),
        (" | ".join(RESULTS), TOTAL_FIRST),
        ("未经复议直接起诉 | 复议后起诉", "复议后起诉 | 未经复议直接起诉"),
        ("行政复议 | 行政诉讼", "行政诉讼 | 行政复议"),
    ],
)
def test_remedies_in_another_order_are_not_read_by_place(printed: str, instead: str) -> None:
    report = read(whole(four=section4(CASES).replace(printed, instead)))
    assert [cell for cell in report.figures if cell.startswith("remedies")] == []
    assert said(report, "columns.order") == ["The columns of section 4 are not in the order of the form; its figures were not taken."]


def remedies_by_line(heads: str, *lines: str) -> AnnualReport:
    return read(whole(four="\n".join([f"类型 | {heads}", *lines])))


def test_remedies_on_lines_of_their_own_are_read_under_their_heads_only() -> None:
    lines = ["行政复议 | 1 | 2 | 3 | 4 | 10", "未经复议直接起诉 | 2 | 0 | 0 | 1 | 3", "复议后起诉 | 0 | 1 | 0 | 0 | 1"]
    right = remedies_by_line(" | ".join(RESULTS), *lines)
    assert row(right, "remedies.review") == [1, 2, 3, 4, 10]
    assert row(right, "remedies.litigation_after_review") == [0, 1, 0, 0, 1]
    assert codes(right) == []
    assert codes(remedies_by_line(MIXED, *lines)) == ["columns.order"]
    assert codes(remedies_by_line(TOTAL_FIRST, *lines)) == ["columns.order"]
    years = remedies_by_line("2019年 | 2020年 | 2021年 | 2022年 | 2023年", *lines)
    assert [cell for cell in years.figures if cell.startswith("remedies")] == []
    assert codes(years) == ["table.missing"]


def test_remedies_on_lines_that_come_again_with_other_numbers_are_not_taken() -> None:
    report = remedies_by_line(
        " | ".join(RESULTS), "行政复议 | 1 | 2 | 3 | 4 | 10", "复议后起诉 | 0 | 1 | 0 | 0 | 1", "上年", "行政复议 | 8 | 0 | 0 | 0 | 8"
    )
    assert row(report, "remedies.review") == [None] * 5
    assert row(report, "remedies.litigation_after_review") == [0, 1, 0, 0, 1]
    assert codes(report) == ["table.twice", "row.missing"]
    assert said(report, "row.missing") == ["Row “未经复议直接起诉” was not found in its table; its figures are unknown."]


STATISTICS = "执法情况 | 数量\n行政许可 | 99\n行政处罚 | 88\n行政强制 | 77\n"


def test_statistics_with_the_labels_of_section_2_are_not_its_table() -> None:
    lost = read(whole("（表格见附件）").replace("二、主动公开", STATISTICS + "二、主动公开", 1))
    assert [cell for cell in lost.figures if cell.startswith("article20")] == []
    behind = read(whole("\n".join(section2({}).split("\n")[:4])) + STATISTICS)
    assert behind.figures["article20.rules.made"] == 0
    assert [cell for cell in behind.figures if cell.endswith("decisions")] == []


def test_a_number_with_a_unit_that_its_cell_cannot_have_is_not_taken() -> None:
    report = read(whole(section2({"licences": "3.1万", "penalties": "45件", "fees": "3件"})))
    assert report.figures["article20.penalties.decisions"] == 45
    assert "article20.licences.decisions" not in report.figures
    assert "article20.fees.amount" not in report.figures
    assert [text.partition("：")[0] for text in said(report, "cell.unreadable")] == [
        "“行政许可·处理决定数量”: “3.1万” cannot be read as a number.",
        "“行政事业性收费·本年收费金额”: “3件” cannot be read as a number.",
    ]


def test_a_lost_character_does_not_cut_a_label_in_two() -> None:
    three = section3({"received": "0 0 － 0 0 0 "}).replace("公开申请数量 | 0 | 0 | －", "公开申请?量 | 0 | 0 | －")
    assert row(read(whole(three=three)), "applications.received") == [0, 0, None, 0, 0, 0, None]


# ---- one row, two rows, no row --------------------------------------------------------------


def test_two_copies_that_agree_are_one_table() -> None:
    report = read(whole(three=section3(HOLDS) + "\n" + section3(HOLDS)))
    assert row(report, "applications.granted") == [10, 1, 0, 0, 0, 0, 11]
    assert said(report, "table.twice") == []


def test_of_two_copies_that_differ_the_rows_that_differ_are_not_taken() -> None:
    report = read(whole(three=section3(HOLDS) + "\n" + section3({**HOLDS, "granted": "9 1 0 0 0 0 10"})))
    assert row(report, "applications.granted") == NONE
    assert row(report, "applications.received") == [10, 1, 0, 0, 0, 0, 11]
    (told,) = said(report, "table.twice")
    assert "10 1 0 0 0 0 11" in told
    assert "9 1 0 0 0 0 10" in told


def test_rows_in_doubt_are_not_said_to_be_missing() -> None:
    report = read(whole(three=section3(HOLDS) + "\n" + section3({**HOLDS, "granted": "9 1 0 0 0 0 10"})))
    assert codes(report) == ["table.twice"]


def test_of_two_tables_that_differ_in_most_rows_no_row_is_taken() -> None:
    last_year = section3(dict.fromkeys(labels_of_section3(), "7 0 0 0 0 0 7"))
    short = "\n".join(line for line in section3(HOLDS).split("\n") if "上年结转" not in line)
    report = read(whole(three=last_year + "\n" + short))
    assert [cell for cell in report.figures if cell.startswith("applications")] == []
    assert set(codes(report)) == {"table.twice"}


def test_remedies_printed_twice_are_taken_where_the_copies_agree() -> None:
    same = read(whole(four=section4("1 0 0 0 1 0 0 0 0 0 0 0 0 0 0") + "\n\n" + section4("1 0 0 0 1 0 0 0 0 0 0 0 0 0 0")))
    assert row(same, "remedies.review") == [1, 0, 0, 0, 1]
    assert codes(same) == []
    other = read(whole(four=section4("1 0 0 0 1 0 0 0 0 0 0 0 0 0 0") + "\n\n" + section4("1 1 0 0 2 0 0 0 0 0 0 0 0 0 0")))
    assert row(other, "remedies.review") == [1, None, 0, 0, None]
    assert len(said(other, "table.twice")) == 2


def test_other_handling_as_one_row_of_blanks_is_a_row_and_as_a_group_is_none() -> None:
    one = read(whole(section2({}, "2019"), section3({"other": "      "}, "2019"), edition="2019"))
    assert [f"applications.other.{column}" in one.blank for column in COLUMNS] == [True] * 7
    group = section3({}).replace("1.申请人无正当理由", "（六）其他处理 | | 1.申请人无正当理由")
    found = read(whole(three=group))
    assert [code for code in (*found.figures, *found.blank) if code.startswith("applications.other.") and code.count(".") == 2] == []
    assert row(found, "applications.other.not_corrected") == [0] * 7


def test_other_handling_as_one_row_in_the_2021_form_is_told() -> None:
    report = read(whole(three=section3({"other": "2 0 0 0 0 0 2"}, single_other=True)))
    assert row(report, "applications.other") == [2, 0, 0, 0, 0, 0, 2]
    assert codes(report) == ["other.one_row"]


def test_a_row_of_the_form_that_is_not_there_is_missing_and_not_zero() -> None:
    three = "\n".join(line for line in section3({}).splitlines() if "国家秘密" not in line)
    report = read(whole(three=three))
    assert row(report, "applications.refused.state_secret") == NONE
    assert said(report, "row.missing") == ["Row “属于国家秘密” was not found in its table; its figures are unknown."]


def test_a_misprinted_and_an_ambiguous_label_are_told() -> None:
    three = section3(HOLDS).replace("信访举报投诉类申请", "信访举报投拆类申请").replace("本年新收政府信息公开申请数量", "?年??政府信息公开申请数量")
    report = read(whole(three=three))
    assert row(report, "applications.rejected.petition") == [0] * 7
    assert row(report, "applications.received") == NONE
    assert said(report, "label.misprinted") == ["“1.信访举报投拆类申请” was read as “信访举报投诉类申请”."]
    (told,) = said(report, "label.ambiguous")
    assert "本年新收政府信息公开申请数量" in told
    assert "上年结转政府信息公开申请数量" in told


# ---- cells ----------------------------------------------------------------------------------


def test_a_cell_that_is_no_number_is_left_out_alone() -> None:
    report = read(whole(three=section3({"granted": "五件 1 0 / 0 15% 2（含1件重复）"})))
    assert row(report, "applications.granted") == [None, 1, 0, None, 0, None, 2]
    assert "applications.granted.public_interest" in report.blank
    five, share = said(report, "cell.unreadable")
    assert five.endswith("“五件” cannot be read as a number.")
    assert share.endswith("“15%” cannot be read as a number.")
    assert len(said(report, "cell.remark")) == 1


def test_a_row_one_cell_short_is_not_shifted_to_fit() -> None:
    report = read(whole(three=section3({"granted": "10 1 0 0 0 11"})))
    assert row(report, "applications.granted") == NONE
    assert len(said(report, "row.ambiguous")) == 1


def test_a_row_whose_neighbours_begin_further_right_has_lost_a_cell() -> None:
    # merged labels left an empty cell in every row but the one that lost one: which of its cells is the empty one cannot be told
    rows = [
        ("一、本年新收政府信息公开申请数量", "", *"3000003"),
        ("二、上年结转政府信息公开申请数量", "", *"1000001"),
        ("（一）予以公开", "", *"300000"),
        ("四、结转下年度继续办理", "", *"1000001"),
    ]
    report = read(f"<html><body>{table([HEADS.split(' | '), *rows])}</body></html>")
    assert row(report, "applications.received") == [3, 0, 0, 0, 0, 0, 3]
    assert row(report, "applications.granted") == NONE
    assert len(said(report, "row.ambiguous")) == 1


SECRET, PROHIBITED = "applications.refused.state_secret", "applications.refused.prohibited_by_law"
BOTH = ("1.属于国家秘密 | {} | {}\n2.其他法律行政法规禁止公开 | {}", "1.属于国家秘密 | {} | {}2其他法律行政法规禁止公开 | {}")


@pytest.mark.parametrize(
    ("parts", "last", "read_as"),
    [
        ("3 0 0 0 0 0", "3", [3, 0, 0, 0, 0, 0, 3]),
        ("30 2 0 0 0 0", "32", [30, 2, 0, 0, 0, 0, 32]),
        ("32 0 0 0 0 0", "3", [32, 0, 0, 0, 0, 0, 32]),  # the sum says that the 2 is the number's own
        ("5 0 0 0 0 0", "3", [5, 0, 0, 0, 0, 0, None]),
    ],
)
def test_the_list_number_of_the_next_label_is_told_from_a_digit_by_the_rows_sum(parts: str, last: str, read_as: list[int | None]) -> None:
    before = "1.属于国家秘密 | 0 | 0 | 0 | 0 | 0 | 0 | 0\n2.其他法律行政法规禁止公开 | "
    glued = f"1.属于国家秘密 | {' | '.join(parts.split())} | {last}2其他法律行政法规禁止公开 | "
    assert before in section3({})
    report = read(whole(three=section3({}).replace(before, glued)))
    assert row(report, SECRET) == read_as
    assert row(report, PROHIBITED) == [0] * 7


def test_glued_digits_are_cut_by_the_sum_and_a_list_number_is_not_one_of_them() -> None:
    three = section3({}).replace(" | ", "\n").replace("\n0" * 7, "0000000")
    glued = three.replace("属于国家秘密0000000\n2.", "属于国家秘密30000032")
    assert glued != three
    report = read(f"{TITLE}\n三、收到和处理政府信息公开申请情况\n{glued}\n")
    assert row(report, SECRET) == [3, 0, 0, 0, 0, 0, 3]
    assert row(report, PROHIBITED) == [0] * 7


OPEN = "一、本年新收政府信息公开申请数量101000011"  # 10 1 0 0 0 0 11 or 1 0 10 0 0 0 11


def glued_received(**numbers: str) -> AnnualReport:
    shown = section3({**HOLDS, **numbers})
    return read(whole(three=shown.replace("一、本年新收政府信息公开申请数量 | 10 | 1 | 0 | 0 | 0 | 0 | 11", OPEN)))


def test_a_row_that_can_be_cut_in_two_ways_is_decided_by_the_columns_balance() -> None:
    assert row(glued_received(), "applications.received") == [10, 1, 0, 0, 0, 0, 11]
    assert row(glued_received(total="1 0 10 0 0 0 11", granted="1 0 10 0 0 0 11"), "applications.received") == [1, 0, 10, 0, 0, 0, 11]


def test_a_row_that_can_be_cut_in_two_ways_stays_open_where_the_balance_does_not_tell() -> None:
    blank = glued_received(carried_in="0 0 / 0 0 0 0")
    assert row(blank, "applications.received") == NONE
    assert "row.ambiguous" in codes(blank)
    wrong = glued_received(total="2 2 0 0 0 0 4")
    assert row(wrong, "applications.received") == NONE


# ---- section 4 ------------------------------------------------------------------------------

HEAD4 = [("行政复议", "行政诉讼"), ("未经复议直接起诉", "复议后起诉"), ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计") * 3]


def test_numbers_of_the_next_table_are_not_those_of_section_4() -> None:
    report = read(f"<html><body>{table([*HEAD4, tuple('100010000000000')])}{table([('7', '8'), ('9', '9')])}</body></html>")
    assert row(report, "remedies.review") == [1, 0, 0, 0, 1]
    assert row(report, "remedies.litigation_after_review") == [0] * 5
    assert [found.rows for found in report.other_tables] == [(("7", "8"), ("9", "9"))]


def test_fifteen_numbers_over_several_rows_are_read_in_reading_order() -> None:
    report = read(f"<html><body>{table([*HEAD4, tuple('10001'), tuple('00202'), tuple('00000')])}</body></html>")
    assert row(report, "remedies.review") == [1, 0, 0, 0, 1]
    assert row(report, "remedies.litigation_direct") == [0, 0, 2, 0, 2]


def test_section_4_without_numbers_is_blank_where_its_cells_show_and_unknown_where_not() -> None:
    shown = read(f"<html><body>{table([*HEAD4, ('',) * 15])}</body></html>")
    assert len([cell for cell in shown.blank if cell.startswith("remedies")]) == 15
    hidden = read(f"<html><body>{table([*HEAD4, ('',) * 4])}</body></html>")
    assert [cell for cell in hidden.blank if cell.startswith("remedies")] == []


def test_a_row_of_zeros_tells_nothing_about_a_lost_one() -> None:
    report = read(whole(four=section4(" ".join("0" * 14))))
    assert [cell for cell in report.figures if cell.startswith("remedies")] == []
    assert ZEROS.count("0") == 7


def test_a_page_that_ends_inside_a_cell_says_so_and_drops_that_cell() -> None:
    text = whole()
    end = text.index("1.属于国家秘密 | 0 | 0")
    report = read(text[: end + len("1.属于国家秘密 | 0 | 0")])
    assert "text.cut" in codes(report)
    assert row(report, SECRET) == NONE
