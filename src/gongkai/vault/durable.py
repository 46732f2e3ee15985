"""Writing that a killed process or a power cut leaves whole or undone: temporary file, fsync, link or rename, fsync of the folder.

For Linux and macOS. Every file made here is the owner's alone (0600), every folder too (0700).
"""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai.messages import UserError, message

OWN_FILE, OWN_FOLDER = 0o600, 0o700
_TEMPORARY = "new-"
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK}
"""What systems answer where the disk knows no hard links (exFAT, some shares and FUSE); EMLINK: no more of them."""


def sync_folder(folder: Path) -> None:
    """Bring the names in `folder` to the disk: fsync of a file alone does not promise that it can be found."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make `folder` (0700) and what is missing above it, on the disk when this returns; one that is there stays as it is."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(OWN_FOLDER, exist_ok=True)
    sync_folder(folder.parent)


@contextmanager
def _written(data: bytes, beside: Path) -> Iterator[Path]:
    """A temporary file with `data` in the folder `beside`, on the disk; gone afterwards unless it was renamed."""
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=beside)
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        yield written
    finally:
        written.unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Remove the temporary files that killed processes left in `folder`; nobody else may be writing there."""
    for left in folder.glob(_TEMPORARY + "*"):
        left.unlink()


def write_new(path: Path, data: bytes, beside: Path | None = None) -> bool:
    """Write `data` to `path` unless something is there; False: something was, and is untouched. Of several processes exactly one writes.

    `beside`: the folder for the temporary file, in the same file system; the file's own unless told.
    On a disk without hard links a rename takes their place: two processes at the same instant could then both write, so who needs exactly one
    takes a lock too.
    """
    with _written(data, beside or path.parent) as written:
        try:
            os.link(written, path)
        except FileExistsError:
            return False
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            if path.exists():
                return False
            written.rename(path)
    sync_folder(path.parent)
    return True


def write_over(path: Path, data: bytes, beside: Path | None = None) -> None:
    """Write `data` to `path` in one step: a reader sees the old file or the new one, whole. `beside` as in `write_new`."""
    with _written(data, beside or path.parent) as written:
        written.replace(path)
    sync_folder(path.parent)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of the file `path` against every other process and thread; it is made if absent, and stays.

    Raises UserError: the system has no such locks (Windows).
    """
    try:
        from fcntl import LOCK_EX, flock  # noqa: PLC0415 - missing on Windows, where everything that only reads works all the same
    except ImportError as error:
        raise UserError(
            message("Keys and stored files can only be changed on Linux and macOS: this system lacks the file locks this needs.")
        ) from error
    handle = os.open(path, os.O_RDWR | os.O_CREAT, OWN_FILE)
    try:
        flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)
