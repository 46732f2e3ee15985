"""Many cases at once (批量写入): sample systems, benchmarks and imports append their events here, and rows follow as from `store.append`.

The same fold, clock and columns as for one; what an organ's settings give is asked of the database once for each time that they changed,
and rows are written by the thousand. It writes no audit row and tells nobody: the caller records what it did.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongkai.audit.actors import Actor
from gongkai.cases import beside, ledger, store
from gongkai.cases.events import Event
from gongkai.cases.models import Case, CaseEvent, CaseFile, Counter, SearchPiece
from gongkai.cases.numbers import PATTERNS
from gongkai.cases.projection import columns
from gongkai.cases.search_index import rows_of
from gongkai.organs.models import Organ, OrganSetting
from gongkai.organs.setting_table import calendar_of, number_words, readings_of, setting
from gongkai.statute import numbering
from gongkai.statute.calendar import Calendar
from gongkai.statute.readings import Readings

_AT_ONCE = 1000
"""Cases written together."""


@dataclass(frozen=True, kw_only=True)
class NewCase:
    """A case to be written: `case` is not saved and has its organ, `events` are all that happened to it."""

    case: Case
    events: Sequence[Event]


def append_many(cases: Iterable[NewCase], actor: Actor, at: Callable[[Event], dt.datetime] | None = None) -> int:
    """Record the events of cases that are not there yet, and the rows that follow from them, all or none; how many there are.

    `at` says when an event was recorded; None: now. Raises StepError: a sequence of events cannot have happened; IntegrityError: a number is
    taken already. Nothing is written then.
    """
    settings, count, left = Settings(), 0, iter(cases)
    with transaction.atomic():
        while some := list(islice(left, _AT_ONCE)):
            _write(some, actor, at, settings)
            count += len(some)
    return count


@dataclass
class Settings:
    """What the settings of organs give on a day; the database is asked once for each organ and each day on which something of it changed."""

    _changes: dict[int, list[dt.date]] = field(default_factory=dict)
    _found: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def calendar(self, organ: Organ, on: dt.date) -> Calendar:
        """`setting_table.calendar_of`."""
        found: Calendar = self._once(calendar_of, organ, on)
        return found

    def readings(self, organ: Organ, on: dt.date) -> Readings:
        """`setting_table.readings_of`."""
        found: Readings = self._once(readings_of, organ, on)
        return found

    def number_words(self, organ: Organ, on: dt.date) -> tuple[str, str]:
        """`setting_table.number_words`."""
        found: tuple[str, str] = self._once(number_words, organ, on)
        return found

    def pattern(self, organ: Organ, purpose: str, on: dt.date) -> numbering.Pattern:
        """The pattern of numbers of `purpose`, a key of `numbers.PATTERNS`."""
        text: str = self._once(setting, organ, on, PATTERNS[purpose])
        return numbering.pattern(text)

    def _once(self, ask: Any, organ: Organ, on: dt.date, name: str = "") -> Any:
        if organ.pk not in self._changes:
            self._changes[organ.pk] = sorted(set(OrganSetting.objects.filter(organ=organ).values_list("since", flat=True)))
        key = (ask, name, organ.pk, bisect_right(self._changes[organ.pk], on))  # between two changes every day has the same
        if key not in self._found:
            self._found[key] = ask(organ, name, on) if name else ask(organ, on)
        return self._found[key]


def _write(new: Sequence[NewCase], actor: Actor, at: Callable[[Event], dt.datetime] | None, settings: Settings) -> None:
    today = timezone.localdate()
    states = [_fill(one, today, settings) for one in new]
    Case.objects.bulk_create([one.case for one in new])
    CaseEvent.objects.bulk_create(row for one in new for row in _event_rows(one, actor, at, settings))
    CaseFile.objects.bulk_create(row for one in new for place, event in enumerate(one.events, 1) for row in store.files_of(one.case, place, event))
    SearchPiece.objects.bulk_create(row for one in new for place, event in enumerate(one.events, 1) for row in rows_of(one.case.pk, place, event))
    for model, rows in beside.rows_of((one.case, state) for one, state in zip(new, states, strict=True)).items():
        model._default_manager.bulk_create(rows)  # noqa: SLF001  # Django's documented name


def _fill(new: NewCase, today: dt.date, settings: Settings) -> ledger.Case:
    case = new.case
    state = ledger.fold(new.events)
    seen = store.clock_of(case.organ, state, today, settings.calendar, settings.readings)
    for name, value in columns(state, seen).items():
        setattr(case, name, value)
    case.length = len(new.events)
    return state


def _event_rows(new: NewCase, actor: Actor, at: Callable[[Event], dt.datetime] | None, settings: Settings) -> Iterator[CaseEvent]:
    for position, event in enumerate(new.events, 1):
        row = store.event_row(new.case, position, event, actor, settings.calendar(new.case.organ, event.on).version)
        if at is not None:
            row.at = at(event)
        yield row


def numbers(organ: Organ, purpose: str, days: Sequence[dt.date], settings: Settings | None = None) -> list[str]:
    """A number of `purpose` (a key of `numbers.PATTERNS`) for each of `days`, which are in their order: `numbers.next_number`, for many.

    Must be called in a transaction. Raises NumberingError: the organ's pattern needs a short form or a code that it has not.
    """
    known, made = settings or Settings(), []
    for year, of_year in groupby(days, key=lambda day: day.year):
        wanted = list(of_year)
        Counter.objects.get_or_create(organ=organ, purpose=purpose, year=year)
        counter = Counter.objects.select_for_update().get(organ=organ, purpose=purpose, year=year)
        for serial, day in enumerate(wanted, counter.last + 1):
            word, code = known.number_words(organ, day)
            made.append(numbering.format_number(known.pattern(organ, purpose, day), numbering.Number(year, serial, word, code)))
        counter.last += len(wanted)
        counter.save(update_fields=["last"])
    return made
