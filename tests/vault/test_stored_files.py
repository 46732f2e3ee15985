"""Files are kept encrypted, once each, under a name that only the content and the key give; what is wrong with one is told."""

import hashlib
import hmac
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.vault.cipher import VaultError, sealed_with
from gongkai.vault.files import FileStore, Swept
from gongkai.vault.keyring import Keyring
from vault.file_parts import HOUR, SCAN, aged, place, problems, store
from vault.told import told

__all__ = ["store"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(st.binary(max_size=2000))
def test_what_was_put_is_read(store: FileStore, data: bytes) -> None:
    assert store.read(store.put(data)) == data


def test_the_name_is_the_hmac_of_the_content_and_not_its_plain_hash(store: FileStore) -> None:
    name = store.put(SCAN)
    assert name == hmac.new(store.keyring.current("file_names").secret, SCAN, "sha256").hexdigest()
    assert name != hashlib.sha256(SCAN).hexdigest()


def test_two_sites_name_the_same_document_differently(tmp_path: Path, store: FileStore) -> None:
    other = FileStore(tmp_path / "other", Keyring.open(tmp_path / "other_keys"))
    assert store.put(SCAN) != other.put(SCAN)


def test_the_same_content_twice_is_one_file_that_stays_as_it_was(store: FileStore) -> None:
    name = store.put(SCAN)
    before, sealed = place(store, name).stat(), place(store, name).read_bytes()
    assert store.put(SCAN) == name
    assert list(store.names()) == [name]
    assert (place(store, name).stat().st_ino, place(store, name).read_bytes()) == (before.st_ino, sealed)


def test_nothing_of_the_content_is_on_the_disk_and_files_are_the_owners_alone(store: FileStore) -> None:
    name = store.put(SCAN)
    assert SCAN[:30] not in place(store, name).read_bytes()
    assert stat.S_IMODE(place(store, name).stat().st_mode) == 0o600
    assert {stat.S_IMODE(path.stat().st_mode) for path in store.root.rglob("*") if path.is_dir()} == {0o700}


def test_a_file_found_damaged_is_written_anew_when_its_content_comes_again(store: FileStore) -> None:
    name = store.put(SCAN)
    place(store, name).write_bytes(b"damaged")
    assert store.put(SCAN) == name
    assert store.read(name) == SCAN


def test_names_are_told_in_order(store: FileStore) -> None:
    assert list(store.names()) == []
    assert sorted(store.put(bytes([n])) for n in range(20)) == list(store.names())


@pytest.mark.parametrize(
    "name", ["", "..", "../../../etc/passwd", "a" * 63, "a" * 65, "A" * 64, "g" * 64, "a" * 64 + "\n", "ａ" * 64, "a/" + "b" * 62]
)
@pytest.mark.parametrize("act", [FileStore.read, FileStore.exists, FileStore.destroy, FileStore.reseal])
def test_what_is_no_name_is_refused(store: FileStore, name: str, act: Callable[[FileStore, str], object]) -> None:
    with pytest.raises(VaultError) as error:
        act(store, name)
    assert told(error) == "This is no name of a stored file: names have 64 hexadecimal digits, as the store gave them."


def test_a_file_that_is_not_there_is_told(store: FileStore) -> None:
    assert not store.exists("0" * 64)
    with pytest.raises(VaultError) as error:
        store.read("0" * 64)
    assert told(error) == f"There is no stored file {'0' * 64}: put it back from a backup."
    assert store.exists(store.put(SCAN))


def test_a_stream_is_put_as_its_pieces_together(store: FileStore) -> None:
    assert store.put_stream((SCAN[start : start + 7] for start in range(0, len(SCAN), 7)), len(SCAN)) == store.put(SCAN)
    assert store.read(store.put_stream([], 0)) == b""


def test_a_stream_over_the_limit_is_refused_at_once_and_nothing_is_kept(store: FileStore) -> None:
    taken = []

    def pieces() -> Iterator[bytes]:
        for number in range(100):
            taken.append(number)
            yield bytes(2**20)

    with pytest.raises(VaultError) as error:
        store.put_stream(pieces(), 5 * 2**19)
    assert told(error) == "The file is larger than 2.5 MB: send a smaller one, or in parts."
    assert taken == [0, 1, 2]
    assert not store.root.exists()


def test_all_is_well_with_files_as_they_were_put(store: FileStore) -> None:
    assert problems(store) == []
    store.put(SCAN)
    assert problems(store) == []


def test_sweeping_removes_what_killed_processes_left_and_nothing_that_is_young(store: FileStore) -> None:
    name = store.put(SCAN)
    old, young = store.root / ".writing" / "new-old", store.root / ".writing" / "new-young"
    for path in (old, young):
        path.write_bytes(b"half")
    aged(old, 2 * HOUR)
    assert store.sweep({name}, HOUR) == Swept(1, ())
    assert (old.exists(), young.exists()) == (False, True)


def test_sweeping_names_stored_files_that_nobody_keeps_and_removes_none(store: FileStore) -> None:
    kept, forgotten, young = store.put(b"kept"), store.put(b"forgotten"), store.put(b"young")
    for name in (kept, forgotten):
        aged(place(store, name), 2 * HOUR)
    assert store.sweep({kept}, HOUR) == Swept(0, (forgotten,))
    assert set(store.names()) == {kept, forgotten, young}


def test_what_is_finished_while_sweeping_is_no_leftover(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put(SCAN)
    (store.root / ".writing" / "new-finished").write_bytes(b"")
    before = Path.iterdir

    def finishing(path: Path) -> Iterator[Path]:
        for found in list(before(path)):
            found.unlink()
            yield found

    monkeypatch.setattr(Path, "iterdir", finishing)
    assert store.sweep(set(), -1).removed == 0


def test_destroying_removes_one_file_for_good(store: FileStore) -> None:
    name, other = store.put(SCAN), store.put(b"other")
    assert store.destroy(name)
    assert not store.exists(name)
    assert not store.destroy(name)
    assert list(store.names()) == [other]


def test_files_stay_readable_after_rotating_and_are_sealed_anew_on_demand_under_the_same_name(store: FileStore) -> None:
    name = store.put(SCAN)
    rotated = FileStore(store.root, store.keyring.with_new("files"))
    assert rotated.read(name) == SCAN
    assert rotated.reseal(name)
    assert sealed_with(place(store, name).read_bytes()) == 2
    assert not rotated.reseal(name)
    assert FileStore(store.root, rotated.keyring.without("files", 1)).read(name) == SCAN
    assert list(store.names()) == [name]


def test_a_store_that_was_open_during_a_rotation_uses_the_new_keys(store: FileStore) -> None:
    Keyring.open(store.keyring.folder).with_new("files")
    assert sealed_with(place(store, store.put(SCAN)).read_bytes()) == 2


def test_a_file_named_before_the_key_of_names_was_rotated_is_still_read(store: FileStore) -> None:
    old = store.put(SCAN)
    rotated = FileStore(store.root, store.keyring.with_new("file_names"))
    new = rotated.put(SCAN)
    assert new != old
    assert rotated.read(old) == rotated.read(new) == store.read(new) == SCAN
    assert problems(rotated) == []


def test_a_damaged_file_is_not_sealed_anew(store: FileStore) -> None:
    name = store.put(SCAN)
    rotated = FileStore(store.root, store.keyring.with_new("files"))
    damaged = place(store, name).read_bytes()[:-1]
    place(store, name).write_bytes(damaged)
    with pytest.raises(VaultError):
        rotated.reseal(name)
    assert place(store, name).read_bytes() == damaged


def test_what_is_young_or_was_put_again_is_not_destroyed_by_who_asks_for_the_old_only(store: FileStore) -> None:
    name = store.put(b"given up")
    path = next(path for path in store.root.rglob(name))
    assert not store.destroy(name, older_than_seconds=60)
    os.utime(path, (0, 0))
    store.put(b"given up")
    assert not store.destroy(name, older_than_seconds=60)
    os.utime(path, (0, 0))
    assert store.destroy(name, older_than_seconds=60)
    assert not store.destroy(name, older_than_seconds=60)


def test_a_destroyed_file_is_not_brought_back_by_sealing_it_anew(store: FileStore) -> None:
    name = store.put(SCAN)
    store.destroy(name)
    with pytest.raises(VaultError):
        FileStore(store.root, store.keyring.with_new("files")).reseal(name)
    assert list(store.names()) == []


def test_a_file_of_50_megabytes_is_kept_in_one_piece(store: FileStore) -> None:
    data = os.urandom(2**20) * 50
    assert store.read(store.put(data)) == data
