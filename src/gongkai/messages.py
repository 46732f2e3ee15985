"""Sentences for people, in Chinese first and in English: a message is an English template, its fields, and a gettext catalogue.

Everything else in the package may import this module; it imports only the standard library.
"""

import errno
import gettext
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

LANGUAGES = ("zh_Hans", "en")
_LOCALE = Path(__file__).parent / "locale"


def N_(msgid: str) -> str:
    """Mark `msgid` for extraction into the catalogues and return it unchanged."""
    return msgid


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("gongkai", _LOCALE, languages=[language])


@dataclass(frozen=True)
class Message:
    """A sentence that can be told in either language: `msgid` is the English template, with `{name}` fields.

    A field that is itself a `Message`, or a tuple holding some, is told in the same language.
    """

    msgid: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """The sentence in `language` (`zh_Hans` or `en`)."""
        template = _catalogue(language).gettext(self.msgid) if self.msgid else ""
        return template.format_map({name: _told(value, language) for name, value in self.fields.items()})

    def both(self) -> dict[str, str]:
        """The sentence in both languages, as our JSON gives it: `{"zh": ..., "en": ...}`."""
        return {"zh": self.text("zh_Hans"), "en": self.text("en")}

    def __str__(self) -> str:
        return self.text(user_language())


def _told(value: object, language: str) -> object:
    if isinstance(value, Message):
        return value.text(language)
    if isinstance(value, tuple):
        separator = "、" if language == "zh_Hans" else ", "
        return separator.join(str(_told(part, language)) for part in value)
    return value


def message(msgid: str, /, **fields: object) -> Message:
    """Make a `Message`; the call is also what the extraction of the catalogues looks for."""
    return Message(msgid, fields)


_REASONS = {
    errno.ENOENT: N_("there is no such file or folder"),
    errno.EISDIR: N_("it is a folder, not a file"),
    errno.ENOTDIR: N_("something on its path is a file, not a folder"),
    errno.EACCES: N_("you have no right to it"),
    errno.EPERM: N_("you have no right to it"),
    errno.EROFS: N_("it is on a disk that cannot be written"),
    errno.ENOSPC: N_("the disk is full"),
    errno.ENAMETOOLONG: N_("its name is too long"),
}


def reason_of(error: OSError) -> Message | str:
    """Why the system refused, in the user's language where it is one of the usual reasons, else in the system's words (English)."""
    told = _REASONS.get(error.errno or 0)
    return message(told) if told else error.strerror or str(error)


def user_language(environ: Mapping[str, str] = os.environ) -> str:
    """`zh_Hans` unless `GONGKAI_LANG` asks for English (`en`, `en_US` ...)."""
    return "en" if environ.get("GONGKAI_LANG", "").lower().startswith("en") else "zh_Hans"


class UserError(Exception):
    """Something cannot go on: a `Message` saying what, where and what to do."""

    def __init__(self, what: Message) -> None:
        super().__init__(what)
        self.message = what

    def __str__(self) -> str:
        return str(self.message)
