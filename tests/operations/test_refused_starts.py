"""What cannot be started is said in one sentence, with exit status 2 and no traceback."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from gongkai.messages import UserError
from gongkai.operations import database, keys
from gongkai.operations.models import KnownKey
from gongkai.vault.keyring import Keyring
from server_parts import Site

ON_SQLITE = pytest.mark.skipif("'sqlite' not in __import__('django').conf.settings.DATABASES['default']['ENGINE']", reason="a file of SQLite")


def refused(site: Site, *words: str) -> None:
    status, out, err = site.run("serve", "--port", "0")
    assert status == 2
    assert out == ""
    assert "Traceback" not in err
    (line,) = [line for line in err.splitlines() if line.startswith("gongkai: ")]
    for word in words:
        assert word in line


def test_a_database_newer_than_the_program(site: Site) -> None:
    site.sql("INSERT INTO django_migrations (app, name, applied) VALUES ('organs', '9999_of_a_later_version', '2030-01-01 00:00:00+00:00')")
    refused(site, "newer than this program", "organs.9999_of_a_later_version")


def test_lost_or_damaged_keys_stop_every_start_and_change_until_they_are_imported(site: Site, tmp_path: Path) -> None:
    folder, copy, passphrase = site.data / "keys", tmp_path / "copy.json", tmp_path / "passphrase.txt"
    passphrase.write_text("静水流深 keeps the keys")
    Keyring.open(folder).export(copy, "静水流深 keeps the keys")
    for purpose, keys_of_it in Keyring.open(folder).fingerprints().items():
        for number, one in keys_of_it.items():
            site.sql("INSERT INTO operations_knownkey (purpose, number, fingerprint) VALUES (%s, %s, %s)", [purpose, number, one])
    (folder / "keys.json").write_text("{")
    refused(site, "is damaged", "gongkai manage keys import FILE")
    (folder / "keys.json").unlink()
    refused(site, "lacks keys", "personal 1", "gongkai manage keys import FILE")
    status, _out, err = site.run("manage", "daily")  # the refused start has made other keys: nothing is written with them
    assert (status, "lacks keys" in err, "Traceback" in err) == (2, True, False)
    status, out, err = site.run("manage", "keys", "import", str(copy), "--passphrase-file", str(passphrase))
    assert (status, "Restart the site" in out) == (0, True), err
    assert site.run("manage", "audit", "verify")[0] == 0


@ON_SQLITE
def test_a_damaged_database(site: Site) -> None:
    (site.data / "gongkai.sqlite3").write_bytes(b"This was a database once. " * 400)
    refused(site, "is damaged", "gongkai.sqlite3", "restore")


@ON_SQLITE
def test_a_locked_database(site: Site) -> None:
    with closing(sqlite3.connect(site.data / "gongkai.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        refused(site, "is locked by another program")


def test_a_postgresql_that_does_not_answer(site: Site) -> None:
    site.environ["DATABASE_URL"] = "postgresql://somebody:secret-word@127.0.0.1:1/nothing"
    status, _out, err = site.run("serve", "--port", "0")
    assert (status, "cannot be reached" in err, "Traceback" in err, "secret-word" in err) == (2, True, False, False)


def write_down(app: str, name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, '2030-01-01 00:00:00+00:00')", [app, name])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("app", "name"), [("organs", "0001_of_another_branch"), ("a_later_app", "0001_initial"), ("wagtailcore", "9000_of_a_later_wagtail")]
)
def test_what_only_a_newer_program_can_have_applied_is_newer(app: str, name: str) -> None:
    write_down(app, name)
    assert database.newer(database.applied()) == {(app, name)}


@pytest.mark.django_db
def test_a_librarys_old_migration_that_was_squashed_and_dropped_is_not_newer() -> None:
    write_down("wagtailcore", "0002_dropped_long_ago")
    assert database.newer(database.applied()) == set()


@pytest.mark.django_db
def test_a_migrated_database_is_up_to_date_and_one_that_lacks_a_migration_is_not() -> None:
    assert database.is_up_to_date()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations'")
    assert not database.is_up_to_date()


@pytest.mark.django_db
def test_keys_are_known_from_the_first_start_and_a_dropped_one_can_be_forgotten() -> None:
    keys.write_down()
    keys.check()
    assert {known.purpose for known in KnownKey.objects.all()} >= {"personal", "audit", "files"}
    KnownKey.objects.filter(purpose="audit").update(fingerprint="0" * 16)
    with pytest.raises(UserError, match=r"audit 1"):
        keys.check()
    keys.forget("audit", 1)
    keys.check()
