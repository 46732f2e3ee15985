"""The plan of the sample system: what `plan.toml` says, as data. Figures of tests and of the demo come from here, not from the database."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.statute.identifiers import credit_code_check, organization_code_check


@dataclass(frozen=True)
class PlannedOrgan:
    """An organ of the plan; `superior` is the code of the one it reports to, empty at the top of its system."""

    code: str
    name: str
    short_name: str
    kind: str
    level: str
    region: str
    superior: str
    management: str
    people: str
    divisions: tuple[str, ...]
    created_on: dt.date
    basis: str
    credit_code: str


@dataclass(frozen=True)
class Plan:
    """Organs, each after its superior; the merger, the absence and what is sent back as `plan.toml` has them."""

    organs: tuple[PlannedOrgan, ...]
    merger: Mapping[str, Any]
    absence: Mapping[str, Any]
    sent_back: Mapping[str, Any]

    def organ(self, code: str) -> PlannedOrgan:
        """The organ with this code."""
        return next(one for one in self.organs if one.code == code)


@cache
def plan() -> Plan:
    """The whole plan."""
    data = tomllib.loads((Path(__file__).parent / "plan.toml").read_text(encoding="utf-8"))
    rows = [(system, row) for system in ("yunchuan", "qingshi") for row in data[system]["organs"]]
    organs = tuple(_organ(row, data[system], number) for number, (system, row) in enumerate(rows, 1))
    return Plan(organs, data["merger"], data["absence"], data["sent_back"])


def _organ(row: Mapping[str, Any], system: Mapping[str, Any], number: int) -> PlannedOrgan:
    return PlannedOrgan(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        kind=row.get("kind", "department"),
        level=row["level"],
        region=row["region"],
        superior=row.get("superior", ""),
        management=row.get("management", "own_government"),
        people=row["people"],
        divisions=tuple(row["divisions"]),
        created_on=system["created_on"],
        basis=system["basis"],
        credit_code=made_up_credit_code(row["region"], number),
    )


def made_up_credit_code(region: str, number: int) -> str:
    """A unified social credit code that nobody has, with right check characters (GB 32100-2015, GB 11714-1997)."""
    body = f"YL{number:06}"  # 示例; credit codes use no S
    first = f"11{region[:6]}{body}{organization_code_check(body)}"
    return first + credit_code_check(first)
