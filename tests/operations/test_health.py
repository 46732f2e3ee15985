"""/healthz and /readyz: business facts, yes or no to everybody, sentences to this machine only."""

import datetime as dt
import shutil
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.models.functions import Now
from django.test import Client
from django.utils import timezone

from gongkai.operations import health, keys, liveness
from gongkai.operations.daily import JOBS
from gongkai.operations.models import DailyRun, KnownKey, Process

CHINA = dt.timezone(dt.timedelta(hours=8))
NOON = dt.datetime(2026, 3, 2, 12, tzinfo=CHINA)


def good(name: str, now: dt.datetime = NOON) -> bool:
    (fact,) = [fact for fact in health.facts(now) if fact.name == name]
    assert fact.sentence
    return fact.good


def done(day: dt.date, *, but: str = "") -> None:
    for job in JOBS:
        outcome = DailyRun.FAILED if job == but else DailyRun.DONE
        DailyRun.objects.update_or_create(day=day, job=job, defaults={"process": "p", "outcome": outcome, "started_at": NOON, "finished_at": NOON})


def test_the_process_answers_without_asking_the_database(client: Client) -> None:
    assert client.get("/healthz").json() == {"alive": True}  # no mark of the database: touching it would fail here


@pytest.mark.django_db
def test_a_worker_is_alive_for_a_minute_after_it_was_heard() -> None:
    assert not good("worker")
    key = liveness.register("worker").key
    assert good("worker")
    Process.objects.filter(key=key).update(beat_at=Now() - dt.timedelta(seconds=61))
    assert not good("worker")


@pytest.mark.django_db
def test_another_process_is_no_worker() -> None:
    liveness.register("command")
    assert not good("worker")


@pytest.mark.django_db
def test_the_daily_work_is_that_of_the_day_with_two_hours_after_midnight() -> None:
    assert not good("daily_work")
    done(dt.date(2026, 3, 1))
    assert not good("daily_work")
    assert good("daily_work", dt.datetime(2026, 3, 2, 1, 59, tzinfo=CHINA))
    assert not good("daily_work", dt.datetime(2026, 3, 2, 2, tzinfo=CHINA))
    done(dt.date(2026, 3, 2))
    assert good("daily_work")


@pytest.mark.django_db
def test_the_day_is_chinas_not_utcs() -> None:
    done(dt.date(2026, 3, 2))
    assert good("daily_work", dt.datetime(2026, 3, 1, 19, tzinfo=dt.UTC))  # 3 o'clock of 2 March in China


@pytest.mark.django_db
def test_one_job_that_failed_is_the_daily_work_not_done() -> None:
    done(dt.date(2026, 3, 2), but="sessions")
    assert not good("daily_work")


@pytest.mark.django_db
@pytest.mark.parametrize(("now", "there"), [(dt.datetime(2026, 11, 30, 23, 59, tzinfo=CHINA), True), (dt.datetime(2026, 12, 1, tzinfo=CHINA), False)])
def test_next_years_calendar_is_wanted_in_december(now: dt.datetime, there: bool) -> None:  # noqa: FBT001
    assert good("calendar", now) == there


@pytest.mark.django_db
@pytest.mark.parametrize(("free", "enough"), [(1 << 30, True), ((1 << 30) - 1, False)])
def test_a_gibibyte_must_be_free(free: int, enough: bool, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=free))
    assert good("disk") == enough


@pytest.mark.django_db
def test_a_migration_not_applied_is_a_database_not_up_to_date() -> None:
    assert good("database")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'operations'")
    assert not good("database")


@pytest.mark.django_db
def test_keys_that_are_missing_are_told() -> None:
    keys.write_down()
    assert good("keys")
    KnownKey.objects.filter(purpose="blind_index").update(fingerprint="0" * 16)
    assert not good("keys")


@pytest.mark.django_db
def test_a_database_that_does_not_answer_is_a_fact_not_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_arguments: Any, **_names: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", gone)
    monkeypatch.setattr(connection, "chunked_cursor", gone)
    found = {fact.name: fact.good for fact in health.facts(NOON)}
    assert found == {"database": False, "keys": False, "worker": False, "daily_work": False, "calendar": True, "disk": True, "reminders": False}


@pytest.mark.django_db
def test_the_answer_is_503_until_everything_is_good(client: Client) -> None:
    assert client.get("/readyz").status_code == 503
    liveness.register("worker")
    done(timezone.localdate())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["ready"]) == (200, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": "10.1.2.3"},
        {"REMOTE_ADDR": ""},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.7"},
    ],
)
def test_others_are_told_yes_or_no_and_no_sentence(client: Client, asked: dict[str, str]) -> None:
    told = client.get("/readyz", **asked).json()
    assert set(told["facts"]) == set(health.FACTS)
    assert all(isinstance(value, bool) for value in told["facts"].values())


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_this_machine_is_told_why(client: Client, address: str) -> None:
    told = client.get("/readyz", REMOTE_ADDR=address).json()
    assert all(fact["sentence"] for fact in told["facts"].values())
