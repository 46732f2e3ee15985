"""A report with one thing changed gives the findings of that change, and no other."""

import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annual.generator import form, printing, rules
from annual.generator.layouts import LAYOUTS
from annual.generator.page import page
from annual.generator.plan import MAKES_RULES, Plan, plans, seeded
from gongkai.annual.check import Finding, check
from gongkai.annual.read import read_bytes

EDITIONS = ("2019", "2021")
pytestmark = pytest.mark.parametrize("edition", EDITIONS)


def findings(plan: Plan, layout: str = "spanned") -> list[Finding]:
    texts = printing.texts(plan, printing.plain, Random(1), LAYOUTS[layout].blanks())  # noqa: S311 - a test's dice
    data = LAYOUTS[layout].write(page(plan, texts)).encode()
    return list(check(read_bytes(data, "mutated")))


def keys(plan: Plan, layout: str = "spanned") -> set[rules.Key]:
    return {rules.key(found) for found in findings(plan, layout)}


def codes(plan: Plan) -> set[str]:
    return {found.code for found in findings(plan)}


def office(edition: str, seed: int = 1) -> Plan:
    """A department's report with requests, cases and decisions."""
    return seeded(seed, edition=edition, scale=40, organ="青石县市场监督管理局")


def summed(plan: Plan) -> list[str]:
    """The cells that take part in a sum."""
    return [code for code in plan.cells() if code.startswith(("applications.", "remedies."))]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", range(3))
def test_a_valid_report_gives_no_finding(layout: str, seed: int, edition: str) -> None:
    plan = seeded(seed, edition=edition, scale=40)
    expected = {"form.amount_without_unit"} if plan.figures.get("article20.procurement.amount") else set()
    assert {found.code for found in findings(plan, layout)} == expected


@pytest.mark.parametrize("seed", range(60))
def test_one_changed_cell_gives_its_findings_and_no_other(seed: int, edition: str) -> None:
    rng = Random(zlib.crc32(f"{seed}{edition}".encode()))  # noqa: S311 - a test's dice
    plan = seeded(seed, edition=edition, scale=(12, 40, 400)[seed % 3])
    code = rng.choice(summed(plan))
    layout = rng.choice(sorted(LAYOUTS))
    mutated = plan.with_figure(code, plan.figures[code] + rng.choice((1, 9, 100)))
    expected = rules.expected(mutated)
    assert expected
    assert keys(mutated, layout) - keys(plan, layout) == expected
    assert keys(plan, layout) - keys(mutated, layout) == set()


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_two_changed_cells_give_their_findings_and_no_other(edition: str, data: st.DataObject) -> None:
    plan = data.draw(plans(edition))
    mutated = plan
    for code in data.draw(st.lists(st.sampled_from(summed(plan)), min_size=2, max_size=2, unique=True)):
        mutated = mutated.with_figure(code, data.draw(st.integers(0, 3000)))
    assert keys(mutated) - keys(plan) == rules.expected(mutated)


@pytest.mark.parametrize("seed", range(12))
def test_the_totals_row_at_0_beside_parts(seed: int, edition: str) -> None:
    plan = office(edition, seed)
    mutated = plan
    for column in form.COLUMNS:
        mutated = mutated.with_figure(f"applications.total.{column}", 0)
    assert keys(mutated) - keys(plan) == rules.expected(mutated) != set()


def test_remedies_totals_at_0_beside_cases(edition: str) -> None:
    plan = office(edition).with_figure("remedies.review.upheld", 3)
    for row in form.REMEDY_ROWS:
        plan = plan.with_figure(f"remedies.{row}.total", 0)
    found = {key for key in keys(plan) if key[0] == "sum.remedies"}
    assert found == {key for key in rules.expected(plan) if key[0] == "sum.remedies"} != set()


@pytest.mark.parametrize("seed", range(12))
def test_a_blank_in_place_of_a_number_is_a_contradiction_that_names_the_blank(seed: int, edition: str) -> None:
    plan = office(edition, seed)
    filled = [code for code in summed(plan) if plan.figures[code]]
    mutated = plan.with_blank(frozenset([filled[seed % len(filled)]]))
    new = keys(mutated) - keys(plan)
    expected = {key for key in rules.expected(mutated) if key[0].startswith("sum.")}
    assert {key for key in new if key[0] not in {"form.blank_cells", "sum.blank_as_zero"}} == expected != set()
    assert "form.blank_cells" in {key[0] for key in new}


@pytest.mark.parametrize("seed", range(6))
def test_blank_zeros_are_one_notice_each_for_sums_and_cells(seed: int, edition: str) -> None:
    plan = office(edition, seed)
    zeros = frozenset(code for code in summed(plan) if plan.figures[code] == 0)
    new = [found for found in findings(plan.with_blank(zeros)) if rules.key(found) not in keys(plan)]
    assert sorted(found.code for found in new) == ["form.blank_cells", "sum.blank_as_zero"]


@pytest.mark.parametrize("code", ["applications.received.total", "applications.total.total", "remedies.review.total"])
def test_another_number_in_the_text(code: str, edition: str) -> None:
    plan = office(edition)
    mutated = replace(plan, claims={**plan.claims, code: plan.claims[code] + 7})
    assert keys(mutated) - keys(plan) == {("text.against_table", code, plan.claims[code] + 7, plan.figures[code])}


def test_parts_in_the_text_that_miss_their_total(edition: str) -> None:
    plan = office(edition)
    mutated = replace(plan, disclosed=replace(plan.disclosed, wechat=plan.disclosed.wechat + 30))
    told = mutated.disclosed
    assert keys(mutated) - keys(plan) == {("arithmetic.sum", "", told.website + told.wechat + told.weibo, told.total)}


def test_a_growth_that_does_not_follow(edition: str) -> None:
    plan = office(edition)
    mutated = replace(plan, disclosed=replace(plan.disclosed, growth=plan.disclosed.growth + 5))
    assert {key[0] for key in keys(mutated) - keys(plan)} == {"arithmetic.growth"}


def test_a_share_that_does_not_follow(edition: str) -> None:
    plan = office(edition)
    mutated = replace(plan, disclosed=replace(plan.disclosed, share=plan.disclosed.share - 5))
    assert {key[0] for key in keys(mutated) - keys(plan)} == {"arithmetic.share"}


# what is changed, and the codes that must be new
FORM_CHANGES: dict[str, tuple[Callable[[Plan], Plan], set[str]]] = {
    "title of another year": (lambda plan: replace(plan, title_year=plan.year - 1), {"form.year"}),
    "period of another year": (lambda plan: replace(plan, period_year=plan.year - 1), {"form.period"}),
    "published in April": (lambda plan: replace(plan, published=date(plan.year + 1, 4, 9)), {"form.published_late"}),
    "section 5 dropped": (lambda plan: replace(plan, dropped_sections=frozenset({4})), {"form.section_missing"}),
    "a bureau's own 规章": (lambda plan: plan.with_figure("article20.rules.made", 2), {"form.rules_made"}),
}


@pytest.mark.parametrize("change", FORM_CHANGES)
def test_a_defect_of_form_gives_its_finding(change: str, edition: str) -> None:
    plan = office(edition)
    mutate, expected = FORM_CHANGES[change]
    new = codes(mutate(plan)) - codes(plan)
    assert expected <= new
    # a title of another year can shift what is judged by the year, never the sums or the text
    assert not {code for code in new - expected if not code.startswith("form.")}
    if change != "title of another year":
        assert new == expected


def test_a_dropped_section_with_a_table_leaves_its_sums_unjudged(edition: str) -> None:
    plan = office(edition)
    new = codes(replace(plan, dropped_sections=frozenset({3}))) - codes(plan)
    assert {"form.section_missing", "sum.not_judged"} <= new <= {"form.section_missing", "form.table_missing", "sum.not_judged"}


def test_published_on_the_last_day_is_in_time(edition: str) -> None:
    plan = office(edition)
    last = date(plan.year + 1, 1, 31)
    assert "form.published_late" not in codes(replace(plan, published=last))
    assert "form.published_late" in codes(replace(plan, published=last + timedelta(days=1)))


def test_a_government_has_until_the_end_of_march(edition: str) -> None:
    plan = replace(office(edition), organ="白鹭市人民政府")
    assert "form.published_late" not in codes(replace(plan, published=date(plan.year + 1, 3, 31)))
    assert "form.published_late" in codes(replace(plan, published=date(plan.year + 1, 4, 1)))


def test_a_province_makes_its_own_rules(edition: str) -> None:
    assert "form.rules_made" not in codes(seeded(1, edition=edition, scale=40, organ=MAKES_RULES))


def test_fees_not_stated(edition: str) -> None:
    plan = office(edition)
    new = codes(replace(plan, fee_stated=False)) - codes(plan)
    assert new == ({"form.fee_not_stated"} if plan.year >= 2021 else set())


def test_the_abolished_form(edition: str) -> None:
    plan = office(edition)
    other = 2022 if edition == "2019" else 2020
    moved = replace(plan, year=other, published=date(other + 1, 1, 20))
    assert "form.edition" in codes(moved) - codes(plan)


def test_decisions_filled_with_items(edition: str) -> None:
    plan = office(edition)
    if edition == "2021":
        assert "plausible.decisions_filled" not in codes(plan)
        return
    previous, change = plan.figures["article20.licences.previous_items"], plan.figures["article20.licences.change"]
    mutated = plan.with_figure("article20.licences.decisions", previous + change)
    assert codes(mutated) - codes(plan) == {"plausible.decisions_filled"}


def test_a_market_regulator_without_licences_and_penalties(edition: str) -> None:
    plan = office(edition)
    mutated = plan.with_figure("article20.licences.decisions", 0).with_figure("article20.penalties.decisions", 0)
    assert codes(mutated) - codes(plan) == {"plausible.no_licences_or_penalties"}
