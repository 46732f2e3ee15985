"""Sign-in through an OpenID Connect provider, against a real one on this machine."""

import json
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core.checks import run_checks
from django.test import Client

from accounts.provider_parts import Provider, answer_of, go, known, nobody_is_in, provider, reason, server
from accounts.steps import Clock, code_at, rows, set_up, sign_in
from gongkai.accounts.models import User
from gongkai.accounts.oidc import disconnect

__all__ = ["provider", "server"]

pytestmark = pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning")  # the provider is behind its own library


def test_a_known_person_signs_in_and_is_connected_by_the_lasting_identifier(person: User, browser: Client, provider: Provider) -> None:
    known(provider, "s-1", preferred_username="zhangsan")
    assert go(browser, "s-1")["Location"] == "/staff/"
    assert browser.get("/accounts/").context["user"] == person
    assert json.loads(rows("account.signed_in")[0].detail)["by"] == "provider"
    assert [row.subject for row in rows("account.oidc_connected")] == [str(person.pk)]
    known(provider, "s-1", preferred_username="renamed-there")
    again = Client()
    assert go(again, "s-1")["Location"] == "/staff/", "the name there no longer matters"
    assert again.get("/accounts/").context["user"] == person
    assert len(rows("account.oidc_connected")) == 1


def test_of_the_provider_nothing_is_kept_but_the_identifier(person: User, browser: Client, provider: Provider) -> None:
    known(provider, "s-1", preferred_username="zhangsan", name="张三丰", email="zhang@example.org", phone_number="13800000000")
    go(browser, "s-1")
    (account,) = SocialAccount.objects.filter(user=person)
    assert (account.provider, account.uid, account.extra_data) == (provider.issuer, "s-1", {})
    assert not SocialToken.objects.exists()
    person.refresh_from_db()
    assert (person.name, person.email) == ("张三", "")


def test_an_unknown_person_is_told_so_and_gets_no_account(person: User, browser: Client, provider: Provider) -> None:
    known(provider, "s-2", preferred_username="lisi", name="李四")
    answer = go(browser, "s-2")
    assert answer.status_code == 403
    assert "there is no account here with your sign-in name" in answer.content.decode()
    assert nobody_is_in(browser)
    assert list(User.objects.all()) == [person]
    assert not SocialAccount.objects.exists()
    (row,) = rows("account.oidc_refused")
    assert json.loads(row.detail)["reason"] == "unknown"
    assert len(json.loads(row.detail)["person"]) == 64
    assert "lisi" not in row.detail
    assert "s-2" not in row.detail


def test_a_verified_mail_address_can_be_the_sign_in_name_an_unverified_one_cannot(browser: Client, provider: Provider, db: None) -> None:  # noqa: ARG001  # opens the database
    User.objects.create(username="zhang@example.org", name="张三")
    known(provider, "s-1", email="zhang@example.org", email_verified=False)
    assert go(browser, "s-1").status_code == 403
    known(provider, "s-1", email="zhang@example.org", email_verified=True)
    assert go(browser, "s-1").status_code == 302


def test_a_second_identity_does_not_take_over_an_account(person: User, browser: Client, provider: Provider) -> None:
    known(provider, "s-1", preferred_username="zhangsan")
    go(browser, "s-1")
    known(provider, "s-9", preferred_username="zhangsan")
    other = Client()
    assert go(other, "s-9").status_code == 403
    assert reason() == "another_person"
    assert disconnect(person) == 1
    assert go(other, "s-9").status_code == 302


def test_the_same_identifier_of_another_provider_is_somebody_else(person: User, browser: Client, provider: Provider) -> None:
    SocialAccount.objects.create(user=person, provider="https://old.example", uid="s-1")
    known(provider, "s-1", preferred_username="lisi")
    assert go(browser, "s-1").status_code == 403
    assert reason() == "unknown"


def test_a_closed_account_stays_closed(person: User, browser: Client, provider: Provider) -> None:
    known(provider, "s-1", preferred_username="zhangsan")
    go(browser, "s-1")
    User.objects.filter(pk=person.pk).update(is_active=False)
    again = Client()
    assert go(again, "s-1").status_code == 403
    assert reason() == "closed"


@pytest.mark.usefixtures("person", "provider")
def test_the_way_there_is_a_link_and_a_request_from_another_site_only_gets_a_page(browser: Client) -> None:
    page = browser.get("/accounts/login/?next=/accounts/sign-ins/").content.decode()
    assert 'href="/accounts/oidc/login/?next=%2Faccounts%2Fsign-ins%2F"' in page
    asked = browser.get("/accounts/oidc/login/?next=/accounts/", headers={"Sec-Fetch-Site": "cross-site"})
    assert asked.status_code == 200
    assert 'href="/accounts/oidc/login/?next=%2Faccounts%2F"' in asked.content.decode()
    assert browser.get("/accounts/oidc/login/", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302


def test_the_page_asked_for_comes_after_the_sign_in(person: User, browser: Client, provider: Provider) -> None:
    known(provider, "s-1", preferred_username=person.username)
    address = answer_of(browser, "s-1", "/accounts/oidc/login/?next=/accounts/sign-ins/")
    assert browser.get(address)["Location"] == "/accounts/sign-ins/"


def test_the_code_is_asked_after_the_provider_as_after_the_password(person: User, browser: Client, provider: Provider, clock: Clock) -> None:
    sign_in(browser)
    secret, _codes = set_up(browser, clock)
    browser.post("/accounts/logout/")
    known(provider, "s-1", preferred_username=person.username)
    assert go(browser, "s-1")["Location"] == "/accounts/second-factor/code/"
    clock.forward(minutes=5)
    assert browser.post("/accounts/second-factor/code/", {"code": code_at(secret, clock.now)})["Location"] == "/staff/"


def test_who_comes_by_the_provider_need_not_change_a_password_never_used(person: User, browser: Client, provider: Provider) -> None:
    User.objects.filter(pk=person.pk).update(must_change_password=True)
    known(provider, "s-1", preferred_username=person.username)
    go(browser, "s-1")
    assert "password" not in browser.get("/staff/").get("Location", "")


@pytest.mark.usefixtures("db")
def test_without_a_provider_there_is_neither_link_nor_address(browser: Client) -> None:
    assert "oidc" not in browser.get("/accounts/login/").content.decode()
    assert browser.get("/accounts/oidc/login/").status_code == 404
    assert browser.get("/accounts/oidc/callback/").status_code == 404


@pytest.mark.parametrize(
    ("issuer", "secret", "found"),
    [
        ("http://login.example.gov.cn", "s", ["accounts.E001"]),
        ("https://login.example.gov.cn", "", ["accounts.E002"]),
        ("https://login.example.gov.cn", "s", []),
        (None, "", []),
    ],
)
def test_a_provider_without_https_or_secret_stops_the_start(settings: Any, issuer: str | None, secret: str, found: list[str]) -> None:
    settings.ENVIRONMENT = {
        **settings.ENVIRONMENT,
        "GONGKAI_OIDC_ISSUER": issuer,
        "GONGKAI_OIDC_CLIENT": "gongkai",
        "GONGKAI_OIDC_SECRET": secret,
    }
    assert [one.id for one in run_checks(tags=["security"]) if str(one.id).startswith("accounts.")] == found
