"""A repeat (Reg. 36(6)): the handler finds the earlier answer beside the request, compares both, answers, and the applicant reads why."""

from typing import Any

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from browser_parts import IN_A_BROWSER, PHONE
from cases.walk_through import answered, send, take
from gongkai.cases import store
from gongkai.cases.models import Case
from platform_parts import House, World

pytestmark = IN_A_BROWSER

CHOOSES = "main form[method=get] button[type=submit]"
AGAIN = "２０２５年 青石县电梯检验合格率，及不合格名单。"


def test_the_same_request_again_is_answered_as_a_repeat_of_the_answer_on_record(window: Any, world: World) -> None:
    house = world.bureau
    first = answered(house)
    send(house, number="E87654321", phone="0556-5559999", name="王五")  # somebody else, so that several ask
    _answer, number, code = send(house, item=AGAIN)
    case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    letter = store.state_of(first).letter
    assert letter is not None
    with window(house.people["handler"]) as handler:
        handler.go(case.get_absolute_url())
        expect(handler.page.locator("table[aria-labelledby=help-earlier] tbody tr")).to_have_count(1)
        handler.picture("repeat-help")
        handler.follow(f"main a[href='{reverse('cases_compare', args=[case.key, first.key])}']")
        expect(handler.page.locator(".cases-pair").first).to_contain_text(AGAIN)
        handler.picture("repeat-side-by-side")
        handler.go(reverse("cases_step", args=[case.key, "answer"]))
        handler.press(CHOOSES, answer="repeated")
        expect(handler.page.locator("[name=earlier]")).to_have_value(letter.number)
        handler.picture("repeat-answer")
        handler.refused(422, earlier="无此号")
        handler.send(earlier=letter.number)
        handler.follow("main a[href$='/steps/propose/']")
        handler.send(origin="several", why="多人申请同一名单。")
        handler.picture("repeat-case")
    examined(window, house)
    for role, step in (("handler", "submit"), ("legal_reviewer", "sign"), ("secrecy_reviewer", "sign"), ("office_head", "sign")):
        take(house, role, case, step, note="")
    case.refresh_from_db()
    take(house, "registrar", case, "serve", way="electronic", on=str(case.received_on), mail_number="")
    case.refresh_from_db()
    assert (case.stage, case.row) == ("closed", "rejected.repeated")
    shown = Client().post(reverse("requests_status"), {"number": number, "code": code}).content.decode()
    assert letter.number in shown
    assert "不予重复处理" in shown
    call_command("cases", "verify")


def examined(window: Any, house: House) -> None:
    """The head of the office examines what was put forward."""
    with window(house.people["office_head"]) as head:
        head.go(reverse("cases_proposals"))
        head.picture("proposals")
        head.follow("main table tbody th a")
        head.refused(422)
        head.picture("proposal")
        head.send(result="accepted", reason="关注度高，列入主动公开目录。")
        expect(head.page.locator("main")).to_contain_text("列入主动公开目录")


def test_anybody_calculates_the_days_of_a_request_on_a_phone_without_scripts(window: Any, world: World) -> None:
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go("/")
        citizen.follow(f"main a[href='{reverse('deadlines')}']")
        citizen.picture("calculator-form")
        citizen.press("main form button", 422, channel="fax", arrived="2024-03-04", confirmed="2024-03-01")
        expect(citizen.page.locator(".errorlist")).to_have_count(1)
        citizen.press("main form button", channel="fax", arrived="2024-03-01", confirmed="2024-03-04")
        expect(citizen.page.locator("main")).to_contain_text("2024-04-01")
        citizen.picture("calculator")
    with window() as reader:
        reader.go(
            f"{reverse('deadlines')}?channel=in_person&arrived=2024-03-04&extension_days=20&extension_told=2024-03-20&organ={world.bureau.organ.code}"
        )
        expect(reader.page.locator("main")).to_contain_text("2024-04-29")
        reader.picture("calculator-extended")
