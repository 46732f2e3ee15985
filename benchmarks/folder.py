"""A folder of 2,000 generated reports by the command, on one core and on all: `gongkai bench folder [--reports N]`.

The reports come from the generator of the tests: every layout of pages and text in turn, every second one garbled, each with figures
of its own. The command is the one that people use, `annual read --format jsonl`, files, JSON and start of the program included; the
limit of what more cores can bring is their number. The best of three runs counts. Memory is that of the command and its workers
together (PSS: what they share counts once), looked at every 0.1 seconds in a run that is not timed: the peak of each quarter of it shows
whether it grows with the number of reports.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
import zlib
from itertools import cycle
from pathlib import Path

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


def write_reports(folder: Path, number: int) -> int:
    """Write `number` reports, no two alike; the bytes written."""
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
        (folder / f"{seed:05}{'.html' if layout.markup else '.txt'}").write_bytes(data)
    return size


def memory(process: int) -> int:
    """MiB that a process and its children hold, what they share counted once."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (OSError, ProcessLookupError):
        return 0
    own = sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return own // 1024 + sum(memory(int(child)) for child in children)


def run(folder: Path, cores: set[int], *, watched: bool = False) -> tuple[float, list[int]]:
    """Seconds that the command takes on these cores; when `watched`, which costs some, its memory every `EVERY` seconds."""
    held: list[int] = []
    with tempfile.NamedTemporaryFile() as out:
        begun = time.perf_counter()
        command = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-c", COMMAND, "annual", "read", "--format", "jsonl", str(folder)],
            stdout=out,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),  # noqa: PLW1509 - no thread runs here
        )
        while watched and command.poll() is None:
            held.append(memory(command.pid))
            time.sleep(EVERY)
        command.wait()
        seconds = time.perf_counter() - begun
        written = Path(out.name).read_bytes().count(b"\n")
    if command.returncode or written != len(list(folder.iterdir())):
        sys.exit(f"the command ended with {command.returncode} after {written} reports")
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
        folder = Path(name)
        size = write_reports(folder, arguments.reports)
        print(f"{arguments.reports:,} reports, {size / 1e6:.1f} MB, all layouts, every second garbled; memory in MiB by quarter of the run")
        runs: dict[int, list[float]] = {1: [], len(cores): []}
        for _ in range(ROUNDS):  # in turn: another program on the machine slows both alike
            for number, times in runs.items():
                times.append(run(folder, set(cores[:number]))[0])
        seconds = {number: min(times) for number, times in runs.items()}
        for number, best in seconds.items():
            peaks = quarters(run(folder, set(cores[:number]), watched=True)[1])
            print(f"{number} core{'s' * (number > 1)}: {best:6.1f} s, {1000 * best / arguments.reports:.2f} ms a report; memory {peaks}")
    ratio = seconds[1] / seconds[len(cores)]
    print(f"all cores against one: {ratio:.2f} times (limit {len(cores)}, aim {AIM} on two)")


if __name__ == "__main__":
    main()
