"""The public form: whoever asks, with whatever document, through an agent, together with others; what is wrong is told where it is wrong."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cases.public_parts import COMPANY, file, nothing_was_kept, post
from cases.walk_through import ASKED, send
from gongkai.audit.models import AuditRow
from gongkai.cases import store
from gongkai.cases.models import Case, CaseEvent, Upload
from gongkai.persons.models import Person
from gongkai.persons.sealing import values
from platform_parts import World


def read(key: str) -> dict[str, str]:
    return values(Person.objects.get(pk=key), ["name", "number", "contact"])


def test_a_company_asks_through_an_agent_with_its_authority(world: World) -> None:
    answer, number, code = send(world.bureau, **COMPANY, authority_file=file())
    assert answer.status_code == 200
    assert (bool(number), len(code)) == (True, 24)
    arrived = store.state_of(Case.objects.get()).arrived
    assert (arrived.applicant_kind, arrived.authority) == ("business", "power")
    assert read(arrived.applicant) == {"name": COMPANY["name"], "number": COMPANY["number"], "contact": "欧阳某"}
    assert read(arrived.agent)["name"] == "李律师"
    assert [event.kind for event in store.events_of(Case.objects.get())] == ["request_arrived", "scan_filed"]
    assert not Upload.objects.exists()
    held = " ".join(map(str, [*CaseEvent.objects.values_list("data", flat=True), *AuditRow.objects.values_list("detail", flat=True)]))
    for secret in ("白鹭", "欧阳", "李律师", "11010519491231002X", "91350100M000100Y43"):
        assert secret not in held


def test_joint_applicants_come_in_rows_of_their_own_and_the_first_represents_them(world: World) -> None:
    joint = {
        "joint_1_name": "王五",
        "joint_1_document": "passport",
        "joint_1_number": "E7654321",
        "joint_2_name": "青石县白鹭食品有限公司",
        "joint_2_document": "credit_code",
        "joint_2_number": "91350100M000100Y43",
        "joint_3_name": "",
        "joint_3_document": "resident_card",
        "joint_3_number": "",
    }
    send(world.bureau, **joint)
    arrived = store.state_of(Case.objects.get()).arrived
    assert [read(one)["name"] for one in arrived.joint] == ["王五", "青石县白鹭食品有限公司"]
    assert list(Person.objects.filter(pk__in=arrived.joint).order_by("registered_at").values_list("kind", flat=True)) == ["natural_person", "other"]


@pytest.mark.parametrize(
    ("changed", "field", "said"),
    [
        ({"document": "resident_card", "number": "110105194912310021"}, "number", "X"),
        ({"document": "resident_card", "number": "11010519491231002"}, "number", "17"),
        ({"document": "credit_code"}, "document", ""),
        ({**COMPANY, "document": "passport"}, "document", ""),
        ({**COMPANY, "number": "91350100M000100Y44"}, "number", "3"),
        ({**COMPANY, "number": "9135O100M000100Y43"}, "number", "5"),
        ({**COMPANY, "agent_name": ""}, "agent_name", ""),
        ({**COMPANY, "agent_number": ""}, "agent_number", ""),
        ({**COMPANY, "agent_number": "110105194912310021"}, "agent_number", "X"),
        ({**COMPANY, "authority": ""}, "authority", ""),
        (COMPANY, "authority_file", ""),
        ({"joint_1_name": "王五", "joint_1_document": "passport", "joint_1_number": ""}, "joint_1_number", ""),
        ({"joint_1_name": "王五", "joint_1_document": "resident_card", "joint_1_number": "110105194912310021"}, "joint_1_number", "X"),
        ({"phone": "", "email": ""}, "phone", ""),
        ({"item": ""}, "item", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_what_was_typed_stays(world: World, changed: dict[str, str], field: str, said: str) -> None:
    answer = send(world.bureau, **changed)[0]
    assert answer.status_code == 422
    form = answer.context["form"]
    assert field in form.errors
    assert said in str(form.errors[field])
    page = answer.content.decode()
    assert f'href="#id_{field}"' in page  # the list above the form leads there
    assert changed.get("item", ASKED["item"]) in page
    assert changed.get("name", ASKED["name"]) in page
    nothing_was_kept()


def test_several_mistakes_are_told_at_once(world: World) -> None:
    wrong = {**COMPANY, "number": "91350100M000100Y44", "agent_number": "110105194912310021", "phone": ""}
    assert send(world.bureau, **wrong)[0].context["form"].errors.keys() == {"number", "agent_number", "phone", "authority_file"}


@pytest.mark.parametrize("button", ["more", "more_joint", "back"])
def test_room_for_more_keeps_what_was_typed_and_sends_nothing(world: World, button: str) -> None:
    answer = post(
        world.bureau, **ASKED, item_2="第二件", joint_1_name="王五", joint_1_document="passport", joint_1_number="E7654321", **{button: "1"}
    )
    assert answer.status_code == 200
    form = answer.context["form"]
    assert (len(form.item_names), len(form.joint)) == (2 + (button == "more"), 1 + (button == "more_joint"))
    page = answer.content.decode()
    for typed in (ASKED["item"], "第二件", "王五", "E7654321"):
        assert typed in page
    nothing_was_kept()


def test_the_agent_and_the_others_are_folded_until_somebody_is_in_them(world: World) -> None:
    page = Client().get(reverse("requests_new", args=[world.bureau.organ.code])).content.decode()
    assert "<details" in page
    assert '<details class="field" open' not in page
    assert '<details class="field" open' in send(world.bureau, **COMPANY)[0].content.decode()


def test_a_purpose_is_not_asked_and_the_form_needs_no_script(world: World) -> None:
    page = Client().get(reverse("requests_new", args=[world.bureau.organ.code])).content.decode()
    form = Client().get(reverse("requests_new", args=[world.bureau.organ.code])).context["form"]
    assert not {"purpose", "use", "reason"} & form.fields.keys()
    assert "<script" not in page.split("<main")[1].split("</main>")[0]


def test_sent_twice_it_is_one_request_with_its_files_once(world: World) -> None:
    form = str(uuid.uuid4())
    first = send(world.bureau, form=form, attachment_files=[file()])
    second = send(world.bureau, form=form, attachment_files=[file()])
    assert first[1:] == second[1:]
    assert Case.objects.count() == 1
    assert [event.kind for event in store.events_of(Case.objects.get())] == ["request_arrived", "scan_filed"]


def test_a_form_with_a_number_that_is_none_is_refused(world: World) -> None:
    assert send(world.bureau, form="x", attachment_files=[file()])[0].status_code == 422
    nothing_was_kept()


def test_more_joint_applicants_than_fit_are_not_taken_silently(world: World) -> None:
    many: dict[str, Any] = {}
    for number in range(1, 22):
        many |= {f"joint_{number}_name": "王五", f"joint_{number}_document": "passport", f"joint_{number}_number": "E7654321"}
    answer = send(world.bureau, **many)[0]
    assert answer.status_code == 422
    assert "20" in str(answer.context["form"].non_field_errors())
    nothing_was_kept()
