"""What a command and the processes that it started hold in memory, for the benchmarks (Linux)."""

from pathlib import Path


def held(process: int) -> int:
    """KiB of a process and its children, what they share counted once (PSS); 0 when it has ended."""
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except (OSError, ProcessLookupError):
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) + sum(held(int(child)) for child in children)
