"""What an organ must publish of its own accord (主动公开): the fifteen items of Reg. 20."""

import datetime as dt
from dataclasses import dataclass

from gongkai.messages import message
from gongkai.statute.laws import NoLawError, Term, table, term


@dataclass(frozen=True)
class Item:
    """One item (项) of Reg. 20: its number, what it covers in short, and its place in the law."""

    number: int
    text: Term
    article: Term


def items(day: dt.date) -> tuple[Item, ...]:
    """The fifteen items in force on `day`, in the law's order. Raises NoLawError before 2019-05-15: Order 492 had other lists."""
    found = tuple(Item(rule.more["number"], term(rule.more), rule.article) for rule in table("article20", "items") if rule.covers(day))
    if not found:
        raise NoLawError(message("The list of Article 20 that we know is in force since 2019-05-15, not on {day}", day=day))
    return found
