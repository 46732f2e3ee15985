"""Container formats: which of them is a document that can be read, and what to do with those that are not."""

from gongkai.messages import N_, Message

_REFUSALS = {
    "zip": N_("{source} is a ZIP archive; unpack it and give the files in it."),
    "archive": N_("{source} is an archive; unpack it and give the files in it."),
    "damaged": N_("{source} is a damaged or incomplete ZIP file; get it again from its first publication."),
    "ofd": N_("{source} is an OFD document, which is not read; print it to a PDF file and give that."),
    "odf": N_("{source} is an OpenDocument file, which is not read; save it as DOCX or XLSX."),
    "slides": N_("{source} is a presentation, which is not read; save the report as DOCX or PDF."),
    "encrypted": N_("{source} is protected by a password; open it in Word, Excel or WPS and save it without one."),
    "old word": N_("{source} is an old Word or WPS document (DOC, WPS); open it in Word or WPS and save it as DOCX."),
    "old excel": N_("{source} is an old Excel or WPS workbook (XLS, ET); open it in Excel or WPS and save it as XLSX."),
    "old": N_("{source} is a file of an old Office or WPS; open it there and save it as DOCX or XLSX."),
    "word xml": N_("{source} is a Word document saved as XML; open it in Word or WPS and save it as DOCX."),
    "rtf": N_("{source} is an RTF document; open it in Word or WPS and save it as DOCX."),
    "heic": N_("{source} is a picture in a format of telephones (HEIC, AVIF); save it as JPEG or PNG."),
    "binary": N_("{source} is a binary file of an unknown kind; HTML, plain text, PDF, DOCX, XLSX, pictures and our own JSON can be read."),
}
_PARTS = ((b"word/", "docx"), (b"xl/", "xlsx"))
_STREAMS = (("WordDocument", "old word"), ("Workbook", "old excel"), ("Book", "old excel"))


def zip_kind(data: bytes) -> str:
    """`docx`, `xlsx`, or an empty text for any other ZIP file.

    Names of parts stand in a ZIP file as they are, and the list of all of them stands last: the last name decides, because documents hold
    others. Nothing is unpacked, and a file that lost its end is still known.
    """
    if b"[Content_Types].xml" not in data:
        return ""
    at, kind = max((data.rfind(name), kind) for name, kind in _PARTS)
    return kind if at >= 0 and at > data.rfind(b"ppt/") else ""


def refusal(kind: str, data: bytes) -> Message:
    """What to tell of a file of this `kind`; its `{source}` is filled by the caller."""
    if kind == "zip":
        kind = _other_zip(data)
    elif kind == "ole2":
        kind = _compound(data)
    return Message(_REFUSALS[kind])


def _other_zip(data: bytes) -> str:
    if b"OFD.xml" in data:
        return "ofd"
    if b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]:
        return "odf"
    if b"[Content_Types].xml" in data and b"ppt/" in data:
        return "slides"
    return "zip" if b"PK\x05\x06" in data else "damaged"


def _compound(data: bytes) -> str:
    """OLE2 compound files name their streams in UTF-16; a modern document under a password is one too."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in data), "old")
