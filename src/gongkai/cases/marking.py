"""Marks of state secrets (国家秘密标志) at the head of a document or a text. Pure.

A document that bears one must not enter a system that is not made for secrets (保守国家秘密法): it is refused, and a placeholder says where it is.
The mark is the level, a star and the period (机密★10年; 国家秘密标志形式规定); old and careless ones are the level alone on a line of its own.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from importlib import import_module

from gongkai.messages import N_, Message, message

LEVELS: Mapping[str, tuple[str, str]] = {
    "confidential": ("秘密", N_("confidential")),
    "secret": ("机密", N_("secret")),
    "top_secret": ("绝密", N_("top secret")),
}
"""By code: the word of the mark, and what screens call it."""

_STARS = "★☆✩✪⭐*"
_WORD = "|".join(r"\s*".join(word) for word, _label in LEVELS.values())
_WITH_STAR = re.compile(rf"({_WORD})\s*[★☆✩✪⭐]|({_WORD})\s*[{_STARS}]\s*(?:\d+\s*(?:年|个月|月)|长期|[一二三四五六七八九十]+年)")
_ALONE = re.compile(rf"[\[【(（]?(?:密\s*级\s*[:：]?\s*)?({_WORD})(?:\s*(?:\d+\s*(?:年|个月)|长期))?[\])】）]?(?:\s*(?:文件|件))?")
_HEAD_LINES = 12
_MOST = 8 << 20  # bytes of one part of a DOCX: more is no letter
_PART = re.compile(r"word/(?:document|header\d*)\.xml")


def mark_of(text: str) -> str | None:
    """The level (a key of `LEVELS`) that `text` is marked with; None: it bears no mark.

    A level word with a star counts anywhere; alone it counts as a line of its own among the first lines, so that a request may speak of secrets.
    """
    plain = unicodedata.normalize("NFKC", text.replace("\u3000", " "))
    starred = _WITH_STAR.search(plain)
    if starred:
        return _level(starred[1] or starred[2])
    lines = [line.strip() for line in plain.splitlines() if line.strip()][:_HEAD_LINES]
    return next((_level(found[1]) for found in map(_ALONE.fullmatch, lines) if found), None)


def _level(word: str) -> str:
    bare = "".join(word.split())
    return next(code for code, (known, _label) in LEVELS.items() if known == bare)


def mark_of_file(data: bytes) -> str | None:
    """The level that a DOCX or the first page of a PDF is marked with; a picture, and a page that is one, cannot be read here."""
    return next((level for text in _texts(data) if (level := mark_of(text))), None)


def _texts(data: bytes) -> Iterator[str]:
    if data.startswith(b"PK"):
        yield from _texts_of_docx(data)
    elif b"%PDF-" in data[:1024]:
        yield _first_page(data)


def _texts_of_docx(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if _PART.fullmatch(name):
                with package.open(name) as part:
                    xml = part.read(_MOST).decode("utf-8", errors="replace")
                yield re.sub(r"<[^>]*>", "", re.sub(r"</w:p>|<w:br[ /]|<w:tab/>", lambda found: "\n<" if found[0] != "</w:p>" else "\n", xml))


def _first_page(data: bytes) -> str:
    pypdfium2 = import_module("pypdfium2")  # only who sends a file waits for it
    try:
        with pypdfium2.PdfDocument(data) as document:
            return str(document[0].get_textpage().get_text_range())
    except (pypdfium2.PdfiumError, IndexError):
        return ""


def refusal(level: str) -> Message:
    """What to do with something that is marked."""
    return message(
        "This bears the mark of a state secret ({word}) and was not kept. Remove it from this computer, give it to the keeper of secrets, "
        "and register a placeholder that says its level and keeper, without its content.",
        word=LEVELS[level][0],
    )
