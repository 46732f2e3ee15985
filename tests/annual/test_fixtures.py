"""Each layout, quirk, contradiction and look-alike seen in real reports, as a small file of ours with what must be read and found beside it."""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongkai.annual.check import KINDS, check
from gongkai.annual.model import AnnualReport
from gongkai.annual.read import ocr, read_bytes

FIXTURES = Path(__file__).parent.parent / "fixtures"
LAYOUTS = Path(__file__).parents[2] / "docs" / "reference" / "layouts.md"
KEYS = {
    "covers",  # the words of the list of layouts that the file stands for
    "organ", "year", "edition", "title", "units",
    "figures",  # cells that must be read
    "optional",  # cells that may be left unread, never read otherwise
    "exact",  # no cell beside those two
    "absent", "blank",
    "warns",  # the reader must say that something could not be read
    "claims", "no_claims_of",
    "previous",  # the report of the year before
    "must", "must_not",  # codes of findings
}  # fmt: skip


def _expectations() -> dict[str, Mapping[str, Any]]:
    return {
        path.relative_to(FIXTURES).as_posix().removesuffix(".toml"): tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
        for path in sorted(FIXTURES.rglob("*.toml"))
    }


def _case(name: str) -> Any:
    without = name.startswith("scan/") and not ocr.available()
    return pytest.param(name, marks=pytest.mark.skipif(without, reason="scans are read with the extra `ocr`, which is not installed"))


EXPECTED = _expectations()
fixtures = pytest.mark.parametrize("name", [_case(name) for name in EXPECTED])


@cache
def read(name: str) -> AnnualReport:
    return read_bytes((FIXTURES / name).read_bytes(), name)


@fixtures
def test_no_cell_is_wrong(name: str) -> None:
    wanted = EXPECTED[name]
    known = {**wanted.get("optional", {}), **wanted.get("figures", {})}
    figures = read(name).figures
    assert {code: value for code, value in figures.items() if code in known and value != known[code]} == {}
    assert [code for code in wanted.get("absent", ()) if code in figures] == []
    if wanted.get("exact"):
        assert sorted(set(figures) - set(known)) == []


@fixtures
def test_the_cells_that_can_be_read_are_read(name: str) -> None:
    wanted, report = EXPECTED[name], read(name)
    assert [code for code in wanted.get("figures", {}) if code not in report.figures] == []
    assert [code for code in wanted.get("blank", ()) if code not in report.blank] == []
    assert {code: report.units.get(code) for code in wanted.get("units", {})} == wanted.get("units", {})
    if wanted.get("warns"):
        assert report.warnings


@fixtures
def test_head_and_claims(name: str) -> None:
    wanted, report = EXPECTED[name], read(name)
    for key in ("organ", "year", "edition", "title"):
        if key in wanted:
            assert getattr(report, key) == wanted[key]
    claims = [[claim.quantity, claim.value, claim.precision] for claim in report.claims]
    assert [claim for claim in wanted.get("claims", ()) if claim not in claims] == []
    assert [claim for claim in claims if claim[1] in wanted.get("no_claims_of", ())] == []


@fixtures
def test_what_must_be_found_is_found_and_nothing_else(name: str) -> None:
    wanted = EXPECTED[name]
    previous = read(f"{Path(name).parent.as_posix()}/{wanted['previous']}") if "previous" in wanted else None
    codes = {found.code for found in check(read(name), previous)}
    assert sorted(set(wanted.get("must", ())) - codes) == []
    assert sorted(set(wanted.get("must_not", ())) & codes) == []


@fixtures
def test_the_expectations_are_well_formed(name: str) -> None:
    wanted = EXPECTED[name]
    assert set(wanted) <= KEYS
    assert wanted["covers"]
    assert (FIXTURES / name).is_file()
    assert set(wanted.get("must", ())) | set(wanted.get("must_not", ())) <= set(KINDS)


def test_the_list_of_layouts_names_every_fixture_and_nothing_else() -> None:
    listed = set(re.findall(r"`((?:containers|editions|values|contradictions|lookalikes|docx|xlsx|pdf|scan)/[^`]+)`", LAYOUTS.read_text("utf-8")))
    files = {path.relative_to(FIXTURES).as_posix() for path in FIXTURES.rglob("*") if path.is_file() and path.suffix != ".toml"}
    assert sorted(name for name in files if not any(fnmatch(name, pattern) for pattern in listed)) == []
    assert sorted(pattern for pattern in listed if not any(fnmatch(name, pattern) for name in files)) == []
