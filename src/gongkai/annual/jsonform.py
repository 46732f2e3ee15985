"""The JSON of a report and of its findings: the stable form that other programs read (docs/reference/json.md, `schema/`)."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import simplejson

from gongkai.annual.check.findings import Finding
from gongkai.annual.model import AnnualReport, Figure
from gongkai.statute.editions import cell_labels, editions


@cache
def form_order() -> tuple[str, ...]:
    """Every cell code of every edition, each edition's in the order of its form: that of figures in JSON and of columns in CSV."""
    merged: list[str] = []
    for edition in editions().values():
        at = 0
        for cell in edition.cells:
            if cell not in merged:
                merged.insert(at, cell)  # after the cell that it follows in its own form
            at = merged.index(cell) + 1
    return tuple(merged)


def in_form_order(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """`figures` in the order of the form, cells of no form (`legacy.*`) after them as found."""
    ordered = {cell: figures[cell] for cell in form_order() if cell in figures}
    return ordered | {cell: value for cell, value in figures.items() if cell not in cell_labels()}


def to_json(report: AnnualReport) -> dict[str, Any]:
    """One report as the JSON object of `schema/report.schema.json`; decimals stay `Decimal`, as printed."""
    return {
        "source": report.source,
        "organ": report.organ,
        "year": report.year,
        "edition": report.edition,
        "title": report.title,
        "metadata": {**report.metadata, "units": dict(report.units)},
        "sections": [{"number": section.number, "title": section.title, "text": section.text} for section in report.sections],
        "figures": in_form_order(report.figures),
        "blank": list(report.blank),
        "other_tables": [{"title": table.title, "rows": [list(row) for row in table.rows]} for table in report.other_tables],
        "claims": [
            {
                "quantity": claim.quantity,
                "value": claim.value,
                "precision": claim.precision,
                "scope": {"who": claim.scope.who, "year": claim.scope.year},
                "text": claim.text,
            }
            for claim in report.claims
        ],
        "warnings": [{"code": doubt.code, "message": doubt.message.both(), "place": doubt.place.text("en")} for doubt in report.warnings],
    }


def findings_to_json(source: str, findings: Iterable[Finding]) -> dict[str, Any]:
    """The findings of one report as the JSON object of `schema/findings.schema.json`."""
    return {
        "source": source,
        "findings": [
            {
                "code": one.code,
                "severity": one.severity,
                "cells": list(one.cells),
                "left": one.left,
                "right": one.right,
                "message": one.message.both(),
                "text": one.text,
            }
            for one in findings
        ],
    }


def dumps(value: object, indent: int | None = None) -> str:
    """`value` as JSON text: Chinese as it is, decimals as printed (1.50 stays 1.50)."""
    return simplejson.dumps(value, use_decimal=True, ensure_ascii=False, allow_nan=False, indent=indent)
