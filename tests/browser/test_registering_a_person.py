"""A person is registered, found by the exact number, seen masked, looked at for a reason, and who may not see does not."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import expect

from browser.steps import trail
from browser_parts import IN_A_BROWSER, Visit
from gongkai.audit.models import AuditRow
from gongkai.persons.models import Person
from platform_parts import World

pytestmark = IN_A_BROWSER

NAME, NUMBER, WRONG = "龚𠮷䶮", "11010519491231002X", "110105194912310021"  # the example of GB 11643-1999, and the same with a wrong check digit
PHONE = "13812345678"


def pieces(text: str) -> list[str]:
    """What of the person stands in a text."""
    return [one for one in (NAME, NUMBER, WRONG, PHONE, "19491231") if one in text]


def register(registrar: Visit) -> str:
    """Only with a right number; returns the entry's address."""
    page = registrar.go("/staff/persons/")
    registrar.follow("main a[href='/staff/persons/new/']")
    registrar.picture("person-form")
    typed = {"kind": "natural_person", "name": NAME, "document": "resident_card", "phone": PHONE}
    registrar.send(**typed, number=WRONG)
    said = page.locator(".errorlist")
    expect(said).to_be_visible()
    registrar.picture("person-number-refused")
    assert not pieces(said.inner_text()), "the sentence does not repeat the number"
    registrar.send(**typed, number=NUMBER)
    registrar.picture("person-entry")
    assert not pieces(page.locator("main").inner_text()), "masked"
    return page.url.removeprefix(registrar.address)


def find_and_reveal(registrar: Visit, entry: str) -> None:
    """By the whole number; unmasked once, for a reason."""
    page = registrar.go("/staff/persons/")
    registrar.picture("persons")
    registrar.press("main form[action$='/find/'] button", by_field="number", value=NUMBER[:-1])
    assert page.locator(f"main a[href='{entry}']").count() == 0, "nothing by a part"
    registrar.go("/staff/persons/")
    registrar.press("main form[action$='/find/'] button", by_field="number", value=NUMBER)
    registrar.picture("person-found")
    assert NUMBER not in page.url
    registrar.follow(f"main a[href='{entry}']")
    show = "main form[action$='/reveal/'] button"
    registrar.press(show, reason="contact")
    expect(page.locator(".errorlist").first).to_be_visible()
    registrar.press(show, fields=("name", "number"), reason="contact", note="2026年第1号")
    registrar.picture("person-revealed")
    assert pieces(page.locator("main").inner_text()) == [NAME, NUMBER, "19491231"]
    registrar.go(entry)
    assert not pieces(page.locator("main").inner_text()), "shown once"


def see_it_in_the_trail(head: Visit) -> None:
    """That somebody looked stands there, what they saw does not."""
    for verb in ("person.register", "person.find", "person.reveal"):
        found = trail(head, verb=verb)
        expect(found.first).to_be_visible()
        assert not pieces(found.first.inner_text())
    expect(head.page.locator("main tbody")).to_contain_text("青石registrar")
    head.picture("audit-trail-reveal")
    assert not [row.detail for row in AuditRow.objects.all() if pieces(json.dumps(json.loads(row.detail or "{}"), ensure_ascii=False))]


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_person_is_registered_found_and_looked_at_by_those_alone_who_may(window: Any, world: World, scripts: bool) -> None:  # noqa: FBT001  # a case's figure
    with window(world.bureau.people["registrar"], scripts=scripts) as registrar:
        entry = register(registrar)
        assert entry == f"/staff/persons/{Person.objects.get().pk}/"
        find_and_reveal(registrar, entry)
    with window(world.bureau.people["head"], scripts=scripts) as head:
        see_it_in_the_trail(head)
        head.go(entry)
        assert head.page.locator("main form").count() == 0, "a head sees it masked"
    with window(world.county.people["supervisor"], scripts=scripts) as above:
        main = above.go(entry).locator("main")
        above.picture("person-entry-supervisor")
        assert re.search(r"龚\*+", main.inner_text())
        assert not pieces(main.inner_text())
        assert main.locator("form, a[href$='/correct/']").count() == 0
    with window(world.stranger.people["registrar"], scripts=scripts) as stranger:
        assert stranger.go("/staff/persons/").locator(f"a[href='{entry}']").count() == 0
        assert NAME[0] not in stranger.page.locator("main").inner_text()
