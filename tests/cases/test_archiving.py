"""A closed request is archived (归档) with its contents page (卷内目录); then only the record is corrected (更正), with a reason."""

import datetime as dt
import io
import json

import docx
import pdfplumber
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cases.test_assigning import opened
from cases.test_correcting import Days, on_day
from cases.test_deliveries import errands, posted
from cases.walk_through import answered, send, take
from gongkai.audit.actors import Actor
from gongkai.cases import store
from gongkai.cases.actions.notes import WriteNote
from gongkai.cases.letters.contents import filed
from gongkai.cases.models import Case
from gongkai.organs.actions.basis import file_store
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture

REASON = {"wrong": "误记", "right": "以回执为准", "reason": "录入时看错日期"}


def archive(house: House, case: Case, **changed: str) -> int:
    """Archive it with the pages that the form proposes; the status of the answer."""
    pages = {f"pages_{at}": str(one.pages or one.usual) for at, one in enumerate(filed(store.state_of(case), store.events_of(case)), 1)}
    return int(take(house, "registrar", case, "archive", **{"number": "2026-XXGK-001", **pages, **changed}).status_code)


def test_an_answered_request_is_archived_when_the_arrival_of_every_letter_is_proven(world: World, on_day: Days) -> None:
    house = world.bureau
    case = posted(house, on_day)
    assert "Archive closed requests: 1" in errands(house)
    assert archive(house, case) == 403  # neither signed for nor returned
    browser = as_person(house.people["registrar"])
    with translation.override("en"):
        page = browser.get(reverse("cases_to_archive"), headers={"accept-language": "en"}).content.decode()
    assert case.number in page
    assert reverse("cases_step", args=[case.key, "archive"]) not in page
    on_day("2026-04-02")
    take(house, "registrar", case, "delivery-signed", service="1", on="2026-04-02")
    assert reverse("cases_step", args=[case.key, "archive"]) in browser.get(reverse("cases_to_archive")).content.decode()
    assert take(house, "handler", case, "archive", number="x").status_code == 403
    assert archive(house, case, number=" ") == 422
    assert archive(house, case, pages_1="0") == 422
    assert archive(house, case) == 302
    case.refresh_from_db()
    assert (case.archived_on, case.stage) == (dt.date(2026, 4, 2), "closed")
    assert not [one for one in errands(house) if "Archive" in one]
    assert take(house, "registrar", case, "archive").status_code == 403
    call_command("cases", "verify")


def test_the_contents_page_lists_every_document_with_number_day_and_pages(world: World, on_day: Days) -> None:
    case = posted(world.bureau, on_day)
    take(world.bureau, "registrar", case, "delivery-signed", service="1", on="2026-03-31")
    letter = store.state_of(case).letter
    assert letter is not None
    assert archive(world.bureau, case, pages_1="2") == 302
    made = store.state_of(case).archived
    assert made is not None
    held = json.loads(file_store().read(made.data))
    assert (held["number"], held["request"]) == ("2026-XXGK-001", case.number)
    assert held["rows"] == [
        [case.number, "政府信息公开申请", "2026年3月3日", 2],
        [letter.number, "政府信息公开申请答复书", "2026年3月30日", 1],
        ["", "邮寄送达凭证（XA123）", "2026年3月31日", 1],
    ]
    table = docx.Document(io.BytesIO(file_store().read(made.docx))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows][:2] == [
        ["序号", "文号", "题名", "日期", "页数"],
        ["1", case.number, "政府信息公开申请", "2026年3月3日", "2"],
    ]
    with pdfplumber.open(io.BytesIO(file_store().read(made.pdf))) as pages:
        printed = "".join("".join(page.extract_text() for page in pages.pages).split())
    for part in ("卷内目录", "2026-XXGK-001", letter.number, "本卷共3件，4页。"):
        assert part in printed
    page = as_person(world.bureau.people["head"]).get(case.get_absolute_url()).content.decode()
    assert reverse("cases_file", args=[case.key, case.events.count(), "pdf"]) in page


def test_after_the_archive_nothing_is_added_but_corrections(world: World, on_day: Days) -> None:
    house = world.bureau
    case = posted(house, on_day)
    take(house, "registrar", case, "delivery-signed", service="1", on="2026-03-31")
    archive(house, case)
    length = Case.objects.get(pk=case.pk).length
    for role, step, fields in (
        ("handler", "note", {"text": "x"}),
        ("registrar", "delivery-signed", {"service": "1", "on": "2026-03-31"}),
        ("registrar", "seal", {}),
    ):
        assert take(house, role, case, step, **fields).status_code == 403
    with pytest.raises(ValidationError):
        WriteNote(case=case, text="x").by(Actor.command("test"))
    assert Case.objects.get(pk=case.pk).length == length
    assert take(house, "office_head", case, "correct-record", entry="1", **REASON).status_code == 302
    page = as_person(house.people["registrar"]).get(case.get_absolute_url()).content.decode()
    assert "录入时看错日期" in page
    call_command("cases", "verify")


def test_a_withdrawn_request_needs_no_proof_of_service(world: World, on_day: Days) -> None:
    on_day("2026-03-03")
    case = opened(world.bureau)
    assert archive(world.bureau, case) == 403  # not closed
    take(world.bureau, "registrar", case, "withdraw", how="来函", on="2026-03-03")
    assert archive(world.bureau, case) == 302


@pytest.mark.parametrize("role", ["registrar", "handler", "head"])
def test_the_head_of_the_office_alone_has_the_record_corrected(world: World, role: str) -> None:
    case = opened(world.bureau)
    assert take(world.bureau, role, case, "correct-record", entry="1", **REASON).status_code == 403


def test_a_wrongly_recorded_day_is_put_right_and_the_wrong_entry_stays(world: World, on_day: Days) -> None:
    house = world.bureau
    case = posted(house, on_day)
    on_day("2026-04-10")
    served = next(row.position for row in case.events.all() if row.kind == "answer_served")
    right = {"entry": str(served), **REASON}
    assert take(house, "office_head", case, "correct-record", **right, happened="2026-04-11").status_code == 422  # lies ahead
    assert take(house, "office_head", case, "correct-record", **right, happened="2026-03-29").status_code == 422  # before the letter was made
    assert take(house, "office_head", case, "correct-record", **{**right, "reason": " "}, happened="2026-04-02").status_code == 422
    assert take(house, "office_head", case, "correct-record", **right, happened="2026-04-02").status_code == 302
    case.refresh_from_db()
    assert (case.closed_on, case.late_days) == (dt.date(2026, 4, 2), 2)  # due on 31 March: 1 and 2 April
    assert case.events.get(position=served).on == dt.date(2026, 3, 31)
    assert store.state_of(case).services[0].on == dt.date(2026, 4, 2)
    call_command("cases", "verify")


def test_days_on_which_later_entries_rest_are_not_changed(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    _answer, number, code = send(house)
    case = Case.objects.get(number=number)
    take(house, "registrar", case, "confirm", how="电话")
    on_day("2026-03-05")
    with translation.override("en"):
        refused = take(house, "office_head", case, "correct-record", entry="1", **REASON, happened="2026-03-02")
    assert refused.status_code == 422  # the arrival
    assert take(house, "office_head", case, "correct-record", entry="2", **REASON, happened="2026-03-04").status_code == 302  # the confirmation
    case.refresh_from_db()
    # Confirmed on Wednesday 4 March: due on Wednesday 1 April (20 working days).
    assert (case.received_on, case.due_on) == (dt.date(2026, 3, 4), dt.date(2026, 4, 1))
    shown = Client().post(reverse("requests_status"), {"number": number, "code": code}).content.decode()
    assert '<time datetime="2026-03-04">' in shown  # the applicant reads the day that is right
    closed = answered(house)
    assert closed.stage == "closed"
    assert take(house, "office_head", closed, "correct-record", entry="2", **REASON, happened="2026-03-05").status_code == 422
    call_command("cases", "verify")


def test_a_closing_does_not_move_to_another_year(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-01-05")
    case = opened(house)
    take(house, "registrar", case, "withdraw", how="来函", on="2026-01-05")
    answer = take(house, "office_head", case, "correct-record", entry="3", **REASON, happened="2025-12-31")
    assert answer.status_code == 422
    assert "2026" in answer.content.decode()
    case.refresh_from_db()
    assert case.closed_on == dt.date(2026, 1, 5)
