"""Requests from the province's platform come in by a workbook, once; and somebody complains, and reads what became of it."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from browser_parts import IN_A_BROWSER, PHONE
from cases.public_parts import PNG
from cases.test_importing import GOOD, book
from cases.test_importing_people import PEOPLE
from gongkai.cases.models import Case
from gongkai.registers.models import Entry
from platform_parts import House, World

pytestmark = IN_A_BROWSER

SENDS = "main form[method=post] button[type=submit]"
WRONG = {**GOOD, "外部编号": "AH-2", "收到日期": "三月二日"}
RIGHT = {**WRONG, "收到日期": "2026-03-02"}


def uploads(person: Any, folder: Path, name: str, *rows: dict[str, Any]) -> None:
    """A workbook with these rows is uploaded; the preview shows them."""
    path = folder / name
    path.write_bytes(book(*rows))
    person.go(reverse("cases_list"))
    person.follow(f"main a[href='{reverse('cases_import')}']")
    person.press(SENDS, source="省统一平台", file=str(path))


def test_a_workbook_is_corrected_imported_and_makes_nothing_twice(window: Any, world: World, tmp_path: Path) -> None:
    with window(world.bureau.people["registrar"]) as registrar:
        registrar.go(reverse("cases_import"))
        registrar.picture("import-upload")
        uploads(registrar, tmp_path, "first.xlsx", GOOD, WRONG)
        registrar.picture("import-wrong")
        expect(registrar.page.locator("main [role=alert]")).to_be_visible()
        expect(registrar.page.locator("main .cases-late")).to_contain_text("收到日期")
        expect(registrar.page.locator(SENDS)).to_have_count(0)
        uploads(registrar, tmp_path, "second.xlsx", GOOD, {**RIGHT, **PEOPLE})
        registrar.picture("import-good")
        expect(registrar.page.locator("main table")).to_contain_text("李**")
        registrar.follow(SENDS)
        expect(registrar.page.locator(".messages li").first).to_contain_text("2")
        first, second = Case.objects.order_by("foreign_number")
        for case in (first, second):
            expect(registrar.page.locator(f"main a[href='{case.get_absolute_url()}']")).to_contain_text(case.number)
        uploads(registrar, tmp_path, "third.xlsx", GOOD, RIGHT)
        registrar.picture("import-again")
        expect(registrar.page.locator(SENDS)).to_have_count(0)
        registrar.follow(f"main a[href='{first.get_absolute_url()}']")
        registrar.picture("import-case")
        expect(registrar.page.locator("main")).to_contain_text("AH-1")
        found_by_their_agent(registrar, second)
    assert Case.objects.count() == 2
    with window(world.bureau.people["administrator"]) as administrator:
        administrator.go(reverse("cases_import_tokens"))
        administrator.send(source="省统一平台")
        administrator.picture("import-tokens")
        administrator.follow("main table form button[type=submit]")
    call_command("cases", "verify")


def found_by_their_agent(registrar: Any, case: Case) -> None:
    """The request stands under the whole name of its agent, and the part is told."""
    registrar.go(reverse("cases_list"))
    registrar.press(f"form[action='{reverse('cases_by_person')}'] button", by_field="name", value="李律师")
    registrar.picture("import-of-person")
    expect(registrar.page.locator("main table")).to_contain_text(case.number)


def test_a_complaint_is_sent_from_a_phone_dealt_with_and_read(window: Any, world: World, tmp_path: Path) -> None:
    house = world.county  # the government's office supervises the work of its departments (Reg. 3, 47)
    proof = tmp_path / "proof.png"
    proof.write_bytes(PNG)
    number, code = complains(window, house, proof)
    entry = Entry.objects.get(number=number)
    with window(house.people["registrar"]) as registrar:
        registrar.go(entry.get_absolute_url())
        registrar.follow(f"main a[href='{reverse('registers_papers', args=[entry.key])}']")
        registrar.refused(422)
        registrar.picture("register-papers")
        registrar.send(what="proof", papers=str(proof))
        expect(registrar.page.locator("main a[href*='/files/2/']")).to_be_visible()
        expect(registrar.page.locator("main a[href*='/files/3/']")).to_be_visible()
    takes(window, house, "registrar", entry, "accept")
    takes(window, house, "office_head", entry, "decide", outcome="substantiated", text="已督促该局七日内答复并通报。")
    takes(window, house, "registrar", entry, "tell", way="phone")
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("registers_status"))
        citizen.send(number=number, code=code)
        citizen.picture("register-status")
        expect(citizen.page.locator("main")).to_contain_text("已督促该局七日内答复并通报。")
    with window(house.people["office_head"]) as head:
        head.go(reverse("registers_list"))
        head.picture("register-list")
        head.follow("main table a")
        head.picture("register-entry")
        head.go(reverse("registers_list"))
        head.follow("main a[href*='/figures/']")
        head.picture("register-figures")


def complains(window: Any, house: House, proof: Path) -> tuple[str, str]:
    """Somebody complains from a phone without JavaScript; number and query code."""
    with window(width=PHONE, scripts=False) as citizen:
        citizen.go(reverse("registers_send", args=["complaint", house.organ.code]))
        citizen.picture("register-send")
        citizen.refused(422, about="青石县市场监督管理局", attachment_files=str(proof))
        citizen.picture("register-send-again")
        citizen.press(
            "main form[method=post] p > button:not([name])",
            about="青石县市场监督管理局",
            text="申请已过法定期限，至今没有答复。",
            phone="0556-5550123",
        )
        citizen.picture("register-sent")
        return citizen.page.locator("#number").inner_text(), citizen.page.locator("#code").inner_text()


def takes(window: Any, house: House, role: str, entry: Entry, step: str, **fields: str) -> None:
    """Somebody opens what waits for them at home, and takes the step."""
    with window(house.people[role]) as person:
        person.go(reverse("staff_home"))
        person.follow(f"main table a[href='{entry.get_absolute_url()}']")
        person.follow(f"main a[href='{reverse('registers_step', args=[entry.key, step])}']")
        person.picture(f"register-{step}")
        person.send(**fields)
        expect(person.page.locator(".messages li").first).to_be_visible()
