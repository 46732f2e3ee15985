"""Fonts of a PDF, of which no character is guessed."""

from collections.abc import Mapping

from pdfminer.pdffont import PDFFont, PDFSimpleFont
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import dict_value, list_value, resolve1

LAST = 65535
"""The last character of a CID font (ISO 32000-1, annex C)."""


class Fonts(PDFResourceManager):
    """Fonts of which no character is guessed.

    pdfminer takes the codes of an embedded font that says nothing of its encoding for those of the standard encoding; a subset numbers its
    characters as it likes, and a 3 would be read as another digit.
    """

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """The font of `spec`; of a subset only the characters that the file itself names are known."""
        font = super().get_font(objid, _without_endless(spec))
        if isinstance(font, PDFSimpleFont) and _numbers_freely(spec):
            named = _named(resolve1(spec.get("Encoding")))
            font.cid2unicode = {code: text for code, text in font.cid2unicode.items() if code in named}
        return font


def _without_endless(spec: Mapping[str, object]) -> Mapping[str, object]:
    """The font without tables of widths that run over more characters than there can be: pdfminer would write down each."""
    endless = {name for name in ("W", "W2") if any(isinstance(one, int | float) and one > LAST for one in _list(spec.get(name)))}
    return {name: value for name, value in spec.items() if name not in endless} if endless else spec


def _list(found: object) -> list[object]:
    resolved = resolve1(found)
    return [resolve1(one) for one in resolved] if isinstance(resolved, list) else []


def _numbers_freely(spec: Mapping[str, object]) -> bool:
    """Whether a font is an embedded subset with an encoding of its own."""
    descriptor = dict_value(spec.get("FontDescriptor", {}))
    encoding = resolve1(spec.get("Encoding"))
    own = encoding is None or (isinstance(encoding, dict) and "BaseEncoding" not in encoding)
    return own and ("FontFile2" in descriptor or "FontFile3" in descriptor)


def _named(encoding: object) -> frozenset[int]:
    """The codes that the differences of an encoding name."""
    codes: set[int] = set()
    following = 0
    for entry in list_value(encoding.get("Differences", [])) if isinstance(encoding, dict) else ():
        if isinstance(entry, int):
            following = entry
        else:
            codes.add(following)
            following += 1
    return frozenset(codes)
