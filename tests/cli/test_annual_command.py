"""`gongkai annual` as a person or a script meets them: what is printed where, and the exit status."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from annual.generator import printing
from annual.generator.layouts import LAYOUTS
from annual.generator.page import page
from annual.generator.plan import Plan, seeded
from gongkai.cli import annual, annual_demo, pool
from gongkai.cli.entry import main
from gongkai.cli.pool import Result, each

ORGAN = "青石县水利局"


def plan(year: int = 2023, **changes: Any) -> Plan:
    """A department's report of the 2021 form without a fault."""
    made = seeded(1, edition="2021", scale=40, organ=ORGAN)
    return replace(made, year=year, published=made.published.replace(year=year + 1), **changes)


def html(made: Plan) -> bytes:
    texts = printing.texts(made, printing.plain, Random(1), LAYOUTS["spanned"].blanks())  # noqa: S311 - a test's dice
    return LAYOUTS["spanned"].write(page(made, texts)).encode()


def wrong(made: Plan) -> Plan:
    """One remedy more in the total than in the results."""
    return made.with_figure("remedies.review.total", made.figures["remedies.review.total"] + 1)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "en")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A clean report, one with a wrong total, one file that is no text, and what is passed over."""
    reports = tmp_path / "年报"
    (reports / "b").mkdir(parents=True)
    (reports / ".git").mkdir()
    (reports / "a.html").write_bytes(html(plan()))
    (reports / "b" / "wrong.HTM").write_bytes(html(wrong(plan(2022))))
    (reports / "c.txt").write_bytes(b"\x00\x01\x02\xff" * 400)
    (reports / "d.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    (reports / ".hidden.html").write_bytes(html(plan()))
    (reports / ".git" / "e.html").write_bytes(html(plan()))
    return reports


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_(*arguments: str | Path) -> tuple[int, str, str]:
        status = main([*map(str, arguments)])
        return status, *capsys.readouterr()

    return run_


def program(*arguments: str | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "gongkai", *map(str, arguments)], check=False, capture_output=True, **options)


def valid(document: object, name: str) -> bool:
    schema = json.loads(files("gongkai.annual").joinpath(f"schema/{name}.schema.json").read_text(encoding="utf-8"))
    return not list(Draft202012Validator(schema).iter_errors(document))


# ---- read -----------------------------------------------------------------------------------


def test_one_report_is_one_object_of_the_documented_form(folder: Path, run: Run) -> None:
    status, out, err = run("annual", "read", folder / "a.html")
    document = json.loads(out)
    assert (status, err) == (0, "")
    assert valid(document, "report")
    assert (document["source"], document["organ"], document["year"]) == (str(folder / "a.html"), ORGAN, 2023)
    assert document["figures"]["remedies.review.total"] == plan().figures["remedies.review.total"]


def test_a_folder_is_an_array_and_one_bad_file_never_stops_the_rest(folder: Path, run: Run) -> None:
    status, out, err = run("annual", "read", folder)
    assert status == 2
    assert [Path(document["source"]).name for document in json.loads(out)] == ["a.html", "wrong.HTM"]
    assert "c.txt is a binary file of an unknown kind" in err
    assert err.count("\n") == err.count("c.txt") == 1  # named once


def test_a_folder_of_one_report_is_still_an_array(folder: Path, run: Run) -> None:
    assert len(json.loads(run("annual", "read", folder / "b")[1])) == 1


def test_jsonl_is_one_report_a_line(folder: Path, run: Run) -> None:
    lines = run("annual", "read", folder / "a.html", folder / "b", "--format", "jsonl")[1].splitlines()
    assert [valid(json.loads(line), "report") for line in lines] == [True, True]


def test_csv_opens_in_a_spreadsheet(folder: Path, run: Run) -> None:
    out = run("annual", "read", folder, "--format", "csv")[1]
    assert out.startswith("\ufeffsource,organ,year,")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    assert [(row["organ"], row["year"]) for row in rows] == [(ORGAN, "2023"), (ORGAN, "2022")]


def test_a_folder_in_which_nothing_can_be_read_is_an_empty_array(tmp_path: Path, run: Run) -> None:
    (tmp_path / "c.txt").write_bytes(b"\x00\x01\x02\xff" * 400)
    status, out, _ = run("annual", "read", tmp_path)
    assert (status, json.loads(out)) == (2, [])
    assert run("annual", "read", tmp_path, "--format", "jsonl")[:2] == (2, "")


def test_a_pattern_in_quotes_finds_its_files_in_order(folder: Path, run: Run) -> None:
    out = run("annual", "read", folder / "**" / "*.[hH]*", "--format", "jsonl")[1]
    assert [Path(json.loads(line)["source"]).name for line in out.splitlines()] == ["a.html", "wrong.HTM"]


@pytest.mark.parametrize("name", ["none.html", "none/*.html"])
def test_what_is_not_there_is_named(tmp_path: Path, run: Run, name: str) -> None:
    status, out, err = run("annual", "read", tmp_path / name)
    assert (status, out) == (2, "")
    assert err == f"gongkai: “{tmp_path / name}” could not be read: there is no such file or folder\n"


def test_a_folder_without_a_report_is_named(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.doc").touch()
    status, _, err = run("annual", "check", tmp_path)
    assert status == 2
    assert ".html" in err


def test_a_link_to_nothing_is_named(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.html").symlink_to(tmp_path / "nowhere.html")
    line = f"gongkai: {tmp_path / 'a.html'} cannot be opened: there is no such file or folder.\n"
    assert run("annual", "read", tmp_path / "a.html") == (2, "", line)
    assert run("annual", "read", tmp_path / "*.html", "--format", "jsonl") == (2, "", line)


def test_a_name_longer_than_the_system_takes_is_named(tmp_path: Path, run: Run) -> None:
    name = tmp_path / ("长" * 200)
    assert run("annual", "read", name) == (2, "", f"gongkai: “{name}” could not be read: its name is too long\n")


def test_the_output_named_as_a_dash_is_standard_output(folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("annual", "read", folder / "a.html", "--output", "-") == run("annual", "read", folder / "a.html")
    assert run("annual", "write", folder / "a.html", "--format", "json", "--output", "-")[0] == 0
    assert not (tmp_path / "-").exists()


def test_a_report_given_twice_is_read_once(folder: Path, run: Run) -> None:
    assert len(run("annual", "read", folder / "a.html", folder / "a.html", "--format", "jsonl")[1].splitlines()) == 1


def test_standard_input_is_read(folder: Path) -> None:
    done = program("annual", "read", "-", input=(folder / "a.html").read_bytes())
    assert (done.returncode, done.stderr) == (0, b"")
    assert (json.loads(done.stdout)["source"], json.loads(done.stdout)["organ"]) == ("-", ORGAN)


def test_a_file_name_that_is_not_utf_8_is_no_obstacle(tmp_path: Path, run: Run) -> None:
    name = tmp_path / os.fsdecode(b"\xc4\xea\xb1\xa8.html")
    name.write_bytes(html(plan()))
    status, out, _ = run("annual", "read", name)
    assert (status, json.loads(out)["organ"]) == (0, ORGAN)


# ---- check ----------------------------------------------------------------------------------


def test_nothing_found_is_silence_and_0(folder: Path, run: Run) -> None:
    assert run("annual", "check", folder / "a.html") == (0, "", "")


def test_findings_are_1_with_a_line_on_standard_error(folder: Path, run: Run) -> None:
    status, out, err = run("annual", "check", folder / "b" / "wrong.HTM")
    assert status == 1
    assert out.splitlines()[0] == f"{ORGAN}, 2022 ({folder / 'b' / 'wrong.HTM'})"
    assert "sum.remedies" in out
    assert err == "gongkai: reports checked: 1; errors: 1, warnings: 0, notices: 0\n"


def test_what_cannot_be_read_wins_over_findings(folder: Path, run: Run) -> None:
    status, out, err = run("annual", "check", folder)
    assert status == 2
    assert "sum.remedies" in out
    assert ("c.txt" in err, len(err.splitlines())) == (True, 2)


def test_chinese_is_the_default(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGKAI_LANG")
    out = run("annual", "check", folder / "b")[1]
    assert "行政复议" in out
    assert "add up to" not in out


def test_findings_are_aligned_though_chinese_takes_two_columns(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGKAI_LANG")
    made = replace(wrong(plan(2022)), fee_stated=False)
    (folder / "b" / "wrong.HTM").write_bytes(html(made))
    lines = run("annual", "check", folder / "b")[1].splitlines()[1:3]
    sentences = [line.split(maxsplit=2)[2] for line in lines]
    assert len({cell_len(line) - cell_len(sentence) for line, sentence in zip(lines, sentences, strict=True)}) == 1


def test_piped_output_has_no_colour_no_boxes_and_no_broken_lines(folder: Path) -> None:
    done = program("annual", "check", folder / "b", env={**os.environ, "COLUMNS": "40", "PYTHONUTF8": "1"})
    assert done.returncode == 1
    assert b"\x1b" not in done.stdout + done.stderr
    assert [line for line in done.stdout.decode().splitlines() if line and line[0] in " │┃"] == []


def test_json_is_one_object_a_report_also_for_one_without_findings(folder: Path, run: Run) -> None:
    status, out, _ = run("annual", "check", folder / "a.html", folder / "b", "--format", "json")
    first, second = (json.loads(line) for line in out.splitlines())
    assert status == 1
    assert valid(first, "findings")
    assert valid(second, "findings")
    assert first == {"source": str(folder / "a.html"), "findings": []}
    assert [(one["code"], one["severity"]) for one in second["findings"]] == [("sum.remedies", "error")]


def test_the_year_before_in_a_file(folder: Path, run: Run) -> None:
    status, out, _ = run("annual", "check", folder / "a.html", "--previous", folder / "b" / "wrong.HTM", "--format", "json")
    codes = {one["code"] for one in json.loads(out)["findings"]}
    assert status == 1
    assert codes <= {"year.carried", "year.in_force", "year.pending"}


def test_the_year_before_is_found_in_a_folder_by_organ_and_year(folder: Path, run: Run) -> None:
    by_file = run("annual", "check", folder / "a.html", "--previous", folder / "b" / "wrong.HTM")
    by_folder = run("annual", "check", folder / "a.html", "--previous", folder / "b")
    assert by_folder == by_file


def reasons(out: str) -> list[str]:
    return [one["message"]["en"] for one in json.loads(out)["findings"] if one["code"] == "year.not_comparable"]


def test_a_year_before_that_is_not_in_the_folder_is_a_notice(folder: Path, run: Run) -> None:
    out = run("annual", "check", folder / "b" / "wrong.HTM", "--previous", folder / "b", "--format", "json")[1]
    (reason,) = reasons(out)
    assert f"has no report of “{ORGAN}” on 2021" in reason


def test_two_reports_for_the_year_before_are_not_chosen_from(folder: Path, run: Run) -> None:
    (folder / "b" / "again.html").write_bytes(html(plan(2022)))
    out = run("annual", "check", folder / "a.html", "--previous", folder / "b", "--format", "json")[1]
    (reason,) = reasons(out)
    assert "again.html, wrong.HTM" in reason


def test_a_report_of_unknown_organ_has_no_year_before(tmp_path: Path, folder: Path, run: Run) -> None:
    (tmp_path / "x.txt").write_text("没有题目的一页。", encoding="utf-8")
    out = run("annual", "check", tmp_path / "x.txt", "--previous", folder / "b", "--format", "json")[1]
    assert "organ or year of this report is not known" in reasons(out)[0]


def test_an_unreadable_report_of_the_year_before_is_2(folder: Path, run: Run) -> None:
    assert run("annual", "check", folder / "a.html", "--previous", folder / "none.html")[0] == 2
    status, _, err = run("annual", "check", folder / "a.html", "--previous", folder)
    assert (status, "c.txt" in err) == (2, True)


def test_a_bad_file_in_the_folder_of_both_years_is_told_once(folder: Path, run: Run) -> None:
    assert run("annual", "check", folder, "--previous", folder)[2].count("c.txt") == 1


# ---- output ---------------------------------------------------------------------------------


def test_output_goes_to_a_file_that_appears_whole(folder: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "out.csv"
    status, out, _ = run("annual", "read", folder / "a.html", "--format", "csv", "--output", target)
    assert (status, out) == (0, "")
    assert target.read_bytes().startswith(b"\xef\xbb\xbfsource,")
    assert target.read_bytes().count(b"\r\n") == 2
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".out")] == []


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("command", ["read {} --format xlsx", "read {}", "check {} --format json", "compare {} {}", "write {} --format html"])
def test_a_full_disk_is_told_in_a_line(command: str, folder: Path, run: Run) -> None:
    words = command.replace("{}", str(folder / "a.html")).split()
    status, _, err = run("annual", *words, "--output", FULL)
    assert (status, err.splitlines()[0]) == (2, "gongkai: “/dev/full” cannot be written: the disk is full")


@pytest.mark.skipif(not FULL.exists(), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("command", ["annual read {}", "statute fee --pieces 33", "annual demo"])
def test_a_full_disk_behind_standard_output_is_told_in_a_line(command: str, folder: Path) -> None:
    words = command.replace("{}", str(folder / "a.html")).split(" ")
    with FULL.open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "gongkai", *words], stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr.decode()) == (2, "gongkai: “standard output” cannot be written: the disk is full\n")


@pytest.mark.parametrize("command", ["statute workdays 2024-01-01 2024-12-31", "annual demo"])
def test_who_reads_the_output_may_stop_early(command: str) -> None:
    with subprocess.Popen([sys.executable, "-m", "gongkai", *command.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as done:
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.close()
        assert (done.stderr.read(), done.wait()) == (b"", 141)


def test_an_interrupted_run_leaves_the_old_file(folder: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_task: object, sources: list[str]) -> Iterator[Result[str]]:
        yield Result(sources[0], "half")
        raise KeyboardInterrupt

    monkeypatch.setattr(annual, "each", interrupted)
    target = tmp_path / "out.json"
    target.write_text("old", encoding="utf-8")
    assert run("annual", "read", folder, "--output", target)[0] == 130
    assert target.read_text(encoding="utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"out.json", folder.name}


def test_a_report_that_cannot_be_read_leaves_the_old_file(folder: Path, tmp_path: Path, run: Run) -> None:
    target = tmp_path / "out.json"
    target.write_text("old", encoding="utf-8")
    assert run("annual", "read", folder / "c.txt", "--output", target)[0] == 2
    assert target.read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("place", ["none/out.json", "年报"])
def test_a_place_that_cannot_be_written_is_one_sentence(folder: Path, tmp_path: Path, run: Run, place: str) -> None:
    status, _, err = run("annual", "read", folder / "a.html", "--output", tmp_path / place)
    assert (status, len(err.splitlines())) == (2, 1)
    assert str(Path(place).parent if "/" in place else place) in err


def test_a_device_is_written_to_not_replaced(folder: Path, tmp_path: Path, run: Run) -> None:
    fifo = tmp_path / "pipe"
    os.mkfifo(fifo)
    with subprocess.Popen(["cat", fifo], stdout=subprocess.PIPE) as other:
        assert run("annual", "read", folder / "a.html", "--output", fifo)[:2] == (0, "")
        assert other.stdout is not None
        assert json.loads(other.stdout.read())["organ"] == ORGAN
    assert fifo.is_fifo()


def test_a_reader_that_stops_early_is_no_error_to_speak_of(folder: Path) -> None:
    read = subprocess.Popen([sys.executable, "-m", "gongkai", "annual", "read", folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert read.stdout is not None
    assert read.stderr is not None
    read.stdout.close()
    assert (read.stderr.read(), read.wait()) == (b"", 141)
    read.stderr.close()


# ---- many reports on all cores --------------------------------------------------------------


def length(source: str) -> int:
    """A task for workers: one source is no number, one ends its process."""
    if source == "dead":
        os._exit(1)
    return int(source) * 2


def test_many_sources_come_back_in_order_and_a_fault_costs_only_its_own() -> None:
    sources = [str(number) for number in range(40)]
    sources[7] = "seven"
    results = list(each(length, sources, workers=2))
    assert [result.source for result in results] == sources
    assert [result.value for result in results] == [None if number == 7 else number * 2 for number in range(40)]
    assert "ValueError" in str(results[7].failure)


def test_a_process_that_dies_costs_only_the_report_it_read() -> None:
    sources = [str(number) for number in range(40)]
    sources[21] = "dead"
    results = list(each(length, sources, workers=2))
    assert [result.source for result in results if result.value is None] == ["dead"]
    assert len(results) == 40
    assert "died" in str(results[21].failure)


def test_a_folder_on_all_cores_gives_what_one_core_gives(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = run("annual", "check", folder)
    monkeypatch.setattr(pool, "IN_PROCESS", 0)
    monkeypatch.setattr(pool, "CHUNK", 1)
    monkeypatch.setattr(pool, "cores", lambda: 2)
    assert run("annual", "check", folder) == alone


def test_a_progress_bar_is_for_a_terminal(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr.__class__, "isatty", lambda _self: True)
    monkeypatch.setenv("TERM", "xterm")
    _, _, err = run("annual", "check", folder)
    assert "\x1b[" in err
    assert "passed over 2 files" in err


# ---- demo -----------------------------------------------------------------------------------


def test_the_demo_tells_what_each_sample_shows_and_succeeds(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "c.txt").unlink()
    monkeypatch.setattr(annual_demo, "SAMPLES", folder)
    status, out, err = run("annual", "demo")
    assert (status, err) == (0, "")
    assert "findings: 0" in out
    assert "sum.remedies" in out
    assert out.splitlines()[-1] == "reports checked: 2; errors: 1, warnings: 0, notices: 0"


def test_a_package_without_samples_says_so(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annual_demo, "SAMPLES", tmp_path)
    assert run("annual", "demo")[0] == 2


def test_many_reports_read_by_copies_of_the_process_print_what_one_process_prints(tmp_path: Path) -> None:
    samples = Path(str(files("gongkai") / "samples"))
    for number in range(60):
        sample = samples / ("qingshi-2022.html" if number % 2 else "songling-2021.txt")
        (tmp_path / f"{number:02}{sample.suffix}").write_bytes(sample.read_bytes())
    read = [sys.executable, "-m", "gongkai", "annual", "read", "--format", "jsonl", str(tmp_path)]
    alone = [sys.executable, "-c", "from gongkai.cli import entry, pool; pool.cores = lambda: 1; entry.main()", *read[3:]]
    copies, one = (subprocess.run(command, capture_output=True, check=True) for command in (read, alone))
    assert copies.stdout == one.stdout
    assert (copies.stdout.count(b"\n"), copies.stderr) == (60, b"")


def test_a_process_with_a_second_thread_is_not_copied() -> None:
    with ThreadPoolExecutor(1) as threads:
        threads.submit(int).result()
        assert pool._way_to_start() == "spawn"  # noqa: SLF001 - which way it was is not to be seen from outside
