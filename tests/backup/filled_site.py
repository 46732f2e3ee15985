"""Sites that have something to lose, and what is done on them, each time in a process of its own: a copy of the test's, which has Django loaded."""

import datetime as dt
import os
import pickle
import signal
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.audit.trail import record
from gongkai.operations import database, keys
from gongkai.operations.backup import inspection, named
from gongkai.organs.models import Organ, OrganEvent
from gongkai.vault.files import FileStore
from gongkai.vault.keyring import Keyring


@dataclass
class House:
    """A site's data folder and key folder; `url` names its database on PostgreSQL."""

    data: Path
    keys: Path
    url: str | None

    def begin(self, work: Callable[..., Any], *arguments: Any) -> "Begun":
        """Begin `work` in a process (and process group) that has this site's settings."""
        results, told = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of forking where there are threads: the child does not use them
            pid = os.fork()
        if pid:
            os.close(told)
            return Begun(pid, results)
        os.setsid()
        answer: Any = None
        try:
            self._move_in()
            answer = (True, work(*arguments))
        except BaseException:  # noqa: BLE001  # told to the test
            answer = (False, traceback.format_exc())
        finally:
            with os.fdopen(told, "wb") as out:
                pickle.dump(answer, out)
            os._exit(0)

    def do(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """Do `work` to its end; its result."""
        return self.begin(work, *arguments).result()

    def beside(self, data: Path) -> "House":
        """What a restoring moved aside to `data`, as a site."""
        if not self.url:
            return replace(self, data=data)
        parts = conninfo_to_dict(self.url)
        name = f"{str(parts['dbname'])[:41]}_before_{data.name.rpartition('-')[2]}"
        return replace(self, data=data, url="postgresql:///?" + "&".join(f"{one}={value}" for one, value in {**parts, "dbname": name}.items()))

    def forget_databases_beside(self) -> None:
        """Drop what restorings made and moved aside."""
        if not self.url:
            return
        parts = conninfo_to_dict(self.url)
        with psycopg.connect(make_conninfo("", **{**parts, "dbname": "postgres"}), autocommit=True) as server:
            for (name,) in server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [f"{parts['dbname']}_"]).fetchall():
                server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))

    def _move_in(self) -> None:
        connection.connection = None  # the parent's: never used or closed here
        connection.savepoint_ids, connection.in_atomic_block, connection.needs_rollback = [], False, False
        connection.run_on_commit, connection.atomic_blocks = [], []
        settings.GONGKAI_DATA, settings.GONGKAI_KEYS, settings.GONGKAI_FILES = self.data, self.keys, self.data / "files"
        connection.settings_dict["NAME"] = conninfo_to_dict(self.url)["dbname"] if self.url else self.data / "gongkai.sqlite3"
        if self.url:
            os.environ["DATABASE_URL"] = self.url


@dataclass
class Begun:
    """A process that was begun: its result, or its end."""

    pid: int
    _results: int

    def result(self) -> Any:
        with os.fdopen(self._results, "rb") as told:
            good, value = pickle.load(told)  # noqa: S301  # our own child's
        os.waitpid(self.pid, 0)
        assert good, value
        return value

    def kill(self) -> None:
        """kill -9, whatever it began included."""
        os.killpg(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._results)

    def has_ended(self) -> bool:
        return os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def manage(name: str, *arguments: str) -> tuple[str, str]:
    """A command's output and what it says when it refuses ("" when it does not)."""
    out, err = StringIO(), StringIO()
    try:
        call_command(name, *arguments, stdout=out, stderr=err)
    except CommandError as error:
        return out.getvalue() + err.getvalue(), str(error)
    return out.getvalue() + err.getvalue(), ""


def add(text: str) -> None:
    """What an action does: the file first, then event and audit row in one transaction."""
    name = FileStore(settings.GONGKAI_FILES, Keyring.open(settings.GONGKAI_KEYS)).put(text.encode() + os.urandom(4000))
    with transaction.atomic():
        facts = {"name": "青石县人民政府", "kind": "government", "level": "county", "region_code": "340899", "created_on": dt.date(2015, 1, 1)}
        organ, _new = Organ.objects.get_or_create(code="qingshi", defaults=facts)
        event = OrganEvent.objects.create(organ=organ, kind="changed", on=dt.date(2020, 1, 1), file=name, file_title=text, recorded_by="command:test")
        record("organ.facts", Actor.command("test"), subject=event)


def fill(events: int, word: str = "event") -> None:
    """Events with a file each, a signed-in person, and a task that a worker was doing."""
    for number in range(events):
        add(f"{word} {number}")
    Session.objects.create(session_key=word * 5, session_data="", expire_date=timezone.now() + dt.timedelta(days=1))
    DBTaskResult.objects.create(args_kwargs={}, task_path="x", queue_name="default", backend_name="default", status="RUNNING", worker_ids=["gone"])
    keys.write_down()


def add_without_end(told: Path) -> None:
    """Add events, and note each one once it is there."""
    with told.open("w") as file:
        for number in range(1_000_000):
            add(f"while {number}")
            file.write(f"{number}\n")
            file.flush()
            time.sleep(0.01)  # leaves something of the machine to the rest


def state() -> dict[str, Any]:
    """What a site holds, and what is wrong with it."""
    named.names_stored_files("organs.OrganEvent", "file")
    return {
        "up_to_date": database.is_up_to_date(),
        "findings": inspection.findings() if database.is_up_to_date() else [],
        "events": set(OrganEvent.objects.values_list("file_title", flat=True)),
        "last": AuditRow.objects.order_by("-sequence").values_list("verb", "detail").first(),
        "sessions": Session.objects.count(),
        "tasks": list(DBTaskResult.objects.values_list("status", flat=True)),
    }
