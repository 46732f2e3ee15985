"""Rules for passwords."""

import itertools
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.test import Client

from accounts.steps import Clock, rows, sign_in
from gongkai.accounts.models import User
from gongkai.accounts.passwords import give_temporary_password
from platform_parts import PASSWORD

GOOD = "Tz4!quiet-orchard"


def change(browser: Client, new: str, old: str = PASSWORD, again: str | None = None) -> list[str]:
    """Change the password through the form; returns what is wrong, nothing when it was changed."""
    answer = browser.post("/accounts/password/change/", {"oldpassword": old, "password1": new, "password2": again or new})
    if answer.status_code == 302:
        return []
    return [str(error) for errors in answer.context["form"].errors.values() for error in errors]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("Tz4!quiet", "This password is too short. It must contain at least 10 characters."),
        ("quietorchard77", "The password must hold three of these four: capital letters, small letters, digits, other signs."),
        ("果园里安静的下午果园里", "The password must hold three of these four: capital letters, small letters, digits, other signs."),
        ("Tz4!ZhangSan!!", "The password must not contain the sign-in name."),
        ("Tz4!nasgnahz!!", "The password must not contain the sign-in name."),
        (PASSWORD, "The password must not be one of your last 5."),
    ],
)
@pytest.mark.usefixtures("person")
def test_a_weak_password_is_refused_with_its_reason(browser: Client, password: str, said: str) -> None:
    sign_in(browser)
    assert said in change(browser, password)
    assert change(browser, GOOD) == [], "the old password still stands"


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("password", [GOOD, "安静的果园Abc12345", "TENSIGNS-9a"])
def test_three_kinds_of_signs_are_enough(browser: Client, password: str) -> None:
    sign_in(browser)
    assert change(browser, password) == []


@pytest.mark.usefixtures("person")
def test_a_password_that_everybody_uses_is_refused(browser: Client) -> None:
    sign_in(browser)
    assert "This password is too common." in change(browser, "Password123")


@pytest.mark.usefixtures("person")
def test_none_of_the_last_five_passwords_is_taken_and_the_sixth_is(browser: Client) -> None:
    sign_in(browser)
    used = [PASSWORD, *(f"{GOOD}{number}" for number in range(1, 6))]
    for old, new in itertools.pairwise(used):
        assert change(browser, new, old) == []
    for one in used[1:]:
        assert "The password must not be one of your last 5." in change(browser, one, used[-1])
    assert change(browser, used[0], used[-1]) == []


def test_former_passwords_are_kept_as_hashes_only_and_no_more_than_needed(person: User) -> None:
    for number in range(7):
        person.set_password(f"{GOOD}{number}")
        person.save()
    kept = [one.password for one in person.former_passwords.all()]
    assert len(kept) == 5
    assert not [one for one in kept if GOOD in one]


@pytest.mark.usefixtures("person")
def test_a_change_needs_the_present_password_and_the_new_one_twice(browser: Client) -> None:
    sign_in(browser)
    assert change(browser, GOOD, old="guessed") == ["That is not your present password."]
    assert change(browser, GOOD, again=GOOD + "x") == ["You must type the same password each time."]
    assert sign_in(Client()).status_code == 302


def test_a_change_ends_all_other_sessions_and_is_noted(person: User, browser: Client) -> None:
    other = Client()
    sign_in(browser)
    sign_in(other)
    before = browser.session.session_key
    assert change(browser, GOOD) == []
    assert browser.get("/accounts/").status_code == 200
    assert browser.session.session_key != before
    assert other.get("/accounts/").status_code == 302
    (row,) = rows("account.password_changed")
    assert (row.actor, row.subject, row.detail) == (str(person.pk), str(person.pk), '{"by":"person"}')
    assert GOOD not in str(row.__dict__)


def test_a_first_password_is_changed_before_anything_else(person: User, browser: Client) -> None:
    password = give_temporary_password(person)
    sign_in(browser, password=password)
    assert browser.get("/staff/")["Location"] == "/accounts/password/change/?next=%2Fstaff%2F"
    assert "Before anything else" in browser.get("/accounts/password/change/").content.decode()
    answer = browser.post("/accounts/password/change/?next=/staff/", {"oldpassword": password, "password1": GOOD, "password2": GOOD})
    assert answer["Location"] == "/staff/"
    assert not browser.get("/accounts/").context["user"].must_change_password


def test_a_temporary_password_keeps_the_rules_and_differs_each_time(person: User) -> None:
    given = {give_temporary_password(person) for _time in range(5)}
    assert len(given) == 5
    for password in given:
        validate_password(password, User(username="zhangsan"))


def test_after_ninety_days_the_password_is_changed_and_not_before(person: User, browser: Client, clock: Clock) -> None:
    person.set_password(PASSWORD)
    person.save()
    clock.forward(days=89, hours=23)
    sign_in(browser)
    assert browser.get("/accounts/password/change/").context["must"] is False
    clock.forward(hours=1)
    browser = Client()
    sign_in(browser)
    assert browser.get("/documents/1/x")["Location"].startswith("/accounts/password/change/")
    assert change(browser, GOOD) == []
    assert browser.get("/accounts/password/change/").context["must"] is False


def test_an_office_can_do_without_the_ninety_days(person: User, browser: Client, clock: Clock, settings: Any) -> None:
    settings.GONGKAI_PASSWORD_DAYS = 0
    person.set_password(PASSWORD)
    person.save()
    clock.forward(days=4000)
    sign_in(browser)
    assert browser.get("/accounts/password/change/").context["must"] is False
