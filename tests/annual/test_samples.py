"""The sample reports of `gongkai annual demo` are read and judged as they were planned."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest

from gongkai.annual.check import check
from gongkai.annual.model import AnnualReport
from gongkai.annual.read import read_bytes

SAMPLES = files("gongkai") / "samples"
EXPECTED: Mapping[str, Mapping[str, Any]] = tomllib.loads((SAMPLES / "expected.toml").read_text("utf-8"), parse_float=Decimal)
samples = pytest.mark.parametrize("name", EXPECTED)


def read(name: str) -> AnnualReport:
    return read_bytes((SAMPLES / name).read_bytes(), name)


@samples
def test_every_figure_of_a_sample(name: str) -> None:
    wanted, report = EXPECTED[name], read(name)
    known = {**wanted["figures"], **wanted.get("may_be_lost", {})}
    assert {code: value for code, value in report.figures.items() if known.get(code) != value} == {}
    assert [code for code in wanted["figures"] if code not in report.figures] == []
    assert sorted(report.blank) == sorted(wanted["blank"])
    assert (report.organ, report.year) == (wanted["organ"], wanted["year"])
    if report.figures:
        assert report.edition == wanted["edition"]
    assert bool(report.warnings) == wanted["warns"]


@samples
def test_the_findings_of_a_sample_and_no_other(name: str) -> None:
    assert sorted({found.code for found in check(read(name))}) == EXPECTED[name]["findings"]


def test_a_sample_against_the_year_before() -> None:
    found = {one.code for one in check(read("qingshi-2022.html"), read("qingshi-2021.html"))}
    assert found - {one.code for one in check(read("qingshi-2022.html"))} == {"year.carried"}


def test_every_sample_is_listed() -> None:
    listed = {path.name for path in SAMPLES.iterdir()} - {"README.md", "expected.toml", "__init__.py"}
    assert listed == set(EXPECTED)
    assert all(f"`{name}`" in (SAMPLES / "README.md").read_text("utf-8") for name in EXPECTED)
