"""A file that loops, eats memory or crashes its reader costs that file and nothing else: proved with real processes and small limits."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from annual.read import hostile_readers
from gongkai.annual.read import sandbox as module
from gongkai.annual.read import wire
from gongkai.annual.read.kinds import NotAReportError
from gongkai.annual.read.raw import Grid, Line
from gongkai.annual.read.sandbox import Sandbox, StoppedError


@pytest.fixture(scope="module")
def shared() -> Iterator[Sandbox]:
    """One for the tests that do not count on a new child."""
    made = Sandbox("annual.read.hostile_readers", hostile_readers.LIMITS)
    yield made
    made.end()


@pytest.fixture
def fresh() -> Iterator[Sandbox]:
    made = Sandbox("annual.read.hostile_readers", hostile_readers.LIMITS)
    yield made
    made.end()


def said(sandbox: Sandbox, kind: str) -> str:
    with pytest.raises(StoppedError) as raised:
        sandbox.page(kind, b"x", "年报.pdf")
    return raised.value.message.text("en")


def child(sandbox: Sandbox) -> int:
    assert sandbox.process is not None
    return sandbox.process.pid


def is_read(sandbox: Sandbox) -> bool:
    return sandbox.page("echo", "一".encode(), "x").blocks[0] == Line("一", 1)


def test_a_page_comes_over_as_it_was_made(shared: Sandbox) -> None:
    page = shared.page("echo", "第一行".encode(), "x")
    assert page.blocks == (Line("第一行", 1), Grid("cell", (("甲", ""), ("乙", "1")), 1, 2))
    assert page.title == "题"
    assert [doubt.code for doubt in page.doubts] == ["table.missing"]
    assert "line 3" in page.doubts[0].message.text("en")


def test_one_child_serves_many_files(shared: Sandbox) -> None:
    assert is_read(shared)
    first = child(shared)
    assert all(is_read(shared) for _ in range(5))
    assert child(shared) == first


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("loops", "Reading 年报.pdf took more than 0.3 seconds and was stopped."),
        ("eats", "Reading 年报.pdf needed more than 256 MiB of memory and was stopped."),
        ("crashes", "The process that read 年报.pdf died: the file may be damaged. Get it again from its first publication."),
        ("exits", "The process that read 年报.pdf died: the file may be damaged. Get it again from its first publication."),
        ("much", "年报.pdf holds more than 64 MiB of text: that is no report."),
    ],
)
def test_what_breaks_a_limit_is_stopped_and_the_next_file_is_read(shared: Sandbox, kind: str, says: str) -> None:
    assert said(shared, kind) == says
    assert is_read(shared)


def test_an_answer_that_is_no_page_is_not_believed(shared: Sandbox) -> None:
    assert "died" in said(shared, "lies")
    assert is_read(shared)


def test_an_answer_that_is_not_even_json_is_not_believed(shared: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(wire, "receive", lambda *_: b"{]")
        assert "died" in said(shared, "echo")
    assert is_read(shared)


def test_a_refusal_is_told_with_the_name_of_the_file(shared: Sandbox) -> None:
    with pytest.raises(NotAReportError) as raised:
        shared.page("refuses", b"", "年报.pdf")
    assert raised.value.message.text("en") == "年报.pdf is line 3, 1.50."


def test_a_file_that_the_reader_stumbles_over_is_damaged_or_unknown(shared: Sandbox) -> None:
    with pytest.raises(NotAReportError) as raised:
        shared.page("fails", b"", "年报.pdf")
    assert raised.value.message.text("en") == "年报.pdf is damaged, or unlike any file of its kind that we know (KeyError: 'Root')."


def test_nothing_can_be_written(shared: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shared.end()
    with pytest.raises(NotAReportError, match="OSError"):
        shared.page("writes", b"", "x")
    assert [path.read_bytes() for path in tmp_path.iterdir()] in ([], [b""])


def test_what_libraries_print_is_no_part_of_the_answer(shared: Sandbox, capfd: pytest.CaptureFixture[str]) -> None:
    shared.end()
    assert shared.page("prints", b"1", "x").blocks[0] == Line("1", 1)
    assert capfd.readouterr() == ("", "")


def test_a_file_whose_form_stands_in_pictures_is_read_again_under_their_limits(shared: Sandbox) -> None:
    assert shared.page("pictures", b"1", "x").blocks[0] == Line("1", 1)


def test_a_reader_that_asks_for_pictures_without_end_gets_them_once(shared: Sandbox) -> None:
    assert "died" in said(shared, "forever")


def test_threads_take_turns(shared: Sandbox) -> None:
    with ThreadPoolExecutor(4) as threads:
        pages = list(threads.map(lambda number: shared.page("slow", str(number).encode(), "x"), range(8)))
    assert [page.blocks[0] for page in pages] == [Line(str(number), 1) for number in range(8)]


def test_a_child_that_died_while_idle_is_replaced(fresh: Sandbox) -> None:
    assert is_read(fresh)
    assert fresh.process is not None
    fresh.process.kill()
    fresh.process.wait()
    assert is_read(fresh)


def test_a_child_that_holds_much_memory_is_replaced_before_a_file_with_a_small_limit(fresh: Sandbox) -> None:
    assert is_read(fresh)
    first = child(fresh)
    fresh.mebibytes = 40
    assert fresh.page("small", b"1", "x").blocks[0] == Line("1", 1)
    assert child(fresh) != first


def test_a_child_is_replaced_after_many_files(fresh: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SERVES", 1)
    assert is_read(fresh)
    first = child(fresh)
    assert is_read(fresh)
    assert child(fresh) != first


def test_a_forked_process_starts_its_own_child_and_leaves_the_other_to_its_parent(fresh: Sandbox) -> None:
    assert is_read(fresh)
    parents = fresh.process
    assert parents is not None
    fresh.forget()  # what a fork runs in the new process
    assert is_read(fresh)
    assert child(fresh) != parents.pid
    os.waitpid(parents.pid, 0)  # both ends of its pipe are let go: it ends
    assert fresh.inherited == [parents]
    for pipe in (parents.stdin, parents.stdout):
        assert pipe is not None
        pipe.close()


def test_a_process_that_never_read_has_nothing_to_forget(fresh: Sandbox) -> None:
    fresh.forget()
    fresh.end()
    assert is_read(fresh)


def test_ctrl_c_ends_the_child_that_was_reading(fresh: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_read(fresh)
    process = fresh.process
    assert process is not None

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(wire, "receive", interrupted)
        with pytest.raises(KeyboardInterrupt):
            fresh.page("slow", b"1", "x")
    assert process.returncode is not None
    assert is_read(fresh)


def test_the_child_leaves_ctrl_c_to_its_parent(fresh: Sandbox) -> None:
    assert is_read(fresh)
    first = child(fresh)
    os.kill(first, signal.SIGINT)
    assert is_read(fresh)
    assert child(fresh) == first


def test_the_child_ends_when_its_parent_is_gone() -> None:
    program = (
        "import os\nfrom gongkai.annual.read.sandbox import Sandbox\nfrom annual.read import hostile_readers\n"
        "s = Sandbox('annual.read.hostile_readers', hostile_readers.LIMITS)\ns.page('echo', b'1', 'x')\n"
        "print(s.process.pid, flush=True)\nos._exit(0)\n"
    )
    path = os.pathsep.join([*sys.path, str(Path(__file__).parents[2])])
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, env={**os.environ, "PYTHONPATH": path})
    left = int(done.stdout)
    until = time.monotonic() + 10
    while Path(f"/proc/{left}").exists() and "\nState:\tZ" not in Path(f"/proc/{left}/status").read_text("ascii") and time.monotonic() < until:
        time.sleep(0.01)
    assert not Path(f"/proc/{left}/cmdline").exists() or Path(f"/proc/{left}/cmdline").read_bytes() == b""


def test_each_process_has_one_child_for_all_that_it_reads(monkeypatch: pytest.MonkeyPatch, shared: Sandbox) -> None:
    monkeypatch.setattr(module, "_sandbox", shared)
    assert module.page("echo", b"1", "x") == shared.page("echo", b"1", "x")
