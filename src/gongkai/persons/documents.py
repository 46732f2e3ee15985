"""Kinds of identity documents (身份证明, Reg. 29) and what can be told from a number alone.

Only what a national standard fixes is checked by its check digit: the resident number (GB 11643-1999), which the residence permits of people from
Hong Kong, Macao and Taiwan (国办发〔2018〕81号) and the cards of foreigners use, too, and the unified social credit code (GB 32100-2015); of permits
the shape is looked at. No sentence repeats a number.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gongkai.organs.telling import told
from gongkai.persons import comparing, masking
from gongkai.statute.identifiers import IdentifierError, credit_code, foreigner_number, resident_number


class WrongNumberError(Exception):
    """The number cannot be one of such a document: the sentence says where it goes wrong, without the number."""


@dataclass(frozen=True)
class Document:
    """A kind of document: `read(number, on)` gives the number as it is kept, or raises WrongNumberError; `mask` what a screen shows of it."""

    code: str
    name: Any
    read: Callable[[str, dt.date], str]
    mask: Callable[[str], str]


def _resident(text: str, on: dt.date) -> str:
    try:
        return resident_number(text, on).number
    except IdentifierError as error:
        raise WrongNumberError(_("%(mistake)s. Compare it with the card.") % {"mistake": told(error.message)}) from None


def _foreigner(text: str, on: dt.date) -> str:
    try:
        return foreigner_number(text, on)
    except IdentifierError as error:
        raise WrongNumberError(_("%(mistake)s. Compare it with the card.") % {"mistake": told(error.message)}) from None


def _credit(text: str, _on: dt.date) -> str:
    try:
        return credit_code(text).code
    except IdentifierError as error:
        raise WrongNumberError(_credit_told(error, text)) from None  # the statute's sentence repeats the code


def _credit_told(error: IdentifierError, text: str) -> str:
    if error.expected:
        sentence = _(
            "The last character should be %(right)s after the 17 before it: at least one of the 18 is mistyped. Compare it with the certificate."
        )
        return sentence % {"right": error.expected}
    if error.place:
        sentence = _(
            "Character %(place)s is none of a unified social credit code, which has digits and capital letters without I, O, S, V, Z. "
            "Compare it with the certificate."
        )
        return sentence % {"place": error.place}
    length = len("".join(text.split()))
    return _("A unified social credit code has 18 characters; here are %(length)s. Compare it with the certificate.") % {"length": length}


_SIGNS = re.compile("[0-9a-z]{5,30}")


def _any(text: str, _on: dt.date) -> str:
    if not _SIGNS.fullmatch(comparing.number(text)):
        raise WrongNumberError(_("The number of this document has 5 to 30 digits, letters and hyphens. Compare it with the document."))
    return " ".join(text.split())


def _of_shape(shape: str, sentence: Any) -> Callable[[str, dt.date], str]:
    """A number whose digits and letters are of a `shape`; nothing tells more of it."""

    def read(text: str, _on: dt.date) -> str:
        number = comparing.number(text).upper()
        if not re.fullmatch(shape, number):
            raise WrongNumberError(str(sentence))
        return number

    return read


_HK_MACAO = _of_shape(
    "[HM]([0-9]{8}|[0-9]{10})",  # ten digits with the count of renewals (换证次数)
    gettext_lazy("The number of this permit is H or M and 8 digits (10 on older permits). Compare it with the permit."),
)
_TAIWAN = _of_shape(
    "[0-9]{8}|[0-9]{10}([(]?[A-Z][)]?)?",
    gettext_lazy("The number of this permit has 8 digits; older permits have 10, with or without a letter. Compare it with the permit."),
)


def _public(number: str) -> str:
    """Credit codes stand in public registers."""
    return number


DOCUMENTS = (
    Document("resident_card", gettext_lazy("Resident identity card"), _resident, masking.resident_number),  # 居民身份证
    Document("residence_permit", gettext_lazy("Residence permit for Hong Kong, Macao or Taiwan residents"), _resident, masking.resident_number),
    Document("hk_macao_permit", gettext_lazy("Mainland travel permit for Hong Kong and Macao residents"), _HK_MACAO, masking.other_number),
    Document("taiwan_permit", gettext_lazy("Mainland travel permit for Taiwan residents"), _TAIWAN, masking.other_number),
    Document("passport", gettext_lazy("Passport"), _any, masking.other_number),
    Document("foreigner_card", gettext_lazy("Foreigner's permanent residence card"), _foreigner, masking.other_number),  # 外国人永久居留身份证
    Document("credit_code", gettext_lazy("Unified social credit code"), _credit, _public),
    Document("other", gettext_lazy("Another document"), _any, masking.other_number),
)
BY_CODE = {one.code: one for one in DOCUMENTS}
CHOICES = tuple((one.code, one.name) for one in DOCUMENTS)
