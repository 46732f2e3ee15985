"""Pages saved whole by a browser: MHTML."""

from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP

from annual.generator.layouts import LAYOUTS as TEXT
from annual.generator.page import Page

Write = Callable[[Page], bytes]
_PIXEL = b"GIF89a\x01\x00\x01\x00\x00\xff\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x00;"


def _saved(page: Page, layout: str, charset: str, transfer: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "http://www.example.test/gk/nb/index.html"
    message["Subject"] = page.title
    message.set_content(TEXT[layout].write(page), subtype="html", charset=charset, cte=transfer)
    message.add_related(_PIXEL, "image", "gif", headers=["Content-Location: http://www.example.test/i.gif"])
    message.set_boundary("----MultipartBoundary--7f3a")
    return bytes(message)


def quoted(page: Page) -> bytes:
    """As Chrome saves it: quoted-printable in UTF-8."""
    return _saved(page, "spanned", "utf-8", "quoted-printable")


def base64(page: Page) -> bytes:
    """As older browsers and Word do: base64 in GB 18030."""
    return _saved(page, "word", "gb18030", "base64")


LAYOUTS: dict[str, Write] = {"mhtml-quoted-printable": quoted, "mhtml-base64": base64}
