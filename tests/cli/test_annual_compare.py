"""`gongkai annual compare` as a person or a script meets it: two hand-written reports of a made-up organ, figures worked out by hand."""

import io
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from rich.cells import cell_len

from gongkai.cli.entry import main

DATA = Path(__file__).parent / "data"
OLD, NEW = DATA / "xishan-2022.txt", DATA / "xishan-2023.txt"
SAMPLES = Path(str(files("gongkai"))) / "samples"
SCHEMA = json.loads(files("gongkai.annual").joinpath("schema/comparison.schema.json").read_text(encoding="utf-8"))
CARRIED_IN = "二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 0 | 0 | 0 | 0"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "en")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_(*arguments: str | Path) -> tuple[int, str, str]:
        status = main(["annual", "compare", *map(str, arguments)])
        return status, *capsys.readouterr()

    return run_


@pytest.fixture
def right(tmp_path: Path) -> Path:
    """The new report, carrying in what the old one carried out."""
    text = NEW.read_text("utf-8")
    assert CARRIED_IN in text
    corrected = tmp_path / "right.txt"
    corrected.write_text(text.replace(CARRIED_IN, CARRIED_IN.replace("| 0", "| 1", 1)[: -len("0")] + "1"), "utf-8")
    return corrected


def row(out: str, name: str) -> list[str]:
    """The cells of the only line that begins with `name`."""
    (line,) = (line for line in out.splitlines() if line.startswith(name))
    return line.removeprefix(name).split()


# ---- text -------------------------------------------------------------------------------------


def test_contradictions_come_first_and_make_the_status_1(run: Run) -> None:
    status, out, err = run(OLD, NEW)
    assert (status, err) == (1, "")
    told = ["溪山县水利局", "findings: 2", "error year.carried", "Cells changed", "Cells not compared", "Repeated text", "Longest repeated passages"]
    assert [out.find(words) for words in told] == sorted(out.find(words) for words in told)
    assert out.find(told[0]) >= 0
    assert out.count("error year.carried") == 2
    assert "“二、上年结转政府信息公开申请数量·总计”: carried in 0, but the report of the year before carried out 1." in out


def test_where_nothing_contradicts_the_status_is_0(right: Path, run: Run) -> None:
    status, out, _ = run(OLD, right)
    assert status == 0
    assert "Rules from one year to the next: nothing found" in out


def test_a_changed_cell_is_a_line_with_both_figures_difference_and_growth(run: Run) -> None:
    out = run(OLD, NEW)[1]
    assert "Cells changed: 21 of 199 that compare" in out  # of 200 cells one is blank
    assert row(out, "cell ") == ["2022", "2023", "difference", "growth"]
    assert row(out, "行政许可·本年处理决定数量") == ["40", "50", "+10", "+25.0%"]
    assert row(out, "行政处罚·本年处理决定数量") == ["5", "4", "-1", "-20.0%"]
    assert row(out, "行政事业性收费·本年收费金额") == ["12.50万元", "15.00万元", "+2.50万元", "+20.0%"]
    assert row(out, "（一）予以公开·自然人") == ["6", "7", "+1", "+16.7%"]
    assert row(out, "行政复议·总计") == ["0", "1", "+1", "from", "0"]
    assert "规章" not in out


def test_a_blank_cell_is_not_compared_and_not_0(run: Run) -> None:
    out = run(OLD, NEW)[1]
    assert "Cells not compared: 1\n" in out
    assert "\nsection 2 1 the cell is blank in the new report: 行政强制·本年处理决定数量\n" in out
    assert row(run(OLD, NEW, "--all")[1], "行政强制·本年处理决定数量") == ["0", "blank"]


def test_all_adds_the_unchanged_cells(run: Run) -> None:
    out = run(OLD, NEW, "--all")[1]
    assert row(out, "规章·本年制发件数") == ["0", "0", "0", "from", "0"]
    assert row(out, "1.本机关不掌握相关政府信息·商业企业") == ["1", "1", "0", "0.0%"]


def test_repeated_text_is_counted_by_section_and_shown(run: Run) -> None:
    out = run(OLD, NEW)[1]
    # 13 + 11 + 14 + 14 + 15 characters that stand in both; of section 1 10 + 22 + 16 + 18 + 8; of section 6 12
    assert "Repeated text: 73.2% of the whole (153 of 209 characters)" in out
    table = [line.split() for line in out[out.index("Repeated text") : out.index("Longest")].splitlines()]
    assert ["总体情况", "130", "74", "56.9%"] in table
    assert ["存在的主要问题及改进情况", "67", "67", "100.0%"] in table
    assert ["其他需要报告的事项", "12", "12", *"fewer than 50 characters: a share says nothing".split()] in table  # noqa: SIM905 - a sentence
    assert "主动公开政府信息情况" not in out  # a section of tables only
    assert "全年主动公开信息1,204条。水库汛限水位" in out


def test_a_long_passage_is_cut_unless_everything_is_asked_for(run: Run) -> None:
    pair = SAMPLES / "qingshi-2021.html", SAMPLES / "qingshi-2022.html"
    cut, whole = run(*pair)[1], run(*pair, "--all")[1]
    assert "……\n" in cut
    assert "……\n" not in whole


def test_columns_are_aligned_by_the_width_of_characters_and_nothing_is_coloured_or_left_at_line_ends(run: Run) -> None:
    out = run(OLD, NEW)[1]
    lines = [line for line in out.splitlines() if re.search(r"·\S+ .*\d%$", line)]
    assert len(lines) == 19
    assert len({cell_len(line) for line in lines}) == 1
    assert "\x1b" not in out
    assert [line for line in out.splitlines() if line != line.rstrip()] == []


# ---- pairs that are not two years running -----------------------------------------------------


def test_reports_the_wrong_way_round_are_said_to_be(run: Run) -> None:
    status, out, _ = run(NEW, OLD)
    assert status == 1
    assert "Note: The first report is on 2023, the second on 2022, an earlier year: give them the other way round." in out
    assert row(out, "行政许可·本年处理决定数量") == ["50", "40", "-10", "-20.0%"]


def test_growth_over_more_than_a_year_and_two_forms_are_said(run: Run) -> None:
    out = run(SAMPLES / "bailu-2020.txt", SAMPLES / "bailu-2022.txt")[1]
    assert "growth over 2 years" in out
    assert "Note: 2 years lie between the reports" in out
    assert "Note: The reports use different forms (国办公开办函〔2019〕60号; 国办公开办函〔2021〕30号)" in out
    # documents made, by row; repealed and in force by row, and fees; what 2019 alone asked for; three rows of seven columns that were one
    groups = [line.split()[2] for line in out.splitlines() if re.match(r"section \d", line)]
    assert groups == ["1", "5", "17", "1", "21"]
    assert "compared as “（六）其他处理”\n" in out


def test_two_sources_that_tell_nothing_are_compared_as_far_as_that_goes(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text("水利局的通知。\n本周停水一天。\n", "utf-8")
    status, out, _ = run(tmp_path / "a.txt", tmp_path / "a.txt")
    assert status == 1
    assert "unknown organ" in out
    assert "unknown form" in out
    assert "Cells changed: 0 of 0 that compare" in out
    assert "Longest" not in out


# ---- JSON, files, standard input --------------------------------------------------------------


def test_json_is_one_object_of_the_documented_form(run: Run) -> None:
    status, out, _ = run(OLD, NEW, "--format", "json")
    document = json.loads(out)
    assert status == 1
    assert list(Draft202012Validator(SCHEMA).iter_errors(document)) == []
    assert (document["old"]["source"], document["new"]["year"]) == (str(OLD), 2023)
    assert [finding["code"] for finding in document["findings"]] == ["year.carried", "year.carried"]
    assert len(document["changes"]) == 200


def test_output_goes_to_a_file(tmp_path: Path, run: Run) -> None:
    status, out, _ = run(OLD, NEW, "--output", tmp_path / "out.txt")
    assert (status, out) == (1, "")
    assert (tmp_path / "out.txt").read_text("utf-8") == run(OLD, NEW)[1]


@pytest.mark.parametrize("first", [True, False])
def test_one_of_the_two_may_come_from_standard_input(first: bool) -> None:  # noqa: FBT001 - which of the two
    piped, named = (OLD, NEW) if first else (NEW, OLD)
    arguments = ["-", str(named)] if first else [str(named), "-"]
    command = [sys.executable, "-m", "gongkai", "annual", "compare", *arguments, "--format", "json"]
    done = subprocess.run(command, input=piped.read_bytes(), capture_output=True, check=False)
    document = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, b"")
    assert document["old" if first else "new"]["source"] == "-"
    assert document["years"] == 1


def test_both_from_standard_input_are_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    status, out, err = run("-", "-")
    assert (status, out) == (2, "")
    assert err == "gongkai: only one of the two reports can come from standard input; give the other as a file\n"


@pytest.mark.parametrize("position", [0, 1])
def test_a_report_that_cannot_be_read_is_named_in_one_line(position: int, tmp_path: Path, run: Run) -> None:
    (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02\xff" * 400)
    kept = tmp_path / "kept.txt"
    kept.write_text("kept", "utf-8")
    for bad in (tmp_path / "nowhere.txt", tmp_path / "binary.txt", tmp_path):
        pair = [OLD, NEW]
        pair[position] = bad
        status, out, err = run(*pair, "--output", kept)
        assert (status, out, kept.read_text("utf-8")) == (2, "", "kept")
        assert err.startswith(f"gongkai: {bad} ")
        assert err.count("\n") == 1


def test_a_reader_who_stops_early_is_no_fault() -> None:
    command = f"{shlex.join([sys.executable, '-m', 'gongkai', 'annual', 'compare', str(OLD), str(NEW), '--all'])} | head -1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)
    assert done.returncode in {1, 141}  # the pipe held everything, or broke
    assert done.stderr == b""


def test_where_the_old_report_has_no_text_no_share_is_told(tmp_path: Path, run: Run) -> None:
    (tmp_path / "old.txt").write_text("你好。\n", "utf-8")
    out = run(tmp_path / "old.txt", NEW)[1]
    assert "Repeated text: no share of the whole, the old report has no sections with text\n" in out
