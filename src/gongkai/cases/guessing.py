"""Guessing numbers and codes is slowed down (防猜测): wrong tries are counted for the visitor's address and for the number that is tried.

The code alone has 66 bits, so that nobody finds one; this keeps a guesser from asking all day. What is counted:

- A try is counted before it is looked at, in one transaction with the rows locked, so that tries at the same moment are each counted; one that was
  right is given back. The counters are in the database: several processes count together.
- The first `FREE` wrong tries cost nothing, each further one doubles the time in which nothing more is heard, up to `LONGEST`.
- A number that others try does not lock out who has its code: an address that has tried nothing wrong itself is always heard once.
- What is asked too early is not looked at and does not count, so the time to wait ends when it was told to.

No address and no number is kept: keys are digests. A counter is forgotten after `FORGOTTEN` without a wrong try, and then swept by the daily work.
"""

import datetime as dt
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from gongkai.cases.models import Tries
from gongkai.operations.daily import daily_job
from gongkai.vault.blind import blind_index, normalised
from gongkai.vault.keyring import Keyring

FREE = 5
FIRST = dt.timedelta(seconds=30)
LONGEST = dt.timedelta(minutes=15)
FORGOTTEN = dt.timedelta(hours=6)
_DOUBLINGS = 10
_NEIGHBOURS = 64  # bits of an IPv6 address that one customer has


class TooManyTriesError(Exception):
    """Nothing is heard before `until`."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(until)
        self.until = until

    @property
    def seconds(self) -> int:
        """From now, at least one."""
        return max(1, round((self.until - timezone.now()).total_seconds()))


@dataclass(frozen=True)
class Counted:
    """A try that was counted: by key, until when its counter made wait before, and makes wait now."""

    before: dict[str, tuple[dt.datetime | None, dt.datetime | None]]

    def give_back(self) -> None:
        """It was right: it counts no more. Wrong tries of others meanwhile keep their time."""
        for key, (old, new) in self.before.items():
            rows = Tries.objects.filter(key=key, failures__gt=0)
            if new is not None:
                rows.filter(until=new).update(until=old)
            rows.update(failures=models.F("failures") - 1)


def digest_of_address(address: str) -> str:
    """What is kept of a visitor's address; empty for none. Of IPv6, the part that a customer is given."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    whole = found if found.version == 4 else ipaddress.ip_network((found, _NEIGHBOURS), strict=False).network_address  # noqa: PLR2004  # IPv4
    return _digest("status_address", str(whole))


def _digest(kind: str, value: str) -> str:
    return blind_index(Keyring.open(settings.GONGKAI_KEYS).current("blind_index"), kind, value)


def count(address: str, number: str) -> Counted:
    """Count a try from `address` at `number` as wrong until it is given back.

    Raises TooManyTriesError: it comes too early, is not to be looked at and was not counted.
    """
    own = digest_of_address(address)
    tried = _digest("status_number", number) if normalised(number) else ""
    keys = sorted(filter(None, (own, tried)))
    now = timezone.now()
    with transaction.atomic():
        Tries.objects.bulk_create([Tries(key=key, last_at=now) for key in keys], ignore_conflicts=True)
        rows = list(Tries.objects.select_for_update().filter(key__in=keys).order_by("key"))
        for row in rows:
            _forget(row, now)
        _refuse_early(rows, own, now)
        before = {row.key: (row.until, _counted(row, now)) for row in rows}
        Tries.objects.bulk_update(rows, ["failures", "last_at", "until"])
    return Counted(before)


def _forget(row: Tries, now: dt.datetime) -> None:
    if row.last_at < now - FORGOTTEN:
        row.failures, row.until = 0, None


def _refuse_early(rows: Sequence[Tries], own: str, now: dt.datetime) -> None:
    """An address without wrong tries of its own waits for nobody."""
    is_clean = any(row.key == own and row.failures == 0 for row in rows)
    ends = [row.until for row in rows if row.until and row.until > now]
    if ends and not is_clean:
        raise TooManyTriesError(max(ends))


def _counted(row: Tries, now: dt.datetime) -> dt.datetime | None:
    row.failures += 1
    row.last_at = now
    beyond = row.failures - FREE
    row.until = now + min(FIRST * 2 ** min(beyond - 1, _DOUBLINGS), LONGEST) if beyond > 0 else None
    return row.until


@daily_job("tries")
def sweep(on: dt.date) -> None:  # noqa: ARG001  # counters are forgotten by the hour
    """Counters that nobody asks for any more."""
    Tries.objects.filter(last_at__lt=timezone.now() - FORGOTTEN).delete()
