"""Keys are rotated while the site runs, and afterwards the old one is not needed: proved by dropping it."""

import base64
import os
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from gongkai.accounts import second_factor
from gongkai.audit.models import AuditRow
from gongkai.audit.verify import Verification
from gongkai.operations import keys as known_keys
from gongkai.organs.models import Organ
from gongkai.persons import sealing
from gongkai.persons.fields import FIELDS, SEARCHED
from gongkai.persons.models import Person
from gongkai.vault.files import FileStore
from gongkai.vault.keyring import Keyring
from person_parts import OUYANG, page, post_reveal, post_search, register
from platform_parts import World, as_person


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path) -> None:
    settings.GONGKAI_KEYS = tmp_path / "keys"


def keys(*arguments: str) -> str:
    """What `manage keys` says, in English."""
    out = StringIO()
    with translation.override("en"):
        call_command("keys", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def sealed_under() -> set[int]:
    """The numbers in front of all ciphertexts of person rows, read from the bytes."""
    sealed = (bytes(getattr(person, field.column)) for person in Person.objects.all() for field in FIELDS)
    return {struct.unpack(">I", one[1:5])[0] for one in sealed if one}


def indexed_under() -> set[str]:
    """The numbers in front of all blind indexes."""
    return {getattr(person, field.index_column).partition(":")[0] for person in Person.objects.all() for field in SEARCHED} - {""}


def many(organ: Organ, count: int) -> None:
    """Entries made in bulk, each with a telephone number of its own."""
    rows = [Person(organ=organ, kind="natural_person", document="resident_card") for _ in range(count)]
    for number, row in enumerate(rows):
        sealing.put(row, {**OUYANG, "phone": f"1380000{number:04}"})
    Person.objects.bulk_create(rows)


def read_all() -> list[str]:
    """The telephone numbers of all entries, opened."""
    return sorted(sealing.values(person, ["phone"])["phone"] for person in Person.objects.all())


def test_after_a_rotation_no_row_is_under_the_old_key_which_is_dropped(world: World) -> None:
    person = register(world.bureau.organ)
    many(world.bureau.organ, 450)  # more than two batches
    assert sealed_under() == {1}
    said = keys("rotate", "personal")
    assert "Sealed anew: 451." in said
    assert "Sealed anew: 0." in said  # the proof
    assert sealed_under() == {2}
    keys("drop", "personal", "1")
    assert [key.number for key in Keyring.open(site.GONGKAI_KEYS).all("personal")] == [2]
    answer = post_reveal(as_person(world.bureau.people["handler"]), person, *OUYANG)
    assert [value for value in OUYANG.values() if value not in page(answer)] == []
    assert not list(Verification().findings())


def test_after_a_rotation_of_the_index_everybody_is_found_under_the_new_key_alone(world: World) -> None:
    person = register(world.bureau.organ)
    client = as_person(world.bureau.people["handler"])
    Keyring.open(site.GONGKAI_KEYS).with_new("blind_index")  # the key is there, the rows are not computed anew yet
    late = register(world.bureau.organ, phone="13900001111")
    assert indexed_under() == {"1", "2"}
    both = page(post_search(client, world.bureau.organ, "name", OUYANG["name"]))
    assert str(person.pk) in both
    assert str(late.pk) in both
    keys("rotate", "blind_index", "--continue")
    assert indexed_under() == {"2"}
    keys("drop", "blind_index", "1")
    for by_field in ("name", "number", "phone"):
        assert str(person.pk) in page(post_search(client, world.bureau.organ, by_field, OUYANG[by_field]))
    assert str(person.pk) not in page(post_search(client, world.bureau.organ, "name", "欧阳"))


def test_what_does_not_open_is_told_and_keeps_its_key(world: World) -> None:
    damaged, whole = register(world.bureau.organ), register(world.bureau.organ)
    Person.objects.filter(pk=damaged.pk).update(sealed_phone=bytes(damaged.sealed_phone)[:-1] + b"?")
    with pytest.raises(CommandError, match="1 things do not open"):
        keys("rotate", "personal")
    whole.refresh_from_db()
    assert struct.unpack(">I", bytes(whole.sealed_phone)[1:5]) == (2,)
    damaged.refresh_from_db()
    assert struct.unpack(">I", bytes(damaged.sealed_name)[1:5]) == (2,)  # its other fields go on
    with pytest.raises(CommandError, match="cannot be dropped") as refused:
        keys("drop", "personal", "1")
    assert str(damaged.pk) in str(refused.value)
    assert len(Keyring.open(site.GONGKAI_KEYS).all("personal")) == 2


def test_stored_files_are_read_after_their_key_was_rotated_and_dropped(world: World) -> None:
    store = FileStore(site.GONGKAI_FILES, Keyring.open(site.GONGKAI_KEYS))
    names = [store.put(f"申请表 {number}".encode()) for number in range(3)]
    assert "Sealed anew: 3." in keys("rotate", "files")
    keys("drop", "files", "1")
    fresh = FileStore(site.GONGKAI_FILES, Keyring.open(site.GONGKAI_KEYS))
    assert [fresh.read(name).decode() for name in names] == ["申请表 0", "申请表 1", "申请表 2"]
    assert world


def test_second_factor_secrets_open_after_their_key_was_rotated_and_dropped(world: World) -> None:
    user = world.bureau.people["handler"]
    row, _made = Authenticator.objects.update_or_create(
        user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": second_factor.sealed("JBSWY3DPEHPK3PXP", user.pk)}}
    )
    keys("rotate", "second_factor")
    keys("drop", "second_factor", "1")
    row.refresh_from_db()
    assert second_factor.opened(row.data["secret"]) == "JBSWY3DPEHPK3PXP"
    assert struct.unpack(">I", base64.b64decode(row.data["secret"].split(":", 1)[1])[1:5]) == (2,)


def test_each_rotation_leaves_audit_rows_and_its_key_is_known_to_the_data(world: World) -> None:
    known_keys.write_down()
    keys("rotate", "personal")
    keys("rotate", "personal")
    keys("drop", "personal", "2")
    rows = AuditRow.objects.filter(verb__startswith="key.").order_by("sequence").values_list("verb", "actor_kind", "subject")
    assert list(rows) == [
        ("key.rotate", "command", "personal 2"),
        ("key.rotate", "command", "personal 3"),
        ("key.drop", "command", "personal 2"),
    ]
    assert known_keys.missing() == []
    assert world


@pytest.mark.parametrize(("purpose", "sentence"), [("audit", "prove"), ("file_names", "prove"), ("backup", "prove"), ("personal", "in use")])
def test_a_key_that_is_needed_is_not_dropped(world: World, purpose: str, sentence: str) -> None:
    register(world.bureau.organ)
    with pytest.raises(CommandError, match=sentence):
        keys("drop", purpose, "1")
    assert len(Keyring.open(site.GONGKAI_KEYS).all(purpose)) == 1


def test_a_process_that_was_running_seals_with_the_new_key_at_once(world: World) -> None:
    register(world.bureau.organ)
    assert sealed_under() == {1}
    Keyring.open(site.GONGKAI_KEYS).with_new("personal")  # as another process does it
    register(world.bureau.organ)
    assert sealed_under() == {1, 2}


CHILD = """
import os, sys
import django
django.setup()
from django.db import connection, transaction
connection.settings_dict["NAME"] = os.environ["TEST_DATABASE"]
from django.core.management import call_command
from gongkai.organs.models import Organ
from gongkai.persons import renewing, rotation, sealing
from gongkai.persons.actions import RegisterPerson
from gongkai.persons.models import Person
organ = Organ.objects.get(code="qingshi-scjg")
"""
ROTATE_IN_SMALL_BATCHES = """
renewing.BATCH = 10
whole = renewing._renew
def telling(*arguments):
    count = whole(*arguments)
    print(count, flush=True)
    return count
renewing._renew = telling
call_command("keys", "rotate", sys.argv[1], stdout=sys.stderr)
"""
REGISTER_UNTIL_TOLD = """
import select
number = 0
while not select.select([sys.stdin], [], [], 0)[0]:
    RegisterPerson(organ=organ, kind="natural_person", values={"name": "张三", "phone": f"1390000{number:04}"}).by(rotation.ACTOR)
    number += 1
    print(number, flush=True)
"""
SEAL_AND_WAIT = """
with transaction.atomic():
    person = Person(organ=organ, kind="natural_person")
    sealing.put(person, {"name": "张三", "phone": "13800009999"})
    print("sealed", flush=True)
    sys.stdin.readline()
    person.save()
"""


@contextmanager
def started(script: str, tmp_path: Path, *arguments: str) -> Iterator["subprocess.Popen[str]"]:
    """A process with a platform of its own on the test's database and keys, killed in the end."""
    own = {
        "GONGKAI_DATA": str(tmp_path),
        "GONGKAI_KEYS": str(site.GONGKAI_KEYS),
        "TEST_DATABASE": str(connection.settings_dict["NAME"]),
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen([sys.executable, "-c", CHILD + script, *arguments], env={**os.environ, **own}, text=True, **pipes) as process:  # type: ignore[call-overload]  # three pipes
        try:
            yield process
        finally:
            process.kill()


def line(process: "subprocess.Popen[str]") -> str:
    """The next line a process says."""
    assert process.stdout
    assert process.stderr
    said = process.stdout.readline().strip()
    assert said, process.stderr.read()
    return str(said)


def finish(process: "subprocess.Popen[str]", told: str = "") -> None:
    """Tell a process something, and see it end well."""
    _out, errors = process.communicate(told, timeout=120)
    assert process.returncode == 0, errors


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("purpose", "batches"), [("personal", 1), ("blind_index", 12)])
def test_a_rotation_killed_half_way_leaves_everything_readable_and_is_finished_later(
    world: World, tmp_path: Path, purpose: str, batches: int
) -> None:
    many(world.bureau.organ, 300)
    before = read_all()
    with started(ROTATE_IN_SMALL_BATCHES, tmp_path, purpose) as process:
        for _ in range(batches):
            assert line(process) == "10"
    assert (sealed_under() if purpose == "personal" else {int(number) for number in indexed_under()}) == {1, 2}  # half-way indeed
    assert read_all() == before
    client = as_person(world.bureau.people["handler"])
    assert all("欧**" in page(post_search(client, world.bureau.organ, "phone", f"1380000{number:04}")) for number in (0, 149, 299))
    keys("rotate", purpose, "--continue")
    assert (sealed_under() if purpose == "personal" else {int(number) for number in indexed_under()}) == {2}
    keys("drop", purpose, "1")
    assert read_all() == before
    assert "欧**" in page(post_search(client, world.bureau.organ, "phone", "13800000299"))


@pytest.mark.django_db(transaction=True)
def test_keys_are_rotated_and_dropped_while_others_register(world: World, tmp_path: Path) -> None:
    many(world.bureau.organ, 300)
    with started(REGISTER_UNTIL_TOLD, tmp_path) as one, started(REGISTER_UNTIL_TOLD, tmp_path) as other:
        assert line(one) == line(other) == "1"
        for purpose in ("personal", "blind_index", "personal"):
            keys("rotate", purpose)
        keys("drop", "personal", "1")
        keys("drop", "personal", "2")
        keys("drop", "blind_index", "1")
        finish(one, "enough\n")
        finish(other, "enough\n")
    assert sealed_under() == {3}
    assert indexed_under() == {"2"}
    assert len(read_all()) == Person.objects.count() > 302
    assert not list(Verification().findings())


@pytest.mark.django_db(transaction=True)
def test_a_rotation_waits_for_whoever_looked_up_the_old_key_and_has_not_saved_yet(world: World, tmp_path: Path) -> None:
    with started(SEAL_AND_WAIT, tmp_path) as slow:
        assert line(slow) == "sealed"
        with started("call_command('keys', 'rotate', 'personal')", tmp_path) as rotating:
            while rotating.poll() is None and len(Keyring.open(site.GONGKAI_KEYS).all("personal")) == 1:
                time.sleep(0.1)
            with pytest.raises(subprocess.TimeoutExpired):
                rotating.wait(timeout=3)  # time enough to go past the slow one, if it did not wait
            finish(slow, "go on\n")
            finish(rotating)
    assert sealed_under() == {2}
    assert world
