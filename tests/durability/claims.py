"""What clients were told and what is there: people who do things through the staff site, and the comparison afterwards."""

import itertools
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from durability.browser import BrokenOffError, Browser, NobodyThereError
from durability.kinds import CODE, KINDS, Place
from gongkai.accounts.hashing import Argon2id
from gongkai.accounts.models import User
from gongkai.audit.models import AuditRow
from gongkai.audit.verify import Verification
from gongkai.organs.models import Membership, Notice
from gongkai.portal.spaces import make_space
from person_parts import register
from platform_parts import LONG_AGO, PASSWORD, make_house

ADMINISTRATORS = ("qingshi-administrator", "second-administrator", "third-administrator", "fourth-administrator")

Claim = tuple[str, str]
"""The kind of a thing, and its name."""


@dataclass
class Told:
    """What a client sent and was told: `said` are the answers that were no acknowledgement, `broken` is what was sent and never answered."""

    sent: list[Claim] = field(default_factory=list)
    acknowledged: list[Claim] = field(default_factory=list)
    broken: list[Claim] = field(default_factory=list)
    said: list[tuple[Claim, str]] = field(default_factory=list)

    def __add__(self, other: "Told") -> "Told":
        return Told(*(getattr(self, name) + getattr(other, name) for name in ("sent", "acknowledged", "broken", "said")))


@dataclass
class Client:
    """A person at a browser, who asks for things of some kinds in turn; the number makes the names."""

    address: str
    place: Place
    number: int
    username: str
    kinds: Sequence[str]
    told: Told = field(default_factory=Told)

    def __post_init__(self) -> None:
        self._browser = Browser(self.address)
        self._count = itertools.count()

    def sign_in(self) -> None:
        answer = self._browser.sign_in(self.username)
        assert (answer.status, answer.where) == (302, "/staff/"), str(answer)

    def sign_out(self) -> None:
        answer = self._browser.sign_out()
        assert (answer.status, answer.where) == (302, "/accounts/login/"), str(answer)

    def next(self) -> bool:
        """Ask for the next thing; whether it was acknowledged."""
        number = next(self._count)
        return self.claim(self.kinds[number % len(self.kinds)], f"w{self.number}-{number}")

    def claim(self, kind: str, name: str) -> bool:
        """Ask for a thing of that kind and name; whether it was acknowledged."""
        claim = (kind, name)
        self.told.sent.append(claim)
        try:
            answer = KINDS[kind].send(self._browser, self.place, name)
        except NobodyThereError:
            self.told.sent.remove(claim)
            return False
        except BrokenOffError:
            self.told.broken.append(claim)
            return False
        if KINDS[kind].done(answer):
            self.told.acknowledged.append(claim)
            return True
        self.told.said.append((claim, str(answer)))
        return False


@contextmanager
def claiming(*clients: Client) -> Iterator[None]:
    """The clients go on asking meanwhile, whatever happens to the server."""
    stop = threading.Event()

    def go_on(client: Client) -> None:
        while not stop.is_set():
            if not client.next():
                stop.wait(0.05)

    with ThreadPoolExecutor(len(clients)) as pool:
        going_on = [pool.submit(go_on, client) for client in clients]
        try:
            yield
        finally:
            stop.set()
    for one in going_on:
        one.result()


def make_people() -> Place:
    """The county and its people, with passwords as the real site keeps them."""
    house = make_house(CODE, "青石县人民政府", "340822", kind="government")
    for username in ADMINISTRATORS[1:]:
        user = User.objects.create(username=username, name=username)
        Membership.objects.create(user=user, organ=house.organ, role="administrator", since=LONG_AGO)
    User.objects.update(password=Argon2id().encode(PASSWORD, "salt-of-a-test"))  # the one hash for all: each takes its time
    return Place(house.organ.pk, make_space(house.organ).page_id, str(register(house.organ, name="龚䶮文").pk))


@dataclass
class Found:
    """What the comparison found: acknowledged things that are lost, things that are there in part, findings in the trail."""

    lost: list[Claim]
    torn: dict[Claim, str]
    trail: list[str]
    there: set[Claim]

    def is_clean(self) -> bool:
        return not (self.lost or self.torn or self.trail)


def compared(told: Told, looked_into: Sequence[Claim] | None = None) -> Found:
    """Each acknowledged thing is there with its file; every other one is absent or whole; the trail is unbroken.

    Files of all things are read, or of those `looked_into` only.
    """
    read = told.sent if looked_into is None else looked_into
    there: set[Claim] = set()
    torn: dict[Claim, str] = {}
    for kind, row in KINDS.items():
        found = row.found({name for one, name in read if one == kind})
        there |= {(kind, name) for name in found}
        torn |= {(kind, name): wrong for name, wrong in found.items() if wrong}
    torn |= dict.fromkeys(there - set(told.sent), "nobody asked for it")
    return Found(sorted(set(told.acknowledged) - there), torn, list(map(str, Verification().findings())), there)


def notices_with(start: str) -> list[str]:
    """The keys of the notices that background tasks gave, each as often as it is; the trail has a row for each."""
    keys = sorted(Notice.objects.filter(key__startswith=start).values_list("key", flat=True))
    rows = AuditRow.objects.filter(actor="durability").values_list("subject", flat=True)
    assert sorted(rows) == keys, (len(rows), len(keys))
    return keys


def signed(verb: str) -> dict[str, int]:
    """How often the trail says that somebody signed in or out, by sign-in name."""
    names = dict(User.objects.values_list("pk", "username"))
    told: dict[str, int] = {}
    for actor in AuditRow.objects.filter(verb=verb).values_list("actor", flat=True):
        told[names[int(actor)]] = told.get(names[int(actor)], 0) + 1
    return told
