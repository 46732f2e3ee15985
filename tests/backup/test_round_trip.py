"""A backup of a site that goes on writing comes back on another machine, and on the same one."""

import base64
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

from django.core.management import call_command
from django.db.migrations.recorder import MigrationRecorder

from backup.filled_site import House, add_without_end, fill, manage, state
from gongkai.vault.keyring import Keyring
from server_parts import environment, until


def test_what_was_recorded_before_a_backup_is_in_it_with_its_files_although_the_site_went_on(tmp_path: Path, house: House, other: House) -> None:
    house.do(fill, 5)
    before = house.do(state)
    told = tmp_path / "told"
    writing = house.begin(add_without_end, told)
    written = until(lambda: told.read_text().split() if told.exists() and told.read_text().count("\n") > 2 else None, "three events")
    said, problem = house.do(manage, "backup", str(tmp_path / "a.tar"))
    assert not writing.has_ended()
    assert len(told.read_text().split()) > len(written)  # it wrote all the time
    writing.kill()
    assert problem == ""
    assert "a.tar" in said

    assert other.do(manage, "restore", str(tmp_path / "a.tar"))[1] == ""
    after = other.do(state)
    assert after["findings"] == []
    assert before["events"] | {f"while {number}" for number in written[:-1]} <= after["events"] <= house.do(state)["events"]
    assert after["last"][0] == "operations.restored"
    assert (before["sessions"], before["tasks"]) == (1, ["RUNNING"])
    assert (after["sessions"], after["tasks"]) == (0, ["READY"])


def test_a_backup_is_its_owners_alone_and_holds_no_key(tmp_path: Path, house: House) -> None:
    house.do(fill, 1)
    path = tmp_path / "a.tar"
    assert house.do(manage, "backup", "--quick", str(path))[1] == ""
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    content = path.read_bytes()
    keyring = Keyring.open(house.keys)
    for purpose, fingerprints in keyring.fingerprints().items():
        for key in keyring.all(purpose):
            assert not any(form in content for form in (key.secret, key.secret.hex().encode(), base64.b64encode(key.secret)))
            assert fingerprints[key.number].encode() in content
    with tarfile.open(path) as tar:
        assert {one.mode for one in tar} == {0o600}
    assert list(tmp_path.glob(".gongkai*")) == []
    assert house.do(state)["last"][0] == "operations.backed_up"


def test_an_older_backup_is_brought_up_to_the_program(tmp_path: Path, house: House, other: House) -> None:
    house.do(fill, 1)
    house.do(_one_migration_back)
    older = house.do(state)
    assert older["up_to_date"] is False
    assert house.do(manage, "backup", "--quick", str(tmp_path / "a.tar"))[1] == ""
    assert other.do(manage, "restore", str(tmp_path / "a.tar"))[1] == ""
    after = other.do(state)
    assert after["up_to_date"] is True
    assert (after["findings"], after["events"]) == ([], older["events"])


def _one_migration_back() -> None:
    names = sorted(name for app, name in MigrationRecorder.Migration.objects.values_list("app", "name") if app == "axes")
    call_command("migrate", "axes", names[-2], verbosity=0)


def test_restoring_over_a_site_puts_aside_what_was_there_whole(tmp_path: Path, house: House) -> None:
    house.do(fill, 3)
    assert house.do(manage, "backup", "--quick", str(tmp_path / "a.tar"))[1] == ""
    then = house.do(state)
    house.do(fill, 4, "later")
    lost = house.do(state)
    heads = (house.data / "audit" / "heads.log").read_bytes()
    said, problem = house.do(manage, "restore", "--replace", str(tmp_path / "a.tar"))
    assert problem == ""
    now = house.do(state)
    assert (now["events"], now["findings"]) == (then["events"], [])
    (aside,) = house.data.glob("before-restore-*")
    assert str(aside) in said
    (kept,) = (house.data / "audit").glob("heads-until-*.log")
    assert kept.read_bytes() == heads  # the evidence of rows that were given up stays with the trail,
    assert heads.splitlines()[-1].split()[1].decode() in now["last"][1]  # and the trail says where they ended

    there = house.beside(aside).do(state)
    assert (there["events"], there["findings"]) == (lost["events"], [])


def test_from_the_shell_a_refusal_is_a_sentence_and_an_exit_status(tmp_path: Path, house: House) -> None:
    environ = {**environment(house.data), **({"DATABASE_URL": house.url} if house.url else {})}
    command = [sys.executable, "-P", "-m", "gongkai", "manage", "restore", str(tmp_path / "none.tar")]
    done = subprocess.run(command, env=environ, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "none.tar" in done.stderr
