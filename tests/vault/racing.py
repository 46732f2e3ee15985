"""What several processes do at the same instant: each function runs in a process of its own, started by `at_once`."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from threading import BrokenBarrierError
from typing import Protocol, TypeVar

from gongkai.vault.files import FileStore
from gongkai.vault.keyring import Keyring

PROCESSES = 4
ROTATIONS = 3
CONTENTS = tuple(f"第{number}号答复书 𠮷".encode() * 1000 for number in range(10))

Given = TypeVar("Given")
Found = TypeVar("Found")
Fingerprints = dict[str, dict[int, str]]


class Barrier(Protocol):
    def wait(self, timeout: float | None = None) -> int: ...


_barrier: Barrier | None = None


def _begin(barrier: Barrier) -> None:
    global _barrier  # noqa: PLW0603 - how a pool hands something to its processes
    _barrier = barrier


def _together() -> None:
    assert _barrier is not None
    try:
        _barrier.wait(60)
    except BrokenBarrierError as error:
        raise RuntimeError("the processes did not come together") from error


def at_once(act: Callable[[Given], Found], given: Given) -> list[Found]:
    """What `act(given)` returns in each of the processes, which begin it together."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, spawn, initializer=_begin, initargs=(spawn.Barrier(PROCESSES),)) as pool:
        return [future.result() for future in [pool.submit(act, given) for _ in range(PROCESSES)]]


def open_keyring(folder: Path) -> Fingerprints:
    _together()
    return Keyring.open(folder).fingerprints()


def rotate(folder: Path) -> list[tuple[int, str]]:
    """The number and fingerprint of each key that this process made current."""
    keyring = Keyring.open(folder)
    _together()
    made = []
    for _ in range(ROTATIONS):
        keyring = keyring.with_new("personal")
        number = keyring.current("personal").number
        made.append((number, keyring.fingerprints()["personal"][number]))
    return made


def put_all(given: tuple[Path, Path]) -> list[str]:
    root, keys = given
    store = FileStore(root, Keyring.open(keys))
    _together()
    return [store.put(content) for content in CONTENTS]
