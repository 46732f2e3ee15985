"""A store of files, and where a file lies in it."""

import os
import time
from pathlib import Path

import pytest

from gongkai.vault.files import FileStore
from gongkai.vault.keyring import Keyring

SCAN = "身份证复印件：𠮷某".encode() * 50
HOUR = 3600.0


SCAN = "身份证复印件：𠮷某".encode() * 50


HOUR = 3600.0


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files", Keyring.open(tmp_path / "keys"))


def place(store: FileStore, name: str) -> Path:
    return store.root / name[:2] / name[2:4] / name


def aged(path: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(path, (then, then))


def problems(store: FileStore) -> list[str]:
    return [problem.text("en") for problem in store.problems()]
