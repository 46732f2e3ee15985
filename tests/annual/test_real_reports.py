"""The five real reports, against figures counted by eye; each finding with the reason that it is right.

The reports are not ours to ship: they lie beside the repository, and without them there is nothing to test.
"""

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from gongkai.annual.check import check
from gongkai.annual.model import AnnualReport, Figure
from gongkai.annual.read import read_path

REPORTS = Path(__file__).parents[3] / "shared" / "reports"
pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the real reports are not beside this repository")

SECTIONS = [
    ("一", "总体情况"),
    ("二", "主动公开政府信息情况"),
    ("三", "收到和处理政府信息公开申请情况"),
    ("四", "政府信息公开行政复议、行政诉讼情况"),
    ("五", "存在的主要问题及改进情况"),
]

# The 198 cells of the 2019 form, a line a row: its columns (* the applicants or the results), Taizhou, Liangzhou, Chongqing.
PEOPLE = "natural_person business research public_interest legal_service other total"
RESULTS = "upheld corrected other pending total"
FIGURES = """
article20.rules made disclosed in_total | 2 2 2 | 0 0 0 | 0 0 0
article20.normative_documents made disclosed in_total | 2 2 2 | 0 0 0 | 31 31 149
article20.licences previous_items change decisions | 128 0 21355 | 0 0 0 | 60 -7 672460
article20.other_services previous_items change decisions | 214 1 718 | 0 0 0 | 85 -33 8201
article20.penalties previous_items change decisions | 8 0 70 | 0 0 0 | 885 -48 6608
article20.coercion previous_items change decisions | 3 -1 23 | 0 0 0 | 36 -2 11
article20.fees previous_items change | 2 0 | 0 0 | 5 0
article20.procurement projects amount | 60 1912600 | 0 0 | 121 36521.44
applications.received * | 6 0 0 0 0 0 6 | 0 0 0 0 0 0 0 | 159 5 0 0 1 0 165
applications.carried_in * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.granted * | 5 0 0 0 0 0 5 | 0 0 0 0 0 0 0 | 108 2 0 0 1 0 111
applications.partly_granted * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 14 3 0 0 0 0 17
applications.refused.state_secret * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.refused.prohibited_by_law * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.refused.safety_and_stability * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.refused.third_party_rights * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.refused.internal_affairs * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 2 0 0 0 0 0 2
applications.refused.process_information * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 1 0 0 0 0 0 1
applications.refused.enforcement_file * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 20 0 0 0 0 0 20
applications.refused.administrative_query * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 1 0 0 0 0 0 1
applications.unavailable.not_held * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 13 0 0 0 0 0 13
applications.unavailable.needs_creation * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.unavailable.still_unclear * | 1 0 0 0 0 0 1 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.rejected.petition * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.rejected.repeated * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.rejected.publication * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.rejected.excessive * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.rejected.confirmation * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.other * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
applications.total * | 6 0 0 0 0 0 6 | 0 0 0 0 0 0 0 | 159 5 0 0 1 0 165
applications.carried_out * | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0 | 0 0 0 0 0 0 0
remedies.review * | 1 0 0 0 1 | 0 0 0 0 0 | 4 5 1 1 11
remedies.litigation_direct * | 0 0 0 0 0 | 0 0 0 0 0 | 1 2 1 0 4
remedies.litigation_after_review * | 0 0 0 0 0 | 0 0 0 0 0 | 0 0 0 0 0
"""


def counted(report: int) -> dict[str, Figure]:
    """The figures of a report by cell code; `report` counts the columns of the table above from 1."""
    found: dict[str, Figure] = {}
    for line in FIGURES.strip().splitlines():
        parts = line.replace("*", RESULTS if line.startswith("remedies") else PEOPLE).split("|")
        row, *columns = parts[0].split()
        for column, number in zip(columns, parts[report].split(), strict=True):
            found[f"{row}.{column}"] = Decimal(number) if "." in number else int(number)
    return found


@cache
def read(name: str) -> AnnualReport:
    return read_path(REPORTS / f"{name}.txt")


@pytest.mark.parametrize(("name", "column"), [("taizhou-2019", 1), ("liangzhou-2020", 2), ("chongqing-2020", 3)])
def test_every_cell_is_read_as_counted_by_eye(name: str, column: int) -> None:
    report = read(name)
    assert dict(report.figures) == counted(column)
    assert len(report.figures) == 198
    assert report.blank == ()
    assert report.warnings == ()
    assert report.other_tables == ()


@pytest.mark.parametrize(
    ("name", "organ", "year", "edition", "title"),
    [
        ("taizhou-2019", "市市场监督管理局", 2019, "2019", None),  # no title on the page: the publisher names the organ
        ("liangzhou-2020", "凉州区市场监督管理局", 2020, "2019", "2020年度政府信息公开工作落实情况"),
        ("chongqing-2020", "重庆市市场监管系统", 2020, "2019", "重庆市市场监管系统2020年政府信息公开工作年度报告"),
        # its tables are gone, and with them the words that tell the edition
        ("haiyan-2022", "海盐县市场监督管理局", 2022, None, "海盐县市场监督管理局2022年度政府信息公开工作年度报告(含图解)"),
        ("anqing-2018", "安庆市工商质监局", 2018, "legacy", "安庆市工商质监局2018年政府信息公开工作年度报告"),
    ],
)
def test_the_report_tells_who_reports_which_year_by_which_form(name: str, organ: str, year: int, edition: str | None, title: str | None) -> None:
    report = read(name)
    assert (report.organ, report.year, report.edition, report.title) == (organ, year, edition, title)


@pytest.mark.parametrize(
    ("name", "metadata"),
    [
        (
            "taizhou-2019",
            {
                "index_number": "002669015/2020-66516",
                "publisher": "市市场监督管理局",
                "source": "市市场监督管理局",
                "created": "2020-01-22",
                "published": "2020-01-24 16: 50",
            },
        ),
        ("liangzhou-2020", {"index_number": "11620602MB161547XN/2021-02130", "publisher": "凉州区市场监督管理局"}),
        ("chongqing-2020", {"published": "2021-03-30", "created": "2021年3月30日"}),
        ("haiyan-2022", {}),
        # the separators of the period are lost on the page: it stays as printed, since 1月1日 and 11日 cannot be told apart
        (
            "anqing-2018",
            {"publisher": "市工商质监局", "published": "2019-01-30", "period_start": "201811日", "period_end": "20181231日"},
        ),
    ],
)
def test_the_metadata_is_taken_as_printed(name: str, metadata: dict[str, str]) -> None:
    assert dict(read(name).metadata) == metadata


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("taizhou-2019", "其他需要报告的事项"),
        ("liangzhou-2020", "其他需要报告的事项"),
        ("chongqing-2020", "其它需要报告的事项"),
        ("haiyan-2022", "其他需要报告的事项"),
    ],
)
def test_the_six_sections_are_told_apart(name: str, last: str) -> None:
    sections = read(name).sections
    assert [(section.number, section.title) for section in sections] == [*SECTIONS, ("六", last)]
    # sections 2 to 4 are nothing but their tables
    assert [bool(section.text) for section in sections] == [True, False, False, False, True, True]


def test_the_legacy_report_has_its_own_seven_parts_once_though_a_table_of_contents_names_them_too() -> None:
    assert [section.number for section in read("anqing-2018").sections] == ["", "一", "二", "三", "四", "五", "六", "七"]
    assert [section.title for section in read("anqing-2018").sections][:4] == ["引言", "概述", "主动公开政府信息的情况", "政府信息依申请公开办理情况"]


def test_site_words_after_the_report_are_not_its_last_section() -> None:
    assert read("taizhou-2019").sections[-1].text == "无"
    assert read("liangzhou-2020").sections[-1].text == "无"
    assert read("anqing-2018").sections[-1].text == ""


def test_the_copies_garbling_is_undone() -> None:
    # what is left are syllables whose opening bracket the copy lost together with a character
    pinyin = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùü]+[)）]")
    for name in ("taizhou-2019", "haiyan-2022"):
        text = "".join(section.text for section in read(name).sections)
        assert pinyin.findall(text) == []
        assert [mark for mark in (",,", "，，", "，。", "、，", "開", "門", "務", "發", "機", "關") if mark in text] == []


def test_haiyans_tables_are_gone_from_the_page_and_no_figure_is_made_up() -> None:
    report = read("haiyan-2022")
    assert dict(report.figures) == {}
    assert report.blank == ()
    assert report.other_tables == ()
    assert [doubt.code for doubt in report.warnings] == ["edition.unknown", "table.missing", "table.missing", "table.missing"]
    assert [doubt.message.fields["title"] for doubt in report.warnings[1:]] == [title for _, title in SECTIONS[1:4]]


def test_anqings_own_tables_are_kept_as_rows() -> None:
    report = read("anqing-2018")
    assert dict(report.figures) == {}
    top_ten, last = report.other_tables
    assert top_ten.rows == (
        ("市工商质监局信息公开发布前10大类",),
        ("(暨政务公开网信息发布数量前10目录)",),
        ("政务公开目录", "发布数字", "所占比例"),
        ("业务文件", "43", "10.31%"),
        ("质量提升品牌建设", "38", "9.11%"),
        ("消费市场监管", "33", "7.91%"),
        ("处罚结果", "30", "7.19%"),
        ("上级政策解读", "24", "5.76%"),
        ("决策部署落实情况", "22", "5.28%"),
        ("抽检计划及结果发布", "20", "4.80%"),
        ("产品召回信息", "17", "4.08%"),
        ("审批结果", "15", "3.60%"),
        ("意见征集", "13", "3.12%"),
    )
    assert last.title == "附表信息"
    assert last.rows == (
        ("指标名称", "2018年度"),
        ("主动公开文件数", "74"),
        ("其中:1.政府网站公开数", "74"),
        ("2.政府公报公开数",),
        ("受理政府信息公开申请总数", "4"),
        ("其中:1.当面申请数", "0"),
        ("2.网上申请数", "4"),
        ("3.信函、传真申请数",),
        ("对申请的答复总数", "4"),
        ("其中:1.同意公开答复数", "2"),
        ("2.同意部分公开答复数",),
        ("3.不予公开答复数", "2"),
        ("4.其他类型答复数",),
        ("政府信息公开收费减免金额", "0"),
        # one merged cell with a line break after every second character
        ("政务",),
        ("公开",),
        ("相关",),
        ("行政申诉、举报数", "0"),
        ("行政复议数", "0"),
        ("行政诉讼数", "0"),
    )


@pytest.mark.parametrize(
    ("name", "quantity", "value"),
    [
        ("taizhou-2019", "applications.received.total", 6),
        ("liangzhou-2020", "applications.received.total", 0),
        ("chongqing-2020", "applications.received.total", 77),
        ("haiyan-2022", "applications.received.total", 0),
        ("taizhou-2019", "sum.total", 2857),  # the five channels of the next test
    ],
)
def test_what_the_text_says_of_the_year_is_claimed(name: str, quantity: str, value: int) -> None:
    assert (quantity, value) in {(claim.quantity, claim.value) for claim in read(name).claims}


def test_taizhous_five_channels_are_the_parts_of_its_sum() -> None:
    parts = [claim.value for claim in read("taizhou-2019").claims if claim.quantity == "sum.part"]
    assert parts[:5] == [605, 1053, 479, 210, 510]  # 2857 together: nothing to find


FINDINGS: dict[str, list[tuple[str, str, Figure | str | None, Figure | str | None]]] = {
    "taizhou-2019": [
        # 规章 2, 2, 2: a city's bureau cannot make 规章; the same numbers stand in the row of normative documents
        ("form.rules_made", "error", 2, 0),
        # 采购总金额 1912600 without a unit: yuan by its size, but nobody can tell
        ("form.amount_without_unit", "warning", 1912600, None),
    ],
    "liangzhou-2020": [
        # a district's market regulator with 0 licences and 0 penalties in a year
        ("plausible.no_licences_or_penalties", "notice", 0, 0),
    ],
    "chongqing-2020": [
        # the text: 77 requests in the whole system; the table of the same system: 165
        ("text.against_table", "error", 77, 165),
        # published on 30 March; a department's report is due by 31 January, of an added-up system a warning only
        ("form.system_published_late", "warning", "2021-03-30", "2021-01-31"),
        # 采购总金额 36521.44: 万元 by its size, but nobody can tell
        ("form.amount_without_unit", "warning", Decimal("36521.44"), None),
    ],
    "haiyan-2022": [
        # 7 applicant columns, each balance and outcomes (14); rows: 3 + 19 outcomes + total + others of the 2021 form (25); 3 remedies: 42
        ("sum.not_judged", "notice", 42, 42),
        # the headings of sections 2 to 4 stand there, their tables do not
        ("form.table_missing", "warning", None, None),
        ("form.table_missing", "warning", None, None),
        ("form.table_missing", "warning", None, None),
    ],
    "anqing-2018": [
        # 132 against 101: 31 / 101 = 30.69%, which is 31% or 30.7%, not 30%. Right are 417/362 = +15.2%, 389/350 = +11.1%, 74/119 = -37.8%
        ("arithmetic.growth", "warning", "30.69%", "30%"),
    ],
}


@pytest.mark.parametrize("name", FINDINGS)
def test_the_findings_are_those_that_are_right_and_no_others(name: str) -> None:
    found = check(read(name))
    assert [(one.code, one.severity, one.left, one.right) for one in found] == FINDINGS[name]


def test_the_findings_name_their_cells() -> None:
    cells = {(name, one.code): one.cells for name in FINDINGS for one in check(read(name))}
    assert cells["chongqing-2020", "text.against_table"] == ("applications.received.total",)
    assert cells["chongqing-2020", "form.amount_without_unit"] == ("article20.procurement.amount",)
    assert cells["taizhou-2019", "form.rules_made"] == tuple(f"article20.rules.{column}" for column in ("made", "disclosed", "in_total"))
    assert cells["liangzhou-2020", "plausible.no_licences_or_penalties"] == ("article20.licences.decisions", "article20.penalties.decisions")
