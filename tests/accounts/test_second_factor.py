"""The second factor: set up, asked for, lost."""

import base64
import datetime as dt
import json
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.steps import Clock, code_at, rows, set_up, sign_in
from gongkai.accounts import hooks, second_factor
from gongkai.accounts.models import User
from gongkai.vault.cipher import VaultError
from gongkai.vault.keyring import Keyring
from platform_parts import PASSWORD


@pytest.fixture(autouse=True)
def _clear_of_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Here nobody sees personal data unless the test says so."""
    monkeypatch.setitem(hooks._registered, "sees_personal_data", lambda _user: False)  # noqa: SLF001  # put back afterwards


@pytest.fixture
def seer(person: User, monkeypatch: pytest.MonkeyPatch) -> User:
    """A person whose role sees personal data."""
    monkeypatch.setitem(hooks._registered, "sees_personal_data", lambda user: user.pk == person.pk)  # noqa: SLF001  # put back afterwards
    return person


def with_code(browser: Client, code: str) -> str:
    """Sign in with password and code; where that leads, "" for nowhere."""
    assert sign_in(browser)["Location"] == "/accounts/second-factor/code/"
    return str(browser.post("/accounts/second-factor/code/", {"code": code}).get("Location", ""))


def test_the_code_is_that_of_the_standard(person: User, clock: Clock) -> None:
    """RFC 6238, appendix B: the secret of twenty signs gives 94287082 at 59 seconds, of which the last six digits are the short code."""
    clock.now = dt.datetime.fromtimestamp(59, dt.UTC)
    secret = base64.b32encode(b"12345678901234567890").decode()
    Authenticator.objects.create(user=person, type="totp", data={"secret": second_factor.sealed(secret, person.pk)})
    assert second_factor.accepted(person, "287083") is None
    assert second_factor.accepted(person, "287082") is not None


@pytest.mark.usefixtures("person")
def test_once_set_up_the_code_is_asked_at_every_sign_in(browser: Client, clock: Clock) -> None:
    sign_in(browser)
    secret, _codes = set_up(browser, clock)
    browser.post("/accounts/logout/")
    clock.forward(minutes=5)
    assert with_code(browser, code_at(secret, clock.now)) == "/staff/"
    assert json.loads(rows("account.signed_in")[-1].detail) == {"by": "password", "second_factor": True}
    assert len(rows("account.second_factor_set")) == 1


@pytest.mark.usefixtures("person")
def test_the_password_alone_opens_nothing(browser: Client, clock: Clock) -> None:
    sign_in(browser)
    set_up(browser, clock)
    browser.post("/accounts/logout/")
    sign_in(browser)
    assert browser.get("/accounts/").status_code == 302
    assert browser.get("/accounts/second-factor/set-up/").status_code in {302, 403}
    assert len(rows("account.signed_in")) == 1


@pytest.mark.usefixtures("person")
def test_a_code_counts_once_and_half_a_minute_around_its_time(browser: Client, clock: Clock) -> None:
    sign_in(browser)
    secret, _codes = set_up(browser, clock)
    clock.forward(minutes=5)
    code = code_at(secret, clock.now)
    assert with_code(Client(), code) == "/staff/"
    assert with_code(Client(), code) == "", "the same code again"
    assert with_code(Client(), code_at(secret, clock.now - dt.timedelta(seconds=30))) == "", "an older one"
    clock.forward(seconds=30)
    assert with_code(Client(), code_at(secret, clock.now + dt.timedelta(seconds=60))) == "", "one from a minute ahead"
    assert with_code(Client(), code_at(secret, clock.now + dt.timedelta(seconds=30))) == "/staff/"


def test_wrong_codes_lock_like_wrong_passwords_and_the_right_password_does_not_reset_them(person: User, browser: Client, clock: Clock) -> None:
    sign_in(browser)
    secret, _codes = set_up(browser, clock)
    browser = Client()
    for _time in range(4):
        assert with_code(browser, "000000") == ""
    sign_in(browser)
    assert browser.post("/accounts/second-factor/code/", {"code": "000000"}).status_code == 429
    assert browser.post("/accounts/second-factor/code/", {"code": code_at(secret, clock.now)}).status_code == 429
    assert sign_in(Client()).status_code == 429
    assert {json.loads(row.detail)["step"] for row in rows("account.sign_in_failed")} == {"second_factor"}
    assert [row.subject for row in rows("account.locked_out")] == [str(person.pk)]


@pytest.mark.usefixtures("person")
def test_a_recovery_code_signs_in_once(browser: Client, clock: Clock) -> None:
    sign_in(browser)
    _secret, codes = set_up(browser, clock)
    assert len(set(codes)) == 10
    assert with_code(Client(), codes[3]) == "/staff/"
    assert with_code(Client(), codes[3]) == ""
    assert [json.loads(row.detail) for row in rows("account.recovery_code_used")] == [{"left": 9}]


@pytest.mark.usefixtures("person")
def test_recovery_codes_are_shown_once_and_new_ones_end_the_old(browser: Client, clock: Clock) -> None:
    sign_in(browser)
    secret, codes = set_up(browser, clock)
    again = browser.get("/accounts/second-factor/recovery-codes/").content.decode()
    assert "10 recovery codes are left. They were shown once." in again
    assert not [code for code in codes if code in again]
    clock.forward(minutes=1)
    browser = Client()
    with_code(browser, code_at(secret, clock.now))
    assert browser.get("/accounts/second-factor/recovery-codes/new/")["Location"].startswith("/accounts/reauthenticate/"), "the password once more"
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    shown = browser.get(browser.post("/accounts/second-factor/recovery-codes/new/")["Location"]).context["unused_codes"]
    assert not set(shown) & set(codes)
    assert with_code(Client(), codes[0]) == ""
    assert with_code(Client(), shown[0]) == "/staff/"
    assert len(rows("account.recovery_codes_made")) == 1
    assert secret not in str(rows("account.recovery_codes_made")[0].__dict__)


def test_secrets_and_codes_are_in_no_table_in_clear(person: User, browser: Client, clock: Clock) -> None:
    sign_in(browser)
    waiting = browser.get("/accounts/second-factor/set-up/").context["secret"].replace(" ", "")
    sessions = [str(one.get_decoded()) for one in Session.objects.all()]
    assert sessions
    assert not [one for one in sessions if waiting in one], "not even before it is set up"
    secret, codes = set_up(browser, clock)
    assert secret == waiting, "looking at the page again shows the same secret"
    stored = str(list(Authenticator.objects.filter(user=person).values_list("data", flat=True)))
    assert not [one for one in (secret, *codes) if one in stored]


def test_a_secret_that_was_moved_to_another_account_is_worth_nothing_there(person: User, browser: Client, clock: Clock) -> None:
    """Who can write into the database could else sign in as anybody with the own app."""
    sign_in(browser)
    secret, codes = set_up(browser, clock)
    victim = User.objects.create(username="lisi", name="李四")
    for row in Authenticator.objects.filter(user=person):
        Authenticator.objects.create(user=victim, type=row.type, data=row.data)
    clock.forward(minutes=5)
    assert second_factor.accepted(victim, code_at(secret, clock.now)) is None
    assert second_factor.accepted(victim, codes[0]) is None
    token = Authenticator.objects.get(user=victim, type="totp").data["secret"]
    with pytest.raises(VaultError):
        second_factor.opened(f"{victim.pk}:{token.split(':')[1]}")


def test_after_a_rotation_everything_is_sealed_with_the_new_key_and_works(person: User, browser: Client, clock: Clock) -> None:
    sign_in(browser)
    secret, codes = set_up(browser, clock)
    ring = Keyring.open(django_settings.GONGKAI_KEYS)
    old = ring.current("second_factor").number
    ring.with_new("second_factor")
    assert second_factor.seal_anew() == 2
    assert second_factor.seal_anew() == 0
    Keyring.open(django_settings.GONGKAI_KEYS).without("second_factor", old)
    clock.forward(minutes=5)
    assert second_factor.accepted(person, code_at(secret, clock.now)) is not None
    assert second_factor.accepted(person, codes[0]) is not None


@pytest.mark.usefixtures("seer")
def test_who_sees_personal_data_sets_one_up_before_anything_else(browser: Client, clock: Clock) -> None:
    sign_in(browser)
    for address in ("/staff/", "/staff/pages/", "/documents/1/x"):
        assert browser.get(address)["Location"].startswith("/accounts/second-factor/set-up/?next="), address
    assert browser.post("/staff/").status_code == 302
    assert "Your work needs a second factor" in browser.get("/accounts/second-factor/set-up/").content.decode()
    set_up(browser, clock)
    assert browser.get("/staff/").status_code != 302 or "accounts" not in browser.get("/staff/")["Location"]


@pytest.mark.usefixtures("clock", "person")
@pytest.mark.parametrize(("policy", "is_asked"), [("personal", False), ("everybody", True), ("nobody", False)])
def test_the_policy_says_who_else_needs_one(browser: Client, settings: Any, policy: str, is_asked: bool) -> None:  # noqa: FBT001  # a case's figure
    settings.GONGKAI_SECOND_FACTOR = policy
    sign_in(browser)
    assert ("set-up" in browser.get("/staff/").get("Location", "")) is is_asked


@pytest.mark.usefixtures("clock", "seer")
def test_under_the_policy_nobody_who_sees_personal_data_needs_none(browser: Client, settings: Any) -> None:
    settings.GONGKAI_SECOND_FACTOR = "nobody"
    sign_in(browser)
    assert "second-factor" not in browser.get("/staff/").get("Location", "")


def test_a_session_that_never_showed_the_code_must_once_there_is_one(person: User, browser: Client, clock: Clock) -> None:
    older = Client()
    sign_in(older)
    sign_in(browser)
    secret, _codes = set_up(browser, clock)
    answer = older.get("/staff/")
    assert answer["Location"] == "/accounts/second-factor/code-again/?next=%2Fstaff%2F"
    clock.forward(minutes=1)
    assert older.post(answer["Location"], {"code": code_at(secret, clock.now)})["Location"] == "/staff/"
    assert "accounts" not in older.get("/staff/").get("Location", "")
    assert person.sign_ins.count() == 2


@pytest.mark.usefixtures("person")
def test_new_recovery_codes_take_a_code_the_password_is_not_enough(browser: Client, clock: Clock) -> None:
    """Else who has the password and an old session would make the second factor's own substitute."""
    older = Client()
    sign_in(older)
    sign_in(browser)
    secret, codes = set_up(browser, clock)
    older.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for ask in (older.get, older.post):
        assert ask("/accounts/second-factor/recovery-codes/new/")["Location"].startswith("/accounts/second-factor/code-again/")
    assert not rows("account.recovery_codes_made")
    clock.forward(minutes=1)
    older.post("/accounts/second-factor/code-again/", {"code": code_at(secret, clock.now)})
    shown = older.get(older.post("/accounts/second-factor/recovery-codes/new/")["Location"]).context["unused_codes"]
    assert not set(shown) & set(codes)


def test_removing_it_takes_a_code_the_password_is_not_enough(person: User, browser: Client, clock: Clock) -> None:
    sign_in(browser)
    secret, _codes = set_up(browser, clock)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    page = browser.get("/accounts/second-factor/remove/")
    assert page.status_code == 200
    assert not page.context["form"].errors
    assert browser.post("/accounts/second-factor/remove/", {"code": "000000"}).status_code == 200
    assert second_factor.has_one(person)
    clock.forward(minutes=1)
    assert browser.post("/accounts/second-factor/remove/", {"code": code_at(secret, clock.now)})["Location"] == "/accounts/second-factor/"
    assert not Authenticator.objects.filter(user=person).exists()
    assert len(rows("account.second_factor_removed")) == 1


def test_with_a_recovery_code_the_app_is_removed_when_the_phone_is_lost(person: User, browser: Client, clock: Clock) -> None:
    sign_in(browser)
    _secret, codes = set_up(browser, clock)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert browser.post("/accounts/second-factor/remove/", {"code": codes[0]}).status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()


def test_a_reset_by_the_administrator_removes_it_and_ends_the_sessions(seer: User, browser: Client, clock: Clock) -> None:
    sign_in(browser)
    set_up(browser, clock)
    assert second_factor.reset_second_factor(seer) is True
    assert browser.get("/accounts/").status_code == 302
    again = Client()
    assert sign_in(again)["Location"] == "/staff/"
    assert again.get("/staff/")["Location"].startswith("/accounts/second-factor/set-up/"), "a new one first"
    assert second_factor.reset_second_factor(seer) is False


@pytest.mark.usefixtures("person", "clock")
def test_the_picture_comes_from_an_address_of_ours_and_only_while_a_secret_waits(browser: Client) -> None:
    assert browser.get("/accounts/second-factor/set-up/qr.svg").status_code == 302, "not signed in"
    sign_in(browser)
    assert browser.get("/accounts/second-factor/set-up/qr.svg").status_code == 404
    page = browser.get("/accounts/second-factor/set-up/").content.decode()
    assert re.search(r'<img src="/accounts/second-factor/set-up/qr.svg"', page)
    assert "data:" not in page
    picture = browser.get("/accounts/second-factor/set-up/qr.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")
    assert "no-store" in picture["Cache-Control"]


@pytest.mark.usefixtures("person")
def test_a_wrong_first_code_sets_nothing_up(person: User, browser: Client, clock: Clock) -> None:
    sign_in(browser)
    secret = browser.get("/accounts/second-factor/set-up/").context["secret"].replace(" ", "")
    wrong = f"{(int(code_at(secret, clock.now)) + 1) % 1_000_000:06}"
    assert "not the one of this secret" in browser.post("/accounts/second-factor/set-up/", {"code": wrong}).content.decode()
    assert not second_factor.has_one(person)
