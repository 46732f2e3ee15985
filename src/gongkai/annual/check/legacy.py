"""The sums of the national statistics table of years up to 2018, by the rules for blank and unknown cells of the form's own sums."""

from collections.abc import Iterator

from gongkai.annual.check.findings import Finding, finding
from gongkai.annual.check.form import known_cells
from gongkai.annual.check.sums import _judge, _Judged, _once
from gongkai.annual.model import AnnualReport
from gongkai.statute.editions import Sum
from gongkai.statute.legacy import SUM, cell_labels, sums

TWO = 2


def statistics(report: AnnualReport) -> Iterator[Finding]:
    """Every number of the table that its parts do not reach, then a notice for blanks taken as 0 and one for sums not judged."""
    judged = [_judge(rule, report) for rule in sums() if _asked(rule, report)]
    complete = [one for one in judged if not one.unknown]
    yield from (_contradiction(one) for one in complete if not one.holds)
    by_blanks = [one for one in complete if one.holds and one.blanks]
    if by_blanks:
        yield finding("sum.blank_as_zero", cells=_once([one.blanks for one in by_blanks]), left=len(by_blanks), count=len(by_blanks))
    if open_ := [one for one in judged if one.unknown]:
        unknown = _once([one.unknown for one in open_])
        yield finding("sum.not_judged", cells=unknown, left=len(open_), right=len(judged), count=len(open_), all=len(judged))


def _asked(rule: Sum, report: AnnualReport) -> bool:
    """Places print subsets of the table: a number without its parts, or one part alone, states no sum."""
    return len(known_cells(report).intersection(rule.left + rule.right)) >= TWO


def _contradiction(one: _Judged) -> Finding:
    cells = one.rule.left + one.rule.right
    name = cell_labels()[one.rule.right[0]]
    if not one.blanks:
        return finding(SUM, cells=cells, left=one.left, right=one.right, name=name)
    printed = tuple(cell for cell in cells if cell not in one.blanks)
    blanks = tuple(cell_labels()[cell] for cell in one.blanks)
    return finding("sum.blank_contradiction", cells=one.blanks + printed, left=one.left, right=one.right, name=name, blanks=blanks)
