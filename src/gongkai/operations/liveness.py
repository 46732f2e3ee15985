"""Which processes live: a row each, a heartbeat, and a look at the process itself where it can be seen.

A process is dead when it can be seen from here and does not run, or cannot be seen from here (another machine, another container) and has
not been heard for `LEASE`. A process that is stopped for a while is alive where it can be seen. One that cannot renew its row in time, or
finds it removed, was taken for dead by others: it ends itself before doing more.
"""

import datetime as dt
import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import Error, close_old_connections, connection
from django.db.models.functions import Now

from gongkai.operations.models import Process
from gongkai.operations.places import this_process
from gongkai.operations.telling import frames_of, kind_of

BEAT = dt.timedelta(seconds=10)
LEASE = dt.timedelta(seconds=60)

_log = logging.getLogger("gongkai.processes")


def register(kind: str) -> Process:
    """Write down the calling process."""
    identity = this_process()
    row = Process(key=f"{kind}-{uuid.uuid4().hex}", kind=kind, place=identity.place, pid=identity.pid, began=identity.began)
    row.started_at = row.beat_at = Now()
    row.save(force_insert=True)
    return row


def leave(key: str) -> None:
    """The process ends, and holds nothing any more."""
    Process.objects.filter(key=key).delete()


def beat(key: str) -> bool:
    """Renew the heartbeat; False when the row is gone, because others took the process for dead."""
    return bool(Process.objects.filter(key=key).update(beat_at=Now()))


def living(key: str) -> bool:
    """Whether the process of that key lives."""
    return any(row.key == key for row in Process.objects.filter(key=key) if not is_dead(row))


def is_dead(row: Process) -> bool:
    """Whether the process of `row` is dead, see above."""
    lives = row.identity.lives
    return not lives if lives is not None else not Process.objects.filter(key=row.key, beat_at__gte=Now() - LEASE).exists()


def heard(kind: str) -> bool:
    """Whether a process of that kind renewed its heartbeat within `LEASE`."""
    return Process.objects.filter(kind=kind, beat_at__gte=Now() - LEASE).exists()


class Heartbeat(threading.Thread):
    """Renews the heartbeat of `key` until `ended`; calls `lost` when others must take the process for dead.

    `meanwhile` is called after each beat: what has to be looked at now and then.
    """

    def __init__(self, key: str, lost: Callable[[], None], meanwhile: Callable[[], object] = lambda: None) -> None:
        super().__init__(name="heartbeat", daemon=True)
        self.key = key
        self._lost = lost
        self._meanwhile = meanwhile
        self._ended = threading.Event()
        self._last = time.monotonic()

    def run(self) -> None:
        """Beat."""
        while not self._ended.wait(BEAT.total_seconds()):
            close_old_connections()
            if not self._beat_once():
                _log.error("taken for dead", extra={"by": self.key})
                self._lost()
                return
        connection.close()

    def _beat_once(self) -> bool:
        try:
            if not beat(self.key):
                return False
            self._last = time.monotonic()
            self._meanwhile()
        except Error:
            _log.warning("no heartbeat", exc_info=True, extra={"by": self.key})
            connection.close()
        except Exception as error:  # noqa: BLE001  # a heart that stops has others take a living process for dead
            about = {"by": self.key, "error": kind_of(error), "at": frames_of(error)}
            _log.error("what is looked at meanwhile fails", extra=about)  # no words
        return time.monotonic() - self._last < LEASE.total_seconds()

    def end(self) -> None:
        """No more beats."""
        self._ended.set()
        self.join()


@contextmanager
def alive(kind: str, lost: Callable[[], None], meanwhile: Callable[[], object] = lambda: None) -> Iterator[Process]:
    """Written down as living inside the block; what it still held at the end belongs to a dead process then."""
    process = register(kind)
    heartbeat = Heartbeat(process.key, lost, meanwhile)
    heartbeat.start()
    try:
        yield process
    finally:
        heartbeat.end()
        leave(process.key)
