"""The first daily jobs: the calendar is looked at, the audit trail verified, what has served its time removed."""

import datetime as dt
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from background_parts import note_and_wait
from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.audit.trail import record
from gongkai.audit.verify import Verification
from gongkai.operations import alarms, jobs
from gongkai.operations.alarms import Alarm, heard_by

ANNOUNCED = 2026  # the last year whose notice (国务院办公厅关于部分节假日安排的通知) is in our calendar


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Alarm]:
    """What was told to the administrators."""
    told: list[Alarm] = []
    monkeypatch.setattr(alarms, "_HEARD_BY", [])
    heard_by(told.append)
    return told


@pytest.mark.parametrize(
    ("on", "year"),
    [
        (dt.date(ANNOUNCED, 11, 30), None),
        (dt.date(ANNOUNCED, 12, 1), ANNOUNCED + 1),
        (dt.date(ANNOUNCED + 1, 6, 1), ANNOUNCED + 1),
        (dt.date(ANNOUNCED - 1, 12, 31), None),
    ],
)
def test_next_years_calendar_is_missed_from_december_on(on: dt.date, year: int | None, heard: list[Alarm]) -> None:
    jobs.look_at_calendar(on)
    assert [alarm.fields for alarm in heard] == ([{"year": year}] if year else [])


@pytest.mark.django_db
def test_an_untouched_audit_trail_raises_no_alarm_and_a_changed_one_does(heard: list[Alarm], monkeypatch: pytest.MonkeyPatch) -> None:
    jobs.verify_audit_trail(dt.date(2026, 3, 2))
    assert heard == []
    monkeypatch.setattr(Verification, "findings", lambda _self: iter(["row 7 was changed."]))
    jobs.verify_audit_trail(dt.date(2026, 3, 2))
    assert [alarm.text % alarm.fields for alarm in heard] == [
        "The audit trail is not as it was written (1 findings): row 7 was changed. Run gongkai manage audit verify."
    ]


@pytest.mark.django_db
def test_expired_sessions_go_and_others_stay() -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - dt.timedelta(minutes=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + dt.timedelta(minutes=1))
    jobs.remove_expired_sessions(now.date())
    assert [one.session_key for one in Session.objects.all()] == ["new"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "days", "stays"),
    [("SUCCESSFUL", 29, True), ("SUCCESSFUL", 31, False), ("FAILED", 89, True), ("FAILED", 91, False), ("READY", 400, True)],
)
def test_finished_tasks_go_after_a_month_failed_ones_after_three(status: str, days: int, stays: bool) -> None:  # noqa: FBT001
    today = dt.date(2026, 3, 2)
    finished = timezone.make_aware(dt.datetime.combine(today, dt.time())) - dt.timedelta(days=days)
    key = note_and_wait.enqueue("somewhere").id
    DBTaskResult.objects.filter(pk=key).update(status=status, finished_at=None if status == "READY" else finished)
    jobs.remove_finished_tasks(today)
    assert DBTaskResult.objects.filter(pk=key).exists() == stays


@pytest.mark.django_db
def test_what_the_lockout_counted_is_kept_for_half_a_year() -> None:
    today = dt.date(2026, 12, 1)
    midnight = timezone.make_aware(dt.datetime.combine(today, dt.time()))
    attempt(username="recent", at=midnight - dt.timedelta(days=184))  # six months are at most 184 days
    attempt(username="old", at=midnight - dt.timedelta(days=191))
    jobs.remove_old_sign_ins(today)
    assert [one.username for one in AccessAttempt.objects.all()] == ["recent"]


def attempt(username: str, at: dt.datetime) -> Any:
    row = AccessAttempt.objects.create(username=username, ip_address="192.0.2.1", failures_since_start=1, get_data="", post_data="")
    with connection.cursor() as cursor:  # the model sets its own time
        cursor.execute("UPDATE axes_accessattempt SET attempt_time = %s WHERE id = %s", [at, row.pk])
    return row


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL does it by itself")
def test_the_last_rows_of_many_organs_are_found_without_sorting_all() -> None:
    for number in range(200):
        record("organ.rename", Actor.command("test"), organ=number % 40)
    jobs.renew_statistics(dt.date(2026, 3, 2))
    rows = AuditRow.objects.filter(organ__in=range(40)).order_by("-sequence")[:50]
    assert "TEMP B-TREE" not in rows.explain()
