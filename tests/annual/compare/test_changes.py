"""Cells of two reports side by side, worked out by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from annual.check.builders import blanked, report, with_figures, without
from gongkai.annual.compare import Change, Side, compare
from gongkai.annual.compare.changes import changes
from gongkai.annual.model import AnnualReport, Figure
from gongkai.statute import legacy
from gongkai.statute.editions import editions

RECEIVED = "applications.received.total"
MADE = "article20.normative_documents.made"
FEES, PROCUREMENT = "article20.fees.amount", "article20.procurement.amount"
WAN, YUAN = "万元", "元"


def change(cell: str, old: AnnualReport, new: AnnualReport) -> Change:
    (found,) = (one for one in changes(old, new) if one.cell == cell)
    return found


def pair(cell: str, old: Figure, new: Figure, edition: str = "2021") -> Change:
    return change(cell, with_figures(report(edition), {cell: old}), with_figures(report(edition), {cell: new}))


def why(one: Change) -> tuple[str, str]:
    assert one.not_compared is not None
    assert (one.difference, one.growth, one.no_growth) == (None, None, None)
    return one.not_compared.code, one.not_compared.message.text("en")


# ---- figures ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "difference", "growth"),
    [
        (16, 20, 4, "25.0"),
        (20, 16, -4, "-20.0"),
        (16, 16, 0, "0.0"),
        (5, 0, -5, "-100.0"),
        (3, 4, 1, "33.3"),
        (3, 5, 2, "66.7"),
        (800, 801, 1, "0.1"),  # 0.125
        (2000, 2001, 1, "0.1"),  # 0.05: half up
        (2000, 1999, -1, "-0.1"),  # a fall of 0.05, its amount half up
        (4001, 4002, 1, "0.0"),  # 0.0249
        (1, 12, 11, "1100.0"),
    ],
)
def test_a_difference_is_exact_and_growth_is_rounded_half_up_to_a_tenth_of_a_percent(old: int, new: int, difference: int, growth: str) -> None:
    one = pair(RECEIVED, old, new)
    assert (one.old, one.new) == (Side("figure", old), Side("figure", new))
    assert (one.difference, one.growth, one.not_compared, one.no_growth) == (difference, Decimal(growth), None, None)
    assert isinstance(one.difference, int)
    assert str(one.growth) == growth


def test_from_0_there_is_a_difference_and_no_growth() -> None:
    one = pair(RECEIVED, 0, 5)
    assert (one.difference, one.growth) == (5, None)
    assert one.no_growth is not None
    assert one.no_growth.code == "old_is_zero"
    assert "0: no percentage" in one.no_growth.message.text("en")


def test_of_0_that_stays_0_there_is_no_growth_either() -> None:
    one = pair(FEES, Decimal("0.00"), 0)
    assert (one.difference, one.growth, one.no_growth and one.no_growth.code) == (0, None, "old_is_zero")


@pytest.mark.parametrize(("old", "new", "difference"), [(-3, 2, 5), (2, -3, -5), (-3, -6, -3)])
def test_a_number_below_0_has_no_percentage(old: int, new: int, difference: int) -> None:
    one = pair("article20.licences.change", old, new, "2019")
    assert (one.difference, one.growth, one.no_growth and one.no_growth.code) == (difference, None, "negative")


# ---- blank, unknown ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "sentence"),
    [
        ("blank", "figure", "blank", "the cell is blank in the old report"),
        ("figure", "blank", "blank", "the cell is blank in the new report"),
        ("blank", "blank", "blank", "the cell is blank in both reports"),
        ("unknown", "figure", "unknown", "the figure is unknown in the old report"),
        ("figure", "unknown", "unknown", "the figure is unknown in the new report"),
        ("unknown", "unknown", "unknown", "the figure is unknown in both reports"),
        ("unknown", "blank", "unknown", "unknown in the old report, blank in the new one"),
        ("blank", "unknown", "unknown", "blank in the old report, unknown in the new one"),
    ],
)
def test_blank_and_unknown_are_two_things_and_neither_is_0(old: str, new: str, code: str, sentence: str) -> None:
    made = {"figure": report(), "blank": blanked(report(), RECEIVED), "unknown": without(report(), RECEIVED)}
    one = change(RECEIVED, made[old], made[new])
    assert (one.old.state, one.new.state) == (old, new)
    assert [side.figure for side in (one.old, one.new)] == [16 if state == "figure" else None for state in (old, new)]
    assert why(one) == (code, sentence)


# ---- every cell -------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_cell_of_the_form_is_told_once_in_the_order_of_the_form(edition: str) -> None:
    found = changes(report(edition), report(edition))
    assert tuple(one.cell for one in found) == editions()[edition].cells
    assert {one.difference for one in found} == {0}


def test_a_cell_is_called_by_the_words_of_the_form() -> None:
    assert pair(RECEIVED, 1, 1).name == "一、本年新收政府信息公开申请数量·总计"


# ---- amounts of money -------------------------------------------------------------------------


def amounts(old: tuple[Figure, str | None], new: tuple[Figure, str | None]) -> Change:
    reports = [
        with_figures(report("2019", units={PROCUREMENT: unit} if unit else {}), {PROCUREMENT: figure}) for figure, unit in (old, new)
    ]  # fmt: skip
    return change(PROCUREMENT, *reports)


def test_amounts_of_one_unit_are_compared_as_printed() -> None:
    one = amounts((Decimal("120.50"), WAN), (Decimal("132.55"), WAN))
    assert (one.difference, one.unit, one.growth) == (Decimal("12.05"), WAN, Decimal("10.0"))
    assert (one.old.unit, one.new.unit) == (WAN, WAN)


def test_an_amount_in_yuan_is_compared_in_the_unit_of_the_new_report() -> None:
    one = amounts((251000, YUAN), (Decimal("25.2"), WAN))
    assert (one.difference, one.unit, one.growth) == (Decimal("0.1"), WAN, Decimal("0.4"))
    one = amounts((Decimal("25.2"), WAN), (251000, YUAN))
    assert (one.difference, one.unit, one.growth) == (-1000, YUAN, Decimal("-0.4"))


@pytest.mark.parametrize(("old", "new"), [((5, None), (5, WAN)), ((5, WAN), (5, None)), ((5, None), (5, None)), ((0, None), (5, None))])
def test_an_amount_without_its_unit_is_not_compared(old: tuple[int, str | None], new: tuple[int, str | None]) -> None:
    assert why(amounts(old, new)) == ("unit_unknown", "the unit of the amount is not printed in one of the reports")


def test_0_is_0_in_every_unit() -> None:
    fallen, risen = amounts((Decimal("3.5"), WAN), (0, None)), amounts((0, None), (Decimal("3.5"), WAN))
    assert (fallen.difference, fallen.unit, fallen.growth) == (Decimal("-3.5"), WAN, Decimal(-100))
    assert (risen.difference, risen.unit, risen.growth) == (Decimal("3.5"), WAN, None)
    assert (amounts((0, None), (0, None)).difference, amounts((0, None), (0, None)).unit) == (0, None)


def test_a_count_needs_no_unit() -> None:
    old = report(units={RECEIVED: "件"})
    assert change(RECEIVED, old, report()).difference == 0


# ---- across editions --------------------------------------------------------------------------


def test_a_cell_that_one_form_does_not_have_is_not_compared() -> None:
    gone, come = (change(cell, report("2019"), report("2021")) for cell in ("article20.other_services.decisions", FEES))
    assert (gone.old, gone.new) == (Side("figure", 95), Side("not_in_form"))
    assert why(gone) == ("not_in_form", "the form of 国办公开办函〔2021〕30号 has no such cell")
    assert (come.old, come.new) == (Side("not_in_form"), Side("figure", Decimal("36.20"), WAN))
    assert why(come) == ("not_in_form", "the form of 国办公开办函〔2019〕60号 has no such cell")


def test_documents_made_are_not_compared_with_documents_issued() -> None:
    code, sentence = why(change(MADE, report("2019"), report("2021")))
    assert code == "counted_differently"
    assert "本年新制作数量" in sentence
    assert change(MADE, report("2021"), report("2021")).difference == 0


def test_decisions_are_compared_across_the_editions() -> None:
    one = change("article20.penalties.decisions", report("2019"), with_figures(report("2021"), {"article20.penalties.decisions": 70}))
    assert (one.difference, one.growth) == (-7, Decimal("-9.1"))


OTHER = "applications.other.natural_person"
PARTS = tuple(f"applications.other.{row}.natural_person" for row in ("not_corrected", "fee_unpaid", "other"))


def test_the_one_row_of_other_dealings_is_compared_with_the_sum_of_the_three() -> None:
    one_row = with_figures(report("2019"), {OTHER: 4})
    three = with_figures(report("2021"), dict(zip(PARTS, (3, 0, 2), strict=True)))
    one = change(OTHER, one_row, three)
    assert (one.old, one.new) == (Side("figure", 4), Side("figure", 5, cells=PARTS))
    assert (one.name, one.difference, one.growth) == ("（六）其他处理·自然人", 1, Decimal("25.0"))
    back = change(OTHER, three, one_row)
    assert (back.old, back.new, back.difference) == (Side("figure", 5, cells=PARTS), Side("figure", 4), -1)
    for part in PARTS:
        code, sentence = why(change(part, one_row, three))
        assert code == "as_a_whole"
        assert "compared as “（六）其他处理”" in sentence


@pytest.mark.parametrize(("lose", "state"), [(blanked, "blank"), (without, "unknown")])
def test_three_rows_of_which_one_has_no_number_have_no_sum(lose: object, state: str) -> None:
    assert callable(lose)
    three = lose(report("2021"), PARTS[1])
    one = change(OTHER, report("2019"), three)
    assert (one.new.state, one.new.figure) == (state, None)
    assert why(one)[0] == state


def test_of_a_blank_row_and_an_unknown_one_the_sum_is_unknown() -> None:
    assert change(OTHER, report("2019"), without(blanked(report("2021"), PARTS[0]), PARTS[1])).new.state == "unknown"


def test_a_report_of_2021_that_prints_one_row_is_compared_row_with_row() -> None:
    mixed = replace(report("2021"), figures={**report("2019").figures, **without(report("2021"), "applications.other.").figures})
    mixed = without(mixed, *(cell for cell in editions()["2019"].cells if cell.startswith("article20.") and cell not in editions()["2021"].cells))
    found = {one.cell: one for one in changes(mixed, mixed)}
    assert found[OTHER].difference == 0
    assert not set(PARTS) & set(found)


# ---- years up to 2018 -------------------------------------------------------------------------


def old_report(**figures: int) -> AnnualReport:
    return AnnualReport(
        "2018.txt", "青石县市场监督管理局", 2018, "legacy", None, figures={f"legacy.{code}": value for code, value in figures.items()}
    )


def test_of_a_statistics_table_only_the_requests_received_are_compared_with_the_form() -> None:
    old = replace(old_report(), figures={"legacy.received.total": 8, "legacy.review.total": 4})
    found = changes(old, report("2019"))
    assert [one.cell for one in found if one.not_compared is None] == [RECEIVED]
    one = change(RECEIVED, old, report("2019"))
    assert (one.old, one.difference, one.growth) == (Side("figure", 8, cells=("legacy.received.total",)), 8, Decimal("100.0"))
    assert why(change("legacy.received.total", old, report("2019")))[0] == "as_a_whole"
    assert why(change("legacy.review.total", old, report("2019")))[0] == "not_in_form"


def test_two_statistics_tables_are_compared_row_by_row() -> None:
    found = {one.cell: one for one in changes(old_report(meetings=4, offices=2), old_report(meetings=5))}
    assert tuple(found) == tuple(item.cell for item in legacy.items())
    assert (found["legacy.meetings"].difference, found["legacy.meetings"].growth) == (1, Decimal("25.0"))
    assert why(found["legacy.offices"]) == ("unknown", "the figure is unknown in the new report")
    assert found["legacy.meetings"].name == legacy.cell_labels()["legacy.meetings"]


def test_the_fees_of_a_statistics_table_need_their_unit() -> None:
    assert why(change("legacy.fees", old_report(fees=3), old_report(fees=3)))[0] == "unit_unknown"


def test_a_report_of_no_known_form_lacks_nothing_for_certain() -> None:
    nothing = AnnualReport("-", None, None, None, None)
    found = changes(nothing, report("2021"))
    assert {one.old.state for one in found} == {"unknown"}
    assert changes(nothing, nothing) == ()
    assert compare(nothing, nothing).changes == ()
