"""What stands beside the steps of the law: what may follow on what, that no clock is moved by it, and that its rows follow from the events."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from cases.ordinary import ARRIVED, CONFIRMED, CORRECTING, SERVED, WHOLE, due
from cases.test_assigning import opened
from gongkai.audit.actors import Actor
from gongkai.cases import events as e
from gongkai.cases.actions import AssignCase
from gongkai.cases.clock import clock
from gongkai.cases.ledger import StepError, fold, step
from gongkai.cases.models import CaseTask
from gongkai.statute.calendar import Calendar
from gongkai.statute.readings import readings
from platform_parts import World

DAY = dt.date(2026, 3, 20)
ASSIGNED = e.CaseAssigned(on=DAY, division=1, handler=7)
HANDED = e.CaseHandedOver(on=DAY, before=7, handler=8, division=1, reason="调离")
ASKED = e.OpinionAsked(on=DAY, opinion=1, division=1, question="问")
GIVEN = e.OpinionGiven(on=DAY, opinion=1, text="答")
NOTE = e.NoteWritten(on=DAY, note=1, text="记")
MISSED = e.DueDayMissed(on=dt.date(2026, 4, 1), due=dt.date(2026, 3, 31), calendar="v")
MOVED = e.DueDayRecomputed(on=DAY, before=dt.date(2026, 3, 31), after=dt.date(2026, 4, 2), calendar="v")
CORRECTED = e.RecordCorrected(on=DAY, entry=1, wrong="误", right="正", reason="看错")
ARCHIVED = e.CaseArchived(on=DAY, number="1", data="a", docx="b", pdf="c")
POSTED = replace(SERVED, way="post", mail_number="XA1")
BY_POST = (*WHOLE[:-1], POSTED)
SHOWN = (*WHOLE[:-1], replace(SERVED, way="electronic", mail_number=""))
SIGNED = e.DeliverySigned(on=DAY, service=1)
RETURNED = e.DeliveryReturned(on=DAY, service=1, reason="拒收")
AGAIN = e.DeliveryRepeated(on=DAY, service=1, way="post", mail_number="XA2")
OPEN = (ARRIVED, CONFIRMED)
BESIDE = (ASSIGNED, HANDED, ASKED, GIVEN, NOTE, MISSED, MOVED, CORRECTED, ARCHIVED, SIGNED, RETURNED, AGAIN)


@pytest.mark.parametrize(
    ("before", "refused", "sentence"),
    [
        (OPEN, replace(ASSIGNED, division=None, handler=None), "Name a division or a handler"),
        (OPEN, replace(ASSIGNED, item=3), "no item 3"),
        ((*OPEN, ASSIGNED), ASSIGNED, "in these hands already"),
        ((*OPEN, ASSIGNED), replace(ASSIGNED, handler=8), "Say why"),
        (WHOLE, ASSIGNED, "is closed"),
        (OPEN, HANDED, "Nothing of this request is in the hands"),
        ((*OPEN, ASSIGNED), replace(HANDED, handler=7), "Nothing of this request is in the hands"),
        ((*OPEN, ASSIGNED), replace(HANDED, reason=" "), "Say why"),
        (OPEN, replace(ASKED, question=" "), "what the division is asked"),
        (OPEN, replace(ASKED, opinion=2), "has the number 1"),
        ((*OPEN, ASKED), replace(ASKED, opinion=2), "asked already"),
        (OPEN, GIVEN, "no opinion of this number"),
        ((*OPEN, ASKED), replace(GIVEN, text=" "), "what the division says"),
        (OPEN, replace(NOTE, text=" "), "says something"),
        (OPEN, replace(NOTE, note=2), "has the number 1"),
        (OPEN, replace(NOTE, corrects=1), "no note 1"),
        (OPEN, replace(MISSED, on=dt.date(2026, 3, 31)), "has not passed yet"),
        ((*OPEN, MISSED), MISSED, "on record already"),
        (OPEN, replace(MOVED, after=MOVED.before), "has not changed"),
        (OPEN, replace(CORRECTED, wrong=" "), "what is wrong, what is right"),
        (OPEN, ARCHIVED, "not closed yet"),
        (BY_POST, ARCHIVED, "Neither the signing nor the return"),
        ((*BY_POST, RETURNED), ARCHIVED, "came back"),
        ((*SHOWN, ARCHIVED), NOTE, "is archived"),
        (SHOWN, SIGNED, "on record already"),
        (BY_POST, replace(SIGNED, service=2), "no service 2"),
        (BY_POST, replace(SIGNED, on=dt.date(2026, 3, 10)), "before the letter was posted"),
        (BY_POST, replace(RETURNED, reason=" "), "Say why the letter came back"),
        (BY_POST, AGAIN, "on record already"),
        ((*BY_POST, RETURNED), replace(AGAIN, on=dt.date(2026, 3, 19)), "before the letter came back"),
        (OPEN, replace(NOTE, on=dt.date(2026, 3, 1)), "before the arrival"),
    ],
)
def test_what_cannot_have_happened_is_refused_in_words(before: tuple[e.Event, ...], refused: e.Event, sentence: str) -> None:
    with pytest.raises(StepError) as error:
        step(fold(before), refused)
    assert sentence in error.value.message.text("en")


@pytest.mark.parametrize("entry", [0, 4])
def test_an_entry_that_is_not_there_is_not_corrected(entry: int) -> None:
    with pytest.raises(StepError) as error:
        fold((*OPEN, NOTE, replace(CORRECTED, entry=entry)))
    assert f"no entry {entry}" in error.value.message.text("en")


def test_a_corrected_day_counts_from_then_on_and_later_corrections_win() -> None:
    first = replace(CORRECTED, entry=2, day=dt.date(2026, 3, 4))
    assert due(*OPEN, first) == dt.date(2026, 4, 1)  # confirmed on 4 March instead of 3 March
    assert due(*OPEN, first, replace(first, day=dt.date(2026, 3, 3))) == dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("events", "entry", "sentence"),
    [
        (OPEN, 1, "later ones rest on it"),  # the arrival
        (CORRECTING, 2, "later ones rest on it"),  # the time to ask for a correction was reckoned from it
        (WHOLE, 2, "later ones rest on it"),  # closed
    ],
)
def test_a_day_on_which_others_rest_stays(events: tuple[e.Event, ...], entry: int, sentence: str) -> None:
    with pytest.raises(StepError) as error:
        fold((*events, replace(CORRECTED, entry=entry, day=dt.date(2026, 3, 3))))
    assert sentence in error.value.message.text("en")


def test_a_letter_that_came_back_twice_is_proof_enough() -> None:
    second = (RETURNED, AGAIN, replace(RETURNED, service=2))
    assert fold((*BY_POST, *second, ARCHIVED)).archived == ARCHIVED


@given(st.sampled_from(BESIDE))
def test_events_are_read_back_as_they_were_written(event: e.Event) -> None:
    assert e.loaded(event.kind, event.on, e.dumped(event)) == event


@given(st.lists(st.sampled_from((*WHOLE[1:-1], POSTED, *BESIDE[:-4])), max_size=40))
def test_what_stands_beside_the_steps_moves_no_clock(tried: list[e.Event]) -> None:
    state = plain = fold([ARRIVED])
    for event in tried:
        at = event if isinstance(event, e.Beside) else replace(event, on=state.last)
        try:
            state = step(state, at)
        except StepError:
            continue
        if not isinstance(at, e.Beside):
            plain = step(plain, at)
    until = dt.date(2026, 12, 31)
    assert clock(state, until, Calendar(), readings()) == clock(plain, until, Calendar(), readings())
    assert (state.stage, state.last, state.closed) == (plain.stage, plain.last, plain.closed)


def test_rows_beside_the_case_are_compared_with_its_events(world: World) -> None:
    case = opened(world.bureau, item_2="2024年投诉举报处理情况统计表")
    AssignCase(case=case, handler=world.bureau.people["handler"], item=2).by(Actor.command("test"))
    call_command("cases", "verify")
    CaseTask.objects.update(number=1)
    with pytest.raises(CommandError):
        call_command("cases", "verify")
