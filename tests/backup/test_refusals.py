"""What a restoring refuses, in a sentence and before it touches anything; what a backup refuses."""

import hashlib
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import DjangoDbBlocker

from backup.conftest import new_house
from backup.filled_site import House, fill, manage, state
from gongkai.messages import UserError
from gongkai.operations.backup import manifest, store
from gongkai.operations.backup.lock import nobody_runs, site_runs
from gongkai.organs.models import OrganEvent
from gongkai.vault.keyring import Keyring


@pytest.fixture(scope="module")
def site_and_archive(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,  # noqa: ARG001  # makes the template
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[tuple[House, Path]]:
    """A site with three events, and a backup of it."""
    folder = tmp_path_factory.mktemp("refusals")
    with django_db_blocker.unblock(), new_house(folder / "site") as (_site, house):
        house.do(fill, 3)
        assert house.do(manage, "backup", "--quick", str(folder / "a.tar"))[1] == ""
        yield house, folder / "a.tar"


@pytest.fixture
def house(site_and_archive: tuple[House, Path]) -> House:
    return site_and_archive[0]


@pytest.fixture
def archive(site_and_archive: tuple[House, Path]) -> Path:
    return site_and_archive[1]


@pytest.fixture
def touched(house: House) -> Callable[[], object]:
    """The state of everything of the site: files with their contents, the database's rows."""

    def everything() -> object:
        files = {
            path.relative_to(house.data): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(house.data.rglob("*"))
            if path.is_file() and path.suffix != ".lock" and not path.name.startswith("gongkai.sqlite3")
        }
        return files, house.do(state)

    return everything


def refused(house: House, archive: Path, *options: str) -> str:
    said, problem = house.do(manage, "restore", str(archive), *options)
    assert problem
    assert said == ""
    return str(problem)


def test_a_damaged_archive(tmp_path: Path, house: House, archive: Path, touched: Callable[[], object]) -> None:
    before = touched()
    content = bytearray(archive.read_bytes())
    for name, wrong in (("changed", content[:5000] + b"\0\1" + content[5002:]), ("cut", content[:-700]), ("empty", b"")):
        path = tmp_path / f"{name}.tar"
        path.write_bytes(wrong)
        assert f"{name}.tar" in refused(house, path, "--replace")
    assert touched() == before


def test_a_file_that_is_not_there(tmp_path: Path, house: House) -> None:
    assert "none.tar" in refused(house, tmp_path / "none.tar", "--replace")


def test_an_archive_of_a_later_form(tmp_path: Path, house: House, touched: Callable[[], object]) -> None:
    assert house.do(_backup_of_form, 2, tmp_path / "later.tar")[1] == ""
    before = touched()
    assert "2" in refused(house, tmp_path / "later.tar", "--replace")
    assert touched() == before


def _backup_of_form(form: int, path: Path) -> tuple[str, str]:
    manifest.FORMAT = form  # in a process of its own
    return manage("backup", "--quick", str(path))


def test_an_archive_with_migrations_that_the_program_does_not_know(tmp_path: Path, house: House, touched: Callable[[], object]) -> None:
    assert house.do(_backup_with_a_later_migration, tmp_path / "newer.tar")[1] == ""
    before = touched()
    assert "organs.9999_future" in refused(house, tmp_path / "newer.tar", "--replace")
    assert touched() == before


def _backup_with_a_later_migration(path: Path) -> tuple[str, str]:
    row = MigrationRecorder.Migration.objects.create(app="organs", name="9999_future")
    said = manage("backup", "--quick", str(path))
    row.delete()
    return said


def test_an_archive_of_the_other_kind_of_database(tmp_path: Path, house: House, touched: Callable[[], object]) -> None:
    assert house.do(_backup_of_the_other_kind, tmp_path / "other.tar")[1] == ""
    before = touched()
    said = refused(house, tmp_path / "other.tar", "--replace")
    assert "SQLite" in said
    assert "PostgreSQL" in said
    assert touched() == before


def _backup_of_the_other_kind(path: Path) -> tuple[str, str]:
    taken, theirs = store.snapshot, {"sqlite": "postgresql", "postgresql": "sqlite"}[connection.vendor]
    store.snapshot = lambda to: replace(taken(to), vendor=theirs)  # in a process of its own
    return manage("backup", "--quick", str(path))


def test_a_site_without_the_keys_is_told_which_and_how_to_bring_them(tmp_path: Path, house: House, archive: Path) -> None:
    elsewhere = replace(house, keys=tmp_path / "keys")
    Keyring.open(elsewhere.keys)
    said = refused(elsewhere, archive, "--replace")
    for needed in ("personal 1", "files 1", "audit 1", "keys import", str(elsewhere.keys)):
        assert needed in said
    assert "django" not in said  # nothing that is kept needs it


def test_a_data_folder_in_which_something_is(house: House, archive: Path, touched: Callable[[], object]) -> None:
    before = touched()
    assert "--replace" in refused(house, archive)
    assert touched() == before


def test_a_running_site_and_a_site_is_not_started_into_a_restoring(house: House, archive: Path, touched: Callable[[], object]) -> None:
    before = touched()
    with site_runs(house.data):
        assert str(house.data) in refused(house, archive, "--replace")
    assert touched() == before
    with nobody_runs(house.data):
        assert house.do(_start) == "refused"


def _start() -> str:
    try:
        with site_runs(settings.GONGKAI_DATA):
            return "runs"
    except UserError:
        return "refused"


def test_a_command_that_has_the_database_open_is_told(house: House, archive: Path) -> None:
    before = house.do(state)["events"]
    asking = house.begin(_ask_and_wait)
    try:
        said, problem = house.do(manage, "restore", str(archive), "--replace")
        assert problem
        assert said == ""
    finally:
        asking.kill()
    assert house.do(state)["events"] == before
    assert not (house.data / "restoring.json").exists()


def _ask_and_wait() -> None:
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT count(*) FROM organs_organ")
        signal.pause()


def test_a_backup_never_writes_over_anything(house: House, archive: Path) -> None:
    before = archive.read_bytes()
    _said, problem = house.do(manage, "backup", "--quick", str(archive))
    assert str(archive) in problem
    assert archive.read_bytes() == before


def test_a_backup_into_a_folder_that_is_not_there(tmp_path: Path, house: House) -> None:
    assert str(tmp_path / "none") in house.do(manage, "backup", "--quick", str(tmp_path / "none" / "a.tar"))[1]


def test_a_site_in_which_a_file_is_missing_is_backed_up_and_told_and_restored_only_on_purpose(tmp_path: Path, house: House) -> None:
    broken = replace(house, data=tmp_path / "copy")
    shutil.copytree(house.data, broken.data)
    lost = broken.do(_first_file)
    (broken.data / "files" / lost[:2] / lost[2:4] / lost).unlink()
    path = tmp_path / "broken.tar"
    said, problem = broken.do(manage, "backup", str(path))
    assert lost in said
    assert problem
    assert path.exists()
    if not house.url:  # one database for both folders there
        assert lost in refused(broken, path, "--replace")
        said, problem = broken.do(manage, "restore", str(path), "--replace", "--accept-findings")
        assert (lost in said, problem) == (True, "")


def _first_file() -> str:
    return str(OrganEvent.objects.order_by("pk").values_list("file", flat=True)[0])


@pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's programs")
@pytest.mark.parametrize("told", ["", "pg_dump (PostgreSQL) 9.6.24"])
def test_a_pg_dump_that_is_missing_or_older_than_the_server(tmp_path: Path, house: House, told: str) -> None:
    if told:
        tool = tmp_path / "pg_dump"
        tool.write_text(f"#!/bin/sh\necho '{told}'\n")
        tool.chmod(0o755)
    _said, problem = house.do(_backup_with_path, str(tmp_path), tmp_path / "a.tar")
    assert "pg_dump" in problem
    assert "PATH" in problem
    assert not (tmp_path / "a.tar").exists()


def _backup_with_path(path: str, archive: Path) -> tuple[str, str]:
    os.environ["PATH"] = path
    return manage("backup", "--quick", str(archive))
