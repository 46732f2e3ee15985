"""The generator itself: its plans hold all sums, its pages carry every figure. Nothing here uses the code under test."""

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser

from annual.generator import form, printing, rules
from annual.generator.cuts import cuts, fitting
from annual.generator.encode import ENCODINGS
from annual.generator.garble import GARBLERS
from annual.generator.layouts import LAYOUTS
from annual.generator.page import page
from annual.generator.plan import Plan, plans, seeded


@given(plans())
def test_every_sum_of_a_plan_holds(plan: Plan) -> None:
    assert rules.expected(plan) == set()
    assert set(plan.figures) == set(plan.cells())
    assert plan.disclosed.total == plan.disclosed.website + plan.disclosed.wechat + plan.disclosed.weibo


@pytest.mark.parametrize(("edition", "rows"), [("2019", 23), ("2021", 25)])
def test_the_form_has_its_rows(edition: str, rows: int) -> None:
    assert len(form.application_rows(edition)) == rows
    assert len(form.cells(edition)) == len(set(form.cells(edition)))


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("layout", [name for name, layout in LAYOUTS.items() if layout.markup and "split" not in name])
def test_markup_carries_every_figure(layout: str, edition: str) -> None:
    plan = seeded(3, edition=edition, scale=400)
    tree = LexborHTMLParser(LAYOUTS[layout].write(page(plan, printing.texts(plan, printing.plain, Random(1)))))  # noqa: S311
    tree.strip_tags(["script", "style"])
    found = Counter(node.text(strip=True) for node in tree.css("td, .td"))
    wanted = Counter(str(value) for value in plan.figures.values())
    assert not wanted - found


@pytest.mark.parametrize("garbler", GARBLERS)
def test_garblers_keep_every_number(garbler: str) -> None:
    plan = seeded(3, scale=400)
    rng = Random(1)  # noqa: S311 - a test's dice
    source = page(plan, printing.texts(plan, printing.plain, rng))
    changed = GARBLERS[garbler].change(source, rng)

    def digits(where: object) -> list[str]:
        assert isinstance(where, type(source))
        shown = [cell.text for table in where.tables() for row in table.rows for cell in row if cell.code in plan.figures]
        return ["".join(str(int(char)) if char.isdigit() else char for char in text if char.isdigit() or char in ".-") for text in shown]

    assert digits(changed) == digits(source)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_lose_nothing(encoding: str) -> None:
    text = LAYOUTS["spanned"].write(page(seeded(3), printing.texts(seeded(3), printing.plain, Random(1))))  # noqa: S311
    assert ENCODINGS[encoding](text)


def test_cuts_by_hand() -> None:
    assert fitting("6000006") == [(6, 0, 0, 0, 0, 0, 6)]
    assert list(cuts("101", 2)) == [(10, 1)]
    assert list(cuts("111", 2)) == [(1, 11), (11, 1)]
    assert (1, 2, 0, 0, 0, 0, 3) in fitting("1200003")
    assert fitting("") == []
