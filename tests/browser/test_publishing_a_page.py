"""An editor writes a page, the head of the disclosure office publishes it, everybody reads it."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from browser.steps import waiting
from browser_parts import IN_A_BROWSER, Visit
from gongkai.portal.models import ContentPage
from place_parts import Places, make_page
from platform_parts import World

pytestmark = IN_A_BROWSER

TITLE = "2026年食品抽检结果公告"


def add_an_attachment(page: Page, places: Places) -> None:
    """A row, its day from the calendar, its file from the chooser."""
    page.locator("#id_attachments-ADD").click()
    row = page.locator("#inline_child_attachments-0")
    row.locator("[name=attachments-0-title]").fill("抽检结果表")
    day = row.locator("[name=attachments-0-date]")
    day.click()
    page.locator(".xdsoft_datetimepicker:visible .xdsoft_date").nth(10).click()
    expect(day).not_to_have_value("")
    row.locator("button[data-chooser-action-choose]").first.click()
    page.locator(".modal-body").get_by_text(places.bureau.file.title, exact=True).click()
    expect(row.locator("[name=attachments-0-file]")).to_have_value(str(places.bureau.file.pk))


def choose(page: Page, action: str) -> None:
    """An entry of the editor's menu of actions, which is open or not."""
    button = page.locator(f"footer {action}").first
    if not button.is_visible():
        page.locator("footer [data-controller~=w-dropdown] [data-w-dropdown-target=toggle]").first.click()
    button.click()


def write(editor: Visit, places: Places) -> ContentPage:
    """A new page of the organ, handed in."""
    page = editor.go(reverse("wagtailadmin_pages:add", args=["portal", "contentpage", places.bureau.space.page_id]))
    editor.picture("page-editor")
    page.locator("[name=title]").fill(TITLE)
    expect(page.locator("[name=date]")).to_have_value(timezone.localdate().isoformat())
    page.locator("[name=date]").fill("2026-03-02")
    page.keyboard.press("Tab")  # the calendar closes
    add_an_attachment(page, places)
    editor.picture("page-editor-filled")
    editor.led(lambda: choose(page, "[name=action-submit]"))
    written: ContentPage = ContentPage.objects.get(draft_title=TITLE)
    assert (written.live, written.current_workflow_state is not None) == (False, True)
    return written


def approve(head: Visit, world: World, written: ContentPage) -> None:
    """It waits in the staff home; publishing it ends that."""
    address = reverse("wagtailadmin_pages:edit", args=[written.pk])
    assert address in [one.get_attribute("href") for one in waiting(head).all()]
    head.picture("staff-home-office-head")
    page = head.follow(f"main table a[href='{address}']")
    head.picture("page-to-approve")
    expect(page.locator(".portal-decision")).to_contain_text(world.bureau.people["editor"].name)
    head.follow(".portal-decision [data-workflow-action-name=approve]")
    assert address not in [one.get_attribute("href") for one in waiting(head).all()]


def test_a_page_is_written_by_the_editor_approved_by_the_head_of_the_office_and_read_by_everybody(window: Any, world: World, places: Places) -> None:
    with window(world.bureau.people["editor"]) as editor:
        written = write(editor, places)
    address = f"/qingshi-scjg/{written.slug}/"
    with window(world.county.people["supervisor"]) as above:
        above.go(reverse("wagtailadmin_pages:edit", args=[written.pk]), status=403)
    with window(world.bureau.people["office_head"]) as head:
        approve(head, world, written)
    with window() as citizen:
        page = citizen.go(address)
        citizen.picture("page-published")
        expect(page.locator("h1")).to_have_text(TITLE)
        file = page.get_by_role("link", name="抽检结果表").get_attribute("href")
        assert page.request.get(f"{citizen.address}{file}").body() == "平常".encode()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_the_head_of_the_office_sends_a_page_back_and_the_editor_reads_why(window: Any, world: World, places: Places, scripts: bool) -> None:  # noqa: FBT001  # a case's figure
    draft, people = make_page(places.bureau.space, "待审核"), world.bureau.people
    draft.get_workflow().start(draft, people["editor"])
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    with window(people["office_head"], scripts=scripts) as head:
        page = head.go(address)
        head.picture("page-to-decide")
        if scripts:
            page.locator(".portal-decision [data-workflow-action-name=reject]").click()
            page.locator(".modal-body [name=comment]").fill("请补充附件。")
            head.follow(".modal-body [type=submit]")
        else:
            page.locator(".portal-decision [name=comment]").fill("请补充附件。")
            head.follow(".portal-send-back button")
    draft.refresh_from_db()
    assert draft.current_workflow_task is None
    with window(people["editor"], judged=False) as editor:  # Wagtail's button for who else was there has no name
        said = editor.go(address).locator(".portal-decision")
        editor.picture("page-sent-back")
        expect(said).to_contain_text("请补充附件。")
        expect(said).to_contain_text(people["office_head"].name)
        editor.led(lambda: choose(editor.page, "[name=action-submit]"))
        editor.go(address)
        editor.picture("page-handed-in-again")
        expect(said).to_contain_text(people["editor"].name)
        expect(said).not_to_contain_text("请补充附件。")
