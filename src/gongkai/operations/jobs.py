"""The first jobs of the daily work: the calendar looked at, what has served its time removed."""

import datetime as dt
import logging
from importlib import import_module
from itertools import islice

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks_db.models import DBTaskResult

from gongkai.audit.verify import Verification
from gongkai.operations.alarms import Alarm, raise_alarm
from gongkai.operations.daily import daily_job
from gongkai.operations.models import DailyRun
from gongkai.statute.calendar import Calendar

DECEMBER = 12
_ROWS_LOOKED_AT = 1000  # of each index, whatever the table's size: SQLite's documentation advises 100 to 1000
_FINDINGS_COUNTED = 100  # a trail that was cut has one for each row
KEEP_TASKS = dt.timedelta(days=30)
KEEP_FAILED_TASKS = dt.timedelta(days=90)
KEEP_DAILY_RUNS = dt.timedelta(days=400)
# 网络安全法 asks that network logs be kept for six months at least (不少于六个月).
KEEP_SIGN_INS = dt.timedelta(days=190)

_log = logging.getLogger("gongkai.audit")


def year_without_calendar(on: dt.date) -> int | None:
    """The year whose holidays and make-up workdays should be known on that day and are not: this year's, from December on next year's."""
    known = Calendar().announced_through
    wanted = on.year + (on.month == DECEMBER)
    return wanted if known < wanted else None


@daily_job("calendar")
def look_at_calendar(on: dt.date) -> None:
    """Tell the administrators when a year's calendar is missing: due dates counted over its days are provisional."""
    year = year_without_calendar(on)
    if year:
        text = gettext_noop(
            "The calendar of %(year)s is not loaded: due times that reach into it may change. Install the version of this program that has it."
        )
        raise_alarm(Alarm(f"calendar-{year}", text, {"year": year}))


@daily_job("audit-trail")
def verify_audit_trail(on: dt.date) -> None:
    """Tell the administrators, every day anew, that the trail was tampered with; and the log, how it ends.

    A log that is shipped to another machine is then a witness for `manage audit verify --known ROW:DIGEST`.
    """
    verification = Verification()
    found = list(islice(verification.findings(), _FINDINGS_COUNTED))
    _log.info("audit head", extra={"row": verification.last.sequence, "digest": verification.last.digest})
    if found:
        text = gettext_noop("The audit trail is not as it was written (%(count)s findings): %(finding)s Run gongkai manage audit verify.")
        raise_alarm(Alarm(f"audit-trail-{on}", text, {"count": len(found), "finding": str(found[0])}))


@daily_job("sessions")
def remove_expired_sessions(on: dt.date) -> None:  # noqa: ARG001  # sessions expire by the minute
    """Sign-ins that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@daily_job("tasks")
def remove_finished_tasks(on: dt.date) -> None:
    """Results of background tasks that nobody asks for any more."""
    DBTaskResult.objects.successful().filter(finished_at__lt=_before(on, KEEP_TASKS)).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=_before(on, KEEP_FAILED_TASKS)).delete()


@daily_job("sign-ins")
def remove_old_sign_ins(on: dt.date) -> None:
    """What the lockout counted; the audit trail keeps its own rows."""
    before = _before(on, KEEP_SIGN_INS)
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(attempt_time__lt=before).delete()


@daily_job("daily-runs")
def remove_old_daily_runs(on: dt.date) -> None:
    """What was done daily more than a year ago."""
    DailyRun.objects.filter(day__lt=on - KEEP_DAILY_RUNS).delete()


@daily_job("statistics")
def renew_statistics(on: dt.date) -> None:  # noqa: ARG001  # what is there now
    """How the values in indexes are spread: without that SQLite sorts the trail of forty organs to show its last fifty rows.

    PostgreSQL's autovacuum does it by itself.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit={_ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")


def _before(on: dt.date, kept: dt.timedelta) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(on - kept, dt.time()))
