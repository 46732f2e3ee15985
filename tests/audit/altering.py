"""What the tests of the trail share: a trail of ten rows whose heads are told, and a hand that reaches past the program into the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from gongkai.audit import triggers
from gongkai.audit.actors import Actor
from gongkai.audit.trail import record
from gongkai.audit.verify import Verification

OPERATOR = Actor.command("test")
ROWS = 10


def fill(count: int = ROWS) -> None:
    """`count` rows, each in a transaction of its own."""
    for number in range(count):
        record("organ.renamed", OPERATOR, organ=7, subject=("organs.organ", 7), detail={"name": f"青石县市场监管局{number}"})


def sql(statement: str, *values: Any) -> None:
    """Straight to the database."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@contextmanager
def behind_the_triggers(*guards: triggers.Guards) -> Iterator[None]:
    """As one who has the database: the triggers (those of the trail, if none are named) are taken away, and put back so that nothing shows."""
    connection.check_constraints()  # PostgreSQL drops no trigger of a table whose new rows wait for a check
    for one in guards or (triggers.TRAIL,):
        one.remove(connection)
    yield
    for one in guards or (triggers.TRAIL,):
        one.install(connection)


def found() -> list[str]:
    """The findings as `code first-last`."""
    return [_named(one.code, one.fields) for one in Verification().findings()]


def _named(code: str, fields: Any) -> str:
    rows = "-".join(str(fields[name]) for name in ("first", "last") if name in fields)
    return f"{code} {rows}".rstrip()


def heads_file() -> Path:
    """The file beside the database that the heads are told to."""
    return Path(settings.GONGKAI_DATA) / "audit" / "heads.log"


def heads_lines() -> list[str]:
    """Its lines."""
    return heads_file().read_text().splitlines(keepends=True)
