"""`manage registers verify` finds every row that its events do not give, and the day of a closed entry is the one that was counted then."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from cases.public_parts import file
from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.organs.actions import SetOrganSetting
from gongkai.registers import store
from gongkai.registers.daily import recount
from gongkai.registers.models import Entry, EntryFile
from gongkai.registers.verify import differences
from platform_parts import LONG_AGO, World, as_person
from registers.test_entries import enter, only, take


def _stage() -> None:
    Entry.objects.update(stage="closed")


def _due() -> None:
    Entry.objects.update(due_on=dt.date(2030, 1, 1))


def _summary() -> None:
    Entry.objects.update(summary="别的")


def _person() -> None:
    Entry.objects.update(person=None)


def _unscanned() -> None:
    Entry.objects.update(unscanned=1)


def _length() -> None:
    Entry.objects.update(length=1)


def _file_gone() -> None:
    EntryFile.objects.all().delete()


def _another_file() -> None:
    EntryFile.objects.update(name="a" * 64)


@pytest.mark.parametrize("altered", [_stage, _due, _summary, _person, _unscanned, _length, _file_gone, _another_file])
def test_every_row_that_was_altered_past_the_events_is_named(world: World, altered: Callable[[], None]) -> None:
    enter(world.bureau, papers=[file()])
    take(world.bureau, "registrar", "accept")
    call_command("registers", "verify")
    altered()
    (found,) = differences()
    assert found.number == only().number
    with pytest.raises(CommandError):
        call_command("registers", "verify")


def test_a_projection_that_forgets_a_column_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutation `forgets the outcome`: rows are written by a `columns` that leaves the outcome empty, and the comparison fails."""
    right = store.columns
    with monkeypatch.context() as mutated:
        mutated.setattr(store, "columns", lambda organ, state: {**right(organ, state), "outcome": ""})
        enter(world.bureau, "help")
    assert only().outcome == ""
    assert [one.message.text("en") for one in differences()] == ["outcome is , but the events say given"]


def test_a_changed_setting_moves_open_entries_by_the_daily_work_and_closed_ones_never(world: World) -> None:
    monday = dt.date(2026, 3, 2)  # 20 working days later: 30 March, no holidays between
    for _turn in range(2):
        enter(world.bureau, on=monday.isoformat())
    first, second = Entry.objects.order_by("pk")
    assert (first.due_on, second.due_on) == (dt.date(2026, 3, 30), dt.date(2026, 3, 30))
    for step, fields in (("accept", {}), ("decide", {"outcome": "partly"}), ("tell", {"way": "post"})):
        role = "office_head" if step == "decide" else "registrar"
        address = f"{first.get_absolute_url()}steps/{step}/"
        data = {"on": timezone.localdate().isoformat(), "text": "理由", **fields}
        assert as_person(world.bureau.people[role]).post(address, data).status_code == 302
    SetOrganSetting(organ=world.bureau.organ, name="complaint_days", value=10, since=LONG_AGO, reason="缩短").by(Actor.command("test"))
    (found,) = differences()
    assert found.number == second.number
    recount()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.due_on, second.due_on) == (dt.date(2026, 3, 30), dt.date(2026, 3, 16))
    assert list(differences()) == []
    assert AuditRow.objects.get(verb="register.recount").organ == world.bureau.organ.pk
    assert recount() == []
