"""What hostile files cost the command, in time and memory: `gongkai bench hostile`.

The files are those of `tests/hostile`. Each is read by `gongkai annual read FILE` in a process of its own, start of the program included; memory is
the highest that the command and the process that reads for it held together (PSS), looked at every 20 ms. The first line is a
report of 30 kB, for comparison.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from _memory import held as memory

sys.path[0] = str(Path(__file__).parents[1] / "tests")  # in place of this folder, whose `hostile.py` is not the tests'

from hostile.inputs import INPUTS

COMMAND = "import sys; from gongkai.cli.entry import main; sys.exit(main(sys.argv[1:]))"
EVERY = 0.02


def cost(path: Path) -> tuple[float, int, int, str]:
    """Seconds, MiB, exit status and what the command says."""
    begun, peak = time.perf_counter(), 0
    command = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", COMMAND, "annual", "read", str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    while command.poll() is None:
        peak = max(peak, memory(command.pid))
        time.sleep(EVERY)
    return time.perf_counter() - begun, peak // 1024, command.returncode, command.communicate()[1].strip()


def main() -> None:
    """Print the table."""
    print(f"{'file':36} {'MB':>6} {'s':>6} {'MiB':>6}  status")
    with tempfile.TemporaryDirectory() as folder:
        ordinary = Path(__file__).parent / "pages" / "clean.html"
        for name, make in {ordinary.name: ordinary.read_bytes, **INPUTS}.items():
            path = Path(folder, name)
            path.write_bytes(make())
            seconds, mebibytes, status, said = cost(path)
            print(f"{name:36} {path.stat().st_size / 1e6:6.1f} {seconds:6.2f} {mebibytes:6}  {status}  {said.rpartition(name)[2][:90]}")
            path.unlink()


if __name__ == "__main__":
    main()
