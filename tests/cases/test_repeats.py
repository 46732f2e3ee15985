"""A repeat (Reg. 36(6)) is looked for in the ledger: same applicant, an answer that was served before, the same information or why it is the same."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from cases.test_correcting import Days, on_day
from cases.walk_through import answered, send, take
from gongkai.cases import store
from gongkai.cases.models import Case, CaseEvent
from gongkai.cases.same_information import information, normalised
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture

SAME_IN_OTHER_SIGNS = "２０２５年 青石县电梯检验合格率，及不合格名单。"
ELSE = {"number": "E87654321", "phone": "0556-5559999", "name": "王五"}


def letter_of(case: Case) -> str:
    letter = store.state_of(case).letter
    assert letter is not None
    return letter.number


def opened(house: House, on_day: Days, day: str, **changed: str) -> Case:  # the fixture, handed on
    """A request that is confirmed on that day."""
    on_day(day)
    _answer, number, _code = send(house, **changed)
    case: Case = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", case, "confirm", how="电话")
    case.refresh_from_db()
    return case


@pytest.fixture
def first(world: World, on_day: Days) -> Case:
    """Answered on 3 March 2026."""
    on_day("2026-03-03")
    return answered(world.bureau)


def said(first: Case, **changed: str) -> dict[str, str]:
    return {"item": "1", "answer": "repeated", "text": "", "earlier": letter_of(first), "earlier_on": "2026-03-03", "same": "", **changed}


def refused(house: House, case: Case, **fields: str) -> tuple[str, str]:
    """The field at which it is refused, and the sentence; nothing is kept."""
    before = CaseEvent.objects.count()
    answer = take(house, "handler", case, "answer", **fields)
    assert answer.status_code == 422
    assert CaseEvent.objects.count() == before
    (field,) = answer.context["form"].errors
    return field, str(answer.context["form"].errors[field])


def test_the_same_information_in_other_signs_is_a_repeat_of_the_answer_on_record(world: World, on_day: Days, first: Case) -> None:
    house = world.bureau
    again = opened(house, on_day, "2026-03-10", item=SAME_IN_OTHER_SIGNS)
    form = as_person(house.people["handler"]).get(reverse("cases_step", args=[again.key, "answer"]), {"item": "1", "answer": "repeated"})
    assert letter_of(first) in form.content.decode()  # what is likely stands in the form already
    assert 'value="2026-03-03"' in form.content.decode()
    typed = letter_of(first).replace("〔", "[").replace("〕", "]")
    assert take(house, "handler", again, "answer", **said(first, earlier=typed)).status_code == 302
    kept = CaseEvent.objects.get(case=again, kind="item_answered").data
    assert (kept["earlier"], kept["earlier_on"], kept["same"]) == (letter_of(first), "2026-03-03", "")
    call_command("cases", "verify")


def test_what_is_not_so_on_record_is_refused_at_its_field(world: World, on_day: Days, first: Case) -> None:
    house = world.bureau
    again = opened(house, on_day, "2026-03-10")
    assert refused(house, again, **said(first, earlier_on="2026-03-04"))[0] == "earlier_on"
    field, why = refused(house, again, **said(first, earlier=first.number))
    assert field == "earlier"
    assert letter_of(first) in why
    assert refused(house, again, **said(first, earlier="无此号"))[0] == "earlier"
    assert refused(house, again, **said(first, earlier=again.number))[0] == "earlier"


def test_an_answer_from_before_the_system_needs_the_reason_why_it_is_the_same(world: World, on_day: Days, first: Case) -> None:
    again = opened(world.bureau, on_day, "2026-03-10")
    fields = said(first, earlier="青市监〔2019〕8号", earlier_on="2019-09-02", same="原件在2019年卷第8号，所指为同一份合格率报告。")
    assert take(world.bureau, "handler", again, "answer", **fields).status_code == 302
    page = as_person(world.bureau.people["office_head"]).get(again.get_absolute_url()).content.decode()
    assert "2019年卷第8号" in page  # whoever signs sees the reason


def test_other_words_need_a_reason_and_then_are_a_repeat(world: World, on_day: Days, first: Case) -> None:
    again = opened(world.bureau, on_day, "2026-03-10", item="去年本县电梯检验是否合格")
    assert refused(world.bureau, again, **said(first))[0] == "same"
    assert take(world.bureau, "handler", again, "answer", **said(first, same="所指为同一份报告。")).status_code == 302


def test_somebody_else_s_answer_makes_no_repeat_even_with_a_reason(world: World, on_day: Days, first: Case) -> None:
    other = opened(world.bureau, on_day, "2026-03-10", **ELSE)
    assert refused(world.bureau, other, **said(first, same="所指为同一份报告。"))[0] == "earlier"


def test_an_answer_that_came_after_this_request_or_was_not_served_makes_no_repeat(world: World, on_day: Days) -> None:
    house = world.bureau
    early = opened(house, on_day, "2026-03-02")
    on_day("2026-03-05")
    later = answered(house)
    assert refused(house, early, **said(later, earlier_on="2026-03-05"))[0] == "earlier_on"
    unserved = opened(house, on_day, "2026-03-06")
    take(house, "handler", unserved, "answer", item="1", answer="disclosed", text="见附件。")
    take(house, "handler", unserved, "submit")
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        take(house, role, unserved, "sign", note="")
    again = opened(house, on_day, "2026-03-09")
    assert refused(house, again, **said(unserved, earlier_on="2026-03-06"))[0] == "earlier"


def test_texts_are_the_same_but_for_blanks_punctuation_width_and_capitals() -> None:
    assert normalised(" ２０２５年　《电梯》（ＡＢＣ）—检验。") == "2025年电梯abc检验"
    assert information("甲、乙") == information("甲 乙\n")
    assert information("甲+乙") != information("甲乙")
    assert information("甲") != information("乙")
    assert information("，。 ！") == ""
