"""What chains the rows: the digest of a row over its content and the digest before it, and the signature of a checkpoint. Pure."""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from gongkai.vault.keyring import Key

FIELDS = ("sequence", "at", "actor_kind", "actor", "organ", "verb", "subject_kind", "subject", "detail", "address", "key_number")
"""The columns of a row that its digest covers, in this order: all but the digest itself."""
SIGNED = ("upto", "first", "digest", "at", "actor_kind", "actor", "copy", "copy_digest", "key_number")
"""The columns of a checkpoint that its signature covers, in this order."""
_JSON = json.JSONEncoder(ensure_ascii=False).encode


class Head(NamedTuple):
    """A place in the chain: a row's number and its digest, "" before the first row."""

    sequence: int
    digest: str


START = Head(0, "")
"""Where every chain begins."""


def digest(values: Sequence[Any], before: str, key: Key) -> str:
    """The keyed hash (HMAC-SHA-256, hex) over a row's `values`, in the order of FIELDS, and the digest of the row `before` it."""
    sequence, at, *others = values
    return _keyed(key, [before, sequence, _utc(at), *others])


def signature(values: Sequence[Any], key: Key) -> str:
    """The keyed hash (HMAC-SHA-256, hex) over a checkpoint's `values`, in the order of SIGNED."""
    return _keyed(key, ["checkpoint", *(_utc(value) if isinstance(value, dt.datetime) else value for value in values)])


def _utc(at: dt.datetime) -> str:
    """SQLite and PostgreSQL, and every time zone of the server, give the same text."""
    return at.astimezone(dt.UTC).isoformat()


def _keyed(key: Key, values: list[Any]) -> str:
    return hmac.digest(key.secret, _JSON(values).encode(), hashlib.sha256).hex()
