"""Lockout after failures."""

import json
from typing import Any

import pytest
from django.test import Client

from accounts.steps import Clock, rows, sign_in
from gongkai.accounts.lockout import unlock
from gongkai.accounts.models import User
from platform_parts import PASSWORD


def fail(browser: Client, times: int, name: str = "zhangsan", **extra: str) -> int:
    """Type a wrong password so often; the last answer's status."""
    status = 0
    for _time in range(times):
        status = sign_in(browser, name, "wrong", **extra).status_code
    return status


def test_the_fifth_failure_locks_for_a_quarter_of_an_hour_and_says_until_when(person: User, browser: Client, clock: Clock) -> None:
    assert fail(browser, 4) == 200
    locked = sign_in(browser, password="wrong")  # noqa: S106  # a wrong one
    assert locked.status_code == 429
    assert "from 09:25:00 on" in locked.content.decode()
    assert sign_in(browser).status_code == 429, "the right password is refused, too"
    clock.forward(minutes=14, seconds=59)
    assert sign_in(browser).status_code == 429
    clock.forward(seconds=2)
    assert sign_in(browser).status_code == 302
    assert [row.subject for row in rows("account.locked_out")] == [str(person.pk)], "one row a lock, not one a try"
    assert len(rows("account.sign_in_failed")) == 5


@pytest.mark.usefixtures("person")
def test_tries_during_the_lock_do_not_make_it_longer(browser: Client, clock: Clock) -> None:
    fail(browser, 5)
    clock.forward(minutes=10)
    assert "from 09:25:00 on" in sign_in(browser, password="wrong").content.decode()  # noqa: S106  # a wrong one
    clock.forward(minutes=5, seconds=1)
    assert sign_in(browser).status_code == 302


def test_a_name_that_nobody_has_is_locked_just_the_same(browser: Client, clock: Clock, db: None) -> None:  # noqa: ARG001  # the fixtures act
    assert fail(browser, 5, "nobody") == 429
    (row,) = rows("account.locked_out")
    assert row.subject == ""
    assert set(json.loads(row.detail)) == {"name_index"}


@pytest.mark.usefixtures("clock")
def test_colleagues_behind_the_same_address_sign_in_all_the_while(person: User, browser: Client) -> None:
    other = User(username="lisi", name="李四", language="en")
    other.set_password(PASSWORD)
    other.save()
    assert fail(browser, 5, person.username) == 429
    assert sign_in(browser, "lisi").status_code == 302


@pytest.mark.usefixtures("clock", "person")
def test_the_person_signs_in_from_the_own_place_while_somebody_elsewhere_is_locked(browser: Client) -> None:
    assert fail(browser, 5, REMOTE_ADDR="203.0.113.9") == 429
    assert sign_in(browser, REMOTE_ADDR="10.1.1.1").status_code == 302


@pytest.mark.usefixtures("clock", "person")
def test_twenty_failures_from_many_addresses_lock_the_name_everywhere(browser: Client) -> None:
    for number in range(19):
        assert fail(browser, 1, REMOTE_ADDR=f"203.0.113.{number}") == 200
    assert fail(browser, 1, REMOTE_ADDR="203.0.113.99") == 429
    assert sign_in(browser, REMOTE_ADDR="10.1.1.1").status_code == 429


@pytest.mark.usefixtures("clock", "person")
def test_a_hundred_failures_over_many_names_lock_the_address(browser: Client) -> None:
    for number in range(99):
        assert fail(browser, 1, f"name{number}") == 200
    assert fail(browser, 1, "another") == 429
    assert sign_in(browser).status_code == 429
    assert sign_in(browser, REMOTE_ADDR="10.1.1.1").status_code == 302


@pytest.mark.usefixtures("clock", "person")
def test_neither_another_browser_nor_another_spelling_gets_round_it(browser: Client) -> None:
    for number, name in enumerate(("zhangsan", "ZHANGSAN", "Zhangsan", "ｚｈａｎｇｓａｎ", "zhangsan")):
        status = fail(browser, 1, name, HTTP_USER_AGENT=f"browser {number}")
    assert status == 429


@pytest.mark.usefixtures("clock")
def test_a_good_account_does_not_hide_tries_at_others_from_the_same_address(person: User, browser: Client) -> None:
    for number in range(99):
        fail(browser, 1, f"name{number}")
    assert sign_in(browser, person.username).status_code == 302
    browser.post("/accounts/logout/")
    assert fail(browser, 1, "another") == 429


@pytest.mark.usefixtures("clock")
def test_a_sign_in_forgets_the_persons_own_failures(person: User, browser: Client) -> None:
    for _time in range(3):
        assert fail(browser, 4, person.username) == 200
        assert sign_in(browser).status_code == 302
        browser.post("/accounts/logout/")


@pytest.mark.usefixtures("clock")
def test_the_administrator_unlocks_at_once(person: User, browser: Client) -> None:
    fail(browser, 5)
    assert unlock(person) == 5
    assert sign_in(browser).status_code == 302


@pytest.mark.usefixtures("clock", "person")
def test_behind_a_proxy_the_visitors_address_counts_and_a_forged_one_does_not(browser: Client, settings: Any) -> None:
    settings.GONGKAI_PROXIES = 1
    for number in range(5):
        status = fail(browser, 1, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=f"1.1.1.{number}, 203.0.113.7")
    assert status == 429
    assert sign_in(browser, REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.8").status_code == 302


@pytest.mark.usefixtures("clock", "person")
def test_a_wrong_present_password_at_the_change_counts_too(browser: Client) -> None:
    sign_in(browser)
    for _time in range(5):
        answer = browser.post("/accounts/password/change/", {"oldpassword": "guess", "password1": "x", "password2": "x"})
    assert answer.status_code == 429
