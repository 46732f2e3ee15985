"""Reading the trail's rows for verification, whatever somebody wrote into them."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import DataError

from gongkai.audit import chain
from gongkai.audit.models import AuditRow

Row = tuple[Any, ...]
"""A row's values in the order of `chain.FIELDS`, and its digest."""
COLUMNS = (*chain.FIELDS, "digest")
SEQUENCE, AT, KEY = (COLUMNS.index(name) for name in ("sequence", "at", "key_number"))

_BATCH = 5000
_INTEGERS = {"sequence", "organ", "key_number"}
_TYPES = tuple(int if name in _INTEGERS else dt.datetime if name == "at" else str for name in COLUMNS)
_WHOLE = {_TYPES, tuple(type(None) if name == "organ" else kind for name, kind in zip(COLUMNS, _TYPES, strict=True))}
"""SQLite keeps any type in any column: what a row may be made of, with and without an organ."""


class Rows:
    """All rows with a number above `after`, in order; `unreadable` holds afterwards the numbers of those that are no rows of ours at all.

    Read in batches by number: constant memory, and no long transaction, in which SQLite could not fold its log away.
    """

    def __init__(self, after: int = 0, upto: int | None = None) -> None:
        self.unreadable: list[Any] = []
        self._after = after
        self._upto = upto

    def __iter__(self) -> Iterator[Row]:
        after: int | None = self._after
        while after is not None:
            batch = self._batch(after)
            for row in batch:
                if tuple(map(type, row)) in _WHOLE:
                    yield row
                else:
                    self.unreadable.append(row[SEQUENCE])
            after = max((row[SEQUENCE] for row in batch if type(row[SEQUENCE]) is int), default=None)

    def _batch(self, after: int) -> list[Row]:
        found = AuditRow.objects.filter(sequence__gt=after).order_by("sequence")
        if self._upto is not None:
            found = found.filter(sequence__lte=self._upto)
        try:
            return list(found.values_list(*COLUMNS)[:_BATCH])
        except (ValueError, TypeError, OverflowError, DataError):
            return [self._alone(sequence) for sequence in found.values_list("sequence", flat=True)[:_BATCH]]

    def _alone(self, sequence: Any) -> Row:
        """The row `sequence`, read by itself: one of the batch cannot be read as what its columns are for."""
        try:
            return AuditRow.objects.values_list(*COLUMNS).get(sequence=sequence)
        except (ValueError, TypeError, OverflowError, DataError):
            return (sequence,)
