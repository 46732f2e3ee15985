"""The web page as a browser and a screen reader get it: parsed again, its tables resolved by the rules of HTML."""

import re
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from annual.check.builders import report, sections, without
from gongkai.annual.model import OtherTable
from gongkai.annual.write.document import Document
from gongkai.annual.write.html import Setting, parts, render
from gongkai.annual.write.layout import document

AWKWARD = "<b>粗</b> & \"引\" '单' &amp; </p></main><script>alert(1)</script>"


def parsed(made: Document) -> LexborHTMLParser:
    return LexborHTMLParser(render(made).decode())


def page(edition: str = "2021") -> LexborHTMLParser:
    return parsed(document(report(edition)))


def nodes(parent: LexborHTMLParser | LexborNode, selector: str) -> list[LexborNode]:
    return parent.css(selector)


def named_heads(tree: LexborHTMLParser, cell: LexborNode) -> list[str]:
    """The texts of the heads that a cell names."""
    return [nodes(tree, f"#{name}")[0].text() for name in (cell.attributes["headers"] or "").split()]


def cell_with(tree: LexborHTMLParser, table: str, row: str, column: int) -> LexborNode:
    """The number at `column` (from 0) of the row whose own label is `row`."""
    found = [one for one in nodes(tree, f"table.{table} tr") if row in [head.text() for head in nodes(one, "th")]]
    return nodes(found[-1], "td")[column]


def test_the_page_has_one_title_a_language_and_its_parts_as_headings() -> None:
    tree = page()
    assert nodes(tree, "html")[0].attributes["lang"] == "zh-CN"
    assert [node.text() for node in nodes(tree, "h1")] == [nodes(tree, "title")[0].text()] == ["青石县市场监督管理局2023年政府信息公开工作年度报告"]
    assert [node.text()[0] for node in nodes(tree, "h2")] == list("一二三四五六")


def test_nothing_is_fetched_and_nothing_runs() -> None:
    text = render(document(report())).decode()
    assert not re.search(r"<script|<link|<img|<iframe|src=|href=|url\(|@import", text)


def test_what_the_report_says_is_text_and_never_markup() -> None:
    built = replace(
        report(sections=sections(一=AWKWARD)),
        title=f"{AWKWARD}2023年政府信息公开工作年度报告",
        metadata={"publisher": AWKWARD},
        other_tables=(OtherTable(f"题{AWKWARD}", ((AWKWARD, "1\n2"), ("a", "b"))),),
    )
    tree = parsed(document(built))
    assert nodes(tree, "script, main b") == []
    assert nodes(tree, "h1")[0].text().startswith(AWKWARD)
    assert AWKWARD in [node.text() for node in nodes(tree, "p")]
    assert [node.text() for node in nodes(tree, "td")].count(AWKWARD) == 1
    assert [node.text() for node in nodes(tree, "th") if AWKWARD in node.text()] == [f"题{AWKWARD}", AWKWARD]
    assert "1<br>2" in render(document(built)).decode()


@pytest.mark.parametrize(
    ("table", "row", "column", "heads"),
    [
        ("article20", "行政规范性文件", 2, ["第二十条第（一）项", "现行有效件数", "行政规范性文件"]),
        ("article20", "行政强制", 0, ["第二十条第（六）项", "本年处理决定数量", "行政强制"]),
        ("applications", "一、本年新收政府信息公开申请数量", 0, ["申请人情况", "自然人", "一、本年新收政府信息公开申请数量"]),
        ("applications", "2.重复申请", 3, ["申请人情况", "法人或其他组织", "社会公益组织", "三、本年度办理结果", "（五）不予处理", "2.重复申请"]),
        ("applications", "（七）总计", 6, ["申请人情况", "总计", "三、本年度办理结果", "（七）总计"]),
    ],
)
def test_every_number_names_the_heads_it_stands_under_and_beside(table: str, row: str, column: int, heads: list[str]) -> None:
    tree = page()
    assert named_heads(tree, cell_with(tree, table, row, column)) == heads


def test_the_numbers_of_section_4_name_all_three_lines_of_heads() -> None:
    tree = page()
    numbers = nodes(tree, "table.remedies td")
    assert named_heads(tree, numbers[4]) == ["行政复议", "总计"]
    assert named_heads(tree, numbers[7]) == ["行政诉讼", "未经复议直接起诉", "其他结果"]
    assert named_heads(tree, numbers[14]) == ["行政诉讼", "复议后起诉", "总计"]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_head_that_a_cell_names_is_a_head_of_its_own_table(edition: str) -> None:
    for table in nodes(page(edition), "table"):
        own = [node.attributes["id"] for node in nodes(table, "th[id]")]
        assert len(own) == len(set(own))
        named = {name for node in nodes(table, "[headers]") for name in (node.attributes["headers"] or "").split()}
        assert named <= set(own)


def test_a_table_scrolls_in_a_region_with_a_name_that_the_keyboard_reaches() -> None:
    tree = page()
    regions = nodes(tree, ".table")
    assert len(regions) == 3
    for region in regions:
        assert (region.attributes["role"], region.attributes["tabindex"]) == ("region", "0")
        caption = nodes(tree, f"#{region.attributes['aria-labelledby']}")[0]
        assert (caption.tag, bool(caption.text())) == ("caption", True)


def test_a_table_without_a_title_has_a_name_all_the_same() -> None:
    tree = parsed(document(report(other_tables=(OtherTable("", (("甲", "1"), ("乙", "2"))),))))
    assert nodes(tree, ".table")[-1].attributes["aria-label"] == "表4"


def test_unknown_cells_are_marked_and_blank_ones_empty() -> None:
    tree = parsed(document(replace(without(report(), "remedies.review."), blank=("remedies.review.total",))))
    assert [node.text() for node in nodes(tree, "table.remedies td")][:5] == ["不详", "不详", "不详", "不详", ""]


def test_masthead_facts_and_signature_are_printed_where_there_are_some() -> None:
    built = replace(report(sections=sections(六="青石县市场监督管理局\n2024年1月20日")), title="2023年政府信息公开工作年度报告")
    tree = parsed(document(built))
    assert [node.text() for node in nodes(tree, ".masthead")] == ["青石县市场监督管理局"]
    assert [node.text() for node in nodes(tree, ".signature p")] == ["青石县市场监督管理局", "2024年1月20日"]
    assert [node.text() for node in nodes(tree, ".facts th, .facts td")] == ["发布日期", "2024-01-20", "统计期限", "自2023年1月1日至2023年12月31日"]
    bare = parsed(document(replace(report(), metadata={}, sections=())))
    assert nodes(bare, ".masthead, .signature, .facts") == []


def test_lines_that_are_headings_are_headings() -> None:
    tree = parsed(document(report(sections=sections(一="（一）主动公开情况。\n1.平台建设\n平稳。"))))
    assert [(node.tag, node.text()) for node in nodes(tree, "h3, h4")] == [("h3", "（一）主动公开情况。"), ("h4", "1.平台建设")]


def test_the_parts_can_stand_in_a_page_of_somebody_elses() -> None:
    made = document(report())
    linked = parts(made, Setting(inside=lambda cell: f'<a href="/{cell.code}">{cell.text}</a>', widths=False))
    assert "style=" not in linked  # a strict content policy refuses it
    assert '<a href="/applications.received.natural_person">12</a>' in linked
    tree = LexborHTMLParser(f"<main>{linked}</main>")
    assert nodes(tree, "h1, style") == []
    assert [node.text()[0] for node in nodes(tree, "h2")] == list("一二三四五六")
    assert named_heads(tree, cell_with(tree, "applications", "一、本年新收政府信息公开申请数量", 0))
