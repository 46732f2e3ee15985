"""A closed request is archived (归档) with its contents page; what is wrong in the record is corrected by an entry with its reason (更正)."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import ledger, store
from gongkai.cases.actions.base import Step, written
from gongkai.cases.events import AnsweredJointly, AnswerServed, CaseArchived, Event, RecordCorrected
from gongkai.cases.fold.working import unready
from gongkai.cases.letters.contents import Filed, contents, filed
from gongkai.cases.models import Case
from gongkai.messages import UserError
from gongkai.organs.actions.basis import file_store
from gongkai.organs.actions.checks import Problems, one_line
from gongkai.organs.telling import told
from gongkai.statute.laws import StatuteError

MOST_PAGES = 9999
_LONGEST = 60


@dataclass(kw_only=True)
class ArchiveCase(Step):
    """The registrar archives the request under `number` (档号); `pages`: how many each document has, in the order of `letters.contents.filed`."""

    verb: ClassVar[str] = "case.archive"
    capability: ClassVar[str] = "case.register"

    case: Case
    number: str
    pages: Sequence[int] = ()

    def check(self) -> None:
        """A number, and pages that can be."""
        problems = Problems()
        self.number = one_line(self.number, "number", problems, most=_LONGEST, needed=True)
        for at, count in enumerate(self.pages, 1):
            if not 1 <= count <= MOST_PAGES:
                problems.add(f"pages_{at}", _("Give 1 to %(most)s pages.") % {"most": MOST_PAGES})
        problems.stop()

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It is archived; the contents page is on the disk before the row that names it can be committed."""
        missing = [told(sentence) for sentence in unready(state)]
        if missing:
            raise ValidationError(missing)
        found = filed(state, store.events_of(self.case))
        if len(found) != len(self.pages):
            raise ValidationError(_("Something was filed meanwhile: look at the list of documents again."))
        yield CaseArchived(on=self.day(), number=self.number, **self._kept(found))

    def _kept(self, found: Sequence[Filed]) -> dict[str, str]:
        day = self.day()
        try:
            kept = contents(found, self.pages, self.number, self.case.number, self.case.organ.name_on(day), day).kept()
        except UserError as error:
            raise ValidationError(told(error.message)) from error
        files = file_store()
        return {purpose: files.put(data) for purpose, data in kept.items()}


@dataclass(kw_only=True)
class CorrectRecord(Step):
    """The head of the disclosure office has an entry of the record corrected: the entry stays, a further one says what is right, and why.

    `entry`: its place in the timeline, from 1. `day`: the day on which it really happened, where the day is what is wrong; else None.
    The day of an answer that was given with another request (一并答复) is that one's: it is corrected there, and here with it (`follows`).
    """

    verb: ClassVar[str] = "case.correct_record"
    capability: ClassVar[str] = "case.decide"

    case: Case
    entry: int
    wrong: str
    right: str
    reason: str
    happened: dt.date | None = None
    follows: bool = False

    def check(self) -> None:
        """What is wrong, what is right, why."""
        for name in ("wrong", "right", "reason"):
            setattr(self, name, written(getattr(self, name), name))
        if self.happened is not None and self.happened > timezone.localdate():
            raise ValidationError({"happened": _("%(day)s lies ahead. Record it on that day.") % {"day": self.happened}})

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It is corrected."""
        event = RecordCorrected(on=self.day(), entry=self.entry, wrong=self.wrong, right=self.right, reason=self.reason, day=self.happened)
        if event.day is not None:
            if isinstance(state.closed, AnsweredJointly) and not self.follows and self._is_answer():
                raise ValidationError(_("This is the day of the answer to %(number)s: correct it there.") % {"number": state.closed.joined_to})
            self._examine(state, event)
        yield event

    def _examine(self, state: ledger.Case, event: RecordCorrected) -> None:
        """What was in time is so by the new day, too; raises TooLateError. A calendar changed meanwhile is no reason to refuse."""
        try:
            store.examined(self.case.organ, state, event.on)
        except StatuteError:
            return
        store.examined(self.case.organ, ledger.fold([*store.events_of(self.case), event]), event.on)

    def write(self, actor: Actor) -> Case:
        """The entry; what the law says against the new day is told, too."""
        joined = store.locked_with_joined(self.case, answered=True) if self.happened is not None else []
        try:
            case = super().write(actor)
        except UserError as error:
            raise ValidationError(told(error.message)) from error
        for one in joined if self._is_answer() else ():
            self._also(one).by(actor)
        return case

    def _is_answer(self) -> bool:
        """Whether the entry is the service of the answer."""
        return any(isinstance(one, AnswerServed) for one in store.events_of(self.case)[self.entry - 1 : self.entry])

    def _also(self, joined: Case) -> "CorrectRecord":
        """The same of a request that got its answer with this one."""
        entry = next(place for place, one in enumerate(store.events_of(joined), 1) if isinstance(one, AnsweredJointly))
        return CorrectRecord(case=joined, entry=entry, wrong=self.wrong, right=self.right, reason=self.reason, happened=self.happened, follows=True)

    def detail(self) -> Mapping[str, Any]:
        """Which entry; the day that counts now."""
        return {**super().detail(), "entry": self.entry, "day": self.happened.isoformat() if self.happened else None}
