"""Section 3 of the form counted by the database, and the requests behind each of its cells. `tally` says what is counted where."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from gongkai.cases import models
from gongkai.organs.setting_table import SETTINGS, decisions
from gongkai.reports.coverage import Coverage
from gongkai.reports.tally import TOTAL, cell, nothing
from gongkai.statute.outcomes import applicant_column, applicant_kinds
from gongkai.statute.readings import readings

_READING = "individual_business"
"""The reading on which a column depends (个体工商户)."""


def cases_of(covered: Coverage) -> QuerySet[models.Case]:
    """The requests of the organs that a report covers, to be counted: what a report says of them is public (Reg. 50)."""
    return models.Case.objects.filter(organ__in=covered.organs)


@dataclass(frozen=True)
class Ledger:
    """The ledger behind a report: `cases` are the requests to count, those of the organs covered or such of them as a person sees."""

    covered: Coverage
    cases: QuerySet[models.Case]

    @cached_property
    def column_of(self) -> Mapping[str, str]:
        """The column of each kind of applicant, by the readings that hold where an organ has decided nothing."""
        return _columns_by(SETTINGS[_READING].usual(self.covered.organ))

    @cached_property
    def _decided(self) -> list[tuple[Q, Mapping[str, str]]]:
        """What the organs have decided of the columns: requests of which days, and their columns; the newest first.

        The reading of the day of receipt holds, as it does when a request is closed (`cases.actions.closing`): what a year carries out, the next
        carries in in the same column.
        """
        return [
            (Q(organ=organ, received_on__gte=since), _columns_by(value))
            for organ in self.covered.organs
            for since, value in decisions(organ, _READING)
        ]

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
        decided = Case(*(When(asked, then=Value(place)) for place, (asked, _columns) in enumerate(self._decided)), default=Value(-1))
        groups = self._own().order_by().annotate(decided=decided).values("row", "column", "applicant_kind", "decided")
        for group in groups.annotate(**{f"in_{row}": one for row, one in counts.items()}):
            columns = self.column_of if group["decided"] < 0 else self._decided[group["decided"]][1]
            column = group["column"] or columns[group["applicant_kind"]]
            self._add(figures, group, column)
            self._add(figures, group, TOTAL)
        return figures

    def _add(self, figures: dict[str, int], group: Mapping[str, Any], column: str) -> None:
        for row in self.rows:
            figures[cell(row, column)] += group[f"in_{row}"]
        if group[f"in_{TOTAL}"]:  # requests closed in another year have a row that this edition may not know
            figures[cell(group["row"], column)] += group[f"in_{TOTAL}"]

    def _own(self) -> QuerySet[models.Case]:
        return self.cases.filter(organ__in=self.covered.organs, received_on__lte=self.covered.until)

    def behind(self, code: str) -> QuerySet[models.Case]:
        """The requests that the cell `code` counts, as many as its figure. Raises KeyError for what is no cell of section 3 of this form."""
        if code not in nothing(self.covered.edition.code):
            raise KeyError(code)
        row, _dot, column = code.removeprefix("applications.").rpartition(".")
        found = self._own().filter(self.rows[row] if row in self.rows else self.rows[TOTAL] & Q(row=row))
        return found if column == TOTAL else found.filter(self._in_column(column))

    def _in_column(self, column: str) -> Q:
        found, before = Q(column=column), Q(column="")
        for asked, columns in self._decided:
            found |= before & asked & _of_kinds(columns, column)
            before &= ~asked
        return found | (before & _of_kinds(self.column_of, column))


def _columns_by(reading: str) -> Mapping[str, str]:
    """The column of each kind of applicant by a value of the reading."""
    settings = readings(**{_READING: reading})
    return {kind: applicant_column(kind, settings) for kind in applicant_kinds()}


def _of_kinds(columns: Mapping[str, str], column: str) -> Q:
    return Q(applicant_kind__in=[kind for kind, one in columns.items() if one == column])
