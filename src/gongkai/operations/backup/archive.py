"""The archive: a tar file (POSIX pax, not compressed: its contents are encrypted mostly) with a seal at its end. Pure.

Members, in this order: `database.sqlite3` or `database.pgdump`; everything of the folders; `SHA256SUMS`, a line for each member before it, as
`sha256sum` writes them; `manifest.json` (`gongkai.operations.backup.manifest`); `seal.json`. The seal has the SHA-256 of every byte before its own
header, which finds damage, and an HMAC of that under a key of the site, which finds changes on purpose. What follows the hash is made from it, byte
for byte, so that no byte of the file can change unseen.

Memory is constant whatever the number and the size of the members.
"""

import hashlib
import hmac
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, Self

from gongkai.messages import UserError, message
from gongkai.vault import durable
from gongkai.vault.keyring import Key, Keyring, UnknownKeyError

SUMS, MANIFEST, SEAL = "SHA256SUMS", "manifest.json", "seal.json"
PIECE = 2**20
LARGEST_MANIFEST = 2**22
PURPOSE = "backup"
"""The purpose of the key that signs the seal."""

_BLOCK = tarfile.BLOCKSIZE
_END = bytes(2 * _BLOCK)
_SHA256 = 64
_SEAL = re.compile(rb'\{"sha256":"([0-9a-f]{64})","manifest":(\d{20}),"key":(\d{10}),"signature":"([0-9a-f]{64})"\}\n')
_SEAL_BYTES = len('{"sha256":"","manifest":,"key":,"signature":""}\n') + 2 * _SHA256 + 30
_TAIL = 2 * _BLOCK + len(_END)
"""The seal's header, its content in one block, and the end of the tar file."""


class DamagedError(UserError):
    """The archive is not what was written."""


@dataclass(frozen=True)
class Member:
    """A member as the reader meets it: its name, and its content, to be read before the next one is asked for."""

    name: str
    content: "Content"


class Writer:
    """Writes an archive to `out`; `sums` is an empty temporary file for the list of hashes."""

    def __init__(self, out: BinaryIO, sums: BinaryIO) -> None:
        self._out, self._sums = out, sums
        self._all = hashlib.sha256()
        self._at = 0
        self.members = 0
        self.bytes = 0

    def add(self, name: str, size: int, content: IO[bytes]) -> None:
        """Add a member of exactly `size` bytes; raises EOFError when `content` has less. What it has more is left out."""
        digest = self._member(name, size, content)
        self._sums.write(_sum_line(digest, name))
        self.members += 1
        self.bytes += size

    def close(self, manifest: dict[str, Any], key: Key) -> str:
        """Add the list of hashes, the manifest and the seal; returns the SHA-256 that the seal has. Nothing can be added afterwards."""
        size = self._sums.tell()
        self._sums.seek(0)
        listed = {"at": self._at + _BLOCK, "size": size}
        self._member(SUMS, size, self._sums)
        at, told = self._at, json.dumps({**manifest, "sums": listed}, ensure_ascii=False, indent=1).encode() + b"\n"
        self._member(MANIFEST, len(told), BytesIO(told))
        digest = self._all.hexdigest()
        self._out.write(_tail(digest, at, key))
        return digest

    def _member(self, name: str, size: int, content: IO[bytes]) -> str:
        self._write(header(name, size))
        digest, left = hashlib.sha256(), size
        while left:
            piece = content.read(min(PIECE, left))
            if not piece:
                raise EOFError(name)
            digest.update(piece)
            self._write(piece)
            left -= len(piece)
        self._write(bytes(-size % _BLOCK))
        return digest.hexdigest()

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._all.update(data)
        self._at += len(data)


def header(name: str, size: int) -> bytes:
    """The tar header of a member: an ordinary file of the owner's, of no time and no owner, so that the same content gives the same archive."""
    told = tarfile.TarInfo(name)
    told.size, told.mode = size, 0o600
    return told.tobuf(tarfile.PAX_FORMAT, "utf-8", "strict")


def _sum_line(digest: str, name: str) -> bytes:
    return f"{digest}  {name}\n".encode()


def _tail(digest: str, manifest: int, key: Key) -> bytes:
    signature = hmac.digest(key.secret, f"gongkai backup 1 {digest} {manifest}".encode(), hashlib.sha256).hex()
    content = f'{{"sha256":"{digest}","manifest":{manifest:020},"key":{key.number:010},"signature":"{signature}"}}\n'.encode()
    return header(SEAL, len(content)) + content.ljust(_BLOCK, b"\0") + _END


class Reader:
    """Reads the archive at `path`: first `check`, which finds damage, then `manifest`, then `proved_by`, then `members`.

    Raises DamagedError: it is no archive of ours, or is cut. OSError: it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with ExitStack() as opened:
            self._file = opened.enter_context(path.open("rb"))
            self.size = self._file.seek(0, SEEK_END)
            self._file.seek(max(0, self.size - _TAIL))
            self._tail = self._file.read()
            found = _SEAL.fullmatch(self._tail[_BLOCK : _BLOCK + _SEAL_BYTES])
            if not found:
                raise self._damaged()
            self.digest, self._manifest, self._key = found[1].decode(), int(found[2]), int(found[3])
            if not 0 < self._manifest < self.size:
                raise self._damaged()
            opened.pop_all()  # stays open: `__exit__` closes it

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def check(self) -> None:
        """Read everything; raises DamagedError when a byte is not as it was written (but for the signature, which `prove` looks at)."""
        digest, left = hashlib.sha256(), self.size - _TAIL
        self._file.seek(0)
        while left:
            piece = self._file.read(min(PIECE, left))
            if not piece:
                raise self._damaged()
            digest.update(piece)
            left -= len(piece)
        # What the seal says of its key is compared once the key is there; here all that surrounds it must be as we write it.
        content = self._tail[_BLOCK : _BLOCK + _SEAL_BYTES]
        if digest.hexdigest() != self.digest or self._tail != header(SEAL, _SEAL_BYTES) + content.ljust(_BLOCK, b"\0") + _END:
            raise self._damaged()

    def manifest(self) -> dict[str, Any]:
        """What the archive says of itself, not yet understood."""
        self._file.seek(self._manifest)
        try:
            told = tarfile.TarInfo.frombuf(self._file.read(_BLOCK), "utf-8", "strict")
            if told.name != MANIFEST or not told.isreg() or told.size > LARGEST_MANIFEST:
                raise self._damaged()
            content = json.loads(self._file.read(told.size))
        except (tarfile.HeaderError, ValueError) as error:
            raise self._damaged() from error
        if not isinstance(content, dict):
            raise self._damaged()
        return content

    def prove(self, keyring: Keyring) -> None:
        """Raises DamagedError unless the site that has `keyring` made the archive and nobody changed it since."""
        try:
            key = keyring.key(PURPOSE, self._key)
        except UnknownKeyError:
            key = None
        if key is None or not hmac.compare_digest(self._tail, _tail(self.digest, self._manifest, key)):
            raise DamagedError(
                message(
                    "The archive {path} was not made with the keys of this site, or was changed since: nothing was restored. Use another archive.",
                    path=self.path,
                )
            )

    def members(self) -> Iterator[Member]:
        """The members that are restored, in order; each is compared with the list of hashes when the next one is asked for.

        Raises DamagedError: a name that would lead out of its folder, something that is no ordinary file, another list than members.
        """
        with self.path.open("rb") as file, self.path.open("rb") as listed:
            tar = self._opened(file)
            sums = self._sums(listed)
            while (told := self._next(tar)).name != SUMS:
                digest, name = next(sums, ("", ""))
                if name != told.name or not told.isreg() or not is_plain(name):
                    raise self._damaged()
                content = Content(tar.extractfile(told))
                yield Member(name, content)
                if content.digest() != digest:
                    raise self._damaged()
            if next(sums, None) is not None:
                raise self._damaged()

    def _opened(self, file: BinaryIO) -> tarfile.TarFile:
        try:
            return tarfile.open(fileobj=file, mode="r:", encoding="utf-8", errors="strict")
        except tarfile.TarError as error:
            raise self._damaged() from error

    def _next(self, tar: tarfile.TarFile) -> tarfile.TarInfo:
        tar.members.clear()  # type: ignore[attr-defined]  # documented nowhere, there in all versions: else every header stays in memory
        try:
            told = tar.next()
        except (tarfile.TarError, ValueError) as error:
            raise self._damaged() from error
        if told is None:
            raise self._damaged()
        return told

    def _sums(self, file: BinaryIO) -> Iterator[tuple[str, str]]:
        manifest = self.manifest()
        try:
            at, size = int(manifest["sums"]["at"]), int(manifest["sums"]["size"])
        except (KeyError, TypeError, ValueError) as error:
            raise self._damaged() from error
        file.seek(at)
        while size > 0 and (line := file.readline(size)):
            size -= len(line)
            digest, _gap, name = line.decode("utf-8", "replace").rstrip("\n").partition("  ")
            yield digest, name

    def _damaged(self) -> DamagedError:
        return DamagedError(
            message("The archive {path} is damaged, cut, or none of ours: nothing was restored. Use another copy or another archive.", path=self.path)
        )


class Content:
    """A content that is hashed while it is read."""

    def __init__(self, content: Any) -> None:
        self._content = content
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, b"" at the end."""
        piece: bytes = self._content.read(size)
        self._digest.update(piece)
        return piece

    def digest(self) -> str:
        """The SHA-256 of all of it; what was not read yet is read."""
        while self.read(PIECE):
            pass
        return self._digest.hexdigest()


def own(path: str, flags: int) -> int:
    """For `open`: a new file is readable by its owner only."""
    return os.open(path, flags, durable.OWN_FILE)


def is_plain(name: str) -> bool:
    """Whether `name` is a path that stays where it is put: no step up, no root, no odd character."""
    path = PurePosixPath(name)
    return bool(name) and str(path) == name and not path.is_absolute() and ".." not in path.parts and "\\" not in name and name.isprintable()
