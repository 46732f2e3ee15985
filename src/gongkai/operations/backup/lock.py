"""Either the site runs, or a backup is put in its place: never both on one data folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gongkai.messages import Message, UserError, message
from gongkai.vault import durable

NAME = "site.lock"


@contextmanager
def site_runs(data: Path) -> Iterator[None]:
    """While the site runs on the data folder; processes begun inside hold on to it as long as they live.

    Raises UserError: something is being restored into that folder.
    """
    with _held(data, fcntl.LOCK_SH, message("A backup is being restored into {folder}: start the site when that is done.", folder=data)):
        yield


@contextmanager
def nobody_runs(data: Path) -> Iterator[None]:
    """While no site may run on the data folder. Raises UserError: one does."""
    with _held(data, fcntl.LOCK_EX, message("The site is running on {folder}: stop it, then restore.", folder=data)):
        yield


@contextmanager
def _held(data: Path, kind: int, refusal: Message) -> Iterator[None]:
    durable.make_folder(data)
    handle = os.open(data / NAME, os.O_RDWR | os.O_CREAT, durable.OWN_FILE)
    os.set_inheritable(handle, True)  # noqa: FBT003  # a worker that outlived its parent still counts
    try:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UserError(refusal) from error
        yield
    finally:
        os.close(handle)
