"""What reading a file may cost: time and memory by kind of file, and how a process holds itself to them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from gongkai.annual.read.kinds import MEBIBYTE

FILES = 64
"""Files that a reader may have open; models of the recognition are a few."""


@dataclass(frozen=True)
class Limits:
    """`seconds` by the clock, and `mebibytes` of address space for the whole process."""

    seconds: float
    mebibytes: int


LIMITS = {
    "pdf": Limits(seconds=30, mebibytes=1024),  # two hundred pages are read in it; a report has ten
    "docx": Limits(seconds=20, mebibytes=1024),  # a report takes 0.1 s
    "xlsx": Limits(seconds=20, mebibytes=1024),
    "picture": Limits(seconds=120, mebibytes=3072),  # a page takes some seconds; runtime and models reserve 1.4 GiB, little of it used
    "pdf.pictures": Limits(seconds=300, mebibytes=3072),  # many such pages
    "docx.pictures": Limits(seconds=300, mebibytes=3072),
}

_resource: Any = import_module("resource") if find_spec("resource") else None


@contextmanager
def held(limits: Limits) -> Iterator[None]:
    """Hold this process to `limits`: more memory is a MemoryError, no file is written, no core left.

    Processor time is bounded only for the case that the parent, which keeps the clock, is gone. The system bounds nothing of this
    where Python has no `resource` (Windows): there only the parent's clock counts.
    """
    if _resource is None:
        yield
        return
    spent = sum(_resource.getrusage(_resource.RUSAGE_SELF)[:2])
    wanted = {
        _resource.RLIMIT_AS: limits.mebibytes * MEBIBYTE,
        _resource.RLIMIT_CPU: int(spent + limits.seconds * (os.cpu_count() or 1)) + 5,
        _resource.RLIMIT_FSIZE: 0,
        _resource.RLIMIT_CORE: 0,
        _resource.RLIMIT_NOFILE: FILES,
    }
    before = {what: _resource.getrlimit(what) for what in wanted}
    try:
        for what, value in wanted.items():
            with suppress(ValueError, OSError):  # macOS refuses some; a harder limit may hold already
                _resource.setrlimit(what, (value, before[what][1]))
        yield
    finally:
        for what, old in before.items():
            _resource.setrlimit(what, old)


def address_space() -> int:
    """MiB of address space that this process has; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - no object more than needed near the limit
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE") // MEBIBYTE
    except OSError:
        return 0
