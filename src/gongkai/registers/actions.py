"""What changes a register: an entry comes in, a step is taken; and its list is carried out of the house."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gongkai.audit.actors import Actor
from gongkai.cases import codes, uploads
from gongkai.cases.actions.arrive import RegisterApplicant
from gongkai.cases.actions.base import LONGEST
from gongkai.cases.marking import mark_of, refusal
from gongkai.cases.models import Case
from gongkai.cases.numbers import taken
from gongkai.organs import notices, policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.checks import Problems, has_ended, is_ahead, is_before_creation, one_line
from gongkai.organs.models import Organ
from gongkai.organs.roles import CAPABILITIES
from gongkai.organs.setting_table import number_words
from gongkai.organs.telling import told
from gongkai.registers import store
from gongkai.registers.events import Entered, PaperFiled, Stepped
from gongkai.registers.fold import StepError
from gongkai.registers.kinds import KINDS, STEPS, UNNAMED, WAYS, Kind, Step, capability_of, next_capability, outcomes_of
from gongkai.registers.models import Entry
from gongkai.registers.papers import Papers
from gongkai.statute import numbering
from gongkai.statute.numbering import NumberingError

_LONGEST_ORGAN = 120


def checked_text(text: str, name: str, problems: Problems, *, needed: bool = True) -> str:
    """The text without blanks around it; notes it when it is missing, too long, or bears the mark of a state secret."""
    found = text.strip()
    if len(found) > LONGEST or (needed and not found):
        problems.add(name, _("Write something, at most %(most)s signs.") % {"most": LONGEST})
    level = mark_of(found)
    if level:
        problems.add(name, told(refusal(level)))
    return found


@dataclass(kw_only=True)
class RegisterEntry(Action):
    """What came in by `way` (`kinds.WAYS`) on the day `on`, today or earlier, is entered into the register `kind` of `organ`.

    `form` is the random number of the form: sent again it gives the same entry. `values` are the person's data by field code, empty where nobody said
    who they are; `facts` are the register's own fields (`Kind.fields`).
    """

    verb: ClassVar[str] = "register.enter"
    capability: ClassVar[str] = "case.register"

    organ: Organ
    kind: str
    form: uuid.UUID
    text: str
    way: str
    on: dt.date
    person: str = "natural_person"
    document: str = ""
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    facts: Mapping[str, str] = field(default_factory=dict)
    papers: Papers = field(default_factory=Papers)

    def by(self, actor: Actor) -> Any:
        """As every action, after the files were looked at, for which no transaction waits."""
        if not self.permitted(actor):
            raise policies.NotAllowed
        self.papers.look()
        return super().by(actor)

    def organ_asked(self) -> Organ:
        """The organ whose register it is."""
        return self.organ

    @property
    def register(self) -> Kind:
        """The register's row of the table."""
        return KINDS[self.kind]

    @property
    def code(self) -> str:
        """The query code."""
        return codes.code_of(self.form)

    def sent_before(self) -> Entry | None:
        """The entry that this form has made already."""
        return Entry.objects.filter(organ=self.organ, key_of_form=self.form).first()

    def check(self) -> None:
        """A day, a way, a text without the mark of a secret, the register's own fields; of the person what there is."""
        problems = Problems()
        has_ended(self.organ, problems)
        if not is_ahead(self.on, problems, "on"):
            is_before_creation(self.on, self.organ, problems, "on")
        if self.way not in WAYS:
            problems.add("way", _("Choose one of the list."))
        self.text = checked_text(self.text, "text", problems)
        self.values = {code: text.strip() for code, text in self.values.items() if text.strip()}
        self.facts = dict(self._checked_facts(problems))
        self.check_person(problems)
        self.papers.check(problems)
        problems.stop()

    def _checked_facts(self, problems: Problems) -> Iterable[tuple[str, str]]:
        for one in self.register.fields:
            text = one_line(self.facts.get(one.code, ""), one.code, problems, most=one.most, needed=one.needed)
            if text and one.choices is not None and text not in one.choices:
                problems.add(one.code, _("Choose one of the list."))
            if text:
                yield one.code, text

    def check_person(self, problems: Problems) -> None:
        """Whoever gives a number or an address has a name; and a request that it is about is one of this organ's."""
        if self.values and "name" not in self.values:
            problems.add("name", _("Give the name, or leave everything about the person empty."))
        number = self.facts.get("request")
        if number and not Case.objects.filter(organ=self.organ, number=number).exists():
            problems.add("request", _("This organ has no request with this number. Compare it, or leave it empty."))

    def write(self, actor: Actor) -> Entry:
        """The number, the person, the event and its row."""
        number = self._number()
        # After the number: whoever writes an audit row holds the chain, and must not wait for a counter then.
        person = self._registered(actor) if self.values else ""
        entry = Entry(organ=self.organ, key_of_form=self.form, code_digest=codes.digest(self.code))
        event = Entered(on=self.on, kind=self.kind, number=number, way=self.way, text=self.text, person=person, facts=self.facts)
        store.append(entry, [event, *self.filed()], actor)
        return entry

    def filed(self) -> Iterable[PaperFiled]:
        """The files that came with it."""
        return self.papers.filed(self.on)

    def _number(self) -> str:
        """The next number of the register in the year of `on`: the organ's short form, the register's sign, the year, the serial number."""
        word, code = number_words(self.organ, self.on)
        serial = taken(self.organ, self.kind, self.on.year)
        number = numbering.Number(self.on.year, serial, word + self.register.sign, code)
        try:
            return numbering.format_number(numbering.default_pattern("document"), number)
        except NumberingError as error:
            raise ValidationError(told(error.message)) from error

    def _registered(self, actor: Actor) -> str:
        document = self.document if self.values.get("number") else ""
        return str(RegisterApplicant(organ=self.organ, kind=self.person, document=document, values=self.values).by(actor).pk)

    def detail(self) -> Mapping[str, Any]:
        """Into which register, by which way, on which day."""
        return {"register": self.kind, "way": self.way, "on": self.on.isoformat()}

    def notices(self, subject: Entry, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Those who deal with it next."""
        yield from _told_next(subject, actor)


@dataclass(kw_only=True)
class SendEntry(RegisterEntry):
    """Somebody sends an entry by the public form; no account is needed. Registers that the public may write into say so (`Kind.open_to_all`)."""

    verb: ClassVar[str] = "register.send"
    capability: ClassVar[str] = ""

    way: str = "site"
    on: dt.date = field(default_factory=timezone.localdate)

    def permitted(self, actor: Actor) -> bool:  # noqa: ARG002  # everybody
        """Everybody, into the registers that are open."""
        return self.register.open_to_all

    def filed(self) -> Iterable[PaperFiled]:
        """The files that were kept with the form (`cases.attachments`)."""
        for one in uploads.taken(self.form, self.on):
            yield PaperFiled(on=one.on, file=one.file, what="came", ending=one.ending, waits=one.waits)

    def check_person(self, problems: Problems) -> None:
        """What the register needs to know of the person. Whether a request of that number exists is told to nobody."""
        for group in self.register.needs:
            if not any(self.values.get(code) for code in group):
                problems.add(group[0], _("Give a telephone number or an e-mail address.") if "phone" in group else _("This is needed."))
        if self.values and "name" not in self.values:
            self.values = {**self.values, "name": UNNAMED}


@dataclass(kw_only=True)
class TakeStep(Action):
    """A step (`kinds.STEPS`) of `entry` was taken on the day `on`, today unless given; the other fields are those that the step asks for."""

    verb: ClassVar[str] = "register.step"
    capability: ClassVar[str] = ""

    entry: Entry
    step: str
    on: dt.date | None = None
    text: str = ""
    outcome: str = ""
    organ: str = ""
    way: str = ""
    until: dt.date | None = None

    @property
    def _row(self) -> Step:
        return STEPS[self.step]

    def organ_asked(self) -> Organ:
        """The organ whose register it is."""
        return self.entry.organ

    def permitted(self, actor: Actor) -> bool:
        """Who takes this step in this register."""
        if actor.kind == "command":
            return True
        return actor.kind == "user" and policies.may(actor.user, capability_of(KINDS[self.entry.kind], self._row), self.entry.organ)

    def check(self) -> None:
        """What the step asks for is there, and nothing else."""
        problems, row = Problems(), self._row
        self.on = self.on or timezone.localdate()
        is_ahead(self.on, problems, "on")
        self.text = checked_text(self.text, "text", problems, needed="text" not in row.optional) if "text" in row.fields else ""
        self.organ = one_line(self.organ, "organ", problems, most=_LONGEST_ORGAN, needed=True) if "organ" in row.fields else ""
        self._check_choices(problems)
        problems.stop()

    def _check_choices(self, problems: Problems) -> None:
        row = self._row
        if "outcome" not in row.fields:
            self.outcome = ""
        elif self.outcome not in outcomes_of(KINDS[self.entry.kind], row):
            problems.add("outcome", _("Choose one of the list."))
        if "way" not in row.fields:
            self.way = ""
        elif self.way not in WAYS:
            problems.add("way", _("Choose one of the list."))
        if "until" not in row.fields:
            self.until = None
        elif self.until is not None and self.on is not None and self.until <= self.on:
            problems.add("until", _("Give a day after that of the question."))

    def write(self, actor: Actor) -> Entry:
        """The event, and the row that follows from it."""
        self.entry = store.locked(self.entry)
        event = Stepped(
            on=self.on or timezone.localdate(),
            step=self.step,
            text=self.text,
            outcome=self.outcome,
            organ=self.organ,
            way=self.way,
            until=self.until,
        )
        try:
            store.append(self.entry, [event], actor)
        except StepError as error:
            raise ValidationError(told(error.message)) from error
        return self.entry

    def detail(self) -> Mapping[str, Any]:
        """Which entry, which step."""
        return {"number": self.entry.number, "step": self.step, **({"outcome": self.outcome} if self.outcome else {})}

    def notices(self, subject: Entry, actor: Actor) -> Iterable[notices.NoticeTo]:
        """Those who take the next step."""
        yield from _told_next(subject, actor)


def _told_next(entry: Entry, actor: Actor) -> Iterable[notices.NoticeTo]:
    capability = next_capability(KINDS[entry.kind], entry.stage)
    if not capability:
        return
    people = policies.people_with(entry.organ, CAPABILITIES[capability].here)
    yield notices.NoticeTo(
        notices.people_but(actor, people),
        f"register-step:{entry.pk}:{entry.length}",
        gettext_noop("Entry %(number)s waits for your next step."),
        {"number": entry.number},
        link=entry.get_absolute_url(),
        organ=entry.organ,
    )
