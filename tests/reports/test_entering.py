"""Figures that no ledger has are entered through the form: what is taken, what is refused, who may, what is kept."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.reports.actions import EnterFigures
from gongkai.reports.entered import WrongFigureError, digits, entered
from gongkai.reports.models import EnteredFigure
from gongkai.statute.editions import editions
from platform_parts import World, as_person
from report_parts import ENTERED, enter

pytestmark = pytest.mark.django_db
COUNT, CHANGE, AMOUNT = "article20.licences.decisions", "article20.licences.change", "article20.fees.amount"
YEAR = timezone.localdate().year - 1
FORM = editions()["2021"]


def path(world: World, year: int = YEAR) -> str:
    return f"/staff/reports/at/{world.bureau.organ.code}/{year}/figures/"


def post(world: World, role: str = "registrar", **fields: str) -> Any:
    """The form as a browser posts it: every field, the version it was shown with."""
    known = entered(world.bureau.organ, YEAR)
    shown = {cell: row.value for cell, row in known.rows.items()}
    everything = {**dict.fromkeys(ENTERED, ""), **shown, "version": str(known.version), "source": "办公室登记簿", **fields}
    return as_person(world.bureau.people[role]).post(path(world), everything)


@pytest.mark.parametrize(
    ("text", "cell", "kept"),
    [
        ("12", COUNT, "12"),
        (" 012 ", COUNT, "12"),
        ("１２", COUNT, "12"),
        ("1,234", COUNT, "1234"),
        ("1，234", COUNT, "1234"),
        ("0", COUNT, "0"),
        ("", COUNT, ""),
        ("-3", CHANGE, "-3"),
        ("−3", CHANGE, "-3"),
        ("+5", CHANGE, "5"),
        ("120.50", AMOUNT, "120.50"),
        ("36", AMOUNT, "36"),
        ("0.10", AMOUNT, "0.10"),
        ("12345678901.", AMOUNT, None),
        ("1234567890123", COUNT, None),
        ("1,23", COUNT, None),
        ("12件", COUNT, None),
        ("1e3", COUNT, None),
        ("十二", COUNT, None),
        ("12.0", COUNT, None),
        ("-1", COUNT, None),
        ("-1", AMOUNT, None),
        ("5²", COUNT, None),  # not 52
        ("٣", COUNT, None),
    ],
)
def test_a_figure_is_kept_as_digits_or_refused(text: str, cell: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(WrongFigureError):
            digits(text, cell)
    else:
        assert digits(text, cell) == kept


def test_the_registrar_enters_figures_and_finds_them_in_the_form_again(world: World) -> None:
    response = post(world, **ENTERED)
    assert response.status_code == 302, response.content.decode()
    assert response["Location"] == f"/staff/reports/at/qingshi-scjg/{YEAR}/"
    known = entered(world.bureau.organ, YEAR)
    assert known.figures(FORM).keys() == {cell for row in FORM.article20 + FORM.remedies for cell in row.cells}
    assert {row.by for row in known.rows.values()} == {f"user:{world.bureau.people['registrar'].pk}"}
    text = as_person(world.bureau.people["registrar"]).get(path(world)).content.decode()
    assert re.search(r'name="article20.licences.decisions"[^>]*value="412"', text)
    assert "结果维持" in text
    assert "本年制发件数" in text
    audit = AuditRow.objects.get(verb="report.figures")
    assert audit.organ == world.bureau.organ.pk


def test_empty_is_unknown_and_zero_is_zero(world: World) -> None:
    assert post(world, **{COUNT: "0"}).status_code == 302
    assert entered(world.bureau.organ, YEAR).figures(FORM) == {COUNT: 0}


def test_the_latest_row_counts_and_nothing_is_overwritten(world: World) -> None:
    for text in ("5", "7", ""):
        assert post(world, **{COUNT: text}).status_code == 302
    assert list(EnteredFigure.objects.values_list("value", flat=True)) == ["5", "7", ""]
    assert entered(world.bureau.organ, YEAR).figures(FORM) == {}


def test_an_amount_keeps_its_digits_and_its_unit(world: World) -> None:
    assert post(world, **{AMOUNT: "120.50", f"{AMOUNT}.unit": "元"}).status_code == 302
    known = entered(world.bureau.organ, YEAR)
    assert (str(known.figures(FORM)[AMOUNT]), known.units(FORM)) == ("120.50", {AMOUNT: "元"})


def test_what_is_no_figure_is_told_beside_its_field_and_nothing_is_kept(world: World) -> None:
    response = post(world, **{COUNT: "约十二", AMOUNT: "-1", "remedies.review.upheld": "1.5", "article20.rules.made": "3"})
    text = response.content.decode()
    assert response.status_code == 422
    assert text.count('class="errorlist"') == 3
    assert "约十二" in text
    assert re.search(r'name="article20.rules.made"[^>]*value="3"', text)  # nothing has to be typed again
    assert not EnteredFigure.objects.exists()


def test_the_source_is_needed_and_nothing_new_is_said(world: World) -> None:
    assert post(world, source=" ", **{COUNT: "1"}).status_code == 422
    enter(world.bureau.organ, YEAR)
    response = post(world)
    assert response.status_code == 422
    assert EnteredFigure.objects.count() == len(ENTERED)


def test_of_two_at_once_the_second_is_told(world: World) -> None:
    enter(world.bureau.organ, YEAR)
    assert post(world, version="0", **{COUNT: "1"}).status_code == 422
    assert entered(world.bureau.organ, YEAR).rows[COUNT].value == "412"


@pytest.mark.parametrize("cell", ["applications.received.total", "remedies.review.total", "article20.licences.change", "x"])
def test_cells_that_are_counted_or_follow_or_are_of_another_form_are_not_entered(world: World, cell: str) -> None:
    with pytest.raises(ValidationError):
        EnterFigures(organ=world.bureau.organ, year=YEAR, figures={cell: "1"}, source="x").by(Actor.command("test"))


def test_the_form_of_2019_asks_for_its_own_cells_changes_among_them(world: World) -> None:
    EnterFigures(organ=world.bureau.organ, year=2020, figures={CHANGE: "-3"}, source="x").by(Actor.command("test"))
    assert entered(world.bureau.organ, 2020).figures(editions()["2019"]) == {CHANGE: -3}
    text = as_person(world.bureau.people["office_head"]).get(path(world, 2020)).content.decode()
    assert re.search(r'name="article20.licences.change"[^>]*value="-3"', text)
    assert "采购总金额" in text


@pytest.mark.parametrize("role", ["handler", "head", "legal_reviewer", "editor", "administrator", "supervisor"])
def test_those_without_the_right_enter_nothing(world: World, role: str) -> None:
    assert post(world, role, **{COUNT: "1"}).status_code == 403
    assert not EnteredFigure.objects.exists()


def test_another_organs_registrar_finds_no_form(world: World) -> None:
    browser = as_person(world.stranger.people["registrar"])
    assert browser.get(path(world)).status_code == 404
    assert browser.post(path(world), {COUNT: "1", "source": "x", "version": "0"}).status_code == 404
    assert not EnteredFigure.objects.exists()
