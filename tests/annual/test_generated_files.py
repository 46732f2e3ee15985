"""Random reports of known content as DOCX and PDF, made with other tools than our writer: none wrong, and where rules show the cells none missing."""

import zlib
from functools import cache
from random import Random

import pytest

from annual.generator import printing, verdict
from annual.generator.containers import docx, pdf
from annual.generator.garble import GARBLERS
from annual.generator.page import Page, page
from annual.generator.plan import Plan, blanked, seeded
from gongkai.annual.model import AnnualReport
from gongkai.annual.read import read_bytes

EDITIONS = ("2019", "2021")
RULED = [name for name, look in pdf.LOOKS.items() if look.ruled]
BORDERLESS = [name for name, look in pdf.LOOKS.items() if not look.ruled]
HARMLESS = ("menu and share words", "explained labels", "misprints", "half-width brackets", "list commas", "watermark")
"""What sites add and offices misprint, that leaves every cell to be read."""


def dice(*names: str) -> Random:
    """Dice that fall the same for the same names."""
    return Random(zlib.crc32("/".join(names).encode()))  # noqa: S311 - a test's dice


@cache
def planned(*names: str, edition: str) -> Plan:
    """Files take long to read: each carries small and large numbers and some blanks at once."""
    rng = dice(*names, edition)
    return blanked(seeded(rng.getrandbits(32), edition=edition, scale=rng.choice((12, 400, 3000))), rng, rng.choice((0, 0.2)))


def printed(plan: Plan, rng: Random, *marks: str) -> Page:
    return page(plan, printing.texts(plan, rng.choice((printing.plain, printing.thousands, printing.signed)), rng, (*printing.VISIBLE_MARKS, *marks)))


def garbled(source: Page, rng: Random, garblers: tuple[str, ...]) -> Page:
    return GARBLERS[rng.choice(garblers)].change(source, rng)


def read_docx(layout: str, source: Page) -> AnnualReport:
    return read_bytes(docx.LAYOUTS[layout](source), "generated.docx")


def read_pdf(look: str, source: Page) -> AnnualReport:
    return read_bytes(pdf.printed(source, pdf.LOOKS[look]), "generated.pdf")


@pytest.mark.parametrize("layout", docx.LAYOUTS)
def test_every_cell_of_a_word_file_is_read(layout: str) -> None:
    rng = dice("docx", layout)
    plan = planned("docx", layout, edition=rng.choice(EDITIONS))
    report = read_docx(layout, garbled(printed(plan, rng, ""), rng, HARMLESS))
    verdict.assert_all_read(plan, report)
    verdict.assert_head(plan, report)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("look", RULED)
def test_every_cell_between_rules_is_read(look: str, edition: str) -> None:
    plan, rng = planned("pdf", look, edition=edition), dice("pdf", look, edition)
    report = read_pdf(look, garbled(printed(plan, rng, ""), rng, HARMLESS))
    verdict.assert_all_read(plan, report)
    verdict.assert_head(plan, report)


@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("look", BORDERLESS)
def test_without_rules_no_figure_is_wrong_and_what_is_missing_is_told(look: str, edition: str) -> None:
    plan, rng = planned("pdf", look, edition=edition), dice("pdf", look, edition)
    report = read_pdf(look, garbled(printed(plan, rng), rng, tuple(name for name in GARBLERS if name != "pinyin doubled")))
    verdict.assert_none_wrong(plan, report)
    if verdict.missing_cells(plan, report):
        assert report.warnings


@pytest.mark.parametrize("look", pdf.LOOKS)
def test_blanks_that_left_no_trace_on_paper_move_no_other_figure(look: str) -> None:
    rng = dice("dropped", look)
    plan = blanked(planned("dropped", look, edition=rng.choice(EDITIONS)), rng, 0.5)
    report = read_pdf(look, page(plan, printing.texts(plan, printing.plain, rng, ("",))))
    verdict.assert_none_wrong(plan, report)


@pytest.mark.parametrize("look", BORDERLESS)
def test_a_number_broken_over_two_lines_is_joined_or_left_out(look: str) -> None:
    rng = dice("broken", look)
    plan = seeded(rng.getrandbits(32), edition="2021", scale=3000)
    # full-width digits are too wide for their columns
    verdict.assert_none_wrong(plan, read_pdf(look, page(plan, printing.texts(plan, printing.full_width, rng))))
