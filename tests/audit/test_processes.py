"""Many processes append at once: real ones, a file database or PostgreSQL, each with its own connection."""

import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest

from server_parts import until

pytestmark = pytest.mark.processes
PROCESSES, EACH, ROUNDS = 8, 25, 5
# The trail alone, on the database as the platform sets it: a process that loads all apps takes seconds to begin.
ALONE = """
import json, os, signal, sys, time
from pathlib import Path
import django
from django.conf import settings
from gongkai.web.databases import database
data = Path(os.environ["TRAIL_DATA"])
data.mkdir(exist_ok=True)
settings.configure(
    INSTALLED_APPS=["gongkai.audit"], DATABASES={"default": database(os.environ.get("TRAIL_DATABASE"), data)},
    GONGKAI_DATA=data, GONGKAI_KEYS=data / "keys", USE_TZ=True, USE_I18N=False,
)
django.setup()
from django.core.management import call_command
from django.db import connections
from gongkai.audit import heads
from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.audit.trail import record
from gongkai.audit.verify import Verification
"""
# Makes the tables, then a copy of itself for each line `name count`, before any of them has a connection: what was loaded is loaded once.
WRITERS = """
call_command("migrate", verbosity=0)
connections.close_all()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
print("ready", flush=True)
for line in iter(sys.stdin.readline, ""):
    name, count = line.split()
    pid = os.fork()
    if pid:
        print(pid, flush=True)
        continue
    said = os.open(data / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    while not (data / "go").exists():
        time.sleep(0.001)
    for number in range(int(count)):
        record("organ.rename", Actor.command(name), detail={"number": number})
        os.write(said, b"done\\n")
    os._exit(0)
"""
READ = """
rows = list(AuditRow.objects.order_by("sequence").values_list("sequence", "actor", "detail"))
print(json.dumps({"rows": rows, "findings": [one.code for one in Verification().findings()], "told": heads.last_told().sequence}))
"""


class Writers:
    """Processes that append rows, copies of `parent`, on the trail in `data`."""

    def __init__(self, parent: "subprocess.Popen[str]", environment: dict[str, str]) -> None:
        self._parent, self._environment = parent, environment
        self._data = Path(environment["TRAIL_DATA"])
        self.heard()

    def heard(self) -> str:
        """The next line that the parent says."""
        assert self._parent.stdout
        assert self._parent.stderr
        said = self._parent.stdout.readline().strip()
        assert said, self._parent.stderr.read()
        return said

    def begin(self, names: Iterable[str], count: int) -> dict[str, int]:
        """Processes that append `count` rows each, all from the same moment on; their numbers by name."""
        assert self._parent.stdin
        pids = {}
        for name in names:
            self._parent.stdin.write(f"{name} {count}\n")
            self._parent.stdin.flush()
            pids[name] = int(self.heard())
        until(lambda: all((self._data / name).exists() for name in pids))
        (self._data / "go").touch()
        return pids

    def acknowledged(self, name: str) -> int:
        """How many rows that one has said are there."""
        return len((self._data / name).read_text().splitlines())

    def end(self, pids: Iterable[int], number: int = 0) -> None:
        """Send them a signal, and wait until they are gone."""
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, number)
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in pids))
        (self._data / "go").unlink()

    def read(self) -> dict[str, Any]:
        """The trail as another process reads it."""
        done = subprocess.run([sys.executable, "-c", ALONE + READ], env=self._environment, check=True, capture_output=True, text=True)
        return dict(json.loads(done.stdout))


@pytest.fixture
def writers(tmp_path: Path) -> Iterator[Writers]:
    """A platform of its own, with its tables made: SQLite in a folder, or a PostgreSQL database made for this test."""
    environment = {**os.environ, "TRAIL_DATA": str(tmp_path / "data")}
    name = f"test_audit_processes_{os.getpid()}"
    server = os.environ.get("DATABASE_URL", "").rpartition("/")[0]
    if server:
        environment["TRAIL_DATABASE"] = f"{server}/{name}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen([sys.executable, "-c", ALONE + WRITERS], env=environment, text=True, start_new_session=True, **pipes) as parent:  # type: ignore[call-overload]  # three pipes
        try:
            yield Writers(parent, environment)
        finally:
            os.killpg(parent.pid, signal.SIGKILL)
    if server:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_processes_that_append_at_once_make_one_chain_without_a_gap(writers: Writers) -> None:
    names = [f"writer-{number}" for number in range(PROCESSES)]
    writers.end(writers.begin(names, EACH).values())
    assert [writers.acknowledged(name) for name in names] == [EACH] * PROCESSES
    found = writers.read()
    assert [sequence for sequence, _actor, _detail in found["rows"]] == list(range(1, PROCESSES * EACH + 1))
    assert Counter(actor for _sequence, actor, _detail in found["rows"]) == dict.fromkeys(names, EACH)
    assert found["findings"] == []
    assert found["told"] == PROCESSES * EACH


def test_what_a_killed_process_had_acknowledged_is_there_and_the_chain_holds(writers: Writers) -> None:
    names = []
    for number in range(ROUNDS):
        pids = writers.begin([f"{number}-first", f"{number}-second"], 100_000)
        until(lambda: all(writers.acknowledged(name) >= 3 + number for name in pids))  # noqa: B023  # it is called in this round
        writers.end(pids.values(), signal.SIGKILL)
        names += list(pids)
    found = writers.read()
    recorded = Counter(actor for _sequence, actor, _detail in found["rows"])
    assert all(recorded[name] - writers.acknowledged(name) in {0, 1} for name in names), recorded
    assert [sequence for sequence, _actor, _detail in found["rows"]] == list(range(1, len(found["rows"]) + 1))
    assert found["findings"] == []
