"""The tables of the statutory form as they are printed (sections 2 to 4), and the national statistics table of years up to 2018."""

from collections.abc import Callable, Iterator
from itertools import groupby

from gongkai.annual.model import AnnualReport
from gongkai.annual.read.legacy import LEAST
from gongkai.annual.write.cells import HEAD_UNITS, cell, head, table
from gongkai.annual.write.document import Cell, Table
from gongkai.statute import legacy
from gongkai.statute.editions import STATUTORY, Label, Row, data, editions, labels
from gongkai.statute.printed import Heads, heads, statistics

_LABELS = (0.8, 1.6, 4.2)
"""Widths of section 3's columns of labels, in widths of a column of numbers: the first holds 三、本年度办理结果, a character a line."""


def statutory(report: AnnualReport) -> dict[str, Table]:
    """The tables of sections 2 to 4 by name, none where the report is of no statutory edition.

    A table is printed in the form of the report's own edition unless only the other one has all its cells: offices mix them.
    """
    if report.edition not in STATUTORY:
        return {}
    return {name: made(report, *_form(report, name)) for name, made in _TABLES.items()}


def _form(report: AnnualReport, name: str) -> tuple[str, tuple[Row, ...]]:
    """The edition whose rows hold every cell that the report has of a table, its own first; else its own."""
    printed = {code for code in (*report.figures, *report.blank) if code.startswith(f"{name}.")}
    own_first = sorted(STATUTORY, key=lambda code: code != report.edition)
    forms = [(edition, rows_of(edition, name)) for edition in own_first]
    return next(((edition, rows) for edition, rows in forms if printed <= {one for row in rows for one in row.cells}), forms[0])


def rows_of(edition: str, name: str) -> tuple[Row, ...]:
    """The rows of one table of an edition."""
    found: tuple[Row, ...] = getattr(editions()[edition], name)
    return found


# ---- section 2 ----


def _article20(report: AnnualReport, edition: str, rows: tuple[Row, ...]) -> Table:
    words, widest = heads(), max(len(row.columns) for row in rows)
    spoken = {entry["code"]: entry["label"] for entry in data()["article20_columns"]}
    printed: list[list[Cell]] = []
    for item, grouped in groupby(rows, key=lambda row: row.group):
        members = list(grouped)
        columns = members[0].columns
        spans = [*[1] * (len(columns) - 1), widest - len(columns) + 1]  # the last column of a shorter part is the wider one
        units = [_head_unit(report, [row.cells[index] for row in members]) for index in range(len(columns))]
        printed.append([head(item, columns=widest + 1)])
        named = zip(columns, units, spans, strict=True)
        printed.append([head(words.contents), *(head(spoken[one][edition] + unit, columns=span) for one, unit, span in named)])
        for row in members:
            figures = (cell(report, code, columns=span, unit=_own_unit(report, code)) for code, span in zip(row.cells, spans, strict=True))
            printed.append([head(row.label), *figures])
    return table("article20", words.sections["article20"], printed, 0, (1.6, *[1.0] * widest))


def _head_unit(report: AnnualReport, codes: list[str]) -> str:
    units = {report.units[code] for code in codes if report.units.get(code) in HEAD_UNITS}
    return heads().unit.format(unit=units.pop()) if units else ""


def _own_unit(report: AnnualReport, code: str) -> str:
    unit = report.units.get(code, "")
    return "" if unit in HEAD_UNITS else unit


# ---- section 3 ----


def _applications(report: AnnualReport, _: str, rows: tuple[Row, ...]) -> Table:
    words = heads()
    applicants = labels("applicants")
    printed = _applicant_heads(words, applicants)
    printed += [[*before, *(cell(report, code) for code in row.cells)] for before, row in _with_labels(rows)]
    return table("applications", words.sections["applications"], printed, len(printed) - len(rows), (*_LABELS, *[1.0] * len(applicants)))


def _applicant_heads(words: Heads, applicants: tuple[Label, ...]) -> list[list[Cell]]:
    named = {one.code: one.label for one in applicants}
    bodies = head(words.bodies, columns=len(words.bodies_columns))
    first, *others = words.bodies_columns
    second = [bodies if code == first else head(label, rows=2) for code, label in named.items() if code not in others]
    return [
        [head(words.corner, rows=3, columns=len(_LABELS)), head(words.applicants, columns=len(applicants))],
        second,
        [head(named[code]) for code in words.bodies_columns],
    ]


def _with_labels(rows: tuple[Row, ...]) -> Iterator[tuple[list[Cell], Row]]:
    """Each row with the label cells that stand before its numbers: a group's head stands in the group's first row."""
    words = heads()
    outcomes = [row for row in rows if row.group]
    for group, grouped in groupby(rows, key=lambda row: row.group):
        members = list(grouped)
        for row in members:
            name = f"{row.number}{row.label}"
            if not group:
                yield [head(name, columns=len(_LABELS))], row
                continue
            before = [head(words.outcomes, rows=len(outcomes))] if row is outcomes[0] else []
            if group not in words.groups:
                yield [*before, head(name, columns=len(_LABELS) - 1)], row
                continue
            before += [head(words.groups[group], rows=len(members))] if row is members[0] else []
            yield [*before, head(name)], row


# ---- section 4 ----


def _remedies(report: AnnualReport, _: str, rows: tuple[Row, ...]) -> Table:
    words, results = heads(), labels("remedy_results")
    suits = [row for row in rows if row.code in words.litigation_rows]
    first = [head(row.label, columns=len(results)) for row in rows if row not in suits]
    printed = [
        [*first, head(words.litigation, columns=len(results) * len(suits))],
        [*(head(one.label, rows=2) for _ in first for one in results), *(head(row.label, columns=len(results)) for row in suits)],
        [head(one.label) for _ in suits for one in results],
        [cell(report, code) for row in rows for code in row.cells],
    ]
    return table("remedies", words.sections["remedies"], printed, len(printed) - 1, (1.0,) * len(rows) * len(results))


_TABLES: dict[str, Callable[[AnnualReport, str, tuple[Row, ...]], Table]] = {
    "article20": _article20,
    "applications": _applications,
    "remedies": _remedies,
}


# ---- years up to 2018 ----


def national_statistics(report: AnnualReport) -> Table | None:
    """The statistics table of years up to 2018: the items that the report has, since each place prints its own; None without any.

    A table of very few items is not told from an office's own: then every item is printed, with the mark of the unknown.
    """
    known = [item for item in legacy.items() if item.cell in report.figures or item.cell in report.blank]
    if not known:
        return None
    words = statistics()
    printed = [[head(text) for text in words.columns]]
    above: tuple[str, ...] = ()
    for item in legacy.items():
        above = words.headings.get(item.code, above)
        if len(known) >= LEAST and item not in known:
            continue
        printed += [[head(text, columns=len(words.columns))] for text in above]
        above = ()
        unit = report.units.get(item.cell, "") if item.unit in HEAD_UNITS else item.unit
        printed.append([head(item.label), Cell(unit), cell(report, item.cell)])
    return table("legacy", words.title, printed, 1, (5.0, 1.0, 1.6))
