"""`gongkai demo`: the sample system on a throw-away folder, from which nothing of a real site is reached and nothing is left."""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from gongkai.samples_system.build import PASSWORD, sample_accounts
from server_parts import Running, Site, group_of, until

ON_SQLITE = pytest.mark.skipif("'sqlite' not in __import__('django').conf.settings.DATABASES['default']['ENGINE']", reason="a demo is on SQLite")


def signed_in(running: Running, username: str) -> urllib.request.OpenerDirector:
    """A browser of the standard library that went through the sign-in form."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    address = running.address() + "/accounts/login/"
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', browser.open(address).read().decode()))
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "login": username, "password": PASSWORD})
    answer = browser.open(urllib.request.Request(address, form.encode(), {"Referer": address}))  # noqa: S310  # our own address
    assert urllib.parse.urlsplit(answer.url).path == "/staff/"
    return browser


def printed_receipt(running: Running) -> bytes:
    """A citizen sends a request and saves the receipt."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    asked = running.address() + "/requests/new/qingshi-scjg/"
    given = dict(re.findall(r'name="(csrfmiddlewaretoken|form)" value="([\w-]+)"', browser.open(asked).read().decode()))
    given |= {"kind": "natural_person", "name": "王小明", "document": "resident_card", "number": "110101199003071233", "phone": "13800000000"}
    given |= {"item": "电梯检验合格率", "wish": "electronic", "delivery": "electronic", "none": "1"}
    sent = browser.open(urllib.request.Request(asked, urllib.parse.urlencode(given).encode(), {"Referer": asked})).read().decode()  # noqa: S310
    number, code = (re.findall(rf'id="{name}">([^<]+)<', sent)[0] for name in ("number", "code"))
    (token,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', sent))
    form = urllib.parse.urlencode({"csrfmiddlewaretoken": token, "number": number, "code": code}).encode()
    receipt = urllib.request.Request(running.address() + "/requests/receipt/", form, {"Referer": asked})  # noqa: S310  # our own address
    answer: bytes = browser.open(receipt, timeout=60).read()
    return answer


REAL = {
    "DATABASE_URL": "postgresql://real:site@127.0.0.1:1/must-not-be-reached",
    "GONGKAI_KEYS": "/must-not-be-read",
    "GONGKAI_SMTP": "smtp://127.0.0.1:1",
    "GONGKAI_SECOND_FACTOR": "everybody",
}


@ON_SQLITE
def test_a_demo_shows_who_can_sign_in_and_lets_them_in_past_all_settings_of_a_real_site(site: Site) -> None:
    (site.data / "sample").touch()  # a demo that was killed once it had migrated
    running = site.start("demo", "--port", "0", "--data", str(site.data), **REAL)
    account = sample_accounts()[0]
    until(lambda: account.username in running.out.read_text("utf-8"))
    shown = running.out.read_text("utf-8")
    assert all(one.username in shown and one.organ in shown for one in sample_accounts())
    assert PASSWORD in shown
    assert account.organ in signed_in(running, account.username).open(running.address() + "/staff/").read().decode()
    assert printed_receipt(running).startswith(b"%PDF")  # samples have letters; printing began no threads that a fork would lose
    running.tell()
    assert running.ends() == 0
    assert group_of(running.pid) == []
    assert running.err.read_text("utf-8") == ""  # the screen is for the accounts


def test_a_demo_without_a_folder_leaves_nothing_even_when_it_is_stopped_half_way(site: Site) -> None:
    running = site.start("demo", "--port", "0", TMPDIR=str(site.logs))
    until(lambda: list(site.logs.glob("gongkai-demo-*/start.lock")))
    running.tell()
    assert running.ends() == 130
    assert list(site.logs.glob("gongkai-demo-*")) == []


def test_a_demo_never_touches_the_folder_of_a_real_site(site: Site) -> None:
    before = (site.data / "gongkai.sqlite3").read_bytes() if (site.data / "gongkai.sqlite3").exists() else b""
    (site.data / "keys").mkdir()
    status, out, err = site.run("demo", "--port", "0", "--data", str(site.data))
    assert (status, out) == (2, "")
    assert err == f"gongkai: {site.data} holds a site that is no demo: name another folder with --data\n"
    assert (Path(site.data / "gongkai.sqlite3").read_bytes() if before else b"") == before
