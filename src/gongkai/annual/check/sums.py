"""The sums of the form (勾稽关系), cell by cell.

A blank cell counts as 0 only where the sum then holds: an office that leaves zeros out is told once, one whose blanks hide numbers
is told where. A sum with an unknown cell is not judged, because an unknown cell is unknown, never 0.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.annual.check.findings import Finding, finding
from gongkai.annual.check.form import cell_name, column_name, row_name, sum_rules
from gongkai.annual.model import AnnualReport, Figure
from gongkai.messages import N_, Message
from gongkai.statute.editions import Sum

# What a rule is called where its finding names it: the rule's own words, filled with its row or column.
RULE_NAMES = {
    "sum.column_balance": N_("balance of column {column}"),
    "sum.outcomes": N_("results of column {column}"),
    "sum.applicants": N_("total of row {row}"),
    "sum.remedies": N_("total of row {row}"),
}


@dataclass(frozen=True)
class _Judged:
    """A rule with its two sides, and its cells that are blank or unknown."""

    rule: Sum
    left: Figure
    right: Figure
    blanks: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return self.left == self.right


def _judge(rule: Sum, report: AnnualReport) -> _Judged:
    cells = rule.left + rule.right
    return _Judged(
        rule,
        left=sum(report.figures.get(cell, 0) for cell in rule.left),
        right=sum(report.figures.get(cell, 0) for cell in rule.right),
        blanks=tuple(cell for cell in cells if cell not in report.figures and cell in report.blank),
        unknown=tuple(cell for cell in cells if cell not in report.figures and cell not in report.blank),
    )


def sums(report: AnnualReport) -> Iterator[Finding]:
    """Every sum of the form that does not hold, then one notice for blanks taken as 0 and one for sums that cannot be judged."""
    judged = [_judge(rule, report) for rule in sum_rules(report)]
    complete = [one for one in judged if not one.unknown]
    yield from (_contradiction(one) for one in complete if not one.holds)
    by_blanks = [one for one in complete if one.holds and one.blanks]
    if by_blanks:
        yield finding("sum.blank_as_zero", cells=_once([one.blanks for one in by_blanks]), left=len(by_blanks), count=len(by_blanks))
    open_ = [one for one in judged if one.unknown]
    if open_:
        unknown = _once([one.unknown for one in open_])
        yield finding("sum.not_judged", cells=unknown, left=len(open_), right=len(judged), count=len(open_), all=len(judged))


def _contradiction(one: _Judged) -> Finding:
    total = one.rule.right[0]
    names = {"row": row_name(total), "column": column_name(total)}
    cells = one.rule.left + one.rule.right
    if not one.blanks:
        return finding(one.rule.code, cells=cells, left=one.left, right=one.right, **names)
    printed = tuple(cell for cell in cells if cell not in one.blanks)
    return finding(
        "sum.blank_contradiction",
        cells=one.blanks + printed,
        left=one.left,
        right=one.right,
        name=Message(RULE_NAMES[one.rule.code], names),
        blanks=tuple(cell_name(cell) for cell in one.blanks),
    )


def _once(groups: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """All cells of `groups`, each once, in the order met."""
    return tuple(dict.fromkeys(cell for group in groups for cell in group))
