"""The office's day: the list is searched, narrowed, assigned and written out; the weekly sheet; the form of a day and of a month; a fee."""

from typing import Any

from playwright.sync_api import expect

from browser.steps import waiting
from browser_parts import IN_A_BROWSER, Visit
from cases.test_assigning import opened
from cases.test_bulk import BY, DAY, whole_life
from cases.walk_through import send, take
from gongkai.cases import bulk
from gongkai.cases.models import Case
from gongkai.reports.snapshots import take as keep_month
from person_parts import register
from platform_parts import House, World

pytestmark = IN_A_BROWSER

LOOK = "main form[role=search] .cases-words button"


def two_open_and_one_of_last_year(house: House) -> list[Case]:
    """Two open requests, one closed in March 2025, whose month's end was kept."""
    bulk.append_many([bulk.NewCase(case=Case(organ=house.organ), events=whole_life("2025-1", str(register(house.organ).pk)))], BY)
    assert keep_month(house.organ, DAY("2025-03-31")) is not None
    return [opened(house), opened(house)]


def test_the_list_the_weekly_sheet_and_the_month(window: Any, world: World) -> None:
    house = world.bureau
    first, second = two_open_and_one_of_last_year(house)
    with window(house.people["office_head"]) as person:
        person.go("/staff/requests/")
        expect(person.page.locator("main tbody tr")).to_have_count(3)
        person.press(LOOK, q=first.number)
        expect(person.page.locator("main tbody tr")).to_have_count(1)
        person.picture("requests-searched")
        person.press(LOOK, q="“没有这样的”' OR 1=1")
        expect(person.page.locator("main")).not_to_contain_text(first.number)
        assigned(person, house, (first, second))
        person.go("/staff/requests/weekly/")
        expect(person.page.locator("main")).to_contain_text(house.division.name)
        person.picture("requests-weekly")
        person.go(f"/staff/reports/at/{house.organ.code}/2025/?day=2025-03-31")
        person.picture("report-of-a-day")
        person.go(f"/staff/reports/at/{house.organ.code}/2025/snapshots/")
        person.picture("report-months")
        person.go(f"/staff/reports/at/{house.organ.code}/2025/snapshots/3/")
        person.picture("report-month")


def assigned(person: Visit, house: House, cases: tuple[Case, ...]) -> None:
    """Both are ticked and given to the handler at once; the list narrows to that handler, and is written out."""
    handler = str(house.people["handler"].pk)
    person.go("/staff/requests/?stage=open")
    for case in cases:
        person.page.locator(f"main input[name=case][value='{case.key}']").check()
    person.page.locator("#assign_handler").select_option(handler)
    person.follow("main fieldset.cases-batch button")
    person.go(f"/staff/requests/?handler={handler}")
    expect(person.page.locator("main tbody tr")).to_have_count(2)
    person.picture("requests-of-a-handler")
    with person.page.expect_download() as written:
        person.page.locator("main form[action*='/export/'] button").click()
    assert written.value.suggested_filename.endswith(".xlsx")


def test_a_fee_is_charged_served_and_paid(window: Any, world: World) -> None:
    house = world.bureau
    _answer, number, code = send(house)
    case = Case.objects.get(number=number)
    take(house, "registrar", case, "confirm", how="电话")
    with window(house.people["office_head"]) as head:
        head.go(f"{case.get_absolute_url()}steps/charge/")
        head.refused(422, basis="pieces", count="3", reason="申请件数明显过多", payment="办公室窗口")
        head.send(basis="pieces", count="17")
        head.picture("request-charged")
    with window(house.people["registrar"]) as registrar:
        expect(waiting(registrar)).to_have_count(1)
        registrar.go(f"{case.get_absolute_url()}steps/serve-fee/")
        registrar.send(way="electronic")
        expect(registrar.page.locator("main")).to_contain_text("登记缴费")
    with window(width=360, scripts=False) as applicant:
        applicant.go("/requests/status/")
        applicant.send(number=number, code=code)
        expect(applicant.page.locator("main")).to_contain_text("700元")
        applicant.picture("request-fee-notice")
    with window(house.people["registrar"]) as registrar:
        registrar.go(f"{case.get_absolute_url()}steps/paid/")
        registrar.send(voucher="缴款书0001")
        expect(registrar.page.locator("main")).to_contain_text("缴款书0001")
        registrar.picture("request-paid")
