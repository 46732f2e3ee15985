"""The pages of sign-in and the own account: what all of them keep to."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.steps import Clock, set_up, sign_in
from gongkai.accounts import urls
from gongkai.accounts.models import User
from platform_parts import PASSWORD

STRICT = "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"

# Addresses that answer with no page of their own.
NO_PAGE = {"account_sign_out_elsewhere", "account_qr_code", "account_oidc_login", "account_oidc_callback"}
BEFORE = ("account_login", "account_inactive", "account_signup", "account_reset_password", "account_reset_password_done")
WITH_CODE = ("mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_index")
AFTER = ("account_home", "account_logout", "account_reauthenticate", "account_change_password", "account_sign_ins", "mfa_index", "mfa_activate_totp")


class Page(HTMLParser):
    """What a page holds: its tags with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, *names: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag in names]


def keeps_the_rules(answer: Any) -> None:
    assert answer.status_code == 200, answer
    assert answer["Content-Security-Policy"] == STRICT
    page = Page(answer.content.decode())
    assert len(page.all("h1")) == 1
    assert page.all("html")[0]["lang"] == "en"
    assert not page.all("script", "style", "iframe", "object", "embed")
    assert not [attributes for _tag, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")]
    assert not [
        src for attributes in page.all("img", "link") if (src := str(attributes.get("src") or attributes.get("href"))) and not src.startswith("/")
    ]
    labelled = {label["for"] for label in page.all("label")}
    assert {one["id"] for one in page.all("input") if one.get("type") not in {"hidden", "submit"}} <= labelled
    ids = [attributes["id"] for _tag, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {word for _tag, one in page.tags for word in str(one.get("aria-describedby") or "").split()} <= set(ids)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("name", BEFORE)
def test_pages_before_the_sign_in_need_no_script_and_label_every_field(browser: Client, name: str) -> None:
    keeps_the_rules(browser.get(reverse(name)))


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("name", AFTER)
def test_pages_of_the_own_account_need_no_script_and_label_every_field(browser: Client, name: str) -> None:
    sign_in(browser)
    keeps_the_rules(browser.get(reverse(name)))


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("name", WITH_CODE)
def test_pages_of_the_second_factor_need_no_script_and_label_every_field(browser: Client, clock: Clock, name: str) -> None:
    sign_in(browser)
    set_up(browser, clock)
    browser.post("/accounts/reauthenticate/", {"password": PASSWORD})
    keeps_the_rules(browser.get(reverse(name)))


@pytest.mark.usefixtures("person")
def test_the_page_of_the_code_and_that_of_the_lock_keep_to_it_too(browser: Client, clock: Clock) -> None:
    sign_in(browser)
    set_up(browser, clock)
    browser = Client(headers={"Accept-Language": "en"})
    sign_in(browser)
    keeps_the_rules(browser.get("/accounts/second-factor/code/"))
    for _time in range(5):
        answer = browser.post("/accounts/second-factor/code/", {"code": "000000"})
    answer.status_code = 200
    keeps_the_rules(answer)


@pytest.mark.usefixtures("person")
def test_every_address_is_on_one_of_these_lists() -> None:
    pages = {*BEFORE, *AFTER, *WITH_CODE, *NO_PAGE, "mfa_authenticate", "account_reset_password_from_key", "account_reset_password_from_key_done"}
    assert {one.name for one in urls.urlpatterns} == pages


@pytest.mark.parametrize(
    "name",
    ["account_email", "account_set_password", "account_confirm_email", "socialaccount_signup", "socialaccount_connections", "mfa_list_webauthn"],
)
def test_what_we_do_not_need_of_allauth_has_no_address(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.usefixtures("person")
@pytest.mark.parametrize("name", AFTER)
def test_the_own_account_is_shown_to_nobody_who_is_not_signed_in(browser: Client, name: str) -> None:
    answer = browser.get(reverse(name))
    assert answer.status_code == 302 or (answer.status_code == 403 and PASSWORD not in answer.content.decode())
    assert answer.get("Location", "/accounts/login/").startswith("/accounts/login/")


@pytest.mark.usefixtures("person")
def test_what_is_wrong_with_a_field_is_linked_to_it(browser: Client) -> None:
    sign_in(browser)
    answer = browser.post("/accounts/password/change/", {"oldpassword": "wrong", "password1": "short", "password2": "short"})
    keeps_the_rules(answer)
    (field,) = [one for one in Page(answer.content.decode()).all("input") if one.get("name") == "password1"]
    assert field["aria-invalid"] == "true"
    assert "id_password1_error" in str(field["aria-describedby"])
    assert re.search(r'id="id_password1_error"[^>]*>\s*<li>This password is too short', answer.content.decode())


@pytest.mark.usefixtures("person")
def test_the_pages_speak_the_persons_language_and_keep_a_new_choice(person: User, browser: Client) -> None:
    User.objects.filter(pk=person.pk).update(language="zh-hans")
    sign_in(browser)
    assert Page(browser.get("/accounts/").content.decode()).all("html")[0]["lang"] == "zh-hans"
    browser.post(reverse("set_language"), {"language": "en"})
    assert Page(browser.get("/accounts/").content.decode()).all("html")[0]["lang"] == "en"
    elsewhere = Client()
    sign_in(elsewhere)
    assert Page(elsewhere.get("/accounts/").content.decode()).all("html")[0]["lang"] == "en"
    elsewhere.post(reverse("set_language"), {"language": "xx"})
    assert Page(elsewhere.get("/accounts/").content.decode()).all("html")[0]["lang"] == "en"


@pytest.mark.usefixtures("db")
def test_visitors_read_chinese_unless_their_browser_asks_for_english() -> None:
    assert Page(Client().get("/accounts/login/").content.decode()).all("html")[0]["lang"] == "zh-hans"
    assert Page(Client(headers={"Accept-Language": "en"}).get("/accounts/login/").content.decode()).all("html")[0]["lang"] == "en"


@pytest.mark.usefixtures("person")
def test_a_form_from_elsewhere_is_not_accepted_and_the_page_says_what_to_do() -> None:
    browser = Client(enforce_csrf_checks=True, headers={"Accept-Language": "en"})
    answer = sign_in(browser)
    assert answer.status_code == 403
    assert "load the page again" in answer.content.decode()
