"""Sites as real processes, with people who can sign in."""

import os
import random
from dataclasses import dataclass
from pathlib import Path

import pytest

from backup.filled_site import House
from durability.claims import make_people
from durability.kinds import Place
from server_parts import Site, collected, is_free, site

__all__ = ["collected", "site"]


@dataclass
class County:
    """The site's database as a process of its own sees it, the keys that forms need, the address."""

    house: House
    place: Place
    address: str

    @property
    def serve(self) -> tuple[str, ...]:
        """The command that starts the site at its address."""
        return ("serve", "--port", self.address.rpartition(":")[2])


@pytest.fixture
def county(site: Site, transactional_db: None) -> County:  # noqa: ARG001  # opens the gate
    house = House(site.data, site.data / "keys", site.environ.get("DATABASE_URL"))
    place = house.do(make_people)
    address = f"http://127.0.0.1:{_free_port()}"
    site.environ |= {"GONGKAI_SECOND_FACTOR": "nobody", "GONGKAI_ADDRESS": address}
    return County(house, place, address)


@pytest.fixture
def chance() -> random.Random:
    seed = os.environ.get("KILL_SEED") or str(random.SystemRandom().getrandbits(32))
    print(f"KILL_SEED={seed}")
    return random.Random(seed)  # noqa: S311  # no secret


def _free_port() -> int:
    """A port that no client is given for its own end of a connection: while the site is down, one that tries to reach it would take its place."""
    lowest = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    return next(port for port in random.SystemRandom().sample(range(10_000, lowest), 1000) if is_free(port))
