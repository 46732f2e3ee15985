"""What an archive says of itself, and whether this program may restore it. Pure."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Self

from gongkai.messages import UserError, message
from gongkai.vault.keyring import Keyring

FORMAT = 1
"""The version of the archive's form."""

_NOT_NEEDED = frozenset({"django"})
"""Purposes whose keys an archive does not need: sessions and links that they signed end with a restoring anyway."""

VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}

Migrations = frozenset[tuple[str, str]]


class RefusedError(UserError):
    """The archive is whole, but cannot be restored here."""


@dataclass(frozen=True)
class Snapshot:
    """The database as of the moment at which it was taken: migrations applied, the trail's head, rows by table."""

    vendor: str
    migrations: Migrations
    head: tuple[int, str]
    rows: Mapping[str, int]


@dataclass(frozen=True)
class Manifest:
    """An archive's statement: by which version of the program, when it was begun (UTC), of which database, with which keys, how much."""

    code: str
    begun_at: dt.datetime
    snapshot: Snapshot
    fingerprints: Mapping[str, Mapping[int, str]]
    members: int
    bytes: int

    def told(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "gongkai_backup": FORMAT,
            "code": self.code,
            "begun_at": self.begun_at.isoformat(),
            "database": self.snapshot.vendor,
            "migrations": sorted(f"{app}.{name}" for app, name in self.snapshot.migrations),
            "audit": {"sequence": self.snapshot.head[0], "digest": self.snapshot.head[1]},
            "rows": dict(self.snapshot.rows),
            "keys": {purpose: {str(number): one for number, one in keys.items()} for purpose, keys in self.fingerprints.items()},
            "members": self.members,
            "bytes": self.bytes,
        }

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Self:
        """The statement of an archive; raises RefusedError when it has a form that this program does not know, or lacks something."""
        if told.get("gongkai_backup") != FORMAT:
            raise RefusedError(
                message(
                    "The archive has form {found}, this program knows form {known}: restore it with the version that made it ({code}).",
                    found=str(told.get("gongkai_backup")),
                    known=FORMAT,
                    code=str(told.get("code")),
                )
            )
        try:
            return cls(
                str(told["code"]),
                dt.datetime.fromisoformat(told["begun_at"]),
                Snapshot(
                    str(told["database"]),
                    frozenset((app, name) for app, _dot, name in (one.partition(".") for one in told["migrations"])),
                    (int(told["audit"]["sequence"]), str(told["audit"]["digest"])),
                    {str(table): int(rows) for table, rows in told["rows"].items()},
                ),
                {str(purpose): {int(number): str(one) for number, one in keys.items()} for purpose, keys in told["keys"].items()},
                int(told["members"]),
                int(told["bytes"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RefusedError(message("The archive's manifest lacks something: use another archive.")) from error

    def may_be_restored(self, vendor: str, newer: Callable[[set[tuple[str, str]]], set[tuple[str, str]]], keyring: Keyring) -> None:
        """Raises RefusedError: another kind of database, newer than this program (`newer` picks the migrations that are), or keys are missing."""
        if self.snapshot.vendor != vendor:
            raise RefusedError(
                message(
                    "The archive holds a database of {theirs}, this site uses {ours}: set or unset DATABASE_URL so that both are the same.",
                    theirs=VENDORS.get(self.snapshot.vendor, self.snapshot.vendor),
                    ours=VENDORS[vendor],
                )
            )
        if unknown := newer(set(self.snapshot.migrations)):
            raise RefusedError(
                message(
                    "The archive is newer than this program: it knows {names}. Restore it with version {code} or later.",
                    names=tuple(f"{app}.{name}" for app, name in sorted(unknown)[:3]),
                    code=self.code,
                )
            )
        if lacking := self._missing(keyring):
            raise RefusedError(
                message(
                    "The folder {folder} lacks keys that the archive was made with ({keys}). Import the exported keys first: "
                    "gongkai manage keys import FILE.",
                    folder=keyring.folder,
                    keys=tuple(lacking),
                )
            )

    def _missing(self, keyring: Keyring) -> list[str]:
        held = keyring.fingerprints()
        return [
            f"{purpose} {number}"
            for purpose, keys in sorted(self.fingerprints.items())
            if purpose not in _NOT_NEEDED
            for number, fingerprint in sorted(keys.items())
            if held.get(purpose, {}).get(number) != fingerprint
        ]
