"""Nothing of another organ in Wagtail: drafts, pictures, files, names of people."""

import datetime as dt
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from wagtail.models import Page

from gongkai.organs.models import Deputy
from gongkai.organs.roles import ROLE_CODES
from gongkai.staff import wagtail_urls
from gongkai.staff.scoping.addresses import FOR_EVERYBODY, FOR_STAFF, OFFERED, OTHER_VIEWS, not_offered
from place_parts import SECRET, Places, form_of
from platform_parts import LONG_AGO, World, as_person

LISTS = (
    "/staff/",
    "/staff/pages/",
    "/staff/choose-page/",
    "/staff/choose-page/search/?q=" + SECRET[:2],
    "/staff/choose-page/?page_type=portal.ContentPage",
    "/staff/images/",
    "/staff/images/results/?q=" + SECRET[:2],
    "/staff/documents/",
    "/staff/documents/results/?q=" + SECRET[:2],
    "/staff/images/chooser/",
    "/staff/images/chooser/results/?q=" + SECRET[:2],
    "/staff/documents/chooser/",
    "/staff/documents/chooser/results/?q=" + SECRET[:2],
)


def text(client: Client, address: str) -> str:
    return readable(client.get(address, follow=True))


def readable(answer: Any) -> str:
    """What a person could read in it; choosers answer with JSON, in which Chinese is escaped."""
    whole = b"".join(answer.streaming_content) if answer.streaming else answer.content
    shown = whole.decode(errors="replace")
    return json.dumps(json.loads(shown), ensure_ascii=False) if answer.headers.get("Content-Type", "").endswith("json") else shown


def status(client: Client, address: str) -> int:
    answer = client.get(address)
    readable(answer)  # a file is closed once it is read
    return int(answer.status_code)


def of_the_stranger(places: Places) -> Iterator[str]:
    """Addresses that name the stranger's things."""
    page, picture, file = places.stranger.draft.pk, places.stranger.picture.pk, places.stranger.file.pk
    root, revision = places.stranger.space.page_id, places.stranger.draft.latest_revision_id
    for name in ("edit", "view_draft", "history", "history_results", "workflow_history", "unpublish", "preview_on_edit"):
        yield reverse("wagtailadmin_pages:" + name, args=[page])
    for number in (page, root):
        yield reverse("wagtailadmin_explore", args=[number])
        yield reverse("wagtailadmin_explore_results", args=[number])
        yield reverse("wagtailadmin_pages:add_subpage", args=[number])
        yield reverse("wagtailadmin_pages:add", args=["portal", "contentpage", number])
        yield reverse("wagtailadmin_choose_page_child", args=[number])
    yield reverse("wagtailadmin_pages:revisions_view", args=[page, revision])
    yield reverse("wagtailadmin_pages:revisions_revert", args=[page, revision])
    yield reverse("wagtailadmin_pages:revisions_compare", args=[page, "earliest", "latest"])
    yield reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={page}"
    yield reverse("wagtailimages:edit", args=[picture])
    yield reverse("wagtailimages_chooser:chosen", args=[picture])
    yield reverse("wagtailimages_chooser:chosen_multiple") + f"?id={picture}"
    yield reverse("wagtailimages_chooser:select_format", args=[picture])
    yield reverse("wagtaildocs:edit", args=[file])
    yield reverse("wagtaildocs_chooser:chosen", args=[file])
    yield reverse("wagtaildocs_chooser:chosen_multiple") + f"?id={file}"
    yield places.stranger.file.url
    yield places.stranger.picture.get_rendition("max-100x100").url
    yield f"/{places.stranger.space.organ.code}/{places.stranger.draft.slug}/"


@pytest.mark.usefixtures("places")
@pytest.mark.parametrize("role", ["editor", "office_head", "administrator"])
def test_lists_choosers_and_searches_show_the_own_organ_only(world: World, role: str) -> None:
    client = as_person(world.bureau.people[role])
    for address in LISTS:
        assert SECRET not in text(client, address), address


def test_the_own_things_are_there(world: World, places: Places) -> None:
    client = as_person(world.bureau.people["editor"])
    assert "平常草稿" in text(client, "/staff/pages/")
    assert "平常草稿" in text(client, "/staff/choose-page/")
    assert "平常草稿" in text(client, "/staff/choose-page/search/?q=常草")
    assert "平常图片" in text(client, "/staff/images/chooser/")
    assert "平常文件" in text(client, "/staff/documents/chooser/")
    assert text(client, places.bureau.file.url) == "平常"


@pytest.mark.parametrize("role", ROLE_CODES)
def test_an_address_that_names_another_organs_thing_is_not_there(world: World, places: Places, role: str) -> None:
    client = as_person(world.bureau.people[role])
    for address in of_the_stranger(places):
        answer = client.get(address)
        assert answer.status_code in {403, 404}, (address, answer.status_code, answer.headers.get("Location"))
        assert SECRET not in readable(answer), address


def test_the_same_addresses_are_there_for_the_organ_itself(world: World, places: Places) -> None:
    client = as_person(world.stranger.people["office_head"])
    answers = {address: status(client, address) for address in of_the_stranger(places)}
    assert {address for address, status in answers.items() if status >= 400} == {f"/{places.stranger.space.organ.code}/{places.stranger.draft.slug}/"}


def test_a_file_of_another_organ_cannot_be_written_into_a_page(world: World, places: Places) -> None:
    client = as_person(world.bureau.people["editor"])
    draft = places.bureau.draft
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    answer = client.post(address, form_of(draft, attachment=places.stranger.file.pk))
    assert answer.status_code == 200  # the form again, with what is wrong
    assert SECRET not in answer.content.decode()
    saved = client.post(address, form_of(draft, attachment=places.bureau.file.pk))
    assert saved.status_code == 302, saved.content.decode()


def test_a_file_of_another_organ_does_not_appear_in_a_preview(world: World, places: Places) -> None:
    client = as_person(world.bureau.people["editor"])
    draft = places.bureau.draft
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])
    data = form_of(draft) | {
        "body-count": "2",
        "body-0-deleted": "", "body-0-order": "0", "body-0-type": "file", "body-0-id": "", "body-0-value": str(places.stranger.file.pk),
        "body-1-deleted": "", "body-1-order": "1", "body-1-type": "heading", "body-1-id": "", "body-1-value": "标题在此",
    }  # fmt: skip
    client.post(address, data)
    shown = text(client, address)
    assert SECRET not in shown
    client.post(address, data | {"body-0-value": str(places.bureau.file.pk)})
    assert "标题在此" in text(client, address)


def test_who_opened_an_editor_first_does_not_decide_whose_files_the_next_may_choose(world: World, places: Places) -> None:
    """Wagtail's blocks keep the form field that they made for the first person of the process."""
    for house, place in ((world.bureau, places.bureau), (world.stranger, places.stranger), (world.bureau, places.bureau)):
        client = as_person(house.people["editor"])
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[place.draft.pk])
        data = form_of(place.draft, attachment=place.file.pk) | {
            "body-count": "2",
            "body-0-deleted": "", "body-0-order": "0", "body-0-type": "file", "body-0-id": "", "body-0-value": str(place.file.pk),
            "body-1-deleted": "", "body-1-order": "1", "body-1-type": "picture", "body-1-id": "", "body-1-value-image": str(place.picture.pk),
            "body-1-value-alt_text": "图",
        }  # fmt: skip
        assert client.post(address, data).json() == {"is_valid": True, "is_available": True}, house.organ


def test_the_list_of_pages_does_not_name_people_of_other_organs(world: World, places: Places) -> None:
    Page.objects.filter(pk=places.stranger.draft.pk).update(owner=world.stranger.people["editor"])
    shown = text(as_person(world.bureau.people["editor"]), f"/staff/pages/{places.bureau.space.page_id}/")
    assert world.stranger.people["editor"].name not in shown
    assert world.stranger.people["editor"].username not in shown


def test_a_supervisor_does_not_work_on_the_pages_below(world: World, places: Places) -> None:
    client = as_person(world.county.people["supervisor"])
    assert client.get(reverse("wagtailadmin_pages:edit", args=[places.bureau.draft.pk])).status_code == 403
    assert status(client, places.bureau.file.url) == 200  # page.see reaches below


def test_a_deputy_works_on_the_absent_editors_pages_while_the_absence_lasts(world: World, places: Places) -> None:
    deputy = world.bureau.people["registrar"]
    address = reverse("wagtailadmin_pages:edit", args=[places.bureau.draft.pk])
    assert as_person(deputy).get(address).status_code == 403
    Deputy.objects.create(organ=world.bureau.organ, absent=world.bureau.people["editor"], deputy=deputy, since=LONG_AGO, until=dt.date(2099, 1, 1))
    assert as_person(deputy).get(address).status_code == 200


def test_nobody_without_a_sign_in_comes_in(places: Places) -> None:
    for address in of_the_stranger(places):
        answer = Client().get(address)
        assert answer.status_code == 404 or answer.headers["Location"].startswith("/accounts/login/"), address


def walk(patterns: list[Any], namespace: str = "") -> Iterator[tuple[str, Any]]:
    for one in patterns:
        if isinstance(one, URLPattern):
            yield namespace + str(one.name), one.callback
        else:
            yield from walk(one.url_patterns, f"{namespace}{one.namespace}:" if one.namespace else namespace)


def test_every_offered_address_exists_and_no_other_answers() -> None:
    mounted = dict(walk(wagtail_urls.urlpatterns))
    named = set(OFFERED) | FOR_EVERYBODY | FOR_STAFF | set(OTHER_VIEWS)
    assert named <= set(mounted)
    assert {name for name, view in mounted.items() if view is not not_offered} == named


@pytest.mark.parametrize(
    "address",
    [
        "/staff/users/",
        "/staff/groups/",
        "/staff/collections/",
        "/staff/workflows/list/",
        "/staff/reports/site-history/",
        "/staff/reports/locked/",
        "/staff/reports/aging-pages/",
        "/staff/reports/workflow/",
        "/staff/api/main/pages/",
        "/staff/api/main/images/",
        "/staff/tag-autocomplete/?term=a",
        "/staff/password_reset/",
        "/staff/sites/",
        "/staff/bulk/portal/picture/delete/?id=1",
        "/staff/embeds/chooser/",
        "/api/v2/pages/",
    ],
)
def test_what_is_not_offered_is_not_there(world: World, address: str) -> None:
    assert as_person(world.bureau.people["office_head"]).get(address).status_code == 404


def test_wagtails_own_sign_in_leads_to_ours(world: World) -> None:
    assert Client().get("/staff/login/").headers["Location"] == reverse("account_login")
    person = world.bureau.people["editor"]
    answer = Client().post("/staff/login/", {"username": person.username, "password": "Kx7#mountain-river"})
    assert answer.headers["Location"] == reverse("account_login")
    assert not answer.cookies.get("session")


def test_a_link_form_without_its_field_is_a_bad_request_not_a_crash(world: World) -> None:
    assert as_person(world.bureau.people["office_head"]).post("/staff/choose-external-link/", {}).status_code == 400
