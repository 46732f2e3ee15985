import argparse
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from gongkai.cli.statute import register
from gongkai.messages import UserError


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "en")


def run(*arguments: str) -> None:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    parsed = parser.parse_args(["statute", *arguments])
    assert parsed.run(parsed) == 0


def json_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    run(*arguments, "--format", "json")
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    data: dict[str, Any] = json.loads(out)
    return data


def refusal(*arguments: str) -> str:
    with pytest.raises(UserError) as error:
        run(*arguments)
    return str(error.value)


def test_deadline_gives_the_due_date_and_every_day(capsys: pytest.CaptureFixture[str]) -> None:
    # 09-11..13 (3), Sat 14 make-up (4); 15-17 off; 18-20 (7), 23-27 (12), Sun 29 make-up (13), 30 (14);
    # 10-01..07 off; 08-11 (18), Sat 12 make-up (19), 14 (20)
    data = json_of(capsys, "deadline", "--received", "2024-09-10")
    assert data["due"] == data["first_due"] == "2024-10-14"
    assert data["provisional"] is False
    assert sum(day["counted"] for day in data["days"]) == data["workdays"] == 20
    assert len(data["days"]) == 35
    days = {day["date"]: day for day in data["days"]}
    assert days["2024-09-14"]["number"] == 4
    assert days["2024-09-14"]["why"]["en"] == "make-up workday"
    assert days["2024-10-01"]["number"] is None
    assert "国庆节" in days["2024-10-01"]["why"]["zh"]
    assert data["articles"][0]["zh"].endswith("第33条第2款")


def test_deadline_with_correction_stops_and_extension(capsys: pytest.CaptureFixture[str]) -> None:
    # from 03-20: 21, 22 (2); 25-27 (5); 28, 29, 04-01 out; 02, 03 (7); 07 make-up (8), 08-12 (13), 15-19 (18), 22, 23 (20), 24 (21)
    data = json_of(
        capsys,
        *("deadline", "--received", "2024-03-01", "--asked", "2024-03-12", "--corrected", "2024-03-20"),
        *("--stop", "2024-03-27", "2024-03-29", "--stop", "2024-03-28", "2024-04-01", "--extend", "1", "--told", "2024-04-23"),
    )
    assert (data["start"], data["first_due"], data["due"]) == ("2024-03-20", "2024-04-23", "2024-04-24")
    assert data["faults"] == []
    assert data["notes"] == []


def test_deadline_by_a_channel_that_needs_confirmation(capsys: pytest.CaptureFixture[str]) -> None:
    # confirmed Tue 03-05, two working days after Fri 03-01: 06-08 (3), 11-15 (8), 18-22 (13), 25-29 (18), 04-01, 02 (20)
    data = json_of(capsys, "deadline", "--received", "2024-03-01", "--channel", "internet", "--confirmed", "2024-03-05")
    assert (data["received"], data["due"]) == ("2024-03-05", "2024-04-02")
    assert data["articles"][0]["zh"].endswith("第31条第3项")
    assert [note["en"] for note in data["notes"]] == ["Arrived on 2024-03-01, confirmed only on 2024-03-05"]


def test_deadline_after_a_fee_was_paid(capsys: pytest.CaptureFixture[str]) -> None:
    # from 04-15: 16-19 (4), 22-26 (9), Sun 28 (10), 29, 30 (12), 05-06..10 (17), Sat 11 (18), 13, 14 (20)
    assert json_of(capsys, "deadline", "--received", "2024-03-01", "--paid", "2024-04-15")["due"] == "2024-05-14"


def test_deadline_counts_the_holidays_of_a_region(capsys: pytest.CaptureFixture[str]) -> None:
    # 15 and 5 WD from 2018-04-02: 03, 04 (2); 05, 06 off; Sun 08 make-up (3), 09-13 (8), then
    # everywhere 16-20 (13), 23-27 (18), Sat 28 make-up (19); 05-01 off; 05-02 (20)
    # in Guangxi Sun 15 make-up (9), 16, 17 (11); 18-20 off; 23-27 (16), 28 (17), 05-02, 03, 04 (20)
    arguments = ("deadline", "--received", "2018-04-02", "--extend", "5")
    assert json_of(capsys, *arguments)["due"] == "2018-05-02"
    assert json_of(capsys, *arguments, "--region", "guangxi")["due"] == "2018-05-04"


def test_deadline_as_text_says_what_was_wrong_and_which_law_applies(capsys: pytest.CaptureFixture[str]) -> None:
    run("deadline", "--received", "2024-03-01", "--asked", "2024-03-13", "--corrected", "2024-03-20", "--stop", "2024-04-01", "2024-04-02")
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["Due: 2024-03-29", "20 working days after 2024-03-01"]
    assert any(line.startswith("2024-03-04 Monday") and line.endswith("workday") for line in map(str.rstrip, lines))
    assert any(line.startswith("Fault: The correction was asked for on 2024-03-13") for line in lines)
    assert "Note: The stop from 2024-04-01 begins after the due date and revives nothing" in lines
    assert lines[-1].startswith("Law: Regulation on Open Government Information (Order 711 of 2019)")


def test_a_result_that_rests_on_an_unannounced_year_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    run("deadline", "--received", "2026-12-07", "--channel", "in_person")
    out = capsys.readouterr().out
    assert out.startswith("Due: 2027-01-05\n")
    assert "Provisional: rests on a year whose holidays and make-up workdays are not yet announced" in out
    assert json_of(capsys, "workdays", "2026-12-30", "2027-01-04")["provisional"] is True


def test_the_columns_line_up_for_full_width_characters(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_LANG", "zh")
    run("workdays", "2024-02-09", "2024-02-20")
    _, head, *rows = capsys.readouterr().out.splitlines()
    assert len(rows) == 11
    column = cell_len(head[: head.index("说明")])
    for row in rows:
        why = next(row.index(word) for word in ("法定节假日", "调休放假", "调休上班日", "工作日", "周末") if word in row)
        assert cell_len(row[:why]) == column
    assert all(line == line.rstrip() for line in (head, *rows))


def test_fee_by_piece_and_by_page(capsys: pytest.CaptureFixture[str]) -> None:
    # 20 x 100 + 10 x 200 + 5 x 300
    data = json_of(capsys, "fee", "--pieces", "45", "--date", "2024-03-01")
    assert (data["fee"], data["unit"]) == (5500, "yuan")
    assert data["steps"][-1] == {"from": 41, "to": 45, "count": 5, "rate": 300, "amount": 1500}
    # 70 x 10 + 100 x 20 + 50 x 40, by the law of today
    assert json_of(capsys, "fee", "--pages", "250")["fee"] == 4700


def test_fee_as_text_shows_the_steps(capsys: pytest.CaptureFixture[str]) -> None:
    run("fee", "--pages", "120", "--date", "2024-03-01")
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        "units count yuan each yuan",
        "1-30 30 0 0",
        "31-100 70 10 700",
        "101-120 20 20 400",
        "Fee: 1100 yuan",
        "Law: Measures for the information processing fee (国办函〔2020〕109号)",
    ]


def test_fee_of_a_year_without_fees_has_no_steps(capsys: pytest.CaptureFixture[str]) -> None:
    run("fee", "--pages", "120", "--date", "2018-03-01")
    assert capsys.readouterr().out.startswith("Fee: 0 yuan\n")


def test_workdays_counts_after_the_first_day_up_to_the_last(capsys: pytest.CaptureFixture[str]) -> None:
    # after Fri 2024-02-09: Sun 18 make-up, 19, 20
    data = json_of(capsys, "workdays", "2024-02-09", "2024-02-20")
    assert data["days"] == 3
    assert [day["date"] for day in data["table"] if day["workday"]] == ["2024-02-18", "2024-02-19", "2024-02-20"]
    run("workdays", "2024-02-09", "2024-02-20")
    out = capsys.readouterr().out.splitlines()
    assert out[0] == "3 working days after 2024-02-09, up to and including 2024-02-20"
    assert out[-1].split() == ["2024-02-20", "Tuesday", "3", "workday"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["deadline", "--received", "2024-2-30"], "“2024-2-30” is not a date; write it like 2024-02-19"),
        (["workdays", "2024-02-20", "2024-02-09"], "The period ends on 2024-02-09, before it starts on 2024-02-20"),
        (
            ["deadline", "--received", "2024-03-01", "--confirmed", "2024-03-04"],
            "--confirmed says something only together with --channel; known channels: in_person, signed_mail, ordinary_mail, email, internet, fax",
        ),
        (["deadline", "--received", "2024-03-01", "--told", "2024-03-04"], "--told says something only together with --extend"),
        (["deadline", "--received", "2024-03-01", "--extend", "-5"], "“-5” is not a whole number from 0 up"),
        (["deadline", "--received", "9999-12-31"], "Our calendar of working days covers 2008 to 2099, not 9999-12-31"),
        (["fee", "--pieces", "9" * 5000], "A number of 5000 digits is a slip of the pen; check it"),
        (["fee", "--pieces", "4.5"], "“4.5” is not a whole number from 0 up"),
        (["fee"], "Give either --pieces or --pages: the fee is charged by piece or by page, never both for one request"),
        (
            ["fee", "--pieces", "1", "--pages", "1"],
            "Give either --pieces or --pages: the fee is charged by piece or by page, never both for one request",
        ),
    ],
)
def test_bad_input_is_refused_in_one_sentence(arguments: list[str], sentence: str) -> None:
    assert refusal(*arguments) == sentence


def test_a_reader_that_closes_the_pipe_is_no_crash(tmp_path: Path) -> None:
    command = f"{shlex.quote(sys.executable)} -m gongkai statute workdays 2008-01-01 2026-12-31"
    for form in ("text", "json"):
        line = f"{command} --format {form} 2>{shlex.quote(str(tmp_path))}/errors | head -c 10 >/dev/null"
        subprocess.run(["sh", "-c", line], check=True, env={**os.environ, "PYTHONPATH": "src"}, cwd=Path(__file__).parents[2])
        assert (tmp_path / "errors").read_text() == ""
