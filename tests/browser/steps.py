"""Steps that several journeys take."""

import datetime as dt

from playwright.sync_api import Locator, expect

from accounts.steps import code_at
from browser_parts import Visit
from gongkai.organs.models import Organ

SET_UP = "/accounts/second-factor/set-up/"


def sign_in(person: Visit, name: str, password: str, status: int = 200) -> None:
    """Fill in the sign-in page and send it."""
    person.go("/accounts/login/")
    person.refused(status, login=name, password=password)


def code_now(secret: str, later: int = 0) -> str:
    """What the app shows now, or so many seconds later."""
    return code_at(secret.replace(" ", ""), dt.datetime.now(dt.UTC) + dt.timedelta(seconds=later))


def change(person: Visit, organ: Organ, path: str, **fields: object) -> None:
    """One of the organ's forms: fill it in, send it; it leads on to a page that says what was done."""
    person.go(f"/staff/organs/at/{organ.code}/{path}")
    person.send(**fields)
    expect(person.page.locator(".messages li, .organs-password").first).to_be_visible()


def waiting(person: Visit) -> Locator:
    """What waits in the staff home: the links of the table."""
    person.go("/staff/")
    return person.page.locator("main table.staff-table tbody a")


def trail(person: Visit, **asked: str) -> Locator:
    """The rows of the trail that a search finds; what was asked before on the page stays in its form."""
    if "/staff/audit/" not in person.page.url:
        person.go("/staff/audit/")
    for name, value in asked.items():
        field = person.page.locator(f"main form[role=search] [name={name}]")
        if field.evaluate("e => e.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    person.follow("main form[role=search] button[type=submit]")
    return person.page.locator("main table tbody tr")
