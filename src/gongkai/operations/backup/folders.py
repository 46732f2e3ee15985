"""The folders of the data folder that belong to its database, and so to every backup."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from gongkai.audit import heads
from gongkai.vault import durable

NAMES = ("audit", "files", "media")
"""Under these names they stand in the data folder and in the archive: trail, stored files, files of pages. What is in them is never changed, but for
the file of heads, which only grows."""

_TEMPORARY = "new-"  # `gongkai.vault.durable` writes under such names first
_HEADS = "audit/heads.log"


def path(name: str) -> Path:
    """Where the folder of that name is."""
    return Path(settings.GONGKAI_FILES) if name == "files" else Path(settings.GONGKAI_DATA) / name


def is_empty(name: str) -> bool:
    """Whether nothing is kept in that folder."""
    return next(_contents(name), None) is None


def contents() -> Iterator[tuple[str, Path]]:
    """Every file that a backup takes, but for the file of heads, with its name in the archive, sorted within each folder."""
    for name in NAMES:
        yield from ((one, file) for one, file in _contents(name) if one != _HEADS)


def _contents(name: str) -> Iterator[tuple[str, Path]]:
    root = path(name)
    for folder, folders, files in os.walk(root, onerror=_raised if root.exists() else None):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for one in sorted(files):
            if not one.startswith((".", _TEMPORARY)) and not one.endswith(".lock"):
                file = Path(folder, one)
                yield f"{name}/{file.relative_to(root).as_posix()}", file


@dataclass(frozen=True)
class Heads:
    """The file of heads as it was at one moment: only what stood in it then is read."""

    name: str
    size: int
    content: BinaryIO


def heads_now() -> Heads | None:
    """The file of heads as it is now, None where there is none. Asked before the database's snapshot, so that no line tells of a row not in it."""
    if not heads.path().is_file():
        return None
    with durable.locked(heads.path().with_name("heads.lock")):
        file = heads.path().open("rb")
        return Heads(_HEADS, os.fstat(file.fileno()).st_size, file)


def _raised(error: OSError) -> None:
    raise error
