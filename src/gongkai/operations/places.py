"""Who a process is, so that another one can tell whether it still lives."""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PROC = Path("/proc")
_STATE, _STARTED = 0, 19  # fields of /proc/PID/stat after the name in brackets, see proc(5)


@dataclass(frozen=True)
class Identity:
    """A process by where it runs (boot of the machine and process namespace), its number there, and when it began there (clock ticks after the boot).

    `place` and `began` are empty on systems without /proc: there nobody can look, and only the heartbeat tells.
    """

    place: str
    pid: int
    began: str

    @property
    def lives(self) -> bool | None:
        """Whether it runs; None when that cannot be seen from here. A number given again to another process, and a zombie, are not it."""
        if not self.place or self.place != this_place():
            return None
        return _began(self.pid) == self.began


@cache
def this_place() -> str:
    """Where process numbers mean the same: two containers on one machine are two places."""
    try:
        boot = (_PROC / "sys/kernel/random/boot_id").read_text("ascii").strip()
        return f"{boot}/{(_PROC / 'self/ns/pid').readlink()}"
    except OSError:
        return ""


def this_process() -> Identity:
    """The calling process."""
    pid = os.getpid()
    return Identity(this_place(), pid, _began(pid))


def _began(pid: int) -> str:
    try:
        fields = (_PROC / str(pid) / "stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[_STATE] in {"Z", "X"} else fields[_STARTED]
