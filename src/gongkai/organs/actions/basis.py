"""By which document an organ's life changed (依据文件), and the event that tells of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from gongkai.audit.actors import Actor
from gongkai.messages import UserError
from gongkai.organs.actions.checks import Problems, one_line
from gongkai.organs.models import Organ, OrganEvent
from gongkai.organs.telling import told
from gongkai.vault.files import FileStore
from gongkai.vault.keyring import Keyring

LARGEST_MB = 20
_TAKEN = ("pdf", "docx", "picture")


@dataclass(frozen=True)
class Document:
    """A file that somebody sent: its name there, which we only show, and its content."""

    title: str
    data: bytes


@dataclass(frozen=True)
class Basis:
    """Why an organ changes: the document by title and number (依据文件), its file if at hand, a reason in words."""

    text: str = ""
    document: Document | None = None
    reason: str = ""

    def check(self, problems: Problems, *, needed: bool) -> None:
        """Note what is wrong; `needed`: there must be a document's title and number."""
        one_line(self.text, "basis", problems, most=200, needed=needed)
        if self.document:
            self._check_file(self.document, problems)

    def _check_file(self, document: Document, problems: Problems) -> None:
        from gongkai.annual.read.kinds import kind_of  # noqa: PLC0415  # brings the readers of every format: only who sends a file waits for them

        if len(document.data) > LARGEST_MB * 2**20:
            problems.add("document", _("The file is larger than %(most)s MB; send a smaller one.") % {"most": LARGEST_MB})
            return
        try:
            kind = kind_of(document.data, document.title)
        except UserError as error:
            problems.add("document", told(error.message))
            return
        if kind not in _TAKEN:
            problems.add("document", _("Send the document as PDF, as DOCX or as a picture; this file is something else, whatever its name says."))


def file_store() -> FileStore:
    """The store of encrypted files."""
    return FileStore(settings.GONGKAI_FILES, Keyring.open(settings.GONGKAI_KEYS))


def tell(  # noqa: PLR0913  # what happened, to whom, when, by which document: each is a column
    kind: Any,
    organ: Organ,
    on: dt.date,
    actor: Actor,
    basis: Basis | None = None,
    *,
    other: Organ | None = None,
    detail: Mapping[str, Any] | None = None,
    answers: OrganEvent | None = None,
) -> OrganEvent:
    """Record an event of a `kind` (`OrganEvent.Kind`) in the life of `organ`.

    The document's file is on the disk before the row that names it can be committed.
    """
    basis = basis or Basis()
    document = basis.document
    return OrganEvent.objects.create(
        kind=kind,
        organ=organ,
        other=other,
        on=on,
        basis=basis.text.strip(),
        file=file_store().put(document.data) if document else "",
        file_title=document.title[:200] if document else "",
        reason=basis.reason.strip(),
        detail=dict(detail or {}),
        recorded_by=f"{actor.kind}:{actor.key}",
        answers=answers,
    )
