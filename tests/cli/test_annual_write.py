"""`gongkai annual write` as a person or a script meets it: the file, what is told beside it, and what is refused."""

import io
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import docx
import openpyxl
import pytest

from annual.generator import printing
from annual.generator.layouts import LAYOUTS
from annual.generator.page import page
from annual.generator.plan import Plan, seeded
from gongkai.cli import annual_write
from gongkai.cli.entry import main

ORGAN = "青石县水利局"
Run = Callable[..., tuple[int, bytes, str]]


def plan() -> Plan:
    return replace(seeded(1, edition="2021", scale=40, organ=ORGAN), year=2023)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "en")
    monkeypatch.delenv("GONGKAI_FONTS", raising=False)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    texts = printing.texts(plan(), printing.plain, Random(1), LAYOUTS["spanned"].blanks())  # noqa: S311 - a test's dice
    path = tmp_path / "report.html"
    path.write_text(LAYOUTS["spanned"].write(page(plan(), texts)), encoding="utf-8")
    return path


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def run_(*arguments: str | Path) -> tuple[int, bytes, str]:
        status = main(["annual", "write", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return status, out, err.decode()

    return run_


def program(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "gongkai", "annual", "write", *map(str, arguments)], check=False, **options)


def test_the_name_of_the_file_says_what_to_write(source: Path, run: Run, tmp_path: Path) -> None:
    total = plan().figures["applications.received.total"]
    assert run(source, "--output", tmp_path / "report.docx") == (0, b"", "")
    assert run(source, "--output", tmp_path / "report.XLSX") == (0, b"", "")
    word = docx.Document(str(tmp_path / "report.docx"))
    assert [row.cells[-1].text for row in word.tables[1].rows if row.cells[0].text.startswith("一、本年新收")] == [str(total)]
    sheet = openpyxl.load_workbook(tmp_path / "report.XLSX")["三、收到和处理政府信息公开申请情况"]
    assert [row[-1].value for row in sheet.iter_rows() if str(row[0].value).startswith("一、本年新收")] == [total]


def test_the_format_asked_for_wins_over_the_name(source: Path, run: Run, tmp_path: Path) -> None:
    assert run(source, "--output", tmp_path / "report.txt", "--format", "json")[0] == 0
    assert json.loads((tmp_path / "report.txt").read_bytes())["organ"] == ORGAN


def test_a_written_report_can_be_written_again_in_another_format(source: Path, run: Run, tmp_path: Path) -> None:
    run(source, "--output", tmp_path / "report.json")
    run(tmp_path / "report.json", "--output", tmp_path / "again.htm")
    run(source, "--output", tmp_path / "report.htm")
    assert (tmp_path / "again.htm").read_bytes() == (tmp_path / "report.htm").read_bytes()


def test_a_pipe_gets_the_bytes(source: Path, run: Run) -> None:
    status, out, err = run(source, "--format", "docx")
    assert (status, err) == (0, "")
    assert docx.Document(io.BytesIO(out)).tables


def test_a_report_on_standard_input_is_written(source: Path) -> None:
    done = program("-", "--format", "json", input=source.read_bytes(), capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["organ"] == ORGAN


def _at_a_terminal(*arguments: str | Path) -> tuple[int, bytes]:
    master, terminal = pty.openpty()
    try:
        done = program(*arguments, stdout=terminal, stderr=subprocess.PIPE)
        os.close(terminal)
        return done.returncode, done.stderr
    finally:
        os.close(master)


def test_a_terminal_gets_no_binary_file(source: Path) -> None:
    status, err = _at_a_terminal(source, "--format", "xlsx")
    assert (status, err.decode()) == (2, "gongkai: XLSX is not for a terminal: name a file with --output, or send it on with > or |\n")


@pytest.mark.parametrize("output", [(), ("--output", "report"), ("--output", "report.pages")])
def test_without_a_format_and_an_ending_it_asks(source: Path, run: Run, output: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(source.parent)
    status, out, err = run(source, *output)
    assert (status, out) == (2, b"")
    assert err == "gongkai: Say what to write with --format, or end the name of --output so: .docx, .htm, .html, .json, .pdf, .xlsx\n"
    assert not Path("report").exists()


def test_a_report_that_cannot_be_read_leaves_the_old_file_and_no_other(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(b"\x00\x01\x02\xff" * 400)
    (tmp_path / "report.docx").write_bytes(b"old")
    status, _, err = run(tmp_path / "report.txt", "--output", tmp_path / "report.docx")
    assert (status, len(err.splitlines())) == (2, 1)
    assert (tmp_path / "report.docx").read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["report.docx", "report.txt"]


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    status, out, err = run(tmp_path / "none.html", "--format", "json")
    assert (status, out) == (2, b"")
    assert "none.html" in err


class Refusing:
    """A standard input that the system does not let read, as `< folder`."""

    def read(self, _size: int) -> bytes:
        raise IsADirectoryError(21, "Is a directory")

    @property
    def buffer(self) -> "Refusing":
        return self


def test_what_the_system_refuses_is_told_in_a_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Refusing())
    assert run("-", "--format", "json") == (2, b"", "gongkai: - cannot be opened: it is a folder, not a file.\n")


def test_a_report_without_a_form_for_its_figures_is_refused(run: Run, tmp_path: Path) -> None:
    main(["annual", "read", str(_written(tmp_path)), "--output", str(tmp_path / "report.json")])
    document = json.loads((tmp_path / "report.json").read_bytes())
    (tmp_path / "report.json").write_text(json.dumps(document | {"edition": None}), encoding="utf-8")
    status, _, err = run(tmp_path / "report.json", "--output", tmp_path / "report.docx")
    assert status == 2
    assert "it is not known of which edition of the form" in err
    assert not (tmp_path / "report.docx").exists()


def _written(folder: Path) -> Path:
    path = folder / "rows.html"
    path.write_text(
        f"<h1>{ORGAN}2023年政府信息公开工作年度报告</h1><h2>二、主动公开政府信息情况</h2><table>"
        "<tr><td>第二十条第（一）项<td>本年制发件数<td>本年废止件数<td>现行有效件数</tr><tr><td>行政规范性文件<td>3<td>1<td>12</tr></table>",
        encoding="utf-8",
    )
    return path


def test_cells_that_are_not_known_are_counted_beside_the_document(run: Run, tmp_path: Path) -> None:
    # the form of 2021 has 10 cells in section 2, 25 rows of 7 in section 3 and 15 in section 4; 3 are known
    status, _, err = run(_written(tmp_path), "--output", tmp_path / "report.docx")
    lines = err.splitlines()
    assert status == 0
    assert lines[0] == f"gongkai: cells of the form that are not known, and are marked so: {10 + 25 * 7 + 15 - 3}"
    assert any("行政许可" in line for line in lines[1:])
    assert run(_written(tmp_path), "--output", tmp_path / "report.json") == (0, b"", "")


@pytest.mark.parametrize("by", ["option", "environment", "both"])
def test_the_offices_own_fonts_are_named_by_option_or_environment(source: Path, run: Run, monkeypatch: pytest.MonkeyPatch, by: str) -> None:
    asked = []

    def write(_report: object, form: str, *, fonts: Path | None) -> bytes:
        asked.append((form, fonts))
        return b"%PDF"

    monkeypatch.setattr(annual_write, "write", write)
    if by != "option":
        monkeypatch.setenv("GONGKAI_FONTS", "/fonts" if by == "environment" else "/other")
    run(source, "--format", "pdf", *(() if by == "environment" else ("--fonts", "/fonts")))
    assert asked == [("pdf", Path("/fonts"))]
