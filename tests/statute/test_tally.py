import datetime as dt

import pytest

from gongkai.statute.laws import NoLawError, StatuteError
from gongkai.statute.outcomes import answer_kinds, counted_row, needs
from gongkai.statute.readings import readings
from gongkai.statute.tally import CountedCase, section3

D = dt.date
DEFAULT = readings()
CASES = [
    CountedCase(D(2022, 12, 30), "natural_person", D(2023, 1, 16), "granted"),  # carried into 2023
    CountedCase(D(2022, 6, 1), "natural_person", D(2022, 6, 20), "granted"),  # over before 2023
    CountedCase(D(2023, 3, 1), "natural_person", D(2023, 3, 20), "refused.internal_affairs"),
    CountedCase(D(2023, 5, 4), "business", D(2023, 5, 30), "other.other"),
    CountedCase(D(2023, 12, 20), "business", D(2024, 1, 10), "granted"),  # carried out
    CountedCase(D(2023, 12, 29), "natural_person"),  # carried out, still open
    CountedCase(D(2024, 1, 2), "research", D(2024, 1, 5), "granted"),  # another year
]


def shown(cells: dict[str, int]) -> dict[str, int]:
    return {cell.removeprefix("applications."): count for cell, count in cells.items() if count}


def test_section_3_counted_by_hand() -> None:
    cells = section3(CASES, 2023)
    assert len(cells) == 25 * 7
    assert shown(cells) == {
        "received.natural_person": 2,
        "received.business": 2,
        "received.total": 4,
        "carried_in.natural_person": 1,
        "carried_in.total": 1,
        "granted.natural_person": 1,
        "granted.total": 1,
        "refused.internal_affairs.natural_person": 1,
        "refused.internal_affairs.total": 1,
        "other.other.business": 1,
        "other.other.total": 1,
        "total.natural_person": 2,
        "total.business": 1,
        "total.total": 3,
        "carried_out.natural_person": 1,
        "carried_out.business": 1,
        "carried_out.total": 2,
    }


def test_what_is_carried_out_is_carried_in_next_year() -> None:
    before, after = section3(CASES, 2023), section3(CASES, 2024)
    for column in ("natural_person", "business", "total"):
        assert before[f"applications.carried_out.{column}"] == after[f"applications.carried_in.{column}"]


@pytest.mark.parametrize("cut", [D(2023, 1, 1), D(2023, 1, 15), D(2023, 1, 16), D(2023, 3, 19), D(2023, 5, 30), D(2023, 12, 29), D(2023, 12, 31)])
def test_every_column_adds_up_at_every_cut(cut: dt.date) -> None:
    cells = section3(CASES, 2023, cut)
    for column in ("natural_person", "business", "research", "total"):
        came = cells[f"applications.received.{column}"] + cells[f"applications.carried_in.{column}"]
        assert came == cells[f"applications.total.{column}"] + cells[f"applications.carried_out.{column}"]


def test_on_the_cut_a_case_that_is_closed_later_is_open() -> None:
    assert shown(section3(CASES, 2023, D(2023, 1, 15))) == {
        "carried_in.natural_person": 1,
        "carried_in.total": 1,
        "carried_out.natural_person": 1,
        "carried_out.total": 1,
    }


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        (CountedCase(D(2023, 3, 1), "martian"), "“martian” is not known; use one of natural_person"),
        (CountedCase(D(2023, 3, 1), "business", D(2023, 2, 28), "granted"), "A request received on 2023-03-01 cannot be closed on 2023-02-28"),
        (CountedCase(D(2023, 3, 1), "business", D(2023, 3, 2), "other"), "“other” is not known; use one of granted"),  # the row of 2019
    ],
)
def test_a_case_that_the_form_cannot_count_is_refused(case: CountedCase, reason: str) -> None:
    with pytest.raises(StatuteError) as error:
        section3([case], 2023)
    assert error.value.message.text("en").startswith(reason)


def test_the_row_other_is_that_of_2019_and_years_before_have_no_such_section() -> None:
    case = CountedCase(D(2020, 3, 2), "business", D(2020, 3, 3), "other")
    assert section3([case], 2020)["applications.other.business"] == 1
    with pytest.raises(NoLawError):
        section3([], 2018)
    with pytest.raises(StatuteError):
        section3([], 2023, D(2024, 1, 1))


@pytest.mark.parametrize(
    ("codes", "row", "label", "why"),
    [
        (["disclosed"], "granted", "（一）予以公开", "every item that is still asked for is answered so"),
        (["disclosed", "withdrawn"], "granted", "（一）予以公开", "every item that is still asked for is answered so"),
        (["disclosed", "state_secret"], "partly_granted", None, "part was given and part was not: the form counts this row and no other"),
        (
            ["petition", "does_not_exist"],
            "unavailable.not_held",
            None,
            "nothing was given, on different grounds: the first of their rows in the form (reading)",
        ),
    ],
)
def test_the_row_of_a_request_is_told_with_its_reason(codes: list[str], row: str, label: str | None, why: str) -> None:
    found = counted_row(codes, "2021", DEFAULT)
    assert (found.row, found.why.text("en")) == (row, why)
    assert found.label
    assert label is None or found.label == label


def test_does_not_exist_needs_its_search_record_and_every_need_has_words() -> None:
    assert answer_kinds()["does_not_exist"].needs == ("search_record",)
    assert answer_kinds()["repeated"].needs == ("earlier_answer",)
    assert answer_kinds()["disclosed"].needs == ()
    used = {need for kind in answer_kinds().values() for need in kind.needs}
    assert used == set(needs())
    assert all(words.text("zh_Hans") for words in needs().values())
