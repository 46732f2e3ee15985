"""One year's report against that of the year before; only cells that both print are compared."""

import re
from collections.abc import Iterator

from gongkai.annual.check.findings import Finding, finding
from gongkai.annual.check.form import cell_name, form_of, row_name
from gongkai.annual.model import AnnualReport
from gongkai.messages import Message, message
from gongkai.statute.editions import labels

_APPLICANTS = tuple(label.code for label in labels("applicants"))
_REMEDIES = tuple(label.code for label in labels("remedies"))
_DOCUMENTS = ("rules", "normative_documents")
_ITEMS = ("licences", "other_services", "penalties", "coercion", "fees")


def against_previous(report: AnnualReport, previous: AnnualReport) -> Iterator[Finding]:
    """What cannot be true of both reports; a notice, and nothing else, where they are not two years running of one organ."""
    reason = _not_comparable(report, previous)
    if reason is not None:
        yield finding("year.not_comparable", reason=reason)
        return
    yield from _carried(report, previous)
    yield from _article20(report, previous)
    yield from _pending(report, previous)


def _not_comparable(report: AnnualReport, previous: AnnualReport) -> Message | None:
    if report.year is None or previous.year is None:
        return message("the year of one of the two is not known")
    if report.year != previous.year + 1:
        return message("it reports {previous}, not the year before {year}", previous=previous.year, year=report.year)
    if not same_organ(report.organ, previous.organ):
        return message("it is the report of “{previous}”, not of “{organ}”", previous=previous.organ, organ=report.organ)
    return None


def same_organ(one: str | None, other: str | None) -> bool:
    """Whether two printed names can be one organ's: 市市场监管局 is 台州市市场监管局 on its own site. An unknown name is not another's."""
    if one is None or other is None:
        return True
    one, other = (re.sub(r"\s", "", name) for name in (one, other))
    return one.endswith(other) or other.endswith(one)


def _carried(report: AnnualReport, previous: AnnualReport) -> Iterator[Finding]:
    for column in _APPLICANTS:
        cell = f"applications.carried_in.{column}"
        out, in_ = previous.figures.get(f"applications.carried_out.{column}"), report.figures.get(cell)
        if out is not None and in_ is not None and out != in_:
            yield finding("year.carried", cells=(cell,), left=out, right=in_, name=cell_name(cell, report))


def _article20(report: AnnualReport, previous: AnnualReport) -> Iterator[Finding]:
    """Stocks of the two years: what section 2 says of them differs by edition."""
    forms = {form.code if form is not None else None for form in (form_of(report), form_of(previous))}
    if forms == {"2021"}:
        yield from _in_force(report, previous)
    elif forms == {"2019"}:
        yield from _items(report, previous)
    else:
        yield finding("year.not_comparable", reason=message("the two use different forms, so section 2 was left out"))


def _in_force(report: AnnualReport, previous: AnnualReport) -> Iterator[Finding]:
    for row in _DOCUMENTS:
        cell, made, repealed = (f"article20.{row}.{column}" for column in ("in_force", "made", "repealed"))
        before, after = previous.figures.get(cell), report.figures.get(cell)
        change = report.figures.get(made), report.figures.get(repealed)
        if before is None or after is None or change[0] is None or change[1] is None:
            continue
        expected = before + change[0] - change[1]
        if after != expected:
            yield finding("year.in_force", cells=(cell, made, repealed), left=expected, right=after, name=cell_name(cell, report))


def _items(report: AnnualReport, previous: AnnualReport) -> Iterator[Finding]:
    for row in _ITEMS:
        cell = f"article20.{row}.previous_items"
        now = report.figures.get(cell)
        before, change = previous.figures.get(cell), previous.figures.get(f"article20.{row}.change")
        if now is None or before is None or change is None:
            continue
        if now != before + change:
            yield finding("year.items", cells=(cell,), left=before + change, right=now, name=cell_name(cell, report))


def _pending(report: AnnualReport, previous: AnnualReport) -> Iterator[Finding]:
    for row in _REMEDIES:
        cell = f"remedies.{row}.total"
        pending, total = previous.figures.get(f"remedies.{row}.pending"), report.figures.get(cell)
        if pending is not None and total is not None and pending > total:
            yield finding("year.pending", cells=(cell,), left=pending, right=total, name=row_name(cell, report))
