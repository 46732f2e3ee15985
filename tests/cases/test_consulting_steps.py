"""Asking others, step by step as the people who take the steps (Reg. 15, 17, 32, 34, 35), across Spring Festival 2026; days as in `consultations`."""

import datetime as dt
from typing import Any

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from cases.test_correcting import Days, on_day, titles
from cases.walk_through import name_the_internet_way, send, take
from gongkai.cases import store
from gongkai.cases.letters.letter import loaded
from gongkai.cases.models import Case, CaseEvent, CaseFile
from gongkai.cases.told_consultations import PUBLIC
from gongkai.organs.actions.basis import file_store
from gongkai.persons.models import Person
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture

NAME = "青石电梯维保有限公司"
PARTY = {"kind": "business", "name": NAME, "phone": "0556-5550177", "address": "青石县建设路8号", "items": "1", "what": "2025年维保合同价格"}


def opened(house: House, on_day: Days, **changed: Any) -> tuple[Case, str]:
    """A request confirmed on Tuesday 20 January 2026, due on 24 February; the case and its code."""
    on_day("2026-01-20")
    _answer, number, code = send(house, **changed)
    case = Case.objects.get(number=number)
    take(house, "registrar", case, "confirm", how="电话")
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 2, 24)
    return case, code


def asked(house: House, on_day: Days, way: str = "post") -> tuple[Case, str]:
    """A third party's letter was made and sent on Monday 26 January."""
    case, code = opened(house, on_day)
    on_day("2026-01-26")
    assert take(house, "registrar", case, "ask-third-party", **PARTY).status_code == 403
    assert take(house, "handler", case, "ask-third-party", **PARTY).status_code == 302
    assert f"Send the letter that asks others about {case.number}" in titles(house, "registrar")
    assert take(house, "handler", case, "send-consultation", consultation="1", way=way, on="2026-01-26", mail_number="XA1").status_code == 403
    assert take(house, "registrar", case, "send-consultation", consultation="1", way=way, on="2026-01-26", mail_number="XA1").status_code == 302
    case.refresh_from_db()
    return case, code


def text_of(case: Case, kind: str) -> str:
    """The letter of the last event of a kind."""
    data = CaseEvent.objects.filter(case=case, kind=kind).order_by("position").last().data
    return "".join(loaded(file_store().read(data["data"])).lines)


def why(whom: str) -> str:
    """Why the clock stands still, in the applicant's words and the site's language."""
    with translation.override("zh-hans"):
        return str(escape(str(PUBLIC[whom])))


def page(house: House, role: str, case: Case) -> str:
    answer = as_person(house.people[role]).get(case.get_absolute_url())
    assert answer.status_code == 200
    shown: str = answer.content.decode()
    return shown


def status(case: Case, code: str) -> str:
    answer = Client().post(reverse("requests_status"), {"number": case.number, "code": code})
    assert answer.status_code == 200
    shown: str = answer.content.decode()
    return shown


def test_a_reasoned_objection_is_overruled_and_the_third_party_is_told_before_the_answer_goes_out(world: World, on_day: Days) -> None:
    house = world.bureau
    name_the_internet_way(house)
    case, code = asked(house, on_day)
    letter = text_of(case, "consultation_asked")
    for part in (NAME, "征求第三方意见书", "贵单位", "2025年维保合同价格", "第三十二条", "15个工作日"):
        assert part in letter
    assert case.number not in letter  # nothing leads to the applicant
    assert (case.due_on, case.consulting) == (None, "record_consultation")
    on_day("2026-01-28")
    assert f"Record when the letter arrived that asks others about {case.number}" in titles(house, "registrar")
    assert take(house, "registrar", case, "consultation-reached", consultation="1", on="2026-01-28").status_code == 302
    case.refresh_from_db()
    assert (case.due_on, case.weigh_from) == (dt.date(2026, 3, 18), dt.date(2026, 2, 26))
    on_day("2026-02-06")
    assert why("third_party") in status(case, code)
    assert NAME not in status(case, code)
    assert NAME in page(house, "handler", case)  # of a firm the name is public, whoever may see parties
    on_day("2026-02-12")
    fields = {"consultation": "1", "response": "objects", "text": "价格是商业秘密"}
    assert take(house, "registrar", case, "consultation-answered", **fields, on="2026-02-12").status_code == 302
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 3, 12)
    assert f"Weigh what the third party of {case.number} said, or its silence" in titles(house, "handler")
    on_day("2026-02-13")
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="见附件")
    refused = take(house, "handler", case, "submit")
    assert refused.status_code == 422
    weigh = {"consultation": "1", "response": "objects_with_reason", "decision": "disclose", "reason": "关系公共安全"}
    assert take(house, "handler", case, "weigh-third-party", **weigh).status_code == 422  # what is disclosed is missing
    assert take(house, "handler", case, "weigh-third-party", **weigh, content="合同价格").status_code == 302
    assert take(house, "handler", case, "submit").status_code == 302
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        take(house, role, case, "sign", note="")
    notice = text_of(case, "third_party_notice_issued")
    for part in (NAME, "2026年1月26日", "2026年2月12日", "决定公开的政府信息内容：合同价格", "理由：关系公共安全"):
        assert part in notice
    refused = take(house, "registrar", case, "serve", way="electronic", on="2026-02-13")
    assert refused.status_code == 422
    assert Case.objects.get(pk=case.pk).stage == "signed"
    title = f"Tell the third party of {case.number} what is disclosed and why, before the answer is served"
    assert title in titles(house, "registrar")
    assert take(house, "registrar", case, "tell-third-party", consultation="1", way="electronic", on="2026-02-13").status_code == 422
    assert take(house, "registrar", case, "tell-third-party", consultation="1", way="post", on="2026-02-13", mail_number="XA2").status_code == 302
    assert take(house, "registrar", case, "serve", way="electronic", on="2026-02-13").status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.row, case.late_days) == ("closed", "granted", 0)
    call_command("cases", "verify")


def test_no_event_holds_who_the_third_party_is(world: World, on_day: Days) -> None:
    case, _code = asked(world.bureau, on_day)
    kept = "".join(str(one.data) for one in CaseEvent.objects.filter(case=case))
    assert NAME not in kept
    party = Person.objects.get(pk=CaseEvent.objects.get(case=case, kind="consultation_asked").data["party"])
    assert party.organ == world.bureau.organ
    assert CaseFile.objects.filter(case=case, purpose="pdf").count() == 1


def test_a_silent_third_party_can_be_decided_on_from_the_day_after_its_time(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = asked(house, on_day, way="served")
    weigh = {"consultation": "1", "response": "silent", "decision": "withhold", "reason": "涉及商业秘密"}
    # Signed for on Monday 26 January: 27 to 30 January are 4, 2 to 6 February 9, 9 to 13 February 14, Saturday 14 February 15.
    on_day("2026-02-14")
    assert titles(house, "handler") == [f"Answer request {case.number}"]
    refused = take(house, "handler", case, "weigh-third-party", **weigh)
    assert (refused.status_code, "2026-02-14" in refused.content.decode()) == (422, True)
    assert take(house, "handler", case, "end-consultation", consultation="1", reason="不等了", on="2026-02-14").status_code in {403, 422}
    on_day("2026-02-15")
    assert f"Weigh what the third party of {case.number} said, or its silence" in titles(house, "handler")
    assert "2026-02-14" in page(house, "handler", case)
    assert take(house, "handler", case, "weigh-third-party", **weigh).status_code == 302
    take(house, "handler", case, "answer", item="1", answer="third_party_rights", text="涉及商业秘密")
    assert take(house, "handler", case, "submit").status_code == 302
    call_command("cases", "verify")


def test_several_third_parties_are_weighed_one_by_one(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = asked(house, on_day, way="served")
    assert take(house, "handler", case, "ask-third-party", **{**PARTY, "kind": "natural_person", "name": "欧阳某"}).status_code == 302
    assert "您" in text_of(case, "consultation_asked")
    fields = {"way": "served", "on": "2026-01-26"}
    assert take(house, "registrar", case, "send-consultation", consultation="1", **fields).status_code == 422  # the first is out
    assert take(house, "registrar", case, "send-consultation", consultation="2", **fields).status_code == 302
    on_day("2026-02-02")
    for number in ("1", "2"):
        said = {"consultation": number, "response": "consents", "text": "同意公开", "on": "2026-02-02"}
        assert take(house, "registrar", case, "consultation-answered", **said).status_code == 302
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="见附件")
    chooses = as_person(house.people["handler"]).get(reverse("cases_step", args=[case.key, "weigh-third-party"])).content.decode()
    assert 'method="get"' in chooses
    assert 'name="decision"' not in chooses
    weigh = {"response": "consents", "decision": "disclose", "reason": "第三方同意"}
    assert take(house, "handler", case, "weigh-third-party", consultation="1", **weigh).status_code == 302
    assert take(house, "handler", case, "submit").status_code == 422
    assert take(house, "handler", case, "weigh-third-party", consultation="2", **weigh).status_code == 302
    assert take(house, "handler", case, "submit").status_code == 302


def test_a_joint_maker_s_silence_is_consent_after_fifteen_working_days(world: World, on_day: Days) -> None:
    house = world.bureau
    case, code = opened(house, on_day)
    on_day("2026-01-26")
    fields = {"whom": "joint_maker", "organ": "青石县住房和城乡建设局", "items": "1", "what": "联合检查通报"}
    assert take(house, "handler", case, "ask-organ", **{**fields, "organ": " "}).status_code == 422
    assert take(house, "handler", case, "ask-organ", **fields).status_code == 302
    assert "视为同意公开" in text_of(case, "consultation_asked")
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="见附件")
    assert take(house, "handler", case, "submit").status_code == 422  # the letter is not sent
    assert take(house, "registrar", case, "send-consultation", consultation="1", way="exchange", on="2026-01-26").status_code == 302
    on_day("2026-02-14")
    assert take(house, "handler", case, "submit").status_code == 422
    assert why("joint_maker") in status(case, code)
    on_day("2026-02-24")
    assert "青石县住房和城乡建设局" in page(house, "handler", case)
    assert take(house, "handler", case, "submit").status_code == 302
    case.refresh_from_db()
    # Stopped to 14 February: 4 to 26 January; 24 to 28 February are 9, 2 to 6 March 14, 9 to 13 March 19, 16 March 20.
    assert case.due_on == dt.date(2026, 3, 16)


def test_the_competent_department_s_answer_is_waited_for_and_the_exchange_never_reaches_a_third_party(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = opened(house, on_day)
    on_day("2026-01-26")
    take(house, "handler", case, "ask-organ", whom="authority", organ="青石县国家保密局", items="1", what="会议纪要")
    take(house, "registrar", case, "send-consultation", consultation="1", way="exchange", on="2026-01-26")
    take(house, "handler", case, "answer", item="1", answer="state_secret", text="已定密")
    on_day("2026-03-31")
    assert take(house, "handler", case, "submit").status_code == 422
    case.refresh_from_db()
    assert case.due_on is None
    said = {"consultation": "1", "response": "other", "text": "属于国家秘密", "on": "2026-03-31"}
    assert take(house, "registrar", case, "consultation-answered", **said).status_code == 302
    assert take(house, "handler", case, "submit").status_code == 302
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 4, 23)
    other, _code = opened(house, on_day)
    on_day("2026-01-26")
    take(house, "handler", other, "ask-third-party", **PARTY)
    assert take(house, "registrar", other, "send-consultation", consultation="1", way="exchange", on="2026-01-26").status_code == 422
    assert Case.objects.get(pk=other.pk).due_on == dt.date(2026, 2, 24)


def test_a_third_party_without_a_name_or_items_is_refused_and_nothing_is_numbered(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = opened(house, on_day)
    before = Person.objects.count()
    for wrong, field in (({"name": " "}, "name"), ({"items": "7"}, "items"), ({"what": ""}, "what"), ({"kind": "ghost"}, "kind")):
        answer = take(house, "handler", case, "ask-third-party", **{**PARTY, **wrong})
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not CaseEvent.objects.filter(case=case, kind="consultation_asked").exists()
    assert Person.objects.count() == before
    take(house, "handler", case, "ask-third-party", **PARTY)
    assert CaseEvent.objects.get(case=case, kind="consultation_asked").data["number"].endswith("1号")


def test_reasons_are_asked_for_given_on_the_site_and_a_later_day_is_told(world: World, on_day: Days) -> None:
    house = world.bureau
    case, code = opened(house, on_day)
    on_day("2026-01-26")
    take(house, "handler", case, "answer", item="1", answer="excessive", text="理由不合理")
    assert take(house, "handler", case, "submit").status_code == 422
    assert take(house, "handler", case, "ask-reasons", why="一月内提出四十件申请", until="2026-01-26").status_code == 422
    assert take(house, "handler", case, "ask-reasons", why="一月内提出四十件申请", until="2026-02-10").status_code == 302
    assert f"Serve the notice that asks the applicant of {case.number} for reasons" in titles(house, "registrar")
    assert take(house, "registrar", case, "serve-reasons", way="electronic", on="2026-01-26").status_code == 302
    assert "说明理由通知书" in status(case, code)
    assert take(house, "handler", case, "submit").status_code == 422  # until 10 February the applicant may say why
    fields = {"number": case.number, "code": code}
    assert Client().post(reverse("requests_reasons"), {**fields, "text": " "}).status_code == 422
    assert Client().post(reverse("requests_reasons"), {**fields, "code": "1" * 20, "text": "x"}).status_code == 422
    assert Client().post(reverse("requests_reasons"), {**fields, "text": "撰写论文"}).status_code == 200
    assert "撰写论文" in page(house, "handler", case)
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 2, 24)  # asking stops nothing
    on_day("2026-02-09")
    assert take(house, "handler", case, "delay", until="2026-04-30", reason="数量大").status_code == 403
    too_early = take(house, "office_head", case, "delay", until="2026-02-20", reason="数量大")
    assert (too_early.status_code, list(too_early.context["form"].errors)) == (422, ["until"])
    assert take(house, "office_head", case, "delay", until="2026-04-30", reason="数量大").status_code == 302
    case.refresh_from_db()
    assert (case.due_on, case.consulting) == (dt.date(2026, 2, 24), "serve_delay")
    on_day("2026-02-25")
    assert take(house, "registrar", case, "serve-delay", way="electronic", on="2026-02-25").status_code == 422
    assert take(house, "registrar", case, "serve-delay", way="electronic", on="2026-02-24").status_code == 302
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 4, 30)
    assert "2026年4月30日" in status(case, code)
    assert take(house, "handler", case, "submit").status_code == 422  # good reasons: the request is answered
    assert store.clock_of(case.organ, store.state_of(case), dt.date(2026, 4, 29)).days_left == 1
    call_command("cases", "verify")


def test_what_is_waited_for_shows_on_the_page_of_every_role_that_sees_requests(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = asked(house, on_day)
    for role in ("registrar", "handler", "legal_reviewer", "secrecy_reviewer", "office_head", "head"):
        assert "2025年维保合同价格" in page(house, role, case), role
    assert NAME not in page(house, "secrecy_reviewer", case)  # who may not see parties
    assert as_person(world.stranger.people["handler"]).get(case.get_absolute_url()).status_code == 404
