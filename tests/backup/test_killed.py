"""A backup and a restoring that are killed at any point: no half backup has a name, and a site is the old one or the restored one, whole.

KILL_ROUNDS: how many random points (CI: more); the seed is printed, KILL_SEED takes it again.
"""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from backup.filled_site import Begun, House, fill, manage, state
from gongkai.operations.backup.archive import Reader
from gongkai.operations.backup.switch import Move, Switch, finish_interrupted
from gongkai.vault import durable
from server_parts import until

ROUNDS = int(os.environ.get("KILL_ROUNDS", "2"))


@pytest.fixture
def chance() -> random.Random:
    seed = os.environ.get("KILL_SEED") or str(random.SystemRandom().getrandbits(32))
    print(f"KILL_SEED={seed}")
    return random.Random(seed)  # noqa: S311  # no secret


def seconds(work: Any) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def kill(begun: Begun) -> None:
    """kill -9, once the process stands in a group of its own."""
    until(lambda: os.getpgid(begun.pid) == begun.pid)
    begun.kill()


def test_a_killed_backup_leaves_no_half_file_and_the_next_one_clears_up(tmp_path: Path, house: House, chance: random.Random) -> None:
    house.do(fill, 30)
    took = seconds(lambda: house.do(manage, "backup", "--quick", str(tmp_path / "whole.tar")))
    for number in range(3 * ROUNDS):
        path = tmp_path / f"{number}.tar"
        taking = house.begin(manage, "backup", "--quick", str(path))
        time.sleep(chance.uniform(0, took * 1.2))
        kill(taking)
        if path.exists():
            with Reader(path) as reader:
                reader.check()
    assert house.do(manage, "backup", "--quick", str(tmp_path / "last.tar"))[1] == ""
    assert list(tmp_path.glob(".gongkai-backup-*")) == []
    told = house.do(state)
    assert (told["findings"], len(told["events"])) == ([], 30)


def test_a_killed_restoring_leaves_the_old_site_or_the_restored_one(tmp_path: Path, house: House, chance: random.Random) -> None:
    house.do(fill, 2)
    assert house.do(manage, "backup", "--quick", str(tmp_path / "a.tar"))[1] == ""
    then = house.do(state)["events"]
    house.do(fill, 2, "later")
    old = house.do(state)["events"]
    assert old > then
    took = seconds(lambda: house.do(manage, "restore", "--check", str(tmp_path / "a.tar"))) * 1.3
    for _round in range(ROUNDS):
        restoring = house.begin(manage, "restore", "--replace", str(tmp_path / "a.tar"))
        time.sleep(chance.uniform(0, took))
        kill(restoring)
        told = house.do(_started)
        assert told["findings"] == []
        assert told["events"] in (old, then)
        if told["events"] == then:
            assert told["last"][0] == "operations.restored"
            house.do(fill, 2, "later")
            old = house.do(state)["events"]
    assert house.do(manage, "restore", "--replace", str(tmp_path / "a.tar"))[1] == ""
    assert house.do(state)["events"] == then


def _started() -> dict[str, Any]:
    """What a start does first, then the state."""
    finish_interrupted(Path(settings.GONGKAI_DATA))
    return state()


@pytest.mark.parametrize("step", range(24))
def test_killed_between_any_two_steps_of_the_switch_the_next_start_completes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    data = tmp_path / "data"
    for folder, word in ((data, "old"), (data / ".restoring", "new")):
        for name in ("audit", "files"):
            (folder / name).mkdir(parents=True)
            (folder / name / "content").write_text(word)
        (folder / "database").write_text(word)
    (data / "database-wal").write_text("old")
    before = data / "before"
    moves = [Move(str(data / ".restoring" / name), str(data / name), str(before / name)) for name in ("audit", "files")]
    moves.append(Move(str(data / ".restoring" / "database"), str(data / "database"), str(before / "database"), ("-wal", "-shm")))

    pid = os.fork()
    if not pid:
        _die_at(step, monkeypatch)
        Switch(moves).begin(data)
        finish_interrupted(data)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    finish_interrupted(data)

    found = {path.relative_to(data).as_posix(): path.read_text() for path in data.rglob("*") if path.is_file()}
    names = ("audit/content", "files/content", "database")
    if status and not step:  # before anything was written down
        assert {found[name] for name in names} == {"old"}
        return
    assert {found[name] for name in names} == {"new"}
    assert {found[f"before/{name}"] for name in (*names, "database-wal")} == {"old"}
    assert "database-wal" not in found  # it would be taken for the new database's
    assert "restoring.json" not in found


def _die_at(step: int, patched: pytest.MonkeyPatch) -> None:
    """Be killed instead of making the `step`th rename, or bringing it to the disk."""
    left = [step]

    def dying(make: Callable[..., Any]) -> Callable[..., Any]:
        def made(*arguments: Any) -> Any:
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            left[0] -= 1
            return make(*arguments)

        return made

    patched.setattr(durable, "sync_folder", dying(durable.sync_folder))
    patched.setattr(Path, "rename", dying(Path.rename))
    patched.setattr(Path, "replace", dying(Path.replace))
