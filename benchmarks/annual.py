"""Reading an annual report of 30 kB, as a ratio to the physical limit and against a peer: `gongkai bench annual [--rounds N]`.

The limit is parsing the page with the HTML parser that the reader uses and collecting the text of every cell: no reader can do less. The peer is
`pandas.read_html`, which finds the tables and does nothing else. The reader does everything: decoding, undoing the copy's damage,
tables, cells by code, sections, claims of the text, warnings.

All are timed in one process, twice: `in turn`, round by round, so that a busy machine slows them alike and each finds the processor's caches
as the others left them; and `alone`, over and over, which suits the shortest best. The median of the rounds counts. Garbage is collected
between timings, never within one. Before anything is timed, the figures read are compared with those that the pages were made of
(`pages/make.py`).
"""

import argparse
import gc
import importlib
import io
import json
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from inspect import signature
from pathlib import Path
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from gongkai.annual.model import AnnualReport
from gongkai.annual.read import read_bytes

PAGES = Path(__file__).parent / "pages"
NAMES = ("clean", "garbled")
ROUNDS = 200
AIM = 5
NO_RESULTS = {"_converter"}
"""Caches that hold a loaded dictionary, as a module holds its constants, and no result of reading a text."""
MILLISECONDS = 1e-6
LIMIT, READ, COLD, PEER = (
    "limit: parse, text of every cell",
    "gongkai: read everything",
    "gongkai: the same, its caches emptied first",
    "pandas.read_html: find the tables",
)

Task = Callable[[], object]


class Subject(NamedTuple):
    """What is timed, and what is done before each timing, outside of it."""

    task: Task
    before: Task = lambda: None


def limit(data: bytes) -> list[str]:
    """Parse the page and collect every cell's text."""
    return [cell.text() for cell in LexborHTMLParser(data).css("td, th")]


def caches() -> list[Any]:
    """The reader's caches of what it made of a text: all its cached functions that take an argument."""
    modules = [module for name, module in sys.modules.items() if name.startswith("gongkai.annual.")]
    cached = {id(value): value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")}
    return [value for value in cached.values() if signature(value).parameters and value.__name__ not in NO_RESULTS]


def empty(cached: list[Any]) -> None:
    """Forget all that was read before."""
    for one in cached:
        one.cache_clear()


def peer() -> Callable[[bytes], object] | None:
    """`pandas.read_html` on bytes, or None where pandas is not installed."""
    try:
        pandas: Any = importlib.import_module("pandas")
    except ImportError:
        return None
    return lambda data: pandas.read_html(io.BytesIO(data), flavor="lxml", encoding="utf-8")


def subjects(data: bytes, name: str) -> dict[str, Subject]:
    """All that is timed on one page."""
    found = {
        LIMIT: Subject(partial(limit, data)),
        READ: Subject(partial(read_bytes, data, name)),
        COLD: Subject(partial(read_bytes, data, name), partial(empty, caches())),
    }
    read_html = peer()
    return found | {PEER: Subject(partial(read_html, data))} if read_html else found


def once(subject: Subject) -> int:
    """Nanoseconds that the task takes."""
    subject.before()
    gc.collect()
    gc.disable()
    start = time.perf_counter_ns()
    subject.task()
    spent = time.perf_counter_ns() - start
    gc.enable()
    return spent


def in_turn(timed: dict[str, Subject], rounds: int) -> dict[str, float]:
    """The median milliseconds of each, each round beginning with another one."""
    times: dict[str, list[int]] = {name: [] for name in timed}
    order = list(timed.items())
    for _ in range(rounds):
        order.append(order.pop(0))
        for name, subject in order:
            times[name].append(once(subject))
    return {name: statistics.median(spent) * MILLISECONDS for name, spent in times.items()}


def alone(timed: dict[str, Subject], rounds: int) -> dict[str, float]:
    """The median milliseconds of each, all rounds of one before the next."""
    return {name: statistics.median(once(subject) for _ in range(rounds)) * MILLISECONDS for name, subject in timed.items()}


def assert_exact(name: str, report: AnnualReport) -> None:
    """A fast wrong reader is worth nothing."""
    planned = json.loads((PAGES / "figures.json").read_text(encoding="utf-8"))
    read = {code: str(value) for code, value in report.figures.items()}
    wrong = {code: (planned.get(code), read.get(code)) for code in planned.keys() | read.keys() if planned.get(code) != read.get(code)}
    if wrong:
        raise SystemExit(f"{name} page: figures read are not those planned (planned, read): {wrong}")


def measure(name: str, rounds: int) -> None:
    """Measure one page and print its lines."""
    data = (PAGES / f"{name}.html").read_bytes()
    report = read_bytes(data, name)
    assert_exact(name, report)
    timed = subjects(data, name)
    for subject in timed.values():  # tables loaded, patterns compiled
        subject.task()
    gc.collect()
    gc.freeze()  # else every collection walks through all modules and leaves the processor's caches empty
    columns = (in_turn(timed, rounds), alone(timed, rounds))
    gc.unfreeze()
    print(f"\n{name} page: {len(data):,} bytes, {len(report.figures)} figures, {len(report.claims)} claims; all figures as planned")
    for what in timed:
        print(f"  {what:<44}" + "".join(f"{times[what]:10.3f} ms {times[what] / times[LIMIT]:6.1f} x" for times in columns))
    if PEER in timed:
        print(f"  {'pandas to gongkai':<44}" + "".join(f"{times[PEER] / times[READ]:20.2f} x" for times in columns))
    else:
        print("  pandas is not installed, and not measured (./gongkai bench installs it)")


def machine() -> str:
    """What was measured on."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text(encoding="utf-8").splitlines() if cpuinfo.exists() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
    return f"{platform.system()} {platform.machine()}, {model}, {os.cpu_count()} cores (one used)"


def main() -> None:
    """Measure both pages and print a table."""
    parser = argparse.ArgumentParser(prog="gongkai bench annual", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"rounds, of which the median counts ({ROUNDS})")
    rounds = max(1, parser.parse_args().rounds)
    pandas = f", pandas {version('pandas')}" if peer() else ""
    print(f"{machine()}\nPython {platform.python_version()}, selectolax {version('selectolax')}{pandas}; median of {rounds} rounds")
    print(f"{'':<46}{'in turn':>13} {'limit':>8}{'alone':>13} {'limit':>8}")
    for name in NAMES:
        measure(name, rounds)
    print(f"\naim: everything read in at most {AIM} x the limit on the clean page, and faster than pandas.read_html")


if __name__ == "__main__":
    main()
