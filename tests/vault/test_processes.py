"""Processes that begin at the same instant share one keyring and one file of each content; none loses what another wrote."""

from pathlib import Path

from gongkai.vault.files import FileStore
from gongkai.vault.keyring import Keyring
from vault import racing


def test_processes_that_start_at_once_get_the_same_keys(tmp_path: Path) -> None:
    opened = racing.at_once(racing.open_keyring, tmp_path / "keys")
    assert opened == [Keyring.open(tmp_path / "keys").fingerprints()] * racing.PROCESSES
    assert {path.name for path in (tmp_path / "keys").iterdir()} == {"keys.json", "keys.lock"}


def test_processes_that_rotate_at_once_lose_no_key(tmp_path: Path) -> None:
    first = Keyring.open(tmp_path).fingerprints()["personal"]
    made = [key for keys in racing.at_once(racing.rotate, tmp_path) for key in keys]
    assert Keyring.open(tmp_path).fingerprints()["personal"] == first | dict(made)
    assert sorted(number for number, _ in made) == list(range(2, 2 + racing.PROCESSES * racing.ROTATIONS))


def test_processes_that_put_the_same_files_at_once_leave_each_once_and_whole(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "files", Keyring.open(tmp_path / "keys"))
    named = racing.at_once(racing.put_all, (store.root, store.keyring.folder))
    assert named == [named[0]] * racing.PROCESSES
    assert list(store.names()) == sorted(named[0])
    assert [store.read(name) for name in named[0]] == list(racing.CONTENTS)
    assert list((store.root / ".writing").iterdir()) == []
