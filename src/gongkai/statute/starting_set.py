"""What an organ of a place starts from: the readings, the calendar, and what in them differs from the default, with the reason."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.messages import Message, message
from gongkai.statute.calendar import Calendar, LocalDay
from gongkai.statute.laws import StatuteError, Term, load, term
from gongkai.statute.places import RegionCode
from gongkai.statute.readings import Readings, readings


@dataclass(frozen=True)
class Difference:
    """One point in which a province differs: a setting of `Readings` or `calendar`, its value, why, and where that is written."""

    setting: str
    value: object
    reason: Message
    source: str


@dataclass(frozen=True)
class StartingSet:
    """The set of a province: `readings`, the region of the calendar, the differences from the default.

    `notices_missing`: the region has holidays of its own, and we hold no notice of them: `calendar` is then provisional throughout.
    """

    readings: Readings
    calendar_region: str
    notices_missing: bool
    differences: tuple[Difference, ...]

    @property
    def text(self) -> Message:
        """In a sentence, how the set stands to the default."""
        if not self.differences:
            return message("The default: no local rule is known to us for this place; correct what your place has decided otherwise")
        return message("Differs from the default in: {settings}", settings=tuple(one.reason for one in self.differences))

    def calendar(self, own: Sequence[LocalDay] = (), own_through: int | None = None) -> Calendar:
        """The calendar of the place, with the organ's `own` days before everything else.

        `own_through`: the last year for which the organ's own days are complete. A region of which we hold no notice is provisional after it,
        and throughout without it.
        """
        if not self.notices_missing:
            return Calendar(region=self.calendar_region, local=tuple(own))
        known = Calendar().announced_through
        return Calendar(local=tuple(own), announced_through=min(known, dt.MINYEAR if own_through is None else own_through))


def starting_set(region: RegionCode) -> StartingSet:
    """The set for an organ of `region`: that of its province; nothing local is known below it.

    Where no fact is known the set is the default. Raises StatuteError for a place where the Regulation is not law.
    """
    province = region.province
    if not province.organs:
        raise StatuteError(message("The Regulation on Open Government Information is not law in {place}", place=province.name))
    entry = load("provinces")["provinces"][province.code]
    local = tuple(Difference(one["setting"], one["value"], term(one), one["source"]) for one in entry.get("differences", ()))
    return StartingSet(
        readings=readings(**{one.setting: one.value for one in local}),
        calendar_region=province.calendar,
        notices_missing=province.holidays is not None and not province.calendar,
        differences=(*_holidays(province.calendar, province.holidays), *local),
    )


def _holidays(table: str, holidays: Term | None) -> tuple[Difference, ...]:
    if holidays is None:
        return ()
    if table:
        reason = message("own holidays ({holidays}) from our table of its notices; other years are provisional", holidays=holidays)
        return (Difference("calendar", table, reason, str(load("calendar")["regions"][table]["source"])),)
    reason = message("own holidays ({holidays}), of which we hold no notice: results are provisional until you enter the days", holidays=holidays)
    return (Difference("calendar", "", reason, ""),)


def readings_for(region: RegionCode) -> Readings:
    """The readings an organ of `region` starts from (`starting_set` says why they differ). Raises StatuteError as that does."""
    return starting_set(region).readings
