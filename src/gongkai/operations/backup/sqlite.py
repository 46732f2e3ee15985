"""SQLite: a snapshot by its online backup interface, while others write; and what must be so before a file is put in another's place."""

import sqlite3
from contextlib import closing
from pathlib import Path

from gongkai.messages import UserError, message
from gongkai.operations.backup.facts import facts
from gongkai.operations.backup.manifest import Snapshot

MEMBER = "database.sqlite3"
COMPANIONS = ("-wal", "-shm", "-journal")
"""Files beside the database that belong to it alone: left beside another one they would destroy it."""

_WAIT = 20.0
_SHOWN = 20


def snapshot(database: Path, to: Path) -> Snapshot:
    """Copy the database as of one moment to the new file `to`; raises UserError when that cannot be.

    In one step, so that nobody's writing makes it begin again; under WAL writers go on meanwhile.
    """
    if not database.is_file():
        raise UserError(message("There is no database {path}: nothing to back up. Name the data folder with GONGKAI_DATA.", path=database))
    try:
        with closing(sqlite3.connect(database, timeout=_WAIT)) as source, closing(sqlite3.connect(to, isolation_level=None)) as copy:
            copy.execute("PRAGMA synchronous=OFF")  # a temporary file; the archive is brought to the disk
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
            tables = [name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
            return facts("sqlite", tables, lambda statement: copy.execute(statement).fetchall())
    except sqlite3.Error as error:
        raise UserError(message("The database {path} cannot be backed up: {reason}", path=database, reason=str(error))) from error


def check(database: Path) -> None:
    """Raises UserError when SQLite finds the file damaged."""
    try:
        with closing(sqlite3.connect(database)) as opened:
            found = str(opened.execute("PRAGMA integrity_check(1)").fetchone()[0])
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise UserError(message("The database {path} is damaged: {reason}", path=database, reason=found))


def broken_references(database: Path) -> list[str]:
    """The first rows that point to a row which is not there."""
    with closing(sqlite3.connect(database)) as opened:
        broken = opened.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN)
    return [
        str(message("Row {row} of {table} points to a row of {parent} that is missing", row=row, table=table, parent=parent))
        for table, row, parent, _number in broken
    ]


def is_empty(database: Path) -> bool:
    """Whether there is no database, or one without a table; one that cannot be read is not empty."""
    if not database.exists():
        return True
    try:
        with closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            return not opened.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchall()
    except sqlite3.Error:
        return False


def gather(database: Path) -> None:
    """Bring everything of the database into its one file; raises UserError when others have it open.

    A damaged one stays as it is: it is moved away with the files beside it.
    """
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as opened:
            opened.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise UserError(message("The database {path} is in use: stop the site and every command, then restore.", path=database)) from error
