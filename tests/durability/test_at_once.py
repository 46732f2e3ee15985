"""Many at once, each in a process of its own, on a real server with a database file (or PostgreSQL).

Nothing is lost or doubled, nobody is told of a lock.
"""

from collections import Counter
from pathlib import Path

from backup.filled_site import manage
from durability.claims import ADMINISTRATORS, Client, Told, compared, notices_with, signed
from durability.conftest import County
from durability.kinds import CODE
from durability.tasks import PATH
from server_parts import Site, until

EACH = 8
WORK = {
    **dict.fromkeys(ADMINISTRATORS, ("organ", "account", "setting", "appointment")),
    **dict.fromkeys((f"{CODE}-registrar", f"{CODE}-handler"), ("person", "look")),
    **dict.fromkeys((f"{CODE}-editor", f"{CODE}-office-head"), ("draft", "file")),
}
WANTED_BY_ALL = "wanted-by-all"
REFUSED = {"organ": {"422"}, "account": {"422"}, "draft": {"200"}}
"""What can be there once: one gets it, the others read in the form that it is taken; and how that is answered."""


def work(client: Client) -> Told:
    """A person's day."""
    client.sign_in()
    for kind in REFUSED:
        if kind in client.kinds:
            client.claim(kind, WANTED_BY_ALL)
    for number in range(EACH):
        client.next()
        if number == EACH // 2:
            client.sign_out()
            client.sign_in()
    client.sign_out()
    return client.told


def test_people_commands_and_background_tasks_at_once(site: Site, county: County, tmp_path: Path) -> None:
    house = county.house
    running = site.start(*county.serve)
    running.address()
    clients = [Client(county.address, county.place, number, username, kinds) for number, (username, kinds) in enumerate(WORK.items())]
    tasks = [site.enqueue(PATH, f"task-{number}") for number in range(10)]

    people = [house.begin(work, client) for client in clients]
    commands = [house.begin(manage, "daily"), house.begin(manage, "backup", str(tmp_path / "a.tar")), house.begin(manage, "daily")]
    told = sum((one.result() for one in people), Told())
    for output, refused in (one.result() for one in commands):
        assert not refused, output
    until(lambda: all(site.task(one)[0] == "SUCCESSFUL" for one in tasks), "the end of all tasks")

    acknowledged = Counter(told.acknowledged)
    assert set(acknowledged.values()) == {1}
    assert told.broken == []
    for (kind, name), answer in told.said:
        assert name == WANTED_BY_ALL, answer
        assert answer.split()[0] in REFUSED[kind], answer
    assert set(told.sent) == set(acknowledged)
    found = house.do(compared, told)
    assert found.is_clean(), found
    assert found.there == set(acknowledged)
    assert house.do(signed, "account.signed_in") == house.do(signed, "account.signed_out") == dict.fromkeys(WORK, 2)
    assert house.do(notices_with, "task-") == sorted(f"task-{number}" for number in range(10))
    assert all(rows == 1 for (rows,) in site.sql("SELECT count(*) FROM operations_dailyrun GROUP BY day, job"))
    assert not house.do(manage, "audit", "verify")[1]
    assert running.log("database is locked") == []
    failed = [entry["path"] for entry in running.log("request") if entry.get("status", 0) >= 500 and entry["path"] != "/readyz"]
    assert len(failed) == sum(answer.startswith("5") for _claim, answer in told.said)
