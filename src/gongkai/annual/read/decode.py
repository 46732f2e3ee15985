"""Bytes to text: BOM, strict UTF-8, the declared encoding, GB18030, Big5, chosen by how many of the form's own words appear."""

import codecs
import re

from gongkai.messages import UserError, message

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_FORM_WORDS = re.compile(
    "政府信息|信息公开|申请|行政复议|行政诉讼|自然人|总计|公开|政府資訊|信息公開|申請|行政復議|行政訴訟|總計|公開|情况|情況|年度|報告|报告"
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
"""Pages name the small encoding and use the characters of the larger one; browsers read them so (WHATWG Encoding Standard)."""
_OTHER_KINDS = ((b"%PDF", "PDF"), (b"PK\x03\x04", "DOCX/ZIP"), (b"\xd0\xcf\x11\xe0", "DOC/XLS"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"))
# Control characters that no text of any of these encodings holds; a handful can stray into a bad copy, more is binary.
_CONTROLS = bytes({*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)})


class NotTextError(UserError):
    """The bytes are no text that could be a report."""


def _score(text: str) -> int:
    return sum(1 for _ in _FORM_WORDS.finditer(text))


def _candidates(data: bytes) -> list[str]:
    declared = _DECLARED.search(data[:4096])
    names = [declared[1].decode("ascii").lower()] if declared else []
    return [*(_WIDER.get(name, name) for name in names), "gb18030", "big5hkscs"]


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def decode(data: bytes, source: str) -> tuple[str, bool]:
    """The text of `data`, and whether bytes were lost.

    Raises:
        NotTextError: `data` is empty, or a PDF, a picture, an archive or another binary file.

    """
    for magic, kind in _OTHER_KINDS:
        if data.startswith(magic):
            raise NotTextError(
                message("{source} is a {kind} file; HTML and plain text can be read. Save the page as HTML or text.", source=source, kind=kind)
            )
    if not data.startswith(tuple(bom for bom, _ in _BOMS)):
        start = data[:100_000]
        if len(start) - len(start.translate(None, _CONTROLS)) > 3 + len(start) // 1000:
            raise NotTextError(message("{source} is a binary file, not text; HTML and plain text can be read.", source=source))
    text, damaged = _decoded(data)
    if not text.strip():
        raise NotTextError(message("{source} is empty: there is nothing to read.", source=source))
    return text, damaged


def _decoded(data: bytes) -> tuple[str, bool]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            text = _strict(data, encoding)
            return (text, False) if text is not None else (data.decode(encoding, "replace"), True)
    text = _strict(data, "utf-8")
    if text is not None:
        return text, False
    texts = [text for encoding in _candidates(data) if (text := _strict(data, encoding)) is not None]
    if texts:
        return max(texts, key=_score), False
    # nothing decodes strictly: the encoding that shows most of the form, with the lost characters marked
    broken = [data.decode(encoding, "replace") for encoding in ("utf-8", "gb18030", "big5hkscs")]
    return max(broken, key=_score), True
