"""Files are read within bounds: what is too large is not taken into memory; saved web pages are unpacked."""

import io
import os
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest

from gongkai.annual.read import CannotReadError, NotAReportError, files, mhtml, read_bytes, read_stream
from gongkai.annual.read.kinds import MEBIBYTE

TITLE = "青石县水利局2023年政府信息公开工作年度报告"


class Endless(io.RawIOBase):
    """A pipe that never ends: `yes |`, or a device."""

    def __init__(self, begin: bytes = b"") -> None:
        self.begin = begin
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "read without a bound"
        first = self.begin if not self.given else b""
        self.given += size
        return first + bytes(size - len(first)).replace(b"\0", b"y")


@pytest.mark.parametrize(("begin", "says"), [(b"", "20 MiB"), (b"%PDF-1.7\n", "200 MiB")])
def test_a_stream_without_end_is_refused_at_the_bound_of_its_kind(begin: bytes, says: str) -> None:
    stream = Endless(begin)
    with pytest.raises(NotAReportError) as raised:
        read_stream(stream, "-")  # type: ignore[arg-type]
    assert raised.value.message.text("en") == f"- is larger than {says}: that is no report."
    assert stream.given <= int(says.split(maxsplit=1)[0]) * MEBIBYTE + 1


def test_a_file_too_large_for_any_report_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(NotAReportError, match="200 MiB"):
        files.of_path(path, "huge.html")


def test_a_large_document_is_read_to_its_end() -> None:
    data = b"%PDF-1.7\n" + bytes(21 * MEBIBYTE)
    assert files.of_stream(io.BytesIO(data), "x") == data


def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    if not (writer := os.fork()):
        fifo.write_bytes(TITLE.encode())
        os._exit(0)
    assert files.of_path(fifo, "pipe") == TITLE.encode()
    os.waitpid(writer, 0)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CannotReadError) as raised:
        files.of_path(tmp_path, "年报")
    assert raised.value.message.text("en") == "年报 cannot be opened: it is a folder, not a file."


# ---- saved web pages ------------------------------------------------------------------------


def saved(*parts: MIMEText | MIMEImage) -> bytes:
    mail = MIMEMultipart("related")
    for part in parts:
        mail.attach(part)
    return mail.as_bytes()


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_page_of_a_saved_page_is_read(encoding: str) -> None:
    data = saved(MIMEText(f"<html><body><p>{TITLE}</p></body></html>", "html", encoding), MIMEImage(b"GIF89a", "gif"))
    assert read_bytes(data, "x.mht").title == TITLE


def test_a_saved_page_without_a_page_is_refused() -> None:
    with pytest.raises(NotAReportError) as raised:
        mhtml.html(saved(MIMEText("text")), "x.mht")
    assert raised.value.message.text("en") == "x.mht is a saved web page (MHTML) in which no page was found; save it as HTML."


def test_parts_within_parts_without_end_are_refused() -> None:
    deep = b"".join(b'Content-Type: multipart/related; boundary="%d"\n\n--%d\n' % (level, level) for level in range(20_000))
    with pytest.raises(NotAReportError, match="MHTML"):
        mhtml.html(deep, "x.mht")
