"""The national statistics table of open government information (政府信息公开情况统计表), which reports on years up to 2018 print.

Source: 国办发〔2014〕32号, annex. The labels in `data/legacy.toml` are recalled from published tables and to be checked against it.
"""

from dataclasses import dataclass
from functools import cache

from gongkai.statute.editions import Label, Sum
from gongkai.statute.laws import load

SUM = "sum.legacy"


@dataclass(frozen=True)
class Item:
    """A row of the table: `unit` is the one the form prints, `parent` the code of the item it is a part of (may be empty)."""

    code: str
    label: str
    variants: tuple[str, ...]
    unit: str
    parent: str

    @property
    def cell(self) -> str:
        """The cell code of its figure."""
        return f"legacy.{self.code}"


@cache
def items() -> tuple[Item, ...]:
    """Every row of the table that has a figure, in printed order."""
    return tuple(Item(i["code"], i["label"], tuple(i["variants"]), i["unit"], i.get("parent", "")) for i in load("legacy")["items"])


@cache
def headings() -> tuple[Label, ...]:
    """The words of the table that name no figure; `code` is the item whose parts follow the heading, if they do."""
    return tuple(Label(entry.get("group", ""), entry["label"], tuple(entry["variants"])) for entry in load("legacy")["headings"])


@cache
def sums() -> tuple[Sum, ...]:
    """What must agree: the parts of a number add up to it."""
    return tuple(
        Sum(
            code=SUM,
            left=tuple(item.cell for item in items() if item.parent == rule["total"]),
            right=tuple(item.cell for item in items() if item.code == rule["total"]),
            source=load("legacy")["source"],
        )
        for rule in load("legacy")["sums"]
    )


@cache
def cell_labels() -> dict[str, str]:
    """Every cell code of the table with the form's own words; a label that two items share stands after its parent's."""
    printed = [item.label for item in items()]
    by_code = {item.code: item.label for item in items()}
    return {item.cell: f"{by_code[item.parent]}·{item.label}" if printed.count(item.label) > 1 else item.label for item in items()}
