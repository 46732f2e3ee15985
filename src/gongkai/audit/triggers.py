"""The triggers that make the trail append-only, on both databases; `gongkai.audit.verify` looks whether they are there.

A row is inserted only as the next one, never changed, and deleted only behind a checkpoint; a checkpoint is inserted only for a row that is there
with that digest, never changed and never deleted. On PostgreSQL neither table can be truncated.

After a change here, and after every migration that changes one of the tables (SQLite makes the table anew, without its triggers), a migration calls
`install` again.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

ROWS, CHECKPOINTS = "audit_auditrow", "audit_checkpoint"

_NEXT = f"COALESCE((SELECT MAX(sequence) FROM {ROWS}), (SELECT MAX(upto) FROM {CHECKPOINTS}), 0) + 1"  # noqa: S608  # names of ours
_RETIRED = f"COALESCE((SELECT MAX(upto) FROM {CHECKPOINTS}), 0)"  # noqa: S608
_KNOWN = f"(SELECT 1 FROM {ROWS} WHERE sequence = NEW.upto AND digest = NEW.digest)"  # noqa: S608

# Name: table, event, when it is refused, what is said. OLD and NEW mean the same on both databases.
_GUARDS = (
    ("audit_row_is_next", ROWS, "INSERT", f"NEW.sequence <> {_NEXT}", "an audit row must be the next one"),
    ("audit_row_unchanged", ROWS, "UPDATE", "", "audit rows are never changed"),
    ("audit_row_kept", ROWS, "DELETE", f"OLD.sequence > {_RETIRED}", "audit rows are removed only behind a checkpoint"),
    ("audit_checkpoint_known", CHECKPOINTS, "INSERT", f"NOT EXISTS {_KNOWN}", "a checkpoint needs its audit row"),
    ("audit_checkpoint_unchanged", CHECKPOINTS, "UPDATE", "", "checkpoints are never changed"),
    ("audit_checkpoint_kept", CHECKPOINTS, "DELETE", "", "checkpoints are never removed"),
)
_TRUNCATE = (("audit_row_not_truncated", ROWS), ("audit_checkpoint_not_truncated", CHECKPOINTS))


def _sqlite() -> dict[str, tuple[str, ...]]:
    return {
        name: (f"CREATE TRIGGER {name} BEFORE {event} ON {table} {f'WHEN {refused}' if refused else ''} BEGIN SELECT RAISE(ABORT, '{said}'); END",)
        for name, table, event, refused, said in _GUARDS
    }


def _postgresql() -> dict[str, tuple[str, ...]]:
    rows: dict[str, tuple[str, ...]] = {
        name: (_function(name, refused, said, "OLD" if event == "DELETE" else "NEW"), _trigger(name, event, table, "ROW"))
        for name, table, event, refused, said in _GUARDS
    }
    whole = {
        name: (_function(name, "", "audit tables are never emptied", "NULL"), _trigger(name, "TRUNCATE", table, "STATEMENT"))
        for name, table in _TRUNCATE
    }
    return rows | whole


def _function(name: str, refused: str, said: str, passed: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {refused or 'TRUE'} THEN RAISE EXCEPTION '{said}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {passed}; END $$"
    )


def _trigger(name: str, event: str, table: str, each: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"


STATEMENTS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType({"sqlite": _sqlite(), "postgresql": _postgresql()})
"""By database: the statements that make each trigger, by its name."""

_TABLES = {name: table for name, table, *_rest in (*_GUARDS, *_TRUNCATE)}


def install(connection: Any) -> None:
    """Make every trigger, in place of one of the same name."""
    remove(connection)
    with connection.cursor() as cursor:
        for statements in STATEMENTS[connection.vendor].values():
            for statement in statements:
                cursor.execute(statement)


def remove(connection: Any) -> None:
    """Take all triggers away: for a migration that goes back, and for tests, which empty tables."""
    on_table = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        for name in STATEMENTS[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {_TABLES[name]}" if on_table else ""))


def missing(connection: Any) -> list[str]:
    """The names of triggers that the database lacks, has switched off, or has with another text; sorted."""
    with connection.cursor() as cursor:
        wanted = STATEMENTS[connection.vendor]
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
