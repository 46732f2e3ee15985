"""Reading in a process of its own: a file that loops, eats memory or crashes its reader costs that file, and nothing else."""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from threading import Event, Lock, Timer
from typing import Any, BinaryIO, cast

from gongkai.annual.read import wire
from gongkai.annual.read.kinds import NotAReportError
from gongkai.annual.read.limits import LIMITS, Limits
from gongkai.annual.read.raw import Page
from gongkai.messages import Message, message

SERVES = 500
"""Files after which a child is replaced, whatever memory it still holds."""


class StoppedError(NotAReportError):
    """Reading took too much time or memory, or ended its process."""


class Sandbox:
    """One child process, started when first needed and kept for the files that follow. Safe between threads and after a fork."""

    def __init__(self, readers: str | None = None, limits: Mapping[str, Limits] = LIMITS) -> None:
        """`readers` is a module with other `READERS` and `LIMITS` than those of `child`: its tests'."""
        self.readers = readers
        self.limits = limits
        self.lock = Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.served = 0
        self.mebibytes = 0
        self.inherited: list[subprocess.Popen[bytes]] = []

    def page(self, kind: str, data: bytes, source: str) -> Page:
        """The page that the reader of `kind` makes of `data`.

        Raises:
            NotAReportError: the reader refused it, or it is damaged.
            StoppedError: reading broke a limit.

        """
        with self.lock:
            told = self._told(kind, data, source)
        if told.get("again") == f"{kind}.pictures" and f"{kind}.pictures" in self.limits:
            return self.page(f"{kind}.pictures", data, source)
        if "memory" in told:
            raise _hungry(source, self.limits[kind])
        if "damaged" in told:
            raise _damaged(source, str(told["damaged"]))
        try:
            if "refused" in told:
                refused = wire.message_from_json(told["refused"])
                raise NotAReportError(Message(refused.msgid, {**refused.fields, "source": source}))
            return wire.page_from_json(told["page"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _died(source) from error

    def _told(self, kind: str, data: bytes, source: str) -> dict[str, Any]:
        """What the child answers. One that broke a limit is ended; the next file gets another."""
        limits = self.limits[kind]
        process = self._ready(limits)
        late = Event()

        def stop() -> None:
            late.set()
            process.kill()

        clock = Timer(limits.seconds, stop)
        clock.daemon = True
        clock.start()
        told: dict[str, Any] = {}
        try:
            told = _asked(process, kind, data, source)
        finally:
            clock.cancel()
            clock.join()
            if late.is_set() or "mebibytes" not in told or "memory" in told:
                self.end()
        if not told:
            raise _late(source, limits) if late.is_set() else _died(source)
        self.served += 1
        self.mebibytes = told["mebibytes"]
        return told

    def _ready(self, limits: Limits) -> subprocess.Popen[bytes]:
        if self.process is not None and (self.process.poll() is not None or self.served >= SERVES or 2 * self.mebibytes > limits.mebibytes):
            self.end()  # it died while idle, is old, or holds too much for what comes
        if self.process is None:
            path = os.pathsep.join(place or os.getcwd() for place in sys.path)  # noqa: PTH109 - the same package as here, wherever it was found
            self.process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-P", "-m", "gongkai.annual.read.child", *([self.readers] if self.readers else [])],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # what libraries say of a damaged file is not for the user's terminal
                env={**os.environ, "PYTHONPATH": path},
            )
            self.served = self.mebibytes = 0
        return self.process

    def end(self) -> None:
        """End the child, if there is one."""
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        for pipe in _pipes(process):
            with suppress(OSError):  # what was still to be sent
                pipe.close()
        process.wait()

    def forget(self) -> None:
        """In a process that was forked: the child is the other process's, which may be talking to it just now; this one starts its own."""
        self.lock = Lock()
        process, self.process = self.process, None
        if process is None:
            return
        nothing = os.open(os.devnull, os.O_RDWR)
        for pipe in _pipes(process):
            os.dup2(nothing, pipe.fileno())  # let go of the pipe without a flush: the child must see the end of it when its own parent is gone
        os.close(nothing)
        process.returncode = 0  # not ours to wait for
        self.inherited.append(process)


def _pipes(process: "subprocess.Popen[bytes]") -> tuple[BinaryIO, BinaryIO]:
    return cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)


def _asked(process: "subprocess.Popen[bytes]", kind: str, data: bytes, source: str) -> dict[str, Any]:
    """The child's answer, empty where none came."""
    requests, answers = _pipes(process)
    try:
        wire.send(requests, kind.encode() + b"\n", data)
        body = wire.receive(answers, wire.LARGEST_ANSWER)
        told = json.loads(body) if body is not None else {}
    except (OSError, ValueError, RecursionError):
        return {}
    except wire.TooLargeError:
        raise _too_much(source) from None
    return told if isinstance(told, dict) and isinstance(told.get("mebibytes"), int) else {}


def _late(source: str, limits: Limits) -> StoppedError:
    return StoppedError(message("Reading {source} took more than {seconds} seconds and was stopped.", source=source, seconds=limits.seconds))


def _hungry(source: str, limits: Limits) -> StoppedError:
    return StoppedError(
        message("Reading {source} needed more than {mebibytes} MiB of memory and was stopped.", source=source, mebibytes=limits.mebibytes)
    )


def _died(source: str) -> StoppedError:
    return StoppedError(
        message("The process that read {source} died: the file may be damaged. Get it again from its first publication.", source=source)
    )


def _too_much(source: str) -> StoppedError:
    mebibytes = wire.LARGEST_ANSWER >> 20
    return StoppedError(message("{source} holds more than {mebibytes} MiB of text: that is no report.", source=source, mebibytes=mebibytes))


def _damaged(source: str, reason: str) -> NotAReportError:
    return NotAReportError(message("{source} is damaged, or unlike any file of its kind that we know ({reason}).", source=source, reason=reason))


_sandbox = Sandbox()
atexit.register(_sandbox.end)
getattr(os, "register_at_fork", lambda **_: None)(after_in_child=_sandbox.forget)


def page(kind: str, data: bytes, source: str) -> Page:
    """`Sandbox.page` of this process's own child."""
    return _sandbox.page(kind, data, source)
