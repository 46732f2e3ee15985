"""The fold: what may follow on what, and that no lawful sequence of events leaves it without exactly one row."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.ordinary import (
    ABANDONED,
    ALLOWED,
    APPROVED,
    ARRIVED,
    ASKED,
    CHAIN,
    CONFIRMED,
    CORRECTED,
    CORRECTING,
    EXTEND,
    EXTENDED,
    LETTER,
    MONDAY,
    NOTICE,
    POSTED,
    SENT,
    SERVED,
    TOLD,
    TOO_LATE,
    WHOLE,
    WITHDRAWN,
    answer,
    signed,
)
from gongkai.cases import events as e
from gongkai.cases.clock import clock
from gongkai.cases.ledger import StepError, fold, step
from gongkai.cases.projection import columns
from gongkai.statute.calendar import Calendar
from gongkai.statute.readings import readings


def test_a_whole_case_is_closed() -> None:
    state = fold(WHOLE)
    assert (state.stage, state.answers, state.served) == ("closed", ("disclosed", "disclosed"), SERVED)


@pytest.mark.parametrize(
    ("before", "refused", "sentence"),
    [
        ((), CONFIRMED, "begins with its arrival"),
        ((ARRIVED,), ARRIVED, "arrived already"),
        ((ARRIVED,), answer(1), "while the request is being dealt with"),
        ((ARRIVED, CONFIRMED), CONFIRMED, "no confirmation any more"),
        ((ARRIVED, CONFIRMED), answer(3), "no item 3"),
        ((ARRIVED, CONFIRMED), answer(1, day=2), "in their order"),
        (WHOLE[:3], WHOLE[4], "Item 2 has no answer yet"),
        (WHOLE[:4], e.AnswerSubmitted(on=dt.date(2026, 3, 5), chain=()), "Nobody signs"),
        (WHOLE[:5], answer(1, day=6), "while the request is being dealt with"),
        (WHOLE[:5], signed("office_head"), "not the turn"),
        (WHOLE[:5], e.AnswerReturned(on=dt.date(2026, 3, 6), role="legal_reviewer", reason=" "), "Say why"),
        (WHOLE[:6], LETTER, "when all have signed"),
        (WHOLE[:7], SERVED, "after its letter was made"),
        (WHOLE[:7], e.SealedCopyFiled(on=dt.date(2026, 3, 10), file="d", title="t", sha256="x"), "no letter yet"),
        (WHOLE, SERVED, "served once"),
        ((ARRIVED,), EXTEND, "while the request is being dealt with"),
        (EXTENDED[:3], EXTEND, "once only"),
        (EXTENDED[:2], replace(EXTEND, reason=" "), "Say why"),
        (EXTENDED[:2], replace(EXTEND, chain=()), "Nobody signs"),
        (EXTENDED[:3], replace(APPROVED, role="head"), "not the turn"),
        (EXTENDED[:3], e.ExtensionReturned(on=APPROVED.on, role="office_head", reason=" "), "Say why"),
        (EXTENDED[:3], NOTICE, "when all have signed"),
        (EXTENDED[:5], NOTICE, "made once"),
        (EXTENDED[:4], TOLD, "no notice of extension"),
        (EXTENDED, TOLD, "no notice of extension"),
        ((*EXTENDED[:5], replace(WITHDRAWN, on=dt.date(2026, 3, 30))), TOLD, "no notice of extension"),
        ((ARRIVED,), ASKED, "while the request is being dealt with"),
        (CORRECTING[:2], SENT, "no notice of correction"),
        (CORRECTING[:2], replace(ASKED, what=" "), "what has to be corrected"),
        (CORRECTING, SENT, "no notice of correction"),
        ((*CORRECTING, CORRECTED), replace(ASKED, on=CORRECTED.on), "asked for once"),
        ((*WHOLE[:4], replace(ASKED, on=dt.date(2026, 3, 4))), WHOLE[4], "not been served"),
        (CORRECTING, answer(1, day=10), "while the request is being dealt with"),
        (CORRECTING, e.CorrectionNoticeReached(on=dt.date(2026, 3, 10)), "on record already"),
        (CORRECTING, ALLOWED, "no correction asked for too late"),
        (CORRECTING, replace(CORRECTED, items=("甲",)), "what information"),
        (CORRECTING[:3], CORRECTED, "No correction is awaited"),
        ((*CORRECTING, CORRECTED), replace(CORRECTED, on=dt.date(2026, 3, 26)), "No correction is awaited"),
        (CORRECTING, replace(ABANDONED, on=dt.date(2026, 3, 30)), "until 2026-03-30"),
        ((*CORRECTING, CORRECTED), ABANDONED, "whose correction is awaited"),
        ((*CORRECTING[:3], TOO_LATE), ABANDONED, "whose correction is awaited"),
        ((*CORRECTING[:3], TOO_LATE), replace(ALLOWED, reason=" "), "Say why"),
        (WHOLE, WITHDRAWN, "nothing is left to withdraw"),
        ((*WHOLE[:4], WITHDRAWN), replace(WHOLE[4], on=dt.date(2026, 3, 12)), "submitted once"),
    ],
)
def test_what_cannot_have_happened_is_refused_in_words(before: tuple[e.Event, ...], refused: e.Event, sentence: str) -> None:
    state = fold(before) if before else None
    with pytest.raises(StepError) as error:
        step(state, refused)
    assert sentence in error.value.message.text("en")


def test_a_request_that_asks_for_nothing_is_refused() -> None:
    with pytest.raises(StepError):
        fold([replace(ARRIVED, items=(" ",))])
    with pytest.raises(ValueError, match="without events"):
        fold([])


def test_what_went_back_can_be_answered_and_submitted_again() -> None:
    back = e.AnswerReturned(on=dt.date(2026, 3, 6), role="legal_reviewer", reason="说明不清")
    state = fold((*WHOLE[:5], back))
    assert (state.stage, state.chain, state.signed) == ("open", (), ())
    assert fold((*WHOLE[:5], back, answer(1, day=9), e.AnswerSubmitted(on=dt.date(2026, 3, 9), chain=CHAIN))).signs_next == "legal_reviewer"


@pytest.mark.parametrize("happened", range(1, len(WHOLE)))
def test_an_applicant_may_withdraw_until_the_answer_is_given(happened: int) -> None:
    state = fold((*WHOLE[:happened], WITHDRAWN))
    assert (state.stage, state.withdrawn, state.served, state.signs_next) == ("closed", True, None, None)
    row = columns(state, clock(state, dt.date(2026, 9, 1), Calendar(), readings()))
    assert (row["row"], row["closed_on"], row["late_days"]) == ("other.other", WITHDRAWN.on, 0)
    assert row["received_on"] == (CONFIRMED.on if happened > 1 else WITHDRAWN.on)  # not confirmed before: confirmed by the withdrawal


CORRECTIONS = (*EXTENDED[2:], ASKED, SENT, POSTED, TOO_LATE, e.CorrectionNoticeReached(on=MONDAY), ALLOWED, CORRECTED, ABANDONED)


@given(st.sampled_from((*WHOLE, WITHDRAWN, replace(WITHDRAWN, due=None), *CORRECTIONS)))
def test_events_are_read_back_as_they_were_written(event: e.Event) -> None:
    assert e.loaded(event.kind, event.on, e.dumped(event)) == event


KINDS = st.sampled_from(
    [
        CONFIRMED,
        answer(1),
        answer(2),
        WHOLE[4],
        *map(signed, CHAIN),
        LETTER,
        SERVED,
        WITHDRAWN,
        *CORRECTIONS,
        e.AnswerReturned(on=MONDAY, role="legal_reviewer", reason="改"),
    ]
)


@given(st.lists(KINDS, max_size=40))
def test_any_lawful_sequence_has_one_row_when_closed_and_none_before(tried: list[e.Event]) -> None:
    state, happened = fold([ARRIVED]), [ARRIVED]
    for event in tried:
        today = replace(event, on=state.last)
        try:
            state = step(state, today)
        except StepError:
            continue
        happened.append(today)  # type: ignore[arg-type]  # any event
    assert fold(happened) == state
    row = columns(state, clock(state, dt.date(2026, 12, 31), Calendar(), readings()))
    assert bool(row["row"]) == (state.stage == "closed") == (row["closed_on"] is not None)
    assert (row["due_on"] is None) == (state.stage in {"arrived", "waiting_for_correction"} or isinstance(state.closed, e.RequestAbandoned))
    assert bool(state.signs_next) <= (state.stage == "signing")
