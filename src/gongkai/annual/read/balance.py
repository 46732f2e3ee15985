"""Rows that can be cut in several ways, decided by the sums between rows where they leave one way for all of them."""

from itertools import product
from math import prod

from gongkai.annual.model import Figure
from gongkai.annual.read.align import Fit
from gongkai.annual.read.values import Value
from gongkai.statute.editions import Sum, editions

MOST = 20_000
"""More combinations than this are not tried; the rows stay ambiguous."""
RULES = frozenset({"sum.column_balance", "sum.outcomes"})
Numbers = tuple[Figure, ...]


def decide(fits: dict[str, Fit], edition: str | None) -> dict[str, Fit]:
    """The fits of section 3 by row code, the open ones decided where only one combination of their cuts satisfies the sums."""
    open_rows = [code for code, fit in fits.items() if len(fit.ways) > 1]
    if not open_rows or prod(len(fits[code].ways) for code in open_rows) > MOST:
        return fits
    fixed = {code: _numbers(fit) for code, fit in fits.items() if not fit.trouble}
    rules = _rules(edition, {*fixed, *open_rows})
    good = [ways for ways in product(*(fits[code].ways for code in open_rows)) if _holds(fixed | dict(zip(open_rows, ways, strict=True)), rules)]
    if not rules or len(good) != 1:
        return fits
    return fits | {code: Fit(tuple(Value(number) for number in way)) for code, way in zip(open_rows, good[0], strict=True)}


def _numbers(fit: Fit) -> Numbers:
    return tuple(cell.number for cell in fit.cells if isinstance(cell, Value))


def _rules(edition: str | None, known: set[str]) -> list[tuple[int, list[str], list[str]]]:
    """The rules between rows all of which were found, as (column, rows, rows)."""
    form = editions()[edition or "2021"]
    columns = form.applications[0].columns

    def rows(cells: tuple[str, ...]) -> list[str]:
        return [cell.removeprefix("applications.").rpartition(".")[0] for cell in cells]

    def column(rule: Sum) -> int:
        return columns.index(rule.right[0].rpartition(".")[2])

    judged = [rule for rule in form.sums if rule.code in RULES and known.issuperset(rows(rule.left + rule.right))]
    return [(column(rule), rows(rule.left), rows(rule.right)) for rule in judged]


def _holds(numbers: dict[str, Numbers], rules: list[tuple[int, list[str], list[str]]]) -> bool:
    for column, left, right in rules:
        if any(len(numbers[code]) <= column for code in (*left, *right)):
            return False
        if sum(numbers[code][column] for code in left) != sum(numbers[code][column] for code in right):
            return False
    return True
