"""The statutory form of each edition, written down once more from 国办公开办函〔2019〕60号 and 〔2021〕30号, and counted by hand."""

from collections import Counter

import pytest

from gongkai.statute.editions import Row, article20_columns, cell_labels, editions, furniture, labels, outcome_rows

ARTICLE20 = {
    "2019": [
        ("第二十条第（一）项", "规章", "本年新制作数量 本年新公开数量 对外公开总数量"),
        ("第二十条第（一）项", "规范性文件", "本年新制作数量 本年新公开数量 对外公开总数量"),
        ("第二十条第（五）项", "行政许可", "上一年项目数量 本年增/减 处理决定数量"),
        ("第二十条第（五）项", "其他对外管理服务事项", "上一年项目数量 本年增/减 处理决定数量"),
        ("第二十条第（六）项", "行政处罚", "上一年项目数量 本年增/减 处理决定数量"),
        ("第二十条第（六）项", "行政强制", "上一年项目数量 本年增/减 处理决定数量"),
        ("第二十条第（八）项", "行政事业性收费", "上一年项目数量 本年增/减"),
        ("第二十条第（九）项", "政府集中采购", "采购项目数量 采购总金额"),
    ],
    "2021": [
        ("第二十条第（一）项", "规章", "本年制发件数 本年废止件数 现行有效件数"),
        ("第二十条第（一）项", "行政规范性文件", "本年制发件数 本年废止件数 现行有效件数"),
        ("第二十条第（五）项", "行政许可", "本年处理决定数量"),
        ("第二十条第（六）项", "行政处罚", "本年处理决定数量"),
        ("第二十条第（六）项", "行政强制", "本年处理决定数量"),
        ("第二十条第（八）项", "行政事业性收费", "本年收费金额"),
    ],
}
APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
REMEDIES = ["行政复议", "未经复议直接起诉", "复议后起诉"]
BEFORE_OTHER = [
    "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量",
    "（一）予以公开", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
    "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
    "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项",
    "1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确",
    "1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请", "5.要求行政机关确认或重新出具已获取信息",
]  # fmt: skip
OTHER = {
    "2019": ["（六）其他处理"],
    "2021": [
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "3.其他",
    ],
}
AFTER_OTHER = ["（七）总计", "四、结转下年度继续办理"]
TITLES = {
    "statutory": ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
                  "存在的主要问题及改进情况", "其他需要报告的事项"],
    "legacy": ["概述", "主动公开政府信息的情况", "政府信息依申请公开办理情况", "政府信息公开的收费及减免情况",
               "因政府信息公开申请行政复议、提起行政诉讼的情况", "政府信息公开工作存在的主要问题及改进情况", "其他需要报告的事项"],
}  # fmt: skip
STATUTORY = pytest.mark.parametrize("edition", ["2019", "2021"])


def heads(edition: str, row: Row) -> str:
    words = {label.code: (label.label, *label.variants) for label, _ in article20_columns()}
    printed = dict(zip(row.cells, row.columns, strict=True))
    wanted = next(columns for _, label, columns in ARTICLE20[edition] if label == row.label).split(" ")
    return " ".join(word for word, code in zip(wanted, printed.values(), strict=True) if word in words[code])


@STATUTORY
def test_section_2_has_its_rows_and_columns_in_printed_order(edition: str) -> None:
    rows = editions()[edition].article20
    assert [(row.group, row.label, heads(edition, row)) for row in rows] == ARTICLE20[edition]


@STATUTORY
def test_section_3_has_its_rows_and_columns_in_printed_order(edition: str) -> None:
    rows = editions()[edition].applications
    assert [f"{row.number}{row.label}" for row in rows] == [*BEFORE_OTHER, *OTHER[edition], *AFTER_OTHER]
    words = {label.code: label.label for label in labels("applicants")}
    assert all([words[column] for column in row.columns] == APPLICANTS for row in rows)
    groups = Counter(row.group for row in rows)
    one_row = edition == "2019"
    assert (groups["不予公开"], groups["无法提供"], groups["不予处理"], groups["其他处理"]) == (8, 3, 5, 0 if one_row else 3)
    assert (groups["本年度办理结果"], groups[""]) == (4 if one_row else 3, 3)


@STATUTORY
def test_section_4_has_three_rows_of_five_results(edition: str) -> None:
    rows = editions()[edition].remedies
    assert [row.label for row in rows] == REMEDIES
    words = {label.code: label.label for label in labels("remedy_results")}
    assert all([words[column] for column in row.columns] == RESULTS for row in rows)


@pytest.mark.parametrize(
    ("edition", "section2", "section3", "cells"),
    [
        ("2019", 6 * 3 + 2 * 2, 23 * 7, 198),  # 22 + 161 + 15
        ("2021", 2 * 3 + 4, 25 * 7, 200),  # 10 + 175 + 15
    ],
)
def test_the_cells_of_the_form(edition: str, section2: int, section3: int, cells: int) -> None:
    form = editions()[edition]
    assert [sum(len(row.cells) for row in rows) for rows in (form.article20, form.applications, form.remedies)] == [section2, section3, 15]
    assert len(form.cells) == cells == section2 + section3 + 15
    assert form.rows == form.article20 + form.applications + form.remedies


@pytest.mark.parametrize(
    ("edition", "kinds"),
    [
        ("2019", {"sum.column_balance": 7, "sum.outcomes": 7, "sum.applicants": 23, "sum.remedies": 3}),  # 40
        ("2021", {"sum.column_balance": 7, "sum.outcomes": 7, "sum.applicants": 25, "sum.remedies": 3}),  # 42
    ],
)
def test_the_sums_of_the_form(edition: str, kinds: dict[str, int]) -> None:
    form = editions()[edition]
    assert Counter(rule.code for rule in form.sums) == kinds
    assert {cell for rule in form.sums for cell in rule.left + rule.right} <= set(form.cells)
    sizes = {rule.code: (len(rule.left), len(rule.right)) for rule in form.sums}
    outcomes = 19 if edition == "2019" else 21  # 2 granted, 8 refused, 3 not available, 5 rejected, 1 or 3 other
    assert sizes == {"sum.column_balance": (2, 2), "sum.outcomes": (outcomes, 1), "sum.applicants": (6, 1), "sum.remedies": (4, 1)}
    assert len(outcome_rows(form.applications)) == outcomes


def test_a_sum_of_each_kind_written_out() -> None:
    rules = {(rule.code, rule.right[0]): rule.left for rule in editions()["2019"].sums}
    people = "applications.{}.natural_person"
    assert rules["sum.column_balance", people.format("total")] == (people.format("received"), people.format("carried_in"))
    assert rules["sum.outcomes", people.format("total")][-1] == people.format("other")
    assert rules["sum.remedies", "remedies.review.total"] == tuple(
        f"remedies.review.{result}" for result in ("upheld", "corrected", "other", "pending")
    )
    assert rules["sum.applicants", "applications.granted.total"] == tuple(
        f"applications.granted.{kind}" for kind in ("natural_person", "business", "research", "public_interest", "legal_service", "other")
    )


@STATUTORY
def test_no_code_and_no_label_stands_twice_in_a_table(edition: str) -> None:
    form = editions()[edition]
    assert len(set(form.cells)) == len(form.cells)
    for rows in (form.article20, form.applications, form.remedies):
        assert len({row.code for row in rows}) == len(rows)
        assert len({(row.group, row.label) for row in rows}) == len(rows)
        printed = Counter((row.group, text) for row in rows for text in {row.label, *row.variants})
        assert [text for text, times in printed.items() if times > 1] == []
    for table in ("applicants", "remedy_results", "remedies"):
        printed_once = [text for label in labels(table) for text in (label.label, *label.variants)]
        assert len(set(printed_once)) == len(printed_once)


def test_a_cell_is_called_by_the_form_s_own_words() -> None:
    names = cell_labels()
    assert set(names) == set(editions()["2019"].cells) | set(editions()["2021"].cells)
    assert len(names) == 224  # 198 and 200, of which 174 are in both: 22 rows of 7, 15 remedies, 5 of section 2
    assert names["applications.granted.natural_person"] == "（一）予以公开·自然人"
    assert names["applications.other.fee_unpaid.total"] == f"{OTHER['2021'][1]}·总计"
    assert names["remedies.litigation_after_review.pending"] == "复议后起诉·尚未审结"
    assert (names["applications.received.other"], names["remedies.review.other"]) == ("一、本年新收政府信息公开申请数量·其他", "行政复议·其他结果")
    assert names["article20.procurement.amount"] == "政府集中采购·采购总金额"
    assert names["article20.fees.amount"] == "行政事业性收费·本年收费金额"
    assert names["article20.rules.in_force"] == "规章·现行有效件数"
    assert len(set(names.values())) == len(names)


def test_a_column_head_of_section_2_knows_the_editions_that_print_it() -> None:
    used = {label.code: (label.label, only) for label, only in article20_columns()}
    assert used["made"] == ("本年新制作数量", ("2019", "2021"))
    assert used["in_force"] == ("现行有效件数", ("2021",))
    assert used["change"] == ("本年增/减", ("2019",))
    assert len(used) == 10
    assert "本年制发件数" in next(label for label, _ in article20_columns() if label.code == "made").variants


@pytest.mark.parametrize("edition", ["legacy", "2019", "2021"])
def test_the_sections_in_order(edition: str) -> None:
    sections = editions()[edition].sections
    assert [section.title for section in sections] == TITLES["legacy" if edition == "legacy" else "statutory"]
    assert "".join(section.number for section in sections) == "一二三四五六七"[: len(sections)]
    printed = [text for section in sections for text in (section.title, *section.variants)]
    assert len(set(printed)) == len(printed)


def test_the_years_and_sources_of_the_editions() -> None:
    years = {code: (form.first_year, form.last_year, form.source) for code, form in editions().items()}
    assert years == {
        "legacy": (2008, 2018, "中华人民共和国政府信息公开条例（国务院令第492号）第三十二条"),
        "2019": (2019, 2020, "国办公开办函〔2019〕60号"),
        "2021": (2021, None, "国办公开办函〔2021〕30号"),
    }


def test_the_form_of_the_2008_regulation_had_no_tables_of_its_own() -> None:
    form = editions()["legacy"]
    assert (form.cells, form.sums) == ((), ())


def test_words_that_name_no_cell_are_no_row_of_their_own() -> None:
    rows = {row.label for edition in ("2019", "2021") for row in editions()[edition].rows}
    assert set(furniture()) & rows == {"其他处理"}  # the head of three rows in 2021, one row in 2019
    assert {"信息内容", "申请人情况", "不予公开", "无法提供", "不予处理"} <= set(furniture())
