"""Organs through mergers: who was part of whom, and who reports for which year."""

import datetime as dt

from gongkai.organs.facts import facts_of
from gongkai.organs.models import Organ
from gongkai.statute.organ_facts import report_duty


def existed_in(organ: Organ, year: int) -> bool:
    """Whether `organ` existed on some day of `year`."""
    return organ.created_on.year <= year and (organ.ended_on is None or organ.ended_on.year >= year)


def answering(organ: Organ, on: dt.date) -> Organ:
    """Who answers on `on` what `organ` was asked: itself, and after a merger the gaining organ (Reg. 10), which signs with its own name."""
    while organ.successor is not None and organ.ended_on is not None and organ.ended_on < on:
        organ = organ.successor
    return organ


def ancestors(organ: Organ) -> list[Organ]:
    """`organ` and all organs merged into it, directly or through others; itself first, then in the order in which they ended."""
    found, ahead = [organ], [organ]
    while ahead:
        ahead = list(Organ.objects.filter(successor__in=ahead))
        found += ahead
    return [organ, *sorted(found[1:], key=lambda one: (one.ended_on, one.pk))]


def lineage(organ: Organ, year: int) -> list[Organ]:
    """`organ` and its predecessors as far as they existed in `year`: theirs are the figures of that year that its own are compared with."""
    return [one for one in ancestors(organ) if existed_in(one, year)]


def reporter(organ: Organ, year: int) -> Organ:
    """Who reports the figures that `organ` had in `year`: itself, or the successor if it was merged before its report's last day.

    Raises NoLawError for a year before 2008.
    """
    due = report_duty(facts_of(organ, dt.date(year, 12, 31)), year).due
    if organ.successor is None or organ.ended_on >= due:
        return organ
    return reporter(organ.successor, year)


def organs_of(organ: Organ, year: int) -> list[Organ]:
    """The organs whose figures a report of `organ` on `year` adds: “after a merger the successor reports for its predecessors”.

    Empty where it has nothing to report: it did not exist and nobody was merged into it in time, or it was merged itself before the last
    day. Every organ that existed in `year` stands in the list of exactly one. Raises NoLawError for a year before 2008.
    """
    return [one for one in lineage(organ, year) if reporter(one, year) == organ]
