"""The system checks find what they are for, and pass what is as it should be."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.db import connection, connections

from gongkai.web import checks

ON_SQLITE = pytest.mark.skipif("'sqlite' not in __import__('django').conf.settings.DATABASES['default']['ENGINE']", reason="pragmas are SQLite's")
ON_POSTGRESQL = pytest.mark.skipif("'sqlite' in __import__('django').conf.settings.DATABASES['default']['ENGINE']", reason="PostgreSQL's settings")


def ids(found: list[Any]) -> list[str]:
    return [one.id for one in found]


@pytest.mark.django_db
def test_the_platform_as_it_is_set_up_here_has_no_error() -> None:
    assert [one for one in run_checks(tags=["gongkai"], databases=["default"]) if one.is_serious()] == []


@ON_SQLITE
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("wrong", "right"),
    [("synchronous = NORMAL", "synchronous = FULL"), ("foreign_keys = OFF", "foreign_keys = ON"), ("busy_timeout = 100", "busy_timeout = 20000")],
)
def test_a_connection_with_a_wrong_pragma_is_found(wrong: str, right: str) -> None:
    assert checks.sqlite_pragmas() == []
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {wrong}")
        try:
            found = checks.sqlite_pragmas()
        finally:
            cursor.execute(f"PRAGMA {right}")
    assert ids(found) == ["gongkai.E001"]
    assert right.partition(" ")[0] in found[0].msg


@ON_SQLITE
@pytest.mark.django_db(transaction=True)
def test_a_journal_that_is_no_write_ahead_log_is_found() -> None:
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
        try:
            assert ids(checks.sqlite_pragmas()) == ["gongkai.E001"]
        finally:
            cursor.execute("PRAGMA journal_mode = WAL")


@ON_SQLITE
@pytest.mark.django_db
def test_transactions_that_begin_deferred_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.sqlite_pragmas() == []
    monkeypatch.setattr(connections["default"], "transaction_mode", "DEFERRED")
    assert ids(checks.sqlite_pragmas()) == ["gongkai.E002"]


@ON_POSTGRESQL
@pytest.mark.django_db
def test_a_server_that_acknowledges_before_it_writes_is_found() -> None:
    assert checks.postgresql_is_durable() == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert ids(checks.postgresql_is_durable()) == ["gongkai.E004"]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("https://xxgk.example.gov.cn", []),
        ("http://127.0.0.1:8000", []),
        ("http://[::1]:8000", []),
        ("http://localhost", []),
        ("http://xxgk.example.gov.cn", ["gongkai.E003"]),
        ("http://192.0.2.1:8000", ["gongkai.E003"]),
    ],
)
def test_an_address_without_tls_is_for_this_machine_only(address: str, found: list[str], settings: Any) -> None:
    settings.ADDRESS = address
    assert ids(checks.address_is_https_outside_this_machine()) == found


@pytest.mark.parametrize(("mode", "found"), [(0o700, []), (0o750, []), (0o770, ["gongkai.E005"]), (0o702, ["gongkai.E005"])])
def test_a_key_folder_that_others_can_change_is_found(mode: int, found: list[str], tmp_path: Path, settings: Any) -> None:
    tmp_path.chmod(mode)
    settings.GONGKAI_KEYS = tmp_path
    assert ids(checks.keys_are_their_owners()) == found


@pytest.mark.parametrize(("mode", "found"), [(0o700, []), (0o750, []), (0o755, ["gongkai.W001"]), (0o770, ["gongkai.W001"])])
def test_a_data_folder_that_others_can_read_is_told(mode: int, found: list[str], tmp_path: Path, settings: Any) -> None:
    tmp_path.chmod(mode)
    settings.GONGKAI_DATA = tmp_path
    assert ids(checks.data_are_their_owners()) == found
