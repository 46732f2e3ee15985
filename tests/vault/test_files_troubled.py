"""What is wrong with a stored file, or with the disk under it, is told, and hides no other."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.messages import UserError
from gongkai.vault import durable
from gongkai.vault.cipher import VaultError, seal
from gongkai.vault.files import FileStore
from gongkai.vault.keyring import Keyring
from vault.file_parts import SCAN, place, problems, store
from vault.told import told

__all__ = ["store"]


@pytest.mark.parametrize(
    "damage", [lambda sealed: sealed[:-1], lambda sealed: sealed[:10], lambda _: b"", lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1])]
)
def test_a_damaged_file_is_refused_and_told_with_its_place(store: FileStore, damage: Callable[[bytes], bytes]) -> None:
    whole, name = store.put(b"whole"), store.put(SCAN)
    place(store, name).write_bytes(damage(place(store, name).read_bytes()))
    with pytest.raises(VaultError):
        store.read(name)
    (problem,) = problems(store)
    assert problem.startswith(f"The stored file {place(store, name)}: The encrypted data ")
    assert store.read(whole) == b"whole"


def test_a_file_exchanged_for_another_is_refused(store: FileStore) -> None:
    one, other = store.put(b"one"), store.put(b"other")
    place(store, one).write_bytes(place(store, other).read_bytes())
    with pytest.raises(VaultError) as error:
        store.read(one)
    assert "moved here from another place" in told(error)


def test_a_file_sealed_under_a_name_that_is_not_its_contents_is_refused(store: FileStore) -> None:
    # What someone could do who has the key of files, but not that of names.
    name = store.put(b"one")
    place(store, name).write_bytes(seal(store.keyring.current("files"), b"other", name.encode()))
    with pytest.raises(VaultError) as error:
        store.read(name)
    assert told(error) == "The content is not that of its name, or the key that named it is missing: put both back from a backup."


def test_a_file_that_does_not_belong_in_the_store_is_told(store: FileStore) -> None:
    name = store.put(SCAN)
    strangers = [store.root / "notes.txt", store.root / "ff" / name, store.root / "00" / "00" / (name + ".bak"), store.root / "00" / ".lock"]
    for stranger in strangers:
        stranger.parent.mkdir(parents=True, exist_ok=True)
        stranger.write_bytes(b"")
    assert sorted(problems(store)) == sorted(
        f"The file {stranger} does not belong in the store of files: move it elsewhere." for stranger in strangers
    )
    assert list(store.names()) == [name]


def test_a_file_that_the_disk_cannot_read_is_told_and_the_others_are_read(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    bad, good = store.put(SCAN), store.put(b"good")
    read_bytes = Path.read_bytes

    def failing(path: Path) -> bytes:
        if path.name == bad:
            raise OSError(errno.EIO, "Input/output error")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", failing)
    assert problems(store) == [f"The stored file {place(store, bad)} cannot be read: Input/output error."]
    assert store.read(good) == b"good"


def test_a_folder_that_cannot_be_read_is_told_and_never_passed_over(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    name = store.put(SCAN)
    folder = str(place(store, name).parent)
    scandir = os.scandir

    def refusing(path: str) -> "os._ScandirIterator[str]":
        if str(path) == folder:
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert problems(store) == [f"The folder {folder} of stored files cannot be read: you have no right to it."]
    with pytest.raises(PermissionError):
        list(store.names())


def test_a_file_destroyed_while_all_are_read_is_no_problem(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(SCAN)
    read = FileStore.read

    def late(self: FileStore, name: str) -> bytes:
        self.destroy(name)
        return read(self, name)

    monkeypatch.setattr(FileStore, "read", late)
    assert problems(store) == []


def test_a_full_disk_leaves_nothing_behind(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    kept = store.put(b"kept")
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            store.put(SCAN)
    assert list(store.names()) == [kept]
    assert list((store.root / ".writing").iterdir()) == []


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP, errno.EMLINK])
def test_a_disk_without_hard_links_keeps_files_and_keys_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def refuse(*_: object) -> None:
        raise OSError(code, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    store = FileStore(tmp_path / "files", Keyring.open(tmp_path / "keys"))
    assert store.read(store.put(SCAN)) == SCAN
    assert not durable.write_new(place(store, store.put(SCAN)), b"other")
    assert store.read(store.put(SCAN)) == SCAN
    assert Keyring.open(tmp_path / "keys").fingerprints() == store.keyring.fingerprints()


def test_any_other_trouble_with_the_disk_is_not_passed_over(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "link", refuse)
    with pytest.raises(OSError, match="Input/output"):
        store.put(SCAN)
    assert list(store.names()) == []


def test_a_file_that_another_process_links_at_the_same_instant_is_taken_for_what_it_is(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    write_new = durable.write_new

    def overtaken(path: Path, data: bytes, beside: Path | None = None) -> bool:
        write_new(path, data, beside)
        return write_new(path, data, beside)

    monkeypatch.setattr(durable, "write_new", overtaken)
    assert store.read(store.put(SCAN)) == SCAN


def test_a_system_without_file_locks_says_so(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    name = store.put(SCAN)
    with pytest.raises(UserError) as error:
        store.destroy(name)
    assert told(error) == "Keys and stored files can only be changed on Linux and macOS: this system lacks the file locks this needs."
    assert store.read(name) == SCAN
