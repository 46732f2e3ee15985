"""The database before the site starts: reachable, sound, not newer than the code, and brought up to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from gongkai.messages import Message, UserError, message

BUSY_SECONDS = 5.0  # how long the first look waits for somebody else's transaction
_LOCK = 0x676F6E676B61D0  # of migrations, on PostgreSQL

Names = set[tuple[str, str]]


def bring_up_to_date() -> bool:
    """Apply the migrations that are missing; whether there were any. Raises UserError: see `check`.

    Two starts at once, from one machine or several, apply each migration once: the later one waits, and finds nothing to do.
    """
    with alone():
        check()
        if _on_disk() <= applied():
            return False
        try:
            call_command("migrate", interactive=False, verbosity=0)
        except Error as error:
            raise UserError(message("The database could not be brought up to date: {reason}", reason=_first_line(error))) from error
        return True


def check() -> None:
    """Raises UserError when the database cannot be reached, is locked, is damaged, or is newer than the code."""
    _probe()
    unknown = newer(applied())
    if unknown:
        raise UserError(
            message(
                "The database is newer than this program: it knows {names}, which this version does not. "
                "Start the version that last used it, or restore a backup made before.",
                names=tuple(f"{app}.{name}" for app, name in sorted(unknown)[:3]),
            )
        )


def is_up_to_date() -> bool:
    """Whether every migration is applied; raises django.db.Error when the database cannot be asked."""
    return _on_disk() <= applied()


def applied() -> Names:
    """The migrations that the database has, by app and name."""
    return set(MigrationRecorder(connection).applied_migrations())


@contextmanager
def alone() -> Iterator[None]:
    """On PostgreSQL a lock for all machines; for SQLite, which one machine has, the start's file lock is enough."""
    if connection.vendor != "postgresql":
        yield
        return
    _probe()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _probe() -> None:
    if connection.vendor == "sqlite":
        _probe_sqlite(Path(connection.settings_dict["NAME"]))
        return
    try:
        connection.ensure_connection()
    except Error as error:
        raise UserError(
            message(
                "The database {name} at {host} cannot be reached: {reason}",
                name=connection.settings_dict["NAME"],
                host=connection.settings_dict["HOST"] or "localhost",
                reason=_first_line(error),
            )
        ) from error


def _probe_sqlite(path: Path) -> None:
    try:
        with closing(sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode=WAL")
            database.execute("BEGIN IMMEDIATE")
            database.execute("SELECT count(*) FROM sqlite_master").fetchone()
            database.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise UserError(_why(error, path)) from error


def _why(error: sqlite3.Error, path: Path) -> Message:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the primary code: the upper bits are the extended one's
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return message("The database {path} is locked by another program: end that one, then start again", path=path)
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return message("The database {path} is damaged: restore a backup with gongkai manage restore, or name another data folder", path=path)
    return message("The database {path} cannot be used: {reason}", path=path, reason=str(error))


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]


def _on_disk() -> Names:
    """The migrations of the code, by their files' names: loading all of them takes longer than all the rest of a start."""
    return {(app.label, file.stem) for app in apps.get_app_configs() for file in _folder(app).glob("[!_]*.py")}


def _folder(app: AppConfig) -> Path:
    return Path(app.path) / "migrations"


def newer(names: Names) -> Names:
    """The migrations among `names`, which a database has, that the code has not, and no older version of it can have had.

    A library may drop old migrations once they are squashed: of a library only what is numbered beyond its last one counts.
    """
    known = _on_disk()
    unknown = names - known
    if not unknown:
        return set()
    unknown -= {old for migration in _loaded().values() for old in migration.replaces}
    labels = {app.label: app.name.startswith("gongkai.") for app in apps.get_app_configs()}
    last = {label: max((name for app, name in known if app == label), default="") for label in labels}
    return {(app, name) for app, name in unknown if labels.get(app, True) or name[:4] > last[app][:4]}


def _loaded() -> Any:
    return MigrationLoader(None, ignore_no_migrations=True).disk_migrations
