"""What a citizen reads when something is not there."""

import pytest
from django.template.loader import render_to_string
from django.test import Client

from platform_parts import World, as_person


@pytest.mark.usefixtures("world")
def test_an_address_that_is_not_there_has_a_page_with_a_way_back() -> None:
    answer = Client().get("/nowhere/at/all/")
    shown = answer.content.decode()
    assert answer.status_code == 404
    assert '<main id="main"' in shown
    assert 'href="/"' in shown


def test_who_may_not_reads_so_and_finds_the_way_home(world: World) -> None:
    answer = as_person(world.bureau.people["registrar"]).get("/staff/images/")
    assert answer.status_code == 403
    assert 'href="/staff/"' in answer.content.decode()


def test_a_form_from_elsewhere_is_told_what_to_do(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = as_person(world.bureau.people["handler"]).cookies
    answer = client.post("/staff/notices/read/", {})
    assert answer.status_code == 403
    assert '<main id="main"' in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_pages_of_a_broken_request_need_nothing(name: str) -> None:
    shown = render_to_string(name)
    assert "返回首页" in shown
    assert "Home page" in shown
