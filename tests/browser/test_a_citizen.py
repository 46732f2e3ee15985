"""A citizen on a phone reads what an organ has published."""

from typing import Any

import pytest
from playwright.sync_api import expect

from browser_parts import DESK, IN_A_BROWSER, PHONE
from place_parts import Places

pytestmark = IN_A_BROWSER


@pytest.mark.parametrize(("width", "scripts"), [(PHONE, True), (DESK, True), (PHONE, False)], ids=["phone", "desk", "without JavaScript"])
def test_a_citizen_finds_an_organ_and_its_page_and_reads_in_english_and_back(window: Any, places: Places, width: int, scripts: bool) -> None:  # noqa: FBT001  # a case's figure
    with window(width=width, scripts=scripts) as citizen:
        page = citizen.go("/")
        citizen.picture("citizen-home")
        expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
        citizen.follow(page.get_by_role("link", name="青石县市场监督管理局"))
        expect(page.locator("h1")).to_have_text("青石县市场监督管理局")
        citizen.picture("citizen-organ")
        citizen.follow(page.get_by_role("link", name=places.bureau.published.title))
        expect(page.locator("h1")).to_have_text(places.bureau.published.title)
        citizen.picture("citizen-page")
        here = page.url
        citizen.follow("button[name=language][value=en]")
        expect(page.locator("html")).to_have_attribute("lang", "en")
        assert page.url == here
        citizen.follow("button[name=language][value=zh-hans]")
        expect(page.locator("html")).to_have_attribute("lang", "zh-hans")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_by_the_keyboard_alone(window: Any, places: Places, scripts: bool) -> None:  # noqa: FBT001  # a case's figure
    with window(width=PHONE, scripts=scripts) as citizen:
        page = citizen.go("/")
        citizen.tab_to(page.locator("a.skip"), most=1)
        expect(page.locator("a.skip")).to_be_in_viewport()
        page.keyboard.press("Enter")
        expect(page.locator("#main")).to_be_focused()
        citizen.tab_to(page.get_by_role("link", name="青石县人民政府"), most=1)  # the first link of the main part
        citizen.tab_to(page.get_by_role("link", name="青石县市场监督管理局"), most=1)
        citizen.led(lambda: page.keyboard.press("Enter"))
        citizen.tab_to(page.get_by_role("link", name=places.bureau.published.title))
        citizen.led(lambda: page.keyboard.press("Enter"))
        expect(page.locator("h1")).to_have_text(places.bureau.published.title)
        citizen.tab_to(page.locator("button[name=language][value=en]"))
        citizen.led(lambda: page.keyboard.press("Enter"))
        expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_draft_and_a_page_that_is_not_there_look_the_same(window: Any, places: Places) -> None:
    with window(width=PHONE) as citizen:
        missing = citizen.go("/qingshi-scjg/nowhere/", status=404).locator("main").inner_text()
        citizen.picture("not-found")
        draft = citizen.go(f"/qingshi-scjg/{places.bureau.draft.slug}/", status=404).locator("main").inner_text()
        assert draft == missing
        citizen.follow(citizen.page.locator("main a").first)
        assert citizen.page.url == f"{citizen.address}/", "the page leads back"
