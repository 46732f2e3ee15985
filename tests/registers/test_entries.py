"""The registers through HTTP, as the role that does it: entered, dealt with, told, listed, counted; what is wrong is said and changes nothing."""

import datetime as dt
import io
import json
import re
import uuid
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from cases.walk_through import send as send_request
from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.cases.models import Case, Counter
from gongkai.organs.actions import SetOrganSetting
from gongkai.organs.models import Membership, Notice
from gongkai.persons.models import Person
from gongkai.registers import store
from gongkai.registers.models import Entry, EntryEvent
from platform_parts import LONG_AGO, House, World, as_person

FIELDS: dict[str, dict[str, str]] = {
    "complaint": {"about": "青石县市场监督管理局"},
    "correction": {"about": "企业登记信息"},
    "consultation": {},
    "help": {"difficulty": "writing"},
}


def enter(house: House, kind: str = "complaint", role: str = "registrar", **changed: Any) -> Any:
    """Send the registration form of a register as somebody with `role`."""
    fields = {
        "form": str(uuid.uuid4()),
        "organ": house.organ.pk,
        "way": "post",
        "on": timezone.localdate().isoformat(),
        "person": "natural_person",
        "name": "𠮷永红",
        "phone": "0556-5550123",
        "text": "三个月没有答复",
        **FIELDS[kind],
        **changed,
    }
    return as_person(house.people[role]).post(reverse("registers_new", args=[kind]), fields)


def only() -> Entry:
    entry: Entry = Entry.objects.get()
    return entry


def take(house: House, role: str, step: str, **fields: Any) -> Any:
    data = {"on": timezone.localdate().isoformat(), "text": "理由", **fields}
    return as_person(house.people[role]).post(reverse("registers_step", args=[only().key, step]), data)


def page_of(house: House, role: str) -> str:
    answer: str = as_person(house.people[role]).get(only().get_absolute_url()).content.decode()
    return answer


@pytest.mark.parametrize("kind", FIELDS)
def test_every_register_has_numbers_of_its_own_from_the_counter(world: World, kind: str) -> None:
    for _turn in range(2):
        assert enter(world.bureau, kind).status_code == 302
    year = timezone.localdate().year
    numbers = sorted(Entry.objects.values_list("number", flat=True))
    assert [re.sub(r"^\w+公开\w〔", "", one) for one in numbers] == [f"{year}〕1号", f"{year}〕2号"]
    assert list(Counter.objects.values_list("purpose", "year", "last")) == [(kind, year, 2)]
    assert not Case.objects.exists()
    for entry in Entry.objects.all():
        held = {name: getattr(entry, name) for name in store.expected(entry)}
        assert {**held, "person_id": str(held["person_id"])} == store.expected(entry)


def test_a_complaint_goes_through_the_house_and_the_sender_reads_what_became_of_it(world: World) -> None:
    house = world.bureau
    answer = Client().post(
        reverse("registers_send", args=["complaint", house.organ.code]),
        {"form": str(uuid.uuid4()), "about": "某局", "text": "逾期不答复", "person": "natural_person", "phone": "0556-5550123"},
    )
    number, code = re.findall(r'id="(?:number|code)">([^<]+)<', answer.content.decode())
    assert only().number == number
    assert re.search("未署名|gave no name", page_of(house, "registrar"))
    assert {one.user for one in Notice.objects.filter(key__startswith="register-step")} == {house.people["registrar"]}
    assert take(house, "registrar", "accept", text="").status_code == 302
    assert take(house, "handler", "ask", text="请补充申请编号", way="phone", until="").status_code == 302
    assert only().due_on is None
    assert take(house, "registrar", "supplement", text="编号已补充").status_code == 302
    assert take(house, "handler", "decide", outcome="substantiated").status_code == 403
    assert take(house, "office_head", "decide", outcome="substantiated", text="已督促七日内答复").status_code == 302
    status = Client().post(reverse("registers_status"), {"number": number, "code": code}).content.decode()
    assert "已督促七日内答复" not in status
    assert "请补充申请编号" in status
    assert take(house, "registrar", "tell", way="phone", text="").status_code == 302
    entry = only()
    assert (entry.stage, entry.outcome, entry.closed_on) == ("closed", "substantiated", timezone.localdate())
    assert "已督促七日内答复" in Client().post(reverse("registers_status"), {"number": number, "code": code}).content.decode()
    assert Client().post(reverse("registers_status"), {"number": number, "code": "1234"}).status_code == 422
    verbs = set(AuditRow.objects.values_list("verb", flat=True))
    assert {"register.send", "register.step", "register.look"} <= verbs


def test_guessing_numbers_and_codes_is_slowed_down(world: World) -> None:
    enter(world.bureau)
    answers = [Client().post(reverse("registers_status"), {"number": only().number, "code": str(turn)}).status_code for turn in range(8)]
    assert answers[:2] == [422, 422]
    assert answers[-1] == 429


def test_a_correction_that_another_organ_must_make_is_passed_on_and_the_person_told(world: World) -> None:
    enter(world.bureau, "correction")
    assert take(world.bureau, "handler", "transfer", outcome="transferred", organ="", way="post").status_code == 422
    assert only().length == 1
    assert take(world.bureau, "handler", "transfer", outcome="transferred", organ="青石县档案馆", way="post").status_code == 302
    assert only().outcome == "transferred"
    assert "青石县档案馆" in page_of(world.bureau, "handler")


def test_a_question_is_answered_by_the_handler_and_help_is_done_when_it_is_entered(world: World) -> None:
    enter(world.bureau, "consultation")
    assert take(world.bureau, "handler", "answer", outcome="answered", way="phone", text="可在网上填写").status_code == 302
    assert only().stage == "closed"
    assert enter(world.stranger, "help").status_code == 302
    given = Entry.objects.get(kind="help")
    assert (given.stage, given.outcome, given.due_on) == ("closed", "given", None)


def test_the_time_is_the_settings_and_none_where_it_says_none(world: World) -> None:
    on = dt.date(2026, 3, 2)  # a Monday; 20 working days later: 30 March, no holidays between
    enter(world.bureau, on=on.isoformat())
    assert only().due_on == dt.date(2026, 3, 30)
    SetOrganSetting(organ=world.stranger.organ, name="complaint_days", value=0, since=LONG_AGO, reason="不设期限").by(Actor.command("test"))
    enter(world.stranger, on=on.isoformat())
    assert Entry.objects.get(organ=world.stranger.organ).due_on is None
    browser = as_person(world.bureau.people["handler"])
    assert only_number(world.bureau) in browser.get(reverse("registers_list"), {"overdue": "on"}).content.decode()
    assert only_number(world.bureau) not in browser.get(reverse("registers_list"), {"kind": "help"}).content.decode()


def only_number(house: House) -> str:
    return str(Entry.objects.get(organ=house.organ).number)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(world: World) -> None:
    wrong: dict[str, dict[str, str]] = {
        "text": {"text": " "},
        "about": {"about": ""},
        "on": {"on": (timezone.localdate() + dt.timedelta(days=1)).isoformat()},
        "way": {"way": "pigeon"},
        "name": {"name": ""},
        "phone": {"phone": "1"},
        "request": {"request": "2026-99999"},
    }
    for name, fields in wrong.items():
        answer = enter(world.bureau, **fields)
        assert answer.status_code == 422, name
        assert answer.context["form"].errors.keys() == {name}
    assert enter(world.bureau, text="机密★10年\n名单").context["form"].errors.keys() == {"text"}
    assert not Entry.objects.exists()
    assert not Person.objects.exists()
    assert not Counter.objects.filter(last__gt=0).exists()


def test_the_public_form_asks_a_correction_who_asks_and_a_complaint_not(world: World) -> None:
    address = reverse("registers_send", args=["correction", world.bureau.organ.code])
    answer = Client().post(address, {"form": str(uuid.uuid4()), "about": "档案", "text": "错", "person": "natural_person"})
    assert answer.context["form"].errors.keys() == {"name", "document", "number"}
    assert Client().get(reverse("registers_send", args=["help", world.bureau.organ.code])).status_code == 404
    form = str(uuid.uuid4())
    anonymous = {"form": form, "about": "某局", "text": "不公开", "person": "natural_person"}
    address = reverse("registers_send", args=["complaint", world.bureau.organ.code])
    sent = [re.findall(r'id="(?:number|code)">([^<]+)<', Client().post(address, anonymous).content.decode()) for _turn in range(2)]
    assert sent[0] == sent[1] != []
    assert only().person is None
    take(world.bureau, "registrar", "accept")
    take(world.bureau, "office_head", "decide", outcome="unsubstantiated")
    assert take(world.bureau, "registrar", "file", text="举报人未留联系方式").status_code == 302
    assert only().outcome == "unsubstantiated"


def test_an_entry_leads_to_the_request_that_it_is_about(world: World) -> None:
    _answer, number, _code = send_request(world.bureau)
    enter(world.bureau, request=number)
    assert Case.objects.get(number=number).get_absolute_url() in page_of(world.bureau, "handler")


def test_another_organ_sees_and_changes_nothing_and_a_step_taken_twice_is_refused(world: World) -> None:
    enter(world.bureau)
    stranger = as_person(world.stranger.people["registrar"])
    assert stranger.get(only().get_absolute_url()).status_code == 404
    assert stranger.post(reverse("registers_step", args=[only().key, "accept"]), {"on": str(timezone.localdate())}).status_code == 404
    assert enter(world.stranger, organ=world.bureau.organ.pk).status_code == 422
    assert enter(world.bureau, role="handler").status_code == 403
    assert take(world.bureau, "registrar", "accept").status_code == 302
    again = take(world.bureau, "registrar", "accept")
    assert again.status_code == 422
    assert again.context["form"].non_field_errors()
    assert EntryEvent.objects.count() == 2


def test_names_are_in_no_event_no_trail_and_masked_in_the_file(world: World) -> None:
    enter(world.bureau, text="=1+1")
    answer = as_person(world.bureau.people["handler"]).get(reverse("registers_export"), {"kind": "complaint"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    head, row = [[cell.value for cell in line] for line in sheet.rows]
    assert len(head) == len(row) == 10
    assert "𠮷**" in row
    assert sheet["J2"].data_type == "s"
    assert AuditRow.objects.filter(verb="register.export").count() == 1
    held = " ".join(map(str, [*EntryEvent.objects.values_list("data", flat=True), *AuditRow.objects.values_list("detail", flat=True)]))
    assert "永红" not in held
    secrecy = as_person(world.bureau.people["secrecy_reviewer"]).get(reverse("registers_export"))
    names = [cell.value for cell in load_workbook(io.BytesIO(secrecy.content)).active["D"]]  # type: ignore[index]
    assert "𠮷**" not in names


def test_a_file_of_several_organs_has_a_row_for_each_which_its_administrator_reads(world: World) -> None:
    enter(world.bureau)
    enter(world.county)
    person = world.county.people["supervisor"]
    Membership.objects.create(user=person, organ=world.county.organ, role="office_head", since=LONG_AGO)  # sees those below, and the own
    assert as_person(person).get(reverse("registers_export")).status_code == 200
    told = AuditRow.objects.filter(verb="register.export").values_list("organ", "detail")
    assert {(organ, json.loads(detail)["rows"]) for organ, detail in told} == {(world.bureau.organ.pk, 1), (world.county.organ.pk, 1)}


def test_the_figures_of_a_year_add_up(world: World) -> None:
    today = timezone.localdate()
    last = today.year - 1
    for kind, on in (("complaint", f"{last}-12-30"), ("complaint", str(today)), ("help", str(today)), ("consultation", f"{last}-06-01")):
        assert enter(world.bureau, kind, on=on).status_code == 302
    asked = Entry.objects.get(kind="consultation")
    fields = {"on": f"{last}-06-03", "outcome": "answered", "way": "phone", "text": "答复"}
    as_person(world.bureau.people["handler"]).post(reverse("registers_step", args=[asked.key, "answer"]), fields)
    browser = as_person(world.bureau.people["office_head"])
    wanted = {
        last: {"complaint": (0, 1, 0, 1), "consultation": (0, 1, 1, 0)},
        today.year: {"complaint": (1, 1, 0, 2), "help": (0, 1, 1, 0)},
    }
    for year, counts in wanted.items():
        figures = browser.get(reverse("registers_figures", args=[year])).context["figures"]
        found = {one.kind.code: (one.carried_in, one.received, one.done, one.carried_out) for one in figures if one.received or one.carried_in}
        assert found == counts
        assert all(one.carried_in + one.received == one.done + one.carried_out for one in figures)
    other = as_person(world.stranger.people["handler"]).get(reverse("registers_figures", args=[last])).context["figures"]
    assert not any(one.received for one in other)
    assert browser.get(reverse("registers_figures", args=[today.year + 1])).status_code == 404


def test_the_home_page_and_the_list_ask_the_same_number_of_queries_for_one_and_for_thirty(world: World) -> None:
    browser, counts = as_person(world.bureau.people["registrar"]), []
    for more in (1, 29):
        for _turn in range(more):
            enter(world.bureau)
        for address in (reverse("registers_list"), reverse("staff_home")):
            browser.get(address)
            with CaptureQueriesContext(connection) as seen:
                assert only_first(browser.get(address))
            counts.append(len(seen))
    assert counts[:2] == counts[2:]


def only_first(answer: Any) -> bool:
    return Entry.objects.order_by("pk").values_list("number", flat=True)[0][:6] in answer.content.decode()
