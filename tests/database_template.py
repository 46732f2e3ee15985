"""The migrated database of the tests, made once and copied: 600 migrations take 15 seconds, a copy none.

The template is known by what it was made of (the lock and our migrations), so a changed migration makes a new one. A copy on a
server has a name that none had before: what another run there, or a process that outlived its test, does to its own copy never meets ours.
"""

import fcntl
import hashlib
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from django.core.management import call_command
from django.db import connection
from psycopg.sql import SQL, Identifier

ROOT = Path(__file__).parents[1]
_copies: list[str] = []


def made_of() -> str:
    """A name for the schema that the code asks for."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for file in sorted((ROOT / "src" / "gongkai").glob("*/migrations/*.py")):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One process at a time makes the template."""
    with (Path(tempfile.gettempdir()) / f"gongkai-{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def use_copy() -> None:
    """Point the default connection at a fresh migrated database of this process, instead of the one before."""
    drop_copy()
    name = f"gongkai_test_{made_of()}"
    with alone(name):
        database = _sqlite(name) if connection.vendor == "sqlite" else _postgresql(name)
    connection.settings_dict["NAME"] = database


class ChangedMeanwhileError(Exception):
    """A migration was written while the template was made of it: run again."""


def drop_copy() -> None:
    """Remove the process's database; a SQLite file goes with the test's data folder."""
    connection.close()
    while _copies:
        _on_server(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(_copies.pop())))


def _migrate(name: str) -> None:
    call_command("migrate", verbosity=0)
    connection.close()
    if name != f"gongkai_test_{made_of()}":
        raise ChangedMeanwhileError(name)


def _sqlite(name: str) -> str:
    template = Path(tempfile.gettempdir()) / f"{name}.sqlite3"
    own = str(connection.settings_dict["TEST"]["NAME"])
    for file in (own, f"{own}-wal", f"{own}-shm"):
        Path(file).unlink(missing_ok=True)
    if not template.exists():
        connection.settings_dict["NAME"] = own
        _migrate(name)
        half = template.with_suffix(".half")
        with closing(sqlite3.connect(own)) as source, closing(sqlite3.connect(half)) as copy:
            source.backup(copy)
        half.rename(template)
    else:
        shutil.copyfile(template, own)
    return own


def _postgresql(name: str) -> str:
    own = f"{name}_{uuid.uuid4().hex[:16]}"
    if not _on_server(SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(name)):
        half = f"{name}_half"
        _on_server(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(half)))
        _on_server(SQL("CREATE DATABASE {}").format(Identifier(half)))
        connection.settings_dict["NAME"] = half
        _migrate(name)
        _on_server(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(half), Identifier(name)))
    _on_server(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(own), Identifier(name)))
    _copies.append(own)
    return own


def _on_server(statement: object) -> list[tuple[object, ...]]:
    parts = {
        ours: connection.settings_dict[django] for ours, django in (("host", "HOST"), ("port", "PORT"), ("user", "USER"), ("password", "PASSWORD"))
    }
    given = {name: value for name, value in parts.items() if value}
    with psycopg.connect(dbname="postgres", autocommit=True, **given) as server:
        cursor = server.execute(statement)  # type: ignore[call-overload]  # psycopg's own statement objects
        return cursor.fetchall() if cursor.description else []
