"""How the numbers of a plan are printed: styles that change the look of a cell and never its value."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from random import Random

from annual.generator.plan import Plan
from gongkai.annual.model import Figure

FULL_WIDTH = str.maketrans("0123456789.,-+", "０１２３４５６７８９．，－＋")
EMPTY_MARKS = ("", "\u00a0", " ", "\u3000")
VISIBLE_MARKS = ("-", "－", "/", "—", "无")

Style = Callable[[str, Figure, Random], str]


def plain(_code: str, value: Figure, _rng: Random) -> str:
    return str(value)


def signed(code: str, value: Figure, rng: Random) -> str:
    """Changes with a sign or with 增 and 减."""
    if not code.endswith(".change") or value == 0:
        return str(value)
    word = "增" if value > 0 else "减"
    return rng.choice((f"{value:+}", f"{word}{abs(value)}"))


def thousands(_code: str, value: Figure, rng: Random) -> str:
    """1,234, sometimes with the full-width comma."""
    return f"{value:,}".replace(",", rng.choice((",", "，")))


def full_width(_code: str, value: Figure, _rng: Random) -> str:
    return str(value).translate(FULL_WIDTH)


def padded(_code: str, value: Figure, rng: Random) -> str:
    pad = rng.choice(("\u00a0", " ", "\u3000", "\u200b"))
    return f"{pad}{value}{pad}"


def spaced(_code: str, value: Figure, rng: Random) -> str:
    """“1 6” for 16: a gap inside the number, as inline tags and broken lines leave it."""
    text = str(value)
    if len(text) < 2 or not text.isdigit():
        return text
    cut = rng.randint(1, len(text) - 1)
    return text[:cut] + rng.choice((" ", "\u200b", "\u00a0")) + text[cut:]


def remarked(code: str, value: Figure, rng: Random) -> str:
    """A count followed by a bracketed part of it."""
    if code.startswith("applications.received.") and value > 1:
        return f"{value}（含{rng.randint(1, int(value))}件重复）"
    return str(value)


def with_unit(code: str, value: Figure, _rng: Random) -> str:
    """Amounts with their unit in the cell."""
    unit = unit_of(code, value)
    return f"{value}{unit}" if unit != "万" else f"{value}(万)"


def unit_of(code: str, value: Figure) -> str:
    """The unit that `with_unit` prints."""
    if not code.endswith(".amount"):
        return ""
    if code == "article20.fees.amount":
        return "万元"
    if isinstance(value, Decimal):
        return "万元" if value < 1000 else "元"
    return "元" if value % 2 else "万"


# by what a layout can carry: a style of `ANY` reads in every layout, one of `CELLS` needs cells that are set apart by marks
ANY: dict[str, Style] = {"plain": plain}
LINES: dict[str, Style] = {**ANY, "signed": signed, "thousands": thousands, "full width": full_width, "remarked": remarked, "unit": with_unit}
CELLS: dict[str, Style] = {**LINES, "padded": padded, "spaced": spaced}


def texts(plan: Plan, style: Style, rng: Random, blanks: tuple[str, ...] = VISIBLE_MARKS) -> Mapping[str, str]:
    """Every cell of the plan as printed."""
    return {code: style(code, plan.figures[code], rng) if code in plan.figures else rng.choice(blanks) for code in plan.cells()}
