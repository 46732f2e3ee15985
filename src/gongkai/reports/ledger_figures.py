"""Section 3 of the form counted by the database, and the requests behind each of its cells. `tally` says what is counted where."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.cases.models import Case
from gongkai.organs.setting_table import readings_of
from gongkai.reports.coverage import Coverage
from gongkai.reports.tally import TOTAL, cell, nothing
from gongkai.statute.outcomes import applicant_column, applicant_kinds


def cases_of(covered: Coverage) -> QuerySet[Case]:
    """The requests of the organs that a report covers, to be counted: what a report says of them is public (Reg. 50)."""
    return Case.objects.filter(organ__in=covered.organs)


@dataclass(frozen=True)
class Ledger:
    """The ledger behind a report: `cases` are the requests to count, those of the organs covered or such of them as a person sees."""

    covered: Coverage
    cases: QuerySet[Case]

    @cached_property
    def column_of(self) -> Mapping[str, str]:
        """The column of each kind of applicant, by the readings of the organ on the last day covered."""
        settings = readings_of(self.covered.organ, self.covered.until)
        return {kind: applicant_column(kind, settings) for kind in applicant_kinds()}

    @cached_property
    def rows(self) -> Mapping[str, Q]:
        """What stands in the rows, by code; the rows of outcomes share the condition of the total."""
        first, until = self.covered.first, self.covered.until
        return {
            "received": Q(received_on__range=(first, until)),
            "carried_in": Q(received_on__lt=first) & (Q(closed_on__isnull=True) | Q(closed_on__gte=first)),
            TOTAL: Q(received_on__lte=until, closed_on__range=(first, until)),
            "carried_out": Q(received_on__lte=until) & (Q(closed_on__isnull=True) | Q(closed_on__gt=until)),
        }

    def figures(self) -> dict[str, int]:
        """Every cell of section 3 by code; one query, whatever their number, beside that for the organ's settings."""
        figures = nothing(self.covered.edition.code)
        counts = {row: Count("pk", filter=condition) for row, condition in self.rows.items()}
        groups = self._own().order_by().values("row", "column", "applicant_kind").annotate(**{f"in_{row}": one for row, one in counts.items()})
        for group in groups:
            column = group["column"] or self.column_of[group["applicant_kind"]]
            self._add(figures, group, column)
            self._add(figures, group, TOTAL)
        return figures

    def _add(self, figures: dict[str, int], group: Mapping[str, Any], column: str) -> None:
        for row in self.rows:
            figures[cell(row, column)] += group[f"in_{row}"]
        if group[f"in_{TOTAL}"]:  # requests closed in another year have a row that this edition may not know
            figures[cell(group["row"], column)] += group[f"in_{TOTAL}"]

    def _own(self) -> QuerySet[Case]:
        return self.cases.filter(organ__in=self.covered.organs, received_on__lte=self.covered.until)

    def behind(self, code: str) -> QuerySet[Case]:
        """The requests that the cell `code` counts, as many as its figure. Raises KeyError for what is no cell of section 3 of this form."""
        if code not in nothing(self.covered.edition.code):
            raise KeyError(code)
        row, _dot, column = code.removeprefix("applications.").rpartition(".")
        found = self._own().filter(self.rows[row] if row in self.rows else self.rows[TOTAL] & Q(row=row))
        return found if column == TOTAL else found.filter(self._in_column(column))

    def _in_column(self, column: str) -> Q:
        kinds = [kind for kind, one in self.column_of.items() if one == column]
        return Q(column=column) | Q(column="", applicant_kind__in=kinds)
