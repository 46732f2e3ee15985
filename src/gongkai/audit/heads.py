"""The heads (链头): a file beside the database that tells, after each commit, how far the trail has come.

It gives away a tail that was cut off the database, and a chain that was written anew, even by one who has the key. `audit/heads.log` in the data
folder; a line is a row's number, its digest and the time (UTC), and no line's number is below the one above it. The program only ever appends, so
that the file can be made append-only (`chattr +a`), or be a link to a disk that others keep. A line is about 110 bytes. Lines may be missing, since a
process can be killed between its commit and its line: the next line covers what went before.
"""

import datetime as dt
import logging
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from gongkai.audit.chain import START, Head
from gongkai.audit.models import AuditRow
from gongkai.vault import durable

_PARTS, _DIGEST, _TIME = 3, 64, 20  # of a line: its words, the signs of the second, at least so many of the third
_LOCK = "heads.lock"
_TAIL = 4096  # more than enough for the last whole line
_LOG = logging.getLogger(__name__)


def path() -> Path:
    """Where the file is."""
    return Path(settings.GONGKAI_DATA) / "audit" / "heads.log"


def begin() -> None:
    """Make the file, empty, where there is none: done before the first row is committed, so that a trail without a file is a finding."""
    durable.make_folder(path().parent)
    durable.write_new(path(), b"")


def tell() -> None:
    """Append the head of what is committed by now, unless a line tells it already; on the disk when this returns.

    Called after the commit. Of many rows of one transaction, or of processes that wait for each other, one line tells.
    """
    durable.make_folder(path().parent)
    with durable.locked(path().with_name(_LOCK)):
        told = last_told()
        # Asked under the lock: every line in the file is of a row that was committed by now.
        committed = _committed()
        if told.sequence > committed.sequence:
            # Lines stay in order, so there is nothing to append; `audit verify` says the same to whoever asks.
            _LOG.critical("The audit trail ends with row %s, but row %s was committed before: rows were removed", committed.sequence, told.sequence)
        elif told.sequence < committed.sequence:
            _append(committed)


def begin_again() -> Path | None:
    """Begin a new file with the head of the trail as it is now; where the old one stands, under another name.

    For a database restored from a backup: the old file rightly tells of rows that are gone. It stays as the evidence of what was lost.
    """
    durable.make_folder(path().parent)
    with durable.locked(path().with_name(_LOCK)):
        old: Path | None = None
        try:
            old = path().rename(path().with_name(f"heads-until-{timezone.now().astimezone(dt.UTC):%Y%m%dT%H%M%S.%fZ}.log"))
        except FileNotFoundError:
            _LOG.info("There was no file of heads to put aside")
        durable.write_new(path(), b"")
        committed = _committed()
        if committed != START:
            _append(committed)
    return old


def last_told() -> Head:
    """What the last whole line says; START when there is none."""
    try:
        with path().open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            lines = [_head(line) for line in file.read().split(b"\n")]
    except FileNotFoundError:
        return START
    return next((head for head in reversed(lines) if head), START)


class Told:
    """The heads that the file told when this was made, in order, for one pass; what was odd in it is known afterwards.

    `exists`; `unreadable`: how many lines are no heads (a write was cut off); `disorder`: the first line whose number is below the one above it.
    """

    def __init__(self) -> None:
        self.unreadable = 0
        self.disorder: Head | None = None
        try:
            # The lines of now: those that come while the rows are read may tell of rows that were not there then.
            self._size = path().stat().st_size
        except FileNotFoundError:
            self._size = -1
        self.exists = self._size >= 0

    def __iter__(self) -> Iterator[Head]:
        if self._size <= 0:
            return
        above = read = 0
        with path().open("rb") as file:
            while read < self._size and (line := file.readline(_TAIL)):
                read += len(line)
                head = _head(line)
                if head is None:
                    self.unreadable += not line.isspace()
                elif head.sequence < above:
                    self.disorder = self.disorder or head
                else:
                    above = head.sequence
                    yield head


def _committed() -> Head:
    return Head(*(AuditRow.objects.order_by("-sequence").values_list("sequence", "digest").first() or START))


def _head(line: bytes) -> Head | None:
    """What a whole line says; None for one that was cut off. Whether its digest is one, the row it tells of shows."""
    parts = line.split(b" ")
    if len(parts) != _PARTS or not parts[0].isdigit() or len(parts[1]) != _DIGEST or len(parts[2]) < _TIME:
        return None
    return Head(int(parts[0]), parts[1].decode("ascii", "replace"))


def _append(head: Head) -> None:
    line = f"{head.sequence} {head.digest} {timezone.now().astimezone(dt.UTC).isoformat(timespec='microseconds')}\n".encode()
    handle = os.open(path(), os.O_RDWR | os.O_APPEND | os.O_CREAT, durable.OWN_FILE)
    try:
        size = os.fstat(handle).st_size
        if size and os.pread(handle, 1, size - 1) != b"\n":
            line = b"\n" + line  # a write was cut off: what is left of it stays a line of its own
        os.write(handle, line)
        os.fsync(handle)
    finally:
        os.close(handle)
