"""The organ weighs what a third party said (Reg. 15, 32); who is overruled is told in writing before the answer goes out."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import events as e
from gongkai.cases import ledger, store
from gongkai.cases.actions.base import Step, written
from gongkai.cases.actions.serve import checked_mail_number
from gongkai.cases.letters import consultations as letters
from gongkai.cases.letters.answer import printed
from gongkai.cases.models import Case
from gongkai.persons import sealing
from gongkai.persons.models import Person

DECISIONS = ("disclose", "withhold")


@dataclass(kw_only=True)
class WeighThirdParty(Step):
    """The handler weighs what the third party of the consultation number `consultation` said: `response` is what it comes to, with `reason`.

    `decision` is one of `DECISIONS`; `content` is what is disclosed, where the third party has to be told (Reg. 32).
    """

    verb: ClassVar[str] = "case.weigh"
    capability: ClassVar[str] = "case.answer"

    case: Case
    consultation: int
    response: str
    decision: str
    reason: str
    content: str = ""

    def check(self) -> None:
        """A decision and its reason."""
        if self.decision not in DECISIONS:
            raise ValidationError({"decision": _("Choose one of the list.")})
        self.reason = written(self.reason, "reason")
        self.content = self.content.strip() and written(self.content, "content")

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """Weighed."""
        day = self.day()
        time = store.clock_of(self.case.organ, state, day).times.get(self.consultation)
        if (self.response, self.decision) == ("objects_with_reason", "disclose") and not self.content:
            raise ValidationError({"content": _("Say what is disclosed: the third party has to be told content and reasons in writing (Reg. 32).")})
        yield e.ThirdPartyWeighed(
            on=day,
            consultation=self.consultation,
            response=self.response,
            decision=self.decision,
            reason=self.reason,
            content=self.content,
            until=time.end if time and self.response == "silent" else None,
        )

    def detail(self) -> Mapping[str, Any]:
        """Which one, and how."""
        return {**super().detail(), "consultation": self.consultation, "decision": self.decision}


def notices_due(case: Case, state: ledger.Case, day: dt.date) -> Iterator[e.Event]:
    """The notices to third parties that are made with the signed answer, one for each whose reasoned objection is overruled (Reg. 32)."""
    for one in state.consultations:
        if not (one.tells and one.weighed and one.sent and one.answered and one.notice is None):
            continue
        party = Person.objects.get(pk=one.asked.party, organ=case.organ)
        fields = {"asked": printed(one.sent.on), "answered": printed(one.answered.on), "content": one.weighed.content, "reason": one.weighed.reason}
        to = letters.Addressee(sealing.values(party, ["name"])["name"], party.kind)
        yield e.ThirdPartyNoticeIssued(on=day, consultation=one.number, **letters.issue(case, day, "notice", to, **fields))


@dataclass(kw_only=True)
class TellThirdParty(Step):
    """The notice of what is disclosed and why was given to the third party on the day `on`, by the post or signed for."""

    verb: ClassVar[str] = "case.tell_third_party"
    capability: ClassVar[str] = "case.register"

    case: Case
    consultation: int
    way: str
    mail_number: str = ""
    on: Any = None

    def check(self) -> None:
        """A way, and the number of the letter where it was posted."""
        if self.way == "electronic":
            raise ValidationError({"way": _("Choose one of the list.")})
        self.mail_number = checked_mail_number(self.way, self.mail_number)

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[e.Event]:  # noqa: ARG002
        """The third party is told."""
        yield e.ThirdPartyNoticeSent(on=self.day(), way=self.way, mail_number=self.mail_number, consultation=self.consultation)

    def detail(self) -> Mapping[str, Any]:
        """Which one."""
        return {**super().detail(), "consultation": self.consultation}
