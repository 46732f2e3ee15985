"""The benchmarks run, and say what they measure; how fast is for people to read, never for a test."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def printed() -> str:
    command = [sys.executable, "-P", str(ROOT / "benchmarks" / "annual.py"), "--rounds", "1"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.mark.parametrize("page", ["clean", "garbled"])
def test_each_page_is_read_as_planned_and_compared_with_the_limit_with_and_without_caches(printed: str, page: str) -> None:
    (own,) = (part for part in printed.split("\n\n") if part.startswith(f"{page} page: "))
    head, *lines = own.splitlines()
    assert " 200 figures, " in head
    assert head.endswith("; all figures as planned")
    assert [line.strip().partition(":")[0] for line in lines[:3]] == ["limit", "gongkai", "gongkai"]


@pytest.mark.skipif(find_spec("pandas") is None, reason="pandas is installed by ./gongkai bench only")
def test_the_peer_is_measured_where_it_is_installed(printed: str) -> None:
    assert printed.count("  pandas.read_html: ") == 2
    assert printed.count("  pandas to gongkai") == 2


def test_the_machine_and_its_cores_are_named(printed: str) -> None:
    assert " cores (one used)\nPython " in printed
