"""What values of our JSON must be: checks that give the value as the model has it, or name the key that is wrong."""

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from typing import Any

from gongkai.annual.model import Figure
from gongkai.messages import Message, UserError, message

Check = Callable[[object, str], Any]
"""Takes a value and the key at which it stands (`claims[3].scope.who`); gives the value of the model."""


class WrongJsonError(UserError):
    """The JSON is not that of one report."""


def wrong(at: str, what: Message) -> WrongJsonError:
    """The error for the key `at`."""
    return WrongJsonError(message("This is not the JSON of a report: “{key}” {what}.", key=at or "/", what=what))


def text(value: object, at: str) -> str:
    """A string."""
    if not isinstance(value, str):
        raise wrong(at, message("is not a text"))
    return value


def whole(value: object, at: str) -> int:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise wrong(at, message("is not a whole number"))
    return value


def figure(value: object, at: str) -> Figure:
    """A number: whole, or with decimals as `Decimal`; never a float, which is not what was printed."""
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        raise wrong(at, message("is not a number"))
    return value


def maybe(check: Check) -> Check:
    """Null, or what `check` takes."""
    return lambda value, at: None if value is None else check(value, at)


def one_of(*options: str) -> Check:
    """One of some strings."""

    def checked(value: object, at: str) -> str:
        if value not in options:
            raise wrong(at, message("is none of {options}", options=options))
        return str(value)

    return checked


def matching(pattern: str) -> Check:
    """A string of a form."""
    wanted = re.compile(pattern)

    def checked(value: object, at: str) -> str:
        if not wanted.fullmatch(text(value, at)):
            raise wrong(at, message("is “{value}”, which has no such form", value=value))
        return str(value)

    return checked


def between(first: int, last: int) -> Check:
    """A whole number from `first` to `last`."""

    def checked(value: object, at: str) -> int:
        if not first <= whole(value, at) <= last:
            raise wrong(at, message("is not between {first} and {last}", first=first, last=last))
        return whole(value, at)

    return checked


def array(check: Check, make: Callable[[Any], Any] = lambda value: value) -> Check:
    """A list of such values, as a tuple of what `make` makes of them."""

    def checked(value: object, at: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise wrong(at, message("is not a list"))
        return tuple(make(check(one, f"{at}[{number}]")) for number, one in enumerate(value))

    return checked


def mapping(key: Check, value_check: Check) -> Check:
    """An object whose keys and values are checked alike."""

    def checked(value: object, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise wrong(at, message("is not an object"))
        return {key(name, f"{at}.{name}"): value_check(one, f"{at}.{name}") for name, one in value.items()}

    return checked


def record(fields: Mapping[str, Check], optional: Collection[str] = ()) -> Check:
    """An object with these keys and no others."""

    def checked(value: object, at: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise wrong(at, message("is not an object"))
        under = f"{at}." if at else ""
        for name in value:
            if name not in fields:
                raise wrong(f"{under}{name}", message("is not a key of it"))
        for name in fields:
            if name not in value and name not in optional:
                raise wrong(f"{under}{name}", message("is missing"))
        return {name: check(value[name], f"{under}{name}") for name, check in fields.items() if name in value}

    return checked
