"""What the database holds of each organ, so that a request that changed something of another is found.

A request is watched: only when it wrote into a table are the rows of that table compared.
"""

# ruff: noqa: SLF001  # _meta and _default_manager are Django's documented names

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection, models

from walk.filling import Side

WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"([^"]+)"', re.IGNORECASE)


@dataclass
class Watch:
    """The tables that were written into."""

    tables: set[str] = field(default_factory=set)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  # Django's signature
        """Django calls it around each statement."""
        found = WRITES.match(sql)
        if found:
            self.tables.add(found[1])
        return execute(sql, params, many, context)


@contextmanager
def watching() -> Iterator[Watch]:
    """Watch the statements of the block."""
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


@dataclass
class Snapshot:
    """All rows by table, as they were, and whose they are."""

    rows: dict[str, dict[Any, tuple[Any, ...]]]
    owners: dict[str, dict[Any, str]]

    @classmethod
    def taken(cls, sides: dict[str, Side]) -> "Snapshot":
        """What the database holds now."""
        return cls({model._meta.db_table: _rows(model) for model in _models()}, _owners(sides))

    def changes(self, tables: set[str], letters: set[str]) -> list[str]:
        """What of the organs `letters` is not as it was in `tables`: changed and missing rows, and new ones that point at theirs."""
        found = []
        for model in _models():
            table = model._meta.db_table
            if table in tables and table not in UNWATCHED:
                found += self._changes(model, letters)
        return found

    def _changes(self, model: type[models.Model], letters: set[str]) -> list[str]:
        table, label = model._meta.db_table, model._meta.label
        now, before, owners = _rows(model), self.rows[table], self.owners.get(table, {})
        found = [
            f"{label} {pk} of {owners[pk]} {'changed' if pk in now else 'removed'}"
            for pk, row in before.items()
            if owners.get(pk) in letters and now.get(pk) != row
        ]
        for pk in now.keys() - before.keys():
            found += [f"{label} {pk} new, points at {target} of {whose}" for target, whose in self._pointed_at(model, now[pk]) if whose in letters]
        return found

    def _pointed_at(self, model: type[models.Model], row: tuple[Any, ...]) -> Iterator[tuple[str, str]]:
        for one, value in zip(model._meta.local_concrete_fields, row, strict=True):
            if one.is_relation and value is not None:
                target = one.related_model._meta
                whose = self.owners.get(target.db_table, {}).get(value)
                if whose:
                    yield f"{target.label} {value}", whose


# Written at each request or about the person who asks; nothing of an organ.
UNWATCHED = frozenset({
    "django_session", "axes_accessattempt", "axes_accessfailurelog", "axes_accesslog",
    "account_emailaddress",  # allauth's copy of an account's own address, made when somebody opens a link to a new password
})  # fmt: skip


def _models() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy and model._meta.managed]


def _rows(model: type[models.Model]) -> dict[Any, tuple[Any, ...]]:
    """Rows of the model's own table by key."""
    meta = model._meta
    columns = ", ".join(connection.ops.quote_name(one.column) for one in meta.local_concrete_fields)
    key = next(index for index, one in enumerate(meta.local_concrete_fields) if one.primary_key)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(meta.db_table)}")  # noqa: S608  # names of our own tables
        return {row[key]: tuple(row) for row in cursor.fetchall()}


def _owners(sides: dict[str, Side]) -> dict[str, dict[Any, str]]:
    """By table, by key: the letter of the side that the row was made for."""
    found: dict[str, dict[Any, str]] = {}
    for letter, side in sides.items():
        for model, rows in side.made.items():
            for table in {model._meta.db_table, *(parent._meta.db_table for parent in model._meta.get_parent_list())}:
                found.setdefault(table, {}).update({row.pk: letter for row in rows})
    return found
