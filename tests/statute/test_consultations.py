import datetime as dt
from typing import Any

import pytest

from gongkai.statute.calendar import Calendar
from gongkai.statute.consultations import Earlier, Relation, relation, responses, third_party_decision
from gongkai.statute.laws import NoLawError, StatuteError
from gongkai.statute.readings import readings
from gongkai.statute.receipt import confirm_by, receipt
from gongkai.statute.stops import Letter, Stop, stop_seen

D = dt.date
CHINA = Calendar()
RECEIVED = D(2024, 3, 4)


@pytest.mark.parametrize(
    ("response", "decision", "needs"),
    [
        ("consents", "disclose", []),
        ("consents", "withhold", ["other_ground"]),
        ("objects_with_reason", "withhold", []),
        ("objects_with_reason", "disclose", ["public_interest", "letter_to_third_party"]),
        ("objects_without_reason", "disclose", ["why_no_reason"]),
        ("objects_without_reason", "withhold", ["own_judgement"]),
        ("silent", "disclose", ["time_over"]),
        ("silent", "withhold", ["time_over", "own_judgement"]),
    ],
)
def test_what_a_decision_needs_after_a_third_party_was_asked(response: str, decision: Any, needs: list[str]) -> None:
    found = third_party_decision(response, decision, RECEIVED)
    assert list(found.needs) == needs
    assert all(words.text("zh_Hans") for words in found.needs.values())
    assert found.article.text("en").endswith("Art. 15" if response == "consents" else "Art. 32")


@pytest.mark.parametrize(("response", "decision"), [("shrugs", "disclose"), ("silent", "wait")])
def test_an_unknown_response_or_decision_is_an_error(response: str, decision: Any) -> None:
    with pytest.raises(StatuteError) as error:
        third_party_decision(response, decision, RECEIVED)
    assert "is not known; use one of" in error.value.message.text("en")
    assert responses() == ("consents", "objects_with_reason", "objects_without_reason", "silent")


def test_order_492_is_not_in_the_table() -> None:
    with pytest.raises(NoLawError):
        third_party_decision("silent", "disclose", D(2019, 5, 14))


FIRST = D(2024, 2, 1)


@pytest.mark.parametrize(
    ("earlier", "expected"),
    [
        (Earlier(True, True, FIRST, D(2024, 2, 20)), "repeated"),  # noqa: FBT003
        (Earlier(True, True, FIRST, RECEIVED), "repeated"),  # noqa: FBT003 - answered the same day: the answer exists
        (Earlier(True, True, FIRST, D(2024, 3, 5)), "join"),  # noqa: FBT003 - answered a day later: it was pending
        (Earlier(True, True, FIRST), "join"),  # noqa: FBT003
        (Earlier(False, True, FIRST, D(2024, 2, 20)), "new"),  # noqa: FBT003
        (Earlier(True, False, FIRST, D(2024, 2, 20)), "new"),  # noqa: FBT003
    ],
)
def test_a_repeat_is_the_same_applicant_the_same_information_and_an_earlier_answer(earlier: Earlier, expected: Relation) -> None:
    assert relation(earlier, RECEIVED) == expected


def test_a_later_request_is_no_earlier_one() -> None:
    with pytest.raises(StatuteError) as error:
        relation(Earlier(same_applicant=True, same_information=True, received=D(2024, 3, 5)), RECEIVED)
    assert error.value.message.text("en") == "The request of 2024-03-05 is not earlier than that of 2024-03-04"
    with pytest.raises(StatuteError):
        relation(Earlier(same_applicant=True, same_information=True, received=FIRST, answered=D(2024, 1, 31)), RECEIVED)


@pytest.mark.parametrize(
    ("letter", "on", "expected"),
    [
        (Letter(D(2024, 3, 6)), D(2024, 3, 5), None),  # not yet sent
        (Letter(D(2024, 3, 6)), D(2024, 3, 6), Stop(D(2024, 3, 6), D(2024, 3, 6))),
        (Letter(D(2024, 3, 6), D(2024, 3, 8)), D(2024, 3, 20), Stop(D(2024, 3, 6), D(2024, 3, 20))),
        # received Fri 03-08: the 15th workday is Fri 03-29, and there the stop ends
        (Letter(D(2024, 3, 6), D(2024, 3, 8)), D(2024, 4, 3), Stop(D(2024, 3, 6), D(2024, 3, 29))),
        # answered 03-20, seen before and after that day
        (Letter(D(2024, 3, 6), D(2024, 3, 8), D(2024, 3, 20)), D(2024, 3, 15), Stop(D(2024, 3, 6), D(2024, 3, 15))),
        (Letter(D(2024, 3, 6), D(2024, 3, 8), D(2024, 3, 20)), D(2024, 3, 25), Stop(D(2024, 3, 6), D(2024, 3, 20))),
        (Letter(D(2024, 3, 6), answered=D(2024, 3, 20)), D(2024, 3, 7), Stop(D(2024, 3, 6), D(2024, 3, 7))),
    ],
)
def test_a_stop_is_seen_from_a_day(letter: Letter, on: dt.date, expected: Stop | None) -> None:
    assert stop_seen("third_party", letter, RECEIVED, on, CHINA) == expected


def test_another_organ_that_is_asked_stops_the_clock_until_it_answers() -> None:
    letter = Letter(D(2024, 3, 6), D(2024, 3, 8), D(2024, 6, 3))
    assert stop_seen("inquiry", letter, RECEIVED, D(2024, 5, 6), CHINA) == Stop(D(2024, 3, 6), D(2024, 5, 6))
    assert stop_seen("inquiry", letter, RECEIVED, D(2024, 6, 4), CHINA) == Stop(D(2024, 3, 6), D(2024, 6, 3))


@pytest.mark.parametrize(
    ("channel", "arrived", "expected"),
    [
        ("in_person", D(2024, 3, 1), None),
        ("ordinary_mail", D(2024, 3, 1), D(2024, 3, 1)),
        ("internet", D(2024, 3, 1), D(2024, 3, 4)),  # a Friday: Monday
        ("fax", D(2024, 2, 9), D(2024, 2, 18)),  # the day before Spring Festival: the make-up Sunday
        ("internet", D(2018, 3, 1), None),  # the letter of 2015 set no time
    ],
)
def test_until_when_a_request_has_to_be_confirmed(channel: str, arrived: dt.date, expected: dt.date | None) -> None:
    found = confirm_by(channel, arrived, CHINA, readings())
    assert (found and found.end) == expected
    with pytest.raises(StatuteError):
        confirm_by("pigeon", arrived, CHINA, readings())


def test_a_confirmation_on_the_saturday_after_the_working_day_is_late_like_the_waiting_before_it() -> None:
    # arrived Thu 03-07: the one working day is Fri 03-08
    arrived, friday, saturday = D(2024, 3, 7), D(2024, 3, 8), D(2024, 3, 9)
    assert receipt("internet", arrived, friday, CHINA, readings()).alarm is None
    assert receipt("internet", arrived, saturday, CHINA, readings()).alarm is not None
