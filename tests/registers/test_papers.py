"""Files of entries: judged by what is in them, kept encrypted, shown to the virus scanner, read by those only who see the entry."""

import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.public_parts import PNG, VIRUS, clamd, file, word
from gongkai.audit.models import AuditRow
from gongkai.cases.models import Upload
from gongkai.operations.backup.named import is_named
from gongkai.operations.daily import JOBS
from gongkai.organs.models import Notice
from gongkai.registers import store
from gongkai.registers.events import PaperFiled
from gongkai.registers.models import Entry, EntryEvent, EntryFile
from gongkai.registers.papers import MOST_FILES
from platform_parts import House, World, as_person
from registers.test_entries import enter, only, page_of, take

MARKED = "机密★10年"


def stored() -> list[Path]:
    """The files on the disk."""
    return [path for path in Path(settings.GONGKAI_FILES).rglob("*") if re.fullmatch("[0-9a-f]{64}", path.name)]


def filed() -> list[PaperFiled]:
    return [event for event in store.events_of(only()) if isinstance(event, PaperFiled)]


def add(house: House, role: str = "registrar", what: str = "proof", *files: Any) -> Any:
    return as_person(house.people[role]).post(reverse("registers_papers", args=[only().key]), {"what": what, "papers": list(files)})


def read(house: House, role: str, position: int) -> Any:
    return as_person(house.people[role]).get(reverse("registers_paper", args=[only().key, position]))


def send(house: House, form: str, kind: str = "complaint", **fields: Any) -> Any:
    address = reverse("registers_send", args=[kind, house.organ.code])
    return Client().post(address, {"form": form, "about": "某局", "text": "不公开", "person": "natural_person", **fields})


def test_what_came_is_kept_with_the_entry_and_read_by_who_sees_it_and_the_trail_says_so(world: World) -> None:
    assert enter(world.bureau, papers=[file(PNG + b"1", "𠮷永红的信.png"), file(word("档案"), "a.docx")]).status_code == 302
    assert [(one.what, one.ending, one.waits) for one in filed()] == [("came", "png", False), ("came", "docx", False)]
    got = read(world.bureau, "handler", 2)
    assert got.content == PNG + b"1"
    assert (got["X-Content-Type-Options"], got["Content-Type"]) == ("nosniff", "image/png")
    assert got["Content-Disposition"].startswith("attachment")
    assert "-2.png" in got["Content-Disposition"]
    assert "no-store" in got["Cache-Control"]
    page = page_of(world.bureau, "handler")
    for position in (2, 3):
        assert reverse("registers_paper", args=[only().key, position]) in page
    assert AuditRow.objects.get(verb="register.read").detail == '{"position":2}'
    held = " ".join(map(str, [*EntryEvent.objects.values_list("data", flat=True), *AuditRow.objects.values_list("detail", flat=True)]))
    assert "永红" not in held
    assert len(stored()) == 2
    assert not any(PNG in path.read_bytes() for path in stored())
    assert all(is_named(name) for name in EntryFile.objects.values_list("name", flat=True))  # a backup has them
    call_command("registers", "verify")


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_who_does_not_see_the_entry_gets_no_file_of_it(world: World, role: str) -> None:
    enter(world.bureau, papers=[file()])
    assert read(world.bureau, role, 2).status_code in {403, 404}
    for person in world.stranger.people.values():
        browser = as_person(person)
        status = browser.get(reverse("registers_paper", args=[only().key, 2])).status_code
        assert status in {403, 404}
        assert status == browser.get(reverse("registers_paper", args=[uuid.uuid4(), 2])).status_code  # as if it were not there
    assert as_person(world.stranger.people["registrar"]).get(reverse("registers_paper", args=[only().key, 2])).status_code == 404
    anonymous = Client().get(reverse("registers_paper", args=[only().key, 2]))
    assert (anonymous.status_code, "login" in anonymous["Location"] or "accounts" in anonymous["Location"]) == (302, True)
    assert read(world.bureau, "registrar", 1).status_code == read(world.bureau, "registrar", 3).status_code == 404
    stranger = as_person(world.stranger.people["registrar"])
    assert stranger.post(reverse("registers_papers", args=[only().key]), {"what": "came", "papers": [file()]}).status_code == 404
    assert stranger.post(reverse("registers_scan", args=[only().key])).status_code == 404
    assert not AuditRow.objects.filter(verb="register.read").exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (file(b"MZ\x90\x00" + bytes(100), "request.pdf"), "request.pdf"),
        (file(b"<html><script>1</script></html>", "picture.png"), "picture.png"),
        (file(PNG + bytes(20 << 20), "large.png"), "large.png"),
        (file(word(MARKED), "a.docx"), "机密"),
    ],
)
def test_what_is_no_document_or_too_large_or_secret_is_refused_by_its_name_and_not_kept(world: World, sent: Any, said: str) -> None:
    answer = enter(world.bureau, papers=[sent])
    assert answer.status_code == 422
    (sentence,) = answer.context["form"].errors["papers"]
    assert said in sentence
    assert not Entry.objects.exists()
    enter(world.bureau)
    sent.seek(0)
    answer = add(world.bureau, "registrar", "came", sent)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["papers"])
    assert (only().length, stored()) == (1, [])


def test_files_are_put_on_record_at_any_stage_by_who_works_on_it_and_no_step_is_kept_from_its_day(world: World) -> None:
    enter(world.bureau, on=(timezone.localdate().replace(day=1)).isoformat())
    take(world.bureau, "registrar", "accept", on=timezone.localdate().replace(day=1).isoformat())
    assert add(world.bureau, "handler", "proof", file()).status_code == 302
    assert take(world.bureau, "office_head", "decide", on=timezone.localdate().replace(day=1).isoformat(), outcome="partly").status_code == 302
    take(world.bureau, "registrar", "tell", way="post", text="")
    assert add(world.bureau, "office_head", "given", file(PNG + b"2")).status_code == 302
    assert only().stage == "closed"
    assert [one.what for one in filed()] == ["proof", "given"]
    assert add(world.bureau, "secrecy_reviewer", "proof", file()).status_code == 403
    assert list(add(world.bureau, "registrar", "proof").context["form"].errors) == ["papers"]
    assert list(add(world.bureau, "registrar", "other", file()).context["form"].errors) == ["what"]
    assert add(world.bureau, "registrar", "proof", *[file(PNG + bytes([one])) for one in range(MOST_FILES + 1)]).status_code == 422
    assert EntryFile.objects.count() == 2
    call_command("registers", "verify")


def test_what_the_scanner_finds_is_refused_and_what_it_has_not_seen_waits(world: World, tmp_path: Path, settings: Any) -> None:
    with clamd(tmp_path) as (address, seen):
        settings.GONGKAI_CLAMAV = address
        answer = enter(world.bureau, papers=[file(VIRUS, "a.pdf")])
        assert (answer.status_code, "Test-Signature" in answer.context["form"].errors["papers"][0], len(seen)) == (422, True, 1)
        assert stored() == []
    enter(world.bureau, papers=[file()])  # the scanner is gone now
    add(world.bureau, "handler", "proof", file(VIRUS, "b.pdf"))
    assert only().unscanned == 2
    for position in (2, 3):
        assert read(world.bureau, "registrar", position).status_code == 404
        assert reverse("registers_paper", args=[only().key, position]) not in page_of(world.bureau, "registrar")
    assert as_person(world.bureau.people["registrar"]).post(reverse("registers_scan", args=[only().key])).status_code == 302
    assert only().unscanned == 2
    JOBS["registers.virus-scan"].work(timezone.localdate())
    assert Notice.objects.filter(key__contains="registers-virus-scan").exists()
    with clamd(tmp_path) as (address, _seen):
        settings.GONGKAI_CLAMAV = address
        assert as_person(world.bureau.people["handler"]).post(reverse("registers_scan", args=[only().key])).status_code == 403
        JOBS["registers.virus-scan"].work(timezone.localdate())
    assert only().unscanned == 0
    assert (read(world.bureau, "registrar", 2).content, read(world.bureau, "registrar", 3).status_code) == (PNG, 404)
    assert "Test-Signature" in page_of(world.bureau, "registrar")
    call_command("registers", "verify")


def test_files_come_with_the_public_form_are_kept_over_a_mistake_and_taken_away_again(world: World) -> None:
    form = str(uuid.uuid4())
    answer = send(world.bureau, form, about="", attachment_files=[file(), file(PNG + b"2")])
    assert (answer.status_code, len(answer.context["files"])) == (422, 2)
    second = Upload.objects.order_by("pk").last()
    assert second is not None
    answer = send(world.bureau, form, remove=str(second.pk))
    assert (answer.status_code, len(answer.context["files"])) == (200, 1)
    assert "不公开" in answer.content.decode()
    refused = send(world.bureau, form, attachment_files=[file(b"MZ\x90\x00" + bytes(100), "x.pdf")])
    assert refused.status_code == 422
    assert "x.pdf" in refused.content.decode()
    assert not Entry.objects.exists()
    answer = send(world.bureau, form)
    number, code = re.findall(r'id="(?:number|code)">([^<]+)<', answer.content.decode())
    assert [one.what for one in filed()] == ["came"]
    assert not Upload.objects.exists()
    assert read(world.bureau, "handler", 2).content == PNG
    add(world.bureau, "handler", "proof", file(PNG + b"3"))
    status = Client().post(reverse("registers_status"), {"number": number, "code": code}).content.decode()
    assert len(re.findall("存入一份文件|A file was put on record", status)) == 1  # the office's own proof is not told
    call_command("registers", "verify")
