"""The JSON of a report and of its findings: the stable form that other programs read (docs/reference/json.md, `schema/`)."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import simplejson

from gongkai.annual import jsonshape
from gongkai.annual.check.findings import Finding
from gongkai.annual.jsonshape import array, mapping, maybe, record, text
from gongkai.annual.model import NOWHERE, AnnualReport, Claim, Doubt, Figure, OtherTable, Scope, Section
from gongkai.messages import Message, message
from gongkai.statute.editions import cell_labels, editions

_METADATA = ("index_number", "created", "published", "publisher", "source", "document_number", "period_start", "period_end")
_LEGACY = re.compile(r"legacy\.[a-z0-9_.]+")
_PLACE = re.compile(r"(?:page (?P<sheet>\d+), )?(?:line (?P<line>\d+)|table (?P<table>\d+), row (?P<row>\d+), cell (?P<cell>\d+))")


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


# ---- back -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told(Message):
    """A sentence that was told before in both languages: `msgid` is the English one."""

    zh: str = ""

    def text(self, language: str) -> str:
        """The sentence as it was told."""
        return self.zh if language == "zh_Hans" else self.msgid


def loads(data: bytes) -> Any:
    """The value of JSON text in UTF-8, decimals as `Decimal`.

    Raises:
        gongkai.annual.jsonshape.WrongJsonError: it is not JSON, or says one thing twice.

    """
    try:
        return json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_once)
    except (ValueError, RecursionError, ArithmeticError) as error:
        raise jsonshape.WrongJsonError(message("This is not JSON, or it was cut off: {reason}.", reason=str(error)[:200])) from error


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise jsonshape.wrong(next(name for name in names if names.count(name) > 1), message("stands twice"))
    return found


def from_json(value: object) -> AnnualReport:
    """The report of the JSON object that `to_json` makes; what the JSON does not hold (`places`, `leftover`) is empty.

    Numbers must be `int` or `Decimal`, as `loads` gives them.

    Raises:
        gongkai.annual.jsonshape.WrongJsonError: it is not the JSON of one report; the message names the key.

    """
    if isinstance(value, list):
        raise jsonshape.WrongJsonError(message("This is the JSON of several reports; give each by itself."))
    found = _shape()(value, "")
    for cell in found["blank"]:
        if cell in found["figures"]:
            raise jsonshape.wrong(f"blank: {cell}", message("is also among the figures"))
    units = found["metadata"].pop("units")
    return AnnualReport(**found, units=units)


@cache
def _shape() -> jsonshape.Check:
    """What `schema/report.schema.json` says, as checks that make the model."""
    metadata = record(dict.fromkeys(_METADATA, text) | {"units": mapping(_cell, jsonshape.matching(".+"))}, optional=_METADATA)
    section = record({"number": text, "title": text, "text": text})
    table = record({"title": text, "rows": array(array(text))})
    scope = record({"who": maybe(jsonshape.one_of("system", "organ", "other")), "year": maybe(jsonshape.whole)})
    claim = record(
        {
            "quantity": jsonshape.matching(".+"),
            "value": jsonshape.figure,
            "precision": jsonshape.matching(r"exact|over|under|about|rounded:[0-9]+(\.[0-9]+)?"),
            "scope": lambda value, at: Scope(**scope(value, at)),
            "text": text,
        }
    )
    both = record({"zh": jsonshape.matching("(?s:.+)"), "en": jsonshape.matching("(?s:.+)")})
    warning = record({"code": jsonshape.matching("[a-z0-9_.]+"), "message": lambda value, at: _told(**both(value, at)), "place": _place})
    return record(
        {
            "source": text,
            "organ": maybe(text),
            "year": maybe(jsonshape.between(2008, 2100)),
            "edition": maybe(jsonshape.one_of(*editions())),
            "title": maybe(text),
            "metadata": metadata,
            "sections": array(section, lambda found: Section(**found)),
            "figures": mapping(_cell, jsonshape.figure),
            "blank": array(_cell),
            "other_tables": array(table, lambda found: OtherTable(**found)),
            "claims": array(claim, lambda found: Claim(**found)),
            "warnings": array(warning, lambda found: Doubt(**found)),
        }
    )


def _cell(value: object, at: str) -> str:
    code = text(value, at)
    if code not in cell_labels() and not _LEGACY.fullmatch(code):
        raise jsonshape.wrong(at, message("is no cell of the form"))
    return code


def _told(zh: str, en: str) -> Message:
    return Told(en, zh=zh)


def _place(value: object, at: str) -> Message:
    """A place as `read.raw.place` words it; any other as it is."""
    found = text(value, at)
    if not found:
        return NOWHERE
    match = _PLACE.fullmatch(found)
    if match is None:
        return Told(found, zh=found)
    numbers = {name: int(number) for name, number in match.groupdict().items() if number}
    sheet = numbers.pop("sheet", 0)
    inner = message("line {line}", **numbers) if "line" in numbers else message("table {table}, row {row}, cell {cell}", **numbers)
    return message("page {sheet}, {place}", sheet=sheet, place=inner) if sheet else inner
