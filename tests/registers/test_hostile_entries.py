"""What somebody sends to a register to hurt who reads it."""

import io
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.audit.models import AuditRow
from platform_parts import World, as_person
from registers.test_entries import enter


@pytest.mark.parametrize("text", ["=HYPERLINK(1)\x0b", "+1\x1f", "@SUM(A1)", "-1\ufffe", "＝1"])
def test_nothing_that_the_public_sends_keeps_the_list_from_being_written_out(world: World, text: str) -> None:
    sent = Client().post(
        reverse("registers_send", args=["complaint", world.bureau.organ.code]),
        {"form": str(uuid.uuid4()), "about": "本机关", "text": text, "person": "natural_person"},
    )
    assert sent.status_code == 200
    answer = as_person(world.bureau.people["handler"]).get(reverse("registers_export"))
    assert answer.status_code == 200
    (cell,) = [cell for cell in load_workbook(io.BytesIO(answer.content)).active["J"] if cell.row > 1]  # type: ignore[index]
    assert cell.data_type == "s"
    assert cell.quotePrefix, "nor a formula once somebody edits it"


@pytest.mark.parametrize("kind", ["\0", "\ud800", "no-register"])
def test_what_no_filter_is_stands_in_no_audit_row(world: World, kind: str) -> None:
    enter(world.bureau)
    asked = {"kind": kind.encode("utf-8", "surrogatepass")}
    assert as_person(world.bureau.people["handler"]).get(reverse("registers_export"), asked).status_code == 200
    assert '"register":""' in AuditRow.objects.get(verb="register.export").detail.replace(" ", "")
    assert as_person(world.bureau.people["handler"]).get(reverse("registers_figures", args=[2025]), {"organ": asked["kind"]}).status_code == 200
