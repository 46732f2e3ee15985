"""PostgreSQL: a snapshot by pg_dump, a database made of it by pg_restore, and one put in another's place in one transaction."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg.conninfo import make_conninfo
from psycopg.sql import SQL, Composed, Identifier, Literal

from gongkai.messages import UserError, message
from gongkai.operations.backup.facts import facts
from gongkai.operations.backup.manifest import Snapshot

MEMBER = "database.pgdump"
_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
_LONGEST = 63  # bytes of a name
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"


class Server:
    """The server and the database that Django's settings name."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        given = {ours: str(settings[theirs]) for ours, theirs in _NAMES.items() if settings.get(theirs)}
        self._parts = {**settings.get("OPTIONS", {}), **given}
        self.database = self._parts["dbname"]

    def url(self, database: str) -> str:
        """The address of `database` on this server, password included, as DATABASE_URL takes it."""
        return "postgresql://?" + "&".join(f"{name}={quote(str(value), safe='')}" for name, value in {**self._parts, "dbname": database}.items())

    def snapshot(self, to: Path) -> Snapshot:
        """Dump the database as of one moment to the new file `to`; raises UserError when that cannot be. Others go on writing."""
        with self._connected(self.database, autocommit=False) as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            self._tool("pg_dump", connection.info.server_version)
            (moment,) = connection.execute("SELECT pg_export_snapshot()").fetchall()[0]
            self._run("pg_dump", self.database, "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}", f"--file={to}")
            tables = [name for (name,) in connection.execute(_TABLES)]
            return facts("postgresql", tables, lambda statement: connection.execute(statement).fetchall())

    def exists(self, database: str) -> bool:
        """Whether there is such a database."""
        return bool(self._ask(SQL("SELECT 1 FROM pg_database WHERE datname = {}").format(Literal(database))))

    def is_empty(self) -> bool:
        """Whether our database is absent, or has no table."""
        if not self.exists(self.database):
            return True
        with self._connected(self.database) as connection:
            return not connection.execute(f"{_TABLES} LIMIT 1").fetchall()

    def others(self) -> int:
        """How many connections to our database there are."""
        rows = self._ask(SQL("SELECT count(*) FROM pg_stat_activity WHERE datname = {}").format(Literal(self.database)))
        return int(rows[0][0])

    def make(self, database: str, dump: Path) -> None:
        """Make `database` anew from `dump`; raises UserError when that cannot be. One left there by a killed restoring is removed."""
        with self._connected("postgres") as connection:
            self._tool("pg_restore", connection.info.server_version)
            may = connection.execute("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
            if not may or not may[0]:
                raise UserError(
                    message(
                        "A backup is restored into a new database, which the role {role} may not make: let a database administrator run "
                        "ALTER ROLE {role} CREATEDB.",
                        role=connection.info.user,
                    )
                )
        self.drop(database)
        self._ask(SQL("CREATE DATABASE {} TEMPLATE template0 {}").format(Identifier(database), self._kind()))
        self._run("pg_restore", database, "--exit-on-error", "--no-owner", "--no-privileges", "--single-transaction", str(dump))

    def drop(self, database: str) -> None:
        """Remove `database`, if it is there; raises UserError when others are connected to it."""
        try:
            self._ask(SQL("DROP DATABASE IF EXISTS {}").format(Identifier(database)))
        except psycopg.errors.ObjectInUse as error:
            raise UserError(message("The database {name} is in use: another backup is at work, try again when it is done.", name=database)) from error

    def put_in_place(self, new: str, aside: str) -> None:
        """Give `new` our database's name, and ours the name `aside`, at once; does nothing when `new` is gone, which is when that is done.

        Raises UserError: others are connected to it.
        """
        if not self.exists(new):
            return
        try:
            with self._connected("postgres", autocommit=False) as connection:
                if self.exists(self.database):
                    connection.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(self.database), Identifier(aside)))
                connection.execute(SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(new), Identifier(self.database)))
        except psycopg.errors.ObjectInUse as error:
            raise UserError(message("The database {name} is in use: stop the site and every command, then restore.", name=self.database)) from error

    def name_beside(self, word: str) -> str:
        """A name for a database beside ours."""
        return f"{self.database[: _LONGEST - len(word) - 1]}_{word}"

    def _kind(self) -> SQL | Composed:
        """The encoding and the sorting order of our database, for another one; the server's own where ours is not there yet."""
        rows = self._ask(
            SQL("SELECT to_jsonb(d), pg_encoding_to_char(encoding) FROM pg_database d WHERE datname = {}").format(Literal(self.database))
        )
        if not rows:
            return SQL("ENCODING 'UTF8'")
        told, encoding = rows[0]
        parts = {"ENCODING": encoding, "LC_COLLATE": told["datcollate"], "LC_CTYPE": told["datctype"]}
        if told.get("datlocprovider") == "i":
            parts |= {"LOCALE_PROVIDER": "icu", "ICU_LOCALE": told.get("datlocale") or told.get("daticulocale")}
        return SQL(" ").join(SQL("{} {}").format(SQL(name), Literal(value)) for name, value in parts.items())

    def _ask(self, statement: SQL | Composed) -> list[tuple[Any, ...]]:
        with self._connected("postgres") as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def _connected(self, database: str, *, autocommit: bool = True) -> Iterator[psycopg.Connection[Any]]:
        try:
            with psycopg.connect(make_conninfo(**{**self._parts, "dbname": database}), autocommit=autocommit) as connection:
                yield connection
        except psycopg.errors.ObjectInUse:
            raise
        except psycopg.Error as error:
            raise UserError(message("The database {name} cannot be used: {reason}", name=database, reason=_first_line(str(error)))) from error

    def _tool(self, name: str, server_version: int) -> None:
        """Raises UserError unless the program is there and knows this server."""
        found = shutil.which(name)
        server = server_version // 10000
        told = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout if found else ""  # noqa: S603  # found on PATH
        version = re.search(r"\d+", told)
        if not version or int(version[0]) < server:
            raise UserError(
                message(
                    "{tool} of PostgreSQL {server} or later is needed and was not found on PATH ({found}): install postgresql-client.",
                    tool=name,
                    server=server,
                    found=told.strip() or "-",
                )
            )

    def _run(self, tool: str, database: str, *arguments: str) -> None:
        """The password goes through the environment: others on the machine see arguments."""
        parts = {name: value for name, value in self._parts.items() if name != "password"}
        environment = os.environ | ({"PGPASSWORD": self._parts["password"]} if "password" in self._parts else {})
        done = subprocess.run(  # noqa: S603  # a fixed program, arguments of ours
            [shutil.which(tool) or tool, f"--dbname={make_conninfo(**{**parts, 'dbname': database})}", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise UserError(message("{tool} failed: {reason}", tool=tool, reason=_first_line(done.stderr)))


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
