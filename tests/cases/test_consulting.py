"""Asking others during a request (Reg. 11, 15, 17, 32, 34, 35): the fold, the clock, what an answer needs. Days by hand, see `consultations`."""

from dataclasses import replace
from typing import Any

import pytest

from cases import consultations as c
from cases.consultations import ARRIVED, DUE, asked, day, item, reached, replied, sent, weighed
from gongkai.cases import events as e
from gongkai.cases.clock import Clock, clock
from gongkai.cases.consulted import RESPONSES
from gongkai.cases.ledger import Case, StepError, fold, step
from gongkai.cases.letters.words import KINDS
from gongkai.cases.needs import NEEDS, WRITTEN, unmet
from gongkai.cases.projection import columns
from gongkai.statute import outcomes
from gongkai.statute.calendar import Calendar
from gongkai.statute.consultations import responses
from gongkai.statute.readings import readings

ASKED = (ARRIVED, asked(), sent())
OBJECTED = (*ASKED, reached(), replied())
OVERRULED = (*OBJECTED, weighed("02-13", "objects_with_reason", "disclose"))
ANSWERED = (*OVERRULED, item("disclosed"), item("disclosed", number=2), c.SUBMITTED, c.SIGNED, c.LETTER)


def seen(events: tuple[e.Event, ...], on: str) -> Clock:
    return clock(fold(events), day(on), Calendar(), readings())


def row(events: tuple[e.Event, ...], on: str = "03-01") -> dict[str, Any]:
    return columns(fold(events), seen(events, on))


def problems(*events: e.Event, on: str = "03-02") -> list[str]:
    return [one.text("en") for one in unmet(fold(events), day(on))]


def test_the_clock_stands_still_from_the_day_after_the_letter_to_the_day_of_the_answer() -> None:
    assert seen((ARRIVED,), "01-26").due == DUE
    before, after = seen(ASKED, "01-26"), seen((*ASKED, reached()), "02-02")
    assert (before.standing and before.standing.phase, before.due) == ("running", DUE)
    assert after.standing is not None
    assert after.standing.phase == "stopped"
    # 21 to 23 and 26 January are 4; after 12 February: 13, 14, 24 to 27, Saturday 28 February are 11, 2 to 6 March 16, 9 to 12 March 20.
    done = seen(OBJECTED, "02-13")
    assert (done.standing and done.standing.phase, done.due, done.lasting) == ("running", day("03-12"), day("03-12"))
    left_out = [line.day for line in done.deadline.days if "stopped" in line.why.text("en")] if done.deadline else []
    assert (left_out[0], left_out[-1], len(left_out)) == (day("01-27"), day("02-12"), 13)


def test_a_third_party_that_is_silent_holds_the_clock_for_fifteen_working_days_at_most() -> None:
    silent = (*ASKED, reached())
    assert seen(silent, "02-01").times[1].end == day("02-25")
    # 4 to 26 January; 26 to 28 February are 7, 2 to 6 March 12, 9 to 13 March 17, 16 to 18 March 20.
    assert seen(silent, "02-26").due == seen(silent, "04-01").due == day("03-18")
    assert seen((*silent, replied("03-02")), "03-02").due == day("03-18")


def test_the_row_s_due_day_does_not_change_while_nothing_happens() -> None:
    under_way, has_it = ASKED, (*ASKED, reached())
    days = ("01-28", "02-13", "02-25", "03-01")
    assert {row(under_way, on)["due_on"] for on in days} == {None}
    assert {row(has_it, on)["due_on"] for on in days} == {day("03-18")}
    assert row((ARRIVED, asked(on="02-24"), sent("02-24")), "03-01")["due_on"] == DUE  # it begins after the last day


def test_an_extension_told_while_the_clock_stands_still_holds_and_the_row_knows_no_due_day() -> None:
    # The first period would have ended on 24 February; the letter to the department, out since 26 January, holds it.
    extension = e.ExtensionProposed(on=day("03-02"), days=20, reason="检索", chain=("office_head",))
    signed, notice = e.ExtensionSigned(on=day("03-02"), role="office_head"), e.ExtensionNoticeIssued(on=day("03-02"), **c.PRINTED)
    told = (ARRIVED, asked("authority"), sent(), extension, signed, notice, e.ExtensionTold(on=day("03-02"), way="electronic"))
    assert row(told, "03-10")["due_on"] is None
    # 4 to 26 January; after 31 March: 20 on 23 April; 24, 27 to 30 April are 25, 6 to 9 May 29, 11 to 15 May 34, 18 to 22 May 39, 25 May 40.
    assert seen((*told, replied("03-31", "other")), "03-31").due == day("05-25")


def test_two_stops_are_their_union() -> None:
    both = (*OBJECTED[:3], asked("joint_maker"), sent(number=2), reached(), reached(number=2), replied(), replied("02-06", "consents", 2))
    ordered = tuple(sorted(both, key=lambda one: one.on))
    assert seen(ordered, "02-13").due == day("03-12")


def test_another_organ_holds_the_clock_until_it_answers_however_long_that_takes() -> None:
    inquiry = (ARRIVED, asked("authority"), sent(way="exchange"))
    assert seen(inquiry, "04-10").standing.phase == "stopped"  # type: ignore[union-attr]
    # 4 to 26 January; after 31 March: 1 to 3 April are 7, 7 to 10 April 11, 13 to 17 April 16, 20 to 23 April 20.
    assert seen((*inquiry, replied("03-31", "other")), "03-31").due == day("04-23")
    assert seen((*inquiry, e.ConsultationEnded(on=day("03-31"), consultation=1, reason="不再征求")), "03-31").due == day("04-23")


@pytest.mark.parametrize(
    ("before", "refused", "sentence"),
    [
        ((ARRIVED,), replace(asked(), party=""), "Say who is asked"),
        ((ARRIVED,), asked("neighbour"), "Say who is asked"),
        ((ARRIVED,), asked(items=(3,)), "no item 3"),
        ((ARRIVED,), asked(items=()), "which items"),
        ((ARRIVED,), sent(), "Nobody was asked under number 1"),
        (ASKED, sent(), "does not wait to be sent"),
        ((ARRIVED, asked()), reached(), "Nothing is waited for"),
        ((*ASKED, reached()), reached(), "on record already"),
        (OBJECTED, replied("02-13"), "Nothing is waited for"),
        (ASKED, replied(response="other"), "Say what was answered"),
        ((*ASKED, reached()), e.ConsultationEnded(on=day("02-01"), consultation=1, reason="算了"), "its 15 working days are its own"),
        ((ARRIVED, asked("joint_maker"), sent()), weighed("02-13", "silent", "disclose"), "A third party is asked in writing first"),
        ((ARRIVED, asked()), weighed("01-26", "silent", "disclose"), "A third party is asked in writing first"),
        (OBJECTED, weighed("02-13", "consents", "disclose"), "not what the third party said"),
        (OBJECTED, weighed("02-13", "objects_with_reason", "disclose", content=" "), "Say what is disclosed"),
        (OBJECTED, weighed("02-13", "objects_without_reason", "disclose", reason=" "), "Say why the organ decides so"),
        (OBJECTED, weighed("02-13", "objects_without_reason", "burn"), "“burn” is not known"),
        ((*ASKED, reached()), weighed("02-25", "silent", "disclose", until=day("02-25")), "has until 2026-02-25 to answer"),
        (ASKED, weighed("02-25", "silent", "disclose"), "to answer; its silence counts"),
        (OVERRULED, c.NOTICE, "made once, with the signed answer"),
        (ANSWERED, c.TOLD, "no notice to this third party"),
        ((*ANSWERED, c.NOTICE), c.SERVED, "consultation 1 objected with reasons"),
        ((ARRIVED,), c.SENT_REASONS, "no notice that asks for reasons"),
        ((ARRIVED, c.ASKED_REASONS), c.GAVE_REASONS, "No reasons are waited for"),
        ((ARRIVED, c.ASKED_REASONS), replace(c.SENT_REASONS, on=day("02-10")), "names 2026-02-10 as the last day"),
        ((ARRIVED, c.ASKED_REASONS, c.SENT_REASONS), replace(c.ASKED_REASONS, on=day("01-28")), "asked for reasons already"),
        ((ARRIVED, c.ASKED_REASONS, c.SENT_REASONS), c.DELAY, "ask for them first"),
        ((ARRIVED,), replace(c.ASKED_REASONS, until=day("01-26")), "a later day for the reasons"),
        ((ARRIVED,), c.DELAY_TOLD, "no notice of a later day"),
    ],
)
def test_what_cannot_follow_is_refused_with_a_sentence(before: tuple[e.Event, ...], refused: e.Event, sentence: str) -> None:
    state = fold(before)
    with pytest.raises(StepError) as found:
        step(state, refused)
    assert sentence in found.value.message.text("en")


def test_the_answer_waits_for_the_notice_to_who_objected_with_reasons_and_only_to_that_one() -> None:
    assert fold((*ANSWERED, c.NOTICE, c.TOLD, c.SERVED)).stage == "closed"
    for response, decision in (("objects_without_reason", "disclose"), ("objects_with_reason", "withhold")):
        given = "disclosed" if decision == "disclose" else "third_party_rights"
        events = (*OBJECTED, weighed("02-13", response, decision), item(given), item("disclosed", number=2), c.SUBMITTED, c.SIGNED, c.LETTER)
        assert fold((*events, c.SERVED)).stage == "closed"


def test_the_notice_waits_in_the_registrar_s_hands() -> None:
    assert row(ANSWERED)["consulting"] == ""
    assert row((*ANSWERED, c.NOTICE))["consulting"] == "tell_third_party"
    assert row((*ANSWERED, c.NOTICE, c.TOLD))["consulting"] == ""


@pytest.mark.parametrize(
    ("events", "errand", "weigh_from"),
    [
        ((ARRIVED, asked()), "send_consultation", None),
        (ASKED, "record_consultation", None),
        ((*ASKED, reached()), "", day("02-26")),
        (OBJECTED, "", day("02-12")),
        (OVERRULED, "", None),
        ((*ASKED, e.ConsultationEnded(on=day("02-03"), consultation=1, reason="退回")), "", day("02-03")),
        ((ARRIVED, c.ASKED_REASONS), "serve_reasons", None),
        ((ARRIVED, c.ASKED_REASONS, c.SENT_REASONS, c.GAVE_REASONS, c.DELAY), "serve_delay", None),
    ],
)
def test_what_waits_for_whom(events: tuple[e.Event, ...], errand: str, weigh_from: object) -> None:
    found = row(events)
    assert (found["consulting"], found["weigh_from"]) == (errand, weigh_from)


def test_every_need_of_the_law_s_answers_is_looked_at() -> None:
    assert NEEDS.keys() == outcomes.needs().keys()
    fields = {name for names in WRITTEN.values() for name in names}
    assert fields <= e.ItemAnswered.__dataclass_fields__.keys()
    for code, kind in KINDS.items():  # what a letter's kind needs can be filled in where it is answered
        for need in outcomes.answer_kind(code).needs:
            assert need not in WRITTEN or set(WRITTEN[need]) & kind.fields.keys(), (code, need)


def test_what_can_be_answered_and_what_it_comes_to_are_the_statute_s_words() -> None:
    assert {"silent", *RESPONSES["third_party"]} <= {"consents", "objects", "silent"}
    assert responses() == ("consents", "objects_with_reason", "objects_without_reason", "silent")


@pytest.mark.parametrize(
    ("events", "sentences"),
    [
        ((ARRIVED, item("third_party_rights")), ["first ask the third party in writing"]),
        ((ARRIVED, item("partly", withheld=("third_party_rights",), rest="丙")), ["first ask the third party in writing"]),
        ((ARRIVED, asked(), item("disclosed")), ["has not been sent", "is not weighed yet"]),
        ((*OBJECTED, item("disclosed")), ["is not weighed yet"]),
        ((*OBJECTED, item("does_not_exist")), ["first record the search"]),
        ((*OVERRULED, item("disclosed")), []),
        ((*OVERRULED, item("third_party_rights")), ["no third party's rights stand against giving it"]),
        ((*OBJECTED, weighed("02-13", "objects_with_reason", "withhold"), item("disclosed")), ["it was decided to withhold"]),
        ((*OBJECTED, weighed("02-13", "objects_with_reason", "withhold"), item("third_party_rights")), []),
        ((*OBJECTED, weighed("02-13", "objects_with_reason", "withhold"), item("partly", withheld=("third_party_rights",), rest="丙")), []),
        (
            (*ASKED, reached(), replied(response="consents"), weighed("02-13", "consents", "withhold"), item("third_party_rights")),
            ["no third party's rights stand against giving it"],
        ),
        ((*ASKED, reached(), weighed("02-26", "silent", "withhold", until=day("02-25")), item("third_party_rights")), []),
        ((ARRIVED, asked("authority"), sent(), item("state_secret")), ["silence gives nothing"]),
        ((ARRIVED, asked("authority"), sent(), replied(response="objects"), item("state_secret")), []),
        ((ARRIVED, item("excessive")), ["first ask the applicant for the reasons"]),
        ((ARRIVED, c.ASKED_REASONS, item("excessive")), ["first ask the applicant for the reasons"]),
        ((ARRIVED, c.ASKED_REASONS, c.SENT_REASONS, item("excessive")), []),
        ((ARRIVED, c.ASKED_REASONS, c.SENT_REASONS, c.GAVE_REASONS, c.DELAY, c.DELAY_TOLD, item("excessive")), ["told of a later day"]),
        ((ARRIVED, replace(item("state_secret"), text="")), ["does not say what its ground needs"]),
        ((ARRIVED, item("withdrawn")), ["closed by a step of its own"]),
    ],
)
def test_an_answer_needs_what_the_law_asks_for(events: tuple[e.Event, ...], sentences: list[str]) -> None:
    found = problems(*events)
    assert len(found) == len(sentences), found
    for sentence, got in zip(sentences, found, strict=True):
        assert sentence in got


def test_reasons_stop_nothing_and_are_waited_for_until_their_day() -> None:
    asked_for = (ARRIVED, c.ASKED_REASONS, c.SENT_REASONS)
    assert seen(asked_for, "02-05").due == row(asked_for)["due_on"] == DUE
    assert problems(*asked_for, replace(item("excessive"), on=day("02-09")), on="02-10") == ["The applicant has until 2026-02-10 to give reasons"]
    assert problems(*asked_for, replace(item("excessive"), on=day("02-09")), on="02-11") == []


def test_a_later_day_holds_from_the_day_it_was_told() -> None:
    decided = (ARRIVED, c.ASKED_REASONS, c.SENT_REASONS, c.GAVE_REASONS, c.DELAY)
    assert seen(decided, "02-13").due == DUE
    told = seen((*decided, c.DELAY_TOLD), "02-24")
    # From 24 February: 25 to 28 February are 4, March has 22, 1 to 3 April 3, 7 to 10 April 4, 13 to 30 April 14.
    assert (told.due, told.lasting, told.days_left) == (day("04-30"), day("04-30"), 47)
    assert seen((*decided, c.DELAY_TOLD), "04-29").days_left == 1
    assert [one.text("zh_Hans")[-4:] for one in told.articles][-1] == "第35条"
    assert len(seen(decided, "02-24").articles) == len(told.articles) - 1
    assert row((*decided, c.DELAY_TOLD))["due_on"] == day("04-30")
    assert seen((*decided, c.DELAY_TOLD), "05-06").is_overdue


def test_what_was_weighed_can_be_weighed_anew_until_the_answer_is_submitted() -> None:
    again = fold((*OVERRULED, weighed("02-25", "objects_without_reason", "disclose")))
    assert [(one.tells, one.weighed and one.weighed.on) for one in again.consultations] == [(False, day("02-25"))]
    with pytest.raises(StepError) as found:
        fold((*ANSWERED[:-2], weighed("03-02", "objects_without_reason", "disclose")))
    assert "while the request is being dealt with" in found.value.message.text("en")


def test_a_letter_that_came_back_leaves_the_decision_to_the_organ() -> None:
    back = (*ASKED, e.ConsultationEnded(on=day("02-03"), consultation=1, reason="查无此人，退回"))
    decided: Case = fold((*back, weighed("02-03", "silent", "withhold")))
    assert decided.consultations[0].weighed is not None
    # 4 to 26 January; 4 to 6 February are 7, 9 to 14 February 13, 24 to 28 February 18, 2 and 3 March 20.
    assert seen(back, "02-04").due == day("03-03")


def test_events_are_read_as_they_were_stored() -> None:
    events = (*ANSWERED, c.NOTICE, c.TOLD, c.ASKED_REASONS, c.SENT_REASONS, c.GAVE_REASONS, c.DELAY, c.DELAY_TOLD)
    assert [e.loaded(one.kind, one.on, e.dumped(one)) for one in events] == list(events)
