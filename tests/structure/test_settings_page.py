"""docs/reference/settings.md tells of every setting of the environment what the code tells of it, in both languages, and of no other."""

import re
from pathlib import Path

import pytest

from gongkai.web.environment import VARIABLES, Variable

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
ROWS = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \| (.*?) \| (.*?) \|$", PAGE, re.MULTILINE)


def row(variable: Variable) -> tuple[str, str, str, str]:
    return variable.name, f"`{variable.default}`" if variable.default else "", variable.about.text("en"), variable.about.text("zh_Hans")


def test_every_setting_is_listed_in_the_order_of_the_code_and_no_other() -> None:
    assert [name for name, *_ in ROWS] == [variable.name for variable in VARIABLES]


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_a_setting_is_told_as_the_code_tells_it(variable: Variable) -> None:
    assert row(variable) in ROWS


def test_every_default_is_one_that_the_setting_can_read() -> None:
    for variable in VARIABLES:
        if variable.default is not None:
            variable.read(variable.default)


def test_every_system_check_is_listed_and_no_other() -> None:
    made = set(re.findall(r"gongkai[.][EW]\d{3}", (ROOT / "src" / "gongkai" / "web" / "checks.py").read_text("utf-8")))
    assert set(re.findall(r"^\| `(gongkai[.][EW]\d{3})` \|", PAGE, re.MULTILINE)) == made
