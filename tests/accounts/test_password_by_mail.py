"""A new password by e-mail, where e-mail is set up."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.steps import rows, sign_in
from gongkai.accounts.models import User
from platform_parts import PASSWORD

GOOD = "Tz4!quiet-orchard"


@pytest.fixture
def reader(person: User) -> User:
    """A person whose e-mail address is known."""
    person.email = "zhang@example.org"
    person.save()
    return person


def ask(browser: Client, address: str) -> Any:
    return browser.post("/accounts/password/reset/", {"email": address})


def test_the_link_in_the_mail_changes_the_password_once_and_is_noted(reader: User, browser: Client) -> None:
    other = Client()
    sign_in(other)
    assert ask(browser, "zhang@example.org")["Location"] == "/accounts/password/reset/sent/"
    (sent,) = mail.outbox
    assert sent.to == ["zhang@example.org"]
    (link,) = re.findall(r"http://testserver(/accounts/password/reset/\S+)", str(sent.body))
    form = browser.get(link)["Location"]
    weak = browser.post(form, {"password1": "short", "password2": "short"})
    assert weak.status_code == 200
    assert browser.post(form, {"password1": GOOD, "password2": GOOD})["Location"] == "/accounts/password/reset/done/"
    assert browser.get("/accounts/").status_code == 302, "the link changes the password and signs nobody in"
    assert other.get("/accounts/").status_code == 302, "all sessions have ended"
    assert [(row.subject, row.detail) for row in rows("account.password_changed")] == [(str(reader.pk), '{"by":"mail"}')]
    assert "used up or too old" in Client(headers={"Accept-Language": "en"}).get(link).content.decode()
    assert sign_in(browser, password=GOOD)["Location"] == "/staff/"


@pytest.mark.usefixtures("reader")
def test_an_address_that_nobody_has_is_answered_alike_and_written_to_by_nobody(browser: Client) -> None:
    known, unknown = ask(browser, "zhang@example.org"), ask(browser, "nobody@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [one.to for one in mail.outbox] == [["zhang@example.org"]]


def test_no_mailbox_is_flooded_three_an_hour_are_enough(reader: User, browser: Client) -> None:
    for _time in range(5):
        assert ask(browser, "zhang@example.org").status_code == 302
    assert len(mail.outbox) == 3
    assert [row.subject for row in rows("account.reset_asked")] == [str(reader.pk)] * 3


def test_a_closed_account_and_one_without_password_get_no_link(reader: User, browser: Client) -> None:
    reader.set_unusable_password()
    reader.save()
    ask(browser, "zhang@example.org")
    User.objects.filter(pk=reader.pk).update(is_active=False)
    ask(browser, "zhang@example.org")
    assert mail.outbox == []


@pytest.mark.usefixtures("db")
def test_without_a_mail_server_there_is_no_such_address(browser: Client, settings: Any) -> None:
    assert "Password forgotten?" in browser.get("/accounts/login/").content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert "Password forgotten?" not in browser.get("/accounts/login/").content.decode()
    for address in ("", "sent/", "1-abc/", "done/"):
        assert browser.get(f"/accounts/password/reset/{address}").status_code == 404


@pytest.mark.usefixtures("reader")
def test_the_old_password_stands_until_the_link_is_used(browser: Client) -> None:
    ask(browser, "zhang@example.org")
    assert sign_in(browser, password=PASSWORD)["Location"] == "/staff/"
