"""What a report covers: which organs' ledgers, which days, which edition of the form."""

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.organs.lineage import ancestors, reporter
from gongkai.organs.models import Organ
from gongkai.organs.telling import told
from gongkai.statute.annual_report import edition_for_year
from gongkai.statute.editions import STATUTORY, Edition, editions
from gongkai.statute.laws import StatuteError


class NotReportedError(ValidationError):
    """The organ makes no report on that year; the sentence says why."""


FIRST_YEAR = min(editions()[code].first_year for code in STATUTORY)
"""The first year whose report has the tables of requests."""


@dataclass(frozen=True)
class Coverage:
    """The report of `organ` on `year` with what happened up to the end of the day `until`: 31 December, or an earlier day of a running year.

    `organs` are those whose figures it adds: itself, and the merged for whom it reports. `is_over`: the year had ended on the day it was seen.
    """

    organ: Organ
    year: int
    until: dt.date
    organs: tuple[Organ, ...]
    is_over: bool

    @property
    def first(self) -> dt.date:
        """The first day covered."""
        return dt.date(self.year, 1, 1)

    @property
    def edition(self) -> Edition:
        """The edition of the form."""
        return editions()[edition_for_year(self.year)]


def coverage(organ: Organ, year: int, on: dt.date) -> Coverage:
    """What the report of `organ` on `year` covers as seen on the day `on`, that day included.

    An organ merged into it in an earlier year belongs to it too: its open requests are carried on. Raises NotReportedError.
    """
    if year < FIRST_YEAR:
        raise NotReportedError(_("Reports on years before %(year)s have no table of requests; this system makes none.") % {"year": FIRST_YEAR})
    if year > on.year:
        raise NotReportedError(_("%(year)s has not begun.") % {"year": year})
    if organ.successor is None and organ.ended_on is not None and organ.ended_on.year < year:
        raise NotReportedError(_("%(organ)s ended on %(day)s.") % {"organ": organ.name, "day": organ.ended_on})
    try:
        reporting = reporter(organ, year)
        organs = tuple(one for one in ancestors(organ) if one.created_on.year <= year and reporter(one, year) == organ)
    except StatuteError as error:
        raise NotReportedError(told(error.message)) from error
    if organs:
        return Coverage(organ, year, min(dt.date(year, 12, 31), on), organs, is_over=on.year > year)
    if reporting != organ:
        raise NotReportedError(
            _("%(organ)s was merged: %(successor)s reports on %(year)s for it.") % {"organ": organ.name, "successor": reporting.name, "year": year}
        )
    raise NotReportedError(_("%(organ)s exists since %(day)s only.") % {"organ": organ.name, "day": organ.created_on})


def years_of(organ: Organ, on: dt.date) -> list[int]:
    """The running year and the one before, as far as `organ` reports on them: what its public page leads to."""
    found = []
    for year in (on.year, on.year - 1):
        try:
            coverage(organ, year, on)
        except NotReportedError:
            continue
        found.append(year)
    return found
