"""An extension (延长答复期限, Reg. 33): approved by the head of the disclosure office and told before the first period ends; days by hand (2026)."""

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
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture


def proposed(house: House, on_day: Days) -> tuple[Case, str]:  # the fixture, handed on
    """A request confirmed on 3 March (due on 31 March) whose extension was proposed on 20 March; the case and its code."""
    on_day("2026-03-03")
    _answer, number, code = send(house)
    case = Case.objects.get(number=number)
    take(house, "registrar", case, "confirm", how="电话")
    on_day("2026-03-20")
    assert take(house, "registrar", case, "extend", days="20", reason="x").status_code == 403
    assert take(house, "handler", case, "extend", days="20", reason=" ").status_code == 422
    assert take(house, "handler", case, "extend", days="20", reason="需要向档案馆检索").status_code == 302
    case.refresh_from_db()
    return case, code


def test_approved_and_told_in_time_the_later_day_holds(world: World, on_day: Days) -> None:  # the fixture
    house = world.bureau
    case, code = proposed(house, on_day)
    assert (case.extension_signs, case.due_on) == ("office_head", dt.date(2026, 3, 31))
    assert f"Approve the extension of {case.number}" in titles(house, "office_head")
    assert take(house, "head", case, "sign-extension").status_code == 403
    assert take(house, "office_head", case, "sign-extension", note="").status_code == 302
    case.refresh_from_db()
    assert (case.errand, case.due_on) == ("serve_extension", dt.date(2026, 3, 31))
    assert f"Serve the notice of extension of {case.number}" in titles(house, "registrar")
    on_day("2026-03-31")
    assert take(house, "registrar", case, "serve-extension", way="electronic", on="2026-03-31").status_code == 302
    case.refresh_from_db()
    assert (case.stage, case.errand, case.due_on) == ("open", "", dt.date(2026, 4, 29))
    found = store.state_of(case).extension
    assert found is not None
    assert found.letter is not None
    text = "".join(loaded(file_store().read(found.letter.data)).lines)
    for part in ("延期答复告知书", "因需要向档案馆检索", "20个工作日", "2026年4月29日", "第三十三条", case.number):
        assert part in text
    shown = Client().post(reverse("requests_status"), {"number": case.number, "code": code}).content.decode()
    assert "2026年4月29日" in shown
    assert as_person(house.people["handler"]).get(case.get_absolute_url()).status_code == 200
    call_command("cases", "verify")


def test_told_too_late_is_refused_with_the_law_s_sentence(world: World, on_day: Days) -> None:  # the fixture
    house = world.bureau
    case, _code = proposed(house, on_day)
    take(house, "office_head", case, "sign-extension", note="")
    on_day("2026-04-01")
    answer = take(house, "registrar", case, "serve-extension", way="electronic", on="2026-04-01")
    assert answer.status_code == 422
    assert "2026-03-31" in answer.content.decode()  # when the first period ended
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 3, 31)


def test_too_late_to_propose_and_not_approved(world: World, on_day: Days) -> None:  # the fixture
    house = world.bureau
    case, _code = proposed(house, on_day)
    assert take(house, "office_head", case, "return-extension", reason=" ").status_code == 422
    assert take(house, "office_head", case, "return-extension", reason="可以按期答复").status_code == 302
    case.refresh_from_db()
    assert (case.extension_signs, case.due_on) == ("", dt.date(2026, 3, 31))
    on_day("2026-04-01")
    assert take(house, "handler", case, "extend", days="10", reason="x").status_code == 422
    call_command("cases", "verify")
