"""What a request asks for and what is answered to it: texts of `story.toml`, chosen by chance. Pure."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from gongkai.samples_system.plan import PlannedOrgan

_FIELDS_OF_LISTS = ("withheld",)


@cache
def _story() -> Mapping[str, Any]:
    return tomllib.loads((Path(__file__).parent / "story.toml").read_text(encoding="utf-8"))


def word(name: str, chance: Random | None = None) -> str:
    """A text of the steps by its name; where there are several, one of them by chance."""
    found = _story()["words"][name]
    return found if isinstance(found, str) else (chance or Random(name)).choice(found)  # noqa: S311  # sample data


def subject(organ: PlannedOrgan, year: int, chance: Random) -> str:
    """Something that might be asked of `organ` in `year`."""
    return chance.choice(_story()["subjects"][_group(organ)]).format(place=_place(organ), year=year - 1)


def _group(organ: PlannedOrgan) -> str:
    if organ.kind == "government":
        return "town" if organ.level == "township" else "government"
    return organ.code.rpartition("-")[2]


def _place(organ: PlannedOrgan) -> str:
    """The place as people call it."""
    name = organ.name.removeprefix("云川市") or organ.name
    if organ.level == "township":
        return organ.name.removeprefix("青石县").removesuffix("人民政府")
    if organ.level == "county" and organ.region.startswith("3499"):
        return name.split("区")[0] + "区"
    return "云川市" if organ.level == "prefecture" else "青石县"


def answer(kind: str, chance: Random) -> dict[str, Any]:
    """The fields of `events.ItemAnswered` that go with a kind of answer."""
    found = {name: chance.choice(texts) for name, texts in _story()["answers"][kind].items()}
    return {name: (value,) if name in _FIELDS_OF_LISTS else value for name, value in found.items()}


def letter(kind: str) -> dict[str, str]:
    """What stands in the shared letter of a kind (`letters.letter.Letter`); the sample has one of each."""
    words = _story()["letters"]
    return {"title": words[kind], **{name: words[name] for name in ("number", "addressee", "about", "organ", "date")}}
