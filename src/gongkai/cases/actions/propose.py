"""Information that people ask for is put forward for publication (建议主动公开, Reg. 44), and that is examined."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import store
from gongkai.cases.actions.base import written
from gongkai.cases.marking import mark_of, refusal
from gongkai.cases.models import Case, Proposal
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems
from gongkai.organs.models import Organ
from gongkai.organs.telling import told

LONGEST = 1000


@dataclass(kw_only=True)
class ProposePublication(Action):
    """The handler puts the information of an item of `case` forward for publication, because the applicant proposes it or several asked for it.

    `origin`: one of `Proposal.Origin`; `why` in words, without names of persons. One at a time for an item; what was not accepted may be
    proposed again.
    """

    verb: ClassVar[str] = "case.propose"
    capability: ClassVar[str] = "case.answer"

    case: Case
    item: int
    origin: str
    why: str

    def organ_asked(self) -> Organ:
        """The organ that deals with the request."""
        return self.case.organ

    def check(self) -> None:
        """An item, where it comes from, why; not what is proposed already."""
        self.why = written(self.why, "why", LONGEST)
        problems = Problems()
        self.case = store.locked(self.case)
        state = store.state_of(self.case)
        if not 1 <= self.item <= len(state.items):
            problems.add("item", _("Choose one of the list."))
        if self.origin not in Proposal.Origin.values:
            problems.add("origin", _("Choose one of the list."))
        mark = mark_of(self.why)
        if mark:
            problems.add("why", told(refusal(mark)))
        if state.arrived.level:
            problems.add("item", _("The content of this request is secret; it cannot be put forward for publication."))
        if self.case.proposals.filter(item=self.item, state=Proposal.State.PROPOSED).exists():
            problems.add("item", _("This item is put forward already and waits to be examined."))
        if self.case.proposals.filter(item=self.item, state=Proposal.State.ACCEPTED).exists():
            problems.add("item", _("This item was put forward and accepted already."))
        problems.stop()

    def write(self, actor: Actor) -> Proposal:
        """The row."""
        return Proposal.objects.create(
            organ=self.case.organ,
            case=self.case,
            item=self.item,
            origin=self.origin,
            why=self.why,
            proposed_on=timezone.localdate(),
            proposed_by=f"{actor.kind}:{actor.key}",
        )

    def detail(self) -> Mapping[str, Any]:
        """Of which request and item, why it is one of Reg. 44."""
        return {"number": self.case.number, "item": self.item, "origin": self.origin}

    def notices(self, subject: Proposal, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The head of the disclosure office, who examines it."""
        yield notices.NoticeTo(
            notices.people_but(actor, policies.people_with(self.case.organ, "office_head")),
            f"proposal:{subject.pk}",
            gettext_noop("Information asked for in %(number)s is put forward for publication: examine it (Reg. 44)."),
            {"number": self.case.number},
            link=subject.get_absolute_url(),
            organ=self.case.organ,
        )


@dataclass(kw_only=True)
class ExamineProposal(Action):
    """The head of the disclosure office accepts a proposal or not, with the reason; it is examined once."""

    verb: ClassVar[str] = "case.examine_proposal"
    capability: ClassVar[str] = "case.decide"

    proposal: Proposal
    accepted: bool
    reason: str

    def organ_asked(self) -> Organ:
        """The organ of the request."""
        return self.proposal.organ

    def check(self) -> None:
        """A reason; and nobody was faster."""
        self.reason = written(self.reason, "reason", LONGEST)
        self.proposal = Proposal.objects.select_for_update(of=("self",)).select_related("organ", "case").get(pk=self.proposal.pk)
        if self.proposal.state != Proposal.State.PROPOSED:
            raise ValidationError(_("It was examined already, on %(day)s.") % {"day": self.proposal.examined_on})

    def write(self, actor: Actor) -> Proposal:
        """What came of it."""
        row = self.proposal
        row.state = Proposal.State.ACCEPTED if self.accepted else Proposal.State.DECLINED
        row.reason, row.examined_on, row.examined_by = self.reason, timezone.localdate(), f"{actor.kind}:{actor.key}"
        row.save(update_fields=["state", "reason", "examined_on", "examined_by"])
        return row

    def detail(self) -> Mapping[str, Any]:
        """Of which request, with which result."""
        return {"number": self.proposal.case.number, "item": self.proposal.item, "state": self.proposal.state}

    def notices(self, subject: Proposal, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handlers, who tell the applicant; the editors, who publish what was accepted."""
        sentences = [("handler", gettext_noop("What was put forward for publication in %(number)s is examined: look at the result."))]
        if subject.state == Proposal.State.ACCEPTED:
            sentences.append(("editor", gettext_noop("Information asked for in %(number)s is to be published (Reg. 44).")))
        for role, sentence in sentences:
            yield notices.NoticeTo(
                notices.people_but(actor, policies.people_with(subject.organ, role)),
                f"proposal-examined:{subject.pk}:{role}",
                sentence,
                {"number": subject.case.number},
                link=subject.get_absolute_url() if role == "handler" else "",
                organ=subject.organ,
            )
