"""The sealed letter is put on record, and the answer is given: the clock ends, the request has its place in the annual form."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases import ledger
from gongkai.cases.actions.base import Step
from gongkai.cases.actions.closing import closing
from gongkai.cases.actions.joined import Settling
from gongkai.cases.actions.scans import looked_at
from gongkai.cases.events import AnswerServed, Event, SealedCopyFiled
from gongkai.cases.models import Case
from gongkai.cases.rows import counted
from gongkai.cases.telling import WAYS
from gongkai.cases.virus_scan import Verdict
from gongkai.organs import policies
from gongkai.organs.actions.basis import Document, file_store
from gongkai.organs.telling import told
from gongkai.statute.laws import StatuteError
from gongkai.statute.receipt import answer_given

_LONGEST_NUMBER = 40


def checked_mail_number(way: str, number: str) -> str:
    """The number of the mail item, needed where `way` is the post; raises ValidationError, for an unknown way too."""
    number = number.strip()
    if way not in dict(WAYS):
        raise ValidationError({"way": _("Choose one of the list.")})
    if way == "post" and not number:
        raise ValidationError({"mail_number": _("By post: give the number of the mail item.")})
    if len(number) > _LONGEST_NUMBER or not number.isprintable():
        raise ValidationError({"mail_number": _("Give one line of at most %(most)s signs.") % {"most": _LONGEST_NUMBER}})
    return number


@dataclass(kw_only=True)
class ServesNotice(Step):
    """A notice to the applicant went out on the day `on` by `way`, `mail_number` where it was posted. Subclasses say in `events` what follows."""

    verb: ClassVar[str] = "case.serve_notice"
    capability: ClassVar[str] = "case.register"

    case: Case
    way: str
    mail_number: str = ""
    on: Any = None

    def check(self) -> None:
        """A way, and the number of the letter where it was posted."""
        self.mail_number = checked_mail_number(self.way, self.mail_number)


@dataclass(kw_only=True)
class FileSealedCopy(Step):
    """The letter as it was sealed (盖章件) is uploaded; it is the record of what was sent, and its hash stands in the event."""

    verb: ClassVar[str] = "case.seal"
    capability: ClassVar[str] = "case.register"

    case: Case
    document: Document | None
    verdict: Verdict = field(default_factory=Verdict, repr=False)

    def by(self, actor: Actor) -> Any:
        """As every step, after the file was looked at, for which no transaction waits."""
        if not self.permitted(actor):
            raise policies.NotAllowed
        if self.document is not None:
            self.verdict = looked_at(self.document, "document")
        return super().by(actor)

    def check(self) -> None:
        """A file."""
        if self.document is None:
            raise ValidationError({"document": _("This is needed.")})

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It is on record; the file is on the disk before the row that names it can be committed."""
        if self.document is None:
            raise AssertionError
        data, title = self.document.data, self.document.title[:200]
        digest = hashlib.sha256(data).hexdigest()
        yield SealedCopyFiled(on=self.day(), file=file_store().put(data), title=title, sha256=digest, waits=self.verdict.waits)


@dataclass(kw_only=True)
class ServeAnswer(Settling):
    """The answer was given: handed to the post, signed for, or at hand in the applicant's system on the day `on` (国办公开办函〔2016〕235号)."""

    verb: ClassVar[str] = "case.serve"
    capability: ClassVar[str] = "case.register"

    case: Case
    way: str
    mail_number: str = ""
    on: Any = None

    def check(self) -> None:
        """A way, and the number of the letter where it was posted."""
        self.mail_number = checked_mail_number(self.way, self.mail_number)

    def events(self, state: ledger.Case, actor: Actor) -> Iterable[Event]:  # noqa: ARG002
        """It was given; where it counts in the form of that year is fixed now."""
        day = answer_given(self.way, self.day()).day
        if state.stage != "signed":
            raise ValidationError(_("There is no signed answer yet."))
        try:
            row = counted(self.case.organ, state, day).row
        except StatuteError as error:
            raise ValidationError(told(error.message)) from error
        yield AnswerServed(on=day, way=self.way, mail_number=self.mail_number, **closing(self.case, state, day, state.answers, row))

    def detail(self) -> Mapping[str, Any]:
        """By which way."""
        return {**super().detail(), "way": self.way}
