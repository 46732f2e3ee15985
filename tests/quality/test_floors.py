"""Reading quality is a pinned number, layout by layout: it may rise, and a floor sinks only with a word in the changelog."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import quality
from gongkai.annual.model import AnnualReport, Figure
from quality import Counts, Known

PINNED = quality.baseline()
RAISE = "raise the floor: tools/quality.py --update"


def measured(layout: str) -> Counts:
    if not quality.can_be_measured(layout):
        pytest.skip("scans are read with the extra `ocr`, which is not installed")
    return quality.measure(layout)


@pytest.mark.parametrize("layout", quality.layouts())
def test_a_layout_is_read_as_well_as_is_pinned(layout: str) -> None:
    assert layout in PINNED, f"a layout without floor; {RAISE}"
    counts = measured(layout)
    assert quality.lowered(PINNED[layout], counts) == [], f"read worse than pinned: {dict(quality.wrong_files([layout]))}"
    if quality.is_scan(layout):  # not the same to the cell on every processor
        assert PINNED[layout].right >= 2 * quality.floor_of(layout, counts).right - counts.right, f"read better than pinned; {RAISE}"
    else:
        assert counts == PINNED[layout], f"read otherwise than pinned; {RAISE}"


def test_no_layout_is_pinned_that_the_corpus_does_not_have() -> None:
    assert set(PINNED) == set(quality.layouts())


def test_no_figure_is_pinned_as_wrong() -> None:
    assert {layout: counts.wrong for layout, counts in PINNED.items() if counts.wrong} == {}


def test_the_document_shows_the_pinned_numbers() -> None:
    assert quality.documented(quality.DOCUMENT.read_text("utf-8")) == quality.table(PINNED), f"the table is not of the baseline; {RAISE}"


Mutation = Callable[[AnnualReport], AnnualReport]


def shifted(report: AnnualReport) -> AnnualReport:
    """Each figure one cell to the right."""
    codes = list(report.figures)
    return replace(report, figures=dict(zip(codes, [*report.figures.values()][-1:] + [*report.figures.values()][:-1], strict=True)))


def blank_as_zero(report: AnnualReport) -> AnnualReport:
    return replace(report, figures={**report.figures, **dict.fromkeys(report.blank, 0)}, blank=())


def without_decimals(report: AnnualReport) -> AnnualReport:
    return replace(report, figures={code: int(value) for code, value in report.figures.items()})


def first_row_lost(report: AnnualReport) -> AnnualReport:
    return replace(report, figures={code: value for code, value in report.figures.items() if not code.startswith("applications.received.")})


def nothing_blank(report: AnnualReport) -> AnnualReport:
    return replace(report, blank=())


def another_year(report: AnnualReport) -> AnnualReport:
    return replace(report, year=(report.year or 0) + 1)


def no_units(report: AnnualReport) -> AnnualReport:
    return replace(report, units={})


@pytest.mark.parametrize("layout", ["html-spanned", "text-tabs", "text-glued-rows"])
@pytest.mark.parametrize(
    ("mutation", "numbers"),
    [
        (shifted, {"right", "wrong"}),
        (without_decimals, {"right", "wrong"}),
        (first_row_lost, {"right"}),
        (another_year, {"head_right"}),
        (no_units, {"units_right"}),
    ],
)
def test_a_reader_that_reads_worse_breaks_the_floor(layout: str, mutation: Mutation, numbers: set[str]) -> None:
    def worse(path: Path) -> AnnualReport | None:
        report = quality.read(path)
        return mutation(report) if report else None

    assert set(quality.lowered(PINNED[layout], quality.measure(layout, worse))) == numbers


@pytest.mark.parametrize("layout", ["html-spanned", "text-tabs"])
@pytest.mark.parametrize(("mutation", "numbers"), [(blank_as_zero, {"blank_right", "wrong"}), (nothing_blank, {"blank_right"})])
def test_a_reader_that_reads_blanks_as_nought_breaks_the_floor(layout: str, mutation: Mutation, numbers: set[str]) -> None:
    test_a_reader_that_reads_worse_breaks_the_floor(layout, mutation, numbers)


def test_a_file_that_is_refused_leaves_every_cell_out() -> None:
    counts = quality.measure("html-spanned", lambda _path: None)
    assert (counts.right, counts.left, counts.wrong) == (0, counts.cells, 0)


def test_recognition_may_differ_by_one_cell_in_fifty_and_nothing_else_may() -> None:
    counts = Counts(files=1, cells=200, right=190, left=10)
    assert quality.floor_of("scan-made-up", counts) == replace(counts, right=186, left=14)
    assert quality.floor_of("pdf-made-up", counts) == counts


SAYS: dict[str, Figure] = {"remedies.review.upheld": 3, "remedies.review.total": 3, "article20.fees.amount": Decimal("1.50")}
KNOWN = Known(
    Path("made-up"),
    SAYS,
    frozenset({"remedies.review.other"}),
    {"article20.fees.amount": "万元"},
    {"organ": "青石县教育局", "year": 2021, "edition": "2021", "title": None},
)


def report(figures: dict[str, Figure], *blank: str) -> AnnualReport:
    return AnnualReport("-", "青石县教育局", 2021, "2021", None, figures=figures, blank=blank, units={"article20.fees.amount": "万元"})


@pytest.mark.parametrize(
    ("read", "right", "left", "wrong"),
    [
        (report(SAYS, "remedies.review.other"), 3, 0, 0),
        (report({**SAYS, "article20.fees.amount": Decimal("1.5")}), 2, 0, 1),  # not as printed
        (report({**SAYS, "remedies.review.total": Decimal(3)}), 2, 0, 1),  # a count is no decimal
        (report({**SAYS, "remedies.review.other": 0}), 3, 0, 1),  # a blank is not 0
        (report({**SAYS, "remedies.review.pending": 7}), 3, 0, 1),  # no such number in the source
        (report({code: value for code, value in SAYS.items() if code != "remedies.review.total"}), 2, 1, 0),
        (report({code: value for code, value in SAYS.items() if code != "remedies.review.total"}, "remedies.review.total"), 2, 1, 1),
    ],
)
def test_cells_are_counted_as_by_hand(read: AnnualReport, right: int, left: int, wrong: int) -> None:
    counts = quality.judged(KNOWN, read)
    assert (counts.cells, counts.right, counts.left, counts.wrong) == (3, right, left, wrong)
    assert (counts.head, counts.head_right, counts.units, counts.units_right) == (4, 4, 1, 1)


def test_of_a_file_known_in_part_other_cells_are_not_judged() -> None:
    part = replace(KNOWN, whole=False, absent=frozenset({"remedies.review.pending"}), optional={"remedies.review.corrected": 0})
    assert quality.judged(part, report({**SAYS, "applications.total.total": 9, "remedies.review.corrected": 0})).wrong == 0
    assert quality.judged(part, report({**SAYS, "remedies.review.pending": 9})).wrong == 1
    assert quality.judged(part, report({**SAYS, "remedies.review.corrected": 1})).wrong == 1
