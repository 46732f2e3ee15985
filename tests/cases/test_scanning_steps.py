"""Every file that people of the office upload with a request goes through the virus scanner: infected is refused, unanswered waits or is refused."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings as site
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.public_parts import PNG, VIRUS, clamd, file
from cases.test_assigning import opened
from cases.test_attachments import stored
from cases.test_consulting_steps import asked as asked_third_party
from cases.test_consulting_steps import opened as opened_in_january
from cases.test_consulting_steps import page
from cases.test_correcting import Days, asked_to_correct, on_day
from cases.test_deliveries import posted
from cases.test_importing import GOOD, book, upload
from cases.walk_through import name_the_internet_way, send, take
from gongkai.cases import store
from gongkai.cases.models import Case, CaseFile, ImportBatch
from gongkai.cases.steps import STEPS
from gongkai.operations.daily import JOBS
from platform_parts import House, World, as_person

__all__ = ["on_day"]  # the fixture

Taken = tuple[Case, dict[str, str]]


def answered_by_third_party(house: House, on_day: Days) -> Taken:
    case, _code = asked_third_party(house, on_day, way="served")
    return case, {"consultation": "1", "response": "objects", "text": "价格是商业秘密", "on": "2026-01-26"}


def corrected(house: House, on_day: Days) -> Taken:
    return asked_to_correct(house, on_day)[0], {"item_1": "青石县城关镇电梯不合格名单", "on": "2026-03-09"}


def withdrawn(house: House, on_day: Days) -> Taken:
    on_day("2026-03-03")
    return opened(house), {"how": "来函", "on": "2026-03-03"}


def gave_reasons(house: House, on_day: Days) -> Taken:
    case, _code = opened_in_january(house, on_day)
    take(house, "handler", case, "ask-reasons", why="一月内提出四十件申请", until="2026-02-10")
    take(house, "registrar", case, "serve-reasons", way="electronic", on="2026-01-20")
    return case, {"text": "写论文需要", "on": "2026-01-20"}


def arrived(house: House, on_day: Days) -> Taken:
    return posted(house, on_day), {"service": "1", "on": "2026-03-31", "reason": "查无此人"}


def filed_later(house: House, on_day: Days) -> Taken:
    return posted(house, on_day), {"paper": "delivery-1"}


def signed(house: House, on_day: Days) -> Taken:
    name_the_internet_way(house)
    on_day("2026-03-03")
    case = opened(house)
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="见附件")
    take(house, "handler", case, "submit")
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        take(house, role, case, "sign", note="")
    case.refresh_from_db()
    return case, {}


TAKES_FILES: dict[str, tuple[str, Callable[[House, Days], Taken]]] = {
    "consultation-answered": ("scan", answered_by_third_party),
    "corrected": ("scan", corrected),
    "withdraw": ("scan", withdrawn),
    "reasons-received": ("scan", gave_reasons),
    "delivery-signed": ("scan", arrived),
    "delivery-returned": ("scan", arrived),
    "file-paper": ("scan", filed_later),
    "seal": ("document", signed),
}
"""Every step that takes a file: the field, and where it can be taken."""


def test_no_step_takes_a_file_that_these_tests_do_not_know() -> None:
    taking = {name for name, one in STEPS.items() if any(isinstance(field, forms.FileField) for field in one.form.base_fields.values())}
    assert taking == set(TAKES_FILES)


@pytest.mark.parametrize("name", TAKES_FILES)
def test_an_infected_file_is_refused_at_its_field_and_nothing_is_kept(world: World, on_day: Days, settings: Any, tmp_path: Path, name: str) -> None:
    field, begin = TAKES_FILES[name]
    case, fields = begin(world.bureau, on_day)
    length, kept = Case.objects.get(pk=case.pk).length, set(stored())
    with clamd(tmp_path) as (settings.GONGKAI_CLAMAV, seen):
        refused = take(world.bureau, "registrar", case, name, **fields, **{field: file(VIRUS, "a.pdf")})
        assert take(world.bureau, "handler", case, name, **fields, **{field: file(VIRUS, "a.pdf")}).status_code == 403
    assert seen == [VIRUS]  # who may not, bothers no scanner
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    assert "Test-Signature" in refused.content.decode()
    assert (Case.objects.get(pk=case.pk).length, set(stored())) == (length, kept)


@pytest.mark.parametrize("name", TAKES_FILES)
def test_while_the_scanner_is_away_the_step_is_taken_and_its_file_waits_unseen(
    world: World, on_day: Days, settings: Any, tmp_path: Path, name: str
) -> None:
    field, begin = TAKES_FILES[name]
    house = world.bureau
    case, fields = begin(house, on_day)
    settings.GONGKAI_CLAMAV = f"unix:{tmp_path / 'clamd.ctl'}"
    assert take(house, "registrar", case, name, **fields, **{field: file()}).status_code == 302
    case.refresh_from_db()
    assert case.unscanned == 1
    row = CaseFile.objects.get(case=case, purpose="file")
    address = reverse("cases_file", args=[case.key, row.position, "file"])
    assert address not in page(house, "registrar", case)
    assert as_person(house.people["registrar"]).get(address).status_code == 404
    call_command("cases", "verify")
    with clamd(tmp_path):
        JOBS["virus-scan"].work(timezone.localdate())
    case.refresh_from_db()
    assert case.unscanned == 0
    assert as_person(house.people["registrar"]).get(address).content == PNG
    call_command("cases", "verify")


def test_a_sealed_letter_that_waits_is_not_given_electronically_nor_offered(world: World, on_day: Days, settings: Any, tmp_path: Path) -> None:
    house = world.bureau
    case, _fields = signed(house, on_day)
    settings.GONGKAI_CLAMAV = f"unix:{tmp_path / 'clamd.ctl'}"
    assert take(house, "registrar", case, "seal", document=file()).status_code == 302
    assert take(house, "registrar", case, "serve", way="electronic", on="2026-03-03").status_code == 422
    assert Case.objects.get(pk=case.pk).stage == "signed"
    with clamd(tmp_path):
        assert take(house, "registrar", case, "scan-files").status_code == 302
    assert take(house, "registrar", case, "serve", way="electronic", on="2026-03-03").status_code == 302


def test_an_infected_sealed_letter_is_never_offered_to_the_applicant(world: World, on_day: Days, settings: Any, tmp_path: Path) -> None:
    house = world.bureau
    name_the_internet_way(house)
    on_day("2026-03-03")
    _answer, number, code = send(house)
    case = Case.objects.get(number=number)
    take(house, "registrar", case, "confirm", how="电话")
    take(house, "handler", case, "answer", item="1", answer="disclosed", text="见附件")
    take(house, "handler", case, "submit")
    for role in ("legal_reviewer", "secrecy_reviewer", "office_head"):
        take(house, role, case, "sign", note="")
    settings.GONGKAI_CLAMAV = f"unix:{tmp_path / 'clamd.ctl'}"
    take(house, "registrar", case, "seal", document=file(VIRUS, "a.pdf"))
    assert take(house, "registrar", case, "serve", way="served", on="2026-03-03").status_code == 302
    asks = {"number": number, "code": code}
    for _when in ("waits", "found"):
        shown = Client().post(reverse("requests_status"), asks)
        assert 'value="sealed"' not in shown.content.decode()
        assert Client().post(reverse("requests_letter"), {**asks, "as": "sealed"}).status_code == 404
        with clamd(tmp_path):
            JOBS["virus-scan"].work(timezone.localdate())
    assert len(store.state_of(case).infected) == 1
    take(house, "registrar", case, "seal", document=file())
    assert Client().post(reverse("requests_letter"), {**asks, "as": "sealed"}).status_code == 404  # the scanner is away: this one waits, too
    with clamd(tmp_path):
        JOBS["virus-scan"].work(timezone.localdate())
    assert Client().post(reverse("requests_letter"), {**asks, "as": "sealed"}).content == PNG


def test_a_workbook_of_requests_is_shown_to_the_scanner_before_it_is_opened(
    world: World, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert site.GONGKAI_CLAMAV is None
    monkeypatch.setattr("gongkai.cases.importing.workbook.rows_of", _never)
    with clamd(tmp_path) as (settings.GONGKAI_CLAMAV, _seen):
        infected = upload(world.bureau, VIRUS)
    settings.GONGKAI_CLAMAV = f"unix:{tmp_path / 'nobody'}"
    away = upload(world.bureau, book(GOOD))
    for refused in (infected, away):
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["file"])
    assert not ImportBatch.objects.exists()
    assert stored() == []
    monkeypatch.undo()
    with clamd(tmp_path) as (settings.GONGKAI_CLAMAV, seen):
        assert upload(world.bureau, book(GOOD)).status_code == 302
    assert len(seen) == 1


def _never(_data: bytes) -> None:
    raise AssertionError
