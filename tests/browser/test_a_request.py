"""One request through the whole house, as the people who deal with it, up to the public tables that count it."""

from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from browser.steps import waiting
from browser_parts import IN_A_BROWSER, PHONE, Visit
from cases.walk_through import ASKED, name_the_internet_way
from gongkai.audit.actors import Actor
from gongkai.cases import store
from gongkai.cases.models import Case
from gongkai.organs.actions import SetSigningChain
from gongkai.organs.actions.basis import file_store
from platform_parts import LONG_AGO, House, World

pytestmark = IN_A_BROWSER

CHAIN = ("secrecy_reviewer", "office_head")
SENDS = "main form button[type=submit]:not([name])"
CHOOSES = "main form[method=get] button[type=submit]"
SAID = "2025年电梯检验合格率为98.5%。"


def test_a_request_goes_from_the_citizens_form_to_the_published_tables(window: Any, world: World) -> None:
    bureau = world.bureau
    name_the_internet_way(bureau)
    SetSigningChain(organ=bureau.organ, document="answer", roles=CHAIN, since=LONG_AGO, reason="本局规定").by(Actor.command("test"))
    number, code = asks(window, bureau)
    case = Case.objects.get(organ=bureau.organ, number=number)
    confirms(window, bureau)
    answers(window, bureau)
    for role in CHAIN:
        signs(window, bureau, role)
    serves(window, bureau, case)
    reads(window, number, code, case)
    is_counted(window, bureau, case)
    call_command("cases", "verify")


def asks(window: Any, house: House) -> tuple[str, str]:
    """The citizen sends the form from a phone without JavaScript; number and query code."""
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_new", args=[house.organ.code]))
        citizen.picture("request-form")
        citizen.press(SENDS, 422, name=ASKED["name"])
        citizen.press(SENDS, **{name: ASKED[name] for name in ("kind", "name", "document", "number", "phone", "item", "wish", "delivery")})
        citizen.picture("request-sent")
        return citizen.page.locator("#number").inner_text(), citizen.page.locator("#code").inner_text()


def open_what_waits(person: Visit) -> None:
    """From the staff home to the request that waits there."""
    expect(waiting(person)).to_have_count(1)
    person.follow("main table a[href*='/staff/requests/']")


def take(person: Visit, step: str) -> None:
    """From the case's page to a step."""
    person.follow(f"main a[href$='/steps/{step}/']")
    person.picture(f"request-{step}")


def confirms(window: Any, house: House) -> None:
    with window(house.people["registrar"]) as registrar:
        open_what_waits(registrar)
        registrar.picture("request-arrived")
        take(registrar, "confirm")
        registrar.refused(422)
        registrar.send(how="电话确认")
        expect(registrar.page.locator("main")).to_contain_text("第31条")


def answers(window: Any, house: House) -> None:
    with window(house.people["handler"]) as handler:
        open_what_waits(handler)
        take(handler, "answer")
        handler.press(CHOOSES, answer="disclosed")
        handler.send(text=SAID)
        take(handler, "submit")
        handler.send()
        assert waiting(handler).count() == 0


def signs(window: Any, house: House, role: str) -> None:
    with window(house.people[role]) as person:
        open_what_waits(person)
        take(person, "sign")
        person.send(note="同意")
        assert waiting(person).count() == 0


def serves(window: Any, house: House, case: Case) -> None:
    with window(house.people["registrar"]) as registrar:
        open_what_waits(registrar)
        registrar.picture("request-signed")
        take(registrar, "seal")
        registrar.send(document={"name": "盖章件.pdf", "mimeType": "application/pdf", "buffer": sealed(case)})
        take(registrar, "serve")
        registrar.send(way="electronic")
        registrar.picture("request-closed")
        registrar.go(reverse("cases_list"))
        registrar.picture("requests")


def reads(window: Any, number: str, code: str, case: Case) -> None:
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_status"))
        citizen.refused(422, number=number, code="1" * 20)
        citizen.send(number=number, code=code)
        citizen.picture("request-status")
        expect(citizen.page.locator("main")).to_contain_text(SAID)
        with citizen.page.expect_download() as saved:
            citizen.page.locator("button[value=sealed]").click()
        assert saved.value.path().read_bytes() == sealed(case)


def is_counted(window: Any, house: House, case: Case) -> None:
    year = timezone.localdate().year
    with window(house.people["office_head"]) as head:
        head.go(reverse("reports_form", args=[house.organ.code, year]))
        head.picture("report-year-to-date")
        head.follow("main a[href*='applications.granted.natural_person']")
        head.picture("report-cell")
        expect(head.page.locator(f"main a[href='{case.get_absolute_url()}']")).to_contain_text(case.number)
    with window() as reader:
        reader.go(reverse("reports_public", args=[house.organ.code, year]))
        reader.picture("report-public")


def sealed(case: Case) -> Any:
    """What the office has sealed: here the letter as it was made."""
    letter = store.state_of(case).letter
    assert letter is not None
    return file_store().read(letter.pdf)
