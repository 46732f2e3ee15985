"""A process that is killed at every step of putting a file, one run for each step; started by `test_killed.py` as a program.

    python killing.py FOLDER [MUTATION]

Each run forks; the child counts what it asks of the system and kills itself with SIGKILL before the n-th request. FOLDER/n holds its store.
A line for each run: its number and the name that the child acknowledged, if it came so far. The last run is the one that nothing killed.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Self

from gongkai.vault import durable
from gongkai.vault.files import FileStore
from gongkai.vault.keyring import Keyring

CONTENT = "答复书：𠮷某".encode() * 5000
REQUESTS = ("open", "close", "fsync", "link", "mkdir", "unlink", "rename", "replace")
"""Functions of `os` through which a put writes."""


class Halved:
    """A file whose content goes to the disk in two halves, with a request to the system between them."""

    def __init__(self, file: BinaryIO, step: Callable[[], None]) -> None:
        self.file, self.step = file, step

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def write(self, data: bytes) -> None:
        self.file.write(data[: len(data) // 2])
        self.file.flush()
        self.step()
        self.file.write(data[len(data) // 2 :])

    def flush(self) -> None:
        self.file.flush()

    def fileno(self) -> int:
        return self.file.fileno()


def kill_at(last: int) -> None:
    """From now on the process dies before its request number `last`."""
    asked = 0

    def step() -> None:
        nonlocal asked
        asked += 1
        if asked == last:
            os.kill(os.getpid(), signal.SIGKILL)

    def counted(act: Callable[..., Any]) -> Callable[..., Any]:
        def counting(*given: Any, **named: Any) -> Any:
            step()
            return act(*given, **named)

        return counting

    for name in REQUESTS:
        setattr(os, name, counted(getattr(os, name)))
    fdopen: Callable[..., Any] = os.fdopen
    setattr(os, "fdopen", lambda *given, **named: Halved(fdopen(*given, **named), step))  # noqa: B010 - for mypy it is no file


def write_in_place(path: Path, data: bytes, beside: Path | None = None) -> bool:
    """What `durable.write_new` must not do: the file has its name before it has its content."""
    del beside
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT), "wb") as file:
        file.write(data)
    return True


def run(folder: Path, number: int, keyring: Keyring) -> int:
    """The exit status of a child that puts a file and is killed at request `number`; 0: it came to its end."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    acknowledge = os.write
    kill_at(number)
    name = FileStore(folder / str(number), keyring).put(CONTENT)
    acknowledge(1, f"{number} {name}\n".encode())
    os._exit(0)


def main() -> None:
    folder = Path(sys.argv[1])
    keyring = Keyring.open(folder / "keys")
    if sys.argv[2:] == ["write_in_place"]:
        durable.write_new = write_in_place
    number = 1
    while run(folder, number, keyring):
        os.write(1, f"{number}\n".encode())
        number += 1


if __name__ == "__main__":
    main()
