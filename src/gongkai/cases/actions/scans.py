"""Files that came with a request (扫描件、附件): checked by what is in them, kept encrypted, named by an event.

Every file that people upload with a step goes through one gate here, `looked_at`; what is opened at once, as a workbook, cannot wait for the virus
scanner: `scanned`, then `must_not_wait`.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.cases.events import ScanFiled
from gongkai.cases.marking import mark_of_file, refusal
from gongkai.cases.virus_scan import Verdict, scan
from gongkai.messages import UserError
from gongkai.organs.actions.basis import Basis, Document, file_store
from gongkai.organs.actions.checks import Problems
from gongkai.organs.telling import told

_ENDINGS = (
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF8", "gif"),
    (b"II", "tif"),
    (b"MM", "tif"),
    (b"RIFF", "webp"),
    (b"BM", "bmp"),
    (b"PK", "docx"),
)


def looked_at(document: Document, field: str) -> Verdict:
    """The gate for an uploaded file: its verdict. It may be kept; where the verdict `waits`, nobody gets to see it before the scanner has answered.

    Raises ValidationError at `field`: neither PDF, DOCX nor a picture, larger than 20 MB, marked as a state secret, or infected; nothing of it is
    kept then. To be called in an action's `by`, after its `permitted` and before `super().by(actor)`: no transaction may wait for the scanner.
    """
    problems = Problems()
    checked_scan(document, field, problems)
    problems.stop()
    return scanned(document.data, field)


def scanned(data: bytes, field: str) -> Verdict:
    """The virus scanner's verdict on a file. Raises ValidationError at `field` where something was found. Never inside a transaction."""
    verdict = scan(data)
    if verdict.found:
        raise ValidationError({field: infected(verdict)})
    return verdict


def must_not_wait(verdict: Verdict, field: str) -> None:
    """Raises ValidationError at `field` for a file that nobody could look at."""
    if verdict.waits:
        raise ValidationError(
            {field: _("The virus scanner cannot be reached, so nothing was kept. Try again in a while; if it lasts, tell who runs this site.")}
        )


def checked_scan(sent: Document, field: str, problems: Problems) -> None:
    """Note what is wrong with a file: neither PDF, DOCX nor a picture, too large, or marked as a state secret."""
    own = Problems()
    Basis(document=sent).check(own, needed=False)
    try:
        own.stop()
    except ValidationError as error:
        for sentence in error.messages:
            problems.add(field, sentence)
        return
    try:
        level = mark_of_file(sent.data)
    except UserError as error:
        problems.add(field, told(error.message))
        return
    if level:
        problems.add(field, told(refusal(level)))


def filed(sent: Document, purpose: str, on: dt.date, *, waits: bool = False) -> ScanFiled:
    """The file, kept; its own name, which may hold a person's, is not. `waits`: the virus scanner could not be asked (`cases.virus_scan`)."""
    return ScanFiled(on=on, file=file_store().put(sent.data), what=purpose, ending=ending_of(sent.data), waits=waits)


def ending_of(data: bytes) -> str:
    """What the name of such a file ends with."""
    return next((ending for mark, ending in _ENDINGS if data.startswith(mark)), "pdf")


def infected(verdict: Verdict) -> str:
    """What is told to who sent a file in which something was found."""
    return _("A virus was found in this file (%(name)s); it was not kept. Clean your device, make the file anew and send that.") % {
        "name": verdict.found
    }
