"""A correction (补正, Reg. 30): in time, late, never; each as the people who take the steps, on days worked out by hand (2026)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cases.walk_through import ASKED, send, take
from gongkai.cases import store, waiting
from gongkai.cases.letters.letter import loaded
from gongkai.cases.models import Case
from gongkai.organs.actions.basis import file_store
from gongkai.reports.coverage import coverage
from gongkai.reports.ledger_figures import Ledger, cases_of
from platform_parts import House, World, as_person

Days = Callable[[str], None]


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch) -> Days:
    """The site's today; the request's days are those of `test_ledger`."""
    real = timezone.localdate

    def set_to(day: str) -> None:
        today = dt.date.fromisoformat(day)
        monkeypatch.setattr("django.utils.timezone.localdate", lambda value=None: today if value is None else real(value))

    return set_to


def asked_to_correct(house: House, on_day: Days, serve: str = "2026-03-09", way: str = "electronic") -> tuple[Case, str]:
    """A request confirmed on 3 March whose notice of correction went out on `serve`; the case and its code."""
    on_day("2026-03-03")
    _answer, number, code = send(house)
    case = Case.objects.get(number=number)
    take(house, "registrar", case, "confirm", how="电话")
    assert take(house, "registrar", case, "ask-correction", what="x").status_code == 403
    assert take(house, "handler", case, "ask-correction", what=" ").status_code == 422
    assert take(house, "handler", case, "ask-correction", what="写明所需名单的区域。", days="15").status_code == 302
    on_day(serve)
    case.refresh_from_db()
    assert case.errand == "serve_correction"
    assert titles(house, "registrar") == [f"Serve the notice of correction of {number}"]
    assert take(house, "handler", case, "serve-correction", way=way, on=serve).status_code == 403
    assert take(house, "registrar", case, "serve-correction", way=way, on=serve, mail_number="XA1" if way == "post" else "").status_code == 302
    case.refresh_from_db()
    return case, code


def titles(house: House, role: str) -> list[str]:
    with translation.override("en"):
        return [one.title for one in waiting.waiting(house.people[role], timezone.localdate())]


def test_corrected_in_time_by_the_applicant_the_period_starts_anew(world: World, on_day: Days) -> None:
    house = world.bureau
    case, code = asked_to_correct(house, on_day)
    assert (case.stage, case.due_on, case.waits_until) == ("waiting_for_correction", None, dt.date(2026, 3, 30))
    on_day("2026-03-25")
    assert titles(house, "handler") == []
    assert take(house, "handler", case, "close-uncorrected").status_code == 422
    fields = {"number": case.number, "code": code}
    shown = Client().post(reverse("requests_status"), fields).content.decode()
    assert "写明所需名单的区域。" in shown
    assert Client().post(reverse("requests_correct"), {**fields, "code": "1", "item_1": "x"}).status_code == 422
    assert Client().post(reverse("requests_correct"), {**fields, "item_1": " "}).status_code == 422
    assert Client().post(reverse("requests_correct"), {**fields, "item_1": "青石县城关镇电梯不合格名单"}).status_code == 200
    case.refresh_from_db()
    assert (case.stage, case.due_on, case.summary) == ("open", dt.date(2026, 4, 23), "青石县城关镇电梯不合格名单")
    assert case.received_on == dt.date(2026, 3, 3)
    assert titles(house, "handler") == [f"Answer request {case.number}"]
    assert Client().post(reverse("requests_correct"), {**fields, "item_1": "x"}).status_code == 200
    call_command("cases", "verify")


def test_never_corrected_it_is_closed_from_the_day_after_and_counted_so(world: World, on_day: Days) -> None:
    house = world.bureau
    case, code = asked_to_correct(house, on_day)
    on_day("2026-03-30")
    assert take(house, "handler", case, "close-uncorrected").status_code == 422
    on_day("2026-03-31")
    late = Client().post(reverse("requests_correct"), {"number": case.number, "code": code, "item_1": "x"})
    assert (late.status_code, "2026-03-30" in late.content.decode()) == (422, True)
    assert take(house, "registrar", case, "corrected", item_1="x", on="2026-03-31").status_code == 422  # a good reason is needed
    assert titles(house, "handler") == [f"Close {case.number}: it was not corrected in time"]
    assert take(house, "handler", case, "close-uncorrected").status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.row, case.closed_on, case.late_days) == ("closed", "other.not_corrected", dt.date(2026, 3, 31), 0)
    covered = coverage(house.organ, 2026, dt.date(2026, 3, 31))
    figures = Ledger(covered, cases_of(covered)).figures()
    assert figures["applications.other.not_corrected.natural_person"] == figures["applications.total.total"] == 1
    assert as_person(house.people["handler"]).get(case.get_absolute_url()).status_code == 200
    call_command("cases", "verify")


def test_late_with_a_good_reason_the_registrar_takes_it(world: World, on_day: Days) -> None:
    case, _code = asked_to_correct(world.bureau, on_day)
    on_day("2026-03-31")
    assert take(world.bureau, "registrar", case, "corrected", item_1="新", on="2026-03-31", excuse="住院").status_code == 302
    case.refresh_from_db()
    # 1 to 3 April are 3, 7 to 10 are 7, 13 to 17 are 12, 20 to 24 are 17, 27 to 29 are 20.
    assert (case.stage, case.due_on) == ("open", dt.date(2026, 4, 29))


def test_a_notice_later_than_seven_working_days_is_a_fault_and_the_head_decides(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = asked_to_correct(house, on_day, serve="2026-03-13")
    assert (case.stage, case.due_on) == ("open", dt.date(2026, 3, 31))
    page = as_person(house.people["office_head"]).get(case.get_absolute_url()).content.decode()
    assert "2026-03-12" in page  # until when the law allowed it
    assert take(house, "handler", case, "allow-late", reason="x").status_code == 403
    assert take(house, "office_head", case, "allow-late", reason=" ").status_code == 422
    assert take(house, "office_head", case, "allow-late", reason="申请人要求补正").status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.due_on) == ("waiting_for_correction", None)
    call_command("cases", "verify")


def test_a_posted_notice_waits_for_the_day_it_arrives(world: World, on_day: Days) -> None:
    house = world.bureau
    case, _code = asked_to_correct(house, on_day, way="post")
    assert (case.errand, case.waits_until) == ("record_arrival", None)
    on_day("2026-03-12")
    assert take(house, "handler", case, "close-uncorrected").status_code == 422
    assert take(house, "registrar", case, "correction-reached", on="2026-03-12").status_code == 302
    case.refresh_from_db()
    assert (case.errand, case.waits_until) == ("", dt.date(2026, 4, 2))
    call_command("cases", "verify")


def test_the_notice_says_what_when_and_what_follows(world: World, on_day: Days) -> None:
    case, _code = asked_to_correct(world.bureau, on_day)
    found = store.state_of(case).correction
    assert found is not None
    text = "".join(loaded(file_store().read(found.asked.data)).lines)
    for part in ("补正告知书", ASKED["name"], case.number, "写明所需名单的区域。", "15个工作日", "第三十条", "视为放弃申请"):
        assert part in text
    assert file_store().read(found.asked.pdf).startswith(b"%PDF")
    page = as_person(world.bureau.people["handler"]).get(case.get_absolute_url()).content.decode()
    assert page.count("/files/3/") == 2  # DOCX and PDF
