"""Events, entered figures and kept ends of months are only ever added: the database itself refuses to change, remove or replace them.

The trail's rows have a test of their own (`tests/audit/test_verify.py`).
"""

# ruff: noqa: S608, SLF001  # names of tables below; _meta and _default_manager are Django's documented names

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from audit.altering import behind_the_triggers, sql
from cases.test_bulk import BY, DAY, arrival, whole_life
from gongkai.audit import triggers
from gongkai.audit.verify import Verification
from gongkai.cases import bulk, store
from gongkai.cases.events import NoteWritten
from gongkai.cases.models import Case, CaseEvent
from gongkai.cases.triggers import GUARDS
from gongkai.registers.models import EntryEvent
from gongkai.reports.models import EnteredFigure, Snapshot
from gongkai.reports.snapshots import take
from person_parts import register
from platform_parts import World
from registers.test_entries import enter

pytestmark = pytest.mark.django_db(transaction=True)

TABLES: dict[str, tuple[type[models.Model], str]] = {
    "cases_caseevent": (CaseEvent, "events of requests"),
    "registers_entryevent": (EntryEvent, "events of entries"),
    "reports_enteredfigure": (EnteredFigure, "entered figures"),
    "reports_snapshot": (Snapshot, "kept ends of months"),
}
DAYS: dict[str, str] = {"cases_caseevent": '"on"', "registers_entryevent": '"on"', "reports_enteredfigure": "recorded_at", "reports_snapshot": "day"}


@pytest.fixture
def _filled(world: World) -> None:
    """A row at least in each of the tables, made as the program makes them."""
    organ = world.bureau.organ
    bulk.append_many([bulk.NewCase(case=Case(organ=organ), events=whole_life("1", str(register(organ).pk)))], BY)
    assert enter(world.bureau).status_code == 302
    EnteredFigure.objects.create(organ=organ, year=2025, cell="article20.licences.decisions", value="3", source="登记簿", by="user:1")
    assert take(organ, DAY("2025-03-31")) is not None


def rows(table: str) -> list[Any]:
    return list(TABLES[table][0]._default_manager.order_by("pk").values())


def statements(table: str, key: int) -> dict[str, str]:
    """Statements that would change what is there, and what the database says to each."""
    what, kept = TABLES[table][1], f"{TABLES[table][1]} are never removed"
    every = {
        f"UPDATE {table} SET {DAYS[table]} = '2020-01-01' WHERE id = {key}": f"{what} are never changed",
        f"UPDATE {table} SET id = id": f"{what} are never changed",
        f"DELETE FROM {table} WHERE id = {key}": kept,
        f"DELETE FROM {table}": kept,
    }
    if connection.vendor == "postgresql":
        every[f"TRUNCATE {table}"] = kept
        every[f"INSERT INTO {table} SELECT * FROM {table} WHERE id = {key} ON CONFLICT (id) DO UPDATE SET id = 1"] = "are only added after"
    else:
        every[f"REPLACE INTO {table} SELECT * FROM {table} WHERE id = {key}"] = "are only added after"
    return every


@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize("table", TABLES)
def test_what_was_recorded_is_not_changed_removed_or_replaced(table: str) -> None:
    before = rows(table)
    assert before
    for statement, said in statements(table, before[0]["id"]).items():
        with pytest.raises(IntegrityError, match=said), transaction.atomic():
            sql(statement)
    assert rows(table) == before


@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize("table", ["cases_caseevent", "registers_entryevent"])
@pytest.mark.parametrize("position", ["position", "position + 2", "position - 1"])
def test_an_event_is_the_next_of_its_own(table: str, position: str) -> None:
    """Neither put before others, nor behind a gap, nor in the place of one."""
    model = TABLES[table][0]
    columns = [one.column for one in model._meta.concrete_fields if one.column != "id"]
    named = ", ".join(f'"{one}"' for one in columns)
    copied = ", ".join(position if one == "position" else f'"{one}"' for one in columns)
    before, last = rows(table), model._default_manager.latest("pk").pk
    verbs = ["INSERT"] if connection.vendor == "postgresql" else ["INSERT", "REPLACE"]
    for verb in verbs:
        with pytest.raises(IntegrityError, match="only added after"), transaction.atomic():
            sql(f"{verb} INTO {table} ({named}) SELECT {copied} FROM {table} WHERE id = {last}")
    assert rows(table) == before


@pytest.mark.usefixtures("_filled")
def test_what_is_added_afterwards_is_taken(world: World) -> None:
    case = Case.objects.get()
    written = [NoteWritten(on=DAY("2025-03-21"), note=number, text="附注") for number in (1, 2)]
    with transaction.atomic():
        store.append(store.locked(case), written, BY)
    new = Case(organ=world.bureau.organ)
    with transaction.atomic():
        store.append(new, [arrival("2", str(register(world.bureau.organ).pk), "2025-03-20")], BY)
    assert list(CaseEvent.objects.filter(case=new).values_list("position", flat=True)) == [1]
    assert CaseEvent.objects.filter(case=case).count() == len(whole_life("1", "")) + 2


def test_a_month_end_that_is_kept_is_not_kept_again(world: World) -> None:
    organ = world.bureau.organ
    assert take(organ, dt.date(2025, 3, 31)) == take(organ, dt.date(2025, 3, 31))
    with pytest.raises(IntegrityError), transaction.atomic():
        Snapshot.objects.create(organ=organ, day=dt.date(2025, 3, 31), figures={}, digest="")


def test_a_trigger_that_is_gone_is_found_with_the_trail() -> None:
    assert list(Verification().findings()) == []
    with behind_the_triggers(GUARDS):
        gone = {(one.code, one.fields["name"]) for one in Verification().findings()}
    assert gone == {("guard_missing", name) for name in GUARDS.statements[connection.vendor]}
    assert list(Verification().findings()) == []


def test_every_table_that_says_it_is_append_only_has_its_triggers() -> None:
    """A new ledger is not forgotten."""
    said = {model._meta.db_table for model in apps.get_models() if "append-only" in (model.__doc__ or "")}
    assert set(TABLES) <= said <= triggers.tables()
