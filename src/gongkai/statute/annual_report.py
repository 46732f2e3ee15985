"""The annual report (政府信息公开工作年度报告) as a duty: its legal day, its edition, who can make rules, the fees to state."""

import datetime as dt
from typing import Literal

from gongkai.messages import message
from gongkai.statute.editions import editions
from gongkai.statute.laws import NoLawError, StatuteError, in_force, load, table

OrganKind = Literal["department", "government"]


def _last_day(year: int) -> dt.date:
    """The end of the year reported, which chooses the law."""
    if not dt.MINYEAR <= year < dt.MAXYEAR:  # the report falls in the year after
        raise NoLawError(message("There is no report on the year {year}", year=year))
    return dt.date(year, 12, 31)


def report_due(year: int, kind: OrganKind) -> dt.date:
    """The last day to publish the report on `year`: it does not move for weekends or holidays.

    Order 711, Art. 49: a department by 31 January, a government by 31 March of the next year.
    Order 492, Art. 31 (years 2008 to 2018): everyone by 31 March. Raises NoLawError for a year before 2008.
    """
    month, day = in_force(table("annual_report", "due"), _last_day(year)).value[kind]
    return dt.date(year + 1, month, day)


def edition_for_year(year: int) -> str:
    """The edition of the form that the report on `year` must have: `legacy`, `2019` or `2021`.

    国办公开办函〔2019〕60号 for 2019 and 2020, 国办公开办函〔2021〕30号 from 2021. Raises NoLawError for a year before 2008.
    """
    for edition in editions().values():
        if edition.first_year <= year and (edition.last_year is None or year <= edition.last_year):
            return edition.code
    raise NoLawError(message("No edition of the annual report covers the year {year}; the duty to report began in 2008", year=year))


def can_make_rules(kind: str) -> bool:
    """Whether an organ of `kind` can make rules (规章): `ministry`, `province`, `city_with_districts` can (Legislation Law, 91, 93).

    `county`, `township` and `department` (of a local government) cannot. An autonomous prefecture is a `city_with_districts`.
    Raises StatuteError for another kind.
    """
    kinds: dict[str, bool] = load("annual_report")["can_make_rules"]
    if kind not in kinds:
        raise StatuteError(message("Kind of organ “{kind}” is not known; use one of {known}", kind=kind, known=tuple(kinds)))
    return kinds[kind]


def fee_must_be_reported(year: int) -> bool:
    """Whether section 6 of the report on `year` must state the information processing fees, 0 too (国办函〔2020〕109号): from 2021.

    Raises NoLawError for a year before 2008.
    """
    return bool(in_force(table("annual_report", "fee_stated"), _last_day(year)).value)
