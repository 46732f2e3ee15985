"""Agents and joint applicants come in with an import as with a registrar's form: what one takes the other takes; what is wrong stands at its row."""

import base64
import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cases.public_parts import PNG, nothing_was_kept
from cases.test_importing import GOOD, book, confirm, preview, told, upload
from cases.test_importing_api import SCHEMA, VALID, make_token, one, send
from gongkai.audit.models import AuditRow
from gongkai.cases import store
from gongkai.cases.actions.applicants import MOST_JOINT
from gongkai.cases.actions.register import BREAK
from gongkai.cases.events import ScanFiled
from gongkai.cases.importing import parsing, workbook
from gongkai.cases.importing.actions import ImportRequests
from gongkai.cases.importing.columns import COLUMNS
from gongkai.cases.models import Case, CaseEvent
from gongkai.cases.registration_form import RegistrationForm
from gongkai.persons.models import Person
from gongkai.persons.sealing import values
from platform_parts import World, as_person

RESIDENT, CREDIT = "11010519491231002X", "91350100M000100Y43"
PEOPLE = {
    "代理人姓名": "李律师",
    "代理人证件类型": "居民身份证",
    "代理人证件号码": RESIDENT,
    "代理人电话": "0556-5550199",
    "代理权限": "授权委托书",
    "共同申请人": f"王五，{RESIDENT}\n赵六",
}


def read(key: str) -> dict[str, str]:
    return {code: value for code, value in values(Person.objects.get(pk=key), ["name", "number", "phone"]).items() if value}


def test_a_workbook_brings_agent_and_joint_applicants_once_and_the_preview_masks_them(world: World) -> None:
    data = book({**GOOD, **PEOPLE})
    shown = preview(world.bureau, upload(world.bureau, data))
    assert (shown.context["new"], shown.context["wrong"]) == (1, 0)
    page = shown.content.decode()
    for seen in ("李**", "王**", "赵**"):
        assert seen in page
    for hidden in ("李律师", "王五", "赵六", RESIDENT, "5550199"):
        assert hidden not in page
    for _turn in range(2):
        confirm(world.bureau, upload(world.bureau, data))
    arrived = store.state_of(Case.objects.get()).arrived
    assert (read(arrived.agent), arrived.authority) == ({"name": "李律师", "number": RESIDENT, "phone": "0556-5550199"}, "power")
    assert [read(one) for one in arrived.joint] == [{"name": "王五", "number": RESIDENT}, {"name": "赵六"}]
    assert Person.objects.count() == 4
    case_page = as_person(world.bureau.people["handler"]).get(Case.objects.get().get_absolute_url()).content.decode()
    assert "李**" in case_page
    held = " ".join(map(str, [*CaseEvent.objects.values_list("data", flat=True), *AuditRow.objects.values_list("detail", flat=True)]))
    assert not any(secret in held for secret in ("李律师", "王五", "赵六", RESIDENT))
    call_command("cases", "verify")


def test_the_row_tells_what_is_wrong_with_agent_and_joint_applicants(world: World) -> None:
    wrong = (
        {**GOOD, **PEOPLE},
        {**GOOD, **PEOPLE, "外部编号": "AH-2", "代理人姓名": ""},
        {**GOOD, **PEOPLE, "外部编号": "AH-3", "代理权限": ""},
        {**GOOD, **PEOPLE, "外部编号": "AH-4", "代理权限": "口头说的"},
        {**GOOD, **PEOPLE, "外部编号": "AH-5", "代理人证件号码": RESIDENT[:-1] + "1"},
        {**GOOD, **PEOPLE, "外部编号": "AH-6", "代理人证件类型": ""},
        {**GOOD, **PEOPLE, "外部编号": "AH-7", "代理人证件号码": 110105194912310021},
        {**GOOD, **PEOPLE, "外部编号": "AH-8", "共同申请人": "王五\n赵六，12"},
        {**GOOD, **PEOPLE, "外部编号": "AH-9", "共同申请人": "\n".join("王五" for _number in range(MOST_JOINT + 1))},
        {**GOOD, **PEOPLE, "外部编号": "AH-10", "代理人类别": "外星人"},
    )
    shown = preview(world.bureau, upload(world.bureau, book(*wrong)))
    found = told(shown)
    assert found.keys() == {
        (3, "代理人姓名"),
        (4, "代理权限"),
        (5, "代理权限"),
        (6, "代理人证件号码"),
        (7, "代理人证件类型"),
        (8, "代理人证件号码"),
        (9, "共同申请人"),
        (10, "共同申请人"),
        (11, "代理人类别"),
    }
    assert "2" in found[9, "共同申请人"].split("：")[0].split(":")[0]  # the second of them, by its number
    assert str(MOST_JOINT) in found[10, "共同申请人"]
    assert not any(RESIDENT[:-1] in sentence for sentence in found.values())
    nothing_was_kept()


def test_another_system_sends_them_with_the_agents_paper(world: World) -> None:
    paper = {"name": "a.png", "what": "authority", "content": base64.b64encode(PNG).decode()}
    joint = [{"name": "王五", "number": RESIDENT}, {"name": "赵六"}]
    body = one(kind="business", name="某某公司", agent_name="李律师", agent_kind="law_firm", authority="legal", joint=joint, attachments=[paper])
    VALID.validate(body)
    secret = make_token(world.bureau)
    assert [send(secret, body).json()["requests"][0]["is_new"] for _turn in range(2)] == [True, False]
    events = store.events_of(Case.objects.get())
    arrived = store.state_of(Case.objects.get()).arrived
    assert (read(arrived.agent), arrived.authority, Person.objects.get(pk=arrived.agent).kind) == ({"name": "李律师"}, "legal", "law_firm")
    assert [read(one) for one in arrived.joint] == [{"name": "王五", "number": RESIDENT}, {"name": "赵六"}]
    assert [event.what for event in events if isinstance(event, ScanFiled)] == ["authority"]


def test_what_is_wrong_with_them_is_told_by_its_path(world: World) -> None:
    secret = make_token(world.bureau)
    content = base64.b64encode(PNG).decode()
    wrong: list[tuple[dict[str, Any], str, bool]] = [  # the fields, the path, whether the schema sees it, too
        ({"agent_name": "李律师"}, "authority", False),
        ({"authority": "power"}, "agent_name", False),
        ({"agent_name": "李律师", "authority": "perhaps"}, "authority", True),
        ({"agent_name": "李律师", "authority": "power", "agent_phone": "1"}, "agent_phone", False),
        ({"agent_name": 7}, "agent_name", True),
        ({"joint": "王五"}, "joint", True),
        ({"joint": ["王五"]}, "joint/0", True),
        ({"joint": [{"name": "王五"}, {"number": RESIDENT}]}, "joint/1", True),
        ({"joint": [{"name": "王五"}, {"name": "赵六", "number": "12"}]}, "joint/1", False),
        ({"joint": [{"name": "王五，赵六"}]}, "joint/0", True),
        ({"joint": [{"name": "王五\n赵六"}]}, "joint/0", False),
        ({"joint": [{"name": ""}]}, "joint/0", False),
        ({"joint": [{"name": "王五"}] * (MOST_JOINT + 1)}, "joint", True),
        ({"attachments": [{"name": "a", "content": content, "what": "letter"}]}, "attachments/0/what", True),
    ]
    for fields, path, by_shape in wrong:
        answer = send(secret, one(**fields))
        assert answer.status_code == 422, fields
        assert [error["path"] for error in answer.json()["errors"]] == [f"requests/0/{path}"], fields
        assert VALID.is_valid(one(**fields)) != by_shape, fields
    nothing_was_kept()


def test_the_table_of_columns_is_the_schemas() -> None:
    fields = SCHEMA["$defs"]["request"]["properties"]
    assert fields.keys() == {column.code for column in COLUMNS} | {"attachments"}
    for column in COLUMNS:
        if "enum" in fields[column.code]:
            assert column.words is not None
            assert set(fields[column.code]["enum"]) - {""} == set(column.words().values()), column.code
        elif "maxLength" in fields[column.code]:
            assert fields[column.code]["maxLength"] == column.most, column.code


# ---- the form and the import are one ----

NAMES = st.sampled_from(["", "李律师", " 王五 ", "某某公司", "A" * 101, "\u200b"])
NUMBERS = st.sampled_from(["", RESIDENT, RESIDENT.lower(), RESIDENT[:-1] + "1", CREDIT, "E7654321", "12"])
DOCUMENTS = st.sampled_from(["", "resident_card", "credit_code", "passport", "other"])
KINDS = st.sampled_from(["natural_person", "business", "law_firm"])
PHONES = st.sampled_from(["", "0556-5550199", "1"])
LINES = st.lists(st.tuples(NAMES, st.sampled_from(["，", ",", "；", "\t", " , "]), NUMBERS).map("".join) | NAMES, max_size=3).map("\n".join)
FIELDS = st.fixed_dictionaries(
    {
        "way": st.sampled_from(["in_person", "platform", "ordinary_mail"]),
        "kind": KINDS,
        "name": NAMES,
        "document": DOCUMENTS,
        "number": NUMBERS,
        "phone": PHONES,
        "contact": NAMES,
        "agent_name": NAMES,
        "agent_kind": KINDS,
        "agent_document": DOCUMENTS,
        "agent_number": NUMBERS,
        "agent_phone": PHONES,
        "authority": st.sampled_from(["", "power", "legal", "missing"]),
        "joint": LINES,
    }
)
LAWFUL = {
    "way": "in_person",
    "kind": "business",
    "name": "某某公司",
    "document": "credit_code",
    "number": CREDIT,
    "phone": "",
    "contact": "王五",
    "agent_name": "李律师",
    "agent_kind": "natural_person",
    "agent_document": "",
    "agent_number": "",
    "agent_phone": "0556-5550199",
    "authority": "missing",
    "joint": f"乙公司，{CREDIT}\n丙公司",
}


def people_of(action: Any) -> tuple[Any, ...]:
    """Who would be registered: each with kind, document and what is said of them."""
    parties = [(kind, {code: text for code, text in held.items() if text}, document) for kind, document, held in _parties(action)]
    return (*parties, action.authority if action.agent else "")


def _parties(action: Any) -> list[tuple[str, str, Mapping[str, str]]]:
    others = [(one.kind, one.document, one.values) for one in (*filter(None, [action.agent]), *action.joint)]
    return [(action.kind, action.document, action.values), *others]


def by_form(world: World, fields: Mapping[str, str]) -> tuple[Any, set[str]]:
    today = timezone.localdate().isoformat()
    data = {"form": "00000000-0000-4000-8000-000000000001", "organ": world.bureau.organ.pk, "on": today, "wish": "any", "delivery": "electronic"}
    form = RegistrationForm(world.bureau.people["registrar"], {**data, "item": "名单", **fields}, {})
    assert form.is_valid(), form.errors
    action = form.action()
    try:
        action.look()
    except ValidationError as error:
        return None, set(error.error_dict)
    return people_of(action), set()


def by_import(world: World, rows: Any) -> tuple[Any, set[str]]:
    action = ImportRequests(organ=world.bureau.organ, source="省统一平台", rows=rows)
    (looked,) = action.look()
    if looked.problems:
        return None, {problem.column for problem in looked.problems}
    assert looked.wanted is not None
    request = action._request(looked.wanted)  # noqa: SLF001  # what the look has judged
    request.look()
    return people_of(request), set()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=FIELDS)
@example(fields=LAWFUL)
@example(fields={**LAWFUL, "agent_name": "", "agent_phone": "", "authority": "", "agent_document": "passport"})  # an agent of whom nothing is said
def test_what_the_form_takes_an_import_takes_and_what_it_refuses_an_import_refuses(world: World, fields: dict[str, str]) -> None:
    """A row and a JSON object with the same words register the same people, or are refused at a field that the form names, too."""
    taken, wrong = by_form(world, fields)
    texts = {"foreign_number": "AH-1", "on": timezone.localdate().isoformat(), "items": "名单", **fields}
    heads = {column.code: column.heading for column in COLUMNS}
    in_book, problems = workbook.rows_of(book({heads[code]: text for code, text in texts.items()}))
    assert not problems
    joint = [
        dict(zip(("name", "number"), (part.strip() for part in BREAK.split(line, maxsplit=1)), strict=False)) for line in _lines(fields["joint"])
    ]
    in_json, errors = parsing.rows_of(json.dumps({"requests": [{**texts, "items": ["名单"], "joint": joint}]}).encode())
    assert not errors
    for rows in (in_book, in_json):
        imported, told_at = by_import(world, rows)
        assert imported == taken
        assert told_at <= wrong
        assert bool(told_at) == bool(wrong)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_the_upload_page_names_the_columns_of_people(world: World) -> None:
    page = as_person(world.bureau.people["registrar"]).get(reverse("cases_import")).content.decode()
    for heading in PEOPLE:
        assert heading in page
