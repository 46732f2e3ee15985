"""Whether a restored place is sound, and what has ended there. Asks the database and the data folder of this process's settings."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection, transaction

from gongkai.audit.actors import Actor
from gongkai.audit.trail import record
from gongkai.audit.verify import Verification
from gongkai.operations import database, keys
from gongkai.operations.backup import named, sqlite, store
from gongkai.operations.models import Process
from gongkai.operations.takeup import take_up

_SHOWN = 20


def findings() -> list[str]:
    """Bring the database up to this program, and give what is not whole: rows without what they point to, the trail, files; 20 sentences at most.

    Raises UserError: the database is damaged, newer than the program, or needs keys that are not there.
    """
    if connection.vendor == "sqlite":
        sqlite.check(store.file())
    database.bring_up_to_date()
    keys.check()
    return list(islice(_findings(), _SHOWN))


def _findings() -> Iterator[str]:
    if connection.vendor == "sqlite":  # PostgreSQL has looked while it restored
        yield from sqlite.broken_references(store.file())
    yield from map(str, Verification().findings())
    yield from map(str, named.lacking())


def finish(detail: Mapping[str, Any]) -> None:
    """Sign everybody out, give back the tasks that were being done, forget the processes of then, and write down that this was restored."""
    with transaction.atomic():
        Session.objects.all().delete()
        Process.objects.all().delete()
        record("operations.restored", Actor.command("restore"), detail=detail)
    take_up()
