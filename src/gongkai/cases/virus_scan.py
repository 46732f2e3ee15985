"""Files from outside are shown to the virus scanner ClamAV (病毒扫描) through its socket, where the office has set one (`GONGKAI_CLAMAV`).

The protocol is clamd's INSTREAM (clamd(8)): the command, the data in pieces with their length before each, a length of nought; the answer is one
line: `stream: OK`, `stream: NAME FOUND`, `... ERROR`. Whatever is no clear answer means that the file waits; it never means that it passes.
"""

import re
import socket
import struct
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings

CONNECT_SECONDS, ANSWER_SECONDS = 3.0, 30.0
_PIECE = 1 << 16
_LONGEST_ANSWER = 4096
_FOUND = re.compile(r"stream: (?P<name>.+) FOUND")
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Verdict:
    """What the scanner says of a file: `waits`: nothing, it could not be asked; `found`: its name for what is in it, empty: nothing found."""

    waits: bool = False
    found: str = ""

    @property
    def passes(self) -> bool:
        """Whether the file may be shown."""
        return not self.waits and not self.found


def is_set_up() -> bool:
    """Whether files are scanned at all."""
    return bool(settings.GONGKAI_CLAMAV)


def scan(data: bytes) -> Verdict:
    """The verdict on a file. Never inside a transaction: on SQLite everybody else's changes would wait for the scanner."""
    if not is_set_up():
        return Verdict()
    try:
        with _connected(settings.GONGKAI_CLAMAV) as clamd:
            answer = _asked(clamd, data)
    except OSError:  # refused, no such socket, timed out, broken off
        return Verdict(waits=True)
    if answer == "stream: OK":
        return Verdict()
    found = _FOUND.fullmatch(answer)
    return Verdict(found=found["name"][:_LONGEST_NAME]) if found else Verdict(waits=True)


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "tcp":
        made = socket.create_connection((parts.hostname or "", parts.port or 0), CONNECT_SECONDS)
    else:
        made = socket.socket(socket.AF_UNIX)
        made.settimeout(CONNECT_SECONDS)
        try:
            made.connect(parts.path)
        except OSError:
            made.close()
            raise
    made.settimeout(ANSWER_SECONDS)
    return made


def _asked(clamd: socket.socket, data: bytes) -> str:
    """The scanner's answer to `data`, one line."""
    clamd.sendall(b"zINSTREAM\0")
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        clamd.sendall(struct.pack("!I", len(piece)) + piece)
    clamd.sendall(struct.pack("!I", 0))
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER and (more := clamd.recv(_LONGEST_ANSWER)):
        answer += more
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
