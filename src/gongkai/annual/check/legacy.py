"""The sums of the national statistics table of years up to 2018, by the rules for blank and unknown cells of the form's own sums."""

from collections.abc import Iterator

from gongkai.annual.check.findings import Finding
from gongkai.annual.check.form import known_cells
from gongkai.annual.check.sums import Judged, judged
from gongkai.annual.model import AnnualReport
from gongkai.statute.editions import Sum
from gongkai.statute.legacy import SUM, cell_labels, sums

TWO = 2


def statistics(report: AnnualReport) -> Iterator[Finding]:
    """Every number of the table that its parts do not reach, then a notice for blanks taken as 0 and one for sums not judged."""

    def sentence(one: Judged) -> tuple[str, str, dict[str, str]]:
        name = cell_labels()[one.rule.right[0]]
        return SUM, name, {"name": name}

    yield from judged((rule for rule in sums() if _asked(rule, report)), report, sentence)


def _asked(rule: Sum, report: AnnualReport) -> bool:
    """Places print subsets of the table: a number without its parts, or one part alone, states no sum."""
    return len(known_cells(report).intersection(rule.left + rule.right)) >= TWO
