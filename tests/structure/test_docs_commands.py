"""The commands of the tutorial and of the how-to pages run in the order of the page, and print what the page shows."""

import doctest
import re
import shlex
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from gongkai.cli.entry import main

ROOT = Path(__file__).parents[2]
PAGES = ("docs/tutorial.md", "docs/how-to/check-a-whole-system.md", "docs/how-to/compare-two-years.md")
_BLOCK = re.compile(r"^ *```(sh|console|python)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_SAVED = re.compile(r"[Ss]ave this as `([\w.]+)`")
_LIKE = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
SLOW = {"./gongkai annual demo"}  # has tests of its own


def steps(page: str) -> list[tuple[str, str | None]]:
    """Each command with what it shows (None where it shows nothing); a program to save comes as `FILE <` with its text."""
    text = (ROOT / page).read_text("utf-8")
    found: list[tuple[str, str | None]] = []
    for block in _BLOCK.finditer(text):
        inside = textwrap.dedent(block[2])
        if block[1] == "python":
            found.append((f"{_SAVED.findall(text, 0, block.start())[-1]} <", inside))
        elif block[1] == "console":
            shown = (part.partition("\n") for part in re.split(r"^\$ ", inside, flags=re.MULTILINE)[1:])
            found += [(command, output) for command, _, output in shown]
        else:
            found += [(line.partition("  #")[0].strip(), None) for line in inside.splitlines() if line]
    return found


def run(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What a command prints; ours is called here, others by the shell."""
    if command.startswith("./gongkai ") and not re.search(r"[|<>&]", command):
        main(shlex.split(command)[1:])
        printed = capsys.readouterr()
        return printed.out + printed.err
    if command.startswith("./gongkai "):
        command = f"{shlex.quote(sys.executable)} -P -m gongkai {command.removeprefix('./gongkai ')}"
    return subprocess.run(["sh", "-c", command], check=True, capture_output=True, encoding="utf-8").stdout


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_the_page_run_and_print_what_it_shows(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("src", "docs"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONGKAI_LANG", "en")
    for command, shown in steps(page):
        if command.endswith(" <"):
            Path(command.removesuffix(" <")).write_text(shown or "", "utf-8")
        elif command not in SLOW and not command.startswith("export "):
            printed = run(command, capsys)
            assert shown is None or doctest.OutputChecker().check_output(shown, printed, _LIKE), f"{command}\n{printed}"
