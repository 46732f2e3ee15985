"""Requests that are joined (Reg. 36(6), reading): the handler joins the later one to the first that is pending, one letter answers both."""

from typing import Any

from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from browser_parts import IN_A_BROWSER, PHONE
from cases.walk_through import name_the_internet_way, send, take
from gongkai.cases.models import Case
from platform_parts import House, World

pytestmark = IN_A_BROWSER

AGAIN = "２０２５年 青石县电梯检验合格率，及不合格名单。"


def confirmed(house: House, **changed: str) -> tuple[Case, str]:
    """A request whose receipt is confirmed, and its query code."""
    _answer, number, code = send(house, **changed)
    case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    case.refresh_from_db()
    return case, code


def test_a_second_request_for_the_same_is_joined_to_the_first_separated_joined_again_and_answered_with_it(window: Any, world: World) -> None:
    house = world.bureau
    name_the_internet_way(house)
    (first, _code), (later, code) = confirmed(house), confirmed(house, item=AGAIN)
    with window(house.people["handler"]) as handler:
        handler.go(later.get_absolute_url())
        handler.follow(f"main a[href^='{reverse('cases_step', args=[later.key, 'join'])}']")
        expect(handler.page.locator("[name=to]")).to_have_value(first.number)
        handler.picture("join-form")
        handler.refused(422, to="无此号", reason="申请人与所申请信息均相同。")
        handler.picture("join-refused")
        handler.send(to=first.number)
        expect(handler.page.locator("main")).to_contain_text(first.number)
        handler.picture("join-later")
        handler.follow(f"main a[href='{reverse('cases_step', args=[later.key, 'separate'])}']")
        handler.send(reason="申请人要求分别答复。")
        handler.go(reverse("cases_step", args=[later.key, "join"]))
        handler.send(to=first.number, reason="申请人同意合并答复。")
        handler.go(first.get_absolute_url())
        expect(handler.page.locator("#joined ~ ul a").first).to_have_text(later.number)
        handler.picture("join-first")
    waits(window, later, code, first)
    take(house, "handler", first, "answer", item="1", answer="disclosed", text="合格率为百分之九十八点五，名单见附件。")
    with window(house.people["handler"]) as handler:
        handler.go(reverse("cases_step", args=[first.key, "submit"]))
        expect(handler.page.locator(".cases-letter")).to_contain_text(later.number)
        handler.picture("join-letter")
        handler.send()
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        take(house, role, first, "sign", note="")
    take(house, "registrar", first, "serve", way="electronic", on=str(first.received_on), mail_number="")
    for case in (first, later):
        case.refresh_from_db()
        assert (case.stage, case.row) == ("closed", "granted")
    answered(window, house, later, code)
    call_command("cases", "verify")


def waits(window: Any, later: Case, code: str, first: Case) -> None:
    """The applicant reads, on a phone without scripts, that one answer is given to both, and by when."""
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_status"))
        citizen.press("main form button", number=later.number, code=code)
        expect(citizen.page.locator("main .note").first).to_contain_text(first.number)
        expect(citizen.page.locator("main .note").first).to_contain_text(str(later.due_on))
        citizen.picture("join-status")


def answered(window: Any, house: House, later: Case, code: str) -> None:
    """Both the office and the applicant find the one letter with the later request, too."""
    with window(house.people["handler"]) as handler:
        handler.go(later.get_absolute_url())
        expect(handler.page.locator(f"main a[href^='/staff/requests/{later.key}/'][href*='pdf']")).to_have_count(1)
        handler.picture("join-answered")
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_status"))
        citizen.press("main form button", number=later.number, code=code)
        expect(citizen.page.locator("main")).to_contain_text("一并答复")
        citizen.picture("join-status-answered")
