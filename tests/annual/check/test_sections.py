"""Parts of the report: missing, out of order, and what section 1 speaks of."""

from dataclasses import replace

import pytest

from annual.check.builders import TITLES, report, sections, without
from gongkai.annual.check.sections import section1_parts, section_text, sections_missing, sections_order
from gongkai.annual.model import AnnualReport, Section

SIX = sections()
LEGACY = tuple(
    Section(number, title, text)
    for number, title, text in (
        ("一", "概述", "工作平稳。"),
        ("二", "主动公开政府信息的情况", "公开310条。"),
        ("三", "依申请公开政府信息的情况", "收到申请16件。"),
        ("四", "政府信息公开的收费及减免情况", "没有收费。"),
        ("五", "因政府信息公开申请行政复议、提起行政诉讼的情况", "没有。"),
        ("六", "存在的主要问题及改进情况", "一是形式单一。"),
    )
)


def missing(judged: AnnualReport) -> list[str]:
    return [str(found.message.fields["title"]) for found in sections_missing(judged)]


def legacy(*parts: Section) -> AnnualReport:
    return replace(report("2019", year=2018, figures={}, sections=parts), edition="legacy")


def test_a_missing_section_is_named_by_its_title() -> None:
    assert missing(report(sections=SIX[:4] + SIX[5:])) == ["存在的主要问题及改进情况"]


def test_titles_may_vary_and_numbers_may_restart() -> None:
    words = ("概述", "主动公开情况", "依申请公开情况", "因政府信息公开申请行政复议、提起行政诉讼情况", "问题与改进措施", "其它事项")
    varied = report(sections=tuple(Section("一", title, "") for title in words))
    assert missing(varied) == []
    assert list(sections_order(varied)) == []


def test_a_table_shows_its_section_though_a_copy_lost_the_heading() -> None:
    headless = report(sections=SIX[:2] + SIX[3:])
    assert missing(headless) == []
    assert missing(without(headless, "applications.")) == ["收到和处理政府信息公开申请情况"]


def test_a_source_without_any_heading_is_one_finding() -> None:
    (found,) = sections_missing(report(sections=()))
    assert found.message.fields["title"] == ("总体情况", "存在的主要问题及改进情况", "其他需要报告的事项")


def test_a_part_of_a_part_is_no_section() -> None:
    inner = Section("（一）", "其他需要报告的事项", "")
    assert missing(report(sections=(*SIX[:5], inner))) == ["其他需要报告的事项"]
    assert missing(report(sections=(*SIX[:5], replace(inner, number="(一)")))) == ["其他需要报告的事项"]


def test_sections_out_of_order_are_named() -> None:
    (found,) = sections_order(report(sections=(SIX[0], SIX[1], SIX[3], SIX[2], *SIX[4:])))
    assert found.message.fields == {"left": None, "right": None, "title": TITLES[2][1], "after": TITLES[3][1]}


def test_parts_of_the_2008_regulation_are_free_in_title_and_order() -> None:
    assert missing(legacy(*LEGACY)) == []
    assert missing(legacy(*reversed(LEGACY))) == []
    assert list(sections_order(legacy(*reversed(LEGACY)))) == []


def test_a_subject_of_the_2008_regulation_is_missing_when_no_word_speaks_of_it() -> None:
    without_fees = [part for part in LEGACY if part.number != "四"]
    assert missing(legacy(*without_fees)) == ["政府信息公开的收费及减免情况"]
    assert missing(legacy(*without_fees, Section("七", "其他", "全年没有收取费用。"))) == []


def test_a_copy_that_lost_most_headings_of_a_legacy_report_is_not_judged() -> None:
    assert missing(legacy(*LEGACY[:3])) == []
    assert missing(legacy()) == []


def test_a_source_of_unknown_form_is_not_judged() -> None:
    unknown = replace(report(sections=()), edition=None, year=None, figures={})
    assert missing(unknown) == []
    assert list(sections_order(unknown)) == []
    assert list(section1_parts(replace(unknown, sections=sections(一="短。")))) == []


def parts(judged: AnnualReport) -> list[str]:
    return [found.message.fields["title"].text("en") for found in section1_parts(judged)]  # type: ignore[attr-defined]  # a message


def test_section_1_of_the_2021_form_speaks_of_five_subjects() -> None:
    assert parts(report(sections=sections(一="主动公开310条，收到申请16件，信息管理有序，监督有力。"))) == ["platforms"]


def test_a_government_speaks_of_assessment_evaluation_and_accountability_too() -> None:
    text = "主动公开310条，收到申请16件，信息管理有序，平台平稳，监督有力。"
    assert parts(report(sections=sections(一=text))) == []
    of_government = parts(report(sections=sections(一=text), organ="青石县人民政府"))
    assert of_government == ["assessment of the work", "social evaluation", "accountability"]


@pytest.mark.parametrize("judged", [report("2019", sections=sections(一="平稳。")), report(sections=sections(一="")), report(sections=())])
def test_section_1_of_another_edition_or_without_text_is_not_judged(judged: AnnualReport) -> None:
    assert parts(judged) == []


def test_the_text_of_a_part_by_its_place() -> None:
    assert section_text(report(), 6) == "本年度没有收取信息处理费。"
    assert section_text(report(sections=()), 6) is None
