"""A new person's first day: an account, a password of one's own, the second factor, recovery codes, a lockout."""

import re
from typing import Any

from playwright.sync_api import expect

from browser.steps import SET_UP, code_now, sign_in
from browser_parts import IN_A_BROWSER, Visit
from gongkai.accounts.models import User
from platform_parts import World

pytestmark = IN_A_BROWSER

OWN = "Green7#bamboo-hill"


def make_account(window: Any, world: World) -> str:
    """The administrator makes an account for a registrar; returns the first password, which is shown once."""
    with window(world.bureau.people["administrator"]) as administrator:
        page = administrator.go("/staff/organs/at/qingshi-scjg/people/create/")
        administrator.picture("account-form")
        administrator.send(name="龚䶮", username="gongyan", roles=("registrar",))
        password: str = page.locator(".organs-password").inner_text().strip()
        administrator.picture("account-first-password")
        administrator.go("/staff/organs/at/qingshi-scjg/people/")
        administrator.picture("organ-people")
        expect(page.locator("main")).to_contain_text("gongyan")
        assert password not in page.content()
        return password


def choose_a_password(person: Visit, first: str) -> None:
    """The first password must be changed; a weak one is refused with what is wrong with it."""
    sign_in(person, "gongyan", first)
    page = person.page
    assert "/accounts/password/change/" in page.url
    person.picture("password-change")
    person.go("/staff/")
    assert "/accounts/password/change/" in page.url, "nothing else is open before"
    person.send(oldpassword=first, password1="gongyan1", password2="gongyan1")
    said = page.locator(".errorlist li")
    expect(said.first).to_be_visible()
    assert len(said.all()) >= 3, "too short, too few kinds of signs, the sign-in name in it"
    person.picture("password-refused")
    person.send(oldpassword=first, password1=OWN, password2=OWN)


def set_up_the_second_factor(person: Visit) -> tuple[str, list[str]]:
    """Secret by hand, a code of it; the recovery codes are shown once."""
    page = person.go("/staff/")
    assert SET_UP in page.url, "nothing else is open before"
    person.picture("second-factor-set-up")
    expect(page.locator("main img")).to_have_js_property("complete", value=True)
    assert page.locator("main img").evaluate("e => e.naturalWidth") > 0
    secret = page.locator("main code").inner_text()
    person.send(code="000000")
    expect(page.locator(".errorlist").first).to_be_visible()
    assert page.locator("main code").inner_text() == secret
    person.send(code=code_now(secret))
    person.picture("recovery-codes")
    codes = page.locator("main li code").all_inner_texts()
    assert len(set(codes)) == 10
    person.follow(page.locator("main a.button"))
    assert page.url.endswith("/staff/")
    person.go("/accounts/second-factor/recovery-codes/")
    assert not [code for code in codes if code in page.content()], "shown once"
    return secret, codes


def sign_out(person: Visit) -> None:
    """From one's own page."""
    person.go("/accounts/")
    person.picture("own-account")
    person.follow("main form[action='/accounts/logout/'] button")
    assert "/accounts/login/" in person.page.url


def test_a_new_person_signs_in_with_a_first_password_and_sets_everything_up(window: Any, world: World) -> None:
    first = make_account(window, world)
    with window() as person:
        page = person.page
        choose_a_password(person, first)
        secret, codes = set_up_the_second_factor(person)
        person.go("/staff/")
        person.picture("staff-home-registrar")
        sign_out(person)
        person.go("/staff/persons/")
        assert "/accounts/login/" in page.url, "signed out is signed out"
        person.send(login="gongyan", password=OWN)
        person.picture("second-factor-code")
        person.send(code=code_now(secret, later=30))  # the one after that of the set-up, which counted already
        assert page.url.endswith("/staff/persons/"), "one is led where one was going"
        sign_out(person)
        sign_in(person, "gongyan", OWN)
        person.send(code=codes[0])
        assert page.url.endswith("/staff/")
        sign_out(person)
        sign_in(person, "gongyan", OWN)
        person.send(code=codes[0])
        expect(page.locator(".errorlist").first).to_be_visible()


def test_after_five_wrong_passwords_one_is_told_until_when(window: Any, world: World) -> None:
    name = world.bureau.people["editor"].username
    with window() as person:
        for _time in range(4):
            sign_in(person, name, "Wrong-1-guess")
            expect(person.page.locator(".errorlist").first).to_be_visible()
        person.picture("sign-in-refused")
        sign_in(person, name, "Wrong-1-guess", status=429)
        person.picture("locked")
        assert re.search(r"\d\d:\d\d:\d\d", person.page.locator("main").inner_text())
    with window(world.bureau.people["administrator"]) as administrator:
        key = User.objects.get(username=name).pk
        administrator.go(f"/staff/organs/at/qingshi-scjg/accounts/{key}/unlock/")
        administrator.send()
    with window() as person:
        sign_in(person, name, "Kx7#mountain-river")
        assert person.page.url.endswith("/staff/"), "an editor sees no personal data: no second factor is asked"
