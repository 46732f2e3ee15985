"""Ordinary mail with a dead telephone: attempts are logged, an alarm where none was made in time, contact is made, the clock starts."""

import datetime as dt
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from browser.steps import waiting
from browser_parts import IN_A_BROWSER, PHONE, Visit
from cases.walk_through import take
from gongkai.cases.models import Case
from platform_parts import House, World

pytestmark = IN_A_BROWSER

LATE = "strong.cases-late"


def test_a_letter_whose_telephone_is_dead_starts_the_clock_when_contact_is_made(window: Any, world: World) -> None:
    house = world.bureau
    with window(house.people["registrar"]) as registrar:
        case = registered(registrar, house, timezone.localdate(), "2024年度食品抽检结果")
        assert registrar.page.locator(LATE).count() == 0
        log(registrar, "dead", "信上所留号码停机")
        log(registrar, "left_word", "已寄明信片请其来电")
        expect(registrar.page.locator("table[aria-labelledby=contacts] tbody tr")).to_have_count(2)
        registrar.picture("contacts-tried")
        assert waiting(registrar).count() == 1
        registrar.follow(f"main a[href='{case.get_absolute_url()}']")
        registrar.follow("main a[href$='/steps/confirm/']")
        registrar.send(how="申请人来电")
    case.refresh_from_db()
    assert (case.stage, case.received_on) == ("open", timezone.localdate())
    with window(house.people["handler"], width=PHONE, scripts=False) as handler:
        handler.go(case.get_absolute_url())
        expect(handler.page.locator("table[aria-labelledby=contacts] tbody tr")).to_have_count(2)
        expect(handler.page.locator("main")).to_contain_text(str(case.due_on))
    call_command("cases", "verify")


def test_a_letter_that_nobody_tried_to_answer_for_is_an_alarm_everywhere(window: Any, world: World) -> None:
    house = world.bureau
    with window(house.people["registrar"]) as registrar:
        case = registered(registrar, house, timezone.localdate() - dt.timedelta(days=1), "2024年度特种设备检验名单")
        expect(registrar.page.locator(f"main {LATE}").first).to_be_visible()
        registrar.picture("contacts-late")
        registrar.go(reverse("cases_list"))
        expect(registrar.page.locator(f"main tr:has-text('{case.number}') {LATE}")).to_have_count(1)
        registrar.picture("contacts-late-list")
        expect(waiting(registrar)).to_have_count(1)
        registrar.picture("contacts-late-home")
    take(house, "registrar", case, "confirm", how="电话")
    case.refresh_from_db()
    assert case.stage == "open"
    with window(house.people["office_head"]) as head:
        head.go(case.get_absolute_url())
        expect(head.page.locator(f"main dd {LATE}")).to_have_count(1)  # the delay stays on record


def registered(registrar: Visit, house: House, on: dt.date, item: str) -> Case:
    """A letter by ordinary mail that came on that day."""
    registrar.go(reverse("cases_new"))
    registrar.send(way="ordinary_mail", on=on.isoformat(), kind="natural_person", name="𠮷永红", phone="0556-5550123", item=item, delivery="post")
    case: Case = Case.objects.get(organ=house.organ)
    expect(registrar.page.locator("h1")).to_contain_text(case.number)
    return case


def log(registrar: Visit, result: str, note: str) -> None:
    """An attempt is logged, first one with a time that is none."""
    registrar.follow("main a[href$='/steps/contact/']")
    registrar.picture("contacts-form")
    registrar.refused(422, at="25:00", way="phone", result=result)
    registrar.send(at="00:00", way="phone", result=result, note=note)
