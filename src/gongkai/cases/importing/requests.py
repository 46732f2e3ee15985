"""A request as an import registers it: like one that a registrar types in, with the number that it has elsewhere."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases.actions.register import RegisterRequest
from gongkai.cases.actions.scans import checked_scan, filed, infected
from gongkai.cases.events import Event, ReceiptConfirmed, RequestArrived
from gongkai.cases.importing.rows import Enclosed
from gongkai.cases.models import ImportToken
from gongkai.organs.actions.checks import Problems
from gongkai.organs.models import Organ
from gongkai.statute.receipt import needs_confirmation

MOST_FILES = 5
JOINT = "joint_"
"""What the name of a joint applicant's field begins with; the number from 1 follows."""


@dataclass(kw_only=True)
class ImportedRequest(RegisterRequest):
    """A request that another system has under `foreign_number`; its receipt follows from its way, as for every request (Reg. 31).

    `confirmed_on`: the day both sides confirmed it there, None where that is still to do. With a `token` a system of the `source` registers it.
    """

    verb: ClassVar[str] = "case.register"

    source: str
    foreign_number: str
    confirmed_on: dt.date | None = None
    attachments: tuple[Enclosed, ...] = field(default=(), repr=False)
    token: ImportToken | None = None

    def permitted(self, actor: Actor) -> bool:
        """Registrars of the organ; a token of it that was not revoked."""
        return token_permits(self.token, self.organ, actor) or super().permitted(actor)

    def check(self) -> None:
        """As for every request; a confirmation that can have been, files that can be kept."""
        problems = Problems()
        if self.confirmed_on is not None and not self.on <= self.confirmed_on <= timezone.localdate():
            problems.add("confirmed_on", _("A receipt is confirmed on the day of arrival or later, and not ahead of today."))
        if len(self.attachments) > MOST_FILES:
            problems.add("attachments", _("At most %(most)s files come with a request.") % {"most": MOST_FILES})
        for number, one in enumerate(self.attachments):
            checked_scan(one.document, "attachments", problems)
            verdict = self.verdicts.get(str(number))  # none yet where a row is only looked at
            if verdict and verdict.found:
                problems.add("attachments", infected(verdict))
        problems.stop()
        super().check()

    def fields_of_joint(self, number: int) -> str:
        """Each has a place of its own: a row tells which of them is wrong."""
        return f"{JOINT}{number}"

    def arrived(self, day: dt.date, number: str, applicant: str, agent: str, joint: tuple[str, ...]) -> RequestArrived:
        """The arrival, with the number it has elsewhere."""
        return replace(super().arrived(day, number, applicant, agent, joint), source=self.source, foreign_number=self.foreign_number)

    def events(self, arrived: RequestArrived) -> Iterator[Event]:
        """The arrival, its files, its confirmation where the way needs one and it was done."""
        yield arrived
        for number, one in enumerate(self.attachments):
            yield filed(one.document, one.what, self.on, waits=self.verdicts[str(number)].waits)
        if self.confirmed_on is not None and needs_confirmation(arrived.channel, self.on):
            yield ReceiptConfirmed(on=self.confirmed_on, how=self.source)

    def detail(self) -> Mapping[str, Any]:
        """By which channel, on which day, from where."""
        return {**super().detail(), "source": self.source}


def token_permits(token: ImportToken | None, organ: Organ, actor: Actor) -> bool:
    """Whether the token lets its system send requests to `organ`."""
    return token is not None and actor.kind == "task" and token.organ_id == organ.pk and token.revoked_at is None
