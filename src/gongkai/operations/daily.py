"""The daily work (每日工作): jobs in a registry, each done once a day by whichever process comes first, tried again when it failed.

`serve` runs it after local midnight, `manage daily` when somebody else has the clock; both at once do each job once. A job runs while its row says
so and the process in it lives: no lock is held meanwhile, so a long job stops nobody from writing.

An app registers its jobs in `ready()` or in a module that it imports there:

    @daily_job("reminders")
    def remind(on: dt.date) -> None: ...

A job may be run again for the same day (after a failure, or because its process was killed): it looks at the state as it is and does what is missing.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import Error, transaction
from django.db.models import QuerySet
from django.utils import timezone

from gongkai.operations import liveness
from gongkai.operations.models import DailyRun
from gongkai.operations.telling import frames_of, kind_of, words_of

LONGEST_CATCH_UP = 31  # days: what was missed longer ago is nobody's next step any more

_log = logging.getLogger("gongkai.daily")


@dataclass(frozen=True)
class DailyJob:
    """A job: `each_day` says that days missed are done one by one before today; else one run today makes up for all of them."""

    name: str
    work: Callable[[dt.date], None]
    each_day: bool = False


JOBS: dict[str, DailyJob] = {}


def daily_job(name: str, *, each_day: bool = False) -> Callable[[Callable[[dt.date], None]], Callable[[dt.date], None]]:
    """Register a function of the day (Asia/Shanghai) as a daily job."""

    def register(work: Callable[[dt.date], None]) -> Callable[[dt.date], None]:
        if name in JOBS:
            raise ValueError(name)
        JOBS[name] = DailyJob(name, work, each_day)
        return work

    return register


def run_daily(on: dt.date, process: str, *, go_on: Callable[[], bool] = lambda: True) -> list[DailyRun]:
    """Do what is still to do of the day `on`, as the process of that key; returns the rows of all jobs, those of others included.

    A job that fails does not stop the next one. `go_on` is asked before each.
    """
    for job in tuple(JOBS.values()):
        for day in _days(job, on):
            if go_on() and _claim(job, day, process):
                _do(job, day)
    return list(DailyRun.objects.filter(day=on, job__in=JOBS).order_by("pk"))


def by_portions(rows: QuerySet[Any], size: int = 500) -> Iterator[Any]:
    """The rows by their keys, some at a time, each portion as it is when its turn comes: for work that writes while it goes through them.

    An open cursor of SQLite sees the database as it was when it was opened, and whoever has one cannot write once somebody else has.
    """
    ordered, left = rows.order_by("pk"), rows.order_by("pk")
    while portion := list(left[:size]):
        yield from portion
        left = ordered.filter(pk__gt=portion[-1].pk)


def with_each(rows: Iterable[Any], work: Callable[[Any], object]) -> None:
    """`work` with every row. One with which it fails keeps no other from it; the first failure is raised when all had their turn.

    What the database refuses is raised at once: it would refuse the next, too.
    """
    failures: list[Exception] = []
    for row in rows:
        try:
            work(row)
        except Error:
            raise
        except Exception as failure:  # noqa: BLE001  # the next row is worked on all the same
            failures.append(failure)
            about = {"row": str(row.pk), "model": row._meta.label, "error": kind_of(failure), "at": frames_of(failure)}  # noqa: SLF001
            _log.error("daily work failed with a row", extra=about)  # the words may be personal data
    if failures:
        raise failures[0]


def is_done(on: dt.date, jobs: Iterable[str] | None = None) -> bool:
    """Whether every job of the day `on` is done."""
    wanted = set(JOBS if jobs is None else jobs)
    return wanted == set(DailyRun.objects.filter(day=on, job__in=wanted, outcome=DailyRun.DONE).values_list("job", flat=True))


def _days(job: DailyJob, on: dt.date) -> list[dt.date]:
    last = DailyRun.objects.filter(job=job.name, outcome=DailyRun.DONE, day__lt=on).order_by("-day").first() if job.each_day else None
    missed = min((on - last.day).days, LONGEST_CATCH_UP) if last else 1
    return [on - dt.timedelta(days=back) for back in reversed(range(missed))]


def _claim(job: DailyJob, day: dt.date, process: str) -> bool:
    """Whether the job is ours to do now: nobody has done it, nobody living is at it."""
    now = timezone.now()
    with transaction.atomic():
        begun = {"process": process, "outcome": DailyRun.RUNNING, "started_at": now}
        run, is_new = DailyRun.objects.select_for_update().get_or_create(day=day, job=job.name, defaults=begun)
        if is_new:
            return True
        if run.outcome == DailyRun.DONE or (run.outcome == DailyRun.RUNNING and _is_at_it(run.process, process)):
            return False
        DailyRun.objects.filter(pk=run.pk).update(**begun, attempts=run.attempts + 1, finished_at=None)
        return True


def _is_at_it(holder: str, us: str) -> bool:
    """Whether the process that began a job still does it. We do one job at a time: what we began before and never finished, we are not doing."""
    return holder != us and liveness.living(holder)


def _do(job: DailyJob, day: dt.date) -> None:
    about = {"job": job.name, "day": day.isoformat()}
    began = time.perf_counter()
    outcome, error = DailyRun.DONE, ""
    try:
        job.work(day)
    except (Exception, SystemExit) as failure:  # noqa: BLE001  # the next job is done all the same
        outcome, error = DailyRun.FAILED, kind_of(failure)
        about |= {"error": error, "words": words_of(failure), "at": frames_of(failure)}
    DailyRun.objects.filter(day=day, job=job.name).update(outcome=outcome, error=error, finished_at=timezone.now())
    level = logging.ERROR if error else logging.INFO
    _log.log(level, "daily job %s", outcome, extra={**about, "ms": round((time.perf_counter() - began) * 1000)})
