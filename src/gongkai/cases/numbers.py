"""Numbers of requests and letters (编号): taken from a locked row, without gaps or doubles, inside the action's transaction."""

import datetime as dt
from collections.abc import Iterable

from gongkai.cases.models import Counter
from gongkai.organs.models import Organ
from gongkai.organs.setting_table import number_words, setting
from gongkai.statute import numbering

PATTERNS = {"request": "request_number", "letter": "letter_number"}
"""The setting with the pattern, by purpose."""


def next_number(organ: Organ, purpose: str, on: dt.date) -> str:
    """The next number of `purpose` (a key of `PATTERNS`) in the year of `on`, as printed.

    Must be called in a transaction: the counter's row stays locked until it ends, and what is rolled back gives its number back.
    Raises NumberingError: the organ's pattern needs a short form or a code that it has not.
    """
    return printed(organ, purpose, on, taken(organ, purpose, on.year))


def taken(organ: Organ, purpose: str, year: int) -> int:
    """The next serial number (流水号), taken in the transaction that is open."""
    Counter.objects.get_or_create(organ=organ, purpose=purpose, year=year)
    counter = Counter.objects.select_for_update().get(organ=organ, purpose=purpose, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def hold(organ: Organ, purpose: str, years: Iterable[int]) -> None:
    """Lock the counters of `years` in this order until the transaction ends: for who takes numbers of several years, with other locks between."""
    for year in years:
        Counter.objects.get_or_create(organ=organ, purpose=purpose, year=year)
        Counter.objects.select_for_update().get(organ=organ, purpose=purpose, year=year)


def printed(organ: Organ, purpose: str, on: dt.date, serial: int) -> str:
    """A serial number by the organ's pattern of that day."""
    word, code = number_words(organ, on)
    pattern = numbering.pattern(setting(organ, PATTERNS[purpose], on))
    return numbering.format_number(pattern, numbering.Number(on.year, serial, word, code))
