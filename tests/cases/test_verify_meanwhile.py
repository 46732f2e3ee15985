"""Verifying rows against events while the site runs: a step between the two looks is no difference, and what really differs is told."""

from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from cases.test_assigning import opened
from cases.walk_through import take
from gongkai.cases import store, verify
from gongkai.cases.models import Case
from gongkai.registers import store as entries
from gongkai.registers import verify as registers
from gongkai.registers.models import Entry
from platform_parts import World, as_person
from registers.test_entries import enter
from registers.test_entries import take as take_entry

pytestmark = pytest.mark.django_db


def between(monkeypatch: pytest.MonkeyPatch, module: Any, step: Any) -> None:
    """`step` is taken after the row was read and before its events are, once."""
    real, left = module.events_of, [step]

    def events_of(row: Any) -> Any:
        if left:
            assert left.pop()().status_code == 302
        return real(row)

    monkeypatch.setattr(module, "events_of", events_of)


def test_a_step_of_a_request_meanwhile_is_no_difference(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = opened(world.bureau)
    between(monkeypatch, store, lambda: take(world.bureau, "registrar", case, "withdraw", how="来函", on=timezone.localdate().isoformat()))
    assert list(verify.differences()) == []
    call_command("cases", "verify")
    Case.objects.update(summary="别的")
    with pytest.raises(CommandError):
        call_command("cases", "verify")


def test_a_step_of_an_entry_meanwhile_is_no_difference(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert enter(world.bureau).status_code == 302
    assert as_person(world.bureau.people["registrar"]).get(Entry.objects.get().get_absolute_url()).status_code == 200
    between(monkeypatch, entries, lambda: take_entry(world.bureau, "registrar", "accept"))
    assert list(registers.differences()) == []
    Entry.objects.update(summary="别的")
    assert len(list(registers.differences())) == 1
