"""New keys for old ones while the site runs (密钥轮换): a new key first, then what an older one sealed is sealed anew, then the older may be dropped.

Apps register what they keep under a key: `register(Renewal(...))`. Killed anywhere, everything stays readable, because no key is dropped before a
pass over everything has found nothing left of it; the next run goes on where the killed one was.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from gongkai.audit.actors import Actor
from gongkai.audit.trail import record
from gongkai.messages import Message, UserError, message
from gongkai.operations import keys as known_keys
from gongkai.vault.keyfile import fingerprint
from gongkai.vault.keyring import Key, Keyring

NEEDED_FOR_EVER = frozenset({"audit", "checkpoint", "file_names", "backup", "query_code"})
"""Purposes whose older keys prove what they made, which cannot be made anew: rows of the trail, checkpoints, names of files, backups."""

_PASSES = 20
ACTOR = Actor.command("keys")


@dataclass(frozen=True)
class Renewed:
    """A batch: how many things were sealed anew, and what could not be, each a sentence without personal data."""

    count: int
    problems: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Renewal:
    """What an app keeps under keys of `purpose`; `renew` goes over all of it once, batch after batch, each in a transaction of its own.

    A pass takes up what is not under the current key, and goes on after what does not open. When it begins, whoever seals knows the current key.
    """

    purpose: str
    renew: Callable[[], Iterator[Renewed]]


_REGISTERED: dict[str, list[Renewal]] = defaultdict(list)


def register(renewal: Renewal) -> None:
    """Have `renewal` done whenever keys of its purpose are rotated; once is enough."""
    if renewal not in _REGISTERED[renewal.purpose]:
        _REGISTERED[renewal.purpose].append(renewal)


def rotate(purpose: str) -> Key:
    """A new key of `purpose`, current from now on in every process; leaves an audit row.

    Raises KeyringError: no such purpose, or the folder's keys cannot be changed. UserError: keys that the data were made with are missing.
    """
    known_keys.check()  # a new key beside foreign ones would make the mess greater
    key = Keyring.open(settings.GONGKAI_KEYS).with_new(purpose).current(purpose)
    known_keys.write_down()
    _record("key.rotate", key)
    return key


@dataclass(frozen=True)
class Pass:
    """A pass over everything under keys of a purpose: how many things it sealed anew, what does not open."""

    count: int
    problems: tuple[Message, ...]

    @property
    def is_last(self) -> bool:
        """Whether it found nothing to do that it could do."""
        return self.count == 0


def passes(purpose: str) -> Iterator[Pass]:
    """Pass after pass over everything under keys of `purpose`, until one finds nothing to do: then no older key is used any more.

    Raises UserError: it never ends, since something goes on sealing with an older key.
    """
    for _number in range(_PASSES):
        batches = [batch for renewal in _REGISTERED[purpose] for batch in renewal.renew()]
        done = Pass(sum(batch.count for batch in batches), tuple(problem for batch in batches for problem in batch.problems))
        yield done
        if done.is_last:
            return
    raise UserError(
        message("Something goes on using an older key of the purpose {purpose}: restart the site, then continue the rotation.", purpose=purpose)
    )


def older(purpose: str) -> list[Key]:
    """The keys of `purpose` that are held beside the current one."""
    return list(Keyring.open(settings.GONGKAI_KEYS).all(purpose)[:-1])


def drop(purpose: str, number: int) -> None:
    """Drop an older key for ever, once a pass has proved that nothing needs it; leaves an audit row.

    Raises UserError: something needs it, it is current, there is no such key, or keys that the data were made with are missing.
    """
    known_keys.check()
    ring = Keyring.open(settings.GONGKAI_KEYS)
    key = next((one for one in ring.all(purpose) if one.number == number), None)
    if key is None:
        raise UserError(
            message("There is no key {number} of the purpose {purpose}: gongkai manage keys fingerprints lists them.", number=number, purpose=purpose)
        )
    if purpose in NEEDED_FOR_EVER:
        raise UserError(
            message("Older keys of the purpose {purpose} prove what was made with them: they are kept as long as the site is.", purpose=purpose)
        )
    if key == ring.current(purpose):
        ring.without(purpose, number)  # refuses, and says why
    for last in passes(purpose):
        if last.is_last and last.problems:
            raise UserError(
                message(
                    "Key {number} of the purpose {purpose} cannot be dropped: {count} things do not open, and may need it. The first: {problem}",
                    number=number,
                    purpose=purpose,
                    count=len(last.problems),
                    problem=last.problems[0],
                )
            )
    with transaction.atomic():
        known_keys.forget(purpose, number)
        _record("key.drop", key)
    ring.without(purpose, number)  # last: data that know a key which is gone would not start; killed before, the key is just still there


def _record(verb: str, key: Key) -> None:
    record(verb, ACTOR, subject=("key", f"{key.purpose} {key.number}"), detail={"fingerprint": fingerprint(key.secret)})
