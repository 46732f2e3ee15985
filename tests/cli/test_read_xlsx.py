"""`gongkai annual read --format xlsx` as a person meets it."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl import Workbook

from annual.generator import printing
from annual.generator.layouts import LAYOUTS
from annual.generator.page import page
from annual.generator.plan import Plan, seeded
from gongkai.cli.entry import main

ORGAN = "青石县水利局"
Run = Callable[..., tuple[int, bytes, str]]


def plan(year: int) -> Plan:
    made = seeded(1, edition="2021", scale=40, organ=ORGAN)
    return replace(made, year=year, published=made.published.replace(year=year + 1))


def html(made: Plan) -> str:
    texts = printing.texts(made, printing.plain, Random(1), LAYOUTS["spanned"].blanks())  # noqa: S311 - a test's dice
    return LAYOUTS["spanned"].write(page(made, texts))


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clean report, one with a wrong total, one file that is no text."""
    reports = tmp_path / "年报"
    reports.mkdir()
    wrong = plan(2022)
    (reports / "a.html").write_text(html(plan(2023)), encoding="utf-8")
    (reports / "b.html").write_text(html(wrong.with_figure("remedies.review.total", wrong.figures["remedies.review.total"] + 1)), encoding="utf-8")
    (reports / "c.txt").write_bytes(b"\x00\x01\x02\xff" * 400)
    return reports


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def run_(*arguments: str | Path) -> tuple[int, bytes, str]:
        status = main(["annual", "read", "--format", "xlsx", *map(str, arguments)])
        out, err = capfdbinary.readouterr()
        return status, out, err.decode()

    return run_


def column(book: Workbook, sheet: str, code: str) -> list[object]:
    heads, _, *found = book[sheet].iter_rows(values_only=True)
    return [row[heads.index(code)] for row in found]


def test_a_folder_is_a_workbook_and_one_bad_file_never_stops_the_rest(folder: Path, run: Run, tmp_path: Path) -> None:
    status, out, err = run(folder, "--output", tmp_path / "all.xlsx")
    assert (status, out) == (2, b"")
    assert [line for line in err.splitlines() if "c.txt" in line] == err.splitlines() != []
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert column(book, "报告", "source") == [str(folder / "a.html"), str(folder / "b.html")]
    assert column(book, "报告", "year") == [2023, 2022]
    total = plan(2023).figures["applications.received.total"]
    assert column(book, "报告", "applications.received.total") == [total, total]
    assert (column(book, "核对发现", "source"), column(book, "核对发现", "code")) == ([str(folder / "b.html")], ["sum.remedies"])
    assert column(book, "核对发现", "right") == [plan(2022).figures["remedies.review.total"] + 1]


def test_a_pipe_gets_the_bytes(folder: Path, run: Run) -> None:
    status, out, err = run(folder / "a.html")
    assert (status, err) == (0, "")
    assert column(openpyxl.load_workbook(BytesIO(out)), "报告", "organ") == [ORGAN]


def test_the_reports_come_in_the_order_of_their_paths_from_all_cores(tmp_path: Path, run: Run) -> None:
    for number in range(18):
        (tmp_path / f"{number:02}.html").write_text("<h1>青石县水利局2023年政府信息公开工作年度报告</h1>", encoding="utf-8")
    status, out, _ = run(tmp_path)
    assert status == 0
    assert column(openpyxl.load_workbook(BytesIO(out)), "报告", "source") == [str(tmp_path / f"{number:02}.html") for number in range(18)]


def test_one_report_that_cannot_be_read_leaves_the_old_workbook(folder: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "all.xlsx").write_bytes(b"old")
    assert run(folder / "c.txt", "--output", tmp_path / "all.xlsx")[0] == 2
    assert (tmp_path / "all.xlsx").read_bytes() == b"old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["all.xlsx", "年报"]


def test_a_folder_in_which_nothing_can_be_read_is_a_workbook_without_rows(folder: Path, run: Run, tmp_path: Path) -> None:
    (folder / "a.html").unlink()
    (folder / "b.html").unlink()
    assert run(folder, "--output", tmp_path / "all.xlsx")[0] == 2
    assert column(openpyxl.load_workbook(tmp_path / "all.xlsx"), "报告", "source") == []


def test_a_terminal_gets_no_workbook(folder: Path) -> None:
    master, terminal = pty.openpty()
    command = [sys.executable, "-m", "gongkai", "annual", "read", "--format", "xlsx", str(folder / "a.html")]
    done = subprocess.run(command, check=False, stdout=terminal, stderr=subprocess.PIPE)
    os.close(terminal)
    os.close(master)
    assert done.returncode == 2
    assert done.stderr.decode() == "gongkai: XLSX is not for a terminal: name a file with --output, or send it on with > or |\n"
