"""The registrar logs an attempt to reach the applicant (联系记录); the confirmation itself is `actions.confirm`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import ledger
from gongkai.cases.actions.base import Step
from gongkai.cases.contacting import RESULTS, WAYS, is_time
from gongkai.cases.events import ContactTried, Event
from gongkai.cases.models import Case
from gongkai.organs.actions.checks import Problems

LONGEST_NOTE = 200


@dataclass(kw_only=True)
class LogAttempt(Step):
    """The office tried to confirm the receipt on the day `on`, at the time `at` (as 14:05), by `way`, without reaching the applicant.

    `way` and `result`: codes of `contacting.WAYS` and `contacting.RESULTS`. The period does not begin with it (Reg. 31).
    """

    verb: ClassVar[str] = "case.contact"
    capability: ClassVar[str] = "case.register"

    case: Case
    way: str
    at: str
    result: str
    note: str = ""
    on: Any = None

    def check(self) -> None:
        """A way, a time that has come, a result."""
        problems = Problems()
        self.at, self.note = self.at.strip(), self.note.strip()
        for name, known in (("way", WAYS), ("result", RESULTS)):
            if getattr(self, name) not in known:
                problems.add(name, _("Choose one of the list."))
        if not is_time(self.at):
            problems.add("at", _("Write the time with hour and minutes, like 14:05."))
        elif self.day() == timezone.localdate() and self.at > timezone.localtime().strftime("%H:%M"):
            problems.add("at", _("%(time)s today has not come yet.") % {"time": self.at})
        if len(self.note) > LONGEST_NOTE:
            problems.add("note", _("At most %(most)s characters fit here. Shorten it.") % {"most": LONGEST_NOTE})
        problems.stop()

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It was tried."""
        if state.stage != "arrived":
            raise ValidationError(_("The receipt is confirmed: there is nothing left to try."))
        yield ContactTried(on=self.day(), way=self.way, at=self.at, result=self.result, note=self.note)

    def detail(self) -> Mapping[str, Any]:
        """By which way, with which result."""
        return {**super().detail(), "way": self.way, "result": self.result}
