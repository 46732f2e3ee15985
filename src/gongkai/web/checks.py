"""System checks: what would make the platform unsafe or inexact is said before it starts.

All have the tag `gongkai`: serve refuses to start on their errors.
"""

import stat
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004  # Django's name
from django.db import connection
from django.utils.translation import gettext as _

from gongkai.web.databases import SQLITE_PRAGMAS, SQLITE_TIMEOUT

OURS = "gongkai"
_LOCAL = {"127.0.0.1", "localhost", "::1"}
# Without them a commit that was acknowledged can be lost when the power goes.
_POSTGRESQL = {"fsync": {"on"}, "synchronous_commit": {"on", "local", "remote_write", "remote_apply"}}


@register(Tags.database, OURS)
def sqlite_pragmas(**_kwargs: Any) -> list[CheckMessage]:
    """The pragmas of a real connection are those that durability and concurrency rest on."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in (*SQLITE_PRAGMAS, "busy_timeout")}
    wanted = {**SQLITE_PRAGMAS, "busy_timeout": SQLITE_TIMEOUT * 1000}
    wrong = [
        Error(_("SQLite's %(name)s is %(found)s, not %(wanted)s") % {"name": name, "found": found[name], "wanted": value}, id="gongkai.E001")
        for name, value in wanted.items()
        if found[name] != value
    ]
    if connection.transaction_mode != "IMMEDIATE":
        wrong.append(Error(_("SQLite's transactions must begin IMMEDIATE"), id="gongkai.E002"))
    return wrong


@register(Tags.database, OURS)
def postgresql_is_durable(**_kwargs: Any) -> list[CheckMessage]:
    """A commit is on the disk when it is acknowledged."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        found = {name: cursor.execute(f"SHOW {name}").fetchone()[0] for name in _POSTGRESQL}
    return [
        Error(_("PostgreSQL's %(name)s is %(found)s: what was acknowledged can be lost") % {"name": name, "found": found[name]}, id="gongkai.E004")
        for name, good in _POSTGRESQL.items()
        if found[name] not in good
    ]


@register(Tags.security, OURS)
def address_is_https_outside_this_machine(**_kwargs: Any) -> list[CheckMessage]:
    """A sign-in over plain http leaves this machine readable."""
    parts = urlsplit(settings.ADDRESS)
    if parts.scheme == "https" or parts.hostname in _LOCAL:
        return []
    return [
        Error(
            _("GONGKAI_ADDRESS must begin with https:// unless it is this machine's own: passwords would be readable on the way"), id="gongkai.E003"
        )
    ]


@register(Tags.security, OURS)
def keys_are_their_owners(**_kwargs: Any) -> list[CheckMessage]:
    """Whoever can write into the key folder can put other keys there; the key file itself is looked at whenever it is read."""
    return _open_to_others(Path(settings.GONGKAI_KEYS), stat.S_IWGRP | stat.S_IWOTH, Error, "gongkai.E005")


@register(Tags.security, OURS)
def data_are_their_owners(**_kwargs: Any) -> list[CheckMessage]:
    """Drafts and names of accounts are in the database as they are."""
    return _open_to_others(Path(settings.GONGKAI_DATA), stat.S_IRWXO | stat.S_IWGRP, Warning, "gongkai.W001")


def _open_to_others(folder: Path, bits: int, kind: type[CheckMessage], number: str) -> list[CheckMessage]:
    mode = stat.S_IMODE(folder.stat().st_mode)
    if not mode & bits:
        return []
    return [
        kind(_("The folder %(folder)s is open to others (mode %(mode)s): run chmod 700 on it") % {"folder": folder, "mode": f"{mode:04o}"}, id=number)
    ]
