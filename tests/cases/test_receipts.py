"""The receipt: with number, query code, what was asked and the legal days; as a page and as a PDF, for everybody who asked by whatever way."""

import datetime as dt
import io
import re
from importlib import import_module
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.public_parts import COMPANY, file
from cases.test_correcting import Days, asked_to_correct, on_day
from cases.test_registering import register
from cases.walk_through import ASKED, send, take
from gongkai.audit.models import AuditRow
from gongkai.cases import codes, events
from gongkai.cases.events.base import KINDS, Lettered
from gongkai.cases.letters import receipt
from gongkai.cases.letters.to_applicant import GIVEN_BY, NOT_THEIRS, given
from gongkai.cases.models import Case
from platform_parts import World, as_person

__all__ = ["on_day"]


def words_of(pdf: bytes) -> str:
    with import_module("pypdfium2").PdfDocument(io.BytesIO(pdf)) as document:
        return re.sub(r"\s+", "", "".join(page.get_textpage().get_text_range() for page in document))


def own(number: str, code: str) -> Any:
    return Client().post(reverse("requests_receipt"), {"number": number, "code": code})


def flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_page_after_sending_has_number_code_what_was_asked_and_the_days(world: World, on_day: Days) -> None:
    on_day("2026-03-02")  # a Monday; one working day to confirm (reading)
    answer, number, code = send(world.bureau, attachment_files=[file()])
    page = answer.content.decode()
    for part in (number, code, ASKED["item"], "2026-03-02", "2026-03-03", "20"):
        assert part in page
    assert code not in answer.wsgi_request.get_full_path()


def test_the_receipt_is_a_pdf_with_the_same_and_its_address_tells_nothing(world: World, on_day: Days) -> None:
    on_day("2026-03-02")
    _answer, number, code = send(world.bureau, **COMPANY, item_2="2025年食品抽检结果", authority_file=file())
    got = own(number, code)
    assert (got.status_code, got["Content-Type"], got.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert got.wsgi_request.get_full_path() == "/requests/receipt/"
    assert "no-store" in got["Cache-Control"]
    words = words_of(got.content)
    for part in (
        "政府信息公开申请回执",
        number,
        code,
        COMPANY["name"],
        "1.2025年青石县电梯",
        "2.2025年食品抽检结果",
        "2026年3月3日前",
        "20个工作日",
        "1份",
    ):
        assert flat(part) in words, part
    assert own(number, "1" * 20).status_code == 422
    assert Client().get(reverse("requests_receipt")).status_code == 405


def test_confirmed_it_tells_the_day_of_receipt_and_the_due_day(world: World, on_day: Days) -> None:
    on_day("2026-03-02")
    _answer, number, code = send(world.bureau)
    case = Case.objects.get()
    on_day("2026-03-03")
    take(world.bureau, "registrar", case, "confirm", how="电话")
    words = words_of(own(number, code).content)
    # Received on Tuesday 3 March; 20 working days without 清明节 (Monday 6 April): 31 March.
    assert "收到申请之日：2026年3月3日" in words
    assert "不迟于2026年3月31日" in words


@pytest.mark.parametrize(("way", "said"), [("in_person", "当面提交"), ("signed_mail", "签收方式"), ("ordinary_mail", "双方确认"), ("fax", "传真")])
def test_who_came_otherwise_gets_it_from_the_registrar_with_a_code_that_opens(world: World, way: str, said: str) -> None:
    register(world.bureau, way=way)
    case = Case.objects.get()
    registrar = as_person(world.bureau.people["registrar"])
    address = reverse("cases_receipt", args=[case.key])
    assert address in registrar.get(case.get_absolute_url()).content.decode()
    got = registrar.post(address)
    assert got.content[:5] == b"%PDF-"
    words = words_of(got.content)
    assert said in words
    assert case.key_of_form is not None
    code = codes.code_of(case.key_of_form)
    assert flat(code) in words
    assert Client().post(reverse("requests_status"), {"number": case.number, "code": code}).status_code == 200
    row = AuditRow.objects.filter(verb="case.receipt").get()
    assert code not in row.detail


def test_the_code_of_the_public_form_is_its_senders_alone(world: World) -> None:
    send(world.bureau)
    case = Case.objects.get()
    registrar, address = as_person(world.bureau.people["registrar"]), reverse("cases_receipt", args=[case.key])
    assert address not in registrar.get(case.get_absolute_url()).content.decode()
    assert registrar.post(address).status_code == 302
    assert not AuditRow.objects.filter(verb="case.receipt").exists()


def test_only_registrars_of_the_organ_print_it(world: World) -> None:
    register(world.bureau)
    case = Case.objects.get()
    address = reverse("cases_receipt", args=[case.key])
    assert as_person(world.bureau.people["handler"]).post(address).status_code == 403
    assert as_person(world.stranger.people["registrar"]).post(address).status_code == 404
    assert as_person(world.bureau.people["registrar"]).get(address).status_code == 405


def test_what_came_without_a_code_says_so(world: World) -> None:
    register(world.bureau)
    Case.objects.update(key_of_form=None)
    case = Case.objects.get()
    registrar = as_person(world.bureau.people["registrar"])
    assert reverse("cases_receipt", args=[case.key]) not in registrar.get(case.get_absolute_url()).content.decode()
    assert registrar.post(reverse("cases_receipt", args=[case.key])).status_code == 302


def test_a_name_that_no_font_has_is_told_and_breaks_nothing(world: World) -> None:
    _answer, number, code = send(world.bureau, name="\ue001小明")
    answer = own(number, code)
    assert answer.status_code == 422
    assert "E001" in answer.content.decode()


def test_the_same_day_gives_the_same_bytes(world: World) -> None:
    send(world.bureau)
    case, day = Case.objects.get(), dt.date(2026, 3, 2)
    assert receipt.compose(case, "1", day).pdf() == receipt.compose(case, "1", day).pdf()


def test_every_letter_is_the_applicants_or_is_not() -> None:
    kinds = {kind for kind in KINDS.values() if issubclass(kind, Lettered)}
    assert kinds == GIVEN_BY.keys() | NOT_THEIRS
    assert not GIVEN_BY.keys() & NOT_THEIRS


def test_a_letter_is_the_applicants_once_it_was_given() -> None:
    day, kept = dt.date(2026, 3, 2), {"number": "1", "data": "", "docx": "", "pdf": ""}
    asked = events.CorrectionAsked(on=day, what="区域", days=10, **kept)
    sent = events.CorrectionNoticeSent(on=day, way="post", mail_number="XA1")
    assert given([asked]) == []
    (found,) = given([asked, sent])
    assert (found.position, found.letter, found.sent, found.way) == (1, asked, sent, "post")


def test_the_status_page_has_every_letter_that_was_given_as_a_file_and_what_happened(world: World, on_day: Days) -> None:
    case, code = asked_to_correct(world.bureau, on_day)
    fields = {"number": case.number, "code": code}
    page = Client().post(reverse("requests_status"), fields)
    (letter,) = page.context["letters"]
    assert any("写明所需名单的区域" in line for line in letter.lines)
    assert [one[0].isoformat() for one in page.context["lines"]] == ["2026-03-03", "2026-03-03", "2026-03-09"]
    got = Client().post(reverse("requests_letter"), {**fields, "letter": str(letter.position), "as": "pdf"})
    assert got.content[:5] == b"%PDF-"
    for wrong in ({"letter": "99"}, {}, {"letter": str(letter.position), "as": "data"}, {"letter": str(letter.position), "as": "sealed"}):
        assert Client().post(reverse("requests_letter"), {**fields, "as": "pdf", **wrong}).status_code == 404


def test_a_letter_that_was_not_given_yet_is_not_shown(world: World, on_day: Days) -> None:
    on_day("2026-03-03")
    _answer, number, code = send(world.bureau)
    case = Case.objects.get(number=number)
    take(world.bureau, "registrar", case, "confirm", how="电话")
    take(world.bureau, "handler", case, "ask-correction", what="写明区域。", days="15")
    page = Client().post(reverse("requests_status"), {"number": number, "code": code})
    assert page.context["letters"] == []
    assert "写明区域" not in page.content.decode()
