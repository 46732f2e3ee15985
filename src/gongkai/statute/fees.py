"""The information processing fee (信息处理费), 国办函〔2020〕109号: by piece or by page, never both for one request, in whole yuan."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gongkai.messages import message
from gongkai.statute.laws import Rule, StatuteError, Term, in_force, load, table

Basis = Literal["pieces", "pages"]


@dataclass(frozen=True)
class FeeStep:
    """One band of the fee: units `first` to `last` (both included), `count` of them at `rate` yuan, `amount` yuan together."""

    first: int
    last: int
    rate: int

    @property
    def count(self) -> int:
        """Units in the band."""
        return self.last - self.first + 1

    @property
    def amount(self) -> int:
        """Yuan for the band."""
        return self.count * self.rate


@dataclass(frozen=True)
class Fee:
    """A fee in yuan with the bands that add up to it; no bands where no fee exists."""

    total: int
    steps: tuple[FeeStep, ...]
    article: Term


def processing_fee(basis: Basis, count: int, day: dt.date, already: int = 0) -> Fee:
    """The fee for `count` units at the law of `day`, in exact yuan.

    国办函〔2020〕109号, since 2021-01-01: `pieces` of one applicant in one calendar month, any kind of decision (one form may be
    split into its smallest reasonable units), or `pages` handed over for one request (one side up to A4 is a page).
    `already`: pieces of the month counted before these. From 2017-04-01 to 2020-12-31 nothing was charged: a fee of 0 with no bands.
    Raises StatuteError for a negative or absurd count, and up to 2017-03-31, when cost fees followed the rates of the place;
    NoLawError before 2008-05-01.
    """
    if count < 0 or already < 0:
        raise StatuteError(message("A fee is counted on 0 or more units, not {count}", count=min(count, already)))
    if count + already > load("fees")["most"]:
        raise StatuteError(message("{count} units are more than any request has; check the number", count=count + already))
    regime = in_force(table("fees", "regime"), day)
    if regime.value == "cost":
        raise StatuteError(
            message(
                "On {day} cost fees were charged by the rates of the place ({article}); they cannot be computed here", day=day, article=regime.article
            )
        )
    if regime.value == "none":
        return Fee(0, (), regime.article)
    rule = in_force(table("fees", basis), day)
    steps = tuple(_between(rule, already + 1, already + count))
    return Fee(sum(step.amount for step in steps), steps, rule.article)


def _between(rule: Rule, first: int, last: int) -> Iterator[FeeStep]:
    """The parts of the bands that lie in `first` to `last`."""
    start = 1
    for end, rate in _bands(rule, last):
        if max(start, first) <= min(end, last):
            yield FeeStep(max(start, first), min(end, last), rate)
        start = end + 1


def _bands(rule: Rule, last: int) -> Iterator[tuple[int, int]]:
    """The bands as last unit and rate, as far as unit `last`."""
    end = rate = 0
    for band in rule.more["bands"]:
        end, rate = band["to"], band["rate"]
        yield end, rate
    if "rest" in rule.more:
        yield max(end, last), rule.more["rest"]
        return
    while end < last:
        end, rate = end + rule.more["step"], rate + rule.more["rise"]
        yield end, rate
