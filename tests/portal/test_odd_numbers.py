"""Numbers that nobody types and anybody can send: the public's forms and the staff home take no notice of them."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.rich_text import expand_db_html

from cases.public_parts import file
from gongkai.cases.models import Upload
from gongkai.organs.models import Notice
from platform_parts import World, as_person
from walk.addresses import patterns

ODD = ["9" * 30, "9" * 5000, "٣", "²", "-1", "\0"]


@pytest.mark.parametrize("odd", ODD)
def test_a_file_that_is_none_is_not_taken_away_from_a_form(world: World, odd: str) -> None:
    form, address = str(uuid.uuid4()), reverse("requests_new", args=[world.bureau.organ.code])
    Client().post(address, {"form": form, "attachment_files": [file()]})
    answer = Client(raise_request_exception=False).post(address, {"form": form, "remove": odd})
    assert answer.status_code in {200, 422}
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("odd", ODD)
def test_notices_are_read_up_to_one_that_there_is(world: World, odd: str) -> None:
    user = world.bureau.people["handler"]
    Notice.objects.create(user=user, key="a", text="x", fields={})
    browser = as_person(user)
    browser.raise_request_exception = False
    assert browser.post(reverse("staff_notices_read"), {"newest": odd}).status_code == 302


@pytest.mark.parametrize("odd", ODD)
def test_a_link_to_what_no_page_and_no_file_can_be_loses_its_address_and_nothing_else(db: None, odd: str) -> None:  # noqa: ARG001  # opens the database
    written = f'<p>a <a linktype="page" id="{odd}">page</a>, a <a linktype="document" id="{odd}">file</a></p>'
    shown = expand_db_html(written)
    assert "page" in shown
    assert "href" not in shown


VALUES = {"int": "9" * 30, "uuid": str(uuid.UUID(int=0)), "path": "x", "str": "x"}
ARGUMENT = re.compile(r"<(?:(\w+):)?\w+>")


def addressed(code: str) -> list[str]:
    """Every address of ours with the largest figures in it, and the code of an organ where it asks for a word."""
    ours = [one for one in patterns() if "<int:" in one.route and "^" not in one.route]
    return ["/" + ARGUMENT.sub(lambda found: VALUES.get(found[1] or "str", code), one.route) for one in ours]


@pytest.mark.parametrize("role", ["administrator", "office_head", "registrar", None])
def test_a_figure_that_no_row_has_is_not_found(world: World, role: str | None) -> None:
    browser = as_person(world.bureau.people[role]) if role else Client()
    browser.raise_request_exception = False
    addresses = addressed(world.bureau.organ.code)
    assert len(addresses) > 50
    failed = [one for one in addresses if browser.get(one).status_code >= 500]
    assert not failed
