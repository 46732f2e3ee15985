"""What a letter costs others: while the transaction that numbers it is open nobody else can write (SQLite), so nothing is loaded in it."""

import importlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from cases.walk_through import ASKED, send
from gongkai.audit.actors import Actor
from gongkai.cases.actions import AskCorrection, ConfirmReceipt
from gongkai.cases.letters import letter
from gongkai.cases.models import Case
from gongkai.messages import UserError, message
from platform_parts import World


@pytest.mark.django_db(transaction=True)
def test_printers_are_loaded_before_the_transaction_that_numbers_a_letter(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _answer, number, _code = send(world.bureau, item=ASKED["item"])
    case = Case.objects.select_related("organ").get(number=number)
    registrar, handler = (Actor.of(world.bureau.people[role]) for role in ("registrar", "handler"))
    asked: list[tuple[str, bool]] = []

    def loading(name: str) -> Any:
        asked.append((name.rpartition(".")[2], connection.in_atomic_block))
        return importlib.import_module(name)

    letter.load_printers.cache_clear()
    monkeypatch.setattr(letter, "import_module", loading)
    ConfirmReceipt(case=case, how="电话").by(registrar)
    assert asked == [("docx", False), ("pdf", False)]
    asked.clear()
    AskCorrection(case=case, what="写明年份。").by(handler)
    assert asked == [("docx", True), ("pdf", True)]  # in memory by now


@pytest.mark.django_db
def test_a_printer_that_is_broken_keeps_nobody_from_a_step_that_prints_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    _answer, number, _code = send(world.bureau, item=ASKED["item"])
    case = Case.objects.select_related("organ").get(number=number)

    def broken(_form: str, _document: Any) -> bytes:
        raise UserError(message("No fonts"))

    letter.load_printers.cache_clear()
    monkeypatch.setattr(letter, "_render", broken)
    ConfirmReceipt(case=case, how="电话").by(Actor.of(world.bureau.people["registrar"]))
    with pytest.raises(ValidationError, match="No fonts"):
        AskCorrection(case=case, what="写明年份。").by(Actor.of(world.bureau.people["handler"]))
    letter.load_printers.cache_clear()


def test_printers_are_loaded_once_and_say_nothing() -> None:
    letter.load_printers.cache_clear()
    assert letter.load_printers() is letter.load_printers() is None
    assert letter.load_printers.cache_info().misses == 1
