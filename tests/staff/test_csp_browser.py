"""In a browser: no page breaks its Content-Security-Policy, and everything that Wagtail's scripts do works under it."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from browser_parts import IN_A_BROWSER, Visit
from gongkai.staff import nonces
from place_parts import Places
from platform_parts import World

pytestmark = IN_A_BROWSER


def test_public_and_sign_in_pages(window: Any, world: World, places: Places) -> None:
    with window() as seen:
        for path in ("/", f"/{world.bureau.organ.code}/", places.bureau.published.url, "/accounts/login/"):
            seen.go(path)
        seen.go("/nowhere/", status=404)


@pytest.mark.usefixtures("places")  # the pages have something to show
def test_our_own_staff_pages(window: Any, world: World) -> None:
    with window(world.bureau.people["administrator"]) as seen:
        for name in ("staff_home", "organs_index", "account_home"):
            page = seen.go(reverse(name))
            assert "nonce" not in page.content()
        expect(seen.go("/staff/").locator("#wagtail-sidebar a").first).to_be_visible()


def test_wagtails_lists(window: Any, world: World, places: Places) -> None:
    with window(world.bureau.people["office_head"], judged=False) as seen:
        for path in (
            f"/staff/pages/{places.bureau.space.page_id}/",
            "/staff/images/",
            "/staff/documents/",
            "/staff/images/add/",
            "/staff/documents/add/",
            reverse("wagtailimages:edit", args=[places.bureau.picture.pk]),
            reverse("wagtaildocs:edit", args=[places.bureau.file.pk]),
            reverse("wagtailadmin_pages:history", args=[places.bureau.draft.pk]),
            reverse("wagtailadmin_pages:add", args=["portal", "contentpage", places.bureau.space.page_id]),
        ):
            seen.go(path)


def edit(seen: Visit, places: Places) -> None:
    """Opens the editor, adds a row, a date, a file, a picture, a link; looks at the preview; saves."""
    page = seen.go(reverse("wagtailadmin_pages:edit", args=[places.bureau.draft.pk]))
    page.locator("#id_attachments-ADD").click()
    row = page.locator("#inline_child_attachments-0")
    row.locator("[name=attachments-0-title]").fill("附件一")
    date = row.locator("[name=attachments-0-date]")
    date.click()
    page.locator(".xdsoft_datetimepicker:visible .xdsoft_date").nth(10).click()
    expect(date).not_to_have_value("")
    row.get_by_role("button", name=re.compile("选择")).first.click()
    page.locator(".modal-body").get_by_text("平常文件", exact=True).click()
    expect(row.locator("[name=attachments-0-file]")).to_have_value(str(places.bureau.file.pk))
    add_picture(page, places)
    link_to_a_page(page)
    see_preview(page)
    seen.follow(page.get_by_role("button", name="保存草稿").first)


def see_preview(page: Page) -> None:
    """The panel sends what has been typed, then draws the page from it in a new frame, which takes the place and the name of the empty one.

    What it sends first may lack what the editor's fields have not written into the form yet; it sends again by itself when they have.
    """
    page.get_by_role("button", name="预览").first.click()
    expect(page.frame_locator("#w-preview-iframe").locator("h1")).to_have_text("平常草稿", timeout=30_000)


def add_picture(page: Page, places: Places) -> None:
    """A block with a picture, by its chooser."""
    page.locator("#panel-child-content-body-content, [id*=body]").locator("button.c-sf-add-button").last.click()
    page.get_by_role("option", name=re.compile("Picture|图片")).first.click()
    page.get_by_role("button", name=re.compile("选择.*图片")).last.click()
    page.locator(".modal-body").get_by_text("平常图片").first.click()
    expect(page.locator(f'input[type=hidden][value="{places.bureau.picture.pk}"][name^="body-"][name*="-value"]')).to_have_count(1)


def link_to_a_page(page: Page) -> None:
    """A link in the text, by the page chooser."""
    text = page.locator(".public-DraftEditor-content").first
    text.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.locator(".modal-body").get_by_text("公告qingshi-scjg").click()
    expect(page.locator(".modal-body")).to_have_count(0)
    # It is written into the form after a pause.
    page.wait_for_function("() => [...document.querySelectorAll('input[name^=body-]')].some(one => one.value.includes('LINK'))")


def test_the_page_editor_with_a_row_a_date_choosers_and_the_preview(window: Any, world: World, places: Places) -> None:
    with window(world.bureau.people["office_head"], judged=False) as seen:
        edit(seen, places)
    places.bureau.draft.refresh_from_db()
    latest = places.bureau.draft.get_latest_revision_as_object()
    assert [(one.title, one.file_id) for one in latest.attachments.all()] == [("附件一", places.bureau.file.pk)]
    assert "picture" in [block.block_type for block in latest.body]


def test_a_script_without_the_nonce_would_be_found(window: Any, world: World, places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutation that shows that the tests above can fail: widgets that know no nonce."""
    monkeypatch.setattr(nonces, "nonce", lambda: "")
    monkeypatch.setattr("gongkai.staff.templatetags.csp.nonce", lambda: "")
    with pytest.raises(AssertionError, match="VIOLATION script-src"), window(world.bureau.people["office_head"], judged=False) as seen:
        seen.go(reverse("wagtailadmin_pages:edit", args=[places.bureau.draft.pk]))
