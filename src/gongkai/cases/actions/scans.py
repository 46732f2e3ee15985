"""Files that came with a request (扫描件、附件): checked by what is in them, kept encrypted, named by an event."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from gongkai.cases.events import ScanFiled
from gongkai.cases.marking import mark_of_file, refusal
from gongkai.cases.virus_scan import Verdict
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


def checked_scan(scan: Document, field: str, problems: Problems) -> None:
    """Note what is wrong with a file: neither PDF, DOCX nor a picture, too large, or marked as a state secret."""
    own = Problems()
    Basis(document=scan).check(own, needed=False)
    try:
        own.stop()
    except ValidationError as error:
        for sentence in error.messages:
            problems.add(field, sentence)
        return
    level = mark_of_file(scan.data)
    if level:
        problems.add(field, told(refusal(level)))


def filed(scan: Document, purpose: str, on: dt.date, *, waits: bool = False) -> ScanFiled:
    """The file, kept; its own name, which may hold a person's, is not. `waits`: the virus scanner could not be asked (`cases.virus_scan`)."""
    return ScanFiled(on=on, file=file_store().put(scan.data), what=purpose, ending=ending_of(scan.data), waits=waits)


def ending_of(data: bytes) -> str:
    """What the name of such a file ends with."""
    return next((ending for mark, ending in _ENDINGS if data.startswith(mark)), "pdf")


def infected(verdict: Verdict) -> str:
    """What is told to who sent a file in which something was found."""
    return _("A virus was found in this file (%(name)s); it was not kept. Clean your device, make the file anew and send that.") % {
        "name": verdict.found
    }
