"""A folder of 2,000 generated reports by the command, on one core and on all: `gongkai bench folder [--reports N]`.

The reports come from the generator of the tests: every layout of pages and text in turn, every second one garbled, each with figures
of its own. The command is the one that people use, `annual read --format jsonl`, files, JSON and start of the program included. The
limit of what more cores can bring is measured: a command for each core, at once, with its share of the reports. Memory is that of the
command and its workers together (PSS: what they share counts once), looked at every 0.1 seconds in a run that is not timed: the peak of
each quarter of it shows whether it grows with the number of reports.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from contextlib import ExitStack
from itertools import cycle
from pathlib import Path
from typing import IO

from _memory import held as memory

sys.path[0] = str(Path(__file__).parents[1] / "tests")  # in place of this folder, whose `annual.py` is not the generator

from annual.generator import printing
from annual.generator.garble import GARBLERS
from annual.generator.layouts import LAYOUTS
from annual.generator.page import page
from annual.generator.plan import seeded

REPORTS, ROUNDS = 2000, 3
AIM = 1.8
EVERY = 0.1
COMMAND = "import sys; from gongkai.cli.entry import main; sys.exit(main(sys.argv[1:]))"


def write_reports(folders: Sequence[Path], number: int) -> int:
    """Write `number` reports, no two alike, into the folders in turn; the bytes written."""
    size = 0
    garblers = cycle(("", *GARBLERS))
    for seed, name in zip(range(number), cycle(LAYOUTS), strict=False):
        layout, edition = LAYOUTS[name], ("2019", "2021")[seed // len(LAYOUTS) % 2]
        rng = random.Random(zlib.crc32(f"{seed}{name}".encode()))  # noqa: S311 - chooses how a page is printed
        plan = seeded(seed, edition=edition, scale=(5, 40, 3000)[seed % 3])
        source = page(plan, printing.texts(plan, printing.plain, rng, layout.blanks()))
        if seed % 2 and (garbler := next(garblers)):
            source = GARBLERS[garbler].change(source, rng)
        data = layout.write(source).encode()
        size += len(data)
        (folders[seed // len(LAYOUTS) % len(folders)] / f"{seed:05}{'.html' if layout.markup else '.txt'}").write_bytes(data)
    return size


def command(sources: Sequence[Path], cores: set[int], out: IO[bytes]) -> "subprocess.Popen[bytes]":
    """The command, begun on these cores."""
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", COMMAND, "annual", "read", "--format", "jsonl", *map(str, sources)],
        stdout=out,
        preexec_fn=lambda: os.sched_setaffinity(0, cores),  # noqa: PLW1509 - no thread runs here
    )


def run(parts: Sequence[Sequence[Path]], cores: Sequence[set[int]], *, watched: bool = False) -> tuple[float, list[int]]:
    """Seconds until commands begun at once, one for each part, have ended; when `watched`, which costs some, the memory of the first."""
    held: list[int] = []
    with ExitStack() as files:
        outs = [files.enter_context(tempfile.TemporaryFile()) for _ in parts]
        begun = time.perf_counter()
        commands = [command(*one) for one in zip(parts, cores, outs, strict=True)]
        while watched and commands[0].poll() is None:
            held.append(memory(commands[0].pid) // 1024)
            time.sleep(EVERY)
        statuses = [one.wait() for one in commands]
        seconds = time.perf_counter() - begun
        for out in outs:
            out.seek(0)
        written = sum(out.read().count(b"\n") for out in outs)
    if any(statuses) or written != sum(len(list(folder.iterdir())) for part in parts for folder in part):
        sys.exit(f"the command ended with {statuses} after {written} reports")
    return seconds, held


def quarters(held: list[int]) -> str:
    """The peak of each quarter of a run."""
    step = max(1, len(held) // 4)
    return ", ".join(str(max(held[start : start + step])) for start in range(0, 4 * step, step))


def main() -> None:
    """Print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=REPORTS)
    arguments = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as name:
        parts = [Path(name, str(core)) for core in cores]
        for part in parts:
            part.mkdir()
        size = write_reports(parts, arguments.reports)
        print(f"{arguments.reports:,} reports, {size / 1e6:.1f} MB, all layouts, every second garbled; best of {ROUNDS} runs, in turn")
        ways = {
            "one core": ([parts], [{cores[0]}]),
            "all cores": ([parts], [set(cores)]),
            "limit: a command for each core, its share each": ([[part] for part in parts], [{core} for core in cores]),
        }
        rounds = [{what: run(*way)[0] for what, way in ways.items()} for _ in range(ROUNDS)]
        seconds = {what: min(one[what] for one in rounds) for what in ways}
        for what, best in seconds.items():
            print(f"{what:48} {best:6.1f} s {1000 * best / arguments.reports:6.2f} ms a report")
        one, every, limit = seconds.values()
        print(f"all cores against one: {one / every:.2f} times; what the machine gives: {one / limit:.2f}; aim on two: {AIM}")
        for what in ("one core", "all cores"):
            print(f"memory, {what}: {quarters(run(*ways[what], watched=True)[1])} MiB (peak of each quarter of the run)")


if __name__ == "__main__":
    main()
