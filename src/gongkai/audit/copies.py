"""Sealed copies of what retention removes from the trail: written before, opened and proved with the keys of the site.

A copy is one file of sealed pieces, each with its length (4 bytes) in front. The first is its description as JSON, each other up to 5,000 rows as
JSON lines, compressed. A piece is sealed for its place in its copy, so that none can be moved, or put into another copy; that none is left out,
the chain proves.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from gongkai.audit import chain, keys
from gongkai.audit.rows import COLUMNS, KEY, SEQUENCE, Row, Rows
from gongkai.messages import UserError, message, reason_of
from gongkai.vault import durable
from gongkai.vault.cipher import VaultError, seal, unseal

_PURPOSE = "files"
_PIECE = 5000
_LENGTH = 4
_LARGEST = 64 * 2**20  # far above 5,000 rows: a length beyond is damage


@dataclass(frozen=True)
class About:
    """What a copy holds: the rows from `first` to `upto`; the digests before the first (None: not known) and of the last."""

    first: int
    upto: int
    before: str | None
    digest: str


def write(path: Path, about: About) -> str:
    """Write the rows that `about` names to a file at `path`, on the disk when this returns; the SHA-256 of the file.

    Whole or not at all; what a killed retirement left of the same name is replaced.

    Raises UserError: it cannot be written.
    """
    written, total = path.with_suffix(".new"), hashlib.sha256()
    try:
        durable.make_folder(path.parent)
        with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, durable.OWN_FILE), "wb") as file:
            for piece in _sealed(about):
                framed = len(piece).to_bytes(_LENGTH) + piece
                file.write(framed)
                total.update(framed)
            file.flush()
            os.fsync(file.fileno())
        written.replace(path)
        durable.sync_folder(path.parent)
    except OSError as error:
        raise UserError(message("The copy {path} cannot be written: {reason}.", path=path, reason=reason_of(error))) from error
    return total.hexdigest()


def read(path: Path) -> tuple[About, Iterator[Row]]:
    """What the copy at `path` holds, and its rows, each proved to be the one that was recorded.

    Raises UserError, also while the rows are read: it cannot be read, is no copy of ours, is damaged or cut off, or its key is missing.
    """
    try:
        pieces = _pieces(path)
        described = next(pieces, None)
        if described is None:
            raise _damaged(path)
        about = About(**json.loads(unseal(keys.ring(), _PURPOSE, described, _context(None, 0))))
    except OSError as error:
        raise UserError(message("The copy {path} cannot be read: {reason}.", path=path, reason=reason_of(error))) from error
    return about, _proved(path, about, pieces)


def as_line(row: Row) -> str:
    """A row as a line of JSON: every column by its name, times in ISO 8601 (UTC)."""
    return json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False, default=lambda at: at.isoformat())


def _sealed(about: About) -> Iterator[bytes]:
    key = keys.ring().current(_PURPOSE)
    yield seal(key, json.dumps(asdict(about)).encode(), _context(None, 0))
    rows, number = iter(Rows(about.first - 1, about.upto)), 0
    while piece := list(islice(rows, _PIECE)):
        number += 1
        yield seal(key, gzip.compress("\n".join(map(as_line, piece)).encode(), mtime=0), _context(about, number))


def _context(about: About | None, number: int) -> bytes:
    return f"audit.copy:{f'{about.first}-{about.upto}-{about.digest}' if about else ''}:{number}".encode()


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while head := file.read(_LENGTH):
            yield _piece(file, int.from_bytes(head), path)


def _piece(file: BinaryIO, length: int, path: Path) -> bytes:
    piece = file.read(length) if length < _LARGEST else b""
    if not piece or len(piece) < length:
        raise _damaged(path)
    return piece


def _proved(path: Path, about: About, pieces: Iterator[bytes]) -> Iterator[Row]:
    before, expected = about.before, about.first
    for number, piece in enumerate(pieces, start=1):
        for line in gzip.decompress(unseal(keys.ring(), _PURPOSE, piece, _context(about, number))).decode().split("\n"):
            row = _row(json.loads(line))
            key = keys.ring().key("audit", row[KEY])
            if row[SEQUENCE] != expected or (before is not None and chain.digest(row[:-1], before, key) != row[-1]):
                raise _damaged(path)
            before, expected = row[-1], expected + 1
            yield row
    if (expected - 1, before) != (about.upto, about.digest):
        raise _damaged(path)


def _row(said: dict[str, Any]) -> Row:
    return tuple(datetime.fromisoformat(said[name]) if name == "at" else said[name] for name in COLUMNS)


def _damaged(path: Path) -> UserError:
    return VaultError(message("The copy {path} is damaged or cut off: take another copy of it, from a backup.", path=path))
