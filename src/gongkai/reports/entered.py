"""The cells that people enter (sections 2 and 4), what is entered in them, and what follows from it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongkai.annual.model import Figure
from gongkai.organs.models import Organ
from gongkai.reports.models import EnteredFigure
from gongkai.statute.editions import Edition, Row

UNITS = ("万元", "元")
"""The units of amounts, that of the form first."""
_TOTAL = ".total"
_SIGNS = 12
_WIDE = str.maketrans("０１２３４５６７８９，．－＋−", "0123456789,.-+-")
"""As an input method for Chinese types them; nothing else is taken for a digit."""
_THOUSANDS = re.compile("[+-]?[0-9]{1,3}(,[0-9]{3})+([.][0-9]+)?")


class WrongFigureError(ValueError):
    """The text is no figure of that cell; the sentence says what to write."""


def is_amount(cell: str) -> bool:
    """Whether the cell holds money."""
    return cell.endswith(".amount")


def may_be_negative(cell: str) -> bool:
    """Whether the cell holds a change (本年增/减)."""
    return cell.endswith(".change")


def rows_to_enter(form: Edition) -> tuple[Row, ...]:
    """The rows of sections 2 and 4."""
    return form.article20 + form.remedies


def cells_to_enter(form: Edition) -> tuple[str, ...]:
    """The cells that are entered, in the order of the form; the totals of section 4 follow from the others."""
    return tuple(cell for row in rows_to_enter(form) for cell in row.cells if not cell.endswith(_TOTAL))


def digits(text: str, cell: str) -> str:
    """`text` as the figure of `cell` is kept; empty for nothing. Raises WrongFigureError.

    Counts are whole numbers and not negative, a change may be, an amount may have decimals; full-width digits and thousands separators are taken.
    """
    typed = "".join(text.translate(_WIDE).split())
    if not typed:
        return ""
    plain = typed.replace(",", "") if _THOUSANDS.fullmatch(typed) else typed
    if not re.fullmatch("[+-]?[0-9]+([.][0-9]+)?", plain):
        raise WrongFigureError(_("“%(text)s” is no number. Write digits, like 12; leave it empty if you do not know.") % {"text": text[:30]})
    if len(plain) > _SIGNS:
        raise WrongFigureError(_("“%(text)s” is too long for a figure of the form.") % {"text": text[:30]})
    if plain.startswith("-") and not may_be_negative(cell):
        raise WrongFigureError(_("This figure cannot be negative."))
    if "." in plain and not is_amount(cell):
        raise WrongFigureError(_("This is a count: write a whole number."))
    whole, dot, decimals = plain.partition(".")
    return f"{int(whole)}{dot}{decimals}"


@dataclass(frozen=True)
class Entered:
    """What is entered for a report: the latest row of each cell, by its code."""

    rows: Mapping[str, EnteredFigure]

    @property
    def version(self) -> int:
        """Grows with every entry."""
        return max((row.pk for row in self.rows.values()), default=0)

    def figures(self, form: Edition) -> dict[str, Figure]:
        """The figures known, by cell of `form`, with the totals of section 4 where all their parts are known."""
        known = {cell: row.figure for cell in cells_to_enter(form) if (row := self.rows.get(cell)) is not None and row.figure is not None}
        return {**known, **dict(_totals(form.remedies, known))}

    def units(self, form: Edition) -> dict[str, str]:
        """The units of the amounts known."""
        return {cell: self.rows[cell].unit for cell in self.figures(form) if is_amount(cell)}


def _totals(rows: Iterable[Row], known: Mapping[str, Figure]) -> Iterable[tuple[str, Figure]]:
    for row in rows:
        parts = [known.get(cell) for cell in row.cells if not cell.endswith(_TOTAL)]
        counts = [part for part in parts if part is not None]
        if len(counts) == len(parts):
            yield f"{row.prefix}.{row.code}{_TOTAL}", sum(counts)


def entered(organ: Organ, year: int) -> Entered:
    """What is entered for the report of `organ` on `year`; one query."""
    return Entered({row.cell: row for row in EnteredFigure.objects.filter(organ=organ, year=year).order_by("pk")})
