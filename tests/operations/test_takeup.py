"""Tasks of dead workers are taken up, those of living ones never."""

import datetime as dt
import os
import subprocess
import sys
from typing import Any

import pytest
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from background_parts import note_and_wait
from gongkai.operations import liveness
from gongkai.operations.models import Process
from gongkai.operations.places import Identity, this_place, this_process
from gongkai.operations.takeup import MOST_ATTEMPTS, take_up

pytestmark = pytest.mark.django_db

ELSEWHERE = "another-boot/pid:[1]"


def process(key: str, identity: Identity, silent_for: dt.timedelta = dt.timedelta(0)) -> Process:
    row = Process(key=key, kind="worker", place=identity.place, pid=identity.pid, began=identity.began)
    row.started_at = row.beat_at = Now() - silent_for
    row.save(force_insert=True)
    return row


def task_of(*workers: str) -> Any:
    row = DBTaskResult.objects.get(pk=note_and_wait.enqueue("somewhere").id)
    for worker in workers:
        row.claim(worker)
    return row


def status_after_takeup(row: Any) -> str:
    take_up()
    row.refresh_from_db()
    return str(row.status)


def ended() -> Identity:
    """A process that ran here and is gone, with the number it had."""
    done = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    identity = Identity(this_place(), done.pid, "1")
    done.communicate(b"\n")
    return identity


def test_the_task_of_a_process_that_runs_here_stays_however_silent_it_is() -> None:
    process("stopped", this_process(), silent_for=dt.timedelta(days=1))
    assert status_after_takeup(task_of("stopped")) == "RUNNING"


def test_the_task_of_a_process_that_ended_here_is_ready_however_short_ago_it_was_heard() -> None:
    process("killed", ended())
    assert status_after_takeup(task_of("killed")) == "READY"
    assert not Process.objects.filter(key="killed").exists()


def test_a_number_that_was_given_to_another_process_is_not_the_worker() -> None:
    process("before", Identity(this_place(), os.getpid(), "1"))
    assert status_after_takeup(task_of("before")) == "READY"


def test_a_worker_elsewhere_lives_while_it_is_heard() -> None:
    process("elsewhere", Identity(ELSEWHERE, os.getpid(), "1"), silent_for=liveness.LEASE - dt.timedelta(seconds=15))
    assert status_after_takeup(task_of("elsewhere")) == "RUNNING"


def test_a_worker_elsewhere_is_dead_when_its_lease_is_over_and_finds_that_out() -> None:
    process("elsewhere", Identity(ELSEWHERE, os.getpid(), "1"), silent_for=liveness.LEASE + dt.timedelta(seconds=1))
    assert status_after_takeup(task_of("elsewhere")) == "READY"
    assert not liveness.beat("elsewhere")


def test_the_task_of_a_worker_that_nobody_wrote_down_is_ready() -> None:
    assert status_after_takeup(task_of("unknown")) == "READY"


def test_the_worker_that_has_the_task_now_counts_not_those_before_it() -> None:
    process("now", this_process())
    assert status_after_takeup(task_of("killed-before", "now")) == "RUNNING"


def test_a_task_whose_workers_die_again_and_again_has_failed() -> None:
    assert status_after_takeup(task_of(*[f"killed-{number}" for number in range(MOST_ATTEMPTS - 1)])) == "READY"
    assert status_after_takeup(task_of(*[f"killed-{number}" for number in range(MOST_ATTEMPTS)])) == "FAILED"


def test_a_task_that_is_done_is_nobodys_to_take_up() -> None:
    row = task_of("killed")
    row.set_successful(None)
    assert status_after_takeup(row) == "SUCCESSFUL"
