"""Numbers (编号) of documents, requests and items: a small language of patterns, `{organ}〔{year}〕{serial}号`, written and read back.

A pattern has the fields `{year}` and `{serial}`, each once, and may have `{organ}` and `{code}`; nothing else is a field, and nothing in
a pattern is ever evaluated. Two different pairs of year and serial number never give the same number, whatever the organ is called by then.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from gongkai.messages import UserError, message
from gongkai.statute.laws import Term, load, term

LONGEST: Final = 60  # signs of a pattern, and of an organ's short form
MOST_DIGITS: Final = 9  # of a serial number

_BRACKETS = str.maketrans("([【﹝", "〔〔〔〔") | str.maketrans(")]】﹞", "〕〕〕〕")
_PIECE = re.compile(r"\{([^{}]*)\}|([^{}]+)|([{}])")
_READ = {"year": "(?P<year>[1-9][0-9]{3})", "organ": r"(?P<organ>[^\W_]+)", "code": r"(?P<code>[^\W_]+)"}
_SERIAL = f"(?P<serial>[0-9]{{1,{MOST_DIGITS}}})"


class NumberingError(UserError):
    """The pattern cannot number anything, or the text is not a number of it: the message says why and what to do."""


@dataclass(frozen=True)
class Number:
    """A number taken apart. `organ` and `code` are empty where the pattern has no such field."""

    year: int
    serial: int
    organ: str = ""
    code: str = ""


@dataclass(frozen=True)
class Field:
    """A field of a pattern; `width`: a serial number is filled with zeros to so many digits."""

    name: str
    width: int = 1


@dataclass(frozen=True)
class Pattern:
    """A pattern that was found good: `pattern` makes one."""

    text: str
    parts: tuple[str | Field, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of its fields, in their order."""
        return tuple(part.name for part in self.parts if isinstance(part, Field))


def fields() -> dict[str, Term]:
    """The fields that a pattern can have, with what each is."""
    return {name: term(entry) for name, entry in load("numbering")["fields"].items()}


def default_pattern(purpose: str) -> Pattern:
    """The pattern to start from: for a `document` (发文字号), a `register` (登记编号), an `index` number (索引号).

    Raises NumberingError for another purpose.
    """
    known = load("numbering")["patterns"]
    if purpose not in known:
        raise NumberingError(message("No pattern of numbers is known for “{purpose}”; use one of {known}", purpose=purpose, known=tuple(known)))
    return pattern(known[purpose]["value"])


def pattern(text: str) -> Pattern:
    """Read a pattern as an administrator types it.

    Raises NumberingError: too long, a blank or a sign that is not printed, a brace without its other half, an unknown field, a field twice,
    no year or no serial number, an organ or a code that runs into another field.
    """
    if len(text) > LONGEST:
        raise NumberingError(message("A pattern of numbers has at most {most} signs; this one has {length}", most=LONGEST, length=len(text)))
    if not text.isprintable() or any(sign.isspace() for sign in text):
        raise NumberingError(message("A pattern of numbers has no blanks and no signs that cannot be seen; take them out"))
    parts = tuple(_part(piece, text) for piece in _PIECE.finditer(text))
    found = Pattern(text, parts)
    _complete(found)
    _apart(found)
    return found


def _part(piece: re.Match[str], text: str) -> str | Field:
    """One piece of a pattern. Raises NumberingError for a lone brace, an unknown field, a width that is none."""
    field, plain, brace = piece.groups()
    if brace:
        raise NumberingError(message("“{brace}” at place {place} of “{text}” has no other half", brace=brace, place=piece.start() + 1, text=text))
    if field is None:
        return str(plain)
    name, colon, width = field.partition(":")
    if name not in fields():
        known = tuple(f"{{{one}}}" for one in fields())
        raise NumberingError(message("{field} is no field of a number; use {known}", field=piece[0], known=known))
    if not colon:
        return Field(name)
    if name != "serial" or not re.fullmatch(f"0[1-{MOST_DIGITS}]", width):
        example = "{serial:05}"
        raise NumberingError(message("{field}: only the serial number takes a width, 01 to 09, as in {example}", field=piece[0], example=example))
    return Field(name, int(width))


def _complete(found: Pattern) -> None:
    """Year and serial number are there, and no field twice."""
    for name in ("year", "serial"):
        if name not in found.fields:
            raise NumberingError(message("The pattern “{text}” needs {field}", text=found.text, field=f"{{{name}}}"))
    twice = next((name for name in found.fields if found.fields.count(name) > 1), None)
    if twice:
        raise NumberingError(message("The pattern “{text}” has {field} twice; leave one", text=found.text, field=f"{{{twice}}}"))


def _apart(found: Pattern) -> None:
    """An organ's short form or code stands apart from other fields.

    Both can hold letters and digits and can change; with a sign that is neither between them and the next field, a number is read in one
    way only. Year and serial number may touch: the year always has four digits.
    """
    before, between = None, ""
    for part in found.parts:
        if isinstance(part, str):
            between = part
            continue
        if before and {before, part.name} & {"organ", "code"} and all(sign.isalnum() for sign in _folded(between)):
            left, right = f"{{{before}}}", f"{{{part.name}}}"
            raise NumberingError(
                message("Put a sign that is neither letter nor digit between {left} and {right}, such as 〔, - or /", left=left, right=right)
            )
        before, between = part.name, ""


def _folded(text: str) -> str:
    """What people type: half-width, without blanks, whatever brackets for 〔〕."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(_BRACKETS)


def format_number(made: Pattern, number: Number) -> str:
    """The number as it is printed.

    Raises NumberingError: a year not of four digits, a serial number below 1 or above nine digits, an organ or a code that the pattern
    needs and that is missing or has signs other than letters and digits.
    """
    if not 1000 <= number.year <= 9999:  # noqa: PLR2004 - four digits
        raise NumberingError(message("The year of a number has four digits; {year} has not", year=number.year))
    if not 1 <= number.serial < 10**MOST_DIGITS:
        raise NumberingError(message("A serial number runs from 1 to {most}; {serial} is none", most=10**MOST_DIGITS - 1, serial=number.serial))
    return "".join(part if isinstance(part, str) else _value(part, number) for part in made.parts)


def _value(field: Field, number: Number) -> str:
    if field.name == "year":
        return str(number.year)
    if field.name == "serial":
        return str(number.serial).zfill(field.width)
    value = unicodedata.normalize("NFKC", str(getattr(number, field.name)))
    if not value.isalnum() or len(value) > LONGEST:
        name = fields()[field.name]
        raise NumberingError(
            message(
                "A number needs {name}, letters and digits only, at most {most}; “{value}” is not that",
                name=name,
                most=LONGEST,
                value=value[:LONGEST],
            )
        )
    return value


def parse_number(made: Pattern, text: str) -> Number:
    """Read a number of the pattern, as people type it: blanks, full-width signs and other brackets for 〔〕 are put right.

    Raises NumberingError when the text is no number of the pattern, a serial number with other zeros included.
    """
    example = format_number(made, Number(2024, 1, "示例", "002669015"))
    folded = _folded(text) if len(text) <= 4 * LONGEST else ""
    found = re.fullmatch("".join(_reading(part) for part in made.parts), folded)
    if found:
        values = found.groupdict(default="")
        number = Number(int(values["year"]), int(values["serial"]), values.get("organ", ""), values.get("code", ""))
        if number.serial and _folded(format_number(made, number)) == folded:
            return number
    raise NumberingError(message("“{text}” is not a number like {example}", text=text[:LONGEST], example=example))


def _reading(part: str | Field) -> str:
    if isinstance(part, str):
        return re.escape(_folded(part))
    return _SERIAL if part.name == "serial" else _READ[part.name]
