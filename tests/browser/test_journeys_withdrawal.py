"""A withdrawal (撤回) in a browser: the applicant is asked once more and withdraws; the office has nothing left to do, the form counts it once."""

from typing import Any

from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from browser.steps import waiting
from browser_parts import IN_A_BROWSER, PHONE
from cases.walk_through import send, take
from gongkai.cases.models import Case
from platform_parts import World

pytestmark = IN_A_BROWSER


def test_an_applicant_withdraws_while_the_answer_is_being_signed(window: Any, world: World) -> None:
    house = world.bureau
    _answer, number, code = send(house)
    case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="合格率为百分之九十八点五。")
    take(house, "handler", case, "submit")
    withdraws = f"main button[formaction='{reverse('requests_withdraw')}']"
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_status"))
        citizen.send(number=number, code=code)
        citizen.follow(withdraws)
        citizen.picture("withdrawal-asked-once-more")
        citizen.follow(f"main button[formaction='{reverse('requests_status')}']")  # thought better of it
        assert Case.objects.get(pk=case.pk).stage == "signing"
        citizen.follow(withdraws)
        citizen.follow("main button[name=sure]")
        assert citizen.page.locator(withdraws).count() == 0
        citizen.picture("withdrawal-done")
    case.refresh_from_db()
    assert (case.stage, case.row, case.closed_on) == ("closed", "other.other", timezone.localdate())
    with window(house.people["legal_reviewer"]) as reviewer:
        assert waiting(reviewer).count() == 0
    year = timezone.localdate().year
    with window(house.people["office_head"]) as head:
        head.go(case.get_absolute_url())
        assert head.page.locator("main a[href$='/steps/serve/']").count() == 0
        head.picture("withdrawal-case")
        head.go(reverse("reports_form", args=[house.organ.code, year]))
        head.follow("main a[href*='applications.other.other.natural_person']")
        expect(head.page.locator(f"main a[href='{case.get_absolute_url()}']")).to_contain_text(number)
    call_command("cases", "verify")


def test_the_registrar_records_a_withdrawal_by_telephone(window: Any, world: World) -> None:
    house = world.bureau
    _answer, number, _code = send(house)
    case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    with window(house.people["registrar"]) as registrar:
        registrar.go(case.get_absolute_url())
        registrar.follow("main a[href$='/steps/withdraw/']")
        registrar.refused(422)
        registrar.picture("withdrawal-form")
        registrar.send(how="申请人来电撤回")
        expect(registrar.page.locator("main")).to_contain_text("申请人来电撤回")
    case.refresh_from_db()
    assert (case.stage, case.row) == ("closed", "other.other")
    call_command("cases", "verify")
