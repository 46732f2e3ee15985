"""Readers as hostile files make them, for the child process of `test_sandbox`: each does what its name says."""

import ctypes
import os
import time
from decimal import Decimal
from itertools import count

from gongkai.annual.read.doubts import doubt
from gongkai.annual.read.kinds import InPicturesError
from gongkai.annual.read.limits import Limits
from gongkai.annual.read.raw import Grid, Line, Page
from gongkai.messages import UserError, message

_USUAL = Limits(seconds=20, mebibytes=1024)
LIMITS = {
    **dict.fromkeys(
        ("echo", "crashes", "exits", "refuses", "prints", "fails", "writes", "much", "lies", "pictures", "pictures.pictures", "forever"), _USUAL
    ),
    "loops": Limits(seconds=0.3, mebibytes=1024),
    "eats": Limits(seconds=20, mebibytes=256),
    "small": Limits(seconds=20, mebibytes=64),
    "forever.pictures": _USUAL,
}
READERS = {kind: f"annual.read.hostile_readers:{kind.replace('.', '_')}" for kind in LIMITS}


def echo(data: bytes) -> Page:
    return Page(
        (Line(data.decode(), 1), Grid("cell", (("甲", ""), ("乙", "1")), 1, 2)), "题", (doubt("table.missing", title=message("line {line}", line=3)),)
    )


def small(data: bytes) -> Page:
    return echo(data)


def loops(_data: bytes) -> Page:
    for _ in count():
        pass
    raise AssertionError


def eats(_data: bytes) -> Page:
    held = []
    while True:
        held.append(bytearray(1 << 24))


def crashes(_data: bytes) -> Page:
    ctypes.string_at(0)
    raise AssertionError


def exits(_data: bytes) -> Page:
    os._exit(0)


def refuses(_data: bytes) -> Page:
    raise UserError(message("{source} is {kind}, {number}.", kind=message("line {line}", line=3), number=Decimal("1.50")))


def prints(data: bytes) -> Page:
    print("not an answer")
    os.write(1, b"not an answer")
    os.write(2, b"not an answer")
    return echo(data)


def fails(_data: bytes) -> Page:
    raise KeyError("Root")


def writes(_data: bytes) -> Page:
    with open("written", "wb") as file:  # noqa: PTH123
        file.write(b"x")
    raise AssertionError


def much(_data: bytes) -> Page:
    return Page((Line("x" * (65 << 20), 1),))


def lies(_data: bytes) -> Page:
    return Page((Line(["not", "a", "text"], 1),))  # type: ignore[arg-type]


def pictures(_data: bytes) -> Page:
    raise InPicturesError


def pictures_pictures(data: bytes) -> Page:
    return echo(data)


def forever(_data: bytes) -> Page:
    raise InPicturesError


def forever_pictures(_data: bytes) -> Page:
    raise InPicturesError


def slow(data: bytes) -> Page:
    time.sleep(0.05)
    return echo(data)


LIMITS["slow"] = _USUAL
READERS["slow"] = "annual.read.hostile_readers:slow"
