"""The staff home: what waits for the person, by legal due time, and nothing else."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.search import admin_search_areas
from wagtail.models import Page

from gongkai.accounts.models import User
from gongkai.organs.models import Deputy, Membership, Notice
from gongkai.organs.roles import ROLE_CODES
from gongkai.organs.waiting import Waiting
from gongkai.portal.waiting import waiting as pages_waiting
from gongkai.staff import waiting
from place_parts import SECRET, Places, form_of, make_page
from platform_parts import LONG_AGO, World, as_person

NOON = dt.datetime(2026, 3, 2, 4, tzinfo=dt.UTC)


@pytest.fixture
def provider(monkeypatch: pytest.MonkeyPatch) -> list[Waiting]:
    """Things that wait, which the test writes."""
    things: list[Waiting] = []

    def waits(_user: Any, _on: dt.date) -> Iterator[Waiting]:
        yield from things

    monkeypatch.setattr(waiting, "PROVIDERS", [waits])
    return things


def test_what_waits_is_sorted_by_legal_due_time_and_what_has_none_comes_last(world: World, provider: list[Waiting]) -> None:
    provider += [
        Waiting(None, "无期限事项", "/staff/a/", None),
        Waiting(NOON + dt.timedelta(days=3), "后到期", "/staff/b/", None),
        Waiting(NOON, "先到期", "/staff/c/", None),
    ]
    shown = as_person(world.bureau.people["handler"]).get("/staff/").content.decode()
    assert shown.index("先到期") < shown.index("后到期") < shown.index("无期限事项")


def test_what_is_overdue_says_so(world: World, provider: list[Waiting]) -> None:
    provider.append(Waiting(timezone.now() - dt.timedelta(days=1), "已过期事项", "/staff/a/", None))
    shown = as_person(world.bureau.people["handler"]).get("/staff/").content.decode()
    assert 'class="staff-late"' in shown
    provider[0] = Waiting(timezone.now() + dt.timedelta(days=1), "未到期事项", "/staff/a/", None)
    assert 'class="staff-late"' not in as_person(world.bureau.people["handler"]).get("/staff/").content.decode()


def test_a_deputy_sees_what_waits_for_the_absent_colleague_marked_so(world: World, places: Places) -> None:
    page, head, deputy = places.bureau.draft, world.bureau.people["office_head"], world.bureau.people["registrar"]
    as_person(world.bureau.people["editor"]).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page) | {"action-submit": "1"})
    assert page.title not in as_person(deputy).get("/staff/").content.decode()
    Deputy.objects.create(organ=world.bureau.organ, absent=head, deputy=deputy, since=LONG_AGO, until=dt.date(2099, 1, 1))
    shown = as_person(deputy).get("/staff/").content.decode()
    assert page.title in shown
    assert head.name in shown.split('class="staff-mark"')[1].split("</span>")[0]
    own = as_person(head).get("/staff/").content.decode()
    assert page.title in own
    assert "staff-mark" not in own


def test_the_number_of_queries_does_not_grow_with_what_waits(world: World, places: Places) -> None:
    head = as_person(world.bureau.people["office_head"])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            head.get("/staff/")
        return len(queries)

    def hand_in(page: Any) -> None:
        as_person(world.bureau.people["editor"]).post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form_of(page) | {"action-submit": "1"})

    hand_in(places.bureau.draft)
    asked()
    one = asked()
    for number in range(5):
        hand_in(make_page(places.bureau.space, f"又一页{number}"))
        Notice.objects.create(user=world.bureau.people["office_head"], organ=world.bureau.organ, key=f"k{number}", text="A notice")
    assert asked() == one


def test_of_what_waits_everywhere_only_the_own_is_fetched_with_as_many_queries(world: World, places: Places) -> None:
    for house, place in ((world.bureau, places.bureau), (world.stranger, places.stranger)):
        for page in (place.draft, make_page(place.space, f"又一页{house.organ.code}")):
            page.get_workflow().start(page, house.people["editor"])
    head, fetched = world.bureau.people["office_head"], []

    def note(instance: Any, **_kwargs: Any) -> None:
        fetched.append(instance.title)

    def asked() -> tuple[list[str], int]:
        with CaptureQueriesContext(connection) as queries:
            titles = [one.title for one in pages_waiting(User.objects.get(pk=head.pk), timezone.localdate())]
        return titles, len(queries)

    one, few = asked()
    post_init.connect(note, sender=Page)
    try:
        assert asked() == (one, few)
    finally:
        post_init.disconnect(note, sender=Page)
    assert len(one) == 2
    assert {title for title in fetched if "草稿" in title or "又一页" in title} == {"平常草稿", "又一页qingshi-scjg"}
    for other in (world.stranger.organ, world.county.organ):
        Membership.objects.create(user=head, organ=other, role="office_head", since=LONG_AGO)
    more, many = asked()
    assert (len(more), many) == (4, few)


def give(user: Any, text: str) -> Any:
    return Notice.objects.create(user=user, key=text, text=text)


def shown_to(user: Any) -> str:
    return str(as_person(user).get("/staff/").content.decode())


@pytest.mark.usefixtures("places")
def test_without_scripts_the_menu_is_a_list_of_links(world: World) -> None:
    plain = shown_to(world.bureau.people["editor"]).split("<noscript>")[1].split("</noscript>")[0]
    assert 'href="/staff/images/"' in plain
    assert "http" not in plain


def test_notices_are_ones_own_and_go_when_read(world: World) -> None:
    person, other = world.bureau.people["handler"], world.bureau.people["registrar"]
    mine, theirs = give(person, "Mine, please read"), give(other, "Theirs, please read")
    client = as_person(person)
    shown = client.get("/staff/").content.decode()
    assert "Mine, please read" in shown
    assert "Theirs, please read" not in shown
    assert client.post(reverse("staff_notice_read", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("staff_notice_read", args=[mine.pk])).status_code == 405
    client.post(reverse("staff_notice_read", args=[mine.pk]))
    assert "Mine, please read" not in client.get("/staff/").content.decode()
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_all_read_takes_those_that_were_shown_and_none_that_came_meanwhile(world: World) -> None:
    person = world.bureau.people["handler"]
    shown = give(person, "Shown")
    late = give(person, "Came meanwhile")
    as_person(person).post(reverse("staff_notices_read"), {"newest": str(shown.pk)})
    assert [one.pk for one in Notice.objects.filter(user=person, read_at__isnull=True)] == [late.pk]


@pytest.mark.parametrize("role", ROLE_CODES)
def test_every_role_has_the_home_and_no_panel_of_wagtail(world: World, role: str) -> None:
    answer = as_person(world.bureau.people[role]).get("/staff/")
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "公开通</title>" in shown
    assert "w-summary" not in shown


def test_who_is_not_signed_in_is_asked_to(db: None) -> None:  # noqa: ARG001  # no session is found there
    assert Client().get("/staff/").headers["Location"].startswith(reverse("account_login"))


@pytest.mark.usefixtures("places")
def test_the_menu_shows_what_the_role_may(world: World) -> None:
    def menu(role: str) -> str:
        return shown_to(world.bureau.people[role])

    assert "/staff/images/" in menu("editor")
    assert "/staff/images/" not in menu("registrar")
    assert "/staff/audit/" in menu("administrator")
    assert "/staff/audit/" not in menu("editor")
    assert "/staff/reports/" in menu("office_head")
    assert "/staff/reports/" not in menu("editor")
    assert "/staff/users/" not in menu("administrator")


@pytest.mark.usefixtures("places")
def test_the_menus_search_finds_the_persons_own_pages_and_is_there_for_nobody_else(world: World) -> None:
    area = admin_search_areas.search_items_for_request(request_of(world.bureau.people["editor"]))[0]
    found = as_person(world.bureau.people["editor"]).get(area.url, {"q": "平常"}, follow=True)
    assert found.status_code == 200
    assert "平常草稿" in found.content.decode()
    assert "平常草稿" not in as_person(world.bureau.people["editor"]).get(area.url, {"q": "没有这样的"}, follow=True).content.decode()
    assert SECRET not in as_person(world.bureau.people["editor"]).get(area.url, {"q": SECRET[:2], "search_all": "1"}, follow=True).content.decode()
    assert admin_search_areas.search_items_for_request(request_of(world.bureau.people["registrar"])) == []


def request_of(user: Any) -> Any:
    """A request by `user`, as menus look at it."""
    request = RequestFactory().get("/staff/")
    request.user = User.objects.get(pk=user.pk)
    return request
