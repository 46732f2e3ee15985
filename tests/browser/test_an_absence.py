"""A handler is absent: the stand-in sees what is in those hands and answers it; later all is handed over. And a letter comes back."""

import datetime as dt
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from browser.steps import change, waiting
from browser.test_a_request import CHOOSES
from browser_parts import IN_A_BROWSER, Visit
from cases.test_assigning import more, opened
from cases.walk_through import name_the_internet_way
from cases.walk_through import take as taken
from gongkai.cases.models import Case, CaseService
from gongkai.organs.models import Division
from platform_parts import House, World

pytestmark = IN_A_BROWSER


def step(person: Visit, case: Case, name: str) -> None:
    """From the request's page to a step."""
    person.go(case.get_absolute_url())
    person.follow(f"main a[href$='/steps/{name}/']")
    person.picture(f"request-{name}")


def test_an_absent_handler_s_request_is_answered_by_the_stand_in_and_handed_over(window: Any, world: World) -> None:
    house = world.bureau
    absent, other = house.people["handler"], more(house, "second", house.division)
    case = opened(house)
    gives(window, house, case)
    goes_away(window, house, absent, other)
    with window(other) as person:
        expect(waiting(person)).to_have_count(1)
        expect(person.page.locator("main table.staff-table tbody")).to_contain_text(absent.name)
        person.picture("staff-home-stand-in")
        person.follow("main table a[href*='/staff/requests/']")
        step(person, case, "answer")
        person.press(CHOOSES, answer="disclosed")
        person.send(text="合格率为98.5%。")
        step(person, case, "note")
        person.send(text="代承办人答复，已与特种设备科核对。")
        expect(person.page.locator("main")).to_contain_text("代承办人答复")
    hands_over(window, house, absent, other)
    with window(absent) as person:
        assert waiting(person).count() == 0
    with window(other) as person:
        expect(waiting(person)).to_have_count(1)
        expect(person.page.locator("main table.staff-table tbody")).not_to_contain_text(absent.name)
        person.follow("main table a[href*='/staff/requests/']")
        expect(person.page.locator("main")).to_contain_text("长期外派")
        person.picture("request-handed-over")
    call_command("cases", "verify")


def gives(window: Any, house: House, case: Case) -> None:
    """The registrar gives the request to the handler, who asks a division for its opinion."""
    division = Division.objects.create(organ=house.organ, name="特种设备科")
    more(house, "third", division)
    with window(house.people["registrar"]) as registrar:
        step(registrar, case, "assign")
        registrar.refused(422)
        registrar.send(handler=str(house.people["handler"].pk))
        expect(registrar.page.locator("main")).to_contain_text(house.people["handler"].name)
    with window(house.people["handler"]) as handler:
        expect(waiting(handler)).to_have_count(1)
        step(handler, case, "ask-opinion")
        handler.send(division=str(division.pk), question="名单是否含企业商业秘密？")
    with window(house.people["third"]) as colleague:
        expect(waiting(colleague)).to_have_count(1)
        step(colleague, case, "give-opinion")
        colleague.send(text="不含，可以公开。")
        colleague.picture("request-opinions")


def goes_away(window: Any, house: House, absent: Any, other: Any) -> None:
    """The administrator sets the stand-in."""
    today = timezone.localdate()
    with window(house.people["administrator"]) as administrator:
        change(
            administrator,
            house.organ,
            "deputies/set/",
            absent_person=str(absent.pk),
            deputy=str(other.pk),
            since=today.isoformat(),
            until=(today + dt.timedelta(days=9)).isoformat(),
            reason="学习",
        )


def hands_over(window: Any, house: House, absent: Any, other: Any) -> None:
    """The registrar hands everything over, from the list."""
    with window(house.people["registrar"]) as registrar:
        registrar.go(reverse("cases_list"))
        registrar.follow(f"main a[href='{reverse('cases_hand_over')}']")
        registrar.picture("requests-hand-over")
        registrar.refused(422)
        registrar.send(before=str(absent.pk), handler=str(other.pk), reason="长期外派")


def test_a_letter_that_comes_back_is_sent_once_more_and_the_request_archived(window: Any, world: World) -> None:
    house = world.bureau
    name_the_internet_way(house)
    case = opened(house, delivery="post", address="青石县城关镇解放路1号")
    today = str(case.received_on)
    taken(house, "handler", case, "answer", item="1", answer="disclosed", text="合格率为98.5%。")
    taken(house, "handler", case, "submit")
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        taken(house, role, case, "sign", note="")
    taken(house, "registrar", case, "serve", way="post", on=today, mail_number="XA123")
    with window(house.people["registrar"]) as registrar:
        registrar.go(reverse("cases_to_archive"))
        registrar.picture("requests-to-archive")
        step(registrar, case, "delivery-returned")
        registrar.send(reason="原址查无此人")
        registrar.go(reverse("cases_deliveries") + "?standing=returned")
        registrar.picture("requests-deliveries")
        registrar.follow("main table a[href*='/steps/send-again/']")
        registrar.refused(422)
        registrar.send(mail_number="XA124")
        step(registrar, case, "delivery-signed")
        registrar.send()
        registrar.picture("request-deliveries")
        step(registrar, case, "archive")
        registrar.refused(422)
        registrar.send(number="2026-XXGK-001")
        registrar.picture("request-archived")
    with window(house.people["office_head"]) as head:
        step(head, case, "correct-record")
        head.send(entry="1", wrong="误", right="正", reason="录入时看错")
        expect(head.page.locator("main")).to_contain_text("录入时看错")
    assert Case.objects.get(pk=case.pk).archived_on is not None
    assert list(CaseService.objects.order_by("number").values_list("standing", flat=True)) == ["repeated", "signed"]
    call_command("cases", "verify")
