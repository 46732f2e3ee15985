"""What is written is read back equal: random valid reports of both statutory editions, in every format.

The reports are planned here and by the generator, never by the code under test: figures whose sums hold, counts of up to eight
digits, blank and unknown cells, amounts with and without units, and texts with whatever a page, a table or a typesetter could take
for its own marks.
"""

import json
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annual.generator import form
from annual.generator.plan import seeded
from gongkai.annual.jsonform import dumps, to_json
from gongkai.annual.model import AnnualReport, Figure, OtherTable, Section
from gongkai.annual.read import read_bytes
from gongkai.annual.write import write

STATUTORY = ("2019", "2021")
UNITS = ("", "元", "千元", "万元", "亿元", "万")
FRAGMENTS = (
    "主动公开政府信息1,286条",
    "“三安全一稳定”的审查一项不少",
    "a<b && c>d",
    "&amp; &#60; 照原样保留",
    "<b>粗体</b><!-- 注 -->",
    "\"直引号\"与'单引号'",
    "#let x = 1 不是代码",
    "*星号*与_下划线_",
    "$x_1$ 与 @引用 与 \\反斜杠",
    "A|B|C 各一份",
    "[方括号]{花括号}`反引号`~波浪~",
    "= 等号开头不是标题",
    "//斜杠/*注释*/",
    "𠮷姓与㑇字也能印",
    "增长11.30%",
    "见国办公开办函〔2021〕30号",
    "https://example.invalid/a?b=1&c=2",
    "第3页共10页",
    "0.37与1.50不同",
    "王某与李某各一次",
    "%s {0} ${HOME} {{模板}}",
)
LONG = "信息管理、平台建设、监督保障各项工作按年初计划推进，公开属性源头认定与发布审查同步进行，台账逐条留痕，" * 6
CHANNELS = ("网站", "微信公众号", "公告栏", "查阅点", "新闻发布会")
TEXT_SECTIONS = ("一", "五", "六")


@st.composite
def paragraphs(draw: st.DrawFn) -> str:
    """The text of a section: sentences of awkward pieces, sometimes a long one, sometimes none at all."""
    lines = draw(st.lists(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4), max_size=4))
    made = ["，".join(pieces) + "。" for pieces in lines]
    if draw(st.integers(0, 5)) == 0:
        made.append(f"{LONG}全年如此。")
    return "\n".join(f"今年以来，{line}" for line in made)


@st.composite
def other_tables(draw: st.DrawFn) -> tuple[OtherTable, ...]:
    titles = draw(st.lists(st.sampled_from(("发布渠道一览", "培训情况", "解读情况")), max_size=2, unique=True))
    found = []
    for title in titles:
        names = draw(st.lists(st.sampled_from(CHANNELS), min_size=2, max_size=4, unique=True))
        cells = st.sampled_from(("12", "305", "4.20%", "已完成", "", "第三季度"))
        rows = [(name, draw(cells), draw(st.sampled_from(("7", "按月")))) for name in names]
        found.append(OtherTable(title, (("方式", "数量", "说明"), *rows)))
    return tuple(found)


@st.composite
def reports(draw: st.DrawFn) -> AnnualReport:
    edition = draw(st.sampled_from(STATUTORY))
    plan = seeded(draw(st.integers(0, 2**32 - 1)), edition=edition, scale=draw(st.sampled_from((0, 12, 400, 3000, 900_000))))
    dice = Random(draw(st.integers(0, 2**16)))  # noqa: S311 - a test's dice
    figures: dict[str, Figure] = dict(plan.figures)
    blank, lost = draw(st.sampled_from((0.0, 0.1, 0.6))), draw(st.sampled_from((0.0, 0.05, 0.4, 1.0)))
    units: dict[str, str] = {}
    for code in [code for code in figures if code.endswith(".amount")]:
        figures[code] = dice.choice((figures[code], Decimal("12.50"), Decimal("0.370000"), 98_765_432))
        if unit := dice.choice(UNITS):
            units[code] = unit
    blanks = []
    for code in list(figures):
        if units.get(code) == "万":
            continue  # stands beside its number, and is there only with it
        if dice.random() < lost:
            del figures[code]
        elif dice.random() < blank:
            del figures[code]
            blanks.append(code)
    signed = draw(st.booleans())
    made = f"{plan.year + 1}年1月{dice.randint(1, 28)}日"
    texts = {number: draw(paragraphs()) for number in TEXT_SECTIONS}
    if signed:
        texts["六"] = "\n".join(filter(None, (texts["六"], plan.organ, made)))
    metadata = {"index_number": plan.index_number, "publisher": plan.organ, "published": plan.published.isoformat()}
    return AnnualReport(
        source="plan",
        organ=plan.organ,
        year=plan.year,
        edition=edition,
        title=plan.title,
        metadata=metadata | ({"created": made} if signed else {}),
        sections=tuple(Section(number, title, texts.get(number, "")) for number, title in zip(form.NUMERALS, form.SECTIONS, strict=False)),
        figures=figures,
        blank=tuple(blanks),
        units=units,
        other_tables=draw(other_tables()),
    )


def read_back(report: AnnualReport, name: str) -> AnnualReport:
    return read_bytes(write(report, name), f"report.{name}")


def assert_equal(written: AnnualReport, found: AnnualReport) -> None:
    """Cell for cell and word for word."""
    assert dict(found.figures) == dict(written.figures)
    assert {code: type(value) for code, value in found.figures.items()} == {code: type(value) for code, value in written.figures.items()}
    assert sorted(found.blank) == sorted(written.blank)
    assert dict(found.units) == dict(written.units)
    assert (found.organ, found.year, found.edition, found.title) == (written.organ, written.year, written.edition, written.title)
    assert [(one.number, one.title) for one in found.sections] == [(one.number, one.title) for one in written.sections]
    assert {key: found.metadata.get(key) for key in written.metadata} == dict(written.metadata)


def assert_texts(written: AnnualReport, found: AnnualReport) -> None:
    assert [one.text for one in found.sections] == [one.text for one in written.sections]


def assert_words(written: AnnualReport, found: AnnualReport) -> None:
    """Blanks set aside: on paper a blank at the end of a line is no longer there."""
    assert ["".join(one.text.split()) for one in found.sections] == ["".join(one.text.split()) for one in written.sections]


def assert_other_tables(written: AnnualReport, found: AnnualReport) -> None:
    """With their titles; the model leaves out the empty cells at the end of a row."""
    assert found.other_tables == tuple(replace(one, rows=tuple(map(_without_blank_end, one.rows))) for one in written.other_tables)


def _without_blank_end(row: tuple[str, ...]) -> tuple[str, ...]:
    return row if row[-1] else _without_blank_end(row[:-1])


quick = settings(deadline=None, derandomize=True, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
slow = settings(quick, max_examples=15)


@quick
@given(reports())
def test_html_is_read_back_equal(report: AnnualReport) -> None:
    found = read_back(report, "html")
    assert_equal(report, found)
    assert_texts(report, found)
    assert_other_tables(report, found)


@quick
@given(reports())
def test_json_says_every_figure_exactly(report: AnnualReport) -> None:
    written = json.loads(write(report, "json"), parse_float=Decimal)
    assert written == json.loads(dumps(to_json(report)), parse_float=Decimal)
    assert written["figures"] == dict(report.figures)


@slow
@given(reports())
def test_docx_is_read_back_equal(report: AnnualReport) -> None:
    found = read_back(report, "docx")
    assert_equal(report, found)
    assert_texts(report, found)
    assert_other_tables(report, found)


@slow
@given(reports())
def test_xlsx_is_read_back_equal(report: AnnualReport) -> None:
    found = read_back(report, "xlsx")
    assert_equal(report, found)
    assert_texts(report, found)
    assert_other_tables(report, found)


@slow
@given(reports())
def test_pdf_is_read_back_equal(report: AnnualReport) -> None:
    found = read_back(report, "pdf")
    assert_equal(report, found)
    assert_words(report, found)
    assert_other_tables(report, found)


@pytest.mark.parametrize("name", ["html", "docx", "xlsx", "pdf"])
@settings(slow, max_examples=1)
@given(reports())
def test_the_same_report_gives_the_same_bytes(name: str, report: AnnualReport) -> None:
    assert write(report, name) == write(replace(report), name)
