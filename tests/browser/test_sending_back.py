"""The supervisor sends something back; the office answers. A deputy finds what waits for who is absent."""

import datetime as dt
from typing import Any

from django.utils import timezone
from playwright.sync_api import expect

from browser.steps import waiting
from browser_parts import IN_A_BROWSER
from gongkai.organs.models import Organ, OrganEvent
from platform_parts import World

pytestmark = IN_A_BROWSER

HOME = "/staff/organs/at/qingshi-scjg/"


def test_what_the_supervisor_sends_back_waits_for_the_head_of_the_office_who_answers(window: Any, world: World) -> None:
    before = Organ.objects.values().get(pk=world.bureau.organ.pk)
    with window(world.county.people["supervisor"]) as supervisor:
        supervisor.go("/staff/organs/")
        supervisor.picture("organs")
        supervisor.follow(f"main a[href='{HOME}']")
        supervisor.picture("organ-supervisor")
        assert supervisor.page.locator("main a[href$='/rename/'], main a[href$='/contact/']").count() == 0, "a supervisor changes nothing"
        supervisor.follow(f"main a[href='{HOME}send-back/']")
        supervisor.refused(422)
        supervisor.send(matter="contact", reason="电话是空号，请核实后重报。")
    with window(world.bureau.people["office_head"]) as head:
        found = waiting(head)
        address = f"{HOME}sent-back/{OrganEvent.objects.get(kind='sent_back').pk}/"
        assert address in [one.get_attribute("href") for one in found.all()]
        expect(head.page.locator(".staff-notices li").first).to_be_visible()
        head.picture("staff-home-sent-back")
        head.follow(f"main table a[href='{address}']")
        head.picture("sent-back-answer")
        head.send(answer="已更正为0556-0000001。")
        head.picture("organ-answered")
        expect(head.page.locator("main")).to_contain_text("已更正为0556-0000001。")
        assert address not in [one.get_attribute("href") for one in waiting(head).all()]
    with window(world.county.people["supervisor"]) as supervisor:
        waiting(supervisor)
        notices = supervisor.page.locator(".staff-notices li")
        expect(notices).to_have_count(1)
        supervisor.follow(".staff-notices li form button")
        expect(notices).to_have_count(0)
    assert Organ.objects.values().get(pk=world.bureau.organ.pk) == before, "nothing else was changed"
    assert sorted(OrganEvent.objects.values_list("kind", flat=True)) == ["answered", "sent_back"]


def test_during_an_absence_the_deputy_finds_what_waits_for_the_other(window: Any, world: World) -> None:
    absent, deputy, today = world.bureau.people["office_head"], world.bureau.people["editor"], timezone.localdate()
    with window(world.county.people["supervisor"]) as supervisor:
        supervisor.go(f"{HOME}send-back/")
        supervisor.send(matter="contact", reason="请补充传真号码。")
    with window(deputy) as person:
        assert waiting(person).count() == 0
    with window(absent) as person:
        person.go("/staff/organs/me/")
        person.follow("main a[href$='/deputies/mine/']")
        person.send(deputy=str(deputy.pk), since=today.isoformat(), until=(today + dt.timedelta(days=9)).isoformat(), reason="学习")
        person.picture("my-roles")
        expect(person.page.locator("main")).to_contain_text(deputy.name)
    with window(deputy) as person:
        row = waiting(person).first.locator("xpath=ancestor::tr")
        person.picture("staff-home-deputy")
        expect(row.locator(".staff-mark")).to_contain_text(absent.name)
        person.follow(row.locator("a"))
        person.send(answer="已补充。")
        assert waiting(person).count() == 0
        person.go("/staff/organs/me/")
        expect(person.page.locator("main")).to_contain_text(absent.name)
    assert OrganEvent.objects.get(kind="answered").recorded_by == f"user:{deputy.pk}", "under the own name"
