"""A process killed with SIGKILL leaves each file whole or absent, and whole whatever it acknowledged."""

import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.vault.files import FileStore
from gongkai.vault.keyring import Keyring
from vault import killing, putting

HERE = Path(__file__).parent


def killed_at_every_step(folder: Path, *mutation: str) -> list[list[str]]:
    """For each run its number and, if the child acknowledged the file, its name."""
    command = [sys.executable, "-P", str(HERE / "killing.py"), str(folder), *mutation]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="ascii").stdout
    runs: dict[str, list[str]] = {}
    for number, *name in map(str.split, printed.splitlines()):
        runs.setdefault(number, [number]).extend(name)  # a child killed after its acknowledgement has two lines
    return list(runs.values())


def broken(folder: Path, runs: list[list[str]]) -> list[str]:
    """The runs that left a file neither whole nor absent, or lost one that was acknowledged."""
    keyring = Keyring.open(folder / "keys")
    found = []
    for number, *acknowledged in runs:
        store = FileStore(folder / number, keyring)
        if (
            list(store.problems())
            or any(store.read(name) != killing.CONTENT for name in store.names())
            or not set(acknowledged) <= set(store.names())
        ):
            found.append(number)
    return found


def test_wherever_a_put_is_killed_its_file_is_whole_or_absent_and_can_be_put_again(tmp_path: Path) -> None:
    runs = killed_at_every_step(tmp_path)
    keyring = Keyring.open(tmp_path / "keys")
    assert broken(tmp_path, runs) == []
    held = [list(FileStore(tmp_path / number, keyring).names()) for number, *_ in runs]
    assert held[0] == []
    assert len(held[-1]) == len(runs[-1][1:]) == 1
    for number, *_ in runs:
        store = FileStore(tmp_path / number, keyring)
        assert store.read(store.put(killing.CONTENT)) == killing.CONTENT
        store.sweep((), older_than_seconds=-1)
        assert list((store.root / ".writing").iterdir()) == []
        assert len(list(store.names())) == 1


def test_a_store_that_wrote_files_in_place_would_be_found_out(tmp_path: Path) -> None:
    assert broken(tmp_path, killed_at_every_step(tmp_path, "write_in_place")) != []


@pytest.mark.parametrize("acknowledged", [0, 1, 7, 20])
def test_a_process_killed_while_it_puts_files_loses_none_that_it_acknowledged(tmp_path: Path, acknowledged: int) -> None:
    store = FileStore(tmp_path / "files", Keyring.open(tmp_path / "keys"))
    command = [sys.executable, "-P", str(HERE / "putting.py"), str(store.root), str(store.keyring.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="ascii") as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(acknowledged)]
        process.kill()
        lines += process.stdout.readlines()
    assert process.returncode == -9
    assert list(store.problems()) == []
    for line in lines:
        number, name = line.split()
        assert store.read(name) == putting.content(int(number))
    assert set(store.names()) >= {line.split()[1] for line in lines}
    assert len(lines) >= acknowledged
