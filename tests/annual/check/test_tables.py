"""The tables of the form: missing, incomplete, of the wrong edition; 规章, amounts and fees."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from annual.check.builders import blanked, claim, report, sections, with_figures, without
from gongkai.annual.check import check, tables
from gongkai.annual.model import AnnualReport, Figure


def codes(judged: AnnualReport) -> list[str]:
    return [found.code for found in check(judged)]


def test_a_source_that_tells_neither_form_nor_year_says_that_it_was_not_judged() -> None:
    unknown = replace(report(sections=(), title=None, metadata={}, figures={}), edition=None, year=None)
    assert codes(unknown) == ["form.not_judged"]


def test_a_page_that_lost_its_tables_says_so_and_says_that_no_sum_was_judged() -> None:
    lost = replace(report(figures={}), edition=None)
    assert codes(lost) == ["sum.not_judged", *["form.table_missing"] * 3]


def test_one_missing_table_is_named() -> None:
    (found,) = tables.tables_missing(without(report(), "remedies."))
    assert "政府信息公开行政复议、行政诉讼情况" in found.message.text("zh_Hans")


def test_the_abolished_form_used_for_2021() -> None:
    (found,) = tables.edition(report("2019", year=2021))
    assert (found.code, found.left, found.right) == ("form.edition", "2019", "2021")


@pytest.mark.parametrize("changes", [{}, {"edition": None}, {"year": None}, {"year": 2007}])
def test_the_right_form_and_an_unknown_one_are_no_finding(changes: dict[str, Any]) -> None:
    assert list(tables.edition(replace(report(), **changes))) == []


def test_a_row_that_the_source_lost_is_counted_with_its_cells() -> None:
    (found,) = tables.cells_missing(without(report(), "article20.rules."))
    assert found.left == 3
    assert found.cells == ("article20.rules.made", "article20.rules.repealed", "article20.rules.in_force")


def test_the_cells_of_a_missing_table_are_not_counted_again() -> None:
    assert list(tables.cells_missing(without(report(), "applications."))) == []


def test_other_handling_in_one_row_lacks_no_cell() -> None:
    one_row = {f"applications.other.{column}": 0 for column in ("natural_person", "business", "research", "public_interest")}
    one_row |= {f"applications.other.{column}": 0 for column in ("legal_service", "other", "total")}
    assert list(tables.cells_missing(with_figures(without(report(), "applications.other."), one_row))) == []


def test_blank_cells_of_the_form_are_one_notice() -> None:
    (found,) = tables.blank_cells(blanked(report(), "article20.rules.made", "article20.fees.amount", "legacy.staff"))
    assert (found.severity, found.left, found.cells) == ("notice", 2, ("article20.rules.made", "article20.fees.amount"))


def test_rules_made_by_a_bureau_are_one_error_that_names_the_cells() -> None:
    (found,) = tables.rules_made(with_figures(report(), {"article20.rules.made": 2, "article20.rules.in_force": 3}))
    assert found.cells == ("article20.rules.made", "article20.rules.in_force")
    assert (found.severity, found.left) == ("error", 2)
    assert "3" in found.message.text("zh_Hans")


@pytest.mark.parametrize("organ", ["浙江省人民政府", "白鹭市人民政府", None])
def test_rules_of_an_organ_that_can_or_may_make_them_are_no_finding(organ: str | None) -> None:
    assert list(tables.rules_made(with_figures(report(organ=organ), {"article20.rules.made": 2}))) == []


def test_an_amount_needs_its_unit_unless_it_is_0() -> None:
    (found,) = tables.amounts_without_unit(report("2019", units={}))
    assert (found.cells, found.left) == (("article20.procurement.amount",), Decimal("120.50"))
    assert list(tables.amounts_without_unit(with_figures(report("2019", units={}), {"article20.procurement.amount": 0}))) == []


def fees(section6: str, **changes: Any) -> list[str]:
    return [found.code for found in tables.fee_not_stated(report(sections=sections(六=section6), **changes))]


@pytest.mark.parametrize("text", ["未收取政府信息公开相关处理费。", "本年度没有收费。", "收取费用0元。", "无其他事项。收取信息公开的费：0"])
def test_section_6_states_the_fees_in_many_words(text: str) -> None:
    assert fees(text) == []


def test_section_6_without_a_word_of_fees() -> None:
    assert fees("无。") == ["form.fee_not_stated"]


def test_fees_may_be_stated_elsewhere_or_as_a_number() -> None:
    assert [found.code for found in tables.fee_not_stated(report(sections=sections(一="未收取信息处理费。", 六="无。")))] == []
    assert fees("无。", claims=(claim("fees.charged", 0),)) == []


def test_fees_need_no_statement_before_2021_or_where_section_6_is_missing() -> None:
    assert [found.code for found in tables.fee_not_stated(report("2019", sections=sections(六="无。")))] == []
    assert [found.code for found in tables.fee_not_stated(report(sections=sections()[:5]))] == []
    assert [found.code for found in tables.fee_not_stated(replace(report(sections=sections(六="无。")), year=None))] == []


def contradiction(cell: Figure, fee: Figure, *, unit: str = "万元", year: int | None = None) -> list[str]:
    judged = with_figures(
        report(claims=(claim("fees.charged", fee, year=year),), units={"article20.fees.amount": unit}), {"article20.fees.amount": cell}
    )
    return [found.code for found in tables.fee_contradiction(judged)]


def test_fees_stated_beside_a_cell_of_0() -> None:
    assert contradiction(0, 300) == ["form.fee_contradiction"]
    assert contradiction(0, 300, unit="元") == ["form.fee_contradiction"]
    assert contradiction(0, 0) == []
    assert contradiction(0, 300, year=2022) == []
    assert contradiction(Decimal("0.03"), 300) == []
    assert list(tables.fee_contradiction(without(report(), "article20.fees."))) == []


def test_a_fee_that_rounds_to_0_contradicts_nothing() -> None:
    # 0.00 万元 is anything below 50 yuan
    assert contradiction(Decimal("0.00"), 49) == []
    assert contradiction(Decimal("0.00"), 50) == ["form.fee_contradiction"]
    assert contradiction(Decimal("0.00"), 49, unit="元") == ["form.fee_contradiction"]
