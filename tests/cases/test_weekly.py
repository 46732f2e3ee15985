"""The weekly sheet: what it counts, by hand; on a page, on paper, for nobody else's requests."""

import datetime as dt
import io
import re
from typing import Any

import pdfplumber
import pytest
from django.urls import reverse
from django.utils import timezone

from cases.test_bulk import BY, DAY, arrival
from gongkai.cases import bulk
from gongkai.cases.events import CaseAssigned, Event, ReceiptConfirmed, RequestWithdrawn
from gongkai.cases.models import Case
from gongkai.cases.weekly import Week, sheet
from gongkai.organs.models import Division
from person_parts import page, register
from platform_parts import House, World, as_person

TODAY = DAY("2025-06-11")  # a Wednesday: the week is that of 9 June


def life(number: str, key: str, day: str, closed: str = "", due: str = "2025-04-30", **hands: Any) -> list[Event]:
    """Confirmed on the day it arrived, given to somebody, withdrawn on `closed`."""
    events: list[Event] = [arrival(number, key, day), ReceiptConfirmed(on=DAY(day))]
    if hands:
        events.append(CaseAssigned(on=DAY(day), **hands))
    if closed:
        placed = {"edition": "2021", "row": "other.other", "column": "natural_person", "calendar": "x", "due": DAY(due)}
        events.append(RequestWithdrawn(on=DAY(closed), **placed))  # type: ignore[arg-type]
    return events


@pytest.fixture
def house(world: World) -> House:
    """Two divisions: the office with its handler, the food division with nobody; one request with nobody at all."""
    bureau = world.bureau
    key = str(register(bureau.organ).pk)
    food = Division.objects.create(organ=bureau.organ, name="食品科", position=5)
    office = {"division": bureau.division.pk, "handler": bureau.people["handler"].pk}
    lives = [
        life("1", key, "2025-06-09", **office),  # received this week, due 2025-07-07
        life("2", key, "2025-05-20", "2025-06-10", **office),  # closed this week
        life("3", key, "2025-05-12", **office),  # due 2025-06-10: overdue on the 11th
        life("4", key, "2025-05-16", division=food.pk, handler=None),  # due 2025-06-16: next week
        life("5", key, "2025-06-11", "2025-06-11", division=food.pk, handler=None),  # received and closed at once
        life("6", key, "2025-06-02"),  # nobody's, open; due 2025-06-30
        life("7", key, "2025-04-01", "2025-06-08", **office),  # closed the week before: not in it
    ]
    bulk.append_many((bulk.NewCase(case=Case(organ=bureau.organ), events=one) for one in lives), BY)
    stranger = str(register(world.stranger.organ).pk)
    bulk.append_many([bulk.NewCase(case=Case(organ=world.stranger.organ), events=life("9", stranger, "2025-06-09"))], BY)
    return bureau


def test_a_week_is_monday_to_sunday_and_counts_to_today() -> None:
    assert Week.of(TODAY, TODAY) == Week(DAY("2025-06-09"), TODAY)
    assert Week.of(DAY("2025-06-08"), TODAY) == Week(DAY("2025-06-02"), DAY("2025-06-08"))
    assert Week.of(DAY("2025-01-01"), TODAY) == Week(DAY("2024-12-30"), DAY("2025-01-05"))


@pytest.mark.django_db
def test_each_division_and_handler_has_its_figures(house: House) -> None:
    assert {one.number: one.due_on for one in Case.objects.filter(organ=house.organ, closed_on=None)} == {
        "1": DAY("2025-07-07"),
        "3": DAY("2025-06-10"),
        "4": DAY("2025-06-16"),
        "6": DAY("2025-06-30"),
    }
    made = sheet(house.organ, Case.objects.all(), Week.of(TODAY, TODAY))
    # received, answered, open, of these overdue, due in the week of 16 June
    assert [(line.division, line.handler, line.figures) for line in made.lines] == [
        ("办公室", "青石handler", (1, 1, 2, 1, 0)),
        ("食品科", "", (1, 1, 1, 0, 1)),
        ("", "", (0, 0, 1, 0, 0)),
    ]
    assert made.total == (2, 2, 4, 1, 1)


@pytest.mark.django_db
def test_a_week_that_is_over_is_counted_at_its_end(house: House) -> None:
    made = sheet(house.organ, Case.objects.all(), Week.of(DAY("2025-05-31"), TODAY))
    assert made.week == Week(DAY("2025-05-26"), DAY("2025-06-01"))
    assert made.total == (0, 0, 4, 2, 0)  # 2, 3, 4, 7 were open, 2 and 7 due on 30 April


@pytest.mark.django_db
def test_the_page_shows_the_sheet_and_leads_to_other_weeks(house: House) -> None:
    browser = as_person(house.people["head"])
    shown = page(browser.get(reverse("cases_weekly"), {"day": "2025-06-15"}))
    figures = re.findall(r'<td class="figure">(\d+)</td>', shown)
    assert figures[-5:] == ["2", "2", "4", "1", "1"]  # 3 is overdue; 4 is due on Monday, 16 June
    assert "day=2025-06-02" in shown
    assert "day=2025-06-16" in shown
    assert "cases-unprinted" in shown
    assert "2025-06-09" in shown


@pytest.mark.django_db
def test_the_sheet_is_one_printed_page_with_every_figure(house: House) -> None:
    answer = as_person(house.people["head"]).get(reverse("cases_weekly_pdf"), {"day": "2025-06-11"})
    assert answer.headers["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.content)) as made:
        (only,) = made.pages
        text = only.extract_text()
    assert "依申请公开周报" in text
    assert re.search(r"食品科\s+—\s+1\s+1\s+1\s+0\s+1", text)
    assert re.search(r"合计\s+2\s+2\s+4\s+1\s+1", text)


@pytest.mark.django_db
def test_twenty_handlers_still_fit_on_one_page(house: House) -> None:
    made = sheet(house.organ, Case.objects.all(), Week.of(TODAY, TODAY))
    full = type(made)(made.organ, made.week, made.lines[:1] * 20)
    with pdfplumber.open(io.BytesIO(full.pdf())) as pages:
        assert len(pages.pages) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2999-01-01", "yesterday", "0001-01-01"])
def test_a_day_that_cannot_be_is_said(house: House, day: str) -> None:
    browser = as_person(house.people["head"])
    answer = browser.get(reverse("cases_weekly"), {"day": day})
    assert answer.status_code == 422
    assert "errorlist" in page(answer)
    assert browser.get(reverse("cases_weekly_pdf"), {"day": day}).status_code == 404


@pytest.mark.django_db
def test_nobody_sees_another_organs_sheet(house: House, world: World) -> None:
    stranger = as_person(world.stranger.people["head"])
    assert stranger.get(reverse("cases_weekly"), {"organ": house.organ.pk}).status_code == 422
    shown = page(stranger.get(reverse("cases_weekly"), {"day": "2025-06-11"}))
    assert re.findall(r'<td class="figure">(\d+)</td>', shown)[-5:] == ["1", "0", "1", "0", "0"]
    assert as_person(house.people["editor"]).get(reverse("cases_weekly")).status_code == 403
    supervisor = as_person(world.county.people["supervisor"])
    assert "食品科" in page(supervisor.get(reverse("cases_weekly"), {"organ": house.organ.pk, "day": "2025-06-11"}))


@pytest.mark.django_db
def test_an_empty_week_says_so(world: World) -> None:
    shown = page(as_person(world.bureau.people["head"]).get(reverse("cases_weekly")))
    assert "<tbody>" not in shown
    assert str(timezone.localdate() - dt.timedelta(days=timezone.localdate().weekday())) in shown
