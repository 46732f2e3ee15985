"""What the tests of the public form share: a company's request, files, a virus scanner that is none."""

import io
import socket
import socketserver
import struct
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cases.walk_through import ASKED
from gongkai.cases.models import Case, Counter
from gongkai.persons.models import Person
from platform_parts import House

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
VIRUS = b"%PDF-1.4 what the scanner finds"
COMPANY = {
    **ASKED,
    "kind": "business",
    "name": "青石县白鹭食品有限公司",
    "document": "credit_code",
    "number": "91350100M000100Y43",
    "contact": "欧阳某",
    "agent_name": "李律师",
    "agent_document": "resident_card",
    "agent_number": "11010519491231002X",
    "agent_phone": "0556-5550199",
    "authority": "power",
}


def word(*paragraphs: str) -> bytes:
    """A DOCX with these paragraphs."""
    kept, document = io.BytesIO(), docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(kept)
    return kept.getvalue()


def file(data: bytes = PNG, name: str = "a.png") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, data)


def post(house: House, browser: Client | None = None, **fields: Any) -> Any:
    """Send what was filled in, and nothing else."""
    return (browser or Client()).post(reverse("requests_new", args=[house.organ.code]), {"form": str(uuid.uuid4()), **fields})


class _Scanner(socketserver.BaseRequestHandler):
    """clamd's INSTREAM: one file, one answer."""

    def handle(self) -> None:
        """Read the pieces, answer, note what came."""
        assert self.request.recv(10, socket.MSG_WAITALL) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!I", self.request.recv(4, socket.MSG_WAITALL))[0]:
            data += self.request.recv(length, socket.MSG_WAITALL)
        server: Any = self.server
        server.seen.append(data)
        self.request.sendall(server.answer or (b"stream: Test-Signature FOUND\0" if VIRUS in data else b"stream: OK\0"))


class _Local(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


class _Tcp(socketserver.ThreadingTCPServer):
    daemon_threads = True


@contextmanager
def clamd(folder: Path | None, answer: bytes = b"") -> Iterator[tuple[str, list[bytes]]]:
    """A scanner at a socket in `folder`, or at a port: its address and what it was shown. `answer`: what it says whatever comes."""
    server: Any = _Tcp(("127.0.0.1", 0), _Scanner) if folder is None else _Local(str(folder / "clamd.ctl"), _Scanner)
    server.seen, server.answer = [], answer
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield (f"tcp://127.0.0.1:{server.server_address[1]}" if folder is None else f"unix:{folder / 'clamd.ctl'}"), server.seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
        if folder is not None:
            (folder / "clamd.ctl").unlink(missing_ok=True)


def nothing_was_kept() -> None:
    """No request, no person, no number."""
    assert not Case.objects.exists()
    assert not Person.objects.exists()
    assert not Counter.objects.filter(last__gt=0).exists()
