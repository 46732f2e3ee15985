"""The file of heads beside the database: told after each commit, compared with the trail."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings

from audit.altering import OPERATOR, behind_the_triggers, fill, found, heads_file, heads_lines, sql
from gongkai.audit import heads, trail
from gongkai.audit.models import AuditRow
from gongkai.audit.trail import record

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _ten_rows(transactional_db: None) -> None:  # noqa: ARG001  # heads are told after commits only
    fill()


def test_a_commit_whose_head_was_not_told_is_no_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process killed between its commit and its line; the next line covers both."""
    with monkeypatch.context() as killed:
        killed.setattr(heads, "tell", lambda: None)
        fill(1)
    assert found() == []
    fill(1)
    assert found() == []
    assert [int(line.split()[0]) for line in heads_lines()][-2:] == [10, 12]


def test_a_file_whose_last_line_was_cut_off_in_writing_is_no_finding_and_is_written_on() -> None:
    whole = heads_file().read_bytes()
    heads_file().write_bytes(whole[:-30])
    assert found() == []
    fill(1)
    assert found() == []
    assert heads.last_told() == trail.head()


def test_many_rows_of_one_transaction_have_one_line() -> None:
    with transaction.atomic():
        fill(5)
    assert [int(line.split()[0]) for line in heads_lines()][-2:] == [10, 15]


def test_rows_that_were_taken_back_are_not_told() -> None:
    with transaction.atomic():
        fill(3)
        transaction.set_rollback(True)
    fill(1)
    assert found() == []
    assert heads.last_told().sequence == 11


def test_a_file_that_is_gone_is_found() -> None:
    heads_file().unlink()
    assert found() == ["file_missing"]


def test_a_file_cut_by_more_than_an_hour_is_found() -> None:
    record("organ.renamed", OPERATOR, at=timezone.now() + dt.timedelta(minutes=61))
    heads_file().write_text("".join(heads_lines()[:5]))
    assert found() == ["file_short 6-11"]


def test_moved_lines_of_the_file_are_found() -> None:
    lines = heads_lines()
    heads_file().write_text("".join([*lines[:3], lines[8], *lines[3:]]))
    assert found() == ["file_disorder 4"]


def test_a_changed_line_of_the_file_is_found() -> None:
    lines = heads_lines()
    lines[6] = lines[6].replace(lines[6].split()[1], "c" * 64)
    heads_file().write_text("".join(lines))
    assert found() == ["rewritten 7"]


def test_after_a_restored_backup_the_file_begins_again_and_the_old_one_stays() -> None:
    with behind_the_triggers():
        sql("DELETE FROM audit_auditrow WHERE sequence > 7")
    old = heads.begin_again()
    assert old
    assert len(old.read_text().splitlines()) == 10
    assert [int(line.split()[0]) for line in heads_lines()] == [7]
    fill(1)
    assert found() == []
    old.unlink()
    heads_file().unlink()
    assert heads.begin_again() is None
    assert found() == []


def test_a_head_that_cannot_be_told_does_not_undo_the_commit(settings: Settings, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    settings.GONGKAI_DATA = tmp_path / "file"
    settings.GONGKAI_DATA.write_text("no folder")
    fill(1)
    assert AuditRow.objects.count() == 11
    assert "on_commit" in caplog.text
