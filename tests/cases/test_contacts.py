"""Attempts to reach the applicant (Reg. 31): logged while the receipt waits, an alarm where the law's day has passed; days by hand (2026)."""

import datetime as dt
import uuid
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone, translation

from cases.test_correcting import Days, on_day
from cases.walk_through import send, take
from gongkai.cases import events as e
from gongkai.cases import waiting
from gongkai.cases.ledger import StepError, fold
from gongkai.cases.models import Case, CaseEvent
from gongkai.statute.calendar import Calendar
from gongkai.statute.readings import readings
from gongkai.statute.receipt import attempt_suffices, receipt
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture

D = dt.date
TRIED = {"way": "phone", "at": "00:00", "result": "no_answer", "note": ""}
ARRIVED = e.RequestArrived(
    on=D(2026, 3, 3),
    channel="ordinary_mail",
    number="1",
    applicant="p",
    applicant_kind="natural_person",
    items=("甲",),
    form="any",
    delivery="post",
)


def tried(day: int, at: str = "10:00", **changed: Any) -> e.ContactTried:
    return e.ContactTried(**{"on": D(2026, 3, day), "way": "phone", "at": at, "result": "dead", **changed})


def mailed(house: House, on: str) -> Case:
    """A letter by ordinary mail that came on that day."""
    fields = {"form": str(uuid.uuid4()), "organ": house.organ.pk, "on": on, "way": "ordinary_mail", "kind": "natural_person", "name": "𠮷永红"}
    as_person(house.people["registrar"]).post("/staff/requests/new/", {**fields, "item": "电梯检验合格率", "wish": "any", "delivery": "post"})
    case: Case = Case.objects.get(organ=house.organ)
    return case


def page(house: House, case: Case, role: str = "registrar") -> str:
    user = house.people[role]
    user.language = "en"
    user.save(update_fields=["language"])
    text: str = as_person(user).get(case.get_absolute_url()).content.decode()
    return text


def due(house: House, on: D) -> Any:
    """What waits for the registrar, with the day by which."""
    with translation.override("en"):
        return [(one.title, one.due and one.due.date()) for one in waiting.waiting(house.people["registrar"], on)]


def test_an_attempt_is_logged_while_the_receipt_waits_and_in_its_order() -> None:
    case = fold([ARRIVED, tried(3), tried(3, "15:30"), tried(5, "09:00")])
    assert [one.at for one in case.contacts] == ["10:00", "15:30", "09:00"]
    assert case.stage == "arrived"
    for wrong in (tried(3, "9:00"), tried(5, "08:59"), tried(5, "25:00"), tried(5, way="pigeon"), tried(5, result="reached")):
        with pytest.raises(StepError):
            fold([ARRIVED, tried(3), tried(5, "09:00"), wrong])
    with pytest.raises(StepError):
        fold([ARRIVED, e.ReceiptConfirmed(on=D(2026, 3, 4)), tried(5)])


def test_a_mail_confirmed_later_is_no_alarm_when_it_was_tried_on_the_day_of_arrival() -> None:
    given = (D(2026, 3, 3), D(2026, 3, 9), Calendar(), readings())
    assert receipt("ordinary_mail", *given).alarm is not None
    assert receipt("ordinary_mail", *given, tried=D(2026, 3, 4)).alarm is not None
    assert receipt("ordinary_mail", *given, tried=D(2026, 3, 3)).alarm is None
    assert receipt("internet", *given, tried=D(2026, 3, 3)).alarm is not None  # only the confirmation counts there
    assert attempt_suffices("ordinary_mail", D(2026, 3, 3))
    assert not attempt_suffices("fax", D(2026, 3, 3))


def test_ordinary_mail_not_tried_on_its_day_is_an_alarm_on_page_list_and_home_and_stays_on_record(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    case = mailed(house, "2026-03-03")
    assert case.confirm_by == D(2026, 3, 3)
    assert due(house, D(2026, 3, 3)) == [(f"Confirm the receipt of {case.number} with the applicant", D(2026, 3, 3))]
    assert "Try to reach the applicant on the day of arrival, 2026-03-03" in page(house, case)
    on_day("2026-03-04")
    assert "Not tried on the day of arrival, 2026-03-03" in page(house, case)
    listed = as_person(house.people["registrar"]).get("/staff/requests/").content.decode()
    assert "cases-late" in listed
    assert take(house, "registrar", case, "contact", on="2026-03-04", **TRIED).status_code == 302
    case.refresh_from_db()
    assert case.confirm_by == D(2026, 3, 3)  # what was owed on the 3rd cannot be done any more
    assert "Not tried on the day of arrival" in page(house, case)
    on_day("2026-03-05")
    assert take(house, "registrar", case, "confirm", how="电话").status_code == 302
    case.refresh_from_db()
    assert (case.confirm_by, case.received_on, case.due_on) == (None, D(2026, 3, 5), D(2026, 4, 2))
    assert "has to try on the day of arrival" in page(house, case)
    call_command("cases", "verify")


def test_tried_in_time_the_period_starts_with_the_contact_and_nothing_is_late(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    case = mailed(house, "2026-03-03")
    assert take(house, "registrar", case, "contact", on="2026-03-03", **{**TRIED, "result": "dead", "note": "号码少一位"}).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.confirm_by, case.received_on) == ("arrived", None, None)
    assert due(house, D(2026, 3, 9)) == [(f"Confirm the receipt of {case.number} with the applicant", None)]
    text = page(house, case, "handler")
    assert "the number or address is not in use" in text
    assert "号码少一位" in text
    assert "It was tried in time" in text
    on_day("2026-03-09")
    assert take(house, "registrar", case, "confirm", how="来电").status_code == 302
    case.refresh_from_db()
    assert (case.received_on, case.due_on) == (D(2026, 3, 9), D(2026, 4, 7))
    assert "cases-late" not in page(house, case)
    call_command("cases", "verify")


def test_a_request_of_the_own_form_is_an_alarm_after_a_working_day_whatever_was_tried(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-06")  # a Friday
    _answer, number, _code = send(house)
    case = Case.objects.get(number=number)
    assert case.confirm_by == D(2026, 3, 9)
    assert take(house, "registrar", case, "contact", on="2026-03-06", **TRIED).status_code == 302
    on_day("2026-03-10")
    case.refresh_from_db()
    assert case.confirm_by == D(2026, 3, 9)
    assert "The receipt should have been confirmed by 2026-03-09" in page(house, case)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"at": "14h"}, "at"),
        ({"way": "pigeon"}, "way"),
        ({"result": ""}, "result"),
        ({"on": "2999-01-01"}, "on"),
        ({"note": "长" * 201}, "note"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_logged(world: World, changed: dict[str, str], named: str) -> None:
    send(world.bureau)
    case = Case.objects.get()
    answer = take(world.bureau, "registrar", case, "contact", **{"on": str(case.arrived_on), **TRIED, **changed})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [named]
    assert not CaseEvent.objects.filter(kind="contact_tried").exists()


def test_an_attempt_of_today_has_happened_already(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    send(world.bureau)
    case = Case.objects.get()
    now = timezone.localtime().replace(hour=14, minute=5)
    monkeypatch.setattr("gongkai.cases.actions.contact.timezone", SimpleNamespace(localdate=timezone.localdate, localtime=lambda: now))
    fields = {"on": str(case.arrived_on), "way": "phone", "result": "dead"}
    answer = take(world.bureau, "registrar", case, "contact", at="14:06", **fields)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["at"])
    assert take(world.bureau, "registrar", case, "contact", at="14:05", **fields).status_code == 302


def test_only_registrars_log_attempts_and_none_after_the_confirmation(world: World) -> None:
    house = world.bureau
    send(house)
    case = Case.objects.get()
    fields = {"on": str(case.arrived_on), **TRIED}
    assert take(house, "handler", case, "contact", **fields).status_code == 403
    assert take(world.stranger, "registrar", case, "contact", **fields).status_code == 404
    take(house, "registrar", case, "confirm", how="电话")
    assert take(house, "registrar", case, "contact", **fields).status_code == 403
