"""Files that waited for the virus scanner are shown to it: by the daily work, or when a registrar asks."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import ledger, store
from gongkai.cases.actions.base import Step, told_to
from gongkai.cases.events import Event, FileScanned
from gongkai.cases.models import Case
from gongkai.cases.virus_scan import Verdict, scan
from gongkai.operations.alarms import Alarm, raise_alarm
from gongkai.operations.daily import daily_job
from gongkai.organs import notices, policies
from gongkai.organs.actions.basis import file_store


@dataclass(kw_only=True)
class ScanFiles(Step):
    """The files of `case` that wait are shown to the virus scanner; what it does not answer goes on waiting."""

    verb: ClassVar[str] = "case.scan"
    capability: ClassVar[str] = "case.register"

    case: Case
    on: Any = None
    verdicts: Mapping[str, Verdict] = field(default_factory=dict, repr=False)

    def permitted(self, actor: Actor) -> bool:
        """Registrars, and the daily work."""
        return actor.kind == "task" or super().permitted(actor)

    def by(self, actor: Actor) -> Any:
        """As every step, after the scanner was asked, for which no transaction waits."""
        if not self.permitted(actor):
            raise policies.NotAllowed
        names = store.state_of(self.case).unscanned
        self.verdicts = {name: scan(file_store().read(name)) for name in names}
        return super().by(actor)

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """What was found in each."""
        answered = [name for name in state.unscanned if name in self.verdicts and not self.verdicts[name].waits]
        if not answered:
            raise ValidationError(_("The virus scanner cannot be reached, or does not answer. The files go on waiting; tell who runs this site."))
        for name in answered:
            yield FileScanned(on=self.day(), scanned=name, found=self.verdicts[name].found)

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Registrars, when something was found."""
        if any(verdict.found for verdict in self.verdicts.values()):
            yield told_to(
                subject, actor, "registrar", gettext_noop("A virus was found in a file of request %(number)s: ask who sent it for another.")
            )


@daily_job("virus-scan")
def scan_waiting(on: dt.date) -> None:
    """All files that wait; who runs the site hears of it when the scanner is still away."""
    waiting = 0
    for case in Case.objects.filter(unscanned__gt=0).order_by("pk"):
        try:
            ScanFiles(case=case).by(Actor("task", "virus-scan"))
        except ValidationError:
            waiting += 1
    if waiting:
        text = gettext_noop("The virus scanner (GONGKAI_CLAMAV) cannot be reached: files of %(count)s requests wait for it and are shown to nobody.")
        raise_alarm(Alarm(f"virus-scan-{on}", text, {"count": waiting}))
