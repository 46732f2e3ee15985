"""Identifiers: unified social credit code, organization code, resident identity number, index number; each with its check character."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from gongkai.messages import Message, UserError, message
from gongkai.statute.laws import load


class IdentifierError(UserError):
    """The text is not such an identifier: the message says where it goes wrong. It never repeats a person's number.

    `place`: the first character, from 1, that cannot stand there; `expected`: what the check character should be, given those before it.
    """

    def __init__(self, told: Message, *, place: int | None = None, expected: str = "") -> None:
        super().__init__(told)
        self.place, self.expected = place, expected


@dataclass(frozen=True)
class CreditCode:
    """A unified social credit code (统一社会信用代码, GB 32100-2015): `division` is the six digits of GB/T 2260."""

    code: str
    division: str
    organization: str


@dataclass(frozen=True)
class ResidentNumber:
    """A resident identity number (公民身份号码, GB 11643-1999); `old`: one of 15 digits, in use until 2013-01-01."""

    number: str
    province: str
    born: dt.date
    old: bool


@dataclass(frozen=True)
class IndexNumber:
    """An index number (索引号): the organ's code and which kind it is, the year, the serial number as printed."""

    organ: str
    kind: Literal["organization_code", "credit_code"]
    year: int
    serial: str

    @property
    def text(self) -> str:
        """The number as it is written: `002669015/2020-66516`."""
        return f"{self.organ}/{self.year:04}-{self.serial}"


def _clean(text: str) -> str:
    """Half-width, upper case, without blanks: what people type and copy."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()


def _wrong_character(text: str, alphabet: str) -> tuple[int, str] | None:
    return next(((place, character) for place, character in enumerate(text, 1) if character not in alphabet), None)


def credit_code_check(first: str) -> str:
    """The check character of the first 17 characters of a credit code: 31 minus their weighted sum, modulo 31 (GB 32100-2015)."""
    rule = load("identifiers")["credit_code"]
    alphabet = rule["alphabet"]
    total = sum(alphabet.index(character) * pow(rule["base"], place, len(alphabet)) for place, character in enumerate(first))
    return str(alphabet[-total % len(alphabet)])


def credit_code(text: str) -> CreditCode:
    """Read a unified social credit code; blanks, full-width and small letters are put right.

    Raises IdentifierError: not 18 characters, a character that the code does not use, wrong check character.
    """
    code = _clean(text)
    if len(code) != 18:  # noqa: PLR2004 - the length of the code
        raise IdentifierError(message("A unified social credit code has 18 characters; “{code}” has {length}", code=code, length=len(code)))
    wrong = _wrong_character(code, load("identifiers")["credit_code"]["alphabet"])
    if wrong:
        raise IdentifierError(
            message("Character {place} of “{code}” is “{character}”, which credit codes do not use", place=wrong[0], character=wrong[1], code=code),
            place=wrong[0],
        )
    _check(code, credit_code_check(code[:17]), message("Unified social credit code"))
    return CreditCode(code, code[2:8], code[8:17])


def organization_code_check(first: str) -> str:
    """The check character of the first 8 characters of an organization code (GB 11714-1997)."""
    rule = load("identifiers")["organization_code"]
    total = sum(rule["alphabet"].index(character) * weight for character, weight in zip(first, rule["weights"], strict=True))
    return str(rule["check"][-total % 11])


def organization_code(text: str) -> str:
    """Read an organization code (组织机构代码), `00266901-5` or `002669015`; gives the nine characters.

    Raises IdentifierError: not nine characters and digits, or a wrong check character.
    """
    code = _clean(text).replace("-", "")
    if not re.fullmatch(r"[0-9A-Z]{8}[0-9X]", code):
        raise IdentifierError(message("An organization code has 8 digits or letters and a check character; “{code}” has not", code=code))
    _check(code, organization_code_check(code[:8]), message("Organization code"))
    return code


def _check(code: str, right: str, name: Message) -> None:
    if code[-1] != right:
        raise IdentifierError(
            message("{name} “{code}”: the last character should be {right}; at least one character is mistyped", name=name, code=code, right=right),
            expected=right,
        )


def resident_number_check(first: str) -> str:
    """The check digit of the first 17 digits of a resident identity number (GB 11643-1999)."""
    rule = load("identifiers")["resident_number"]
    total = sum(int(digit) * weight for digit, weight in zip(first, rule["weights"], strict=True))
    return str(rule["check"][total % 11])


def resident_number(text: str, on: dt.date) -> ResidentNumber:
    """Read a resident identity number given on the day `on`; one of 15 digits is read as old, born 19yy.

    Raises IdentifierError: neither 18 nor 15 places, no such province (GB/T 2260), no such day of birth or one after `on`,
    wrong check digit.
    """
    number = _clean(text)
    old = re.fullmatch(r"[0-9]{15}", number) is not None
    if not old and len(number) != 18:  # noqa: PLR2004 - the length of the number
        raise IdentifierError(
            message("A resident identity number has 17 digits and a check digit or X, an old one 15 digits; here are {length}", length=len(number))
        )
    if not old:
        _digits(number, message("a resident identity number"), last="0123456789X")
    province = _province(number[:2])
    born = _birthday("19" + number[6:12] if old else number[6:14], on)
    if not old:
        _check_digit(number)
    return ResidentNumber(number, province, born, old)


def _digits(number: str, name: Message, last: str) -> None:
    """Every place has a digit, the last one of `last`."""
    wrong = _wrong_character(number[:-1], "0123456789") or (None if number[-1] in last else (len(number), number[-1]))
    if wrong:
        told = message("Character {place} of {name} must be a digit; only a check digit can be X", place=wrong[0], name=name)
        raise IdentifierError(told, place=wrong[0])


def _province(digits: str) -> str:
    provinces = load("identifiers")["provinces"]
    if digits not in provinces:
        raise IdentifierError(message("A resident identity number begins with the digits of a province; {digits} is none", digits=digits), place=1)
    return str(provinces[digits])


def _check_digit(number: str) -> None:
    right = resident_number_check(number[:17])
    if number[-1] != right:
        told = message("The check digit does not fit: after the 17 digits before it, it should be {right}; at least one is mistyped", right=right)
        raise IdentifierError(told, expected=right)


_OLD_FOREIGNER = re.compile("[A-Z]{3}[0-9]{12}")


def foreigner_number(text: str, on: dt.date) -> str:
    """Read the number of a foreigner's permanent residence card (外国人永久居留身份证) given on the day `on`, as it is kept.

    Cards since 2023-12-01: 18 digits: 9, the province of the first application, three digits of the country, the day of birth, a serial number and
    the check digit of GB 11643-1999. Older ones have three letters of the country and 12 digits, which are taken as they are.
    Raises IdentifierError: another shape, no such province or day of birth, wrong check digit.
    """
    number = _clean(text)
    if _OLD_FOREIGNER.fullmatch(number):
        return number
    if len(number) != 18 or number[0] != "9":  # noqa: PLR2004 - the length of the number
        raise IdentifierError(
            message("A foreigner's permanent residence card has 18 digits beginning with 9, an older one three letters and 12 digits")
        )
    _digits(number, message("a permanent residence card's number"), last="0123456789X")
    if number[1:3] not in load("identifiers")["provinces"]:
        raise IdentifierError(message("Digits 2 and 3 of the card's number are those of a province; {digits} is none", digits=number[1:3]), place=2)
    _birthday(number[6:14], on)
    _check_digit(number)
    return number


def _birthday(digits: str, on: dt.date) -> dt.date:
    try:
        born = dt.datetime.strptime(digits, "%Y%m%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        raise IdentifierError(message("The day of birth in the number does not exist")) from None
    if born > on:
        raise IdentifierError(message("The day of birth in the number is after {on}", on=on))
    return born


_INDEX = re.compile(r"(?P<organ>[0-9A-Z]{18}|[0-9A-Z]{8}-?[0-9X])/(?P<year>[0-9]{4})-(?P<serial>[0-9]+)")


def index_number(text: str) -> IndexNumber:
    """Read an index number, `002669015/2020-66516` or `11620602MB161547XN/2021-02130`.

    Raises IdentifierError: another shape, or a wrong check character in the organ's code.
    """
    cleaned = re.sub("[‐‑–—―−]", "-", _clean(text))
    found = _INDEX.fullmatch(cleaned)
    if found is None:
        raise IdentifierError(
            message("An index number is the organ's code, a slash, the year, a hyphen and a serial number; “{text}” is not", text=text)
        )
    organ = found["organ"]
    if len(organ) == 18:  # noqa: PLR2004 - the length of a credit code
        return IndexNumber(credit_code(organ).code, "credit_code", int(found["year"]), found["serial"])
    return IndexNumber(organization_code(organ), "organization_code", int(found["year"]), found["serial"])
