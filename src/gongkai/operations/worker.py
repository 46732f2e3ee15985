"""The background worker: takes tasks one after the other, while a second thread has the clock of the daily work.

It does what django-tasks-db's own worker does, but is asked to stop by an event instead of ending inside a signal handler, looks without a
lock whether there is anything to do, and keeps no exception's words, which may be personal data.
"""

import logging
import os
import queue
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django_tasks import TaskContext
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction, is_locked_database_exception

from gongkai.operations import liveness
from gongkai.operations.clock import DailyClock
from gongkai.operations.takeup import take_up
from gongkai.operations.telling import frames_of, kind_of

KIND = "worker"
LOOK_EVERY = 1.0  # seconds between two looks at an empty queue
LOST = 75  # exit status of a worker that others took for dead

_log = logging.getLogger("gongkai.tasks")


def work_until_told() -> None:
    """Be the background worker until SIGTERM; the task at hand is finished first."""
    # The work has a thread of its own: an event may not be set in a signal handler that interrupts waiting for it.
    told: queue.SimpleQueue[int] = queue.SimpleQueue()
    signal.signal(signal.SIGTERM, lambda number, _frame: told.put(number))
    stop = threading.Event()
    with ThreadPoolExecutor(1, thread_name_prefix="tasks") as pool:
        working = pool.submit(work, stop)
        working.add_done_callback(lambda _working: told.put(0))
        told.get()
        stop.set()
    working.result()


def work(stop: threading.Event) -> None:
    """Do tasks, and the daily work beside them, until `stop` is set."""
    with liveness.alive(KIND, lost=lambda: os._exit(LOST), meanwhile=take_up) as process:
        take_up()
        clock = DailyClock(process.key, stop)
        clock.start()
        _log.info("worker begins", extra={"by": process.key})
        while not stop.is_set():
            if not work_once(process.key):
                stop.wait(LOOK_EVERY)
        clock.join()
        _log.info("worker ends", extra={"by": process.key})


def work_once(key: str) -> bool:
    """Claim a task for the process of that key and do it; False when there is none."""
    close_old_connections()
    task = _claim(key) if _ready().exists() else None
    if task is not None:
        _do(task)
    return task is not None


def _ready() -> Any:
    return DBTaskResult.objects.ready().filter(backend_name="default")


def _claim(key: str) -> Any:
    try:
        with exclusive_transaction():
            task = _ready().get_locked()
            if task is not None:
                task.claim(key)
            return task
    except OperationalError as error:
        if is_locked_database_exception(error):  # no reason to end: the next look comes soon
            return None
        raise


def _do(row: Any) -> None:
    about = {"task": str(row.pk), "path": row.task_path}
    began = time.perf_counter()
    try:
        value = _call(row)
        row.set_successful(value)
    except (Exception, SystemExit) as error:  # noqa: BLE001  # whatever a task raises is its failure, not the worker's end
        _failed(row, error)
        about |= {"error": kind_of(error), "at": frames_of(error)}
    level = logging.ERROR if "error" in about else logging.INFO
    _log.log(level, "task %s", row.status.lower(), extra={**about, "ms": round((time.perf_counter() - began) * 1000)})


def _call(row: Any) -> Any:
    task, result = row.task, row.task_result
    context = (TaskContext(task_result=result),) if task.takes_context else ()
    return task.call(*context, *result.args, **result.kwargs)


def _failed(row: Any, error: BaseException) -> None:
    row.status, row.finished_at, row.return_value = "FAILED", timezone.now(), None
    row.exception_class_path, row.traceback = kind_of(error), frames_of(error)
    row.save(update_fields=["status", "return_value", "finished_at", "exception_class_path", "traceback"])
