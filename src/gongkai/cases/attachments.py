"""Files that are uploaded with the public form (附件): looked at, kept encrypted beside the form, put on record with the request.

A page without JavaScript cannot keep a chosen file when it is shown again, so each is kept as soon as it comes, under the form's random number; what
was not sent with a request within a day is destroyed.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.cases.actions.scans import checked_scan, ending_of, infected
from gongkai.cases.guessing import digest_of_address
from gongkai.cases.models import Upload
from gongkai.cases.virus_scan import Verdict, scan
from gongkai.operations.backup.named import destroy_with
from gongkai.operations.daily import daily_job
from gongkai.organs.actions.base import Action
from gongkai.organs.actions.basis import Document, file_store
from gongkai.organs.actions.checks import Problems
from gongkai.organs.models import Organ

KINDS = ("authority", "attachment")
"""What comes with a form, of `cases.channels.SCANS`."""

MOST_FILES = 5
LARGEST_MB, MOST_MB = 10, 20
"""Of one file, of all of a form together."""

MOST_OF_AN_ADDRESS = 40
"""Files that wait for their request from one address: who sends more fills our disk."""

KEPT = dt.timedelta(days=1)
_YOUNG = 3600
_MB = 1 << 20


class Sent(Protocol):
    """A file as the browser sent it."""

    name: Any
    size: Any

    def read(self) -> bytes:
        """The content."""


@dataclass(kw_only=True)
class KeepUploads(Action):
    """Files that came with the form are kept, by what they are (`KINDS`), others `removed` by key; whoever knows the form's number may.

    `refused` are the sentences about those that were not kept, each naming its file; the others are kept all the same.
    """

    verb: ClassVar[str] = "case.upload"
    capability: ClassVar[str] = ""

    organ: Organ
    form: uuid.UUID
    files: Sequence[tuple[str, Sent]]
    removed: Sequence[int] = ()
    refused: list[str] = field(default_factory=list)
    _kept: list[tuple[str, bytes, Verdict]] = field(default_factory=list, repr=False)

    def organ_asked(self) -> Organ:
        """The organ whose form it is."""
        return self.organ

    def permitted(self, actor: Actor) -> bool:  # noqa: ARG002  # everybody
        """Everybody may."""
        return True

    def by(self, actor: Actor) -> Any:
        """As every action, after the files were looked at: no transaction waits for that."""
        self._kept = [found for what, sent in self.files if (found := self._looked_at(what, sent))]
        return super().by(actor) if self._kept or self.removed else self.organ

    def _looked_at(self, what: str, sent: Sent) -> tuple[str, bytes, Verdict] | None:
        """The file if it can be kept."""
        if sent.size > LARGEST_MB * _MB:
            self._refuse(sent, [_("The file is larger than %(most)s MB; send a smaller one.") % {"most": LARGEST_MB}])
            return None
        data, problems = sent.read(), Problems()
        checked_scan(Document(str(sent.name), data), "file", problems)
        if problems.sentences():
            self._refuse(sent, problems.sentences())
            return None
        verdict = scan(data)
        if verdict.found:
            self._refuse(sent, [infected(verdict)])
            return None
        return what, data, verdict

    def _refuse(self, sent: Sent, sentences: Iterable[Any]) -> None:
        self.refused.append(_("%(file)s: %(reason)s") % {"file": sent.name, "reason": " ".join(map(str, sentences))})

    def write(self, actor: Actor) -> Organ:
        """The files and their rows, as many as fit."""
        Upload.objects.filter(form=self.form, pk__in=self.removed).delete()
        sender = digest_of_address(actor.address)
        for what, data, verdict in self._kept:
            if self._fits(data, sender):
                name, ending = file_store().put(data), ending_of(data)
                Upload.objects.create(form=self.form, what=what, file=name, ending=ending, size=len(data), waits=verdict.waits, sender=sender)
        return self.organ

    def _fits(self, data: bytes, sender: str) -> bool:
        """Whether there is room for one more; else the reason is told, once."""
        here = Upload.objects.filter(form=self.form)
        size = here.aggregate(size=Sum("size"))["size"] or 0
        if here.count() >= MOST_FILES or size + len(data) > MOST_MB * _MB:
            told = _("At most %(files)s files of together %(most)s MB fit here; the others were not kept. Bring or send the rest to the office.")
            told %= {"files": MOST_FILES, "most": MOST_MB}
        elif Upload.objects.filter(sender=sender).count() >= MOST_OF_AN_ADDRESS:
            told = _("Too many files came from your connection without a request. Send the request without them, or try again tomorrow.")
        else:
            return True
        if told not in self.refused:
            self.refused.append(told)
        return False

    def detail(self) -> Mapping[str, Any]:
        """How many."""
        return {"kept": len(self._kept), "removed": len(self.removed)}


@daily_job("uploads")
def destroy_unsent(on: dt.date) -> None:  # noqa: ARG001  # forms are a day old by the hour
    """Files of forms that were never sent, unless something else names the same content, and their rows."""
    destroy_with(Upload.objects.filter(at__lt=timezone.now() - KEPT), "file", lambda rows: rows.delete(), _YOUNG)
