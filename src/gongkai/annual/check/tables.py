"""The statutory tables as a whole: missing, incomplete, blank, of the wrong edition, and what the law says of single cells."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.annual.check.findings import Finding, finding
from gongkai.annual.check.form import FIRST_YEAR, cell_name, column_name, edition_by_year, expected_cells, form_of, known_cells
from gongkai.annual.check.organs import organ_kind
from gongkai.annual.check.sections import TABLES, section_text
from gongkai.annual.model import AnnualReport, Figure
from gongkai.statute.annual_report import can_make_rules, fee_must_be_reported
from gongkai.statute.editions import STATUTORY, cell_labels, editions

FEE_QUANTITY = "fees.charged"
FEE_CELL = "article20.fees.amount"
_FEE_ANYWHERE = re.compile(r"处理费|信息公开[^。；\n]{0,10}费")
_FEE_IN_SECTION6 = re.compile(r"收费|费用|收取[^。；\n]{0,20}费")
_YUAN_BY_UNIT = {"元": 1, "万元": 10_000}


def not_judged(report: AnnualReport) -> Iterator[Finding]:
    """One notice for a source that tells neither its form nor its year: silence would look like a report without faults."""
    if form_of(report) is None:
        yield finding("form.not_judged")


def edition(report: AnnualReport) -> Iterator[Finding]:
    """A form that is not the one of the report's year (the abolished 2019 form used for 2021 ...)."""
    right = edition_by_year(report)
    if report.edition is not None and right is not None and report.edition != right:
        used, wanted = (editions()[code].source for code in (report.edition, right))
        yield finding("form.edition", left=report.edition, right=right, year=report.year, used=used, wanted=wanted)


def tables_missing(report: AnnualReport) -> Iterator[Finding]:
    """Statutory tables of which the source has no cell at all."""
    form = form_of(report)
    if form is None or form.code not in STATUTORY:
        return
    for place, prefix in TABLES.items():
        if not any(cell.startswith(prefix) for cell in known_cells(report)):
            yield finding("form.table_missing", title=form.sections[place - 1].title)


def cells_missing(report: AnnualReport) -> Iterator[Finding]:
    """Cells that the source lacks, in tables that it has."""
    known = known_cells(report)
    present = tuple(prefix for prefix in TABLES.values() if any(cell.startswith(prefix) for cell in known))
    missing = tuple(cell for cell in expected_cells(report) if cell not in known and cell.startswith(present))
    if missing:
        yield finding("form.cells_missing", cells=missing, left=len(missing), count=len(missing))


def blank_cells(report: AnnualReport) -> Iterator[Finding]:
    """Statutory cells printed without a number."""
    blanks = tuple(cell for cell in report.blank if cell in cell_labels())
    if blanks:
        yield finding("form.blank_cells", cells=blanks, left=len(blanks), count=len(blanks))


def rules_made(report: AnnualReport) -> Iterator[Finding]:
    """规章 of an organ whose name tells that it cannot make any: one finding that names the cells."""
    kind = organ_kind(report.organ).rules
    if kind is None or can_make_rules(kind):
        return
    cells = tuple(cell for cell, value in report.figures.items() if cell.startswith("article20.rules.") and value)
    if cells:
        values = tuple(f"{column_name(cell, report)} {report.figures[cell]}" for cell in cells)
        yield finding("form.rules_made", cells=cells, left=report.figures[cells[0]], right=0, organ=report.organ, values=values)


def amounts_without_unit(report: AnnualReport) -> Iterator[Finding]:
    """Amounts of money whose unit the source does not print: they cannot be compared with any other report's."""
    for cell, value in report.figures.items():
        if cell.startswith("article20.") and cell.endswith(".amount") and value and cell not in report.units:
            yield finding("form.amount_without_unit", cells=(cell,), left=value, name=cell_name(cell, report))


def fee_not_stated(report: AnnualReport) -> Iterator[Finding]:
    """The information processing fees of the year, which section 6 states, 0 too; a report without that section lacks more than the fees."""
    section6 = section_text(report, 6)
    if report.year is None or report.year < FIRST_YEAR or not fee_must_be_reported(report.year) or section6 is None:
        return
    stated = any(claim.quantity == FEE_QUANTITY for claim in report.claims)
    stated = stated or bool(_FEE_IN_SECTION6.search(section6)) or any(_FEE_ANYWHERE.search(section.text) for section in report.sections)
    if not stated:
        yield finding("form.fee_not_stated")


def fee_contradiction(report: AnnualReport) -> Iterator[Finding]:
    """Fees stated in the text beside a fee cell of 0."""
    cell = report.figures.get(FEE_CELL)
    if cell is None or cell != 0:
        return
    for claim in report.claims:
        if claim.quantity == FEE_QUANTITY and claim.scope.year in (None, report.year) and claim.value >= _hidden_by(cell, report):
            yield finding("form.fee_contradiction", cells=(FEE_CELL,), left=claim.value, right=cell, text=claim.text)


def _hidden_by(zero: Figure, report: AnnualReport) -> Decimal:
    """The smallest fee in yuan that cannot hide in the printed 0: 0.00 万元 rounds away less than 50 yuan, 0 is taken at its word."""
    places = zero.as_tuple().exponent if isinstance(zero, Decimal) else 0
    yuan = _YUAN_BY_UNIT.get(report.units.get(FEE_CELL, "万元"), 1)
    return Decimal(yuan).scaleb(int(places)) / 2 if places else Decimal(1)
