"""The work inside the organ (内部办理): in whose hands a request is, what divisions say, notes, days that were missed, the archive.

None of it stops the clock, and none of it is a step of the law: it stands beside the steps (`Beside`).
"""

import datetime as dt
from dataclasses import dataclass

from gongkai.cases.events.base import Beside, Lettered


@dataclass(frozen=True, kw_only=True)
class CaseAssigned(Beside, kind="case_assigned"):
    """The request, or its item number `item` (0: the whole), was given to a division (承办科室) and a handler (承办人): the keys of their rows.

    None: left open. `reason`, where it was in other hands before.
    """

    division: int | None = None
    handler: int | None = None
    item: int = 0
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseHandedOver(Beside, kind="case_handed_over"):
    """All that the handler `before` had in hand of the request went to `handler` (移交), in `division`, for `reason`."""

    before: int
    handler: int
    division: int | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class OpinionAsked(Beside, kind="opinion_asked"):
    """The division with the key `division` was asked for its opinion (征求科室意见): `question`. `opinion` numbers them from 1."""

    opinion: int
    division: int
    question: str


@dataclass(frozen=True, kw_only=True)
class OpinionGiven(Beside, kind="opinion_given"):
    """Somebody of the division that was asked gave the opinion (科室意见) of that number."""

    opinion: int
    text: str


@dataclass(frozen=True, kw_only=True)
class NoteWritten(Beside, kind="note_written"):
    """A note on the case (办理记事), numbered from 1; `corrects`: the number of an earlier one that it puts right, 0: none."""

    note: int
    text: str
    corrects: int = 0


@dataclass(frozen=True, kw_only=True)
class DueDayMissed(Beside, kind="due_day_missed"):
    """On the day `on` the due day `due` had passed, and no service of an answer was on record; `calendar` gave that day."""

    due: dt.date
    calendar: str


@dataclass(frozen=True, kw_only=True)
class DueDayRecomputed(Beside, kind="due_day_recomputed"):
    """The organ's calendar or settings changed: the due day `before` became `after`, by `calendar`; None: no day ran."""

    before: dt.date | None
    after: dt.date | None
    calendar: str


@dataclass(frozen=True, kw_only=True)
class RecordCorrected(Beside, kind="record_corrected"):
    """An entry of the record is wrong (更正): `wrong` stands there, `right` is right, for `reason`; the entry itself stays as it is.

    `entry`: its place among the events, from 1. `day`: the day on which it really happened, where that is what is wrong: the clock then
    counts with it.
    """

    entry: int
    wrong: str
    right: str
    reason: str
    day: dt.date | None = None


@dataclass(frozen=True, kw_only=True)
class CaseArchived(Lettered, Beside, kind="case_archived"):
    """The closed case was archived (归档) under `number` (档号), with its contents page (卷内目录); after it only corrections are recorded."""
