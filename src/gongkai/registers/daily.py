"""The daily work on registers: files that wait are shown to the virus scanner, last days are counted anew. Registered in `apps`."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.operations.alarms import Alarm, raise_alarm
from gongkai.operations.daily import by_portions, daily_job, with_each
from gongkai.registers import store
from gongkai.registers.filing import RecountDue, ScanPapers
from gongkai.registers.models import Entry

_SYSTEM = Actor("task", "daily")


@daily_job("registers.virus-scan")
def scan_waiting(on: dt.date) -> None:
    """All files that wait; who runs the site hears of it when the scanner is still away."""
    waiting = 0
    for entry in Entry.objects.filter(unscanned__gt=0).select_related("organ").order_by("pk"):
        try:
            ScanPapers(entry=entry).by(_SYSTEM)
        except ValidationError:
            waiting += 1
    if waiting:
        text = gettext_noop(
            "The virus scanner (GONGKAI_CLAMAV) cannot be reached: files of %(count)s entries of registers wait for it and are shown to nobody."
        )
        raise_alarm(Alarm(f"registers-virus-scan-{on}", text, {"count": waiting}))


def recount(actor: Actor = _SYSTEM) -> list[RecountDue]:
    """Count the last day of every open entry anew; what was done where it is no longer the one on record. Closed entries never change."""
    done: list[RecountDue] = []

    def look(entry: Entry) -> None:
        if store.due_on(entry.organ, store.state_of(entry)) != entry.due_on:
            action = RecountDue(entry=entry)
            action.by(actor)
            done.append(action)

    with_each(by_portions(Entry.objects.filter(closed_on__isnull=True).select_related("organ")), look)
    return done


@daily_job("registers.recount")
def recount_daily(on: dt.date) -> None:  # noqa: ARG001  # as the calendar and the settings are now
    """Every day: a calendar comes with a new version of the program."""
    recount()
