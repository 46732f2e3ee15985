"""What reports do daily."""

import datetime as dt

from gongkai.operations.daily import daily_job
from gongkai.reports.snapshots import take_all


@daily_job("reports.snapshots")
def keep_month_ends(on: dt.date) -> None:
    """When a month is over, its section 3 is kept; a day that was missed makes up for it."""
    take_all(on)
