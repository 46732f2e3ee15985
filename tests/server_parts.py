"""The platform as real processes: a migrated data folder, `gongkai serve` on a free port, what its processes are, how they are killed.

Each site has a database of its own, a copy of the migrated template: on SQLite a file in its data folder, on PostgreSQL one that is dropped at
the end.
"""

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier

from database_template import made_of

PATIENCE = 150.0  # seconds after which a condition that does not come is a failure
_AT = re.compile(r" at (http://\S+) ")
TESTS = Path(__file__).parent


def until(condition: Callable[[], Any], what: str = "it") -> Any:
    """Wait for a condition; its value."""
    end = time.monotonic() + PATIENCE
    while not (value := condition()):
        assert time.monotonic() < end, f"{what} never came"
        time.sleep(0.03)
    return value


def group_of(leader: int) -> list[int]:
    """The living processes of a process group. One whose first thread has ended lives, and holds its port, until its other threads have."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader and (fields[0] not in {"Z", "X"} or int(fields[17]) > 1):
            found.append(int(stat.parent.name))
    return found


@dataclass
class Running:
    """A command of ours that runs in a process group of its own: `lines` of its log as far as written."""

    process: "subprocess.Popen[bytes]"
    out: Path
    err: Path

    @property
    def pid(self) -> int:
        return self.process.pid

    def log(self, message: str = "") -> list[dict[str, Any]]:
        """The log's lines, those with a message."""
        lines = [line for line in self.err.read_text("utf-8").splitlines() if line.startswith("{") and line.endswith("}")]
        return [entry for entry in map(json.loads, lines) if message in entry["message"]]

    def address(self) -> str:
        """Where it answers, once it does."""
        return str(until(self._told_address, f"an address of {self.err.read_text('utf-8')[-2000:]}"))

    def _told_address(self) -> str | None:
        found = _AT.search(self.out.read_text("utf-8"))
        if found:
            return found[1]
        assert self.process.poll() is None, self.err.read_text("utf-8")[-4000:]
        return None

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and text of an answer."""
        request = urllib.request.Request(self.address() + path, headers=headers)  # noqa: S310  # our own address
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def ready(self) -> dict[str, Any]:
        """What /readyz tells once all is well."""
        return dict(until(lambda: self._facts() if self.get("/readyz")[0] == 200 else None, "readiness"))

    def _facts(self) -> dict[str, Any]:
        return dict(json.loads(self.get("/readyz")[1]))

    def child(self, name: str) -> int:
        """The pid of the supervisor's child `web` or `worker`, the latest."""
        return int(until(lambda: [entry for entry in self.log("process begins") if entry["name_of_process"] == name], name)[-1]["pid"])

    def tell(self, number: int = signal.SIGTERM) -> None:
        os.kill(self.pid, number)

    def ends(self) -> int:
        """The exit status, once there is one."""
        return self.process.wait(PATIENCE)

    def kill_all(self) -> None:
        """kill -9 for the whole group; all of it has ended when this returns, and holds no port any more."""
        while group := group_of(self.pid):
            for pid in group:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)
        self.process.wait(PATIENCE)


@dataclass
class Site:
    """A data folder with a migrated database, and the environment in which commands run on it."""

    data: Path
    environ: dict[str, str]
    logs: Path
    _started: list[Running] = field(default_factory=list)

    def start(self, *arguments: str, **environ: str) -> Running:
        """`gongkai ARGUMENT...` in the background; without any, `serve` on a free port."""
        number = len(self._started)
        out, err = self.logs / f"{number}.out", self.logs / f"{number}.err"
        command = [sys.executable, "-P", "-m", "gongkai", *(arguments or ("serve", "--port", "0"))]
        with out.open("wb") as to_out, err.open("wb") as to_err:
            process = subprocess.Popen(
                command, stdout=to_out, stderr=to_err, stdin=subprocess.DEVNULL, env={**self.environ, **environ}, start_new_session=True
            )
        self._started.append(Running(process, out, err))
        return self._started[-1]

    def run(self, *arguments: str, **environ: str) -> tuple[int, str, str]:
        """The same to its end: exit status, standard output, standard error."""
        command = [sys.executable, "-P", "-m", "gongkai", *arguments]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env={**self.environ, **environ}, timeout=2 * PATIENCE, check=False)
        return done.returncode, done.stdout, done.stderr

    def python(self, program: str, *arguments: str) -> Running:
        """A Python program in the background, with Django set up on this site."""
        out, err = (self.logs / f"{len(self._started)}{ending}" for ending in (".out", ".err"))
        prelude = "import sys, django; django.setup()\n"
        with out.open("wb") as to_out, err.open("wb") as to_err:
            process = subprocess.Popen(
                [sys.executable, "-c", prelude + program, *arguments],
                stdout=to_out,
                stderr=to_err,
                env={**self.environ, "DJANGO_SETTINGS_MODULE": "gongkai.web.settings"},
                start_new_session=True,
            )
        self._started.append(Running(process, out, err))
        return self._started[-1]

    def sql(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement, past Django; %s stands for a value."""
        if "DATABASE_URL" in self.environ:
            with psycopg.connect(self.environ["DATABASE_URL"], autocommit=True) as server:
                found = server.execute(statement.encode(), values)
                return found.fetchall() if found.description else []
        with closing(sqlite3.connect(self.data / "gongkai.sqlite3", timeout=20)) as file:
            rows = file.execute(statement.replace("%s", "?"), values).fetchall()
            file.commit()
            return rows

    def enqueue(self, path: str, *arguments: str) -> uuid.UUID:
        """A background task, as django-tasks-db writes it."""
        key = uuid.uuid4()
        self.sql(
            "INSERT INTO django_tasks_database_dbtaskresult (id, status, enqueued_at, args_kwargs, priority, task_path, worker_ids, queue_name, "
            "backend_name, run_after, exception_class_path, traceback) VALUES (%s, 'READY', %s, %s, 0, %s, '[]', 'default', 'default', %s, '', '')",
            [
                key if "DATABASE_URL" in self.environ else key.hex,
                "2026-01-01 00:00:00+00:00",
                json.dumps({"args": arguments, "kwargs": {}}),
                path,
                "2026-01-01 00:00:00+00:00",
            ],
        )
        return key

    def task(self, key: uuid.UUID) -> tuple[str, list[str]]:
        """A task's status, and the workers that had it."""
        ((status, workers),) = self.sql(
            "SELECT status, worker_ids FROM django_tasks_database_dbtaskresult WHERE id = %s", [key if "DATABASE_URL" in self.environ else key.hex]
        )
        return status, workers if isinstance(workers, list) else json.loads(workers)

    def end(self) -> None:
        """Kill whatever of it still runs."""
        for running in self._started:
            running.kill_all()


def environment(data: Path) -> dict[str, str]:
    """This process's environment without its own settings."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GONGKAI_") and name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}
    }
    path = os.pathsep.join(filter(None, [os.environ.get("PYTHONPATH"), str(TESTS)]))
    return {**kept, "GONGKAI_DATA": str(data), "GONGKAI_LANG": "en", "PYTHONPATH": path}


@contextmanager
def new_database(data: Path) -> Iterator[dict[str, str]]:
    """A copy of the migrated template, which `django_db_setup` makes, for a site: what its environment needs to find it."""
    url = os.environ.get("DATABASE_URL")
    template = f"gongkai_test_{made_of()}"
    if not url:
        shutil.copyfile(Path(tempfile.gettempdir()) / f"{template}.sqlite3", data / "gongkai.sqlite3")
        yield {}
        return
    parts = conninfo_to_dict(url)
    own = f"{parts['dbname']}_site_{uuid.uuid4().hex[:8]}"
    server = make_conninfo("", **{**parts, "dbname": "postgres"})
    with psycopg.connect(server, autocommit=True) as administration:
        administration.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(own), Identifier(template)))
        try:
            yield {"DATABASE_URL": "postgresql:///?" + "&".join(f"{name}={value}" for name, value in {**parts, "dbname": own}.items())}
        finally:
            administration.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(own)))


@contextmanager
def new_site(folder: Path, static: Path | None = None) -> Iterator[Site]:
    """A site in `folder`, on a disk: what is durable is tested there. `static`: a data folder whose collected static files are taken over."""
    data, logs = folder / "data", folder / "logs"
    data.mkdir(mode=0o700)
    logs.mkdir()
    if static:
        shutil.copytree(static / "static", data / "static")
        shutil.copy(static / "static.stamp", data)
    with new_database(data) as found:
        site = Site(data, {**environment(data), **found}, logs)
        try:
            yield site
        finally:
            site.end()


@pytest.fixture(scope="session")
def collected(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Path:  # noqa: ARG001  # makes the template
    """A data folder with the static files collected."""
    data = tmp_path_factory.mktemp("collected")
    program = "import django; django.setup(); from gongkai.operations import static; static.collect()"
    environ = {**environment(data), "DJANGO_SETTINGS_MODULE": "gongkai.web.settings"}
    subprocess.run([sys.executable, "-c", program], env=environ, check=True)
    return data


@pytest.fixture
def site(tmp_path: Path, collected: Path) -> Iterator[Site]:
    """A site that only has to be started."""
    with new_site(tmp_path, collected) as made:
        yield made


def is_free(port: int) -> bool:
    """Whether nobody listens there."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) != 0
