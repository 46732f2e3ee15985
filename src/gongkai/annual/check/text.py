"""The text against the tables: what the text claims and the form's cells must agree where scope and quantity are the same."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from gongkai.annual.check.findings import Finding, finding
from gongkai.annual.model import AnnualReport, Claim, Figure
from gongkai.annual.narrative.precision import INFINITY, Bounds, agree, bounds
from gongkai.annual.narrative.quantities import Quantity, cells, quantity
from gongkai.statute.editions import STATUTORY

_GOVERNMENT = ("人民政府", "政府", "管委会", "管理委员会")


def report_scopes(report: AnnualReport) -> tuple[str, ...]:
    """Whom the tables speak of: the system when the title says so, both for a government, which adds up those below it, else the organ."""
    if "系统" in (report.title or ""):
        return ("system",)
    return ("system", "organ") if (report.organ or "").endswith(_GOVERNMENT) else ("organ",)


def same_scope(claim: Claim, report: AnnualReport) -> bool:
    """Whether the claim speaks of what the tables speak of, as far as it says."""
    if claim.scope.year is not None and claim.scope.year != report.year:
        return False
    return claim.scope.who is None or claim.scope.who in report_scopes(report)


def _range(figures: Mapping[str, Figure], names: tuple[str, ...]) -> Bounds:
    """The cells added up; a missing, blank or unreadable cell can be any number."""
    known = sum((Decimal(figures[name]) for name in names if name in figures), Decimal(0))
    return known, known if all(name in figures for name in names) else INFINITY


def _agrees(claim: Claim, table: Bounds, *, at_most: bool) -> bool:
    low, high = bounds(claim.value, claim.precision)
    # 未发生 is no smaller count of new cases: it denies that there were any
    return agree((low, INFINITY if at_most and claim.value else high), table)


def _judge(claim: Claim, what: Quantity, report: AnnualReport) -> Finding | None:
    if report.edition not in STATUTORY or not what.readings:
        return None
    readings = [cells(reading, report.edition) for reading in what.readings]
    ranges = [_range(report.figures, names) for names in readings]
    least, greatest = ranges[0]
    if not readings[0] or greatest == INFINITY or any(_agrees(claim, one, at_most=what.at_most) for one in ranges):
        return None
    return finding("text.against_table", cells=readings[0], left=claim.value, right=_figure(least), text=claim.text, name=what.label)


def _figure(value: Decimal) -> Figure:
    return int(value) if value == int(value) else value


def text_against_table(report: AnnualReport) -> Iterator[Finding]:
    """Each claim of a statutory quantity that the tables contradict."""
    told: set[tuple[str, Figure, str]] = set()
    for claim in report.claims:
        what = quantity(claim.quantity)
        if what is None or not same_scope(claim, report):
            continue
        found = _judge(claim, what, report)
        if found is not None and (claim.quantity, claim.value, claim.text) not in told:
            told.add((claim.quantity, claim.value, claim.text))
            yield found
