"""The JSON of a comparison: the stable form of `schema/comparison.schema.json` (docs/reference/json.md)."""

from dataclasses import asdict
from typing import Any

from gongkai.annual.compare.comparison import Change, Comparison, Reason, Repeated, Side
from gongkai.annual.compare.shingles import SHINGLE
from gongkai.annual.jsonform import findings_to_json

MEASURE = "containment of character shingles (A. Z. Broder, On the resemblance and containment of documents, 1997)"


def comparison_to_json(comparison: Comparison) -> dict[str, Any]:
    """A comparison as the JSON object of the schema; decimals stay `Decimal`."""
    repetition = comparison.repetition
    return {
        "old": asdict(comparison.old),
        "new": asdict(comparison.new),
        "years": comparison.years,
        "notices": [_reason(notice) for notice in comparison.notices],
        "findings": findings_to_json(comparison.new.source, comparison.findings)["findings"],
        "changes": [_change(change) for change in comparison.changes],
        "repetition": {
            "measure": MEASURE,
            "shingle": SHINGLE,
            "whole": _repeated(repetition.whole),
            "sections": [_repeated(section) for section in repetition.sections],
            "passages": [asdict(passage) for passage in repetition.passages],
        },
    }


def _reason(reason: Reason | None) -> dict[str, Any] | None:
    return None if reason is None else {"code": reason.code, "message": reason.message.both()}


def _side(side: Side) -> dict[str, Any]:
    return {"state": side.state, "figure": side.figure, "unit": side.unit, "cells": list(side.cells)}


def _change(change: Change) -> dict[str, Any]:
    return {
        "cell": change.cell,
        "name": change.name,
        "old": _side(change.old),
        "new": _side(change.new),
        "difference": change.difference,
        "unit": change.unit,
        "growth": change.growth,
        "not_compared": _reason(change.not_compared),
        "no_growth": _reason(change.no_growth),
    }


def _repeated(one: Repeated) -> dict[str, Any]:
    return {
        "title": one.title,
        "old_title": one.old_title,
        "characters": one.characters,
        "repeated": one.repeated,
        "share": one.share,
        "reason": _reason(one.reason),
    }
