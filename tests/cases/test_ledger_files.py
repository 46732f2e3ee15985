"""The fold of files that wait for the virus scanner."""

import datetime as dt

import pytest

from cases.ordinary import ARRIVED, CONFIRMED, MONDAY, WITHDRAWN
from gongkai.cases import events as e
from gongkai.cases.ledger import StepError, fold, step

FILED = e.ScanFiled(on=MONDAY, file="f", what="attachment", ending="pdf", waits=True)
LATER = dt.date(2026, 3, 12)


def test_a_file_waits_until_the_scanner_has_answered() -> None:
    waiting = fold([ARRIVED, FILED])
    assert (waiting.unscanned, waiting.infected) == (("f",), ())
    assert fold([ARRIVED, FILED, FILED]).unscanned == ("f",)  # the same content twice is one file
    clean = step(waiting, e.FileScanned(on=MONDAY, scanned="f"))
    assert (clean.unscanned, clean.infected) == ((), ())
    found = step(waiting, e.FileScanned(on=MONDAY, scanned="f", found="Test-Signature"))
    assert (found.unscanned, found.infected) == ((), ("f",))


def test_a_file_that_was_passed_at_once_never_waits() -> None:
    passed = fold([ARRIVED, e.ScanFiled(on=MONDAY, file="f", what="attachment", ending="pdf")])
    assert passed.unscanned == ()


def test_only_what_waits_is_answered_and_once() -> None:
    scanned = e.FileScanned(on=MONDAY, scanned="f")
    for before in ([ARRIVED], [ARRIVED, FILED, scanned]):
        with pytest.raises(StepError) as error:
            fold([*before, scanned])
        assert error.value.message.text("en") == "The file does not wait for the virus scanner"


def test_the_scanner_may_answer_after_the_request_is_closed() -> None:
    closed = fold([ARRIVED, FILED, CONFIRMED, WITHDRAWN, e.FileScanned(on=LATER, scanned="f", found="Test-Signature")])
    assert (closed.stage, closed.infected) == ("closed", ("f",))


def test_events_stored_before_there_was_a_scanner_are_read() -> None:
    old = e.loaded("scan_filed", MONDAY, {"file": "f", "what": "request", "ending": "png"})
    assert isinstance(old, e.ScanFiled)
    assert not old.waits
