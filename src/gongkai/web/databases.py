"""The database: SQLite in the data folder, or PostgreSQL by its address."""

from pathlib import Path
from typing import Any

from gongkai.messages import UserError, message

# Measured before: deferred transactions failed 409 of 500 concurrent registrations, immediate ones none.
SQLITE_PRAGMAS = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2}
SQLITE_TIMEOUT = 20


def database(url: str | None, data: Path) -> dict[str, Any]:
    """Django's settings of the default database; raises UserError when `url` is no PostgreSQL address."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "gongkai.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": SQLITE_TIMEOUT,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
            # A file, not memory: processes share it, and the pragmas hold.
            "TEST": {"NAME": data / "test.sqlite3"},
        }
    return _postgresql(url)


def _postgresql(url: str) -> dict[str, Any]:
    parts = _parts(url)
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        **{django: str(parts.pop(libpq)) for libpq, django in names.items() if parts.get(libpq)},
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
    }


def _parts(url: str) -> dict[str, Any]:
    wrong = UserError(message("DATABASE_URL is not an address such as postgresql://user:password@host:5432/name"))
    if not url.startswith(("postgresql://", "postgres://")):
        raise wrong
    from psycopg import ProgrammingError  # noqa: PLC0415  # takes a quarter of a second, which a start with SQLite need not wait
    from psycopg.conninfo import conninfo_to_dict  # noqa: PLC0415

    try:
        return conninfo_to_dict(url)
    except ProgrammingError as error:
        raise wrong from error
