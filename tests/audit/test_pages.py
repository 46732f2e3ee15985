"""The audit trail's pages, asked over HTTP by people with roles."""

import csv
import datetime as dt
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.audit.trail import record
from gongkai.organs.models import Membership
from platform_parts import LONG_AGO, House, World, as_person

NOON = dt.datetime(2026, 3, 2, 4, 5, 6, tzinfo=dt.UTC)  # 12:05:06 in China
PAGE = "/staff/audit/"


def _did(house: House, role: str, verb: str = "organ.rename", **more: Any) -> AuditRow:
    """Somebody of `house` did something to its organ."""
    actor = Actor.of(house.people[role], "192.0.2.7")
    return record(verb, actor, organ=house.organ.pk, subject=more.pop("subject", house.organ), **more)


@pytest.fixture
def reader(world: World) -> Client:
    return as_person(world.bureau.people["administrator"])


def _text(client: Client, **asked: str) -> str:
    answer = client.get(PAGE, asked)
    assert answer.status_code == 200
    body: str = answer.content.decode()
    return body.partition('id="trail-rows"')[2].partition("</table>")[0]


def _numbers(client: Client, **asked: str) -> list[int]:
    return [int(number) for number in re.findall(r"<td[^>]*>(\d+)</td>\s*</tr>", _text(client, **asked))]


def test_a_row_is_a_sentence_with_time_organ_and_address(world: World, reader: Client) -> None:
    _did(world.bureau, "head", at=NOON, detail={"since": "2026-03-01"})
    text = _text(reader)
    assert "青石head" in text
    assert "青石县市场监督管理局" in text
    assert "192.0.2.7" in text
    assert "since: 2026-03-01" in text
    assert "12:05:06" in text
    assert 'datetime="2026-03-02T12:05:06+08:00"' in text


def test_the_word_of_another_organ_does_not_appear(world: World, reader: Client) -> None:
    _did(world.stranger, "head", detail={"word": "秘密词"})
    record("organ.rename", Actor.of(world.stranger.people["head"]), subject=("secret", "秘密词"))  # of no organ
    own = _did(world.bureau, "head", subject=world.stranger.organ)
    page = reader.get(PAGE).content.decode()
    assert _numbers(reader) == [own.sequence]
    assert "秘密词" not in page
    assert world.stranger.organ.name not in page  # named as the subject of an own row, but not to be seen


def test_a_row_of_no_organ_is_seen_by_nobody_on_the_site(world: World) -> None:
    record("account.sign_in_failed", Actor("public", address="192.0.2.9"))
    for house in (world.county, world.bureau, world.stranger):
        assert _numbers(as_person(house.people["administrator"])) == []


@pytest.mark.parametrize("role", ["registrar", "handler", "legal_reviewer", "secrecy_reviewer", "editor", "office_head", "supervisor"])
def test_only_the_administrator_and_the_head_read_the_trail(world: World, role: str) -> None:
    client = as_person(world.bureau.people[role])
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE + "export/").status_code == 403
    assert as_person(world.bureau.people["head"]).get(PAGE).status_code == 200


def test_without_a_sign_in_the_page_asks_for_one(world: World) -> None:
    assert "/accounts/login/" in Client().get(PAGE).headers["Location"]
    assert "/accounts/login/" in Client().post(PAGE + "export/").headers["Location"]
    assert world


def test_it_is_searched_by_who(world: World, reader: Client) -> None:
    head, editor = _did(world.bureau, "head"), _did(world.bureau, "editor")
    by_command = record("organ.rename", Actor.command("nightly"), organ=world.bureau.organ.pk)
    assert _numbers(reader, who="青石head") == [head.sequence]
    assert _numbers(reader, who="qingshi-scjg-EDITOR") == [editor.sequence]
    assert _numbers(reader, who="night") == [by_command.sequence]
    assert _numbers(reader, who="nobody") == []


def test_it_is_searched_by_what(world: World, reader: Client) -> None:
    renamed = _did(world.bureau, "head")
    added = _did(world.bureau, "head", "division.add", subject=world.bureau.division)
    assert _numbers(reader, verb="division.add") == [added.sequence]
    assert _numbers(reader, about=f"organs.organ:{world.bureau.organ.pk}") == [renamed.sequence]
    assert _numbers(reader, about="organs.division") == [added.sequence]
    assert _numbers(reader, about="organs.division:99999") == []


def test_it_is_searched_by_when_in_chinese_days(world: World, reader: Client) -> None:
    last_second = dt.datetime(2026, 3, 2, 15, 59, 59, tzinfo=dt.UTC)  # 23:59:59 on 2 March in China
    evening, midnight = _did(world.bureau, "head", at=last_second), _did(world.bureau, "head", at=last_second + dt.timedelta(seconds=1))
    assert _numbers(reader, since="2026-03-02", until="2026-03-02") == [evening.sequence]
    assert _numbers(reader, since="2026-03-03") == [midnight.sequence]
    assert _numbers(reader, until="2026-03-01") == []


@pytest.mark.parametrize("asked", [{"since": "2026-02-30"}, {"since": "2026-03-02", "until": "2026-03-01"}, {"verb": "no.such"}, {"who": "x" * 61}])
def test_what_cannot_be_looked_for_is_said_at_its_field(world: World, reader: Client, asked: dict[str, str]) -> None:
    _did(world.bureau, "head")
    answer = reader.get(PAGE, asked)
    assert answer.status_code == 400
    assert "errorlist" in answer.content.decode()
    assert 'id="trail-rows"' not in answer.content.decode()
    assert reader.post(PAGE + "export/", asked).status_code == 400


def test_pages_go_by_row_number_to_older_and_back_to_newer(world: World, reader: Client) -> None:
    rows = [_did(world.bureau, "head").sequence for _count in range(120)][::-1]
    assert _numbers(reader) == rows[:50]
    assert _numbers(reader, before=str(rows[49])) == rows[50:100]
    assert _numbers(reader, before=str(rows[99])) == rows[100:]
    assert _numbers(reader, after=str(rows[50])) == rows[:50]
    assert _numbers(reader, after=str(rows[100])) == rows[50:100]
    body = reader.get(PAGE, {"who": "head", "before": str(rows[49])}).content.decode()
    assert f"?who=head&amp;before={rows[99]}" in body
    assert f"?who=head&amp;after={rows[50]}" in body
    assert _numbers(reader, before="99999999999999999999999") == rows[:50]


def test_the_number_of_queries_does_not_grow_with_the_rows(world: World, reader: Client) -> None:
    def row(role: str) -> None:
        _did(world.bureau, role)
        _did(world.bureau, role, "division.add", subject=world.bureau.division)
        _did(world.bureau, role, "account.close", subject=world.bureau.people[role])

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert _numbers(reader)
        return len(caught)

    row("head")
    few = queries()
    for role in ("head", "editor", "registrar", "handler", "administrator", "office_head") * 2:
        row(role)
    assert queries() == few


def _csv(client: Client, **asked: str) -> list[dict[str, str]]:
    answer = client.post(PAGE + "export/", asked)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    heads, *lines = csv.reader(io.StringIO(text))
    assert all(len(line) == len(heads) for line in lines)
    return [
        dict(zip(("number", "at", "who", "what", "organ", "verb", "kind", "key", "detail", "address", "digest"), line, strict=True)) for line in lines
    ]


def test_the_export_holds_what_was_found_and_is_a_row_itself(world: World, reader: Client) -> None:
    _did(world.stranger, "head")
    rows = [_did(world.bureau, "head", at=NOON).sequence for _count in range(3)]
    _did(world.bureau, "editor")
    lines = _csv(reader, who="青石head", since="2026-03-02")
    assert [int(line["number"]) for line in lines] == rows[::-1]
    assert lines[0]["at"] == "2026-03-02 12:05:06"
    assert lines[0]["who"] == "青石head"
    exported = AuditRow.objects.get(verb="audit.exported")
    assert (exported.organ, exported.actor) == (world.bureau.organ.pk, str(world.bureau.people["administrator"].pk))
    assert exported.detail == f'{{"actors":["{world.bureau.people["head"].pk}"],"since":"2026-03-02"}}'  # the name that was typed is not in it
    assert exported.sequence in _numbers(reader)


def test_no_cell_of_the_export_is_a_formula(world: World, reader: Client) -> None:
    world.bureau.people["head"].name = '=HYPERLINK("https://example.invalid")'
    world.bureau.people["head"].save()
    _did(world.bureau, "head")
    assert _csv(reader)[0]["who"].startswith("'=")


def test_the_page_needs_no_script_and_has_its_parts_named(world: World, reader: Client) -> None:
    _did(world.bureau, "head", detail={"a": 1})
    body = reader.get(PAGE).content.decode().partition("trail-search")[2].partition("</table>")[0]
    assert "<script" not in body
    assert " style=" not in body
    assert " onclick" not in body
    assert body.count('scope="col"') == 5
    fields = re.findall(r'<(?:input|select)[^>]*id="(id_\w+)"', body)
    assert len(fields) == 5  # one organ: no choice of organs
    assert all(f'for="{name}"' in body for name in fields)


def test_who_sees_several_organs_chooses_one(world: World) -> None:
    person = world.bureau.people["administrator"]
    Membership.objects.create(user=person, organ=world.county.organ, role="administrator", since=LONG_AGO)
    below, above = _did(world.bureau, "head"), _did(world.county, "head")
    client = as_person(person)
    assert _numbers(client) == [above.sequence, below.sequence]
    assert _numbers(client, organ=str(world.county.organ.pk)) == [above.sequence]
    assert client.get(PAGE, {"organ": str(world.stranger.organ.pk)}).status_code == 400
    _csv(client, organ=str(world.county.organ.pk))
    _csv(client)
    told = AuditRow.objects.filter(verb="audit.exported").order_by("sequence").values_list("organ", flat=True)
    assert list(told)[:1] == [world.county.organ.pk]
    assert sorted(list(told)[1:]) == sorted([world.county.organ.pk, world.bureau.organ.pk])
