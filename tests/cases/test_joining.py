"""Requests of one applicant for the same information while the first is pending (Reg. 36(6), reading): they are joined and get one answer."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from cases.test_correcting import Days, on_day
from cases.test_repeats import ELSE, SAME_IN_OTHER_SIGNS, opened
from cases.walk_through import ASKED, name_the_internet_way, send, take
from gongkai.accounts.models import User
from gongkai.audit.models import AuditRow
from gongkai.cases import events as e
from gongkai.cases import ledger, store
from gongkai.cases.actions import CloseUncorrected, CloseUnpaid, ReceiveCorrection, ServeAnswer, WithdrawRequest
from gongkai.cases.actions.joined import SETTLES, Settling
from gongkai.cases.models import Case, CaseEvent, CaseItem
from gongkai.cases.waiting import waiting
from gongkai.organs.models import Membership, Notice
from gongkai.reports.coverage import coverage
from gongkai.reports.ledger_figures import Ledger, cases_of
from gongkai.reports.tally import Counted, cell, section3
from platform_parts import LONG_AGO, House, World, as_person

__all__ = ["on_day"]  # the fixture

CHAIN = ("legal_reviewer", "secrecy_reviewer", "office_head")
FIRST, LATER = "2026-03-02", "2026-03-06"
ELSEWHERE = "No request of this number is with this organ: only its own requests are joined."
NOT_THEIRS = "%(number)s is of another applicant: the same information for somebody else is answered to each (Reg. 36(6))."
UNCOVERED = "%(number)s does not ask for the information of item %(item)s: its answer would leave that open."
NOT_EARLIER = "%(number)s did not come before this request, or the law of that day knows no repeats (Reg. 36(6))."
JOINED_ITSELF = "%(number)s is itself joined to another request: join this one to that."
JOINED_TO_IT = "To this request %(numbers)s is joined: separate it first."
SIGNED = "The answer to %(number)s is with those who sign it or signed: its letter could not name this request. Answer both alike."
CLOSED = "%(number)s is closed: nothing is left to wait for. If it was answered before this request came, this one may be a repeat."
UNCONFIRMED = "The receipt of %(number)s is not confirmed: no period runs for it yet."
DUE_FIRST, DUE_LATER = dt.date(2026, 3, 30), dt.date(2026, 4, 3)  # 20 working days from the day after; no holiday lies between


@pytest.fixture
def both(world: World, on_day: Days) -> tuple[Case, Case]:
    """Two requests of one applicant for the same information: confirmed on 2 and on 6 March 2026."""
    name_the_internet_way(world.bureau)
    return opened(world.bureau, on_day, FIRST), opened(world.bureau, on_day, LATER, item=SAME_IN_OTHER_SIGNS)


def join(house: House, case: Case, to: Case | str, role: str = "handler", reason: str = "申请人相同，所指为同一份名单。") -> Any:
    return take(house, role, case, "join", to=to if isinstance(to, str) else to.number, reason=reason)


def said(sentence: str, **fields: Any) -> str:
    """As the site says it."""
    with translation.override("zh-hans"):
        return str(gettext(sentence) % fields)


def stage(case: Case) -> str:
    case.refresh_from_db()
    found: str = case.stage
    return found


def refused(house: House, case: Case, to: Case | str, **more: str) -> tuple[str, str]:
    """The field at which joining is refused, and the sentence; nothing is kept."""
    before = CaseEvent.objects.count()
    answer = join(house, case, to, **more)
    assert answer.status_code == 422
    assert CaseEvent.objects.count() == before
    ((field, sentences),) = answer.context["form"].errors.items()
    return field, " ".join(sentences)


def signed(house: House, case: Case, **answer: str) -> None:
    """Answered and signed, its letter made."""
    fields = {"item": "1", "answer": "disclosed", "text": "合格率为百分之九十八点五。", **answer}
    assert take(house, "handler", case, "answer", **fields).status_code == 302
    assert take(house, "handler", case, "submit").status_code == 302
    for role in CHAIN:
        assert take(house, role, case, "sign", note="").status_code == 302


def served(house: House, case: Case, day: str, way: str = "electronic") -> Any:
    return take(house, "registrar", case, "serve", way=way, on=day, mail_number="XA1" if way == "post" else "")


def test_one_answer_closes_both_on_the_day_of_its_service_each_in_its_own_row(world: World, on_day: Days, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    assert join(house, later, first).status_code == 302
    assert (stage(later), later.due_on, later.joined_to_id) == ("joined", DUE_LATER, first.pk)
    on_day("2026-03-10")
    signed(house, first)
    assert stage(later) == "joined"
    on_day("2026-03-12")
    assert served(house, first, "2026-03-11").status_code == 302  # recorded a day after
    assert (stage(first), stage(later)) == ("closed", "closed")
    assert (first.closed_on, later.closed_on) == (dt.date(2026, 3, 11),) * 2
    assert (first.row, later.row, later.column, later.late_days) == ("granted", "granted", "natural_person", 0)
    assert list(CaseItem.objects.filter(case=later).values_list("answer", "answered_on")) == [("disclosed", dt.date(2026, 3, 11))]
    trail = list(AuditRow.objects.filter(verb__in=("case.serve", "case.answer_jointly")).order_by("pk").values_list("verb", flat=True))
    assert trail == ["case.answer_jointly", "case.serve"]
    call_command("cases", "verify")


def test_the_letter_names_both_and_both_pages_show_it(world: World, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    join(house, later, first)
    signed(house, first)
    served(house, first, LATER)
    letter = store.state_of(first).letter
    assert letter is not None
    page = as_person(house.people["handler"]).get(later.get_absolute_url()).content.decode()
    assert reverse("cases_file", args=[later.key, later_position(later), "pdf"]) in page
    assert letter.number in page
    assert said("the same information, answered: likely a repeat (Reg. 36(6))") not in page  # answered on the day the later one came, and with it
    shown = as_person(house.people["handler"]).get(reverse("cases_file", args=[later.key, later_position(later), "data"])).content.decode()
    assert "2026年3月2日" in shown
    assert "2026年3月6日" in shown
    assert (first.number in shown, later.number in shown, "一并答复" in shown) == (True, True, True)


def later_position(case: Case) -> int:
    found: int = CaseEvent.objects.get(case=case, kind="answered_jointly").position
    return found


def test_the_applicant_reads_that_it_is_joined_with_its_own_due_day_and_then_the_answer_to_both(
    world: World, on_day: Days, both: tuple[Case, Case]
) -> None:
    house, first = world.bureau, both[0]
    on_day(LATER)
    _answer, number, code = send(house)
    later = Case.objects.get(organ=house.organ, number=number)
    take(house, "registrar", later, "confirm", how="电话")
    opens = {"number": number, "code": code}
    join(house, later, first)
    page = Client().post(reverse("requests_status"), opens).content.decode()
    assert first.number in page
    assert str(DUE_LATER) in page
    signed(house, first)
    served(house, first, LATER)
    page = Client().post(reverse("requests_status"), opens).content.decode()
    assert "98.5" not in page
    assert "合格率为百分之九十八点五" in page
    assert "一并答复" in page
    letter = Client().post(reverse("requests_letter"), {**opens, "letter": str(later_position(later)), "as": "pdf"})
    assert b"".join(letter).startswith(b"%PDF")


def test_who_has_it_in_hand_sees_what_it_waits_for_and_no_step_of_an_answer(world: World, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    handler = as_person(house.people["handler"])
    offered = reverse("cases_step", args=[later.key, "join"]) + f"?to={first.number}"
    assert offered in handler.get(later.get_absolute_url()).content.decode().replace("%E3%80%94", "〔").replace("%E3%80%95", "〕")
    form = handler.get(reverse("cases_step", args=[later.key, "join"])).content.decode()
    assert f'value="{first.number}"' in form  # what can be joined to stands in the form already
    join(house, later, first)
    page = handler.get(later.get_absolute_url()).content.decode()
    assert first.get_absolute_url() in page
    for step in ("answer", "submit", "search", "ask-correction", "join"):
        assert reverse("cases_step", args=[later.key, step]) not in page
    assert reverse("cases_step", args=[later.key, "separate"]) in page
    assert later.number in handler.get(first.get_absolute_url()).content.decode()
    waits = {one.url for one in waiting(house.people["handler"], dt.date(2026, 3, 6))}
    assert first.get_absolute_url() in waits
    assert later.get_absolute_url() not in waits
    assert take(house, "handler", later, "answer", item="1", answer="disclosed", text="甲").status_code == 403
    listed = handler.get(reverse("cases_list"), {"stage": "joined"}).content.decode()
    assert later.number in listed
    assert first.number not in listed


def test_only_a_handler_joins_and_separates(world: World, both: tuple[Case, Case]) -> None:
    first, later = both
    assert join(world.bureau, later, first, role="registrar").status_code == 403
    join(world.bureau, later, first)
    assert take(world.bureau, "registrar", later, "separate", reason="甲").status_code == 403


def test_what_is_not_the_same_applicant_information_or_organ_is_not_joined(world: World, on_day: Days, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    assert refused(house, later, "无此号")[0] == "to"
    assert refused(house, later, later)[0] == "to"
    assert refused(house, later, "")[0] == "to"
    assert refused(house, later, first, reason=" ")[0] == "reason"
    elsewhere = opened(world.stranger, on_day, FIRST)
    Case.objects.filter(pk=elsewhere.pk).update(number="别处的号")
    assert said(ELSEWHERE) in refused(house, later, "别处的号")[1]
    other = opened(house, on_day, LATER, **ELSE)
    assert said(NOT_THEIRS, number=first.number) in refused(house, other, first)[1]
    another = opened(house, on_day, LATER, item="2024年青石县电梯检验合格率")
    assert said(UNCOVERED, number=first.number, item=1) in refused(house, another, first)[1]
    wider = opened(house, on_day, LATER, item=ASKED["item"], item_2="2024年青石县电梯检验合格率")
    assert len(store.state_of(wider).items) == 2
    assert said(UNCOVERED, number=first.number, item=2) in refused(house, wider, first)[1]


def test_a_later_a_closed_a_signed_a_joined_or_an_unconfirmed_one_is_not_joined_to(world: World, on_day: Days, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    assert said(NOT_EARLIER, number=later.number) in refused(house, first, later)[1]
    third = opened(house, on_day, "2026-03-09")
    join(house, later, first)
    assert said(JOINED_ITSELF, number=later.number) in refused(house, third, later)[1]
    take(house, "handler", later, "separate", reason="甲")
    join(house, third, later)
    assert said(JOINED_TO_IT, numbers=third.number) in refused(house, later, first)[1]
    take(house, "handler", third, "separate", reason="甲")
    take(house, "handler", first, "answer", item="1", answer="disclosed", text="甲")
    take(house, "handler", first, "submit")
    assert said(SIGNED, number=first.number) in refused(house, later, first)[1]
    for role in CHAIN:
        take(house, role, first, "sign", note="")
    assert said(SIGNED, number=first.number) in refused(house, later, first)[1]
    served(house, first, "2026-03-09")
    assert said(CLOSED, number=first.number) in refused(house, later, first)[1]
    _answer, number, _code = send(house)
    unconfirmed = Case.objects.get(organ=house.organ, number=number)
    last = opened(house, on_day, "2026-03-10")
    assert said(UNCONFIRMED, number=unconfirmed.number) in refused(house, last, unconfirmed)[1]


def test_nothing_is_joined_while_somebody_is_waited_for_in_it(world: World, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    take(house, "handler", later, "ask-correction", what="写明名称", days="15")
    assert refused(house, later, first)[0] == "__all__"
    take(house, "registrar", later, "serve-correction", way="electronic", on=LATER, mail_number="")
    assert join(house, later, first).status_code == 403  # it waits for the applicant
    take(house, "registrar", later, "corrected", on=LATER, item_1=SAME_IN_OTHER_SIGNS, excuse="")
    assert join(house, later, first).status_code == 302


def test_separated_again_it_goes_on_alone_until_the_letter_names_it(world: World, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    join(house, later, first)
    assert take(house, "handler", later, "separate", reason="").status_code == 422
    assert take(house, "handler", later, "separate", reason="申请人要求分别答复。").status_code == 302
    assert (stage(later), later.joined_to_id, later.due_on) == ("open", None, DUE_LATER)
    join(house, later, first)
    take(house, "handler", first, "answer", item="1", answer="disclosed", text="甲")
    take(house, "handler", first, "submit")
    assert take(house, "handler", later, "separate", reason="甲").status_code == 422
    take(house, "legal_reviewer", first, "return", reason="改")
    assert take(house, "handler", later, "separate", reason="甲").status_code == 302
    signed(house, first)
    served(house, first, LATER)
    assert stage(later) == "open"
    call_command("cases", "verify")


def test_an_earlier_request_that_ends_without_an_answer_lets_the_later_one_go(world: World, on_day: Days, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    join(house, later, first)
    on_day("2026-03-10")
    assert take(house, "registrar", first, "withdraw", how="来函", on="2026-03-10").status_code == 302
    assert (stage(later), later.joined_to_id, later.due_on) == ("open", None, DUE_LATER)
    released = CaseEvent.objects.get(case=later, kind="request_released")
    assert (released.on, released.data["because"]) == (dt.date(2026, 3, 10), "withdrawn")
    assert later.get_absolute_url() in {one.url for one in waiting(house.people["handler"], dt.date(2026, 3, 10))}
    signed(house, later)
    served(house, later, "2026-03-10")
    assert (stage(later), later.row) == ("closed", "granted")
    call_command("cases", "verify")


def test_one_not_corrected_in_time_lets_the_later_one_go_and_so_does_one_corrected_to_something_else(
    world: World, on_day: Days, both: tuple[Case, Case]
) -> None:
    house, (first, later) = world.bureau, both
    third = opened(house, on_day, "2026-03-09")
    for case in (first, later):
        take(house, "handler", case, "ask-correction", what="写明名称", days="15")
        take(house, "registrar", case, "serve-correction", way="electronic", on="2026-03-09", mail_number="")
    assert join(house, third, first).status_code == 302  # that is pending, whoever it waits for
    on_day("2026-04-20")
    assert take(house, "handler", first, "close-uncorrected").status_code == 302
    assert CaseEvent.objects.get(case=third, kind="request_released").data["because"] == "not_corrected"
    assert join(house, third, later).status_code == 302
    corrected = {"on": "2026-04-20", "item_1": "另一份材料", "excuse": "住院"}
    assert take(house, "registrar", later, "corrected", **corrected).status_code == 302
    assert CaseEvent.objects.filter(case=third, kind="request_released").latest("pk").data["because"] == "corrected"
    assert stage(third) == "open"
    call_command("cases", "verify")


def test_the_later_one_can_be_withdrawn_and_is_then_not_named(world: World, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    join(house, later, first)
    assert take(house, "registrar", later, "withdraw", how="来函", on=LATER).status_code == 302
    assert (stage(later), later.row, later.joined_to_id) == ("closed", "other.other", None)
    signed(house, first)
    served(house, first, LATER)
    letter = as_person(house.people["handler"]).get(first.get_absolute_url()).content.decode()
    assert later.number not in letter.replace(f">{later.number}</a>", "")
    assert CaseEvent.objects.filter(case=later, kind="answered_jointly").count() == 0
    call_command("cases", "verify")


def test_its_own_clock_runs_on_it_can_be_extended_and_its_lateness_is_recorded(world: World, on_day: Days, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    join(house, later, first)
    on_day("2026-03-09")
    assert take(house, "handler", later, "extend", days="5", reason="待前件答复。").status_code == 302
    take(house, "office_head", later, "sign-extension", note="")
    take(house, "registrar", later, "serve-extension", way="electronic", on="2026-03-09", mail_number="")
    later.refresh_from_db()
    assert later.due_on == dt.date(2026, 4, 13)  # five working days after 3 April; 6 April is the holiday of Qingming
    on_day("2026-04-15")
    signed(house, first)
    served(house, first, "2026-04-15")
    stage(later), stage(first)
    assert (first.late_days, later.late_days) == (11, 2)
    call_command("cases", "verify")


def test_each_counts_in_its_own_row_when_it_asks_for_less(world: World, on_day: Days) -> None:
    house = world.bureau
    name_the_internet_way(house)
    first = opened(house, on_day, FIRST, item_2="2025年青石县电梯检验底稿")
    later = opened(house, on_day, LATER, item="2025年青石县电梯检验底稿")
    join(house, later, first)
    take(house, "handler", first, "answer", item="1", answer="disclosed", text="甲")
    signed(house, first, item="2", answer="process_information", text="属于底稿。")
    served(house, first, LATER)
    assert (stage(first), stage(later)) == ("closed", "closed")
    assert (first.row, later.row) == ("partly_granted", "refused.process_information")
    kept = CaseEvent.objects.get(case=later, kind="item_answered_jointly").data
    assert (kept["item"], kept["of"], kept["text"]) == (1, 2, "属于底稿。")


def test_an_answer_given_with_another_is_an_answer_that_can_be_repeated(world: World, on_day: Days, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    join(house, later, first)
    signed(house, first)
    served(house, first, LATER)
    again = opened(house, on_day, "2026-03-16")
    letter = store.state_of(first).letter
    assert letter is not None
    form = as_person(house.people["handler"]).get(reverse("cases_step", args=[again.key, "answer"]), {"item": "1", "answer": "repeated"})
    assert letter.number in form.content.decode()
    fields = {"item": "1", "answer": "repeated", "text": "", "earlier": letter.number, "earlier_on": LATER, "same": ""}
    assert take(house, "handler", again, "answer", **fields).status_code == 302


def test_the_file_of_a_joined_request_is_archived_without_a_service_of_its_own(world: World, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    join(house, later, first)
    signed(house, first)
    served(house, first, LATER, way="post")
    browser = as_person(house.people["registrar"])
    assert reverse("cases_step", args=[first.key, "archive"]) not in browser.get(first.get_absolute_url()).content.decode()  # the post has it
    assert reverse("cases_step", args=[later.key, "archive"]) in browser.get(later.get_absolute_url()).content.decode()


def test_every_step_that_can_leave_a_joined_request_waiting_in_vain_settles_it() -> None:
    assert {one.kind for one in SETTLES} == {"", "correction_received"}
    for step in (CloseUncorrected, CloseUnpaid, ReceiveCorrection, ServeAnswer, WithdrawRequest):
        assert issubclass(step, Settling)


def test_the_fold_refuses_what_cannot_have_happened(both: tuple[Case, Case]) -> None:
    state, day = store.state_of(both[1]), dt.date(2026, 3, 6)
    joined = e.RequestJoined(on=day, to=both[0].pk, number="1", reason="甲")
    after = ledger.step(state, joined)
    closing = {"edition": "2021", "row": "granted", "column": "natural_person", "due": DUE_LATER, "calendar": "v"}
    printed = {"number": "1", "data": "a", "docx": "b", "pdf": "c"}
    answered = e.AnsweredJointly(on=day, to=both[0].pk, joined_to="1", way="electronic", **printed, **closing)  # type: ignore[arg-type]
    impossible: list[tuple[ledger.Case, e.Event, str]] = [
        (state, e.RequestSeparated(on=day, reason="甲"), "not joined"),
        (state, e.RequestReleased(on=day, because="withdrawn"), "not joined"),
        (state, answered, "not joined"),
        (after, joined, "before its own answer"),
        (after, e.RequestReleased(on=dt.date(2026, 3, 5), because="withdrawn"), "on a day after"),
        (after, e.RequestReleased(on=day, because="answered"), "on a day after"),
        (after, answered, "has no answer yet"),
        (after, dataclasses.replace(answered, to=0), "the request it is joined to"),
        (state, e.RequestJoined(on=day, to=1, number="1", reason=" "), "and why"),
    ]
    for before, event, why in impossible:
        with pytest.raises(ledger.StepError) as refusal:
            ledger.step(before, event)
        assert why in refusal.value.message.text("en")


def test_a_wrongly_recorded_day_of_the_answer_is_put_right_for_both_from_the_request_it_was_made_for(
    world: World, on_day: Days, both: tuple[Case, Case]
) -> None:
    house, (first, later) = world.bureau, both
    join(house, later, first)
    signed(house, first)
    on_day("2026-03-12")
    served(house, first, "2026-03-12")
    entry = CaseEvent.objects.get(case=first, kind="answer_served").position
    why = {"wrong": "3月12日", "right": "3月10日", "reason": "录入时看错日期"}
    own = {"entry": str(later_position(later)), **why, "happened": "2026-03-10"}
    assert take(house, "office_head", later, "correct-record", **own).status_code == 422  # it is the day of the other
    before_it_was_joined = {"entry": str(entry), **why, "happened": "2026-03-05"}
    assert take(house, "office_head", first, "correct-record", **before_it_was_joined).status_code == 422
    right = {"entry": str(entry), **why, "happened": "2026-03-10"}
    assert take(house, "office_head", first, "correct-record", **right).status_code == 302
    stage(first), stage(later)
    assert (first.closed_on, later.closed_on) == (dt.date(2026, 3, 10),) * 2
    assert list(CaseItem.objects.filter(case=later).values_list("answered_on", flat=True)) == [dt.date(2026, 3, 10)]
    call_command("cases", "verify")


def test_the_handlers_of_the_earlier_request_are_told_of_each_that_is_joined(world: World, on_day: Days, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    third = opened(house, on_day, "2026-03-09")
    colleague = User.objects.create(username="a-colleague", name="同事")
    Membership.objects.create(user=colleague, organ=house.organ, role="handler", division=house.division, since=LONG_AGO)
    for case in (later, third):
        join(house, case, first)
    told = Notice.objects.filter(user=colleague, key__endswith=":joined").order_by("pk")
    assert [one.fields["later"] for one in told] == [later.number, third.number]
    take(house, "registrar", first, "withdraw", how="来函", on="2026-03-09")
    assert Notice.objects.filter(user=colleague, text__contains="no longer joined").count() == 2


def test_the_form_counts_both_and_the_database_counts_as_the_rows_do(world: World, on_day: Days, both: tuple[Case, Case]) -> None:
    house, (first, later) = world.bureau, both
    join(house, later, first)
    signed(house, first)
    on_day("2026-03-10")
    served(house, first, "2026-03-10")
    covered = coverage(house.organ, 2026, dt.date(2026, 12, 31))
    found = Ledger(covered, cases_of(covered)).figures()
    rows = Case.objects.filter(organ=house.organ)
    assert found == section3([Counted(one.received_on, one.closed_on, one.row, one.column) for one in rows], 2026, dt.date(2026, 12, 31))
    assert (found[cell("received", "natural_person")], found[cell("granted", "natural_person")], found[cell("carried_out", "total")]) == (2, 2, 0)
    page = as_person(house.people["handler"]).get(reverse("cases_compare", args=[later.key, first.key])).content.decode()
    assert said("Same applicant, same information, answered after this request was received: no repeat.") in page
