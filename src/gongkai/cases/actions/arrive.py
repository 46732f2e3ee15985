"""A request arrives: by the public form, later by every other channel."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import codes, store, wishes
from gongkai.cases.actions.applicants import MOST_JOINT, Party, RegisterApplicant, check_agent, check_document, looked_at, registered
from gongkai.cases.events import Event, RequestArrived
from gongkai.cases.marking import mark_of, refusal
from gongkai.cases.models import Case
from gongkai.cases.numbers import next_number
from gongkai.cases.uploads import held, taken
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems, has_ended
from gongkai.organs.models import Organ
from gongkai.organs.telling import told
from gongkai.statute.numbering import NumberingError

__all__ = ["LONGEST", "MOST_ITEMS", "RegisterApplicant", "SendRequest"]

LONGEST = 2000
"""Characters of one item."""

MOST_ITEMS = 10
"""Items of one request; who wants more sends another."""


@dataclass(kw_only=True)
class SendRequest(Action):
    """Somebody sends a request to `organ` by its public form; no account is needed (Reg. 27, 29).

    `form` is the random number of the form that was filled in: sent again it gives the same case. `values` are the applicant's data by field
    code (`persons.fields`); a purpose is never asked for. `items`: what is asked for, a piece of information each; or `item`, if it is one.
    `agent` acts by `authority` (`channels.AUTHORITIES`); `joint` are the others who ask, whom the applicant represents. The files that were
    uploaded with the form (`cases.attachments`) go in with it.
    """

    verb: ClassVar[str] = "case.arrive"
    capability: ClassVar[str] = ""

    organ: Organ
    form: uuid.UUID
    kind: str
    document: str = ""
    values: Mapping[str, str] = field(repr=False)
    item: str = ""
    items: tuple[str, ...] = ()
    wish: str = "any"
    delivery: str = "electronic"
    agent: Party | None = None
    authority: str = ""
    joint: tuple[Party, ...] = ()

    def organ_asked(self) -> Organ:
        """The organ it is sent to."""
        return self.organ

    def permitted(self, actor: Actor) -> bool:  # noqa: ARG002  # everybody
        """Everybody may."""
        return True

    @property
    def code(self) -> str:
        """The query code."""
        return codes.code_of(self.form)

    def sent_before(self) -> Case | None:
        """The case that this form has made already."""
        return Case.objects.filter(organ=self.organ, key_of_form=self.form).first()

    def check(self) -> None:
        """What is asked for, without the mark of a secret, and by whom."""
        problems = Problems()
        has_ended(self.organ, problems)
        self.items = tuple(text.strip() for text in (self.item, *self.items) if text.strip())
        self.item = ""
        if not self.items:
            problems.add("item", _("Name or describe the information that you want (Reg. 29)."))
        if any(len(text) > LONGEST for text in self.items):
            problems.add("item", _("At most %(most)s characters fit here. Shorten it.") % {"most": LONGEST})
        if len(self.items) > MOST_ITEMS:
            problems.add("item", _("One request holds at most %(most)s pieces of information. Send another one for the rest.") % {"most": MOST_ITEMS})
        if self.wish not in dict(wishes.FORMS):
            problems.add("wish", _("Choose one of the list."))
        if self.delivery not in dict(wishes.DELIVERIES):
            problems.add("delivery", _("Choose one of the list."))
        marked = next(filter(None, map(mark_of, self.items)), None)
        if marked:
            problems.add("item", told(refusal(marked)))
        check_agent(self.agent, self.authority, problems)
        if len(self.joint) > MOST_JOINT:
            problems.add("joint", _("At most %(most)s joint applicants fit here.") % {"most": MOST_JOINT})
        self.check_applicant(problems)
        problems.stop()

    def look(self) -> None:
        """Raise ValidationError for whatever would keep the request from going in, the people's data included; nothing is written."""
        problems: list[ValidationError] = []
        try:
            self.check()
        except ValidationError as error:
            problems.append(error)
        for party, fields in self._parties():
            problems += looked_at(self.organ, party, fields)
        if problems:
            together: dict[str, list[Any]] = {}
            for problem in problems:
                for name, sentences in problem.error_dict.items():
                    together[name] = together.get(name) or sentences  # one of the two that found it is enough
            raise ValidationError(together)

    def _parties(self) -> Iterator[tuple[Party, str]]:
        """Everybody of the request, with the fields where mistakes are told."""
        yield Party(self.kind, self.document, self.values), ""
        if self.agent:
            yield self.agent, "agent_"
        for number, one in enumerate(self.joint, 1):
            yield one, self.fields_of_joint(number)

    def fields_of_joint(self, number: int) -> str:
        """Where mistakes of a joint applicant, from 1, are told."""
        return f"joint_{number}_"

    def check_applicant(self, problems: Problems) -> None:
        """Who asks, and how the answer can reach them."""
        check_document(self.kind, self.document, problems)
        for number, one in enumerate(self.joint, 1):
            check_document(one.kind, one.document, problems, f"{self.fields_of_joint(number)}document")
            if not one.values.get("number", "").strip():
                problems.add(f"{self.fields_of_joint(number)}number", _("The request needs a proof of identity: document and number (Reg. 29)."))
        if self.agent and not self.agent.values.get("number", "").strip():
            problems.add("agent_number", _("The agent needs a proof of identity, too: document and number."))
        if self.agent and not any(one.what == "authority" for one in held(self.form)):
            problems.add("authority_file", _("Add the agent's authority as a file: the power of attorney, or what shows the representation."))
        if not self.values.get("number", "").strip():
            problems.add("number", _("The request needs a proof of identity: document and number (Reg. 29)."))
        if not (self.values.get("phone", "").strip() or self.values.get("email", "").strip()):
            problems.add("phone", _("Give a telephone number or an e-mail address: the office confirms the receipt with you (Reg. 31)."))
        if self.delivery == "post" and not self.values.get("address", "").strip():
            problems.add("address", _("By post the answer needs an address."))

    def write(self, actor: Actor) -> Case:
        """The number, the people, the events and the row."""
        day = self.day()
        try:
            number = next_number(self.organ, "request", day)
        except NumberingError as error:
            raise ValidationError(told(error.message)) from error
        # After the number: whoever writes an audit row holds the chain, and must not wait for a counter then.
        applicant, *others = [registered(self.organ, party, actor, fields) for party, fields in self._parties()]
        agent = others.pop(0) if self.agent else ""
        case = Case(organ=self.organ, key_of_form=self.form, code_digest=codes.digest(self.code))
        store.append(case, self.events(self.arrived(day, number, applicant, agent, tuple(others))), actor)
        return case

    def day(self) -> dt.date:
        """The day it came in."""
        return timezone.localdate()

    def arrived(self, day: dt.date, number: str, applicant: str, agent: str, joint: tuple[str, ...]) -> RequestArrived:
        """The arrival; persons by their keys."""
        return RequestArrived(
            on=day,
            channel="internet",
            number=number,
            applicant=applicant,
            applicant_kind=self.kind,
            items=self.items,
            form=self.wish,
            delivery=self.delivery,
            agent=agent,
            authority=self.authority if agent else "",
            joint=joint,
        )

    def events(self, arrived: RequestArrived) -> Iterator[Event]:
        """The arrival and what came with it on that day; the files are on the disk before the rows that name them can be committed."""
        yield arrived
        yield from taken(self.form, arrived.on)

    def detail(self) -> Mapping[str, Any]:
        """By which channel."""
        return {"channel": "internet"}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:  # noqa: ARG002  # from outside
        """The registrars, who confirm it within a working day."""
        yield notices.NoticeTo(
            tuple(policies.people_with(self.organ, "registrar")),
            f"case-arrived:{subject.pk}",
            gettext_noop("Request %(number)s has arrived: confirm the receipt with the applicant."),
            {"number": subject.number},
            link=subject.get_absolute_url(),
            organ=self.organ,
        )
