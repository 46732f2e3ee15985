"""Appending to the trail: `record`, the only way in."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from gongkai.audit import chain, heads, keys
from gongkai.audit.actors import Actor
from gongkai.audit.chain import START, Head
from gongkai.audit.models import AuditRow, Checkpoint

_LOCK = 0x676F6E676B6169  # one chain, one writer at a time


def record(  # noqa: PLR0913  # who, what, where, to what: each is a column
    verb: str, actor: Actor, *, organ: int | None = None, subject: Any = None, detail: Mapping[str, Any] | None = None, at: dt.datetime | None = None
) -> AuditRow:
    """Append a row; must be the last statement of the caller's transaction (on PostgreSQL it holds the chain's lock until the commit).

    `verb` is one of `gongkai.audit.verbs`. `subject` is a model instance or a pair (kind, key). `detail` holds keys of person rows, never
    personal data. After the commit the head is told to the file beside the database.

    Raises ValueError: a text is longer than its column.
    """
    kind, key = _subject(subject)
    with transaction.atomic():
        lock()
        last = head()
        if last == START:
            heads.begin()
        sealed = keys.ring().current("audit")
        row = AuditRow(
            sequence=last.sequence + 1,
            at=at or timezone.now(),
            actor_kind=actor.kind,
            actor=actor.key,
            organ=organ,
            verb=verb,
            subject_kind=kind,
            subject=key,
            detail=_canonical(detail or {}),
            address=actor.address,
            key_number=sealed.number,
        )
        _fits(row)
        row.digest = chain.digest([getattr(row, name) for name in chain.FIELDS], last.digest, sealed)
        row.save(force_insert=True)
        transaction.on_commit(heads.tell, robust=True)  # what is committed stays so, even if the file cannot be written: that is logged
    return row


def lock() -> None:
    """Until the transaction ends nobody else appends. On SQLite the transaction itself is that lock (IMMEDIATE)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def head() -> Head:
    """The last row's number and digest; those of the last checkpoint where every row was removed behind it."""
    row = AuditRow.objects.order_by("-sequence").values_list("sequence", "digest").first()
    return Head(*(row or Checkpoint.objects.order_by("-upto").values_list("upto", "digest").first() or START))


def _canonical(detail: Mapping[str, Any]) -> str:
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return text.encode("utf-8", "backslashreplace").decode()  # half a character (a lone surrogate) is kept as its JSON escape


def _fits(row: AuditRow) -> None:
    """SQLite would take any length: what one database refuses, the other must too."""
    for field in row._meta.get_fields():  # noqa: SLF001  # Django's documented way to a model's fields
        if field.max_length and len(getattr(row, field.name)) > field.max_length:
            raise ValueError(f"The audit row's {field.name} is longer than {field.max_length} characters")


def _subject(subject: Any) -> tuple[str, str]:
    if subject is None:
        return "", ""
    if isinstance(subject, tuple):
        return str(subject[0]), str(subject[1])
    return str(subject._meta.label_lower), str(subject.pk)  # noqa: SLF001  # Django's documented way to a model's name
