"""Third party AND extension across Spring Festival 2026, as the people who deal with it, on days worked out by hand.

Tuesday 20 January 2026 confirmed. Working days: 21 to 23 January are 3, 26 to 30 January 8, 2 to 6 February 13, 9 to 13 February 18, Saturday 14
February (worked for the holiday) 19, after Spring Festival (15 to 23 February) Tuesday 24 February 20.

The letter to the third party goes out on Monday 26 January, which is day 4, and is there on Wednesday 28 January: its 15 working days are 29 and
30 January (2), 2 to 6 February (7), 9 to 13 February (12), 14 February (13), 24 and 25 February (15). It objects on Thursday 12 February.
So days 5 and 6 are 13 and 14 February, 24 to 27 February 10, Saturday 28 February (worked for the holiday) 11, 2 to 6 March 16, 9 to 12 March 20.

The applicant is told of 20 working days more on Tuesday 10 March: 13 March is 1, 16 to 20 March 6, 23 to 27 March 11, 30 March to 3 April 16, after
Qingming (4 to 6 April) 7 to 10 April 20.
"""

import datetime as dt
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Locator, expect

from browser.steps import waiting
from browser.test_a_request import CHAIN, CHOOSES, asks, open_what_waits, signs, take
from browser_parts import IN_A_BROWSER, PHONE, Visit
from cases.public_parts import PNG
from cases.test_correcting import Days, on_day
from cases.walk_through import name_the_internet_way
from gongkai.audit.actors import Actor
from gongkai.cases import store
from gongkai.cases.letters.letter import loaded
from gongkai.cases.models import Case
from gongkai.organs.actions import SetSigningChain
from gongkai.organs.actions.basis import file_store
from platform_parts import LONG_AGO, House, World

__all__ = ["on_day"]  # the fixture

pytestmark = IN_A_BROWSER

SPRING = [dt.date(2026, 2, day) for day in range(15, 24)]
NAME = "青石电梯维保有限公司"
PAPER = {"name": "电梯公司意见.png", "mimeType": "image/png", "buffer": PNG}


def test_a_third_party_objects_the_period_is_extended_and_the_answer_goes_out_after_the_notice(window: Any, world: World, on_day: Days) -> None:
    house = world.bureau
    name_the_internet_way(house)
    SetSigningChain(organ=house.organ, document="answer", roles=CHAIN, since=LONG_AGO, reason="本局规定").by(Actor.command("test"))
    on_day("2026-01-20")
    number, code = asks(window, house)
    case = Case.objects.get(organ=house.organ, number=number)
    confirms(window, house, case)
    on_day("2026-01-26")
    is_asked(window, house, case)
    on_day("2026-01-28")
    has_the_letter(window, house, case)
    on_day("2026-02-12")
    stands_still(window, number, code)
    objects(window, house, case)
    on_day("2026-03-05")
    weighs_and_proposes_an_extension(window, house, case)
    on_day("2026-03-10")
    is_extended(window, house, case)
    on_day("2026-04-08")
    answers(window, house)
    for role in CHAIN:
        signs(window, house, role)
    on_day("2026-04-10")
    tells_then_serves(window, house, case)
    call_command("cases", "verify")


def due(case: Case, day: str | None) -> None:
    case.refresh_from_db()
    assert case.due_on == (dt.date.fromisoformat(day) if day else None)


def confirms(window: Any, house: House, case: Case) -> None:
    with window(house.people["registrar"]) as registrar:
        open_what_waits(registrar)
        take(registrar, "confirm")
        registrar.send(how="电话确认")
    due(case, "2026-02-24")


def at_case(person: Visit, case: Case) -> None:
    """To the case's page, and to the part about those who are asked."""
    person.go(case.get_absolute_url())
    expect(person.page.locator("#consultations")).to_be_visible()


def is_asked(window: Any, house: House, case: Case) -> None:
    with window(house.people["handler"]) as handler:
        at_case(handler, case)
        take(handler, "ask-third-party")
        handler.refused(422, what="2025年维保合同价格")
        handler.send(kind="business", name=NAME, phone="0556-5550177", address="青石县建设路8号")
        expect(handler.page.locator("main")).to_contain_text(NAME)
        handler.picture("third-party-asked")
    with window(house.people["registrar"]) as registrar:
        expect(waiting(registrar)).to_have_count(1)
        at_case(registrar, case)
        take(registrar, "send-consultation")
        registrar.refused(422, way="post")
        registrar.send(mail_number="XA123456789CN")
    due(case, None)


def has_the_letter(window: Any, house: House, case: Case) -> None:
    with window(house.people["registrar"]) as registrar:
        open_what_waits(registrar)
        take(registrar, "consultation-reached")
        registrar.send()
        expect(registrar.page.locator("main")).to_contain_text("2026-02-25")
        registrar.picture("third-party-has-the-letter")
    due(case, "2026-03-18")  # if it says nothing


def stands_still(window: Any, number: str, code: str) -> None:
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_status"))
        citizen.send(number=number, code=code)
        expect(citizen.page.locator("main .note")).to_contain_text("15")
        expect(citizen.page.locator("main")).not_to_contain_text(NAME)
        citizen.picture("third-party-status")


def objects(window: Any, house: House, case: Case) -> None:
    with window(house.people["registrar"]) as registrar:
        at_case(registrar, case)
        take(registrar, "consultation-answered")
        registrar.refused(422, response="objects", text="合同价格是商业秘密", scan={**PAPER, "buffer": b"MZ no paper"})
        registrar.send(scan=PAPER)
        registrar.picture("third-party-answer-filed")
        with registrar.page.expect_download() as saved:
            registrar.page.locator("main a[href$='/file/']").click()
        assert saved.value.path().read_bytes() == PNG
    due(case, "2026-03-12")


def line(person: Visit, day: str) -> Locator:
    """The line of a day in the table that explains the clock."""
    return person.page.locator("main details tbody tr").filter(has=person.page.locator("th", has_text=day))


def weighs_and_proposes_an_extension(window: Any, house: House, case: Case) -> None:
    with window(house.people["handler"]) as handler:
        expect(waiting(handler)).to_have_count(2)  # to answer, to weigh
        at_case(handler, case)
        handler.page.locator("main details summary").first.click()
        for day in [*map(str, SPRING), "2026-02-12"]:
            expect(line(handler, day)).to_contain_text("—")
        for day, number in (("2026-01-26", "4"), ("2026-02-13", "5"), ("2026-02-14", "6"), ("2026-02-28", "11")):
            expect(line(handler, day).locator("td").first).to_have_text(number)
        expect(handler.page.locator("main details tbody tr").last).to_contain_text("2026-03-12")
        handler.picture("third-party-days")
        take(handler, "weigh-third-party")
        handler.refused(422, response="objects_with_reason", decision="disclose", reason="不公开可能对公共安全造成重大影响")
        handler.send(content="2025年电梯维保合同价格")
        take(handler, "extend")
        handler.send(days="20", reason="需要向档案馆检索")


def is_extended(window: Any, house: House, case: Case) -> None:
    with window(house.people["office_head"]) as head:
        open_what_waits(head)
        take(head, "sign-extension")
        head.send(note="同意")
    with window(house.people["registrar"]) as registrar:
        open_what_waits(registrar)
        take(registrar, "serve-extension")
        registrar.send(way="electronic")
    due(case, "2026-04-10")


def answers(window: Any, house: House) -> None:
    with window(house.people["handler"]) as handler:
        open_what_waits(handler)
        take(handler, "answer")
        handler.press(CHOOSES, answer="disclosed")
        handler.send(text="2025年电梯维保合同价格见附件。")
        take(handler, "submit")
        handler.send()


def tells_then_serves(window: Any, house: House, case: Case) -> None:
    with window(house.people["registrar"]) as registrar:
        expect(waiting(registrar)).to_have_count(2)  # the notice to the third party, the answer
        registrar.go(case.get_absolute_url())
        take(registrar, "serve")
        registrar.refused(422, way="electronic")
        registrar.picture("third-party-serve-refused")
        at_case(registrar, case)
        told = store.state_of(case).consultations[0].notice
        assert told is not None
        remedies = loaded(file_store().read(told.data)).remedies
        assert "向青石县人民政府申请行政复议，也可以自收到本告知书之日起6个月内向青石县人民法院提起行政诉讼" in remedies
        take(registrar, "tell-third-party")
        registrar.send(way="post", mail_number="XA987654321CN")
        take(registrar, "serve")
        registrar.send(way="electronic")
        registrar.picture("third-party-closed")
    case.refresh_from_db()
    assert (case.stage, case.row, case.closed_on, case.late_days) == ("closed", "granted", dt.date(2026, 4, 10), 0)
