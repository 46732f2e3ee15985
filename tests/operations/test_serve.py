"""`gongkai serve` as an operator meets it: a start, a stop, processes that die, work that is not lost."""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from server_parts import Running, Site, group_of, is_free, new_site, until


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, collected: Path) -> Iterator[tuple[Site, Running]]:
    """A running site for what it recovers from."""
    with new_site(tmp_path_factory.mktemp("shared"), collected) as site:
        yield site, site.start()


def test_a_start_becomes_ready_a_stop_leaves_nothing_and_a_second_start_does_nothing_twice(site: Site) -> None:
    running = site.start()
    assert running.get("/healthz") == (200, '{"alive": true}')
    facts = running.ready()["facts"]
    assert {name: fact["good"] for name, fact in facts.items()} == dict.fromkeys(
        ("database", "keys", "worker", "daily_work", "calendar", "disk", "reminders"), True
    )
    assert running.get("/accounts/login/")[0] == 200
    running.tell()
    assert running.ends() == 0
    assert group_of(running.pid) == []
    assert is_free(int(str(urlsplit(running.address()).port)))
    assert site.sql("SELECT count(*) FROM operations_process") == [(0,)]
    again = site.start()
    again.ready()
    again.tell(signal.SIGINT)
    assert again.ends() == 0
    for one in (running, again):
        assert [(entry["migrated"], entry["collected"]) for entry in one.log("ready to start")] == [(False, False)]
    assert {attempts for (attempts,) in site.sql("SELECT attempts FROM operations_dailyrun")} == {1}


def test_a_request_at_hand_is_answered_before_the_site_stops(site: Site) -> None:
    running = site.start()
    address = urlsplit(running.address())
    with socket.create_connection((str(address.hostname), int(str(address.port)))) as client:
        body = b"login=nobody&password=nothing"
        head = f"POST /accounts/login/ HTTP/1.1\r\nHost: {address.netloc}\r\nExpect: 100-continue\r\nContent-Length: {len(body)}\r\n"
        client.sendall(head.encode() + b"Content-Type: application/x-www-form-urlencoded\r\nConnection: close\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.1 100")  # it is being answered now, and waits for us
        running.tell()
        until(lambda: running.log("stopping"))
        until(lambda: is_free(int(str(address.port))))
        client.sendall(body)
        answer = b"".join(iter(lambda: client.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 403")  # a form without its token: an answer all the same
    assert b"</html>" in answer
    assert running.ends() == 0


def test_the_task_at_hand_is_finished_before_the_site_stops(site: Site, tmp_path: Path) -> None:
    running = site.start()
    task = site.enqueue("background_parts.note_and_wait", str(tmp_path))
    until((tmp_path / "begun").exists)
    running.tell()
    until(lambda: running.log("stopping"))
    (tmp_path / "go").touch()
    assert running.ends() == 0
    assert site.task(task)[0] == "SUCCESSFUL"


def test_a_killed_worker_is_begun_again_and_takes_up_its_task(shared: tuple[Site, Running], tmp_path: Path) -> None:
    site, running = shared
    task = site.enqueue("background_parts.note_and_wait", str(tmp_path))
    until((tmp_path / "begun").exists)
    os.kill(running.child("worker"), signal.SIGKILL)
    until(lambda: (tmp_path / "begun").read_text().count("begun") == 2)
    (tmp_path / "go").touch()
    until(lambda: site.task(task)[0] == "SUCCESSFUL")
    assert len(set(site.task(task)[1])) == 2


def test_a_site_killed_whole_takes_up_its_task_at_the_next_start(site: Site, tmp_path: Path) -> None:
    first = site.start()
    task = site.enqueue("background_parts.note_and_wait", str(tmp_path))
    until((tmp_path / "begun").exists)
    first.kill_all()
    assert site.task(task)[0] == "RUNNING"
    (tmp_path / "go").touch()
    second = site.start()
    until(lambda: site.task(task)[0] == "SUCCESSFUL")
    assert second.ready()["ready"]


def test_a_second_site_on_the_same_data_leaves_a_living_workers_task_alone(shared: tuple[Site, Running], tmp_path: Path) -> None:
    site, _running = shared
    task = site.enqueue("background_parts.note_and_wait", str(tmp_path))
    until((tmp_path / "begun").exists)
    other = site.start()
    other.ready()
    until(lambda: other.log("worker begins"))
    (tmp_path / "go").touch()
    until(lambda: site.task(task)[0] == "SUCCESSFUL")
    assert len(site.task(task)[1]) == 1
    other.tell()
    assert other.ends() == 0


def test_the_web_server_is_begun_again_on_the_same_port(shared: tuple[Site, Running]) -> None:
    _site, running = shared
    running.ready()
    before = running.child("web")
    os.kill(before, signal.SIGKILL)
    until(lambda: running.child("web") != before)
    assert running.get("/healthz")[0] == 200


def test_when_the_supervisor_is_killed_its_processes_end_and_the_port_is_free(site: Site) -> None:
    running = site.start()
    running.ready()
    port = int(str(urlsplit(running.address()).port))
    running.tell(signal.SIGKILL)
    running.ends()
    until(lambda: not group_of(running.pid))
    assert is_free(port)


def test_a_failed_task_is_kept_without_the_words_of_its_exception(shared: tuple[Site, Running]) -> None:
    site, running = shared
    task = site.enqueue("background_parts.fail", "张三 110101199003070011")
    until(lambda: site.task(task)[0] == "FAILED")
    ((kind, told),) = site.sql("SELECT exception_class_path, traceback FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'")
    assert kind == "builtins.ValueError"
    assert "background_parts.py" in told
    until(lambda: running.log("task failed"))
    assert "张三" not in told + running.err.read_text("utf-8")


def test_health_is_answered_under_any_name_of_the_machine_and_every_other_page_under_ours_only(shared: tuple[Site, Running]) -> None:
    _site, running = shared
    assert running.get("/healthz", Host="10.0.0.5:8000")[0] == 200
    assert running.get("/readyz", Host="some-machine")[0] in {200, 503}
    assert running.get("/accounts/login/", Host="evil.example")[0] == 400
    assert running.get("/accounts/login/", Host=f"localhost:{urlsplit(running.address()).port}")[0] == 200
