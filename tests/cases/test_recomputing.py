"""A changed calendar or setting moves the due days of open requests, with an entry and a notice; closed ones never change. Days by hand (2026)."""

import datetime as dt
import io

from django.core.management import call_command
from django.utils import translation

from cases.test_assigning import opened
from cases.test_correcting import Days, on_day
from cases.test_deliveries import posted
from cases.walk_through import take
from gongkai.audit.actors import Actor
from gongkai.cases import reminders, store
from gongkai.cases.models import Case
from gongkai.operations.daily import JOBS
from gongkai.organs.actions import SetOrganSetting
from gongkai.organs.models import Notice
from platform_parts import House, World

__all__ = ["on_day"]  # the fixture

HOLIDAY = [["2026-03-26", "off", "本地节日"], ["2026-03-27", "off", "本地节日"]]


def holiday(house: House, since: str) -> None:
    """The place has two days off more: 26 and 27 March."""
    SetOrganSetting(organ=house.organ, name="own_days", value=HOLIDAY, since=dt.date.fromisoformat(since), reason="当地人民政府通知").by(
        Actor.command("test")
    )


def test_open_requests_follow_a_changed_calendar_with_an_entry_and_a_notice(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    case = opened(house)
    elsewhere = opened(world.stranger)
    before = store.state_of(case)
    on_day("2026-03-10")
    holiday(house, "2026-03-10")
    out = io.StringIO()
    call_command("cases", "recompute", stdout=out)
    assert f"{case.number}: 2026-03-31 -> 2026-04-02" in out.getvalue()
    assert "1件申请的答复期限有变化。" in out.getvalue()
    case.refresh_from_db()
    # 26 and 27 March are off: 30 and 31 March are the 17th and 18th working day, 1 and 2 April the 19th and 20th.
    assert case.due_on == dt.date(2026, 4, 2)
    row = case.events.get(kind="due_day_recomputed")
    assert (row.data["before"], row.data["after"]) == ("2026-03-31", "2026-04-02")
    assert "local-2" in row.data["calendar"]
    assert "local-2" not in case.events.get(kind="receipt_confirmed").calendar
    assert store.state_of(case).last == before.last  # no step of the law
    told = Notice.objects.filter(key__endswith=":recomputed")
    assert {one.user.username for one in told} == {f"{house.organ.code}-{role}" for role in ("handler", "office-head", "registrar")}
    with translation.override("en"):
        assert "was 2026-03-31 and is now 2026-04-02" in str(told[0])
    assert Case.objects.get(pk=elsewhere.pk).due_on == dt.date(2026, 3, 31)
    assert reminders.recompute() == []  # a second run finds nothing
    call_command("cases", "verify")


def test_closed_requests_never_change(world: World, on_day: Days) -> None:
    house = world.bureau
    case = posted(house, on_day)
    held = {name: getattr(case, name) for name in ("due_on", "late_days", "length", "closed_on")}
    on_day("2026-04-07")
    holiday(house, "2026-04-07")
    assert reminders.recompute() == []
    case.refresh_from_db()
    assert {name: getattr(case, name) for name in held} == held
    call_command("cases", "verify")


def test_how_late_a_closed_request_was_stays_even_if_the_calendar_is_changed_for_days_past(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    case = opened(house)
    on_day("2026-04-02")
    assert take(house, "registrar", case, "withdraw", how="来函", on="2026-04-02").status_code == 302
    case.refresh_from_db()
    assert (case.due_on, case.late_days) == (dt.date(2026, 3, 31), 2)  # 1 and 2 April
    on_day("2026-04-07")
    rows = [["2026-04-01", "off", "本地节日"]]
    SetOrganSetting(organ=house.organ, name="own_days", value=rows, since=dt.date(2026, 3, 1), reason="补录").by(Actor.command("test"))
    assert reminders.recompute() == []
    call_command("cases", "verify")  # the row is what the events say: 2, as counted when it was closed
    assert take(house, "office_head", case, "correct-record", entry="1", wrong="误", right="正", reason="更正").status_code == 302
    case.refresh_from_db()
    assert case.late_days == 2


def test_the_daily_work_recomputes_before_it_reminds(world: World, on_day: Days) -> None:
    house = world.bureau
    on_day("2026-03-03")
    case = opened(house)
    on_day("2026-04-01")
    holiday(house, "2026-04-01")
    ours = (reminders.RECOMPUTE, reminders.MISSED, reminders.REMIND)
    assert tuple(name for name in JOBS if name in ours) == ours
    reminders.recompute()
    reminders.record_missed(dt.date(2026, 4, 1))
    case.refresh_from_db()
    assert (case.due_on, case.missed_on) == (dt.date(2026, 4, 2), None)  # it was not missed after all


def test_a_row_that_is_not_what_the_days_say_is_brought_right_with_an_entry(world: World, on_day: Days) -> None:
    on_day("2026-03-03")
    case = opened(world.bureau)
    Case.objects.filter(pk=case.pk).update(due_on=dt.date(2026, 3, 30))
    assert len(reminders.recompute()) == 1  # nothing but a change explains it: it is told
    assert Case.objects.get(pk=case.pk).due_on == dt.date(2026, 3, 31)
