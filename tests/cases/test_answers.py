"""Every kind of answer a handler can give: what it asks for, what its letter says, which remedies it tells of."""

import dataclasses
import datetime as dt
import io
import re
import uuid
from typing import Any

import docx
import pdfplumber
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cases import consultations
from cases.walk_through import ASKED, send, take
from gongkai.audit.actors import Actor
from gongkai.cases import consulted, ledger
from gongkai.cases import events as e
from gongkai.cases.actions import AnswerItem, SendRequest
from gongkai.cases.letters.answer import compose
from gongkai.cases.letters.letter import Letter
from gongkai.cases.letters.words import KINDS, WITHHELD
from gongkai.cases.models import Case, CaseEvent
from gongkai.cases.needs import unmet
from gongkai.organs.models import OrganSetting
from gongkai.statute.outcomes import answer_kinds
from platform_parts import LONG_AGO, House, World, as_person

FROM_OTHER_STEPS = {"not_corrected", "fee_unpaid", "withdrawn"}
LAW = "《中华人民共和国政府信息公开条例》"
DAY, BEFORE = dt.date(2026, 3, 2), dt.date(2023, 12, 29)

# By kind: what is filled in beside the text, the place in the law, and what the law wants the letter to say.
SAID: dict[str, tuple[dict[str, Any], str, tuple[str, ...]]] = {
    "already_published": ({}, "第三十六条第（一）项", ("获取该信息的方式和途径：甲文。",)),
    "disclosed": ({}, "第三十六条第（二）项", ("予以公开，现提供如下：甲文。",)),
    "partly": (
        {"rest": "乙文", "withheld": ("third_party_rights", "process_information")},
        "第三十七条",
        ("提供可以公开的内容：甲文。", "第十五条（商业秘密、个人隐私等第三方合法权益）、第十六条第二款（过程性信息）不予公开", "理由：乙文。"),
    ),
    "state_secret": ({}, "第十四条", ("国家秘密", "决定不予公开。理由：甲文。")),
    "prohibited_by_law": ({"rule": "《税收征收管理法》第八条"}, "第十四条", ("属于《税收征收管理法》第八条禁止公开", "理由：甲文。")),
    "safety_and_stability": ({}, "第十四条", ("国家安全、公共安全、经济安全、社会稳定", "理由：甲文。")),
    "third_party_rights": ({}, "第十五条", ("第三方合法权益", "理由：甲文。")),
    "internal_affairs": ({}, "第十六条第一款", ("人事管理、后勤管理、内部工作流程", "理由：甲文。")),
    "process_information": ({}, "第十六条第二款", ("讨论记录、过程稿、磋商信函、请示报告", "理由：甲文。")),
    "enforcement_file": ({}, "第十六条第二款", ("行政执法案卷", "理由：甲文。")),
    "administrative_query": (
        {"rule": "《不动产登记资料查询暂行办法》"},
        "第三十六条第（七）项",
        ("《不动产登记资料查询暂行办法》对该信息的获取有特别规定", "办理：甲文。"),
    ),
    "does_not_exist": (
        {},
        "第三十六条第（四）项",
        ("以“电梯、检验”为检索词，在办公室、监管科、档案进行了检索，没有检索到", "该政府信息不存在。", "甲文。"),
    ),
    "not_this_organ": (
        {"organ": "青石县自然资源局", "contact": "0556-5550100"},
        "第三十六条第（五）项",
        ("说明理由：甲文。", "行政机关为青石县自然资源局", "联系方式：0556-5550100。"),
    ),
    "needs_creation": ({}, "第三十八条", ("加工、分析", "理由：甲文。")),
    "still_unclear": ({}, "第二十九条第二款、第三十条", ("经补正，", "不明确之处：甲文。")),
    "petition": ({"channel": "县信访局"}, "第三十九条第一款", ("不作为政府信息公开申请处理。", "渠道提出：县信访局。", "甲文。")),
    "repeated": (
        {"earlier": "青市监〔2025〕8号", "earlier_on": dt.date(2025, 6, 3)},
        "第三十六条第（六）项",
        ("2025年6月3日以青市监〔2025〕8号就您提出的相同", "不予重复处理。", "甲文。"),
    ),
    "publication": ({"channel": "县图书馆"}, "第三十九条第二款", ("政府公报、报刊、书籍", "途径：县图书馆。", "甲文。")),
    "excessive": ({}, "第三十五条", ("明显超过合理范围", "不予处理。理由：甲文。")),
    "confirmation": ({}, "第二条", ("确认或者重新出具", "甲文。")),
    "consultation": ({}, "第二条", ("行政咨询", "甲文。")),
    "other": ({}, "第三十六条", ("甲文。",)),
}
SEARCHED: dict[str, Any] = {"who": "办公室科员", "places": ("办公室", "监管科"), "archive": True, "words": "电梯、检验", "result": "没有"}
ASKED_TO_CORRECT = ledger.Correction(e.CorrectionAsked(on=DAY, what="甲", days=15, number="1", data="a", docx="b", pdf="c"))
REFUSED = {"third_party_rights", "partly"}
CORRECTED = dataclasses.replace(ASKED_TO_CORRECT, received=e.CorrectionReceived(on=DAY, items=("甲",)))


def case_of(house: House) -> Case:
    """A request to a bureau whose letters name all they must."""
    named = {"review_organ": "青石县人民政府", "court": "青石县人民法院", "internet_review_way": "行政复议服务平台"}
    for name, value in named.items():
        OrganSetting.objects.create(organ=house.organ, name=name, value=value, since=LONG_AGO)
    values = {name: ASKED[name] for name in ("name", "number", "phone")}
    sent = SendRequest(organ=house.organ, form=uuid.uuid4(), kind="natural_person", document="passport", values=values, item="电梯检验")
    made: Case = sent.by(Actor("public"))
    return made


def withheld_for_a_third_party(items: tuple[int, ...]) -> consulted.Consultation:
    """A third party was asked about these items and objected with reasons, which the organ follows (Reg. 32)."""
    asked = consultations.asked(items=items)
    weighed = consultations.weighed("02-13", "objects_with_reason", "withhold")
    return consulted.Consultation(1, asked, consultations.sent(way="served"), answered=consultations.replied(), weighed=weighed)


def letter_of(case: Case, on: dt.date, *kinds: str, **changed: Any) -> Letter:
    """The letter of `on` that answers an item by each of `kinds`."""
    items = tuple(f"第{number}件" for number in range(1, len(kinds) + 1))
    arrived = e.RequestArrived(
        on=on, channel="in_person", number="1", applicant="p", applicant_kind="natural_person", items=items, form="any", delivery="electronic"
    )
    happened: list[e.Event] = [arrived]
    for number, kind in enumerate(kinds, 1):
        if kind == "does_not_exist":
            happened.append(e.SearchRecorded(on=on, item=number, searched=on, **SEARCHED))
        happened.append(e.ItemAnswered(on=on, item=number, answer=kind, **{"text": "甲文", **SAID[kind][0], **changed}))
    refused = tuple(number for number, kind in enumerate(kinds, 1) if kind in REFUSED)
    state = dataclasses.replace(ledger.fold(happened), consultations=(withheld_for_a_third_party(refused),) if refused else ())
    if "still_unclear" in kinds:
        state = dataclasses.replace(state, correction=CORRECTED)
    if "excessive" in kinds:
        state = dataclasses.replace(state, reasons=consulted.Reasons(consultations.ASKED_REASONS, sent=consultations.SENT_REASONS))
    return compose(case, state, on, "〔2026〕1号")


def test_every_kind_that_does_not_follow_from_another_step_has_its_letter_and_its_article() -> None:
    assert KINDS.keys() == SAID.keys() == answer_kinds().keys() - FROM_OTHER_STEPS
    assert WITHHELD.keys() <= answer_kinds().keys()
    for kind in KINDS.values():
        assert kind.fields.keys() <= {one.name for one in dataclasses.fields(e.ItemAnswered)}


def test_the_letter_of_each_kind_says_what_the_law_wants_and_docx_and_pdf_say_the_same(world: World) -> None:
    case = case_of(world.bureau)
    for kind, (_more, ground, sentences) in SAID.items():
        letter = letter_of(case, DAY, kind)
        body = letter.paragraphs[1]
        assert LAW + ground in body, kind
        for sentence in sentences:
            assert sentence in body, (kind, sentence)
        word = [line.text.strip() for line in docx.Document(io.BytesIO(letter.docx())).paragraphs if line.text.strip()]
        assert word == list(letter.lines), kind
        with pdfplumber.open(io.BytesIO(letter.pdf())) as pages:
            printed = "".join(page.extract_text() for page in pages.pages)
        assert re.sub("—[12]—", "", "".join(printed.split())) == "".join("".join(letter.lines).split()), kind


def test_what_is_not_known_is_left_out_of_the_letter(world: World) -> None:
    case = case_of(world.bureau)
    body = letter_of(case, DAY, "not_this_organ", organ="", contact="").paragraphs[1]
    assert body.endswith("说明理由：甲文。")
    assert letter_of(case, DAY, "not_this_organ", contact="").paragraphs[1].endswith("行政机关为青石县自然资源局，您可以向其提出申请。")
    assert letter_of(case, DAY, "does_not_exist", text="").paragraphs[1].endswith("该政府信息不存在。")


@pytest.mark.parametrize("correction", [None, ASKED_TO_CORRECT])
def test_unclear_after_the_correction_is_only_what_was_corrected(correction: ledger.Correction | None) -> None:
    arrived = e.RequestArrived(
        on=DAY, channel="in_person", number="1", applicant="p", applicant_kind="natural_person", items=("甲",), form="any", delivery="post"
    )
    state = ledger.fold([arrived, e.ItemAnswered(on=DAY, item=1, answer="still_unclear", text="甲")])
    assert [one.text("en")[:33] for one in unmet(dataclasses.replace(state, correction=correction))] == ["Item 1 is said to be unclear afte"]
    assert not list(unmet(dataclasses.replace(state, correction=CORRECTED)))


def test_the_lines_of_an_answer_are_paragraphs_of_the_letter(world: World) -> None:
    paragraphs = letter_of(case_of(world.bureau), DAY, "disclosed", text="一、甲\n\n二、乙").paragraphs
    assert (paragraphs[1].endswith("现提供如下：一、甲"), paragraphs[2]) == (True, "二、乙。")


AFTER = "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内依法向人民法院提起行政诉讼。行政复议申请可以通过互联网提交：行政复议服务平台。"
FIRST = "应当先自收到本答复之日起60日内向青石县人民政府申请行政复议。"
FREE = "可以自收到本答复之日起60日内向青石县人民政府申请行政复议，也可以自收到本答复之日起6个月内向青石县人民法院提起行政诉讼。"
PARTIAL = f"对本答复中不予公开的部分不服的，{FIRST}对本答复的其他内容不服的，{FREE}{AFTER}"


@pytest.mark.parametrize(
    ("kinds", "since_2024"),
    [
        (("enforcement_file",), f"对本答复不服的，{FIRST}{AFTER}"),
        (("state_secret",), f"对本答复不服的，{FIRST}{AFTER}"),
        (("partly",), PARTIAL),
        (("disclosed",), f"对本答复不服的，{FREE}{AFTER}"),
        (("does_not_exist",), f"对本答复不服的，{FREE}{AFTER}"),
        (("administrative_query",), f"对本答复不服的，{FREE}{AFTER}"),
        (
            ("disclosed", "partly", "internal_affairs"),
            f"对本答复第3项和第2项中不予公开的部分不服的，{FIRST}对本答复的其他内容不服的，{FREE}{AFTER}",
        ),
    ],
)
def test_reconsideration_comes_first_for_refusals_by_articles_14_to_16_since_2024_and_for_none_before(
    world: World, kinds: tuple[str, ...], since_2024: str
) -> None:
    case = case_of(world.bureau)
    before = f"对本答复不服的，{FREE}{AFTER}"
    assert letter_of(case, BEFORE, *kinds).remedies == before
    assert letter_of(case, dt.date(2024, 1, 2), *kinds).remedies == since_2024
    assert letter_of(case, DAY, *kinds).remedies == since_2024


def test_a_partial_answer_that_withholds_no_government_information_leaves_the_choice(world: World) -> None:
    assert letter_of(case_of(world.bureau), DAY, "partly", withheld=("other",)).remedies == f"对本答复不服的，{FREE}{AFTER}"


@pytest.fixture
def opened(world: World) -> Case:
    """A request that is being dealt with."""
    case = case_of(world.bureau)
    take(world.bureau, "registrar", case, "confirm", how="电话")
    case.refresh_from_db()
    return case


def test_the_page_first_asks_for_the_kind_then_for_what_it_needs(world: World, opened: Case) -> None:
    browser, address = as_person(world.bureau.people["handler"]), reverse("cases_step", args=[opened.key, "answer"])
    first = browser.get(address).content.decode()
    assert 'method="get"' in first
    assert 'name="text"' not in first
    second = browser.get(address, {"item": "1", "answer": "repeated"}).content.decode()
    assert 'name="earlier"' in second
    assert 'name="earlier_on"' in second
    assert 'name="contact"' not in second
    fields = {"item": "1", "answer": "repeated", "earlier": "〔2025〕8号", "earlier_on": "2025-06-03", "text": ""}
    fields |= {"same": "系统启用前作出，存2025年卷。", "contact": "丙"}
    assert browser.post(address, fields).status_code == 302
    kept = CaseEvent.objects.get(case=opened, kind="item_answered").data
    assert (kept["earlier"], kept["earlier_on"], kept["contact"]) == ("〔2025〕8号", "2025-06-03", "")
    again = browser.get(address, {"item": "1", "answer": "repeated"}).content.decode()
    assert "〔2025〕8号" in again


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"answer": "partly", "text": "甲", "rest": "乙"}, "withheld"),
        ({"answer": "partly", "text": "甲", "withheld": "state_secret"}, "rest"),
        ({"answer": "prohibited_by_law", "text": "甲"}, "rule"),
        ({"answer": "petition"}, "channel"),
        ({"answer": "repeated", "earlier": "甲"}, "earlier_on"),
        ({"answer": "repeated", "earlier": "甲", "earlier_on": "2090-01-01"}, "earlier_on"),
        ({"answer": "not_this_organ", "text": "甲", "contact": "乙"}, "organ"),
        ({"answer": "state_secret", "text": " "}, "text"),
        ({"answer": "withdrawn", "text": "甲"}, "answer"),
        ({"answer": "partly", "text": "甲", "rest": "乙", "withheld": "granted"}, "withheld"),
    ],
)
def test_what_a_kind_needs_is_asked_for_at_its_field(world: World, opened: Case, fields: dict[str, str], named: str) -> None:
    answer = take(world.bureau, "handler", opened, "answer", item="1", **fields)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [named]
    assert not CaseEvent.objects.filter(kind="item_answered").exists()


def test_an_answer_is_changed_while_the_request_is_open_and_after_signing_only_by_sending_it_back(world: World, opened: Case) -> None:
    house, handler = world.bureau, Actor.of(world.bureau.people["handler"])
    take(house, "handler", opened, "answer", item="1", answer="disclosed", text="甲")
    take(house, "handler", opened, "answer", item="1", answer="needs_creation", text="乙")
    take(house, "handler", opened, "submit")
    take(house, "legal_reviewer", opened, "sign", note="")
    with pytest.raises(ValidationError):
        AnswerItem(case=opened, item=1, answer="disclosed", text="丙").by(handler)
    opened.refresh_from_db()
    take(house, "secrecy_reviewer", opened, "return", reason="改")
    AnswerItem(case=opened, item=1, answer="disclosed", text="丙").by(handler)
    page = as_person(house.people["handler"]).get(opened.get_absolute_url()).content.decode()
    assert "丙" in page


def test_an_old_event_without_the_newer_fields_is_read() -> None:
    old = {"item": 1, "answer": "disclosed", "text": "甲", "ground": "第三十六条第（二）项"}
    assert e.loaded("item_answered", DAY, old) == e.ItemAnswered(on=DAY, item=1, answer="disclosed", text="甲", ground="第三十六条第（二）项")
    assert e.loaded("answer_signed", DAY, {"role": "head", "note": ""}) == e.AnswerSigned(on=DAY, role="head")
    answered = e.ItemAnswered(on=DAY, item=1, answer="repeated", text="", earlier="甲", earlier_on=DAY, withheld=("state_secret",))
    assert e.loaded("item_answered", DAY, e.dumped(answered)) == answered


def test_a_request_with_one_item_needs_no_more_than_before(world: World) -> None:
    assert send(world.bureau)[0].status_code == 200
