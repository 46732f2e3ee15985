"""The plan's figures: section 3 of the annual form (收到和处理政府信息公开申请情况) of every sample organ and year. Pure.

The year after the last sample year is there for organs that carried something over: they answered it, and nothing else is planned.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from gongkai.statute.annual_report import edition_for_year
from gongkai.statute.editions import editions

YEARS = (2023, 2024, 2025)
"""The sample years."""

COLUMNS = ("natural_person", "business", "research", "public_interest", "legal_service", "other")
RECEIVED, CARRIED_IN, TOTAL, CARRIED_OUT = "received", "carried_in", "total", "carried_out"
_NO_OUTCOMES = (RECEIVED, CARRIED_IN, TOTAL, CARRIED_OUT)

Form = Mapping[tuple[str, str], int]
"""Section 3: figures by row and column, the column `total` included; a row that is 0 throughout may be left out of the file."""


@cache
def planned_reports() -> Mapping[tuple[str, int], Form]:
    """The form of every report planned, by the code of the organ and the year."""
    return _read("reports.csv")


@cache
def merged_parts() -> Mapping[tuple[str, int], Form]:
    """What the requests of a merged organ are in its successor's form of a year, by the code of the merged organ."""
    return _read("merged.csv")


def _read(name: str) -> dict[tuple[str, int], Form]:
    found: dict[tuple[str, int], dict[tuple[str, str], int]] = {}
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            form = found.setdefault((line["organ"], int(line["year"])), {})
            form |= {(line["row"], column): int(line[column]) for column in (*COLUMNS, TOTAL)}
    return dict(found)


def cells(form: Form, year: int) -> dict[str, int]:
    """A form as `reports.compiling` gives it: every cell of section 3 by code, in the order of the edition of that year."""
    rows = editions()[edition_for_year(year)].applications
    return {f"{row.prefix}.{row.code}.{column}": form.get((row.code, column), 0) for row in rows for column in (*COLUMNS, TOTAL)}


def own_form(organ: str, year: int, merged_into_it: tuple[str, ...]) -> Form:
    """The form of an organ's own ledger: of its report without what those merged into it contributed, or what it contributed itself."""
    form = planned_reports().get((organ, year)) or merged_parts().get((organ, year)) or {}
    parts = [part for one in merged_into_it if (part := merged_parts().get((one, year)))]
    return {place: figure - sum(part.get(place, 0) for part in parts) for place, figure in form.items()}


def outcomes(form: Form, column: str) -> Iterator[str]:
    """The rows in which the requests of a column that were closed in the year stand, one for each request, in the order of the form."""
    for (row, of_column), figure in form.items():
        if of_column == column and row not in _NO_OUTCOMES:
            yield from [row] * figure
