"""A browser of the standard library: forms, cookies, and what became of a request whose server was killed."""

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from typing import Any

from platform_parts import PASSWORD

PATIENCE = 40.0
_WORDS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]+>", re.DOTALL)


class NobodyThereError(Exception):
    """The connection was refused: the request was never sent."""


class BrokenOffError(Exception):
    """The request was sent, and no whole answer came."""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The answer to a form is the acknowledgement: it is not followed."""

    def redirect_request(self, *_arguments: Any) -> None:
        return None


@dataclass(frozen=True)
class Answer:
    """An answer that has come whole: `where` is the path it leads on to."""

    status: int
    where: str
    text: str = field(repr=False)

    def __str__(self) -> str:
        """What it says, in short: the end of the page, where Wagtail and we say what is wrong."""
        return f"{self.status} {self.where} {' '.join(_WORDS.sub(' ', self.text).split())[-300:]}"


class Browser:
    """Somebody's browser, with the cookies of one person."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._cookies = CookieJar()
        self._opener = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPCookieProcessor(self._cookies))

    def sign_in(self, username: str) -> Answer:
        """Through the form."""
        self.get("/accounts/login/")
        return self.post("/accounts/login/", {"login": username, "password": PASSWORD})

    def sign_out(self) -> Answer:
        """Through the form."""
        return self.post("/accounts/logout/", {})

    def get(self, path: str) -> Answer:
        """A page."""
        return self._answer(urllib.request.Request(self._address + path))  # noqa: S310  # our own address

    def post(self, path: str, fields: dict[str, Any], document: tuple[str, bytes] | None = None) -> Answer:
        """A form, with a file where there is one: its field and its content. A list stands for a field several times."""
        token = next((str(cookie.value) for cookie in self._cookies if cookie.name == "csrftoken"), "")
        body, kind = _multipart({"csrfmiddlewaretoken": token, **fields}, document)
        return self._answer(urllib.request.Request(self._address + path, body, {"Content-Type": kind}))  # noqa: S310

    def _answer(self, request: urllib.request.Request) -> Answer:
        """Raises NobodyThereError, BrokenOffError."""
        try:
            try:
                with self._opener.open(request, timeout=PATIENCE) as answer:
                    return Answer(answer.status, "", answer.read().decode())
            except urllib.error.HTTPError as error:
                with error:  # an answer counts once it has come whole
                    return Answer(error.code, urllib.parse.urlsplit(error.headers.get("Location", "")).path, error.read().decode())
        except (OSError, HTTPException) as error:
            refused = isinstance(getattr(error, "reason", error), ConnectionRefusedError)
            raise (NobodyThereError if refused else BrokenOffError) from error


def _multipart(fields: dict[str, Any], document: tuple[str, bytes] | None) -> tuple[bytes, str]:
    boundary = "claim-of-a-client"
    given = [(name, one) for name, value in fields.items() for one in (value if isinstance(value, list) else [value])]
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in given]
    if document:
        name, content = document
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n'
        parts += [head.encode(), content, b"\r\n"]
    return b"".join([*parts, f"--{boundary}--\r\n".encode()]), f"multipart/form-data; boundary={boundary}"
