"""Year, period and day of publication."""

from dataclasses import replace
from typing import Any

import pytest

from annual.check.builders import report, sections
from gongkai.annual.check import Finding, dates
from gongkai.annual.model import AnnualReport


def published(day: str, *, year: int = 2020, **changes: Any) -> list[Finding]:
    return list(dates.published_late(report("2019", year=year, metadata={"published": day}, **changes)))


def test_a_department_publishes_by_the_end_of_january() -> None:
    assert published("2021-01-31") == []
    (found,) = published("2021-02-01")
    assert (found.code, found.severity, found.left, found.right) == ("form.published_late", "error", "2021-02-01", "2021-01-31")


def test_a_government_publishes_by_the_end_of_march() -> None:
    assert published("2021-03-31", organ="青石县人民政府") == []
    assert [found.right for found in published("2021-04-01", organ="青石县人民政府")] == ["2021-03-31"]


def test_under_the_2008_regulation_a_department_had_until_the_end_of_march() -> None:
    assert published("2019-03-31", year=2018) == []
    assert [found.right for found in published("2019-04-01", year=2018)] == ["2019-03-31"]


def test_the_report_of_a_whole_system_may_be_added_up_later_with_a_warning() -> None:
    (found,) = published("2021-03-30", title="青石市市场监管系统2020年政府信息公开工作年度报告")
    assert (found.code, found.severity) == ("form.system_published_late", "warning")


@pytest.mark.parametrize(
    "changes", [{"organ": None}, {"organ": "青石县人民政府办公室"}, {"metadata": {"created": "2022-01-01"}}, {"year": None}, {"year": 2007}]
)
def test_publication_is_not_judged_without_a_year_a_kind_of_organ_or_a_printed_day(changes: dict[str, Any]) -> None:
    judged = replace(report("2019", metadata={"published": "2022-01-01"}), **changes)
    assert list(dates.published_late(judged)) == []


def period(start: str, end: str, year: int | None = 2018) -> list[Finding]:
    return list(dates.period(replace(report(metadata={"period_start": start, "period_end": end}), year=year)))


@pytest.mark.parametrize(
    ("start", "end"), [("2018年1月1日", "2018年12月31日"), ("201811日", "20181231日"), ("2018年1月1日", "12月31日"), ("", ""), ("2018111日", "年底")]
)
def test_the_period_is_the_calendar_year_as_far_as_it_can_be_read(start: str, end: str) -> None:
    assert period(start, end) == []


@pytest.mark.parametrize(
    ("start", "end"), [("2017年1月1日", "2017年12月31日"), ("2018年1月1日", "2018年11月30日"), ("2018年3月1日", ""), ("20171231日", "20181231日")]
)
def test_another_period_is_an_error_that_quotes_it(start: str, end: str) -> None:
    (found,) = period(start, end)
    assert (found.code, found.left, found.right) == ("form.period", start, end)


def test_a_period_without_a_known_year_is_not_judged() -> None:
    assert period("2017年1月1日", "2017年12月31日", year=None) == []


def years(judged: AnnualReport) -> list[tuple[object, object]]:
    return [(found.left, found.right) for found in dates.year(judged)]


def presenting(year: int) -> str:
    return f"现将本局{year}年度政府信息公开工作年度报告公布如下。"


def test_a_title_over_a_text_that_presents_another_year() -> None:
    old_text = report(sections=sections(一=presenting(2022)))
    assert years(old_text) == [(2023, 2022)]
    assert next(iter(dates.year(old_text))).text == presenting(2022).removesuffix("公布如下。")
    assert years(report(leftover=(presenting(2022),))) == [(2023, 2022)]
    assert years(report(sections=sections(一=presenting(2023)))) == []


def test_a_title_that_names_another_year_than_the_report() -> None:
    assert years(replace(report(), title="青石县市场监督管理局2022年年度报告")) == [(2022, 2023)]


def test_a_text_that_speaks_of_two_years_compares_them() -> None:
    assert years(report(sections=sections(一=presenting(2022) + presenting(2023)))) == []


def test_a_section_1_that_tells_the_work_of_another_year() -> None:
    work = "2022年，本局按时完成各项任务。\n（二）依申请公开情况。2022年，收到申请16件。"
    assert years(report(sections=sections(一=work))) == [(2023, 2022)]
    assert next(iter(dates.year(report(sections=sections(一=work))))).text == "2022年，本局按时完成各项任务"
    assert years(report(sections=sections(一=work + "2023年，主动公开310条。"))) == []
    assert years(report(sections=sections(一=work + "现将2023年有关情况报告如下。"))) == []


def test_history_is_not_the_year_reported() -> None:
    assert years(report(sections=sections(一="2022年，新的办法施行。今年，收到申请16件。"))) == []
    assert years(report(sections=sections(一="2021年，办法施行。2022年，作了修订。今年，收到申请16件。"))) == []


@pytest.mark.parametrize("title", [None, "政府信息公开工作年度报告"])
def test_a_title_without_a_year_is_not_judged(title: str | None) -> None:
    assert years(report(title=title, sections=sections(一=presenting(2022)))) == []
