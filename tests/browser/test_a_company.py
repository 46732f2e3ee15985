"""A company asks from a phone, through a lawyer: a mistake is corrected, a receipt saved; who comes in person gets one, too."""

import io
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from browser_parts import IN_A_BROWSER, PHONE, Visit
from cases.public_parts import COMPANY, word
from gongkai.cases import guessing, store
from gongkai.cases.models import Case
from gongkai.portal.spaces import make_space
from place_parts import make_page
from platform_parts import House, World

pytestmark = IN_A_BROWSER

SENDS = "main form button[type=submit]:not([name])"
SHOWS = "main form[action$='/status/'] button[type=submit]"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize("scripts", [False, True], ids=["without JavaScript", "with"])
def test_a_company_asks_through_an_agent_and_keeps_its_receipt(window: Any, world: World, scripts: bool) -> None:  # noqa: FBT001  # a case's figure
    publish(world.bureau)
    with window(width=PHONE, scripts=scripts) as company:
        company.go(reverse("requests_new", args=[world.bureau.organ.code]))
        company.picture("company-form")
        mistypes(company)
        number, code = corrects(company)
        saves_the_receipt(company, number, code)
        company.follow("main button[formaction$='/status/']")
        company.picture("company-status")
        expect(company.page.locator("main")).to_contain_text(COMPANY["item"])
        guesses(company, number)
    case = Case.objects.get()
    assert [event.kind for event in store.events_of(case)] == ["request_arrived", "scan_filed"]


def publish(house: House) -> None:
    """A page that is likely what is asked for."""
    body = [{"type": "text", "value": "<p>电梯检验合格率、不合格名单</p>"}]
    make_page(make_space(house.organ), "2025年青石县电梯检验情况通报", body=body).save_revision().publish()


def mistypes(company: Visit) -> None:
    """The last character of the credit code is wrong: the page says what it should be, and keeps everything, the file too."""
    page = company.page
    page.locator("main summary").first.click()
    sent = {**COMPANY, "number": "91350100M000100Y44"}
    chosen = {name: sent[name] for name in ("kind", "name", "document", "number", "phone", "contact", "item", "wish", "delivery")}
    agent = {name: value for name, value in sent.items() if name.startswith("agent") or name == "authority"}
    authority = {"name": "委托书.docx", "mimeType": WORD, "buffer": word("授权委托书")}
    company.press(SENDS, 422, **chosen, **agent, authority_file=authority)
    company.picture("company-mistake")
    expect(page.locator("#id_number_error")).to_contain_text("3")
    expect(page.locator("main [role=alert] a")).to_have_attribute("href", "#id_number")
    expect(page.locator("#files ul li")).to_have_count(1)
    expect(page.locator("[name=agent_name]")).to_be_visible()


def corrects(company: Visit) -> tuple[str, str]:
    """The code is put right; what is published is offered, and is not what is wanted."""
    company.press(SENDS, number=COMPANY["number"])
    company.picture("company-likely")
    expect(company.page.locator("main ul a")).to_have_count(1)
    company.press("main button[name=back]")
    expect(company.page.locator("[name=number]")).to_have_value(COMPANY["number"])
    company.press(SENDS)
    company.press("main button[name=none]")
    company.picture("company-sent")
    return company.page.locator("#number").inner_text(), company.page.locator("#code").inner_text()


def saves_the_receipt(company: Visit, number: str, code: str) -> None:
    with company.page.expect_download() as saved:
        company.page.locator("main form[action$='/receipt/'] button").first.click()
    words = printed(saved.value.path())
    assert number in words
    assert "".join(code.split()) in words


def printed(path: Path) -> str:
    """The words of a PDF, without blanks."""
    with import_module("pypdfium2").PdfDocument(io.BytesIO(path.read_bytes())) as document:
        return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in document))


def guesses(company: Visit, number: str) -> None:
    """Wrong codes: the page says how long nothing is heard."""
    company.go(reverse("requests_status"))
    for _one in range(guessing.FREE + 1):
        company.press(SHOWS, 422, number=number, code="1" * 20)
    company.press(SHOWS, 429, number=number, code="1" * 20)
    company.picture("company-waits")
    expect(company.page.locator("main [role=alert]")).to_be_visible()


def test_who_comes_in_person_takes_a_receipt_along(window: Any, world: World) -> None:
    with window(world.bureau.people["registrar"]) as registrar:
        registrar.go(reverse("cases_new"))
        registrar.send(way="in_person", name="𠮷永红", item="2025年电梯检验合格率")
        registrar.picture("registered-receipt")
        with registrar.page.expect_download() as saved:
            registrar.page.locator("main form[action$='/receipt/'] button").click()
        assert "查询码" in printed(saved.value.path())
