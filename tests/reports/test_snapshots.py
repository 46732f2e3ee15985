"""Month ends are kept once and never changed; what was recorded later for an earlier day shows as a difference, with the events that explain it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.altering import behind_the_triggers
from cases.test_bulk import BY, DAY, arrival, whole_life
from gongkai.cases import bulk, store
from gongkai.cases.events import NoteWritten, ReceiptConfirmed, RequestWithdrawn
from gongkai.cases.models import Case, CaseEvent
from gongkai.operations.daily import JOBS
from gongkai.organs.actions import SetOrganSetting
from gongkai.reports.models import Snapshot
from gongkai.reports.snapshots import compared, month_end_before, recorded_since, take
from gongkai.reports.tally import cell
from gongkai.reports.triggers import GUARDS
from person_parts import page, register
from platform_parts import House, World, as_person

MARCH = DAY("2025-03-31")
RECEIVED, CARRIED, GRANTED = cell("received", "total"), cell("carried_out", "total"), cell("granted", "total")


@pytest.fixture
def house(world: World) -> House:
    """One request of March 2025, received on the 4th and answered on the 13th; the month's end is kept."""
    organ = world.bureau.organ
    bulk.append_many([bulk.NewCase(case=Case(organ=organ), events=whole_life("1", str(register(organ).pk)))], BY)
    assert take(organ, MARCH) is not None
    return world.bureau


def late_entry(house: House, number: str = "2") -> Case:
    """A request of 20 March that is recorded now."""
    case = Case(organ=house.organ)
    key = str(register(house.organ).pk)
    store.append(case, [arrival(number, key, "2025-03-20"), ReceiptConfirmed(on=DAY("2025-03-20"))], BY)
    return case


def month(house: House, role: str = "head", **asked: Any) -> Any:
    return as_person(house.people[role]).get(reverse("reports_snapshot", args=[house.organ.code, 2025, 3]), asked)


@pytest.mark.parametrize(("day", "end"), [("2025-04-01", "2025-03-31"), ("2025-01-31", "2024-12-31"), ("2024-03-15", "2024-02-29")])
def test_the_month_that_is_over_is_the_one_before(day: str, end: str) -> None:
    assert month_end_before(DAY(day)) == DAY(end)


@pytest.mark.django_db
def test_the_daily_work_keeps_the_last_months_end_of_every_organ_once(world: World) -> None:
    organ = world.bureau.organ
    bulk.append_many([bulk.NewCase(case=Case(organ=organ), events=whole_life("1", str(register(organ).pk)))], BY)
    for day in ("2025-04-01", "2025-04-02", "2025-04-30"):
        JOBS["reports.snapshots"].work(DAY(day))
    held = Snapshot.objects.filter(day=MARCH)
    assert {one.organ_id for one in held} == {house.organ.pk for house in (world.county, world.bureau, world.stranger)}
    assert Snapshot.objects.count() == 3
    figures = held.get(organ=organ).figures
    assert (figures[RECEIVED], figures[GRANTED], figures[CARRIED]) == (1, 1, 0)


@pytest.mark.django_db
def test_an_organ_that_makes_no_report_on_that_year_keeps_nothing(world: World) -> None:
    assert take(world.bureau.organ, DAY("2014-12-31")) is None
    assert Snapshot.objects.count() == 0


@pytest.mark.django_db
def test_what_is_recorded_later_changes_the_recomputed_figures_and_never_those_that_were_kept(house: House) -> None:
    before = Snapshot.objects.get()
    seen = compared(before, Case.objects.all())
    assert (dict(seen.changed), seen.is_intact) == ({}, True)
    late_entry(house)
    take(house.organ, MARCH)
    held = Snapshot.objects.get()
    assert (held.figures, held.digest) == (before.figures, before.digest)
    changed = compared(held, Case.objects.all()).changed
    assert {changed[RECEIVED], changed[CARRIED]} == {(1, 2), (0, 1)}
    assert GRANTED not in changed


@pytest.mark.django_db
def test_the_events_that_explain_are_those_recorded_since_for_that_day_or_earlier(house: House) -> None:
    case = late_entry(house)
    store.append(store.locked(case), [NoteWritten(on=DAY("2025-03-21"), note=1, text="附注")], BY)  # nothing is counted by it
    placed = {"edition": "2021", "row": "other.other", "column": "natural_person", "calendar": "x", "due": None}
    store.append(store.locked(case), [RequestWithdrawn(on=DAY("2025-04-01"), **placed)], BY)  # type: ignore[arg-type]  # the day after
    found = recorded_since(Snapshot.objects.get(), CaseEvent.objects.all())
    assert [(one.case.number, one.kind) for one in found] == [("2", "request_arrived"), ("2", "receipt_confirmed")]


@pytest.mark.django_db
def test_the_page_shows_both_figures_and_what_explains_them(house: House) -> None:
    assert "<tbody>" not in page(month(house))
    case = late_entry(house)
    shown = page(month(house))
    assert case.get_absolute_url() in shown
    rows = re.findall(r'<th scope="row" lang="zh-Hans">([^<]+)</th><td>(\d+)</td><td>(\d+)</td>', shown)
    assert ("1", "2") in {(then, now) for _label, then, now in rows}
    assert len(rows) == len(compared(Snapshot.objects.get(), Case.objects.all()).changed)
    year = page(as_person(house.people["head"]).get(reverse("reports_snapshots", args=[house.organ.code, 2025])))
    assert MARCH.isoformat() in year
    assert f"{len(rows)}" in year


@pytest.mark.django_db
def test_a_changed_reading_explains_too(house: House) -> None:
    SetOrganSetting(organ=house.organ, name="mixed_items", value="ask", since=DAY("2025-01-01"), reason="更正").by(BY)
    shown = page(month(house))
    assert "<li>" in shown.partition('id="reports-later"')[2]


@pytest.mark.django_db
def test_a_difference_that_nothing_explains_and_a_changed_snapshot_are_said(house: House) -> None:
    Case.objects.update(received_on=DAY("2025-04-02"))  # what only a fault does
    assert "cases verify" in page(month(house))
    held = Snapshot.objects.get()
    with behind_the_triggers(*GUARDS):
        Snapshot.objects.update(figures={**held.figures, RECEIVED: 7})
    assert not compared(Snapshot.objects.get(), Case.objects.all()).is_intact
    assert "SHA-256" in page(month(house))


@pytest.mark.django_db
def test_nobody_elses_month_ends_are_shown(house: House, world: World) -> None:
    stranger = as_person(world.stranger.people["head"])
    for address in (reverse("reports_snapshots", args=[house.organ.code, 2025]), reverse("reports_snapshot", args=[house.organ.code, 2025, 3])):
        assert stranger.get(address).status_code == 404
        assert as_person(house.people["editor"]).get(address).status_code == 403
    browser = as_person(house.people["head"])
    assert browser.get(reverse("reports_snapshot", args=[house.organ.code, 2025, 4])).status_code == 404
    assert browser.get(reverse("reports_snapshot", args=[house.organ.code, 2025, 13])).status_code == 404
    assert as_person(world.county.people["supervisor"]).get(reverse("reports_snapshots", args=[house.organ.code, 2025])).status_code == 200


# ---- the form, any day ----


def figures_on(house: House, day: str) -> dict[str, str]:
    """Labels and figures of the page that lead to requests."""
    shown = page(as_person(house.people["head"]).get(reverse("reports_form", args=[house.organ.code, 2025]), {"day": day}))
    return dict(re.findall(r'href="[^"]*/(applications\.[a-z_.]+total)/\?day=[0-9-]+" aria-label="[^"]*：(\d+)"', shown))


@pytest.mark.django_db
def test_the_form_is_shown_as_it_stood_at_the_end_of_any_day(house: House) -> None:
    assert figures_on(house, "2025-03-03") == {}  # not received yet
    assert figures_on(house, "2025-03-04") == {RECEIVED: "1", CARRIED: "1"}
    assert figures_on(house, "2025-03-12") == {RECEIVED: "1", CARRIED: "1"}
    answered = figures_on(house, "2025-03-13")
    assert (answered[RECEIVED], answered[GRANTED], answered.get(CARRIED)) == ("1", "1", None)


@pytest.mark.django_db
def test_the_requests_behind_a_figure_are_those_of_that_day(house: House) -> None:
    browser = as_person(house.people["head"])
    address = reverse("reports_cells", args=[house.organ.code, 2025, CARRIED])
    assert "<tbody>" in page(browser.get(address, {"day": "2025-03-12"}))
    assert "<tbody>" not in page(browser.get(address, {"day": "2025-03-13"}))
    assert "?day=2025-03-12" in page(browser.get(address, {"day": "2025-03-12"}))


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2024-12-31", "2026-01-01", "soon"])
def test_a_day_that_is_none_of_the_year_is_said(house: House, day: str) -> None:
    answer = as_person(house.people["head"]).get(reverse("reports_form", args=[house.organ.code, 2025]), {"day": day})
    assert answer.status_code == 404
    assert (day if day != "soon" else "日期") in page(answer)


@pytest.mark.django_db
def test_no_day_ahead_is_shown(house: House) -> None:
    ahead = timezone.localdate() + dt.timedelta(days=1)
    answer = as_person(house.people["head"]).get(reverse("reports_form", args=[house.organ.code, ahead.year]), {"day": ahead.isoformat()})
    assert answer.status_code == 404
