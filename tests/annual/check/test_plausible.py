"""What is possible but unlikely."""

from annual.check.builders import report, with_figures
from gongkai.annual.check.plausible import decisions_filled, no_licences_or_penalties
from gongkai.annual.model import Figure

IDLE: dict[str, Figure] = {"article20.licences.decisions": 0, "article20.penalties.decisions": 0}


def test_a_market_regulator_without_a_licence_and_a_penalty_is_a_notice() -> None:
    (found,) = no_licences_or_penalties(with_figures(report(), IDLE))
    assert (found.severity, found.cells) == ("notice", tuple(IDLE))


def test_other_offices_and_one_of_the_two_are_no_notice() -> None:
    assert list(no_licences_or_penalties(with_figures(report(organ="青石县水利局"), IDLE))) == []
    assert list(no_licences_or_penalties(with_figures(report(), {**IDLE, "article20.penalties.decisions": 1}))) == []


def test_decisions_that_are_just_the_items_and_their_change() -> None:
    # 61 - 3 and 12 + 0
    filled = with_figures(report("2019"), {"article20.licences.decisions": 58, "article20.coercion.decisions": 12})
    found = list(decisions_filled(filled))
    assert [(one.cells[0], one.left) for one in found] == [("article20.licences.decisions", 58), ("article20.coercion.decisions", 12)]


def test_small_numbers_agree_by_chance() -> None:
    small: dict[str, Figure] = {"article20.coercion.previous_items": 4, "article20.coercion.decisions": 4}
    assert list(decisions_filled(with_figures(report("2019"), small))) == []


def test_the_2021_form_has_no_items_to_fill_in() -> None:
    assert list(decisions_filled(report("2021"))) == []
