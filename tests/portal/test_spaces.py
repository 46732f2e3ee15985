"""Every organ has its page and its collection: made with it, renamed with it, repaired by a command."""

import io

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Collection

from gongkai.organs import afterwards
from gongkai.organs.models import Organ
from gongkai.portal import spaces
from gongkai.portal.models import OrganPage
from gongkai.staff.models import OrganSpace
from platform_parts import World


def run() -> str:
    said = io.StringIO()
    call_command("spaces", stdout=said)
    return said.getvalue()


def test_the_command_makes_what_is_missing_and_does_nothing_the_second_time(world: World) -> None:
    assert "baiyun-scjg" in run()
    assert OrganSpace.objects.count() == OrganPage.objects.count() == 3
    assert "baiyun-scjg" not in run()
    assert OrganSpace.objects.count() == OrganPage.objects.count() == Collection.objects.filter(depth=2).count() == 3
    assert Client().get(f"/{world.bureau.organ.code}/").status_code == 200


def test_a_renamed_organs_page_is_called_by_the_new_name_at_the_old_address(world: World) -> None:
    run()
    Organ.objects.filter(pk=world.bureau.organ.pk).update(name="青石县市场监管局")
    assert "qingshi-scjg" in run()
    assert "青石县市场监管局" in Client().get("/qingshi-scjg/").content.decode()
    assert OrganSpace.objects.get(organ=world.bureau.organ).collection.name == "青石县市场监管局"


def test_organs_are_given_their_place_in_the_action_that_makes_them() -> None:
    assert spaces.make_space in afterwards.CREATED
    assert spaces.rename_space in afterwards.RENAMED


@pytest.mark.usefixtures("world")
def test_the_home_page_names_the_organs_and_leads_to_their_pages() -> None:
    run()
    shown = Client().get("/").content.decode()
    assert all(organ.name in shown for organ in Organ.objects.all())
    assert 'href="/baiyun-scjg/"' in shown
