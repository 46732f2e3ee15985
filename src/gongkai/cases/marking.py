"""Marks of state secrets (国家秘密标志) at the head of a document or a text. Pure.

A document that bears one must not enter a system that is not made for secrets (保守国家秘密法): it is refused, and a placeholder says where it is.
The mark is the level, a star and the period (机密★10年; 国家秘密标志形式规定); old and careless ones are the level alone on a line of its own.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping

from gongkai.cases.first_page import text_of
from gongkai.messages import N_, Message, UserError, message

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
_LONGEST_ALONE = 60
_MOST = 8 << 20  # bytes of all parts of a DOCX: more is no letter, and a package of a few kilobytes can unpack to gigabytes
_PART = re.compile(r"word/(?:document|header\d*)\.xml")


def mark_of(text: str) -> str | None:
    """The level (a key of `LEVELS`) that `text` is marked with; None: it bears no mark.

    A level word with a star counts anywhere; alone it counts as a line of its own among the first lines, so that a request may speak of secrets.
    """
    plain = unicodedata.normalize("NFKC", text.replace("\u3000", " "))
    starred = _WITH_STAR.search(plain)
    if starred:
        return _level(starred[1] or starred[2])
    # Runs of blanks become one, and long lines are left out: the pattern would try every way to cut them.
    lines = [" ".join(line.split()) for line in plain.splitlines() if line.strip()][:_HEAD_LINES]
    short = (line for line in lines if len(line) <= _LONGEST_ALONE)
    return next((_level(found[1]) for found in map(_ALONE.fullmatch, short) if found), None)


def _level(word: str) -> str:
    bare = "".join(word.split())
    return next(code for code, (known, _label) in LEVELS.items() if known == bare)


def mark_of_file(data: bytes) -> str | None:
    """The level that a DOCX or the first page of a PDF is marked with; a picture, and a page that is one, cannot be read here.

    Raises UserError: a DOCX that cannot be opened, a PDF that takes too much to read.
    """
    return next((level for text in _texts(data) if (level := mark_of(text))), None)


def _texts(data: bytes) -> Iterator[str]:
    if data.startswith(b"PK"):
        yield from _texts_of_docx(data)
    elif b"%PDF-" in data[:1024]:
        yield text_of(data)


def _texts_of_docx(data: bytes) -> Iterator[str]:
    left = _MOST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = sorted((one for one in package.infolist() if _PART.fullmatch(one.filename)), key=lambda one: one.file_size)
            for one in parts:
                with package.open(one) as part:
                    found = part.read(left)
                left -= len(found)
                yield _text_of(found.decode("utf-8", errors="replace"))
                if not left:
                    return
    except Exception as error:  # a damaged package raises whatever it likes
        raise UserError(
            message("This DOCX cannot be opened: it is damaged, or protected by a password. Save it anew without one, and send that.")
        ) from error


def _text_of(xml: str) -> str:
    """What stands between the tags; a tag that never ends costs no more than one that does."""
    return re.sub(r"<[^<>]*>", "", re.sub(r"</w:p>|<w:br[ /]|<w:tab/>", lambda found: "\n<" if found[0] != "</w:p>" else "\n", xml))


def refusal(level: str) -> Message:
    """What to do with something that is marked."""
    return message(
        "This bears the mark of a state secret ({word}) and was not kept. Remove it from this computer, give it to the keeper of secrets, "
        "and register a placeholder that says its level and keeper, without its content.",
        word=LEVELS[level][0],
    )
