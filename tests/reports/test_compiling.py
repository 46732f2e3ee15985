"""The compiled report: what `gongkai annual check` says of it, and that what is not known is not in it."""

import datetime as dt
import json
import subprocess
import sys
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from gongkai.annual.check import check
from gongkai.annual.read import read_path
from gongkai.annual.write import write
from gongkai.organs.models import Organ
from gongkai.reports.compiling import compile_report
from gongkai.reports.coverage import NotReportedError, coverage
from gongkai.statute.editions import editions
from platform_parts import World
from report_parts import Request, enter, make_cases

DAY = dt.date.fromisoformat
ON = DAY("2026-01-20")
ASKED = (
    Request(DAY("2024-12-20"), DAY("2025-01-10"), "granted"),
    Request(DAY("2025-02-03"), DAY("2025-02-21"), "refused.internal_affairs"),
    Request(DAY("2025-12-29")),
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau(world: World) -> Organ:
    make_cases(world.bureau.organ, ASKED)
    return world.bureau.organ


def test_the_report_has_the_forms_title_edition_sections_and_figures(bureau: Organ) -> None:
    enter(bureau, 2025)
    made = compile_report(bureau, 2025, ON)
    assert (made.organ, made.year, made.edition) == ("青石县市场监督管理局", 2025, "2021")
    assert made.title == "青石县市场监督管理局2025年政府信息公开工作年度报告"
    assert [one.number for one in made.sections] == list("一二三四五六")
    assert made.sections[5].text == "本年度未收取信息处理费。"
    assert made.blank == ()
    figures = made.figures
    assert [figures[f"applications.{row}.total"] for row in ("received", "carried_in", "granted", "total", "carried_out")] == [2, 1, 1, 2, 1]
    assert figures["article20.fees.amount"] == Decimal("36.20")
    assert str(figures["article20.fees.amount"]) == "36.20"
    assert made.units == {"article20.fees.amount": "万元"}
    assert (figures["remedies.review.total"], figures["remedies.litigation_direct.total"]) == (4, 0)
    assert figures.keys() == set(editions()["2021"].cells)


def test_nothing_is_found_in_a_report_with_every_figure(bureau: Organ) -> None:
    enter(bureau, 2025)
    assert check(compile_report(bureau, 2025, ON)) == ()


def test_a_figure_that_nobody_entered_is_absent_and_the_check_says_so(bureau: Organ) -> None:
    enter(bureau, 2025, **{"remedies.review.pending": "", "article20.penalties.decisions": ""})
    made = compile_report(bureau, 2025, ON)
    absent = {"remedies.review.pending", "remedies.review.total", "article20.penalties.decisions"}  # no total without all its parts
    assert set(editions()["2021"].cells) - made.figures.keys() == absent
    assert {"form.cells_missing", "sum.not_judged"} == {one.code for one in check(made)}


def test_without_anything_entered_sections_2_and_4_are_missing_not_zero(bureau: Organ) -> None:
    assert [one.code for one in check(compile_report(bureau, 2025, ON))].count("form.table_missing") == 2


def test_a_report_on_2020_has_the_form_of_2019(world: World) -> None:
    make_cases(world.bureau.organ, [Request(DAY("2020-02-03"), DAY("2020-02-21"), "other")])
    made = compile_report(world.bureau.organ, 2020, ON)
    assert (made.edition, made.figures["applications.other.natural_person"]) == ("2019", 1)


def test_a_report_bears_the_name_that_the_organ_had_when_it_was_due(bureau: Organ) -> None:
    bureau.names.create(name="青石县市场监管局", since=DAY("2026-03-01"))
    assert compile_report(bureau, 2025, DAY("2026-11-01")).organ == "青石县市场监督管理局"  # due on 2026-01-31
    assert compile_report(bureau, 2026, DAY("2026-11-01")).organ == "青石县市场监管局"


@pytest.mark.parametrize(("year", "said"), [(2018, "2019"), (2027, "2027"), (2014, "2019")])
def test_a_year_without_such_a_report_is_refused_with_a_reason(bureau: Organ, year: int, said: str) -> None:
    with pytest.raises(NotReportedError, match=said):
        compile_report(bureau, year, ON)


def test_a_merged_organ_reports_no_more_and_the_sentence_says_who_does(world: World) -> None:
    old, new = world.stranger.organ, world.bureau.organ
    old.ended_on, old.ending, old.successor = DAY("2022-05-31"), "merged", new
    old.save()
    with pytest.raises(NotReportedError, match=new.name):
        coverage(old, 2022, ON)
    assert coverage(old, 2021, ON).organs == (old,)


def test_an_abolished_organ_reports_up_to_its_last_year(world: World) -> None:
    old = world.stranger.organ
    old.ended_on, old.ending = DAY("2022-05-31"), "abolished"
    old.save()
    assert coverage(old, 2022, ON).organs == (old,)
    with pytest.raises(NotReportedError, match="2022"):
        coverage(old, 2023, ON)


def test_a_year_is_over_the_day_after_its_last(world: World) -> None:
    seen = [coverage(world.bureau.organ, 2025, day) for day in (DAY("2025-12-31"), DAY("2026-01-01"))]
    assert [(one.until, one.is_over) for one in seen] == [(DAY("2025-12-31"), False), (DAY("2025-12-31"), True)]


def test_an_organ_has_no_report_on_years_before_it_was(world: World) -> None:
    young = world.stranger.organ
    young.created_on = DAY("2023-04-01")
    young.save()
    with pytest.raises(NotReportedError, match="2023"):
        coverage(young, 2022, ON)


# ---- the command ----


def printed(*arguments: object) -> str:
    out = StringIO()
    call_command("compile_report", *map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_prints_the_json_that_annual_check_finds_nothing_in(bureau: Organ, tmp_path: Path) -> None:
    year = timezone.localdate().year - 1
    enter(bureau, year)
    text = printed(bureau.code, year, "--format", "json")
    assert text == write(compile_report(bureau, year, timezone.localdate()), "json").decode()
    file = tmp_path / "report.json"
    file.write_text(text, encoding="utf-8")
    ran = subprocess.run([sys.executable, "-P", "-m", "gongkai", "annual", "check", "--format", "json", str(file)], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    assert json.loads(ran.stdout)["findings"] == []
    again = subprocess.run([sys.executable, "-P", "-m", "gongkai", "annual", "read", str(file)], capture_output=True, check=True)
    assert json.loads(again.stdout) == {**json.loads(text), "source": str(file)}


def test_the_command_writes_the_formats_of_reports_into_a_file(bureau: Organ, tmp_path: Path) -> None:
    year = timezone.localdate().year - 1
    enter(bureau, year)
    for form in ("html", "docx"):
        file = tmp_path / f"report.{form}"
        assert printed(bureau.code, year, "--format", form, "--output", file) == ""
        assert read_path(file).figures == compile_report(bureau, year, timezone.localdate()).figures


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere", "2025"), "nowhere"),
        (("qingshi-scjg", "2018"), "2019"),
        (("qingshi-scjg", "2025", "--output", "/nowhere/at/all.json"), "/nowhere/at/all.json"),
    ],
)
def test_what_cannot_be_compiled_or_written_is_one_sentence(bureau: Organ, arguments: tuple[str, ...], said: str) -> None:
    assert bureau
    with pytest.raises(CommandError, match=said) as caught:
        printed(*arguments)
    assert "\n" not in str(caught.value)
