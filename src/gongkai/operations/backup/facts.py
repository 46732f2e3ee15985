"""What is asked of a database snapshot, in SQL that both databases have."""

from collections.abc import Callable, Sequence
from typing import Any

from gongkai.operations.backup.manifest import Snapshot

Ask = Callable[[str], Sequence[Sequence[Any]]]
"""Asks a statement of the snapshot; gives the rows."""


def facts(vendor: str, tables: Sequence[str], ask: Ask) -> Snapshot:
    """The snapshot's migrations, the trail's head, and how many rows each table has."""
    migrations = frozenset((str(app), str(name)) for app, name in ask("SELECT app, name FROM django_migrations"))
    last = ask("SELECT sequence, digest FROM audit_auditrow ORDER BY sequence DESC LIMIT 1")
    retired = ask("SELECT upto, digest FROM audit_checkpoint ORDER BY upto DESC LIMIT 1")
    sequence, digest = (*last, *retired, (0, ""))[0]
    rows = {table: int(ask(f'SELECT count(*) FROM "{table}"')[0][0]) for table in sorted(tables)}  # noqa: S608  # the database's own names
    return Snapshot(vendor, migrations, (int(sequence), str(digest)), rows)
