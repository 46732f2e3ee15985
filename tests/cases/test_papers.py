"""Papers that come in later (往来材料): scanned with the step they belong to or after it, shown to staff only, kept in the archive."""

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cases.consultations import ARRIVED, asked, day, replied, sent
from cases.public_parts import PNG, file, word
from cases.test_archiving import archive
from cases.test_assigning import opened
from cases.test_charging import charged
from cases.test_consulting_steps import asked as asked_third_party
from cases.test_consulting_steps import opened as opened_in_january
from cases.test_consulting_steps import page, status
from cases.test_correcting import Days, asked_to_correct, on_day
from cases.test_deliveries import posted
from cases.walk_through import take
from gongkai.cases import events as e
from gongkai.cases import store
from gongkai.cases.events import PaperFiled
from gongkai.cases.ledger import StepError, fold, step
from gongkai.cases.letters.contents import filed
from gongkai.cases.models import Case, CaseFile
from gongkai.organs.actions.basis import file_store
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture

OPINION = e.PaperFiled(on=day("02-12"), file="f", what="opinion", ending="pdf", about=1)
WITHDRAWN = e.RequestWithdrawn(on=day("02-13"), how="来函", edition="2021", row="other.other", column="natural_person", due=None, calendar="v")


def papers(case: Case) -> list[PaperFiled]:
    return [event for event in store.events_of(case) if isinstance(event, PaperFiled)]


def told(case: Case) -> list[tuple[str, int, str, bool]]:
    return [(one.what, one.about, one.ending, one.waits) for one in papers(case)]


def address_of(case: Case, at: int = -1) -> str:
    """Where the paper is read."""
    position = [place for place, event in enumerate(store.events_of(case), 1) if isinstance(event, PaperFiled)][at]
    address: str = reverse("cases_file", args=[case.key, position, "file"])
    return address


def titles(case: Case) -> list[str]:
    """What the contents page would list."""
    return [one.title for one in filed(store.state_of(case), store.events_of(case))]


def test_a_paper_needs_the_step_it_belongs_to() -> None:
    waiting = [ARRIVED, asked(), sent(way="served")]
    for events, paper in (
        (waiting, OPINION),
        ([*waiting, replied()], e.PaperFiled(on=day("02-12"), file="f", what="opinion", ending="pdf", about=2)),
        ([*waiting, replied()], e.PaperFiled(on=day("02-12"), file="f", what="withdrawal", ending="pdf")),
        ([*waiting, replied()], e.PaperFiled(on=day("02-12"), file="f", what="letter", ending="pdf")),
        ([ARRIVED], e.PaperFiled(on=day("02-12"), file="f", what="delivery", ending="pdf", about=1)),
    ):
        with pytest.raises(StepError) as refused:
            fold([*events, paper])
        assert refused.value.message.text("en").startswith("Nothing is on record that this paper could belong to")
    assert fold([*waiting, replied(), OPINION]).unscanned == ()
    assert fold([*waiting, e.PaperFiled(on=day("02-12"), file="f", what="delivery", ending="pdf", about=1)]).stage == "open"


def test_it_moves_no_clock_binds_no_later_step_and_may_come_after_the_closing() -> None:
    case = fold(
        [ARRIVED, asked(), sent(way="served"), replied("02-10"), e.PaperFiled(on=day("02-12"), file="f", what="opinion", ending="pdf", about=1)]
    )
    assert case.last == day("02-10")
    closed = fold([ARRIVED, WITHDRAWN])
    assert step(closed, e.PaperFiled(on=day("03-12"), file="f", what="withdrawal", ending="pdf")).stage == "closed"


def test_a_paper_that_waits_for_the_scanner_keeps_the_request_out_of_the_archive() -> None:
    waits = e.PaperFiled(on=day("02-13"), file="f", what="withdrawal", ending="pdf", waits=True)
    case = fold([ARRIVED, WITHDRAWN, waits])
    assert case.unscanned == ("f",)
    stored = e.CaseArchived(on=day("02-16"), number="1", data="a", docx="b", pdf="c")
    with pytest.raises(StepError) as refused:
        step(case, stored)
    assert "wait for the virus scanner" in refused.value.message.msgid
    assert step(step(case, e.FileScanned(on=day("02-16"), scanned="f")), stored).archived is not None
    with pytest.raises(StepError):
        step(fold([ARRIVED, WITHDRAWN, stored]), waits)


def test_the_third_party_s_written_answer_is_kept_with_it_and_no_applicant_hears_of_it(world: World, on_day: Days) -> None:
    house = world.bureau
    case, code = asked_third_party(house, on_day, way="served")
    on_day("2026-02-12")
    said = {"consultation": "1", "response": "objects", "text": "价格是商业秘密", "on": "2026-02-12"}
    assert take(house, "registrar", case, "consultation-answered", **said, scan=file(PNG + b"our secret", "电梯公司意见.png")).status_code == 302
    assert told(case) == [("opinion", 1, "png", False)]
    assert address_of(case) in page(house, "handler", case)
    assert as_person(house.people["handler"]).get(address_of(case)).content == PNG + b"our secret"
    assert as_person(world.stranger.people["handler"]).get(address_of(case)).status_code == 404
    assert "电梯公司意见" not in str(store.events_of(case))  # its own name can be a person's
    shown = Client().post(reverse("requests_status"), {"number": case.number, "code": code})
    assert list(shown.context["files"]) == []
    assert "our secret" not in status(case, code)
    assert "第三方书面意见" in titles(case)
    call_command("cases", "verify")


def test_a_joint_maker_s_reply_is_another_paper_of_the_archive(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = opened_in_january(house, on_day)
    on_day("2026-01-26")
    take(house, "handler", case, "ask-organ", whom="joint_maker", organ="青石县住房和城乡建设局", items="1", what="联合检查通报")
    take(house, "registrar", case, "send-consultation", consultation="1", way="exchange", on="2026-01-26")
    said = {"consultation": "1", "response": "consents", "text": "同意", "on": "2026-01-26"}
    assert take(house, "registrar", case, "consultation-answered", **said, scan=file(word("同意公开"), "a.docx")).status_code == 302
    assert told(case) == [("opinion", 1, "docx", False)]
    assert "征求意见复函" in titles(case)


@pytest.mark.parametrize("data", [b"MZ" + bytes(100), b"", word("机密★10年"), PNG + bytes(20 << 20)])
def test_what_is_no_document_or_secret_or_too_large_is_refused_and_the_step_is_not_taken(world: World, on_day: Days, data: bytes) -> None:
    house = world.bureau
    case, _code = asked_third_party(house, on_day, way="served")
    before = Case.objects.get(pk=case.pk).length
    said = {"consultation": "1", "response": "objects", "text": "价格是商业秘密", "on": "2026-01-26"}
    refused = take(house, "registrar", case, "consultation-answered", **said, scan=file(data, "a.png"))
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["scan"])
    assert Case.objects.get(pk=case.pk).length == before
    assert not CaseFile.objects.filter(case=case, purpose="file").exists()


def test_correction_and_withdrawal_on_paper_are_kept_with_their_steps(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = asked_to_correct(house, on_day)
    fields = {"item_1": "青石县城关镇电梯不合格名单", "on": "2026-03-09"}
    assert take(house, "registrar", case, "corrected", **fields, scan=file(PNG + b"1")).status_code == 302
    assert take(house, "registrar", case, "withdraw", how="来函", on="2026-03-09", scan=file(PNG + b"2")).status_code == 302
    assert told(case) == [("correction", 0, "png", False), ("withdrawal", 0, "png", False)]
    assert titles(case)[-2:] == ["补正材料", "撤回申请书"]
    call_command("cases", "verify")


def test_reasons_on_paper_are_kept_with_their_step(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = opened_in_january(house, on_day)
    take(house, "handler", case, "ask-reasons", why="一月内提出四十件申请", until="2026-02-10")
    take(house, "registrar", case, "serve-reasons", way="electronic", on="2026-01-20")
    assert take(house, "registrar", case, "reasons-received", text="写论文需要", on="2026-01-20", scan=file()).status_code == 302
    assert told(case) == [("reasons", 0, "png", False)]


def test_the_voucher_of_a_payment_is_filed_once_it_is_paid(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = charged(house, on_day)
    assert take(house, "registrar", case, "file-paper", paper="payment-0", scan=file()).status_code == 403
    on_day("2026-04-01")
    assert take(house, "registrar", case, "paid", on="2026-04-01", voucher="缴款书0001").status_code == 302
    assert take(house, "registrar", case, "file-paper", paper="payment-0", scan=file()).status_code == 302
    assert told(case) == [("payment", 0, "png", False)]
    assert "缴费凭证" in titles(case)


def test_the_receipt_of_a_letter_stands_in_the_contents_page_for_the_proof_of_its_service(world: World, on_day: Days) -> None:
    house = world.bureau
    case = posted(house, on_day)
    on_day("2026-04-02")
    assert take(house, "registrar", case, "delivery-signed", service="1", on="2026-04-02", scan=file()).status_code == 302
    assert told(case) == [("delivery", 1, "png", False)]
    assert address_of(case) in page(house, "registrar", case)
    assert archive(house, case, pages_1="2") == 302
    made = store.state_of(case).archived
    assert made is not None
    assert json.loads(file_store().read(made.data))["rows"][-1] == ["", "邮寄送达凭证（XA123）", "2026年4月2日", 1]
    assert len(json.loads(file_store().read(made.data))["rows"]) == 3
    assert take(house, "registrar", case, "file-paper", paper="delivery-1", scan=file(PNG + b"2")).status_code == 403
    call_command("cases", "verify")


def test_the_cover_of_a_letter_that_came_back_is_kept(world: World, on_day: Days) -> None:
    house = world.bureau
    case = posted(house, on_day)
    fields = {"service": "1", "on": "2026-03-31", "reason": "查无此人"}
    assert take(house, "registrar", case, "delivery-returned", **fields, scan=file()).status_code == 302
    assert told(case) == [("delivery", 1, "png", False)]


def signed_for(house: House, on_day: Days) -> Case:
    """A request whose answer was handed over: the signed receipt is a paper."""
    on_day("2026-03-03")
    case = opened(house, delivery="collect")
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="见附件")
    take(house, "handler", case, "submit")
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        take(house, role, case, "sign", note="")
    take(house, "registrar", case, "serve", way="served", on="2026-03-03")
    case.refresh_from_db()
    assert case.stage == "closed"
    return case


def test_a_receipt_that_comes_later_is_filed_for_its_letter_and_only_by_the_registrar(world: World, on_day: Days) -> None:
    house = world.bureau
    case = signed_for(house, on_day)
    assert reverse("cases_step", args=[case.key, "file-paper"]) in page(house, "registrar", case)
    assert take(house, "handler", case, "file-paper", paper="delivery-1", scan=file()).status_code == 403
    assert take(house, "registrar", case, "file-paper", paper="delivery-1").status_code == 422
    assert take(house, "registrar", case, "file-paper", paper="delivery-2", scan=file()).status_code == 422
    assert take(house, "registrar", case, "file-paper", paper="withdrawal-0", scan=file()).status_code == 422
    assert papers(case) == []
    assert take(house, "registrar", case, "file-paper", paper="delivery-1", scan=file()).status_code == 302
    assert told(case) == [("delivery", 1, "png", False)]
    assert titles(case)[-1] == "送达回证"
    rows: Any = [one for one in filed(store.state_of(case), store.events_of(case)) if one.title == "送达回证"]
    assert [one.pages for one in rows] == [1]


def test_where_nothing_is_on_record_that_a_paper_can_belong_to_none_is_asked_for(world: World) -> None:
    case = opened(world.bureau)
    assert reverse("cases_step", args=[case.key, "file-paper"]) not in page(world.bureau, "registrar", case)
    assert take(world.bureau, "registrar", case, "file-paper", paper="delivery-1", scan=file()).status_code == 403
