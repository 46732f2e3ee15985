"""Retention: a prefix leaves the trail only behind a signed checkpoint, after a sealed copy of it."""

import datetime as dt
import hashlib
import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from audit.altering import OPERATOR, behind_the_triggers, fill, found, sql
from gongkai.audit import copies, keys, retention
from gongkai.audit.models import AuditRow, Checkpoint
from gongkai.audit.trail import record
from gongkai.messages import UserError

pytestmark = pytest.mark.django_db(transaction=True)

NOW = dt.datetime(2026, 11, 22, 10, tzinfo=dt.UTC)
YEARS = (2022, 2022, 2023, 2023, 2023, 2025, 2026)


def _folder() -> Path:
    return Path(settings.GONGKAI_DATA) / "audit"


@pytest.fixture(autouse=True)
def _seven_rows(transactional_db: None) -> None:  # noqa: ARG001  # heads are told after commits only
    for number, year in enumerate(YEARS):
        record("organ.renamed", OPERATOR, detail={"number": number}, at=dt.datetime(year, 3, 1, tzinfo=dt.UTC))


def _retire(before: int = 2024) -> Checkpoint | None:
    return retention.retire(dt.datetime(before, 1, 1, tzinfo=dt.UTC), OPERATOR, NOW)


def _sequences() -> list[int]:
    return list(AuditRow.objects.order_by("sequence").values_list("sequence", flat=True))


def test_the_rows_before_the_date_leave_and_the_chain_goes_on_from_the_checkpoint() -> None:
    removed = list(AuditRow.objects.filter(sequence__lte=5).order_by("sequence").values_list("sequence", "detail", "digest"))
    checkpoint = _retire()
    assert checkpoint
    assert (checkpoint.first, checkpoint.upto) == (1, 5)
    assert _sequences() == [6, 7, 8]
    assert AuditRow.objects.get(sequence=8).verb == "audit.retired"
    fill(2)
    assert found() == []
    path = _folder() / checkpoint.copy
    assert checkpoint.copy_digest == hashlib.sha256(path.read_bytes()).hexdigest()
    about, rows = copies.read(path)
    assert (about.first, about.upto) == (1, 5)
    assert [(row[0], row[8], row[-1]) for row in rows] == removed


def test_a_second_retirement_follows_the_first() -> None:
    _retire(2023)
    second = _retire()
    assert second
    assert (second.first, second.upto) == (3, 5)
    assert [row[0] for row in copies.read(_folder() / second.copy)[1]] == [3, 4, 5]
    assert found() == []


def test_a_row_of_a_later_day_keeps_all_after_it() -> None:
    record("organ.renamed", OPERATOR, at=dt.datetime(2023, 5, 1, tzinfo=dt.UTC))  # written after rows of 2025 and 2026
    _retire()
    assert _sequences() == [6, 7, 8, 9]


def test_nothing_old_enough_removes_nothing() -> None:
    assert _retire(2020) is None
    assert _sequences() == [1, 2, 3, 4, 5, 6, 7]


def test_a_trail_without_rows_goes_on_from_its_checkpoint() -> None:
    _retire()
    with behind_the_triggers():
        sql("DELETE FROM audit_auditrow")
    (_folder() / "heads.log").write_text("")
    fill(1)
    assert _sequences() == [6]
    assert found() == []


def test_six_months_are_always_kept() -> None:
    with pytest.raises(UserError, match="184"):
        retention.retire(NOW - dt.timedelta(days=183), OPERATOR, NOW)
    assert len(_sequences()) == 7


def test_a_trail_with_findings_keeps_all_its_rows() -> None:
    with behind_the_triggers():
        sql("UPDATE audit_auditrow SET actor = 'another' WHERE sequence = 7")
    with pytest.raises(UserError):
        _retire()
    assert len(_sequences()) == 7


def test_a_retirement_killed_after_its_checkpoint_is_no_finding_and_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(retention, "remove_retired", lambda: 0)
        _retire()
    assert _sequences() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert found() == []
    AuditRow.objects.filter(sequence__lte=2).delete()  # killed between two portions
    assert found() == []
    assert _retire() is None
    assert _sequences() == [6, 7, 8]


def test_a_retirement_killed_before_its_checkpoint_is_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(_checkpoint: Checkpoint, **_options: object) -> None:
        raise SystemExit

    with monkeypatch.context() as killing:
        killing.setattr(Checkpoint, "save", killed)
        with pytest.raises(SystemExit):
            _retire()
    assert len(_sequences()) == 7
    assert _retire()
    assert found() == []


def test_without_a_checkpoint_the_database_keeps_every_row() -> None:
    _retire(2023)
    with pytest.raises(IntegrityError, match="only behind a checkpoint"), transaction.atomic():
        AuditRow.objects.filter(sequence=3).delete()
    for statement in ("UPDATE audit_checkpoint SET upto = 4", "DELETE FROM audit_checkpoint"):
        with pytest.raises(IntegrityError, match="never"), transaction.atomic():
            sql(statement)


def test_a_checkpoint_that_somebody_makes_is_found() -> None:
    digest = AuditRow.objects.get(sequence=4).digest
    sql(
        "INSERT INTO audit_checkpoint (upto, first, digest, at, actor_kind, actor, copy, copy_digest, key_number, signature)"
        " VALUES (4, 1, %s, '2026-01-01 00:00:00+00:00', 'command', 'x', '', '', 1, %s)",
        digest,
        "0" * 64,
    )
    sql("DELETE FROM audit_auditrow WHERE sequence <= 4")  # the triggers let a checkpoint be one
    assert found() == ["checkpoint_forged 4", "start_missing 1-4"]


def test_a_checkpoint_moved_further_is_found() -> None:
    _retire(2023)
    with behind_the_triggers():
        sql("UPDATE audit_checkpoint SET upto = 3, digest = %s", AuditRow.objects.get(sequence=3).digest)
        sql("DELETE FROM audit_auditrow WHERE sequence <= 3")
    assert found() == ["checkpoint_forged 3", "start_missing 1-3"]


def test_rows_rewritten_under_a_checkpoint_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as killed:
        killed.setattr(retention, "remove_retired", lambda: 0)
        _retire()
    with behind_the_triggers():
        sql("UPDATE audit_auditrow SET digest = %s WHERE sequence = 5", "0" * 64)
    assert "checkpoint_differs 5" in found()


def test_a_damaged_or_shortened_copy_does_not_pass(tmp_path: Path) -> None:
    checkpoint = _retire()
    assert checkpoint
    whole = (_folder() / checkpoint.copy).read_bytes()
    copy = tmp_path / "copy"
    for damaged in (whole[:-1], whole[: len(whole) // 2], whole[:3], b"", whole[:-1] + bytes([whole[-1] ^ 1])):
        copy.write_bytes(damaged)
        with pytest.raises(UserError):
            list(copies.read(copy)[1])
    first = int.from_bytes(whole[:4]) + 4
    copy.write_bytes(whole[:first])  # its description alone
    with pytest.raises(UserError):
        list(copies.read(copy)[1])


def test_a_copy_opens_after_the_keys_were_rotated(settings: Settings, tmp_path: Path) -> None:
    settings.GONGKAI_KEYS = shutil.copytree(settings.GONGKAI_KEYS, tmp_path / "keys")  # other tests go on with the keys as they are
    checkpoint = _retire()
    assert checkpoint
    for purpose in ("audit", "checkpoint", "files"):
        keys.ring().with_new(purpose)
    fill(1)
    assert len(list(copies.read(_folder() / checkpoint.copy)[1])) == 5
    assert found() == []


def test_the_commands_retire_open_and_write_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("audit", "retire", "--before", "2024-01-01", "--folder", str(tmp_path))
    (copy,) = tmp_path.glob("*.sealed")
    call_command("audit", "open", str(copy), "--output", str(tmp_path / "old.jsonl"))
    old = [json.loads(line) for line in (tmp_path / "old.jsonl").read_text().splitlines()]
    assert [(row["sequence"], row["at"]) for row in old] == [
        (number, f"{year}-03-01T00:00:00+00:00") for number, year in enumerate(YEARS[:5], start=1)
    ]
    call_command("audit", "export", "--output", str(tmp_path / "now.jsonl"))
    now = [json.loads(line) for line in (tmp_path / "now.jsonl").read_text().splitlines()]
    assert [row["verb"] for row in now] == ["organ.renamed", "organ.renamed", "audit.retired", "audit.copy_opened", "audit.exported"]
    with pytest.raises(CommandError, match=r"now\.jsonl"):
        call_command("audit", "export", "--output", str(tmp_path / "now.jsonl"))
    call_command("audit", "verify")
    capsys.readouterr()


def test_without_a_date_three_years_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("audit", "retire")
    kept = timezone.now() - dt.timedelta(days=3 * 366 + 1)
    assert all(row.at > kept for row in AuditRow.objects.all())
    assert _sequences()[0] > len(YEARS) - 2
    capsys.readouterr()
