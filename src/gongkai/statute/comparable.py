"""Which figures of two reports can be compared: cells that two editions of the form count alike, and units of money.

Data: `data/comparable.toml`. Sources: the tables of 国办公开办函〔2019〕60号, 国办公开办函〔2021〕30号 and 国办发〔2014〕32号.
"""

from dataclasses import dataclass
from functools import cache

from gongkai.statute.editions import labels
from gongkai.statute.laws import Term, load, term


@dataclass(frozen=True)
class Equal:
    """`cell` of one form is the sum of `parts` in another; `source` says why."""

    cell: str
    parts: tuple[str, ...]
    source: str


@cache
def equal() -> tuple[Equal, ...]:
    """Every cell that another form divides or names otherwise, column by column."""
    found = []
    for entry in load("comparable")["equal"]:
        columns = [f".{label.code}" for label in labels(entry["over"])] if "over" in entry else [""]
        found += [Equal(entry["cell"] + column, tuple(part + column for part in entry["parts"]), entry["source"]) for column in columns]
    return tuple(found)


def counted_differently(cell: str, one: str | None, other: str | None) -> Term | None:
    """Why `cell`, which both editions have, does not count the same in them; None where it does."""
    for entry in load("comparable")["differ"]:
        if cell in entry["cells"] and {one, other} == set(entry["editions"]):
            return term(entry)
    return None


def money_units() -> dict[str, int]:
    """The units in which amounts of money are printed, as powers of ten of a yuan (元): 万元 is 4."""
    return dict(load("comparable")["money"])
