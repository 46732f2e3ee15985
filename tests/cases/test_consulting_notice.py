"""The notice to a third party whose objection is overruled (Reg. 32): content, reasons and what it can do against it, in DOCX and PDF alike."""

import datetime as dt
import io

import docx
import pdfplumber
import pytest
from django.core.exceptions import ValidationError

from cases.test_consulting_steps import NAME, asked
from cases.test_correcting import Days, on_day
from cases.walk_through import name_the_internet_way, take
from gongkai.audit.actors import Actor
from gongkai.cases import store
from gongkai.cases.letters.consultations import Addressee, compose
from gongkai.cases.letters.letter import Letter, loaded
from gongkai.cases.models import Case
from gongkai.organs.actions import SetOrganSetting
from gongkai.organs.actions.basis import file_store
from platform_parts import LONG_AGO, House, World

__all__ = ["on_day"]  # the fixture

FIELDS = {"asked": "2026年1月26日", "answered": "2026年2月12日", "content": "合同价格", "reason": "关系公共安全"}
CLAUSE = (
    "对本告知书告知的公开决定不服的，可以自收到本告知书之日起60日内向青石县人民政府申请行政复议，"
    "也可以自收到本告知书之日起6个月内向青石县人民法院提起行政诉讼。"
    "对行政复议决定不服的，可以自收到行政复议决定书之日起15日内依法向人民法院提起行政诉讼。"
)


def overruled(house: House, on_day: Days) -> Case:
    """The answer is signed that discloses what a third party objected to."""
    name_the_internet_way(house)
    case, _code = asked(house, on_day, way="served")
    on_day("2026-02-12")
    take(house, "registrar", case, "consultation-answered", consultation="1", response="objects", text="价格是商业秘密", on="2026-02-12")
    said = {"response": "objects_with_reason", "decision": "disclose", "reason": "关系公共安全", "content": "合同价格"}
    take(house, "handler", case, "weigh-third-party", consultation="1", **said)
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="见附件")
    take(house, "handler", case, "submit")
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        assert take(house, role, case, "sign", note="").status_code == 302
    case.refresh_from_db()
    return case


def notice(case: Case, day: dt.date) -> Letter:
    return compose(case, day, "notice", "青市监〔2026〕9号", Addressee(NAME, "business"), **FIELDS)


def test_the_notice_names_the_organ_and_the_court_and_its_prints_say_the_same(world: World, on_day: Days) -> None:
    case = overruled(world.bureau, on_day)
    made = store.state_of(case).consultations[0].notice
    assert made is not None
    letter = loaded(file_store().read(made.data))
    assert letter.remedies == CLAUSE + "行政复议申请可以通过互联网提交：行政复议服务平台。"
    word = [line.text.strip() for line in docx.Document(io.BytesIO(file_store().read(made.docx))).paragraphs if line.text.strip()]
    assert word == list(letter.lines)
    with pdfplumber.open(io.BytesIO(file_store().read(made.pdf))) as pages:
        printed = "".join(page.extract_text() for page in pages.pages)
    assert "".join(CLAUSE.split()) in "".join(printed.split()).replace("—1—", "")


def test_the_letters_that_only_ask_have_no_such_clause(world: World, on_day: Days) -> None:
    case, _code = asked(world.bureau, on_day)
    letter = loaded(file_store().read(store.state_of(case).consultations[0].asked.data))
    assert letter.remedies == ""


def test_the_notice_of_a_county_goes_to_the_city_and_the_intermediate_court(world: World, on_day: Days) -> None:
    case, _code = asked(world.bureau, on_day)
    case.organ = world.county.organ
    for name, value in (("review_organ", "云川市人民政府"), ("court", "云川市中级人民法院")):
        SetOrganSetting(organ=case.organ, name=name, value=value, since=LONG_AGO, reason="告知渠道").by(Actor.command("test"))
    told = notice(case, dt.date(2026, 2, 13)).remedies
    assert "向云川市人民政府申请行政复议" in told
    assert "向云川市中级人民法院提起行政诉讼" in told


def test_before_2024_a_department_above_could_decide_too_and_a_notice_does_not_guess_which(world: World, on_day: Days) -> None:
    case, _code = asked(world.bureau, on_day)
    with pytest.raises(ValidationError) as refused:
        notice(case, dt.date(2023, 12, 29))
    assert len(refused.value.messages) == 1
    two = "青石县人民政府或者云川市市场监督管理局"
    SetOrganSetting(organ=case.organ, name="review_organ", value=two, since=LONG_AGO, reason="告知渠道").by(Actor.command("test"))
    assert f"60日内向{two}申请行政复议" in notice(case, dt.date(2023, 12, 29)).remedies
