"""The daily work reminds before a due day, tells the supervisor when it has passed, and records that for ever; a second run does nothing twice.

A request received on Tuesday 3 March 2026 is due on Tuesday 31 March; 24 March is 5 working days before it, 30 March one.
"""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone, translation

from cases.test_assigning import more, opened
from cases.test_correcting import Days, on_day
from cases.walk_through import take
from gongkai.audit.actors import Actor
from gongkai.cases import reminders, store
from gongkai.cases.actions import AssignCase
from gongkai.cases.actions.daily import MissDueDay
from gongkai.cases.models import Case
from gongkai.operations import health
from gongkai.operations.daily import run_daily
from gongkai.operations.models import DailyRun
from gongkai.organs.actions import SetOrganSetting
from gongkai.organs.models import Deputy, Notice
from platform_parts import LONG_AGO, House, World, as_person

__all__ = ["on_day"]  # the fixture


def given(house: House, on_day: Days) -> Case:
    """A request due on 31 March in the hands of a handler."""
    on_day("2026-03-03")
    case = opened(house)
    AssignCase(case=case, handler=house.people["handler"]).by(Actor.of(house.people["registrar"]))
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 3, 31)
    return case


def run(on_day: Days, day: str) -> int:
    """The daily work of a day; how many reminders were given."""
    on_day(day)
    reminders.record_missed(dt.date.fromisoformat(day))
    return reminders.remind(dt.date.fromisoformat(day))


def reminded(case: Case) -> set[tuple[str, str]]:
    """Who was reminded at which stage."""
    found = Notice.objects.filter(key__startswith=f"case-reminder:{case.pk}:")
    return {(one.key.split(":")[2], one.user.username.removeprefix(f"{case.organ.code}-")) for one in found.select_related("user")}


def test_people_are_reminded_once_a_stage_and_the_supervisor_when_it_is_overdue(world: World, on_day: Days) -> None:
    house = world.bureau
    other = more(house, "second", house.division)
    case = given(house, on_day)
    assert [run(on_day, day) for day in ("2026-03-04", "2026-03-23")] == [0, 0]
    assert [run(on_day, day) for day in ("2026-03-24", "2026-03-24", "2026-03-25")] == [2, 0, 0]
    assert reminded(case) == {("first", "handler"), ("first", "office-head")}
    assert [run(on_day, day) for day in ("2026-03-30", "2026-03-31")] == [2, 0]
    assert [run(on_day, day) for day in ("2026-04-01", "2026-04-01", "2026-04-02")] == [3, 0, 0]
    overdue = {who for stage, who in reminded(case) if stage == "overdue"}
    assert overdue == {"handler", "office-head", world.county.people["supervisor"].username}
    assert not Notice.objects.filter(user=other, key__startswith="case-reminder").exists()
    with translation.override("en"):
        said = str(Notice.objects.filter(key__contains=":first:").first())
    assert said == f"Request {case.number} has to be answered by 2026-03-31: 5 working days are left."


def test_the_stand_in_of_an_absent_handler_is_reminded(world: World, on_day: Days) -> None:
    house = world.bureau
    case = given(house, on_day)
    other = more(house, "second", house.division)
    Deputy.objects.create(organ=house.organ, absent=house.people["handler"], deputy=other, since=dt.date(2026, 3, 20), until=dt.date(2026, 3, 27))
    run(on_day, "2026-03-24")
    assert ("first", "second") in reminded(case)


def test_the_organ_says_how_many_working_days_before(world: World, on_day: Days) -> None:
    house = world.bureau
    for name, value in (("remind_before", 2), ("remind_again", 0)):
        SetOrganSetting(organ=house.organ, name=name, value=value, since=LONG_AGO, reason="本局规定").by(Actor.command("test"))
    case = given(house, on_day)
    assert [run(on_day, day) for day in ("2026-03-24", "2026-03-26", "2026-03-27", "2026-03-31")] == [0, 0, 2, 0]
    assert {stage for stage, _who in reminded(case)} == {"first"}


def test_what_was_missed_stays_on_record_whatever_is_recorded_later(world: World, on_day: Days) -> None:
    house = world.bureau
    case = given(house, on_day)
    run(on_day, "2026-03-31")
    assert Case.objects.get(pk=case.pk).missed_on is None
    run(on_day, "2026-04-01")
    run(on_day, "2026-04-01")
    case.refresh_from_db()
    assert case.missed_on == dt.date(2026, 3, 31)
    assert [row.by for row in case.events.filter(kind="due_day_missed")] == ["task:daily"]
    # Recorded late, happened in time: the steps of the law keep their own days, the missed day stays.
    assert take(house, "registrar", case, "withdraw", how="来函", on="2026-03-31").status_code == 302
    case.refresh_from_db()
    assert (case.closed_on, case.late_days, case.missed_on) == (dt.date(2026, 3, 31), 0, dt.date(2026, 3, 31))
    assert run(on_day, "2026-04-02") == 0
    page = as_person(world.county.people["supervisor"]).get(case.get_absolute_url()).content.decode()
    assert "2026-03-31" in page
    call_command("cases", "verify")


def test_nobody_but_the_system_records_a_missed_day_and_none_before_its_time(world: World, on_day: Days) -> None:
    case = given(world.bureau, on_day)
    on_day("2026-04-01")
    with pytest.raises(PermissionDenied):
        MissDueDay(case=case, due=dt.date(2026, 3, 31)).by(Actor.of(world.bureau.people["office_head"]))
    assert not store.state_of(case).missed


def test_the_site_tells_when_reminders_were_last_given_out(world: World) -> None:
    (fact,) = [one for one in health.facts(timezone.now()) if one.name == "reminders"]
    assert not fact.good
    run_daily(timezone.localdate(), "p")
    assert DailyRun.objects.get(job="cases.reminders").outcome == DailyRun.DONE
    (fact,) = [one for one in health.facts(timezone.now()) if one.name == "reminders"]
    assert fact.good
    assert timezone.localtime().strftime("%Y-%m-%dT") in fact.sentence
    assert world.bureau.organ.pk
    (late,) = [one for one in health.facts(timezone.now() + dt.timedelta(days=2)) if one.name == "reminders"]
    assert not late.good
