"""`gongkai annual demo` shows, on the reports that come with the package, what reading and checking find: all of it and in either language."""

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest

from gongkai.annual.check import KINDS
from gongkai.cli.entry import main

EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((files("gongkai") / "samples" / "expected.toml").read_text("utf-8"))
CODE = re.compile(r"^\S+ +([a-z0-9_]+\.[a-z0-9_]+) ", re.MULTILINE)


def shown(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str) -> str:
    monkeypatch.setenv("GONGKAI_LANG", language)
    assert main(["annual", "demo"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def test_there_are_a_dozen_samples_of_both_editions_some_of_them_contradictory() -> None:
    assert len(EXPECTED) == 12
    assert {sample["edition"] for sample in EXPECTED.values()} >= {"2019", "2021"}
    assert 4 <= sum(bool(sample["findings"]) for sample in EXPECTED.values()) < 12


@pytest.mark.parametrize("language", ["zh_Hans", "en"])
def test_every_sample_is_shown_with_the_findings_planned_for_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    paragraphs = shown(capsys, monkeypatch, language).strip().split("\n\n")[:-1]
    found = {name: sorted(set(CODE.findall(text)) & set(KINDS)) for text in paragraphs for name in EXPECTED if name in text.splitlines()[0]}
    assert found == {name: sample["findings"] for name, sample in EXPECTED.items()}
    for name, sample in EXPECTED.items():
        (line,) = (text.splitlines()[0] for text in paragraphs if name in text)
        assert sample["organ"] in line
        assert str(sample["year"]) in line


def test_the_last_line_counts_what_was_found(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # errors: a sum of the text, an outcome sum, a row sum, 77 against 165, 规章 of a town, late; warnings: a growth, three tables gone,
    # the abolished form; notices: sums not judged, cells lost, blanks counted as 0, blanks
    assert shown(capsys, monkeypatch, "zh_Hans").splitlines()[-1] == "共核对报告12份；错误6项，警告5项，提示4项"
    assert shown(capsys, monkeypatch, "en").splitlines()[-1] == "reports checked: 12; errors: 6, warnings: 5, notices: 4"
