"""Random reports of known content, printed in every layout and garbled in every way, are read cell by cell."""

import zlib
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annual.generator import form, printing, verdict
from annual.generator.cuts import certain_rows
from annual.generator.encode import ENCODINGS, TRADITIONAL
from annual.generator.garble import GARBLERS, headless
from annual.generator.layouts import GLUED, LAYOUTS, Layout
from annual.generator.page import Page, Table, page
from annual.generator.plan import Plan, blanked, plans, seeded, with_single_other
from gongkai.annual.model import AnnualReport
from gongkai.annual.read import read_bytes
from gongkai.statute.editions import editions

EDITIONS = ("2019", "2021")
pytestmark = pytest.mark.parametrize("edition", EDITIONS)


def dice(*names: str) -> Random:
    """Dice that fall the same for the same names."""
    return Random(zlib.crc32("/".join(names).encode()))  # noqa: S311 - a test's dice


def planned(*names: str, edition: str) -> Plan:
    return seeded(zlib.crc32("/".join((*names, edition)).encode()), edition=edition)


def printed(plan: Plan, layout: Layout, rng: Random, style: str = "plain") -> Page:
    return page(plan, printing.texts(plan, layout.styles[style], rng, layout.blanks()))


def read(layout: Layout, source: Page) -> AnnualReport:
    return read_bytes(layout.write(source).encode(), "generated.html" if layout.markup else "generated.txt")


@pytest.mark.parametrize("garbler", GARBLERS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_cell_is_read_in_every_layout_however_garbled(layout: str, garbler: str, edition: str) -> None:
    plan, rng = planned(layout, garbler, edition=edition), dice(layout, garbler)
    change = GARBLERS[garbler]
    report = read(LAYOUTS[layout], change.change(printed(plan, LAYOUTS[layout], rng), rng))
    verdict.assert_none_wrong(plan, report)
    if not change.loses_cells:
        verdict.assert_all_read(plan, report)
        verdict.assert_head(plan, report)
        assert len(report.sections) == len(form.SECTIONS)


@pytest.mark.parametrize("garbler", [name for name, garbler in GARBLERS.items() if garbler.keeps_text])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_head_and_the_text_are_read(layout: str, garbler: str, edition: str) -> None:
    plan, rng = planned("text", layout, garbler, edition=edition), dice(layout, garbler)
    report = read(LAYOUTS[layout], GARBLERS[garbler].change(printed(plan, LAYOUTS[layout], rng), rng))
    verdict.assert_facts(plan, report)
    verdict.assert_claims(plan, report)
    if GARBLERS[garbler].keeps_script:
        assert report.title == plan.title
        verdict.assert_sections(report)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_clean_report_gives_no_warning(layout: str, edition: str) -> None:
    plan = planned("clean", layout, edition=edition)
    report = read(LAYOUTS[layout], printed(plan, LAYOUTS[layout], dice(layout)))
    assert [(doubt.code, str(doubt.message), doubt.place) for doubt in report.warnings] == []


@pytest.mark.parametrize(("layout", "style"), [(name, style) for name, layout in LAYOUTS.items() for style in layout.styles])
def test_every_way_to_print_a_number(layout: str, style: str, edition: str) -> None:
    plan = seeded(zlib.crc32(f"{layout}{style}{edition}".encode()), edition=edition, scale=3000)
    report = read(LAYOUTS[layout], printed(plan, LAYOUTS[layout], dice(layout, style), style))
    verdict.assert_all_read(plan, report)
    if style == "unit":
        expected = {code: printing.unit_of(code, value) for code, value in plan.figures.items() if printing.unit_of(code, value)}
        assert {code: report.units.get(code) for code in expected} == expected


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("chance", [0.1, 0.5, 1.0])
def test_blank_cells_are_listed_and_have_no_figure(layout: str, chance: float, edition: str) -> None:
    rng = dice("blank", layout, str(chance))
    plan = blanked(planned("blank", layout, edition=edition), rng, chance)
    verdict.assert_all_read(plan, read(LAYOUTS[layout], printed(plan, LAYOUTS[layout], rng)))


@pytest.mark.parametrize("layout", [name for name, layout in LAYOUTS.items() if not layout.keeps_empty])
def test_blanks_that_left_no_trace_move_no_other_number(layout: str, edition: str) -> None:
    rng = dice("dropped", layout)
    plan = blanked(planned("dropped", layout, edition=edition), rng)
    source = page(plan, printing.texts(plan, printing.plain, rng, ("",)))
    without = [replace(b, rows=tuple(tuple(c for c in row if c.text) for row in b.rows)) if isinstance(b, Table) else b for b in source.blocks]
    report = read(LAYOUTS[layout], replace(source, blocks=tuple(without)))
    verdict.assert_none_wrong(plan, report)


@pytest.mark.parametrize("encoding", [*ENCODINGS, *TRADITIONAL])
@pytest.mark.parametrize("layout", ["spanned", "word", "bars trailing", "cell a line"])
def test_every_encoding(layout: str, encoding: str, edition: str) -> None:
    plan, rng = planned(layout, encoding, edition=edition), dice(layout, encoding)
    source = printed(plan, LAYOUTS[layout], rng)
    if encoding in TRADITIONAL:
        source = GARBLERS["traditional"].change(source, rng)
    data = {**ENCODINGS, **TRADITIONAL}[encoding](LAYOUTS[layout].write(source))
    report = read_bytes(data, "generated")
    verdict.assert_all_read(plan, report)
    verdict.assert_head(plan, report)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("layout", GLUED)
def test_glued_digits_are_cut_only_where_the_sums_leave_one_way(layout: str, seed: int, edition: str) -> None:
    plan = seeded(seed, edition=edition, scale=(0, 12, 40, 400)[seed % 4])
    source = printed(plan, GLUED[layout], dice(layout))
    report = read(GLUED[layout], source)
    verdict.assert_none_wrong(plan, report)
    certain = {f"{row}.{column}" for row in certain_rows(source, run_on=layout == "glued") for column in form.COLUMNS}
    assert sorted(certain & set(verdict.missing_cells(plan, report))) == []
    if verdict.missing_cells(plan, report):
        assert report.warnings


@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_row_of_other_processing_in_the_2021_form(layout: str, edition: str) -> None:
    plan = with_single_other(planned("single", layout, edition=edition))
    report = read(LAYOUTS[layout], printed(plan, LAYOUTS[layout], dice(layout)))
    verdict.assert_all_read(plan, report)
    assert bool(report.warnings) == plan.single_other


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_words_of_the_form_decide_the_edition_not_the_year(layout: str, edition: str) -> None:
    year = 2022 if edition == "2019" else 2020
    plan = replace(planned("edition", layout, edition=edition), year=year, published=date(year + 1, 1, 20))
    report = read(LAYOUTS[layout], printed(plan, LAYOUTS[layout], dice(layout)))
    verdict.assert_all_read(plan, report)
    assert report.year == year


@pytest.mark.parametrize("garbler", GARBLERS)
@pytest.mark.parametrize("layout", [name for name, layout in LAYOUTS.items() if "spaced" in layout.styles])
def test_a_gap_inside_a_number_never_makes_two_of_it(layout: str, garbler: str, edition: str) -> None:
    plan, rng = seeded(zlib.crc32(f"gap{layout}{garbler}".encode()), edition=edition, scale=3000), dice("gap", layout, garbler)
    source = GARBLERS[garbler].change(printed(plan, LAYOUTS[layout], rng, "spaced"), rng)
    verdict.assert_none_wrong(plan, read(LAYOUTS[layout], source))


@settings(deadline=None, max_examples=150)
@given(data=st.data())
def test_any_report_in_any_layout_with_any_garblers(edition: str, data: st.DataObject) -> None:
    plan = data.draw(plans(edition))
    layout = data.draw(st.sampled_from(sorted(LAYOUTS)))
    style = data.draw(st.sampled_from(sorted(LAYOUTS[layout].styles)))
    garblers = data.draw(st.lists(st.sampled_from(sorted(GARBLERS)), max_size=2, unique=True))
    rng = Random(data.draw(st.integers(0, 2**16)))  # noqa: S311 - a test's dice
    plan = blanked(plan, rng, 0.2)
    source = printed(plan, LAYOUTS[layout], rng, style)
    for garbler in garblers:
        source = GARBLERS[garbler].change(source, rng)
    verdict.assert_none_wrong(plan, read(LAYOUTS[layout], source))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_cut_between_two_rows_is_read_up_to_the_cut(layout: str, edition: str) -> None:
    plan, rng = planned("cut", layout, edition=edition), dice("cut", layout)
    text = LAYOUTS[layout].write(printed(plan, LAYOUTS[layout], rng))
    for _ in range(4):
        end = text.index("\n", rng.randint(len(text) // 4, len(text) - 50))
        verdict.assert_none_wrong(plan, read_bytes(text[:end].encode(), "cut"))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_cut_anywhere_gives_no_part_of_a_number(layout: str, edition: str) -> None:
    plan = seeded(5, edition=edition, scale=3000)
    text, rng = LAYOUTS[layout].write(printed(plan, LAYOUTS[layout], dice(layout))), dice("cut anywhere", layout)
    for _ in range(6):
        verdict.assert_none_wrong(plan, read_bytes(text[: rng.randint(len(text) // 3, len(text) - 1)].encode(), "cut"))


@pytest.mark.parametrize("layout", ["cell a line", "cell a line dense", "label broken", "bars alone"])
def test_a_capture_without_repeated_lines_misses_cells_and_invents_none(layout: str, edition: str) -> None:
    plan = seeded(8, edition=edition, scale=40)
    lines = LAYOUTS[layout].write(printed(plan, LAYOUTS[layout], dice(layout))).split("\n")
    report = read_bytes("\n".join(dict.fromkeys(lines)).encode(), "deduplicated.txt")
    verdict.assert_none_wrong(plan, report)
    if layout != "bars alone":
        assert verdict.missing_cells(plan, report)
        assert report.warnings
        assert not report.blank


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_capture_that_dropped_the_tables_has_no_figures(layout: str, edition: str) -> None:
    plan = planned("dropped", layout, edition=edition)
    source = printed(plan, LAYOUTS[layout], dice(layout))
    report = read(LAYOUTS[layout], replace(source, blocks=tuple(b for b in source.blocks if not isinstance(b, Table))))
    assert (dict(report.figures), report.blank) == ({}, ())
    verdict.assert_head(plan, report)
    verdict.assert_sections(report)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_without_title_and_facts_still_gives_its_cells(layout: str, edition: str) -> None:
    plan, rng = planned("headless", layout, edition=edition), dice("headless", layout)
    report = read(LAYOUTS[layout], headless(printed(plan, LAYOUTS[layout], rng), rng))
    verdict.assert_all_read(plan, report)
    assert report.organ is None
    assert report.year in {None, plan.year}


def test_our_data_has_the_cells_of_the_form(edition: str) -> None:
    assert set(editions()[edition].cells) == set(form.cells(edition))
