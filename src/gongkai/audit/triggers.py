"""The triggers that make tables append-only, on both databases; `gongkai.audit.verify` looks whether they are there.

The trail's own: a row is inserted only as the next one, never changed, and deleted only behind a checkpoint; a checkpoint is inserted only for a row
that is there with that digest, never changed and never deleted. Other tables that are only ever added to (events of requests ...) have
those of `append_only`, which the app registers in a module `triggers` of its own. On PostgreSQL no guarded table can be truncated.

After a change of triggers, and after every migration that changes one of the tables (SQLite makes the table anew, without its triggers), a
migration calls `install` again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

ROWS, CHECKPOINTS = "audit_auditrow", "audit_checkpoint"

_NEXT = f"COALESCE((SELECT MAX(sequence) FROM {ROWS}), (SELECT MAX(upto) FROM {CHECKPOINTS}), 0) + 1"  # noqa: S608  # names of ours
_RETIRED = f"COALESCE((SELECT MAX(upto) FROM {CHECKPOINTS}), 0)"  # noqa: S608
_KNOWN = f"(SELECT 1 FROM {ROWS} WHERE sequence = NEW.upto AND digest = NEW.digest)"  # noqa: S608


class Guard(NamedTuple):
    """A trigger: on which `event` of `table` what is refused (an SQL condition, empty: always), and what is said then.

    OLD and NEW mean the same on both databases. `TRUNCATE`, which is of the table as a whole, PostgreSQL alone has.
    """

    name: str
    table: str
    event: str
    refused: str
    said: str


@dataclass(frozen=True)
class Guards:
    """The triggers of an app's tables."""

    all: tuple[Guard, ...]

    @cached_property
    def statements(self) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
        """By database: the statements that make each trigger, by its name."""
        sqlite = {one.name: (_on_sqlite(one),) for one in self.all if one.event != "TRUNCATE"}
        return MappingProxyType({"sqlite": sqlite, "postgresql": {one.name: (_function(one), _trigger(one)) for one in self.all}})

    def install(self, connection: Any) -> None:
        """Make every trigger, in place of one of the same name."""
        self.remove(connection)
        with connection.cursor() as cursor:
            for statements in self.statements[connection.vendor].values():
                for statement in statements:
                    cursor.execute(statement)

    def remove(self, connection: Any) -> None:
        """Take the triggers away: for a migration that goes back, and for tests, which alter rows past the program."""
        on_table = connection.vendor == "postgresql"
        with connection.cursor() as cursor:
            for one in self.all:
                cursor.execute(f"DROP TRIGGER IF EXISTS {one.name}" + (f" ON {one.table}" if on_table else ""))


def _on_sqlite(one: Guard) -> str:
    refused = f"WHEN {one.refused}" if one.refused else ""
    return f"CREATE TRIGGER {one.name} BEFORE {one.event} ON {one.table} {refused} BEGIN SELECT RAISE(ABORT, '{one.said}'); END"


def _function(one: Guard) -> str:
    passed = {"DELETE": "OLD", "TRUNCATE": "NULL"}.get(one.event, "NEW")
    return (
        f"CREATE OR REPLACE FUNCTION {one.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {one.refused or 'TRUE'} THEN "
        f"RAISE EXCEPTION '{one.said}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {passed}; END $$"
    )


def _trigger(one: Guard) -> str:
    each = "STATEMENT" if one.event == "TRUNCATE" else "ROW"
    return f"CREATE TRIGGER {one.name} BEFORE {one.event} ON {one.table} FOR EACH {each} EXECUTE FUNCTION {one.name}()"


TRAIL = Guards(
    (
        Guard("audit_row_is_next", ROWS, "INSERT", f"NEW.sequence <> {_NEXT}", "an audit row must be the next one"),
        Guard("audit_row_unchanged", ROWS, "UPDATE", "", "audit rows are never changed"),
        Guard("audit_row_kept", ROWS, "DELETE", f"OLD.sequence > {_RETIRED}", "audit rows are removed only behind a checkpoint"),
        Guard("audit_checkpoint_known", CHECKPOINTS, "INSERT", f"NOT EXISTS {_KNOWN}", "a checkpoint needs its audit row"),
        Guard("audit_checkpoint_unchanged", CHECKPOINTS, "UPDATE", "", "checkpoints are never changed"),
        Guard("audit_checkpoint_kept", CHECKPOINTS, "DELETE", "", "checkpoints are never removed"),
        Guard("audit_row_not_truncated", ROWS, "TRUNCATE", "", "audit tables are never emptied"),
        Guard("audit_checkpoint_not_truncated", CHECKPOINTS, "TRUNCATE", "", "audit tables are never emptied"),
    )
)
"""Those of the trail."""

_groups: list[Guards] = [TRAIL]


def append_only(table: str, what: str, *, key: Iterable[str] = (), follows: str = "") -> Guards:
    """The triggers of `table`, whose rows (`what`, in English) are only ever added.

    `key`: the columns that name a row, beside its `id`; one that is there is not put in again, which SQLite's REPLACE would do without firing the
    trigger of DELETE. `follows`: the column that has rows of the same `key` counted from 1, without gaps.
    """
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    there = [f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"]  # noqa: S608  # names of ours
    if follows:
        there.append(f"NEW.{follows} <> COALESCE((SELECT MAX({follows}) FROM {table} WHERE {same}), 0) + 1")  # noqa: S608
    elif same:
        there.append(f"EXISTS (SELECT 1 FROM {table} WHERE {same})")  # noqa: S608
    return Guards(
        (
            Guard(f"{table}_added", table, "INSERT", " OR ".join(there), f"{what} are only added after those that are there"),
            Guard(f"{table}_unchanged", table, "UPDATE", "", f"{what} are never changed"),
            Guard(f"{table}_kept", table, "DELETE", "", f"{what} are never removed"),
            Guard(f"{table}_not_truncated", table, "TRUNCATE", "", f"{what} are never removed"),
        )
    )


def register(guards: Guards) -> Guards:
    """From now on `missing` asks for these, too."""
    _groups.append(guards)
    return guards


def tables() -> set[str]:
    """The tables that are guarded."""
    return {one.table for group in _groups for one in group.all}


def missing(connection: Any) -> list[str]:
    """The names of triggers that the database lacks, has switched off, or has with another text; sorted."""
    wanted = {name: statements for group in _groups for name, statements in group.statements[connection.vendor].items()}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = dict(cursor.fetchall())
            return sorted(name for name, (statement,) in wanted.items() if found.get(name) != statement)
        # "O" and "A": fires for ordinary sessions, or always. The function's body stands between the $$ of the statement that made it.
        cursor.execute(
            "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')"
        )
        found = dict(cursor.fetchall())
        return sorted(name for name, (function, _made) in wanted.items() if found.get(name) != function.split("$$")[1])
