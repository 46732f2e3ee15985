"""`gongkai bench NAME`: runs `benchmarks/NAME.py`; the script `./gongkai` installs what benchmarks need besides."""

import argparse
import subprocess
import sys
from typing import TYPE_CHECKING

from gongkai.cli.test import repository
from gongkai.messages import UserError, message

if TYPE_CHECKING:
    from pathlib import Path


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    # No character starts an option of ours: everything after the name is the benchmark's.
    command = subparsers.add_parser("bench", help=str(message("run a benchmark")), prefix_chars="\0", add_help=False)
    command.add_argument("name", metavar="NAME", nargs="?", default="")
    command.add_argument("arguments", nargs="*")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run one benchmark; its exit status is ours."""
    benchmark = _found(repository() / "benchmarks", arguments.name)
    return subprocess.run([sys.executable, str(benchmark), *arguments.arguments], check=False).returncode  # noqa: S603  # a file of ours


def _found(folder: "Path", name: str) -> "Path":
    benchmarks = {path.stem: path for path in sorted(folder.glob("*.py")) if not path.stem.startswith("_")}
    if name not in benchmarks:
        raise UserError(message("there is no benchmark named “{name}”; there are: {names}", name=name, names=tuple(benchmarks)))
    return benchmarks[name]
