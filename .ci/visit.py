#!/usr/bin/env python3
"""Starts `./gongkai demo ARGUMENT...` here, signs in through the form as the first account it prints, fetches the staff home, and stops it.

For the bare root: the standard library only. Prints the time to the signed-in staff home and the memory; leaves nothing running, or fails.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from pathlib import Path
from typing import IO, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

T = TypeVar("T")

PATIENCE = 600.0  # seconds; a first start sets up the environment


def main(arguments: list[str]) -> int:
    """Visit; 0 when everything was as it should be."""
    began = time.monotonic()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as out:
        command, environ = ["./gongkai", "demo", *arguments], {**os.environ, "GONGKAI_LANG": "en"}
        demo = subprocess.Popen(command, stdout=out, env=environ, start_new_session=True)  # noqa: S603  # our own command
        try:
            visit(demo, out, began)
            ask_to_stop(demo)
        finally:
            if demo.poll() is None:
                os.killpg(demo.pid, signal.SIGKILL)
    return 0


def visit(demo: "subprocess.Popen[bytes]", out: IO[str], began: float) -> None:
    """From the address and the account that the demo prints to the staff home."""
    printed = wait_for(demo, lambda: whole(out))
    address, password = found(r"(http://\S+)", printed), found(r"password of all is (\S+)", printed)
    name, organ = found(r"^  (\S+) +\S+ · ", printed), found(r"^  \S+ +(\S+) · ", printed)
    wait_for(demo, lambda: ready(address))
    page = staff_home(build_opener(HTTPCookieProcessor(CookieJar())), address, name, password)
    heading = " ".join(re.sub(r"<[^>]+>", " ", found(r"<h1[^>]*>([\s\S]*?)</h1>", page)).split())
    if organ not in page:
        sys.exit(f"the staff home of {name} does not name {organ}")
    print(f"visit: signed in as {name}, staff home “{heading}” after {time.monotonic() - began:.1f} s")
    processes = group_of(demo.pid)
    memory = {kind: sum(mebibytes(process, kind) for process in processes) for kind in ("Rss", "Pss")}
    print(f"visit: {len(processes)} processes, RSS {memory['Rss']:.0f} MiB together, {memory['Pss']:.0f} MiB with what they share counted once")


def found(pattern: str, text: str) -> str:
    """What the group of a pattern holds; fails where there is none."""
    match = re.search(pattern, text, re.MULTILINE) or sys.exit(f"no {pattern} in: {text[:2000]}")
    return str(match[1])


def whole(out: IO[str]) -> str:
    """What the demo printed, once its accounts are there."""
    out.seek(0)
    printed = out.read()
    return printed if re.search(r"^  \S+ +\S+ · .+\n", printed, re.MULTILINE) else ""


def ready(address: str) -> bool:
    """Whether everything runs, the daily work included."""
    try:
        return bool(build_opener().open(address + "/readyz", timeout=30).status)
    except HTTPError:
        return False


def staff_home(browser: OpenerDirector, address: str, name: str, password: str) -> str:
    """The page after the sign-in form."""
    form = address + "/accounts/login/"
    token = found(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.open(form).read().decode())
    sent = urlencode({"csrfmiddlewaretoken": token, "login": name, "password": password}).encode()
    answer = browser.open(Request(form, sent, {"Referer": form}))  # noqa: S310  # our own address
    if urlsplit(answer.url).path != "/staff/":
        sys.exit(f"signing in as {name} led to {answer.url}")
    return str(answer.read().decode())


def ask_to_stop(demo: "subprocess.Popen[bytes]") -> None:
    """SIGTERM; fails when anything of it is left."""
    group = demo.pid
    began = time.monotonic()
    demo.terminate()
    status = demo.wait(60)
    if status or group_of(group):
        sys.exit(f"the demo ended with status {status} and left {group_of(group)}")
    print(f"visit: stopped after {time.monotonic() - began:.1f} s, nothing left")


def wait_for(demo: "subprocess.Popen[bytes]", condition: Callable[[], T]) -> T:
    """The condition's value, once it has one; fails when the demo ends before."""
    end = time.monotonic() + PATIENCE
    while not (value := condition()):
        if demo.poll() is not None or time.monotonic() > end:
            sys.exit("the demo did not come up")
        time.sleep(0.05)
    return value


def group_of(leader: int) -> list[int]:
    """The processes of a group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text("utf-8", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == leader and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def mebibytes(process: int, kind: str) -> float:
    """The memory of a process."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
    return int(found(rf"^{kind}: +(\d+) kB", rollup)) / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
