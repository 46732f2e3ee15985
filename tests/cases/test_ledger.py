"""The fold: what may follow on what, and that no lawful sequence of events leaves it without exactly one row."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.cases import events as e
from gongkai.cases.clock import clock, extended
from gongkai.cases.ledger import StepError, fold, step
from gongkai.cases.projection import columns
from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import TooLateError
from gongkai.statute.laws import StatuteError
from gongkai.statute.readings import readings

MONDAY = dt.date(2026, 3, 2)
ARRIVED = e.RequestArrived(
    on=MONDAY,
    channel="internet",
    number="2026-00001",
    applicant="p",
    applicant_kind="natural_person",
    items=("甲", "乙"),
    form="any",
    delivery="post",
)
CONFIRMED = e.ReceiptConfirmed(on=dt.date(2026, 3, 3), how="电话")
CHAIN = ("legal_reviewer", "office_head")
LETTER = e.LetterIssued(on=dt.date(2026, 3, 10), number="〔2026〕1号", data="a", docx="b", pdf="c")
SERVED = e.AnswerServed(
    on=dt.date(2026, 3, 11),
    way="post",
    mail_number="1",
    edition="2021",
    row="granted",
    column="natural_person",
    due=dt.date(2026, 3, 31),
    calendar="v",
)

WITHDRAWN = e.RequestWithdrawn(
    on=dt.date(2026, 3, 11), how="来函", edition="2021", row="other.other", column="natural_person", due=dt.date(2026, 3, 31), calendar="v"
)

ASKED = e.CorrectionAsked(on=dt.date(2026, 3, 6), what="写明名称", days=15, number="〔2026〕2号", data="a", docx="b", pdf="c")
LIMIT = dt.date(2026, 3, 12)  # confirmed on Tuesday 3 March: 4, 5, 6, 9, 10, 11, 12 March are 7 working days
SENT = e.CorrectionNoticeSent(on=dt.date(2026, 3, 9), way="electronic", reached=dt.date(2026, 3, 9), limit=LIMIT)
POSTED = replace(SENT, way="post", mail_number="1", reached=None)
TOO_LATE = replace(SENT, on=dt.date(2026, 3, 13), reached=dt.date(2026, 3, 13))
ALLOWED = e.LateCorrectionAllowed(on=dt.date(2026, 3, 13), reason="申请人同意")
CORRECTED = e.CorrectionReceived(on=dt.date(2026, 3, 25), items=("甲", "丙"))
ABANDONED = e.RequestAbandoned(
    on=dt.date(2026, 3, 31),
    outcome="not_corrected",
    until=dt.date(2026, 3, 30),
    edition="2021",
    row="other.not_corrected",
    column="natural_person",
    due=None,
    calendar="v",
)
EXTEND = e.ExtensionProposed(on=dt.date(2026, 3, 20), days=20, reason="需要检索档案", chain=("office_head",))
APPROVED = e.ExtensionSigned(on=dt.date(2026, 3, 20), role="office_head")
NOTICE = e.ExtensionNoticeIssued(on=dt.date(2026, 3, 20), number="〔2026〕3号", data="a", docx="b", pdf="c")
TOLD = e.ExtensionTold(on=dt.date(2026, 3, 31), way="electronic")
EXTENDED = (ARRIVED, CONFIRMED, EXTEND, APPROVED, NOTICE, TOLD)
CORRECTING = (ARRIVED, CONFIRMED, ASKED, SENT)


def answer(item: int, day: int = 4) -> e.ItemAnswered:
    return e.ItemAnswered(on=dt.date(2026, 3, day), item=item, answer="disclosed", text="见附件")


def signed(role: str) -> e.AnswerSigned:
    return e.AnswerSigned(on=dt.date(2026, 3, 10), role=role)


WHOLE = (
    ARRIVED,
    CONFIRMED,
    answer(1),
    answer(2),
    e.AnswerSubmitted(on=dt.date(2026, 3, 5), chain=CHAIN),
    *map(signed, CHAIN),
    LETTER,
    SERVED,
)


def test_a_whole_case_is_closed() -> None:
    state = fold(WHOLE)
    assert (state.stage, state.answers, state.served) == ("closed", ("disclosed", "disclosed"), SERVED)


def test_the_period_runs_twenty_working_days_from_the_confirmation_and_ends_with_service() -> None:
    calendar, settings = Calendar(), readings()
    assert clock(fold(WHOLE[:1]), dt.date(2026, 3, 20), calendar, settings).due is None
    running = clock(fold(WHOLE[:2]), dt.date(2026, 3, 30), calendar, settings)
    # Confirmed on Tuesday 3 March: 4 to 6 March are 3, 9 to 13, 16 to 20, 23 to 27 are 15 more, 30 and 31 March make 20.
    assert (running.due, running.days_left, running.is_overdue) == (dt.date(2026, 3, 31), 1, False)
    assert clock(fold(WHOLE[:2]), dt.date(2026, 4, 1), calendar, settings).is_overdue
    ended = clock(fold(WHOLE), dt.date(2026, 9, 1), calendar, settings)
    assert (ended.ended, ended.days_left, ended.is_overdue) == (dt.date(2026, 3, 11), None, False)
    late = fold((*WHOLE[:-1], replace(SERVED, on=dt.date(2026, 4, 2))))
    assert clock(late, dt.date(2026, 9, 1), calendar, settings).late.workdays == 2  # type: ignore[union-attr]  # 1 and 2 April


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


def test_in_person_the_period_begins_with_the_arrival() -> None:
    state = fold([replace(ARRIVED, channel="in_person")])
    assert state.stage == "open"
    assert clock(state, MONDAY, Calendar(), readings()).due == dt.date(2026, 3, 30)


@pytest.mark.parametrize("happened", range(1, len(WHOLE)))
def test_an_applicant_may_withdraw_until_the_answer_is_given(happened: int) -> None:
    state = fold((*WHOLE[:happened], WITHDRAWN))
    assert (state.stage, state.withdrawn, state.served, state.signs_next) == ("closed", True, None, None)
    row = columns(state, clock(state, dt.date(2026, 9, 1), Calendar(), readings()))
    assert (row["row"], row["closed_on"], row["late_days"]) == ("other.other", WITHDRAWN.on, 0)
    assert row["received_on"] == (CONFIRMED.on if happened > 1 else WITHDRAWN.on)  # not confirmed before: confirmed by the withdrawal


def due(*events: e.Event, on: str = "2026-04-01") -> dt.date | None:
    return clock(fold(events), dt.date.fromisoformat(on), Calendar(), readings()).due


def test_while_a_correction_is_awaited_no_due_day_runs_and_it_starts_anew_when_corrected() -> None:
    state = fold(CORRECTING)
    assert state.stage == "waiting_for_correction"
    assert due(*CORRECTING[:3]) == dt.date(2026, 3, 31)  # the notice was made, not served: the first period runs
    seen = clock(state, dt.date(2026, 3, 31), Calendar(), readings())
    # Served on 9 March: 10 to 13 March are 4 working days, 16 to 20 and 23 to 27 make 14, Monday the 30th is the 15th.
    assert (seen.due, seen.days_left, seen.is_overdue, columns(state, seen)["waits_until"]) == (None, None, False, dt.date(2026, 3, 30))
    corrected = fold((*CORRECTING, CORRECTED))
    assert (corrected.stage, [item.text for item in corrected.items]) == ("open", ["甲", "丙"])
    # Corrected on 25 March: 26, 27, 30, 31 March, 1 to 3 April are 7; Monday 6 April is a holiday (清明).
    # 7 to 10 April are 11, 13 to 17 are 16, Thursday 23 April is the 20th.
    assert due(*CORRECTING, CORRECTED) == dt.date(2026, 4, 23)


def test_a_correction_asked_for_too_late_leaves_the_due_day_unless_the_head_decides() -> None:
    late = (*CORRECTING[:3], TOO_LATE)
    assert (fold(late).stage, due(*late), due(*late, CORRECTED)) == ("open", dt.date(2026, 3, 31), dt.date(2026, 3, 31))
    assert clock(fold(late), MONDAY, Calendar(), readings()).deadline.faults  # type: ignore[union-attr]  # it is received
    assert (fold((*late, ALLOWED)).stage, due(*late, ALLOWED)) == ("waiting_for_correction", None)
    assert due(*late, ALLOWED, CORRECTED) == dt.date(2026, 4, 23)


def test_a_posted_notice_gives_time_from_the_day_it_arrives() -> None:
    posted = (*CORRECTING[:3], POSTED)
    waiting = columns(fold(posted), clock(fold(posted), dt.date(2026, 8, 1), Calendar(), readings()))
    assert (waiting["stage"], waiting["errand"], waiting["waits_until"]) == ("waiting_for_correction", "record_arrival", None)
    reached = fold((*posted, e.CorrectionNoticeReached(on=dt.date(2026, 3, 12))))
    # 13 March is 1, 16 to 20 and 23 to 27 make 11, 30 March to 2 April are 12 to 15.
    row = columns(reached, clock(reached, dt.date(2026, 3, 12), Calendar(), readings()))
    assert (row["errand"], row["waits_until"]) == ("", dt.date(2026, 4, 2))


def test_what_is_not_corrected_in_time_is_closed_the_day_after() -> None:
    state = fold((*CORRECTING, ABANDONED))
    row = columns(state, clock(state, dt.date(2026, 9, 1), Calendar(), readings()))
    assert (state.stage, row["row"], row["closed_on"], row["late_days"]) == ("closed", "other.not_corrected", ABANDONED.on, 0)


def test_an_extension_holds_from_the_day_the_applicant_is_told() -> None:
    assert due(*EXTENDED[:5]) == dt.date(2026, 3, 31)  # approved, but not told
    # Twenty more after 31 March: 1 to 3 April are 3, 7 to 10 (the 6th is a holiday) 7, 13 to 17 are 12, 20 to 24 are 17, 27 to 29 are 20.
    assert due(*EXTENDED) == dt.date(2026, 4, 29)
    with pytest.raises(TooLateError):
        extended(fold(EXTENDED[:2]), 20, dt.date(2026, 4, 1), Calendar(), readings())
    with pytest.raises(StatuteError):
        extended(fold(EXTENDED[:2]), 21, dt.date(2026, 3, 31), Calendar(), readings())


def test_what_is_not_approved_is_no_extension_and_can_be_proposed_again() -> None:
    state = fold((*EXTENDED[:3], e.ExtensionReturned(on=APPROVED.on, role="office_head", reason="可以按期")))
    assert state.extension is None
    assert step(state, EXTEND).extension is not None


def nth_workday(after: dt.date, count: int) -> dt.date:
    """A day at a time."""
    day, calendar = after, Calendar()
    while count:
        day += dt.timedelta(days=1)
        count -= calendar.kind(day).workday
    return day


DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
LATER = st.integers(0, 40).map(lambda days: dt.timedelta(days=days))


@given(DAYS, LATER, st.booleans(), st.none() | LATER)
def test_the_clock_equals_counting_day_by_day(received: dt.date, asking: dt.timedelta, is_allowed: bool, correcting: dt.timedelta | None) -> None:  # noqa: FBT001  # drawn
    limit = nth_workday(received, 7)
    sent = received + asking
    events = [
        replace(ARRIVED, on=received, channel="in_person"),
        replace(ASKED, on=received),
        replace(SENT, on=sent, reached=sent, limit=limit),
    ]
    expected: dt.date | None = nth_workday(received, 20)
    restarts = sent <= limit or is_allowed
    if sent > limit and is_allowed:
        events.append(replace(ALLOWED, on=sent))
    if restarts:
        expected = None
    if correcting is not None:
        events.append(replace(CORRECTED, on=sent + correcting))
        expected = nth_workday(sent + correcting, 20) if restarts else expected
    assert due(*events) == expected


@given(DAYS, st.none() | LATER, st.integers(1, 20), LATER)
def test_extended_the_clock_equals_counting_day_by_day(received: dt.date, correcting: dt.timedelta | None, days: int, telling: dt.timedelta) -> None:
    events: list[e.Event] = [replace(ARRIVED, on=received, channel="in_person")]
    start = received
    if correcting is not None:
        start = received + correcting
        sent = replace(SENT, on=received, reached=received, limit=nth_workday(received, 7))
        events += [replace(ASKED, on=received), sent, replace(CORRECTED, on=start)]
    told = start + telling
    if told > nth_workday(start, 20):
        with pytest.raises(TooLateError):
            extended(fold(events), days, told, Calendar(), readings())
        return
    assert extended(fold(events), days, told, Calendar(), readings()).due == nth_workday(start, 20 + days)
    events += [replace(EXTEND, on=start, days=days), replace(APPROVED, on=start), replace(NOTICE, on=start), replace(TOLD, on=told)]
    assert due(*events) == nth_workday(start, 20 + days)


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
