"""Section 3 of the form (收到和处理政府信息公开申请情况) counted from requests, one by one. Pure.

It is the definition: `ledger_figures` counts the same in the database, and a test holds the two together.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from gongkai.statute.annual_report import edition_for_year
from gongkai.statute.editions import editions, labels

TOTAL = "total"
"""The code of the form's row （七）总计 and of its column 总计."""


@dataclass(frozen=True)
class Counted:
    """A request as the form counts it: day of receipt (Reg. 31), day on which the answer was given, None while it is not.

    `row` (`refused.state_secret`, without the prefix) is of the edition of the year of `closed`, empty while it is open; `column` is the applicant's.
    """

    received: dt.date
    closed: dt.date | None
    row: str
    column: str


def cell(row: str, column: str) -> str:
    """The code of a cell of section 3."""
    return f"applications.{row}.{column}"


def rows_of(request: Counted, year: int, until: dt.date) -> tuple[str, ...]:
    """The rows in which a request stands in the form of `year` as it is at the end of the day `until`, which lies in that year.

    一、本年新收 received in the year; 二、上年结转 received before and not closed before it; 三 and （七）总计 closed in the year;
    四、结转下年度 received by `until` and not closed by then.
    """
    first = dt.date(year, 1, 1)
    if request.received > until:
        return ()
    found = []
    if request.received >= first:
        found.append("received")
    elif request.closed is None or request.closed >= first:
        found.append("carried_in")
    if request.closed is None or request.closed > until:
        found.append("carried_out")
    elif request.closed >= first:
        found += [request.row, TOTAL]
    return tuple(found)


def section3(requests: Iterable[Counted], year: int, until: dt.date) -> dict[str, int]:
    """Every cell of section 3 of the edition of `year`, by code, in the order of the form; 0 where nothing is counted, since the ledger knows.

    Raises NoLawError for a year without a form, KeyError for a request whose row or column is not of that edition; ValueError: `until` is not a
    day of `year`.
    """
    if until.year != year:
        msg = f"{until} is not a day of {year}"
        raise ValueError(msg)
    figures = nothing(edition_for_year(year))
    for request in requests:
        for row in rows_of(request, year, until):
            figures[cell(row, request.column)] += 1
            figures[cell(row, TOTAL)] += 1
    return figures


def nothing(edition: str) -> dict[str, int]:
    """Section 3 of an edition with 0 in every cell; empty for `legacy`, which has no such section."""
    return {one: 0 for row in editions()[edition].applications for one in row.cells}


def columns() -> tuple[str, ...]:
    """The columns of kinds of applicants, the total left out."""
    return tuple(one.code for one in labels("applicants") if one.code != TOTAL)
