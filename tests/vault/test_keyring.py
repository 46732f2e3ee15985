"""Keys are made once, kept from others' eyes, and never lost by rotating."""

import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from gongkai.vault import durable, keyfile
from gongkai.vault.keyfile import fingerprint
from gongkai.vault.keyring import PURPOSES, Key, Keyring, KeyringError, UnknownKeyError
from vault.told import told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "keys"


@pytest.fixture
def keyring(folder: Path) -> Keyring:
    return Keyring.open(folder)


def rewritten(folder: Path, change: Callable[[dict[str, Any]], object]) -> None:
    path = folder / "keys.json"
    content = json.loads(path.read_text("ascii"))
    change(content)
    path.write_text(json.dumps(content), "ascii")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_every_purpose_gets_a_key_of_its_own_and_says_what_it_is_for(keyring: Keyring) -> None:
    assert set(keyring.fingerprints()) == set(PURPOSES)
    secrets = [keyring.current(purpose).secret for purpose in PURPOSES]
    assert {len(secret) for secret in secrets} == {32}
    assert len(set(secrets)) == len(PURPOSES) == 10
    assert all(PURPOSES.values())


def test_keys_are_made_once_and_are_the_same_ever_after(folder: Path, keyring: Keyring) -> None:
    before = (folder / "keys.json").read_bytes()
    assert Keyring.open(folder).current("audit") == keyring.current("audit")
    assert (folder / "keys.json").read_bytes() == before


def test_keys_that_another_process_made_while_this_one_waited_for_the_lock_are_taken_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changing, others = keyfile.changing, []

    @contextmanager
    def overtaken(waiting: Path) -> Iterator[None]:
        monkeypatch.setattr(keyfile, "changing", changing)
        others.append(Keyring.open(waiting).fingerprints())
        with changing(waiting):
            yield

    monkeypatch.setattr(keyfile, "changing", overtaken)
    assert [Keyring.open(folder).fingerprints()] == others


def test_two_sites_have_different_keys(tmp_path: Path) -> None:
    one, other = (Keyring.open(tmp_path / name).fingerprints() for name in ("one", "other"))
    assert all(one[purpose] != other[purpose] for purpose in PURPOSES)


def test_folder_and_key_file_are_the_owners_alone_whatever_the_umask(folder: Path) -> None:
    before = os.umask(0)
    try:
        Keyring.open(folder)
    finally:
        os.umask(before)
    assert (mode(folder), mode(folder / "keys.json"), mode(folder / "keys.lock")) == (0o700, 0o600, 0o600)
    assert {path.name for path in folder.iterdir()} == {"keys.json", "keys.lock"}


@pytest.mark.parametrize("show", [repr, str])
def test_no_secret_is_ever_shown(keyring: Keyring, show: Callable[[object], str]) -> None:
    key = keyring.current("personal")
    for text in (show(key), show(keyring), show(keyring.held), show(keyring.fingerprints())):
        assert key.secret.hex() not in text
        assert repr(key.secret)[2:-1] not in text
    assert "personal" in show(key)


@pytest.mark.parametrize("open_mode", [0o640, 0o604, 0o644, 0o660, 0o602])
def test_a_key_file_that_others_can_read_or_change_is_refused_with_the_command_that_mends_it(folder: Path, keyring: Keyring, open_mode: int) -> None:
    path = folder / "keys.json"
    path.chmod(open_mode)
    with pytest.raises(KeyringError) as error:
        Keyring.open(folder)
    assert f"chmod 600 {path}" in told(error)
    assert f"{open_mode:04o}" in told(error)
    path.chmod(0o600)
    assert Keyring.open(folder).fingerprints() == keyring.fingerprints()


DAMAGE: dict[str, Callable[[dict[str, Any]], object]] = {
    "a secret is another than its fingerprint": lambda content: content["keys"]["audit"][0].update(secret=content["keys"]["files"][0]["secret"]),
    "a secret is too short": lambda content: content["keys"]["audit"][0].update(secret="AAAA"),  # noqa: S106 - no secret
    "a secret is no base64": lambda content: content["keys"]["audit"][0].update(secret="!"),  # noqa: S106 - no secret
    "a secret is missing": lambda content: content["keys"]["audit"][0].pop("secret"),
    "a number is no number": lambda content: content["keys"]["audit"][0].update(number="1"),
    "a number is below one": lambda content: content["keys"]["audit"][0].update(number=0),
    "a number comes twice": lambda content: content["keys"]["audit"].append(content["keys"]["audit"][0]),
    "a purpose has no key": lambda content: content["keys"].update(audit=[]),
    "the keys are missing": lambda content: content.pop("keys"),
    "the keys are a list": lambda content: content.update(keys=[]),
    "the version is missing": lambda content: content.pop("version"),
}


@pytest.mark.usefixtures("keyring")
@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_key_file_is_refused_and_left_as_it_is(folder: Path, damage: Callable[[dict[str, Any]], object]) -> None:
    rewritten(folder, damage)
    before = (folder / "keys.json").read_bytes()
    with pytest.raises(KeyringError) as error:
        Keyring.open(folder)
    assert (
        told(error) == f"The key file {folder / 'keys.json'} is damaged: put back your copy of it, or move it away and import your exported keys: "
        "gongkai manage keys import FILE."
    )
    assert error.value.__cause__ is None
    assert (folder / "keys.json").read_bytes() == before


@pytest.mark.usefixtures("keyring")
@pytest.mark.parametrize("length", [0, 1, 100])
def test_a_key_file_that_was_cut_off_is_refused_and_never_made_anew(folder: Path, length: int) -> None:
    path = folder / "keys.json"
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(KeyringError) as error:
        Keyring.open(folder)
    assert "is damaged" in told(error)
    assert len(path.read_bytes()) == length


@pytest.mark.usefixtures("keyring")
def test_a_key_file_of_a_newer_program_is_refused_with_both_versions(folder: Path) -> None:
    rewritten(folder, lambda content: content.update(version=2))
    with pytest.raises(KeyringError) as error:
        Keyring.open(folder)
    assert "has version 2, this program knows version 1" in told(error)


def test_a_purpose_that_a_later_version_brings_gets_its_key_and_the_others_stay(folder: Path, keyring: Keyring) -> None:
    rewritten(folder, lambda content: content["keys"].pop("checkpoint"))
    later = Keyring.open(folder).fingerprints()
    assert later.pop("checkpoint") != keyring.fingerprints()["checkpoint"]
    assert later == {purpose: prints for purpose, prints in keyring.fingerprints().items() if purpose != "checkpoint"}
    assert Keyring.open(folder).fingerprints() == later | {"checkpoint": Keyring.open(folder).fingerprints()["checkpoint"]}


def test_a_purpose_that_this_version_does_not_know_is_kept_when_the_file_is_written(folder: Path, keyring: Keyring) -> None:
    rewritten(folder, lambda content: content["keys"].update(tomorrow=content["keys"]["audit"]))
    Keyring.open(folder).with_new("audit")
    assert [key["number"] for key in json.loads((folder / "keys.json").read_text("ascii"))["keys"]["tomorrow"]] == [1]
    assert set(Keyring.open(folder).fingerprints()) == set(keyring.fingerprints())


def test_rotating_makes_a_new_key_current_and_keeps_the_old_one(folder: Path, keyring: Keyring) -> None:
    old = keyring.current("personal")
    rotated = keyring.with_new("personal")
    assert rotated.current("personal").number == 2
    assert rotated.current("personal").secret != old.secret
    assert rotated.key("personal", 1) == old
    assert [key.number for key in rotated.all("personal")] == [1, 2]
    assert Keyring.open(folder).fingerprints() == rotated.fingerprints()
    assert keyring.current("personal") == old  # the value itself never changes


def test_a_keyring_opened_before_a_rotation_finds_the_new_key_by_its_number(folder: Path, keyring: Keyring) -> None:
    new = Keyring.open(folder).with_new("personal").current("personal")
    assert keyring.key("personal", 2) == new
    assert keyring.latest().current("personal") == new


def test_the_latest_keys_are_the_same_keyring_while_nothing_changed(folder: Path, keyring: Keyring) -> None:
    assert keyring.latest() is keyring
    (folder / "keys.json").unlink()
    assert keyring.latest() is keyring


def test_a_retired_key_can_be_dropped_and_its_number_is_never_used_again(folder: Path, keyring: Keyring) -> None:
    dropped = keyring.with_new("files").without("files", 1)
    assert [key.number for key in dropped.all("files")] == [2]
    assert dropped.with_new("files").current("files").number == 3
    with pytest.raises(UnknownKeyError) as error:
        Keyring.open(folder).key("files", 1)
    assert told(error) == f"Key 1 of the purpose files is not in {folder}: import an export of the keys that holds it."


def test_the_current_key_cannot_be_dropped(keyring: Keyring) -> None:
    with pytest.raises(KeyringError) as error:
        keyring.without("files", 1)
    assert told(error) == "Key 1 of the purpose files is in use: rotate first, then drop it."
    assert Keyring.open(keyring.folder).fingerprints() == keyring.fingerprints()


@pytest.mark.parametrize(
    "ask",
    [lambda ring: ring.all("none"), lambda ring: ring.current("none"), lambda ring: ring.key("none", 1), lambda ring: ring.with_new("none")],
    ids=["all", "current", "key", "with_new"],
)
def test_a_purpose_that_does_not_exist_is_a_key_error_with_a_sentence(keyring: Keyring, ask: Callable[[Keyring], object]) -> None:
    with pytest.raises(KeyError) as error:
        ask(keyring)
    assert isinstance(error.value, UnknownKeyError)
    assert error.value.message.text("en") == "There is no key for the purpose none."


def test_a_key_that_does_not_exist_cannot_be_dropped(keyring: Keyring) -> None:
    with pytest.raises(UnknownKeyError):
        keyring.without("files", 7)


def test_rotating_where_the_keys_are_gone_does_not_begin_with_new_ones(keyring: Keyring) -> None:
    (keyring.folder / "keys.json").unlink()
    with pytest.raises(UnknownKeyError):
        keyring.with_new("files")
    assert not (keyring.folder / "keys.json").exists()


def test_a_fingerprint_has_16_digits_and_tells_keys_apart() -> None:
    # HMAC-SHA-256 of the label under the key of 32 zero bytes, worked out with openssl.
    assert fingerprint(bytes(32)) == "b0f31670e2812a42"
    assert fingerprint(bytes(32)) != fingerprint(bytes(31) + b"\1")


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(KeyringError) as error:
        Keyring.open(tmp_path / "file" / "keys")
    assert "something on its path is a file, not a folder" in told(error)


def test_a_folder_that_cannot_be_written_is_a_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(KeyringError) as error:
        Keyring.open(folder)
    assert told(error) == (
        f"The keys in {folder} cannot be read or written: you have no right to it. The program needs this folder for itself, with the right to write."
    )


def test_keys_can_be_read_where_nothing_can_be_written(keyring: Keyring, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(durable, "locked", refuse)
    monkeypatch.setattr(durable, "make_folder", refuse)
    assert Keyring.open(keyring.folder).fingerprints() == keyring.fingerprints()


def test_a_link_to_a_key_file_kept_elsewhere_stays_a_link_when_keys_are_rotated(tmp_path: Path, keyring: Keyring) -> None:
    elsewhere = tmp_path / "safe.json"
    (keyring.folder / "keys.json").rename(elsewhere)
    (keyring.folder / "keys.json").symlink_to(elsewhere)
    rotated = Keyring.open(keyring.folder).with_new("audit")
    assert (keyring.folder / "keys.json").is_symlink()
    assert Keyring.open(keyring.folder).fingerprints() == rotated.fingerprints()


def test_what_a_killed_process_left_half_written_is_removed_at_the_next_change(keyring: Keyring) -> None:
    left = keyring.folder / "new-abcdefgh"
    left.write_bytes(b"half a key")
    keyring.with_new("audit")
    assert not left.exists()


def test_keys_with_the_same_secret_and_number_are_equal() -> None:
    assert Key("audit", 1, bytes(32)) == Key("audit", 1, bytes(32))
    assert Key("audit", 1, bytes(32)) != Key("files", 1, bytes(32))
