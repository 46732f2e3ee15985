"""A withdrawal: by the applicant with number and code, by the registrar who records it; counted once, no answer owed."""

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.walk_through import answered, send, take
from gongkai.cases import store
from gongkai.cases.models import Case
from gongkai.reports.coverage import coverage
from gongkai.reports.ledger_figures import Ledger, cases_of
from platform_parts import House, World, as_person


def figures(house: House) -> dict[str, int]:
    """The cells of this year's form that are not 0."""
    today = timezone.localdate()
    covered = coverage(house.organ, today.year, today)
    return {cell: count for cell, count in Ledger(covered, cases_of(covered)).figures().items() if count and not cell.endswith(".total")}


COUNTED_ONCE = {f"applications.{row}.natural_person": 1 for row in ("received", "other.other", "total")}


def test_an_applicant_withdraws_with_number_and_code_and_is_asked_once_more(world: World) -> None:
    browser = Client()
    _answer, number, code = send(world.bureau, browser)
    fields = {"number": number, "code": code}
    button = f'action="{reverse("requests_withdraw")}"'
    assert button in browser.post(reverse("requests_status"), fields).content.decode()
    asked = browser.post(reverse("requests_withdraw"), fields)
    assert number in asked.content.decode()
    assert Case.objects.get().stage == "arrived"
    done = browser.post(reverse("requests_withdraw"), {**fields, "sure": "yes"})
    assert button not in done.content.decode()
    case = Case.objects.get()
    today = timezone.localdate()
    assert (case.stage, case.row, case.received_on, case.closed_on, case.due_on) == ("closed", "other.other", today, today, None)
    assert store.state_of(case).letter is None
    assert figures(world.bureau) == COUNTED_ONCE
    assert browser.post(reverse("requests_withdraw"), {**fields, "sure": "yes"}).status_code == 422
    call_command("cases", "verify")


def test_a_wrong_code_withdraws_nothing(world: World) -> None:
    _answer, number, code = send(world.bureau)
    wrong = ("1" if code[0] != "1" else "2") + code[1:]
    assert Client().post(reverse("requests_withdraw"), {"number": number, "code": wrong, "sure": "yes"}).status_code == 422
    assert Client().get(reverse("requests_withdraw")).status_code == 302
    assert Case.objects.get().stage == "arrived"


def test_the_registrar_records_a_withdrawal_and_says_how(world: World) -> None:
    house = world.bureau
    _answer, number, _code = send(house)
    case = Case.objects.get(number=number)
    take(house, "registrar", case, "confirm", how="电话")
    today = str(timezone.localdate())
    assert take(house, "handler", case, "withdraw", how="来函", on=today).status_code == 403
    assert take(house, "registrar", case, "withdraw", how=" ", on=today).status_code == 422
    assert take(house, "registrar", case, "withdraw", how="来函撤回", on="2020-01-01").status_code == 422
    assert take(house, "registrar", case, "withdraw", how="来函撤回", on=today).status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.row, case.late_days) == ("closed", "other.other", 0)
    assert figures(house) == COUNTED_ONCE
    page = as_person(house.people["handler"]).get(case.get_absolute_url()).content.decode()
    assert "来函撤回" in page
    call_command("cases", "verify")


def test_what_was_answered_cannot_be_withdrawn(world: World) -> None:
    case = answered(world.bureau)
    assert take(world.bureau, "registrar", case, "withdraw", how="来函", on=str(timezone.localdate())).status_code == 403
