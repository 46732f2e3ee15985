"""Every example of docs/reference/findings.md is true: what its report brings, what is printed, and what looks alike and does not bring it.

An entry has its example in a block of changed lines (`diff`, the report in its first line) or in a line `Example: [name](path)`.
Later blocks of changed lines show look-alikes. `Also:` names the other codes, all of them.
"""

import re
from functools import cache, cached_property
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from gongkai.annual.check import KINDS, check
from gongkai.annual.model import AnnualReport
from gongkai.annual.read import child, ocr, read_bytes, read_path, sandbox
from gongkai.annual.read.doubts import DOUBTS
from gongkai.annual.read.raw import Page
from gongkai.messages import LANGUAGES, Message

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
REPORTS = REFERENCE / "examples"
_PAGE = (REFERENCE / "findings.md").read_text("utf-8")
_HUNK = re.compile(r"(?:^[- ].*\n)+(?:^\+.*\n)*", re.MULTILINE)


class Entry:
    """One code's part of the page."""

    def __init__(self, text: str) -> None:
        self.text = text

    @property
    def changes(self) -> list[str]:
        return re.findall(r"```diff\n(.*?)```", self.text, re.DOTALL)

    @property
    def file(self) -> str:
        linked = re.search(r"^Example: \[.+?\]\((.+?)\)$", self.text, re.MULTILINE)
        return linked[1] if linked else ""

    @property
    def printed(self) -> list[str]:
        block = re.search(r"```text\n(.*?)```", self.text, re.DOTALL)
        return block[1].splitlines() if block else []

    @property
    def also(self) -> set[str]:
        line = re.search(r"^Also: (.+)$", self.text, re.MULTILINE)
        return set(re.findall(r"`([a-z0-9_.]+)`", line[1])) if line else set()

    @property
    def lookalikes(self) -> list[str]:
        return self.changes if self.file else self.changes[1:]

    @cached_property
    def found(self) -> list[tuple[str, Message]]:
        """Codes and sentences that the example brings."""
        return brought_by_file(self.file) if self.file else brought_by(self.changes[0])


ENTRIES = {code: Entry(text) for code, text in re.findall(r"^### `([a-z0-9_.]+)` (.*?)(?=^##|\Z)", _PAGE, re.MULTILINE | re.DOTALL)}
RECOGNISED = {code for code in DOUBTS if code.startswith("ocr.")}
"""What only the extra `ocr` brings; how much of a picture a model reads may differ from one machine to the next."""
CODES = pytest.mark.parametrize("code", [*KINDS, *DOUBTS])


@pytest.fixture(autouse=True)
def extra(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read as without the extra `ocr`, here and not in a child process; examples of recognition need it."""
    if "code" in request.fixturenames and request.getfixturevalue("code") in RECOGNISED:
        if find_spec("rapidocr") is None:
            pytest.skip("the extra ocr is not installed")
        return
    monkeypatch.setattr(ocr, "available", lambda: False)
    monkeypatch.setattr(sandbox, "page", _page_of)


def _page_of(kind: str, data: bytes, _source: str) -> Page:
    module, _, function = child.READERS[kind].partition(":")
    page: Page = getattr(import_module(module), function)(data)
    return page


@cache
def clean(name: str) -> str:
    return (REPORTS / name).read_text("utf-8")


def changed(report: str, lines: str) -> str:
    """`report` with each run of `-` lines, found once in it, replaced by the `+` lines below; lines after a blank stay."""
    report = f"\n{report}"
    for hunk in _HUNK.findall(lines):
        before, after = ("".join(f"{line[1:]}\n" for line in hunk.splitlines() if line[0] in kept) for kept in ("- ", "+ "))
        assert report.count(f"\n{before}") == 1, f"not once in the report: {before}"
        report = report.replace(f"\n{before}", f"\n{after}")
    return report.removeprefix("\n")


@cache
def brought_by_file(name: str) -> list[tuple[str, Message]]:
    return brought(read_path((REFERENCE / name).resolve()))


def brought_by(block: str) -> list[tuple[str, Message]]:
    head, _, lines = block.partition("\n")
    named = re.fullmatch(r"@@ (\S+)(?: --previous (\S+))? @@", head)
    assert named, head
    previous = read_bytes(clean(named[2]).encode(), named[2]) if named[2] else None
    return brought(read_bytes(changed(clean(named[1]), lines).encode(), named[1]), previous)


def brought(report: AnnualReport, previous: AnnualReport | None = None) -> list[tuple[str, Message]]:
    """Codes and sentences as `gongkai annual check` tells them, doubts with their place."""
    doubts = [
        (one.code, Message("{sentence} ({place})", {"sentence": one.message, "place": one.place}) if one.place.msgid else one.message)
        for one in report.warnings
    ]
    return [(one.code, one.message) for one in check(report, previous)] + doubts


@pytest.mark.parametrize("report", ["qingshi-2019.txt", "qingshi-2020.txt", "qingshi-2021.txt", "qingshi-2022.txt", "qingshi-2017.txt"])
def test_the_reports_that_the_examples_change_are_clean(report: str) -> None:
    assert brought(read_bytes(clean(report).encode(), report)) == []


def test_every_code_has_an_entry_and_no_other() -> None:
    assert sorted({*KINDS, *DOUBTS} - set(ENTRIES)) == []
    assert sorted(set(ENTRIES) - {*KINDS, *DOUBTS}) == []


@CODES
def test_an_example_brings_its_code_and_what_the_entry_names_beside_it(code: str) -> None:
    found = {found for found, _ in ENTRIES[code].found}
    assert found == {code} | ENTRIES[code].also or (code in RECOGNISED and code in found)


@CODES
def test_an_entry_prints_what_the_command_prints_in_both_languages(code: str) -> None:
    told = [one for found, one in ENTRIES[code].found if found == code]
    printed = [one.text(language) for language in LANGUAGES for one in told]
    assert ENTRIES[code].printed == printed or (code in RECOGNISED and _uncounted(ENTRIES[code].printed) == _uncounted(printed))


def _uncounted(lines: list[str]) -> list[str]:
    return [re.sub(r"\d+", "N", line) for line in lines]


@CODES
def test_what_looks_alike_does_not_bring_the_code(code: str) -> None:
    assert re.search(r"^Not: \S", ENTRIES[code].text, re.MULTILINE)
    for block in ENTRIES[code].lookalikes:
        assert code not in {found for found, _ in brought_by(block)}
