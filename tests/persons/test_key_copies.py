"""Copies of the keys: written and brought in by `manage keys`, the passphrase never among its arguments."""

import getpass
import os
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.utils import translation

from gongkai.audit.models import AuditRow
from gongkai.audit.verify import Verification
from gongkai.operations import keys as known_keys
from gongkai.operations.models import KnownKey
from gongkai.persons import sealing
from gongkai.persons.models import Person
from gongkai.vault import keycopy
from gongkai.vault.keyring import PURPOSES, Keyring
from person_parts import OUYANG, register
from platform_parts import World

PASSPHRASE = "静水流深 keeps the keys"  # noqa: S105  # of keys that live as long as a test


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.GONGKAI_KEYS = tmp_path / "keys"
    monkeypatch.setattr(keycopy, "_COST", 2**4)  # what a guess costs is tested with the vault


@pytest.fixture
def passphrase(tmp_path: Path) -> str:
    """A file with the passphrase."""
    file = tmp_path / "passphrase.txt"
    file.write_text(PASSPHRASE + "\n", encoding="utf-8")
    return str(file)


def keys(*arguments: str) -> str:
    """What `manage keys` says, in English."""
    out = StringIO()
    with translation.override("en"):
        call_command("keys", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def mark(folder: Path) -> str:
    """The fingerprint of the current key of person rows."""
    ring = Keyring.open(folder)
    return ring.fingerprints()["personal"][ring.current("personal").number]


def test_fingerprints_tell_every_key_and_no_secret(world: World) -> None:
    Keyring.open(site.GONGKAI_KEYS).with_new("personal")
    said = keys("fingerprints")
    assert all(purpose in said for purpose in PURPOSES)
    rows = [line.split() for line in said.splitlines() if line.startswith("personal ")]
    assert [row[1:] for row in rows] == [["1", rows[0][2]], ["2", mark(site.GONGKAI_KEYS), "current"]]
    held = (site.GONGKAI_KEYS / "keys.json").read_text()
    assert not [word for word in said.split() if len(word) > 16 and word in held]
    assert world


def test_keys_go_to_a_new_machine_although_its_first_start_made_others(world: World, tmp_path: Path, passphrase: str, settings: Any) -> None:
    person = register(world.bureau.organ)
    known_keys.write_down()
    copy = tmp_path / "copy.json"
    keys("export", str(copy), "--passphrase-file", passphrase)
    assert PASSPHRASE not in copy.read_text()
    wanted = mark(site.GONGKAI_KEYS)
    settings.GONGKAI_KEYS = tmp_path / "new"
    made = mark(site.GONGKAI_KEYS)  # any command makes keys where there are none
    assert made != wanted
    said = keys("import", str(copy), "--passphrase-file", passphrase)
    assert mark(site.GONGKAI_KEYS) == wanted
    assert sealing.values(Person.objects.get(pk=person.pk), ["name"]) == {"name": OUYANG["name"]}
    aside = tmp_path / "new" / "unused-keys-1.json"
    assert str(aside) in said
    assert made in aside.read_text()
    assert aside.stat().st_mode & 0o777 == 0o600
    assert list(AuditRow.objects.filter(verb__startswith="key.").values_list("verb", flat=True).order_by("sequence")) == ["key.export", "key.import"]


def test_keys_that_data_were_made_with_are_never_put_aside(world: World, tmp_path: Path, passphrase: str, settings: Any) -> None:
    other = tmp_path / "other.json"
    keys("export", str(other), "--passphrase-file", passphrase)
    settings.GONGKAI_KEYS = tmp_path / "in-use"
    register(world.bureau.organ)
    for is_known in (False, True):  # data older than the list of known keys, and newer
        if is_known:
            known_keys.write_down()
        with pytest.raises(CommandError, match="has other keys already"):
            keys("import", str(other), "--passphrase-file", passphrase)
    assert sealing.values(Person.objects.get(), ["name"]) == {"name": OUYANG["name"]}
    assert not list(site.GONGKAI_KEYS.glob("unused*"))


def test_keys_of_another_time_are_brought_in_beside_those_in_use(world: World, tmp_path: Path, passphrase: str) -> None:
    register(world.bureau.organ)
    copy = tmp_path / "copy.json"
    keys("export", str(copy), "--passphrase-file", passphrase)
    keys("rotate", "personal")
    keys("drop", "personal", "1")
    said = keys("import", str(copy), "--passphrase-file", passphrase)
    assert "Brought in: personal 1." in said  # whoever dropped it learns that it is back
    assert [key.number for key in Keyring.open(site.GONGKAI_KEYS).all("personal")] == [1, 2]
    assert not KnownKey.objects.filter(purpose="personal", number=1).exists()  # nothing needs it


def test_keys_come_to_data_that_were_never_served(world: World, tmp_path: Path, passphrase: str, settings: Any) -> None:
    """A backup taken before the first start knows no keys; the trail tells that the new machine's are not those it was written with."""
    register(world.bureau.organ)
    copy = tmp_path / "copy.json"
    keys("export", str(copy), "--passphrase-file", passphrase)
    wanted = mark(site.GONGKAI_KEYS)
    settings.GONGKAI_KEYS = tmp_path / "new"
    assert mark(site.GONGKAI_KEYS) != wanted
    keys("import", str(copy), "--passphrase-file", passphrase)
    assert mark(site.GONGKAI_KEYS) == wanted


def test_with_foreign_keys_nothing_is_written_until_the_right_ones_are_imported(world: World, tmp_path: Path, passphrase: str, settings: Any) -> None:
    register(world.bureau.organ)
    known_keys.write_down()
    right, foreign = tmp_path / "right.json", tmp_path / "foreign.json"
    keys("export", str(right), "--passphrase-file", passphrase)
    Keyring.open(tmp_path / "elsewhere").export(foreign, PASSPHRASE)
    before = AuditRow.objects.count()
    settings.GONGKAI_KEYS = tmp_path / "new"
    for refused in (
        ("export", str(tmp_path / "useless.json"), "--passphrase-file", passphrase),
        ("rotate", "personal"),
        ("drop", "personal", "1"),
        ("import", str(foreign), "--passphrase-file", passphrase),
    ):
        with pytest.raises(CommandError, match=r"lacks keys .*personal 1.* gongkai manage keys import FILE"):
            keys(*refused)
    assert AuditRow.objects.count() == before
    assert not (tmp_path / "useless.json").exists()
    keys("import", str(right), "--passphrase-file", passphrase)
    assert known_keys.missing() == []
    assert not list(Verification().findings())


def test_a_key_that_is_not_there_cannot_be_dropped(world: World) -> None:
    with pytest.raises(CommandError, match="There is no key 7 of the purpose personal"):
        keys("drop", "personal", "7")
    assert world


def test_a_wrong_passphrase_a_short_one_and_a_file_that_is_there_change_nothing(world: World, tmp_path: Path, passphrase: str) -> None:
    copy = tmp_path / "copy.json"
    keys("export", str(copy), "--passphrase-file", passphrase)
    before = (copy.read_bytes(), (site.GONGKAI_KEYS / "keys.json").read_bytes())
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("another passphrase\n")
    with pytest.raises(CommandError, match="do not open"):
        keys("import", str(copy), "--passphrase-file", str(wrong))
    with pytest.raises(CommandError, match="already"):
        keys("export", str(copy), "--passphrase-file", passphrase)
    wrong.write_text("short\n")
    with pytest.raises(CommandError, match="at least 12"):
        keys("export", str(tmp_path / "second.json"), "--passphrase-file", str(wrong))
    with pytest.raises(CommandError, match="cannot be read"):
        keys("export", str(tmp_path / "second.json"), "--passphrase-file", str(tmp_path / "nothing.txt"))
    assert before == (copy.read_bytes(), (site.GONGKAI_KEYS / "keys.json").read_bytes())
    assert AuditRow.objects.filter(verb="key.export").count() == 1
    assert world


def test_the_passphrase_comes_from_a_descriptor_or_is_asked_for_twice(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def descriptor() -> str:
        reading, writing = os.pipe()
        os.write(writing, (PASSPHRASE + "\n").encode())
        os.close(writing)
        return str(reading)

    keys("export", str(tmp_path / "one.json"), "--passphrase-descriptor", descriptor())
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    typed = iter([PASSPHRASE, "something else 1", PASSPHRASE, PASSPHRASE, PASSPHRASE])
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(typed))
    with pytest.raises(CommandError, match="not the same"):
        keys("export", str(tmp_path / "two.json"))
    assert not (tmp_path / "two.json").exists()
    keys("export", str(tmp_path / "two.json"))
    keys("import", str(tmp_path / "two.json"))
    keys("import", str(tmp_path / "one.json"), "--passphrase-descriptor", descriptor())
    assert world


def test_without_a_terminal_nobody_is_asked(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    with pytest.raises(CommandError, match="no terminal"):
        keys("export", str(tmp_path / "copy.json"))
    assert world


def test_a_passphrase_is_no_argument(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as refused:
        keys("export", str(tmp_path / "copy.json"), "--passphrase", PASSPHRASE)
    assert PASSPHRASE not in str(refused.value)
    assert not (tmp_path / "copy.json").exists()
