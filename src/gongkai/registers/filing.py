"""What is done with the files of an entry: more are put on record, those that wait are shown to the virus scanner, one is read."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases.virus_scan import Verdict, scan
from gongkai.organs import policies
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.basis import file_store
from gongkai.organs.actions.checks import Problems
from gongkai.organs.models import Organ
from gongkai.organs.telling import told
from gongkai.registers import store
from gongkai.registers.events import PaperScanned
from gongkai.registers.fold import StepError
from gongkai.registers.kinds import KINDS
from gongkai.registers.models import Entry
from gongkai.registers.papers import Papers


def may_file(user: Any, entry: Entry) -> bool:
    """Who works on entries of this register puts files on record."""
    return any(policies.may(user, one, entry.organ) for one in ("case.register", "case.answer", KINDS[entry.kind].decides))


@dataclass(kw_only=True)
class FilePapers(Action):
    """Files are put on record with `entry`, today, at whatever stage it is."""

    verb: ClassVar[str] = "register.file"
    capability: ClassVar[str] = ""

    entry: Entry
    papers: Papers

    def organ_asked(self) -> Organ:
        """The organ whose register it is."""
        return self.entry.organ

    def permitted(self, actor: Actor) -> bool:
        """Who works on it."""
        return actor.kind == "command" or (actor.kind == "user" and may_file(actor.user, self.entry))

    def by(self, actor: Actor) -> Any:
        """As every action, after the virus scanner was asked."""
        if not self.permitted(actor):
            raise policies.NotAllowed
        self.papers.look()
        return super().by(actor)

    def check(self) -> None:
        """Files that can be kept, and at least one."""
        problems = Problems()
        if not self.papers.files:
            problems.add("papers", _("Choose at least one file."))
        self.papers.check(problems)
        problems.stop()

    def write(self, actor: Actor) -> Entry:
        """The files, the events, the rows."""
        self.entry = store.locked(self.entry)
        try:
            store.append(self.entry, list(self.papers.filed(timezone.localdate())), actor)
        except StepError as error:
            raise ValidationError(told(error.message)) from error
        return self.entry

    def detail(self) -> Mapping[str, Any]:
        """To which entry, how many, what they are."""
        return {"number": self.entry.number, "count": len(self.papers.files), "what": self.papers.what}


@dataclass(kw_only=True)
class ScanPapers(Action):
    """The files of `entry` that wait are shown to the virus scanner; what it does not answer goes on waiting."""

    verb: ClassVar[str] = "register.scan"
    capability: ClassVar[str] = "case.register"

    entry: Entry
    verdicts: Mapping[str, Verdict] = field(default_factory=dict, repr=False)

    def organ_asked(self) -> Organ:
        """The organ whose register it is."""
        return self.entry.organ

    def permitted(self, actor: Actor) -> bool:
        """Registrars, and the daily work."""
        return actor.kind == "task" or super().permitted(actor)

    def by(self, actor: Actor) -> Any:
        """As every action, after the scanner was asked, for which no transaction waits."""
        if not self.permitted(actor):
            raise policies.NotAllowed
        waiting = store.state_of(self.entry).unscanned
        self.verdicts = {name: scan(file_store().read(name)) for name in waiting}
        return super().by(actor)

    def write(self, actor: Actor) -> Entry:
        """What was found in each."""
        self.entry = store.locked(self.entry)
        waiting, today = store.state_of(self.entry).unscanned, timezone.localdate()
        answered = [name for name in waiting if name in self.verdicts and not self.verdicts[name].waits]
        if not answered:
            raise ValidationError(_("The virus scanner cannot be reached, or does not answer. The files go on waiting; tell who runs this site."))
        store.append(self.entry, [PaperScanned(on=today, scanned=name, found=self.verdicts[name].found) for name in answered], actor)
        return self.entry

    def detail(self) -> Mapping[str, Any]:
        """Of which entry."""
        return {"number": self.entry.number}


@dataclass(kw_only=True)
class RecountDue(Action):
    """The last day to deal with an open entry is counted anew, after the calendar or a setting changed."""

    verb: ClassVar[str] = "register.recount"
    capability: ClassVar[str] = ""

    entry: Entry
    before: dt.date | None = None

    def organ_asked(self) -> Organ:
        """The organ whose register it is."""
        return self.entry.organ

    def permitted(self, actor: Actor) -> bool:
        """The daily work and commands."""
        return actor.kind in {"task", "command"}

    def write(self, actor: Actor) -> Entry:  # noqa: ARG002  # the trail says who
        """The column alone: nothing has happened to the entry."""
        self.entry = store.locked(self.entry)
        self.before, self.entry.due_on = self.entry.due_on, store.due_on(self.entry.organ, store.state_of(self.entry))
        self.entry.save(update_fields=["due_on"])
        return self.entry

    def detail(self) -> Mapping[str, Any]:
        """From which day to which."""
        days = {"before": self.before, "due": self.entry.due_on}
        return {"number": self.entry.number, **{name: day.isoformat() if day else "" for name, day in days.items()}}
