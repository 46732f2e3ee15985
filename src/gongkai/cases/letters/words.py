"""The words of letters, as a table: which kinds of answers have a letter, what each asks the handler for, and what it says."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

_TABLES: Mapping[str, Any] = tomllib.loads(files("gongkai.cases.letters").joinpath("words.toml").read_text(encoding="utf-8"))
_ENDS = "。！？；…!?"


@dataclass(frozen=True)
class Kind:
    """A kind of answer: `ground` is its place in the Regulation, `body` the sentences of the letter with their fields.

    `asks`: the fields of `events.ItemAnswered` that are filled in, a question mark behind one that may stay empty.
    """

    ground: str
    body: tuple[str, ...]
    asks: tuple[str, ...] = ("text",)

    @property
    def fields(self) -> Mapping[str, bool]:
        """What is filled in, and whether it is needed."""
        return {name.rstrip("?"): not name.endswith("?") for name in self.asks}


KINDS: Mapping[str, Kind] = {
    code: Kind(words["ground"], tuple(words["body"]), tuple(words.get("asks", ("text",)))) for code, words in _TABLES["kinds"].items()
}
"""By the code of `statute.outcomes.answer_kinds`."""

WITHHELD: Mapping[str, str] = _TABLES["withheld"]
"""What a withheld part can rest on: kinds of answers, each with the place as the letter says it."""

ANSWER: Mapping[str, str] = _TABLES["answer"]


def said(kind: Kind, fields: Mapping[str, str]) -> str:
    """The sentences of `kind`, each that names an empty field left out; every one ends as a sentence does."""
    filled = {"law": ANSWER["law"], "ground": kind.ground, **fields}
    kept = [one for one in kind.body if all(filled[name] for name in re.findall(r"\{(\w+)\}", one))]
    return "".join(_ended(one.format_map(filled)) for one in kept)


def _ended(sentence: str) -> str:
    return sentence if sentence[-1] in _ENDS else sentence + "。"
