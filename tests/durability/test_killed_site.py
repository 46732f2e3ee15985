"""kill -9 at random points: what a client was told is done is there with its document, the rest is absent or whole, the trail is unbroken.

KILL_ROUNDS: how many (CI: 10 on PostgreSQL; 100 on each database before a change of how things are written lands).
The seed is printed, KILL_SEED takes it again.
"""

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from durability.browser import BrokenOffError, Browser, NobodyThereError
from durability.claims import ADMINISTRATORS, Client, Found, Told, claiming, compared, notices_with
from durability.conftest import County
from durability.kinds import CODE
from durability.tasks import PATH
from durability.warm import Warm
from server_parts import Running, Site, group_of, until

ROUNDS = int(os.environ.get("KILL_ROUNDS", "5"))
MUTATION_ROUNDS = 12  # at most: it ends at the first loss
COLD = 10  # every so many rounds all is killed and started as a person does it, modules and all
LONGEST_WAIT = 0.3  # seconds from an acknowledgement to the kill
WORK = {
    f"{CODE}-administrator": ("organ", "account", "setting", "appointment"),
    f"{CODE}-registrar": ("person", "look"),
    f"{CODE}-editor": ("file", "draft"),
}
TASKS = 12  # a round


def children(pid: int) -> list[int]:
    with suppress(OSError):
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def kill(*pids: int) -> None:
    """Raises ProcessLookupError: one of them was dead already, and this is no kill."""
    for pid in pids:
        os.kill(pid, signal.SIGKILL)


class Server:
    """The site that is killed and comes again, always at one address; `begin` is a quick start, `cold` one as a person makes it."""

    def __init__(self, begin: Callable[[], Running], cold: Callable[[], Running]) -> None:
        self._begin, self._cold = begin, cold
        self.running = begin()
        self.wait()

    def wait(self) -> None:
        """Until it answers."""
        until(self._answers, "an answer")

    def _answers(self) -> bool:
        with suppress(BrokenOffError, NobodyThereError):
            return Browser(self.running.address()).get("/healthz").status == 200
        return False

    def _living(self, name: str) -> int:
        """The supervisor's child of that name; one that was killed a moment ago comes again."""
        return int(until(lambda: next(iter({self.running.child(name)} & set(children(self.running.pid))), None), name))

    def kill_web_processes(self) -> None:
        kill(*until(lambda: children(self._living("web")), "web processes"))

    def kill_web_server(self) -> None:
        web = self._living("web")
        kill(web, *children(web))

    def kill_worker(self) -> None:
        kill(self._living("worker"))

    def kill_everything(self) -> None:
        self.running.kill_all()
        self.running = self._begin()

    def kill_everything_and_start_cold(self) -> None:
        self.running.kill_all()
        self.running = self._cold()

    def kill_supervisor(self) -> None:
        """Its children see that it is gone, and end in order; only then the port is free."""
        kill(self.running.pid)
        until(lambda: not group_of(self.running.pid), "the end of the children")
        self.running = self._begin()


KINDS = {
    Server.kill_web_processes: 5,
    Server.kill_worker: 4,
    Server.kill_everything: 5,
    Server.kill_web_server: 2,
    Server.kill_supervisor: 1,
    Server.kill_everything_and_start_cold: 0,  # has its turn
}
"""How often each."""
IN_ORDER = (Server.kill_worker, Server.kill_supervisor)
"""These leave requests their answers."""


def kind_of(number: int, chance: random.Random) -> Callable[[Server], None]:
    """Each kind once, then by chance."""
    if number < len(KINDS) - 1:
        return tuple(KINDS)[number]
    return Server.kill_everything_and_start_cold if number % COLD == COLD - 1 else chance.choices(tuple(KINDS), tuple(KINDS.values()))[0]


@dataclass
class Rounds:
    """Who works at the site while it is killed, and what came of it.

    `hit` are rounds that left a sent request unanswered, `caught` those that killed a worker at a task.
    """

    site: Site
    county: County
    server: Server
    clients: list[Client]
    chance: random.Random
    tasks: list[uuid.UUID] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    hit: int = 0
    caught: int = 0

    def told(self) -> Told:
        return sum((client.told for client in self.clients), Told())

    def run(self, kind: Callable[[Server], None]) -> Found:
        """A round: work, a kill, the site again, the comparison."""
        before = self.told()
        with claiming(*self.clients):
            tasks = [self.site.enqueue(PATH, f"task-{len(self.tasks) + number}") for number in range(TASKS)]
            self.tasks += tasks
            until(lambda: len(self.told().acknowledged) > len(before.acknowledged), "an acknowledgement")
            if kind is Server.kill_worker:
                until(lambda: any(self.site.task(one)[0] != "READY" for one in tasks), "a worker at work")
            time.sleep(self.chance.uniform(0, LONGEST_WAIT))  # the random point
            kind(self.server)
            if kind is Server.kill_worker:
                self.caught += any(self.site.task(one)[0] == "RUNNING" for one in tasks)
            self.server.wait()
        told = self.told()
        self.kinds[kind.__name__] += 1
        self.hit += kind not in IN_ORDER and len(told.broken) > len(before.broken)
        return cast("Found", self.county.house.do(compared, told, list(set(told.sent) - set(before.sent))))


def signed_in(county: County, work: dict[str, tuple[str, ...]]) -> list[Client]:
    clients = [Client(county.address, county.place, number, username, kinds) for number, (username, kinds) in enumerate(work.items())]
    for client in clients:
        client.sign_in()
        assert client.next(), client.told.said
    return clients


def test_whatever_was_acknowledged_is_there_and_nothing_is_torn(site: Site, county: County, chance: random.Random) -> None:
    warm = Warm(site, county.serve)
    try:
        server = Server(warm.start, lambda: site.start(*county.serve))
        rounds = Rounds(site, county, server, signed_in(county, WORK), chance)
        for number in range(ROUNDS):
            kind = kind_of(number, chance)
            found = rounds.run(kind)
            assert found.is_clean(), (number, kind.__name__, found)
        until(lambda: all(site.task(one)[0] == "SUCCESSFUL" for one in rounds.tasks), "the end of all tasks")
    finally:
        warm.end()

    told = rounds.told()
    assert told.said == []  # nothing but acknowledgements and broken connections
    found = county.house.do(compared, told)
    assert found.is_clean(), found
    assert county.house.do(notices_with, "task-") == sorted(f"task-{number}" for number in range(len(rounds.tasks)))

    stayed = len(found.there & set(told.broken))
    print(f"{ROUNDS} rounds {dict(rounds.kinds)}: {len(told.sent)} sent, {len(told.acknowledged)} acknowledged, {len(found.there)} there")
    print(f"{len(told.broken)} broken off, {stayed} of them done all the same; {rounds.hit} rounds broke requests, {rounds.caught} a task")
    assert 2 * rounds.hit >= sum(count for name, count in rounds.kinds.items() if name not in {kind.__name__ for kind in IN_ORDER})
    assert rounds.caught or rounds.kinds["kill_worker"] < 10


def test_the_harness_reports_a_site_that_answers_before_it_commits(site: Site, county: County, chance: random.Random) -> None:
    def begin() -> Running:
        out, err = site.logs / "mutated.out", site.logs / "mutated.err"
        command = [sys.executable, "-P", "-m", "durability.mutations", *county.serve]
        with out.open("wb") as to_out, err.open("wb") as to_err:
            process = subprocess.Popen(command, stdout=to_out, stderr=to_err, env=site.environ, start_new_session=True)
        return Running(process, out, err)

    server = Server(begin, begin)
    try:
        rounds = Rounds(site, county, server, signed_in(county, dict.fromkeys(ADMINISTRATORS[:2], ("organ",))), chance)
        for _number in range(MUTATION_ROUNDS):
            found = rounds.run(Server.kill_web_processes)
            if found.lost:
                break
        assert found.lost
        assert set(found.lost) <= set(rounds.told().acknowledged)
        assert not found.torn
        assert not found.trail
    finally:
        server.running.kill_all()
