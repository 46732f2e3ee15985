"""Which entries of the data were compared with a text of the law, and which were not.

An entry, or else its law in `data/laws.toml`, says in `checked` where its text was seen; `specification` means that the facts given to
this project say so and nobody saw a text, `memory` neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from gongkai.statute.laws import Term, citation, load, term

UNSEEN = ("specification", "memory")
_NOTHING = Term(msgid="", zh="")


@dataclass(frozen=True)
class Unchecked:
    """An entry that rests on no text: its file and table, its words (empty: it has none), its place in the law, what it rests on."""

    table: str
    words: Term
    article: Term
    how: str


def unchecked() -> tuple[Unchecked, ...]:
    """All entries that rest on no text, in the order of the files; those of one table that differ only by their days are named once."""
    names = sorted(file.name.removesuffix(".toml") for file in files("gongkai.statute").joinpath("data").iterdir() if file.name.endswith(".toml"))
    rows = [row for name in names if name != "laws" for row in _entries(name, load(name))]
    return tuple(row for place, row in enumerate(rows) if row not in rows[:place])


def _entries(table: str, node: Any) -> Iterator[Unchecked]:
    """The entries at and below `node` that rest on no text."""
    if isinstance(node, list):
        for one in node:
            yield from _entries(table, one)
    elif isinstance(node, dict):
        row = _unseen(table, node)
        if row:
            yield row
        for key, inner in node.items():
            yield from _entries(f"{table}.{key}", inner)


def _unseen(table: str, entry: dict[str, Any]) -> Unchecked | None:
    law = entry.get("law")
    how = entry.get("checked", load("laws")[law]["checked"] if isinstance(law, str) else "")
    if how not in UNSEEN:
        return None
    article = citation(law, entry.get("article", "")) if isinstance(law, str) else _NOTHING
    return Unchecked(table, term(entry) if "zh" in entry else _NOTHING, article, how)
