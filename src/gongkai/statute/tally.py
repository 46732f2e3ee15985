"""Section 3 of the annual form counted from cases: the slow, plain reference that a database's tally has to equal."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.messages import message
from gongkai.statute.annual_report import edition_for_year
from gongkai.statute.editions import STATUTORY, editions, labels, outcome_rows
from gongkai.statute.laws import NoLawError, StatuteError


@dataclass(frozen=True)
class CountedCase:
    """A request as the form counts it: day of receipt, column of the applicant, and once closed, the day and the row (`outcomes.counted_row`)."""

    received: dt.date
    column: str
    closed: dt.date | None = None
    row: str = ""


def section3(cases: Iterable[CountedCase], year: int, cut: dt.date | None = None) -> dict[str, int]:
    """All cells of section 3 for `year`, as of the end of the day `cut` (None: 31 December), zeros included.

    Carried in: received before the year and not closed before it. A case is counted in the year in which it was closed, in the form of that
    year. So in every column received + carried_in = total + carried_out, whatever the cut.
    Raises StatuteError for a case closed before it was received, an unknown column, a row that is no outcome of the form, or a cut outside the
    year; NoLawError for a year whose form has no such section.
    """
    edition = edition_for_year(year)
    if edition not in STATUTORY:
        raise NoLawError(message("The form of edition “{edition}” has no such rows; they exist in {known}", edition=edition, known=STATUTORY))
    first, last = dt.date(year, 1, 1), cut or dt.date(year, 12, 31)
    if last.year != year:
        raise StatuteError(message("{day} is no day of the year {year}", day=last, year=year))
    form = editions()[edition].applications
    counted = Counter({cell: 0 for row in form for cell in row.cells})
    for case in cases:
        _check(case)
        for row in _rows(case, first, last, outcome_rows(form)):
            counted[f"applications.{row}.{case.column}"] += 1
            counted[f"applications.{row}.total"] += 1
    return dict(counted)


def _check(case: CountedCase) -> None:
    columns = tuple(label.code for label in labels("applicants") if label.code != "total")
    if case.column not in columns:
        raise StatuteError(message("“{code}” is not known; use one of {known}", code=case.column, known=columns))
    if case.closed is not None and case.closed < case.received:
        raise StatuteError(message("A request received on {received} cannot be closed on {closed}", received=case.received, closed=case.closed))


def _rows(case: CountedCase, first: dt.date, last: dt.date, outcomes: tuple[str, ...]) -> list[str]:
    """The rows a case is counted in, by what had happened until `last`."""
    closed = case.closed if case.closed is not None and case.closed <= last else None
    if case.received > last or (closed is not None and closed < first):
        return []
    came = "received" if case.received >= first else "carried_in"
    if closed is None:
        return [came, "carried_out"]
    if case.row not in outcomes:
        raise StatuteError(message("“{code}” is not known; use one of {known}", code=case.row, known=outcomes))
    return [came, case.row, "total"]
