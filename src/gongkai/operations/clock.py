"""The clock of the daily work, a thread of the background worker: after local midnight, at every start, and again after a failure."""

import logging
import threading
import time

from django.db import Error, close_old_connections, connection
from django.utils import timezone

from gongkai.operations.daily import is_done, run_daily
from gongkai.operations.telling import frames_of, kind_of

LOOK_EVERY = 20.0  # seconds between two looks at the clock: a machine that slept, or whose clock was set, is noticed
TRY_AGAIN_AFTER = 15 * 60.0  # seconds

_log = logging.getLogger("gongkai.daily")


class DailyClock(threading.Thread):
    """Does the daily work of each day as the process of that key, until `stop` is set."""

    def __init__(self, process: str, stop: threading.Event) -> None:
        super().__init__(name="daily", daemon=True)
        self._process = process
        self._told = stop
        self._not_before = 0.0

    def run(self) -> None:
        """Look at the clock again and again."""
        while not self._told.is_set():
            close_old_connections()
            try:
                self._look()
            except Error:
                _log.warning("the daily work cannot reach the database", exc_info=True)
                connection.close()
            except Exception as error:  # noqa: BLE001  # without this thread there is no daily work until the worker is begun again
                _log.error("the daily work was cut off", extra={"error": kind_of(error), "at": frames_of(error)})  # no words
            self._told.wait(LOOK_EVERY)
        connection.close()

    def _look(self) -> None:
        today = timezone.localdate()
        if time.monotonic() < self._not_before or is_done(today):
            return
        if any(run.outcome == run.FAILED for run in run_daily(today, self._process, go_on=lambda: not self._told.is_set())):
            self._not_before = time.monotonic() + TRY_AGAIN_AFTER
