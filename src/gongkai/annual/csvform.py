"""The CSV of reports: one row a report, for spreadsheets. What it cannot show (text, claims, other tables) is in the JSON."""

import csv
import io

from gongkai.annual.jsonform import form_order
from gongkai.annual.model import AnnualReport

BOM = "\ufeff"
"""Stands before the head row: without it Excel reads UTF-8 as GBK."""

REPORT = ("source", "organ", "year", "edition", "title")
METADATA = ("index_number", "created", "published", "publisher", "document_number", "period_start", "period_end")
LISTS = ("units", "blank", "warnings")


def lists(report: AnnualReport) -> tuple[str, str, str]:
    """The columns `LISTS`: units by cell code, codes of the cells printed blank, codes of the reader's warnings."""
    units = " ".join(f"{cell}={unit}" for cell, unit in report.units.items())
    return units, " ".join(report.blank), " ".join(doubt.code for doubt in report.warnings)


# A spreadsheet runs a text cell that begins with one of these as a formula; reports come from anywhere.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def head() -> str:
    """The head row: what the report is, how its cells are printed, then every cell code in the order of the form."""
    return _row((*REPORT, *METADATA, *LISTS, *form_order()))


def row(report: AnnualReport) -> str:
    """One report: an unknown cell and a blank one are both empty; the codes of the blank ones stand in the column `blank`."""
    texts = [getattr(report, name) for name in REPORT] + [report.metadata.get(name) for name in METADATA]
    figures = [report.figures.get(cell) for cell in form_order()]
    return _row(tuple(_harmless(text) for text in (*texts, *lists(report))) + tuple("" if figure is None else str(figure) for figure in figures))


def _harmless(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(cells: tuple[str, ...]) -> str:
    """RFC 4180: commas, quotes doubled, lines end with CR LF."""
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
