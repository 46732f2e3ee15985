"""What kind of file some bytes are, told by what is in them, never by a name; what cannot be a report is refused with what to do."""

import re

from gongkai.annual.read.archives import refusal, zip_kind
from gongkai.messages import Message, UserError, message

MEBIBYTE = 1 << 20
LARGEST = {"text": 20, "json": 20, "mhtml": 20, "docx": 100, "xlsx": 100, "picture": 100, "pdf": 200}
"""The largest file of each kind in MiB. Published reports are pages of 30 kB to 2 MB; scans are larger. A file of another size is no report."""
_JUNK = 1024
"""So many bytes may stand before the header of a PDF (ISO 32000-1, annex H, implementation note 13)."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+", b"GIF87a", b"GIF89a")
_WEBP = re.compile(rb"RIFF....WEBP", re.DOTALL)
_BITMAP = re.compile(rb"BM.{4}\x00{4}..\x00\x00[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00", re.DOTALL)
_PICTURE_OF_PHONES = re.compile(rb"....ftyp(?:hei[cfmsx]|hev[cmx]|mif1|msf1|avif)", re.DOTALL)
_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd")
_WORD_XML = (b"<w:wordDocument", b"<pkg:package")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\s*[\"}]|\[\s*[\[{\]])")
_MHTML = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*?)*?Content-Type:\s*multipart/related", re.IGNORECASE)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_UTF_16 = _MARKS[1:]
# Control characters that no text of any encoding of Chinese holds; a handful can stray into a bad copy, more is binary.
_CONTROLS = bytes({*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)})


class NotAReportError(UserError):
    """The bytes are nothing that a report could be read from, or are more than a report can be."""


class InPicturesError(Exception):
    """A reader's word that the form may stand in pictures of the file: it is to be read again with recognition, under its limits."""


def kind_of(data: bytes, source: str) -> str:
    """`pdf`, `docx`, `xlsx`, `picture`, `json` (JSON of any content), `mhtml`, or `text` (HTML or plain text).

    Raises:
        NotAReportError: `data` is empty, too large for its kind, or of a kind that is not read.

    """
    kind = _marked(data, source) or _textual(data, source)
    if len(data) > LARGEST[kind] * MEBIBYTE:
        raise too_large(kind, source)
    return kind


def is_marked(data: bytes) -> bool:
    """Whether the first bytes are those of a binary format that is read: more of the file may then be worth its memory."""
    return data.startswith((*_ZIP, *_PICTURES)) or b"%PDF-" in data[:_JUNK]


def too_large(kind: str, source: str) -> NotAReportError:
    """The refusal of a file that is larger than any report of its kind."""
    return NotAReportError(message("{source} is larger than {mebibytes} MiB: that is no report.", source=source, mebibytes=LARGEST[kind]))


def empty(source: str) -> NotAReportError:
    """The refusal of a file without content."""
    return NotAReportError(message("{source} is empty: there is nothing to read.", source=source))


def _marked(data: bytes, source: str) -> str:
    """The kind that the format's own mark tells, or an empty text."""
    if data.startswith(_ZIP):
        return zip_kind(data) or _refuse(refusal("zip", data), source)
    if data.startswith(_PICTURES) or _WEBP.match(data) or _BITMAP.match(data):
        return "picture"
    for name, marks in (("ole2", (_OLE2,)), ("archive", _ARCHIVES), ("rtf", (b"{\\rtf",))):
        if data.startswith(marks):
            return _refuse(refusal(name, data), source)
    if _PICTURE_OF_PHONES.match(data):
        return _refuse(refusal("heic", data), source)
    return "pdf" if b"%PDF-" in data[:_JUNK] else ""


def _textual(data: bytes, source: str) -> str:
    if not data.strip():
        raise empty(source)
    start = data[:100_000]
    if not data.startswith(_UTF_16) and len(start) - len(start.translate(None, _CONTROLS)) > 3 + len(start) // 1000:
        return _refuse(refusal("binary", data), source)
    if any(mark in start[:4096] for mark in _WORD_XML):
        return _refuse(refusal("word xml", data), source)
    if _JSON.match(start):
        return "json"
    return "mhtml" if _MHTML.match(start[:4096]) else "text"


def _refuse(what: Message, source: str) -> str:
    raise NotAReportError(Message(what.msgid, {**what.fields, "source": source}))
