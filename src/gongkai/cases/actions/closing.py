"""What closing a request fixes for ever: its row and column in the annual form, its due day, the calendar; the same for every way to close it."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from gongkai.cases import ledger, store
from gongkai.cases.models import Case
from gongkai.organs.models import Organ
from gongkai.organs.setting_table import calendar_of, readings_of
from gongkai.statute.annual_report import edition_for_year
from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import lateness
from gongkai.statute.outcomes import applicant_column, form_row
from gongkai.statute.readings import Readings


def closing(  # noqa: PLR0913  # what is closed, when, how; who closes many gives settings that remember
    case: Case,
    state: ledger.Case,
    day: dt.date,
    codes: Sequence[str],
    row: str = "",
    *,
    calendar: Callable[[Organ, dt.date], Calendar] = calendar_of,
    readings: Callable[[Organ, dt.date], Readings] = readings_of,
) -> dict[str, Any]:
    """The fields of `events.Closes` for a request closed on `day`, whose items ended as `codes` (`statute.outcomes.answer_kinds`) say.

    `row`: the row that a person chose, where the organ's reading leaves it to one. `calendar`, `readings`: as for `store.clock_of`.
    """
    settings, edition = readings(case.organ, day), edition_for_year(day.year)
    began = state.confirmed or state.arrived.on  # carried out in one column, carried in in the same: the reading of the day of receipt
    due, days = store.clock_of(case.organ, state, day, calendar, readings).due, calendar(case.organ, day)
    return {
        "edition": edition,
        "row": row or form_row(codes, edition, settings),
        "column": applicant_column(state.arrived.applicant_kind, readings(case.organ, began)),
        "due": due,
        "calendar": days.version,
        "late": lateness(due, day, days).workdays if due else 0,
    }
