"""Verifying the trail: every row, checkpoint and head, in one pass, whatever the number of rows in constant memory."""

import datetime as dt
from collections.abc import Iterator
from heapq import merge
from typing import NamedTuple

from django.db import connection

from gongkai.audit import chain, heads, keys, triggers
from gongkai.audit.chain import START, Head
from gongkai.audit.findings import Finding, finding
from gongkai.audit.models import Checkpoint
from gongkai.audit.rows import AT, KEY, SEQUENCE, Row, Rows
from gongkai.vault.keyring import Key, UnknownKeyError

_SHORT = dt.timedelta(hours=1)
"""How far apart the rows may lie which no head covers: those of the instant at which a process was killed."""


class _Witness(NamedTuple):
    """Something outside the rows that tells a row's digest: a line of the file, a checkpoint, a note somebody kept."""

    sequence: int
    digest: str
    source: str


_OF_TRAIL = {one.name: "trigger_missing" for one in triggers.TRAIL.all}
_CONTRADICTED = {"head": "rewritten", "checkpoint": "checkpoint_differs", "known": "known_differs"}


class Verification:
    """One pass over the trail: `findings` gives what is wrong; afterwards `rows` were read, from `first` to `last`.

    `known` is a head that somebody noted down outside this machine: the trail must still hold it.
    """

    def __init__(self, known: Head | None = None) -> None:
        self.rows = 0
        self.first = 0
        self.last = START
        self._known = [known] if known else []
        self._told = heads.Told()
        self._checkpoints: dict[int, str] = {}
        self._keys: dict[int, Key | None] = {}
        self._uncovered: Row | None = None  # the first row after the last head that agreed

    @property
    def unreadable_heads(self) -> int:
        """How many lines of the file of heads say nothing, because writing them was cut off: no finding, the line after covers their rows."""
        return self._told.unreadable

    def findings(self) -> Iterator[Finding]:
        """What an untouched trail would not have, in the order of the rows; nothing when all is well."""
        yield from (finding(_OF_TRAIL.get(name, "guard_missing"), name=name) for name in triggers.missing(connection))
        yield from self._read_checkpoints()
        witnesses = self._witnesses()
        ahead = next(witnesses, None)
        above: Row | None = None
        rows = Rows()
        for row in rows:
            yield from self._judged(row, above)
            self.rows += 1
            self.last = Head(row[SEQUENCE], row[-1])
            self._uncovered = self._uncovered or row
            while ahead and ahead.sequence <= row[SEQUENCE]:
                # A witness of a row that is not there: it was retired, or its absence is told already.
                if ahead.sequence == row[SEQUENCE]:
                    yield from self._compared(ahead, row)
                ahead = next(witnesses, None)
            above = row
        yield from (finding("unreadable", row=sequence) for sequence in rows.unreadable)
        yield from self._beyond_the_end(ahead, witnesses)
        yield from self._file_told(above)

    def _read_checkpoints(self) -> Iterator[Finding]:
        ring = keys.ring()
        for checkpoint in Checkpoint.objects.order_by("upto"):
            try:
                signed = chain.signature([getattr(checkpoint, name) for name in chain.SIGNED], ring.key("checkpoint", checkpoint.key_number))
            except UnknownKeyError:
                signed = ""
            if signed == checkpoint.signature:
                self._checkpoints[checkpoint.upto] = checkpoint.digest
            else:
                yield finding("checkpoint_forged", checkpoint.upto)

    def _witnesses(self) -> Iterator[_Witness]:
        return merge(
            (_Witness(*head, "head") for head in self._told),
            (_Witness(upto, digest, "checkpoint") for upto, digest in self._checkpoints.items()),
            (_Witness(*head, "known") for head in self._known),
            key=lambda one: one.sequence,
        )

    def _judged(self, row: Row, above: Row | None) -> Iterator[Finding]:
        sequence = row[SEQUENCE]
        if above is None:
            before, absent = self._before_first(sequence)
            self.first = sequence
        else:
            before = above[-1] if sequence == above[SEQUENCE] + 1 else None
            absent = () if before is not None else (finding("missing", above[SEQUENCE] + 1, sequence - 1),)
            if row[KEY] < above[KEY]:
                yield finding("key_older", sequence, key=row[KEY])
        yield from absent
        key = self._key(row[KEY])
        if key is None:
            yield finding("key_unknown", sequence, key=row[KEY])
        elif before is not None and chain.digest(row[:-1], before, key) != row[-1]:
            yield finding("changed", sequence)

    def _before_first(self, sequence: int) -> tuple[str | None, tuple[Finding, ...]]:
        """The digest before the first row, None where it cannot be known; and what is wrong with the beginning."""
        if sequence == 1:
            return "", ()
        if sequence - 1 in self._checkpoints:
            return self._checkpoints[sequence - 1], ()
        if any(upto >= sequence for upto in self._checkpoints):
            return None, ()  # a retirement that is not finished: what is left is anchored by the row of its checkpoint
        covered = max((upto for upto in self._checkpoints if upto < sequence), default=0)
        return None, (finding("start_missing", covered + 1, sequence - 1),)

    def _key(self, number: int) -> Key | None:
        if number not in self._keys:
            try:
                self._keys[number] = keys.ring().key("audit", number)
            except UnknownKeyError:
                self._keys[number] = None
        return self._keys[number]

    def _compared(self, witness: _Witness, row: Row) -> Iterator[Finding]:
        if witness.digest != row[-1]:
            yield finding(_CONTRADICTED[witness.source], witness.sequence)
        if witness.source == "head":
            self._uncovered = None

    def _beyond_the_end(self, ahead: _Witness | None, witnesses: Iterator[_Witness]) -> Iterator[Finding]:
        """Witnesses of rows after the last one that is there; where every row was retired, the last checkpoint is the end."""
        if not self.rows and self._checkpoints:
            self.last = Head(*max(self._checkpoints.items()))
        cut = 0
        while ahead:
            if ahead.source == "known" and ahead.sequence > self.last.sequence:
                yield finding("known_missing", ahead.sequence, self.last.sequence)
            elif ahead.sequence > self.last.sequence:
                cut = ahead.sequence
            ahead = next(witnesses, None)
        if cut:
            yield finding("tail_cut", cut, self.last.sequence)

    def _file_told(self, last: Row | None) -> Iterator[Finding]:
        if self._told.disorder:
            yield finding("file_disorder", self._told.disorder.sequence)
        if last is None:
            return
        if not self._told.exists:
            yield finding("file_missing", path=heads.path())
        elif self._uncovered and last[AT] - self._uncovered[AT] > _SHORT:
            yield finding("file_short", self._uncovered[SEQUENCE], last[SEQUENCE])
