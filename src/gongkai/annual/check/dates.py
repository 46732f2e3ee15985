"""Year, period and day of publication."""

import re
from collections.abc import Iterator
from datetime import date

from gongkai.annual.check.days import day
from gongkai.annual.check.findings import Finding, finding
from gongkai.annual.check.form import FIRST_YEAR
from gongkai.annual.check.organs import DEPARTMENT, organ_kind
from gongkai.annual.model import AnnualReport
from gongkai.statute.annual_report import report_due
from gongkai.statute.editions import cell_labels

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年")
# 现将2020年度政府信息公开工作年度报告公布如下: the report speaks of itself; other sentences may speak of earlier reports.
_ITSELF = re.compile(r"(?:现将|现公布|现发布|现向社会|编制本|本报告是)[^。；\n]{0,40}?(20\d\d)\s*年[^。；\n]{0,30}报告")


def year(report: AnnualReport) -> Iterator[Finding]:
    """A title of one year over the text of another, as happens when last year's file is taken up again."""
    in_title = [int(found) for found in _YEAR.findall(report.title or "")]
    if not in_title:
        return
    if report.year is not None and report.year not in in_title:
        yield finding("form.year", left=in_title[0], right=report.year)
        return
    for other, sentence in _years_of_text(report):
        if other not in in_title:
            yield finding("form.year", left=in_title[0], right=other, text=sentence)
            return


def _years_of_text(report: AnnualReport) -> Iterator[tuple[int, str]]:
    """The year of the sentence that presents the report, else the year of its figures when every sentence with figures names one.

    Both are empty when the text also speaks of another year: a report compares itself with the year before.
    """
    texts = (*report.leftover, *(section.text for section in report.sections))
    found = [(int(match[1]), match[0]) for text in texts for match in _ITSELF.finditer(text)]
    if not found:
        stated = [claim for claim in report.claims if claim.quantity in cell_labels()]
        found = [(claim.scope.year, claim.text) for claim in stated if claim.scope.year is not None]
        if len(found) < len(stated):
            return
    if len({year for year, _ in found}) == 1:
        yield found[0]


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
