"""Several items in a browser: three with three outcomes in one row of the annual form; “does not exist” waits for its search record."""

from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from browser_parts import IN_A_BROWSER, PHONE, Visit
from cases.walk_through import ASKED, name_the_internet_way, send, take
from gongkai.cases.models import Case
from platform_parts import House, World

pytestmark = IN_A_BROWSER

CHAIN = ("legal_reviewer", "secrecy_reviewer", "office_head")
CHOOSES = "main form[method=get] button[type=submit]"
SENDS = "main form button[type=submit]:not([name])"
MORE = "main form button[name=more]"
ITEMS = ("2025年青石县电梯检验合格率", "青石县居民身份证办理数量", "2025年本局内部值班安排")


def test_three_items_with_three_outcomes_are_answered_in_one_letter_and_stand_in_one_row(window: Any, world: World) -> None:
    house = world.bureau
    name_the_internet_way(house)
    number, code = asks_for_three(window, house)
    case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    with window(house.people["handler"]) as handler:
        handler.go(case.get_absolute_url())
        answer(handler, "1", "disclosed", text="合格率为百分之九十八点五。")
        assert handler.page.locator("main a[href$='/steps/submit/']").count() == 0  # two are left
        answer(handler, "2", "not_this_organ", text="身份证由公安机关办理。", organ="青石县公安局", contact="0556-5550110")
        answer(handler, "3", "internal_affairs", text="值班安排属于内部工作流程。")
        handler.picture("items-answered")
        handler.follow("main a[href$='/steps/submit/']")
        handler.picture("items-submit")
        handler.send()
    for role in CHAIN:
        take(house, role, case, "sign", note="")
    take(house, "registrar", case, "serve", way="electronic", on=str(timezone.localdate()), mail_number="")
    case.refresh_from_db()
    assert (case.stage, case.row) == ("closed", "partly_granted")
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_status"))
        citizen.send(number=number, code=code)
        for text in ("（一）关于", "（二）关于", "（三）关于", "青石县公安局", "0556-5550110"):
            expect(citizen.page.locator("main")).to_contain_text(text)
        citizen.picture("items-read")
    with window(house.people["handler"]) as handler:
        handler.go(case.get_absolute_url())
        expect(handler.page.locator("main")).to_contain_text("部分公开")
        handler.picture("items-row-with-its-reason")
    call_command("cases", "verify")


def asks_for_three(window: Any, house: House) -> tuple[str, str]:
    """The form grows by a plain button; number and query code."""
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_new", args=[house.organ.code]))
        citizen.press(MORE, item=ITEMS[0], **{name: ASKED[name] for name in ("kind", "name", "document", "number", "phone", "wish", "delivery")})
        citizen.press(MORE, item_2=ITEMS[1])
        citizen.picture("items-form")
        citizen.press(SENDS, item_3=ITEMS[2])
        return citizen.page.locator("#number").inner_text(), citizen.page.locator("#code").inner_text()


def answer(handler: Visit, item: str, kind: str, **fields: str) -> None:
    """From the case's page: choose the item and the kind of answer, then say what it asks for."""
    handler.follow("main a[href$='/steps/answer/']")
    handler.press(CHOOSES, item=item, answer=kind)
    handler.send(**fields)


def test_does_not_exist_is_not_submitted_before_divisions_and_archive_were_searched(window: Any, world: World) -> None:
    house = world.bureau
    name_the_internet_way(house)
    house.organ.divisions.create(name="特种设备科")
    _answer, number, code = send(house, item=ITEMS[0])
    case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    with window(house.people["handler"]) as handler:
        handler.go(case.get_absolute_url())
        handler.follow("main a[href$='/steps/answer/']")
        handler.press(CHOOSES, answer="does_not_exist")
        handler.send()
        refused_to_submit(handler, case, "检索")
        handler.picture("not-exist-without-search")
        search(handler, case, archive=False)
        refused_to_submit(handler, case, "档案")
        search(handler, case, archive=True)
        handler.picture("not-exist-searched")
        handler.follow("main a[href$='/steps/submit/']")
        expect(handler.page.locator(".cases-letter")).to_contain_text("没有检索到")
        handler.picture("not-exist-letter")
        handler.send()
    for role in CHAIN:
        take(house, role, case, "sign", note="")
    take(house, "registrar", case, "serve", way="electronic", on=str(timezone.localdate()), mail_number="")
    case.refresh_from_db()
    assert (case.stage, case.row) == ("closed", "unavailable.not_held")
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_status"))
        citizen.send(number=number, code=code)
        for text in ("该政府信息不存在", "特种设备科", "档案", "电梯 检验"):
            expect(citizen.page.locator("main")).to_contain_text(text)
        citizen.picture("not-exist-read")
    call_command("cases", "verify")


def refused_to_submit(handler: Visit, case: Case, because: str) -> None:
    """The step is offered, and says what is missing."""
    handler.go(reverse("cases_step", args=[case.key, "submit"]))
    handler.refused(422)
    expect(handler.page.locator("main [role=alert]")).to_contain_text(because)
    assert Case.objects.get(pk=case.pk).stage == "open"


def search(handler: Visit, case: Case, *, archive: bool) -> None:
    """A search record of all divisions, first one without its result."""
    handler.go(reverse("cases_step", args=[case.key, "search"]))
    handler.page.locator("main [name=archive]").set_checked(archive)
    handler.refused(422, who="办公室科员", words="电梯 检验")
    handler.send(result="没有检索到")
    expect(handler.page.locator(".cases-item table")).to_contain_text("没有检索到")
