"""What a number can really be, given how precisely it is stated: "over 200" is 200 or more, 27.84万 is within half a hundred."""

from decimal import Decimal

from gongkai.annual.model import Figure

INFINITY = Decimal("Infinity")
Bounds = tuple[Decimal, Decimal]


def bounds(value: Figure, precision: str) -> Bounds:
    """The least and the greatest number that `value` with `precision` can stand for."""
    exact = Decimal(value)
    if precision == "exact":
        return exact, exact
    if precision == "over":
        return exact, INFINITY
    if precision == "under":
        return Decimal(0), exact
    if precision == "about":
        return Decimal(0), INFINITY
    half = Decimal(precision.removeprefix("rounded:")) / 2
    return exact - half, exact + half


def agree(one: Bounds, other: Bounds) -> bool:
    """Whether the two can be the same number."""
    return one[0] <= other[1] and other[0] <= one[1]


def printed_step(value: Figure) -> Decimal:
    """One unit of the last printed digit of `value`."""
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else 0
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
