"""The information processing fee (信息处理费, 国办函〔2020〕109号): charged once, in time; unpaid closes, paid starts anew; days by hand (2026)."""

import datetime as dt

from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from cases.test_correcting import Days, on_day, titles
from cases.walk_through import send, take
from gongkai.cases import store
from gongkai.cases.letters.letter import loaded
from gongkai.cases.models import Case
from gongkai.organs.actions.basis import file_store
from gongkai.reports.compiling import compile_report
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture

PIECES = {"basis": "pieces", "count": "12", "already": "5", "reason": "同一申请人当月申请数量明显过多", "payment": "凭通知到办公室领取缴款码"}


def confirmed(house: House, on_day: Days) -> tuple[Case, str]:  # the fixture, handed on
    """A request confirmed on 3 March (due on 31 March), seen on 20 March; the case and its code."""
    on_day("2026-03-03")
    _answer, number, code = send(house)
    case = Case.objects.get(number=number)
    take(house, "registrar", case, "confirm", how="电话")
    on_day("2026-03-20")
    return case, code


def charged(house: House, on_day: Days, way: str = "electronic", **more: str) -> tuple[Case, str]:  # the fixture, handed on
    """The fee of 12 pieces, 5 before them in the month: the 11th to the 17th cost 100 yuan each. Served on 20 March."""
    case, code = confirmed(house, on_day)
    assert take(house, "office_head", case, "charge", **PIECES).status_code == 302
    assert take(house, "registrar", case, "serve-fee", way=way, on="2026-03-20", **more).status_code == 302
    case.refresh_from_db()
    return case, code


def test_the_notice_says_amount_basis_and_time_and_the_clock_waits(world: World, on_day: Days) -> None:  # the fixture
    house = world.bureau
    case, code = confirmed(house, on_day)
    assert take(house, "handler", case, "charge", **PIECES).status_code == 403
    assert take(house, "office_head", case, "charge", **PIECES).status_code == 302
    case.refresh_from_db()
    assert (case.errand, case.due_on) == ("serve_fee", dt.date(2026, 3, 31))
    assert f"Serve the notice of the fee of {case.number}" in titles(house, "registrar")
    state = store.state_of(case)
    assert state.charge is not None
    assert state.charge.asked.amount == 700
    text = "".join(loaded(file_store().read(state.charge.asked.data)).lines)
    for part in ("收费通知", "700元", "申请件数12件（当月此前已计5件）", "20个工作日", "凭通知到办公室领取缴款码", case.number):
        assert part in text
    assert take(house, "registrar", case, "serve-fee", way="electronic", on="2026-03-20").status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.due_on, case.waits_until) == ("waiting_for_payment", None, dt.date(2026, 4, 20))
    shown = Client().post(reverse("requests_status"), {"number": case.number, "code": code}).content.decode()
    assert "700元" in shown
    assert "2026-04-20" in shown
    assert as_person(house.people["handler"]).get(case.get_absolute_url()).status_code == 200
    call_command("cases", "verify")


def test_paid_the_period_starts_anew_on_the_next_day_and_the_report_states_the_money(world: World, on_day: Days) -> None:  # the fixture
    house = world.bureau
    case, _code = charged(house, on_day)
    on_day("2026-04-01")
    assert take(house, "registrar", case, "paid", on="2026-04-01", voucher=" ").status_code == 422
    assert take(house, "registrar", case, "paid", on="2026-04-01", voucher="缴款书0001").status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.due_on, case.fee_paid, case.fee_paid_on) == ("open", dt.date(2026, 4, 30), 700, dt.date(2026, 4, 1))
    assert f"Answer request {case.number}" in titles(house, "handler")
    made = compile_report(house.organ, 2026, dt.date(2026, 4, 2))
    assert made.sections[5].text == "本年度共收取信息处理费700元。"
    assert take(house, "office_head", case, "charge", **PIECES).status_code == 403  # once only
    assert take(house, "handler", case, "ask-correction", what="指向不明", days="").status_code == 422


def test_unpaid_it_is_closed_from_the_day_after_and_counts_as_such(world: World, on_day: Days) -> None:  # the fixture
    house = world.bureau
    case, _code = charged(house, on_day)
    on_day("2026-04-20")
    answer = take(house, "handler", case, "close-unpaid")
    assert answer.status_code == 422
    assert "2026-04-20" in answer.content.decode()
    on_day("2026-04-21")
    assert f"Close {case.number}: the fee was not paid in time" in titles(house, "handler")
    assert take(house, "handler", case, "close-unpaid").status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.row, case.column, case.late_days) == ("closed", "other.fee_unpaid", "natural_person", 0)
    assert compile_report(house.organ, 2026, dt.date(2026, 4, 21)).sections[5].text == "本年度未收取信息处理费。"
    call_command("cases", "verify")


def test_by_post_the_time_runs_from_the_day_it_arrived(world: World, on_day: Days) -> None:  # the fixture
    house = world.bureau
    case, _code = charged(house, on_day, way="post", mail_number="1234567890123")
    assert (case.errand, case.waits_until) == ("record_fee_arrival", None)
    on_day("2026-03-24")
    answer = take(house, "handler", case, "close-unpaid")
    assert answer.status_code == 422
    assert "请先登记收费通知的签收日" in answer.content.decode()
    assert take(house, "registrar", case, "fee-reached", on="2026-03-24").status_code == 302
    case.refresh_from_db()
    assert case.waits_until == dt.date(2026, 4, 22)  # 25 to 27, 30 to 3 April, 7 to 10, 13 to 17, 20 to 22: 3 + 5 + 4 + 5 + 3


def test_what_is_free_is_no_fee_and_the_notice_goes_out_within_the_period(world: World, on_day: Days) -> None:  # the fixture
    house = world.bureau
    case, _code = confirmed(house, on_day)
    answer = take(house, "office_head", case, "charge", **PIECES | {"count": "5"})
    assert answer.status_code == 422
    assert "该数量不产生费用" in answer.content.decode()
    assert take(house, "office_head", case, "charge", **PIECES | {"basis": "pages", "count": "40"}).status_code == 302
    state = store.state_of(case)
    assert state.charge is not None
    assert (state.charge.asked.amount, state.charge.asked.already) == (100, 0)  # 31 to 40 at 10 yuan; pieces before do not count by page
    on_day("2026-04-01")
    late = take(house, "registrar", case, "serve-fee", way="electronic", on="2026-04-01")
    assert late.status_code == 422
    assert "2026-03-31" in late.content.decode()  # when the answer was due
    case.refresh_from_db()
    assert (case.stage, case.errand) == ("open", "serve_fee")
    assert take(house, "office_head", case, "drop-fee", reason=" ").status_code == 422
    assert take(house, "office_head", case, "drop-fee", reason="已超过答复期限").status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.errand, store.state_of(case).charge) == ("open", "", None)
