"""Which cells of two editions of the form count the same."""

import pytest

from gongkai.statute import legacy
from gongkai.statute.comparable import counted_differently, equal, money_units
from gongkai.statute.editions import editions


def test_the_one_row_of_other_dealings_is_the_three_rows_of_2021_in_every_column() -> None:
    rows = {one.cell: one.parts for one in equal() if one.cell.startswith("applications.other.")}
    assert len(rows) == 7
    assert rows["applications.other.business"] == (
        "applications.other.not_corrected.business",
        "applications.other.fee_unpaid.business",
        "applications.other.other.business",
    )


def test_of_the_statistics_table_only_the_requests_received_compare() -> None:
    assert [(one.cell, one.parts) for one in equal() if one.parts[0].startswith("legacy.")] == [
        ("applications.received.total", ("legacy.received.total",))
    ]


def test_what_is_equal_names_cells_of_the_forms_and_its_source() -> None:
    known = {cell for form in editions().values() for cell in form.cells} | {item.cell for item in legacy.items()}
    assert {cell for one in equal() for cell in (one.cell, *one.parts)} <= known
    assert all(one.source for one in equal())


@pytest.mark.parametrize("row", ["rules", "normative_documents"])
def test_documents_made_and_documents_issued_are_two_counts(row: str) -> None:
    told = counted_differently(f"article20.{row}.made", "2019", "2021")
    assert told == counted_differently(f"article20.{row}.made", "2021", "2019")
    assert told is not None
    assert "本年新制作数量" in told.text("en")
    assert "本年制发件数" in told.text("zh_Hans")
    assert counted_differently(f"article20.{row}.made", "2021", "2021") is None
    assert counted_differently(f"article20.{row}.made", None, "2021") is None


def test_of_section_2_only_decisions_compare_across_the_editions() -> None:
    both = [cell for cell in editions()["2019"].cells if cell in editions()["2021"].cells and cell.startswith("article20.")]
    assert [cell for cell in both if counted_differently(cell, "2019", "2021") is None] == [
        "article20.licences.decisions",
        "article20.penalties.decisions",
        "article20.coercion.decisions",
    ]


def test_units_of_money_are_powers_of_ten_of_a_yuan() -> None:
    assert money_units() == {"元": 0, "千元": 3, "万": 4, "万元": 4, "亿元": 8}
