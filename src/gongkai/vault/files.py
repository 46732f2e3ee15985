"""Files named by their content: encrypted, immutable, each content once; whoever knows a name reads exactly what was put there.

A file is sealed and opened in one piece: memory is about three times its size, which is fine up to 50 MB (`put_stream` takes the limit).
A name is the HMAC of the content, so it never comes from a user, and without the key nobody can tell whether a known document is held.
"""

import hashlib
import hmac
import os
import re
import time
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from gongkai.messages import Message, message, reason_of
from gongkai.vault import durable
from gongkai.vault.cipher import VaultError, seal, sealed_with, unseal
from gongkai.vault.keyring import Key, Keyring

_NAME = re.compile("[0-9a-f]{64}")
_WRITING, _LOCK = ".writing", ".lock"
_MEGABYTE = 2**20


@dataclass(frozen=True)
class Swept:
    """What `FileStore.sweep` did: how many leftover temporary files it removed; the stored files that nobody keeps, which it leaves alone."""

    removed: int
    unclaimed: tuple[str, ...]


@dataclass(frozen=True)
class FileStore:
    """The files under `root`, at `root/ab/cd/NAME`, encrypted with the keys "files" and named with "file_names" of `keyring`.

    Keys rotated in while the site runs are used from the next call on.
    """

    root: Path
    keyring: Keyring

    def put(self, data: bytes) -> str:
        """Keep `data`; its name. On the disk when this returns, whole or not at all if the process dies before.

        The same content twice is one file; one found damaged is written anew.
        """
        name = _named(self.keyring.latest().current("file_names"), data)
        path = self._path(name)
        durable.make_folder(path.parent)
        if path.exists() or not durable.write_new(path, self._sealed(name, data), self._writing()):
            self._confirm(name, data)
        for folder in (path.parent.parent, self.root):
            durable.sync_folder(folder)  # another process may have made them this instant, and not yet brought them to the disk
        return name

    def put_stream(self, pieces: Iterable[bytes], limit: int) -> str:
        """Keep what `pieces` give together, at most `limit` bytes; its name. Nothing is written before the last piece has come.

        Raises VaultError: they are more.
        """
        data = bytearray()
        for piece in pieces:
            data += piece
            if len(data) > limit:
                raise VaultError(message("The file is larger than {limit} MB: send a smaller one, or in parts.", limit=round(limit / _MEGABYTE, 1)))
        return self.put(bytes(data))

    def read(self, name: str) -> bytes:
        """The content of the file `name`, proved to be what was put.

        Raises VaultError: it is no name of a file, there is no such file, it does not open, or its content is not that of its name.
        """
        return self._opened(name, self._stored(name))

    def exists(self, name: str) -> bool:
        """Whether there is a file of that name; it is not opened.

        Raises VaultError: it is no name of a file.
        """
        return self._path(name).is_file()

    def names(self) -> Iterator[str]:
        """The names of all stored files, sorted."""
        return (path.name for path in self._all(_raised) if self._is_stored(path))

    def problems(self) -> Iterator[Message]:
        """What is wrong with each file that does not open or does not belong here; every file is read whole. None: all is as it was put."""
        unread: list[OSError] = []
        for path in self._all(unread.append):
            if not self._is_stored(path):
                yield message("The file {path} does not belong in the store of files: move it elsewhere.", path=path)
                continue
            try:
                self.read(path.name)
            except VaultError as error:
                if path.exists():  # else it was destroyed meanwhile
                    yield message("The stored file {path}: {problem}", path=path, problem=error.message)
            except OSError as error:
                yield message("The stored file {path} cannot be read: {reason}.", path=path, reason=reason_of(error))
        for refusal in unread:
            yield message("The folder {path} of stored files cannot be read: {reason}.", path=refusal.filename, reason=reason_of(refusal))

    def sweep(self, kept: Container[str], older_than_seconds: float) -> Swept:
        """Remove what killed processes left half written, and name the stored files that are not in `kept`; both only if older than that.

        A file is put before the row that names it is committed, so a young file that nobody keeps yet is nothing to tell of.
        Stored files are never removed here: `destroy` is for that.
        """
        before = time.time() - older_than_seconds
        leftover = [path for path in self._writing().iterdir() if _changed_before(path, before)]
        for path in leftover:
            path.unlink(missing_ok=True)
        unclaimed = tuple(name for name in self.names() if name not in kept and _changed_before(self._path(name), before))
        return Swept(len(leftover), unclaimed)

    def destroy(self, name: str, older_than_seconds: float = 0) -> bool:
        """Remove the file `name` for good, as retention (保管期限) demands; False: it was gone already, or somebody put it again since.

        The caller knows that no row names it any more; who may put the same content meanwhile gives `older_than_seconds`, so much as there can
        be between putting a file and committing the row that names it. Backups keep their copies until they are destroyed
        themselves, and the disk may keep the encrypted bytes until it needs the room.

        Raises VaultError: it is no name of a file.
        """
        path = self._path(name)
        with self._changing():
            is_young = older_than_seconds > 0 and not _changed_before(path, time.time() - older_than_seconds)
            if not path.exists() or is_young:
                return False
            path.unlink()
            durable.sync_folder(path.parent)
        return True

    def reseal(self, name: str) -> bool:
        """Encrypt the file `name` with the current key, in one step and under the same name; False: it is already.

        Raises VaultError: as `read`.
        """
        with self._changing():
            sealed = self._stored(name)
            if sealed_with(sealed) == self.keyring.latest().current("files").number:
                return False
            self._write_over(name, self._opened(name, sealed))
        return True

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise VaultError(message("This is no name of a stored file: names have 64 hexadecimal digits, as the store gave them."))
        return self.root / name[:2] / name[2:4] / name

    def _all(self, unread: Callable[[OSError], None]) -> Iterator[Path]:
        """Every file in the folders for stored files, ours or not, sorted; folders that cannot be read go to `unread`."""
        for folder, folders, files in os.walk(self.root, onerror=unread if self.root.exists() else None):
            top = folder == str(self.root)
            folders[:] = sorted(name for name in folders if not (top and name == _WRITING))
            yield from (Path(folder, name) for name in sorted(files) if not (top and name == _LOCK))

    def _is_stored(self, path: Path) -> bool:
        return _NAME.fullmatch(path.name) is not None and path == self._path(path.name)

    def _stored(self, name: str) -> bytes:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise VaultError(message("There is no stored file {name}: put it back from a backup.", name=name)) from error

    def _opened(self, name: str, sealed: bytes) -> bytes:
        data = unseal(self.keyring, "files", sealed, name.encode())
        if not any(hmac.compare_digest(name, _named(key, data)) for key in reversed(self.keyring.latest().all("file_names"))):
            raise VaultError(message("The content is not that of its name, or the key that named it is missing: put both back from a backup."))
        return data

    def _sealed(self, name: str, data: bytes) -> bytes:
        return seal(self.keyring.latest().current("files"), data, name.encode())

    def _write_over(self, name: str, data: bytes) -> None:
        durable.write_over(self._path(name), self._sealed(name, data), self._writing())

    def _confirm(self, name: str, data: bytes) -> None:
        """See that the file which is there already holds `data` and is on the disk: another process may have linked it this instant."""
        with self._changing():
            try:
                self.read(name)
                os.utime(self._path(name))  # it is young again: who destroys what nobody names leaves it
            except VaultError:
                self._write_over(name, data)
            durable.sync_folder(self._path(name).parent)

    def _writing(self) -> Path:
        """The folder of temporary files, in the same file system as the stored ones."""
        folder = self.root / _WRITING
        durable.make_folder(folder)
        return folder

    def _changing(self) -> AbstractContextManager[None]:
        """The store's lock: without it, sealing anew could bring back a file that is destroyed at the same moment."""
        durable.make_folder(self.root)
        return durable.locked(self.root / _LOCK)


def _named(key: Key, data: bytes) -> str:
    return hmac.digest(key.secret, data, hashlib.sha256).hex()


def _changed_before(path: Path, before: float) -> bool:
    """Whether the file at `path` is older than the moment `before` (seconds since 1970); one that is gone by now is not."""
    try:
        return path.stat().st_mtime < before
    except FileNotFoundError:
        return False


def _raised(error: OSError) -> None:
    raise error
