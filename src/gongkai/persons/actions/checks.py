"""What is checked of a person's data. No sentence repeats a value: sentences end up in pages and logs."""

import datetime as dt
import re
from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from gongkai.organs.actions.checks import Problems
from gongkai.persons import comparing, documents, kinds
from gongkai.persons.fields import BY_CODE
from gongkai.vault.blind import normalised

_PHONE_SIGNS = re.compile(r"\+?[0-9()./*#x转-]+")
_PHONE_DIGITS = range(5, 21)


def checked_kind(kind: str, problems: Problems) -> None:
    """Note a kind that does not exist."""
    if kind not in kinds.CODES:
        problems.add("kind", _("Choose what kind of applicant this is."))


def checked(values: Mapping[str, str], problems: Problems) -> dict[str, str]:
    """`values` by field code as they are kept: blanks around and doubled ones go, characters stay. Document numbers are for `checked_number`."""
    kept = {code: " ".join(value.split()) for code, value in values.items()}
    for code, value in kept.items():
        if not _is_whole(value):
            problems.add(code, _("There is a sign in it that cannot be kept. Type it again instead of pasting it."))
        elif len(value) > BY_CODE[code].most:
            problems.add(code, _("At most %(most)s characters fit here. Shorten it.") % {"most": BY_CODE[code].most})
        elif value and code in _OWN_CHECKS:
            _OWN_CHECKS[code](value, problems)
    return kept


def _is_whole(value: str) -> bool:
    """No half characters, which no ciphertext holds, and no control signs."""
    return not any("\ud800" <= sign <= "\udfff" or sign < " " or "\x7f" <= sign < "\xa0" for sign in value)


def _check_name(value: str, problems: Problems) -> None:
    if not normalised(value):
        problems.add("name", _("The name holds nothing that can be seen. Type it again."))


def _check_phone(value: str, problems: Problems) -> None:
    if not _PHONE_SIGNS.fullmatch(normalised(value)) or len(comparing.phone(value)) not in _PHONE_DIGITS:
        problems.add("phone", _("Give one telephone number of 5 to 20 digits, area code first; an extension after 转."))


def _check_email(value: str, problems: Problems) -> None:
    try:
        validate_email(value)
    except ValidationError:
        problems.add("email", _("This is no e-mail address. It looks like name@example.com."))


_OWN_CHECKS: Mapping[str, Callable[[str, Problems], None]] = {"name": _check_name, "phone": _check_phone, "email": _check_email}


def needed_name(values: Mapping[str, str], problems: Problems) -> None:
    """Note a missing name."""
    if not values.get("name"):
        problems.add("name", _("The name is needed. Everything else can follow when the applicant is asked for it (Reg. 30)."))


def checked_number(document: str, number: str, on: dt.date, problems: Problems) -> str:
    """The number of a document as it is kept, checked on the day `on`; both are given, or neither."""
    if document and document not in documents.BY_CODE:
        problems.add("document", _("Choose the document from the list."))
    elif number and not document:
        problems.add("document", _("Choose the document that this is the number of."))
    elif document and not number:
        problems.add("number", _("Give the document's number, or choose no document."))
    elif number:
        try:
            return documents.BY_CODE[document].read(number, on)
        except documents.WrongNumberError as error:
            problems.add("number", str(error))
    return number
