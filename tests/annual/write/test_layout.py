"""The printed form of reports whose figures are written here by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from annual.check.builders import blanked, figures, report, sections, without
from gongkai.annual.model import UNKNOWN_MARK, AnnualReport, Figure, OtherTable, Section
from gongkai.annual.read import read_bytes
from gongkai.annual.write import write
from gongkai.annual.write.cells import NOTE
from gongkai.annual.write.document import Document, Paragraph, Part, Table
from gongkai.annual.write.layout import document
from gongkai.annual.write.refusal import CannotWriteError

DATE = "2024年1月20日"


def tables(made: Document) -> dict[str, Table]:
    return {block.name: block for part in made.parts for block in part.blocks if isinstance(block, Table)}


def rows(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def texts(part: Part) -> list[str]:
    return [block.text for block in part.blocks if isinstance(block, Paragraph)]


# ---- the tables of the form ----


def test_section_2_of_the_2021_form() -> None:
    assert rows(tables(document(report("2021")))["article20"]) == [
        ["第二十条第（一）项"],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "0", "0", "0"],
        ["行政规范性文件", "2", "1", "9"],
        ["第二十条第（五）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政许可", "412"],
        ["第二十条第（六）项"],
        ["信息内容", "本年处理决定数量"],
        ["行政处罚", "77"],
        ["行政强制", "4"],
        ["第二十条第（八）项"],
        ["信息内容", "本年收费金额（单位：万元）"],
        ["行政事业性收费", "36.20"],
    ]


def test_section_2_of_the_2019_form() -> None:
    assert rows(tables(document(report("2019")))["article20"]) == [
        ["第二十条第（一）项"],
        ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
        ["规章", "0", "0", "0"],
        ["规范性文件", "2", "2", "9"],
        ["第二十条第（五）项"],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政许可", "61", "-3", "412"],
        ["其他对外管理服务事项", "14", "0", "95"],
        ["第二十条第（六）项"],
        ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
        ["行政处罚", "310", "5", "77"],
        ["行政强制", "12", "0", "4"],
        ["第二十条第（八）项"],
        ["信息内容", "上一年项目数量", "本年增/减"],
        ["行政事业性收费", "2", "0"],
        ["第二十条第（九）项"],
        ["信息内容", "采购项目数量", "采购总金额（单位：万元）"],
        ["政府集中采购", "6", "120.50"],
    ]


@pytest.mark.parametrize(("edition", "outcomes", "other"), [("2019", 20, ["（六）其他处理"]), ("2021", 22, ["（六）其他处理", "1.申请人"])])
def test_section_3_has_its_heads_and_spans(edition: str, outcomes: int, other: list[str]) -> None:
    made = tables(document(report(edition)))["applications"]
    assert made.head_rows == 3
    assert [[(cell.text, cell.rows, cell.columns) for cell in row] for row in made.rows[:3]] == [
        [("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3), ("申请人情况", 1, 7)],
        [("自然人", 2, 1), ("法人或其他组织", 1, 5), ("总计", 2, 1)],
        [(name, 1, 1) for name in ("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")],
    ]
    body = made.rows[3:]
    assert [(cell.text, cell.columns) for cell in body[0][:2]] == [("一、本年新收政府信息公开申请数量", 3), ("12", 1)]
    assert [(cell.text, cell.rows, cell.columns) for cell in body[2][:2]] == [("三、本年度办理结果", outcomes, 1), ("（一）予以公开", 1, 2)]
    assert [(cell.text, cell.rows) for cell in body[4][:2]] == [("（三）不予公开", 8), ("1.属于国家秘密", 1)]
    assert [cell.text[: len(text)] for cell, text in zip(body[20], other, strict=False)] == other
    assert [cell.text for cell in body[-2]] == ["（七）总计", "13", "4", "0", "0", "0", "0", "17"]
    assert [cell.text for cell in body[-1]] == ["四、结转下年度继续办理", "2", "0", "0", "0", "0", "0", "2"]


def test_section_4_has_its_heads_in_three_lines() -> None:
    made = tables(document(report()))["remedies"]
    results = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert rows(made) == [
        ["行政复议", "行政诉讼"],
        [*results, "未经复议直接起诉", "复议后起诉"],
        [*results, *results],
        ["2", "1", "0", "1", "4", "0", "0", "1", "0", "1", "0", "0", "0", "0", "0"],
    ]
    assert [(cell.rows, cell.columns) for cell in made.rows[0]] == [(1, 5), (1, 10)]
    assert [(cell.rows, cell.columns) for cell in made.rows[1]] == [*[(2, 1)] * 5, (1, 5), (1, 5)]


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_row_fills_the_width_and_the_shares_make_one(edition: str) -> None:
    for table in tables(document(report(edition))).values():
        reaching = [0] * len(table.rows)
        for number, row in enumerate(table.rows):
            for cell in row:
                for below in range(cell.rows):
                    reaching[number + below] += cell.columns
        assert set(reaching) == {len(table.widths)}
        assert sum(table.widths) == pytest.approx(1)


def test_a_number_is_printed_with_all_its_digits_and_nothing_else() -> None:
    changed: dict[str, Figure] = {
        "article20.fees.amount": Decimal("0.370000"),
        "article20.licences.decisions": 98765432,
        "article20.rules.made": Decimal("1E+2"),
    }
    made = document(replace(report(), figures=figures("2021") | changed))
    printed = {cell.code: (cell.text, cell.value) for row in tables(made)["article20"].rows for cell in row}
    assert printed["article20.fees.amount"] == ("0.370000", Decimal("0.370000"))
    assert printed["article20.licences.decisions"] == ("98765432", 98765432)
    assert printed["article20.rules.made"] == ("100", Decimal("1E+2"))


def test_a_unit_stands_in_the_head_and_one_that_no_head_has_beside_its_number() -> None:
    code = "article20.fees.amount"
    for unit, head, cell in (("元", "本年收费金额（单位：元）", "36.20"), ("万", "本年收费金额", "36.20万"), ("", "本年收费金额", "36.20")):
        made = rows(tables(document(replace(report(), units={code: unit} if unit else {})))["article20"])
        assert made[-2:] == [["信息内容", head], ["行政事业性收费", cell]]


# ---- blank and unknown ----


def test_a_blank_cell_is_empty_and_an_unknown_one_is_marked_with_a_note() -> None:
    made = tables(document(without(blanked(report(), "remedies.review.other"), "remedies.review.total")))["remedies"]
    assert rows(made)[3][:5] == ["2", "1", "", "1", UNKNOWN_MARK]
    assert rows(made)[-1] == ["注", NOTE]
    assert made.rows[-1][1].columns == 14


def test_a_table_without_unknown_cells_has_no_note() -> None:
    assert NOTE not in [
        cell.text for table in tables(document(blanked(report(), "remedies.review.other"))).values() for row in table.rows for cell in row
    ]


@pytest.mark.parametrize("table", ["article20", "applications", "remedies"])
def test_a_table_of_which_nothing_is_known_is_read_back_as_unknown_never_as_blank(table: str) -> None:
    known = without(report(), f"{table}.")
    found = read_bytes(write(replace(known, units={}), "html"), "report.html")
    assert (found.figures, found.blank, found.edition) == (known.figures, (), "2021")
    assert {doubt.code for doubt in found.warnings} == {"cell.unreadable"}


# ---- forms that offices mix ----


def test_one_row_of_other_processing_stays_one_row() -> None:
    mixed = replace(report(), figures={**without(report(), "applications.other.").figures, "applications.other.total": 3})
    printed = [[cell.text for cell in row] for row in tables(document(mixed))["applications"].rows]
    assert ["（六）其他处理", *[UNKNOWN_MARK] * 6, "3"] in printed


def test_section_2_of_the_other_edition_keeps_its_heads() -> None:
    mixed = replace(report("2021"), figures={**without(report("2021"), "article20.").figures, "article20.procurement.projects": 6})
    assert ["政府集中采购", "6", UNKNOWN_MARK] in rows(tables(document(mixed))["article20"])


def test_a_figure_that_the_form_has_no_cell_for_is_refused() -> None:
    with pytest.raises(CannotWriteError) as refused:
        document(replace(report(), figures={**figures("2021"), "article20.procurement.projects": 6}))
    assert refused.value.message.text("en") == (
        "report.html cannot be written: the form of edition 2021 has no cell for article20.procurement.projects. "
        "Correct the cell codes, or write JSON, which holds every figure."
    )


def test_figures_of_an_unknown_edition_are_refused_and_a_text_without_figures_is_not() -> None:
    with pytest.raises(CannotWriteError, match=r"report\.html"):
        document(replace(report(), edition=None))
    assert tables(document(replace(report(), edition=None, figures={}, units={}))) == {}


# ---- parts ----


def test_each_table_follows_the_text_of_its_part() -> None:
    made = document(report("2021", sections=sections(二="全年公开规范。")))
    assert [part.heading for part in made.parts][:2] == ["一、总体情况", "二、主动公开政府信息情况"]
    assert [type(block) for block in made.parts[1].blocks] == [Paragraph, Table]
    assert [[block.name for block in part.blocks if isinstance(block, Table)] for part in made.parts] == [
        [], ["article20"], ["applications"], ["remedies"], [], [],
    ]  # fmt: skip


def test_titles_numbers_and_order_of_the_parts_are_the_reports_own() -> None:
    own = (Section("一", "概述", "好。"), Section("二", "依申请公开情况", ""), Section("", "主动公开情况", ""))
    made = document(report(sections=own))
    assert [part.heading for part in made.parts] == ["一、概述", "二、依申请公开情况", "主动公开情况", "四、政府信息公开行政复议、行政诉讼情况"]


def test_a_table_without_its_part_gets_the_forms_heading_in_the_forms_place() -> None:
    parts = document(report(sections=(Section("一", "总体情况", "好。"), Section("六", "其他需要报告的事项", "无。")))).parts
    assert [part.heading[0] for part in parts] == ["一", "二", "三", "四", "六"]
    assert [part.heading for part in document(report(sections=())).parts] == [
        "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况",
    ]  # fmt: skip


def test_lines_that_are_headings_have_their_level_and_none_is_skipped() -> None:
    text = "1.先有小标题\n（一）主动公开情况。\n1.平台建设\n（二）其余情况是一句话，不是标题。\n10.5是数字"
    paragraphs = document(report(sections=(Section("一", "总体情况", text),))).parts[0].blocks
    assert [block.level for block in paragraphs if isinstance(block, Paragraph)] == [2, 2, 3, 0, 0]


def test_organ_and_date_under_the_text_are_the_signature() -> None:
    signed = replace(report(sections=sections(六=f"没有收费。\n青石县市场监督管理局\n{DATE}")), metadata={"created": DATE})
    made = document(signed)
    assert (made.signature, texts(made.parts[-1]), made.facts) == (("青石县市场监督管理局", DATE), ["没有收费。"], ())
    dated = document(replace(signed, sections=sections(六=f"没有收费。\n{DATE}")))
    assert (dated.signature, texts(dated.parts[-1])) == ((DATE,), ["没有收费。"])
    assert document(replace(signed, sections=sections(六=f"{DATE}\n附件一份"))).signature == ()


def test_sentences_before_the_first_part_are_printed_before_it() -> None:
    sentence = "根据《中华人民共和国政府信息公开条例》第五十条规定，公布本报告。"
    made = document(replace(report(), leftover=("首页 > 政务公开", "标题", sentence)))
    assert (made.parts[0].heading, texts(made.parts[0])) == ("", [sentence])


# ---- title and facts ----


@pytest.mark.parametrize(
    ("organ", "year", "title"),
    [
        ("云溪区教育局", 2022, "云溪区教育局2022年政府信息公开工作年度报告"),
        (None, 2022, "2022年政府信息公开工作年度报告"),
        (None, None, "政府信息公开工作年度报告"),
    ],
)
def test_a_report_without_title_gets_one(organ: str | None, year: int | None, title: str) -> None:
    made = document(replace(report(), organ=organ, year=year, title=None))
    assert (made.title, made.masthead) == (title, "")


def test_an_organ_that_the_title_does_not_name_stands_above_it() -> None:
    made = document(replace(report(), title="2023年政府信息公开工作年度报告"))
    assert made.masthead == "青石县市场监督管理局"
    assert document(report()).masthead == ""
    assert document(replace(report(), title="年度报告")).masthead == "青石县市场监督管理局"


def test_facts_have_the_words_that_are_looked_for() -> None:
    told = {"index_number": "1/2", "document_number": "青市监〔2024〕1号", "publisher": "县局", "created": "2024-01-19", "published": "2024-01-20"}
    made = document(replace(report(), metadata=told | {"source": "办公室", "period_start": "2023年1月1日", "period_end": "2023年12月31日"}))
    assert made.facts == (
        ("索引号", "1/2"),
        ("文号", "青市监〔2024〕1号"),
        ("发布机构", "县局"),
        ("成文日期", "2024-01-19"),
        ("发布日期", "2024-01-20"),
        ("信息来源", "办公室"),
        ("统计期限", "自2023年1月1日至2023年12月31日"),
    )


def test_the_period_that_the_text_names_is_no_fact_beside_it() -> None:
    text = "本报告所列数据的统计期限自2023年1月1日起至2023年12月31日止。"
    assert [label for label, _ in document(report(sections=sections(一=text))).facts] == ["发布日期"]


# ---- tables that are not of the form ----

CHANNELS = OtherTable("公开渠道", (("渠道", "条数"), ("网站", "310"), ("合计",)))


def other(built: AnnualReport) -> list[tuple[str, int, Table]]:
    """Heading of the part, place in it, and the table, of every table that is not of the form."""
    made = document(built)
    return [(part.heading, place, one) for part in made.parts for place, one in enumerate(part.blocks) if isinstance(one, Table) and not one.name]


def test_another_table_stands_behind_the_line_that_is_its_title() -> None:
    [(heading, place, one)] = other(report(sections=sections(一="好。\n公开渠道\n后文。"), other_tables=(CHANNELS,)))
    assert (heading, place, one.caption, rows(one)) == ("一、总体情况", 2, "公开渠道", [["渠道", "条数"], ["网站", "310"], ["合计"]])
    assert [cell.columns for cell in one.rows[2]] == [2]


@pytest.mark.parametrize("title", ["总体情况", "一、总体情况"])
def test_another_table_of_its_parts_title_stands_at_the_end_of_the_part(title: str) -> None:
    [(heading, place, one)] = other(report(sections=sections(一="好。"), other_tables=(replace(CHANNELS, title=title),)))
    assert (heading, place, rows(one)[0]) == ("一、总体情况", 1, ["渠道", "条数"])


def test_another_table_whose_title_no_text_has_carries_it_in_its_first_row() -> None:
    [(heading, _, one)] = other(report(other_tables=(CHANNELS,)))
    assert (heading, rows(one)[:2], one.head_rows) == ("六、其他需要报告的事项", [["表名", "公开渠道"], ["渠道", "条数"]], 1)
    assert read_bytes(write(report(other_tables=(CHANNELS,)), "html"), "report.html").other_tables == (CHANNELS,)


def test_other_tables_of_a_report_without_parts_stand_by_themselves() -> None:
    bare = replace(report(), sections=(), edition=None, figures={}, units={}, other_tables=(CHANNELS, OtherTable("空表", ())))
    assert [(heading, rows(one)) for heading, _, one in other(bare)] == [
        ("", [["表名", "公开渠道"], ["渠道", "条数"], ["网站", "310"], ["合计"]]), ("", []),
    ]  # fmt: skip


# ---- years up to 2018 ----

LEGACY: dict[str, Figure] = {
    "legacy.disclosed.total": 342, "legacy.received.total": 9, "legacy.finished.total": 9, "legacy.answered.total": 8,
    "legacy.review.upheld": 2, "legacy.litigation.corrected": 1, "legacy.fees": Decimal("0.50"), "legacy.staff.total": 4,
}  # fmt: skip


def legacy_report() -> AnnualReport:
    return replace(
        AnnualReport("old", "望川镇人民政府", 2017, "legacy", "望川镇人民政府2017年政府信息公开年度报告"),
        figures=LEGACY,
        blank=("legacy.review.other",),
        units={"legacy.fees": "万元"},
        sections=(Section("一", "概述", "好。"), Section("二", "主动公开政府信息的情况", "好。"), Section("七", "附表", "")),
    )


def test_the_statistics_table_prints_the_items_that_the_report_has() -> None:
    made = document(legacy_report())
    assert rows(tables(made)["legacy"]) == [
        ["统计指标", "单位", "统计数"],
        ["主动公开情况"],
        ["主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "342"],
        ["依申请公开情况"],
        ["收到申请数", "件", "9"],
        ["申请办结数", "件", "9"],
        ["申请答复数", "件", "8"],
        ["行政复议情况"],
        ["维持具体行政行为数", "件", "2"],
        ["其他情形数", "件", ""],
        ["行政诉讼情况"],
        ["被依法纠错数", "件", "1"],
        ["依申请公开信息收取的费用", "万元", "0.50"],
        ["机构建设和保障经费情况"],
        ["从事政府信息公开工作人员数", "人", "4"],
    ]
    assert [part.heading for part in made.parts] == ["一、概述", "二、主动公开政府信息的情况", "七、附表"]
    assert document(replace(legacy_report(), sections=())).parts[0].heading == ""


@pytest.mark.parametrize("few", [1, 3, 8])
def test_the_statistics_table_is_read_back_however_few_its_figures(few: int) -> None:
    kept = dict(list(LEGACY.items())[-few:])
    units = {"legacy.fees": "万元"} if "legacy.fees" in kept else {}
    found = read_bytes(write(replace(legacy_report(), figures=kept, units=units), "html"), "old.html")
    assert (found.figures, found.blank, found.units, found.edition) == (kept, ("legacy.review.other",), units, "legacy")


def test_a_statistics_table_among_the_other_tables_is_not_printed_twice() -> None:
    once = read_bytes(write(legacy_report(), "html"), "old.html")
    assert len(once.other_tables) == 1
    assert "legacy" not in tables(document(once))
    twice = read_bytes(write(once, "html"), "old.html")
    assert (twice.figures, twice.blank, twice.other_tables) == (once.figures, once.blank, once.other_tables)
