"""The working-day calendar (工作日) of China: weekends, public holidays and make-up workdays (调休).

The days come from the library `holidays`; `data/calendar.toml` adds how far the yearly notices reach, the changes
announced later and the holidays of single regions. `Calendar.version` names all three.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.metadata import version
from importlib.resources import files

import holidays

from gongkai.messages import Message, message
from gongkai.statute.laws import NoLawError, StatuteError, Term, load

SATURDAY = 5
ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class LocalDay:
    """A day that a local table adds or corrects: `workday` says which it is, `name` why."""

    day: dt.date
    workday: bool
    name: Message


@dataclass(frozen=True)
class DayKind:
    """What a day is: a workday or not, why, and whether that rests on a notice not yet made (`provisional`)."""

    day: dt.date
    workday: bool
    why: Message
    provisional: bool


@dataclass(frozen=True)
class WorkdayDate:
    """A date found by counting workdays."""

    day: dt.date
    provisional: bool


@dataclass(frozen=True)
class WorkdayCount:
    """A number of workdays."""

    days: int
    provisional: bool


@cache
def _national(year: int) -> tuple[dict[dt.date, Message], frozenset[dt.date]]:
    """The days off of `year` with the reasons, and its make-up workdays.

    Whatever a notice of the year calls a workday stands with the year it falls in: 2011-12-31 is in the notice for 2012.
    """
    zh = holidays.country_holidays("CN", years=(year, year + 1), language="zh_CN", observed=True)
    en = holidays.country_holidays("CN", years=(year, year + 1), language="en_US", observed=True)
    return {day: _day_off(en[day], zh[day]) for day in zh if day.year == year}, frozenset(zh.weekend_workdays)


_EXCHANGED = re.compile(r"由 ?(\d{4}-\d{2}-\d{2}) ?调休")


def _day_off(en: str, zh: str) -> Message:
    """Why a day is off. A day exchanged for a workday (调休) is no public holiday (法定节假日), so it is not called one."""
    exchanged = _EXCHANGED.search(zh)
    if exchanged:
        return message("day off in exchange for {day}", day=exchanged[1])
    return message("public holiday: {name}", name=Term(msgid=en, zh=zh))


def _national_kind(day: dt.date) -> tuple[bool, Message]:
    off, make_up = _national(day.year)
    if day in off:
        return False, off[day]
    if day in make_up:
        return True, message("make-up workday")
    if day.weekday() >= SATURDAY:
        return False, message("weekend")
    return True, message("workday")


@cache
def _sources() -> tuple[str, str]:
    """The library's version and a digest of our data."""
    data = files("gongkai.statute").joinpath("data/calendar.toml").read_bytes()
    return f"holidays-{version('holidays')}", f"data-{hashlib.sha256(data).hexdigest()[:8]}"


def _data_days(known_on: dt.date | None) -> Iterator[LocalDay]:
    """What announced changes had not yet changed on `known_on`."""
    if known_on is None:
        return
    for change in load("calendar")["change"]:
        if known_on < change["announced"]:
            name = message("as known before the notice of {day}", day=change["announced"])
            yield from (LocalDay(entry["day"], entry["before"] == "work", name) for entry in change["days"])


def _region_days(region: str) -> tuple[tuple[LocalDay, ...], frozenset[int]]:
    regions = load("calendar")["regions"]
    if region not in regions:
        raise StatuteError(message("No local holidays are known for “{region}”; known regions: {known}", region=region, known=tuple(regions)))
    days = (LocalDay(e["day"], e["kind"] == "work", Term(msgid=e["en"], zh=e["zh"])) for e in regions[region]["days"])
    return tuple(days), frozenset(regions[region]["years"])


@dataclass(frozen=True)
class Calendar:
    """A working-day calendar.

    `region` adds the holidays of a region in `data/calendar.toml`; `local` adds or corrects single days and stands before
    everything else; `known_on` leaves out the changes announced after that day, so that a closed case can be computed as
    it was; `announced_through` overrides the last year whose notice is known.
    Asked about a day, it raises StatuteError for an unknown region and NoLawError outside the years it covers.
    """

    region: str = ""
    local: tuple[LocalDay, ...] = ()
    known_on: dt.date | None = None
    announced_through: int = field(default_factory=lambda: int(load("calendar")["coverage"]["announced_through"]))

    @cached_property
    def _region(self) -> tuple[tuple[LocalDay, ...], frozenset[int] | None]:
        return _region_days(self.region) if self.region else ((), None)

    @cached_property
    def _days(self) -> dict[dt.date, LocalDay]:
        """The local tables put together, the last one winning."""
        return {entry.day: entry for entry in (*_data_days(self.known_on), *self._region[0], *self.local)}

    @cached_property
    def _kinds(self) -> dict[dt.date, DayKind]:
        return {}

    def _announced(self, year: int) -> bool:
        years = self._region[1]
        return year <= self.announced_through and (years is None or year in years)

    @property
    def version(self) -> str:
        """Which calendar this is: library, our data, region, number of local days, day of knowledge."""
        parts = [*_sources(), f"through-{self.announced_through}"]
        parts += [self.region] if self.region else []
        parts += [f"local-{len(self.local)}"] if self.local else []
        parts += [f"known-{self.known_on}"] if self.known_on else []
        return " ".join(parts)

    def kind(self, day: dt.date) -> DayKind:
        """What `day` is and why. Raises NoLawError outside the years covered."""
        found = self._kinds.get(day)
        if found is None:
            found = self._kinds[day] = self._find(day)
        return found

    def after(self, day: dt.date) -> DayKind:
        """What the day after `day` is. Raises NoLawError outside the years covered, at the end of all dates too."""
        return self.kind(min(day, dt.date.max - ONE_DAY) + ONE_DAY)

    def _find(self, day: dt.date) -> DayKind:
        coverage = load("calendar")["coverage"]
        first, last = coverage["first_year"], coverage["last_year"]
        if not first <= day.year <= last:
            raise NoLawError(message("Our calendar of working days covers {first} to {last}, not {day}", first=first, last=last, day=day))
        if day in self._days:
            entry = self._days[day]
            return DayKind(day, entry.workday, entry.name, provisional=False)
        workday, why = _national_kind(day)
        return DayKind(day, workday, why, provisional=not self._announced(day.year))

    def is_workday(self, day: dt.date) -> bool:
        """Whether `day` is a workday; `kind` also says why and whether that is provisional."""
        return self.kind(day).workday

    def add_workdays(self, start: dt.date, count: int) -> WorkdayDate:
        """The `count`th workday after `start`; counting starts on the day after (自…之日起, the day itself is left out).

        Provisional when any day passed rests on a notice not yet made. Raises StatuteError for a negative count.
        """
        if count < 0:
            raise StatuteError(message("Working days are counted forwards; {count} is negative", count=count))
        day, provisional, left = start, False, count
        while left:
            kind = self.after(day)
            day, provisional, left = kind.day, provisional or kind.provisional, left - kind.workday
        return WorkdayDate(day, provisional)

    def workdays_between(self, start: dt.date, end: dt.date) -> WorkdayCount:
        """How many workdays lie after `start` up to and including `end`: `add_workdays(start, n)` turned round.

        Raises StatuteError when `end` is before `start`.
        """
        if end < start:
            raise StatuteError(message("The period ends on {end}, before it starts on {start}", start=start, end=end))
        kinds = [self.kind(start + dt.timedelta(days=n)) for n in range(1, (end - start).days + 1)]
        return WorkdayCount(sum(kind.workday for kind in kinds), any(kind.provisional for kind in kinds))

    def next_workday(self, day: dt.date) -> WorkdayDate:
        """`day` itself when it is a workday, else the next one."""
        kind = self.kind(day)
        return WorkdayDate(day, kind.provisional) if kind.workday else self._carry(day, provisional=kind.provisional)

    def _carry(self, day: dt.date, *, provisional: bool) -> WorkdayDate:
        after = self.add_workdays(day, 1)
        return WorkdayDate(after.day, provisional or after.provisional)
