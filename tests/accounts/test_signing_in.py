"""Signing in and out with name and password."""

import json

import pytest
from axes.models import AccessAttempt
from django.db import IntegrityError
from django.test import Client

from accounts.steps import rows, sign_in
from gongkai.accounts.models import User
from platform_parts import PASSWORD


def test_a_person_signs_in_with_name_and_password_and_lands_on_the_staff_site(person: User, browser: Client) -> None:
    answer = sign_in(browser)
    assert (answer.status_code, answer["Location"]) == (302, "/staff/")
    assert browser.get("/accounts/").context["user"] == person
    (row,) = rows("account.signed_in")
    assert (row.actor, row.subject, json.loads(row.detail)) == (str(person.pk), str(person.pk), {"by": "password", "second_factor": False})


def test_the_page_that_was_asked_for_comes_after_the_sign_in_but_never_another_site(person: User, browser: Client) -> None:
    asked = browser.post("/accounts/login/", {"login": person.username, "password": PASSWORD, "next": "/accounts/sign-ins/"})
    assert asked["Location"] == "/accounts/sign-ins/"
    browser.logout()
    asked = browser.post("/accounts/login/", {"login": person.username, "password": PASSWORD, "next": "https://evil.example/"})
    assert asked["Location"] == "/staff/"


@pytest.mark.parametrize(("name", "password"), [("zhangsan", "wrong"), ("nobody", PASSWORD), ("nobody", "wrong")])
@pytest.mark.usefixtures("person")
def test_a_wrong_password_and_an_unknown_name_are_answered_alike(browser: Client, name: str, password: str) -> None:
    answer = sign_in(browser, name, password)
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == ["The sign-in name or the password is wrong."]


@pytest.mark.usefixtures("db")
def test_the_password_is_hashed_for_an_unknown_name_too_so_that_time_tells_nothing(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = []
    monkeypatch.setattr(User, "set_password", lambda _user, password: hashed.append(password))
    sign_in(browser, "nobody", "some password")
    assert hashed == ["some password"]


def test_a_closed_account_gets_in_no_more_and_its_sessions_end(person: User, browser: Client) -> None:
    sign_in(browser)
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert browser.get("/accounts/")["Location"].startswith("/accounts/login/")
    assert sign_in(browser)["Location"] == "/accounts/inactive/"
    assert "closed" in browser.get("/accounts/inactive/").content.decode()
    assert browser.get("/accounts/").status_code == 302


def test_signing_in_gives_the_session_a_new_key(person: User, browser: Client) -> None:
    session = browser.session  # begun before, perhaps by somebody who planted its key
    session["from_before"] = True
    session.save()
    sign_in(browser)
    assert browser.session["_auth_user_id"] == str(person.pk)
    assert browser.session.session_key != session.session_key


@pytest.mark.usefixtures("person")
def test_signing_out_takes_a_form_and_is_noted(browser: Client) -> None:
    sign_in(browser)
    assert browser.get("/accounts/logout/").status_code == 200
    assert browser.get("/accounts/").status_code == 200, "looking at the page signs nobody out"
    assert browser.post("/accounts/logout/")["Location"] == "/accounts/login/"
    assert browser.get("/accounts/").status_code == 302
    assert len(rows("account.signed_out")) == 1


def test_nobody_signs_up(browser: Client, db: None) -> None:  # noqa: ARG001  # the fixture opens the database
    assert "nobody can sign up here" in browser.get("/accounts/signup/").content.decode()
    answer = browser.post("/accounts/signup/", {"username": "new", "password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 405
    assert not User.objects.exists()


@pytest.mark.usefixtures("person")
def test_two_names_that_differ_in_case_only_are_one() -> None:
    with pytest.raises(IntegrityError):
        User.objects.create(username="ZhangSan", name="张三")


def test_what_a_person_typed_for_a_name_that_nobody_has_is_nowhere_in_clear(person: User, browser: Client) -> None:
    sign_in(browser, "Kx7#typed-in-the-wrong-field", "x")
    sign_in(browser, person.username, "Kx7#secret-but-wrong")
    stored = [str(row.__dict__) for row in (*rows("account.sign_in_failed"), *AccessAttempt.objects.all())]
    assert len(stored) == 4
    assert not [one for one in stored if "Kx7#" in one or "typed" in one]
    unknown, known = rows("account.sign_in_failed")
    assert unknown.subject == ""
    assert len(json.loads(unknown.detail)["name_index"]) == 64
    assert (known.actor_kind, known.subject, json.loads(known.detail)) == ("public", str(person.pk), {"step": "password"})


def test_the_person_reads_of_the_own_sign_ins_and_of_nobody_elses(person: User, browser: Client) -> None:
    other = User(username="lisi", name="李四", language="en")
    other.set_password(PASSWORD)
    other.save()
    sign_in(browser, "lisi", "wrong", REMOTE_ADDR="10.9.9.9")
    sign_in(browser, person.username, "wrong", REMOTE_ADDR="10.1.1.1")
    sign_in(browser, REMOTE_ADDR="10.1.1.2")
    page = browser.get("/accounts/sign-ins/").content.decode()
    assert page.index("10.1.1.2") < page.index("Wrong password or code") < page.index("10.1.1.1"), "the latest first"
    assert "10.9.9.9" not in page
