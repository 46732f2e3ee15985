"""A request is joined to an earlier one of the same applicant for the same information that is still pending (合并办理), and separated again.

Reg. 36(6), reading: a repeat needs an earlier answer; while there is none, both get one. Whether applicant and information are the same is the
rule of repeats: `helping.same_people`, `same_information`, `statute.consultations.relation`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import joining, ledger, store
from gongkai.cases.actions.base import Step, told_to, written
from gongkai.cases.actions.repeat import of_applicant
from gongkai.cases.events import Event, RequestJoined, RequestSeparated
from gongkai.cases.helping import relation_of
from gongkai.cases.models import Case
from gongkai.organs import notices

_SIGNED = ("signing", "signed")


@dataclass(kw_only=True)
class JoinRequest(Step):
    """`case` gets its answer with the earlier request whose number is `to`, for `reason`. Its own clock runs on."""

    verb: ClassVar[str] = "case.join"
    capability: ClassVar[str] = "case.answer"

    case: Case
    to: str
    reason: str
    host: Case | None = None

    def check(self) -> None:
        """A number, and why."""
        self.to = written(self.to, "to", 80)
        self.reason = written(self.reason, "reason")

    def write(self, actor: Actor) -> Case:
        """Both rows are locked, so that the earlier request is not answered meanwhile."""
        host = Case.objects.filter(organ=self.case.organ, number=self.to).first()
        if host is None:
            raise ValidationError({"to": _("No request of this number is with this organ: only its own requests are joined.")})
        keys = {self.case.pk, host.pk}
        self.host = store.locked_together(lambda: keys)[host.pk]
        return super().write(actor)

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It was joined, if the law and the state of both allow it."""
        if self.host is None:
            raise AssertionError
        event = RequestJoined(on=self.day(), to=self.host.pk, number=self.host.number, reason=self.reason)
        ledger.step(state, event)
        for sentence in _against(self.case, state, self.host):
            raise ValidationError({"to": sentence})
        yield event

    def detail(self) -> Mapping[str, Any]:
        """To which."""
        return {**super().detail(), "to": self.to}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The handlers of the earlier request, whose answer is given to both."""
        if self.host is not None:
            sentence = gettext_noop("Request %(later)s is joined to %(number)s: one answer is given to both; the later one is due on %(due)s.")
            notice = told_to(self.host, actor, "handler", sentence, later=subject.number, due=str(subject.due_on or "—"))
            yield replace(notice, key=f"case-step:{subject.pk}:{subject.length}:joined")  # nothing happened in the earlier one


def _against(case: Case, state: ledger.Case, host: Case) -> Iterator[str]:
    """What stands against joining `case` to `host`, a sentence each; both rows are locked."""
    about = {"number": host.number}
    if host.pk == case.pk:
        yield _("This is the number of the request itself: give that of the earlier one.")
    if host.pk not in {one.pk for one in of_applicant(case)}:
        yield _("%(number)s is of another applicant: the same information for somebody else is answered to each (Reg. 36(6)).") % about
    if host.stage == Case.Stage.CLOSED:
        yield _("%(number)s is closed: nothing is left to wait for. If it was answered before this request came, this one may be a repeat.") % about
    if host.stage == Case.Stage.JOINED:
        yield _("%(number)s is itself joined to another request: join this one to that.") % about
    if host.stage in _SIGNED:
        yield _("The answer to %(number)s is with those who sign it or signed: its letter could not name this request. Answer both alike.") % about
    if host.stage not in joining.HOSTS:
        yield _("The receipt of %(number)s is not confirmed: no period runs for it yet.") % about
    if relation_of(case, host, None, same_applicant=True, same_information=True) != "join":
        yield _("%(number)s did not come before this request, or the law of that day knows no repeats (Reg. 36(6)).") % about
    missing = joining.uncovered(state, store.state_of(host))
    if missing:
        yield _("%(number)s does not ask for the information of item %(item)s: its answer would leave that open.") % {**about, "item": missing[0]}
    others = [one.number for one in case.joined.filter(stage=Case.Stage.JOINED)]
    if others:
        yield _("To this request %(numbers)s is joined: separate it first.") % {"numbers": ", ".join(others)}


def joinable(case: Case, state: ledger.Case) -> list[Case]:
    """The requests to which `case` can be joined, the earliest first."""
    try:
        theirs = of_applicant(case)
    except ValidationError:  # their data cannot be read
        return []
    hosts = sorted((one for one in theirs if one.stage in joining.HOSTS), key=lambda one: (one.arrived_on, one.pk))
    return [one for one in hosts if not list(_against(case, state, one))]


@dataclass(kw_only=True)
class SeparateRequest(Step):
    """`case` is dealt with on its own again (分开办理), for `reason`: as long as no letter is signed, or on its way to it, that names it."""

    verb: ClassVar[str] = "case.separate"
    capability: ClassVar[str] = "case.answer"

    case: Case
    reason: str

    def check(self) -> None:
        """Why."""
        self.reason = written(self.reason, "reason")

    def write(self, actor: Actor) -> Case:
        """Both rows are locked, so that no letter is made meanwhile."""
        pk = self.case.pk
        store.locked_together(lambda: {key for row in Case.objects.filter(pk=pk).values_list("pk", "joined_to") for key in row if key})
        return super().write(actor)

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It is on its own."""
        event = RequestSeparated(on=self.day(), reason=self.reason)
        ledger.step(state, event)
        host = self.case.joined_to
        if host is not None and host.stage in _SIGNED:
            sentence = _("The answer to %(number)s, which names this request, is with those who sign it or signed: it is given to both.")
            raise ValidationError(sentence % {"number": host.number})
        yield event
