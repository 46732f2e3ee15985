"""What is possible but unlikely: notices, each with its reason."""

from collections.abc import Iterator

from gongkai.annual.check.findings import Finding, finding
from gongkai.annual.check.form import cell_name
from gongkai.annual.check.organs import is_market_regulator
from gongkai.annual.model import AnnualReport

_DAILY_WORK = ("article20.licences.decisions", "article20.penalties.decisions")
_DECIDING_ROWS = ("licences", "other_services", "penalties", "coercion")
# Small numbers agree by chance (1 item, 0 more, 1 decision); one this large hardly ever does, because decisions run from 0 to many thousands.
_BEYOND_CHANCE = 10


def no_licences_or_penalties(report: AnnualReport) -> Iterator[Finding]:
    """A market regulator that decided on no licence and no penalty in a whole year."""
    if is_market_regulator(report.organ) and all(report.figures.get(cell) == 0 for cell in _DAILY_WORK):
        yield finding(
            "plausible.no_licences_or_penalties", cells=_DAILY_WORK, left=0, right=0, name=tuple(cell_name(cell, report) for cell in _DAILY_WORK)
        )


def decisions_filled(report: AnnualReport) -> Iterator[Finding]:
    """Decisions that are just last year's items plus the change: the head of the column was misunderstood."""
    filled = []
    for row in _DECIDING_ROWS:
        previous, change, decisions = (report.figures.get(f"article20.{row}.{column}") for column in ("previous_items", "change", "decisions"))
        if previous is not None and change is not None and decisions and decisions == previous + change:
            filled.append((f"article20.{row}.decisions", decisions))
    if any(value >= _BEYOND_CHANCE for _, value in filled):
        for cell, value in filled:
            row = cell.removesuffix("decisions")
            yield finding(
                "plausible.decisions_filled",
                cells=(cell, f"{row}previous_items", f"{row}change"),
                left=value,
                right=value,
                name=cell_name(cell, report),
            )
