"""Digits glued together, cut by brute force: which rows can be read for certain. Knows nothing of the code under test."""

import re
from collections.abc import Iterator

from annual.generator import form
from annual.generator.page import Page


def cuts(digits: str, count: int) -> Iterator[tuple[int, ...]]:
    """Every way to cut `digits` into `count` numbers without leading zeros."""
    if count == 1:
        if digits and (digits == "0" or digits[0] != "0"):
            yield (int(digits),)
        return
    for length in range(1, 2 if digits[:1] == "0" else len(digits) - count + 2):
        for rest in cuts(digits[length:], count - 1):
            yield (int(digits[:length]), *rest)


def fitting(digits: str) -> list[tuple[int, ...]]:
    """The cuts of an application row whose six parts make its total."""
    return [cut for cut in cuts(digits, len(form.COLUMNS)) if sum(cut[:-1]) == cut[-1]]


def certain_rows(page: Page, *, run_on: bool) -> Iterator[str]:
    """The application rows with exactly one fitting cut; `run_on` when the list number of the next label follows the digits at once."""
    (table,) = (table for table in page.tables() if table.kind == "applications")
    for row, following in zip(table.rows, (*table.rows[1:], ()), strict=True):
        figures = [cell for cell in row if cell.code]
        if not figures:
            continue
        digits = "".join(cell.text for cell in figures)
        number = re.match(r"\d*", following[0].text) if run_on and following else None
        possible = fitting(digits) + (fitting(digits + number[0]) if number and number[0] else [])
        if len(possible) == 1:
            yield figures[0].code.rsplit(".", 1)[0]
