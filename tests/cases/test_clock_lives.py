"""The clock of whole lives: correction, third party, extension, fee in one request over Spring Festival 2026; requests of May 2019. Days by hand."""

import datetime as dt

import pytest

from gongkai.cases import events as e
from gongkai.cases.calculating import Asked, Written, calculate
from gongkai.cases.clock import Clock, clock, examined, extended
from gongkai.cases.ledger import fold
from gongkai.cases.projection import columns
from gongkai.statute.calendar import Calendar
from gongkai.statute.deadlines import TooLateError
from gongkai.statute.readings import readings

D = dt.date
CHINA, DEFAULT = Calendar(), readings()
PRINTED = {"number": "1", "data": "a", "docx": "b", "pdf": "c"}


def arrived(on: dt.date, channel: str = "in_person") -> e.RequestArrived:
    return e.RequestArrived(
        on=on, channel=channel, number="1", applicant="p", applicant_kind="natural_person", items=("甲",), form="any", delivery="post"
    )


def extension(proposed: dt.date, told: dt.date, days: int) -> tuple[e.Event, ...]:
    return (
        e.ExtensionProposed(on=proposed, days=days, reason="检索", chain=("office_head",)),
        e.ExtensionSigned(on=proposed, role="office_head"),
        e.ExtensionNoticeIssued(on=proposed, **PRINTED),
        e.ExtensionTold(on=told, way="electronic"),
    )


def third_party(asked: dt.date, reached: dt.date) -> tuple[e.Event, ...]:
    return (
        e.ConsultationAsked(on=asked, whom="third_party", items=(1,), what="检验报告", party="q", **PRINTED),
        e.ConsultationSent(on=asked, way="post", mail_number="XA1", consultation=1, reached=None),
        e.ConsultationReached(on=reached, consultation=1),
    )


# The days are counted in tests/statute/test_whole_lives.py, a period at a time.
CORRECTED = (
    arrived(D(2026, 1, 26)),
    e.CorrectionAsked(on=D(2026, 2, 2), what="写明名称", days=15, **PRINTED),
    e.CorrectionNoticeSent(on=D(2026, 2, 4), way="electronic", reached=D(2026, 2, 4), limit=D(2026, 2, 4)),
    e.CorrectionReceived(on=D(2026, 2, 10), items=("甲",)),
)
ASKED = (*CORRECTED, *third_party(D(2026, 2, 12), D(2026, 2, 14)))
EXTENDED = (*ASKED, *extension(D(2026, 3, 20), D(2026, 4, 9), 10))
CHARGED = (
    *EXTENDED,
    e.FeeNoticeIssued(on=D(2026, 4, 13), basis="pieces", count=12, already=5, amount=700, reason="过多", **PRINTED),
    e.FeeNoticeSent(on=D(2026, 4, 22), way="electronic", reached=D(2026, 4, 22)),
)
PAID = (*CHARGED, e.FeePaid(on=D(2026, 5, 8), voucher="0001"))
AGAIN = (*PAID, *extension(D(2026, 5, 20), D(2026, 6, 4), 20))


def seen(events: tuple[e.Event, ...], on: dt.date) -> Clock:
    return clock(fold(events), on, CHINA, DEFAULT)


@pytest.mark.parametrize(
    ("events", "on", "due"),
    [
        (CORRECTED, D(2026, 2, 10), D(2026, 3, 16)),  # 02-11..14 (4), 24-28 (9), 03-02..06 (14), 09-13 (19), 16 (20)
        (ASKED, D(2026, 3, 16), D(2026, 4, 9)),
        (EXTENDED, D(2026, 4, 9), D(2026, 4, 23)),
        (CHARGED, D(2026, 5, 4), None),
        (PAID, D(2026, 5, 8), D(2026, 6, 4)),
        (AGAIN, D(2026, 6, 10), D(2026, 7, 3)),
    ],
)
def test_correction_third_party_extension_and_fee_in_one_life(events: tuple[e.Event, ...], on: dt.date, due: dt.date | None) -> None:
    found = seen(events, on)
    assert (found.due, found.lasting, found.is_overdue) == (due, due, False)
    assert (found.deadline.faults if found.deadline else None) == ()


def test_while_the_third_party_is_silent_the_row_s_due_day_is_known_and_stays() -> None:
    assert {seen(ASKED, day).lasting for day in (D(2026, 2, 14), D(2026, 2, 25), D(2026, 3, 13), D(2026, 3, 16))} == {D(2026, 4, 9)}
    assert columns(fold(ASKED), seen(ASKED, D(2026, 3, 13)))["weigh_from"] == D(2026, 3, 14)


def test_the_fee_s_time_and_its_end_are_told_in_the_extended_period_and_after() -> None:
    row = columns(fold(CHARGED), seen(CHARGED, D(2026, 5, 22)))
    assert (row["stage"], row["waits_until"], row["due_on"]) == ("waiting_for_payment", D(2026, 5, 22), None)


def test_the_fee_notice_goes_out_within_the_extended_period_and_no_later() -> None:
    assert examined(fold(CHARGED), D(2026, 4, 22), CHINA, DEFAULT, fee_only=True)
    late = (*CHARGED[:-1], e.FeeNoticeSent(on=D(2026, 4, 24), way="electronic", reached=D(2026, 4, 24)))
    with pytest.raises(TooLateError):
        examined(fold(late), D(2026, 4, 24), CHINA, DEFAULT, fee_only=True)


def test_the_new_period_is_extended_until_its_own_end_and_no_later() -> None:
    assert extended(fold(PAID), 20, D(2026, 6, 4), CHINA, DEFAULT).due == D(2026, 7, 3)
    with pytest.raises(TooLateError):
        extended(fold(PAID), 20, D(2026, 6, 5), CHINA, DEFAULT)


def test_a_request_that_came_in_under_the_old_law_and_was_confirmed_under_the_new_one_has_the_new_period() -> None:
    confirmed = (arrived(D(2019, 5, 14), "internet"), e.ReceiptConfirmed(on=D(2019, 5, 15)))
    assert seen(confirmed, D(2019, 5, 15)).due == D(2019, 6, 13)
    assert seen((arrived(D(2019, 5, 14)),), D(2019, 5, 15)).due == D(2019, 6, 4)


def test_under_order_492_the_stop_for_a_third_party_has_no_end_of_its_own() -> None:
    # received 05-14, 15 WD: 15-17 (3), sent on Mon 20 (4); 05-21 to 07-01 out; 07-02..05 (8), 08-12 (13), 15, 16 (15)
    asked = (arrived(D(2019, 5, 14)), *third_party(D(2019, 5, 20), D(2019, 5, 21)))
    waiting = seen(asked, D(2019, 6, 20))
    assert (waiting.times, waiting.lasting) == ({}, None)  # nobody knows until when
    answered = (*asked, e.ConsultationAnswered(on=D(2019, 7, 1), consultation=1, response="consents", text="同意"))
    assert seen(answered, D(2019, 7, 1)).lasting == D(2019, 7, 16)


def test_the_calculator_tells_no_time_that_order_492_did_not_set() -> None:
    days = {"correction_asked": D(2019, 5, 16), "correction_reached": D(2019, 5, 17), "correction_days": 15, "corrected": D(2019, 5, 20)}
    letter = Written("third_party", D(2019, 5, 21), D(2019, 5, 22))
    old, new = (
        calculate(Asked(today=D(2019, 6, 20), channel="in_person", arrived=arrived_on, letters=(letter,), **days), CHINA, DEFAULT)  # type: ignore[arg-type]
        for arrived_on in (D(2019, 5, 14), D(2019, 5, 15))
    )
    assert [one.what.text("en").partition(" until")[0] for one in old.milestones] == ["An extension would have to be told to the applicant by"]
    assert {one.what.text("en"): one.day for one in new.milestones} == {
        "The applicant could correct the request until": D(2019, 6, 10),  # 05-20..24 (5), 27-31 (10), 06-03..06 (14), 10 (15)
        "The third party can answer until": D(2019, 6, 13),  # 05-23, 24 (2), 27-31 (7), 06-03..06 (11), 10-13 (15)
        # counted from 05-20: 21 (1), 05-22 to 06-13 out, 14 (2), 17-21 (7), 24-28 (12), 07-01..05 (17), 08-10 (20)
        "An extension would have to be told to the applicant by": D(2019, 7, 10),
    }


def test_a_letter_sent_after_the_due_date_revives_nothing() -> None:
    # received 2026-03-02, due 03-30; sent on 03-31
    late = (arrived(D(2026, 3, 2)), *third_party(D(2026, 3, 31), D(2026, 4, 1)))
    found = seen(late, D(2026, 4, 15))
    assert (found.due, found.lasting, found.is_overdue) == (D(2026, 3, 30), D(2026, 3, 30), True)


def test_reasons_asked_for_stop_nothing_but_a_later_day_told_outlasts_the_stop() -> None:
    # received 2026-03-02, due 03-30. Third party 03-09 to 03-12 (answered): 10-12 out, due 04-02. The later day told is 04-30.
    reasons = (
        arrived(D(2026, 3, 2)),
        e.ReasonsAsked(on=D(2026, 3, 4), why="大量", until=D(2026, 3, 12), **PRINTED),
        e.ReasonsNoticeSent(on=D(2026, 3, 4), way="electronic"),
    )
    assert seen(reasons, D(2026, 3, 12)).due == D(2026, 3, 30)
    stopped = (
        *reasons,
        *third_party(D(2026, 3, 9), D(2026, 3, 10)),
        e.ConsultationAnswered(on=D(2026, 3, 12), consultation=1, response="consents", text="同意"),
    )
    assert seen(stopped, D(2026, 3, 12)).due == D(2026, 4, 2)
    later = (
        *stopped,
        e.ReasonsReceived(on=D(2026, 3, 12), text="论文"),
        e.DelayDecided(on=D(2026, 3, 13), until=D(2026, 4, 30), reason="量大", **PRINTED),
        e.DelayTold(on=D(2026, 4, 2), way="electronic"),
    )
    assert seen(later, D(2026, 4, 3)).due == D(2026, 4, 30)
