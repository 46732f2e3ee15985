"""`gongkai test`: every check of the repository, lint to coverage, as CI runs them; with arguments only pytest, with these."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import gongkai
from gongkai.messages import UserError, message

# Pytest is last: its closing line ends the output, which is where a reader, and CI, looks for the number of tests.
CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "check"),
    ("ruff", "format", "--check"),
    ("mypy",),
    ("lint-imports",),
    # Modules stay together as long as both cores have work: some build a world of their own. What is measured, and the gate, are in pyproject.toml.
    ("pytest", "-n", "2", "--dist", "worksteal", "-m", "platform and not browser and not processes and not walk"),
    ("pytest", "-n", "2", "--dist", "worksteal", "--cov", "-m", "not platform"),
)


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    # No character starts an option of ours: all arguments are pytest's.
    command = subparsers.add_parser(
        "test", help=str(message("run the project's own checks; arguments go to pytest")), prefix_chars="\0", add_help=False
    )
    command.add_argument("arguments", nargs="*")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Run all checks, the later ones too when one fails; 0 if all passed."""
    root = repository()
    if arguments.arguments:
        return _run(("pytest", *arguments.arguments), root)
    failed = [check for check in CHECKS if _run(check, root)]
    return 1 if failed else 0


def repository() -> Path:
    """The folder of the source: tests and benchmarks are there only, not in an installed package."""
    root = Path(gongkai.__file__).resolve().parents[2]
    if not (root / "pyproject.toml").is_file():
        raise UserError(message("this needs the project's source: start it by ./gongkai in a clone of the repository"))
    return root


def _run(check: Sequence[str], root: Path) -> int:
    tool, *arguments = check
    print("$", *check, flush=True)
    status = subprocess.run([str(Path(sys.executable).parent / tool), *arguments], cwd=root, check=False).returncode  # noqa: S603  # our own tools
    if status and tool != "pytest":  # which says so itself, in the last line
        print(str(message("{tool} failed", tool=" ".join(check))), file=sys.stderr, flush=True)
    return status
