"""The applicant withdraws the request: it is closed on that day, and counted once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import ledger
from gongkai.cases.actions.closing import closing
from gongkai.cases.actions.joined import Settling
from gongkai.cases.actions.papers import WithScan
from gongkai.cases.events import Event, RequestWithdrawn
from gongkai.cases.models import Case
from gongkai.organs import notices, policies

_LONGEST = 200


@dataclass(kw_only=True)
class WithdrawRequest(WithScan, Settling):
    """The applicant takes the request back (撤回); recorded by the registrar, who says `how`, or by the applicant (`by_applicant`).

    `by_applicant`: the caller has compared number and query code, which is the applicant's right to act.
    """

    verb: ClassVar[str] = "case.withdraw"
    capability: ClassVar[str] = "case.register"

    case: Case
    how: str = ""
    by_applicant: bool = False
    on: Any = None

    def permitted(self, actor: Actor) -> bool:
        """The applicant, and the registrar."""
        return self.by_applicant or super().permitted(actor)

    def check(self) -> None:
        """How the office knows of it."""
        self.how = self.how.strip()
        if not self.by_applicant and not self.how:
            raise ValidationError({"how": _("Say how the applicant withdrew the request: by letter, by telephone ...")})
        if len(self.how) > _LONGEST:
            raise ValidationError({"how": _("At most %(most)s characters fit here. Shorten it.") % {"most": _LONGEST}})

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It was withdrawn; whatever was answered to its items before is not given any more."""
        day = self.day()
        yield RequestWithdrawn(on=day, how=self.how, **closing(self.case, state, day, ["withdrawn"] * len(state.items)))
        yield from self.papers("withdrawal")

    def detail(self) -> Mapping[str, Any]:
        """Whether by the applicant's own hand."""
        return {**super().detail(), "by_applicant": self.by_applicant}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Registrars and handlers, who have nothing left to do."""
        people = [*policies.people_with(subject.organ, "registrar"), *policies.people_with(subject.organ, "handler")]
        yield notices.NoticeTo(
            notices.people_but(actor, people),
            f"case-withdrawn:{subject.pk}",
            gettext_noop("The applicant withdrew request %(number)s: it is closed, no answer is owed."),
            {"number": subject.number},
            link=subject.get_absolute_url(),
            organ=subject.organ,
        )
