"""Section 3 as it stood at the end of each month (月度快照): kept when the month is over, and compared with what the ledger gives for that day now.

A request that is recorded later than it happened changes the figures of a day that was looked at before; the snapshot keeps what was seen, and the
events recorded since explain the difference.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from gongkai.cases.events import KINDS, Closes
from gongkai.cases.models import Case, CaseEvent
from gongkai.organs.models import Organ, OrganSetting
from gongkai.reports.coverage import NotReportedError, coverage
from gongkai.reports.ledger_figures import Ledger, cases_of
from gongkai.reports.models import Snapshot

COUNTED = frozenset(
    {"request_arrived", "receipt_confirmed", "record_corrected", *(kind for kind, event in KINDS.items() if issubclass(event, Closes))}
)
"""The kinds of events that section 3 counts by."""


def month_end_before(day: dt.date) -> dt.date:
    """The last day of the month before that of `day`."""
    return day.replace(day=1) - dt.timedelta(days=1)


def digest(organ: Organ, day: dt.date, figures: Mapping[str, int]) -> str:
    """The SHA-256 of what a snapshot says."""
    said = json.dumps([organ.code, day.isoformat(), figures], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def take(organ: Organ, day: dt.date) -> Snapshot | None:
    """Keep section 3 of `organ` at the end of `day`, unless it is kept already; None where the organ makes no report on that year."""
    held = Snapshot.objects.filter(organ=organ, day=day).first()
    if held is not None:
        return held
    try:
        covered = coverage(organ, day.year, day)
    except NotReportedError:
        return None
    figures = Ledger(covered, cases_of(covered)).figures()
    made: Snapshot = Snapshot.objects.get_or_create(organ=organ, day=day, defaults={"figures": figures, "digest": digest(organ, day, figures)})[0]
    return made


def take_all(on: dt.date) -> int:
    """Keep the last month's end of every organ that reports; how many are kept."""
    day = month_end_before(on)
    organs = Organ.objects.filter(created_on__lte=day).order_by("pk")
    return sum(take(organ, day) is not None for organ in organs)


@dataclass(frozen=True)
class Compared:
    """A snapshot beside what the ledger gives for its day now: `changed` has the cells that differ, with both figures."""

    snapshot: Snapshot
    changed: Mapping[str, tuple[int, int]]

    @property
    def is_intact(self) -> bool:
        """Whether the figures are those that were kept."""
        return self.snapshot.digest == digest(self.snapshot.organ, self.snapshot.day, self.snapshot.figures)


def compared(snapshot: Snapshot, cases: QuerySet[Case]) -> Compared:
    """The snapshot compared with the requests `cases`."""
    covered = coverage(snapshot.organ, snapshot.day.year, snapshot.day)
    now, then = Ledger(covered, cases).figures(), snapshot.figures
    cells = (cell for cell in {**then, **now} if then.get(cell, 0) != now.get(cell, 0))
    return Compared(snapshot, {cell: (then.get(cell, 0), now.get(cell, 0)) for cell in cells})


def recorded_since(snapshot: Snapshot, events: QuerySet[CaseEvent]) -> QuerySet[CaseEvent]:
    """Those of `events` that say something of a day up to the snapshot's and were recorded after it was taken."""
    organs = coverage(snapshot.organ, snapshot.day.year, snapshot.day).organs
    later = events.filter(case__organ__in=organs, at__gt=snapshot.taken_at, kind__in=COUNTED)
    return later.exclude(on__gt=snapshot.day, kind__in=COUNTED - {"record_corrected"}).select_related("case").order_by("at", "pk")


def settings_since(snapshot: Snapshot, settings: QuerySet[OrganSetting], names: Iterable[str]) -> QuerySet[Any]:
    """Those of `settings` that hold on the snapshot's day and were recorded after it was taken."""
    return settings.filter(organ=snapshot.organ, name__in=list(names), since__lte=snapshot.day, recorded_at__gt=snapshot.taken_at).order_by("pk")
