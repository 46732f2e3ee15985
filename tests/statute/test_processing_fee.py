import datetime as dt

import pytest

from gongkai.statute.fees import Basis, processing_fee
from gongkai.statute.laws import NoLawError, StatuteError

D = dt.date
TODAY = D(2024, 3, 1)


@pytest.mark.parametrize(
    ("pieces", "yuan"),
    [
        (0, 0),
        (10, 0),  # free
        (11, 100),
        (30, 2000),  # 20 x 100
        (31, 2200),  # + 1 x 200
        (40, 4000),  # + 10 x 200
        (41, 4300),  # + 1 x 300
        (45, 5500),  # + 5 x 300
        (50, 7000),  # + 10 x 300
        (51, 7400),  # + 1 x 400
        (100, 37000),  # 2000 + 10 x (200 + 300 + ... + 800) = 2000 + 35000
    ],
)
def test_the_fee_by_piece(pieces: int, yuan: int) -> None:
    assert processing_fee("pieces", pieces, TODAY).total == yuan


@pytest.mark.parametrize(
    ("pages", "yuan"),
    [
        (0, 0),
        (30, 0),
        (31, 10),
        (100, 700),  # 70 x 10
        (101, 720),
        (200, 2700),  # 700 + 100 x 20
        (201, 2740),
        (250, 4700),  # 2700 + 50 x 40
        (1000, 34700),  # 2700 + 800 x 40
    ],
)
def test_the_fee_by_page(pages: int, yuan: int) -> None:
    assert processing_fee("pages", pages, TODAY).total == yuan


def test_the_steps_of_the_fee_say_how_it_adds_up() -> None:
    steps = processing_fee("pieces", 45, TODAY).steps
    assert [(s.first, s.last, s.count, s.rate, s.amount) for s in steps] == [
        (1, 10, 10, 0, 0),
        (11, 30, 20, 100, 2000),
        (31, 40, 10, 200, 2000),
        (41, 45, 5, 300, 1500),
    ]
    assert [(s.first, s.last, s.rate) for s in processing_fee("pages", 120, TODAY).steps] == [(1, 30, 0), (31, 100, 10), (101, 120, 20)]


def test_pieces_of_the_month_already_counted_make_the_next_ones_dearer() -> None:
    # the 9th to 12th of the month: 9 and 10 free, 11 and 12 at 100
    found = processing_fee("pieces", 4, TODAY, already=8)
    assert found.total == 200
    assert [(s.first, s.last, s.amount) for s in found.steps] == [(9, 10, 0), (11, 12, 200)]


@pytest.mark.parametrize("basis", ["pieces", "pages"])
def test_nothing_was_charged_from_april_2017_to_the_end_of_2020(basis: Basis) -> None:
    for day in (D(2017, 4, 1), D(2020, 12, 31)):
        found = processing_fee(basis, 500, day)
        assert (found.total, found.steps) == (0, ())
        assert found.article.text("en") == "Abolition of the fees for information provided on request (since 2017-04-01)"
    assert processing_fee(basis, 500, D(2021, 1, 1)).total > 0


def test_cost_fees_up_to_march_2017_cannot_be_computed() -> None:
    with pytest.raises(StatuteError) as error:
        processing_fee("pages", 1, D(2017, 3, 31))
    assert error.value.message.text("en").startswith("On 2017-03-31 cost fees were charged by the rates of the place")


def test_before_the_first_regulation_no_fee_is_known() -> None:
    with pytest.raises(NoLawError):
        processing_fee("pages", 1, D(2008, 4, 30))


@pytest.mark.parametrize(("count", "already"), [(-1, 0), (0, -1)])
def test_a_fee_on_less_than_nothing_is_an_error(count: int, already: int) -> None:
    with pytest.raises(StatuteError) as error:
        processing_fee("pieces", count, TODAY, already)
    assert error.value.message.text("en") == "A fee is counted on 0 or more units, not -1"


def test_a_count_that_no_request_has_is_refused() -> None:
    with pytest.raises(StatuteError) as error:
        processing_fee("pieces", 1_000_000, TODAY, already=1)
    assert error.value.message.text("en") == "1000001 units are more than any request has; check the number"
