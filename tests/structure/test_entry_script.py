"""`./gongkai` in copies of its folder, with a Python and a uv that only write down what is asked of them: no network, no waiting."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "gongkai"
# All that the script may use besides Python and uv: the shell, coreutils and grep.
TOOLS = ("sh", "cat", "readlink", "sha256sum", "mkdir", "ln", "mv", "rm", "sleep", "tail", "grep", "cp", "env")
PYTHONS = ("python3", "python3.11", "python3.12", "python3.13", "python3.14", "python")
PATIENCE = 30

PYTHON = """#!/bin/sh
case "$*" in
*version_info*) exit "${STUB_OLD:-0}" ;;
*ensurepip*) exit "${STUB_NO_VENV:-0}" ;;
*"-m venv"*) for last; do :; done; echo venv >>"$CALLS"; mkdir -p "$last/bin"; : >"$last/pyvenv.cfg"; cp "$0" "$last/bin/python" ;;
*"-m pip"*)
    echo pip >>"$CALLS"; env >"$CALLS.env"; sleep "${STUB_SLEEP:-0}"; echo pip-done >>"$CALLS"
    echo "no such package" >&2; exit "${STUB_PIP_FAILS:-0}" ;;
*"-m gongkai"*) printf '<%s>' "$@" ;;
esac
"""
UV = """#!/bin/sh
[ -z "${STUB_UV_FAILS:-}" ] || exit 1
for last; do :; done
case "$*" in
*" venv "*) echo uv-venv >>"$CALLS"; mkdir -p "$last/bin"; echo "uv = 1" >"$last/pyvenv.cfg"; cp "${0%/*}/python3" "$last/bin/python" ;;
*" pip install "*) echo uv-pip >>"$CALLS" ;;
esac
"""
WITH_PIP = ["venv", "pip", "pip-done", "pip", "pip-done"]
WITH_UV = ["uv-venv", "uv-pip", "uv-pip"]


class Clone:
    """A copy of the script in a folder of its own, and the machine around it."""

    def __init__(self, folder: Path) -> None:
        self.machine = folder / "machine"
        self.root = folder / "a b 中文"
        self.machine.mkdir(parents=True)
        (self.root / "benchmarks").mkdir(parents=True)
        shutil.copy(SCRIPT, self.root)
        (self.root / "requirements.lock").write_text("one==1\n")
        (self.root / "benchmarks" / "requirements.lock").write_text("two==2\n")
        for tool in TOOLS:
            (self.machine / tool).symlink_to(shutil.which(tool) or pytest.fail(f"{tool} is missing"))
        self.add("python3", PYTHON)
        self.started: list[subprocess.Popen[str]] = []

    @property
    def lock(self) -> Path:
        return self.root / ".gongkai-lock"

    def add(self, program: str, text: str) -> None:
        (self.machine / program).write_text(text)
        (self.machine / program).chmod(0o755)

    def start(self, *arguments: str, **environment: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [self.root / "gongkai", *arguments],
            env={"PATH": str(self.machine), "CALLS": str(self.machine / "calls"), **environment},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def run(self, *arguments: str, **environment: str) -> "Ran":
        return Ran(self.start(*arguments, **environment))

    def calls(self) -> list[str]:
        """What was asked of Python and uv since last asked."""
        path = self.machine / "calls"
        lines = path.read_text().split() if path.exists() else []
        path.unlink(missing_ok=True)
        return lines

    def living_holders(self) -> list[Path]:
        return [link for link in self.lock.glob("[0-9]*") if Path("/proc", str(link.readlink()).partition("-")[0]).exists()]

    def wait_until_called(self, call: str) -> None:
        path = self.machine / "calls"
        wait_until(lambda: path.exists() and call in path.read_text().split())


class Ran:
    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.stdout, self.stderr = process.communicate(timeout=PATIENCE)
        self.status = process.returncode


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    clone = Clone(tmp_path)
    yield clone
    for process in clone.started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def test_the_first_start_sets_up_and_runs_the_command_with_its_arguments_untouched(clone: Clone) -> None:
    ran = clone.run("annual", "read", "a b 中文.html", "*", "")
    assert (ran.status, ran.stdout) == (0, "<-P><-m><gongkai><annual><read><a b 中文.html><*><>")
    assert clone.calls() == WITH_PIP
    assert "正在准备运行环境" in ran.stderr
    assert "Setting up" in ran.stderr
    assert not list(clone.root.glob(".gongkai*"))


def test_the_second_start_does_nothing_but_run(clone: Clone) -> None:
    clone.run()
    clone.calls()
    ran = clone.run("demo")
    assert (ran.stdout, ran.stderr, clone.calls()) == ("<-P><-m><gongkai><demo>", "", [])


def test_it_can_be_started_by_a_link_and_from_elsewhere(clone: Clone, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(clone.root / "gongkai")
    environment = {"PATH": str(clone.machine), "CALLS": str(clone.machine / "calls")}
    assert subprocess.run([link, "demo"], env=environment, cwd="/", check=True, capture_output=True).stdout == b"<-P><-m><gongkai><demo>"
    assert (clone.root / ".venv").is_dir()


def test_another_lock_file_makes_the_environment_anew(clone: Clone) -> None:
    clone.run()
    clone.calls()
    (clone.root / "requirements.lock").write_text("one==2\n")
    (clone.root / ".venv" / "left-over").touch()
    assert (clone.run().status, clone.calls()) == (0, WITH_PIP)
    assert not (clone.root / ".venv" / "left-over").exists()


def test_a_moved_folder_makes_the_environment_anew(clone: Clone) -> None:
    clone.run()
    clone.calls()
    clone.root = clone.root.rename(clone.root.with_name("elsewhere"))
    assert (clone.run().status, clone.calls()) == (0, WITH_PIP)


def test_an_interpreter_replaced_by_an_upgrade_makes_the_environment_anew(clone: Clone) -> None:
    clone.run()
    clone.calls()
    python = clone.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(clone.machine / "python3")
    assert (clone.run().status, clone.calls()) == (0, WITH_PIP)


def test_killed_half_way_with_all_its_children_it_recovers(clone: Clone) -> None:
    process = clone.start(STUB_SLEEP="60")
    clone.wait_until_called("pip")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert clone.lock.is_dir()
    clone.calls()
    assert (clone.run().status, clone.calls()) == (0, WITH_PIP)
    assert not clone.lock.exists()


def test_killed_alone_its_child_is_waited_for_before_anything_is_built_over_it(clone: Clone) -> None:
    process = clone.start(STUB_SLEEP="2")
    clone.wait_until_called("pip")
    wait_until(lambda: len(clone.living_holders()) == 2)  # the script and its step
    process.kill()
    process.wait()
    assert (clone.run().status, clone.calls()) == (0, ["venv", "pip", "pip-done", *WITH_PIP])


def test_interrupted_it_ends_its_child_and_frees_the_lock(clone: Clone) -> None:
    process = clone.start(STUB_SLEEP="60")
    clone.wait_until_called("pip")
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 130
    assert not clone.lock.exists()
    assert not (clone.root / ".venv" / ".lock-hash").exists()


def test_a_lock_held_by_a_living_process_is_waited_for(clone: Clone) -> None:
    with subprocess.Popen(["sleep", "60"]) as holder:
        clone.lock.mkdir()
        start_time = Path(f"/proc/{holder.pid}/stat").read_text().rpartition(") ")[2].split()[19]
        (clone.lock / "1").symlink_to(f"{holder.pid}-{start_time}")
        process = clone.start()
        assert process.stderr is not None
        assert str(holder.pid) in process.stderr.readline()
        assert clone.calls() == []
        assert process.poll() is None
        holder.kill()
    assert (Ran(process).status, clone.calls()) == (0, WITH_PIP)


@pytest.mark.parametrize("left_behind", ["4194399-1", None], ids=["dead holder", "killed before taking it"])
def test_a_lock_without_a_living_holder_is_taken_over(clone: Clone, left_behind: str | None) -> None:
    clone.lock.mkdir()
    if left_behind:
        (clone.lock / "1").symlink_to(left_behind)
    assert (clone.run().status, clone.calls()) == (0, WITH_PIP)


def test_a_process_number_given_again_does_not_hold_a_dead_lock(clone: Clone) -> None:
    clone.lock.mkdir()
    (clone.lock / "1").symlink_to(f"{os.getpid()}-1")  # this process lives, but was not started at the machine's first tick
    assert (clone.run().status, clone.calls()) == (0, WITH_PIP)


def test_of_many_starts_at_once_one_sets_up(clone: Clone) -> None:
    clone.lock.mkdir()
    (clone.lock / "1").symlink_to("4194399-1")
    processes = [clone.start(STUB_SLEEP="0.2") for _ in range(6)]
    assert [Ran(process).status for process in processes] == [0] * 6
    assert clone.calls() == WITH_PIP


def test_a_lock_freed_between_trying_and_looking_is_tried_again(clone: Clone) -> None:
    mkdir = shutil.which("mkdir")
    (clone.machine / "mkdir").unlink()
    clone.add("mkdir", f'#!/bin/sh\n[ -e $CALLS.mkdir ] && exec {mkdir} "$@"\n: >$CALLS.mkdir\nexit 1\n')
    assert (clone.run().status, clone.calls()) == (0, WITH_PIP)


@pytest.mark.parametrize("programs", [PYTHONS, ()], ids=["too old", "none"])
def test_without_a_usable_python_one_sentence_says_what_to_install(clone: Clone, programs: tuple[str, ...]) -> None:
    (clone.machine / "python3").unlink()
    for program in programs:
        clone.add(program, PYTHON)
    ran = clone.run("demo", STUB_OLD="1")
    assert (ran.status, ran.stdout, clone.calls()) == (2, "", [])
    assert "请先安装 Python 3.11" in ran.stderr
    assert "Please install Python 3.11" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not clone.lock.exists()


def test_a_newer_python_under_its_own_name_is_found(clone: Clone) -> None:
    clone.add("python3.12", PYTHON)
    clone.add("python3", "#!/bin/sh\nexit 1\n")
    assert (clone.run().status, clone.calls()) == (0, WITH_PIP)


def test_without_the_venv_module_one_sentence_says_what_to_install(clone: Clone) -> None:
    ran = clone.run("demo", STUB_NO_VENV="1")
    assert (ran.status, ran.stdout) == (2, "")
    assert "python3-venv" in ran.stderr
    assert "venv 模块" in ran.stderr


def test_uv_is_taken_when_there(clone: Clone) -> None:
    clone.add("uv", UV)
    assert (clone.run(STUB_NO_VENV="1").status, clone.calls()) == (0, WITH_UV)


def test_what_uv_cannot_do_pip_may(clone: Clone) -> None:
    clone.add("uv", UV)
    assert (clone.run(STUB_UV_FAILS="1").status, clone.calls()) == (0, WITH_PIP)


def test_what_pip_said_is_shown_when_it_fails(clone: Clone) -> None:
    ran = clone.run(STUB_PIP_FAILS="1")
    assert ran.status == 2
    assert "no such package" in ran.stderr
    assert "不能安装" in ran.stderr
    assert not clone.lock.exists()
    clone.calls()
    assert (clone.run().status, clone.calls()) == (0, WITH_PIP)


@pytest.mark.parametrize("uv", [False, True])
def test_what_benchmarks_need_comes_with_the_first_benchmark(clone: Clone, *, uv: bool) -> None:
    if uv:
        clone.add("uv", UV)
    clone.run("demo")
    clone.calls()
    assert (clone.run("bench", "annual").stdout, clone.calls()) == ("<-P><-m><gongkai><bench><annual>", ["uv-pip"] if uv else ["pip", "pip-done"])
    clone.run("bench", "annual")
    assert clone.calls() == []
    (clone.root / "benchmarks" / "requirements.lock").write_text("two==3\n")
    clone.run("bench", "annual")
    assert clone.calls() == (["uv-pip"] if uv else ["pip", "pip-done"])


def test_the_users_index_is_kept_and_what_would_lead_the_install_astray_is_not(clone: Clone) -> None:
    clone.run(PIP_INDEX_URL="mirror", PIP_CERT="ours", PIP_TARGET="elsewhere", PIP_USER="1", PYTHONPATH="theirs", PYTHONHOME="theirs")
    environment = (clone.machine / "calls.env").read_text().splitlines()
    assert {"PIP_INDEX_URL=mirror", "PIP_CERT=ours", "PYTHONUTF8=1"} <= set(environment)
    assert not [line for line in environment if line.startswith(("PIP_TARGET", "PIP_USER", "PYTHONPATH", "PYTHONHOME"))]


def test_a_folder_that_cannot_be_written_to_is_said(clone: Clone) -> None:
    clone.lock.touch()  # a file where the lock goes: for root every folder is writable
    ran = clone.run()
    assert ran.status == 2
    assert "不能写入" in ran.stderr
