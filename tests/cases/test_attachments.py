"""Files of the public form: judged by what is in them, kept encrypted, shown to the virus scanner, never shown to anybody before it has answered."""

import datetime as dt
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

from cases.public_parts import COMPANY, PNG, VIRUS, clamd, file, nothing_was_kept, post, word
from cases.test_correcting import Days, asked_to_correct, on_day
from cases.test_registering import only, register
from cases.walk_through import ASKED, send, take
from gongkai.cases import attachments, store, virus_scan
from gongkai.cases.events import ScanFiled
from gongkai.cases.models import Case, Upload
from gongkai.operations.daily import JOBS
from gongkai.organs.actions.basis import file_store
from gongkai.organs.models import Notice
from gongkai.web import uploads
from platform_parts import World, as_person

__all__ = ["on_day"]  # the fixture
MARKED = "机密★10年"


def stored() -> list[Path]:
    """The files on the disk."""
    return [path for path in Path(settings.GONGKAI_FILES).rglob("*") if re.fullmatch("[0-9a-f]{64}", path.name)]


def filed(case: Case) -> list[ScanFiled]:
    return [event for event in store.events_of(case) if isinstance(event, ScanFiled)]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (file(b"MZ\x90\x00" + bytes(100), "request.pdf"), "request.pdf"),
        (file(b"", "empty.png"), "empty.png"),
        (file(b"<html><script>1</script></html>", "picture.png"), "picture.png"),
        (file(PNG + bytes(10 << 20), "large.png"), "10"),
        (file(word(MARKED), "a.docx"), "机密"),
    ],
)
def test_what_is_no_document_or_too_large_or_secret_is_refused_by_its_name_and_not_kept(world: World, sent: Any, said: str) -> None:
    answer = send(world.bureau, attachment_files=[sent])[0]
    assert answer.status_code == 422
    (sentence,) = answer.context["refused"]
    assert said in sentence
    assert sentence in answer.content.decode().replace("&quot;", '"')
    assert ASKED["item"] in answer.content.decode()
    assert not Upload.objects.exists()
    assert stored() == []
    nothing_was_kept()


def test_number_and_size_together_are_limited_and_what_fits_is_kept(world: World) -> None:
    files = [file(PNG + bytes([number]), f"{number}.png") for number in range(attachments.MOST_FILES + 1)]
    answer = send(world.bureau, attachment_files=files)[0]
    assert (answer.status_code, len(answer.context["files"]), len(answer.context["refused"])) == (422, attachments.MOST_FILES, 1)
    heavy = [file(PNG + bytes([number]) + bytes(9 << 20), f"{number}.png") for number in range(3)]
    answer = send(world.bureau, attachment_files=heavy)[0]
    assert (answer.status_code, len(answer.context["files"]), len(answer.context["refused"])) == (422, 2, 1)


def test_a_file_is_kept_over_a_mistake_and_goes_in_with_the_request(world: World) -> None:
    form = str(uuid.uuid4())
    answer = send(world.bureau, form=form, **{**COMPANY, "number": "91350100M000100Y44"}, authority_file=file())[0]
    assert answer.status_code == 422
    assert [one[1:3] for one in answer.context["files"]]
    assert Upload.objects.count() == 1
    _answer, number, _code = send(world.bureau, form=form, **COMPANY)
    case = Case.objects.get(number=number)
    assert [(one.what, one.ending, one.waits) for one in filed(case)] == [("authority", "png", False)]
    got = as_person(world.bureau.people["handler"]).get(reverse("cases_file", args=[case.key, 2, "file"]))
    assert got.content == PNG
    call_command("cases", "verify")


def test_it_is_kept_encrypted_and_not_under_its_name(world: World) -> None:
    send(world.bureau, attachment_files=[file(PNG + b"whose words these are", "𠮷永红的证明.png")])
    (path,) = stored()
    assert b"whose words these are" not in path.read_bytes()
    held = " ".join(map(str, store.events_of(only())))
    assert "永红" not in held


def test_who_sent_it_takes_it_away_again_and_nobody_else_does(world: World) -> None:
    form = str(uuid.uuid4())
    post(world.bureau, **ASKED, back="1", attachment_files=[file()])
    post(world.bureau, **{**ASKED, "form": form}, back="1", attachment_files=[file(PNG + b"2"), file(PNG + b"3")])
    first, second, third = Upload.objects.order_by("pk").values_list("pk", flat=True)
    assert post(world.bureau, **{**ASKED, "form": form}, remove=str(first)).status_code == 200
    answer = post(world.bureau, **{**ASKED, "form": form}, remove=str(second))
    assert [one[0] for one in answer.context["files"]] == [third]
    assert set(Upload.objects.values_list("pk", flat=True)) == {first, third}


def test_more_than_a_form_takes_is_not_even_read(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST", 10_000)
    assert send(world.bureau, attachment_files=[file(PNG + bytes(20_000))])[0].status_code == 400
    assert register(world.bureau, scan_request=file(PNG + bytes(20_000))).status_code == 302  # who is signed in may
    assert send(world.bureau, attachment_files=[file()])[0].status_code == 200


def test_one_connection_cannot_fill_the_store(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MOST_OF_AN_ADDRESS", 2)
    for number in range(2):
        assert post(world.bureau, **ASKED, back="1", attachment_files=[file(PNG + bytes([number]))]).status_code == 200
    answer = send(world.bureau, attachment_files=[file(PNG + b"3")])[0]
    assert (answer.status_code, Upload.objects.count()) == (422, 2)
    assert send(world.bureau)[0].status_code == 200


def test_what_was_not_sent_within_a_day_is_destroyed_unless_something_names_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "_YOUNG", 0)
    post(world.bureau, **ASKED, back="1", attachment_files=[file(PNG + b"given up"), file(PNG + b"the same")])
    send(world.bureau, attachment_files=[file(PNG + b"the same")])
    JOBS["uploads"].work(timezone.localdate())
    assert (Upload.objects.count(), len(stored())) == (2, 2)
    Upload.objects.update(at=timezone.now() - attachments.KEPT - dt.timedelta(minutes=1))
    JOBS["uploads"].work(timezone.localdate())
    assert not Upload.objects.exists()
    assert [path.name for path in stored()] == [filed(only())[0].file]


def test_without_a_scanner_set_nothing_waits(world: World) -> None:
    assert settings.GONGKAI_CLAMAV is None
    send(world.bureau, attachment_files=[file()])
    assert not filed(only())[0].waits


@pytest.mark.parametrize("through", ["socket", "port"])
def test_the_scanner_sees_the_whole_file_and_what_it_passes_goes_in(world: World, settings: Any, tmp_path: Path, through: str) -> None:
    data = PNG + bytes(200_000)
    with clamd(tmp_path if through == "socket" else None) as (settings.GONGKAI_CLAMAV, seen):
        send(world.bureau, attachment_files=[file(data)])
    assert seen == [data]
    assert not filed(only())[0].waits


def test_what_the_scanner_finds_is_refused_and_told_and_not_kept(world: World, settings: Any, tmp_path: Path) -> None:
    with clamd(tmp_path) as (settings.GONGKAI_CLAMAV, _seen):
        answer = send(world.bureau, attachment_files=[file(VIRUS, "rechnung.pdf")])[0]
        assert register(world.bureau, scan_request=file(VIRUS, "a.pdf")).context["form"].errors.keys() == {"scan_request"}
    assert answer.status_code == 422
    assert "rechnung.pdf" in answer.context["refused"][0]
    assert "Test-Signature" in answer.context["refused"][0]
    assert stored() == []
    nothing_was_kept()


@pytest.mark.parametrize("answer", [None, b"stream: size limit exceeded. ERROR\0", b"what?\0", b"\0"])
def test_while_the_scanner_says_nothing_clear_the_request_goes_in_and_its_file_waits(
    world: World, settings: Any, tmp_path: Path, answer: bytes | None
) -> None:
    settings.GONGKAI_CLAMAV = f"unix:{tmp_path / 'nobody'}"
    if answer is None:
        shown, _number, _code = send(world.bureau, attachment_files=[file()])
    else:
        with clamd(tmp_path, answer) as (settings.GONGKAI_CLAMAV, _seen):
            shown, _number, _code = send(world.bureau, attachment_files=[file()])
    assert shown.status_code == 200
    case = only()
    assert (case.unscanned, filed(case)[0].waits) == (1, True)
    registrar = as_person(world.bureau.people["registrar"])
    page = registrar.get(case.get_absolute_url()).content.decode()
    assert reverse("cases_file", args=[case.key, 2, "file"]) not in page
    assert registrar.get(reverse("cases_file", args=[case.key, 2, "file"])).status_code == 404
    assert reverse("cases_step", args=[case.key, "scan-files"]) in page
    call_command("cases", "verify")


def waiting(world: World, settings: Any, tmp_path: Path, data: bytes = PNG) -> tuple[Case, str]:
    """A request whose file waits; its query code."""
    settings.GONGKAI_CLAMAV = f"unix:{tmp_path / 'clamd.ctl'}"
    _answer, _number, code = send(world.bureau, attachment_files=[file(data)])
    return only(), code


def test_the_daily_work_shows_it_to_the_scanner_and_then_it_can_be_read(world: World, settings: Any, tmp_path: Path) -> None:
    case, _code = waiting(world, settings, tmp_path)
    JOBS["virus-scan"].work(timezone.localdate())
    case.refresh_from_db()
    assert case.unscanned == 1
    with clamd(tmp_path):
        JOBS["virus-scan"].work(timezone.localdate())
    case.refresh_from_db()
    assert case.unscanned == 0
    got = as_person(world.bureau.people["registrar"]).get(reverse("cases_file", args=[case.key, 2, "file"]))
    assert got.content == PNG
    call_command("cases", "verify")


def test_a_registrar_has_it_looked_at_again_and_is_told_while_the_scanner_is_away(world: World, settings: Any, tmp_path: Path) -> None:
    case, _code = waiting(world, settings, tmp_path)
    assert take(world.bureau, "registrar", case, "scan-files").status_code == 422
    assert take(world.bureau, "handler", case, "scan-files").status_code == 403
    with clamd(tmp_path):
        assert take(world.bureau, "registrar", case, "scan-files").status_code == 302
    assert take(world.bureau, "registrar", case, "scan-files").status_code == 403  # nothing waits any more
    assert Case.objects.get().unscanned == 0


def test_a_virus_found_later_keeps_the_file_back_for_ever_and_everybody_hears_of_it(world: World, settings: Any, tmp_path: Path) -> None:
    case, code = waiting(world, settings, tmp_path, VIRUS)
    with clamd(tmp_path):
        JOBS["virus-scan"].work(timezone.localdate())
    state = store.state_of(case)
    assert (state.unscanned, len(state.infected)) == ((), 1)
    registrar = as_person(world.bureau.people["registrar"])
    assert registrar.get(reverse("cases_file", args=[case.key, 2, "file"])).status_code == 404
    assert "cases-late" in registrar.get(case.get_absolute_url()).content.decode()
    assert Notice.objects.filter(key__contains=f"case-step:{case.pk}", user=world.bureau.people["registrar"]).exists()
    shown = registrar.post(reverse("requests_status"), {"number": case.number, "code": code})
    assert any("病毒" in note or "virus" in note for _what, _kind, note in shown.context["files"])
    assert file_store().exists(state.infected[0])


def test_an_answer_of_the_scanner_that_never_ends_is_none(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virus_scan, "ANSWER_SECONDS", 0.2)
    with clamd(tmp_path, b"stream: OK") as (settings.GONGKAI_CLAMAV, _seen):
        assert virus_scan.scan(PNG).passes  # clamd closes what it has said
    with clamd(tmp_path, b"x" * 10_000) as (settings.GONGKAI_CLAMAV, _seen):
        assert virus_scan.scan(PNG).waits


def test_a_correction_takes_files_too_and_keeps_them_over_a_mistake(world: World, on_day: Days) -> None:
    case, code = asked_to_correct(world.bureau, on_day)
    fields = {"number": case.number, "code": code, "item_1": "青石县城关镇电梯不合格名单"}
    address = reverse("requests_correct")
    wrong = Client().post(address, {**fields, "attachment_files": [file(b"MZ" + bytes(100), "a.exe"), file()]})
    assert (wrong.status_code, len(wrong.context["refused"]), len(wrong.context["kept"])) == (422, 1, 1)
    assert "城关镇" in wrong.content.decode()
    more = Client().post(address, {**fields, "item_1": " ", "attachment_files": [file(PNG + b"2")]})
    assert (more.status_code, len(more.context["kept"])) == (422, 2)
    less = Client().post(address, {**fields, "remove": str(more.context["kept"][1][0])})
    assert len(less.context["kept"]) == 1
    assert Client().post(address, fields).status_code == 200
    assert [event.kind for event in store.events_of(case)][-2:] == ["correction_received", "scan_filed"]
    assert not Upload.objects.exists()
    call_command("cases", "verify")
