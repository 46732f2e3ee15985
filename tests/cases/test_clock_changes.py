"""A calendar or a reading that changes while a request is open: what was lawful stays lawful, and one calendar counts in one day. By hand (2026).

Confirmed on Tuesday 3 March: the 7th working day is the 12th, the 20th is the 31st.
"""

import datetime as dt

from django.core.management import call_command
from django.utils import translation

from cases.test_assigning import opened
from cases.test_charging import charged
from cases.test_correcting import Days, on_day, titles
from cases.test_extending import proposed
from cases.walk_through import take
from gongkai.audit.actors import Actor
from gongkai.cases import events as e
from gongkai.cases import ledger, reminders, store
from gongkai.cases.models import Case
from gongkai.cases.rows import counted
from gongkai.organs.actions import SetOrganSetting
from gongkai.reports.compiling import compile_report
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture


def decide(house: House, name: str, value: object, since: str) -> None:
    SetOrganSetting(organ=house.organ, name=name, value=value, since=dt.date.fromisoformat(since), reason="当地通知").by(Actor.command("test"))


def off(house: House, since: str, *days: str) -> None:
    decide(house, "own_days", [[day, "off", "本地节日"] for day in days], since)


def told(house: House, on_day: Days, on: str) -> Case:
    """An extension by 20 working days, told on `on`."""
    case, _code = proposed(house, on_day)
    assert take(house, "office_head", case, "sign-extension", note="").status_code == 302
    on_day(on)
    assert take(house, "registrar", case, "serve-extension", way="electronic", on=on).status_code == 302
    case.refresh_from_db()
    return case


def test_an_extension_told_in_time_holds_when_a_day_becomes_a_workday_afterwards(world: World, on_day: Days) -> None:
    house = world.bureau
    case = told(house, on_day, "2026-03-31")
    assert case.due_on == dt.date(2026, 4, 29)
    on_day("2026-04-01")
    decide(house, "own_days", [["2026-03-28", "work", "补班"]], "2026-04-01")
    # One working day more in March: the 20th is now the 30th, the day before it was told; the 40th is Tuesday 28 April.
    assert [one.case.number for one in reminders.recompute()] == [case.number]
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 4, 28)
    assert as_person(house.people["handler"]).get(case.get_absolute_url()).status_code == 200
    call_command("cases", "verify")


def test_an_extension_is_told_by_the_due_day_that_the_page_shows(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = proposed(house, on_day)
    take(house, "office_head", case, "sign-extension", note="")
    off(house, "2026-03-23", "2026-03-26", "2026-03-27")
    on_day("2026-04-02")
    reminders.recompute()
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 4, 2)  # 30 and 31 March are 17 and 18, 1 and 2 April 19 and 20
    assert take(house, "registrar", case, "serve-extension", way="electronic", on="2026-04-02").status_code == 302
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 5, 6)  # 3 April is 21, 7 to 10 April 25, 13 to 17 30, 20 to 24 35, 27 to 30 39, 6 May 40


def test_a_record_is_not_corrected_so_that_the_extension_came_too_late(world: World, on_day: Days) -> None:
    house = world.bureau
    case = told(house, on_day, "2026-03-31")
    on_day("2026-04-01")
    entries = {row.kind: row.position for row in case.events.all()}
    why = {"wrong": "日期", "right": "实际日期", "reason": "录入时看错日期"}
    with translation.override("en"):
        late = take(house, "office_head", case, "correct-record", entry=str(entries["extension_told"]), **why, happened="2026-04-01")
    assert late.status_code == 422
    assert "2026-03-31" in late.content.decode()
    right = take(house, "office_head", case, "correct-record", entry=str(entries["extension_told"]), **why, happened="2026-03-30")
    assert right.status_code == 302
    call_command("cases", "verify")


def test_the_seven_days_for_a_notice_of_correction_are_counted_by_the_calendar_of_its_day(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    case = opened(house)
    take(house, "handler", case, "ask-correction", what="写明区域。", days="15")
    off(house, "2026-03-10", "2026-03-11", "2026-03-12")
    on_day("2026-03-16")  # 4 to 6 March are 3, 9 and 10 are 5, Friday 13 is 6, Monday 16 is 7
    assert take(house, "registrar", case, "serve-correction", way="electronic", on="2026-03-16").status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.due_on) == ("waiting_for_correction", None)
    clock = store.clock_of(house.organ, store.state_of(case), dt.date(2026, 3, 16))
    assert clock.deadline is not None
    assert clock.deadline.faults == ()


def test_a_late_notice_of_correction_stays_a_fault_when_days_off_are_announced_afterwards(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    case = opened(house)
    take(house, "handler", case, "ask-correction", what="写明区域。", days="15")
    on_day("2026-03-13")
    assert take(house, "registrar", case, "serve-correction", way="electronic", on="2026-03-13").status_code == 302
    off(house, "2026-03-20", "2026-03-11", "2026-03-12")
    on_day("2026-03-20")
    reminders.recompute()
    case.refresh_from_db()
    # By the new calendar the 7th day is the 16th; the notice was late when it went out, so the period runs: two days longer, to 2 April.
    assert (case.stage, case.due_on) == ("open", dt.date(2026, 4, 2))
    clock = store.clock_of(house.organ, store.state_of(case), dt.date(2026, 3, 20))
    assert clock.deadline is not None
    assert len(clock.deadline.faults) == 1


def test_an_unpaid_request_is_closed_after_the_last_day_that_the_page_shows(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = charged(house, on_day)
    off(house, "2026-04-10", "2026-04-20")
    on_day("2026-04-21")
    assert store.clock_of(house.organ, store.state_of(case), dt.date(2026, 4, 21)).standing.applicant.end == dt.date(2026, 4, 21)  # type: ignore[union-attr]
    assert take(house, "handler", case, "close-unpaid").status_code == 422
    on_day("2026-04-22")
    assert take(house, "handler", case, "close-unpaid").status_code == 302


def test_what_is_paid_after_the_time_revives_nothing(world: World, on_day: Days) -> None:
    """国办函〔2020〕109号: not paid in time is taken as given up; unlike a correction it knows no good reason."""
    house = world.bureau
    case, _code = charged(house, on_day)  # until 20 April
    on_day("2026-04-22")
    with translation.override("en"):
        late = take(house, "registrar", case, "paid", on="2026-04-21", voucher="0001")
    assert late.status_code == 422
    assert "2026-04-20" in late.content.decode()
    assert take(house, "registrar", case, "paid", on="2026-04-20", voucher="0001").status_code == 302  # recorded two days later
    case.refresh_from_db()
    assert (case.stage, case.fee_paid_on) == ("open", dt.date(2026, 4, 20))


def test_a_fee_noticed_within_the_extension_is_paid_and_the_new_period_extended(world: World, on_day: Days) -> None:
    house = world.bureau
    case = told(house, on_day, "2026-03-31")
    on_day("2026-04-10")  # after the first period, within the extended one
    fee = {"basis": "pages", "count": "40", "reason": "数量明显过多", "payment": "凭通知领取缴款码"}
    assert take(house, "office_head", case, "charge", **fee).status_code == 302
    assert take(house, "registrar", case, "serve-fee", way="electronic", on="2026-04-10").status_code == 302
    on_day("2026-04-15")
    assert take(house, "registrar", case, "paid", on="2026-04-15", voucher="0001").status_code == 302
    case.refresh_from_db()
    # 16, 17 April are 2, 20 to 24 are 7, 27 to 30 are 11; 6 to 9 May (the Saturday is worked) are 15, 11 to 15 May are 20.
    assert (case.stage, case.due_on) == ("open", dt.date(2026, 5, 15))
    assert take(house, "handler", case, "extend", days="5", reason="需要检索").status_code == 302
    assert take(house, "office_head", case, "sign-extension", note="").status_code == 302
    assert take(house, "registrar", case, "serve-extension", way="electronic", on="2026-04-15").status_code == 302
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 5, 22)
    assert f"Answer request {case.number}" in titles(house, "handler")
    call_command("cases", "verify")


def test_the_row_chosen_in_2020_is_that_of_the_same_item_in_the_form_of_2021(world: World) -> None:
    """国办公开办函〔2021〕30号 splits 其他处理 into three rows; a mere consultation is 其他 and not 逾期不补正."""
    day = dt.date(2020, 12, 31)
    printed = {"number": "1", "data": "a", "docx": "b", "pdf": "c"}
    state = ledger.fold(
        [
            e.RequestArrived(
                on=dt.date(2020, 12, 14),
                channel="in_person",
                number="1",
                applicant="p",
                applicant_kind="natural_person",
                items=("甲", "乙"),
                form="any",
                delivery="post",
            ),
            e.ItemAnswered(on=day, item=1, answer="petition", text="信访", channel="信访局"),
            e.ItemAnswered(on=day, item=2, answer="consultation", text="咨询"),
            e.AnswerSubmitted(on=day, chain=("office_head",)),
            e.AnswerSigned(on=day, role="office_head", row="other"),
            e.LetterIssued(on=day, **printed),
        ]
    )
    assert counted(world.bureau.organ, state, day).row == "other"
    assert counted(world.bureau.organ, state, dt.date(2021, 1, 4)).row == "other.other"


def test_a_request_stays_in_the_column_that_its_kind_had_on_the_day_of_receipt(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2025-12-30")
    case, kept = (opened(house, kind="individual_business", document="credit_code", number="91350100M000100Y43") for _n in range(2))
    decide(house, "individual_business", "business", "2026-01-01")

    def figures(year: int, on: dt.date) -> dict[str, int]:
        cells = compile_report(house.organ, year, on).figures
        names = [f"{row}.{column}" for row in ("received", "carried_in", "total", "carried_out") for column in ("natural_person", "business")]
        return {name: int(cells[f"applications.{name}"]) for name in names if cells[f"applications.{name}"]}

    before = {"received.natural_person": 2, "carried_out.natural_person": 2}
    assert figures(2025, dt.date(2026, 1, 2)) == before
    on_day("2026-01-12")
    assert take(house, "registrar", case, "withdraw", how="来函", on="2026-01-12").status_code == 302
    assert figures(2025, dt.date(2026, 1, 20)) == before
    assert figures(2026, dt.date(2026, 1, 20)) == {"carried_in.natural_person": 2, "total.natural_person": 1, "carried_out.natural_person": 1}
    assert Case.objects.get(pk=kept.pk).column == ""
