"""The daily work on requests (催办): due days computed anew, days that were missed recorded, people reminded. Registered in `apps`.

Each part looks at what is and does what is missing: a second run on the same day records nothing and reminds nobody again.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import store
from gongkai.cases.actions.base import people_for
from gongkai.cases.actions.daily import MissDueDay, RecomputeDueDay
from gongkai.cases.bulk import Settings
from gongkai.cases.models import Case
from gongkai.operations.daily import by_portions, daily_job, with_each
from gongkai.operations.health import FACTS
from gongkai.operations.models import DailyRun
from gongkai.organs import notices, policies
from gongkai.organs.lineage import answering
from gongkai.organs.models import Organ
from gongkai.organs.setting_table import setting

RECOMPUTE, MISSED, REMIND = "cases.recompute", "cases.missed", "cases.reminders"
"""The names of the jobs."""

_SYSTEM = Actor("task", "daily")


def recompute(actor: Actor = _SYSTEM) -> list[RecomputeDueDay]:
    """Compute the due day of every open case anew; what was done where it is no longer the one on record. Closed cases never change."""
    done: list[RecomputeDueDay] = []
    settings, today = Settings(), timezone.localdate()

    def look(case: Case) -> None:
        seen = store.clock_of(case.organ, store.state_of(case), today, settings.calendar, settings.readings)
        action = RecomputeDueDay(case=case)
        if seen.lasting != case.due_on and action.done_by(actor):
            done.append(action)

    with_each(by_portions(_open()), look)
    return done


def _open() -> Any:
    """The cases that are not closed, of every organ: the daily work shows them to nobody."""
    return Case.objects.exclude(stage=Case.Stage.CLOSED).select_related("organ")


def record_missed(on: dt.date, actor: Actor = _SYSTEM) -> int:
    """Record of every open case that its due day has passed; how many were new. What is recorded later does not erase it."""
    new: list[int] = []

    def look(case: Case) -> None:
        is_known = case.due_on is None or any(one.due == case.due_on for one in store.state_of(case).missed)
        if not is_known and MissDueDay(case=case, due=case.due_on).done_by(actor):
            new.append(case.pk)

    with_each(by_portions(_open().filter(due_on__lt=on)), look)
    return len(new)


@dataclass(frozen=True)
class Stage:
    """A stage of reminding: its name in the notice's key, its sentence, the roles that hear it; `above`: the supervisor's, too."""

    name: str
    text: str
    roles: tuple[str, ...] = ("handler", "office_head")
    above: bool = False


FIRST = Stage("first", gettext_noop("Request %(number)s has to be answered by %(day)s: %(left)s working days are left."))
SECOND = Stage("second", gettext_noop("Request %(number)s has to be answered by %(day)s: only %(left)s working days are left."))
OVERDUE = Stage("overdue", gettext_noop("Request %(number)s should have been answered by %(day)s: it is overdue."), above=True)


def remind(on: dt.date) -> int:
    """Remind of every open case whose due day is near or has passed, each once a stage and due day; how many notices were given.

    The working days left are those that count: what stands still brings the due day no nearer.
    """
    settings, plans, given = Settings(), dict[int, _Plan](), Counter[str]()

    def look(case: Case) -> None:
        if case.organ_id not in plans:
            plans[case.organ_id] = _Plan.of(case.organ, on)
        seen = store.clock_of(case.organ, store.state_of(case), on, settings.calendar, settings.readings)
        stage = plans[case.organ_id].stage(case.due_on, on, seen.days_left or 0)
        if stage:
            given[stage.name] += len(notices.give([_notice(case, stage, seen.days_left or 0, plans[case.organ_id].above)]))

    with_each(by_portions(_open().filter(due_on__isnull=False)), look)
    return given.total()


@dataclass(frozen=True)
class _Plan:
    """An organ's settings of reminding on a day, and the supervisors above it."""

    before: int
    again: int
    above: tuple[Any, ...]

    @classmethod
    def of(cls, organ: Organ, on: dt.date) -> "_Plan":
        """What holds on `on`."""
        organ = answering(organ, on)
        above = policies.superior_of(organ, on)
        supervisors = tuple(policies.people_with(above, "supervisor", on)) if above else ()
        return cls(setting(organ, "remind_before", on), setting(organ, "remind_again", on), supervisors)

    def stage(self, due: dt.date, on: dt.date, left: int) -> Stage | None:
        """The stage that a due day has reached with `left` working days; None: it is not near."""
        if due < on:
            return OVERDUE
        return SECOND if left <= self.again and self.again else FIRST if left <= self.before else None


def _notice(case: Case, stage: Stage, left: int, above: Iterable[Any]) -> notices.NoticeTo:
    people = [one for role in stage.roles for one in people_for(case, role)] + (list(above) if stage.above else [])
    return notices.NoticeTo(
        tuple({one.pk: one for one in people}.values()),
        f"case-reminder:{case.pk}:{stage.name}:{case.due_on}",
        stage.text,
        {"number": case.number, "day": case.due_on.isoformat(), "left": left},
        link=case.get_absolute_url(),
        organ=case.organ,
    )


@daily_job(RECOMPUTE)
def _recompute_daily(on: dt.date) -> None:  # noqa: ARG001  # what holds now
    recompute()


@daily_job(MISSED)
def _record_missed_daily(on: dt.date) -> None:
    record_missed(on)


@daily_job(REMIND)
def _remind_daily(on: dt.date) -> None:
    remind(on)


def last_reminded() -> DailyRun | None:
    """The last run of the reminders that came to its end (催办任务最近一次运行)."""
    return DailyRun.objects.filter(job=REMIND, outcome=DailyRun.DONE).order_by("-day", "-finished_at").first()


def _reminders(now: dt.datetime) -> tuple[bool, str]:
    """A fact for /readyz: a job that dies silently lets due days pass."""
    last = last_reminded()
    if last is None:
        return False, _("Reminders have never been given out: the daily work has not run")
    said = _("Reminders were last given out at %(last)s") % {"last": timezone.localtime(last.finished_at).isoformat(timespec="minutes")}
    return last.day >= timezone.localtime(now).date() - dt.timedelta(days=1), said


FACTS["reminders"] = _reminders
