"""Health as business facts (/readyz): does the worker live, was today's work done, is the calendar there, is there room on the disk."""

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import Error
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.messages import UserError
from gongkai.operations import database, keys, liveness, worker
from gongkai.operations.daily import JOBS, is_done
from gongkai.operations.jobs import year_without_calendar
from gongkai.operations.models import DailyRun

LEAST_FREE = 1 << 30  # bytes
DAILY_WORK_BY = dt.time(2)  # until then yesterday's is enough


@dataclass(frozen=True)
class Fact:
    """A fact about the running site: whether it is as it should be, and a sentence for the operator."""

    name: str
    good: bool
    sentence: str


def facts(now: dt.datetime) -> list[Fact]:
    """All facts at `now`; those that cannot be asked of the database are bad."""
    return [_asked(name, ask, now) for name, ask in FACTS.items()]


def _asked(name: str, ask: Callable[[dt.datetime], tuple[bool, str]], now: dt.datetime) -> Fact:
    try:
        return Fact(name, *ask(now))
    except Error:
        return Fact(name, good=False, sentence=_("The database does not answer"))


def _database(_now: dt.datetime) -> tuple[bool, str]:
    good = database.is_up_to_date()
    return good, _("The database answers and is up to date") if good else _("The database is not up to date: start the site again")


def _keys(_now: dt.datetime) -> tuple[bool, str]:
    try:
        lacking = keys.missing()
    except UserError as error:
        return False, str(error)
    if lacking:
        return False, _("Keys that the data were made with are missing: %(keys)s") % {"keys": ", ".join(lacking)}
    return True, _("The keys of the data are there")


def _worker(_now: dt.datetime) -> tuple[bool, str]:
    good = liveness.heard(worker.KIND)
    return good, _("The background worker lives") if good else _("No background worker was heard for a minute: is the site's serve running?")


def _daily_work(now: dt.datetime) -> tuple[bool, str]:
    local = timezone.localtime(now)
    wanted = local.date() if local.time() >= DAILY_WORK_BY else local.date() - dt.timedelta(days=1)
    last = DailyRun.objects.filter(job__in=JOBS, outcome=DailyRun.DONE).order_by("-finished_at").first()
    values = {"day": wanted.isoformat(), "last": timezone.localtime(last.finished_at).isoformat(timespec="minutes") if last else "-"}
    if is_done(local.date()) or is_done(wanted):
        return True, _("The daily work of %(day)s is done, last at %(last)s") % values
    return False, _("The daily work of %(day)s is not done; a job was last done at %(last)s") % values


def _calendar(now: dt.datetime) -> tuple[bool, str]:
    year = year_without_calendar(timezone.localtime(now).date())
    return not year, _("The calendar of %(year)s is not loaded") % {"year": year} if year else _("The calendar is there")


def _disk(_now: dt.datetime) -> tuple[bool, str]:
    try:
        free = shutil.disk_usage(settings.GONGKAI_DATA).free
    except OSError:
        return False, _("The data folder cannot be read")
    return free >= LEAST_FREE, _("%(free)s GiB are free on the data folder's disk") % {"free": f"{free / (1 << 30):.1f}"}


FACTS: dict[str, Callable[[dt.datetime], tuple[bool, str]]] = {
    "database": _database,
    "keys": _keys,
    "worker": _worker,
    "daily_work": _daily_work,
    "calendar": _calendar,
    "disk": _disk,
}
