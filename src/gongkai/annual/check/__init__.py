"""`check` judges a report, whatever its source: pure functions, each from a report to findings, composed from one table."""

from collections.abc import Callable, Iterable

from gongkai.annual.check import dates, legacy, plausible, sections, tables
from gongkai.annual.check.arithmetic import arithmetic
from gongkai.annual.check.findings import KINDS, Finding, Kind, finding
from gongkai.annual.check.sums import sums
from gongkai.annual.check.text import text_against_table
from gongkai.annual.check.yearly import against_previous
from gongkai.annual.model import AnnualReport

__all__ = ["CHECKS", "KINDS", "Finding", "Kind", "against_previous", "check", "finding"]

# In the order in which findings are told: figures first, then what the text says of them, then form and law.
CHECKS: tuple[Callable[[AnnualReport], Iterable[Finding]], ...] = (
    sums,
    legacy.statistics,
    text_against_table,
    arithmetic,
    tables.not_judged,
    tables.edition,
    dates.year,
    dates.period,
    dates.published_late,
    sections.sections_missing,
    sections.sections_order,
    sections.section1_parts,
    tables.tables_missing,
    tables.cells_missing,
    tables.blank_cells,
    tables.rules_made,
    tables.amounts_without_unit,
    tables.fee_not_stated,
    tables.fee_contradiction,
    plausible.no_licences_or_penalties,
    plausible.decisions_filled,
)


def check(report: AnnualReport, previous: AnnualReport | None = None) -> tuple[Finding, ...]:
    """All findings of `report`, and of `report` against `previous`, the report of the year before; always in the same order."""
    found = tuple(one for judge in CHECKS for one in judge(report))
    return found if previous is None else found + tuple(against_previous(report, previous))
