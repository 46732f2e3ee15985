"""A copy of the keys opens with its passphrase alone, and importing it never loses a key."""

import base64
import hashlib
import json
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.vault import keycopy
from gongkai.vault.keyring import Keyring, KeyringError
from vault.told import told

PASSPHRASE = "云川市 信息公开 2026 年"  # noqa: S105 - of nothing but these tests


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real cost is tried once, below; the rest would take a minute."""
    monkeypatch.setattr(keycopy, "_COST", 2**4)


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    return Keyring.open(tmp_path / "keys").with_new("personal")


@pytest.fixture
def copy(tmp_path: Path, keyring: Keyring) -> Path:
    path = tmp_path / "copy.json"
    keyring.export(path, PASSPHRASE)
    return path


def test_an_exported_copy_gives_a_new_machine_the_same_keys_the_retired_ones_too(tmp_path: Path, keyring: Keyring, copy: Path) -> None:
    imported = Keyring.import_(copy, tmp_path / "new", PASSPHRASE)
    assert imported.fingerprints() == keyring.fingerprints() == Keyring.open(tmp_path / "new").fingerprints()
    assert imported.all("personal") == keyring.all("personal")


def test_the_copy_is_the_owners_alone_and_shows_no_secret(keyring: Keyring, copy: Path) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    content = copy.read_bytes()
    for key in keyring.all("personal"):
        assert base64.b64encode(key.secret) not in content
        assert base64.b64encode(key.secret)[:20] not in base64.b64decode(json.loads(content)["sealed"])


def test_the_copy_opens_without_our_code_as_documented(tmp_path: Path, keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    # scrypt with N = 2**17, r = 8, p = 1 over the passphrase, then AES-256-GCM with a label: what decision 9 promises for the day we are gone.
    monkeypatch.undo()
    keyring.export(tmp_path / "c", PASSPHRASE)
    content = json.loads((tmp_path / "c").read_text("ascii"))
    salt, nonce, sealed = (base64.b64decode(content[part]) for part in ("salt", "nonce", "sealed"))
    derived = hashlib.scrypt(PASSPHRASE.encode(), salt=salt, n=2**17, r=8, p=1, maxmem=2**28, dklen=32)
    assert AESGCM(derived).decrypt(nonce, sealed, b"gongkai exported keys 1") == (keyring.folder / "keys.json").read_bytes()


def test_the_same_passphrase_typed_on_another_keyboard_opens_it(tmp_path: Path, keyring: Keyring) -> None:
    keyring.export(tmp_path / "c", "Caf\u00e9 in Ürümqi")
    assert Keyring.import_(tmp_path / "c", tmp_path / "new", "Cafe\u0301 in Ürümqi").fingerprints() == keyring.fingerprints()


def test_another_passphrase_does_not_open_it(tmp_path: Path, copy: Path) -> None:
    with pytest.raises(KeyringError) as error:
        Keyring.import_(copy, tmp_path / "new", PASSPHRASE + " ")
    assert told(error) == f"The exported keys at {copy} do not open: the passphrase is another one, or the file is damaged."
    assert not (tmp_path / "new").exists()


def test_a_passphrase_of_eleven_characters_is_too_short(tmp_path: Path, keyring: Keyring) -> None:
    with pytest.raises(KeyringError) as error:
        keyring.export(tmp_path / "c", "一二三四五六七八九十一")
    assert told(error) == "The passphrase for exported keys needs at least 12 characters."
    assert not (tmp_path / "c").exists()


def test_an_export_never_writes_over_a_file(keyring: Keyring, copy: Path) -> None:
    before = copy.read_bytes()
    with pytest.raises(KeyringError) as error:
        keyring.export(copy, PASSPHRASE)
    assert told(error) == f"There is a file at {copy} already: export the keys under another name."
    assert copy.read_bytes() == before


def test_an_export_that_cannot_be_written_says_why(tmp_path: Path, keyring: Keyring) -> None:
    with pytest.raises(KeyringError) as error:
        keyring.export(tmp_path / "no" / "copy.json", PASSPHRASE)
    assert told(error) == f"The keys cannot be exported to {tmp_path / 'no' / 'copy.json'}: there is no such file or folder."


def test_an_export_holds_the_keys_that_were_rotated_in_meanwhile(tmp_path: Path, keyring: Keyring) -> None:
    rotated = Keyring.open(keyring.folder).with_new("files")
    keyring.export(tmp_path / "c", PASSPHRASE)
    assert Keyring.import_(tmp_path / "c", tmp_path / "new", PASSPHRASE).fingerprints() == rotated.fingerprints()


def test_a_running_site_can_still_export_its_keys_when_the_key_file_was_lost(tmp_path: Path, keyring: Keyring) -> None:
    (keyring.folder / "keys.json").unlink()
    keyring.export(tmp_path / "c", PASSPHRASE)
    assert Keyring.import_(tmp_path / "c", keyring.folder, PASSPHRASE).fingerprints() == keyring.fingerprints()


def test_importing_over_other_keys_is_refused_and_changes_nothing(tmp_path: Path, copy: Path) -> None:
    other = Keyring.open(tmp_path / "other")
    with pytest.raises(KeyringError) as error:
        Keyring.import_(copy, other.folder, PASSPHRASE)
    assert f"The folder {other.folder} has other keys already, for audit, backup, blind_index, checkpoint, django" in told(error)
    assert Keyring.open(other.folder).fingerprints() == other.fingerprints()


def test_importing_a_second_time_changes_nothing(keyring: Keyring, copy: Path) -> None:
    assert Keyring.import_(copy, keyring.folder, PASSPHRASE).fingerprints() == keyring.fingerprints()


def test_importing_an_older_copy_brings_back_a_dropped_key_and_keeps_the_newer_ones(keyring: Keyring, copy: Path) -> None:
    newer = keyring.without("personal", 1).with_new("audit")
    imported = Keyring.import_(copy, keyring.folder, PASSPHRASE)
    assert imported.all("personal") == keyring.all("personal")
    assert imported.all("audit") == newer.all("audit")


def test_rotations_apart_from_the_same_copy_are_refused_for_the_purpose_that_differs(tmp_path: Path, keyring: Keyring, copy: Path) -> None:
    Keyring.import_(copy, tmp_path / "new", PASSPHRASE).with_new("files").export(tmp_path / "second", PASSPHRASE)
    keyring.with_new("files")
    with pytest.raises(KeyringError) as error:
        Keyring.import_(tmp_path / "second", keyring.folder, PASSPHRASE)
    assert "has other keys already, for files: nothing was imported" in told(error)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"1", b"\xff", b'{"gongkai_exported_keys": 1, "salt": "!", "nonce": "", "sealed": ""}'])
def test_a_file_that_is_no_copy_of_keys_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "c").write_bytes(content)
    with pytest.raises(KeyringError) as error:
        Keyring.import_(tmp_path / "c", tmp_path / "new", PASSPHRASE)
    assert told(error) == f"The file {tmp_path / 'c'} holds no exported keys, or is damaged: name the file that the export wrote."


def test_a_copy_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyringError) as error:
        Keyring.import_(tmp_path / "c", tmp_path / "new", PASSPHRASE)
    assert told(error) == f"The exported keys at {tmp_path / 'c'} cannot be read: there is no such file or folder."


def test_a_copy_of_a_newer_program_is_refused_with_both_versions(tmp_path: Path, copy: Path) -> None:
    copy.write_text(json.dumps(json.loads(copy.read_text("ascii")) | {"gongkai_exported_keys": 2}), "ascii")
    with pytest.raises(KeyringError) as error:
        Keyring.import_(copy, tmp_path / "new", PASSPHRASE)
    assert "have version 2, this program knows version 1" in told(error)


@pytest.mark.parametrize("part", ["salt", "nonce", "sealed"])
@pytest.mark.parametrize("damage", ["changed", "emptied"])
def test_a_damaged_copy_does_not_open(tmp_path: Path, copy: Path, part: str, damage: str) -> None:
    content = json.loads(copy.read_text("ascii"))
    raw = base64.b64decode(content[part])
    content[part] = base64.b64encode(bytes([raw[0] ^ 1]) + raw[1:] if damage == "changed" else b"").decode("ascii")
    copy.write_text(json.dumps(content), "ascii")
    with pytest.raises(KeyringError) as error:
        Keyring.import_(copy, tmp_path / "new", PASSPHRASE)
    assert "do not open" in told(error)
