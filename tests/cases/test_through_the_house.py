"""A request from the public form to its answer, as each of the people who deal with it."""

import io

import docx
import pdfplumber
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from audit.altering import behind_the_triggers
from cases.walk_through import ASKED, answered, name_the_internet_way, send, take
from gongkai.audit.models import AuditRow
from gongkai.cases import store
from gongkai.cases.letters.letter import loaded
from gongkai.cases.models import Case, CaseEvent, Counter
from gongkai.cases.triggers import GUARDS
from gongkai.organs.actions.basis import file_store
from gongkai.persons.models import Person
from platform_parts import World, as_person


def test_a_request_goes_from_the_form_to_the_answer(world: World) -> None:
    house, browser = world.bureau, Client()
    name_the_internet_way(house)
    answer, number, code = send(house, browser)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    case = Case.objects.get(organ=house.organ)
    assert case.number == number
    assert (case.stage, case.due_on) == ("arrived", None)
    assert take(house, "handler", case, "confirm", how="x").status_code == 403
    assert take(house, "registrar", case, "confirm", how="电话确认").status_code == 302
    case.refresh_from_db()
    assert case.stage == "open"
    assert case.due_on is not None
    assert take(house, "handler", case, "answer", item="1", answer="disclosed", text="合格率98.5%。").status_code == 302
    assert take(house, "handler", case, "submit").status_code == 302
    assert take(house, "office_head", case, "sign", note="").status_code == 403  # the legal reviewer is first
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        assert take(house, role, case, "sign", note="").status_code == 302
    case.refresh_from_db()
    assert case.stage == "signed"
    assert take(house, "registrar", case, "serve", way="electronic", on=str(case.received_on)).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.row, case.column, case.late_days) == ("closed", "granted", "natural_person", 0)
    shown = browser.post(reverse("requests_status"), {"number": number, "code": code.replace(" ", "-")})
    assert "合格率98.5%。" in shown.content.decode()
    pdf = browser.post(reverse("requests_letter"), {"number": number, "code": code, "as": "pdf"})
    assert pdf.content.startswith(b"%PDF")
    call_command("cases", "verify")


def test_docx_and_pdf_say_what_the_letter_says(world: World) -> None:
    case = answered(world.bureau)
    made = store.state_of(case).letter
    assert made is not None
    letter = loaded(file_store().read(made.data))
    assert ASKED["name"] in letter.addressee
    assert "青石县人民政府" in letter.remedies
    word = [line.text.strip() for line in docx.Document(io.BytesIO(file_store().read(made.docx))).paragraphs if line.text.strip()]
    assert word == list(letter.lines)
    with pdfplumber.open(io.BytesIO(file_store().read(made.pdf))) as pages:
        printed = "".join(page.extract_text() for page in pages.pages)
    assert "".join(printed.split()).replace("—1—", "") == "".join("".join(letter.lines).split())


def test_the_same_form_sent_twice_is_one_request(world: World) -> None:
    form = "7d0b6a8e-2d43-4f5e-9a3f-1f6f3a6f2f10"
    first, second = send(world.bureau, form=form), send(world.bureau, form=form)
    assert first[1:] == second[1:]
    assert Case.objects.count() == Person.objects.count() == 1


def test_what_is_missing_is_said_at_its_field_and_nothing_is_kept(world: World) -> None:
    answer, number, _code = send(world.bureau, item=" ", phone="", delivery="post")
    page = answer.content.decode()
    assert (answer.status_code, number) == (422, "")
    assert "errorlist" in page
    assert not Case.objects.exists()
    assert not Person.objects.exists()
    assert not Counter.objects.filter(last__gt=0).exists()


def test_a_wrong_code_opens_nothing(world: World) -> None:
    _answer, number, code = send(world.bureau)
    wrong = ("1" if code[0] != "1" else "2") + code[1:]
    for fields in ({"number": number, "code": wrong}, {"number": number + "1", "code": code}, {"number": number, "code": ""}):
        assert Client().post(reverse("requests_status"), fields).status_code == 422
        assert Client().post(reverse("requests_letter"), fields).status_code == 422


def test_the_draft_goes_back_with_a_reason_and_comes_again(world: World) -> None:
    house = world.bureau
    _answer, number, _code = send(house)
    case = Case.objects.get(number=number)
    take(house, "registrar", case, "confirm", how="电话")
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="甲")
    take(house, "handler", case, "submit")
    assert take(house, "legal_reviewer", case, "return", reason=" ").status_code == 422
    assert take(house, "legal_reviewer", case, "return", reason="说明不清").status_code == 302
    case.refresh_from_db()
    assert case.stage == "open"
    page = as_person(house.people["handler"]).get(case.get_absolute_url()).content.decode()
    assert "说明不清" in page


def test_nobody_of_another_organ_sees_or_moves_it(world: World) -> None:
    _answer, number, _code = send(world.bureau)
    case = Case.objects.get(number=number)
    for role in ("registrar", "handler", "office_head"):
        browser = as_person(world.stranger.people[role])
        assert browser.get(case.get_absolute_url()).status_code == 404
        assert browser.post(reverse("cases_step", args=[case.key, "confirm"]), {"how": "x"}).status_code == 404
        assert number not in browser.get(reverse("cases_list")).content.decode()


def test_verify_finds_a_row_that_was_changed_and_an_event_that_is_gone(world: World) -> None:
    case = answered(world.bureau)
    Case.objects.filter(pk=case.pk).update(row="refused.enforcement_file")
    with pytest.raises(CommandError):
        call_command("cases", "verify")
    Case.objects.filter(pk=case.pk).update(row="granted")
    call_command("cases", "verify")
    with behind_the_triggers(GUARDS):
        CaseEvent.objects.filter(case=case, position=2).delete()
    with pytest.raises(CommandError):
        call_command("cases", "verify")


def test_personal_data_stand_in_no_event_and_no_audit_row(world: World) -> None:
    answered(world.bureau)
    held = " ".join(map(str, [*CaseEvent.objects.values_list("data", flat=True), *AuditRow.objects.values_list("detail", flat=True)]))
    for secret in (ASKED["name"], ASKED["number"], ASKED["phone"]):
        assert secret not in held
