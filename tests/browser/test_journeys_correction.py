"""A correction (补正, Reg. 30) in a browser: made in time by the applicant, late with a good reason, never; on days worked out by hand (2026).

The request is confirmed on Tuesday 3 March, the notice goes out on Monday 9 March: the applicant has until Monday 30 March (15 working days).
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from browser.steps import waiting
from browser_parts import IN_A_BROWSER, PHONE
from cases.walk_through import send, take
from gongkai.cases.models import Case
from platform_parts import House, World

pytestmark = IN_A_BROWSER

Days = Callable[[str], None]
WHAT = "请写明所需名单的区域。"
CORRECTED = "2025年青石县城关镇电梯检验不合格名单"


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Days:
    """The site's today."""
    real = timezone.localdate

    def set_to(day: str) -> None:
        today = dt.date.fromisoformat(day)
        monkeypatch.setattr("django.utils.timezone.localdate", lambda value=None: today if value is None else real(value))

    return set_to


def asked(house: House, on_day: Days) -> tuple[Case, str]:
    """A request whose notice of correction reached the applicant on 9 March; the case and its query code."""
    on_day("2026-03-03")
    _answer, number, code = send(house)
    case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    on_day("2026-03-09")
    take(house, "handler", case, "ask-correction", what=WHAT, days="15")
    take(house, "registrar", case, "serve-correction", way="electronic", on="2026-03-09", mail_number="")
    case.refresh_from_db()
    assert case.waits_until == dt.date(2026, 3, 30)
    return case, code


def corrects() -> str:
    """The button by which an applicant sends the correction."""
    return f"main form[action='{reverse('requests_correct')}'] button[type=submit]:not([name])"


def test_the_office_asks_for_a_correction_and_the_applicant_makes_it_in_time(window: Any, world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    _answer, number, code = send(house)
    case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    on_day("2026-03-09")
    with window(house.people["handler"]) as handler:
        handler.go(case.get_absolute_url())
        handler.follow("main a[href$='/steps/ask-correction/']")
        handler.refused(422)
        handler.picture("correction-ask")
        handler.send(what=WHAT, days="15")
        assert handler.page.locator("main a[href$='/steps/ask-correction/']").count() == 0  # once, for everything
    with window(house.people["registrar"]) as registrar:
        expect(waiting(registrar)).to_have_count(1)
        registrar.follow(f"main table a[href='{case.get_absolute_url()}']")
        registrar.follow("main a[href$='/steps/serve-correction/']")
        registrar.send(way="electronic", on="2026-03-09")
        expect(registrar.page.locator("main")).to_contain_text("2026-03-30")
        registrar.picture("correction-waits")
        assert waiting(registrar).count() == 0
    on_day("2026-03-30")  # the last day is in time
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_status"))
        citizen.send(number=number, code=code)
        expect(citizen.page.locator("main")).to_contain_text(WHAT)
        citizen.picture("correction-asked-of-the-applicant")
        citizen.press(corrects(), 422, item_1=" ")
        citizen.press(corrects(), item_1=CORRECTED)
        expect(citizen.page.locator("main")).to_contain_text(CORRECTED)
    case.refresh_from_db()
    # Counted from 30 March: to 3 April 4, to 10 April 8 (the 6th is a holiday), to 17 April 13, to 24 April 18, 27 and 28 April.
    assert (case.stage, case.due_on) == ("open", dt.date(2026, 4, 28))
    with window(house.people["handler"], width=PHONE) as handler:
        expect(waiting(handler)).to_have_count(1)
        handler.go(case.get_absolute_url())
        expect(handler.page.locator("main")).to_contain_text("2026-04-28")
        handler.picture("correction-made")
    call_command("cases", "verify")


def test_a_correction_that_comes_late_is_taken_with_a_good_reason_only(window: Any, world: World, on_day: Days) -> None:
    house = world.bureau
    case, code = asked(house, on_day)
    on_day("2026-03-31")
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_status"))
        citizen.send(number=case.number, code=code)
        citizen.press(corrects(), 422, item_1=CORRECTED)
        expect(citizen.page.locator("main")).to_contain_text("2026-03-30")
        citizen.picture("correction-too-late")
    with window(house.people["registrar"]) as registrar:
        registrar.go(case.get_absolute_url())
        registrar.follow("main a[href$='/steps/corrected/']")
        registrar.refused(422, item_1=CORRECTED, on="2026-03-31")
        registrar.picture("correction-late-without-reason")
        registrar.send(excuse="住院治疗，有医院证明")
        expect(registrar.page.locator("main")).to_contain_text("2026-04-29")
    case.refresh_from_db()
    assert (case.stage, case.summary, case.due_on) == ("open", CORRECTED, dt.date(2026, 4, 29))
    call_command("cases", "verify")


def test_a_request_that_is_never_corrected_is_closed_from_the_day_after(window: Any, world: World, on_day: Days) -> None:
    house = world.bureau
    case, code = asked(house, on_day)
    on_day("2026-03-31")
    with window(house.people["handler"]) as handler:
        expect(waiting(handler)).to_have_count(1)
        handler.follow(f"main table a[href='{case.get_absolute_url()}']")
        handler.follow("main a[href$='/steps/close-uncorrected/']")
        handler.picture("correction-close")
        handler.send()
        expect(handler.page.locator("main")).to_contain_text("无正当理由逾期不补正")
        handler.picture("correction-never-made")
        assert waiting(handler).count() == 0
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("requests_status"))
        citizen.send(number=case.number, code=code)
        assert citizen.page.locator(f"main form[action='{reverse('requests_correct')}']").count() == 0
        citizen.picture("correction-closed-for-the-applicant")
    case.refresh_from_db()
    assert (case.stage, case.row, case.closed_on, case.late_days) == ("closed", "other.not_corrected", dt.date(2026, 3, 31), 0)
    call_command("cases", "verify")
