"""The reference documents every code that a report can get, and no other."""

import re
from pathlib import Path

import pytest

from gongkai.annual.check import KINDS
from gongkai.annual.jsonform import form_order, to_json
from gongkai.annual.model import AnnualReport
from gongkai.annual.read.doubts import DOUBTS
from gongkai.cli.entry import parser
from gongkai.cli.sources import SUFFIXES

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
FINDINGS, JSON, COMMAND = ((REFERENCE / name).read_text(encoding="utf-8") for name in ("findings.md", "json.md", "command.md"))


@pytest.mark.parametrize("code", KINDS)
def test_a_finding_is_documented_with_its_severity_sentence_and_source(code: str) -> None:
    kind = KINDS[code]
    anchor = f"{code.replace('.', '')}-{kind.severity}"
    assert f"| [`{code}`](#{anchor}) | {kind.severity} | {kind.sentence} |\n" in FINDINGS
    assert f"\n### `{code}` ({kind.severity})\n\nSource: {kind.source}." in FINDINGS


def test_every_finding_is_listed_and_no_other() -> None:
    assert re.findall(r"^\| \[`([a-z0-9_.]+)`\]", FINDINGS, flags=re.MULTILINE) == list(KINDS)


def test_every_warning_is_listed_with_its_sentence_and_no_other() -> None:
    assert dict(re.findall(r"^\| `([a-z0-9_.]+)` \| (.+) \|$", FINDINGS, flags=re.MULTILINE)) == DOUBTS


def test_every_key_of_the_json_is_documented() -> None:
    table = "\n".join(line for line in JSON.splitlines() if line.startswith("| `"))
    assert {f"`{key}`" for key in to_json(AnnualReport("-", None, None, None, None))} <= set(re.findall(r"`[a-z_]+`", table))


def test_the_example_of_the_json_uses_cells_of_the_form() -> None:
    cells = set(re.findall(r'"((?:article20|applications|remedies)[.][a-z_.]+)"', JSON))
    assert cells
    assert cells <= set(form_order())


@pytest.mark.parametrize("command", ["read", "check", "compare", "write"])
def test_every_option_of_the_command_is_documented(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["annual", command, "--help"])
    (usage,) = re.findall(rf"^gongkai annual {command} .*$", COMMAND, flags=re.MULTILINE)
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    assert options == set(re.findall(r"--[a-z]+", usage))


def test_every_kind_of_file_that_is_read_of_a_folder_is_documented() -> None:
    assert set(re.findall(r"`(\.[a-z]+)`", COMMAND)) == SUFFIXES
