import datetime as dt

import pytest

from gongkai.statute.calendar import Calendar
from gongkai.statute.laws import NoLawError, StatuteError
from gongkai.statute.outcomes import answer_kinds
from gongkai.statute.readings import readings
from gongkai.statute.remedies import Answer, clause, clock, clocks, review_first, review_organ, suit_after_review

D = dt.date
CHINA = Calendar()
DEFAULT = readings()
OLD, NEW = D(2023, 12, 31), D(2024, 1, 1)
UNDER_14_15_16 = {
    "state_secret",
    "prohibited_by_law",
    "safety_and_stability",
    "third_party_rights",
    "internal_affairs",
    "process_information",
    "enforcement_file",
}


@pytest.mark.parametrize("kind", sorted({*answer_kinds(), "silence"}))
def test_since_2024_only_refusals_under_articles_14_15_16_go_to_reconsideration_first(kind: str) -> None:
    expected = "whole" if kind in UNDER_14_15_16 else "withheld_part" if kind == "partly" else "none"
    for day in (NEW, D(2025, 5, 31), D(2025, 6, 1), D(2026, 11, 22)):
        assert review_first(Answer(kind, day)) == expected
    for day in (D(2008, 5, 1), OLD):
        assert review_first(Answer(kind, day)) == "none"


def test_a_partial_answer_goes_first_only_when_a_withheld_part_rests_on_articles_14_15_16() -> None:
    assert review_first(Answer("partly", NEW, ("does_not_exist",))) == "none"
    assert review_first(Answer("partly", NEW, ("does_not_exist", "state_secret"))) == "withheld_part"


def test_an_unknown_answer_has_no_clause() -> None:
    for answer in (Answer("maybe", NEW), Answer("partly", NEW, ("maybe",))):
        with pytest.raises(StatuteError):
            review_first(answer)
    with pytest.raises(NoLawError):
        review_first(Answer("silence", D(2008, 4, 30)))


OWN, DEPARTMENT, GOVERNMENT, ITSELF = "own_government", "higher_department", "higher_government", "itself"


@pytest.mark.parametrize(
    ("kind", "before_2024", "since_2024"),
    [
        ("department", (OWN, DEPARTMENT), (OWN,)),
        ("government", (GOVERNMENT,), (GOVERNMENT,)),
        ("province", (ITSELF,), (ITSELF,)),
        ("ministry", (ITSELF,), (ITSELF,)),
        ("vertical", (DEPARTMENT,), (DEPARTMENT,)),
        ("justice_bureau", (OWN, DEPARTMENT), (OWN, DEPARTMENT)),
        ("sub_provincial_vertical", (OWN, DEPARTMENT), (OWN,)),
    ],
)
def test_the_organ_that_decides_on_reconsideration(kind: str, before_2024: tuple[str, ...], since_2024: tuple[str, ...]) -> None:
    assert review_organ(kind, OLD, DEFAULT).choices == before_2024
    found = review_organ(kind, NEW, DEFAULT)
    assert found.choices == since_2024
    assert found.state_council == (since_2024 == (ITSELF,))
    assert len(found.names) == len(since_2024)


def test_sub_provincial_vertical_management_is_a_setting() -> None:
    both = readings(sub_provincial_vertical="own_government_or_higher_department")
    assert review_organ("sub_provincial_vertical", NEW, both).choices == (OWN, DEPARTMENT)
    higher = review_organ("sub_provincial_vertical", NEW, readings(sub_provincial_vertical="higher_department"))
    assert [name.text("zh_Hans") for name in higher.names] == ["上一级主管部门"]


def test_an_unknown_kind_of_organ_is_an_error() -> None:
    with pytest.raises(StatuteError) as error:
        review_organ("club", NEW, DEFAULT)
    assert error.value.message.text("en").startswith("Kind of organ “club” is not known; use one of department, government")


def test_the_clause_of_a_refusal_by_a_department() -> None:
    # served 2024-08-02: 60 days end on 10-01, National Day, so Tue 10-08; no suit before the decision
    found = clause(Answer("state_secret", D(2024, 7, 31)), "department", D(2024, 8, 2), CHINA, DEFAULT)
    assert found.review_first == "whole"
    assert (found.review.end, found.review.moved) == (D(2024, 10, 8), True)
    assert found.suit is None
    assert found.suit_after_review_days == 15
    assert found.must_tell is not None
    assert found.must_tell.text("zh_Hans").endswith("第23条第2款")
    assert found.organ.choices == (OWN,)
    assert found.text.text("en") == "First reconsideration, then a suit; reconsideration by 2024-10-08"


def test_the_clause_of_a_partial_answer_names_the_withheld_part() -> None:
    # served 2024-08-01: 60 days end on Mon 09-30; 6 months on Sat 2025-02-01, holidays to 02-04, so Wed 02-05
    found = clause(Answer("partly", D(2024, 8, 1)), "department", D(2024, 8, 1), CHINA, DEFAULT)
    assert (found.review.end, found.review.moved) == (D(2024, 9, 30), False)
    assert found.suit is not None
    assert (found.suit.end, found.suit.moved) == (D(2025, 2, 5), True)
    assert found.text.text("en") == (
        "For the part withheld, first reconsideration by 2024-09-30, then a suit. "
        "For the rest: Reconsideration by 2024-09-30 or a suit by 2025-02-05, as the applicant likes"
    )


def test_a_free_choice_is_told_with_both_last_days() -> None:
    # 6 months after 2024-08-31 there is no 31st: Fri 2025-02-28; 60 days: Wed 10-30
    found = clause(Answer("does_not_exist", D(2024, 8, 30)), "department", D(2024, 8, 31), CHINA, DEFAULT)
    assert found.must_tell is None
    assert found.text.text("en") == "Reconsideration by 2024-10-30 or a suit by 2025-02-28, as the applicant likes"


def test_an_answer_of_2023_served_in_2024_is_judged_by_the_law_of_its_own_day() -> None:
    found = clause(Answer("state_secret", D(2023, 12, 29)), "department", D(2024, 1, 3), CHINA, DEFAULT)
    assert found.review_first == "none"
    assert found.organ.choices == (OWN, DEPARTMENT)


@pytest.mark.parametrize(
    ("served", "end", "article"),
    [
        (D(2015, 1, 30), D(2015, 4, 30), "第39条"),  # 3 months: Thu 04-30
        (D(2015, 1, 31), D(2015, 4, 30), "第39条"),  # no 31st in April; over before 05-01
        (D(2015, 2, 1), D(2015, 8, 3), "第26条"),  # 3 months would end on 05-01, not yet over: 6 months, Sat 08-01, so Mon 08-03
        (D(2015, 4, 30), D(2015, 10, 30), "第26条"),  # Fri
        (D(2015, 5, 1), D(2015, 11, 2), "第46条"),  # Sun 11-01, so Mon
    ],
)
def test_the_time_for_a_suit_was_three_months_where_it_was_over_before_may_2015(served: D, end: D, article: str) -> None:
    suit = clause(Answer("silence", served), "department", served, CHINA, DEFAULT).suit
    assert suit is not None
    assert suit.end == end
    assert suit.article.text("zh_Hans").endswith(article)


def test_remedies_outside_the_calendar_are_an_error() -> None:
    with pytest.raises(NoLawError):
        clause(Answer("silence", D.max), "department", D.max, CHINA, DEFAULT)


def test_an_answer_cannot_be_served_before_it_was_given() -> None:
    with pytest.raises(StatuteError) as error:
        clause(Answer("silence", D(2024, 8, 2)), "department", D(2024, 8, 1), CHINA, DEFAULT)
    assert error.value.message.text("en") == "The answer cannot be served on 2024-08-01, before it was given on 2024-08-02"


def test_after_reconsideration_there_are_15_days_for_a_suit() -> None:
    # 2024-09-20 + 15 = Sat 10-05, National Day week, so Tue 10-08
    assert suit_after_review(D(2024, 9, 20), CHINA).end == D(2024, 10, 8)
    assert suit_after_review(D(2015, 4, 1), CHINA).end == D(2015, 4, 16)  # old law: Thu


@pytest.mark.parametrize(
    ("step", "start", "end"),
    [
        # workdays after Thu 2024-02-08: Fri 09 (1), Sun 18 make-up (2), 19 (3), 20, 21 (5), 22, 23 (7), 26, 27, 28 (10)
        ("copy_simplified", D(2024, 2, 8), D(2024, 2, 19)),
        ("defence_simplified", D(2024, 2, 8), D(2024, 2, 21)),
        ("copy_ordinary", D(2024, 2, 8), D(2024, 2, 23)),
        ("defence_ordinary", D(2024, 2, 8), D(2024, 2, 28)),
        # days after Fri 2024-03-01: 30 is Sun 03-31, so Mon 04-01; 60 is Tue 04-30; 90 is Thu 05-30; 15 is Sat 03-16, so Mon 18
        ("decision_simplified", D(2024, 3, 1), D(2024, 4, 1)),
        ("decision_ordinary", D(2024, 3, 1), D(2024, 4, 30)),
        ("decision_extended", D(2024, 3, 1), D(2024, 5, 30)),
        ("suit_defence", D(2024, 3, 1), D(2024, 3, 18)),
        ("appeal_judgment", D(2024, 3, 4), D(2024, 3, 19)),
        ("appeal_ruling", D(2024, 3, 4), D(2024, 3, 14)),
        # before 2024: copy in 7 workdays after Mon 2023-03-06: 07-10 (4), 13-15 (7); defence in 10 days: Thu 03-16
        ("copy_ordinary", D(2023, 3, 6), D(2023, 3, 15)),
        ("defence_ordinary", D(2023, 3, 6), D(2023, 3, 16)),
        # 60 days after 2023-03-01: Sun 04-30, off to 05-03, so Thu 05-04; 90 days: Tue 05-30
        ("decision_ordinary", D(2023, 3, 1), D(2023, 5, 4)),
        ("decision_extended", D(2023, 3, 1), D(2023, 5, 30)),
        # litigation law before 2015-05-01: defence in 10 days: Sun 05-10, so Mon 11; appeals after Fri 04-10: Sat 25, so Mon 27; Mon 20
        ("suit_defence", D(2015, 4, 30), D(2015, 5, 11)),
        ("appeal_judgment", D(2015, 4, 10), D(2015, 4, 27)),
        ("appeal_ruling", D(2015, 4, 10), D(2015, 4, 20)),
    ],
)
def test_the_organs_own_clocks_worked_out_by_hand(step: str, start: D, end: D) -> None:
    assert clock(step, start, CHINA).end == end


def test_there_was_no_simplified_procedure_before_2024() -> None:
    with pytest.raises(NoLawError):
        clock("copy_simplified", OLD, CHINA)


def test_an_unknown_step_is_an_error_that_names_the_known_ones() -> None:
    assert len(clocks()) == 10
    with pytest.raises(StatuteError) as error:
        clock("nap", NEW, CHINA)
    assert error.value.message.text("en").startswith("Step “nap” is not known; use one of copy_simplified")
