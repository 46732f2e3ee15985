"""Another system sends requests with a token: as the reference says, all or none, nothing twice; what is wrong is told by its path."""

import base64
import copy
import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator

from gongkai.audit.models import AuditRow
from gongkai.cases.importing import tokens
from gongkai.cases.importing.actions import ImportRequests, Looked
from gongkai.cases.models import Case, CaseFile, Counter, ImportToken
from gongkai.cases.views import import_api
from gongkai.organs.actions.basis import file_store
from gongkai.persons import kinds
from gongkai.persons.models import Person
from platform_parts import House, World, as_person

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "import.md").read_text("utf-8")
EXAMPLES = {name: json.loads(text) for name, text in re.findall(r"```json (\w+)\n(.*?)```", PAGE, re.DOTALL)}
SCHEMA = json.loads(Path(tokens.__file__).with_name("requests.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)
ADDRESS = "/api/requests/import/"


def make_token(house: House, source: str = "省统一平台") -> str:
    answer = as_person(house.people["administrator"]).post(reverse("cases_import_tokens"), {"organ": house.organ.pk, "source": source})
    (secret,) = re.findall(r'<code id="secret"[^>]*>([^<]+)<', answer.content.decode())
    return str(secret)


def send(secret: str, body: Any, **more: Any) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client().post(
        ADDRESS, data, content_type="application/json", headers={"Authorization": f"Bearer {secret}", "Accept-Language": "en"}, **more
    )


def one(**changed: Any) -> dict[str, Any]:
    request = {"foreign_number": "AH-1", "on": "2026-03-02", "kind": "natural_person", "name": "张三", "items": ["名单"], **changed}
    return {"requests": [{name: value for name, value in request.items() if value is not None}]}


def test_the_reference_shows_what_is_sent_and_what_comes_back(world: World) -> None:
    VALID.validate(EXAMPLES["request"])
    answer = send(make_token(world.bureau), EXAMPLES["request"])
    assert answer.status_code == 200, answer.content
    assert answer.json() == EXAMPLES["answer"]
    assert Client().get(ADDRESS).json() == SCHEMA
    wrong = send(make_token(world.bureau), one(on="2. March", foreign_number="AH-9"))
    assert (wrong.status_code, wrong.json()) == (422, EXAMPLES["errors"])
    (file,) = CaseFile.objects.all()
    assert file_store().read(file.name) == base64.b64decode(EXAMPLES["request"]["requests"][1]["attachments"][0]["content"])


def test_the_reference_names_every_field_and_every_word_of_the_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    fields = SCHEMA["$defs"]["request"]["properties"]
    table = PAGE.split("## Fields of a request")[1].split("## ")[0]
    rows = {name: line for line in table.splitlines() for name in re.findall(r"`([a-z_]+)`", line.split("|")[1] if line.startswith("|") else "")}
    assert rows.keys() == fields.keys()
    for name, field in fields.items():
        assert ("| needed |" in rows[name]) == (name in SCHEMA["$defs"]["request"]["required"])
        for word in filter(None, field.get("enum", ())):
            assert f"`{word}`" in rows[name], (name, word)
    assert set(fields["kind"]["enum"]) == set(kinds.CODES)


def test_the_same_call_again_makes_nothing_new_and_says_so(world: World) -> None:
    secret = make_token(world.bureau)
    first = send(secret, one()).json()["requests"]
    again = send(secret, one(items=["etwas anderes"])).json()["requests"]
    assert [row["is_new"] for row in (*first, *again)] == [True, False]
    assert first[0]["number"] == again[0]["number"]
    assert Case.objects.count() == 1
    assert send(make_token(world.bureau, "县政府信箱"), one()).json()["requests"][0]["is_new"]
    assert Case.objects.count() == 2


def test_of_two_calls_at_the_same_moment_one_makes_the_request(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second looks before the first has written, and writes after it: the database refuses, and it looks again."""
    secret = make_token(world.bureau)
    first = send(secret, one()).json()["requests"][0]
    look, times = ImportRequests.look, []

    def look_too_early(self: ImportRequests) -> list[Looked]:
        times.append(1)
        return [replace(row, known=None) for row in look(self)] if len(times) == 1 else look(self)

    monkeypatch.setattr(ImportRequests, "look", look_too_early)
    again = send(secret, one())
    assert again.json()["requests"] == [{**first, "is_new": False}]
    assert (len(times), Case.objects.count()) == (2, 1)
    assert list(Counter.objects.filter(purpose="request").values_list("last", flat=True)) == [1]


def test_a_token_is_held_as_a_digest_and_a_revoked_one_opens_nothing(world: World) -> None:
    secret = make_token(world.bureau)
    token = ImportToken.objects.get()
    assert secret not in " ".join(map(str, [*ImportToken.objects.values_list(), *AuditRow.objects.values_list("detail", flat=True)]))
    assert secret not in as_person(world.bureau.people["administrator"]).get(reverse("cases_import_tokens")).content.decode()
    for wrong in ("", "gk_guess", secret[:-1]):
        answer = send(wrong, one())
        assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    address = reverse("cases_import_revoke", args=[token.pk])
    assert as_person(world.stranger.people["administrator"]).post(address).status_code == 404
    assert as_person(world.bureau.people["registrar"]).post(address).status_code == 403
    assert as_person(world.bureau.people["registrar"]).post(reverse("cases_import_tokens"), {"source": "x"}).status_code == 403
    assert as_person(world.bureau.people["administrator"]).post(address).status_code == 302
    assert send(secret, one()).status_code == 401
    assert not Case.objects.exists()
    assert {"case.import_token", "case.import_revoke"} <= set(AuditRow.objects.values_list("verb", flat=True))


def test_the_tokens_stand_in_the_menu_of_who_makes_them(world: World) -> None:
    shown = {
        role: reverse("cases_import_tokens") in as_person(world.bureau.people[role]).get(reverse("staff_home")).content.decode()
        for role in ("administrator", "registrar")
    }
    assert shown == {"administrator": True, "registrar": False}


def bad() -> Iterator[tuple[str, Any, str]]:
    """What is wrong, the body, the path that is told; the first ones break the schema, too."""
    yield "no list", {"requests": {}}, ""
    yield "nothing", {"requests": []}, "requests"
    yield "too many", {"requests": one()["requests"] * 101}, "requests"
    yield "another field", {**one(), "purpose": "why"}, ""
    yield "no object", {"requests": ["AH-1"]}, "requests/0"
    yield "a purpose", one(purpose="科研"), "requests/0/purpose"
    yield "a number", one(foreign_number=7), "requests/0/foreign_number"
    yield "no number", one(foreign_number=None), "requests/0/foreign_number"
    yield "no day", one(on="yesterday"), "requests/0/on"
    yield "no way", one(way="pigeon"), "requests/0/way"
    yield "no kind", one(kind="martian"), "requests/0/kind"
    yield "a text for a list", one(items="名单"), "requests/0/items"
    yield "no file", one(attachments=["x"]), "requests/0/attachments/0"


def refused() -> Iterator[tuple[str, Any, str]]:
    """What the schema cannot say."""
    yield "no JSON", b"{", ""
    yield "deep", b"[" * 100_000, ""
    yield "no such day", one(on="2026-02-30"), "requests/0/on"
    yield "ahead", one(on=(timezone.localdate() + dt.timedelta(days=2)).isoformat()), "requests/0/on"
    yield "confirmed before", one(confirmed_on="2026-03-01"), "requests/0/confirmed_on"
    yield "wrong check digit", one(document="resident_card", number="110105194912310021"), "requests/0/number"
    yield "no name", one(name=None), "requests/0/name"
    yield "nothing asked for", one(items=None), "requests/0/items"
    yield "secret", one(items=["机密★10年\n名单"]), "requests/0/items"
    yield "no Base64", one(attachments=[{"name": "a", "content": "%%%"}]), "requests/0/attachments/0/content"
    yield "a program", one(attachments=[{"name": "a.png", "content": base64.b64encode(b"MZ" + bytes(100)).decode()}]), "requests/0/attachments"


@pytest.mark.parametrize(("body", "path"), [pytest.param(body, path, id=name) for name, body, path in (*bad(), *refused())])
def test_what_is_wrong_is_told_by_its_path_and_nothing_comes_in(world: World, body: Any, path: str) -> None:
    answer = send(make_token(world.bureau), body)
    assert answer.status_code == 422, answer.content
    errors = answer.json()["errors"]
    assert [error["path"] for error in errors] == [path]
    assert all(error["sentence"] for error in errors)
    assert not Case.objects.exists()
    assert not Person.objects.exists()
    assert not Counter.objects.filter(last__gt=0).exists()


@pytest.mark.parametrize("body", [pytest.param(body, id=name) for name, body, _path in bad()])
def test_what_is_refused_by_its_shape_is_refused_by_the_schema(body: Any) -> None:
    assert not VALID.is_valid(body)


def test_one_wrong_request_keeps_the_others_out(world: World) -> None:
    body = copy.deepcopy(EXAMPLES["request"])
    body["requests"][1]["on"] = "2026-13-01"
    answer = send(make_token(world.bureau), body)
    assert [error["path"] for error in answer.json()["errors"]] == ["requests/1/on"]
    assert not Case.objects.exists()


def test_too_many_calls_and_too_large_bodies_are_not_heard(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = make_token(world.bureau)
    monkeypatch.setattr(tokens, "A_MINUTE", 2)
    monkeypatch.setattr(import_api, "LARGEST_BODY", 100)
    assert send(secret, one(name="张" * 100)).status_code == 413
    monkeypatch.setattr(import_api, "LARGEST_BODY", 10_000)
    assert send(secret, one()).status_code == 200
    late = send(secret, one())
    assert (late.status_code, int(late["Retry-After"]) in range(1, 61)) == (429, True)
    ImportToken.objects.update(window=timezone.now() - dt.timedelta(minutes=2))
    assert send(secret, one()).status_code == 200
    assert Client().put(ADDRESS).status_code == 405


def test_what_a_token_did_stands_in_the_trail_under_its_own_key(world: World) -> None:
    send(make_token(world.bureau), one())
    row = AuditRow.objects.get(verb="case.import")
    assert (row.actor_kind, row.actor) == ("task", f"import-token-{ImportToken.objects.get().pk}")
    assert json.loads(row.detail) == {"known": 0, "new": 1, "source": "省统一平台"}
    assert row.organ == world.bureau.organ.pk
