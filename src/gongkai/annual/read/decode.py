"""Bytes to text: BOM, strict UTF-8, the declared encoding, GB18030, Big5, chosen by how many of the form's own words appear."""

import codecs
import re

from gongkai.annual.read import kinds

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_\-]+)", re.IGNORECASE)
_FORM_WORDS = re.compile(
    "政府信息|信息公开|申请|行政复议|行政诉讼|自然人|总计|公开|政府資訊|信息公開|申請|行政復議|行政訴訟|總計|公開|情况|情況|年度|報告|报告"
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
"""Pages name the small encoding and use the characters of the larger one; browsers read them so (WHATWG Encoding Standard)."""


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
        gongkai.annual.read.kinds.NotAReportError: `data` holds no text.

    """
    text, damaged = _decoded(data)
    if not text.strip():
        raise kinds.empty(source)
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
