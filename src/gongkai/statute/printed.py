"""What the forms print around their cells: heads over several columns or rows, numbering, the part of the report a table stands in.

Sources: 国办公开办函〔2019〕60号 and 〔2021〕30号, annexes (`data/editions.toml`); 国办发〔2014〕32号, annex (`data/legacy.toml`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from gongkai.statute.editions import data
from gongkai.statute.laws import load


@dataclass(frozen=True)
class Heads:
    """The words around the cells of sections 2 to 4.

    `sections` is the title of the part that a table (`article20`, `applications`, `remedies`) stands in; `groups` are the heads of
    section 3's outcome rows with their numbers, by `Row.group`; `unit` is how a unit follows a head, with the field `{unit}`.
    """

    contents: str
    unit: str
    corner: str
    applicants: str
    bodies: str
    bodies_columns: tuple[str, ...]
    litigation: str
    litigation_rows: tuple[str, ...]
    outcomes: str
    sections: Mapping[str, str]
    groups: Mapping[str, str]


@dataclass(frozen=True)
class Statistics:
    """The words around the cells of the national statistics table: title, column heads, headings by the item they are printed over."""

    title: str
    columns: tuple[str, ...]
    headings: Mapping[str, tuple[str, ...]]


@cache
def heads() -> Heads:
    """The words around the cells of sections 2 to 4, alike in both editions."""
    entry = data()["printed"]
    return Heads(
        contents=entry["contents"],
        unit=entry["unit"],
        corner=entry["corner"],
        applicants=entry["applicants"],
        bodies=entry["bodies"],
        bodies_columns=tuple(entry["bodies_columns"]),
        litigation=entry["litigation"],
        litigation_rows=tuple(entry["litigation_rows"]),
        outcomes=entry["outcomes"],
        sections=MappingProxyType(entry["sections"]),
        groups=MappingProxyType(entry["groups"]),
    )


@cache
def statistics() -> Statistics:
    """The words around the cells of the statistics table of years up to 2018."""
    entry = load("legacy")
    over: dict[str, tuple[str, ...]] = {}
    for heading in entry["headings"]:
        if "before" in heading:
            over[heading["before"]] = (*over.get(heading["before"], ()), heading["label"])
    return Statistics(entry["title"], tuple(entry["columns"]), MappingProxyType(over))
