"""What verification finds: every way to change, remove or replace rows past the program. The database is altered by raw SQL."""

import datetime as dt
import hashlib
import hmac
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, ProgrammingError, connection, transaction
from pytest_django import Settings

from audit.altering import behind_the_triggers, fill, found, heads_file, heads_lines, sql
from gongkai.audit import chain, keys, trail, triggers
from gongkai.audit.chain import Head
from gongkai.audit.models import AuditRow
from gongkai.audit.verify import Verification
from gongkai.vault.keyring import Key, Keyring

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _ten_rows(transactional_db: None) -> None:  # noqa: ARG001  # heads are told after commits only
    fill()


def test_an_untouched_trail_has_no_findings() -> None:
    assert found() == []
    assert [int(line.split()[0]) for line in heads_lines()] == list(range(1, 11))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2026-01-01 00:00:00+00:00"),
        ("actor_kind", "user"),
        ("actor", "13"),
        ("organ", 8),
        ("verb", "organ.merged"),
        ("subject_kind", "organs.organname"),
        ("subject", "8"),
        ("detail", "{}"),
        ("address", "192.0.2.1"),
    ],
)
def test_a_changed_column_is_found(column: str, value: object) -> None:
    with behind_the_triggers():
        sql(f"UPDATE audit_auditrow SET {column} = %s WHERE sequence = 4", value)  # noqa: S608  # columns of the table above
    assert found() == ["changed 4"]


def test_a_changed_digest_is_found_at_its_row_and_the_next() -> None:
    with behind_the_triggers():
        sql("UPDATE audit_auditrow SET digest = %s WHERE sequence = 4", "0" * 64)
    assert found() == ["changed 4", "rewritten 4", "changed 5"]


def test_a_removed_row_is_found() -> None:
    with behind_the_triggers():
        sql("DELETE FROM audit_auditrow WHERE sequence IN (4, 5)")
    assert found() == ["missing 4-5"]


def test_a_removed_row_is_found_although_the_later_ones_are_renumbered() -> None:
    with behind_the_triggers():
        sql("DELETE FROM audit_auditrow WHERE sequence = 4")
        for sequence in range(5, 11):
            sql("UPDATE audit_auditrow SET sequence = %s WHERE sequence = %s", sequence - 1, sequence)
    assert found()[:2] == ["changed 4", "rewritten 4"]
    assert found()[-1] == "tail_cut 10-9"


def test_a_removed_beginning_is_found() -> None:
    with behind_the_triggers():
        sql("DELETE FROM audit_auditrow WHERE sequence <= 3")
    assert found() == ["start_missing 1-3"]


def test_a_cut_tail_is_found() -> None:
    with behind_the_triggers():
        sql("DELETE FROM audit_auditrow WHERE sequence > 7")
    assert found() == ["tail_cut 10-7"]


def test_a_cut_tail_is_found_after_new_rows_took_its_numbers() -> None:
    with behind_the_triggers():
        sql("DELETE FROM audit_auditrow WHERE sequence > 7")
    fill(5)
    assert found() == ["rewritten 8", "rewritten 9", "rewritten 10"]


def test_an_emptied_trail_is_found() -> None:
    with behind_the_triggers():
        sql("DELETE FROM audit_auditrow")
    assert found() == ["tail_cut 10-0"]


def test_swapped_rows_are_found() -> None:
    with behind_the_triggers():
        for before, after in ((4, -1), (5, 4), (-1, 5)):
            sql("UPDATE audit_auditrow SET sequence = %s WHERE sequence = %s", after, before)
    assert {"changed 4", "changed 5"} <= set(found())


def _rewrite(key: Key, first: int = 4) -> None:
    """Give row `first` other words and chain everything from it anew with `key`, by the same algorithm."""
    with behind_the_triggers():
        sql("UPDATE audit_auditrow SET detail = %s WHERE sequence = %s", "{}", first)
        before = AuditRow.objects.get(sequence=first - 1).digest
        for row in AuditRow.objects.filter(sequence__gte=first).order_by("sequence"):
            before = chain.digest([getattr(row, name) for name in chain.FIELDS], before, key)
            sql("UPDATE audit_auditrow SET digest = %s WHERE sequence = %s", before, row.sequence)


def test_a_chain_written_anew_without_the_key_is_found() -> None:
    _rewrite(Key("audit", 1, b"\x00" * 32))
    assert found()[:2] == ["changed 4", "rewritten 4"]


def test_a_chain_written_anew_with_the_key_is_found_through_theheads_file() -> None:
    _rewrite(keys.ring().current("audit"))
    assert found() == [f"rewritten {row}" for row in range(4, 11)]


def test_a_chain_written_anew_with_the_key_and_the_file_is_found_through_a_noted_head() -> None:
    noted = trail.head()
    _rewrite(keys.ring().current("audit"))
    rows = AuditRow.objects.order_by("sequence")
    heads_file().write_text("".join(f"{row.sequence} {row.digest} 2026-11-22T10:00:00.000000+00:00\n" for row in rows))
    assert found() == []  # whoever has database, key and file leaves no trace here
    assert [one.code for one in Verification(noted).findings()] == ["known_differs"]
    assert [one.code for one in Verification(Head(99, "0" * 64)).findings()] == ["known_missing"]


def test_the_digest_is_the_keyed_hash_over_the_row_and_the_digest_before_it() -> None:
    row, before = AuditRow.objects.get(sequence=2), AuditRow.objects.get(sequence=1).digest
    at = row.at.astimezone(dt.UTC).isoformat()
    said = [before, 2, at, "command", "test", 7, "organ.renamed", "organs.organ", "7", '{"name":"青石县市场监管局1"}', "", 1]
    secret = Keyring.open(settings.GONGKAI_KEYS).key("audit", 1).secret
    assert row.digest == hmac.new(secret, json.dumps(said, ensure_ascii=False).encode(), hashlib.sha256).hexdigest()


def test_a_program_that_forgets_the_digest_before_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutation: `record` computes the digest over the row alone."""
    honest = chain.digest
    with monkeypatch.context() as mutated:
        mutated.setattr("gongkai.audit.trail.chain.digest", lambda values, _before, key: honest(values, "", key))
        fill(2)
    assert found() == ["changed 11", "changed 12"]


def test_a_row_that_somebody_puts_in_is_found() -> None:
    with behind_the_triggers():
        sql(
            "INSERT INTO audit_auditrow (sequence, at, actor_kind, actor, verb, subject_kind, subject, detail, address, key_number, digest)"
            " VALUES (11, '2026-11-22 10:00:00+00:00', 'user', '1', 'account.signed_in', '', '', '{}', '', 1, %s)",
            "ab" * 32,
        )
    assert found() == ["changed 11"]


def test_a_row_made_with_a_retired_key_is_found(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_KEYS = tmp_path / "keys"
    with behind_the_triggers():
        sql("DELETE FROM audit_auditrow")
    heads_file().unlink()
    fill(2)
    leaked = keys.ring().current("audit")
    keys.ring().with_new("audit")
    fill(2)
    assert found() == []
    assert [row.key_number for row in AuditRow.objects.order_by("sequence")] == [1, 1, 2, 2]
    _rewritten_last_with(leaked)
    assert found() == ["key_older 4", "rewritten 4"]


def _rewritten_last_with(key: Key) -> None:
    row = AuditRow.objects.get(sequence=4)
    row.key_number = key.number
    digest = chain.digest([getattr(row, name) for name in chain.FIELDS], AuditRow.objects.get(sequence=3).digest, key)
    with behind_the_triggers():
        sql("UPDATE audit_auditrow SET key_number = %s, digest = %s WHERE sequence = 4", key.number, digest)


def test_a_row_whose_key_is_not_there_is_found() -> None:
    with behind_the_triggers():
        sql("UPDATE audit_auditrow SET key_number = 9 WHERE sequence = 10")
    assert found() == ["key_unknown 10"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps only what a column is for")
@pytest.mark.parametrize(("column", "value"), [("at", "yesterday"), ("at", "2026-99-99 00:00:00"), ("key_number", "one"), ("detail", b"\xff")])
def test_something_else_in_a_column_is_a_finding_not_a_crash(column: str, value: object) -> None:
    with behind_the_triggers():
        sql(f"UPDATE audit_auditrow SET {column} = %s WHERE sequence = 4", value)  # noqa: S608  # columns of the table above
    assert "missing 4-4" in found()
    assert "unreadable" in found()


def test_a_missing_trigger_is_found() -> None:
    names = set(triggers.TRAIL.statements[connection.vendor])
    triggers.TRAIL.remove(connection)
    assert {(one.code, one.fields["name"]) for one in Verification().findings()} == {("trigger_missing", name) for name in names}
    triggers.TRAIL.install(connection)
    assert found() == []


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite cannot switch triggers off")
def test_a_trigger_that_is_switched_off_is_found() -> None:
    sql("ALTER TABLE audit_auditrow DISABLE TRIGGER audit_row_unchanged")
    assert found() == ["trigger_missing"]


def test_the_database_refuses_what_would_change_the_trail() -> None:
    refused = {
        "UPDATE audit_auditrow SET verb = 'x' WHERE sequence = 3": "never changed",
        "DELETE FROM audit_auditrow WHERE sequence = 3": "only behind a checkpoint",
        "DELETE FROM audit_auditrow": "only behind a checkpoint",
        "INSERT INTO audit_auditrow SELECT 12, at, actor_kind, actor, organ, verb, subject_kind, subject, detail, address, key_number, digest"
        " FROM audit_auditrow WHERE sequence = 10": "must be the next one",
        "INSERT INTO audit_auditrow SELECT 3, at, actor_kind, actor, organ, verb, subject_kind, subject, detail, address, key_number, digest"
        " FROM audit_auditrow WHERE sequence = 10": "must be the next one",
        "INSERT INTO audit_checkpoint VALUES (3, 1, 'x', '2026-01-01', 'command', 'x', '', '', 1, '')": "needs its audit row",
    }
    if connection.vendor == "postgresql":
        refused["TRUNCATE audit_auditrow"] = refused["TRUNCATE audit_checkpoint"] = "never emptied"
    else:
        refused["REPLACE INTO audit_auditrow SELECT * FROM audit_auditrow WHERE sequence = 3"] = "must be the next one"
    for statement, said in refused.items():
        with pytest.raises((IntegrityError, ProgrammingError), match=said), transaction.atomic():
            sql(statement)
    assert found() == []


def test_the_command_answers_by_its_exit_status(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("audit", "verify")
    assert trail.head().digest in capsys.readouterr().out
    with behind_the_triggers():
        sql("DELETE FROM audit_auditrow WHERE sequence = 4")
    with pytest.raises(CommandError, match="1"):
        call_command("audit", "verify")
    assert "4" in capsys.readouterr().out
