"""The daily work reminds before a due day, tells the supervisor when it has passed, and records that for ever; a second run does nothing twice.

A request received on Tuesday 3 March 2026 is due on Tuesday 31 March; 24 March is 5 working days before it, 30 March one.
"""

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.utils import timezone, translation

from cases.test_assigning import more, opened
from cases.test_bulk import DAY, arrival
from cases.test_correcting import Days, on_day
from cases.walk_through import take
from gongkai.audit.actors import Actor
from gongkai.audit.models import AuditRow
from gongkai.cases import bulk, ledger, reminders, store
from gongkai.cases.actions import AssignCase
from gongkai.cases.actions.daily import MissDueDay, RecomputeDueDay
from gongkai.cases.actions.notes import WriteNote
from gongkai.cases.events import ReceiptConfirmed
from gongkai.cases.models import Case
from gongkai.operations import health
from gongkai.operations.daily import JOBS, run_daily
from gongkai.operations.models import DailyRun
from gongkai.organs import notices
from gongkai.organs.actions import SetOrganSetting
from gongkai.organs.models import Deputy, Notice, Organ
from person_parts import register
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


def many(house: House, count: int) -> None:
    """Open requests received on 4 March 2025."""
    key = str(register(house.organ).pk)
    events = [[arrival(f"M{number}", key), ReceiptConfirmed(on=DAY("2025-03-04"), how="电话")] for number in range(count)]
    bulk.append_many([bulk.NewCase(case=Case(organ=house.organ), events=one) for one in events], Actor.command("test"))


def elsewhere(work: Callable[[], object]) -> None:
    """Done by another connection, as by another process, and over when this returns."""

    def alone() -> None:
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(alone).result()


@pytest.mark.django_db(transaction=True)
def test_others_write_while_the_daily_work_goes_through_more_requests_than_it_reads_at_once(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """An open cursor of SQLite sees the database as it was: whoever writes meanwhile would end the job at its next own write."""
    many(world.bureau, 502)
    monkeypatch.setattr(notices, "give", lambda _notices: [])
    real = MissDueDay.by

    def by(self: MissDueDay, actor: Actor) -> Any:
        elsewhere(lambda: Organ.objects.filter(pk=world.stranger.organ.pk).update(short_name=self.case.number))
        return real(self, actor)

    monkeypatch.setattr(MissDueDay, "by", by)
    assert reminders.record_missed(timezone.localdate()) == 502
    Case.objects.filter(number__in=("M0", "M501")).update(due_on=None)
    assert len(reminders.recompute()) == 2


@pytest.mark.parametrize("job", [reminders.RECOMPUTE, reminders.MISSED, reminders.REMIND])
def test_a_request_that_cannot_be_read_keeps_no_other_from_its_daily_work(
    world: World, on_day: Days, monkeypatch: pytest.MonkeyPatch, job: str
) -> None:
    house = world.bureau
    broken, case = given(house, on_day), given(house, on_day)
    real = store.state_of

    def state_of(one: Case) -> ledger.Case:
        if one.pk == broken.pk:
            raise KeyError
        return real(one)

    monkeypatch.setattr(store, "state_of", state_of)
    on_day("2026-04-01")
    if job == reminders.RECOMPUTE:
        Case.objects.update(due_on=dt.date(2026, 4, 3))
    with pytest.raises(KeyError):
        JOBS[job].work(dt.date(2026, 4, 1))
    case.refresh_from_db()
    assert case.due_on == dt.date(2026, 3, 31)
    assert {
        reminders.RECOMPUTE: case.events.filter(kind="due_day_recomputed").exists(),
        reminders.MISSED: case.missed_on == dt.date(2026, 3, 31),
        reminders.REMIND: ("overdue", "handler") in reminded(case),
    }[job]


def test_what_somebody_did_meanwhile_is_looked_at_again_under_the_lock(world: World, on_day: Days) -> None:
    """The look at all requests takes minutes: a step of a person in them must neither be contradicted nor end the job."""
    house = world.bureau
    case, other = given(house, on_day), given(house, on_day)
    on_day("2026-04-01")
    Case.objects.update(due_on=dt.date(2026, 4, 3))
    stale = {one.pk: one for one in Case.objects.select_related("organ")}
    assert take(house, "registrar", case, "withdraw", how="来函", on="2026-03-31").status_code == 302
    WriteNote(case=other, text="附注").by(Actor.of(house.people["handler"]))  # brings the row up to what the days say
    for one in (case, other):
        events, rows = one.events.count(), AuditRow.objects.count()
        assert not RecomputeDueDay(case=stale[one.pk]).done_by(Actor("task", "daily"))
        assert (one.events.count(), AuditRow.objects.count()) == (events, rows)
    assert not MissDueDay(case=stale[case.pk], due=dt.date(2026, 3, 31)).done_by(Actor("task", "daily"))
    assert MissDueDay(case=stale[other.pk], due=dt.date(2026, 3, 31)).done_by(Actor("task", "daily"))
    assert not MissDueDay(case=stale[other.pk], due=dt.date(2026, 3, 31)).done_by(Actor("task", "daily"))
    assert not Notice.objects.filter(key__endswith=":recomputed").exists()


def test_no_day_is_recorded_as_missed_that_the_calendar_has_moved(world: World, on_day: Days) -> None:
    """It would stay for ever: the row is not believed where computing it anew has failed."""
    house = world.bureau
    case = given(house, on_day)
    on_day("2026-04-01")
    rows = [["2026-03-26", "off", "本地节日"], ["2026-03-27", "off", "本地节日"]]
    SetOrganSetting(organ=house.organ, name="own_days", value=rows, since=dt.date(2026, 3, 1), reason="当地人民政府通知").by(Actor.command("test"))
    Case.objects.filter(pk=case.pk).update(due_on=dt.date(2026, 3, 31))
    assert reminders.record_missed(dt.date(2026, 4, 1)) == 0
    assert Case.objects.get(pk=case.pk).missed_on is None
