"""The daily work: each job once a day, whoever comes first; a failure stops nobody and is tried again; what was missed is made up for."""

import datetime as dt
import sys
import threading
from types import SimpleNamespace

import pytest
from django.db import OperationalError

from gongkai.operations import daily, liveness
from gongkai.operations.clock import DailyClock
from gongkai.operations.daily import daily_job, is_done, run_daily
from gongkai.operations.models import DailyRun, Process
from server_parts import Site

MONDAY = dt.date(2026, 3, 2)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def no_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the jobs of the test."""
    monkeypatch.setattr(daily, "JOBS", {})


@pytest.fixture
def me(db: None) -> str:  # noqa: ARG001  # opens the database
    """A living process."""
    return str(liveness.register("worker").key)


def fails(*_anything: object) -> str:
    raise KeyError


def outcomes(runs: list[DailyRun]) -> dict[str, str]:
    return {run.job: run.outcome for run in runs}


def test_a_job_is_done_once_a_day_and_again_the_next_day(me: str) -> None:
    done: list[dt.date] = []
    daily_job("count")(done.append)
    for day in (MONDAY, MONDAY, MONDAY + DAY):
        run_daily(day, me)
    assert done == [MONDAY, MONDAY + DAY]
    assert is_done(MONDAY)
    assert not is_done(MONDAY + 2 * DAY)


def test_a_job_that_fails_does_not_stop_the_next_and_is_tried_again(me: str) -> None:
    reached: list[str] = []

    @daily_job("broken")
    def broken(_on: dt.date) -> None:
        if not reached:
            raise RuntimeError

    daily_job("next")(lambda _on: reached.append("next"))
    assert outcomes(run_daily(MONDAY, me)) == {"broken": "failed", "next": "done"}
    assert not is_done(MONDAY)
    assert outcomes(run_daily(MONDAY, me)) == {"broken": "done", "next": "done"}
    assert reached == ["next"]
    assert DailyRun.objects.get(job="broken").attempts == 2


def test_the_words_of_a_failure_are_kept_nowhere(me: str, caplog: pytest.LogCaptureFixture) -> None:
    @daily_job("broken")
    def broken(_on: dt.date) -> None:
        message = "张三 110101199003070011"
        raise ValueError(message)

    run_daily(MONDAY, me)
    assert DailyRun.objects.get().error == "builtins.ValueError"
    assert "张三" not in str([record.__dict__ for record in caplog.records])


def test_a_job_that_a_living_process_is_at_is_left_to_it(me: str) -> None:
    done: list[dt.date] = []
    daily_job("long")(done.append)
    other = liveness.register("command").key
    DailyRun.objects.create(day=MONDAY, job="long", process=other, outcome=DailyRun.RUNNING, started_at="2026-03-02T00:00:00+08:00")
    assert outcomes(run_daily(MONDAY, me)) == {"long": "running"}
    Process.objects.filter(key=other).delete()
    assert outcomes(run_daily(MONDAY, me)) == {"long": "done"}
    assert done == [MONDAY]


def test_a_job_whose_end_could_not_be_written_down_is_tried_again_by_the_same_process(me: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its row says that a living process is at it: without a look at which, it would wait until that process ends."""
    tried: list[dt.date] = []
    daily_job("unlucky")(tried.append)
    with monkeypatch.context() as broken:
        broken.setattr(daily, "kind_of", fails)

        @daily_job("cut")
        def cut(_on: dt.date) -> None:
            raise RuntimeError

        with pytest.raises(KeyError):
            run_daily(MONDAY, me)
    assert outcomes(list(DailyRun.objects.all())) == {"unlucky": "done", "cut": "running"}
    assert outcomes(run_daily(MONDAY, me)) == {"unlucky": "done", "cut": "failed"}
    assert tried == [MONDAY]


def test_a_job_that_wants_to_end_the_process_has_failed(me: str) -> None:
    """In the clock's thread SystemExit would end the thread, silently, and with it the daily work."""
    daily_job("exits")(lambda _on: sys.exit(1))
    daily_job("next")(lambda _on: None)
    assert outcomes(run_daily(MONDAY, me)) == {"exits": "failed", "next": "done"}


def test_the_clock_goes_on_whatever_a_look_at_it_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, looks = threading.Event(), list[int]()

    def look(_clock: DailyClock) -> None:
        looks.append(1)
        if len(looks) > 1:
            stop.set()
        raise RuntimeError

    monkeypatch.setattr(DailyClock, "_look", look)
    monkeypatch.setattr("gongkai.operations.clock.connection", SimpleNamespace(close=lambda: None))
    monkeypatch.setattr("gongkai.operations.clock.close_old_connections", lambda: None)
    monkeypatch.setattr("gongkai.operations.clock.LOOK_EVERY", 0.001)
    DailyClock("me", stop).run()
    assert len(looks) == 2


def test_a_heart_beats_on_whatever_is_looked_at_meanwhile(me: str) -> None:
    beats: list[bool] = []

    def meanwhile() -> None:
        beats.append(True)
        raise RuntimeError

    heartbeat = liveness.Heartbeat(me, lost=lambda: None, meanwhile=meanwhile)
    assert [heartbeat._beat_once() for _turn in range(2)] == [True, True]  # noqa: SLF001  # what its thread does every ten seconds
    assert len(beats) == 2


@pytest.mark.parametrize("size", [1, 2, 3, 4])
@pytest.mark.django_db
def test_rows_come_in_portions_each_once_as_they_are_when_their_turn_comes(size: int) -> None:
    for number in range(4):
        DailyRun.objects.create(day=MONDAY + number * DAY, job="x", process="", outcome=DailyRun.DONE, started_at="2026-03-02T00:00:00+08:00")
    seen = []
    for row in daily.by_portions(DailyRun.objects.filter(job="x"), size):
        seen.append((row.day, row.error))
        DailyRun.objects.update(error="changed")
    assert [day for day, _error in seen] == [MONDAY + number * DAY for number in range(4)]
    assert [bool(error) for _day, error in seen] == [number >= size for number in range(4)]


@pytest.mark.django_db
def test_what_the_database_refuses_ends_the_round_at_once() -> None:
    turns: list[str] = []

    def work(row: DailyRun) -> None:
        turns.append(row.job)
        raise OperationalError

    with pytest.raises(OperationalError):
        daily.with_each([DailyRun(job="1"), DailyRun(job="2")], work)
    assert turns == ["1"]


def test_days_missed_are_made_up_for_in_order_where_a_job_asks_for_each(me: str) -> None:
    each: list[dt.date] = []
    once: list[dt.date] = []
    daily_job("each", each_day=True)(each.append)
    daily_job("once")(once.append)
    run_daily(MONDAY, me)
    run_daily(MONDAY + 3 * DAY, me)
    assert each == [MONDAY, MONDAY + DAY, MONDAY + 2 * DAY, MONDAY + 3 * DAY]
    assert once == [MONDAY, MONDAY + 3 * DAY]


def test_no_more_than_a_month_is_made_up_for(me: str) -> None:
    each: list[dt.date] = []
    daily_job("each", each_day=True)(each.append)
    run_daily(MONDAY, me)
    run_daily(MONDAY + 400 * DAY, me)
    assert each[1:] == [MONDAY + (400 - back) * DAY for back in reversed(range(31))]


def test_a_stop_ends_the_work_between_two_jobs(me: str) -> None:
    done: list[str] = []
    daily_job("first")(lambda _on: done.append("first"))
    daily_job("second")(lambda _on: done.append("second"))
    run_daily(MONDAY, me, go_on=lambda: not done)
    assert done == ["first"]
    assert not is_done(MONDAY)


RACE = """
import datetime as dt, time
from pathlib import Path
from gongkai.operations import daily, liveness
folder, number = Path(sys.argv[1]), sys.argv[2]
daily.JOBS.clear()
def job(name):
    def work(on):
        with (folder / name).open("a") as file:
            file.write("done\\n")
        while name == "job-0" and not (folder / "job-1").exists():
            time.sleep(0.001)
    daily.daily_job(name)(work)
for name in range(30):
    job(f"job-{name}")
process = liveness.register("command")
(folder / f"here-{number}").touch()
while len(list(folder.glob("here-*"))) < 2:
    time.sleep(0.001)
daily.run_daily(dt.date(2026, 3, 2), process.key)
"""


def test_two_processes_at_once_do_every_job_exactly_once(site: Site) -> None:
    folder = site.data / "race"
    folder.mkdir()
    racing = [site.python(RACE, str(folder), number) for number in "12"]
    assert [one.ends() for one in racing] == [0, 0], racing[0].err.read_text()
    assert [(folder / f"job-{name}").read_text() for name in range(30)] == ["done\n"] * 30
    assert site.sql("SELECT count(*), max(attempts) FROM operations_dailyrun") == [(30, 1)]
    assert len(site.sql("SELECT DISTINCT process FROM operations_dailyrun")) == 2


def test_the_command_tells_how_each_job_stands_and_repeats_nothing(site: Site) -> None:
    for _ in range(2):
        status, out, _err = site.run("manage", "daily")
        assert status == 0
        assert "sessions: done" in out
    assert site.sql("SELECT max(attempts) FROM operations_dailyrun") == [(1,)]
