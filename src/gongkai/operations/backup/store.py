"""The site's database, whichever it is: how it is copied, where a restored one is made, what is in the way."""

from pathlib import Path

from django.db import connection

from gongkai.operations.backup import postgresql, sqlite
from gongkai.operations.backup.manifest import Snapshot

RESTORED = "gongkai.sqlite3"
"""How a SQLite database is called in its data folder."""

_MEMBERS = {"sqlite": sqlite.MEMBER, "postgresql": postgresql.MEMBER}


def vendor() -> str:
    """`sqlite` or `postgresql`."""
    return str(connection.vendor)


def member() -> str:
    """The name of the database's member in an archive."""
    return _MEMBERS[vendor()]


def file() -> Path:
    """The file of our SQLite database."""
    return Path(connection.settings_dict["NAME"])


def server() -> postgresql.Server:
    """The server of our PostgreSQL database."""
    return postgresql.Server(connection.settings_dict)


def snapshot(to: Path) -> Snapshot:
    """Copy the database as of one moment to the new file `to`; raises UserError when that cannot be."""
    return sqlite.snapshot(file(), to) if vendor() == "sqlite" else server().snapshot(to)


def is_empty() -> bool:
    """Whether there is no database yet, or nothing in it."""
    return sqlite.is_empty(file()) if vendor() == "sqlite" else server().is_empty()
