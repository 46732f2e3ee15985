"""A registrar registers a request that came in person, by mail, e-mail or fax (登记); in person and by mail none can be refused."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import channels
from gongkai.cases.actions.applicants import MOST_JOINT, Party
from gongkai.cases.actions.arrive import SendRequest
from gongkai.cases.actions.scans import checked_scan, filed, infected
from gongkai.cases.events import Event, RequestArrived
from gongkai.cases.marking import LEVELS
from gongkai.cases.models import Case
from gongkai.cases.virus_scan import Verdict, scan
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.basis import Document
from gongkai.organs.actions.checks import Problems, is_ahead, is_before_creation, one_line
from gongkai.statute.identifiers import IdentifierError, credit_code, resident_number
from gongkai.statute.receipt import must_accept

_LONGEST_KEEPER = 100
__all__ = ["MOST_JOINT", "Party", "RegisterRequest", "parties_of"]

BREAK = re.compile(r"[,，;；\t]")
"""What stands between a joint applicant's name and number."""


def parties_of(lines: str, kind: str, on: dt.date) -> tuple[Party, ...]:
    """Joint applicants, a line each: the name, then after a comma the document's number, whose kind its check digit tells."""
    found = []
    for line in filter(None, map(str.strip, lines.splitlines())):
        name, number = (*(part.strip() for part in BREAK.split(line, maxsplit=1)), "")[:2]
        found.append(Party(kind, _document(number, on), {"name": name, "number": number}))
    return tuple(found)


def _document(number: str, on: dt.date) -> str:
    for code, read in (("resident_card", lambda: resident_number(number, on)), ("credit_code", lambda: credit_code(number))):
        try:
            read()
        except IdentifierError:
            continue
        return code
    return "other" if number else ""


@dataclass(kw_only=True)
class RegisterRequest(SendRequest):
    """What came in by `way` (`channels.WAYS`) on the day `on`, today or earlier, is registered for `values`, the applicant or representative.

    Identity and contact may be missing: a correction asks for them (Reg. 29, 30). `agent` acts by `authority` (`channels.AUTHORITIES`); `joint`
    are the others who ask; `scans` what came in, by `channels.SCANS`. With a `level` (`marking.LEVELS`) it is a placeholder: the content is with
    the `keeper` of secrets, and no text or scan of it is taken.
    """

    verb: ClassVar[str] = "case.register"
    capability: ClassVar[str] = "case.register"

    way: str
    on: dt.date
    scans: Mapping[str, Document] = field(default_factory=dict, repr=False)
    level: str = ""
    keeper: str = ""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict, repr=False)

    def by(self, actor: Actor) -> Any:
        """As every action, after the virus scanner was asked, for which no transaction waits."""
        self.verdicts = {purpose: scan(one.data) for purpose, one in self.scans.items()}
        return super().by(actor)

    def permitted(self, actor: Actor) -> bool:
        """Registrars of the organ."""
        return Action.permitted(self, actor)

    def check(self) -> None:
        """A way and a day; what can be missing stays empty; nothing secret."""
        problems = Problems()
        if self.way not in channels.WAYS:
            problems.add("way", _("Choose one of the list."))
        _checked_day(self, problems)
        problems.stop()  # the rest depends on the day
        self._fill_in()
        self._check_level(problems)
        for purpose, one in self.scans.items():
            checked_scan(one, f"scan_{purpose}", problems)
            if self.verdicts[purpose].found:
                problems.add(f"scan_{purpose}", infected(self.verdicts[purpose]))
        problems.stop()
        super().check()

    def _fill_in(self) -> None:
        """What is not in the request is said so, where the request can never be refused (国办公开办函〔2017〕19号)."""
        values = {code: text.strip() for code, text in self.values.items()}
        if must_accept(channels.WAYS[self.way].channel, self.on) and not values.get("name"):
            values["name"] = channels.UNSIGNED
        self.values = values
        if not values.get("number"):
            self.document = ""
        if self.level:
            self.item, self.items = "", (channels.KEPT_ELSEWHERE,)
        elif must_accept(channels.WAYS[self.way].channel, self.on) and not any(map(str.strip, (self.item, *self.items))):
            self.items = (channels.NOT_SAID,)

    def _check_level(self, problems: Problems) -> None:
        self.keeper = one_line(self.keeper, "keeper", problems, most=_LONGEST_KEEPER, needed=bool(self.level))
        if self.level and self.level not in LEVELS:
            problems.add("level", _("Choose one of the list."))
        if self.level and self.scans:
            problems.add("level", _("Of something secret no file is kept here: leave the scans out."))

    def check_applicant(self, problems: Problems) -> None:
        """Nothing more: who asks may be asked for the rest."""

    def fields_of_joint(self, number: int) -> str:  # noqa: ARG002  # the registrar types them into one field
        """Where mistakes of a joint applicant are told."""
        return "joint"

    def day(self) -> dt.date:
        """The day it came in."""
        return self.on

    def arrived(self, day: dt.date, number: str, applicant: str, agent: str, joint: tuple[str, ...]) -> RequestArrived:
        """The arrival, by its way."""
        way = channels.WAYS[self.way]
        found = super().arrived(day, number, applicant, agent, joint)
        return replace(found, channel=way.channel, oral=way.oral, level=self.level, keeper=self.keeper if self.level else "")

    def events(self, arrived: RequestArrived) -> Iterator[Event]:
        """The arrival and what came with it on that day; the files are on the disk before the rows that name them can be committed."""
        yield arrived
        for purpose, one in self.scans.items():
            yield filed(one, purpose, self.on, waits=self.verdicts[purpose].waits)

    def detail(self) -> Mapping[str, Any]:
        """By which channel, on which day; the level of a placeholder."""
        return {"channel": self.way, "on": self.on.isoformat(), **({"level": self.level} if self.level else {})}

    def notices(self, subject: Case, actor: Actor) -> Iterable[notices.NoticeTo]:
        """The other registrars while it has to be confirmed, else the handlers."""
        if subject.stage == "arrived":
            role, sentence = "registrar", gettext_noop("Request %(number)s has arrived: confirm the receipt with the applicant.")
        else:
            role, sentence = "handler", gettext_noop("Request %(number)s has to be answered by %(day)s.")
        yield notices.NoticeTo(
            notices.people_but(actor, policies.people_with(self.organ, role)),
            f"case-arrived:{subject.pk}",
            sentence,
            {"number": subject.number, "day": subject.due_on.isoformat() if subject.due_on else ""},
            link=subject.get_absolute_url(),
            organ=self.organ,
        )


def _checked_day(action: RegisterRequest, problems: Problems) -> None:
    """A day that is here and on which the organ existed."""
    if not is_ahead(action.on, problems, "on"):
        is_before_creation(action.on, action.organ, problems, "on")
