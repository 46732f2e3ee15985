"""Which form a report uses, which of its cells are known, and what they are called."""

from gongkai.annual.model import AnnualReport
from gongkai.statute import legacy
from gongkai.statute.annual_report import edition_for_year
from gongkai.statute.editions import STATUTORY, Edition, Sum, cell_labels, editions

FIRST_YEAR = editions()["legacy"].first_year
ONE_ROW, THREE_ROWS = "2019", "2021"  # how （六）其他处理 is printed: the only difference of section 3 between the editions


def known_cells(report: AnnualReport) -> frozenset[str]:
    """The cells that the source prints, with a number or blank."""
    return frozenset(report.figures) | frozenset(report.blank)


def edition_by_year(report: AnnualReport) -> str | None:
    """The edition that applies to the report's year; None without a year, or for a year before any law."""
    return edition_for_year(report.year) if report.year is not None and report.year >= FIRST_YEAR else None


def form_of(report: AnnualReport) -> Edition | None:
    """The edition a report is judged by: its own, else the only statutory one that names all its cells, else that of its year."""
    if report.edition is not None:
        return editions()[report.edition]
    known = known_cells(report) & frozenset(cell_labels())
    fitting = [code for code in STATUTORY if known and known <= frozenset(editions()[code].cells)]
    code = fitting[0] if len(fitting) == 1 else edition_by_year(report)
    return editions()[code] if code is not None else None


def _other_rows(code: str) -> frozenset[str]:
    return frozenset(cell for row in editions()[code].applications if row.code.partition(".")[0] == "other" for cell in row.cells)


def _section3_form(report: AnnualReport) -> str | None:
    """How the report prints （六）其他处理, whatever its edition: offices mix the two forms. None when the cells do not tell."""
    printed = [code for code in (ONE_ROW, THREE_ROWS) if known_cells(report) & _other_rows(code)]
    return printed[0] if len(printed) == 1 else None


def sum_rules(report: AnnualReport) -> tuple[Sum, ...]:
    """The sums that must hold in this report, none for the parts of the 2008 Regulation."""
    form = form_of(report)
    if form is not None and form.code not in STATUTORY:
        return ()
    code = _section3_form(report) or (form.code if form is not None else None)
    if code is not None:
        return editions()[code].sums
    one, three = (editions()[edition].sums for edition in (ONE_ROW, THREE_ROWS))
    return tuple(rule for rule in one if rule in three) if known_cells(report) else ()


def expected_cells(report: AnnualReport) -> tuple[str, ...]:
    """Every cell that this report should print, in the order of the form, with （六）其他处理 as the report prints it."""
    form = form_of(report)
    if form is None or form.code not in STATUTORY:
        return ()
    section3 = editions()[_section3_form(report) or form.code].applications
    return tuple(cell for rows in (form.article20, section3, form.remedies) for row in rows for cell in row.cells)


def cell_name(cell: str, report: AnnualReport) -> str:
    """The words for a cell in the form that the report uses, `（一）予以公开·自然人`."""
    return cell_labels(report.edition)[cell]


def any_cell_name(cell: str, report: AnnualReport) -> str:
    """The words for a cell of the form or of the national statistics table of years up to 2018."""
    return legacy.cell_labels().get(cell) or cell_name(cell, report)


def row_name(cell: str, report: AnnualReport) -> str:
    """The words for the row of a cell in the form that the report uses."""
    return cell_name(cell, report).rpartition("·")[0]


def column_name(cell: str, report: AnnualReport) -> str:
    """The words for the column of a cell in the form that the report uses."""
    return cell_name(cell, report).rpartition("·")[2]
