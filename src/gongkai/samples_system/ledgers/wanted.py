"""Which requests an organ must have had, so that its forms are those of the plan. Pure."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from gongkai.samples_system.ledgers.figures import CARRIED_IN, CARRIED_OUT, COLUMNS, RECEIVED, YEARS, Form, outcomes, own_form
from gongkai.samples_system.plan import plan


@dataclass(frozen=True)
class Wanted:
    """A request of an organ: the applicant's column, the year in which it was received, the year and the row in which it was closed.

    `last`: the last day on which it can have come in.
    """

    organ: str
    column: str
    received: int
    closed: int
    row: str
    last: dt.date


class PlanError(Exception):
    """The plan's forms do not fit together: nobody can have had these requests."""


def wanted(organ: str) -> Iterator[Wanted]:
    """The requests of the organ `organ`, by years of closing, in an order that is always the same."""
    merger = plan().merger
    merged = tuple(merger["organs"]) if organ == merger["successor"] else ()
    last = merger["on"] - dt.timedelta(days=1) if organ in merger["organs"] else dt.date.max
    forms = {year: own_form(organ, year, merged) for year in (*YEARS, YEARS[-1] + 1)}
    for column in COLUMNS:
        left = 0
        for year, form in forms.items():
            if form and form[CARRIED_IN, column] != left:
                msg = f"{organ} {year}, {column}: {form[CARRIED_IN, column]} carried in, {left} carried out the year before"
                raise PlanError(msg)
            for row, since in _of(form, organ, column, year):
                yield Wanted(organ, column, since, year, row, last)
            left = form[CARRIED_OUT, column] if form else 0


def _of(form: Form, organ: str, column: str, year: int) -> Iterator[tuple[str, int]]:
    """The rows of those closed in the year, with the year in which each was received: which were carried in is left to a fixed chance."""
    rows = list(outcomes(form, column))
    Random(f"{organ}/{year}/{column}").shuffle(rows)  # noqa: S311  # sample data, the same every time
    if not form:
        return
    carried_in, received, carried_out = (form[row, column] for row in (CARRIED_IN, RECEIVED, CARRIED_OUT))
    if carried_in + received != len(rows) + carried_out or carried_out > received:
        msg = f"{organ} {year}, {column}: {received} received, {carried_in} carried in, {len(rows)} closed, {carried_out} carried out"
        raise PlanError(msg)
    for place, row in enumerate(rows):
        yield row, year - 1 if place < carried_in else year
