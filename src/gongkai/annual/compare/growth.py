"""Growth as offices print it: percent of the old figure, one decimal."""

from decimal import Context, Decimal
from fractions import Fraction

from gongkai.annual.model import Figure

EXACT = Context(prec=200)  # no cell has so many digits (`read.values.LONGEST`): sums and differences stay exact
_HALF = Fraction(1, 2)


def percent(part: Figure, whole: Figure) -> Decimal:
    """`part` in percent of `whole`, which is not 0, rounded half up to 0.1; of a fall the amount is rounded (下降12.25% is -12.3)."""
    tenths = Fraction(part) / Fraction(whole) * 1000
    rounded = int(abs(tenths) + _HALF)
    return Decimal(rounded if tenths >= 0 else -rounded).scaleb(-1, EXACT)


def difference(new: Figure, old: Figure) -> Figure:
    """`new` less `old`, exact; `int` where both are."""
    if isinstance(new, int) and isinstance(old, int):
        return new - old
    return EXACT.subtract(Decimal(new), Decimal(old))


def shifted(figure: Figure, power: int) -> Figure:
    """`figure` times ten to the `power`, exact: amounts from one unit to another."""
    return figure if power == 0 else Decimal(figure).scaleb(power, EXACT)
