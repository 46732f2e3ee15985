"""Recording the ledgers of the sample system: people sealed, events appended in bulk, an organ whole or not at all.

The letters of the sample share their stored files: one letter of each kind, made by the printers of real ones. To print two thousand takes minutes,
and no page needs more of them than that they are there and open; each has a number of its own.
"""

import datetime as dt
import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import bulk, codes
from gongkai.cases.actions.closing import closing
from gongkai.cases.events import Event
from gongkai.cases.letters.letter import Letter
from gongkai.cases.models import Case
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.basis import file_store
from gongkai.organs.models import Organ
from gongkai.organs.setting_table import signing_chain
from gongkai.persons import sealing
from gongkai.persons.models import Person
from gongkai.samples_system.ledgers import stories
from gongkai.samples_system.ledgers.applicants import Applicant, third_party
from gongkai.samples_system.ledgers.numbering import numbered
from gongkai.samples_system.ledgers.told import Told, told
from gongkai.samples_system.ledgers.writing import LETTERS, Office, events_of
from gongkai.samples_system.plan import PlannedOrgan, plan

_FORMS = uuid.UUID("5f0f6a3e-6f0c-4f0a-9d53-0d2a3a1b7c11")
"""The numbers of the sample's forms come from it: a request that is there already is known by its own."""

_HOUR = dt.time(10, 30)
_COUNTY = "qingshi"


def load_ledgers(codes_of_organs: Sequence[str] = ()) -> int:
    """Record what is not there yet of the ledgers of these organs, of all without any; how many requests were recorded.

    Raises ValidationError: the site does not hold the sample system.
    """
    wanted = [one for one in plan().organs if not codes_of_organs or one.code in codes_of_organs]
    organs = {one.code: one for one in Organ.objects.filter(code__in=[one.code for one in wanted])}
    if any(one.code not in organs or organs[one.code].credit_code != one.credit_code for one in wanted):
        raise ValidationError(_("This site does not hold the sample system. Start one: gongkai demo --data FOLDER"))
    left = [one for one in wanted if not is_loaded(one)]
    if not left:
        return 0
    before, files = Case.objects.count(), shared_files()
    for one in left:
        LoadLedger(organ=organs[one.code], planned=one, files=files).by(Actor.command("sample_ledgers"))
    return Case.objects.count() - before


def shown_first() -> tuple[str, ...]:
    """The codes of the organs whose ledgers a demo begins with: those whose people it prints, and all of the county; the others take longer."""
    return tuple(one.code for one in plan().organs if one.people == "full" or one.superior == _COUNTY)


def is_loaded(planned: PlannedOrgan) -> bool:
    """Whether the ledger of that organ is there: it is whole, or not begun."""
    return Case.objects.filter(organ__code=planned.code, key_of_form=_form(planned, 1)).exists()


def _form(planned: PlannedOrgan, number: int) -> uuid.UUID:
    return uuid.uuid5(_FORMS, f"{planned.code}/{number}")


@dataclass(frozen=True)
class SharedFiles:
    """The stored files of the sample: those of a letter by its kind, and the fields of a sealed copy."""

    letters: Mapping[str, Mapping[str, str]]
    sealed: Mapping[str, str]


def shared_files() -> SharedFiles:
    """One letter of each kind, printed and kept; kept again it is the same."""
    store, letters, sealed = file_store(), {}, {}
    for kind in LETTERS:
        letter = _letter(kind)
        made = {"data": letter.dumped(), "docx": letter.docx(), "pdf": letter.pdf()}
        letters[kind] = {purpose: store.put(data) for purpose, data in made.items()}
        if kind == "answer":
            sealed = {"file": letters[kind]["pdf"], "sha256": hashlib.sha256(made["pdf"]).hexdigest()}
    return SharedFiles(letters, sealed)


def _letter(kind: str) -> Letter:
    words = stories.letter(kind)
    return Letter(
        title=words["title"],
        number=words["number"],
        addressee=words["addressee"],
        paragraphs=(words["about"],),
        remedies="",
        organ=words["organ"],
        date=words["date"],
    )


@dataclass(kw_only=True)
class LoadLedger(Action):
    """The ledger of a sample organ is recorded, whole or not at all."""

    verb: ClassVar[str] = "case.sample"
    capability: ClassVar[str] = ""

    organ: Organ
    planned: PlannedOrgan
    files: SharedFiles

    def organ_asked(self) -> Organ:
        """The organ."""
        return self.organ

    def permitted(self, actor: Actor) -> bool:
        """Nobody but the command."""
        return actor.kind == "command"

    def write(self, actor: Actor) -> Organ:
        """People, numbers, events, rows."""
        self.settings = bulk.Settings()
        requests = told(self.planned, self.settings.calendar(self.organ, self.organ.created_on))
        arrivals = bulk.numbers(self.organ, "request", [one.course.arrived for one in requests], self.settings)
        office, drafts = self._office(), {}
        people = [(self._person(one.applicant), self._third_party(one)) for one in requests]
        for one, number, (applicant, third) in zip(requests, arrivals, people, strict=True):
            drafts[one.number] = events_of(office, one, number, str(applicant.pk), str(third.pk) if third else "")
        Person.objects.bulk_create(person for pair in people for person in pair if person)
        ledger = numbered(drafts, requests, lambda days: bulk.numbers(self.organ, "letter", days, self.settings))
        bulk.append_many((self._new(number, events) for number, events in ledger.items()), actor, at=_recorded)
        return self.organ

    def _office(self) -> Office:
        """The organ's own chains and settings; a chain is asked for once, the sample never changes one."""
        chains = {document: signing_chain(self.organ, document, self.organ.created_on) for document in ("answer", "extension")}
        settings, case = self.settings, Case(organ=self.organ)
        return Office(
            organ=self.planned,
            calendar=settings.calendar(self.organ, self.organ.created_on),
            correction_days=settings.readings(self.organ, self.organ.created_on).correction_days,
            chain=lambda document, _day: chains[document],
            closing=partial(closing, case, calendar=settings.calendar, readings=settings.readings),
            files=self.files.letters,
            sealed=self.files.sealed,
        )

    def _person(self, applicant: Applicant) -> Person:
        """The row of somebody, sealed as every other."""
        person = Person(organ=self.organ, kind=applicant.kind, document=applicant.document)
        sealing.put(person, applicant.values)
        return person

    def _third_party(self, one: Told) -> Person | None:
        return self._person(third_party(self.planned, one.number, one.chance("third party"))) if one.course.third_party else None

    def _new(self, number: int, events: Sequence[Event]) -> bulk.NewCase:
        form = _form(self.planned, number)
        return bulk.NewCase(case=Case(organ=self.organ, key_of_form=form, code_digest=codes.digest(codes.code_of(form))), events=events)


def _recorded(event: Event) -> dt.datetime:
    """Recorded on the day on which it happened, in office hours."""
    return timezone.make_aware(dt.datetime.combine(event.on, _HOUR))
