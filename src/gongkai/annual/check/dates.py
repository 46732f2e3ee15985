"""Year, period and day of publication."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.annual.check.days import day
from gongkai.annual.check.findings import Finding, finding
from gongkai.annual.check.form import FIRST_YEAR
from gongkai.annual.check.organs import DEPARTMENT, organ_kind
from gongkai.annual.check.sections import section_text
from gongkai.annual.model import AnnualReport
from gongkai.statute.annual_report import report_due

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
# 现将2020年度政府信息公开工作年度报告公布如下: the report speaks of itself; other sentences may speak of earlier reports.
_ITSELF = re.compile(r"(?:现将|现公布|现发布|现向社会|编制本|本报告是)[^。；\n]{0,40}?(20\d\d)\s*年[^。；\n]{0,30}报告")
_OPENS = re.compile(r"(?:^|(?<=[。；;\n]))\s*(20\d\d)\s*年度?\s*[，,][^。\n]*", re.MULTILINE)


def year(report: AnnualReport) -> Iterator[Finding]:
    """A title of one year over the text of another, as happens when last year's file is taken up again."""
    in_title = [int(found) for found in _YEAR.findall(report.title or "")]
    if not in_title:
        return
    if report.year is not None and report.year not in in_title:
        yield finding("form.year", left=in_title[0], right=report.year)
        return
    stated = _presented(report) or _told(report, in_title)
    if len({other for other, _ in stated}) == 1 and stated[0][0] not in in_title:
        yield finding("form.year", left=in_title[0], right=stated[0][0], text=stated[0][1])


def _presented(report: AnnualReport) -> list[tuple[int, str]]:
    """The year that the report gives itself, with the words."""
    texts = (*report.leftover, *(section.text for section in report.sections))
    return [(int(match[1]), match[0]) for text in texts for match in _ITSELF.finditer(text)]


def _told(report: AnnualReport, in_title: list[int]) -> list[tuple[int, str]]:
    """The year whose work section 1 tells: it opens sentences with it again and again, and has no word of the title's year.

    One such sentence is not enough: 2019年，新条例施行 is history in a report on 2020 that goes on with 今年.
    """
    text = section_text(report, 1) or ""
    opened = [(int(match[1]), match[0].strip()) for match in _OPENS.finditer(text)]
    return opened if len(opened) > 1 and not any(str(year) in text for year in in_title) else []


def period(report: AnnualReport) -> Iterator[Finding]:
    """A statistics period that is not the calendar year reported; an end that can be read in two ways is not judged."""
    printed = report.metadata.get("period_start", ""), report.metadata.get("period_end", "")
    if report.year is None:
        return
    first, last = day(printed[0]), day(printed[1], report.year)
    if first not in (None, date(report.year, 1, 1)) or last not in (None, date(report.year, 12, 31)):
        yield finding("form.period", left=printed[0], right=printed[1], year=report.year)


def published_late(report: AnnualReport) -> Iterator[Finding]:
    """Published after the legal day of that year and kind of organ. Only the printed day of publication counts, not 成文日期."""
    due_for = organ_kind(report.organ).due
    published = day(report.metadata.get("published", ""))
    if report.year is None or report.year < FIRST_YEAR or due_for is None or published is None:
        return
    due = report_due(report.year, due_for)
    if published > due:
        system = due_for == DEPARTMENT and "系统" in (report.title or "")
        code = "form.system_published_late" if system else "form.published_late"
        yield finding(code, left=published.isoformat(), right=due.isoformat())
