"""The report of an organ on a year, compiled from its ledger and from what was entered: the model that `gongkai.annual` checks and writes."""

import datetime as dt

from django.db.models import QuerySet, Sum

from gongkai.annual.model import AnnualReport, Section
from gongkai.cases.models import Case
from gongkai.organs.facts import facts_of
from gongkai.organs.models import Organ
from gongkai.reports.coverage import Coverage, coverage
from gongkai.reports.entered import entered
from gongkai.reports.ledger_figures import Ledger, cases_of
from gongkai.statute.annual_report import fee_must_be_reported
from gongkai.statute.organ_facts import report_duty

_TITLE = "{organ}{year}年政府信息公开工作年度报告"
_NO_FEE = "本年度未收取信息处理费。"
_FEE = "本年度共收取信息处理费{amount}元。"
_FEES = 6
"""The section that states the fees (国办函〔2020〕109号)."""


def compile_report(organ: Organ, year: int, on: dt.date) -> AnnualReport:
    """The report of `organ` on `year` as it can be made on the day `on`; a figure that nobody has entered is not in it.

    Raises NotReportedError: the organ makes none on that year.
    """
    covered = coverage(organ, year, on)
    return compiled(covered, cases_of(covered), on)


def compiled(covered: Coverage, cases: QuerySet[Case], on: dt.date) -> AnnualReport:
    """The report that covers `covered`, with the requests `cases` counted."""
    from gongkai.annual.narrative.claims import claims  # noqa: PLC0415  # loaded when a report is compiled, not when the site starts

    known = entered(covered.organ, covered.year)
    name = _name(covered, on)
    sections = tuple(Section(one.number, one.title, _text(place, covered, cases)) for place, one in enumerate(covered.edition.sections, 1))
    return AnnualReport(
        source=f"{covered.organ.code} {covered.year}",
        organ=name,
        year=covered.year,
        edition=covered.edition.code,
        title=_TITLE.format(organ=name, year=covered.year),
        sections=sections,
        figures={**Ledger(covered, cases).figures(), **known.figures(covered.edition)},
        units=known.units(covered.edition),
        claims=claims(sections, name, covered.year),
    )


def _name(covered: Coverage, on: dt.date) -> str:
    """The organ's name on the day of the report: `on`, the last legal day when that has passed."""
    organ, year = covered.organ, covered.year
    return organ.name_on(min(on, report_duty(facts_of(organ, dt.date(year, 12, 31)), year).due))


def _text(place: int, covered: Coverage, cases: QuerySet[Case]) -> str:
    if place != _FEES or not fee_must_be_reported(covered.year):
        return ""
    paid = cases.filter(fee_paid_on__range=(covered.first, covered.until)).aggregate(Sum("fee_paid"))["fee_paid__sum"]
    return _FEE.format(amount=paid) if paid else _NO_FEE


def missing(report: AnnualReport, covered: Coverage) -> tuple[str, ...]:
    """The cells of the form of which nothing is known, in its order."""
    return tuple(cell for cell in covered.edition.cells if cell not in report.figures)
