"""What the process that reads for another answers, and what goes over the pipe between them."""

import io
import json
import os
import resource
import runpy
import signal
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annual.read import hostile_readers
from gongkai.annual.model import NOWHERE
from gongkai.annual.read import child, limits, wire
from gongkai.annual.read.doubts import doubt
from gongkai.annual.read.limits import LIMITS, Limits, address_space, held
from gongkai.annual.read.raw import Grid, Line, Page
from gongkai.messages import Message, message

PAGE = Page((Line("一", 1, 2), Grid("bar", (("甲", ""),), 1)), "题", (doubt("table.missing", message("line {line}", line=7), title="甲"),))


def served(*requests: bytes) -> list[dict[str, object]]:
    asked, answers = io.BytesIO(), io.BytesIO()
    for request in requests:
        wire.send(asked, request)
    asked.seek(0)
    child.serve(asked, answers, hostile_readers.READERS, dict.fromkeys(hostile_readers.LIMITS, Limits(3600, 1 << 20)))
    answers.seek(0)
    return [json.loads(answer) for answer in iter(lambda: wire.receive(answers), None)]


def test_requests_are_answered_in_their_order_until_there_are_no_more() -> None:
    first, second = served(b"echo\n1", b"echo\n2\n3")
    assert wire.page_from_json(first["page"]).blocks[0] == Line("1", 1)  # type: ignore[arg-type]
    assert wire.page_from_json(second["page"]).blocks[0] == Line("2\n3", 1)  # type: ignore[arg-type]
    assert isinstance(first["mebibytes"], int)


def test_what_a_reader_cannot_do_is_told_by_its_kind() -> None:
    refused, damaged, again = served(b"refuses\n", b"fails\n", b"pictures\n")
    assert wire.message_from_json(refused["refused"]).fields["number"] == "1.50"  # type: ignore[arg-type]
    assert damaged["damaged"] == "KeyError: 'Root'"
    assert again["again"] == "pictures.pictures"


def test_memory_that_a_reader_does_not_get_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def hungry(_data: bytes) -> Page:
        raise MemoryError

    monkeypatch.setattr(hostile_readers, "echo", hungry)
    assert served(b"echo\n")[0]["memory"] is True


def test_every_kind_with_limits_has_a_reader_and_every_reader_limits() -> None:
    assert child.READERS.keys() == LIMITS.keys()


@contextmanager
def standard() -> Iterator[tuple[int, int]]:
    """Pipes in place of standard input and output, and the other ends of them."""
    kept = os.dup(0), os.dup(1)
    (requests, asked), (answered, answers) = os.pipe(), os.pipe()
    os.dup2(requests, 0)
    os.dup2(answers, 1)
    os.close(requests)
    os.close(answers)
    interrupt = signal.getsignal(signal.SIGINT)
    yield asked, answered
    signal.signal(signal.SIGINT, interrupt)
    for place, old in enumerate(kept):
        os.dup2(old, place)
        os.close(old)


@pytest.mark.parametrize("arguments", [[], ["annual.read.hostile_readers"]])
def test_the_process_serves_on_its_standard_streams_and_keeps_them_to_itself(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with standard() as (asked, answered):
        with os.fdopen(asked, "wb") as requests:
            wire.send(requests, b"refuses\n" if arguments else b"docx\nno document")
        monkeypatch.setattr(sys, "argv", ["child", *arguments])
        runpy.run_path(child.__file__, run_name="__main__")
        with os.fdopen(answered, "rb") as answers:
            told = json.loads(wire.receive(answers) or b"")
        assert Path("/proc/self/fd/1").readlink() == Path(os.devnull)
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    assert "refused" in told


# ---- the pipe -------------------------------------------------------------------------------


def test_a_page_and_its_doubts_are_the_same_after_the_pipe() -> None:
    assert wire.page_from_json(json.loads(wire.dumps(wire.page_to_json(PAGE)))) == PAGE


def test_a_message_with_messages_in_it_is_told_the_same() -> None:
    told = message("{a} {b}", a=message("line {line}", line=1), b=("x", message("line {line}", line=2)))
    over = wire.message_from_json(json.loads(wire.dumps(wire.message_to_json(told))))
    assert over == told
    assert wire.message_from_json(wire.message_to_json(NOWHERE)) == Message("")


@pytest.mark.parametrize("cut", [0, 5, 8, 20])
def test_a_frame_that_ends_early_is_none(cut: int) -> None:
    stream = io.BytesIO()
    wire.send(stream, b"0123456789", b"0123456789")
    assert wire.receive(io.BytesIO(stream.getvalue()[:cut])) is None
    assert wire.receive(io.BytesIO(stream.getvalue())) == b"01234567890123456789"


def test_a_frame_that_is_announced_too_long_is_not_read() -> None:
    stream = io.BytesIO(struct.pack(">Q", 1 << 40))
    with pytest.raises(wire.TooLargeError):
        wire.receive(stream, wire.LARGEST_ANSWER)
    assert stream.read() == b""


@pytest.mark.parametrize("wrong", [{"line": 3}, {"grid": "cell", "rows": [[1]]}, {"line": ["x"]}])
def test_a_block_with_anything_but_text_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        wire.page_from_json({"blocks": [{"number": 1, "sheet": 0, **wrong}], "title": "", "doubts": []})


# ---- the limits -----------------------------------------------------------------------------


def test_limits_hold_while_a_file_is_read_and_no_longer() -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    with held(Limits(seconds=3600, mebibytes=1 << 20)):
        assert resource.getrlimit(resource.RLIMIT_AS)[0] == 1 << 40
        assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == 0
        assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_without_resource_limits_only_the_clock_of_the_parent_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_resource", None)
    with held(Limits(seconds=1, mebibytes=1)):
        assert len(bytearray(1 << 24)) == 1 << 24


def test_the_address_space_is_told_where_the_system_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 1 < address_space() < 1 << 20

    def none(*_: object, **__: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("builtins.open", none)
    assert address_space() == 0
