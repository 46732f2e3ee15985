"""One account signs in from several machines at the same moment: a real site, a process for each half of them."""

import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Barrier

import pytest
from django.contrib.auth.hashers import make_password

from gongkai.accounts.hashing import Argon2id
from platform_parts import PASSWORD
from server_parts import Running, Site, collected, new_site

__all__ = ["collected"]

AT_ONCE = 8
MAKE = """
from gongkai.accounts.models import User
User(username=sys.argv[1], name="张三", language="en", password=sys.argv[2]).save()
"""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, collected: Path) -> Iterator[tuple[Site, Running]]:  # the fixture
    """A running site."""
    with new_site(tmp_path_factory.mktemp("at-once"), collected) as site:
        running = site.start()
        running.address()
        yield site, running


class Browser:
    """A machine with cookies of its own; `form` is what the sign-in form needs sent along."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        (self.form,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get("/accounts/login/")[1]))

    def get(self, path: str) -> tuple[str, str]:
        """Where one ends up, and the text there."""
        with self._opener.open(self.address + path, timeout=60) as answer:
            return urllib.parse.urlsplit(answer.url).path, answer.read().decode()

    def sign_in(self, username: str) -> None:
        """Send the form."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.form, "login": username, "password": PASSWORD})
        address = self.address + "/accounts/login/?next=/accounts/"
        with self._opener.open(urllib.request.Request(address, body.encode(), {"Referer": address}), timeout=60):  # noqa: S310  # our own address
            pass


@pytest.mark.parametrize("passes", [1, 2])
def test_everybody_who_signs_in_at_once_stays_signed_in(running: tuple[Site, Running], passes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one pass the kept hash is of an earlier version, and made anew at the sign-in: once, not once for each who signs in."""
    site, server = running
    monkeypatch.setattr(Argon2id, "time_cost", passes)
    kept = make_password(PASSWORD, hasher=Argon2id())
    username = f"zhangsan-{passes}"
    made = site.python(MAKE, username, kept)
    assert made.ends() == 0, made.err.read_text()
    browsers = [Browser(server.address()) for _ in range(AT_ONCE)]
    together = Barrier(AT_ONCE)

    def sign_in(browser: Browser) -> None:
        together.wait()
        browser.sign_in(username)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(sign_in, browsers))
    assert [browser.get("/accounts/")[0] for browser in browsers] == ["/accounts/"] * AT_ONCE
