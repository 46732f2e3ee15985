"""The administrator sets up the organ: contact, division, people, deputy, setting, signing chain, a new name with its document."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import expect
from reportlab.pdfgen.canvas import Canvas

from browser.steps import change, trail, waiting
from browser_parts import IN_A_BROWSER, Visit
from gongkai.audit.verbs import VERBS
from gongkai.organs.models import Division
from platform_parts import World

pytestmark = IN_A_BROWSER

CONTACT = {
    "office_name": "政务公开办公室",
    "office_address": "青石县城关镇人民路1号",
    "office_postcode": "246000",
    "office_hours": "工作日 8:30-12:00",
    "office_telephone": "0556-0000001",
    "office_fax": "0556-0000002",
    "office_email": "open@example.org",
}
NEW_NAME = "青石县市场监管局"


def a_letter(folder: Path) -> Path:
    """A small real PDF."""
    path = folder / "青政发〔2024〕3号.pdf"
    sheet = Canvas(str(path))
    sheet.drawString(72, 720, "Qing Zheng Fa (2024) 3")
    sheet.save()
    return path


def fill_in_the_contact(administrator: Visit, world: World) -> None:
    """What waited in the staff home disappears."""
    address = f"/staff/organs/at/{world.bureau.organ.code}/contact/"
    assert address in [one.get_attribute("href") for one in waiting(administrator).all()]
    administrator.picture("staff-home-administrator")
    administrator.follow(f"main a[href='{address}']")
    administrator.send(**CONTACT)
    for value in CONTACT.values():
        expect(administrator.page.locator("main")).to_contain_text(value)
    assert address not in [one.get_attribute("href") for one in waiting(administrator).all()]


def bring_people_in(administrator: Visit, world: World) -> None:
    """A division, a second role for somebody, a deputy."""
    organ, people = world.bureau.organ, world.bureau.people
    change(administrator, organ, "divisions/add/", name="法规科")
    division = Division.objects.get(organ=organ, name="法规科")
    change(administrator, organ, "people/appoint/", username=people["editor"].username, role="handler", division=str(division.pk))
    today = timezone.localdate()
    absence = {"since": today.isoformat(), "until": (today + dt.timedelta(days=5)).isoformat(), "reason": "休假"}
    change(administrator, organ, "deputies/set/", absent_person=str(people["office_head"].pk), deputy=str(people["head"].pk), **absence)
    administrator.go(f"/staff/organs/at/{organ.code}/people/")
    administrator.picture("organ-people-appointed")
    shown = administrator.page.locator("main")
    for text in ("法规科", people["editor"].name, people["head"].name, absence["until"]):
        expect(shown).to_contain_text(text)


def decide(administrator: Visit, world: World) -> None:
    """A setting from a past day with its reason, which is asked for; a signing chain."""
    organ = world.bureau.organ
    page = administrator.go(f"/staff/organs/at/{organ.code}/settings/correction_days/")
    administrator.refused(422, value="12", since="2024-06-01")
    expect(page.locator(".errorlist").first).to_be_visible()
    administrator.picture("setting-refused")
    administrator.send(value="12", since="2024-06-01", reason="县政府办公室规定")
    administrator.picture("organ-settings")
    expect(page.locator("main")).to_contain_text("县政府办公室规定")
    expect(page.locator("main")).to_contain_text("2024-06-01")
    change(administrator, organ, "settings/signing_extension/", step1="legal_reviewer", step2="office_head", since=timezone.localdate().isoformat())


def rename(administrator: Visit, world: World, letter: Path) -> None:
    """Another name from a day on, with the document, which comes back as it went in."""
    organ = world.bureau.organ
    administrator.go(f"/staff/organs/at/{organ.code}/rename/")
    administrator.picture("organ-rename")
    administrator.send(name=NEW_NAME, short_name="县市监局", on="2024-03-01", basis="青政发〔2024〕3号", document=letter)
    page = administrator.page
    administrator.picture("organ")
    expect(page.locator("h1")).to_contain_text(NEW_NAME)
    expect(page.locator("main")).to_contain_text("青石县市场监督管理局")  # the old name stays for what was before
    with page.expect_download() as coming:
        page.locator("main a[href*='/documents/']").click()
    assert coming.value.suggested_filename == letter.name
    assert coming.value.path().read_bytes() == letter.read_bytes()


def find_it_in_the_trail(administrator: Visit, world: World) -> None:
    """By who, what, when."""
    today, who = timezone.localdate(), world.bureau.people["administrator"]
    found = "\n".join(trail(administrator, who=who.username, since=today.isoformat()).all_inner_texts())
    administrator.picture("audit-trail")
    with override("zh-hans"):
        for verb in ("organ.profile", "division.add", "people.appoint", "deputy.set", "organ.setting", "organ.rename", "organ.document"):
            assert str(VERBS[verb]) % {"who": who.name, "what": ""} in found, verb
    assert trail(administrator, who="", verb="organ.setting").count() == 2
    assert trail(administrator, until=(today - dt.timedelta(days=1)).isoformat(), since="").count() == 0
    assert trail(administrator, until="", verb="", who=world.bureau.people["registrar"].username).count() == 0


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_the_administrator_sets_up_the_organ_and_every_change_is_seen(window: Any, world: World, tmp_path: Path, scripts: bool) -> None:  # noqa: FBT001  # a case's figure
    with window(world.bureau.people["administrator"], scripts=scripts) as administrator:
        fill_in_the_contact(administrator, world)
        bring_people_in(administrator, world)
        decide(administrator, world)
        rename(administrator, world, a_letter(tmp_path))
        find_it_in_the_trail(administrator, world)
