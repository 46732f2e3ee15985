"""Keeps the site's processes alive, and stops them together.

Each child is a copy of this process (fork), so what was loaded is in memory once. A child that ends by itself is begun again, after a pause
that doubles up to `LONGEST_PAUSE` while it keeps dying; only this process ending stops the site. If this process is killed, its children see
their line to it close, and stop.
"""

import logging
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

GRACE = 30.0  # seconds in which requests and the task at hand may finish
SETTLED = 60.0  # seconds after which a child counts as having come up
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0

_STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
_WATCHED = (*_STOPS, signal.SIGCHLD)

_log = logging.getLogger("gongkai.processes")


@dataclass
class Child:
    """A process to keep: `main` is what it does, and returns when SIGTERM asked it to."""

    name: str
    main: Callable[[], None]
    pid: int = 0
    begun: float = 0.0
    pause: float = FIRST_PAUSE
    not_before: float = 0.0


class Supervisor:
    """Runs children until SIGTERM, SIGINT or SIGHUP."""

    def __init__(self, *children: Child) -> None:
        self._children = children
        self._signals: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._line = os.pipe()

    def run(self) -> bool:
        """Keep the children alive until told to stop; whether all of them ended by themselves then, within `GRACE`."""
        before = {number: signal.signal(number, lambda number, _frame: self._signals.put(number)) for number in _WATCHED if _is_heard(number)}
        try:
            while not self._told_to_stop(timeout=self._begin_missing()):
                self._reap()
            return self._stop()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            for end in self._line:
                os.close(end)

    def _told_to_stop(self, timeout: float) -> bool:
        """Wait for a signal; SIGCHLD only ends the waiting."""
        try:
            return self._signals.get(timeout=timeout) in _STOPS
        except queue.Empty:
            return False

    def _begin_missing(self) -> float:
        """Begin the children that are due; returns the seconds until the next one is."""
        now = time.monotonic()
        for child in self._children:
            if not child.pid and child.not_before <= now:
                self._begin(child)
        waiting = [child.not_before - now for child in self._children if not child.pid]
        return max(0.05, min(waiting, default=LONGEST_PAUSE))

    def _begin(self, child: Child) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        # A signal between fork and the child's own handlers would be lost in a copy of our queue.
        signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
        child.begun = time.monotonic()
        child.pid = os.fork()
        if not child.pid:
            self._be(child)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)
        _log.info("process begins", extra={"name_of_process": child.name, "pid": child.pid})

    def _be(self, child: Child) -> None:
        status = 1
        try:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            # A terminal sends these to the whole group; the supervisor alone decides.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            os.close(self._line[1])
            threading.Thread(target=_stop_with_parent, args=(self._line[0],), name="line", daemon=True).start()
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)
            child.main()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:  # noqa: BLE001  # nothing may pass into the supervisor's own stack
            _log.exception("process fails", extra={"name_of_process": child.name})
        finally:
            logging.shutdown()
            os._exit(status)  # never back into the supervisor's own stack

    def _reap(self) -> None:
        for child in self._children:
            if child.pid and (status := _ended(child.pid)) is not None:
                self._plan_again(child, status)

    def _plan_again(self, child: Child, status: int) -> None:
        now = time.monotonic()
        child.pause = FIRST_PAUSE if now - child.begun > SETTLED else min(child.pause * 2, LONGEST_PAUSE)
        child.not_before = now + child.pause
        _log.error("process ended by itself", extra={"name_of_process": child.name, "pid": child.pid, "status": status, "again_in": child.pause})
        child.pid = 0

    def _stop(self) -> bool:
        """Ask all to end, wait, and kill what is still there after `GRACE`."""
        _log.info("stopping")
        self._send(signal.SIGTERM)
        until = time.monotonic() + GRACE
        while (alive := self._alive()) and (left := until - time.monotonic()) > 0:
            self._told_to_stop(timeout=min(left, 1.0))
        for child in alive:
            _log.error("process killed: it did not end in time", extra={"name_of_process": child.name, "pid": child.pid})
            os.kill(child.pid, signal.SIGKILL)
            os.waitpid(child.pid, 0)
        _log.info("stopped")
        return not alive

    def _alive(self) -> list[Child]:
        for child in self._children:
            if child.pid and _ended(child.pid) is not None:
                child.pid = 0
        return [child for child in self._children if child.pid]

    def _send(self, number: int) -> None:
        for child in self._children:
            if child.pid:
                os.kill(child.pid, number)


def _is_heard(number: int) -> bool:
    """A signal that was ignored before us stays so: `nohup`."""
    return number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN


def _ended(pid: int) -> int | None:
    """The exit status of an ended child (negative: the signal that killed it), None while it runs."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else None


def _stop_with_parent(line: int) -> None:
    """Ends when nobody holds the other end any more: the supervisor is gone."""
    os.read(line, 1)
    os.kill(os.getpid(), signal.SIGTERM)
