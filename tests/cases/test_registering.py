"""A registrar registers what came in by every channel; nothing that must be accepted can be refused, nothing secret is kept."""

import datetime as dt
import io
import uuid
from typing import Any

import docx
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from gongkai.audit.models import AuditRow
from gongkai.cases import store
from gongkai.cases.models import Case, CaseEvent, CaseFile, Counter
from gongkai.persons.models import Person
from gongkai.persons.sealing import values
from platform_parts import House, World, as_person

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
ASKED = {"way": "in_person", "kind": "natural_person", "name": "𠮷永红", "item": "2025年电梯检验合格率", "wish": "paper", "delivery": "post"}


def register(house: House, role: str = "registrar", **changed: Any) -> Any:
    """Send the registration form as somebody with `role`."""
    fields = {"form": str(uuid.uuid4()), "organ": house.organ.pk, "on": timezone.localdate().isoformat(), **ASKED, **changed}
    return as_person(house.people[role]).post(reverse("cases_new"), fields)


def only() -> Case:
    case: Case = Case.objects.get()
    return case


def read(key: str) -> dict[str, str]:
    return values(Person.objects.get(pk=key), ["name", "number", "phone"])


@pytest.mark.parametrize("way", ["in_person", "oral", "signed_mail", "ordinary_mail"])
def test_what_must_be_accepted_needs_neither_name_nor_identity_nor_contact_nor_description(world: World, way: str) -> None:
    assert register(world.bureau, way=way, name="", item=" ").status_code == 302
    case = only()
    assert case.number
    assert case.stage == ("arrived" if way == "ordinary_mail" else "open")
    assert store.state_of(case).arrived.oral == (way == "oral")


@pytest.mark.parametrize(("way", "stage"), [("email", "arrived"), ("fax", "arrived"), ("ordinary_mail", "arrived"), ("signed_mail", "open")])
def test_the_channel_decides_whether_the_receipt_has_to_be_confirmed(world: World, way: str, stage: str) -> None:
    register(world.bureau, way=way)
    case = only()
    assert (case.channel, case.stage, case.received_on is None) == (way, stage, stage == "arrived")


def test_a_letter_registered_later_is_received_on_the_day_it_came_and_shown_as_recorded_later(world: World) -> None:
    came = timezone.localdate() - dt.timedelta(days=3)
    register(world.bureau, way="signed_mail", on=came.isoformat())
    case = only()
    assert (case.arrived_on, case.received_on) == (came, came)
    page = as_person(world.bureau.people["registrar"]).get(case.get_absolute_url()).content.decode()
    assert "recorded later than it happened" in page or "事后补录" in page
    assert register(world.bureau, on=(timezone.localdate() + dt.timedelta(days=1)).isoformat()).status_code == 422
    assert register(world.bureau, on="1999-01-01").status_code == 422
    assert Case.objects.count() == 1


def test_agent_joint_applicants_items_and_scans_are_kept_and_no_event_says_who(world: World) -> None:
    word = io.BytesIO()
    docx.Document().save(word)
    answer = register(
        world.bureau,
        item="甲\n\n乙\r\n第二行\n\n\n丙",
        number="11010519491231002X",
        document="resident_card",
        agent_name="李律师",
        agent_kind="natural_person",
        agent_phone="0556-5550123",
        authority="power",
        joint="王五，E7654321\n赵六",
        scan_request=SimpleUploadedFile("𠮷永红的申请.png", PNG),
        scan_authority=SimpleUploadedFile("委托书.docx", word.getvalue()),
    )
    assert answer.status_code == 302
    case = only()
    arrived = store.state_of(case).arrived
    assert arrived.items == ("甲", "乙\n第二行", "丙")
    assert read(arrived.agent) == {"name": "李律师", "number": "", "phone": "0556-5550123"}
    assert [read(one)["name"] for one in arrived.joint] == ["王五", "赵六"]
    assert Person.objects.get(pk=arrived.joint[0]).document == "other"
    assert list(CaseFile.objects.values_list("position", "purpose")) == [(2, "file"), (3, "file")]
    browser = as_person(world.bureau.people["handler"])
    got = browser.get(reverse("cases_file", args=[case.key, 2, "file"]))
    assert got.content == PNG
    assert "-2.png" in got["Content-Disposition"]
    page = browser.get(case.get_absolute_url()).content.decode()
    assert "李" in page
    held = " ".join(map(str, [*CaseEvent.objects.values_list("data", flat=True), *AuditRow.objects.values_list("detail", flat=True)]))
    for secret in ("永红", "11010519491231002X", "李律师", "王五", "E7654321"):
        assert secret not in held
    call_command("cases", "verify")


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(world: World) -> None:
    wrong = {
        "number": {"document": "resident_card", "number": "110105194912310021"},
        "agent_name": {"agent_phone": "0556-5550123", "authority": "power"},
        "authority": {"agent_name": "李律师"},
        "agent_phone": {"agent_name": "李律师", "authority": "legal", "agent_phone": "1"},
        "scan_request": {"scan_request": SimpleUploadedFile("a.png", b"MZ\x90\x00" + b"\x00" * 100)},
        "joint": {"joint": "某甲，12"},
        "way": {"way": "pigeon"},
    }
    for name, fields in wrong.items():
        answer = register(world.bureau, **fields)
        assert answer.status_code == 422, name
        assert answer.context["form"].errors.keys() == {name}
    assert not Case.objects.exists()
    assert not Person.objects.exists()
    assert not Counter.objects.filter(last__gt=0).exists()


@pytest.mark.parametrize("marked", ["机密★10年\n名单", "秘 密★"])
def test_what_bears_the_mark_of_a_secret_is_refused_with_what_to_do(world: World, marked: str) -> None:
    answer = register(world.bureau, item=marked)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"item"}
    word = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(marked)
    document.save(word)
    answer = register(world.bureau, scan_attachment=SimpleUploadedFile("a.docx", word.getvalue()))
    assert answer.context["form"].errors.keys() == {"scan_attachment"}
    assert not Case.objects.exists()
    assert not settings.GONGKAI_FILES.exists()


def test_a_placeholder_has_level_and_keeper_and_no_content(world: World) -> None:
    assert register(world.bureau, level="secret", keeper="").status_code == 422
    assert register(world.bureau, level="secret", keeper="保密办", scan_request=SimpleUploadedFile("a.png", PNG)).status_code == 422
    assert register(world.bureau, level="secret", keeper="保密办", item="不该录入的内容").status_code == 302
    case = only()
    arrived = store.state_of(case).arrived
    assert (arrived.level, arrived.keeper) == ("secret", "保密办")
    assert "不该录入的内容" not in " ".join(map(str, CaseEvent.objects.values_list("data", flat=True)))
    assert "保密办" in as_person(world.bureau.people["handler"]).get(case.get_absolute_url()).content.decode()


def test_the_form_sent_twice_is_one_request_and_only_registrars_of_the_organ_send_it(world: World) -> None:
    form = str(uuid.uuid4())
    assert register(world.bureau, form=form)["Location"] == register(world.bureau, form=form)["Location"]
    assert Case.objects.count() == 1
    assert register(world.bureau, role="handler").status_code == 403
    assert register(world.stranger, organ=world.bureau.organ.pk).status_code == 422
    assert Case.objects.count() == 1


def test_the_number_is_of_the_year_in_which_the_request_came(world: World) -> None:
    today = timezone.localdate()
    last_year = dt.date(today.year - 1, 12, 30)
    register(world.bureau, way="signed_mail", on=last_year.isoformat())
    register(world.bureau)
    years = sorted(Counter.objects.values_list("year", "last"))
    assert years == [(last_year.year, 1), (today.year, 1)]
