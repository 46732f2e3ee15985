"""The sums of the form (勾稽关系), cell by cell.

A blank cell counts as 0 only where the sum then holds: an office that leaves zeros out is told once, one whose blanks hide numbers
is told where. A sum with an unknown cell is not judged, because an unknown cell is unknown, never 0.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gongkai.annual.check.findings import Finding, finding
from gongkai.annual.check.form import any_cell_name, column_name, row_name, sum_rules
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
class Judged:
    """A rule with its two sides, and its cells that are blank or unknown."""

    rule: Sum
    left: Figure
    right: Figure
    blanks: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the two sides are equal, blank and unknown cells taken as 0."""
        return self.left == self.right


def _judge(rule: Sum, report: AnnualReport) -> Judged:
    cells = rule.left + rule.right
    return Judged(
        rule,
        left=sum(report.figures.get(cell, 0) for cell in rule.left),
        right=sum(report.figures.get(cell, 0) for cell in rule.right),
        blanks=tuple(cell for cell in cells if cell not in report.figures and cell in report.blank),
        unknown=tuple(cell for cell in cells if cell not in report.figures and cell not in report.blank),
    )


def sums(report: AnnualReport) -> Iterator[Finding]:
    """Every sum of the form that does not hold, then one notice for blanks taken as 0 and one for sums that cannot be judged."""

    def sentence(one: Judged) -> tuple[str, Message | str, dict[str, str]]:
        total = one.rule.right[0]
        names = {"row": row_name(total, report), "column": column_name(total, report)}
        return one.rule.code, Message(RULE_NAMES[one.rule.code], names), names

    yield from judged(sum_rules(report), report, sentence)


def judged(rules: Iterable[Sum], report: AnnualReport, sentence: Callable[[Judged], tuple[str, Message | str, dict[str, str]]]) -> Iterator[Finding]:
    """The findings of some sums; `sentence` gives the code of a sum that does not hold, what the sum is called, and the code's fields."""
    all_ = [_judge(rule, report) for rule in rules]
    complete = [one for one in all_ if not one.unknown]
    yield from (_contradiction(one, report, *sentence(one)) for one in complete if not one.holds)
    by_blanks = [one for one in complete if one.holds and one.blanks]
    if by_blanks:
        yield finding("sum.blank_as_zero", cells=_once([one.blanks for one in by_blanks]), left=len(by_blanks), count=len(by_blanks))
    open_ = [one for one in all_ if one.unknown]
    if open_:
        unknown = _once([one.unknown for one in open_])
        yield finding("sum.not_judged", cells=unknown, left=len(open_), right=len(all_), count=len(open_), all=len(all_))


def _contradiction(one: Judged, report: AnnualReport, code: str, name: Message | str, fields: dict[str, str]) -> Finding:
    cells = one.rule.left + one.rule.right
    if not one.blanks:
        return finding(code, cells=cells, left=one.left, right=one.right, **fields)
    printed = tuple(cell for cell in cells if cell not in one.blanks)
    blanks = tuple(any_cell_name(cell, report) for cell in one.blanks)
    return finding("sum.blank_contradiction", cells=one.blanks + printed, left=one.left, right=one.right, name=name, blanks=blanks)


def _once(groups: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """All cells of `groups`, each once, in the order met."""
    return tuple(dict.fromkeys(cell for group in groups for cell in group))
