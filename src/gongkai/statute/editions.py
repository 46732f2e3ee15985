"""The statutory form of the annual report (政府信息公开工作年度报告格式), edition by edition, as tables.

Sources: 国办公开办函〔2019〕60号 (edition `2019`), 国办公开办函〔2021〕30号 (edition `2021`), Order 492 article 32 (`legacy`).
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

STATUTORY = ("2019", "2021")


@dataclass(frozen=True)
class Label:
    """Something the form names: its code, the form's own words and what offices print instead."""

    code: str
    label: str
    variants: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """A row of the form: cell codes are `<prefix>.<code>.<column>` for each of `columns`, in printed order."""

    prefix: str
    code: str
    label: str
    variants: tuple[str, ...]
    columns: tuple[str, ...]
    group: str
    number: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Cell codes in printed order."""
        return tuple(f"{self.prefix}.{self.code}.{column}" for column in self.columns)


@dataclass(frozen=True)
class SectionTitle:
    """A part of the report: its Chinese number, its title and the titles that offices use for it."""

    number: str
    title: str
    variants: tuple[str, ...]


@dataclass(frozen=True)
class Sum:
    """Cells that must agree: the sum of `left` equals the sum of `right` (勾稽关系)."""

    code: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Edition:
    """One edition of the form: `article20`, `applications` and `remedies` are the rows of sections 2, 3 and 4."""

    code: str
    first_year: int
    last_year: int | None
    source: str
    sections: tuple[SectionTitle, ...]
    article20: tuple[Row, ...]
    applications: tuple[Row, ...]
    remedies: tuple[Row, ...]
    sums: tuple[Sum, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in the order of the form."""
        return self.article20 + self.applications + self.remedies

    @property
    def cells(self) -> tuple[str, ...]:
        """All cell codes in the order of the form."""
        return tuple(cell for row in self.rows for cell in row.cells)


@cache
def data() -> dict[str, Any]:
    """The tables of `data/editions.toml` as they stand there."""
    return tomllib.loads(files("gongkai.statute").joinpath("data/editions.toml").read_text(encoding="utf-8"))


def labels(table: str) -> tuple[Label, ...]:
    """The labels of one table of the data file (`applicants`, `remedy_results`, `remedies`), in printed order."""
    return tuple(Label(entry["code"], entry["label"], tuple(entry["variants"])) for entry in data()[table])


def article20_columns() -> tuple[tuple[Label, tuple[str, ...]], ...]:
    """The column heads of section 2, each with the editions that use it."""
    found = []
    for entry in data()["article20_columns"]:
        words = tuple(entry["label"].values())
        found.append((Label(entry["code"], words[0], words[1:] + tuple(entry["variants"])), tuple(entry["label"])))
    return tuple(found)


def furniture() -> tuple[str, ...]:
    """Words printed in the form that name no cell of their own."""
    return tuple(data()["furniture"]["words"])


def _rows(table: str, edition: str, columns: tuple[str, ...] = ()) -> tuple[Row, ...]:
    return tuple(
        Row(
            prefix=table,
            code=entry["code"],
            label=entry["label"],
            variants=tuple(entry["variants"]),
            columns=tuple(entry.get("columns", columns)),
            group=entry.get("group", entry.get("item", "")),
            number=entry.get("number", ""),
        )
        for entry in data()[table]
        if edition in entry.get("editions", STATUTORY)
    )


OUTCOME_GROUPS = ("本年度办理结果", "不予公开", "无法提供", "不予处理", "其他处理")


def outcome_rows(applications: tuple[Row, ...]) -> tuple[str, ...]:
    """The codes of the rows that （七）总计 adds up."""
    return tuple(row.code for row in applications if row.group in OUTCOME_GROUPS and row.code != "total")


def _sums(applications: tuple[Row, ...], remedies: tuple[Row, ...]) -> tuple[Sum, ...]:
    applicants = tuple(label.code for label in labels("applicants"))
    over = {
        "applicant": [("applications.{}." + column) for column in applicants],
        "applications_row": [f"applications.{row.code}." + "{}" for row in applications],
        "remedies_row": [f"remedies.{row.code}." + "{}" for row in remedies],
    }

    def side(names: list[str], pattern: str) -> tuple[str, ...]:
        spread = outcome_rows(applications) if names == ["@outcomes"] else tuple(names)
        return tuple(pattern.format(name) for name in spread)

    return tuple(
        Sum(rule["code"], side(rule["left"], pattern), side(rule["right"], pattern), rule["source"])
        for rule in data()["sums"]
        for pattern in over[rule["each"]]
    )


def _edition(code: str) -> Edition:
    entry = data()["editions"][code]
    statutory = code in STATUTORY
    applications = _rows("applications", code, tuple(label.code for label in labels("applicants"))) if statutory else ()
    remedies = _rows("remedies", code, tuple(label.code for label in labels("remedy_results"))) if statutory else ()
    sections = (s for s in data()["sections"] if code in s["editions"])
    return Edition(
        code=code,
        first_year=entry["years"][0],
        last_year=entry["years"][1] if len(entry["years"]) > 1 else None,
        source=entry["source"],
        sections=tuple(SectionTitle(s["number"], s["title"], tuple(s["variants"])) for s in sections),
        article20=_rows("article20", code) if statutory else (),
        applications=applications,
        remedies=remedies,
        sums=_sums(applications, remedies) if statutory else (),
    )


@cache
def editions() -> dict[str, Edition]:
    """All editions by code (`legacy`, `2019`, `2021`)."""
    return {code: _edition(code) for code in data()["editions"]}


@cache
def cell_labels(edition: str | None = None) -> dict[str, str]:
    """Every statutory cell code with the form's own words, e.g. `（一）予以公开·自然人`: those of `edition` where it has the cell."""
    tables = {"applications": "applicants", "remedies": "remedy_results"}  # each has a column `other`, with other words
    columns = {prefix: {label.code: label.label for label in labels(table)} for prefix, table in tables.items()}
    heads = {entry["code"]: entry["label"] for entry in data()["article20_columns"]}
    found: dict[str, str] = {}
    own_first = sorted(STATUTORY, key=lambda code: code != edition)
    for code in own_first:
        for row in editions()[code].rows:
            for column, cell in zip(row.columns, row.cells, strict=True):
                words = heads[column][code] if row.prefix == "article20" else columns[row.prefix][column]
                found.setdefault(cell, f"{row.number}{row.label}·{words}")
    return found
