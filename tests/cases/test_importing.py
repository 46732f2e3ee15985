"""Requests from a workbook: a preview tells what is wrong where, all come in or none, and nothing twice."""

import datetime as dt
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from gongkai.audit.models import AuditRow
from gongkai.cases import store
from gongkai.cases.importing.columns import COLUMNS
from gongkai.cases.importing.keeping import destroy_old
from gongkai.cases.models import Case, CaseEvent, Counter, ImportBatch
from gongkai.organs.actions.basis import file_store
from gongkai.persons.models import Person
from platform_parts import House, World, as_person

HEADS = [one.heading for one in COLUMNS]
GOOD: dict[str, Any] = {
    "外部编号": "AH-1",
    "收到日期": "2026-03-02",
    "申请人类别": "自然人",
    "姓名或名称": "𠮷永红",
    "联系电话": "05565550123",
    "所需政府信息": "电梯检验合格率\n\n不合格名单",
}


def book(*rows: dict[str, Any], heads: list[str] | None = None) -> bytes:
    """A workbook with these rows."""
    made = Workbook()
    sheet = made.worksheets[0]
    columns = heads or HEADS
    sheet.append(columns)
    for row in rows:
        sheet.append([row.get(one.removesuffix("*")) for one in columns])
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def upload(house: House, data: bytes, role: str = "registrar", **changed: Any) -> Any:
    fields = {"organ": house.organ.pk, "source": "省统一平台", "file": SimpleUploadedFile("三月.xlsx", data), **changed}
    return as_person(house.people[role]).post(reverse("cases_import"), fields)


def confirm(house: House, answer: Any) -> Any:
    """Press the preview's button."""
    assert answer.status_code == 302, answer.context["form"].errors
    return as_person(house.people["registrar"]).post(answer["Location"], follow=True)


def preview(house: House, answer: Any) -> Any:
    assert answer.status_code == 302, answer.context["form"].errors
    return as_person(house.people["registrar"]).get(answer["Location"])


def told(shown: Any) -> dict[tuple[int, str], str]:
    """Row and heading of every problem, with its sentence."""
    return {(row["place"], heading): sentence for row in shown.context["rows"] for heading, sentence in row["problems"]}


def test_a_workbook_comes_in_once_with_the_number_it_has_there(world: World) -> None:
    data = book(GOOD, {**GOOD, "外部编号": "AH-2", "提交方式": "挂号信", "收到日期": dt.datetime(2026, 3, 3)})  # noqa: DTZ001  # a cell has no zone
    shown = preview(world.bureau, upload(world.bureau, data))
    assert (shown.context["new"], shown.context["known"], shown.context["wrong"]) == (2, 0, 0)
    assert "𠮷永红" not in shown.content.decode()
    assert not Case.objects.exists()
    done = confirm(world.bureau, upload(world.bureau, data))
    assert done.redirect_chain[-1][0] == reverse("cases_list")
    first, second = Case.objects.order_by("foreign_number")
    assert (first.foreign_number, first.source, first.channel, first.stage, first.received_on) == ("AH-1", "省统一平台", "internet", "arrived", None)
    assert (second.channel, second.stage, second.received_on) == ("signed_mail", "open", dt.date(2026, 3, 3))
    assert store.state_of(first).arrived.items == ("电梯检验合格率", "不合格名单")
    again = preview(world.bureau, upload(world.bureau, data))
    assert (again.context["new"], again.context["known"]) == (0, 2)
    assert first.number in again.content.decode()
    confirm(world.bureau, upload(world.bureau, data))
    assert Case.objects.count() == 2
    assert list(Counter.objects.filter(purpose="request").values_list("year", "last")) == [(2026, 2)]
    page = as_person(world.bureau.people["handler"]).get(first.get_absolute_url()).content.decode()
    assert "AH-1" in page
    assert "省统一平台" in page
    call_command("cases", "verify")


def test_the_same_number_of_another_system_or_organ_is_another_request(world: World) -> None:
    confirm(world.bureau, upload(world.bureau, book(GOOD)))
    confirm(world.bureau, upload(world.bureau, book(GOOD), source="县政府信箱"))
    confirm(world.stranger, upload(world.stranger, book(GOOD)))
    assert Case.objects.filter(foreign_number="AH-1").count() == 3


def test_what_was_confirmed_there_is_received_on_that_day(world: World) -> None:
    confirm(world.bureau, upload(world.bureau, book({**GOOD, "确认日期": "2026年3月4日"})))
    case = Case.objects.get()
    assert (case.stage, case.received_on, case.due_on) == ("open", dt.date(2026, 3, 4), dt.date(2026, 4, 1))  # 20 working days, no holiday between


def test_every_row_tells_what_is_wrong_with_it_and_one_keeps_all_out(world: World) -> None:
    ahead = (timezone.localdate() + dt.timedelta(days=3)).isoformat()
    wrong = (
        GOOD,
        {**GOOD},
        {**GOOD, "外部编号": "AH-3", "收到日期": "三月二日"},
        {**GOOD, "外部编号": "", "申请人类别": "外星人"},
        {**GOOD, "外部编号": "AH-5", "证件类型": "居民身份证", "证件号码": "110105194912310021"},
        {**GOOD, "外部编号": "AH-6", "收到日期": ahead},
        {**GOOD, "外部编号": "AH-7", "姓名或名称": ""},
        {**GOOD, "外部编号": "AH-8", "所需政府信息": "机密★10年\n名单"},
        {**GOOD, "外部编号": "AH-9", "证件类型": "居民身份证", "证件号码": 110105194912310021},
        {**GOOD, "外部编号": "AH-10", "确认日期": "2026-03-01"},
    )
    sent = upload(world.bureau, book(*wrong))
    found = told(preview(world.bureau, sent))
    assert found.keys() >= {
        (3, "外部编号"),
        (4, "收到日期"),
        (5, "外部编号"),
        (5, "申请人类别"),
        (6, "证件号码"),
        (7, "收到日期"),
        (8, "姓名或名称"),
        (9, "所需政府信息"),
        (10, "证件号码"),
        (11, "确认日期"),
    }
    assert not any(place == 2 for place, _heading in found)
    assert "2026-03-02" in found[4, "收到日期"]
    refused = as_person(world.bureau.people["registrar"]).post(sent["Location"])
    assert refused.status_code == 422
    assert not Case.objects.exists()
    assert not Person.objects.exists()
    assert not Counter.objects.filter(last__gt=0).exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04 broken", "XLSX"),
        (b"no workbook", "XLSX"),
        (book(), ""),
        (book(GOOD, heads=["外部编号", "收到日期"]), "申请人类别"),
        (book(GOOD, heads=[*HEADS, "申请用途"]), "申请用途"),
        (book(GOOD, heads=[*HEADS, "联系电话"]), "联系电话"),
        (book(*[GOOD] * 501), "500"),
    ],
    ids=["damaged", "text", "no row", "column missing", "unknown column", "column twice", "too many"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(world: World, data: bytes, sentence: str) -> None:
    answer = upload(world.bureau, data)
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["file"]
    assert sentence in said
    assert not ImportBatch.objects.exists()


def test_only_registrars_of_the_organ_import_and_see_what_was_uploaded(world: World) -> None:
    assert upload(world.bureau, book(GOOD), role="handler").status_code == 403
    assert upload(world.stranger, book(GOOD), organ=world.bureau.organ.pk).status_code == 422
    sent = upload(world.bureau, book(GOOD))
    stranger = as_person(world.stranger.people["registrar"])
    assert stranger.get(sent["Location"]).status_code == stranger.post(sent["Location"]).status_code == 404
    assert not Case.objects.exists()


def test_the_template_is_read_as_it_is_and_says_what_each_column_holds(world: World) -> None:
    data = as_person(world.bureau.people["registrar"]).get(reverse("cases_import_template")).content
    notes = load_workbook(io.BytesIO(data)).worksheets[1]
    assert [row[0].value for row in notes.rows] == HEADS
    assert all(row[1].value for row in notes.rows)
    confirm(world.bureau, upload(world.bureau, data))
    assert Case.objects.get().foreign_number == "AH202600012345"


def test_names_are_in_no_event_and_no_trail_and_the_workbook_is_destroyed_after_a_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    confirm(world.bureau, upload(world.bureau, book(GOOD)))
    held = " ".join(map(str, [*CaseEvent.objects.values_list("data", flat=True), *AuditRow.objects.values_list("detail", flat=True)]))
    assert "永红" not in held
    assert AuditRow.objects.filter(verb="case.import").count() == 1
    batch = ImportBatch.objects.get()
    assert (batch.count, bool(batch.file)) == (1, True)
    name = batch.file
    destroy_old(timezone.localdate())
    assert file_store().exists(name)
    ImportBatch.objects.update(at=timezone.now() - dt.timedelta(days=2))
    monkeypatch.setattr("gongkai.cases.importing.keeping._YOUNG", 0)
    destroy_old(timezone.localdate())
    assert not file_store().exists(name)
    batch.refresh_from_db()
    assert batch.file == ""
    again = as_person(world.bureau.people["registrar"]).get(reverse("cases_import_preview", args=[batch.key]))
    assert again.status_code == 302


def test_the_query_code_does_not_follow_from_what_the_other_system_knows(world: World) -> None:
    confirm(world.bureau, upload(world.bureau, book(GOOD)))
    confirm(world.stranger, upload(world.stranger, book(GOOD)))
    forms = {str(one) for one in Case.objects.values_list("key_of_form", flat=True)}
    assert len(forms) == 2
    assert all(re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]+", one) for one in forms)
