"""What DOCX and XLSX share: a ZIP package that is the same whenever it is made, text that XML can hold, the day of the document."""

import re
from datetime import UTC, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from gongkai.annual.read.raw import REPLACEMENT
from gongkai.annual.write.document import Document

_TIMELESS = (1980, 1, 1, 0, 0, 0)
_MODE = 0o644 << 16
# XML 1.0, 2.2 Characters: what a document cannot hold, not even escaped.
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = re.compile(r"(\d{4})\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})(?!\d)")


class Archive(ZipFile):
    """A ZIP file without the time of its making and the habits of the machine: the same parts give the same bytes."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *_how: Any, **_more: Any) -> None:
        """Add a part; its name alone counts."""
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        super().writestr(_entry(name), data)

    def write(self, filename: Any, arcname: Any = None, *_how: Any, **_more: Any) -> None:
        """Add the file `filename` as the part `arcname`, a piece at a time."""
        with open(filename, "rb") as source, self.open(_entry(str(arcname)), "w", force_zip64=True) as part:  # noqa: PTH123 - openpyxl's name
            while piece := source.read(1 << 20):
                part.write(piece)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, _TIMELESS)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = _MODE
    return entry


def writable(text: str) -> str:
    """`text` with what XML cannot hold (control characters, half characters) replaced visibly, one for one; line ends become newlines."""
    return _UNWRITABLE.sub(REPLACEMENT, text.replace("\r\n", "\n").replace("\r", "\n"))


def day(text: str) -> datetime | None:
    """The day that a text names first, as 2024年1月20日 or 2024-01-20; None when it names none, or none of the calendar."""
    if not (found := _DAY.search(text)):
        return None
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=UTC)
    except ValueError:
        return None


def signed_on(document: Document) -> datetime | None:
    """The day under the signature, which is when the document was made; None when it has none that is a day of the calendar."""
    return next((found for line in reversed(document.signature) if (found := day(line))), None)
